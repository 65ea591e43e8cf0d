//! A tender that takes bids gets other keys: its notice says so, and where bids must be handed in again the close leaves
//! time for it (security 3.3, M9).

use super::store;
use crate::change::Change;
use crate::entities::tenders;
use crate::failure::{Failure, Stored};
use crate::keys::{self, Renewal, Renewed};
use domain::tenders::{Cause, KeysCause, Stage, Tender, TenderEvent, TenderState};
use sea_orm::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};

/// Renews the keys of a locked tender and keeps the tender; returns what happened, to be logged once every row is written.
/// `None`, with nothing kept, when no two of the keys that are left could open a bid.
pub(crate) async fn change_keys(
    change: &Change,
    row: &tenders::Model,
    tender: Tender,
    renewal: Renewal,
) -> Result<Option<TenderEvent>, Failure> {
    let (cause, person) = match renewal {
        Renewal::GivenUp(person) => (KeysCause::Suspected, person),
        Renewal::Named(person) => (KeysCause::Named, person),
        Renewal::Left(person) => (KeysCause::Left, person),
    };
    let Some(Renewed { key_set, is_void }) = keys::renew(change, tender.id, renewal).await? else { return Ok(None) };
    let before = store::closes_at(&tender);
    let tender = tender.change_keys(is_void, change.now())?;
    store::save(change, row, &tender, |_| {}).await?;
    let cause_of_notice = Cause::KeysChanged { key_set, is_void };
    let notice_sha256 = store::put_notice(change, &tender, cause_of_notice, change.now()).await?;
    let closes_at = store::closes_at(&tender);
    let moved = closes_at != before;
    let tender = tender.id;
    Ok(Some(TenderEvent::KeysChanged { tender, cause, person, key_set, is_void, closes_at, moved, notice_sha256 }))
}

/// Every tender that takes bids now, each locked to the end of the change, in one order.
pub(crate) async fn lock_open(change: &Change, among: &[Uuid]) -> Result<Vec<(tenders::Model, Tender)>, Failure> {
    let query = store::public_rows()
        .filter(tenders::Column::Id.is_in(among.iter().copied()))
        .order_by_asc(tenders::Column::Reference);
    let mut open = Vec::new();
    for row in change.locked(query).await? {
        let tender = store::tender_of(&row)?;
        if tender.stage(change.now()) == Stage::Published {
            open.push((row, tender));
        }
    }
    Ok(open)
}

/// The tenders that take bids now.
pub(crate) async fn open_ids(db: &impl ConnectionTrait, now: domain::time::Timestamp) -> Result<Vec<Uuid>, Failure> {
    store::public_rows()
        .filter(tenders::Column::State.eq(TenderState::Published.code()))
        .filter(tenders::Column::ClosesAt.gte(now.millis()))
        .select_only()
        .column(tenders::Column::Id)
        .into_tuple()
        .all(db)
        .await
        .stored()
}
