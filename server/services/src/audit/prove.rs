//! Proves that an entry is in the log whose head was published.

use super::publish::published_with;
use super::tree::{Hash, path};
use crate::caller::Caller;
use crate::entities::audit_entries;
use crate::failure::{Failure, Stored};
use bidding::LogProof;
use domain::bids::Digest;
use domain::time::Timestamp;
use sea_orm::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};

/// The proof for the entry at this place, to the smallest published head that holds it; nothing before there is one.
pub(crate) async fn prove(caller: &Caller, position: u64) -> Result<Option<LogProof>, Failure> {
    let Some(size) = published_with(caller.db(), position).await? else { return Ok(None) };
    // Every leaf up to that head is read: one reader at a time for each processor.
    let _turn = caller.services().turn().await?;
    let strange = || Failure::impossible("the log lacks entries of a published head");
    let end = i64::try_from(size).map_err(|_| strange())?;
    let rows: Vec<(i64, Vec<u8>)> = audit_entries::Entity::find()
        .select_only()
        .columns([audit_entries::Column::At, audit_entries::Column::LeafHash])
        .filter(audit_entries::Column::Position.lt(end))
        .order_by_asc(audit_entries::Column::Position)
        .into_tuple()
        .all(caller.db())
        .await
        .stored()?;
    let place = usize::try_from(position).map_err(|_| strange())?;
    let at = rows.get(place).filter(|_| rows.len() as u64 == size).ok_or_else(strange)?.0;
    let leaves = rows.into_iter().map(|(_, leaf)| Hash::try_from(leaf)).collect::<Result<Vec<_>, _>>();
    let path = path(&leaves.map_err(|_| strange())?, place).into_iter().map(Digest).collect();
    Ok(Some(LogProof { entry: position, written_at: Timestamp::from_millis(at), size, path }))
}
