//! Thresholds and periods, each with the day it came into force and where it comes from.
//!
//! A rule is looked up by the day something was published or submitted, so that a change of rule
//! never rewrites what is under way.

mod thresholds;

pub use thresholds::*;

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

/// Days from publication to close under the procurement agreement, before anything is taken off (M1).
pub const AGREEMENT_TENDER_DAYS: &[Dated<u64>] =
    &[Dated { in_force_from: (2019, 4, 1), value: 40, source: "GPA Article XI:3" }];

/// Days taken off for each of: electronic notice, all documents online, electronic bids (M1).
pub const AGREEMENT_LESS_DAYS: &[Dated<u64>] =
    &[Dated { in_force_from: (2019, 4, 1), value: 5, source: "GPA Article XI:5" }];

/// Days left after a planned-procurement notice, for urgency, or for commercial goods with electronic bids (M1).
pub const AGREEMENT_SHORT_DAYS: &[Dated<u64>] =
    &[Dated { in_force_from: (2019, 4, 1), value: 10, source: "GPA Article XI:4 and XI:7" }];

/// Days for commercial goods and services with notice and documents online together (M1).
pub const AGREEMENT_COMMERCIAL_DAYS: &[Dated<u64>] =
    &[Dated { in_force_from: (2019, 4, 1), value: 13, source: "GPA Article XI:7" }];

/// Days from publication to close when the procurement agreement does not apply (M2).
pub const TENDER_DAYS: &[Dated<u64>] = &[Dated {
    in_force_from: (2019, 4, 1),
    value: 21,
    source: "Stores and Procurement Regulations 340; to be confirmed",
}];

/// Days before the close on which the last question is taken, unless the tender says otherwise (M8).
pub const QUESTIONS_END_DAYS: &[Dated<u64>] =
    &[Dated { in_force_from: (2019, 4, 1), value: 10, source: "marketplace rule M8" }];

/// Fewest days before the close on which a tender may stop taking questions (M8).
pub const QUESTIONS_END_LEAST_DAYS: &[Dated<u64>] =
    &[Dated { in_force_from: (2019, 4, 1), value: 7, source: "marketplace rule M8" }];

/// Days before the close on which an answer is still in time (M8).
pub const ANSWERS_END_DAYS: &[Dated<u64>] =
    &[Dated { in_force_from: (2019, 4, 1), value: 6, source: "Directive 2014/24, Article 53" }];

/// Days that must be left after an addendum or a late answer (M9).
pub const DAYS_LEFT_AFTER_CHANGE: &[Dated<u64>] =
    &[Dated { in_force_from: (2019, 4, 1), value: 7, source: "GPA Article X:11" }];

/// Minutes of outage in the last four hours that bidders must bear; one more moves the close (M7).
pub const OUTAGE_MINUTES: &[Dated<i64>] =
    &[Dated { in_force_from: (2019, 4, 1), value: 30, source: "marketplace rule M7" }];

/// Fewest days from the close for which a bid stands (M13).
pub const BID_VALIDITY_DAYS: &[Dated<u64>] =
    &[Dated { in_force_from: (2019, 4, 1), value: 90, source: "Stores and Procurement Regulations 345" }];

/// Largest document of a tender, in bytes.
pub const DOCUMENT_BYTES: &[Dated<u64>] =
    &[Dated { in_force_from: (2026, 4, 1), value: 10 * 1024 * 1024, source: "marketplace file rules: sizes per file" }];

/// Most documents of a tender.
pub const DOCUMENTS: &[Dated<usize>] =
    &[Dated { in_force_from: (2026, 4, 1), value: 20, source: "marketplace file rules: count limit" }];

/// Fewest members of an assessment panel (S10).
pub const PANEL_MEMBERS: &[Dated<usize>] =
    &[Dated { in_force_from: (2019, 4, 1), value: 3, source: "marketplace rule S10" }];

/// Technical marks set aside for innovative suggestions unless a reason is recorded, in hundredths (S13).
pub const INNOVATION_MARKS: &[Dated<u32>] =
    &[Dated { in_force_from: (2019, 4, 1), value: 20_00, source: "pro-innovation procurement; marketplace rule S13" }];

/// Least and most a technical score may weigh without a recorded reason, in hundredths of a percent (S12).
pub const TECHNICAL_SHARE: &[Dated<(u32, u32)>] = &[
    Dated { in_force_from: (2000, 1, 1), value: (30_00, 40_00), source: "practice before April 2019" },
    Dated { in_force_from: (2019, 4, 1), value: (50_00, 70_00), source: "Financial Circular 2/2019" },
];
/// Spread of individual marks, in percent of a criterion's maximum, above which the panel must discuss them (S9).
pub const MODERATION_SPREAD_PERCENT: &[Dated<u32>] =
    &[Dated { in_force_from: (2026, 4, 1), value: 20, source: "marketplace rule S9" }];

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

/// Days for which an officer's sealing key counts after its holder opened a dummy.
pub const REHEARSAL_DAYS: &[Dated<u64>] =
    &[Dated { in_force_from: (2026, 4, 1), value: 30, source: "marketplace sealing rule: rehearsal every 30 days" }];

/// Months after which an officer's sealing key is not named in further tenders.
pub const SEALING_KEY_MONTHS: &[Dated<i32>] =
    &[Dated { in_force_from: (2026, 4, 1), value: 12, source: "marketplace sealing rule: keys change every year" }];

/// Seconds after a close within which what was stored in time is still committed; then the closing is recorded.
pub const DRAIN_SECONDS: &[Dated<i64>] =
    &[Dated { in_force_from: (2026, 4, 1), value: 120, source: "marketplace sealing rule: two minutes to drain" }];

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
