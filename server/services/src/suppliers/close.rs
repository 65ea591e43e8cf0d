//! A company leaves.

use super::store::{self, Which};
use super::{Words, moved};
use crate::caller::Caller;
use crate::entities::suppliers;
use crate::failure::Failure;
use domain::permissions::Action;
use domain::suppliers::{Engagements, Supplier, SupplierCommand, SupplierState};
use sea_orm::Set;

/// Ends the registration. What was never vetted leaves its number free; anything else keeps it, so that leaving is no
/// way round a decision.
pub async fn close(caller: &Caller) -> Result<(), Failure> {
    caller.may(Action::KeepOwnFile)?;
    let own = caller.officer()?.organisation;
    let change = caller.begin().await?;
    let (row, supplier) = store::lock(&change, Which::Organisation(own)).await?;
    let from = supplier.standing(change.now());
    let supplier = supplier.close(engagements(), change.now())?;
    store::save(&change, &row, &supplier, freed_entry(&supplier, from)).await?;
    change.commit(moved(&row, SupplierCommand::Close, from, &supplier, Words::default())).await?;
    Ok(())
}

/// What the supplier still has to do for somebody: no bid, order or contract is with a supplier's account yet.
fn engagements() -> Engagements {
    Engagements::default()
}

/// Frees the entry of a supplier that closes and was never decided upon.
pub(super) fn freed_entry(supplier: &Supplier, from: SupplierState) -> suppliers::ActiveModel {
    let undecided = supplier.history().first_verified_on.is_none() && from != SupplierState::Rejected;
    if supplier.state() == SupplierState::Closed && undecided {
        return suppliers::ActiveModel { entry: Set(None), ..Default::default() };
    }
    suppliers::ActiveModel::default()
}
