//! The records of closings and openings are those whose fingerprints stand in the log.

use crate::entities::{audit_entries, closing_records, later_openings, log_heads, openings, tenders};
use crate::failure::{Failure, Stored};
use crate::random::sha256;
use domain::bids::{BidEvent, Digest};
use sea_orm::QueryOrder;
use sea_orm::prelude::*;
use std::collections::BTreeMap;

/// Published heads compared at a time.
const HEADS_AT_A_TIME: usize = 500;

/// What comparing found: how many records fit, or the entry one does not fit and what is wrong.
pub(super) type Compared = Result<u64, (u64, &'static str)>;

/// An entry that names a record.
struct Named {
    position: u64,
    at: i64,
    record: Digest,
}

/// Compares every record with the latest entry that names it, and every such entry with its record.
pub(super) async fn compare(db: &impl ConnectionTrait, size: u64) -> Result<Compared, Failure> {
    let (closed, opened) = match named(db).await? {
        Ok(named) => named,
        Err(damage) => return Ok(Err(damage)),
    };
    let mut fitting = 0;
    let rows = closing_records::Entity::find().all(db).await.stored()?;
    let (recorded, records): (Vec<_>, Vec<_>) = rows.into_iter().map(|row| (row.tender_id, row.record_json)).unzip();
    for (tender, text) in recorded.iter().zip(records) {
        match closed.get(tender) {
            None => return Ok(Err((size, "there is a closing record that no entry names"))),
            Some(named) if named.record.0 != sha256(text.as_bytes()) => {
                return Ok(Err((named.position, "the closing record is not the one this entry names")));
            }
            Some(_) => fitting += 1,
        }
    }
    for (tender, named) in closed.iter().filter(|(tender, _)| !recorded.contains(tender)) {
        // A record goes when its close is moved after it (M7).
        let row = tenders::Entity::find_by_id(*tender).one(db).await.stored()?;
        if row.and_then(|row| row.closes_at).is_none_or(|closes_at| closes_at <= named.at) {
            return Ok(Err((named.position, "the closing record this entry names is gone")));
        }
    }
    let rows = openings::Entity::find().filter(openings::Column::State.eq("opened")).all(db).await.stored()?;
    let mut found = Vec::new();
    for row in rows {
        let key = (row.tender_id, row.kind);
        match opened.get(&key) {
            None => return Ok(Err((size, "there is an opening record that no entry names"))),
            Some(named) if named.record.0 != sha256(row.record_json.as_bytes()) => {
                return Ok(Err((named.position, "the opening record is not the one this entry names")));
            }
            Some(_) => fitting += 1,
        }
        found.push(key);
    }
    if let Some((_, named)) = opened.iter().find(|(key, _)| !found.contains(key)) {
        return Ok(Err((named.position, "the opening record this entry names is gone")));
    }
    Ok(later(db, size).await?.map(|also| fitting + also))
}

/// The records of tries after an opening, each beside the entry that names it.
async fn later(db: &impl ConnectionTrait, size: u64) -> Result<Compared, Failure> {
    let entries = audit_entries::Entity::find()
        .filter(audit_entries::Column::Event.is_in(["bids.opened_again", "bid.rescued"]))
        .order_by_asc(audit_entries::Column::Position)
        .all(db)
        .await
        .stored()?;
    let mut named = Vec::new();
    for entry in entries {
        let position = entry.position.unsigned_abs();
        match serde_json::from_str(&entry.body) {
            Ok(BidEvent::OpenedAgain { tender, record, .. } | BidEvent::Rescued { tender, record, .. }) => {
                named.push((position, tender.0, record));
            }
            _ => return Ok(Err((position, "the entry of a record cannot be read"))),
        }
    }
    let rows = later_openings::Entity::find().all(db).await.stored()?;
    let fitting = rows.len() as u64;
    for row in rows {
        let record = Digest(sha256(row.record_json.as_bytes()));
        let Some(place) = named.iter().position(|(_, tender, of)| (*tender, *of) == (row.tender_id, record)) else {
            return Ok(Err((size, "there is a record of a later try that no entry names")));
        };
        named.remove(place);
    }
    match named.first() {
        Some((position, ..)) => Ok(Err((*position, "the record of a later try this entry names is gone"))),
        None => Ok(Ok(fitting)),
    }
}

/// The first published head that is not the log's own at its size: its size.
pub(super) async fn strange_head(db: &impl ConnectionTrait) -> Result<Option<u64>, Failure> {
    let heads = log_heads::Entity::find().order_by_asc(log_heads::Column::Size).all(db).await.stored()?;
    for heads in heads.chunks(HEADS_AT_A_TIME) {
        let positions = heads.iter().map(|head| head.size - 1);
        let entries = audit_entries::Entity::find().filter(audit_entries::Column::Position.is_in(positions));
        let roots: BTreeMap<_, _> =
            entries.all(db).await.stored()?.into_iter().map(|entry| (entry.position + 1, entry.root_hash)).collect();
        if let Some(head) = heads.iter().find(|head| roots.get(&head.size) != Some(&head.root_hash)) {
            return Ok(Some(head.size.unsigned_abs()));
        }
    }
    Ok(None)
}

type NamedRecords = (BTreeMap<Uuid, Named>, BTreeMap<(Uuid, String), Named>);

/// The latest entry that names each closing record and each opening record.
async fn named(db: &impl ConnectionTrait) -> Result<Result<NamedRecords, (u64, &'static str)>, Failure> {
    let entries = audit_entries::Entity::find()
        .filter(audit_entries::Column::Event.is_in(["bids.closed", "bids.opened"]))
        .order_by_asc(audit_entries::Column::Position)
        .all(db)
        .await
        .stored()?;
    let (mut closed, mut opened) = (BTreeMap::new(), BTreeMap::new());
    for entry in entries {
        let (position, at) = (entry.position.unsigned_abs(), entry.at);
        match serde_json::from_str(&entry.body) {
            Ok(BidEvent::Closed { tender, record, .. }) => {
                closed.insert(tender.0, Named { position, at, record });
            }
            Ok(BidEvent::Opened { tender, kind, record, .. }) => {
                opened.insert((tender.0, kind.code().to_owned()), Named { position, at, record });
            }
            _ => return Ok(Err((position, "the entry of a record cannot be read"))),
        }
    }
    Ok(Ok((closed, opened)))
}
