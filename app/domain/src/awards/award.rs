//! One award, from the decision to its contract or its end.
//!
//! The bidders are told in the same step as the decision is made, so an award is never pending without a standstill.
//! Source: award machine (3.6), rules M15, M16, A2, A4.

use super::AwardRefusal;
use super::approval::{ApprovalBlocker, ApprovalFacts, approval_blockers};
use super::cancellation::{Cancellation, judge_cancellation};
use super::challenge::{Challenge, ChallengeOutcome};
use super::standstill::signable_from;
use super::state::{AwardCommand, AwardState};
use crate::ids::{AwardId, BidId, LotId, OrganisationId, PersonId, TenderId};
use crate::money::Money;
use crate::tenders::ApprovingBody;
use crate::tenders::decision::SetAsideGround;
use crate::time::{Day, Timestamp};
use serde::{Deserialize, Serialize};

/// What a new award consists of besides the facts it is judged by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewAward {
    /// Its identifier.
    pub id: AwardId,
    /// The tender.
    pub tender: TenderId,
    /// The lot; `None` when the tender has only one.
    pub lot: Option<LotId>,
}

/// An award, as its rules see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Award {
    /// The award.
    pub id: AwardId,
    /// The tender.
    pub tender: TenderId,
    /// The lot; `None` when the tender has only one.
    pub lot: Option<LotId>,
    /// The winner.
    pub supplier: OrganisationId,
    /// The winning bid.
    pub bid: BidId,
    /// What it is worth, all options and the whole term.
    pub value: Money,
    /// The body that approved it.
    pub tier: ApprovingBody,
    /// The panel that recommended it.
    pub panel: Vec<PersonId>,
    /// When it was made and the bidders were told.
    pub notified_at: Timestamp,
    /// Every challenge, in the order received.
    pub challenges: Vec<Challenge>,
    /// The day its public notice appeared.
    pub notice_on: Option<Day>,
    /// Where it stands.
    pub state: AwardState,
}

/// An approving body takes its decision back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetAside {
    /// On what ground.
    pub ground: SetAsideGround,
    /// In its own words.
    pub reason: String,
    /// A contract of this award is signed by both.
    pub contract_in_force: bool,
}

impl Award {
    /// The approving body says yes and every bidder is told; refused with everything that stands against it.
    pub fn approve(new: NewAward, facts: &ApprovalFacts, now: Timestamp) -> Result<Award, AwardRefusal> {
        let blockers = approval_blockers(facts, now);
        if !blockers.is_empty() {
            return Err(AwardRefusal::NotReady { blockers });
        }
        let bid = facts.recommendation.bid;
        let Some(winner) = facts.ranked.iter().find(|ranked| ranked.bid == bid) else {
            return Err(AwardRefusal::NotReady { blockers: vec![ApprovalBlocker::NotRanked] });
        };
        Ok(Award {
            id: new.id,
            tender: new.tender,
            lot: new.lot,
            supplier: winner.supplier,
            bid,
            value: facts.value,
            tier: facts.tier,
            panel: facts.panel.clone(),
            notified_at: now,
            challenges: Vec::new(),
            notice_on: None,
            state: AwardState::Pending,
        })
    }

    /// First instant at which a contract of this award may be signed.
    pub fn signable_from(&self) -> Timestamp {
        signable_from(self.notified_at)
    }

    /// The first challenge that holds everything up.
    pub fn suspended_by(&self) -> Option<u32> {
        self.challenges.iter().find(|challenge| challenge.suspends()).map(|challenge| challenge.number)
    }

    /// The first challenge that stands against a signature: pending in time, or upheld.
    pub fn challenge_against_signature(&self) -> Option<u32> {
        let stands = |challenge: &&Challenge| challenge.suspends() || challenge.is_upheld();
        self.challenges.iter().find(stands).map(|challenge| challenge.number)
    }

    /// A challenge comes in; a late one is kept too but holds nothing up.
    pub fn receive_challenge(
        mut self,
        by: OrganisationId,
        ground_known_on: Day,
        now: Timestamp,
    ) -> Result<Award, AwardRefusal> {
        self.state = self.state.after(AwardCommand::ReceiveChallenge)?;
        let number = self.challenges.iter().map(|challenge| challenge.number).max().unwrap_or(0).saturating_add(1);
        self.challenges.push(Challenge::receive(number, by, ground_known_on, now)?);
        Ok(self)
    }

    /// A challenge gets its outcome.
    pub fn decide_challenge(
        mut self,
        number: u32,
        outcome: ChallengeOutcome,
        now: Timestamp,
    ) -> Result<Award, AwardRefusal> {
        self.state = self.state.after(AwardCommand::DecideChallenge)?;
        let open = |challenge: &&mut Challenge| challenge.number == number && challenge.outcome.is_none();
        let challenge = self.challenges.iter_mut().find(open).ok_or(AwardRefusal::NoSuchChallenge { number })?;
        challenge.outcome = Some((outcome, now));
        Ok(self)
    }

    /// The system makes the award final once the standstill is over and no challenge stands against it.
    pub fn confirm(mut self, now: Timestamp) -> Result<Award, AwardRefusal> {
        self.state = self.state.after(AwardCommand::Confirm)?;
        if now < self.signable_from() {
            return Err(AwardRefusal::StandstillRuns { over_on: self.signable_from().day() });
        }
        if let Some(number) = self.suspended_by() {
            return Err(AwardRefusal::ChallengePending { number });
        }
        if let Some(upheld) = self.challenges.iter().find(|challenge| challenge.is_upheld()) {
            return Err(AwardRefusal::ChallengeUpheld { number: upheld.number });
        }
        Ok(self)
    }

    /// The tender is called off before the award is final.
    pub fn cancel(mut self, cancellation: &Cancellation) -> Result<Award, AwardRefusal> {
        self.state = self.state.after(AwardCommand::Cancel)?;
        judge_cancellation(cancellation, self.tier)?;
        Ok(self)
    }

    /// The approving body takes its decision back, as long as no contract is in force.
    pub fn set_aside(mut self, set_aside: &SetAside) -> Result<Award, AwardRefusal> {
        self.state = self.state.after(AwardCommand::SetAside)?;
        if set_aside.contract_in_force {
            return Err(AwardRefusal::ContractInForce);
        }
        if set_aside.reason.trim().is_empty() {
            return Err(AwardRefusal::ReasonMissing);
        }
        let upheld = self.challenges.iter().any(Challenge::is_upheld);
        if set_aside.ground == SetAsideGround::ChallengeUpheld && !upheld {
            return Err(AwardRefusal::NoUpheldChallenge);
        }
        Ok(self)
    }

    /// The winner refused to sign or let the time pass; the next in rank may be recommended while its bid binds.
    pub fn lapse(mut self) -> Result<Award, AwardRefusal> {
        self.state = self.state.after(AwardCommand::Lapse)?;
        Ok(self)
    }

    /// The public notice appears, after every bidder has its letter.
    pub fn publish_notice(mut self, untold: u32, today: Day) -> Result<Award, AwardRefusal> {
        self.state = self.state.after(AwardCommand::PublishNotice)?;
        if untold > 0 {
            return Err(AwardRefusal::BiddersNotTold { untold });
        }
        if let Some(on) = self.notice_on {
            return Err(AwardRefusal::NoticePublished { on });
        }
        self.notice_on = Some(today);
        Ok(self)
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
