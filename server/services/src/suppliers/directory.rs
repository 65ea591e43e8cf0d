//! The public directory: who was verified, since when, and where they stand.

use super::{queue, store};
use crate::caller::Caller;
use crate::entities::suppliers;
use crate::failure::{Failure, Stored};
use domain::page::{PAGE_SIZE, Page, page_to_show};
use domain::permissions::Action;
use domain::suppliers::{DirectoryEntry, SupplierState};
use sea_orm::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};

/// A page of the directory, by name.
pub async fn browse_directory(caller: &Caller, text: &str, asked: usize) -> Result<Page<DirectoryEntry>, Failure> {
    caller.may(Action::BrowseSuppliers)?;
    let select = public(caller, text);
    let total = select.clone().count(caller.db()).await.stored()? as usize;
    let number = page_to_show(asked, total);
    let select = select.offset(((number - 1) * PAGE_SIZE) as u64).limit(PAGE_SIZE as u64);
    Ok(Page { rows: entries(caller, select).await?, total, number, asked })
}

/// The whole list, for a file.
pub async fn export_directory(caller: &Caller, text: &str) -> Result<Vec<DirectoryEntry>, Failure> {
    caller.may(Action::BrowseSuppliers)?;
    entries(caller, public(caller, text)).await
}

/// Suppliers that were verified once and have not left.
fn public(caller: &Caller, text: &str) -> Select<suppliers::Entity> {
    let gone = queue::stands(SupplierState::Closed, caller.today());
    let mut select = store::confirmed().filter(suppliers::Column::FirstVerifiedOn.is_not_null()).filter(gone.not());
    if !text.trim().is_empty() {
        select = select.filter(queue::named_like(text));
    }
    select.order_by_asc(suppliers::Column::LegalNameEn).order_by_asc(suppliers::Column::Reference)
}

async fn entries(caller: &Caller, select: Select<suppliers::Entity>) -> Result<Vec<DirectoryEntry>, Failure> {
    let mut entries = Vec::new();
    for row in select.all(caller.db()).await.stored()? {
        let supplier = store::supplier_of(caller.db(), &row).await?;
        entries.extend(supplier.directory_entry(&row.reference, caller.now()));
    }
    Ok(entries)
}
