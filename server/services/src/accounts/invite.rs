//! Somebody is invited.

use super::store;
use crate::caller::Caller;
use crate::change::Change;
use crate::entities::{organisations, people};
use crate::failure::{Failure, Stored};
use crate::notifications::Letter;
use domain::accounts::{
    AccountRefusal, Invitation, OrganisationKind, Role, person_name, roles_fit_together, roles_of_the_office_fit,
};
use domain::event::Event;
use domain::ids::{OrganisationId, PersonId};
use domain::locale::Locale;
use domain::permissions::Action;
use domain::refusal::Refusal;
use domain::text::EmailAddress;
use sea_orm::Set;
use sea_orm::prelude::*;

/// Somebody who was invited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invited {
    /// The person.
    pub person: PersonId,
    /// The one-time link to choose a password; the letter that follows carries another.
    pub link: String,
}

/// Invites somebody, or invites them again while they have no password: the newest invitation says what they are
/// called and read. The link is mailed and returned.
pub async fn invite(caller: &Caller, invitation: Invitation) -> Result<Invited, Failure> {
    caller.may(Action::Invite)?;
    let name = person_name(&invitation.name)?;
    let change = caller.begin().await?;
    let organisation = organisations::Entity::find()
        .filter(organisations::Column::Code.eq(invitation.organisation.as_str()))
        .one(change.db())
        .await
        .stored()?
        .ok_or(AccountRefusal::NoSuchOrganisation)?;
    let kind = OrganisationKind::parse(&organisation.kind)
        .ok_or_else(|| Failure::impossible("an organisation of no known kind"))?;
    let roles = invitation.roles;
    roles_fit_together(kind, &roles)?;
    roles_of_the_office_fit(&organisation.code, &roles)?;
    let newcomer = Newcomer { email: &invitation.email, name: &name, roles: &roles, locale: invitation.locale };
    let person = add_person(&change, organisation.id, kind, newcomer).await?;
    store::insert_link(&change, Letter::Invitation, person.id, person.account_version).await?;
    let secret = store::insert_told_link(&change, person.id, person.account_version).await?;

    let event =
        Event::PersonInvited { person: PersonId(person.id), organisation: OrganisationId(organisation.id), roles };
    change.commit(event).await?;
    let services = caller.services();
    let link = format!("{}/{}/invitation/{secret}", services.public_url, person.locale);
    Ok(Invited { person: PersonId(person.id), link })
}

/// Somebody who is to join an organisation.
pub(crate) struct Newcomer<'a> {
    /// Where to reach them.
    pub email: &'a EmailAddress,
    /// Their name.
    pub name: &'a str,
    /// What they may do.
    pub roles: &'a [Role],
    /// The language they read.
    pub locale: Locale,
}

/// Puts somebody on an organisation's list; while they have no password, the newest invitation says what they are
/// called, read and may do.
pub(crate) async fn add_person(
    change: &Change,
    organisation: Uuid,
    kind: OrganisationKind,
    newcomer: Newcomer<'_>,
) -> Result<people::Model, Failure> {
    roles_fit_together(kind, newcomer.roles)?;
    let person = match store::owner_of_address(change.db(), newcomer.email).await? {
        Some(person) if waits_to_join(&person) && person.organisation_id == organisation => {
            let row = people::ActiveModel {
                id: Set(person.id),
                name: Set(newcomer.name.to_owned()),
                locale: Set(newcomer.locale.segment().to_owned()),
                ..Default::default()
            };
            row.update(change.db()).await.stored()?
        }
        Some(_) => return Err(AccountRefusal::AlreadyInvited.into()),
        None => {
            let row = people::ActiveModel {
                id: Set(change.new_id()),
                organisation_id: Set(organisation),
                email: Set(newcomer.email.as_str().to_owned()),
                name: Set(newcomer.name.to_owned()),
                locale: Set(newcomer.locale.segment().to_owned()),
                password_hash: Set(None),
                account_version: Set(0),
                created_at: Set(change.now().millis()),
                disabled_at: Set(None),
            };
            let there = || Refusal::Account(AccountRefusal::AlreadyInvited);
            people::Entity::insert(row).exec_with_returning(change.db()).await.unless_there(there)?
        }
    };
    store::set_roles(change, person.id, newcomer.roles).await?;
    Ok(person)
}

fn waits_to_join(person: &people::Model) -> bool {
    person.password_hash.is_none() && person.disabled_at.is_none()
}
