//! A contract nears its end and ends: announced by the clock, completed, or terminated.
//!
//! Source: contract machine (3.6): notices at ninety and at thirty days before the last day; completion asks for every
//! milestone, every payment and a review of the supplier; termination for a cause, words and a notice.

use super::ContractRefusal;
use super::contract::Contract;
use super::state::{ContractCommand, ContractPhase};
use crate::coded;
use crate::ids::PersonId;
use crate::rulebook;
use crate::time::Day;

coded! {
    /// How near the end is.
    EndWarning {
        /// Within the earlier notice.
        First = "first",
        /// Within the later notice, or past the last day.
        Last = "last",
    }
}

coded! {
    /// Why a contract ends before its time.
    TerminationCause {
        /// The supplier does not perform.
        SupplierDefault = "supplier_default",
        /// The supplier is insolvent.
        Insolvency = "insolvency",
        /// Corruption, collusion or false statements.
        Misconduct = "misconduct",
        /// National security or another public interest.
        PublicInterest = "public_interest",
        /// Both sides agree.
        Agreement = "agreement",
    }
}

/// How a contract is finished.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// Who reviewed the supplier.
    pub reviewed_by: PersonId,
    /// How the supplier performed.
    pub review: String,
}

/// How a contract is ended before its time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Termination {
    /// Why.
    pub cause: TerminationCause,
    /// Why, in words.
    pub explanation: String,
    /// Who approves; not who drafted the contract.
    pub approved_by: PersonId,
    /// The day notice was given.
    pub noticed_on: Day,
    /// The day it takes effect.
    pub effective_on: Day,
}

impl Contract {
    /// How near the last day is, counted in calendar days; `None` while it is far.
    pub fn end_warning(&self, today: Day) -> Option<EndWarning> {
        let (first, last) = rulebook::on(rulebook::CONTRACT_END_WARNING_DAYS, today).unwrap_or((90, 30));
        if today.plus_days(last) >= self.term.ends_on() {
            Some(EndWarning::Last)
        } else if today.plus_days(first) >= self.term.ends_on() {
            Some(EndWarning::First)
        } else {
            None
        }
    }

    /// Where it stands on this day.
    pub fn phase(&self, today: Day) -> ContractPhase {
        self.state.phase(self.end_warning(today).is_some())
    }

    /// Everything is delivered, accepted, paid and reviewed.
    pub fn complete(mut self, completion: &Completion) -> Result<Contract, ContractRefusal> {
        self.state = self.state.after(ContractCommand::Complete)?;
        let open: Vec<_> = self.milestones.iter().filter(|milestone| milestone.acceptance.is_none()).collect();
        if !open.is_empty() {
            let numbers = open.iter().map(|milestone| milestone.number).collect();
            return Err(ContractRefusal::MilestonesOpen { numbers });
        }
        let is_unpaid = |number, amount| self.paid_for(number) < amount;
        let unpaid = self.milestones.iter().filter(|milestone| is_unpaid(milestone.number, milestone.amount));
        let numbers: Vec<_> = unpaid.map(|milestone| milestone.number).collect();
        if !numbers.is_empty() {
            return Err(ContractRefusal::MilestonesUnpaid { numbers });
        }
        if completion.review.trim().is_empty() { Err(ContractRefusal::ReasonMissing) } else { Ok(self) }
    }

    /// It ends before its time.
    pub fn terminate(mut self, termination: &Termination) -> Result<Contract, ContractRefusal> {
        self.state = self.state.after(ContractCommand::Terminate)?;
        if termination.explanation.trim().is_empty() {
            return Err(ContractRefusal::ReasonMissing);
        }
        if termination.approved_by == self.drafted_by {
            return Err(ContractRefusal::OwnRequest);
        }
        if termination.effective_on < termination.noticed_on {
            return Err(ContractRefusal::NoticeTooLate);
        }
        Ok(self)
    }

    /// The last day of a termination's notice is over. Until then work is done, accepted and paid as before.
    pub fn end_on_notice(mut self, last_day: Day, today: Day) -> Result<Contract, ContractRefusal> {
        if today <= last_day {
            return Err(ContractRefusal::NoticeGiven { effective_on: last_day });
        }
        self.state = self.state.after(ContractCommand::Terminate)?;
        Ok(self)
    }
}
