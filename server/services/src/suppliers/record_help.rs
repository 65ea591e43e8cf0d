//! An officer says that they gave information for a supplier, and so will not vet it.

use super::store::{self, Which};
use crate::caller::Caller;
use crate::entities::{supplier_checks, supplier_helpers};
use crate::failure::{Failure, Stored};
use domain::event::Event;
use domain::permissions::Action;
use sea_orm::Set;
use sea_orm::prelude::*;
use sea_orm::sea_query::OnConflict;

/// Records it; a second time changes nothing.
pub async fn record_help(caller: &Caller, reference: &str) -> Result<(), Failure> {
    caller.may(Action::VetSuppliers)?;
    let person = caller.officer()?.person;
    let change = caller.begin().await?;
    let (row, supplier) = store::lock(&change, Which::Reference(reference)).await?;
    if supplier.helped_by.contains(&person) {
        return Ok(());
    }
    let said = supplier_helpers::ActiveModel {
        supplier_id: Set(row.organisation().0),
        person_id: Set(person.0),
        said_at: Set(change.now().millis()),
    };
    let key = [supplier_helpers::Column::SupplierId, supplier_helpers::Column::PersonId];
    supplier_helpers::Entity::insert(said)
        .on_conflict(OnConflict::columns(key).do_nothing().to_owned())
        .exec_without_returning(change.db())
        .await
        .stored()?;
    // What they checked before they said so does not count.
    supplier_checks::Entity::delete_by_id((row.organisation().0, person.0)).exec(change.db()).await.stored()?;
    change.commit(Event::SupplierHelped { organisation: row.organisation(), person }).await?;
    Ok(())
}
