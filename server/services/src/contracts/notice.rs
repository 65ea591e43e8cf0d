//! The notice under which a contract in force ends on a later day.

use crate::entities::termination_notices;
use crate::failure::{Failure, Stored};
use domain::contracts::views::Ending;
use domain::contracts::{Contract, ContractState, TerminationCause};
use domain::time::Day;
use sea_orm::prelude::*;

/// The notice under which a contract in force ends, if one was given.
pub(super) async fn notice_of(db: &impl ConnectionTrait, contract: &Contract) -> Result<Option<Ending>, Failure> {
    if contract.state != ContractState::Active {
        return Ok(None);
    }
    let row = termination_notices::Entity::find_by_id(contract.id.0).one(db).await.stored()?;
    row.map(|row| {
        let on = Day::parse(&row.effective_on).ok_or_else(|| Failure::impossible("a notice without its last day"))?;
        Ok(Ending { on, cause: TerminationCause::parse(&row.cause), words: row.words })
    })
    .transpose()
}
