//! The people who mark the bids of one tender.
//!
//! At least three, from at least two teams, at least one of the department that will use the solution.
//! Whoever drafted the specification may sit on the panel but not chair it.
//!
//! Source: S10.

use super::{EvaluationRefusal, in_force};
use crate::ids::PersonId;
use crate::rulebook;
use crate::time::Day;
use serde::{Deserialize, Serialize};

/// One member of a panel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assessor {
    /// The person.
    pub person: PersonId,
    /// The team or section they come from.
    pub team: String,
    /// Comes from the department that will use the solution.
    pub is_of_using_department: bool,
}

/// A panel that may mark.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Panel {
    chair: PersonId,
    assessors: Vec<Assessor>,
}

impl Panel {
    /// A panel as the approver appoints it; the chair is one of the assessors.
    pub fn parse(
        chair: PersonId,
        assessors: Vec<Assessor>,
        drafter: PersonId,
        published_on: Day,
    ) -> Result<Panel, EvaluationRefusal> {
        let distinct = |keys: Vec<String>| {
            let mut keys = keys;
            keys.sort_unstable();
            keys.dedup();
            keys.len()
        };
        let least = in_force(rulebook::PANEL_MEMBERS, published_on);
        let people = distinct(assessors.iter().map(|assessor| assessor.person.to_string()).collect());
        if people < assessors.len() {
            return Err(EvaluationRefusal::AssessorTwice);
        }
        if people < least {
            return Err(EvaluationRefusal::PanelTooSmall { people, least });
        }
        let least = in_force(rulebook::PANEL_LEAST_TEAMS, published_on);
        let teams = distinct(assessors.iter().map(|assessor| assessor.team.trim().to_lowercase()).collect());
        if teams < least {
            return Err(EvaluationRefusal::PanelOfTooFewTeams { teams, least });
        }
        if !assessors.iter().any(|assessor| assessor.is_of_using_department) {
            return Err(EvaluationRefusal::PanelWithoutUser);
        }
        if chair == drafter {
            return Err(EvaluationRefusal::DrafterMayNotChair);
        }
        if !assessors.iter().any(|assessor| assessor.person == chair) {
            return Err(EvaluationRefusal::NotOnPanel { person: chair });
        }
        Ok(Panel { chair, assessors })
    }

    /// Who leads it.
    pub fn chair(&self) -> PersonId {
        self.chair
    }

    /// Its members, the chair included.
    pub fn assessors(&self) -> &[Assessor] {
        &self.assessors
    }

    /// The members' ids.
    pub fn people(&self) -> impl Iterator<Item = PersonId> + '_ {
        self.assessors.iter().map(|assessor| assessor.person)
    }

    /// Sits on it.
    pub fn has(&self, person: PersonId) -> bool {
        self.people().any(|member| member == person)
    }

    /// The panel with one member in another's place; who replaces the chair is the chair.
    pub fn replace(
        &self,
        leaving: PersonId,
        joining: Assessor,
        drafter: PersonId,
        published_on: Day,
    ) -> Result<Panel, EvaluationRefusal> {
        if !self.has(leaving) {
            return Err(EvaluationRefusal::NotOnPanel { person: leaving });
        }
        let chair = if self.chair == leaving { joining.person } else { self.chair };
        let mut assessors: Vec<_> = self.assessors.iter().filter(|member| member.person != leaving).cloned().collect();
        assessors.push(joining);
        Panel::parse(chair, assessors, drafter, published_on)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn person(number: u128) -> PersonId {
        PersonId(Uuid::from_u128(number))
    }

    fn assessor(number: u128, team: &str, is_of_using_department: bool) -> Assessor {
        Assessor { person: person(number), team: team.into(), is_of_using_department }
    }

    #[test]
    fn s10_a_panel_has_three_people_of_two_teams_and_a_user() {
        let on = Day::parse("2026-05-04").unwrap();
        let panel = |chair, assessors: Vec<_>| Panel::parse(person(chair), assessors, person(3), on).map(|_| ());
        let (a, b, c) = (assessor(1, "IT", false), assessor(2, "Hotline", true), assessor(3, "IT", false));
        let outsider = assessor(2, "Hotline", false);
        let same_team = assessor(2, " it ", true);
        for (chair, assessors, expected) in [
            (1, vec![a.clone(), b.clone(), c.clone()], Ok(())),
            (1, vec![a.clone(), b.clone()], Err(EvaluationRefusal::PanelTooSmall { people: 2, least: 3 })),
            (1, vec![a.clone(), b.clone(), c.clone(), b.clone()], Err(EvaluationRefusal::AssessorTwice)),
            (
                1,
                vec![a.clone(), same_team, c.clone()],
                Err(EvaluationRefusal::PanelOfTooFewTeams { teams: 1, least: 2 }),
            ),
            (1, vec![a.clone(), outsider, c.clone()], Err(EvaluationRefusal::PanelWithoutUser)),
            (3, vec![a.clone(), b.clone(), c.clone()], Err(EvaluationRefusal::DrafterMayNotChair)),
            (9, vec![a, b, c], Err(EvaluationRefusal::NotOnPanel { person: person(9) })),
        ] {
            assert_eq!(panel(chair, assessors.clone()), expected, "{assessors:?}");
        }
    }
}
