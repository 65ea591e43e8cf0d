//! The keys of bids that were sealed here are offered once, to whoever handed the bid in.
//!
//! They are the last rescue of a bidder whose envelope nobody can read. They lie in this process's memory and nowhere
//! else, for a quarter of an hour or until they are taken; a restart forgets them. Nothing here can give one again.
//! Source: last rescue (security 3.3).

use super::Invitation;
use super::record::Record;
use crate::caller::Caller;
use crate::failure::Failure;
use domain::bids::{Digest, EnvelopeKind, Receipt};
use domain::ids::PersonId;
use domain::permissions::Action;
use domain::time::Timestamp;
use sealing::BidKey;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// For how many minutes.
const MINUTES: i64 = 15;
/// Most keys that are held at once; who comes after is offered none.
const MOST: usize = 2_000;

/// Keys that wait to be taken.
#[derive(Default)]
pub struct OfferedKeys(Mutex<HashMap<(PersonId, Digest), (Timestamp, BidKey)>>);

impl std::fmt::Debug for OfferedKeys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("OfferedKeys(hidden)")
    }
}

impl OfferedKeys {
    fn with<T>(
        &self,
        now: Timestamp,
        work: impl FnOnce(&mut HashMap<(PersonId, Digest), (Timestamp, BidKey)>) -> T,
    ) -> T {
        let mut keys = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        keys.retain(|_, (until, _)| now <= *until);
        work(&mut keys)
    }

    /// Offers the key of this envelope to whoever handed it in.
    pub(super) fn offer(&self, to: PersonId, envelope: Digest, key: BidKey, now: Timestamp) {
        self.with(now, |keys| {
            if keys.len() < MOST {
                keys.insert((to, envelope), (now.plus_minutes(MINUTES), key));
            }
        });
    }

    /// Until when the key of this envelope is offered to somebody; nothing when it is not.
    pub(super) fn until(&self, to: PersonId, envelope: &Digest, now: Timestamp) -> Option<Timestamp> {
        self.with(now, |keys| keys.get(&(to, *envelope)).map(|(until, _)| *until))
    }

    fn take(&self, to: PersonId, envelope: Digest, now: Timestamp) -> Option<BidKey> {
        self.with(now, |keys| keys.remove(&(to, envelope)).map(|(_, key)| key))
    }
}

/// The bid-key file of an envelope that the caller had sealed here just now. It is given once.
pub async fn bid_key(caller: &Caller, tender: &str, number: usize, kind: EnvelopeKind) -> Result<Vec<u8>, Failure> {
    caller.may(Action::SubmitBid)?;
    let officer = caller.officer()?;
    let invitation = Invitation::load(caller, tender).await?;
    let found = Record::find(caller.db(), caller, &invitation, officer.organisation).await?;
    let receipts = found.ok_or(Failure::NotFound)?.receipts;
    let given = number.checked_sub(1).and_then(|index| receipts.get(index)).ok_or(Failure::NotFound)?;
    let receipt = Receipt::from_text(&given.text).and_then(|receipt| receipt.envelopes.get(kind).copied());
    let envelope = receipt.ok_or(Failure::NotFound)?;
    let key = caller.services().bid_keys.take(officer.person, envelope.sha256, caller.now());
    Ok(key.ok_or(Failure::NotFound)?.to_file())
}
