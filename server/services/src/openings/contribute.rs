//! An opener brings the own part of the keys; the second one opens.

use super::close::{close, recordable_from};
use super::store::{self, OpeningLine};
use crate::accounts::confirm_password;
use crate::bids::{Invitation, Prices, Record, Technical, all_of_tender, digest, envelopes};
use crate::caller::Caller;
use crate::change::Change;
use crate::entities::openings;
use crate::failure::{Failure, Stored};
use crate::keys::{Chance, closing_pair, of_tender, private_key_of_slot};
use crate::tenders as tendering;
use domain::bids::{
    Bid, BidEvent, BidState, Contribution as Part, Convening, Digest, EnvelopeKind, Opening, OpeningRefusal,
    PasswordCheck, Purpose, Reading, SealedBid, Structure, TechnicalResult, Unreadable,
};
use domain::ids::PersonId;
use domain::permissions::Action;
use domain::tenders::decision::OpenedBy;
use domain::tenders::{Tender, TenderCommand};
use domain::time::Timestamp;
use sea_orm::Set;
use sea_orm::prelude::*;
use sealing::{Contribution, KeyPair, OpeningRefusal as Broken, PrivateKey, Stopped};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What an opener's part led to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It waits for a second opener until this instant.
    Waiting(Timestamp),
    /// The envelopes are open.
    Opened,
}

/// Contributions by fingerprint of the envelope, in hexadecimal.
type Parts = BTreeMap<String, String>;

/// What was in an envelope, as it is kept closed afterwards.
#[derive(Serialize, Deserialize)]
pub(crate) struct Content<T> {
    /// What was answered or priced.
    pub answers: T,
    /// The files with it.
    pub files: Vec<ContentFile>,
}

/// A file out of an envelope.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct ContentFile {
    /// Its name.
    pub name: String,
    /// Its size.
    pub size_bytes: u64,
    /// Its fingerprint.
    pub sha256: Digest,
    /// Fingerprint of the closed copy.
    pub closed_sha256: Digest,
}

/// Brings an opener's part. Refused attempts are logged too (S3).
pub async fn contribute(
    caller: &Caller,
    tender: &str,
    kind: EnvelopeKind,
    password: &str,
    passphrase: &str,
) -> Result<Outcome, Failure> {
    caller.may(Action::OpenBids)?;
    let officer = caller.officer()?;
    let invitation = Invitation::load(caller, tender).await?;
    let (id, closes_at) = (invitation.terms.tender, invitation.terms.closes_at);
    let keys = of_tender(caller.db(), id).await?;
    let slot = keys.slot_of(officer.person).ok_or(Failure::NotFound)?;
    if caller.now() < recordable_from(closes_at) {
        log_refusal(caller, &invitation, kind).await?;
        return Err(OpeningRefusal::NotClosed { closes_at }.into());
    }
    if needs_result(kind, invitation.terms.structure)
        && let Err(refusal) = crate::evaluation::technical_result_of(caller, caller.db(), id).await
    {
        log_refusal(caller, &invitation, kind).await?;
        return Err(refusal);
    }
    let (_, seen) = tendering::load_published(caller.db(), tender).await?;
    if seen.draft.is_author(officer.person) {
        log_refusal(caller, &invitation, kind).await?;
        return Err(OpeningRefusal::Author.into());
    }
    seen.stage(caller.now()).after(command(kind, invitation.terms.structure))?;
    let password = confirm_password(caller, password).await?;
    let private = private_key_of_slot(caller.db(), slot, passphrase).await?;
    close(&Caller::system(caller.services()), tender).await?;
    let closing_key = release(caller, &invitation, kind).await?;

    let change = caller.begin().await?;
    let (row, mut aggregate) = tendering::lock_published(&change, tender).await?;
    let mine =
        Part { officer: officer.person, section: section(&aggregate, officer.person), password, at: caller.now() };
    let live = live(&change, &invitation, kind).await?;
    let parts = parts(caller, &live, kind, slot.number, &private).await?;
    let waiting = store::opening(change.db(), id, kind).await?;
    if waiting.as_ref().is_some_and(|opening| opening.state == "opened") {
        return Err(OpeningRefusal::OpenedAlready.into());
    }
    let first = waiting.filter(|waiting| waiting.state == "waiting" && waiting.first_by != officer.person.0);
    let Some(first) = first else { return wait(change, &invitation, kind, &mine, &parts).await };

    let first_at = Timestamp::from_millis(first.first_at);
    let theirs = Part {
        officer: PersonId(first.first_by),
        section: section(&aggregate, PersonId(first.first_by)),
        password: PasswordCheck { confirmed_at: first_at },
        at: first_at,
    };
    let result = match needs_result(kind, invitation.terms.structure) {
        true => Some(crate::evaluation::technical_result_of(caller, change.db(), id).await?),
        false => None,
    };
    let purpose = match (&result, kind) {
        (_, EnvelopeKind::Technical) => Purpose::Technical,
        (Some(result), EnvelopeKind::Price) => Purpose::Price(result),
        (None, EnvelopeKind::Price) => Purpose::PriceOnly,
    };
    let structure = invitation.terms.structure;
    let convening = Convening { tender: id, author: aggregate.draft.drafted_by, closes_at, structure, purpose };
    let opening = match Opening::convene(convening, &theirs, &mine, caller.now()) {
        Ok(opening) => opening,
        Err(OpeningRefusal::WindowPassed { .. }) => {
            return wait(change, &invitation, kind, &mine, &parts).await;
        }
        Err(refusal) => {
            drop(change);
            log_refusal(caller, &invitation, kind).await?;
            return Err(refusal.into());
        }
    };
    let first_parts: Parts = serde_json::from_str(&first.first_contributions)
        .map_err(|error| Failure::broken("reading an opener's part", error))?;

    let mut lines = Vec::new();
    for (mut record, bid) in live {
        if !opening.covers(id, bid.id, kind) {
            continue;
        }
        let line = open_one(&change, &invitation, &opening, (&mut record, &bid), kind, |sealed, sha256| {
            unseal(sealed, &sha256, kind, (&first_parts, &parts), &closing_key)
        })
        .await?;
        lines.push(line);
    }
    let recovery = opening.officers().into_iter().find(|person| keys.is_recovery(*person));
    let by = OpenedBy { officers: opening.officers(), recovery };
    aggregate = advance(aggregate, by, kind, lines.len() as u32, result.as_ref(), caller.now())?;
    tendering::save(&change, &row, &aggregate, |_| {}).await?;
    if result.is_some() {
        crate::evaluation::take_prices(&change, &aggregate).await?;
    }
    finish(change, first, &lines, (kind, recovery), &invitation).await
}

/// The live bids with an envelope of the kind.
async fn live(change: &Change, invitation: &Invitation, kind: EnvelopeKind) -> Result<Vec<(Record, Bid)>, Failure> {
    let mut live = Vec::new();
    for record in all_of_tender(change, invitation.terms.tender).await? {
        let bid = record.bid(invitation)?;
        let state = bid.standing(invitation.terms.closes_at, change.now());
        let counts = matches!(state, BidState::Sealed | BidState::TechnicallyPassed | BidState::Opened);
        let has_envelope = bid.versions().next_back().is_some_and(|receipt| receipt.envelopes.get(kind).is_some());
        if counts && has_envelope {
            live.push((record, bid));
        }
    }
    live.sort_by_key(|(_, bid)| bid.latest_receipt());
    Ok(live)
}

/// The officer's part for each envelope. One that is gone or damaged lacks its part and stops no other; a folder that
/// cannot be read stops all, and nothing has happened.
async fn parts(
    caller: &Caller,
    live: &[(Record, Bid)],
    kind: EnvelopeKind,
    slot: u16,
    private: &PrivateKey,
) -> Result<Parts, Failure> {
    let services = caller.services();
    let mut parts = Parts::new();
    for (_, bid) in live {
        let Some(envelope) = bid.versions().next_back().and_then(|receipt| receipt.envelopes.get(kind).copied()) else {
            continue;
        };
        let Some(bytes) = envelopes::find(services, &envelope.sha256.0).await? else { continue };
        let Ok((header, _)) = sealing::read_header(bytes.as_slice()) else { continue };
        if let Ok(part) = Contribution::make(&header, slot, private, &mut Chance(&services.random)) {
            parts.insert(envelope.sha256.to_string(), sealing::hex::encode(&part.to_bytes()));
        }
    }
    Ok(parts)
}

async fn open_one(
    change: &Change,
    invitation: &Invitation,
    opening: &Opening,
    (record, bid): (&mut Record, &Bid),
    kind: EnvelopeKind,
    unseal: impl FnOnce(&[u8], Digest) -> Result<Unsealed, Unreadable>,
) -> Result<OpeningLine, Failure> {
    let (now, closes_at) = (change.now(), invitation.terms.closes_at);
    let receipt = bid.versions().next_back().ok_or_else(|| Failure::impossible("a live bid without a version"))?;
    let envelope = receipt.envelopes.get(kind).ok_or_else(|| Failure::impossible("a live bid without its envelope"))?;
    let stored = envelopes::find(change.caller().services(), &envelope.sha256.0).await?.unwrap_or_default();
    let measured = digest(&stored);
    let sealed = SealedBid::stored(bid, receipt.version, kind, stored, closes_at, now)
        .ok_or_else(|| Failure::impossible("a version that is not there"))?;
    let reading = opening.open(sealed, measured, now, |bytes| unseal(bytes, measured))?;
    let listing = reading.listing().clone();
    let unreadable = match &reading {
        Reading::Opened(_) => None,
        Reading::Unreadable { reason, .. } => Some(reason.code().to_owned()),
    };
    let content = match &reading {
        Reading::Opened(opened) => Some(opened.contents()),
        Reading::Unreadable { .. } => None,
    };
    super::read::keep(change, bid, &listing, kind, content, unreadable.as_deref()).await?;
    let moved = match kind {
        EnvelopeKind::Technical => bid.clone().open(opening)?,
        EnvelopeKind::Price if invitation.terms.structure == Structure::PriceOnly => bid.clone().open(opening)?,
        EnvelopeKind::Price => bid.clone().open_price(opening)?,
    };
    record.take(&moved);
    record.store(change).await?;
    Ok(OpeningLine {
        bid: bid.id.0,
        organisation: listing.organisation.0,
        version: listing.version,
        received_at: listing.received_at.millis(),
        sha256: listing.sha256,
        unreadable,
    })
}

/// What came out of an envelope.
pub(crate) struct Unsealed {
    /// The answers, as they were written.
    pub answers: Vec<u8>,
    /// Files with their names.
    pub files: Vec<(String, Vec<u8>)>,
}

fn unseal(
    sealed: &[u8],
    sha256: &Digest,
    kind: EnvelopeKind,
    (first, second): (&Parts, &Parts),
    closing_key: &KeyPair,
) -> Result<Unsealed, Unreadable> {
    let part = |parts: &Parts| {
        let bytes = sealing::hex::decode(parts.get(&sha256.to_string())?)?;
        Contribution::parse(&bytes).ok()
    };
    let (one, other) = part(first).zip(part(second)).ok_or(Unreadable::SealBroken)?;
    let broken = |stopped: Stopped<Broken>| match stopped {
        Stopped::Refused(Broken::PairNotCommitted { .. }) => Unreadable::CommitmentDiffers,
        _ => Unreadable::SealBroken,
    };
    let mut opened = sealing::open(sealed, &one, &other, &closing_key.private).map_err(broken)?;
    let answers = opened.answers().to_vec();
    let mut files = Vec::new();
    loop {
        let mut content = Vec::new();
        match opened.next_file(&mut content).map_err(broken)? {
            Some(entry) => files.push((entry.name.clone(), content)),
            None => break,
        }
    }
    opened.finish().map_err(broken)?;
    let is_what_it_says = match kind {
        EnvelopeKind::Technical => serde_json::from_slice::<Technical>(&answers).is_ok(),
        EnvelopeKind::Price => serde_json::from_slice::<Prices>(&answers).is_ok(),
    };
    if is_what_it_says { Ok(Unsealed { answers, files }) } else { Err(Unreadable::Malformed) }
}

/// The officer waits for a second one.
async fn wait(
    change: Change,
    invitation: &Invitation,
    kind: EnvelopeKind,
    mine: &Part,
    parts: &Parts,
) -> Result<Outcome, Failure> {
    use domain::rulebook::{OPENING_WINDOW_MINUTES, on};
    let tender = invitation.terms.tender;
    store::lapse_waiting(&change, tender).await?;
    let text = serde_json::to_string(parts).map_err(|error| Failure::broken("writing an opener's part", error))?;
    let row = openings::ActiveModel {
        id: Set(change.new_id()),
        tender_id: Set(tender.0),
        kind: Set(kind.code().to_owned()),
        state: Set("waiting".to_owned()),
        first_by: Set(mine.officer.0),
        first_at: Set(mine.at.millis()),
        first_contributions: Set(text),
        second_by: Set(None),
        opened_at: Set(None),
        record_json: Set("[]".to_owned()),
    };
    openings::Entity::insert(row).exec_without_returning(change.db()).await.stored()?;
    let until = mine.at.plus_minutes(on(OPENING_WINDOW_MINUTES, mine.at.day()).unwrap_or_default());
    change.commit(BidEvent::OpeningBegun { tender, kind }.into()).await?;
    Ok(Outcome::Waiting(until))
}

async fn finish(
    change: Change,
    first: openings::Model,
    lines: &[OpeningLine],
    (kind, recovery): (EnvelopeKind, Option<PersonId>),
    invitation: &Invitation,
) -> Result<Outcome, Failure> {
    let tender = invitation.terms.tender;
    let record_json =
        serde_json::to_string(lines).map_err(|error| Failure::broken("writing an opening record", error))?;
    let record = digest(record_json.as_bytes());
    let row = openings::ActiveModel {
        state: Set("opened".to_owned()),
        second_by: Set(Some(change.caller().officer()?.person.0)),
        opened_at: Set(Some(change.now().millis())),
        record_json: Set(record_json),
        ..Default::default()
    };
    openings::Entity::update_many()
        .set(row)
        .filter(openings::Column::Id.eq(first.id))
        .exec(change.db())
        .await
        .stored()?;
    let bids = lines.len() as u32;
    let with = PersonId(first.first_by);
    change.commit(BidEvent::Opened { tender, kind, bids, with, record, recovery }.into()).await?;
    Ok(Outcome::Opened)
}

/// The tender's closing key; that it is used is in the log before it is.
async fn release(caller: &Caller, invitation: &Invitation, kind: EnvelopeKind) -> Result<KeyPair, Failure> {
    let change = caller.begin().await?;
    let tender = invitation.terms.tender;
    if store::closing(change.db(), tender).await?.is_none() {
        return Err(OpeningRefusal::NotClosed { closes_at: invitation.terms.closes_at }.into());
    }
    change.commit(BidEvent::ClosingKeyReleased { tender, kind }.into()).await?;
    closing_pair(caller.db(), caller.services(), tender).await
}

async fn log_refusal(caller: &Caller, invitation: &Invitation, kind: EnvelopeKind) -> Result<(), Failure> {
    let change = caller.begin().await?;
    change.commit(BidEvent::OpeningRefused { tender: invitation.terms.tender, kind }.into()).await?;
    Ok(())
}

/// The section an opener was named with; holders of recovery keys are a section of their own.
fn section(tender: &Tender, person: PersonId) -> String {
    let named = tender.draft.people.openers.iter().find(|opener| opener.person == person);
    named.map_or_else(|| "recovery".to_owned(), |opener| opener.section.clone())
}

/// Prices that come apart are opened only by the panel's signed result (S5).
fn needs_result(kind: EnvelopeKind, structure: Structure) -> bool {
    kind == EnvelopeKind::Price && structure == Structure::TwoEnvelopes
}

/// The step of the tender that opens these envelopes.
fn command(kind: EnvelopeKind, structure: Structure) -> TenderCommand {
    if needs_result(kind, structure) { TenderCommand::OpenPrice } else { TenderCommand::OpenTechnical }
}

fn advance(
    tender: Tender,
    by: OpenedBy,
    kind: EnvelopeKind,
    bids: u32,
    result: Option<&TechnicalResult>,
    now: Timestamp,
) -> Result<Tender, Failure> {
    use domain::tenders::decision::TechnicalReport;
    Ok(match (kind, result) {
        (EnvelopeKind::Price, Some(_)) => {
            tender.open_price(by, &TechnicalReport { is_signed: true, passing: bids }, now)?
        }
        _ => tender.open_technical(by, bids, now)?,
    })
}
