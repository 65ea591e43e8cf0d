//! From a sealed envelope to what was in it, as it is kept afterwards.

use super::parts::Parts;
use super::store::{OpeningLine, Whose};
use crate::bids::{Invitation, Prices, Record, Technical, digest, envelopes};
use crate::change::Change;
use crate::failure::Failure;
use crate::secrets::Secrets;
use domain::bids::{Bid, Digest, EnvelopeKind, Opening, Reading, SealedBid, Structure, Unreadable};
use sealing::{BidKey, KeyPair, OpeningRefusal as Broken, Stopped};
use serde::{Deserialize, Serialize};

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

/// What came out of an envelope.
pub(crate) struct Unsealed {
    /// The answers, as they were written.
    pub answers: Vec<u8>,
    /// Files with their names.
    pub files: Vec<(String, Vec<u8>)>,
}

impl Unsealed {
    /// What the opening record says was read: bound to the envelope, and telling nothing of it.
    pub(super) fn mark(&self, secrets: &Secrets, envelope: &Digest) -> Digest {
        Digest(secrets.mark("read at an opening", &[&envelope.0, &self.answers]))
    }
}

/// Opens the envelope of a bid, keeps what was in it, and moves the bid on.
pub(super) async fn open_one(
    change: &Change,
    invitation: &Invitation,
    opening: &Opening,
    (record, bid): (&mut Record, &Bid),
    kind: EnvelopeKind,
    unseal: impl FnOnce(&[u8], Digest) -> Result<Unsealed, Unreadable>,
) -> Result<OpeningLine, Failure> {
    let (sealed, measured) = stored(change, invitation, bid, kind).await?;
    let reading = opening.open(sealed, measured, change.now(), |bytes| unseal(bytes, measured))?;
    let line = keep(change, bid, kind, &reading).await?;
    let moved = match (is_first(invitation, kind), &line.unreadable) {
        (true, None) => bid.clone().open(opening)?,
        (true, Some(_)) => bid.clone().found_unreadable(opening)?,
        (false, _) => bid.clone().open_price(opening)?,
    };
    record.take(&moved);
    record.store(change).await?;
    Ok(line)
}

/// The envelope of a bid's latest version as it is kept, and the fingerprint it has now.
pub(super) async fn stored(
    change: &Change,
    invitation: &Invitation,
    bid: &Bid,
    kind: EnvelopeKind,
) -> Result<(SealedBid, Digest), Failure> {
    let (now, closes_at) = (change.now(), invitation.terms.closes_at);
    let receipt = bid.versions().next_back().ok_or_else(|| Failure::impossible("a live bid without a version"))?;
    let envelope = receipt.envelopes.get(kind).ok_or_else(|| Failure::impossible("a live bid without its envelope"))?;
    let stored = envelopes::find(change.caller().services(), &envelope.sha256.0).await?.unwrap_or_default();
    let measured = digest(&stored);
    let sealed = SealedBid::stored(bid, receipt.version, kind, stored, closes_at, now)
        .ok_or_else(|| Failure::impossible("a version that is not there"))?;
    Ok((sealed, measured))
}

/// Keeps what came out of an envelope; the line that the record gets.
pub(super) async fn keep(
    change: &Change,
    bid: &Bid,
    kind: EnvelopeKind,
    reading: &Reading<Unsealed>,
) -> Result<OpeningLine, Failure> {
    let listing = reading.listing();
    let (content, unreadable) = match reading {
        Reading::Opened(opened) => (Some(opened.contents()), None),
        Reading::Unreadable { reason, .. } => (None, Some(reason.code().to_owned())),
    };
    super::read::keep(change, bid, listing, kind, content, unreadable.as_deref()).await?;
    Ok(line_of(change, reading))
}

/// The line of a record for an envelope, read or not.
pub(super) fn line_of(change: &Change, reading: &Reading<Unsealed>) -> OpeningLine {
    let listing = reading.listing();
    let (content, unreadable) = match reading {
        Reading::Opened(opened) => (Some(opened.contents()), None),
        Reading::Unreadable { reason, .. } => (None, Some(reason.code().to_owned())),
    };
    let secrets = &change.caller().services().secrets;
    let read = content.map(|content| content.mark(secrets, &listing.sha256));
    let files = content.map(|content| content.files.iter().map(|(_, bytes)| digest(bytes)).collect());
    let whose = Whose {
        bid: listing.bid.0,
        organisation: listing.organisation.0,
        version: listing.version,
        received_at: listing.received_at.millis(),
    };
    OpeningLine { whose: Some(whose), sha256: listing.sha256, unreadable, read, files: files.unwrap_or_default() }
}

/// Envelopes of this kind are the ones of the tender that are opened first.
pub(super) fn is_first(invitation: &Invitation, kind: EnvelopeKind) -> bool {
    kind == EnvelopeKind::Technical || invitation.terms.structure == Structure::PriceOnly
}

/// Opens one envelope with both parts.
pub(super) fn unseal(
    sealed: &[u8],
    sha256: Digest,
    kind: EnvelopeKind,
    (first, second): (&Parts, &Parts),
    closing_key: &KeyPair,
) -> Result<Unsealed, Unreadable> {
    let (one, other) = first.of(sha256).zip(second.of(sha256)).ok_or(Unreadable::SealBroken)?;
    let broken = |stopped: Stopped<Broken>| match stopped {
        Stopped::Refused(Broken::PairNotCommitted { .. }) => Unreadable::CommitmentDiffers,
        _ => Unreadable::SealBroken,
    };
    let opened = sealing::open(sealed, &one, &other, &closing_key.private).map_err(broken)?;
    whole(opened, kind, broken)
}

/// Opens one envelope with the key that its bidder kept.
pub(super) fn unseal_with(sealed: &[u8], kind: EnvelopeKind, key: &BidKey) -> Result<Unsealed, Unreadable> {
    let broken = |stopped: Stopped<Broken>| match stopped {
        Stopped::Refused(Broken::KeyNotCommitted) => Unreadable::CommitmentDiffers,
        _ => Unreadable::SealBroken,
    };
    whole(sealing::open_with_bid_key(sealed, key).map_err(broken)?, kind, broken)
}

/// Everything in an envelope, once all of it has proved whole.
fn whole(
    mut opened: sealing::Opened<&[u8]>,
    kind: EnvelopeKind,
    broken: impl Fn(Stopped<Broken>) -> Unreadable,
) -> Result<Unsealed, Unreadable> {
    let answers = opened.answers().to_vec();
    let mut files = Vec::new();
    loop {
        let mut content = Vec::new();
        match opened.next_file(&mut content).map_err(&broken)? {
            Some(entry) => files.push((entry.name.clone(), content)),
            None => break,
        }
    }
    opened.finish().map_err(&broken)?;
    let is_what_it_says = match kind {
        EnvelopeKind::Technical => serde_json::from_slice::<Technical>(&answers).is_ok(),
        EnvelopeKind::Price => serde_json::from_slice::<Prices>(&answers).is_ok(),
    };
    if is_what_it_says { Ok(Unsealed { answers, files }) } else { Err(Unreadable::Malformed) }
}
