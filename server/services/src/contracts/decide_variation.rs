//! Another officer agrees to a variation, with the money each year needs for it, or turns it down.

use super::{money, store};
use crate::caller::Caller;
use crate::failure::Failure;
use domain::contracts::ContractEvent;
use domain::contracts::forms::words;
use domain::form::{Fields, Reader};
use domain::permissions::Action;

/// Decides on the variation named by `variation`. `do` is `approve_variation` or `reject_variation`, the latter with a
/// `decision_comment`.
pub async fn decide_variation(caller: &Caller, reference: &str, fields: &Fields) -> Result<(), Failure> {
    caller.may(Action::SignContract)?;
    let officer = caller.officer()?;
    store::load(caller.db(), officer, reference).await?;
    let mut reader = Reader::new(fields);
    let number = reader.number("variation", 1, 999).and_then(|number| u32::try_from(number).ok());
    let number = reader.finish(|| number)?;
    match fields.get("do") {
        "approve_variation" => approve(caller, reference, number).await,
        "reject_variation" => {
            let comment = words(fields, "decision_comment")?;
            let change = caller.begin().await?;
            let held = store::lock_own(&change, reference).await?;
            let contract = held.contract.clone().reject_variation(number, officer.person)?;
            store::save(&change, &held, &contract, Default::default()).await?;
            change.commit(ContractEvent::VariationRejected { contract: contract.id, number, comment }.into()).await?;
            Ok(())
        }
        _ => Err(Failure::NotFound),
    }
}

async fn approve(caller: &Caller, reference: &str, number: u32) -> Result<(), Failure> {
    let officer = caller.officer()?;
    let change = caller.begin().await?;
    let held = store::lock_own(&change, reference).await?;
    let room = money::room(&change, held.terms.budget_line_id).await?;
    let contract = held.contract.clone().approve_variation(number, officer.person, &room, change.today())?;
    let committed = money::commit(&change, &held, &contract).await?;
    let mut also = crate::entities::awarded_contracts::ActiveModel::default();
    // What was told of the old value or the old last day is told again of the new one.
    if contract.value != held.contract.value {
        also.warned_spent = sea_orm::Set(false);
    }
    if contract.term != held.contract.term {
        also.warned_end = sea_orm::Set(None);
    }
    store::save(&change, &held, &contract, also).await?;
    let event = ContractEvent::Varied { contract: contract.id, number, value: contract.value, committed };
    change.commit(event.into()).await?;
    Ok(())
}
