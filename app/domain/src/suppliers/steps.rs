//! The steps of a supplier's registration. Each first lets the clock move what is due, then judges.

use super::declarations::{Declared, missing};
use super::{
    Check, Debarment, Engagements, History, Registration, Section, Supplier, SupplierCommand, SupplierRefusal,
    SupplierState, Suspension,
};
use crate::ids::{OrganisationId, PersonId};
use crate::rulebook::{self, DEBARMENT_YEARS, SUPPLIER_VERIFICATION_MONTHS};
use crate::time::{Day, Timestamp};

/// What must be known before a supplier is registered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Registrant {
    /// The person's address is confirmed.
    pub email_confirmed: bool,
    /// Another supplier is registered by the same number, or was: leaving under a suspension must not lead back in.
    pub number_in_use: bool,
}

impl Registrant {
    fn may_go_on(self) -> Result<(), SupplierRefusal> {
        if !self.email_confirmed {
            return Err(SupplierRefusal::EmailNotConfirmed);
        }
        if self.number_in_use { Err(SupplierRefusal::AlreadyRegistered) } else { Ok(()) }
    }
}

impl Debarment {
    /// It ends tomorrow at the earliest, and within the years that are allowed.
    fn lasts_as_it_may(&self, today: Day) -> Result<(), SupplierRefusal> {
        let years = rulebook::on(DEBARMENT_YEARS, today).unwrap_or_default();
        let (earliest, latest) = (today.plus_days(1), same_date(today, years.saturating_mul(12)));
        if self.ends_on < earliest {
            return Err(SupplierRefusal::EndsTooEarly { earliest });
        }
        if self.ends_on > latest { Err(SupplierRefusal::EndsTooLate { latest }) } else { Ok(()) }
    }
}

impl Supplier {
    /// Somebody registers a supplier.
    pub fn register(
        organisation: OrganisationId,
        registrant: Registrant,
        registration: Registration,
    ) -> Result<Supplier, SupplierRefusal> {
        registrant.may_go_on()?;
        let (history, state) = (History::default(), SupplierState::Draft);
        Ok(Supplier::stored(organisation, registration, Vec::new(), Vec::new(), history, state))
    }

    /// The sections that are still to be written before the file can be sent.
    pub fn unwritten(&self, day: Day) -> Vec<Section> {
        let undeclared = !missing(&self.declarations, day).is_empty();
        let open = |section: &Section| {
            !self.registration.is_written(*section) || (*section == Section::Declarations && undeclared)
        };
        Section::ALL.iter().copied().filter(open).collect()
    }

    /// The supplier declares, or declares again because a text has changed.
    pub fn declare(mut self, made: Vec<Declared>, now: Timestamp) -> Result<Supplier, SupplierRefusal> {
        self = self.moved(SupplierCommand::ChangeDetails, now)?;
        // What still holds is kept with its own day.
        let fresh = made.into_iter().filter(|one| {
            !self.declarations.iter().any(|old| old.declaration == one.declaration && old.holds_on(now.day()))
        });
        let fresh: Vec<Declared> = fresh.collect();
        self.declarations.extend(fresh);
        Ok(self)
    }

    /// The supplier sends its file to the vetting officers, or answers them.
    pub fn submit(self, registrant: Registrant, now: Timestamp) -> Result<Supplier, SupplierRefusal> {
        let mut supplier = self.moved(SupplierCommand::Submit, now)?;
        registrant.may_go_on()?;
        supplier.certificate_holds(now.day())?;
        let undeclared = missing(&supplier.declarations, now.day());
        let mut unwritten = supplier.unwritten(now.day());
        unwritten.retain(|section| *section != Section::Declarations);
        if !unwritten.is_empty() {
            return Err(SupplierRefusal::SectionsMissing { missing: unwritten });
        }
        if !undeclared.is_empty() {
            return Err(SupplierRefusal::DeclarationsMissing { missing: undeclared });
        }
        supplier.history.asked_at = None;
        Ok(supplier)
    }

    /// An officer begins to vet.
    pub fn start_review(self, by: PersonId, now: Timestamp) -> Result<Supplier, SupplierRefusal> {
        let mut supplier = self.moved(SupplierCommand::StartReview, now)?;
        supplier.may_vet(by)?;
        supplier.history.checks.clear();
        Ok(supplier)
    }

    /// The first officer's check.
    pub fn check(self, check: Check) -> Result<Supplier, SupplierRefusal> {
        let mut supplier = self.moved(SupplierCommand::Check, check.at)?;
        supplier.accepts(&check)?;
        if supplier.history.checks.iter().any(|one| one.by == check.by) {
            return Err(SupplierRefusal::SameOfficer);
        }
        supplier.history.checks.push(check);
        Ok(supplier)
    }

    /// The second officer's check, with which the supplier is verified: until the certificate's last day, or for
    /// twelve months where there is no certificate.
    pub fn verify(self, check: Check) -> Result<Supplier, SupplierRefusal> {
        let mut supplier = self.moved(SupplierCommand::Verify, check.at)?;
        let today = check.at.day();
        supplier.accepts(&check)?;
        supplier.certificate_holds(today)?;
        match supplier.history.checks.as_slice() {
            [] => return Err(SupplierRefusal::SecondCheckMissing),
            made if made.iter().all(|one| one.by == check.by) => return Err(SupplierRefusal::SameOfficer),
            _ => supplier.history.checks.push(check),
        }
        let months = rulebook::on(SUPPLIER_VERIFICATION_MONTHS, today).unwrap_or_default();
        let valid_until = supplier.registration.identity.expires_on().unwrap_or(same_date(today, months));
        supplier.history.valid_until = Some(valid_until);
        supplier.history.first_verified_on.get_or_insert(today);
        Ok(supplier)
    }

    /// The office asks something, and says what.
    pub fn request_info(self, by: PersonId, reason: &str, now: Timestamp) -> Result<Supplier, SupplierRefusal> {
        let mut supplier = self.moved(SupplierCommand::RequestInfo, now)?;
        supplier.may_vet(by)?;
        needs(reason)?;
        supplier.history.asked_at = Some(now);
        supplier.history.checks.clear();
        Ok(supplier)
    }

    /// The office says no, and why.
    pub fn reject(self, by: PersonId, reason: &str, now: Timestamp) -> Result<Supplier, SupplierRefusal> {
        let supplier = self.moved(SupplierCommand::Reject, now)?;
        supplier.may_vet(by)?;
        needs(reason)?;
        Ok(supplier)
    }

    /// The supplier shows a new certificate, or asks to be vetted again after a debarment.
    pub fn renew(self, registration: Registration, now: Timestamp) -> Result<Supplier, SupplierRefusal> {
        let mut supplier = self.moved(SupplierCommand::Renew, now)?;
        supplier.registration = registration;
        supplier.certificate_holds(now.day())?;
        supplier.reopen();
        Ok(supplier)
    }

    /// The supplier changes its file. Another legal name or number voids the checks and reopens the review.
    pub fn change(self, registration: Registration, now: Timestamp) -> Result<Supplier, SupplierRefusal> {
        if self.registration.is_same_person(&registration) {
            let mut supplier = self.moved(SupplierCommand::ChangeDetails, now)?;
            supplier.registration = registration;
            return Ok(supplier);
        }
        let mut supplier = self.moved(SupplierCommand::ChangeIdentity, now)?;
        supplier.nothing_is_proposed()?;
        supplier.registration = registration;
        supplier.reopen();
        Ok(supplier)
    }

    /// An officer stops the supplier for now, with a reason and a date.
    pub fn suspend(self, suspension: Suspension, now: Timestamp) -> Result<Supplier, SupplierRefusal> {
        let mut supplier = self.moved(SupplierCommand::Suspend, now)?;
        needs(&suspension.reason)?;
        let earliest = now.day().plus_days(1);
        if suspension.ends_on < earliest {
            return Err(SupplierRefusal::EndsTooEarly { earliest });
        }
        supplier.history.suspension = Some(suspension);
        Ok(supplier)
    }

    /// A second officer lets the supplier go on.
    pub fn reinstate(self, by: PersonId, now: Timestamp) -> Result<Supplier, SupplierRefusal> {
        let mut supplier = self.moved(SupplierCommand::Reinstate, now)?;
        if supplier.history.suspension.as_ref().is_some_and(|one| one.by == by) {
            return Err(SupplierRefusal::SameOfficer);
        }
        supplier.history.suspension = None;
        Ok(supplier)
    }

    /// The head of the office proposes to shut the supplier out for at most five years, after hearing it.
    pub fn propose_debarment(self, debarment: Debarment, now: Timestamp) -> Result<Supplier, SupplierRefusal> {
        let mut supplier = self.moved(SupplierCommand::ProposeDebarment, now)?;
        supplier.nothing_is_proposed()?;
        needs(&debarment.reason)?;
        if debarment.hearing.trim().is_empty() {
            return Err(SupplierRefusal::HearingMissing);
        }
        debarment.lasts_as_it_may(now.day())?;
        supplier.history.proposed = Some(debarment);
        Ok(supplier)
    }

    /// The board does not agree, and says why.
    pub fn turn_down_debarment(self, by: PersonId, reason: &str, now: Timestamp) -> Result<Supplier, SupplierRefusal> {
        let mut supplier = self.moved(SupplierCommand::TurnDownDebarment, now)?;
        needs(reason)?;
        supplier.proposal_for(by)?;
        supplier.history.proposed = None;
        Ok(supplier)
    }

    /// The board agrees: the supplier is shut out from today on, as it was proposed.
    pub fn debar(self, by: PersonId, now: Timestamp) -> Result<Supplier, SupplierRefusal> {
        let mut supplier = self.moved(SupplierCommand::Debar, now)?;
        let debarment = supplier.proposal_for(by)?;
        let today = now.day();
        debarment.lasts_as_it_may(today)?;
        supplier.history.suspension = None;
        supplier.history.proposed = None;
        supplier.history.debarment = Some(Debarment { from: today, ..debarment });
        Ok(supplier)
    }

    /// No debarment waits for the board: what it reads stays as it is, and nobody leaves or changes number meanwhile.
    fn nothing_is_proposed(&self) -> Result<(), SupplierRefusal> {
        if self.history.proposed.is_some() { Err(SupplierRefusal::DebarmentWaits) } else { Ok(()) }
    }

    /// What was proposed, for somebody who did not propose it.
    fn proposal_for(&self, by: PersonId) -> Result<Debarment, SupplierRefusal> {
        let proposed = self.history.proposed.clone().ok_or(SupplierRefusal::NothingProposed)?;
        if proposed.by == by { Err(SupplierRefusal::SameOfficer) } else { Ok(proposed) }
    }

    /// The supplier leaves.
    pub fn close(self, engagements: Engagements, now: Timestamp) -> Result<Supplier, SupplierRefusal> {
        let supplier = self.moved(SupplierCommand::Close, now)?;
        supplier.nothing_is_proposed()?;
        if engagements != Engagements::default() {
            return Err(SupplierRefusal::StillEngaged { engagements });
        }
        Ok(supplier)
    }

    /// The clock's own step, for the job that writes it down and sends the letter: expire, lapse, or end a debarment.
    pub fn settle(mut self, now: Timestamp) -> Result<Supplier, SupplierRefusal> {
        let command = match (self.state, self.standing(now)) {
            (SupplierState::Verified, SupplierState::Expired) => SupplierCommand::Expire,
            (SupplierState::Debarred, SupplierState::Expired) => SupplierCommand::EndDebarment,
            (SupplierState::NeedsInfo, SupplierState::Closed) => SupplierCommand::Lapse,
            _ => return Err(SupplierRefusal::NothingDue),
        };
        self.state = self.state.after(command)?;
        Ok(self)
    }

    /// The supplier after what the clock had due, and then this step.
    fn moved(mut self, command: SupplierCommand, now: Timestamp) -> Result<Supplier, SupplierRefusal> {
        self.state = self.standing(now).after(command)?;
        Ok(self)
    }

    fn reopen(&mut self) {
        self.history.checks.clear();
        self.history.valid_until = None;
    }

    fn may_vet(&self, by: PersonId) -> Result<(), SupplierRefusal> {
        if self.helped_by.contains(&by) { Err(SupplierRefusal::GaveInformation) } else { Ok(()) }
    }

    fn accepts(&self, check: &Check) -> Result<(), SupplierRefusal> {
        self.may_vet(check.by)?;
        if check.register_search.trim().is_empty() {
            return Err(SupplierRefusal::EvidenceMissing);
        }
        Ok(())
    }

    fn certificate_holds(&self, today: Day) -> Result<(), SupplierRefusal> {
        match self.registration.identity.expires_on() {
            Some(expired_on) if expired_on < today => Err(SupplierRefusal::CertificateExpired { expired_on }),
            _ => Ok(()),
        }
    }
}

fn needs(reason: &str) -> Result<(), SupplierRefusal> {
    if reason.trim().is_empty() { Err(SupplierRefusal::ReasonMissing) } else { Ok(()) }
}

/// The same date some months on, or that month's last day.
fn same_date(day: Day, months: i32) -> Day {
    let (_, _, date) = day.parts();
    let month = day.month().plus(months);
    month.first_day().plus_days(u64::from(date).saturating_sub(1)).min(month.last_day())
}
