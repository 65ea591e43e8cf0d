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

/// Whole calendar days after the day of notice in which no contract may be signed (M15).
pub const STANDSTILL_CALENDAR_DAYS: &[Dated<u64>] = &[Dated {
    in_force_from: (2026, 4, 1),
    value: 10,
    source: "after Directive 89/665/EEC as amended by 2007/66/EC, electronic notice; marketplace rule M15",
}];

/// Working days, the day of notice included, in which no contract may be signed (M15).
pub const STANDSTILL_WORKING_DAYS: &[Dated<u32>] = &[Dated {
    in_force_from: (2026, 4, 1),
    value: 8,
    source: "after the Procurement Act 2023 of the United Kingdom, mandatory standstill; marketplace rule M15",
}];

/// Working days from the day a ground was known in which an award can be challenged (M16).
pub const CHALLENGE_WORKING_DAYS: &[Dated<u32>] = &[Dated {
    in_force_from: (1998, 12, 1),
    value: 10,
    source: "Review Body on Bid Challenges, rules of procedure; GPA XVIII asks for ten days at least; to be confirmed",
}];

/// Calendar days in which an award can be challenged at the least (M16).
pub const CHALLENGE_LEAST_DAYS: &[Dated<u64>] =
    &[Dated { in_force_from: (2014, 4, 6), value: 10, source: "GPA XVIII:3, time to prepare a challenge" }];

/// Days from the close for which a bid must stay valid at the least (M13).
pub const AWARD_VALIDITY_DAYS: &[Dated<u64>] = &[Dated {
    in_force_from: (2019, 4, 1),
    value: 90,
    source: "Stores and Procurement Regulations 345; to be confirmed",
}];

/// Days after the award within which its public notice should appear (M14).
pub const AWARD_NOTICE_TARGET_DAYS: &[Dated<u64>] = &[Dated {
    in_force_from: (2026, 4, 1),
    value: 30,
    source: "marketplace target, after EU and UK practice; rule M14",
}];

/// Days after the award at which a missing public notice raises an alarm (M14).
pub const AWARD_NOTICE_ALARM_DAYS: &[Dated<u64>] =
    &[Dated { in_force_from: (2026, 4, 1), value: 60, source: "marketplace rule M14" }];

/// Days after the award within which its public notice must appear (M14).
pub const AWARD_NOTICE_LIMIT_DAYS: &[Dated<u64>] =
    &[Dated { in_force_from: (2014, 4, 6), value: 72, source: "GPA XVI:2, publication of award information" }];

/// Years for which the records of an award are kept at the least (M17).
pub const RECORDS_LEAST_YEARS: &[Dated<u32>] =
    &[Dated { in_force_from: (2014, 4, 6), value: 3, source: "GPA XVI:3, maintenance of documentation" }];

/// Years for which the records of an award are kept unless the office decides for longer (M17).
pub const RECORDS_KEPT_YEARS: &[Dated<u32>] =
    &[Dated { in_force_from: (2026, 4, 1), value: 7, source: "marketplace rule M17" }];

/// Days after the notice in which a bidder may ask for a debrief (A3).
pub const DEBRIEF_REQUEST_DAYS: &[Dated<u64>] =
    &[Dated { in_force_from: (2026, 4, 1), value: 15, source: "marketplace rule A3" }];

/// Days after the request in which a debrief is delivered (A3).
pub const DEBRIEF_DELIVERY_DAYS: &[Dated<u64>] = &[Dated {
    in_force_from: (2026, 4, 1),
    value: 15,
    source: "marketplace rule A3, after Directive 2014/24/EU article 55",
}];

/// Largest award a department's own tender committee approves (T5).
pub const DEPARTMENT_COMMITTEE_CEILING: &[Dated<Money>] = &[Dated {
    in_force_from: (2019, 4, 1),
    value: Money::from_dollars(5_000_000),
    source: "Stores and Procurement Regulations, departmental tender committee; to be confirmed with the Treasury",
}];

/// Largest award the Government Logistics Department Tender Board approves (T5).
pub const LOGISTICS_BOARD_CEILING: &[Dated<Money>] = &[Dated {
    in_force_from: (2019, 4, 1),
    value: Money::from_dollars(30_000_000),
    source: "Stores and Procurement Regulations, GLD Tender Board; to be confirmed with the Treasury",
}];

/// Award of services above which the bidder's finances are vetted (T6).
pub const VETTING_SERVICES_ABOVE: &[Dated<Option<Money>>] = &[Dated {
    in_force_from: (2019, 4, 1),
    value: Some(Money::from_dollars(15_000_000)),
    source: "Treasury circular on financial vetting of service contracts",
}];

/// Award of goods above which the bidder's finances are vetted; nothing was vetted before 2026 (T6).
pub const VETTING_GOODS_ABOVE: &[Dated<Option<Money>>] = &[
    Dated { in_force_from: (2019, 4, 1), value: None, source: "no vetting of goods contracts" },
    Dated {
        in_force_from: (2026, 1, 1),
        value: Some(Money::from_dollars(15_000_000)),
        source: "Treasury circular extending financial vetting to goods contracts",
    },
];

/// Cost of a computerisation project above which the Finance Committee's approval is needed (T7).
pub const FINANCE_COMMITTEE_ABOVE: &[Dated<Money>] = &[Dated {
    in_force_from: (2019, 4, 1),
    value: Money::from_dollars(20_000_000),
    source: "Finance Committee delegation for computerisation projects, Head 710; to be confirmed",
}];

/// Days a party has to sign once a contract is before it (3.6).
pub const CONTRACT_SIGNING_DAYS: &[Dated<u64>] =
    &[Dated { in_force_from: (2026, 4, 1), value: 14, source: "marketplace rule 3.6" }];

/// Days before a contract's last day at which its end is announced, the earlier one first (3.6).
pub const CONTRACT_END_WARNING_DAYS: &[Dated<(u64, u64)>] =
    &[Dated { in_force_from: (2026, 4, 1), value: (90, 30), source: "marketplace rule 3.6" }];

/// Most that variations may add to a contract, in percent of its original value (A6).
pub const VARIATION_PERCENT: &[Dated<i64>] = &[Dated {
    in_force_from: (2026, 4, 1),
    value: 50,
    source: "after Directive 2014/24/EU article 72 and the Procurement Act 2023 section 74; marketplace rule A6",
}];

/// Share of a contract's value whose payment raises a warning, in basis points (A9).
pub const SPENT_WARNING_POINTS: &[Dated<i64>] =
    &[Dated { in_force_from: (2026, 4, 1), value: 8_000, source: "marketplace rule: warn at four fifths" }];

/// May a supplier be paid by cheque? Only electronically since June 2025 (A9).
pub const PAYMENT_BY_CHEQUE: &[Dated<bool>] = &[
    Dated { in_force_from: (1997, 7, 1), value: true, source: "payment by cheque or transfer" },
    Dated {
        in_force_from: (2025, 6, 1),
        value: false,
        source: "Treasury notice: payments to suppliers are electronic",
    },
];

/// Longest term of a framework agreement in years (M18).
pub const FRAMEWORK_TERM_YEARS: &[Dated<u32>] = &[Dated {
    in_force_from: (2026, 4, 1),
    value: 4,
    source: "after Directive 2014/24/EU article 33 and the Procurement Act 2023 section 47; marketplace rule M18",
}];

/// Days a mini-competition stays open at the least (A8).
pub const MINI_COMPETITION_DAYS: &[Dated<u64>] =
    &[Dated { in_force_from: (2026, 4, 1), value: 10, source: "marketplace rule A8" }];

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
