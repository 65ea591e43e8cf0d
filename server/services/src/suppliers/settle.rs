//! What the clock has done to suppliers is written down, and those whose time comes are reminded.
//!
//! No rule waits for this: `Supplier::standing` asks the clock itself. Safe to run twice, also on two servers at once.

use super::close::freed_entry;
use super::store::{self, Which};
use super::{Words, moved};
use crate::caller::Caller;
use crate::entities::suppliers;
use crate::failure::{Failure, Stored};
use domain::event::Event;
use domain::ids::OrganisationId;
use domain::permissions::Action;
use domain::suppliers::{SupplierCommand, SupplierRefusal, SupplierState};
use sea_orm::prelude::*;
use sea_orm::{QueryOrder, Set};

/// What was written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Settled {
    /// Suppliers that moved.
    pub moved: usize,
    /// Suppliers that were reminded.
    pub reminded: usize,
}

/// Moves what is due and reminds whom it concerns, each in a change of its own.
pub async fn settle(caller: &Caller) -> Result<Settled, Failure> {
    caller.may(Action::RunJobs)?;
    let by_clock = [SupplierState::Verified, SupplierState::NeedsInfo, SupplierState::Debarred];
    let rows = store::confirmed()
        .filter(suppliers::Column::State.is_in(by_clock.map(SupplierState::code)))
        .order_by_asc(suppliers::Column::Reference)
        .all(caller.db())
        .await
        .stored()?;
    let mut settled = Settled::default();
    for row in rows {
        let supplier = store::supplier_of(caller.db(), &row).await?;
        let due = supplier.standing(caller.now()) != supplier.state();
        let reminder = supplier.reminder(caller.now()).filter(|days| row.reminded_days != Some(*days));
        if due && moves(caller, OrganisationId(row.id)).await? {
            settled.moved += 1;
        } else if reminder.is_some() && reminds(caller, OrganisationId(row.id)).await? {
            settled.reminded += 1;
        }
    }
    Ok(settled)
}

/// Writes down what is due; false when somebody did before.
async fn moves(caller: &Caller, organisation: OrganisationId) -> Result<bool, Failure> {
    let change = caller.begin().await?;
    let (row, supplier) = store::lock(&change, Which::Organisation(organisation)).await?;
    let from = supplier.state();
    let until = supplier.history().valid_until;
    let supplier = match supplier.settle(change.now()) {
        Ok(supplier) => supplier,
        Err(SupplierRefusal::NothingDue) => return Ok(false),
        Err(refusal) => return Err(refusal.into()),
    };
    let command = match from {
        SupplierState::NeedsInfo => SupplierCommand::Lapse,
        SupplierState::Debarred => SupplierCommand::EndDebarment,
        _ => SupplierCommand::Expire,
    };
    store::save(&change, &row, &supplier, freed_entry(&supplier, from)).await?;
    let words = Words { until: until.filter(|_| command == SupplierCommand::Expire), ..Words::default() };
    change.commit(moved(&row, command, from, &supplier, words)).await?;
    Ok(true)
}

/// Sends the reminder that is due; false when it was sent before.
async fn reminds(caller: &Caller, organisation: OrganisationId) -> Result<bool, Failure> {
    let change = caller.begin().await?;
    let (row, supplier) = store::lock(&change, Which::Organisation(organisation)).await?;
    let reminder = supplier.reminder(change.now()).filter(|days| row.0.reminded_days != Some(*days));
    let (Some(days), Some(until)) = (reminder, supplier.history().valid_until) else { return Ok(false) };
    let more = suppliers::ActiveModel { reminded_days: Set(Some(days)), ..Default::default() };
    store::save(&change, &row, &supplier, more).await?;
    let reference = row.reference().to_owned();
    change.commit(Event::SupplierReminded { organisation, reference, days, until }).await?;
    Ok(true)
}
