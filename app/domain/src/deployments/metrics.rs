//! How use is counted (metrics 6.1): adopting, active and trial departments are kept apart.

use crate::ids::{ListingId, OrganisationId};
use crate::money::round_half_up;
use crate::time::Day;
use std::collections::{BTreeMap, BTreeSet};

use super::DeploymentState;

/// A deployment as counting sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DeploymentFact {
    /// The solution.
    pub listing: ListingId,
    /// The department.
    pub organisation: OrganisationId,
    /// Where it stands.
    pub state: DeploymentState,
    /// Day it went live.
    pub live_on: Option<Day>,
    /// Day reuse was asked for.
    pub requested_on: Option<Day>,
    /// Newest report: last day of its month, and active users.
    pub newest_usage: Option<(Day, i64)>,
    /// Licences.
    pub licensed_users: i64,
}

/// Departments counted for one solution, or for all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Adoption {
    /// Distinct departments in live use.
    pub adopting: usize,
    /// Of those, with somebody active in a current report.
    pub active: usize,
    /// Distinct departments trying it and not in live use.
    pub trial: usize,
}

impl Adoption {
    /// Adopting departments after the first; the first adopter is not reuse.
    pub fn reuses(self) -> usize {
        self.adopting.saturating_sub(1)
    }
}

/// Counts departments by solution on a day; a department counts once per solution.
pub fn adoption(facts: &[DeploymentFact], today: Day, current_days: u64) -> BTreeMap<ListingId, Adoption> {
    let mut adopting: BTreeMap<ListingId, BTreeSet<OrganisationId>> = BTreeMap::new();
    let mut active: BTreeMap<ListingId, BTreeSet<OrganisationId>> = BTreeMap::new();
    let mut trying: BTreeMap<ListingId, BTreeSet<OrganisationId>> = BTreeMap::new();
    for fact in facts {
        if fact.state.is_adopted() {
            adopting.entry(fact.listing).or_default().insert(fact.organisation);
            let current = fact
                .newest_usage
                .is_some_and(|(ends_on, users)| users >= 1 && ends_on.plus_days(current_days) >= today);
            if current {
                active.entry(fact.listing).or_default().insert(fact.organisation);
            }
        } else if fact.state == DeploymentState::Pilot {
            trying.entry(fact.listing).or_default().insert(fact.organisation);
        }
    }
    let listings: BTreeSet<_> = adopting.keys().chain(trying.keys()).copied().collect();
    let count =
        |sets: &BTreeMap<ListingId, BTreeSet<OrganisationId>>, listing| sets.get(listing).map_or(0, BTreeSet::len);
    listings
        .iter()
        .map(|listing| {
            let adopters = adopting.get(listing);
            let trial = trying.get(listing).map_or(0, |departments| {
                departments.iter().filter(|department| !adopters.is_some_and(|set| set.contains(department))).count()
            });
            let adoption = Adoption { adopting: count(&adopting, listing), active: count(&active, listing), trial };
            (*listing, adoption)
        })
        .collect()
}

/// Distinct departments with at least one adoption.
pub fn adopting_departments(facts: &[DeploymentFact]) -> usize {
    let departments: BTreeSet<_> =
        facts.iter().filter(|fact| fact.state.is_adopted()).map(|fact| fact.organisation).collect();
    departments.len()
}

/// Solutions with at least two adopters of those with at least one, in basis points.
pub fn reuse_rate(adoption: &BTreeMap<ListingId, Adoption>) -> Option<i64> {
    let adopted = adoption.values().filter(|adoption| adoption.adopting >= 1).count();
    let reused = adoption.values().filter(|adoption| adoption.adopting >= 2).count();
    (adopted > 0).then(|| round_half_up(10_000 * reused as i128, adopted as i128))
}

/// Active users of licences, in basis points; `None` without licences.
pub fn utilisation(active_users: i64, licensed_users: i64) -> Option<i64> {
    (licensed_users > 0).then(|| round_half_up(10_000 * i128::from(active_users), i128::from(licensed_users)))
}

/// Median days from request to live use, half up between the middle two; `None` without any.
pub fn median_days_to_live(facts: &[DeploymentFact]) -> Option<i64> {
    let mut days: Vec<i64> = facts
        .iter()
        .filter_map(|fact| Some(i64::from(fact.live_on?.number()) - i64::from(fact.requested_on?.number())))
        .collect();
    days.sort_unstable();
    let middle = days.len() / 2;
    match days.len() {
        0 => None,
        count if count % 2 == 1 => Some(days[middle]),
        _ => Some(round_half_up(i128::from(days[middle - 1] + days[middle]), 2)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn fact(listing: u128, department: u128, state: DeploymentState, usage: Option<(&str, i64)>) -> DeploymentFact {
        DeploymentFact {
            listing: ListingId(Uuid::from_u128(listing)),
            organisation: OrganisationId(Uuid::from_u128(department)),
            state,
            live_on: None,
            requested_on: None,
            newest_usage: usage.map(|(day, users)| (Day::parse(day).unwrap(), users)),
            licensed_users: 100,
        }
    }

    #[test]
    fn adopting_active_and_trial_departments_are_counted_apart() {
        let today = Day::parse("2026-11-22").unwrap();
        let facts = [
            fact(1, 1, DeploymentState::Live, Some(("2026-10-31", 5))),
            fact(1, 1, DeploymentState::Live, Some(("2026-10-31", 5))),
            fact(1, 2, DeploymentState::Degraded, Some(("2026-10-08", 5))),
            fact(1, 3, DeploymentState::Live, Some(("2026-10-07", 5))),
            fact(1, 4, DeploymentState::Live, Some(("2026-10-31", 0))),
            fact(1, 5, DeploymentState::Pilot, None),
            fact(1, 2, DeploymentState::Pilot, None),
            fact(1, 6, DeploymentState::Retired, None),
            fact(1, 7, DeploymentState::Suspended, None),
            fact(2, 1, DeploymentState::Pilot, None),
        ];
        let counted = adoption(&facts, today, 45);
        let first = counted[&ListingId(Uuid::from_u128(1))];
        assert_eq!(first, Adoption { adopting: 4, active: 2, trial: 1 });
        assert_eq!(first.reuses(), 3);
        let second = counted[&ListingId(Uuid::from_u128(2))];
        assert_eq!(second, Adoption { adopting: 0, active: 0, trial: 1 });
        assert_eq!(second.reuses(), 0);
        assert_eq!(adopting_departments(&facts), 4);
        assert_eq!(reuse_rate(&counted), Some(10_000));
    }

    #[test]
    fn utilisation_is_a_ratio_of_sums_and_nothing_without_licences() {
        assert_eq!(utilisation(301, 350), Some(8600));
        assert_eq!(utilisation(1, 3), Some(3333));
        assert_eq!(utilisation(2, 3), Some(6667));
        assert_eq!(utilisation(0, 0), None);
    }

    #[test]
    fn the_median_of_an_even_count_is_between_the_middle_two() {
        let dated = |requested: &str, live: &str| DeploymentFact {
            requested_on: Day::parse(requested),
            live_on: Day::parse(live),
            ..fact(1, 1, DeploymentState::Live, None)
        };
        let facts =
            [dated("2026-05-01", "2026-05-11"), dated("2026-05-01", "2026-05-14"), dated("2026-05-01", "2026-08-01")];
        assert_eq!(median_days_to_live(&facts), Some(13));
        assert_eq!(median_days_to_live(&facts[..2]), Some(12));
        assert_eq!(median_days_to_live(&[]), None);
    }
}
