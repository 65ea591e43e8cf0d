//! The department gives a contract up before it is in force; its award stays, and another contract may be drawn up.

use super::decline::ended;
use super::{money, store};
use crate::caller::Caller;
use crate::failure::Failure;
use domain::contracts::ContractEvent;
use domain::contracts::forms::words;
use domain::form::Fields;
use domain::permissions::Action;

/// Gives it up with a `comment`; what was committed is released.
pub async fn cancel(caller: &Caller, reference: &str, fields: &Fields) -> Result<(), Failure> {
    caller.may(Action::DrawUpContract)?;
    let officer = caller.officer()?;
    store::load(caller.db(), officer, reference).await?;
    let comment = words(fields, "comment")?;
    let change = caller.begin().await?;
    let held = store::lock_own(&change, reference).await?;
    let contract = held.contract.clone().cancel(&comment)?;
    let released = money::release_unpaid(&change, &held, &contract).await?;
    store::save(&change, &held, &contract, ended(&change, comment.clone())).await?;
    let told_supplier = held.contract.ready_on.is_some();
    change.commit(ContractEvent::Cancelled { contract: contract.id, told_supplier, comment, released }.into()).await?;
    Ok(())
}
