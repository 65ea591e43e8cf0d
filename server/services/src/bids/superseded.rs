//! Envelopes that were replaced or withdrawn: which they are, and when they were destroyed.

use super::{Invitation, all_of_tender};
use crate::change::Change;
use crate::entities::destroyed_envelopes;
use crate::failure::{Failure, Stored};
use domain::bids::Digest;
use domain::ids::TenderId;
use domain::time::Timestamp;
use sea_orm::prelude::*;

/// Fingerprints of the envelopes of a tender that count no more.
pub(crate) async fn superseded(change: &Change, tender: &str) -> Result<Vec<Digest>, Failure> {
    let invitation = Invitation::lock(change, tender).await?;
    let mut found = Vec::new();
    for record in all_of_tender(change, invitation.terms.tender).await? {
        found.extend(record.bid(&invitation)?.superseded());
    }
    Ok(found)
}

/// When the superseded envelopes of a tender were destroyed.
pub(super) async fn destroyed_at(db: &impl ConnectionTrait, tender: TenderId) -> Result<Option<Timestamp>, Failure> {
    let row = destroyed_envelopes::Entity::find_by_id(tender.0).one(db).await.stored()?;
    Ok(row.map(|row| Timestamp::from_millis(row.destroyed_at)))
}
