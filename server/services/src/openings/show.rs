//! The opening page: what is closed, who was there, what came out.

use super::later::{self, Way};
use super::slots::Sets;
use super::store::{self, OpeningLine, Whose};
use crate::bids::Invitation;
use crate::caller::Caller;
use crate::entities::{organisations, people};
use crate::evaluation::may_join;
use crate::failure::{Failure, Stored};
use domain::bids::{Digest, EnvelopeKind, Structure};
use domain::ids::{BidId, PersonId};
use domain::permissions::Action;
use domain::rulebook::{self, OPENING_WINDOW_MINUTES};
use domain::text::Trilingual;
use domain::time::Timestamp;
use sea_orm::prelude::*;

/// The opening of one kind of envelope.
#[derive(Debug, Clone)]
pub struct OpeningView {
    /// Which.
    pub kind: EnvelopeKind,
    /// The close.
    pub closes_at: Timestamp,
    /// From when it can be opened.
    pub opens_from: Timestamp,
    /// How many bids there are; not known before the closing record.
    pub bids: Option<i64>,
    /// The opener who waits, and until when.
    pub waiting: Option<(String, Timestamp)>,
    /// When and by whom it was opened.
    pub opened: Option<(Timestamp, Vec<String>)>,
    /// The record, in the order of fingerprints.
    pub lines: Vec<EnvelopeLine>,
    /// Fingerprints of envelopes that the closing record lists and that were gone at the opening.
    pub missing: Vec<String>,
    /// The caller holds a key of this tender and has not contributed.
    pub may_contribute: bool,
    /// Prices that wait for the marks the panel has to sign.
    pub awaits_result: bool,
    /// They are open, and envelopes that could not be read may be tried again by another pair.
    pub is_again: bool,
}

/// An envelope in an opening record.
#[derive(Debug, Clone)]
pub struct EnvelopeLine {
    /// The bid.
    pub bid: BidId,
    /// The bidder.
    pub bidder: Trilingual,
    /// When it was received.
    pub received_at: Timestamp,
    /// Fingerprint of the sealed envelope.
    pub sha256: String,
    /// Why it could not be read at the opening.
    pub unreadable: Option<String>,
    /// When and by what it was read after all.
    pub rescued: Option<(Timestamp, Way)>,
}

/// The opening of a tender's envelopes of one kind.
pub async fn show(caller: &Caller, tender: &str, kind: EnvelopeKind) -> Result<OpeningView, Failure> {
    caller.may(Action::SeeOpening)?;
    let row = crate::tenders::openable(caller, tender).await?;
    let id = domain::ids::TenderId(row.id);
    let closes_at = Timestamp::from_millis(row.closes_at.ok_or(Failure::NotFound)?);
    let closing = store::closing(caller.db(), id).await?;
    let opening = store::opening(caller.db(), id, kind).await?;
    let me = caller.officer()?.person;
    let holds = Sets::of(caller.db(), id).await?.place_of(&crate::tenders::tender_of(&row)?, me).is_some();
    let minutes = rulebook::on(OPENING_WINDOW_MINUTES, closes_at.day()).unwrap_or_default();
    let (mut waiting, mut opened, mut lines, mut may_contribute) = (None, None, Vec::new(), holds);
    let (mut missing, mut is_again) = (Vec::new(), false);
    if let Some(opening) = opening {
        let first_at = Timestamp::from_millis(opening.first_at);
        let first = name_of(caller, PersonId(opening.first_by)).await?;
        if let (Some(at), Some(second)) = (opening.opened_at, opening.second_by) {
            let second = name_of(caller, PersonId(second)).await?;
            opened = Some((Timestamp::from_millis(at), vec![first, second]));
            is_again = later::is_left(caller, id, kind).await? && may_be_tried(caller, tender, kind).await?;
            let again = store::waiting(caller.db(), id, kind).await?.filter(|_| is_again);
            if let Some(again) = again {
                let until = Timestamp::from_millis(again.first_at).plus_minutes(minutes);
                if caller.now() <= until {
                    may_contribute = holds && again.first_by != me.0;
                    waiting = Some((name_of(caller, PersonId(again.first_by)).await?, until));
                }
            }
            may_contribute &= is_again;
            let tried = later::tried(caller.db(), id, kind).await?;
            let record: Vec<OpeningLine> = serde_json::from_str(&opening.record_json)
                .map_err(|error| Failure::broken("reading an opening record", error))?;
            for line in record {
                match line.whose {
                    Some(whose) => {
                        let read = tried.iter().find(|one| one.read.contains(&BidId(whose.bid)));
                        let rescued = read.map(|one| (Timestamp::from_millis(one.at), one.way));
                        let shown = envelope(caller, whose, line.sha256, line.unreadable).await?;
                        lines.push(EnvelopeLine { rescued, ..shown });
                    }
                    None => missing.push(line.sha256.to_string()),
                }
            }
        } else if caller.now() <= first_at.plus_minutes(minutes) {
            may_contribute = holds && opening.first_by != me.0;
            waiting = Some((first, first_at.plus_minutes(minutes)));
        }
    }
    let awaits_result = opened.is_none() && awaits_result(caller, tender, kind).await?;
    let may_contribute = may_contribute && !awaits_result;
    Ok(OpeningView {
        kind,
        closes_at,
        opens_from: super::close::recordable_from(closes_at),
        bids: closing.map(|closing| closing.bids),
        waiting,
        opened,
        lines,
        missing,
        may_contribute,
        awaits_result,
        is_again,
    })
}

/// The evaluation can still take in what another try reads.
async fn may_be_tried(caller: &Caller, tender: &str, kind: EnvelopeKind) -> Result<bool, Failure> {
    let (_, aggregate) = crate::tenders::load_published(caller.db(), tender).await?;
    let joining = later::joining(&Invitation::load(caller, tender).await?, kind);
    match may_join(caller, caller.db(), &aggregate, joining).await {
        Ok(()) => Ok(true),
        Err(Failure::Refused(_)) => Ok(false),
        Err(failure) => Err(failure),
    }
}

/// Prices that come apart wait for the panel's signed result (S5).
async fn awaits_result(caller: &Caller, tender: &str, kind: EnvelopeKind) -> Result<bool, Failure> {
    let terms = Invitation::load(caller, tender).await?.terms;
    if kind != EnvelopeKind::Price || terms.structure != Structure::TwoEnvelopes {
        return Ok(false);
    }
    match crate::evaluation::technical_result_of(caller, caller.db(), terms.tender).await {
        Ok(_) => Ok(false),
        Err(Failure::Refused(_)) => Ok(true),
        Err(failure) => Err(failure),
    }
}

async fn envelope(
    caller: &Caller,
    whose: Whose,
    sha256: Digest,
    unreadable: Option<String>,
) -> Result<EnvelopeLine, Failure> {
    let bidder = organisations::Entity::find_by_id(whose.organisation).one(caller.db()).await.stored()?;
    let bidder = bidder.ok_or_else(|| Failure::impossible("a bid of nobody"))?;
    Ok(EnvelopeLine {
        bid: BidId(whose.bid),
        bidder: Trilingual { en: bidder.name_en, zh_hant: bidder.name_zh_hant, zh_hans: bidder.name_zh_hans },
        received_at: Timestamp::from_millis(whose.received_at),
        sha256: sha256.to_string(),
        unreadable,
        rescued: None,
    })
}

async fn name_of(caller: &Caller, person: PersonId) -> Result<String, Failure> {
    let row = people::Entity::find_by_id(person.0).one(caller.db()).await.stored()?;
    Ok(row.map(|row| row.name).unwrap_or_default())
}
