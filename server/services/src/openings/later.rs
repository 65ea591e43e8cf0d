//! Envelopes that could not be read at the opening, and what became of them after it.
//!
//! Such an envelope is kept and listed. Another pair of officers may try it, and so may its bidder with the key it kept,
//! while the evaluation can still take the bid in. The record of the opening stays as it is; each later try has a record
//! of its own, whose fingerprint is in the log too. Source: security 3.3 (last rescue), 3.7.

use super::store::{self, OpeningLine};
use super::unseal::{Unsealed, is_first, keep};
use crate::bids::closing::binding;
use crate::bids::{Invitation, Prices, Record, all_of_tender, digest, envelopes};
use crate::caller::Caller;
use crate::change::Change;
use crate::entities::{later_openings, opened_bids};
use crate::evaluation::{Joining, bidder_joins, evaluated, price_joins};
use crate::failure::{Failure, Stored};
use domain::bids::{Bid, Digest, EnvelopeKind, Reading, Unreadable};
use domain::coded;
use domain::evaluation::Bidder;
use domain::ids::{BidId, PersonId, TenderId};
use domain::tenders::Tender;
use sea_orm::prelude::*;
use sea_orm::{QueryOrder, Set};

coded! {
    /// By what an envelope was tried after its opening.
    Way {
        /// By another pair of officers.
        Pair = "pair",
        /// With the key that its bidder kept.
        BidKey = "bid_key",
    }
}

/// An envelope that nobody could read so far.
pub(super) struct Unread {
    /// The bid as it is kept.
    pub record: Record,
    /// The bid as its rules see it.
    pub bid: Bid,
    /// Why it could not be read.
    pub why: Unreadable,
}

/// Why an envelope of an opened bid was not read; nothing when it was, or was not opened.
pub(super) fn unread_reason(row: &opened_bids::Model, kind: EnvelopeKind) -> Option<Unreadable> {
    Unreadable::parse(match kind {
        EnvelopeKind::Technical => &row.technical_outcome,
        EnvelopeKind::Price => &row.price_outcome,
    })
}

/// The envelopes of a kind that another try may open, as the closing record lists them, in the order of receipts.
pub(super) async fn unread(
    change: &Change,
    invitation: &Invitation,
    kind: EnvelopeKind,
) -> Result<Vec<Unread>, Failure> {
    let closing = binding(change.db(), invitation.terms.tender, invitation.terms.closes_at).await?;
    let rows = opened_bids::Entity::find()
        .filter(opened_bids::Column::TenderId.eq(invitation.terms.tender.0))
        .all(change.db())
        .await
        .stored()?;
    let mut found = Vec::new();
    for record in all_of_tender(change, invitation.terms.tender).await? {
        let bid = record.bid(invitation)?;
        let row = rows.iter().find(|row| row.bid_id == bid.id.0);
        let why = row.and_then(|row| unread_reason(row, kind)).filter(|why| why.may_be_tried_again());
        if let Some(why) = why.filter(|_| closing.lists(&bid)) {
            found.push(Unread { record, bid, why });
        }
    }
    found.sort_by_key(|one| one.bid.latest_receipt());
    Ok(found)
}

/// Something was opened and could not be read, and another pair may read it: what is stored of it is whole, or whole again.
pub(super) async fn is_left(caller: &Caller, tender: TenderId, kind: EnvelopeKind) -> Result<bool, Failure> {
    let opening = store::opening(caller.db(), tender, kind).await?.filter(|opening| opening.state == "opened");
    let Some(opening) = opening else { return Ok(false) };
    let lines: Vec<OpeningLine> = serde_json::from_str(&opening.record_json)
        .map_err(|error| Failure::broken("reading an opening record", error))?;
    let tried = tried(caller.db(), tender, kind).await?;
    for line in lines {
        let why = line.unreadable.as_deref().and_then(Unreadable::parse).filter(|why| why.may_be_tried_again());
        let (Some(why), Some(whose)) = (why, line.whose) else { continue };
        if tried.iter().any(|one| one.read.contains(&BidId(whose.bid))) {
            continue;
        }
        if why != Unreadable::FingerprintDiffers {
            return Ok(true);
        }
        let stored = envelopes::find(caller.services(), &line.sha256.0).await?;
        if stored.is_some_and(|bytes| digest(&bytes) == line.sha256) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// What joins the evaluation when an envelope of this kind is read.
pub(super) fn joining(invitation: &Invitation, kind: EnvelopeKind) -> Joining {
    if is_first(invitation, kind) { Joining::Bidder } else { Joining::Price }
}

/// A price that is no price schedule of this tender is no bid, however well its envelope opens.
pub(super) fn is_bid(tender: &Tender, kind: EnvelopeKind, content: Unsealed) -> Result<Unsealed, Unreadable> {
    let is_bid = match kind {
        EnvelopeKind::Technical => true,
        EnvelopeKind::Price => {
            prices(&content).is_some_and(|prices| evaluated(tender.draft.lines_to_price(), &prices).is_ok())
        }
    };
    if is_bid { Ok(content) } else { Err(Unreadable::Malformed) }
}

fn prices(content: &Unsealed) -> Option<Prices> {
    serde_json::from_slice(&content.answers).ok()
}

/// Keeps what was read after all; the bid goes where the others are.
pub(super) async fn take(
    change: &Change,
    (invitation, tender): (&Invitation, &Tender),
    kind: EnvelopeKind,
    mut unread: Unread,
    reading: &Reading<Unsealed>,
) -> Result<OpeningLine, Failure> {
    let line = keep(change, &unread.bid, kind, reading).await?;
    let Reading::Opened(opened) = reading else { return Ok(line) };
    let (bid, supplier) = (unread.bid.id, unread.bid.organisation);
    match joining(invitation, kind) {
        Joining::Bidder => {
            unread.record.take(&unread.bid.rescued()?);
            unread.record.store(change).await?;
            bidder_joins(change, tender, Bidder { bid, supplier }).await?;
        }
        Joining::Price => {
            let prices = prices(opened.contents()).ok_or_else(|| Failure::impossible("a price that is none"))?;
            price_joins(change, tender, bid, &prices).await?;
        }
    }
    Ok(line)
}

/// Keeps the record of a try; its fingerprint, for the log.
pub(super) async fn put(
    change: &Change,
    (tender, kind, way): (TenderId, EnvelopeKind, Way),
    (first, second): (PersonId, Option<PersonId>),
    lines: &[OpeningLine],
) -> Result<Digest, Failure> {
    let record_json = serde_json::to_string(lines).map_err(|error| Failure::broken("writing a record", error))?;
    let record = digest(record_json.as_bytes());
    let row = later_openings::ActiveModel {
        id: Set(change.new_id()),
        tender_id: Set(tender.0),
        kind: Set(kind.code().to_owned()),
        way: Set(way.code().to_owned()),
        first_by: Set(first.0),
        second_by: Set(second.map(|person| person.0)),
        opened_at: Set(change.now().millis()),
        record_json: Set(record_json),
    };
    later_openings::Entity::insert(row).exec_without_returning(change.db()).await.stored()?;
    Ok(record)
}

/// A try after the opening.
pub(super) struct Tried {
    /// By what.
    pub way: Way,
    /// By whom.
    pub by: [Option<PersonId>; 2],
    /// When, in milliseconds.
    pub at: i64,
    /// The bids whose envelopes it read.
    pub read: Vec<BidId>,
}

/// Every try of the envelopes of a kind, in order.
pub(super) async fn tried(
    db: &impl ConnectionTrait,
    tender: TenderId,
    kind: EnvelopeKind,
) -> Result<Vec<Tried>, Failure> {
    let rows = later_openings::Entity::find()
        .filter(later_openings::Column::TenderId.eq(tender.0))
        .filter(later_openings::Column::Kind.eq(kind.code()))
        .order_by_asc(later_openings::Column::OpenedAt)
        .order_by_asc(later_openings::Column::Id)
        .all(db)
        .await
        .stored()?;
    let tried = rows.into_iter().map(|row| {
        let lines: Vec<OpeningLine> = serde_json::from_str(&row.record_json)
            .map_err(|error| Failure::broken("reading the record of a try", error))?;
        let read = lines.into_iter().filter(|line| line.unreadable.is_none()).filter_map(|line| line.whose);
        Ok(Tried {
            way: Way::parse(&row.way).ok_or_else(|| Failure::impossible("a try by no known way"))?,
            by: [Some(PersonId(row.first_by)), row.second_by.map(PersonId)],
            at: row.opened_at,
            read: read.map(|whose| BidId(whose.bid)).collect(),
        })
    });
    tried.collect()
}
