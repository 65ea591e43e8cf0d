//! A procurement officer proposes to change value, term or milestones of a contract in force.

use super::store;
use crate::caller::Caller;
use crate::failure::Failure;
use domain::contracts::{ContractEvent, NewVariation, VariationForm};
use domain::form::Fields;
use domain::ids::OnceToken;
use domain::permissions::Action;

/// Proposes a variation; the same form sent twice gives one.
pub async fn propose_variation(
    caller: &Caller,
    once: OnceToken,
    reference: &str,
    fields: &Fields,
) -> Result<(), Failure> {
    caller.may(Action::DrawUpContract)?;
    let officer = caller.officer()?;
    let change = caller.begin().await?;
    if change.answer_before(once).await?.is_some() {
        return Ok(());
    }
    let held = store::lock_own(&change, reference).await?;
    let form = VariationForm::parse(fields, held.contract.term)?;
    let asks = NewVariation {
        proposed_by: officer.person,
        reason: form.reason.clone(),
        added: form.added,
        ends_on: form.ends_on,
        milestones: form.milestones,
    };
    let contract = held.contract.clone().propose_variation(asks, change.today())?;
    store::save(&change, &held, &contract, Default::default()).await?;
    change.remember_answer(once, reference).await?;
    let event = ContractEvent::VariationProposed {
        contract: contract.id,
        number: contract.variations.last().map_or(0, |variation| variation.number),
        added: form.added,
        ends_on: form.ends_on,
        comment: form.reason,
    };
    change.commit(event.into()).await?;
    Ok(())
}
