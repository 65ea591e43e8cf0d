//! What bids and their openings need to know of a tender.

use super::store;
use crate::bids::Invitation;
use crate::caller::Caller;
use crate::change::Change;
use crate::entities::{addenda, tender_notices, tenders};
use crate::failure::{Failure, Stored};
use crate::keys;
use domain::bids::Digest;
use domain::tenders::{AddendumKind, Tender};
use domain::time::Timestamp;
use sea_orm::QueryOrder;
use sea_orm::prelude::*;

/// What a published tender asks of a bidder, as its notice stands now.
pub(crate) async fn invitation(db: &impl ConnectionTrait, reference: &str) -> Result<Invitation, Failure> {
    let row = store::public_row(db, reference).await?;
    let tender = store::tender_of(&row)?;
    let strange = |what: &str| Failure::impossible(format!("published tender {reference} without {what}"));
    let notice = tender.progress.notice.as_ref().ok_or_else(|| strange("a notice"))?;
    let hash = tender_notices::Entity::find_by_id((row.id, notice.revision as i32)).one(db).await.stored()?;
    let hash = hash.and_then(|row| Digest::parse(&row.sha256)).ok_or_else(|| strange("a fingerprint of its notice"))?;
    let keys = keys::of_tender(db, tender.id).await?;
    let addenda = addenda::Entity::find()
        .filter(addenda::Column::TenderId.eq(row.id))
        .order_by_asc(addenda::Column::Number)
        .all(db)
        .await
        .stored()?;
    let addenda = addenda
        .iter()
        .map(|row| (Timestamp::from_millis(row.issued_at), row.kind == AddendumKind::Substantial.code()))
        .collect();
    let reference = row.reference.clone();
    let invitation = Invitation::of((tender.id, reference), &tender.draft, notice, (hash, keys.hash()), addenda)?;
    Ok(Invitation { void_key_sets: keys::void_sets(db, tender.id).await?, ..invitation })
}

/// A published tender.
pub(crate) async fn load_published(
    db: &impl ConnectionTrait,
    reference: &str,
) -> Result<(tenders::Model, Tender), Failure> {
    let row = store::public_row(db, reference).await?;
    let tender = store::tender_of(&row)?;
    Ok((row, tender))
}

/// A published tender, locked to the end of the change.
pub(crate) async fn lock_published(change: &Change, reference: &str) -> Result<(tenders::Model, Tender), Failure> {
    let row = store::lock_public_row(change, reference).await?;
    let tender = store::tender_of(&row)?;
    Ok((row, tender))
}

/// A published tender whose opening the officer may follow.
pub(crate) async fn openable(caller: &Caller, reference: &str) -> Result<tenders::Model, Failure> {
    let row = store::load_row(caller.db(), caller.officer()?, reference).await?;
    if row.published_at.is_some() { Ok(row) } else { Err(Failure::NotFound) }
}
