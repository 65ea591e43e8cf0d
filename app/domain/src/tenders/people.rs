//! Who opens, who assesses and who approves a tender, and that none of them is two of these (S10, section 4).
//!
//! At least two openers from different sections, none of them the drafter. A panel of at least three from at least
//! two teams, one of them of the using department, whose chair did not draft the tender.

use crate::ids::{OrganisationId, PersonId};
use crate::rulebook;
use crate::time::Day;
use serde::{Deserialize, Serialize};

/// Fewest openers of a tender: so many slots its keys need, that bids can be opened when one is away (security 3.2).
pub const FEWEST_OPENERS: usize = 3;
/// Fewest openers who can be counted on with whom a close is still moved by hand: so many open envelopes (security 3.3).
pub const FEWEST_USABLE: usize = 2;

/// An officer who helps to open the envelopes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opener {
    /// The officer.
    pub person: PersonId,
    /// Their section.
    pub section: String,
}

/// An officer who assesses bids.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assessor {
    /// The officer.
    pub person: PersonId,
    /// Their team.
    pub team: String,
    /// Their department.
    pub organisation: OrganisationId,
}

/// The people of a tender besides its drafter.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct People {
    /// Who opens.
    pub openers: Vec<Opener>,
    /// Who assesses, with the chair.
    pub panel: Vec<Assessor>,
    /// The member who chairs.
    pub chair: Option<PersonId>,
    /// Who is asked to approve, if named.
    pub approver: Option<PersonId>,
}

/// What is wrong with the people named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum PeopleGap {
    /// Fewer openers than its keys need, or all from one section.
    OpenersFromTwoSections,
    /// An opener drafted the tender.
    OpenerDrafted {
        /// Who.
        person: PersonId,
    },
    /// Too few members.
    PanelTooSmall {
        /// Fewest members.
        least: usize,
    },
    /// All members are of one team.
    PanelOfOneTeam,
    /// No member is of the using department.
    PanelWithoutUsers,
    /// Nobody chairs, or somebody who is no member.
    NoChair,
    /// The chair drafted the tender.
    ChairDrafted,
    /// The approver drafted the tender.
    ApproverDrafted,
    /// Somebody holds two parts, or one twice.
    TwoParts {
        /// Who.
        person: PersonId,
    },
}

impl People {
    /// Nobody is named.
    pub fn is_empty(&self) -> bool {
        *self == People::default()
    }

    /// Assesses bids of this tender.
    pub fn assesses(&self, person: PersonId) -> bool {
        self.panel.iter().any(|member| member.person == person)
    }

    /// Opens envelopes of this tender.
    pub fn opens(&self, person: PersonId) -> bool {
        self.openers.iter().any(|opener| opener.person == person)
    }

    /// These are two openers of this tender, from different sections (S2).
    pub fn open_together(&self, first: PersonId, second: PersonId) -> bool {
        let section = |person| self.openers.iter().find(|opener| opener.person == person).map(section_of);
        first != second && section(first).is_some() && section(second).is_some() && section(first) != section(second)
    }

    /// One of them is an opener of this tender and the other holds a recovery key, for when the other openers are gone
    /// (security 3.3). Neither is on the panel.
    pub fn open_with_recovery(&self, first: PersonId, second: PersonId, recovery: PersonId) -> bool {
        let other = if first == recovery { second } else { first };
        let apart = other != recovery && [first, second].contains(&recovery);
        apart && self.opens(other) && !self.opens(recovery) && !self.assesses(recovery)
    }

    /// Everything wrong with the people of a tender drafted by this person for this department.
    pub fn gaps(&self, drafted_by: PersonId, department: OrganisationId, on: Day) -> Vec<PeopleGap> {
        let mut gaps = Vec::new();
        let mut note = |wrong: bool, gap| {
            if wrong {
                gaps.push(gap);
            }
        };
        let mut sections = self.openers.iter().map(section_of);
        let one = sections.next();
        let blank = self.openers.iter().any(|opener| opener.section.trim().is_empty());
        let few = self.openers.len() < FEWEST_OPENERS;
        note(blank || few || sections.all(|other| Some(other) == one), PeopleGap::OpenersFromTwoSections);
        let least = rulebook::on(rulebook::PANEL_MEMBERS, on).unwrap_or(3);
        note(self.panel.len() < least, PeopleGap::PanelTooSmall { least });
        let team = |member: &Assessor| (member.organisation, member.team.trim().to_lowercase());
        let mut teams = self.panel.iter().map(team);
        let one = teams.next();
        note(teams.all(|other| Some(other) == one), PeopleGap::PanelOfOneTeam);
        note(!self.panel.iter().any(|member| member.organisation == department), PeopleGap::PanelWithoutUsers);
        note(!self.chair.is_some_and(|chair| self.assesses(chair)), PeopleGap::NoChair);
        for gap in self.of_author(drafted_by) {
            note(true, gap);
        }
        for person in self.in_two_parts() {
            note(true, PeopleGap::TwoParts { person });
        }
        gaps
    }

    /// What somebody who wrote in the draft was named for although they may not be.
    pub fn of_author(&self, author: PersonId) -> Vec<PeopleGap> {
        let named = [
            (self.opens(author), PeopleGap::OpenerDrafted { person: author }),
            (self.chair == Some(author), PeopleGap::ChairDrafted),
            (self.approver == Some(author), PeopleGap::ApproverDrafted),
        ];
        named.into_iter().filter(|(is, _)| *is).map(|(_, gap)| gap).collect()
    }

    fn in_two_parts(&self) -> Vec<PersonId> {
        let openers = self.openers.iter().map(|opener| opener.person);
        let panel = self.panel.iter().map(|member| member.person);
        let mut all: Vec<_> = openers.chain(panel).chain(self.approver).collect();
        all.sort_unstable();
        let mut twice: Vec<_> = all.iter().zip(all.iter().skip(1)).filter(|(a, b)| a == b).map(|(a, _)| *a).collect();
        twice.dedup();
        twice
    }
}

pub(super) fn section_of(opener: &Opener) -> String {
    opener.section.trim().to_lowercase()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use uuid::Uuid;

    pub fn person(number: u128) -> PersonId {
        PersonId(Uuid::from_u128(number))
    }

    fn department(number: u128) -> OrganisationId {
        OrganisationId(Uuid::from_u128(number))
    }

    fn opener(number: u128, section: &str) -> Opener {
        Opener { person: person(number), section: section.into() }
    }

    fn assessor(number: u128, team: &str, organisation: u128) -> Assessor {
        Assessor { person: person(number), team: team.into(), organisation: department(organisation) }
    }

    /// Drafted by 1 for department 1; opened by 11, 12 and 13; assessed by 21, 22 and 23 under 21; approved by 31.
    pub fn usual() -> People {
        People {
            openers: vec![opener(11, "supplies"), opener(12, "accounts"), opener(13, "supplies")],
            panel: vec![assessor(21, "hotline", 1), assessor(22, "systems", 1), assessor(23, "systems", 2)],
            chair: Some(person(21)),
            approver: Some(person(31)),
        }
    }

    #[test]
    fn s10_openers_panel_and_approver_are_apart_and_mixed() {
        let with = |change: fn(&mut People)| {
            let mut people = usual();
            change(&mut people);
            people.gaps(person(1), department(1), Day::parse("2026-05-04").unwrap())
        };
        assert_eq!(with(|_| ()), []);
        for (change, gap) in [
            (
                (|people| people.openers[1].section = " Supplies".into()) as fn(&mut People),
                PeopleGap::OpenersFromTwoSections,
            ),
            (|people| people.openers.truncate(2), PeopleGap::OpenersFromTwoSections),
            (|people| people.openers[0].section = " ".into(), PeopleGap::OpenersFromTwoSections),
            (|people| people.openers[0].person = person(1), PeopleGap::OpenerDrafted { person: person(1) }),
            (|people| people.panel.truncate(2), PeopleGap::PanelTooSmall { least: 3 }),
            (
                |people| {
                    people.panel.iter_mut().for_each(|m| *m = Assessor { person: m.person, ..assessor(0, "x", 1) })
                },
                PeopleGap::PanelOfOneTeam,
            ),
            (
                |people| people.panel.iter_mut().for_each(|m| m.organisation = department(3)),
                PeopleGap::PanelWithoutUsers,
            ),
            (|people| people.chair = None, PeopleGap::NoChair),
            (|people| people.chair = Some(person(99)), PeopleGap::NoChair),
            (
                |people| {
                    people.panel[0].person = person(1);
                    people.chair = Some(person(1));
                },
                PeopleGap::ChairDrafted,
            ),
            (|people| people.approver = Some(person(1)), PeopleGap::ApproverDrafted),
            (|people| people.approver = Some(person(22)), PeopleGap::TwoParts { person: person(22) }),
            (|people| people.approver = Some(person(11)), PeopleGap::TwoParts { person: person(11) }),
            (|people| people.openers[0].person = person(23), PeopleGap::TwoParts { person: person(23) }),
            (|people| people.panel[2].person = person(22), PeopleGap::TwoParts { person: person(22) }),
        ] {
            assert_eq!(with(change), [gap]);
        }
    }

    #[test]
    fn s2_the_holder_of_a_recovery_key_opens_beside_a_named_opener_and_never_alone_or_with_a_stranger() {
        let people = usual();
        for (first, second, recovery, may) in [
            (11, 41, 41, true),
            (41, 12, 41, true),
            (41, 41, 41, false),
            (41, 42, 41, false),
            (11, 12, 41, false),
            (11, 12, 12, false),
            (11, 21, 21, false),
        ] {
            let found = people.open_with_recovery(person(first), person(second), person(recovery));
            assert_eq!(found, may, "{first} {second} {recovery}");
        }
    }

    #[test]
    fn s2_two_named_openers_from_different_sections_open_together() {
        let people = usual();
        for (first, second, may) in [(11, 12, true), (12, 13, true), (11, 13, false), (11, 11, false), (11, 21, false)]
        {
            assert_eq!(people.open_together(person(first), person(second)), may, "{first} {second}");
        }
    }
}
