//! A framework agreement: departments order under it, up to its ceiling and until its last day.
//!
//! The ceiling is the contract's value. Named departments order only. Where the framework settles every term and the
//! choice of contractor is mechanical an order needs no competition; otherwise all capable contractors compete for at
//! least so many days. An order must go out in time; what was ordered may outlast the framework. Rules A7, A8, M18.

use super::ContractRefusal;
use super::contract::Contract;
use super::funds::{Term, left, total};
use super::state::ContractCommand;
use crate::awards::retention::years_later;
use crate::coded;
use crate::ids::OrganisationId;
use crate::money::Money;
use crate::rulebook;
use crate::time::Day;
use serde::{Deserialize, Serialize};

coded! {
    /// How a contractor is chosen for an order.
    Selection {
        /// By a ranking or rule that leaves no choice.
        Mechanical = "mechanical",
        /// By competing again.
        Competition = "competition",
    }
}

/// What makes a contract a framework.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Framework {
    /// Departments that may order.
    pub buyers: Vec<OrganisationId>,
    /// Contractors able to supply, the contract's own supplier among them.
    pub contractors: Vec<OrganisationId>,
    /// Every term of an order is settled in the framework.
    pub all_terms_set: bool,
    /// How a contractor is chosen.
    pub selection: Selection,
}

/// Contractors compete for one order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MiniCompetition {
    /// Who was invited.
    pub invited: Vec<OrganisationId>,
    /// The day they were invited.
    pub invited_on: Day,
    /// The day it closed.
    pub closes_on: Day,
}

/// How an order came about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CallOffRoute {
    /// Straight from the framework.
    Direct,
    /// After a mini-competition.
    Competed(MiniCompetition),
}

/// An order under a framework.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallOff {
    /// Who orders.
    pub buyer: OrganisationId,
    /// What it costs.
    pub amount: Money,
    /// The day it goes out.
    pub ordered_on: Day,
    /// How it came about.
    pub route: CallOffRoute,
}

/// Refuses a framework that would last too long.
pub fn framework_term_fits(term: Term) -> Result<(), ContractRefusal> {
    let years = rulebook::on(rulebook::FRAMEWORK_TERM_YEARS, term.starts_on()).unwrap_or(4);
    let over_on = years_later(term.starts_on(), years);
    if term.ends_on() < over_on {
        return Ok(());
    }
    Err(ContractRefusal::FrameworkTooLong { latest: Day::from_number(i64::from(over_on.number()) - 1) })
}

impl Framework {
    /// A framework that names its departments and its contractors.
    pub fn agreed(self) -> Result<Framework, ContractRefusal> {
        let names_nobody = self.buyers.is_empty() || self.contractors.is_empty();
        if names_nobody { Err(ContractRefusal::FrameworkNamesNobody) } else { Ok(self) }
    }

    fn judge_route(&self, call_off: &CallOff) -> Result<(), ContractRefusal> {
        match &call_off.route {
            CallOffRoute::Direct if self.all_terms_set && self.selection == Selection::Mechanical => Ok(()),
            CallOffRoute::Direct => Err(ContractRefusal::CompetitionNeeded),
            CallOffRoute::Competed(competition) => self.judge_competition(competition, call_off.ordered_on),
        }
    }

    fn judge_competition(&self, competition: &MiniCompetition, ordered_on: Day) -> Result<(), ContractRefusal> {
        let left_out = self.contractors.iter().filter(|contractor| !competition.invited.contains(contractor)).count();
        if left_out > 0 {
            return Err(ContractRefusal::ContractorsLeftOut { count: u32::try_from(left_out).unwrap_or(u32::MAX) });
        }
        let days = rulebook::on(rulebook::MINI_COMPETITION_DAYS, competition.invited_on).unwrap_or(10);
        let earliest = competition.invited_on.plus_days(days);
        if competition.closes_on < earliest {
            return Err(ContractRefusal::CompetitionTooShort { earliest });
        }
        if ordered_on < competition.closes_on {
            return Err(ContractRefusal::CompetitionOpen { closes_on: competition.closes_on });
        }
        Ok(())
    }
}

impl Contract {
    /// Left of the ceiling after orders of this sum.
    pub fn ceiling_left(&self, called_off: Money) -> Money {
        left(self.value, called_off).max(Money::ZERO)
    }

    /// Judges an order under this framework. `called_off` is the sum of all orders so far, read under lock.
    pub fn judge_call_off(&self, call_off: &CallOff, called_off: Money) -> Result<(), ContractRefusal> {
        self.state.after(ContractCommand::CallOff)?;
        let framework = self.framework.as_ref().ok_or(ContractRefusal::NoFramework)?;
        if !framework.buyers.contains(&call_off.buyer) {
            return Err(ContractRefusal::NotABuyer);
        }
        if call_off.amount <= Money::ZERO {
            return Err(ContractRefusal::AmountNotPositive);
        }
        if call_off.ordered_on < self.term.starts_on() {
            return Err(ContractRefusal::FrameworkNotBegun { starts_on: self.term.starts_on() });
        }
        if call_off.ordered_on > self.term.ends_on() {
            return Err(ContractRefusal::FrameworkOver { ended_on: self.term.ends_on() });
        }
        framework.judge_route(call_off)?;
        if total([called_off, call_off.amount]) > self.value {
            return Err(ContractRefusal::CeilingExceeded { left: self.ceiling_left(called_off) });
        }
        Ok(())
    }
}
