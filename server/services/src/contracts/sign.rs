//! The department signs, with its password asked again, and the contract is in force.

use super::text::fingerprint;
use super::{facts, store};
use crate::accounts::confirm_password;
use crate::caller::Caller;
use crate::entities::awards;
use crate::failure::Failure;
use crate::orders::lock_budget;
use domain::contracts::ContractEvent;
use domain::permissions::Action;
use sea_orm::EntityTrait;

/// Signs for the department; refused with everything that stands against it.
pub async fn sign(caller: &Caller, reference: &str, password: &str) -> Result<(), Failure> {
    caller.may(Action::SignContract)?;
    let officer = caller.officer()?;
    let seen = store::load(caller.db(), officer, reference).await?;
    confirm_password(caller, password).await?;
    let change = caller.begin().await?;
    // A challenge that comes in at the same instant waits for the signature, or is found by it.
    change.locked(awards::Entity::find_by_id(seen.terms.award_id)).await?;
    let held = store::lock_own(&change, reference).await?;
    lock_budget(&change, held.terms.budget_line_id).await?;
    let facts = facts::signing_facts(caller, change.db(), &held, change.now()).await?;
    let contract = held.contract.clone().sign(officer.person, &facts, change.now())?;
    store::save(&change, &held, &contract, Default::default()).await?;
    let text = Some(fingerprint(change.db(), &held).await?);
    change.commit(ContractEvent::Signed { contract: contract.id, text }.into()).await?;
    Ok(())
}
