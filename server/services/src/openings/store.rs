//! Rows of closings and openings.

use crate::bids::closing::ClosingLine;
use crate::change::Change;
use crate::entities::{closing_records, openings};
use crate::failure::{Failure, Stored};
use domain::bids::{Digest, EnvelopeKind, Unreadable};
use domain::ids::TenderId;
use sea_orm::QueryOrder;
use sea_orm::prelude::*;
use serde::{Deserialize, Serialize};

/// What became of an envelope in an opening record.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct OpeningLine {
    /// Whose it is; nobody can tell of a bid that the closing record lists and that is there no more.
    #[serde(flatten)]
    pub whose: Option<Whose>,
    /// Fingerprint of the sealed envelope.
    pub sha256: Digest,
    /// Why it could not be read, by its code; nothing when it was.
    pub unreadable: Option<String>,
    /// What was read: its answers or prices under the master key, because a price could be guessed; nothing when nothing
    /// was, and in older records.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read: Option<Digest>,
    /// Fingerprints of its files, as they came out of the envelope.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<Digest>,
}

/// The bid in whose place a line of an opening record stands.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Whose {
    /// The bid.
    pub bid: Uuid,
    /// The bidder.
    pub organisation: Uuid,
    /// The version that counted.
    pub version: u32,
    /// When it was received, in milliseconds.
    pub received_at: i64,
}

impl OpeningLine {
    /// The line of a bid that the closing record lists and that is there no more; none where it had no such envelope.
    pub fn missing(line: &ClosingLine, kind: EnvelopeKind) -> Option<OpeningLine> {
        let sha256 = match kind {
            EnvelopeKind::Technical => line.technical?,
            EnvelopeKind::Price => line.price,
        };
        let unreadable = Some(Unreadable::Missing.code().to_owned());
        Some(OpeningLine { whose: None, sha256, unreadable, read: None, files: Vec::new() })
    }
}

/// The closing record of a tender.
pub(crate) async fn closing(
    db: &impl ConnectionTrait,
    tender: TenderId,
) -> Result<Option<closing_records::Model>, Failure> {
    closing_records::Entity::find_by_id(tender.0).one(db).await.stored()
}

/// The opening of a kind: the one that opened, else the newest that waits.
pub(crate) async fn opening(
    db: &impl ConnectionTrait,
    tender: TenderId,
    kind: EnvelopeKind,
) -> Result<Option<openings::Model>, Failure> {
    of_kind(tender, kind).filter(openings::Column::State.ne("lapsed")).one(db).await.stored()
}

/// The newest part that waits for a second one.
pub(super) async fn waiting(
    db: &impl ConnectionTrait,
    tender: TenderId,
    kind: EnvelopeKind,
) -> Result<Option<openings::Model>, Failure> {
    of_kind(tender, kind).filter(openings::Column::State.eq("waiting")).one(db).await.stored()
}

/// The one that opened before those that wait, the newest first.
fn of_kind(tender: TenderId, kind: EnvelopeKind) -> Select<openings::Entity> {
    openings::Entity::find()
        .filter(openings::Column::TenderId.eq(tender.0))
        .filter(openings::Column::Kind.eq(kind.code()))
        .order_by_asc(openings::Column::State)
        .order_by_desc(openings::Column::FirstAt)
}

/// Openers who wait for a second one wait no longer.
pub(crate) async fn lapse_waiting(change: &Change, tender: TenderId) -> Result<(), Failure> {
    openings::Entity::update_many()
        .col_expr(openings::Column::State, Expr::value("lapsed"))
        .filter(openings::Column::TenderId.eq(tender.0))
        .filter(openings::Column::State.eq("waiting"))
        .exec(change.db())
        .await
        .stored()?;
    Ok(())
}
