//! A bidder reads a receipt again, and takes the sealed envelopes that it names, to compare them with their fingerprints.

use super::{Invitation, Record, all_of_tender, envelopes};
use crate::caller::Caller;
use crate::change::Change;
use crate::entities::destroyed_envelopes;
use crate::failure::{Failure, Stored};
use crate::signing;
use domain::bids::{Digest, EnvelopeKind, Receipt};
use domain::ids::TenderId;
use domain::permissions::Action;
use domain::time::Timestamp;
use sea_orm::prelude::*;

/// One of the bidder's receipts, numbered from 1, as a note that the office signs: the same each time. The log holds the
/// fingerprint of its text, without the signature.
pub async fn receipt(caller: &Caller, tender: &str, number: usize) -> Result<String, Failure> {
    caller.may(Action::ReadOwnBid)?;
    Ok(signing::sign(caller.services(), &given(caller, tender, number).await?))
}

/// The proof that one of the bidder's receipts is in the log, to a head that was published; not there before there is one.
pub async fn receipt_proof(caller: &Caller, tender: &str, number: usize) -> Result<String, Failure> {
    caller.may(Action::ReadOwnBid)?;
    let text = given(caller, tender, number).await?;
    let receipt =
        Receipt::from_text(&text).ok_or_else(|| Failure::impossible("a receipt that cannot be read again"))?;
    let proof = crate::audit::prove(caller, receipt.log_entry).await?.ok_or(Failure::NotFound)?;
    Ok(proof.to_text())
}

/// A sealed envelope that one of the bidder's receipts names, as it is kept; not there once it was destroyed.
pub async fn envelope(caller: &Caller, tender: &str, number: usize, kind: EnvelopeKind) -> Result<Vec<u8>, Failure> {
    caller.may(Action::ReadOwnBid)?;
    let text = given(caller, tender, number).await?;
    let receipt =
        Receipt::from_text(&text).ok_or_else(|| Failure::impossible("a receipt that cannot be read again"))?;
    let envelope = receipt.envelopes.get(kind).ok_or(Failure::NotFound)?;
    envelopes::find(caller.services(), &envelope.sha256.0).await?.ok_or(Failure::NotFound)
}

async fn given(caller: &Caller, tender: &str, number: usize) -> Result<String, Failure> {
    let invitation = Invitation::load(caller, tender).await?;
    let found = Record::find(caller.db(), caller, &invitation, caller.officer()?.organisation).await?;
    let receipts = found.ok_or(Failure::NotFound)?.receipts;
    let index = number.checked_sub(1).ok_or(Failure::NotFound)?;
    receipts.get(index).map(|given| given.text.clone()).ok_or(Failure::NotFound)
}

/// Fingerprints of the envelopes of a tender that count no more.
pub(crate) async fn superseded(change: &Change, tender: &str) -> Result<Vec<Digest>, Failure> {
    let invitation = Invitation::lock(change, tender).await?;
    let mut found = Vec::new();
    for record in all_of_tender(change, invitation.terms.tender).await? {
        found.extend(record.bid(&invitation)?.superseded());
    }
    Ok(found)
}

/// When the superseded envelopes of a tender were destroyed.
pub(super) async fn destroyed_at(db: &impl ConnectionTrait, tender: TenderId) -> Result<Option<Timestamp>, Failure> {
    let row = destroyed_envelopes::Entity::find_by_id(tender.0).one(db).await.stored()?;
    Ok(row.map(|row| Timestamp::from_millis(row.destroyed_at)))
}
