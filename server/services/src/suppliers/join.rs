//! Somebody follows a one-time link and chooses a password; for the one who applied, that opens the company's file.

use super::{columns, store};
use crate::accounts::begin_to_choose;
use crate::caller::Caller;
use crate::change::Change;
use crate::entities::{organisations, suppliers};
use crate::failure::{Failure, Stored};
use domain::event::Event;
use domain::form::Fields;
use domain::ids::{OrganisationId, PersonId};
use domain::suppliers::{Registrant, Supplier, SupplierRefusal};
use sea_orm::Set;
use sea_orm::prelude::*;

/// Sets the password and uses the link up. The address is confirmed with it, so an application counts from now on.
pub async fn join(caller: &Caller, secret: &str, fields: &Fields) -> Result<(), Failure> {
    let chosen = begin_to_choose(caller, secret, fields).await?;
    let waiting = suppliers::Entity::find_by_id(chosen.person.organisation_id)
        .filter(suppliers::Column::ConfirmedAt.is_null())
        .one(chosen.change.db())
        .await
        .stored()?;
    let event = match waiting {
        Some(row) if chosen.first => open_file(&chosen.change, &row, PersonId(chosen.person.id)).await?,
        _ => chosen.event(),
    };
    chosen.change.commit(event).await?;
    Ok(())
}

/// Gives the company its reference and, when it is free, its entry of the register.
async fn open_file(change: &Change, row: &suppliers::Model, person: PersonId) -> Result<Event, Failure> {
    // Taking a number makes confirmations queue, so that of two with one entry the second sees the first.
    let reference = format!("SUP-{:04}", change.next_number("suppliers").await?);
    let organisation = OrganisationId(row.id);
    let strange = || Failure::impossible("an application that cannot be read");
    let registration = columns::registration_of(row).ok_or_else(strange)?;
    let entry = registration.identity.entry();
    let number_in_use = store::entry_in_use(change.db(), organisation, &entry).await?;
    let name = registration.legal_name.clone();
    match Supplier::register(organisation, Registrant { email_confirmed: true, number_in_use }, registration) {
        // A number in use stops the file and not the person, who can mend it or be invited by the other company.
        Ok(_) | Err(SupplierRefusal::AlreadyRegistered) => {}
        Err(refusal) => return Err(refusal.into()),
    }
    let now = change.now().millis();
    let columns = suppliers::ActiveModel {
        reference: Set(reference.clone()),
        entry: Set((!number_in_use).then(|| entry.clone())),
        confirmed_at: Set(Some(now)),
        updated_at: Set(now),
        ..Default::default()
    };
    suppliers::Entity::update_many()
        .set(columns)
        .filter(suppliers::Column::Id.eq(row.id))
        .exec(change.db())
        .await
        .stored()?;
    organisations::Entity::update_many()
        .col_expr(organisations::Column::Code, Expr::value(reference.clone()))
        .filter(organisations::Column::Id.eq(row.id))
        .exec(change.db())
        .await
        .stored()?;
    Ok(Event::SupplierRegistered { organisation, reference, person, name, entry, number_in_use })
}
