//! One part waits for the other; with the second one the envelopes open.

use super::admit::Admitted;
use super::again::bring_again;
use super::contribute_made::refused;
use super::parts::{Live, Parts, headers, in_doubt, live};
use super::slots;
use super::store::{self, OpeningLine};
use super::unseal::{open_one, unseal};
use crate::bids::digest;
use crate::caller::Caller;
use crate::change::Change;
use crate::entities::openings;
use crate::failure::{Failure, Stored};
use crate::keys::closing_pair;
use crate::tenders as tendering;
use domain::bids::{
    AttemptFault, BidEvent, Contribution as Part, Convening, Digest, EnvelopeKind, KeyPath, Opening, OpeningRefusal,
    PasswordCheck, Purpose, TechnicalResult, Unreadable,
};
use domain::form::Rule;
use domain::ids::PersonId;
use domain::tenders::Tender;
use domain::tenders::decision::OpenedBy;
use domain::time::Timestamp;
use officers::PartFile;
use sea_orm::Set;
use sea_orm::prelude::*;
use sealing::{Header, KeyPair, PrivateKey};

/// What an opener's part led to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It waits for a second opener until this instant.
    Waiting(Timestamp),
    /// The envelopes are open.
    Opened,
}

/// What an opener came with.
pub(super) enum Brought {
    /// The private key, of which the part is made here.
    Key(PrivateKey),
    /// The part, made elsewhere.
    Made(KeyPath, PartFile),
}

impl Brought {
    /// The opener's part for these envelopes.
    pub fn parts(&self, caller: &Caller, slot: u16, envelopes: &[(Digest, Header)]) -> Result<Parts, Failure> {
        match self {
            Brought::Key(private) => Ok(Parts::made_here(caller, envelopes, slot, private)),
            Brought::Made(path, file) => {
                let judged = file.judge(envelopes).map_err(|fault| refused(Rule::Part(fault)))?;
                Ok(Parts::made_elsewhere(*path, &judged))
            }
        }
    }
}

/// Takes an opener's part; with the second one the envelopes open.
pub(super) async fn bring(
    caller: &Caller,
    admitted: &Admitted,
    password: PasswordCheck,
    brought: Brought,
) -> Result<Outcome, Failure> {
    admitted.close(caller).await?;
    if admitted.is_again {
        return bring_again(caller, admitted, password, brought).await;
    }
    slots::opens_all(caller, admitted).await?;
    if let Brought::Made(..) = brought {
        // Judged once before the closing key is asked for: that is logged, and a wrong file needs none.
        let change = caller.begin().await?;
        let result = admitted.result(caller, change.db()).await?;
        let (_, envelopes) = wanted(caller, &change, admitted, result.as_ref()).await?;
        let judged = brought.parts(caller, admitted.slot.number, &envelopes);
        if let Err(failure) = judged {
            drop(change);
            admitted.log_refusal(caller, AttemptFault::OtherPart).await?;
            return Err(failure);
        }
    }
    let closing_key = release(caller, admitted).await?;

    let mut change = caller.begin().await?;
    let (tender, kind) = (admitted.tender(), admitted.kind);
    let (row, aggregate) = tendering::lock_published(&change, &admitted.invitation.reference).await?;
    let mine = part_of(&aggregate, admitted.officer, password, caller.now());
    let result = admitted.result(caller, change.db()).await?;
    let (live, envelopes) = wanted(caller, &change, admitted, result.as_ref()).await?;
    let parts = brought.parts(caller, admitted.slot.number, &envelopes)?;
    let waiting = store::opening(change.db(), tender, kind).await?;
    if waiting.as_ref().is_some_and(|opening| opening.state == "opened") {
        return Err(OpeningRefusal::OpenedAlready.into());
    }
    let first = waiting.filter(|waiting| waiting.state == "waiting" && waiting.first_by != admitted.officer.0);
    let Some(first) = first else { return wait(change, admitted, &mine, &parts).await };

    let first_at = Timestamp::from_millis(first.first_at);
    let theirs = part_of(&aggregate, PersonId(first.first_by), PasswordCheck { confirmed_at: first_at }, first_at);
    let purpose = purpose(result.as_ref(), kind);
    let (author, closes_at) = (aggregate.draft.drafted_by, admitted.invitation.terms.closes_at);
    let convening = Convening { tender, author, closes_at, structure: admitted.structure(), purpose };
    let opening = match Opening::convene(convening, &theirs, &mine, caller.now()) {
        Ok(opening) => opening,
        Err(OpeningRefusal::WindowPassed { .. }) => return wait(change, admitted, &mine, &parts).await,
        Err(refusal) => return turn_away(change, caller, admitted, refusal).await,
    };
    let first_parts: Parts = serde_json::from_str(&first.first_contributions)
        .map_err(|error| Failure::broken("reading an opener's part", error))?;
    match (in_doubt(&envelopes, &first_parts, &parts, &closing_key), parts.path) {
        (0, _) => {}
        // It is the first one's part that is doubted, so this one waits for another.
        (_, KeyPath::Server) => {
            change.also(admitted.refused(AttemptFault::PartsDoNotOpen).into()).await?;
            return wait(change, admitted, &mine, &parts).await;
        }
        (envelopes, _) => {
            return turn_away(change, caller, admitted, OpeningRefusal::PartsDoNotOpen { envelopes }).await;
        }
    }

    let mut lines = live.missing;
    let all = live.listed.into_iter().map(|bid| (bid, true)).chain(live.unlisted.into_iter().map(|bid| (bid, false)));
    for ((mut record, bid), is_listed) in all {
        if !opening.covers(tender, bid.id, kind) {
            continue;
        }
        let (invitation, bid) = (&admitted.invitation, (&mut record, &bid));
        let line = open_one(&change, invitation, &opening, bid, kind, |sealed, sha256| {
            if !is_listed {
                return Err(Unreadable::NotInClosingRecord);
            }
            unseal(sealed, sha256, kind, (&first_parts, &parts), &closing_key)
        })
        .await?;
        lines.push(line);
    }
    lines.sort_by_key(|line| line.sha256);
    let recovery = opening.officers().into_iter().find(|person| admitted.sets.is_recovery(*person));
    let by = OpenedBy { officers: opening.officers(), recovery };
    let aggregate = advance(aggregate, by, kind, lines.len() as u32, result.as_ref(), caller.now())?;
    tendering::save(&change, &row, &aggregate, |_| {}).await?;
    if result.is_some() {
        crate::evaluation::take_prices(&change, &aggregate).await?;
    }
    finish(change, first, admitted, &lines, recovery, parts.path).await
}

/// The attempt is logged and nothing else has happened.
pub(super) async fn turn_away(
    change: Change,
    caller: &Caller,
    admitted: &Admitted,
    refusal: OpeningRefusal,
) -> Result<Outcome, Failure> {
    drop(change);
    admitted.log_refusal(caller, (&refusal).into()).await?;
    Err(refusal.into())
}

/// The bids to be opened, and the headers of their envelopes.
async fn wanted(
    caller: &Caller,
    change: &Change,
    admitted: &Admitted,
    result: Option<&TechnicalResult>,
) -> Result<(Live, Vec<(Digest, Header)>), Failure> {
    let live = live(change, &admitted.invitation, admitted.kind, result).await?;
    let headers = headers(caller, live.listed.iter().map(|(_, bid)| bid), admitted.kind).await?;
    Ok((live, headers))
}

/// What an officer brings, and from which section.
pub(super) fn part_of(tender: &Tender, officer: PersonId, password: PasswordCheck, at: Timestamp) -> Part {
    Part { officer, section: section(tender, officer), password, at }
}

/// What is opened.
pub(super) fn purpose(result: Option<&TechnicalResult>, kind: EnvelopeKind) -> Purpose<'_> {
    match (result, kind) {
        (_, EnvelopeKind::Technical) => Purpose::Technical,
        (Some(result), EnvelopeKind::Price) => Purpose::Price(result),
        (None, EnvelopeKind::Price) => Purpose::PriceOnly,
    }
}

/// The officer waits for a second one.
pub(super) async fn wait(change: Change, admitted: &Admitted, mine: &Part, parts: &Parts) -> Result<Outcome, Failure> {
    use domain::rulebook::{OPENING_WINDOW_MINUTES, on};
    let (tender, kind) = (admitted.tender(), admitted.kind);
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
    change.commit(BidEvent::OpeningBegun { tender, kind, path: parts.path }.into()).await?;
    Ok(Outcome::Waiting(until))
}

async fn finish(
    change: Change,
    first: openings::Model,
    admitted: &Admitted,
    lines: &[OpeningLine],
    recovery: Option<PersonId>,
    path: KeyPath,
) -> Result<Outcome, Failure> {
    let (tender, kind) = (admitted.tender(), admitted.kind);
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
    let software = env!("CARGO_PKG_VERSION").to_owned();
    change.commit(BidEvent::Opened { tender, kind, bids, with, record, recovery, path, software }.into()).await?;
    Ok(Outcome::Opened)
}

/// The tender's closing key; that it is used is in the log before it is.
pub(super) async fn release(caller: &Caller, admitted: &Admitted) -> Result<KeyPair, Failure> {
    let change = caller.begin().await?;
    let (tender, kind) = (admitted.tender(), admitted.kind);
    if store::closing(change.db(), tender).await?.is_none() {
        return Err(OpeningRefusal::NotClosed { closes_at: admitted.invitation.terms.closes_at }.into());
    }
    change.commit(BidEvent::ClosingKeyReleased { tender, kind }.into()).await?;
    closing_pair(caller.db(), caller.services(), tender).await
}

/// The section an opener was named with; holders of recovery keys are a section of their own.
fn section(tender: &Tender, person: PersonId) -> String {
    let named = tender.draft.people.openers.iter().find(|opener| opener.person == person);
    named.map_or_else(|| "recovery".to_owned(), |opener| opener.section.clone())
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
