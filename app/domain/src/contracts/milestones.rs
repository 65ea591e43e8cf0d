//! What is due when, for how much, and who found it done.
//!
//! open → accepted by the officer who uses it, with evidence. Whether a milestone is overdue or was late is read
//! off the clock.

use super::ContractRefusal;
use super::contract::Contract;
use super::state::ContractCommand;
use crate::coded;
use crate::ids::PersonId;
use crate::money::Money;
use crate::time::Day;
use serde::{Deserialize, Serialize};

/// A milestone was found done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acceptance {
    /// Who found it so.
    pub by: PersonId,
    /// When.
    pub on: Day,
    /// What it rests on.
    pub evidence: String,
}

/// Something the supplier delivers and is paid for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Milestone {
    /// Its number in the contract.
    pub number: u32,
    /// What it is.
    pub title: String,
    /// The day it is due.
    pub due_on: Day,
    /// What is paid for it.
    pub amount: Money,
    /// Its acceptance.
    pub acceptance: Option<Acceptance>,
}

coded! {
    /// How a milestone stands on a day.
    MilestoneStanding {
        /// Not accepted, not overdue.
        Open = "open",
        /// Not accepted, and its day is past.
        Overdue = "overdue",
        /// Accepted by its day.
        Met = "met",
        /// Accepted after its day.
        MetLate = "met_late",
    }
}

impl Milestone {
    /// How it stands on this day.
    pub fn standing(&self, today: Day) -> MilestoneStanding {
        match &self.acceptance {
            Some(acceptance) if acceptance.on <= self.due_on => MilestoneStanding::Met,
            Some(_) => MilestoneStanding::MetLate,
            None if today <= self.due_on => MilestoneStanding::Open,
            None => MilestoneStanding::Overdue,
        }
    }
}

/// Refuses milestones that have the same number, no name, no amount, or together more than the value.
pub(super) fn judge_milestones(milestones: &[Milestone], value: Money) -> Result<(), ContractRefusal> {
    for (index, milestone) in milestones.iter().enumerate() {
        if milestone.amount <= Money::ZERO {
            return Err(ContractRefusal::AmountNotPositive);
        }
        if milestone.title.trim().is_empty() {
            return Err(ContractRefusal::ReasonMissing);
        }
        if milestones.iter().skip(index + 1).any(|other| other.number == milestone.number) {
            return Err(ContractRefusal::MilestoneTwice { number: milestone.number });
        }
    }
    if super::funds::total(milestones.iter().map(|milestone| milestone.amount)) > value {
        return Err(ContractRefusal::MilestonesExceedValue { value });
    }
    Ok(())
}

impl Contract {
    /// The officer who uses it finds a milestone done; never the one who drew the contract up.
    pub fn accept_milestone(mut self, number: u32, acceptance: Acceptance) -> Result<Contract, ContractRefusal> {
        self.state = self.state.after(ContractCommand::AcceptMilestone)?;
        if acceptance.by == self.drafted_by {
            return Err(ContractRefusal::OwnRequest);
        }
        if acceptance.evidence.trim().is_empty() {
            return Err(ContractRefusal::ReasonMissing);
        }
        let found = self.milestones.iter_mut().find(|milestone| milestone.number == number);
        let milestone = found.ok_or(ContractRefusal::NoSuchMilestone { number })?;
        if milestone.acceptance.is_some() {
            return Err(ContractRefusal::MilestoneAccepted { number });
        }
        milestone.acceptance = Some(acceptance);
        Ok(self)
    }
}
