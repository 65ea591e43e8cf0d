//! A company's administrator changes what a colleague may do, or ends their access.

use super::store::{self, Which};
use crate::accounts::{end_sessions, insert_link, set_roles};
use crate::caller::Caller;
use crate::change::Change;
use crate::entities::{memberships, people};
use crate::failure::{Failure, Stored};
use crate::notifications::Letter;
use domain::accounts::{OrganisationKind, Role, roles_fit_together};
use domain::event::Event;
use domain::ids::PersonId;
use domain::permissions::Action;
use domain::suppliers::SupplierRefusal;
use sea_orm::Set;
use sea_orm::prelude::*;

/// What is changed of a colleague.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ColleagueStep {
    /// They may do this from now on.
    Roles(Vec<Role>),
    /// Their access ends.
    End,
}

/// Takes the step. Their sessions end at once; somebody of another company does not exist; one administrator who can
/// sign in stays.
pub async fn change_colleague(caller: &Caller, person: PersonId, step: ColleagueStep) -> Result<(), Failure> {
    caller.may(Action::KeepOwnFile)?;
    let own = caller.officer()?.organisation;
    let change = caller.begin().await?;
    // The company is locked, so that of two administrators who remove each other one stays.
    store::lock(&change, Which::Organisation(own)).await?;
    let row = people::Entity::find_by_id(person.0)
        .filter(people::Column::OrganisationId.eq(own.0))
        .filter(people::Column::DisabledAt.is_null())
        .one(change.db())
        .await
        .stored()?
        .ok_or(Failure::NotFound)?;
    let keeps = matches!(&step, ColleagueStep::Roles(roles) if roles.contains(&Role::SupplierAdmin));
    if !keeps && !another_administrator(&change, own.0, person.0).await? {
        return Err(SupplierRefusal::LastAdministrator.into());
    }
    let joined = row.password_hash.is_some();
    let mut columns = people::ActiveModel { account_version: Set(row.account_version + 1), ..Default::default() };
    let event = match step {
        ColleagueStep::Roles(roles) => {
            roles_fit_together(OrganisationKind::Supplier, &roles)?;
            set_roles(&change, person.0, &roles).await?;
            Event::PersonRolesChanged { person, organisation: own, roles }
        }
        ColleagueStep::End => {
            columns.disabled_at = Set(Some(change.now().millis()));
            Event::PersonDisabled { person, organisation: own }
        }
    };
    if !joined && matches!(event, Event::PersonRolesChanged { .. }) {
        // The link they were sent goes with the account as it was; another is sent with the letter of the change.
        insert_link(&change, Letter::Invitation, person.0, row.account_version + 1).await?;
    }
    people::Entity::update_many()
        .set(columns)
        .filter(people::Column::Id.eq(person.0))
        .filter(people::Column::AccountVersion.eq(row.account_version))
        .exec(change.db())
        .await
        .stored()?;
    end_sessions(&change, person, None).await?;
    change.commit(event).await?;
    Ok(())
}

/// Somebody else who can sign in keeps the company's file.
async fn another_administrator(change: &Change, organisation: Uuid, person: Uuid) -> Result<bool, Failure> {
    let others = people::Entity::find()
        .filter(people::Column::OrganisationId.eq(organisation))
        .filter(people::Column::Id.ne(person))
        .filter(people::Column::DisabledAt.is_null())
        .filter(people::Column::PasswordHash.is_not_null())
        .all(change.db())
        .await
        .stored()?;
    let ids: Vec<Uuid> = others.into_iter().map(|other| other.id).collect();
    let administrators = memberships::Entity::find()
        .filter(memberships::Column::PersonId.is_in(ids))
        .filter(memberships::Column::Role.eq(Role::SupplierAdmin.code()));
    Ok(administrators.count(change.db()).await.stored()? > 0)
}
