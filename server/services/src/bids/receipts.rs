//! A bidder reads a receipt again, and takes the sealed envelopes that it names, to compare them with their fingerprints.

use super::{Invitation, Record, envelopes};
use crate::caller::Caller;
use crate::failure::Failure;
use crate::signing;
use domain::bids::{EnvelopeKind, Receipt};
use domain::permissions::Action;

/// One of the bidder's receipts, numbered from 1, as a note that the office signs: the same each time. The log holds the
/// fingerprint of its text, without the signature.
pub async fn receipt(caller: &Caller, tender: &str, number: usize) -> Result<String, Failure> {
    caller.may(Action::ReadOwnBid)?;
    Ok(signing::sign(caller.services(), &given(caller, tender, number).await?))
}

/// The proof that one of the bidder's receipts is in the log, to a head that was published; not there before there is one.
pub async fn receipt_proof(caller: &Caller, tender: &str, number: usize) -> Result<String, Failure> {
    caller.may(Action::ReadOwnBid)?;
    let receipt = read_again(caller, tender, number).await?;
    let proof = crate::audit::prove(caller, receipt.log_entry).await?.ok_or(Failure::NotFound)?;
    Ok(proof.to_text())
}

/// A sealed envelope that one of the bidder's receipts names, as it is kept; not there once it was destroyed.
pub async fn envelope(caller: &Caller, tender: &str, number: usize, kind: EnvelopeKind) -> Result<Vec<u8>, Failure> {
    caller.may(Action::ReadOwnBid)?;
    let receipt = read_again(caller, tender, number).await?;
    let envelope = receipt.envelopes.get(kind).ok_or(Failure::NotFound)?;
    envelopes::find(caller.services(), &envelope.sha256.0).await?.ok_or(Failure::NotFound)
}

/// A receipt with what its text says.
async fn read_again(caller: &Caller, tender: &str, number: usize) -> Result<Receipt, Failure> {
    let text = given(caller, tender, number).await?;
    Receipt::from_text(&text).ok_or_else(|| Failure::impossible("a receipt that cannot be read again"))
}

async fn given(caller: &Caller, tender: &str, number: usize) -> Result<String, Failure> {
    let invitation = Invitation::load(caller, tender).await?;
    let found = Record::find(caller.db(), caller, &invitation, caller.officer()?.organisation).await?;
    let receipts = found.ok_or(Failure::NotFound)?.receipts;
    let index = number.checked_sub(1).ok_or(Failure::NotFound)?;
    receipts.get(index).map(|given| given.text.clone()).ok_or(Failure::NotFound)
}
