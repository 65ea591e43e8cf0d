//! Which body approves an award, and what an award of its size needs besides.
//!
//! The value of the award decides, not the estimate: bids above what the route foresaw go to the higher body.
//! Large contracts need the bidder's finances vetted; large computer projects the legislature's money. The
//! thresholds are those of the day the tender was published. Rules T5, T6, T7, T-c, T-d.

use crate::coded;
use crate::ids::PersonId;
use crate::money::Money;
use crate::rulebook;
use crate::time::{Day, Timestamp};

coded! {
    /// A body that approves awards, the lowest first.
    ApprovalTier {
        /// The department's own tender committee.
        DepartmentCommittee = "department_committee",
        /// The tender board of the Government Logistics Department.
        LogisticsBoard = "logistics_board",
        /// The Central Tender Board.
        CentralBoard = "central_board",
    }
}

impl ApprovalTier {
    /// The body above; the highest has none above it and answers for itself.
    pub const fn one_up(self) -> ApprovalTier {
        match self {
            ApprovalTier::DepartmentCommittee => ApprovalTier::LogisticsBoard,
            ApprovalTier::LogisticsBoard | ApprovalTier::CentralBoard => ApprovalTier::CentralBoard,
        }
    }
}

coded! {
    /// What is bought, as far as vetting tells it apart.
    Supply {
        /// Things.
        Goods = "goods",
        /// Work done for the government.
        Services = "services",
    }
}

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
#[derive(Debug, Clone, PartialEq, Eq)]
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

/// The body that approves an award of this value under a tender published on this day.
pub fn tier_for(value: Money, published_on: Day) -> ApprovalTier {
    let department = rulebook::on(rulebook::DEPARTMENT_COMMITTEE_CEILING, published_on).unwrap_or(Money::ZERO);
    let logistics = rulebook::on(rulebook::LOGISTICS_BOARD_CEILING, published_on).unwrap_or(Money::ZERO);
    if value <= department {
        ApprovalTier::DepartmentCommittee
    } else if value <= logistics {
        ApprovalTier::LogisticsBoard
    } else {
        ApprovalTier::CentralBoard
    }
}

/// Must the bidder's finances be vetted before an award of this value?
pub fn needs_vetting(value: Money, supply: Supply, published_on: Day) -> bool {
    let table = match supply {
        Supply::Goods => rulebook::VETTING_GOODS_ABOVE,
        Supply::Services => rulebook::VETTING_SERVICES_ABOVE,
    };
    rulebook::on(table, published_on).flatten().is_some_and(|above| value > above)
}

/// Does a needed vetting lack, or did it find too little?
pub fn vetting_missing(value: Money, supply: Supply, published_on: Day, vetting: Option<&Vetting>) -> bool {
    let passed =
        vetting.is_some_and(|vetting| vetting.result == VettingResult::Passed && !vetting.evidence.trim().is_empty());
    needs_vetting(value, supply, published_on) && !passed
}

/// Does a computer project of this cost need the approval of the legislature's Finance Committee?
pub fn needs_finance_committee(project_cost: Money, published_on: Day) -> bool {
    let above = rulebook::on(rulebook::FINANCE_COMMITTEE_ABOVE, published_on).unwrap_or(Money::ZERO);
    project_cost > above
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn t5_the_value_of_the_award_names_the_body() {
        for (cents, tier) in [
            (500_000_000, ApprovalTier::DepartmentCommittee),
            (500_000_001, ApprovalTier::LogisticsBoard),
            (3_000_000_000, ApprovalTier::LogisticsBoard),
            (3_000_000_001, ApprovalTier::CentralBoard),
        ] {
            assert_eq!(tier_for(Money::from_cents(cents), day("2026-06-01")), tier, "{cents}");
        }
    }

    #[test]
    fn t6_services_and_since_2026_goods_are_vetted_above_fifteen_million() {
        let limit = 1_500_000_000;
        for (supply, published, cents, needed) in [
            (Supply::Services, "2025-12-31", limit, false),
            (Supply::Services, "2025-12-31", limit + 1, true),
            (Supply::Goods, "2025-12-31", limit + 1, false),
            (Supply::Goods, "2026-01-01", limit, false),
            (Supply::Goods, "2026-01-01", limit + 1, true),
        ] {
            let value = Money::from_cents(cents);
            assert_eq!(needs_vetting(value, supply, day(published)), needed, "{supply:?} {published} {cents}");
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
            assert_eq!(vetting_missing(value, Supply::Services, day("2026-06-01"), vetting.as_ref()), missing);
        }
        assert!(!vetting_missing(Money::from_dollars(15_000_000), Supply::Services, day("2026-06-01"), None));
    }

    #[test]
    fn t7_a_computer_project_above_twenty_million_goes_to_the_legislature() {
        for (cents, needed) in [(1_999_999_999, false), (2_000_000_000, false), (2_000_000_001, true)] {
            assert_eq!(needs_finance_committee(Money::from_cents(cents), day("2026-06-01")), needed, "{cents}");
        }
    }

    #[test]
    fn one_level_up_of_the_highest_is_the_highest() {
        let up: Vec<_> = ApprovalTier::ALL.iter().map(|tier| tier.one_up()).collect();
        assert_eq!(up, [ApprovalTier::LogisticsBoard, ApprovalTier::CentralBoard, ApprovalTier::CentralBoard]);
    }
}
