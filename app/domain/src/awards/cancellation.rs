//! A purchase is called off: why, by whom, and who must agree.
//!
//! Possible until the award is final. Somebody proposes, somebody else approves for the body one level above the
//! one that decides on the award; every bidder hears of it the same day. Prices that are still sealed stay so.
//! Rule A4.

use super::AwardRefusal;
use crate::ids::PersonId;
use crate::tenders::ApprovingBody;
use crate::tenders::tender::CancelGround;

/// A purchase is called off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cancellation {
    /// Why, for the public notice.
    pub ground: CancelGround,
    /// Why, in words for the bidders.
    pub explanation: String,
    /// Who proposes.
    pub proposed_by: PersonId,
    /// Who approves.
    pub approved_by: PersonId,
    /// The body the approver decides for.
    pub approver_tier: ApprovingBody,
}

/// Judges a cancellation of a purchase whose award this body decides on.
pub fn judge_cancellation(cancellation: &Cancellation, award_tier: ApprovingBody) -> Result<(), AwardRefusal> {
    if cancellation.explanation.trim().is_empty() {
        return Err(AwardRefusal::ReasonMissing);
    }
    if cancellation.proposed_by == cancellation.approved_by {
        return Err(AwardRefusal::OwnRequest);
    }
    let tier = award_tier.higher();
    if cancellation.approver_tier < tier {
        return Err(AwardRefusal::HigherApprovalNeeded { tier });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn cancellation(approver_tier: ApprovingBody) -> Cancellation {
        Cancellation {
            ground: CancelGround::RequirementGone,
            explanation: "the service moves to another department".into(),
            proposed_by: PersonId(Uuid::from_u128(1)),
            approved_by: PersonId(Uuid::from_u128(2)),
            approver_tier,
        }
    }

    #[test]
    fn a4_the_approver_stands_one_level_up() {
        for tier in ApprovingBody::ALL {
            for approver in ApprovingBody::ALL {
                let judged = judge_cancellation(&cancellation(*approver), *tier);
                let expected = if *approver >= tier.higher() {
                    Ok(())
                } else {
                    Err(AwardRefusal::HigherApprovalNeeded { tier: tier.higher() })
                };
                assert_eq!(judged, expected, "{tier:?} {approver:?}");
            }
        }
    }

    #[test]
    fn a4_nobody_approves_a_cancellation_of_their_own_and_none_goes_without_words() {
        let own =
            Cancellation { approved_by: PersonId(Uuid::from_u128(1)), ..cancellation(ApprovingBody::CentralBoard) };
        assert_eq!(judge_cancellation(&own, ApprovingBody::CentralBoard), Err(AwardRefusal::OwnRequest));
        let silent = Cancellation { explanation: "\n".into(), ..cancellation(ApprovingBody::CentralBoard) };
        assert_eq!(judge_cancellation(&silent, ApprovingBody::CentralBoard), Err(AwardRefusal::ReasonMissing));
    }
}
