//! Somebody is invited.

use super::store;
use crate::caller::Caller;
use crate::entities::{memberships, organisations, people};
use crate::failure::{Failure, Stored};
use crate::notifications::Letter;
use domain::accounts::{
    AccountRefusal, Invitation, OrganisationKind, person_name, roles_fit_together, roles_of_the_office_fit,
};
use domain::event::Event;
use domain::ids::{OrganisationId, PersonId};
use domain::permissions::Action;
use domain::refusal::Refusal;
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
    roles_fit_together(kind, &invitation.roles)?;
    roles_of_the_office_fit(&organisation.code, &invitation.roles)?;

    let known = people::Entity::find()
        .filter(people::Column::Email.eq(invitation.email.as_str()))
        .one(change.db())
        .await
        .stored()?;
    let person = match known {
        Some(person) if person.password_hash.is_none() && person.organisation_id == organisation.id => {
            let row = people::ActiveModel {
                id: Set(person.id),
                name: Set(name),
                locale: Set(invitation.locale.segment().to_owned()),
                ..Default::default()
            };
            row.update(change.db()).await.stored()?
        }
        Some(_) => return Err(AccountRefusal::AlreadyInvited.into()),
        None => {
            let row = people::ActiveModel {
                id: Set(change.new_id()),
                organisation_id: Set(organisation.id),
                email: Set(invitation.email.as_str().to_owned()),
                name: Set(name),
                locale: Set(invitation.locale.segment().to_owned()),
                password_hash: Set(None),
                account_version: Set(0),
                created_at: Set(change.now().millis()),
                disabled_at: Set(None),
            };
            let there = || Refusal::Account(AccountRefusal::AlreadyInvited);
            people::Entity::insert(row).exec_with_returning(change.db()).await.unless_there(there)?
        }
    };
    memberships::Entity::delete_many()
        .filter(memberships::Column::PersonId.eq(person.id))
        .exec(change.db())
        .await
        .stored()?;
    for role in &invitation.roles {
        let row = memberships::ActiveModel { person_id: Set(person.id), role: Set(role.code().to_owned()) };
        memberships::Entity::insert(row).exec_without_returning(change.db()).await.stored()?;
    }
    store::insert_link(&change, Letter::Invitation, person.id, person.account_version).await?;
    let secret = store::insert_told_link(&change, person.id, person.account_version).await?;

    let event = Event::PersonInvited {
        person: PersonId(person.id),
        organisation: OrganisationId(organisation.id),
        roles: invitation.roles,
    };
    change.commit(event).await?;
    let services = caller.services();
    let link = format!("{}/{}/invitation/{secret}", services.public_url, person.locale);
    Ok(Invited { person: PersonId(person.id), link })
}
