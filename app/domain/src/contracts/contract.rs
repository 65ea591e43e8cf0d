//! One contract, from its draft to both signatures.
//!
//! Value and term are copied from award and tender, so a contract cannot say anything else than the winning bid;
//! see rule A6. Each party has so many days to sign from the day the contract is before it. Machine 3.6.

use super::framework::{Framework, framework_term_fits};
use super::funds::{Term, YearShare, add_share, left, shortfalls, split_by_year, total};
use super::milestones::{Milestone, judge_milestones};
use super::payments::Payment;
use super::signing::{SigningFacts, signing_blockers};
use super::state::{ContractCommand, ContractState};
use super::variations::Variation;
use super::{ContractRefusal, DraftPart};
use crate::awards::{Award, AwardState};
use crate::ids::{AwardId, ContractId, OrganisationId, PersonId};
use crate::money::Money;
use crate::rulebook;
use crate::time::{Day, Timestamp};

/// What the parties agree besides price and term.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Terms {
    /// How performance is measured.
    pub performance: String,
    /// Service levels.
    pub service_levels: String,
    /// What may be done with data.
    pub data: String,
}

/// A signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signature {
    /// Who signed.
    pub by: PersonId,
    /// When.
    pub at: Timestamp,
}

/// What a draft is made of besides the award.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewContract {
    /// Its identifier.
    pub id: ContractId,
    /// The department that pays.
    pub buyer: OrganisationId,
    /// Who drafts.
    pub drafted_by: PersonId,
    /// The term the tender and the winning bid say.
    pub term: Term,
    /// What the parties agree besides.
    pub terms: Terms,
    /// What is delivered and paid for.
    pub milestones: Vec<Milestone>,
    /// What makes it a framework.
    pub framework: Option<Framework>,
}

/// A contract, as its rules see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contract {
    /// The contract.
    pub id: ContractId,
    /// The award it comes from.
    pub award: AwardId,
    /// Who supplies.
    pub supplier: OrganisationId,
    /// The department that pays.
    pub buyer: OrganisationId,
    /// Who drafted it.
    pub drafted_by: PersonId,
    /// Value when signed; what additions are measured against.
    pub original_value: Money,
    /// Value now; the ceiling of a framework.
    pub value: Money,
    /// First and last day.
    pub term: Term,
    /// What the parties agree besides.
    pub terms: Terms,
    /// What is delivered and paid for.
    pub milestones: Vec<Milestone>,
    /// What makes it a framework.
    pub framework: Option<Framework>,
    /// The day it went to the supplier.
    pub ready_on: Option<Day>,
    /// The supplier's signature.
    pub supplier_signature: Option<Signature>,
    /// The department's signature.
    pub department_signature: Option<Signature>,
    /// Every variation, in the order proposed.
    pub variations: Vec<Variation>,
    /// Variations that were approved.
    pub revision: u32,
    /// Every payment, in the order recorded.
    pub payments: Vec<Payment>,
    /// Where it stands.
    pub state: ContractState,
}

impl Contract {
    /// An officer drafts the contract of a final award.
    pub fn draft(new: NewContract, award: &Award) -> Result<Contract, ContractRefusal> {
        if award.state != AwardState::Active {
            return Err(ContractRefusal::AwardNotActive { state: award.state });
        }
        if award.value <= Money::ZERO {
            return Err(ContractRefusal::AmountNotPositive);
        }
        judge_milestones(&new.milestones, award.value)?;
        let framework = new.framework.map(Framework::agreed).transpose()?;
        if framework.is_some() {
            framework_term_fits(new.term)?;
        }
        Ok(Contract {
            id: new.id,
            award: award.id,
            supplier: award.supplier,
            buyer: new.buyer,
            drafted_by: new.drafted_by,
            original_value: award.value,
            value: award.value,
            term: new.term,
            terms: new.terms,
            milestones: new.milestones.into_iter().map(|asked| Milestone { acceptance: None, ..asked }).collect(),
            framework,
            ready_on: None,
            supplier_signature: None,
            department_signature: None,
            variations: Vec::new(),
            revision: 0,
            payments: Vec::new(),
            state: ContractState::Drafting,
        })
    }

    /// The money it needs by financial year, adding up to its value; a framework needs none before it is ordered from.
    /// What was paid counts in the year it was paid in, wherever its milestone was planned.
    pub fn commitments(&self) -> Vec<YearShare> {
        if self.framework.is_some() {
            return Vec::new();
        }
        let on_milestones = total(self.milestones.iter().map(|milestone| milestone.amount));
        let mut shares = Vec::new();
        let rest = left(self.value, on_milestones);
        if rest > Money::ZERO {
            shares = split_by_year(rest, self.term);
        }
        for milestone in &self.milestones {
            let year = milestone.due_on.financial_year();
            add_share(&mut shares, YearShare { year, amount: milestone.amount });
        }
        for payment in &self.payments {
            let planned = self.milestones.iter().find(|milestone| milestone.number == payment.milestone);
            let planned = planned.map(|milestone| milestone.due_on.financial_year());
            let paid = payment.paid_on.financial_year();
            if let Some(planned) = planned.filter(|planned| *planned != paid) {
                add_share(&mut shares, YearShare { year: planned, amount: -payment.amount });
                add_share(&mut shares, YearShare { year: paid, amount: payment.amount });
            }
        }
        shares.retain(|share| share.amount > Money::ZERO);
        shares
    }

    /// What is accepted and not paid, in the years it was planned for.
    pub fn owed(&self) -> Vec<YearShare> {
        let mut owed = Vec::new();
        for milestone in self.milestones.iter().filter(|milestone| milestone.acceptance.is_some()) {
            let amount = left(milestone.amount, self.paid_for(milestone.number));
            add_share(&mut owed, YearShare { year: milestone.due_on.financial_year(), amount });
        }
        owed
    }

    /// The officer sends it to the supplier: complete, and with money set aside in each year.
    pub fn make_ready(mut self, committed: &[YearShare], today: Day) -> Result<Contract, ContractRefusal> {
        self.state = self.state.after(ContractCommand::MakeReady)?;
        let missing: Vec<_> = DraftPart::ALL.iter().copied().filter(|part| self.lacks(*part)).collect();
        if !missing.is_empty() {
            return Err(ContractRefusal::DraftIncomplete { missing });
        }
        let shortfalls = shortfalls(&self.commitments(), committed);
        if !shortfalls.is_empty() {
            return Err(ContractRefusal::FundsMissing { shortfalls });
        }
        self.ready_on = Some(today);
        Ok(self)
    }

    fn lacks(&self, part: DraftPart) -> bool {
        match part {
            DraftPart::Performance => self.terms.performance.trim().is_empty(),
            DraftPart::ServiceLevels => self.terms.service_levels.trim().is_empty(),
            DraftPart::Data => self.terms.data.trim().is_empty(),
            DraftPart::Milestones => self.framework.is_none() && self.milestones.is_empty(),
        }
    }

    /// Last day for the party whose turn it is to sign; `None` when it is nobody's.
    pub fn sign_by(&self) -> Option<Day> {
        let since = match self.state {
            ContractState::Ready => self.ready_on?,
            ContractState::SignedSupplier => self.supplier_signature?.at.day(),
            _ => return None,
        };
        Some(since.plus_days(rulebook::on(rulebook::CONTRACT_SIGNING_DAYS, since).unwrap_or(14)))
    }

    /// The supplier signs, first of the two and in time.
    pub fn sign_supplier(
        mut self,
        by: PersonId,
        party: OrganisationId,
        now: Timestamp,
    ) -> Result<Contract, ContractRefusal> {
        let last_day = self.sign_by();
        self.state = self.state.after(ContractCommand::SignSupplier)?;
        if party != self.supplier {
            return Err(ContractRefusal::NotTheSupplier);
        }
        if let Some(last_day) = last_day.filter(|last_day| now.day() > *last_day) {
            return Err(ContractRefusal::SigningTimeOver { last_day });
        }
        self.supplier_signature = Some(Signature { by, at: now });
        Ok(self)
    }

    /// The department signs and the contract is in force.
    ///
    /// Its own delay is no ground to refuse: until the contract lapses, the supplier is bound.
    pub fn sign(mut self, by: PersonId, facts: &SigningFacts, now: Timestamp) -> Result<Contract, ContractRefusal> {
        self.state = self.state.after(ContractCommand::Sign)?;
        let blockers = signing_blockers(&self, by, facts, now);
        if !blockers.is_empty() {
            return Err(ContractRefusal::NotSignable { blockers });
        }
        self.department_signature = Some(Signature { by, at: now });
        Ok(self)
    }

    /// The supplier refuses to sign or takes its signature back before the department signed.
    pub fn decline(mut self, party: OrganisationId) -> Result<Contract, ContractRefusal> {
        self.state = self.state.after(ContractCommand::Decline)?;
        if party != self.supplier { Err(ContractRefusal::NotTheSupplier) } else { Ok(self) }
    }

    /// The system ends what nobody signed in time. A challenge that holds the department up stops the clock.
    pub fn lapse(mut self, challenge: Option<u32>, today: Day) -> Result<Contract, ContractRefusal> {
        let last_day = self.sign_by();
        let waits_for_department = self.state == ContractState::SignedSupplier;
        self.state = self.state.after(ContractCommand::Lapse)?;
        if waits_for_department && challenge.is_some() {
            return Err(ContractRefusal::ChallengePending);
        }
        match last_day.filter(|last_day| today <= *last_day) {
            Some(last_day) => Err(ContractRefusal::SigningTimeRuns { last_day }),
            None => Ok(self),
        }
    }

    /// The department gives it up before it is in force, with its reason.
    pub fn cancel(mut self, reason: &str) -> Result<Contract, ContractRefusal> {
        self.state = self.state.after(ContractCommand::Cancel)?;
        if reason.trim().is_empty() { Err(ContractRefusal::ReasonMissing) } else { Ok(self) }
    }
}
