//! What is counted of a supplier for reports, and never weighed in a decision (S15).
//!
//! Size band, vouching by an incubator and the test of a local start-up. Nothing here is read by bids or evaluation.
//! Source: metric 6.3.

use super::identity::Identity;
use super::registration::Registration;
use crate::coded;
use crate::rulebook::{self, LOCAL_STARTUP_YEARS, MICRO_STAFF, SME_STAFF};
use crate::time::Day;
use serde::{Deserialize, Serialize};

coded! {
    /// How large an enterprise is, by its staff.
    SizeBand {
        /// Fewer than 10 persons.
        Micro = "micro",
        /// Fewer than 50 persons, 100 in manufacturing.
        Sme = "sme",
        /// More.
        Large = "large",
    }
}

coded! {
    /// A body that vouches for start-ups.
    VouchingBody {
        /// Hong Kong Science and Technology Parks Corporation.
        SciencePark = "hkstp",
        /// Cyberport.
        Cyberport = "cyberport",
    }
}

/// A body's word that a supplier is in its start-up programme; reporting only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vouch {
    /// Who vouches.
    pub body: VouchingBody,
    /// Last day it holds.
    pub until: Day,
}

impl Vouch {
    /// Holds on this day.
    pub fn is_current(&self, day: Day) -> bool {
        day <= self.until
    }
}

impl SizeBand {
    /// The band of this many persons, by the limits in force on this day.
    pub fn of(staff: u32, manufacturing: bool, day: Day) -> SizeBand {
        let (elsewhere, in_manufacturing) = rulebook::on(SME_STAFF, day).unwrap_or_default();
        let limit = if manufacturing { in_manufacturing } else { elsewhere };
        if staff < rulebook::on(MICRO_STAFF, day).unwrap_or_default() {
            SizeBand::Micro
        } else if staff < limit {
            SizeBand::Sme
        } else {
            SizeBand::Large
        }
    }

    /// Counts as a small or medium enterprise.
    pub fn is_small(self) -> bool {
        matches!(self, SizeBand::Micro | SizeBand::Sme)
    }
}

/// Is this a local start-up on this day? Registered in Hong Kong, small or medium, at most ten years old by the year it
/// was founded, and no part of a large group.
pub fn is_local_startup(registration: &Registration, day: Day) -> bool {
    let Some(enterprise) = &registration.enterprise else { return false };
    let (year, _, _) = day.parts();
    let age = year.saturating_sub(enterprise.founded_year);
    matches!(registration.identity, Identity::HongKong { .. })
        && registration.size(day).is_some_and(SizeBand::is_small)
        && (0..=rulebook::on(LOCAL_STARTUP_YEARS, day).unwrap_or_default()).contains(&age)
        && !enterprise.large_group
}

#[cfg(test)]
mod tests {
    use super::super::registration::Enterprise;
    use super::super::tests::{abroad, day, registration};
    use super::*;

    #[test]
    fn an_enterprise_is_small_below_fifty_persons_and_in_manufacturing_below_a_hundred() {
        for (staff, elsewhere, manufacturing) in [
            (0, SizeBand::Micro, SizeBand::Micro),
            (9, SizeBand::Micro, SizeBand::Micro),
            (10, SizeBand::Sme, SizeBand::Sme),
            (49, SizeBand::Sme, SizeBand::Sme),
            (50, SizeBand::Large, SizeBand::Sme),
            (99, SizeBand::Large, SizeBand::Sme),
            (100, SizeBand::Large, SizeBand::Large),
            (u32::MAX, SizeBand::Large, SizeBand::Large),
        ] {
            let today = day("2026-11-22");
            assert_eq!(SizeBand::of(staff, false, today), elsewhere, "{staff}");
            assert_eq!(SizeBand::of(staff, true, today), manufacturing, "{staff} in manufacturing");
        }
    }

    #[test]
    fn a_local_startup_is_registered_here_small_young_and_independent() {
        let today = day("2026-11-22");
        let with = |change: fn(&mut Enterprise)| {
            let mut changed = registration();
            change(changed.enterprise.as_mut().unwrap());
            is_local_startup(&changed, today)
        };
        assert!(with(|_| ()));
        assert!(!is_local_startup(&Registration { identity: abroad(), ..registration() }, today));
        assert!(!is_local_startup(&Registration { enterprise: None, ..registration() }, today), "nothing is known yet");
        assert!(with(|one| one.staff = 49) && !with(|one| one.staff = 50));
        assert!(with(|one| one.founded_year = 2016) && !with(|one| one.founded_year = 2015));
        assert!(!with(|one| one.founded_year = 2027), "not founded yet");
        assert!(!with(|one| one.large_group = true));
    }

    #[test]
    fn a_vouch_holds_through_its_last_day() {
        let vouch = Vouch { body: VouchingBody::Cyberport, until: day("2026-11-22") };
        assert!(vouch.is_current(day("2026-11-22")) && !vouch.is_current(day("2026-11-23")));
    }
}
