//! What becomes of a bid after the close: opened, judged, priced, ranked, awarded.
//!
//! Source: bid machine (3.4), S5, S17, S21.

use super::{Bid, BidCommand, BidRefusal, BidState, EnvelopeKind, Opening, TechnicalResult};
use crate::ids::RequirementId;
use crate::suppliers::SupplierState;
use crate::time::Timestamp;

/// A question of the panel about a price.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PriceQuery {
    /// What is asked.
    pub question: String,
    /// Until when the bidder may answer.
    pub due_at: Timestamp,
    /// When it answered.
    pub answered_at: Option<Timestamp>,
}

/// An essential requirement a bid misses, as the chair found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NonConformity {
    /// The requirement.
    pub requirement: RequirementId,
    /// Why.
    pub reason: String,
}

impl Bid {
    /// The bid was opened: its technical envelope, or its only one.
    pub fn open(mut self, opening: &Opening) -> Result<Bid, BidRefusal> {
        self.advance(BidCommand::Open, opening.closes_at(), opening.convened_at())?;
        opening.is_first_of(self.tender).then_some(self).ok_or(BidRefusal::OtherOpening)
    }

    /// Its first envelope was opened and could not be read: nothing of it is assessed.
    pub fn found_unreadable(mut self, opening: &Opening) -> Result<Bid, BidRefusal> {
        self.advance(BidCommand::FindUnreadable, opening.closes_at(), opening.convened_at())?;
        opening.is_first_of(self.tender).then_some(self).ok_or(BidRefusal::OtherOpening)
    }

    /// Its first envelope was read after all, by another pair of officers or with the bidder's own key.
    pub fn rescued(self) -> Result<Bid, BidRefusal> {
        self.step(BidCommand::Rescue)
    }

    /// The bid misses an essential requirement; its price is never opened.
    pub fn mark_non_conforming(self, found: &NonConformity) -> Result<Bid, BidRefusal> {
        needs(&found.reason)?;
        self.step(BidCommand::MarkNonConforming)
    }

    /// The signed technical result says whether it reached the pass marks.
    pub fn judged(self, result: &TechnicalResult) -> Result<Bid, BidRefusal> {
        if result.tender() != self.tender {
            return Err(BidRefusal::NotThisBid);
        }
        let passed = result.has_passed(self.id);
        self.step(if passed { BidCommand::PassTechnical } else { BidCommand::FailTechnical })
    }

    /// Its price was opened.
    pub fn open_price(self, opening: &Opening) -> Result<Bid, BidRefusal> {
        if !opening.covers(self.tender, self.id, EnvelopeKind::Price) {
            return Err(BidRefusal::OtherOpening);
        }
        self.step(BidCommand::OpenPrice)
    }

    /// Its price came in the only envelope, so that it lies open already.
    pub fn price_lies_open(self) -> Result<Bid, BidRefusal> {
        self.step(BidCommand::OpenPrice)
    }

    /// The panel asks about its price.
    pub fn query_price(mut self, query: PriceQuery) -> Result<Bid, BidRefusal> {
        needs(&query.question)?;
        self.price_query = Some(PriceQuery { answered_at: None, ..query });
        self.step(BidCommand::QueryPrice)
    }

    /// The bidder answers about its price.
    pub fn answer_price(mut self, now: Timestamp) -> Result<Bid, BidRefusal> {
        let (state, command) = (self.state, BidCommand::AcceptPrice);
        let query = self.price_query.as_mut().filter(|_| state == BidState::PriceQuery);
        let query = query.ok_or(BidRefusal::NotNow { state, command })?;
        if now > query.due_at {
            return Err(BidRefusal::AnswerLate { due_at: query.due_at });
        }
        query.answered_at = Some(now);
        Ok(self)
    }

    /// The panel is satisfied, and says why.
    pub fn accept_price(self, reason: &str, now: Timestamp) -> Result<Bid, BidRefusal> {
        self.decide_price(BidCommand::AcceptPrice, reason, now)
    }

    /// The panel is not satisfied, and says why.
    pub fn reject_price(self, reason: &str, now: Timestamp) -> Result<Bid, BidRefusal> {
        self.decide_price(BidCommand::RejectPrice, reason, now)
    }

    /// It ranks first.
    pub fn recommend(self) -> Result<Bid, BidRefusal> {
        self.step(BidCommand::Recommend)
    }

    /// Another bid ranks higher.
    pub fn rank_lower(self) -> Result<Bid, BidRefusal> {
        self.step(BidCommand::RankLower)
    }

    /// The award is confirmed. `at_close` and `at_award` are the supplier's standings at those instants (S21).
    pub fn award(self, at_close: SupplierState, at_award: SupplierState) -> Result<Bid, BidRefusal> {
        let excluded = |standing| matches!(standing, SupplierState::Suspended | SupplierState::Debarred);
        if excluded(at_close) || excluded(at_award) {
            return Err(BidRefusal::ExcludedSupplier { at_close, at_award });
        }
        self.step(BidCommand::Award)
    }

    /// The tender was cancelled.
    pub fn lapse(mut self, closes_at: Timestamp, now: Timestamp) -> Result<Bid, BidRefusal> {
        self.advance(BidCommand::Lapse, closes_at, now)?;
        Ok(self)
    }

    /// The close, for the job that writes it down and sends the letter: sealed, or lapsed for want of a reconfirmation.
    pub fn settle(mut self, closes_at: Timestamp, now: Timestamp) -> Result<Bid, BidRefusal> {
        let lapses = self.standing(closes_at, now) == BidState::Lapsed;
        let command = if lapses { BidCommand::Lapse } else { BidCommand::Seal };
        if super::is_in_time(now, closes_at) {
            return Err(BidRefusal::NotNow { state: self.state, command });
        }
        self.state = self.state.after(command)?;
        Ok(self)
    }

    fn decide_price(self, command: BidCommand, reason: &str, now: Timestamp) -> Result<Bid, BidRefusal> {
        needs(reason)?;
        if let Some(query) = &self.price_query
            && query.answered_at.is_none()
            && now <= query.due_at
        {
            return Err(BidRefusal::AnswerOutstanding { due_at: query.due_at });
        }
        self.step(command)
    }

    fn step(mut self, command: BidCommand) -> Result<Bid, BidRefusal> {
        self.state = self.state.after(command)?;
        Ok(self)
    }
}

fn needs(reason: &str) -> Result<(), BidRefusal> {
    if reason.trim().is_empty() { Err(BidRefusal::ReasonMissing) } else { Ok(()) }
}
