//! A change of value, term or milestones after signature: proposed by one officer, approved by another.
//!
//! proposed → approved | rejected. What approved variations add, taken together, stays within a share of the original
//! value; what others take away does not make room for more. An accepted milestone is not touched. The years
//! that need more money must have it. Rule A6.

use super::ContractRefusal;
use super::contract::Contract;
use super::framework::framework_term_fits;
use super::funds::{Term, YearShare, left, shortfalls, total};
use super::milestones::{Milestone, judge_milestones};
use super::state::ContractCommand;
use crate::coded;
use crate::ids::PersonId;
use crate::money::Money;
use crate::rulebook;
use crate::time::Day;

coded! {
    /// Where a variation stands.
    VariationState {
        /// Waits for a second officer.
        Proposed = "proposed",
        /// Part of the contract.
        Approved = "approved",
        /// Not agreed.
        Rejected = "rejected",
    }
}

/// What a variation asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewVariation {
    /// Who proposes.
    pub proposed_by: PersonId,
    /// Why.
    pub reason: String,
    /// Added to the value; below zero takes away.
    pub added: Money,
    /// New last day; `None` leaves it.
    pub ends_on: Option<Day>,
    /// Milestones that are new, or take the place of the open one of their number.
    pub milestones: Vec<Milestone>,
}

/// A variation, as it was proposed and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variation {
    /// Counted from 1 within the contract.
    pub number: u32,
    /// What it asks for.
    pub asks: NewVariation,
    /// Where it stands.
    pub state: VariationState,
    /// The second officer.
    pub decided_by: Option<PersonId>,
}

impl Contract {
    /// What approved variations added to the value, leaving out those that took away.
    pub fn additions(&self) -> Money {
        let approved = self.variations.iter().filter(|variation| variation.state == VariationState::Approved);
        total(approved.map(|variation| variation.asks.added.max(Money::ZERO)))
    }

    /// What variations may still add on this day before a new procurement is needed.
    pub fn additions_left(&self, today: Day) -> Money {
        let percent = rulebook::on(rulebook::VARIATION_PERCENT, today).unwrap_or(50);
        // Rounded down: a cent above the share is above it.
        let limit = i128::from(self.original_value.cents()) * i128::from(percent) / 100;
        left(Money::from_cents(i64::try_from(limit).unwrap_or(i64::MAX)), self.additions()).max(Money::ZERO)
    }

    /// An officer proposes a variation.
    pub fn propose_variation(mut self, asks: NewVariation, today: Day) -> Result<Contract, ContractRefusal> {
        self.state = self.state.after(ContractCommand::ProposeVariation)?;
        if asks.reason.trim().is_empty() {
            return Err(ContractRefusal::ReasonMissing);
        }
        self.varied(&asks, today)?;
        let number = self.variations.iter().map(|variation| variation.number).max().unwrap_or(0).saturating_add(1);
        self.variations.push(Variation { number, asks, state: VariationState::Proposed, decided_by: None });
        Ok(self)
    }

    /// A second officer agrees. `budget_left` is what each year has left for it, read under lock.
    pub fn approve_variation(
        self,
        number: u32,
        by: PersonId,
        budget_left: &[YearShare],
        today: Day,
    ) -> Result<Contract, ContractRefusal> {
        self.state.after(ContractCommand::ApproveVariation)?;
        let asks = self.open_variation(number, by)?;
        let mut varied = self.varied(&asks, today)?;
        let shortfalls = shortfalls(&needed_more(&self.commitments(), &varied.commitments()), budget_left);
        if !shortfalls.is_empty() {
            return Err(ContractRefusal::FundsMissing { shortfalls });
        }
        varied.decide(number, by, VariationState::Approved);
        varied.revision = varied.revision.saturating_add(1);
        Ok(varied)
    }

    /// A second officer does not agree.
    pub fn reject_variation(mut self, number: u32, by: PersonId) -> Result<Contract, ContractRefusal> {
        self.state = self.state.after(ContractCommand::RejectVariation)?;
        self.open_variation(number, by)?;
        self.decide(number, by, VariationState::Rejected);
        Ok(self)
    }

    fn open_variation(&self, number: u32, by: PersonId) -> Result<NewVariation, ContractRefusal> {
        let open = |variation: &&Variation| variation.number == number && variation.state == VariationState::Proposed;
        let variation = self.variations.iter().find(open).ok_or(ContractRefusal::NoSuchVariation { number })?;
        if variation.asks.proposed_by == by {
            return Err(ContractRefusal::OwnRequest);
        }
        Ok(variation.asks.clone())
    }

    fn decide(&mut self, number: u32, by: PersonId, state: VariationState) {
        if let Some(variation) = self.variations.iter_mut().find(|variation| variation.number == number) {
            variation.state = state;
            variation.decided_by = Some(by);
        }
    }

    /// The contract as it would be, or why it cannot be so.
    fn varied(&self, asks: &NewVariation, today: Day) -> Result<Contract, ContractRefusal> {
        let ends_on = asks.ends_on.unwrap_or(self.term.ends_on());
        if asks.added == Money::ZERO && ends_on == self.term.ends_on() && asks.milestones.is_empty() {
            return Err(ContractRefusal::NothingVaried);
        }
        let room = self.additions_left(today);
        if asks.added > room {
            return Err(ContractRefusal::AdditionsExceeded { left: room });
        }
        let mut varied = self.clone();
        varied.value = self.value.plus(asks.added).ok_or(ContractRefusal::ValueTooLarge)?;
        let paid = self.paid();
        if varied.value < paid || varied.value <= Money::ZERO {
            return Err(ContractRefusal::BelowPaid { paid });
        }
        varied.term = Term::of(self.term.starts_on(), ends_on)?;
        if self.framework.is_some() {
            framework_term_fits(varied.term)?;
        }
        for asked in &asks.milestones {
            let fresh = Milestone { acceptance: None, ..asked.clone() };
            match varied.milestones.iter_mut().find(|known| known.number == asked.number) {
                Some(known) if known.acceptance.is_some() => {
                    return Err(ContractRefusal::MilestoneAccepted { number: asked.number });
                }
                Some(known) => *known = fresh,
                None => varied.milestones.push(fresh),
            }
        }
        judge_milestones(&asks.milestones, Money::from_cents(i64::MAX))?;
        judge_milestones(&varied.milestones, varied.value)?;
        Ok(varied)
    }
}

/// The years that need more than before, and how much more.
fn needed_more(before: &[YearShare], after: &[YearShare]) -> Vec<YearShare> {
    let more = |share: &YearShare| {
        let known = before.iter().find(|known| known.year == share.year);
        let amount = left(share.amount, known.map_or(Money::ZERO, |known| known.amount));
        YearShare { year: share.year, amount }
    };
    after.iter().map(more).filter(|share| share.amount > Money::ZERO).collect()
}
