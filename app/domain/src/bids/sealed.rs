//! Sealed envelopes, which show nothing, and what an opening makes of them.
//!
//! Source: S1–S5, closing and opening (security 3.7).

use super::{Bid, BidState, Digest, EnvelopeKind, Fate, Opening, OpeningRefusal, is_in_time};
use crate::coded;
use crate::ids::{BidId, OrganisationId, TenderId};
use crate::time::Timestamp;

/// A stored envelope nobody can read yet. It has no price, no text, no name; only an [`Opening`] opens it.
///
/// ```
/// # fn keep(bid: domain::bids::SealedBid) {
/// let kept = bid;
/// # drop(kept);
/// # }
/// ```
///
/// ```compile_fail
/// # fn peek(bid: domain::bids::SealedBid) {
/// let contents = bid.contents();
/// # }
/// ```
///
/// ```compile_fail
/// # fn peek(bid: domain::bids::SealedBid) {
/// let sealed = bid.sealed;
/// # }
/// ```
///
/// ```compile_fail
/// # fn print(bid: domain::bids::SealedBid) {
/// println!("{bid:?}");
/// # }
/// ```
///
/// ```compile_fail
/// # fn send(bid: domain::bids::SealedBid) -> impl serde::Serialize {
/// bid
/// # }
/// ```
pub struct SealedBid {
    listing: Listing,
    tender: TenderId,
    kind: EnvelopeKind,
    fate: Fate,
    sealed: Vec<u8>,
}

/// What an opening record says of one envelope beside its outcome (S4).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    /// The bid.
    pub bid: BidId,
    /// The bidder.
    pub organisation: OrganisationId,
    /// The version.
    pub version: u32,
    /// When it was received, as on the receipt.
    pub received_at: Timestamp,
    /// Its fingerprint, as on the receipt.
    pub sha256: Digest,
}

coded! {
    /// Why an envelope could not be read. It is kept, listed and tried again; never skipped.
    Unreadable {
        /// The stored bytes are not those of the receipt.
        FingerprintDiffers = "fingerprint_differs",
        /// The seal does not open with the officers' keys.
        SealBroken = "seal_broken",
        /// It opens to another key than the bidder committed to.
        CommitmentDiffers = "commitment_differs",
        /// What is inside is not a bid.
        Malformed = "malformed",
        /// The bid is not in the closing record as it is there now; it is not opened.
        NotInClosingRecord = "not_in_closing_record",
        /// The closing record lists it, and no such bid is there any more.
        Missing = "missing",
    }
}

impl Unreadable {
    /// Another pair of officers, or the key that the bidder kept, may open it yet. What opened and is no bid stays none,
    /// and what the closing record does not list stays shut.
    pub fn may_be_tried_again(self) -> bool {
        matches!(self, Unreadable::FingerprintDiffers | Unreadable::SealBroken | Unreadable::CommitmentDiffers)
    }
}

/// An opened envelope.
#[derive(Clone, PartialEq, Eq)]
pub struct OpenedBid<T> {
    listing: Listing,
    kind: EnvelopeKind,
    contents: T,
}

/// What came of opening one envelope.
#[derive(Clone, PartialEq, Eq)]
pub enum Reading<T> {
    /// It is open.
    Opened(OpenedBid<T>),
    /// It cannot be read.
    Unreadable {
        /// The envelope.
        listing: Listing,
        /// Why.
        reason: Unreadable,
    },
}

impl SealedBid {
    /// The stored bytes of one envelope of a bid; `None` when the bid has no such version or envelope.
    ///
    /// A late envelope is no version of a bid and so cannot become one of these.
    pub fn stored(
        bid: &Bid,
        version: u32,
        kind: EnvelopeKind,
        sealed: Vec<u8>,
        closes_at: Timestamp,
        now: Timestamp,
    ) -> Option<SealedBid> {
        let receipt = bid.versions().find(|receipt| receipt.version == version)?;
        let listing = Listing {
            bid: bid.id,
            organisation: bid.organisation,
            version,
            received_at: receipt.received_at,
            sha256: receipt.envelopes.get(kind)?.sha256,
        };
        let fate = match bid.standing(closes_at, now) {
            // The price of a bid that failed is closed for ever, whatever a list of passed bids may say.
            BidState::NonConforming | BidState::TechnicallyFailed => Fate::Lapsed,
            _ => bid.fate(version, closes_at, now)?,
        };
        Some(SealedBid { listing, tender: bid.tender, kind, fate, sealed })
    }
}

impl SealedBid {
    /// Opens an envelope that two officers could not read, with the key that its bidder kept. It takes no officer: nobody
    /// but the bidder has this key, and what it opens is what the bidder committed to before the close.
    pub fn rescue<T>(
        self,
        measured: Digest,
        unseal: impl FnOnce(&[u8]) -> Result<T, Unreadable>,
    ) -> Result<Reading<T>, OpeningRefusal> {
        self.counts()?;
        let SealedBid { listing, kind, sealed, .. } = self;
        Ok(read(listing, kind, measured, || unseal(&sealed)))
    }

    fn counts(&self) -> Result<(), OpeningRefusal> {
        match self.fate {
            Fate::Live => Ok(()),
            Fate::Replaced => Err(OpeningRefusal::Replaced),
            Fate::Withdrawn => Err(OpeningRefusal::Withdrawn),
            Fate::Lapsed => Err(OpeningRefusal::Lapsed),
        }
    }
}

fn read<T>(
    listing: Listing,
    kind: EnvelopeKind,
    measured: Digest,
    unseal: impl FnOnce() -> Result<T, Unreadable>,
) -> Reading<T> {
    if measured != listing.sha256 {
        return Reading::Unreadable { listing, reason: Unreadable::FingerprintDiffers };
    }
    match unseal() {
        Ok(contents) => Reading::Opened(OpenedBid { listing, kind, contents }),
        Err(reason) => Reading::Unreadable { listing, reason },
    }
}

impl Opening {
    /// Opens one envelope. `measured` is the fingerprint of the stored bytes, taken just now; `unseal` undoes the seal.
    ///
    /// An envelope that may be opened and cannot be read is listed with its reason; one that may not is refused
    /// without being touched.
    pub fn open<T>(
        &self,
        bid: SealedBid,
        measured: Digest,
        now: Timestamp,
        unseal: impl FnOnce(&[u8]) -> Result<T, Unreadable>,
    ) -> Result<Reading<T>, OpeningRefusal> {
        if now > self.lapses_at() {
            return Err(OpeningRefusal::WindowPassed { lapsed_at: self.lapses_at() });
        }
        self.admit(bid.tender, bid.listing.bid, bid.kind)?;
        if !is_in_time(bid.listing.received_at, self.closes_at()) {
            return Err(OpeningRefusal::Late);
        }
        bid.counts()?;
        let SealedBid { listing, kind, sealed, .. } = bid;
        Ok(read(listing, kind, measured, || unseal(&sealed)))
    }
}

impl<T> OpenedBid<T> {
    /// Which envelope it was.
    pub fn kind(&self) -> EnvelopeKind {
        self.kind
    }

    /// What was in it.
    pub fn contents(&self) -> &T {
        &self.contents
    }
}

impl<T> Reading<T> {
    /// The line of the opening record, read or not.
    pub fn listing(&self) -> &Listing {
        match self {
            Reading::Opened(opened) => &opened.listing,
            Reading::Unreadable { listing, .. } => listing,
        }
    }
}
