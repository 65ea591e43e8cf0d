//! Somebody without an account asks to register a company.

use super::columns;
use crate::accounts::{Newcomer, add_person, insert_link, owner_of_address, throttle};
use crate::caller::Caller;
use crate::change::Change;
use crate::entities::{organisations, people, suppliers};
use crate::failure::{Failure, Stored};
use crate::notifications::Letter;
use crate::random::{hex, sha256};
use domain::accounts::{AccountRefusal, OrganisationKind, Role};
use domain::event::Event;
use domain::ids::{OrganisationId, PersonId};
use domain::permissions::Action;
use domain::suppliers::{Application, SupplierState};
use sea_orm::Set;
use sea_orm::prelude::*;

/// What the person who registers may do for the company: keep its file, and bid when they are alone.
const FOUNDER: [Role; 2] = [Role::SupplierAdmin, Role::SupplierBidder];

/// Writes to the address; the answer is the same whoever has it.
///
/// An unknown address gets a link that confirms it; one with an account is told that it has one; somebody who applied
/// before and has not confirmed gets a fresh link and the application they sent last. `from` is the network address.
pub async fn register(caller: &Caller, application: &Application, from: &str) -> Result<(), Failure> {
    caller.may(Action::RegisterSupplier)?;
    let email = &application.registration.contact.email;
    let email_sha256 = hex(&sha256(email.as_str().as_bytes()));
    let own = format!("register:{email_sha256}");
    throttle::check(caller.db(), &own, caller.now()).await?;
    if let Some(until) = throttle::REGISTRATIONS.used_up(caller.db(), from, caller.now()).await? {
        return Err(AccountRefusal::TooManyTries { until }.into());
    }

    let change = caller.begin().await?;
    // Held to the end of the change, so that two applications of one address do not meet.
    throttle::check_alone(&change, &own).await?;
    throttle::count(change.db(), &own, change.now()).await?;
    throttle::REGISTRATIONS.count(change.db(), from, change.now()).await?;
    let known = owner_of_address(change.db(), email).await?;
    let (person, organisation) = match known {
        None => {
            let organisation = found(&change, application).await?;
            let name = &application.registration.contact.name;
            let newcomer = Newcomer { email, name, roles: &FOUNDER, locale: application.locale };
            let person = add_person(&change, organisation, OrganisationKind::Supplier, newcomer).await?;
            insert_link(&change, Letter::SupplierConfirm, person.id, person.account_version).await?;
            (person.id, Some(OrganisationId(organisation)))
        }
        Some(person) if applied_before(&change, &person).await? => {
            replace(&change, &person, application).await?;
            insert_link(&change, Letter::SupplierConfirm, person.id, person.account_version).await?;
            (person.id, Some(OrganisationId(person.organisation_id)))
        }
        Some(person) => (person.id, None),
    };
    change.commit(Event::SupplierApplied { person: PersonId(person), organisation, email_sha256 }).await?;
    Ok(())
}

/// The person applied and has not followed the link.
async fn applied_before(change: &Change, person: &people::Model) -> Result<bool, Failure> {
    let row = suppliers::Entity::find_by_id(person.organisation_id).one(change.db()).await.stored()?;
    let waits = person.password_hash.is_none() && person.disabled_at.is_none();
    Ok(waits && row.is_some_and(|row| row.confirmed_at.is_none()))
}

/// An organisation for a company nobody knows of yet.
async fn found(change: &Change, application: &Application) -> Result<Uuid, Failure> {
    let id = change.new_id();
    // Its reference comes with the confirmation, so that no number tells who applied.
    let provisional = format!("unconfirmed-{id}");
    let organisation = organisations::ActiveModel {
        id: Set(id),
        code: Set(provisional.clone()),
        kind: Set(OrganisationKind::Supplier.code().to_owned()),
        ..columns::name_columns(&application.registration.legal_name)
    };
    organisations::Entity::insert(organisation).exec_without_returning(change.db()).await.stored()?;
    let row = suppliers::ActiveModel {
        id: Set(id),
        reference: Set(provisional),
        entry: Set(None),
        state: Set(SupplierState::Draft.code().to_owned()),
        applied_at: Set(change.now().millis()),
        confirmed_at: Set(None),
        updated_at: Set(change.now().millis()),
        version: Set(0),
        ..columns::blank(&application.registration)
    };
    suppliers::Entity::insert(row).exec_without_returning(change.db()).await.stored()?;
    Ok(id)
}

/// The application somebody sent last is the one that counts.
async fn replace(change: &Change, person: &people::Model, application: &Application) -> Result<(), Failure> {
    suppliers::Entity::update_many()
        .set(columns::blank(&application.registration))
        .filter(suppliers::Column::Id.eq(person.organisation_id))
        .exec(change.db())
        .await
        .stored()?;
    organisations::Entity::update_many()
        .set(columns::name_columns(&application.registration.legal_name))
        .filter(organisations::Column::Id.eq(person.organisation_id))
        .exec(change.db())
        .await
        .stored()?;
    let row = people::ActiveModel {
        name: Set(application.registration.contact.name.clone()),
        locale: Set(application.locale.segment().to_owned()),
        ..Default::default()
    };
    people::Entity::update_many().set(row).filter(people::Column::Id.eq(person.id)).exec(change.db()).await.stored()?;
    Ok(())
}
