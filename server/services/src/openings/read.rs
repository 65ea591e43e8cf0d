//! What was in an opened envelope, for those who may read it now.

use super::unseal::{Content, ContentFile, Unsealed};
use crate::bids::{Prices, Technical, digest};
use crate::caller::Caller;
use crate::change::Change;
use crate::entities::{opened_bids, organisations};
use crate::evaluation::Reading;
use crate::failure::{Failure, Stored};
use domain::bids::{Bid, BidState, Digest, EnvelopeKind, Listing, OfferedPromise};
use domain::evaluation::price_schedule::{ScheduleLine, ShownLine};
use domain::ids::{BidId, OrganisationId, RequirementId};
use domain::money::Money;
use domain::permissions::Action;
use domain::text::Trilingual;
use domain::time::Timestamp;
use sea_orm::Set;
use sea_orm::prelude::*;

const PURPOSE: &str = "opened bids";
const FILES: &str = "files of opened bids";

/// An opened bid.
#[derive(Debug, Clone)]
pub struct OpenedView {
    /// The bid.
    pub bid: BidId,
    /// The bidder.
    pub organisation: OrganisationId,
    /// The bidder's name.
    pub name: Trilingual,
    /// When it was received.
    pub received_at: Timestamp,
    /// Who else is behind it.
    pub related: String,
    /// Answers by requirement.
    pub answers: Vec<(RequirementId, String)>,
    /// The suggestion beyond what is asked.
    pub innovation: Option<String>,
    /// What it promises beyond the work; it earns no marks by itself.
    pub promises: Vec<OfferedPromise>,
    /// Names, sizes and fingerprints of the files.
    pub files: Vec<(String, u64, String)>,
    /// Why the technical envelope could not be read.
    pub unreadable: Option<String>,
    /// The price, once it was opened.
    pub price: Option<PriceView>,
}

/// An opened price.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PriceView {
    /// Every line beside what the tender wants.
    pub lines: Vec<ShownLine>,
    /// Their sum, as it is evaluated.
    pub total: Option<Money>,
    /// Why the envelope could not be read.
    pub unreadable: Option<String>,
}

/// Keeps what came out of an envelope, closed again for the database's own readers.
pub(super) async fn keep(
    change: &Change,
    bid: &Bid,
    listing: &Listing,
    kind: EnvelopeKind,
    content: Option<&Unsealed>,
    unreadable: Option<&str>,
) -> Result<(), Failure> {
    let services = change.caller().services();
    let closed = match content {
        None => None,
        Some(content) => {
            let mut files = Vec::new();
            for (name, bytes) in &content.files {
                let closed = services.secrets.close(&services.random, FILES, bid.id.0.as_bytes(), bytes)?;
                let kept = services.files.put(&services.random, &closed).await?;
                files.push(ContentFile {
                    name: name.clone(),
                    size_bytes: bytes.len() as u64,
                    sha256: digest(bytes),
                    closed_sha256: Digest(kept.sha256),
                });
            }
            let answers: serde_json::Value = serde_json::from_slice(&content.answers)
                .map_err(|error| Failure::broken("reading an opened bid", error))?;
            let json = serde_json::to_vec(&Content { answers, files })
                .map_err(|error| Failure::broken("keeping an opened bid", error))?;
            Some(services.secrets.close(&services.random, PURPOSE, row_of(bid.id, kind).as_bytes(), &json)?)
        }
    };
    let outcome = unreadable.unwrap_or("opened").to_owned();
    let there = opened_bids::Entity::find_by_id(bid.id.0).one(change.db()).await.stored()?;
    let mut row = opened_bids::ActiveModel { bid_id: Set(bid.id.0), ..Default::default() };
    match kind {
        EnvelopeKind::Technical => (row.technical_outcome, row.technical_closed) = (Set(outcome), Set(closed)),
        EnvelopeKind::Price => (row.price_outcome, row.price_closed) = (Set(outcome), Set(closed)),
    }
    if let Some(there) = there {
        if there.state == BidState::Unreadable.code() && content.is_some() {
            row.state = Set(BidState::Opened.code().to_owned());
        }
        opened_bids::Entity::update_many()
            .set(row)
            .filter(opened_bids::Column::BidId.eq(bid.id.0))
            .exec(change.db())
            .await
            .stored()?;
        return Ok(());
    }
    let empty = |value: &mut sea_orm::ActiveValue<String>| {
        if value.is_not_set() {
            *value = Set(String::new());
        }
    };
    empty(&mut row.technical_outcome);
    empty(&mut row.price_outcome);
    row.tender_id = Set(bid.tender.0);
    row.lot_id = Set(bid.lot.0);
    row.organisation_id = Set(listing.organisation.0);
    row.received_at = Set(listing.received_at.millis());
    let state = if unreadable.is_some() { BidState::Unreadable } else { BidState::Opened };
    row.state = Set(state.code().to_owned());
    row.version = Set(0);
    opened_bids::Entity::insert(row).exec_without_returning(change.db()).await.stored()?;
    Ok(())
}

/// An opened bid of a tender, with the price if that was opened.
pub async fn opened_bid(caller: &Caller, tender: &str, bid: BidId) -> Result<OpenedView, Failure> {
    caller.may(Action::ReadOpenedBids)?;
    let (reading, row) = rows(caller, tender, bid).await?;
    view(caller, reading, row).await
}

/// A file of an opened bid, by its fingerprint: its name and content.
pub async fn file(caller: &Caller, tender: &str, bid: BidId, sha256: &str) -> Result<(String, Vec<u8>), Failure> {
    caller.may(Action::ReadOpenedBids)?;
    let (_, row) = rows(caller, tender, bid).await?;
    file_of(caller, bid, &row, sha256).await
}

/// The same of a bid that the caller may read.
pub(super) async fn file_of(
    caller: &Caller,
    bid: BidId,
    row: &opened_bids::Model,
    sha256: &str,
) -> Result<(String, Vec<u8>), Failure> {
    let content: Content<Technical> = open(caller, row, EnvelopeKind::Technical)?.ok_or(Failure::NotFound)?;
    let wanted = Digest::parse(sha256).ok_or(Failure::NotFound)?;
    let file = content.files.into_iter().find(|file| file.sha256 == wanted).ok_or(Failure::NotFound)?;
    let services = caller.services();
    let closed = services.files.get(&file.closed_sha256.0).await?;
    Ok((file.name, services.secrets.open(FILES, bid.0.as_bytes(), &closed)?))
}

/// What the bid that won promises, for the contract that is made of it; nothing when no technical envelope was opened.
pub(crate) async fn promised(
    caller: &Caller,
    db: &impl ConnectionTrait,
    bid: BidId,
) -> Result<Vec<OfferedPromise>, Failure> {
    let Some(row) = opened_bids::Entity::find_by_id(bid.0).one(db).await.stored()? else { return Ok(Vec::new()) };
    let technical: Option<Content<Technical>> = open(caller, &row, EnvelopeKind::Technical)?;
    Ok(technical.map(|content| content.answers.promised()).unwrap_or_default())
}

/// The row of a bid the caller may read, and whether its price too. Of the panel only those read it who declared (S7).
async fn rows(caller: &Caller, tender: &str, bid: BidId) -> Result<(Reading, opened_bids::Model), Failure> {
    let reading = crate::evaluation::reading_desk(caller, tender).await?;
    let row = opened_bids::Entity::find_by_id(bid.0)
        .filter(opened_bids::Column::TenderId.eq(reading.tender.0))
        .one(caller.db())
        .await
        .stored()?;
    Ok((reading, row.ok_or(Failure::NotFound)?))
}

pub(super) async fn view(caller: &Caller, reading: Reading, row: opened_bids::Model) -> Result<OpenedView, Failure> {
    let bidder = organisations::Entity::find_by_id(row.organisation_id).one(caller.db()).await.stored()?;
    let bidder = bidder.ok_or_else(|| Failure::impossible("a bid of nobody"))?;
    let technical: Option<Content<Technical>> = open(caller, &row, EnvelopeKind::Technical)?;
    let price: Option<Content<Prices>> = open(caller, &row, EnvelopeKind::Price)?;
    let unreadable = |outcome: &str| (!outcome.is_empty() && outcome != "opened").then(|| outcome.to_owned());
    let (answers, files) = match technical {
        Some(content) => (Some(content.answers), content.files),
        None => (None, Vec::new()),
    };
    Ok(OpenedView {
        bid: BidId(row.bid_id),
        organisation: OrganisationId(row.organisation_id),
        name: Trilingual { en: bidder.name_en, zh_hant: bidder.name_zh_hant, zh_hans: bidder.name_zh_hans },
        received_at: Timestamp::from_millis(row.received_at),
        related: answers.as_ref().map(|answers| answers.related.clone()).unwrap_or_default(),
        innovation: answers.as_ref().and_then(|answers| answers.innovation.clone()),
        promises: answers.as_ref().map(Technical::promised).unwrap_or_default(),
        answers: answers.map(|answers| answers.answers).unwrap_or_default(),
        files: files.into_iter().map(|file| (file.name, file.size_bytes, file.sha256.to_string())).collect(),
        unreadable: unreadable(&row.technical_outcome),
        price: (reading.reads_prices && !row.price_outcome.is_empty())
            .then(|| price_view(&reading.lines, price.map(|content| content.answers), unreadable(&row.price_outcome))),
    })
}

fn price_view(wanted: &[ScheduleLine], prices: Option<Prices>, unreadable: Option<String>) -> PriceView {
    let worked_out = prices.and_then(|prices| crate::evaluation::evaluated(wanted.to_vec(), &prices).ok());
    PriceView {
        lines: worked_out.as_ref().map(|price| price.shown(wanted)).unwrap_or_default(),
        total: worked_out.map(|price| price.total),
        unreadable,
    }
}

/// What was in an envelope; nothing when it was not opened or not read.
pub(crate) fn open<T: serde::de::DeserializeOwned>(
    caller: &Caller,
    row: &opened_bids::Model,
    kind: EnvelopeKind,
) -> Result<Option<Content<T>>, Failure> {
    let closed = match kind {
        EnvelopeKind::Technical => &row.technical_closed,
        EnvelopeKind::Price => &row.price_closed,
    };
    let Some(closed) = closed else { return Ok(None) };
    let json = caller.services().secrets.open(PURPOSE, row_of(BidId(row.bid_id), kind).as_bytes(), closed)?;
    serde_json::from_slice(&json).map(Some).map_err(|error| Failure::broken("reading an opened bid", error))
}

/// What a closed value is bound to.
fn row_of(bid: BidId, kind: EnvelopeKind) -> String {
    format!("{bid} {}", kind.code())
}
