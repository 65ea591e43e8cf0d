//! The winner refused to sign or let the time pass: the award ends, and the next in rank may be recommended.
//!
//! Declining a contract and its fourteen days end an award by themselves. Where a winner refuses before there is a
//! contract, the body that approved the award says so, because nobody else may take away what it gave.

use super::LONGEST;
use super::decide_challenge::decided;
use super::set_aside::contract_in_force;
use super::store;
use crate::bids;
use crate::caller::Caller;
use crate::change::Change;
use crate::entities::{awards, tenders};
use crate::failure::Failure;
use crate::tenders as tendering;
use domain::awards::{Award, AwardEvent, AwardRefusal};
use domain::bids::BidState;
use domain::form::{Fields, Reader};
use domain::permissions::Action;
use domain::tenders::Tender;
use domain::time::Timestamp;
use sea_orm::Set;

/// Writes down that no contract comes of a final award. Field: `reason`.
pub async fn lapse(caller: &Caller, reference: &str, fields: &Fields) -> Result<(), Failure> {
    caller.may(Action::ApproveAward)?;
    let mut reader = Reader::new(fields);
    let comment = reader.text("reason", LONGEST);
    let comment = reader.finish(|| comment)?;
    let change = caller.begin().await?;
    let (dossier, ..) = decided(&change, reference).await?;
    let award = end_without_contract(&change, &dossier.row, &dossier.tender, comment).await?;
    let event = AwardEvent::Lapsed { tender: award.tender, award: award.id, supplier: award.supplier };
    change.commit(event.into()).await?;
    Ok(())
}

/// Ends the award of a tender whose row is locked, and takes the tender back to open prices. For contracts that come
/// to nothing too, which commit an event of their own.
pub(crate) async fn end_without_contract(
    change: &Change,
    row: &tenders::Model,
    tender: &Tender,
    comment: String,
) -> Result<Award, Failure> {
    let round = store::lock_row_of(change, tender.id).await?.ok_or(Failure::NotFound)?;
    let award = store::award_of(&round)?.ok_or(Failure::NotFound)?;
    if contract_in_force(change.db(), award.id).await? {
        return Err(AwardRefusal::ContractInForce.into());
    }
    let award = award.lapse()?;
    tendering::save(change, row, &tender.clone().lapse_award(change.now())?, |_| {}).await?;
    let (closed_at, now) = (row.closes_at.map_or(change.now(), Timestamp::from_millis), change.now());
    bids::advance_each(change, &row.reference, |bid| {
        let refused = bid.id == award.bid && matches!(bid.state(), BidState::Awarded | BidState::Recommended);
        if refused { bid.lapse(closed_at, now).map(Some) } else { Ok(None) }
    })
    .await?;
    let columns = awards::ActiveModel { end_reason: Set(comment), ..Default::default() };
    store::save(change, &award, round.version, columns).await?;
    Ok(award)
}
