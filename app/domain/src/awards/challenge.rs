//! A supplier challenges an award, and the contract waits until the challenge has its outcome.
//!
//! pending → dismissed | withdrawn | upheld. A challenge received in time suspends the award while it is pending;
//! a late one is recorded and answered but suspends nothing. The period runs from the day after the ground was, or
//! should have been, known: so many working days and never fewer than so many calendar days. Rule M16.

use super::AwardRefusal;
use crate::calendar::nth_working_day;
use crate::coded;
use crate::ids::OrganisationId;
use crate::rulebook;
use crate::time::{Day, Timestamp};
use serde::{Deserialize, Serialize};

coded! {
    /// What became of a challenge.
    ChallengeOutcome {
        /// The award stands.
        Dismissed = "dismissed",
        /// The challenger took it back.
        Withdrawn = "withdrawn",
        /// The challenger was right.
        Upheld = "upheld",
    }
}

/// A challenge of one award.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Challenge {
    /// Counted from 1 within the award.
    pub number: u32,
    /// Who challenges.
    pub by: OrganisationId,
    /// The day the ground was, or should have been, known.
    pub ground_known_on: Day,
    /// When the challenge came in.
    pub received_at: Timestamp,
    /// What became of it and when; `None` while it is pending.
    pub outcome: Option<(ChallengeOutcome, Timestamp)>,
}

/// Last day on which an award can be challenged on a ground known since this day.
pub fn last_day_to_challenge(ground_known_on: Day) -> Day {
    let working_days = rulebook::on(rulebook::CHALLENGE_WORKING_DAYS, ground_known_on).unwrap_or(10);
    let least_days = rulebook::on(rulebook::CHALLENGE_LEAST_DAYS, ground_known_on).unwrap_or(10);
    let working = nth_working_day(ground_known_on.plus_days(1), working_days);
    working.max(ground_known_on.plus_days(least_days))
}

impl Challenge {
    /// A challenge as it comes in.
    pub fn receive(
        number: u32,
        by: OrganisationId,
        ground_known_on: Day,
        received_at: Timestamp,
    ) -> Result<Challenge, AwardRefusal> {
        let received_on = received_at.day();
        if ground_known_on > received_on {
            return Err(AwardRefusal::GroundKnownLater { received_on });
        }
        Ok(Challenge { number, by, ground_known_on, received_at, outcome: None })
    }

    /// It came in on or before its last day.
    pub fn is_in_time(&self) -> bool {
        self.received_at.day() <= last_day_to_challenge(self.ground_known_on)
    }

    /// It holds up confirmation and signature.
    pub fn suspends(&self) -> bool {
        self.outcome.is_none() && self.is_in_time()
    }

    /// It was decided for the challenger.
    pub fn is_upheld(&self) -> bool {
        matches!(self.outcome, Some((ChallengeOutcome::Upheld, _)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn challenge(known: &str, received_at: Timestamp) -> Result<Challenge, AwardRefusal> {
        Challenge::receive(1, OrganisationId(Uuid::from_u128(1)), day(known), received_at)
    }

    #[test]
    fn m16_a_challenge_is_in_time_through_its_tenth_working_day() {
        // Known on Monday 20 July: the tenth working day after is Monday 3 August.
        assert_eq!(last_day_to_challenge(day("2026-07-20")), day("2026-08-03"));
        // Christmas and the new year stand between.
        assert_eq!(last_day_to_challenge(day("2026-12-18")), day("2027-01-05"));
        let ends = day("2026-08-04").starts_at();
        for (received_at, in_time) in [(ends.plus_seconds(-1), true), (ends, false)] {
            let challenge = challenge("2026-07-20", received_at).unwrap();
            assert_eq!(challenge.is_in_time(), in_time);
            assert_eq!(challenge.suspends(), in_time);
        }
    }

    #[test]
    fn m16_a_challenge_suspends_only_until_its_outcome() {
        for outcome in ChallengeOutcome::ALL {
            let mut challenge = challenge("2026-07-20", day("2026-07-21").starts_at()).unwrap();
            assert!(challenge.suspends());
            challenge.outcome = Some((*outcome, day("2026-07-24").starts_at()));
            assert!(!challenge.suspends());
            assert_eq!(challenge.is_upheld(), *outcome == ChallengeOutcome::Upheld);
        }
    }

    #[test]
    fn m16_a_ground_cannot_be_known_after_the_challenge() {
        assert!(challenge("2026-07-21", day("2026-07-21").starts_at()).is_ok());
        let refused = challenge("2026-07-22", day("2026-07-21").starts_at());
        assert_eq!(refused, Err(AwardRefusal::GroundKnownLater { received_on: day("2026-07-21") }));
    }
}
