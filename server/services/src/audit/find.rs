//! Looks up what the log says of one thing.

use crate::entities::audit_entries;
use crate::failure::{Failure, Stored};
use domain::time::Timestamp;
use sea_orm::QueryOrder;
use sea_orm::prelude::*;
use serde::de::DeserializeOwned;

/// An entry, as far as others ask for it.
pub(crate) struct Found<T> {
    /// Place in the log, from 0.
    pub position: u64,
    /// When it was written.
    pub at: Timestamp,
    /// What happened.
    pub event: T,
}

/// The latest event of a name in the history of a thing.
pub(crate) async fn latest_of<T: DeserializeOwned>(
    db: &impl ConnectionTrait,
    name: &str,
    subject: Uuid,
) -> Result<Option<Found<T>>, Failure> {
    let row = audit_entries::Entity::find()
        .filter(audit_entries::Column::SubjectId.eq(subject))
        .filter(audit_entries::Column::Event.eq(name))
        .order_by_desc(audit_entries::Column::Position)
        .one(db)
        .await
        .stored()?;
    let Some(row) = row else { return Ok(None) };
    let event =
        serde_json::from_str(&row.body).map_err(|error| Failure::broken("reading an entry of the log", error))?;
    Ok(Some(Found { position: row.position.unsigned_abs(), at: Timestamp::from_millis(row.at), event }))
}
