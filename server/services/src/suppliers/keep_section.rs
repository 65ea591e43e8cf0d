//! A company's administrator writes a section of its file.

use super::store::{self, Which};
use crate::caller::Caller;
use crate::entities::suppliers;
use crate::failure::Failure;
use domain::event::Event;
use domain::form::Fields;
use domain::permissions::Action;
use domain::suppliers::{Declared, Section, SupplierRefusal};
use sea_orm::Set;

/// Stores the section. Another legal name or number reopens the review; a number in use is refused.
pub async fn keep_section(caller: &Caller, section: Section, fields: &Fields) -> Result<(), Failure> {
    caller.may(Action::KeepOwnFile)?;
    let own = caller.officer()?.organisation;
    let change = caller.begin().await?;
    let (row, supplier) = store::lock(&change, Which::Organisation(own)).await?;
    let (now, today, from) = (change.now(), change.today(), supplier.standing(change.now()));
    let entry_before = supplier.registration.identity.entry();
    let registration = supplier.registration.clone();
    let kept = match section {
        Section::Details => supplier.change(registration.with_details(fields, today)?, now)?,
        Section::Contact => supplier.change(registration.with_contact(fields)?, now)?,
        Section::Size => supplier.change(registration.with_size(fields, today)?, now)?,
        Section::Declarations => supplier.declare(Declared::parse(fields, today)?, now)?,
    };
    let entry = kept.registration.identity.entry();
    let in_use = store::entry_in_use(change.db(), own, &entry).await?;
    if in_use && entry != entry_before {
        return Err(SupplierRefusal::AlreadyRegistered.into());
    }
    let more = suppliers::ActiveModel { entry: Set((!in_use).then(|| entry.clone())), ..Default::default() };
    store::save(&change, &row, &kept, more).await?;
    let event = Event::SupplierFileKept {
        organisation: own,
        reference: row.reference().to_owned(),
        section,
        name: kept.registration.legal_name.clone(),
        entry,
        certificate_until: kept.registration.identity.expires_on(),
        from,
        to: kept.state(),
    };
    change.commit(event).await?;
    Ok(())
}
