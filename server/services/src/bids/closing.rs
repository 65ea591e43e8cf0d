//! The closing record: which sealed bids a tender has, written once after its close. It binds whatever comes after,
//! because its fingerprint is in the log.

use super::record::digest;
use crate::audit::{Head, latest_of};
use crate::entities::closing_records;
use crate::failure::{Failure, Stored};
use domain::bids::{Bid, BidEvent, Digest, OpeningRefusal};
use domain::ids::TenderId;
use domain::time::Timestamp;
use sea_orm::prelude::*;
use serde::{Deserialize, Serialize};

/// What a closing record says.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct ClosingRecord {
    /// The log as it was before the record was written; not in older records.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub log: Option<Head>,
    /// The bids, in the order of their fingerprints.
    pub bids: Vec<ClosingLine>,
}

/// A live bid in a closing record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ClosingLine {
    /// Its latest receipt.
    pub receipt: Digest,
    /// Its technical envelope.
    pub technical: Option<Digest>,
    /// Its price envelope.
    pub price: Digest,
}

/// A closing record beside what the log says of it.
pub(crate) struct Recorded {
    /// What it says.
    pub record: ClosingRecord,
    /// Its fingerprint.
    pub sha256: Digest,
    /// Place in the log of the entry that names it.
    pub log_entry: u64,
    /// It is the one that the entry names.
    pub is_of_the_log: bool,
}

impl ClosingRecord {
    /// Reads a record; older ones are the list of bids alone.
    fn parse(text: &str) -> Result<ClosingRecord, Failure> {
        let read = serde_json::from_str(text);
        read.or_else(|error| match serde_json::from_str(text) {
            Ok(bids) => Ok(ClosingRecord { log: None, bids }),
            Err(_) => Err(Failure::broken("reading a closing record", error)),
        })
    }

    /// It lists the bid as it is now: the latest receipt, and the envelopes of the version that counts.
    pub fn lists(&self, bid: &Bid) -> bool {
        let line = ClosingLine::of(bid);
        line.is_some_and(|line| self.bids.contains(&line))
    }
}

impl ClosingLine {
    /// The line of a bid that was handed in.
    pub fn of(bid: &Bid) -> Option<ClosingLine> {
        let envelopes = bid.versions().next_back()?.envelopes;
        let technical = envelopes.technical.map(|envelope| envelope.sha256);
        Some(ClosingLine { receipt: bid.latest_receipt()?, technical, price: envelopes.price.sha256 })
    }
}

/// The closing of a tender was recorded.
pub(crate) async fn is_recorded(db: &impl ConnectionTrait, tender: TenderId) -> Result<bool, Failure> {
    Ok(closing_records::Entity::find_by_id(tender.0).one(db).await.stored()?.is_some())
}

/// The closing record of a tender beside what the log says of it.
pub(crate) async fn recorded(db: &impl ConnectionTrait, tender: TenderId) -> Result<Option<Recorded>, Failure> {
    let Some(row) = closing_records::Entity::find_by_id(tender.0).one(db).await.stored()? else { return Ok(None) };
    let sha256 = digest(row.record_json.as_bytes());
    let (log_entry, is_of_the_log) = match latest_of(db, "bids.closed", tender.0).await? {
        None => (0, false),
        Some(found) => (found.position, matches!(found.event, BidEvent::Closed { record, .. } if record == sha256)),
    };
    Ok(Some(Recorded { record: ClosingRecord::parse(&row.record_json)?, sha256, log_entry, is_of_the_log }))
}

/// The closing record that the log vouches for; a refusal when there is none.
pub(crate) async fn binding(
    db: &impl ConnectionTrait,
    tender: TenderId,
    closes_at: Timestamp,
) -> Result<ClosingRecord, Failure> {
    match recorded(db, tender).await? {
        Some(found) if found.is_of_the_log => Ok(found.record),
        Some(_) => Err(OpeningRefusal::RecordDiffers.into()),
        None => Err(OpeningRefusal::NotClosed { closes_at }.into()),
    }
}

/// A record was written for this very close and is there no more: another in its place would list what is there now.
pub(crate) async fn is_gone(
    db: &impl ConnectionTrait,
    tender: TenderId,
    closes_at: Timestamp,
) -> Result<bool, Failure> {
    let written = latest_of::<BidEvent>(db, "bids.closed", tender.0).await?;
    // A close that was moved after its record is later than the entry (M7).
    Ok(written.is_some_and(|found| found.at > closes_at) && !is_recorded(db, tender).await?)
}
