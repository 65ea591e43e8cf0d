//! Companies that may bid: how they register, are vetted and stay in good standing.
//!
//! draft → submitted → under review → verified, or rejected; the office may ask (needs info) and the supplier answers.
//! Verified ends by the clock (expired), by a suspension, by a debarment of at most five years, or by leaving (closed).
//!
//! Two officers check before a supplier is verified, neither of whom gave information for it. Only a verified supplier
//! bids and takes orders, at the very instant: [`Supplier::standing`] asks the clock, so that no late job keeps an
//! expired certificate alive. Another legal name or number reopens the review. A suspension ends when a second officer
//! says so, not by itself. What is counted about size, age and start-up status is for reports alone (S15).
//!
//! Source: supplier machine (3.1), roles (4), metric 6.3, identifiers (7.5).

pub mod colleagues;
pub mod declarations;
pub mod identity;
pub mod registration;
pub mod roles;
pub mod startup;
pub mod state;
pub mod steps;
pub mod views;

pub use colleagues::{ColleagueForm, parse_roles};
pub use declarations::{Declaration, Declared};
pub use identity::{BusinessRegistration, Country, Identity, Phone, Region};
pub use registration::{Application, Contact, Enterprise, LegalName, Registration, Section};
pub use roles::Colleague;
pub use startup::{SizeBand, Vouch, VouchingBody, is_local_startup};
pub use state::{SupplierCommand, SupplierState};
pub use steps::Registrant;
pub use views::{BidderForAssessors, DirectoryEntry, FileView, QueueRow};

use crate::ids::{OrganisationId, PersonId};
use crate::rulebook::{self, SUPPLIER_ANSWER_DAYS, SUPPLIER_REMINDER_DAYS};
use crate::time::{Day, Timestamp};
use serde::{Deserialize, Serialize};

/// Why something about a supplier was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum SupplierRefusal {
    /// The step does not exist from where the supplier stands.
    NotNow {
        /// Where it stands.
        state: SupplierState,
        /// What was asked.
        command: SupplierCommand,
    },
    /// The person who registers has not confirmed their address.
    EmailNotConfirmed,
    /// Another supplier is registered by this number, or was.
    AlreadyRegistered,
    /// These sections of its file are not written.
    SectionsMissing {
        /// Which.
        missing: Vec<Section>,
    },
    /// These declarations are not made, or were made to an older text.
    DeclarationsMissing {
        /// Which.
        missing: Vec<Declaration>,
    },
    /// The certificate ran out on this day.
    CertificateExpired {
        /// Its last day.
        expired_on: Day,
    },
    /// The officer gave information for this supplier and may not vet it.
    GaveInformation,
    /// The register search that proves the check is not attached.
    EvidenceMissing,
    /// Nobody else has checked yet; two different officers must.
    SecondCheckMissing,
    /// The same officer took the step before; a second one must take this.
    SameOfficer,
    /// Nobody proposed to shut it out.
    NothingProposed,
    /// A debarment waits for the board.
    DebarmentWaits,
    /// A step that needs a reason has none.
    ReasonMissing,
    /// The last day lies before the first.
    EndsTooEarly {
        /// The earliest day it may end.
        earliest: Day,
    },
    /// A debarment longer than allowed.
    EndsTooLate {
        /// The latest day it may end.
        latest: Day,
    },
    /// No hearing of the supplier is recorded.
    HearingMissing,
    /// The supplier still has bids, orders or contracts.
    StillEngaged {
        /// What it still has.
        engagements: Engagements,
    },
    /// The clock has nothing to move.
    NothingDue,
    /// Nobody else could keep the company's file and its people.
    LastAdministrator,
}

/// What a supplier still has to do for somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Engagements {
    /// Bids that may still win.
    pub bids: u32,
    /// Orders not fulfilled.
    pub orders: u32,
    /// Contracts not ended.
    pub contracts: u32,
}

/// One officer's check of a supplier against its register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// Who checked.
    pub by: PersonId,
    /// When.
    pub at: Timestamp,
    /// Reference of the register search that is attached.
    pub register_search: String,
}

/// A stop for now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suspension {
    /// Who decided.
    pub by: PersonId,
    /// Why.
    pub reason: String,
    /// The day from which a second officer is due to reinstate it; it does not end by itself.
    pub ends_on: Day,
}

/// A shutting out for a period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Debarment {
    /// Who proposed it to the board.
    pub by: PersonId,
    /// Why.
    pub reason: String,
    /// Reference of the record of the supplier's hearing.
    pub hearing: String,
    /// First day.
    pub from: Day,
    /// First day on which it no longer holds.
    pub ends_on: Day,
}

/// What happened to a supplier so far, as its rules need it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct History {
    /// When the office asked something that is not answered.
    pub asked_at: Option<Timestamp>,
    /// Checks of the review under way.
    pub checks: Vec<Check>,
    /// The day it was first verified.
    pub first_verified_on: Option<Day>,
    /// Last day the verification holds.
    pub valid_until: Option<Day>,
    /// The suspension that holds.
    pub suspension: Option<Suspension>,
    /// The debarment that waits for the board.
    pub proposed: Option<Debarment>,
    /// The latest debarment.
    pub debarment: Option<Debarment>,
}

/// A supplier, as its rules see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Supplier {
    /// The supplier.
    pub organisation: OrganisationId,
    /// What it says about itself.
    pub registration: Registration,
    /// What it declared.
    pub declarations: Vec<Declared>,
    /// Officers who gave information for it, and so may not vet it.
    pub helped_by: Vec<PersonId>,
    pub(crate) history: History,
    pub(crate) state: SupplierState,
}

impl Supplier {
    /// A supplier as it was stored.
    pub fn stored(
        organisation: OrganisationId,
        registration: Registration,
        declarations: Vec<Declared>,
        helped_by: Vec<PersonId>,
        history: History,
        state: SupplierState,
    ) -> Supplier {
        Supplier { organisation, registration, declarations, helped_by, history, state }
    }

    /// Where it was left by the last step, to be stored; [`Supplier::standing`] is what holds now.
    pub fn state(&self) -> SupplierState {
        self.state
    }

    /// What happened so far, to be stored.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// Where it stands at this instant, whether or not a job has written it down.
    ///
    /// A verification holds through its last day in Hong Kong, an unanswered question through its thirtieth, a
    /// debarment up to the first day after it.
    pub fn standing(&self, now: Timestamp) -> SupplierState {
        let (today, history) = (now.day(), &self.history);
        match self.state {
            SupplierState::Verified if history.valid_until.is_none_or(|last| last < today) => SupplierState::Expired,
            SupplierState::Debarred if history.debarment.as_ref().is_some_and(|one| one.ends_on <= today) => {
                SupplierState::Expired
            }
            SupplierState::NeedsInfo if self.answer_due().is_some_and(|last| last < today) => SupplierState::Closed,
            state => state,
        }
    }

    /// May submit a bid and take an order at this instant.
    pub fn may_bid(&self, now: Timestamp) -> bool {
        self.standing(now) == SupplierState::Verified
    }

    /// Last day to answer what the office asked.
    pub fn answer_due(&self) -> Option<Day> {
        let asked_on = self.history.asked_at?.day();
        Some(asked_on.plus_days(rulebook::on(SUPPLIER_ANSWER_DAYS, asked_on).unwrap_or_default()))
    }

    /// The reminder that is due before the verification ends: 30, and then 7, days before. The same number is given on
    /// every day until the next, so that a reminder missed on its day is still sent once.
    pub fn reminder(&self, now: Timestamp) -> Option<i64> {
        let today = now.day();
        let last = self.history.valid_until.filter(|_| self.may_bid(now))?;
        let left = i64::from(last.number()) - i64::from(today.number());
        let stages = rulebook::on(SUPPLIER_REMINDER_DAYS, today)?;
        stages.into_iter().rfind(|stage| left <= *stage)
    }

    /// The suspension's date has come and a second officer is due to decide.
    pub fn reinstatement_due(&self, now: Timestamp) -> bool {
        self.state == SupplierState::Suspended
            && self.history.suspension.as_ref().is_some_and(|one| one.ends_on <= now.day())
    }
}

#[cfg(test)]
pub(crate) mod tests;
