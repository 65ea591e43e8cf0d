//! Marks, scores and percentages as whole hundredths.

use crate::money::round_half_up;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A mark, score or percentage in whole hundredths: 75.98 is held as 7598.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Score(u32);

impl Score {
    /// Nothing.
    pub const ZERO: Score = Score(0);

    /// One hundred: full marks, or the whole.
    pub const HUNDRED: Score = Score(100_00);

    /// A score from hundredths.
    pub const fn from_hundredths(hundredths: u32) -> Self {
        Self(hundredths)
    }

    /// Whole hundredths.
    pub const fn hundredths(self) -> u32 {
        self.0
    }

    /// The sum, held at the largest that can be written; published marks never come near it.
    pub const fn plus(self, other: Score) -> Score {
        Score(self.0.saturating_add(other.0))
    }

    /// How much more this is than the other; nothing when it is not more.
    pub const fn above(self, other: Score) -> Score {
        Score(self.0.saturating_sub(other.0))
    }

    /// The sum of many.
    pub fn sum(scores: impl IntoIterator<Item = Score>) -> Score {
        scores.into_iter().fold(Score::ZERO, Score::plus)
    }

    /// The mean rounded half up to hundredths; `None` of nothing.
    pub fn mean(scores: &[Score]) -> Option<Score> {
        let sum: i128 = scores.iter().map(|score| i128::from(score.0)).sum();
        let count = i128::try_from(scores.len()).ok().filter(|count| *count > 0)?;
        Some(Score::rounded(sum, count))
    }

    /// `numerator / denominator` in hundredths, rounded half up. `denominator` is above zero.
    pub(super) fn rounded(numerator: i128, denominator: i128) -> Score {
        Score(u32::try_from(round_half_up(numerator, denominator)).unwrap_or(u32::MAX))
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02}", self.0 / 100, self.0 % 100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mean_is_rounded_half_up_to_hundredths() {
        for (marks, mean) in [
            (vec![], None),
            (vec![50], Some("0.50")),
            (vec![1, 2], Some("0.02")),
            (vec![1550, 1700, 1250], Some("15.00")),
            (vec![1000, 1000, 1050], Some("10.17")),
        ] {
            let marks: Vec<_> = marks.into_iter().map(Score::from_hundredths).collect();
            assert_eq!(Score::mean(&marks).map(|mean| mean.to_string()).as_deref(), mean, "{marks:?}");
        }
    }
}
