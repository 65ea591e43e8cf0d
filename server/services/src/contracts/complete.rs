//! A contract is finished once every milestone is accepted and paid, with a review of the supplier.

use super::decline::ended;
use super::{money, store};
use crate::caller::Caller;
use crate::failure::Failure;
use domain::contracts::forms::words;
use domain::contracts::{Completion, ContractEvent};
use domain::form::Fields;
use domain::permissions::Action;

/// Finishes it; `review` says how the supplier performed. What is left of the commitments is released.
pub async fn complete(caller: &Caller, reference: &str, fields: &Fields) -> Result<(), Failure> {
    caller.may(Action::DrawUpContract)?;
    let officer = caller.officer()?;
    store::load(caller.db(), officer, reference).await?;
    let review = words(fields, "review")?;
    let change = caller.begin().await?;
    let held = store::lock_own(&change, reference).await?;
    let completion = Completion { reviewed_by: officer.person, review: review.clone() };
    let contract = held.contract.clone().complete(&completion)?;
    let released = money::release_unpaid(&change, &held, &contract).await?;
    store::save(&change, &held, &contract, ended(&change, review.clone())).await?;
    change.commit(ContractEvent::Completed { contract: contract.id, comment: review, released }.into()).await?;
    Ok(())
}
