//! The key sets a tender had before its present one, and which of them are void.

use super::key_set::of_tender;
use super::store::Fault;
use crate::change::Change;
use crate::entities::former_key_sets;
use crate::failure::{Failure, Stored};
use domain::bids::Digest;
use domain::ids::TenderId;
use domain::time::Timestamp;
use sea_orm::prelude::*;
use sea_orm::{QueryOrder, Set};
use sealing::KeySet;

/// Former sets of a tender, oldest first.
pub(super) async fn rows(db: &impl ConnectionTrait, tender: TenderId) -> Result<Vec<former_key_sets::Model>, Failure> {
    former_key_sets::Entity::find()
        .filter(former_key_sets::Column::TenderId.eq(tender.0))
        .order_by_asc(former_key_sets::Column::Number)
        .all(db)
        .await
        .stored()
}

/// The set of a row.
pub(super) fn set(row: &former_key_sets::Model) -> Result<KeySet, Failure> {
    KeySet::parse(&row.canonical).map_err(|error| Failure::broken("reading a former key set", Fault(error)))
}

/// Makes a former set void from now on.
pub(super) async fn void(change: &Change, row: &former_key_sets::Model) -> Result<(), Failure> {
    let void =
        former_key_sets::ActiveModel { is_void: Set(true), ended_at: Set(change.now().millis()), ..Default::default() };
    former_key_sets::Entity::update_many()
        .set(void)
        .filter(former_key_sets::Column::TenderId.eq(row.tender_id))
        .filter(former_key_sets::Column::Number.eq(row.number))
        .exec(change.db())
        .await
        .stored()?;
    Ok(())
}

/// Fingerprints of the sets that became void, each with the instant: bids that were sealed to them before must be handed
/// in again.
pub(crate) async fn void_sets(
    db: &impl ConnectionTrait,
    tender: TenderId,
) -> Result<Vec<(Digest, Timestamp)>, Failure> {
    let void = rows(db, tender).await?.into_iter().filter(|row| row.is_void);
    void.map(|row| {
        let hash = row.hash.as_slice().try_into().map_err(|_| Failure::impossible("a key set without a hash"))?;
        Ok((Digest(hash), Timestamp::from_millis(row.ended_at)))
    })
    .collect()
}

/// Every set that a bid which counts may be sealed to, the present one first: void ones hold no such bid.
pub(crate) async fn sets_of(db: &impl ConnectionTrait, tender: TenderId) -> Result<Vec<KeySet>, Failure> {
    let mut sets = vec![of_tender(db, tender).await?.set];
    for row in rows(db, tender).await?.iter().rev().filter(|row| !row.is_void) {
        sets.push(set(row)?);
    }
    Ok(sets)
}
