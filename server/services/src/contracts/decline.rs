//! The supplier declines to sign, or takes its signature back before the department signed; its award lapses.

use super::{facts, money, store};
use crate::awards;
use crate::caller::Caller;
use crate::change::Change;
use crate::entities::{awarded_contracts, awards as award_rows};
use crate::failure::Failure;
use domain::contracts::ContractEvent;
use domain::contracts::forms::words;
use domain::form::Fields;
use domain::permissions::Action;
use sea_orm::{EntityTrait, Set};

/// Declines with a `comment`; what was committed is released, and the next in rank may be recommended.
pub async fn decline(caller: &Caller, reference: &str, fields: &Fields) -> Result<(), Failure> {
    caller.may(Action::SignForCompany)?;
    let officer = caller.officer()?;
    let seen = store::load(caller.db(), officer, reference).await?;
    let comment = words(fields, "comment")?;
    let change = caller.begin().await?;
    change.locked(award_rows::Entity::find_by_id(seen.terms.award_id)).await?;
    let held = store::lock_companys(&change, reference).await?;
    let contract = held.contract.clone().decline(officer.organisation)?;
    lapse_award(&change, &held).await?;
    let released = money::release_unpaid(&change, &held).await?;
    store::save(&change, &held, &contract, ended(&change, comment.clone())).await?;
    change.commit(ContractEvent::Declined { contract: contract.id, comment, released }.into()).await?;
    Ok(())
}

/// The award of a contract that came to nothing lapses, if it still stands. The caller holds its lock.
pub(super) async fn lapse_award(change: &Change, held: &store::Held) -> Result<(), Failure> {
    let (row, award) = facts::its_award(change.db(), held).await?;
    // It may have been set aside before: then there is nothing left to lapse.
    match award.lapse() {
        Ok(award) => awards::put(change, &award, row.version).await,
        Err(_) => Ok(()),
    }
}

/// The columns that say how a contract ended today.
pub(super) fn ended(change: &Change, words: String) -> awarded_contracts::ActiveModel {
    awarded_contracts::ActiveModel {
        ended_on: Set(Some(change.today().to_string())),
        end_words: Set(words),
        ..Default::default()
    }
}
