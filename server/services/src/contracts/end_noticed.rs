//! A contract under notice ends when its last day is over, which the clock says.

use super::notice::notice_of;
use super::terminate::ended;
use super::{money, store};
use crate::caller::Caller;
use crate::entities::termination_notices;
use crate::failure::{Failure, Stored};
use domain::contracts::views::Ending;
use domain::contracts::{ContractEvent, ContractRefusal};
use domain::permissions::Action;
use sea_orm::prelude::*;

/// Ends the contracts whose notice is over, each in a change of its own; returns how many. Safe to run twice.
pub async fn end_noticed(caller: &Caller) -> Result<usize, Failure> {
    caller.may(Action::RunJobs)?;
    let over = termination_notices::Entity::find()
        .filter(termination_notices::Column::EffectiveOn.lt(caller.today().to_string()))
        .all(caller.db())
        .await
        .stored()?;
    let mut count = 0;
    for row in over {
        let change = caller.begin().await?;
        let held = store::lock_by_id(&change, row.contract_id).await?;
        let Some(Ending { on, cause: Some(cause), words }) = notice_of(change.db(), &held.contract).await? else {
            continue;
        };
        let contract = match held.contract.clone().end_on_notice(on, change.today()) {
            Ok(contract) => contract,
            Err(ContractRefusal::NoticeGiven { .. } | ContractRefusal::NotNow { .. }) => continue,
            Err(refusal) => return Err(refusal.into()),
        };
        let released = money::release_unpaid(&change, &held, &contract).await?;
        store::save(&change, &held, &contract, ended(on, cause, &words)).await?;
        let (contract, effective_on) = (contract.id, on);
        let event = ContractEvent::Terminated { contract, cause, comment: words, effective_on, released };
        change.commit(event.into()).await?;
        count += 1;
    }
    Ok(count)
}
