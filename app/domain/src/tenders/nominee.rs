//! Whom a draft may name: what somebody must be for a part in a tender, and what keeps them from it (section 4).
//!
//! Openers hold the role of opening, approvers that of approving in the tender's own department or on a board; a panel
//! takes officers of any department. Who wrote in the draft opens and approves nothing, and nobody has two parts.

use super::Draft;
use super::people::PeopleGap;
use crate::accounts::Role;
use crate::ids::PersonId;
use crate::permissions::{Action, Who};

/// What somebody is named for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Helps to open the envelopes.
    Opener,
    /// Assesses bids.
    Assessor,
    /// Is asked to approve.
    Approver,
}

impl Part {
    /// Every part.
    pub const ALL: &'static [Part] = &[Part::Opener, Part::Assessor, Part::Approver];

    /// Somebody with these roles may be named for it; `own_department` is the tender's.
    pub fn is_open_to(self, roles: &[Role], own_department: bool) -> bool {
        match self {
            Part::Opener => roles.contains(&Role::DepartmentOpener),
            Part::Assessor => match Action::AssessBids.who() {
                Who::Roles(of) => roles.iter().any(|role| of.contains(role)),
                Who::Everybody | Who::SignedIn | Who::SystemOnly => false,
            },
            Part::Approver => {
                roles.contains(&Role::Board) || (own_department && roles.contains(&Role::DepartmentApprover))
            }
        }
    }
}

impl Draft {
    /// What keeps somebody from a part, as the draft stands.
    pub fn against(&self, person: PersonId, part: Part) -> Option<PeopleGap> {
        let people = &self.people;
        let (opens, assesses, approves) =
            (people.opens(person), people.assesses(person), people.approver == Some(person));
        let (drafted, elsewhere) = match part {
            Part::Opener => (Some(PeopleGap::OpenerDrafted { person }), assesses || approves),
            Part::Assessor => (None, opens || approves),
            Part::Approver => (Some(PeopleGap::ApproverDrafted), opens || assesses),
        };
        drafted.filter(|_| self.is_author(person)).or(elsewhere.then_some(PeopleGap::TwoParts { person }))
    }

    /// Somebody has this part already.
    pub fn has_part(&self, person: PersonId, part: Part) -> bool {
        match part {
            Part::Opener => self.people.opens(person),
            Part::Assessor => self.people.assesses(person),
            Part::Approver => self.people.approver == Some(person),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::people::tests::{person, usual};
    use super::*;
    use crate::catalogue::Category;
    use crate::ids::OrganisationId;
    use uuid::Uuid;

    #[test]
    fn openers_hold_the_role_approvers_are_of_the_department_or_a_board_and_a_panel_is_mixed() {
        for (roles, own, open_to) in [
            (&[Role::DepartmentOpener][..], true, &[Part::Opener, Part::Assessor][..]),
            (&[Role::DepartmentOpener], false, &[Part::Opener, Part::Assessor]),
            (&[Role::DepartmentApprover], true, &[Part::Assessor, Part::Approver]),
            (&[Role::DepartmentApprover], false, &[Part::Assessor]),
            (&[Role::DepartmentUser], false, &[Part::Assessor]),
            (&[Role::Board], false, &[Part::Approver]),
            (&[Role::Auditor, Role::SystemAdministrator, Role::Head], true, &[]),
            (&[], true, &[]),
        ] {
            let found: Vec<_> = Part::ALL.iter().filter(|part| part.is_open_to(roles, own)).copied().collect();
            assert_eq!(found, open_to, "{roles:?} {own}");
        }
    }

    #[test]
    fn who_wrote_in_a_draft_opens_and_approves_nothing_and_nobody_has_two_parts() {
        let department = OrganisationId(Uuid::from_u128(1));
        let mut draft = Draft::new(person(1), department, Category::Chat).edited(person(2));
        draft.people = usual();
        let twice = |number| Some(PeopleGap::TwoParts { person: person(number) });
        for (number, opener, assessor, approver) in [
            (1, Some(PeopleGap::OpenerDrafted { person: person(1) }), None, Some(PeopleGap::ApproverDrafted)),
            (2, Some(PeopleGap::OpenerDrafted { person: person(2) }), None, Some(PeopleGap::ApproverDrafted)),
            (11, None, twice(11), twice(11)),
            (21, twice(21), None, twice(21)),
            (31, twice(31), twice(31), None),
            (99, None, None, None),
        ] {
            let found = Part::ALL.iter().map(|part| draft.against(person(number), *part)).collect::<Vec<_>>();
            assert_eq!(found, [opener, assessor, approver], "{number}");
        }
    }
}
