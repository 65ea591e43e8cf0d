//! The vetting of a bidder's finances, which a large contract needs before its award.
//!
//! Whether it is needed is a rule of the route ([`crate::tenders::route::needs_vetting`]), judged by the value of the
//! award and the thresholds of the day the tender was published. Rules T6, T-d.

use crate::coded;
use crate::ids::PersonId;
use crate::money::Money;
use crate::tenders::Subject;
use crate::tenders::route::needs_vetting;
use crate::time::{Day, Timestamp};
use serde::{Deserialize, Serialize};

coded! {
    /// What the vetting of a bidder's finances found.
    VettingResult {
        /// It can carry the contract.
        Passed = "passed",
        /// It cannot.
        Failed = "failed",
    }
}

/// The vetting of a bidder's finances.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vetting {
    /// Who vetted.
    pub by: PersonId,
    /// When.
    pub at: Timestamp,
    /// The accounts and figures it rests on.
    pub evidence: String,
    /// What was found.
    pub result: VettingResult,
}

/// Does a needed vetting lack, or did it find too little?
pub fn vetting_missing(value: Money, subject: Subject, published_on: Day, vetting: Option<&Vetting>) -> bool {
    let passed =
        vetting.is_some_and(|vetting| vetting.result == VettingResult::Passed && !vetting.evidence.trim().is_empty());
    needs_vetting(subject, value, published_on) && !passed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tenders::ApprovingBody;
    use crate::tenders::route::needs_finance_committee;
    use uuid::Uuid;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn t5_the_value_of_the_award_names_the_body() {
        for (cents, body) in [
            (500_000_000, ApprovingBody::DepartmentCommittee),
            (500_000_001, ApprovingBody::LogisticsBoard),
            (3_000_000_000, ApprovingBody::LogisticsBoard),
            (3_000_000_001, ApprovingBody::CentralBoard),
        ] {
            assert_eq!(ApprovingBody::for_amount(Money::from_cents(cents), day("2026-06-01")), body, "{cents}");
        }
    }

    #[test]
    fn t6_services_and_since_2026_goods_are_vetted_above_fifteen_million() {
        let limit = 1_500_000_000;
        for (subject, published, cents, needed) in [
            (Subject::Services, "2025-12-31", limit, false),
            (Subject::Services, "2025-12-31", limit + 1, true),
            (Subject::Goods, "2025-12-31", limit + 1, false),
            (Subject::Goods, "2026-01-01", limit, false),
            (Subject::Goods, "2026-01-01", limit + 1, true),
        ] {
            let value = Money::from_cents(cents);
            assert_eq!(needs_vetting(subject, value, day(published)), needed, "{subject:?} {published} {cents}");
        }
    }

    #[test]
    fn t6_only_a_passed_vetting_with_evidence_closes_the_gate() {
        let value = Money::from_cents(1_500_000_001);
        let vetting = |result, evidence: &str| Vetting {
            by: PersonId(Uuid::from_u128(1)),
            at: Timestamp::from_millis(0),
            evidence: evidence.into(),
            result,
        };
        for (vetting, missing) in [
            (None, true),
            (Some(vetting(VettingResult::Failed, "accounts of 2025")), true),
            (Some(vetting(VettingResult::Passed, " ")), true),
            (Some(vetting(VettingResult::Passed, "accounts of 2025")), false),
        ] {
            assert_eq!(vetting_missing(value, Subject::Services, day("2026-06-01"), vetting.as_ref()), missing);
        }
        assert!(!vetting_missing(Money::from_dollars(15_000_000), Subject::Services, day("2026-06-01"), None));
    }

    #[test]
    fn t7_a_computer_project_above_twenty_million_goes_to_the_legislature() {
        for (cents, needed) in [(1_999_999_999, false), (2_000_000_000, false), (2_000_000_001, true)] {
            assert_eq!(needs_finance_committee(Money::from_cents(cents), day("2026-06-01")), needed, "{cents}");
        }
    }

    #[test]
    fn one_level_up_of_the_highest_is_the_highest() {
        let up: Vec<_> = ApprovingBody::ALL.iter().map(|body| body.higher()).collect();
        assert_eq!(up, [ApprovingBody::LogisticsBoard, ApprovingBody::CentralBoard, ApprovingBody::CentralBoard]);
    }
}
