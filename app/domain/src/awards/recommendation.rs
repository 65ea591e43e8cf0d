//! Who should win by the published method, and what it takes to decide otherwise.
//!
//! The evaluation gives every bid still in the running its place, tie-breaks applied. The bid in first place is
//! recommended; any other needs the approving body's written reason. A first place shared by two is an
//! unresolved tie and waits for its witnessed draw. Rules S18, S19.

use super::{ApprovalBlocker, Eligibility};
use crate::coded;
use crate::ids::{BidId, OrganisationId};
use crate::money::Money;
use serde::{Deserialize, Serialize};

coded! {
    /// What decided.
    AwardBasis {
        /// Highest combined score under a marking scheme.
        CombinedScore = "combined_score",
        /// Lowest price among the bids that conform.
        LowestPrice = "lowest_price",
        /// Best quality at a fixed price.
        QualityOnly = "quality_only",
    }
}

/// One bid with its place after the evaluation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RankedBid {
    /// The bid.
    pub bid: BidId,
    /// Whose it is.
    pub supplier: OrganisationId,
    /// Place, counted from 1; equal for an unresolved tie.
    pub place: u32,
    /// Combined score in hundredths.
    pub combined: i64,
    /// Evaluated price.
    pub price: Money,
    /// The supplier's standing when bids closed.
    pub at_close: Eligibility,
    /// The supplier's standing now.
    pub at_award: Eligibility,
}

/// What the panel proposes to the approving body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recommendation {
    /// The bid that should win.
    pub bid: BidId,
    /// Why the approving body takes a bid other than the first; its own words.
    pub reason_for_other: Option<String>,
}

/// What stands against a recommendation, given the places; empty when it is in order.
pub fn judge_recommendation(ranked: &[RankedBid], recommendation: &Recommendation) -> Vec<ApprovalBlocker> {
    let Some(recommended) = ranked.iter().find(|bid| bid.bid == recommendation.bid) else {
        return vec![ApprovalBlocker::NotRanked];
    };
    let mut blockers = Vec::new();
    let first: Vec<_> = ranked.iter().filter(|bid| ranked.iter().all(|other| bid.place <= other.place)).collect();
    if first.len() > 1 {
        blockers.push(ApprovalBlocker::TieUnresolved { bids: first.iter().map(|bid| bid.bid).collect() });
    }
    let reasoned = recommendation.reason_for_other.as_deref().is_some_and(|reason| !reason.trim().is_empty());
    if !first.iter().any(|bid| bid.bid == recommended.bid) && !reasoned {
        blockers.push(ApprovalBlocker::NotFirst { place: recommended.place });
    }
    if recommended.at_close != Eligibility::Eligible || recommended.at_award != Eligibility::Eligible {
        blockers
            .push(ApprovalBlocker::SupplierBarred { at_close: recommended.at_close, at_award: recommended.at_award });
    }
    blockers
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use uuid::Uuid;

    pub(crate) fn ranked(number: u128, place: u32) -> RankedBid {
        RankedBid {
            bid: BidId(Uuid::from_u128(number)),
            supplier: OrganisationId(Uuid::from_u128(number + 100)),
            place,
            combined: 9_333 - i64::from(place),
            price: Money::from_dollars(4_000_000),
            at_close: Eligibility::Eligible,
            at_award: Eligibility::Eligible,
        }
    }

    fn recommend(number: u128, reason: Option<&str>) -> Recommendation {
        Recommendation { bid: BidId(Uuid::from_u128(number)), reason_for_other: reason.map(Into::into) }
    }

    #[test]
    fn s19_any_but_the_first_place_needs_a_written_reason() {
        let bids = [ranked(2, 2), ranked(1, 1), ranked(3, 3)];
        for (number, reason, expected) in [
            (1, None, vec![]),
            (2, None, vec![ApprovalBlocker::NotFirst { place: 2 }]),
            (3, Some("  "), vec![ApprovalBlocker::NotFirst { place: 3 }]),
            (2, Some("the first withdrew"), vec![]),
            (9, Some("a friend"), vec![ApprovalBlocker::NotRanked]),
        ] {
            assert_eq!(judge_recommendation(&bids, &recommend(number, reason)), expected, "{number} {reason:?}");
        }
    }

    #[test]
    fn s18_an_unresolved_tie_stands_in_the_way_of_either_bid() {
        let bids = [ranked(1, 1), ranked(2, 1), ranked(3, 3)];
        for number in [1, 2] {
            let tied = ApprovalBlocker::TieUnresolved { bids: vec![bids[0].bid, bids[1].bid] };
            assert_eq!(judge_recommendation(&bids, &recommend(number, None)), [tied]);
        }
    }

    #[test]
    fn s21_a_supplier_must_be_eligible_at_the_close_and_at_the_award() {
        for at_close in Eligibility::ALL {
            for at_award in Eligibility::ALL {
                let bids = [RankedBid { at_close: *at_close, at_award: *at_award, ..ranked(1, 1) }];
                let clean = (*at_close, *at_award) == (Eligibility::Eligible, Eligibility::Eligible);
                let blockers = judge_recommendation(&bids, &recommend(1, Some("needed")));
                let barred = ApprovalBlocker::SupplierBarred { at_close: *at_close, at_award: *at_award };
                assert_eq!(blockers, if clean { vec![] } else { vec![barred] });
            }
        }
    }
}
