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

/// Days a supplier has to answer the office before its registration lapses.
pub const SUPPLIER_ANSWER_DAYS: &[Dated<u64>] =
    &[Dated { in_force_from: (2026, 4, 1), value: 30, source: "supplier machine 3.1: no answer within 30 days" }];

/// Months a verified registration holds when no certificate names its own last day.
pub const SUPPLIER_VERIFICATION_MONTHS: &[Dated<i32>] = &[Dated {
    in_force_from: (2026, 4, 1),
    value: 12,
    source: "supplier machine 3.1: certificate's expiry or 12 months",
}];

/// Days before the end of a registration at which the supplier is reminded, longest first.
pub const SUPPLIER_REMINDER_DAYS: &[Dated<[i64; 2]>] =
    &[Dated { in_force_from: (2026, 4, 1), value: [30, 7], source: "supplier machine 3.1: warned at 30 and 7 days" }];

/// Longest debarment, in years.
pub const DEBARMENT_YEARS: &[Dated<i32>] =
    &[Dated { in_force_from: (2026, 4, 1), value: 5, source: "supplier machine 3.1: a period of at most 5 years" }];

/// Version of the declarations a supplier signs.
pub const SUPPLIER_DECLARATIONS_VERSION: &[Dated<u32>] =
    &[Dated { in_force_from: (2026, 4, 1), value: 1, source: "marketplace terms of participation, first issue" }];

/// Staff from which an enterprise is no longer micro.
pub const MICRO_STAFF: &[Dated<u32>] =
    &[Dated { in_force_from: (2026, 4, 1), value: 10, source: "metric 6.3: micro is fewer than 10 persons" }];

/// Staff from which an enterprise is no longer small or medium: outside manufacturing, and in it.
pub const SME_STAFF: &[Dated<(u32, u32)>] = &[Dated {
    in_force_from: (2026, 4, 1),
    value: (50, 100),
    source: "metric 6.3: fewer than 50 persons, 100 in manufacturing",
}];

/// Oldest a local start-up may be, in years.
pub const LOCAL_STARTUP_YEARS: &[Dated<i32>] =
    &[Dated { in_force_from: (2026, 4, 1), value: 10, source: "metric 6.3: at most 10 years old" }];

/// Minutes for which a repeated password counts as fresh.
pub const PASSWORD_FRESH_MINUTES: &[Dated<i64>] = &[Dated {
    in_force_from: (2026, 4, 1),
    value: 10,
    source: "marketplace rule; bid machine 3.4 asks for a repeated password",
}];

/// Minutes within which the second officer must follow the first at an opening.
pub const OPENING_WINDOW_MINUTES: &[Dated<i64>] = &[Dated {
    in_force_from: (2026, 4, 1),
    value: 120,
    source: "opening procedure 3.7: else the first contribution lapses",
}];

/// Largest file of a bid, in bytes.
pub const BID_FILE_BYTES: &[Dated<u64>] = &[Dated {
    in_force_from: (2026, 4, 1),
    value: 10 * 1024 * 1024,
    source: "marketplace file rules 4.5: sizes per file",
}];

/// Largest sum of a bid's files, in bytes.
pub const BID_BYTES: &[Dated<u64>] = &[Dated {
    in_force_from: (2026, 4, 1),
    value: 30 * 1024 * 1024,
    source: "marketplace file rules 4.5: sizes per bid",
}];

/// Most files of a bid.
pub const BID_FILES: &[Dated<usize>] =
    &[Dated { in_force_from: (2026, 4, 1), value: 20, source: "marketplace file rules 4.5: count limit" }];

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
