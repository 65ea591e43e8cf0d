//! Thresholds and periods, each with the day it came into force and where it comes from.
//!
//! A rule is looked up by the day something was published or submitted, so that a change of rule
//! never rewrites what is under way.

use crate::money::Money;
use crate::time::Day;

/// One threshold or period with the day it came into force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dated<T> {
    /// First day it applied.
    pub in_force_from: (i32, u32, u32),
    /// The value.
    pub value: T,
    /// Where it comes from.
    pub source: &'static str,
}

/// Days after a month's end within which its usage report counts as current (metric 6.1).
pub const USAGE_CURRENT_DAYS: &[Dated<u64>] = &[Dated {
    in_force_from: (2026, 4, 1),
    value: 45,
    source: "marketplace metric 6.1: newest usage report whose period ends within 45 days",
}];

/// Largest single purchase without competition.
pub const SMALL_PURCHASE: &[Dated<Money>] = &[Dated {
    in_force_from: (2019, 4, 1),
    value: Money::from_dollars(50_000),
    source: "Stores and Procurement Regulations, small-purchase ceiling; to be confirmed with the Treasury",
}];

/// Largest purchase by written quotation.
pub const QUOTATION: &[Dated<Money>] = &[Dated {
    in_force_from: (2019, 4, 1),
    value: Money::from_dollars(1_400_000),
    source: "Stores and Procurement Regulations, quotation ceiling; to be confirmed with the Treasury",
}];

/// Working days a coordinating officer has to decide a reuse request; shown to the requester.
pub const REUSE_DECISION_WORKING_DAYS: &[Dated<u32>] =
    &[Dated { in_force_from: (2026, 4, 1), value: 10, source: "marketplace service pledge" }];

/// Spread of individual marks, in percent of a criterion's maximum, above which the panel must discuss them (S9).
pub const MODERATION_SPREAD_PERCENT: &[Dated<u32>] =
    &[Dated { in_force_from: (2026, 4, 1), value: 20, source: "marketplace rule S9" }];

/// Fewest assessors on a panel (S10).
pub const PANEL_LEAST_MEMBERS: &[Dated<usize>] =
    &[Dated { in_force_from: (2026, 4, 1), value: 3, source: "marketplace rule S10" }];

/// Fewest teams the assessors of a panel come from (S10).
pub const PANEL_LEAST_TEAMS: &[Dated<usize>] =
    &[Dated { in_force_from: (2026, 4, 1), value: 2, source: "marketplace rule S10" }];

/// A price of at most this many percent of the mean of the others looks too low (5.6).
pub const LOW_PRICE_OF_MEAN_PERCENT: &[Dated<u32>] =
    &[Dated { in_force_from: (2026, 4, 1), value: 60, source: "Prozorro, abnormally low price: 40 % below the mean" }];

/// A price of at most this many percent of the next one looks too low (5.6).
pub const LOW_PRICE_OF_NEXT_PERCENT: &[Dated<u32>] =
    &[Dated { in_force_from: (2026, 4, 1), value: 70, source: "Prozorro, abnormally low price: 30 % below the next" }];

/// A price of at most this many percent of the estimate looks too low (5.6).
pub const LOW_PRICE_OF_ESTIMATE_PERCENT: &[Dated<u32>] =
    &[Dated { in_force_from: (2026, 4, 1), value: 60, source: "marketplace rule 5.6" }];

/// Full working days a bidder has at least to answer a question about its price (S17).
pub const PRICE_QUERY_WORKING_DAYS: &[Dated<u32>] =
    &[Dated { in_force_from: (2026, 4, 1), value: 2, source: "marketplace rule S17" }];

/// The value in force on this day; the oldest one before any was in force.
pub fn on<T: Copy>(table: &[Dated<T>], day: Day) -> Option<T> {
    let begins = |dated: &Dated<T>| {
        let (year, month, date) = dated.in_force_from;
        Day::of(year, month, date)
    };
    table
        .iter()
        .rev()
        .find(|dated| begins(dated).is_some_and(|begin| begin <= day))
        .or(table.first())
        .map(|dated| dated.value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_applies_from_its_first_day() {
        let table = [
            Dated { in_force_from: (2020, 1, 1), value: 1, source: "old" },
            Dated { in_force_from: (2026, 4, 1), value: 2, source: "new" },
        ];
        for (day, value) in [("2019-12-31", 1), ("2026-03-31", 1), ("2026-04-01", 2), ("2030-01-01", 2)] {
            assert_eq!(on(&table, Day::parse(day).unwrap()), Some(value), "{day}");
        }
    }
}
