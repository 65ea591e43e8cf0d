//! The steps from opened prices to the ranking.

use super::{
    EvaluatedPrice, Evaluation, EvaluationCommand, EvaluationRefusal, Hurdle, LowPriceFlag, Marked, PriceQuery,
    QueryKind, Score, abnormal, formula, marks, reason,
};
use crate::coded;
use crate::ids::{BidId, CriterionId, PersonId};
use crate::money::Money;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// The opened price of one bid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenedPrice {
    /// The bid.
    pub bid: BidId,
    /// Its price as worked out.
    pub price: EvaluatedPrice,
}

coded! {
    /// Why a bid was left out after its price was opened.
    Ground {
        /// Its low price was not explained.
        AbnormallyLow = "abnormally_low",
        /// It did not confirm the recomputed total.
        TotalNotConfirmed = "total_not_confirmed",
        /// It may not win: debarred, withdrawn, or due diligence failed.
        Ineligible = "ineligible",
        /// Its price envelope could not be read.
        Unreadable = "unreadable",
    }
}

/// Why a bid may be left out, as the records say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Grounds {
    /// Its supplier was shut out at the close, or is now (S21).
    pub is_barred: bool,
    /// The approving body sent a recommendation of it back, or took an award to it away.
    pub was_sent_back: bool,
}

/// A bid left out after its price was opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exclusion {
    /// The bid.
    pub bid: BidId,
    /// The ground.
    pub ground: Ground,
    /// In words.
    pub reason: String,
    /// Who recorded it.
    pub by: PersonId,
    /// When.
    pub at: Timestamp,
}

/// A final mark corrected by the board; the mark before it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// The bid.
    pub bid: BidId,
    /// The criterion.
    pub criterion: CriterionId,
    /// The mark as it stood.
    pub before: Score,
    /// The mark as it stands.
    pub after: Score,
    /// Why.
    pub reason: String,
    /// Who, for the board.
    pub by: PersonId,
    /// When.
    pub at: Timestamp,
}

impl Evaluation {
    /// Takes in the prices of exactly the bids that cleared every hurdle.
    pub fn load_prices(mut self, prices: Vec<OpenedPrice>) -> Result<Evaluation, EvaluationRefusal> {
        self.take(EvaluationCommand::LoadPrices)?;
        let passed = self.passed()?;
        if passed.is_empty() {
            return Err(EvaluationRefusal::NonePassed);
        }
        for (index, OpenedPrice { bid, price }) in prices.iter().enumerate() {
            if !passed.contains(bid) {
                return Err(EvaluationRefusal::PriceOfFailedBid { bid: *bid });
            }
            if prices.iter().take(index).any(|earlier| earlier.bid == *bid) {
                return Err(EvaluationRefusal::BidTwice { bid: *bid });
            }
            if price.total <= Money::ZERO {
                return Err(EvaluationRefusal::PriceNotPositive { bid: *bid });
            }
        }
        let left_out = |bid: &BidId| self.papers.exclusions.iter().any(|exclusion| exclusion.bid == *bid);
        let missing = |bid: &BidId| !left_out(bid) && prices.iter().all(|opened| opened.bid != *bid);
        if let Some(bid) = passed.into_iter().find(missing) {
            return Err(EvaluationRefusal::PriceMissing { bid });
        }
        self.papers.prices = prices;
        Ok(self)
    }

    /// The same, where some envelopes could not be read: their bids are left out with that ground, never skipped.
    pub fn load_opened(
        mut self,
        prices: Vec<OpenedPrice>,
        unreadable: &[(BidId, String)],
        by: PersonId,
        now: Timestamp,
    ) -> Result<Evaluation, EvaluationRefusal> {
        for (bid, why) in unreadable {
            if !self.passed()?.contains(bid) {
                return Err(EvaluationRefusal::PriceOfFailedBid { bid: *bid });
            }
            let exclusion = Exclusion { bid: *bid, ground: Ground::Unreadable, reason: reason(why)?, by, at: now };
            self.papers.exclusions.push(exclusion);
        }
        self.load_prices(prices)
    }

    /// The price of a bid whose envelope could not be read at the opening was read after all, before the report: the bid is
    /// in the running again and the ranking is worked out anew.
    pub fn take_price(mut self, opened: OpenedPrice) -> Result<Evaluation, EvaluationRefusal> {
        self.take(EvaluationCommand::TakePrice)?;
        let bid = opened.bid;
        let ground = |exclusion: &Exclusion| exclusion.bid == bid && exclusion.ground == Ground::Unreadable;
        if !self.papers.exclusions.iter().any(ground) {
            return Err(EvaluationRefusal::NotABid { bid });
        }
        if opened.price.total <= Money::ZERO {
            return Err(EvaluationRefusal::PriceNotPositive { bid });
        }
        self.papers.exclusions.retain(|exclusion| !ground(exclusion));
        self.papers.prices.push(opened);
        self.forget_ranking();
        Ok(self)
    }

    /// The bids still in the running with what they are ranked by.
    pub fn remaining(&self) -> Result<Vec<Marked>, EvaluationRefusal> {
        let mut remaining = Vec::with_capacity(self.papers.prices.len());
        for OpenedPrice { bid, price } in &self.papers.prices {
            let excluded = self.papers.exclusions.iter().any(|exclusion| exclusion.bid == *bid);
            if let (false, Hurdle::Passed { technical, innovation }) = (excluded, self.hurdle(*bid)?) {
                remaining.push(Marked { bid: *bid, technical, innovation, price: price.total });
            }
        }
        Ok(remaining)
    }

    /// The flags a price raises among the bids still in the running.
    pub fn low_price_flags(&self, bid: BidId) -> Result<Vec<LowPriceFlag>, EvaluationRefusal> {
        let remaining = self.remaining()?;
        let own = remaining.iter().find(|marked| marked.bid == bid).ok_or(EvaluationRefusal::NotABid { bid })?;
        let others: Vec<_> = remaining.iter().filter(|marked| marked.bid != bid).map(|marked| marked.price).collect();
        Ok(abnormal::flags(own.price, &others, self.terms.estimate, self.terms.published_on))
    }

    /// The panel asks a bidder about its price.
    pub fn query_price(
        mut self,
        by: PersonId,
        bid: BidId,
        kind: QueryKind,
        answer_before: Timestamp,
        now: Timestamp,
    ) -> Result<Evaluation, EvaluationRefusal> {
        self.take(EvaluationCommand::QueryPrice)?;
        self.cleared(by)?;
        if !self.needs_asking(bid, kind)? {
            return Err(EvaluationRefusal::NothingToAsk { bid });
        }
        if self.query(bid, kind).is_some() {
            return Err(EvaluationRefusal::AlreadyAsked { bid });
        }
        let query = PriceQuery::ask(bid, kind, answer_before, self.terms.published_on, now)?;
        self.papers.queries.push(query);
        Ok(self)
    }

    /// The bidder answers.
    pub fn answer_query(
        mut self,
        bid: BidId,
        kind: QueryKind,
        confirmed: bool,
        text: &str,
        now: Timestamp,
    ) -> Result<Evaluation, EvaluationRefusal> {
        self.take(EvaluationCommand::AnswerQuery)?;
        self.asked(bid, kind)?.answer(confirmed, text, now)?;
        Ok(self)
    }

    /// The panel lets the price stand.
    pub fn accept_price(
        mut self,
        by: PersonId,
        bid: BidId,
        kind: QueryKind,
        why: &str,
        now: Timestamp,
    ) -> Result<Evaluation, EvaluationRefusal> {
        self.take(EvaluationCommand::DecideQuery)?;
        self.cleared(by)?;
        self.asked(bid, kind)?.accept(by, why, now)?;
        Ok(self)
    }

    /// The panel rejects the bid for its price, after asking.
    pub fn reject_price(
        mut self,
        by: PersonId,
        bid: BidId,
        kind: QueryKind,
        why: &str,
        now: Timestamp,
    ) -> Result<Evaluation, EvaluationRefusal> {
        self.take(EvaluationCommand::DecideQuery)?;
        self.cleared(by)?;
        self.asked(bid, kind)?.reject(by, why, now)?;
        let ground = match kind {
            QueryKind::AbnormallyLow => Ground::AbnormallyLow,
            QueryKind::Arithmetic => Ground::TotalNotConfirmed,
        };
        self.papers.exclusions.push(Exclusion { bid, ground, reason: reason(why)?, by, at: now });
        Ok(self)
    }

    /// Leaves out a bid that may not win; the ranking must be worked out anew. Never the way to reject a low price, nor
    /// for the panel that marked it. `grounds` are what is known of the bid apart from what is written (S19, S21).
    pub fn exclude(
        mut self,
        by: PersonId,
        bid: BidId,
        grounds: Grounds,
        why: &str,
        now: Timestamp,
    ) -> Result<Evaluation, EvaluationRefusal> {
        self.take(EvaluationCommand::Exclude)?;
        self.running(bid)?;
        if self.panel()?.has(by) {
            return Err(EvaluationRefusal::OfThePanel { person: by });
        }
        if !(grounds.is_barred || grounds.was_sent_back) {
            return Err(EvaluationRefusal::NoGroundToExclude { bid });
        }
        let exclusion = Exclusion { bid, ground: Ground::Ineligible, reason: reason(why)?, by, at: now };
        self.papers.exclusions.push(exclusion);
        self.forget_ranking();
        Ok(self)
    }

    /// The board corrects a final technical mark of a bid whose price is open; both marks are kept.
    pub fn correct_mark(
        mut self,
        by: PersonId,
        bid: BidId,
        criterion: CriterionId,
        after: Score,
        why: &str,
        now: Timestamp,
    ) -> Result<Evaluation, EvaluationRefusal> {
        self.take(EvaluationCommand::CorrectMark)?;
        if self.panel()?.has(by) {
            return Err(EvaluationRefusal::OfThePanel { person: by });
        }
        self.running(bid)?;
        marks::fits(self.terms.scheme.criterion(criterion)?, after)?;
        let before = self.final_mark(bid, criterion).ok_or(EvaluationRefusal::CriterionUnmarked { criterion })?;
        let correction = Correction { bid, criterion, before, after, reason: reason(why)?, by, at: now };
        self.papers.corrections.push(correction);
        self.forget_ranking();
        Ok(self)
    }

    /// Works out the ranking of the bids still in the running, once every question about a price is settled.
    pub fn rank(mut self) -> Result<Evaluation, EvaluationRefusal> {
        self.take(EvaluationCommand::Rank)?;
        if let Some(open) = self.interests_outstanding().first() {
            return Err(EvaluationRefusal::InterestsOutstanding(*open));
        }
        let remaining = self.remaining()?;
        for bid in remaining.iter().map(|marked| marked.bid) {
            for kind in QueryKind::ALL {
                let query = self.query(bid, *kind);
                let needed = query.is_some() || self.needs_asking(bid, *kind)?;
                if needed && !query.is_some_and(PriceQuery::is_accepted) {
                    return Err(EvaluationRefusal::PriceUnsettled { bid, kind: *kind });
                }
            }
        }
        self.papers.ranking = Some(formula::rank(self.terms.scheme.model(), &remaining)?);
        Ok(self)
    }

    fn needs_asking(&self, bid: BidId, kind: QueryKind) -> Result<bool, EvaluationRefusal> {
        self.running(bid)?;
        Ok(match kind {
            QueryKind::AbnormallyLow => !self.low_price_flags(bid)?.is_empty(),
            QueryKind::Arithmetic => {
                self.papers.prices.iter().any(|opened| opened.bid == bid && opened.price.differs_from_stated())
            }
        })
    }

    fn running(&self, bid: BidId) -> Result<(), EvaluationRefusal> {
        let runs = self.remaining()?.iter().any(|marked| marked.bid == bid);
        if runs { Ok(()) } else { Err(EvaluationRefusal::NotABid { bid }) }
    }

    fn query(&self, bid: BidId, kind: QueryKind) -> Option<&PriceQuery> {
        self.papers.queries.iter().find(|query| (query.bid, query.kind) == (bid, kind))
    }

    fn asked(&mut self, bid: BidId, kind: QueryKind) -> Result<&mut PriceQuery, EvaluationRefusal> {
        let query = self.papers.queries.iter_mut().find(|query| (query.bid, query.kind) == (bid, kind));
        query.ok_or(EvaluationRefusal::NotAsked { bid })
    }

    fn forget_ranking(&mut self) {
        self.papers.ranking = None;
        self.papers.draw = None;
        self.papers.recommendation = None;
        self.papers.report_signatures.clear();
    }
}
