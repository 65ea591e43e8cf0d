//! Keys that are in use no more are erased when the last bid that was sealed to them needs them no more.
//!
//! What is erased is the wrapped private half; the public half stays, so that the key is never taken again. A tender needs
//! its keys until its prices are open with every envelope read, or until it ended. Sets that became void hold no bid that
//! will be opened. Source: rotation (security 3.3).

use super::{custodians, former, key_set, store};
use crate::caller::Caller;
use crate::entities::{opened_bids, sealing_keys, tenders};
use crate::failure::{Failure, Stored};
use crate::tenders as tendering;
use domain::bids::BidEvent;
use domain::ids::{PersonId, TenderId};
use domain::permissions::Action;
use domain::tenders::TenderState;
use sea_orm::Set;
use sea_orm::prelude::*;
use std::collections::BTreeSet;

/// Erases the private halves that no bid needs any more; returns how many. Safe to run twice, also on two servers at once.
pub async fn erase_unneeded(caller: &Caller) -> Result<usize, Failure> {
    caller.may(Action::RunJobs)?;
    let retired = sealing_keys::Entity::find()
        .filter(sealing_keys::Column::RetiredAt.is_not_null())
        .filter(sealing_keys::Column::ErasedAt.is_null())
        .all(caller.db())
        .await
        .stored()?;
    if retired.is_empty() {
        return Ok(0);
    }
    let needed = needed(caller.db()).await?;
    let mut erased = 0;
    for key in retired.iter().filter(|key| !needed.contains(&key.public_key)) {
        erased += usize::from(erase(caller, key).await?);
    }
    Ok(erased)
}

/// Erases one key. A retired key is named in no further set, so what was not needed before is not needed now.
async fn erase(caller: &Caller, key: &sealing_keys::Model) -> Result<bool, Failure> {
    let change = caller.begin().await?;
    let nothing = sealing_keys::ActiveModel {
        wrapped: Set(Vec::new()),
        erased_at: Set(Some(change.now().millis())),
        ..Default::default()
    };
    let stored = sealing_keys::Entity::update_many()
        .set(nothing)
        .filter(sealing_keys::Column::Id.eq(key.id))
        .filter(sealing_keys::Column::ErasedAt.is_null())
        .exec(change.db())
        .await
        .stored()?;
    if stored.rows_affected != 1 {
        return Ok(false);
    }
    let (person, fingerprint) = (PersonId(key.person_id), store::public_key(key)?.fingerprint().to_string());
    change.commit(BidEvent::KeyErased { person, fingerprint }.into()).await?;
    Ok(true)
}

/// Public halves of the keys that bids of some tender may still have to be opened with.
async fn needed(db: &impl ConnectionTrait) -> Result<BTreeSet<Vec<u8>>, Failure> {
    let over = [TenderState::Complete, TenderState::Cancelled, TenderState::Unsuccessful].map(TenderState::code);
    let rows = tendering::public_rows().filter(tenders::Column::State.is_not_in(over)).all(db).await.stored()?;
    let mut needed = BTreeSet::new();
    for row in rows {
        let tender = TenderId(row.id);
        if is_open_whole(db, &row).await? {
            continue;
        }
        let mut sets = vec![key_set::of_tender(db, tender).await?.set];
        for former in former::rows(db, tender).await?.iter().filter(|former| !former.is_void) {
            sets.push(former::set(former)?);
        }
        let slots = sets.iter().flat_map(|set| set.slots());
        needed.extend(slots.map(|slot| slot.public_key.as_bytes().to_vec()));
        // The custodians who hold its closing key: an opening may yet want it restored.
        for joint in custodians::held(db, tender).await? {
            needed.extend([joint.first_public_key, joint.second_public_key]);
        }
    }
    Ok(needed)
}

/// Prices are open, and no envelope is left that could not be read.
async fn is_open_whole(db: &impl ConnectionTrait, row: &tenders::Model) -> Result<bool, Failure> {
    let open = [TenderState::OpenedPrice, TenderState::Recommended, TenderState::AwardedPending];
    if !open.iter().any(|state| state.code() == row.state) {
        return Ok(false);
    }
    let opened = opened_bids::Entity::find().filter(opened_bids::Column::TenderId.eq(row.id)).all(db).await.stored()?;
    let is_read = |outcome: &str| matches!(outcome, "opened" | "");
    Ok(opened.iter().all(|bid| is_read(&bid.technical_outcome) && is_read(&bid.price_outcome)))
}
