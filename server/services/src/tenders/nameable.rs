//! Who can be named in a tender: officers of government who are not shut out, each for the parts their roles allow.

use crate::caller::Caller;
use crate::entities::{memberships, organisations, people};
use crate::failure::{Failure, Stored};
use domain::accounts::Role;
use domain::ids::{OrganisationId, PersonId};
use domain::tenders::{Draft, Part};
use sea_orm::QuerySelect;
use sea_orm::prelude::*;
use std::collections::HashMap;

/// Somebody with what they may do.
struct Candidate {
    organisation: OrganisationId,
    roles: Vec<Role>,
    has_access: bool,
}

/// The officers of government.
pub(super) struct Nameable(HashMap<PersonId, Candidate>);

impl Nameable {
    /// Reads them all.
    pub async fn load(caller: &Caller) -> Result<Nameable, Failure> {
        let own: Vec<Uuid> = crate::accounts::government()
            .select_only()
            .column(organisations::Column::Id)
            .into_tuple()
            .all(caller.db())
            .await
            .stored()?;
        let rows =
            people::Entity::find().filter(people::Column::OrganisationId.is_in(own)).all(caller.db()).await.stored()?;
        let mut found: HashMap<PersonId, Candidate> = rows
            .into_iter()
            .map(|row| {
                let organisation = OrganisationId(row.organisation_id);
                let has_access = row.disabled_at.is_none();
                (PersonId(row.id), Candidate { organisation, roles: Vec::new(), has_access })
            })
            .collect();
        for held in memberships::Entity::find().all(caller.db()).await.stored()? {
            if let (Some(one), Some(role)) = (found.get_mut(&PersonId(held.person_id)), Role::parse(&held.role)) {
                one.roles.push(role);
            }
        }
        Ok(Nameable(found))
    }

    /// Is an officer of government who has access; whether a part is open to them is for its own rules to say.
    pub fn has(&self, person: PersonId) -> bool {
        self.0.get(&person).is_some_and(|one| one.has_access)
    }

    /// The organisation of somebody who can be named for a part of this draft, or has it already.
    pub fn for_part(&self, draft: &Draft, person: PersonId, part: Part) -> Option<OrganisationId> {
        let one = self.0.get(&person)?;
        let own_department = one.organisation == draft.department;
        let may = one.has_access && part.is_open_to(&one.roles, own_department);
        (may || draft.has_part(person, part)).then_some(one.organisation)
    }

    /// The parts that are offered for somebody: what they can be named for and nothing in the draft keeps them from, and
    /// what they have already.
    pub fn parts(&self, draft: &Draft, person: PersonId) -> Vec<Part> {
        let offered = |part: &&Part| {
            let free = draft.against(person, **part).is_none() && self.for_part(draft, person, **part).is_some();
            free || draft.has_part(person, **part)
        };
        Part::ALL.iter().filter(offered).copied().collect()
    }

    /// Everybody who has access, and whoever is in the draft.
    pub fn shown(&self, draft: &Draft) -> Vec<Uuid> {
        let in_draft = |person: PersonId| Part::ALL.iter().any(|part| draft.has_part(person, *part));
        let shown = self.0.iter().filter(|(person, one)| one.has_access || in_draft(**person));
        shown.map(|(person, _)| person.0).collect()
    }
}
