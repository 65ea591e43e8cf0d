//! The service ends contracts that nobody signed in time; a challenge that holds the department up stops the clock.

use super::decline::{ended, lapse_award, lock_award};
use super::{facts, money, store};
use crate::caller::Caller;
use crate::entities::awarded_contracts;
use crate::failure::{Failure, Stored};
use domain::contracts::{ContractEvent, ContractRefusal, ContractState};
use domain::permissions::Action;
use sea_orm::prelude::*;

/// Ends what is due, each in a change of its own; returns how many. Safe to run twice, also on two servers at once.
pub async fn lapse(caller: &Caller) -> Result<usize, Failure> {
    caller.may(Action::RunJobs)?;
    let waiting = [ContractState::Ready, ContractState::SignedSupplier].map(ContractState::code);
    let rows = awarded_contracts::Entity::find()
        .filter(awarded_contracts::Column::State.is_in(waiting))
        .all(caller.db())
        .await
        .stored()?;
    let mut lapsed = 0;
    for row in rows {
        if lapses(caller, &row).await? {
            lapsed += 1;
        }
    }
    Ok(lapsed)
}

/// Ends one contract; false when its time still runs or somebody moved it meanwhile.
async fn lapses(caller: &Caller, row: &awarded_contracts::Model) -> Result<bool, Failure> {
    let change = caller.begin().await?;
    lock_award(&change, row).await?;
    let held = store::lock_by_id(&change, row.contract_id).await?;
    let (_, award) = facts::its_award(change.db(), &held).await?;
    let last_day = held.contract.sign_by();
    let contract = match held.contract.clone().lapse(award.challenge_against_signature(), change.today()) {
        Ok(contract) => contract,
        Err(
            ContractRefusal::SigningTimeRuns { .. }
            | ContractRefusal::ChallengePending
            | ContractRefusal::NotNow { .. },
        ) => return Ok(false),
        Err(refusal) => return Err(refusal.into()),
    };
    lapse_award(&change, &held, "").await?;
    let released = money::release_unpaid(&change, &held, &contract).await?;
    store::save(&change, &held, &contract, ended(&change, String::new())).await?;
    change.commit(ContractEvent::Lapsed { contract: contract.id, last_day, released }.into()).await?;
    Ok(true)
}
