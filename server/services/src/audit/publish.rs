//! Heads of the log that everybody may read: each hour, and after each closing and opening.
//!
//! Whoever keeps a copy of them can show later that an entry was changed, dropped or moved. Between the fixed times none
//! is published, because the growth of the log would tell when a bid came in. It is bookkeeping: what a head says is in
//! the log already, so publishing one needs no entry. Source: log (security 3.6).

use super::head::Head;
use crate::caller::Caller;
use crate::entities::{audit_entries, audit_tree, log_heads};
use crate::failure::{Failure, Stored};
use crate::random::hex;
use crate::signing;
use domain::log::Occasion;
use domain::permissions::Action;
use domain::time::Timestamp;
use sea_orm::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{IntoActiveModel, QueryOrder, QuerySelect};

const HOUR_MS: i64 = 60 * 60 * 1000;
/// Heads in the public file: more than a year of hours.
const LONGEST_LIST: u64 = 10_000;

/// A published head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedHead {
    /// How long the log was, and its root.
    pub head: Head,
    /// Why it was published.
    pub occasion: Occasion,
    /// When it was taken.
    pub taken_at: Timestamp,
}

/// Publishes what is due: the head after each closing and opening since the last time, and one for this hour.
pub async fn publish_heads(caller: &Caller) -> Result<(), Failure> {
    caller.may(Action::RunJobs)?;
    let db = caller.services().db.writer();
    let newest = log_heads::Entity::find()
        .filter(log_heads::Column::Occasion.ne(Occasion::Hour.code()))
        .order_by_desc(log_heads::Column::Size)
        .one(db)
        .await
        .stored()?;
    let since = newest.map_or(0, |row| row.size);
    let entries = audit_entries::Entity::find()
        .filter(audit_entries::Column::Event.is_in(["bids.closed", "bids.opened", "bids.opened_again"]))
        .filter(audit_entries::Column::Position.gte(since))
        .order_by_asc(audit_entries::Column::Position)
        .all(db)
        .await
        .stored()?;
    for entry in entries {
        let occasion = if entry.event == "bids.closed" { Occasion::Closing } else { Occasion::Opening };
        put(caller, entry.position + 1, occasion, entry.root_hash, entry.at).await?;
    }
    let hour = log_heads::Entity::find()
        .filter(log_heads::Column::Occasion.eq(Occasion::Hour.code()))
        .order_by_desc(log_heads::Column::TakenAt)
        .one(db)
        .await
        .stored()?;
    let now = caller.now().millis();
    if hour.is_some_and(|row| row.taken_at.div_euclid(HOUR_MS) >= now.div_euclid(HOUR_MS)) {
        return Ok(());
    }
    let tree = audit_tree::Entity::find_by_id(1).one(db).await.stored()?;
    let tree = tree.ok_or_else(|| Failure::impossible("the log has no tree"))?;
    if tree.size > 0 {
        put(caller, tree.size, Occasion::Hour, tree.root_hash, now).await?;
    }
    Ok(())
}

/// An hour in which nothing was written is noted with the head that is there, or the next entry would be published at
/// the minute it came.
async fn put(caller: &Caller, size: i64, occasion: Occasion, root_hash: Vec<u8>, taken_at: i64) -> Result<(), Failure> {
    let row = log_heads::Model { size, occasion: occasion.code().to_owned(), root_hash, taken_at };
    let mut there = OnConflict::columns([log_heads::Column::Size, log_heads::Column::Occasion]);
    let there = there.update_column(log_heads::Column::TakenAt).to_owned();
    let insert = log_heads::Entity::insert(row.into_active_model()).on_conflict(there);
    insert.exec_without_returning(caller.services().db.writer()).await.stored()?;
    Ok(())
}

/// The newest published heads, newest first.
pub async fn published_heads(caller: &Caller, most: u64) -> Result<Vec<PublishedHead>, Failure> {
    caller.may(Action::ReadLogHeads)?;
    let rows = log_heads::Entity::find()
        .order_by_desc(log_heads::Column::Size)
        .order_by_desc(log_heads::Column::TakenAt)
        .limit(most)
        .all(caller.db())
        .await
        .stored()?;
    rows.into_iter().map(read).collect()
}

/// The published heads as a note that the office signs, oldest first.
pub async fn heads_file(caller: &Caller) -> Result<String, Failure> {
    caller.may(Action::ReadLogHeads)?;
    let mut lines = Vec::new();
    for published in published_heads(caller, LONGEST_LIST).await?.into_iter().rev() {
        lines.push(line_of(&published)?);
    }
    Ok(signing::sign(caller.services(), &bidding::write_heads(&lines)))
}

/// A head as it stands in a note.
pub(super) fn line_of(published: &PublishedHead) -> Result<bidding::LogHead, Failure> {
    Ok(bidding::LogHead {
        taken_at: published.taken_at.to_rfc3339(),
        size: published.head.size,
        root: domain::bids::Digest::parse(&published.head.root)
            .ok_or_else(|| Failure::impossible("a published head with a strange root"))?,
        occasion: published.occasion.code().to_owned(),
    })
}

/// The smallest published size of the log that holds the entry at this place.
pub(crate) async fn published_with(db: &impl ConnectionTrait, position: u64) -> Result<Option<u64>, Failure> {
    let row = log_heads::Entity::find()
        .filter(log_heads::Column::Size.gt(i64::try_from(position).unwrap_or(i64::MAX)))
        .order_by_asc(log_heads::Column::Size)
        .one(db)
        .await
        .stored()?;
    Ok(row.map(|row| row.size.unsigned_abs()))
}

pub(super) fn read(row: log_heads::Model) -> Result<PublishedHead, Failure> {
    let occasion =
        Occasion::parse(&row.occasion).ok_or_else(|| Failure::impossible("a published head of a strange occasion"))?;
    let head = Head { size: row.size.unsigned_abs(), root: hex(&row.root_hash) };
    Ok(PublishedHead { head, occasion, taken_at: Timestamp::from_millis(row.taken_at) })
}
