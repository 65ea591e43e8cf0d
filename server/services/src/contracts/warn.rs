//! Both sides are told in good time: when most of the value is used, and when the last day comes near. Each once.

use super::{browse, store};
use crate::caller::Caller;
use crate::entities::awarded_contracts;
use crate::failure::{Failure, Stored};
use domain::contracts::{ContractEvent, ContractState, EndWarning, Warning};
use domain::money::Money;
use domain::permissions::Action;
use domain::time::Day;
use sea_orm::Set;
use sea_orm::prelude::*;

/// What was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Warned {
    /// Contracts whose value is mostly used.
    pub spent: usize,
    /// Contracts whose end is near.
    pub ending: usize,
}

/// Tells what is due, each in a change of its own. Safe to run twice, also on two servers at once.
pub async fn warn(caller: &Caller) -> Result<Warned, Failure> {
    caller.may(Action::RunJobs)?;
    let rows = awarded_contracts::Entity::find()
        .filter(awarded_contracts::Column::State.eq(ContractState::Active.code()))
        .all(caller.db())
        .await
        .stored()?;
    let mut warned = Warned::default();
    for row in rows {
        // One change tells of one thing.
        while let Some(warning) = tells(caller, row.contract_id).await? {
            match warning {
                Warning::Spent => warned.spent += 1,
                Warning::EndsSoon | Warning::EndsNow => warned.ending += 1,
            }
        }
    }
    Ok(warned)
}

async fn tells(caller: &Caller, id: Uuid) -> Result<Option<Warning>, Failure> {
    let change = caller.begin().await?;
    let held = store::lock_by_id(&change, id).await?;
    if held.contract.state != ContractState::Active {
        return Ok(None);
    }
    let used = browse::used(change.db(), &held.contract).await?;
    let Some((warning, columns)) = due(&held, used, change.today()) else { return Ok(None) };
    store::save(&change, &held, &held.contract, columns).await?;
    change.commit(ContractEvent::Warned { contract: held.contract.id, warning }.into()).await?;
    Ok(Some(warning))
}

/// What is due and was not told yet.
fn due(held: &store::Held, used: Money, today: Day) -> Option<(Warning, awarded_contracts::ActiveModel)> {
    let told = held.terms.warned_end.as_deref();
    if !held.terms.warned_spent && held.contract.used_warning(used, today).is_some() {
        return Some((
            Warning::Spent,
            awarded_contracts::ActiveModel { warned_spent: Set(true), ..Default::default() },
        ));
    }
    let ending = held.contract.end_warning(today)?;
    let (warning, is_told) = match ending {
        EndWarning::First => (Warning::EndsSoon, told.is_some()),
        EndWarning::Last => (Warning::EndsNow, told == Some(EndWarning::Last.code())),
    };
    let columns =
        awarded_contracts::ActiveModel { warned_end: Set(Some(ending.code().to_owned())), ..Default::default() };
    (!is_told).then_some((warning, columns))
}
