//! A company leaves.

use super::store::{self, Which};
use super::{Words, moved};
use crate::bids;
use crate::caller::Caller;
use crate::change::Change;
use crate::entities::{awarded_contracts, suppliers};
use crate::failure::{Failure, Stored};
use domain::contracts::ContractState;
use domain::ids::OrganisationId;
use domain::permissions::Action;
use domain::suppliers::{Engagements, Supplier, SupplierCommand, SupplierState};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, Set};

/// Ends the registration. What was never vetted leaves its number free; anything else keeps it, so that leaving is no
/// way round a decision.
pub async fn close(caller: &Caller) -> Result<(), Failure> {
    caller.may(Action::KeepOwnFile)?;
    let own = caller.officer()?.organisation;
    let change = caller.begin().await?;
    let (row, supplier) = store::lock(&change, Which::Organisation(own)).await?;
    let from = supplier.standing(change.now());
    let supplier = supplier.close(engagements(&change, own).await?, change.now())?;
    store::save(&change, &row, &supplier, freed_entry(&supplier, from)).await?;
    change.commit(moved(&row, SupplierCommand::Close, from, &supplier, Words::default())).await?;
    Ok(())
}

/// What the supplier still has to do for somebody. Contracts are a later feature, so their rows are asked, not they;
/// orders are not issued to a supplier's account yet.
async fn engagements(change: &Change, own: OrganisationId) -> Result<Engagements, Failure> {
    let standing = [ContractState::Ready, ContractState::SignedSupplier, ContractState::Active];
    let contracts = awarded_contracts::Entity::find()
        .filter(awarded_contracts::Column::SupplierId.eq(own.0))
        .filter(awarded_contracts::Column::State.is_in(standing.map(ContractState::code)))
        .count(change.db())
        .await
        .stored()?;
    Ok(Engagements { bids: bids::in_play(change, own).await?, orders: 0, contracts: contracts as u32 })
}

/// Frees the entry of a supplier that closes and was never decided upon.
pub(super) fn freed_entry(supplier: &Supplier, from: SupplierState) -> suppliers::ActiveModel {
    let undecided = supplier.history().first_verified_on.is_none() && from != SupplierState::Rejected;
    if supplier.state() == SupplierState::Closed && undecided {
        return suppliers::ActiveModel { entry: Set(None), ..Default::default() };
    }
    suppliers::ActiveModel::default()
}
