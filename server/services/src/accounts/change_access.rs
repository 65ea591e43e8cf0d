//! Somebody of government moves on: they may do something else from now on, or their access ends.

use super::store;
use crate::caller::Caller;
use crate::entities::{organisations, people};
use crate::failure::{Failure, Stored};
use domain::accounts::{OrganisationKind, Role, roles_fit_together, roles_of_the_office_fit};
use domain::event::Event;
use domain::ids::{OrganisationId, PersonId};
use domain::permissions::Action;
use domain::refusal::Refusal;
use domain::text::EmailAddress;
use sea_orm::Set;
use sea_orm::prelude::*;

/// What is changed of somebody's access.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AccessStep {
    /// They may do this from now on.
    Roles(Vec<Role>),
    /// It ends.
    End,
}

/// Takes the step; every session of theirs and every link that waits for them ends with it.
pub async fn change_access(caller: &Caller, email: &EmailAddress, step: AccessStep) -> Result<(), Failure> {
    caller.may(Action::Invite)?;
    let change = caller.begin().await?;
    let row = people::Entity::find()
        .filter(people::Column::Email.eq(email.as_str()))
        .filter(people::Column::DisabledAt.is_null());
    let row = change.locked(row).await?.pop().ok_or(Failure::NotFound)?;
    let organisation = organisations::Entity::find_by_id(row.organisation_id).one(change.db()).await.stored()?;
    let organisation = organisation.ok_or_else(|| Failure::impossible("somebody of no organisation"))?;
    let (person, of) = (PersonId(row.id), OrganisationId(organisation.id));
    let mut columns = people::ActiveModel { account_version: Set(row.account_version + 1), ..Default::default() };
    let event = match step {
        AccessStep::Roles(roles) => {
            let kind = OrganisationKind::parse(&organisation.kind)
                .ok_or_else(|| Failure::impossible("an organisation of no known kind"))?;
            roles_fit_together(kind, &roles)?;
            roles_of_the_office_fit(&organisation.code, &roles)?;
            store::set_roles(&change, row.id, &roles).await?;
            Event::PersonRolesChanged { person, organisation: of, roles }
        }
        AccessStep::End => {
            columns.disabled_at = Set(Some(change.now().millis()));
            Event::PersonDisabled { person, organisation: of }
        }
    };
    let stored = people::Entity::update_many()
        .set(columns)
        .filter(people::Column::Id.eq(row.id))
        .filter(people::Column::AccountVersion.eq(row.account_version))
        .exec(change.db())
        .await
        .stored()?;
    if stored.rows_affected != 1 {
        return Err(Refusal::ChangedMeanwhile.into());
    }
    store::end_sessions(&change, person, None).await?;
    change.commit(event).await?;
    Ok(())
}
