//! The officer sends a complete contract to the supplier; its money is committed in each financial year.

use super::{money, store};
use crate::caller::Caller;
use crate::entities::tenders;
use crate::failure::{Failure, Stored};
use domain::contracts::ContractEvent;
use domain::permissions::Action;
use sea_orm::prelude::*;

/// Commits the money and asks the supplier to sign; refused with every part and every year that lacks.
pub async fn make_ready(caller: &Caller, reference: &str) -> Result<(), Failure> {
    caller.may(Action::DrawUpContract)?;
    let change = caller.begin().await?;
    let held = store::lock_own(&change, reference).await?;
    let room = money::room(&change, held.terms.budget_line_id).await?;
    let contract = held.contract.clone().make_ready(&room, change.today())?;
    let committed = money::commit(&change, &held, &contract).await?;
    store::save(&change, &held, &contract, Default::default()).await?;
    // What was set aside when the tender was approved is committed now.
    tenders::Entity::update_many()
        .col_expr(tenders::Column::ReservedCents, Expr::value(0))
        .filter(tenders::Column::Id.eq(held.terms.tender_id))
        .exec(change.db())
        .await
        .stored()?;
    change.commit(ContractEvent::MadeReady { contract: contract.id, committed }.into()).await?;
    Ok(())
}
