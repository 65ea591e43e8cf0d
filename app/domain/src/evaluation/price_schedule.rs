//! What a tender wants priced, what a bidder asks for it, and the total the office works out itself.
//!
//! A line is quantity times unit price and the total is the sum of the lines; a line total or a grand
//! total that the bidder stated otherwise is kept beside ours and never used. A unit price may be zero
//! and is then shown to the panel; the total may not. Options and years are lines like any other,
//! with the quantity the tender gives them.
//!
//! Source: arithmetic check and evaluated price (5.5), worked examples E13 and E16.

use crate::ids::LotId;
use crate::money::Money;
use crate::text::Trilingual;
use serde::{Deserialize, Serialize};

/// The number a line is printed with; the same in the tender and in every offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LineNumber(pub u32);

/// The only line of a tender that asks for one price.
pub const WHOLE_PRICE: LineNumber = LineNumber(1);

/// One thing a tender wants priced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScheduleLine {
    /// Its number.
    pub line: LineNumber,
    /// The lot it belongs to; `None` for all lots.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lot: Option<LotId>,
    /// What it is.
    pub description: Trilingual,
    /// What is counted.
    pub unit: Trilingual,
    /// How many; at least 1.
    pub quantity: i64,
    /// The department may do without it; it is priced and compared all the same, once.
    #[serde(default)]
    pub is_optional: bool,
}

/// Everything a tender wants priced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PriceSchedule(Vec<ScheduleLine>);

/// One line as pages show it: what the tender wants, beside what is asked for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownLine {
    /// What the tender wants.
    pub wanted: ScheduleLine,
    /// For one unit, once it is priced.
    pub unit_price: Option<Money>,
    /// Quantity times unit price, once it is priced and can be counted.
    pub amount: Option<Money>,
}

/// What a bidder asks for one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferLine {
    /// The line.
    pub line: LineNumber,
    /// For one unit.
    pub unit_price: Money,
    /// The bidder's own product, if one was stated.
    pub stated: Option<Money>,
}

/// What a bidder asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceOffer {
    /// By line, in any order.
    pub lines: Vec<OfferLine>,
    /// The bidder's own total, if one was stated.
    pub stated_total: Option<Money>,
}

/// One line as the office works it out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PricedLine {
    /// The line.
    pub line: LineNumber,
    /// The tender's quantity.
    pub quantity: i64,
    /// The bidder's unit price.
    pub unit_price: Money,
    /// Quantity times unit price.
    pub amount: Money,
    /// What the bidder stated for it.
    pub stated: Option<Money>,
}

/// A price as the office works it out, beside what the bidder stated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvaluatedPrice {
    /// The lines in the tender's order.
    pub lines: Vec<PricedLine>,
    /// Their sum; the bid is judged by it.
    pub total: Money,
    /// What the bidder stated.
    pub stated_total: Option<Money>,
}

/// Why a price schedule or an offer cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum PriceRefusal {
    /// The tender asks for no price at all.
    NoLines,
    /// A quantity below 1.
    QuantityNotPositive {
        /// The line.
        line: LineNumber,
    },
    /// The same line stands twice.
    LineTwice {
        /// The line.
        line: LineNumber,
    },
    /// A line without a price.
    LineMissing {
        /// The line.
        line: LineNumber,
    },
    /// A price for something the tender does not ask for.
    LineUnknown {
        /// The line.
        line: LineNumber,
    },
    /// A unit price below zero.
    UnitPriceNegative {
        /// The line.
        line: LineNumber,
    },
    /// A product or the sum is too large to be counted.
    TooLarge,
    /// The total is not above zero.
    PriceNotPositive,
}

impl ScheduleLine {
    /// The line of a tender that asks for one price; pages have the words for it.
    pub fn whole() -> ScheduleLine {
        let (description, unit) = (Trilingual::default(), Trilingual::default());
        ScheduleLine { line: WHOLE_PRICE, lot: None, description, unit, quantity: 1, is_optional: false }
    }

    /// It stands for everything the tender wants.
    pub fn is_whole(&self) -> bool {
        self.description == Trilingual::default()
    }

    /// The line with this unit price, if there is one.
    pub fn shown(&self, unit_price: Option<Money>) -> ShownLine {
        let amount = unit_price.and_then(|price| price.times(self.quantity)).filter(|amount| *amount <= Money::LARGEST);
        ShownLine { wanted: self.clone(), unit_price, amount }
    }
}

impl PriceSchedule {
    /// A schedule that can be published.
    pub fn parse(lines: Vec<ScheduleLine>) -> Result<PriceSchedule, PriceRefusal> {
        if lines.is_empty() {
            return Err(PriceRefusal::NoLines);
        }
        if let Some(line) = lines.iter().find(|line| line.quantity < 1) {
            return Err(PriceRefusal::QuantityNotPositive { line: line.line });
        }
        no_line_twice(lines.iter().map(|line| line.line))?;
        Ok(PriceSchedule(lines))
    }

    /// The lines in their printed order.
    pub fn lines(&self) -> &[ScheduleLine] {
        &self.0
    }

    /// Works out an offer. The result is the evaluated price.
    pub fn evaluate(&self, offer: &PriceOffer) -> Result<EvaluatedPrice, PriceRefusal> {
        no_line_twice(offer.lines.iter().map(|line| line.line))?;
        if let Some(unknown) = offer.lines.iter().find(|offered| self.0.iter().all(|line| line.line != offered.line)) {
            return Err(PriceRefusal::LineUnknown { line: unknown.line });
        }
        let mut lines = Vec::with_capacity(self.0.len());
        let mut total = Money::ZERO;
        for ScheduleLine { line, quantity, .. } in &self.0 {
            let (line, quantity) = (*line, *quantity);
            let offered = offer.lines.iter().find(|offered| offered.line == line);
            let OfferLine { unit_price, stated, .. } = *offered.ok_or(PriceRefusal::LineMissing { line })?;
            if unit_price.is_negative() {
                return Err(PriceRefusal::UnitPriceNegative { line });
            }
            let amount = unit_price.times(quantity).ok_or(PriceRefusal::TooLarge)?;
            total = total.plus(amount).ok_or(PriceRefusal::TooLarge)?;
            lines.push(PricedLine { line, quantity, unit_price, amount, stated });
        }
        if total <= Money::ZERO {
            return Err(PriceRefusal::PriceNotPositive);
        }
        if total > Money::LARGEST {
            return Err(PriceRefusal::TooLarge);
        }
        Ok(EvaluatedPrice { lines, total, stated_total: offer.stated_total })
    }
}

impl EvaluatedPrice {
    /// Every line beside what the tender wants.
    pub fn shown(&self, wanted: &[ScheduleLine]) -> Vec<ShownLine> {
        let price = |line: &ScheduleLine| self.lines.iter().find(|priced| priced.line == line.line);
        wanted.iter().map(|line| line.shown(price(line).map(|priced| priced.unit_price))).collect()
    }

    /// The bidder stated another total, and must be asked to confirm ours.
    pub fn differs_from_stated(&self) -> bool {
        self.stated_total.is_some_and(|stated| stated != self.total)
    }

    /// Lines where the bidder stated another product; the unit price counts.
    pub fn mistyped_lines(&self) -> impl Iterator<Item = &PricedLine> {
        self.lines.iter().filter(|line| line.stated.is_some_and(|stated| stated != line.amount))
    }

    /// Lines offered for nothing; shown to the panel.
    pub fn free_lines(&self) -> impl Iterator<Item = LineNumber> + '_ {
        self.lines.iter().filter(|line| line.unit_price == Money::ZERO).map(|line| line.line)
    }
}

fn no_line_twice(lines: impl Iterator<Item = LineNumber>) -> Result<(), PriceRefusal> {
    let mut lines: Vec<_> = lines.collect();
    lines.sort_unstable();
    let twice = lines.windows(2).find_map(|pair| match pair {
        [a, b] if a == b => Some(*a),
        _ => None,
    });
    twice.map_or(Ok(()), |line| Err(PriceRefusal::LineTwice { line }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn schedule(quantities: &[i64]) -> Result<PriceSchedule, PriceRefusal> {
        let line = |(number, quantity): (u32, &i64)| ScheduleLine {
            line: LineNumber(number),
            lot: None,
            description: Trilingual::same("licence"),
            unit: Trilingual::same("year"),
            quantity: *quantity,
            is_optional: false,
        };
        PriceSchedule::parse((1..).zip(quantities).map(line).collect())
    }

    fn offer(unit_cents: &[i64], stated_cents: Option<i64>) -> PriceOffer {
        let line = |(number, cents): (u32, &i64)| OfferLine {
            line: LineNumber(number),
            unit_price: Money::from_cents(*cents),
            stated: None,
        };
        let lines = (1..).zip(unit_cents).map(line).collect();
        PriceOffer { lines, stated_total: stated_cents.map(Money::from_cents) }
    }

    #[test]
    fn e16_a_total_is_the_sum_of_quantity_times_unit_price() {
        let schedule = schedule(&[3, 1_200, 2]).unwrap();
        let price = schedule.evaluate(&offer(&[1_234_57, 89, 49_999_90], None)).unwrap();
        let amounts: Vec<_> = price.lines.iter().map(|line| line.amount.cents()).collect();
        assert_eq!(amounts, [3_703_71, 1_068_00, 99_999_80]);
        assert_eq!(price.total, Money::from_cents(104_771_51));
        assert!(!price.differs_from_stated());
    }

    #[test]
    fn e13_a_price_of_nothing_is_refused_and_one_cent_is_not() {
        let schedule = schedule(&[1, 5]).unwrap();
        assert_eq!(schedule.evaluate(&offer(&[0, 0], None)), Err(PriceRefusal::PriceNotPositive));
        assert_eq!(schedule.evaluate(&offer(&[1, 0], None)).unwrap().total, Money::from_cents(1));
    }

    #[test]
    fn a_line_may_be_free_and_is_shown_to_the_panel() {
        let price = schedule(&[1, 5]).unwrap().evaluate(&offer(&[100, 0], None)).unwrap();
        assert_eq!(price.free_lines().collect::<Vec<_>>(), [LineNumber(2)]);
    }

    #[test]
    fn a_line_is_shown_beside_what_the_tender_wants() {
        let schedule = schedule(&[3, 2]).unwrap();
        let price = schedule.evaluate(&offer(&[1_234_57, 0], None)).unwrap();
        let shown = price.shown(schedule.lines());
        let cents = |money: Option<Money>| money.map(Money::cents);
        let figures: Vec<_> = shown.iter().map(|line| (cents(line.unit_price), cents(line.amount))).collect();
        assert_eq!(figures, [(Some(1_234_57), Some(3_703_71)), (Some(0), Some(0))]);
        assert_eq!(schedule.lines()[0].shown(None).amount, None);
        assert_eq!(schedule.lines()[0].shown(Some(Money::LARGEST)).amount, None);
        assert!(ScheduleLine::whole().is_whole() && !schedule.lines()[0].is_whole());
    }

    #[test]
    fn a_total_stated_otherwise_is_kept_beside_ours() {
        let schedule = schedule(&[2]).unwrap();
        for (stated, differs) in [(None, false), (Some(199), true), (Some(200), false), (Some(201), true)] {
            let price = schedule.evaluate(&offer(&[100], stated)).unwrap();
            assert_eq!(price.differs_from_stated(), differs, "{stated:?}");
            assert_eq!((price.total.cents(), price.stated_total.map(Money::cents)), (200, stated));
        }
    }

    #[test]
    fn a_unit_price_wins_over_a_mistyped_line_total() {
        let mut mistyped = offer(&[100, 30], None);
        mistyped.lines[0].stated = Some(Money::from_cents(2_000));
        mistyped.lines[1].stated = Some(Money::from_cents(30));
        let price = schedule(&[2, 1]).unwrap().evaluate(&mistyped).unwrap();
        assert_eq!(price.total, Money::from_cents(230));
        assert_eq!(price.mistyped_lines().map(|line| line.line).collect::<Vec<_>>(), [LineNumber(1)]);
    }

    #[test]
    fn every_line_of_the_tender_and_no_other_is_priced_once() {
        let schedule = schedule(&[1, 1]).unwrap();
        let mut twice = offer(&[1, 1], None);
        twice.lines[1].line = LineNumber(1);
        let line = LineNumber;
        for (offer, refusal) in [
            (offer(&[1], None), PriceRefusal::LineMissing { line: line(2) }),
            (offer(&[1, 1, 1], None), PriceRefusal::LineUnknown { line: line(3) }),
            (offer(&[1, -1], None), PriceRefusal::UnitPriceNegative { line: line(2) }),
            (twice, PriceRefusal::LineTwice { line: line(1) }),
        ] {
            assert_eq!(schedule.evaluate(&offer), Err(refusal));
        }
    }

    #[test]
    fn a_schedule_asks_for_something_and_for_at_least_one_of_it() {
        assert_eq!(schedule(&[]), Err(PriceRefusal::NoLines));
        assert_eq!(schedule(&[1, 0]), Err(PriceRefusal::QuantityNotPositive { line: LineNumber(2) }));
        let mut lines = schedule(&[1, 1]).unwrap().0;
        lines[1].line = LineNumber(1);
        assert_eq!(PriceSchedule::parse(lines), Err(PriceRefusal::LineTwice { line: LineNumber(1) }));
    }

    #[test]
    fn a_price_too_large_to_count_is_refused() {
        let too_large = Err(PriceRefusal::TooLarge);
        assert_eq!(schedule(&[2]).unwrap().evaluate(&offer(&[i64::MAX], None)), too_large);
        assert_eq!(schedule(&[1, 1]).unwrap().evaluate(&offer(&[i64::MAX, 1], None)), too_large);
        let largest = Money::LARGEST.cents();
        assert_eq!(schedule(&[1, 1]).unwrap().evaluate(&offer(&[largest, 1], None)), too_large);
        assert!(schedule(&[1, 1]).unwrap().evaluate(&offer(&[largest, 0], None)).is_ok());
    }

    proptest! {
        #[test]
        fn the_order_of_an_offers_lines_changes_nothing(
            lines in proptest::collection::vec((1..10_000_i64, 0..1_000_000_00_i64), 1..12), turn in 0..12_usize,
        ) {
            let (quantities, cents): (Vec<_>, Vec<_>) = lines.iter().copied().unzip();
            let schedule = schedule(&quantities).unwrap();
            let offer = offer(&cents, Some(1));
            let mut turned = offer.clone();
            turned.lines.rotate_left(turn % lines.len());
            prop_assert_eq!(schedule.evaluate(&turned), schedule.evaluate(&offer));
            let exact: i64 = lines.iter().map(|(quantity, cents)| quantity * cents).sum();
            let total = schedule.evaluate(&offer).map_or(0, |price| price.total.cents());
            prop_assert_eq!(total, exact);
        }
    }
}
