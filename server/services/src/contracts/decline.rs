//! The supplier declines to sign, or takes its signature back before the department signed; its award lapses.

use super::{facts, money, store};
use crate::awards;
use crate::caller::Caller;
use crate::change::Change;
use crate::entities::{awarded_contracts, awards as award_rows, tenders};
use crate::failure::Failure;
use domain::contracts::ContractEvent;
use domain::contracts::forms::words;
use domain::form::Fields;
use domain::permissions::Action;
use domain::tenders::TenderState;
use sea_orm::{EntityTrait, Set};

/// Declines with a `comment`; what was committed is released, and the next in rank may be recommended.
pub async fn decline(caller: &Caller, reference: &str, fields: &Fields) -> Result<(), Failure> {
    caller.may(Action::SignForCompany)?;
    let officer = caller.officer()?;
    let seen = store::load(caller.db(), officer, reference).await?;
    let comment = words(fields, "comment")?;
    let change = caller.begin().await?;
    lock_award(&change, &seen.terms).await?;
    let held = store::lock_companys(&change, reference).await?;
    let contract = held.contract.clone().decline(officer.organisation)?;
    lapse_award(&change, &held, &comment).await?;
    let released = money::release_unpaid(&change, &held, &contract).await?;
    store::save(&change, &held, &contract, ended(&change, comment.clone())).await?;
    change.commit(ContractEvent::Declined { contract: contract.id, comment, released }.into()).await?;
    Ok(())
}

/// Locks a contract's tender and its award, in the order in which awards do.
pub(super) async fn lock_award(change: &Change, terms: &awarded_contracts::Model) -> Result<(), Failure> {
    change.locked(tenders::Entity::find_by_id(terms.tender_id)).await?;
    change.locked(award_rows::Entity::find_by_id(terms.award_id)).await?;
    Ok(())
}

/// The award of a contract that came to nothing lapses, if it still stands, and its tender goes back to open prices.
/// The caller holds their locks.
pub(super) async fn lapse_award(change: &Change, held: &store::Held, comment: &str) -> Result<(), Failure> {
    let (row, award) = facts::its_award(change.db(), held).await?;
    // It may have been set aside before: then there is nothing left to lapse.
    let Ok(lapsed) = award.lapse() else { return Ok(()) };
    let (tender_row, tender) = facts::tender_of(change.db(), held.terms.tender_id).await?;
    if tender.state() != TenderState::Complete {
        return awards::put(change, &lapsed, row.version).await;
    }
    awards::end_without_contract(change, &tender_row, &tender, comment.to_owned()).await?;
    Ok(())
}

/// The columns that say how a contract ended today.
pub(super) fn ended(change: &Change, words: String) -> awarded_contracts::ActiveModel {
    awarded_contracts::ActiveModel {
        ended_on: Set(Some(change.today().to_string())),
        end_words: Set(words),
        ..Default::default()
    }
}
