//! What technical marks are given for, and the hurdles a bid must clear before its price is looked at.
//!
//! The scheme is published with the tender and frozen (S11). The maxima of its criteria sum to exactly
//! 100 marks; a price-only tender has no criteria. Hurdles in their order: essential requirements, the
//! pass mark of each criterion, the pass mark of the total; a mark equal to a pass mark passes.
//!
//! Source: S11 to S14, hurdles first (5.3).

use super::{EvaluationRefusal, Model, Score};
use crate::coded;
use crate::ids::{CriterionId, RequirementId};
use serde::{Deserialize, Serialize};

coded! {
    /// How marks of a criterion are given.
    Marking {
        /// Any mark in steps of half a mark.
        Points = "points",
        /// None, a quarter, half, three quarters or all of the maximum.
        Graded = "graded",
        /// Graded, for innovative suggestions; also decides ties (S13, 5.4).
        Innovation = "innovation",
    }
}

/// One thing that technical marks are given for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Criterion {
    /// The criterion.
    pub id: CriterionId,
    /// Most marks it gives; whole marks.
    pub maximum: Score,
    /// Fewest marks a bid must reach here, if any.
    pub pass_mark: Option<Score>,
    /// How its marks are given.
    pub marking: Marking,
}

/// Why a scheme cannot be published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum SchemeRefusal {
    /// The two weights do not make 100 %, or one of them is nothing.
    WeightsNot100 {
        /// Technical weight in whole percent.
        technical: u32,
        /// Price weight in whole percent.
        price: u32,
    },
    /// The maxima of the criteria do not make 100 marks (none at all in a price-only tender).
    MaximaNot100 {
        /// What they make.
        sum: Score,
    },
    /// A maximum is nothing or not a whole number of marks.
    MaximumNotWhole {
        /// The criterion.
        criterion: CriterionId,
    },
    /// The same criterion stands twice.
    CriterionTwice {
        /// The criterion.
        criterion: CriterionId,
    },
    /// A pass mark that nobody can reach.
    PassMarkTooHigh {
        /// The criterion; `None` for the total.
        criterion: Option<CriterionId>,
        /// The most that can be reached.
        maximum: Score,
    },
}

/// Criteria, pass marks and the way bids are ranked, as published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scheme {
    model: Model,
    criteria: Vec<Criterion>,
    total_pass_mark: Option<Score>,
}

/// How far a bid came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Hurdle {
    /// It does not meet an essential requirement; it is given no marks.
    NonConforming {
        /// The requirement.
        requirement: RequirementId,
        /// In what way.
        reason: String,
    },
    /// It missed the pass mark of a criterion.
    BelowCriterion {
        /// The first such criterion in the published order.
        criterion: CriterionId,
        /// Its mark there.
        mark: Score,
        /// The pass mark.
        pass_mark: Score,
    },
    /// It missed the pass mark of the total.
    BelowTotal {
        /// Its technical total.
        technical: Score,
        /// The pass mark.
        pass_mark: Score,
    },
    /// It cleared every hurdle; its price may be opened.
    Passed {
        /// Its technical total, innovation included.
        technical: Score,
        /// The part of it given for innovation.
        innovation: Score,
    },
}

impl Hurdle {
    /// Its price may be opened.
    pub const fn is_passed(&self) -> bool {
        matches!(self, Hurdle::Passed { .. })
    }
}

impl Criterion {
    /// Can these be the marks of somebody who follows the published marking?
    pub const fn accepts(&self, mark: Score) -> bool {
        let (mark, maximum) = (mark.hundredths() as u64, self.maximum.hundredths() as u64);
        let step_fits = match self.marking {
            Marking::Points => mark.is_multiple_of(50),
            Marking::Graded | Marking::Innovation => (mark * 4).is_multiple_of(maximum),
        };
        mark <= maximum && step_fits
    }
}

impl Scheme {
    /// A scheme that can be published.
    pub fn parse(
        model: Model,
        criteria: Vec<Criterion>,
        total_pass_mark: Option<Score>,
    ) -> Result<Scheme, SchemeRefusal> {
        for (index, criterion) in criteria.iter().enumerate() {
            let id = criterion.id;
            if criterion.maximum == Score::ZERO || !criterion.maximum.hundredths().is_multiple_of(100) {
                return Err(SchemeRefusal::MaximumNotWhole { criterion: id });
            }
            if criteria.iter().take(index).any(|earlier| earlier.id == id) {
                return Err(SchemeRefusal::CriterionTwice { criterion: id });
            }
            if criterion.pass_mark.is_some_and(|pass_mark| pass_mark > criterion.maximum) {
                return Err(SchemeRefusal::PassMarkTooHigh { criterion: Some(id), maximum: criterion.maximum });
            }
        }
        let due = if model == Model::PriceOnly { Score::ZERO } else { Score::HUNDRED };
        let sum = Score::sum(criteria.iter().map(|criterion| criterion.maximum));
        if sum != due {
            return Err(SchemeRefusal::MaximaNot100 { sum });
        }
        if total_pass_mark.is_some_and(|pass_mark| pass_mark > due) {
            return Err(SchemeRefusal::PassMarkTooHigh { criterion: None, maximum: due });
        }
        Ok(Scheme { model, criteria, total_pass_mark })
    }

    /// How bids are ranked.
    pub fn model(&self) -> Model {
        self.model
    }

    /// The criteria in their published order.
    pub fn criteria(&self) -> &[Criterion] {
        &self.criteria
    }

    /// Fewest marks in all, if any.
    pub fn total_pass_mark(&self) -> Option<Score> {
        self.total_pass_mark
    }

    /// The criterion with this id.
    pub fn criterion(&self, id: CriterionId) -> Result<&Criterion, EvaluationRefusal> {
        let found = self.criteria.iter().find(|criterion| criterion.id == id);
        found.ok_or(EvaluationRefusal::NotACriterion { criterion: id })
    }

    /// Holds a conforming bid's marks against the pass marks. `mark_of` gives the panel's mark.
    pub fn judge(&self, mark_of: impl Fn(CriterionId) -> Option<Score>) -> Result<Hurdle, EvaluationRefusal> {
        let (mut technical, mut innovation, mut missed) = (Score::ZERO, Score::ZERO, None);
        for criterion in &self.criteria {
            let id = criterion.id;
            let mark = mark_of(id).ok_or(EvaluationRefusal::CriterionUnmarked { criterion: id })?;
            technical = technical.plus(mark);
            if criterion.marking == Marking::Innovation {
                innovation = innovation.plus(mark);
            }
            if let Some(pass_mark) = criterion.pass_mark
                && mark < pass_mark
            {
                missed = missed.or(Some(Hurdle::BelowCriterion { criterion: id, mark, pass_mark }));
            }
        }
        let below_total = self.total_pass_mark.filter(|pass_mark| technical < *pass_mark);
        let below_total = below_total.map(|pass_mark| Hurdle::BelowTotal { technical, pass_mark });
        Ok(missed.or(below_total).unwrap_or(Hurdle::Passed { technical, innovation }))
    }
}
