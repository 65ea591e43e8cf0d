//! How bids will be compared, published with the tender and frozen from then on (S11).
//!
//! By price alone, which a directorate officer approves (S12) and which alone may use a single envelope (S5); or by
//! technical and price scores whose weights make exactly 100.00, over criteria whose marks make exactly 100.00, of
//! which a share is set aside for innovation (S13). A weight outside 50 to 70 for the technical score, or another
//! innovation share, needs a recorded reason. The order of tie-breaks is published and ends in a draw (S18).

use super::TenderRefusal;
use crate::coded;
use crate::ids::{CriterionId, PersonId};
use crate::rulebook;
use crate::text::Trilingual;
use crate::time::Day;
use serde::{Deserialize, Serialize};

/// A whole: 100.00 of marks or percent, in hundredths.
pub const WHOLE: u32 = 100_00;

/// What technical score and price weigh, in hundredths of a percent; they make exactly [`WHOLE`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "(u32, u32)", into = "(u32, u32)")]
pub struct Weights {
    technical: u32,
    price: u32,
}

impl Weights {
    /// Weights that make exactly 100.00, refused otherwise (S12, E20).
    pub fn new(technical: u32, price: u32) -> Result<Weights, TenderRefusal> {
        let fits = technical.checked_add(price) == Some(WHOLE);
        if fits { Ok(Weights { technical, price }) } else { Err(TenderRefusal::WeightsNot100 { technical, price }) }
    }

    /// Weight of the technical score.
    pub fn technical(self) -> u32 {
        self.technical
    }

    /// Weight of the price.
    pub fn price(self) -> u32 {
        self.price
    }
}

impl TryFrom<(u32, u32)> for Weights {
    type Error = &'static str;

    fn try_from((technical, price): (u32, u32)) -> Result<Weights, Self::Error> {
        Weights::new(technical, price).map_err(|_| "weights make exactly 100.00")
    }
}

impl From<Weights> for (u32, u32) {
    fn from(weights: Weights) -> (u32, u32) {
        (weights.technical, weights.price)
    }
}

/// One thing technical marks are given for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Criterion {
    /// The criterion.
    pub id: CriterionId,
    /// What it is.
    pub name: Trilingual,
    /// Most marks, in hundredths.
    pub maximum: u32,
    /// Fewest marks that pass, in hundredths, if it has a pass mark.
    pub pass: Option<u32>,
    /// Its marks are set aside for innovative suggestions (S13).
    pub innovation: bool,
}

coded! {
    /// In how many envelopes a bid comes (S5).
    Envelopes {
        /// Technical part and price together; only when price alone decides.
        Single = "single",
        /// Technical part and price apart.
        Two = "two",
    }
}

coded! {
    /// What decides between bids of equal rank (S18).
    TieBreak {
        /// The higher weighted technical score.
        TechnicalScore = "technical_score",
        /// The lower price.
        LowerPrice = "lower_price",
        /// The higher innovation mark.
        InnovationMark = "innovation_mark",
        /// A draw witnessed by two officers; always the last.
        Draw = "draw",
    }
}

/// The order of tie-breaks unless a tender publishes another.
pub const TIE_BREAKS: [TieBreak; 4] =
    [TieBreak::TechnicalScore, TieBreak::LowerPrice, TieBreak::InnovationMark, TieBreak::Draw];

/// What decides the award.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Comparison {
    /// The lowest price of a conforming bid.
    PriceOnly {
        /// The directorate officer who approved doing without a marking scheme.
        approved_by: Option<PersonId>,
        /// Why there is none.
        reason: String,
    },
    /// The highest combined score.
    Scored {
        /// Weights of the two scores.
        weights: Weights,
        /// What marks are given for.
        criteria: Vec<Criterion>,
        /// Fewest technical marks in all that pass, in hundredths.
        pass: u32,
        /// Why the technical weight is outside the usual share.
        weights_reason: String,
        /// Why another share than usual is set aside for innovation.
        innovation_reason: String,
    },
}

/// The marking scheme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MarkingScheme {
    /// In how many envelopes bids come.
    pub envelopes: Envelopes,
    /// What decides.
    pub comparison: Comparison,
    /// What decides between equals, in order.
    pub tie_breaks: Vec<TieBreak>,
}

impl MarkingScheme {
    /// Everything that keeps the scheme from being published on this day.
    pub fn problems(&self, drafted_by: PersonId, on: Day) -> Vec<TenderRefusal> {
        let mut found = match &self.comparison {
            Comparison::PriceOnly { approved_by, reason } => price_only_problems(*approved_by, reason, drafted_by),
            Comparison::Scored { weights, criteria, pass, weights_reason, innovation_reason } => {
                let mut found = marks_problems(criteria, *pass);
                found.extend(weights_problem(*weights, weights_reason, on));
                found.extend(innovation_problem(criteria, innovation_reason, on));
                if self.envelopes == Envelopes::Single {
                    found.push(TenderRefusal::SingleEnvelopeNeedsPriceOnly);
                }
                found
            }
        };
        let repeated =
            (1..).zip(&self.tie_breaks).any(|(next, rule)| self.tie_breaks.iter().skip(next).any(|r| r == rule));
        if repeated || self.tie_breaks.last() != Some(&TieBreak::Draw) {
            found.push(TenderRefusal::TieBreaksIncomplete);
        }
        found
    }

    /// Key pairs needed to seal its envelopes.
    pub fn key_pairs(&self) -> u32 {
        match self.envelopes {
            Envelopes::Single => 1,
            Envelopes::Two => 2,
        }
    }

    /// The criterion with this id.
    pub fn criterion(&self, id: CriterionId) -> Option<&Criterion> {
        match &self.comparison {
            Comparison::PriceOnly { .. } => None,
            Comparison::Scored { criteria, .. } => criteria.iter().find(|criterion| criterion.id == id),
        }
    }
}

fn price_only_problems(approved_by: Option<PersonId>, reason: &str, drafted_by: PersonId) -> Vec<TenderRefusal> {
    let mut found = Vec::new();
    match approved_by {
        None => found.push(TenderRefusal::PriceOnlyNotApproved),
        Some(person) if person == drafted_by => found.push(TenderRefusal::OwnDraft),
        Some(_) => {}
    }
    if reason.trim().is_empty() {
        found.push(TenderRefusal::ReasonNeeded);
    }
    found
}

fn marks_problems(criteria: &[Criterion], pass: u32) -> Vec<TenderRefusal> {
    let mut found = Vec::new();
    let marks = criteria.iter().fold(0, |sum: u64, criterion| sum + u64::from(criterion.maximum));
    if marks != u64::from(WHOLE) {
        found.push(TenderRefusal::MarksNot100 { marks });
    }
    for (next, criterion) in (1..).zip(criteria) {
        let Criterion { id, maximum, .. } = *criterion;
        let repeated = criteria.iter().skip(next).any(|other| other.id == id);
        let named = !criterion.name.en.trim().is_empty() && !criterion.name.zh_hant.trim().is_empty();
        // Marks go in halves, so a maximum that is not whole could never be reached; said once the sum is right.
        let whole = maximum > 0 && (marks != u64::from(WHOLE) || maximum.is_multiple_of(100));
        if repeated || !named || !whole || criterion.pass.is_some_and(|pass| pass > maximum) {
            found.push(TenderRefusal::CriterionUnusable { criterion: id });
        }
    }
    if pass > WHOLE {
        found.push(TenderRefusal::PassMarkTooHigh { most: WHOLE });
    }
    found
}

fn weights_problem(weights: Weights, reason: &str, on: Day) -> Option<TenderRefusal> {
    let (least, most) = rulebook::on(rulebook::TECHNICAL_SHARE, on).unwrap_or((WHOLE, WHOLE));
    let usual = (least..=most).contains(&weights.technical);
    (!usual && reason.trim().is_empty()).then_some(TenderRefusal::WeightsNeedReason { least, most })
}

fn innovation_problem(criteria: &[Criterion], reason: &str, on: Day) -> Option<TenderRefusal> {
    let usual = rulebook::on(rulebook::INNOVATION_MARKS, on).unwrap_or(WHOLE);
    let marks = criteria.iter().filter(|criterion| criterion.innovation).map(|criterion| u64::from(criterion.maximum));
    let differs = marks.sum::<u64>() != u64::from(usual);
    (differs && reason.trim().is_empty()).then_some(TenderRefusal::InnovationNeedsReason { usual })
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn on() -> Day {
        Day::parse("2026-05-04").unwrap()
    }

    fn person(number: u128) -> PersonId {
        PersonId(Uuid::from_u128(number))
    }

    fn criterion(number: u128, maximum: u32, innovation: bool) -> Criterion {
        let id = CriterionId(Uuid::from_u128(number));
        Criterion { id, name: Trilingual::same("quality"), maximum, pass: Some(maximum / 2), innovation }
    }

    fn scheme(technical: u32, reason: &str, criteria: Vec<Criterion>, pass: u32) -> MarkingScheme {
        MarkingScheme {
            envelopes: Envelopes::Two,
            comparison: Comparison::Scored {
                weights: Weights::new(technical, WHOLE - technical).unwrap(),
                criteria,
                pass,
                weights_reason: reason.into(),
                innovation_reason: String::new(),
            },
            tie_breaks: TIE_BREAKS.to_vec(),
        }
    }

    pub fn usual() -> MarkingScheme {
        scheme(60_00, "", vec![criterion(1, 80_00, false), criterion(2, 20_00, true)], 50_00)
    }

    fn price_only(approved_by: Option<PersonId>, reason: &str) -> MarkingScheme {
        let comparison = Comparison::PriceOnly { approved_by, reason: reason.into() };
        MarkingScheme { envelopes: Envelopes::Single, comparison, tie_breaks: TIE_BREAKS.to_vec() }
    }

    fn problems(scheme: &MarkingScheme) -> Vec<TenderRefusal> {
        scheme.problems(person(1), on())
    }

    #[test]
    fn e20_s12_weights_make_exactly_one_hundred() {
        for (technical, price, fits) in [
            (60_00, 40_00, true),
            (60_00, 39_00, false),
            (60_00, 41_00, false),
            (60_00, 39_99, false),
            (60_00, 40_01, false),
            (u32::MAX, 100_01, false),
        ] {
            let expected = TenderRefusal::WeightsNot100 { technical, price };
            assert_eq!(Weights::new(technical, price).err(), (!fits).then_some(expected), "{technical} {price}");
        }
    }

    #[test]
    fn s12_an_unusual_technical_weight_needs_a_recorded_reason() {
        let needs = TenderRefusal::WeightsNeedReason { least: 50_00, most: 70_00 };
        for (technical, reason, refused) in [
            (49_99, "", true),
            (50_00, "", false),
            (70_00, "", false),
            (70_01, "", true),
            (30_00, " ", true),
            (30_00, "simple hardware", false),
        ] {
            let criteria = vec![criterion(1, 80_00, false), criterion(2, 20_00, true)];
            let found = problems(&scheme(technical, reason, criteria, 50_00));
            assert_eq!(found, if refused { vec![needs.clone()] } else { vec![] }, "{technical}");
        }
    }

    #[test]
    fn technical_marks_make_exactly_one_hundred_and_every_criterion_can_be_used() {
        let id = |number| CriterionId(Uuid::from_u128(number));
        for (criteria, pass, expected) in [
            (
                vec![criterion(1, 79_99, false), criterion(2, 20_00, true)],
                0,
                TenderRefusal::MarksNot100 { marks: 99_99 },
            ),
            (
                vec![criterion(1, 80_01, false), criterion(2, 20_00, true)],
                0,
                TenderRefusal::MarksNot100 { marks: 100_01 },
            ),
            (
                vec![criterion(1, 80_00, false), criterion(2, 20_00, true), criterion(3, 0, false)],
                0,
                TenderRefusal::CriterionUnusable { criterion: id(3) },
            ),
            (
                vec![criterion(1, 80_00, false), criterion(1, 20_00, true)],
                0,
                TenderRefusal::CriterionUnusable { criterion: id(1) },
            ),
            (
                vec![criterion(1, 80_00, false), Criterion { pass: Some(20_01), ..criterion(2, 20_00, true) }],
                0,
                TenderRefusal::CriterionUnusable { criterion: id(2) },
            ),
            (
                vec![criterion(1, 80_00, false), criterion(2, 20_00, true)],
                100_01,
                TenderRefusal::PassMarkTooHigh { most: WHOLE },
            ),
        ] {
            assert_eq!(problems(&scheme(60_00, "", criteria, pass)), [expected]);
        }
        assert_eq!(problems(&usual()), []);
    }

    #[test]
    fn s13_another_innovation_share_needs_a_recorded_reason() {
        let mut scheme = scheme(60_00, "", vec![criterion(1, 90_00, false), criterion(2, 10_00, true)], 50_00);
        assert_eq!(problems(&scheme), [TenderRefusal::InnovationNeedsReason { usual: 20_00 }]);
        if let Comparison::Scored { innovation_reason, .. } = &mut scheme.comparison {
            *innovation_reason = "commodity".into();
        }
        assert_eq!(problems(&scheme), []);
    }

    #[test]
    fn s5_a_single_envelope_is_for_price_alone() {
        let single = MarkingScheme { envelopes: Envelopes::Single, ..usual() };
        assert_eq!(problems(&single), [TenderRefusal::SingleEnvelopeNeedsPriceOnly]);
        assert_eq!((single.key_pairs(), usual().key_pairs()), (1, 2));
        assert_eq!(problems(&price_only(Some(person(2)), "standard licences")), []);
    }

    #[test]
    fn s12_doing_without_a_scheme_is_approved_by_somebody_else() {
        for (approved_by, reason, expected) in [
            (None, "standard licences", TenderRefusal::PriceOnlyNotApproved),
            (Some(person(1)), "standard licences", TenderRefusal::OwnDraft),
            (Some(person(2)), " ", TenderRefusal::ReasonNeeded),
        ] {
            assert_eq!(problems(&price_only(approved_by, reason)), [expected]);
        }
    }

    #[test]
    fn s18_tie_breaks_are_published_once_each_and_end_in_a_draw() {
        use TieBreak::{Draw, LowerPrice, TechnicalScore};
        for (tie_breaks, fits) in [
            (vec![Draw], true),
            (vec![LowerPrice, TechnicalScore, Draw], true),
            (vec![], false),
            (vec![TechnicalScore, LowerPrice], false),
            (vec![LowerPrice, LowerPrice, Draw], false),
            (vec![Draw, LowerPrice, Draw], false),
        ] {
            let found = problems(&MarkingScheme { tie_breaks: tie_breaks.clone(), ..usual() });
            assert_eq!(found.is_empty(), fits, "{tie_breaks:?}");
        }
    }

    proptest! {
        #[test]
        fn weights_that_exist_make_one_hundred(technical: u32, price: u32) {
            match Weights::new(technical, price) {
                Ok(weights) => prop_assert_eq!(weights.technical() + weights.price(), WHOLE),
                Err(_) => prop_assert_ne!(u64::from(technical) + u64::from(price), u64::from(WHOLE)),
            }
        }
    }
}
