//! The closing record: which envelopes there are, before anybody can open one.

use super::store;
use crate::audit::head_now;
use crate::bids::closing::{ClosingLine, ClosingRecord, is_gone, is_recorded};
use crate::bids::{Invitation, all_of_tender};
use crate::caller::Caller;
use crate::change::Change;
use crate::entities::{closing_records, tenders};
use crate::failure::{Failure, Stored};
use domain::bids::{BidEvent, BidState, OpeningRefusal};
use domain::ids::TenderId;
use domain::permissions::Action;
use domain::rulebook::{self, DRAIN_SECONDS};
use domain::time::Timestamp;
use sea_orm::Set;
use sea_orm::prelude::*;

/// The instant from which a tender's closing can be recorded: what was stored in time has been committed by then.
pub(super) fn recordable_from(closes_at: Timestamp) -> Timestamp {
    closes_at.plus_seconds(rulebook::on(DRAIN_SECONDS, closes_at.day()).unwrap_or_default())
}

/// References of the tenders whose closing is to be recorded now.
pub async fn due(caller: &Caller) -> Result<Vec<String>, Failure> {
    caller.may(Action::RunJobs)?;
    let recorded: Vec<Uuid> =
        closing_records::Entity::find().all(caller.db()).await.stored()?.into_iter().map(|row| row.tender_id).collect();
    let rows = tenders::Entity::find()
        .filter(tenders::Column::State.eq("published"))
        .filter(tenders::Column::ClosesAt.lt(caller.now().millis()))
        .filter(tenders::Column::Id.is_not_in(recorded))
        .all(caller.db())
        .await
        .stored()?;
    let is_due = |row: &tenders::Model| {
        row.closes_at.is_some_and(|at| caller.now() >= recordable_from(Timestamp::from_millis(at)))
    };
    Ok(rows.into_iter().filter(is_due).map(|row| row.reference).collect())
}

/// Records a closing; a second time changes nothing.
pub async fn close(caller: &Caller, tender: &str) -> Result<(), Failure> {
    caller.may(Action::RunJobs)?;
    let change = Change::begin(caller).await?;
    let invitation = Invitation::lock(&change, tender).await?;
    let terms = &invitation.terms;
    let id = terms.tender;
    if is_recorded(change.db(), id).await? || caller.now() < recordable_from(terms.closes_at) {
        return Ok(());
    }
    if is_gone(change.db(), id, terms.closes_at).await? {
        return Err(OpeningRefusal::RecordDiffers.into());
    }
    let mut lines = Vec::new();
    for record in all_of_tender(&change, id).await? {
        let bid = record.bid(&invitation)?;
        if bid.standing(terms.closes_at, caller.now()) == BidState::Sealed {
            lines.extend(ClosingLine::of(&bid));
        }
    }
    // In the order of their fingerprints, which says nothing of who came first.
    lines.sort_by_key(|line| line.receipt);
    let bids = lines.len() as u32;
    let record = ClosingRecord { log: Some(head_now(&change).await?), bids: lines };
    let record_json =
        serde_json::to_string(&record).map_err(|error| Failure::broken("writing a closing record", error))?;
    let record = crate::bids::digest(record_json.as_bytes());
    let row = closing_records::ActiveModel {
        tender_id: Set(id.0),
        closed_at: Set(terms.closes_at.millis()),
        recorded_at: Set(change.now().millis()),
        bids: Set(i64::from(bids)),
        record_json: Set(record_json),
    };
    closing_records::Entity::insert(row).exec_without_returning(change.db()).await.stored()?;
    change.commit(BidEvent::Closed { tender: id, bids, record }.into()).await?;
    Ok(())
}

/// The close was moved after it had been recorded (M7): the record no longer says which bids there are, so it goes, and
/// a new one is written at the new close. That it was written stays in the log. An opener who waits begins anew.
pub(crate) async fn reopen(change: &Change, tender: TenderId) -> Result<(), Failure> {
    let gone = closing_records::Entity::delete_by_id(tender.0).exec(change.db()).await.stored()?;
    if gone.rows_affected > 0 {
        store::lapse_waiting(change, tender).await?;
    }
    Ok(())
}
