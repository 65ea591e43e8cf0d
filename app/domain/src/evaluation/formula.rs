//! The office weighs marks against prices and ranks the bids, showing every step.
//!
//! Of the bids that cleared every hurdle: `WT = Wt × T / Tmax`, `WP = Wp × Pmin / P`, each rounded half
//! up to hundredths, and `C = WT + WP`. Ranking uses the rounded, published figures. A tie is broken by
//! the published order; what is still equal after it stays equal and is never picked by the system.
//! Leaving a bid out works everything out anew.
//!
//! Source: formula (5.2), tie-break (5.4), recommendation (S19), draws (S18).

use super::{EvaluationRefusal, SchemeRefusal, Score};
use crate::coded;
use crate::ids::BidId;
use crate::money::Money;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// Version of the arithmetic below; kept with every result, so that an old one can be understood.
pub const FORMULA_VERSION: u32 = 1;

/// Weights of technical marks and price, in hundredths of a percent as they are published; they make 100 % because the
/// second is the rest of the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Weights(u32);

impl Weights {
    /// Weights in whole percent; both above zero and exactly 100 together (S12).
    pub fn parse(technical: u32, price: u32) -> Result<Weights, SchemeRefusal> {
        let fits = technical >= 1 && price >= 1 && technical.checked_add(price) == Some(100);
        if fits { Ok(Weights(technical * 100)) } else { Err(SchemeRefusal::WeightsNot100 { technical, price }) }
    }

    /// The weights of a published scheme, which need not be whole percents.
    pub fn published(technical: Score) -> Option<Weights> {
        (technical > Score::ZERO && technical < Score::HUNDRED).then_some(Weights(technical.hundredths()))
    }

    /// Weight of the technical marks, in hundredths of a percent.
    pub const fn technical(self) -> Score {
        Score::from_hundredths(self.0)
    }

    /// Weight of the price, in hundredths of a percent.
    pub const fn price(self) -> Score {
        Score::HUNDRED.above(self.technical())
    }
}

/// How bids are ranked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Model {
    /// Technical marks and price by weight.
    Rated(Weights),
    /// The lowest price.
    PriceOnly,
    /// The highest technical marks.
    QualityOnly,
}

impl Model {
    /// The published order in which two bids are compared (5.4); what the model has no figure for is left out.
    pub const fn order(self) -> &'static [RankedBy] {
        match self {
            Model::Rated(_) => {
                &[RankedBy::Combined, RankedBy::WeightedTechnical, RankedBy::Price, RankedBy::Innovation]
            }
            Model::PriceOnly => &[RankedBy::Price, RankedBy::Innovation],
            Model::QualityOnly => &[RankedBy::Technical, RankedBy::Price, RankedBy::Innovation],
        }
    }
}

coded! {
    /// The figure that puts one bid ahead of another.
    RankedBy {
        /// Higher combined score.
        Combined = "combined",
        /// Higher weighted technical score.
        WeightedTechnical = "weighted_technical",
        /// Higher technical marks.
        Technical = "technical",
        /// Lower price.
        Price = "price",
        /// Higher marks for innovation.
        Innovation = "innovation",
    }
}

/// A bid that cleared every hurdle, with what it is ranked by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marked {
    /// The bid.
    pub bid: BidId,
    /// Its technical total (T).
    pub technical: Score,
    /// The part of it given for innovation; zero where none is marked.
    pub innovation: Score,
    /// Its evaluated price (P).
    pub price: Money,
}

/// Weighted scores of one bid, each as published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Weighted {
    /// WT.
    pub technical: Score,
    /// WP.
    pub price: Score,
    /// C, the sum of the two.
    pub combined: Score,
}

/// One bid in the ranking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// 1 is best; bids that nothing separates share a rank.
    pub rank: u32,
    /// The bid and what went in.
    pub marked: Marked,
    /// What came out; `None` where nothing is weighted.
    pub weighted: Option<Weighted>,
    /// What puts it ahead of the next place; `None` for the last place and between equals.
    pub ahead_by: Option<RankedBy>,
}

/// Who comes first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// No bid is left; the tender is unsuccessful.
    NoBid,
    /// This bid.
    First(BidId),
    /// These are equal in every published figure; a witnessed draw decides. Listed by id, which means nothing.
    Unresolved(Vec<BidId>),
}

/// The ranking with everything needed to follow it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ranking {
    /// Version of the arithmetic.
    pub formula_version: u32,
    /// How bids were ranked.
    pub model: Model,
    /// Tmax over the bids ranked; `None` when there are none.
    pub highest_technical: Option<Score>,
    /// Pmin over the bids ranked; `None` when there are none.
    pub lowest_price: Option<Money>,
    /// The bids, best first; equals stand by id.
    pub places: Vec<Place>,
    /// Who comes first.
    pub outcome: Outcome,
    /// Only one bid was ranked: whoever approves must confirm that its price is reasonable.
    pub single_bid: bool,
}

/// Ranks the bids that cleared every hurdle. The order they are given in changes nothing.
pub fn rank(model: Model, bids: &[Marked]) -> Result<Ranking, EvaluationRefusal> {
    for (index, marked) in bids.iter().enumerate() {
        if bids.iter().take(index).any(|earlier| earlier.bid == marked.bid) {
            return Err(EvaluationRefusal::BidTwice { bid: marked.bid });
        }
        if marked.price <= Money::ZERO {
            return Err(EvaluationRefusal::PriceNotPositive { bid: marked.bid });
        }
    }
    let highest_technical = bids.iter().map(|marked| marked.technical).max();
    let lowest_price = bids.iter().map(|marked| marked.price).min();
    let mut places = Vec::with_capacity(bids.len());
    for marked in bids {
        let weighted = match (model, highest_technical, lowest_price) {
            (Model::Rated(weights), Some(highest), Some(lowest)) => Some(weigh(weights, marked, highest, lowest)?),
            _ => None,
        };
        places.push(Place { rank: 1, marked: *marked, weighted, ahead_by: None });
    }
    places.sort_by(|a, b| {
        compare(model, a, b).map_or(Ordering::Equal, |(order, _)| order).then(a.marked.bid.cmp(&b.marked.bid))
    });
    number(model, &mut places);
    let first: Vec<_> = places.iter().filter(|place| place.rank == 1).map(|place| place.marked.bid).collect();
    let outcome = match first.as_slice() {
        [] => Outcome::NoBid,
        [bid] => Outcome::First(*bid),
        _ => Outcome::Unresolved(first),
    };
    let single_bid = places.len() == 1;
    Ok(Ranking {
        formula_version: FORMULA_VERSION,
        model,
        highest_technical,
        lowest_price,
        places,
        outcome,
        single_bid,
    })
}

impl Ranking {
    /// The ranking worked out anew without one bid.
    pub fn without(&self, bid: BidId) -> Result<Ranking, EvaluationRefusal> {
        let left: Vec<_> = self.places.iter().map(|place| place.marked).filter(|marked| marked.bid != bid).collect();
        rank(self.model, &left)
    }

    /// The place of one bid.
    pub fn place(&self, bid: BidId) -> Option<&Place> {
        self.places.iter().find(|place| place.marked.bid == bid)
    }
}

fn weigh(weights: Weights, marked: &Marked, highest: Score, lowest: Money) -> Result<Weighted, EvaluationRefusal> {
    if highest == Score::ZERO {
        return Err(EvaluationRefusal::NoTechnicalMarks);
    }
    let hundredths = |score: Score| i128::from(score.hundredths());
    let cents = |money: Money| i128::from(money.cents());
    let technical = Score::rounded(hundredths(weights.technical()) * hundredths(marked.technical), hundredths(highest));
    let price = Score::rounded(hundredths(weights.price()) * cents(lowest), cents(marked.price));
    Ok(Weighted { technical, price, combined: technical.plus(price) })
}

/// Which of two comes first, and by what; `None` when no published figure separates them.
fn compare(model: Model, a: &Place, b: &Place) -> Option<(Ordering, RankedBy)> {
    model.order().iter().find_map(|by| {
        let order = match by {
            RankedBy::Combined => b.weighted.map(|w| w.combined).cmp(&a.weighted.map(|w| w.combined)),
            RankedBy::WeightedTechnical => b.weighted.map(|w| w.technical).cmp(&a.weighted.map(|w| w.technical)),
            RankedBy::Technical => b.marked.technical.cmp(&a.marked.technical),
            RankedBy::Price => a.marked.price.cmp(&b.marked.price),
            RankedBy::Innovation => b.marked.innovation.cmp(&a.marked.innovation),
        };
        order.is_ne().then_some((order, *by))
    })
}

/// Numbers sorted places: equals share a rank, the next one counts everybody before it.
fn number(model: Model, places: &mut [Place]) {
    let mut before: Option<Place> = None;
    for (position, place) in (1_u32..).zip(places.iter_mut()) {
        let equal = before.filter(|before| compare(model, before, place).is_none());
        place.rank = equal.map_or(position, |equal| equal.rank);
        before = Some(*place);
    }
    let mut after: Option<Place> = None;
    for place in places.iter_mut().rev() {
        place.ahead_by = after.and_then(|after| compare(model, place, &after)).map(|(_, by)| by);
        after = Some(*place);
    }
}
