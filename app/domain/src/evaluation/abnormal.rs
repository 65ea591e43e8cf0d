//! The office notices a price that looks too low, asks the bidder, waits, and only then decides.
//!
//! Three tests raise a flag with its facts; a flag excludes nobody. A bidder who is asked has at least
//! two full working days. A price may be rejected only after the answer came or the time ran out. The
//! answer carries words and a confirmation, never an amount: nothing said after the close changes a price.
//!
//! query: asked → (answered) → accepted or rejected
//!
//! Source: abnormally low test (5.6), S16, S17; confirmation of a recomputed total (5.5).

use super::{EvaluationRefusal, Score, in_force, reason};
use crate::calendar::{next_working_day, nth_working_day};
use crate::coded;
use crate::ids::{BidId, PersonId};
use crate::money::Money;
use crate::rulebook;
use crate::time::{Day, Timestamp};
use serde::{Deserialize, Serialize};

/// Why a price looks too low: the facts, and by how many percent it lies below them (in hundredths).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum LowPriceFlag {
    /// Far below the mean of the other bids.
    BelowMean {
        /// The others' prices added up, in cents.
        others_cents: i128,
        /// How many others there are.
        others: u32,
        /// Percent below.
        below: Score,
    },
    /// Far below the cheapest other bid that is not cheaper.
    BelowNext {
        /// That bid's price.
        next: Money,
        /// Percent below.
        below: Score,
    },
    /// Far below the department's estimate.
    BelowEstimate {
        /// The estimate.
        estimate: Money,
        /// Percent below.
        below: Score,
    },
}

/// The flags one price raises among the others; thresholds of the day the tender was published.
pub fn flags(price: Money, others: &[Money], estimate: Option<Money>, published_on: Day) -> Vec<LowPriceFlag> {
    let own = i128::from(price.cents());
    let others_cents: i128 = others.iter().map(|other| i128::from(other.cents())).sum();
    let count = u32::try_from(others.len()).unwrap_or(u32::MAX);
    let mean =
        below(own * i128::from(count), others_cents, in_force(rulebook::LOW_PRICE_OF_MEAN_PERCENT, published_on))
            .map(|below| LowPriceFlag::BelowMean { others_cents, others: count, below });
    let next = others.iter().copied().filter(|other| *other >= price).min().and_then(|next| {
        let most = in_force(rulebook::LOW_PRICE_OF_NEXT_PERCENT, published_on);
        below(own, next.cents().into(), most).map(|below| LowPriceFlag::BelowNext { next, below })
    });
    let estimate = estimate.and_then(|estimate| {
        let most = in_force(rulebook::LOW_PRICE_OF_ESTIMATE_PERCENT, published_on);
        below(own, estimate.cents().into(), most).map(|below| LowPriceFlag::BelowEstimate { estimate, below })
    });
    [mean, next, estimate].into_iter().flatten().collect()
}

/// Percent by which `part` lies below `whole` when it is at most `most_percent` of it.
fn below(part: i128, whole: i128, most_percent: u32) -> Option<Score> {
    let flagged = whole > 0 && part >= 0 && 100 * part <= i128::from(most_percent) * whole;
    flagged.then(|| Score::rounded(10_000 * (whole - part).max(0), whole))
}

coded! {
    /// What a bidder is asked about its price.
    QueryKind {
        /// Why it is so low.
        AbnormallyLow = "abnormally_low",
        /// To confirm the recomputed total.
        Arithmetic = "arithmetic",
    }
}

/// What a bidder said in time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The bidder stands by the price as evaluated.
    pub confirmed: bool,
    /// The explanation.
    pub text: String,
    /// When it came.
    pub given_at: Timestamp,
}

/// What the panel decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// The price stands.
    pub accepted: bool,
    /// Why.
    pub reason: String,
    /// Who recorded it.
    pub by: PersonId,
    /// When.
    pub decided_at: Timestamp,
}

/// A question to a bidder about its price.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceQuery {
    /// The bid.
    pub bid: BidId,
    /// What is asked.
    pub kind: QueryKind,
    /// When it was asked.
    pub asked_at: Timestamp,
    /// First instant at which an answer is too late.
    pub answer_before: Timestamp,
    /// The answer.
    pub answer: Option<Answer>,
    /// The decision.
    pub decision: Option<Decision>,
}

/// The earliest end of the time to answer: after the last of the full working days that follow the day of asking.
pub fn earliest_answer_before(asked_at: Timestamp, published_on: Day) -> Timestamp {
    let days = in_force(rulebook::PRICE_QUERY_WORKING_DAYS, published_on);
    nth_working_day(next_working_day(asked_at.day()), days).plus_days(1).starts_at()
}

impl PriceQuery {
    /// Asks; refused when the time to answer is too short.
    pub fn ask(
        bid: BidId,
        kind: QueryKind,
        answer_before: Timestamp,
        published_on: Day,
        now: Timestamp,
    ) -> Result<PriceQuery, EvaluationRefusal> {
        let earliest = earliest_answer_before(now, published_on);
        if answer_before < earliest {
            return Err(EvaluationRefusal::AnswerTimeTooShort { earliest });
        }
        Ok(PriceQuery { bid, kind, asked_at: now, answer_before, answer: None, decision: None })
    }

    /// Takes the bidder's one answer.
    pub fn answer(&mut self, confirmed: bool, text: &str, now: Timestamp) -> Result<(), EvaluationRefusal> {
        if self.decision.is_some() || self.answer.is_some() {
            return Err(EvaluationRefusal::AlreadyAnswered { bid: self.bid });
        }
        if now >= self.answer_before {
            return Err(EvaluationRefusal::AnswerTooLate { answer_before: self.answer_before });
        }
        self.answer = Some(Answer { confirmed, text: text.trim().to_owned(), given_at: now });
        Ok(())
    }

    /// Lets the price stand; a recomputed total stands only when the bidder confirmed it.
    pub fn accept(&mut self, by: PersonId, why: &str, now: Timestamp) -> Result<(), EvaluationRefusal> {
        self.may_decide(now)?;
        if self.kind == QueryKind::Arithmetic && !self.answer.as_ref().is_some_and(|answer| answer.confirmed) {
            return Err(EvaluationRefusal::TotalNotConfirmed { bid: self.bid });
        }
        self.decision = Some(Decision { accepted: true, reason: reason(why)?, by, decided_at: now });
        Ok(())
    }

    /// Rejects the bid; a confirmed total cannot be the ground.
    pub fn reject(&mut self, by: PersonId, why: &str, now: Timestamp) -> Result<(), EvaluationRefusal> {
        self.may_decide(now)?;
        if self.kind == QueryKind::Arithmetic && self.answer.as_ref().is_some_and(|answer| answer.confirmed) {
            return Err(EvaluationRefusal::TotalConfirmed { bid: self.bid });
        }
        self.decision = Some(Decision { accepted: false, reason: reason(why)?, by, decided_at: now });
        Ok(())
    }

    /// The price was found in order.
    pub fn is_accepted(&self) -> bool {
        self.decision.as_ref().is_some_and(|decision| decision.accepted)
    }

    fn may_decide(&self, now: Timestamp) -> Result<(), EvaluationRefusal> {
        if self.decision.is_some() {
            return Err(EvaluationRefusal::AlreadyDecided { bid: self.bid });
        }
        if self.answer.is_none() && now < self.answer_before {
            return Err(EvaluationRefusal::AnswerAwaited { answer_before: self.answer_before });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn published_on() -> Day {
        Day::parse("2026-05-04").unwrap()
    }

    fn dollars(amounts: &[i64]) -> Vec<Money> {
        amounts.iter().map(|amount| Money::from_dollars(*amount)).collect()
    }

    fn at(day: &str, hour: i64) -> Timestamp {
        Day::parse(day).unwrap().starts_at().plus_minutes(hour * 60)
    }

    fn query(kind: QueryKind) -> PriceQuery {
        let asked_at = at("2026-06-03", 15);
        let before = earliest_answer_before(asked_at, published_on());
        PriceQuery::ask(BidId(Uuid::from_u128(1)), kind, before, published_on(), asked_at).unwrap()
    }

    const BY: PersonId = PersonId(Uuid::from_u128(7));

    #[test]
    fn e11_a_price_half_of_the_others_is_flagged_with_its_facts() {
        let flags =
            |own: i64, others: &[i64]| super::flags(Money::from_dollars(own), &dollars(others), None, published_on());
        assert_eq!(
            flags(1_500_000, &[3_000_000, 2_900_000]),
            [
                LowPriceFlag::BelowMean { others_cents: 5_900_000_00, others: 2, below: Score::from_hundredths(49_15) },
                LowPriceFlag::BelowNext { next: Money::from_dollars(2_900_000), below: Score::from_hundredths(48_28) },
            ]
        );
        assert_eq!(flags(2_900_000, &[3_000_000, 1_500_000]), []);
        assert_eq!(flags(3_000_000, &[2_900_000, 1_500_000]), []);
    }

    #[test]
    fn e12_forty_percent_below_the_mean_is_flagged_and_one_cent_more_is_not() {
        let others = dollars(&[300_000, 290_000]);
        for (cents, flagged) in [(176_999_99, true), (177_000_00, true), (177_000_01, false)] {
            let flags = flags(Money::from_cents(cents), &others, None, published_on());
            let by_mean = flags.iter().any(|flag| matches!(flag, LowPriceFlag::BelowMean { .. }));
            assert_eq!(by_mean, flagged, "{cents}");
        }
    }

    #[test]
    fn thirty_percent_below_the_next_is_flagged_and_one_cent_more_is_not() {
        for (cents, flagged) in [(699_99, true), (700_00, true), (700_01, false)] {
            let flags = flags(Money::from_cents(cents), &dollars(&[1_000, 800_000, 1]), None, published_on());
            let by_next = flags.iter().any(
                |flag| matches!(flag, LowPriceFlag::BelowNext { next, .. } if *next == Money::from_dollars(1_000)),
            );
            assert_eq!(by_next, flagged, "{cents}");
        }
    }

    #[test]
    fn forty_percent_below_the_estimate_is_flagged_even_of_a_single_bid() {
        for (cents, flagged) in [(599_99, true), (600_00, true), (600_01, false)] {
            let flags = flags(Money::from_cents(cents), &[], Some(Money::from_dollars(1_000)), published_on());
            assert_eq!(flags.len(), usize::from(flagged), "{cents}");
        }
        assert_eq!(flags(Money::from_cents(1), &[], None, published_on()), []);
    }

    #[test]
    fn the_largest_prices_can_be_compared() {
        let largest = Money::from_cents(i64::MAX);
        assert_eq!(flags(largest, &[largest; 50], Some(largest), published_on()), []);
    }

    #[test]
    fn s17_a_bidder_has_two_full_working_days_to_answer() {
        for (asked, end) in [
            ("2026-06-03", "2026-06-06"),
            ("2026-06-05", "2026-06-10"),
            ("2026-12-24", "2026-12-30"),
            ("2026-06-18", "2026-06-24"),
        ] {
            assert_eq!(earliest_answer_before(at(asked, 9), published_on()), at(end, 0), "{asked}");
        }
        let (bid, kind, now) = (BidId(Uuid::from_u128(1)), QueryKind::AbnormallyLow, at("2026-06-03", 15));
        let ask =
            |end: Timestamp| PriceQuery::ask(bid, kind, end, published_on(), now).map(|query| query.answer_before);
        let earliest = at("2026-06-06", 0);
        let too_short = Err(EvaluationRefusal::AnswerTimeTooShort { earliest });
        assert_eq!(ask(Timestamp::from_millis(earliest.millis() - 1)), too_short);
        assert_eq!(ask(earliest), Ok(earliest));
    }

    #[test]
    fn s17_a_price_is_rejected_only_after_the_answer_or_the_end_of_the_time() {
        let end = at("2026-06-06", 0);
        let just_before = Timestamp::from_millis(end.millis() - 1);
        let awaited = Err(EvaluationRefusal::AnswerAwaited { answer_before: end });
        assert_eq!(query(QueryKind::AbnormallyLow).reject(BY, "no explanation", just_before), awaited);
        assert_eq!(query(QueryKind::AbnormallyLow).reject(BY, "no explanation", end), Ok(()));
        let mut answered = query(QueryKind::AbnormallyLow);
        answered.answer(true, "own data centre", at("2026-06-04", 9)).unwrap();
        assert_eq!(answered.reject(BY, " ", at("2026-06-04", 10)), Err(EvaluationRefusal::ReasonMissing));
        assert_eq!(answered.reject(BY, "below cost", at("2026-06-04", 10)), Ok(()));
        let decided = Err(EvaluationRefusal::AlreadyDecided { bid: answered.bid });
        assert_eq!(answered.accept(BY, "after all", at("2026-06-04", 11)), decided);
    }

    #[test]
    fn an_answer_at_the_last_instant_counts_and_one_after_it_does_not() {
        let end = at("2026-06-06", 0);
        let late = Err(EvaluationRefusal::AnswerTooLate { answer_before: end });
        assert_eq!(query(QueryKind::AbnormallyLow).answer(true, "late", end), late);
        let mut query = query(QueryKind::AbnormallyLow);
        assert_eq!(query.answer(true, "in time", Timestamp::from_millis(end.millis() - 1)), Ok(()));
        let again = Err(EvaluationRefusal::AlreadyAnswered { bid: query.bid });
        assert_eq!(query.answer(false, "other", at("2026-06-05", 9)), again);
    }

    #[test]
    fn a_recomputed_total_stands_only_when_the_bidder_confirms_it() {
        let later = at("2026-06-08", 9);
        let mut silent = query(QueryKind::Arithmetic);
        let unconfirmed = Err(EvaluationRefusal::TotalNotConfirmed { bid: silent.bid });
        assert_eq!(silent.accept(BY, "fine", later), unconfirmed);
        assert_eq!(silent.reject(BY, "not confirmed in time", later), Ok(()));
        let mut confirmed = query(QueryKind::Arithmetic);
        confirmed.answer(true, "", at("2026-06-04", 9)).unwrap();
        let ground = Err(EvaluationRefusal::TotalConfirmed { bid: confirmed.bid });
        assert_eq!(confirmed.reject(BY, "slip", later), ground);
        assert_eq!(confirmed.accept(BY, "confirmed", later), Ok(()));
    }
}
