//! A bidder opens its own envelope, which the officers could not read, with the key that it kept: the last rescue.
//!
//! The key must be the one that the receipt commits to, so that nothing can come out but what was handed in before the
//! close. Where the stored bytes are damaged, the bidder brings the envelope too, and it must be the one of the receipt.
//! Source: security 3.3 (last rescue).

use super::later::{self, Unread, Way};
use super::unseal::{stored, unseal_with};
use crate::accounts::confirm_password;
use crate::bids::{Invitation, Record, digest, envelopes};
use crate::caller::Caller;
use crate::entities::opened_bids;
use crate::evaluation::may_join;
use crate::failure::{Failure, Stored};
use crate::tenders as tendering;
use domain::bids::{
    Bid, BidEvent, BidKeyFault, EnvelopeFault, EnvelopeKind, OpeningRefusal, Reading, Structure, Unreadable,
};
use domain::form::{Problem, Rule};
use domain::permissions::Action;
use domain::refusal::Refusal;
use domain::tenders::Tender;
use sea_orm::ConnectionTrait;
use sea_orm::prelude::*;
use sealing::BidKey;

/// The files a bidder brings.
#[derive(Default)]
pub struct Brought {
    /// The bid-key file of the envelope that could not be read.
    pub bid_key: Option<Vec<u8>>,
    /// The sealed envelope, where what is stored of it is damaged.
    pub envelope: Option<Vec<u8>>,
}

/// What a bidder can still do about an envelope of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rescuable {
    /// Which envelope.
    pub kind: EnvelopeKind,
    /// Why it could not be read.
    pub why: Unreadable,
    /// The envelope must be brought too, because what is stored of it is damaged.
    pub wants_envelope: bool,
}

/// The own company's envelope that could not be read and may be opened with its key now; nothing when there is none.
pub async fn rescuable(caller: &Caller, tender: &str) -> Result<Option<Rescuable>, Failure> {
    caller.may(Action::ReadOwnBid)?;
    let invitation = Invitation::load(caller, tender).await?;
    let (_, aggregate) = tendering::load_published(caller.db(), tender).await?;
    let Some((_, bid)) = own(caller, caller.db(), &invitation).await? else { return Ok(None) };
    match wanted(caller, caller.db(), (&invitation, &aggregate), &bid).await {
        Ok(found) => Ok(Some(found)),
        Err(Failure::Refused(_)) => Ok(None),
        Err(failure) => Err(failure),
    }
}

/// Opens the own envelope with its key.
pub async fn rescue(caller: &Caller, tender: &str, brought: Brought, password: &str) -> Result<(), Failure> {
    caller.may(Action::SubmitBid)?;
    let invitation = Invitation::load(caller, tender).await?;
    let (_, aggregate) = tendering::load_published(caller.db(), tender).await?;
    let (_, bid) = own(caller, caller.db(), &invitation).await?.ok_or(Failure::NotFound)?;
    let found = wanted(caller, caller.db(), (&invitation, &aggregate), &bid).await?;
    let (key, envelope) = looked_at(&bid, &found, brought)?;
    confirm_password(caller, password).await?;
    if let Some(envelope) = envelope {
        // It is the one of the receipt, so it takes the damaged one's place, whatever comes of the key.
        envelopes::keep(caller.services(), envelope).await?;
    }

    let change = caller.begin().await?;
    let (_, aggregate) = tendering::lock_published(&change, tender).await?;
    let (record, bid) = own(caller, change.db(), &invitation).await?.ok_or(Failure::NotFound)?;
    let found = wanted(caller, change.db(), (&invitation, &aggregate), &bid).await?;
    let kind = found.kind;
    let (sealed, measured) = stored(&change, &invitation, &bid, kind).await?;
    let reading = sealed.rescue(measured, |bytes| {
        unseal_with(bytes, kind, &key).and_then(|content| later::is_bid(&aggregate, kind, content))
    })?;
    if let Reading::Unreadable { .. } = reading {
        return Err(refused("bid_key", Rule::BidKey(BidKeyFault::DoesNotOpen)));
    }
    let id = bid.id;
    let unread = Unread { record, bid, why: found.why };
    let line = later::take(&change, (&invitation, &aggregate), kind, unread, &reading).await?;
    let by = (caller.officer()?.person, None);
    let record = later::put(&change, (aggregate.id, kind, Way::BidKey), by, &[line]).await?;
    change.commit(BidEvent::Rescued { tender: aggregate.id, kind, bid: id, record }.into()).await?;
    Ok(())
}

async fn own(
    caller: &Caller,
    db: &impl ConnectionTrait,
    invitation: &Invitation,
) -> Result<Option<(Record, Bid)>, Failure> {
    let found = Record::find(db, caller, invitation, caller.officer()?.organisation).await?;
    found.map(|record| record.bid(invitation).map(|bid| (record, bid))).transpose()
}

/// The envelope that could not be read, if there is one that may still be.
async fn wanted(
    caller: &Caller,
    db: &impl ConnectionTrait,
    (invitation, tender): (&Invitation, &Tender),
    bid: &Bid,
) -> Result<Rescuable, Failure> {
    let row = opened_bids::Entity::find_by_id(bid.id.0).one(db).await.stored()?;
    let kinds: &[EnvelopeKind] = match invitation.terms.structure {
        Structure::TwoEnvelopes => &[EnvelopeKind::Technical, EnvelopeKind::Price],
        Structure::PriceOnly => &[EnvelopeKind::Price],
    };
    let unread = |kind: &EnvelopeKind| {
        let why = row.as_ref().and_then(|row| later::unread_reason(row, *kind));
        why.filter(|why| why.may_be_tried_again()).map(|why| (*kind, why))
    };
    let (kind, why) = kinds.iter().find_map(unread).ok_or(OpeningRefusal::NothingToTryAgain)?;
    may_join(caller, db, tender, later::joining(invitation, kind)).await?;
    let receipt = bid.versions().next_back().and_then(|receipt| receipt.envelopes.get(kind));
    let sha256 = receipt.ok_or_else(|| Failure::impossible("an opened envelope that no receipt names"))?.sha256;
    let stored = envelopes::find(caller.services(), &sha256.0).await?;
    let wants_envelope = stored.is_none_or(|bytes| digest(&bytes) != sha256);
    Ok(Rescuable { kind, why, wants_envelope })
}

/// Judges the files before anything is opened; everything that is wrong at once.
fn looked_at(bid: &Bid, found: &Rescuable, brought: Brought) -> Result<(BidKey, Option<Vec<u8>>), Failure> {
    let envelope = bid.versions().next_back().and_then(|receipt| receipt.envelopes.get(found.kind).copied());
    let receipt = envelope.ok_or_else(|| Failure::impossible("an opened envelope that no receipt names"))?;
    let key = match brought.bid_key {
        None => Err(Rule::Required),
        Some(bytes) => BidKey::parse_file(&bytes).map_err(|_| Rule::BidKey(BidKeyFault::NotAKey)),
    };
    let key = key.and_then(|key| {
        let context = key.context();
        let submission = bid.versions().next_back().map(|receipt| *receipt.submission.0.as_bytes());
        if key.commitment() == receipt.key_commitment.0 {
            Ok(key)
        } else if !is_kind(context.kind, found.kind) || Some(context.submission) != submission {
            Err(Rule::BidKey(BidKeyFault::OtherEnvelope))
        } else {
            Err(Rule::BidKey(BidKeyFault::NotCommitted))
        }
    });
    let envelope = match (found.wants_envelope, brought.envelope) {
        (false, _) => Ok(None),
        (true, None) => Err(Rule::Required),
        (true, Some(bytes)) if digest(&bytes) != receipt.sha256 => Err(Rule::Envelope(EnvelopeFault::OtherThanReceipt)),
        (true, Some(bytes)) => Ok(Some(bytes)),
    };
    match (key, envelope) {
        (Ok(key), Ok(envelope)) => Ok((key, envelope)),
        (key, envelope) => {
            let wrong = [("bid_key", key.err()), ("envelope", envelope.err())].into_iter();
            let wrong = wrong.filter_map(|(field, rule)| Some(Problem { field: field.to_owned(), rule: rule? }));
            Err(Refusal::Form(wrong.collect()).into())
        }
    }
}

fn refused(field: &str, rule: Rule) -> Failure {
    Refusal::Form(vec![Problem { field: field.to_owned(), rule }]).into()
}

fn is_kind(sealed: sealing::EnvelopeKind, wanted: EnvelopeKind) -> bool {
    match wanted {
        EnvelopeKind::Technical => sealed == sealing::EnvelopeKind::Technical,
        EnvelopeKind::Price => sealed == sealing::EnvelopeKind::Price,
    }
}
