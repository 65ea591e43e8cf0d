//! The department signs, with its password asked again, and the contract is in force.

use super::text::fingerprint;
use super::{facts, store};
use crate::accounts::confirm_password;
use crate::caller::Caller;
use crate::entities::awards;
use crate::failure::Failure;
use crate::orders::lock_budget;
use domain::contracts::ContractEvent;
use domain::form::Fields;
use domain::permissions::Action;
use domain::refusal::Refusal;
use sea_orm::EntityTrait;

/// Signs for the department; refused with everything that stands against it. Fields: `password`, and `seen`, the
/// fingerprint of the text that was shown.
pub async fn sign(caller: &Caller, reference: &str, fields: &Fields) -> Result<(), Failure> {
    caller.may(Action::SignContract)?;
    let officer = caller.officer()?;
    let seen = store::load(caller.db(), officer, reference).await?;
    confirm_password(caller, fields.get("password")).await?;
    let change = caller.begin().await?;
    // A challenge that comes in at the same instant waits for the signature, or is found by it.
    change.locked(awards::Entity::find_by_id(seen.terms.award_id)).await?;
    let held = store::lock_own(&change, reference).await?;
    lock_budget(&change, held.terms.budget_line_id).await?;
    let facts = facts::signing_facts(caller, change.db(), &held, change.now()).await?;
    let contract = held.contract.clone().sign(officer.person, &facts, change.now())?;
    let text = fingerprint(change.db(), &held).await?;
    if fields.get("seen") != text.to_string() {
        return Err(Refusal::ChangedMeanwhile.into());
    }
    store::save(&change, &held, &contract, Default::default()).await?;
    change.commit(ContractEvent::Signed { contract: contract.id, text: Some(text) }.into()).await?;
    Ok(())
}
