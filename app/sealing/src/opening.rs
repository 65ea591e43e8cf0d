//! Opens an envelope: two officers' contributions and the closing key give the bid key, or say what is wrong.

use crate::bid_key::{BidKey, is_committed};
use crate::contribution::Contribution;
use crate::header::Header;
use crate::keys::PrivateKey;
use crate::manifest::ManifestFault;
use crate::opened::Opened;
use crate::pairs::Pair;
use crate::sealer::Stopped;
use crate::suite::{Secret, SuiteFailed, decapsulate};
use crate::wire::Malformed;
use serde::{Deserialize, Serialize};
use std::io::Read;

/// Why an envelope is not opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "refused", rename_all = "snake_case")]
pub enum OpeningRefusal {
    /// The bytes are not an envelope.
    Malformed {
        /// In what way.
        reason: Malformed,
    },
    /// Both contributions are of one slot.
    SlotTwice {
        /// The slot.
        slot: u16,
    },
    /// These two may not open this envelope together.
    PairNotAllowed {
        /// The lower slot.
        first: u16,
        /// The higher slot.
        second: u16,
    },
    /// The contribution was made for another envelope.
    ContributionForOther {
        /// The slot.
        slot: u16,
    },
    /// The contribution was altered, or sealed by somebody for another slot.
    ContributionNotOpened {
        /// The slot.
        slot: u16,
    },
    /// The contribution holds no secret at all.
    ZeroShare {
        /// The slot.
        slot: u16,
    },
    /// The private key is not that of the closing key the bid was sealed to.
    OtherClosingKey,
    /// The envelope's secret for the closing key does not open: altered, or sealed wrongly by the bidder.
    ClosingShareNotOpened,
    /// The secrets of these two do not unwrap the bid key: one of them is wrong.
    PairNotOpened {
        /// The lower slot.
        first: u16,
        /// The higher slot.
        second: u16,
    },
    /// The bid key of these two is not the one the bidder committed to.
    PairNotCommitted {
        /// The lower slot.
        first: u16,
        /// The higher slot.
        second: u16,
    },
    /// The bid key belongs to another envelope.
    KeyOfOtherBid,
    /// The bid key is not the one the bidder committed to.
    KeyNotCommitted,
    /// The body was altered.
    BodyNotAuthentic,
    /// The body ends too early.
    BodyTooShort,
    /// Something follows the body.
    BodyTooLong,
    /// What the bidder sealed does not follow the format.
    Manifest {
        /// In what way.
        fault: ManifestFault,
    },
    /// The answers are not those of the manifest.
    AnswersDiffer,
    /// A file is not that of the manifest.
    FileDiffers {
        /// Its place, from 1.
        place: usize,
    },
    /// Something stands where only zeros belong.
    PaddingNotZero,
    /// The primitive refused its input, which cannot happen with these sizes.
    SuiteFailed,
}

impl From<Malformed> for OpeningRefusal {
    fn from(reason: Malformed) -> Self {
        Self::Malformed { reason }
    }
}

impl From<SuiteFailed> for OpeningRefusal {
    fn from(_: SuiteFailed) -> Self {
        Self::SuiteFailed
    }
}

impl From<Malformed> for Stopped<OpeningRefusal> {
    fn from(reason: Malformed) -> Self {
        Self::Refused(reason.into())
    }
}

/// Opens an envelope with the contributions of two slots, in either order, and the private closing key.
pub fn open<R: Read>(
    envelope: R,
    one: &Contribution,
    other: &Contribution,
    closing_key: &PrivateKey,
) -> Result<Opened<R>, Stopped<OpeningRefusal>> {
    let (header, body) = read_header(envelope)?;
    let key = unlock(&header, one, other, closing_key)?;
    Opened::begin(header, body, &key)
}

/// Opens an envelope with the bid key that the bidder kept.
pub fn open_with_bid_key<R: Read>(envelope: R, key: &BidKey) -> Result<Opened<R>, Stopped<OpeningRefusal>> {
    let (header, body) = read_header(envelope)?;
    key.fits(&header)?;
    Opened::begin(header, body, key)
}

/// Reads the header off an envelope; the reader stands at the body afterwards.
pub fn read_header<R: Read>(mut envelope: R) -> Result<(Header, R), Stopped<OpeningRefusal>> {
    let mut bytes = vec![0; crate::header::PREFIX];
    read(&mut envelope, &mut bytes)?;
    let prefix = bytes.first_chunk().ok_or(Malformed::TooShort)?;
    let length = Header::length(prefix)?;
    let mut rest = vec![0; length.saturating_sub(bytes.len())];
    read(&mut envelope, &mut rest)?;
    bytes.extend_from_slice(&rest);
    Ok((Header::parse(&bytes)?, envelope))
}

fn read(from: &mut impl Read, bytes: &mut [u8]) -> Result<(), Stopped<OpeningRefusal>> {
    from.read_exact(bytes).map_err(|error| match error.kind() {
        std::io::ErrorKind::UnexpectedEof => Malformed::TooShort.into(),
        _ => Stopped::Broken(error),
    })
}

/// The bid key of an envelope, without its body.
pub fn unlock(
    header: &Header,
    one: &Contribution,
    other: &Contribution,
    closing_key: &PrivateKey,
) -> Result<BidKey, OpeningRefusal> {
    let pair = Pair::of(one.slot(), other.slot()).ok_or(OpeningRefusal::SlotTwice { slot: one.slot() })?;
    let Pair { first, second } = pair;
    let wrapped = header.wrap_of(pair).ok_or(OpeningRefusal::PairNotAllowed { first, second })?;
    if closing_key.public()? != *header.closing_key() {
        return Err(OpeningRefusal::OtherClosingKey);
    }
    let (lower, higher) = if one.slot() == first { (one, other) } else { (other, one) };
    let (lower, higher) = (share_of(lower, header, closing_key)?, share_of(higher, header, closing_key)?);
    let closing = decapsulate(header.closing_share(), closing_key, &header.context().info("closing-share"))
        .ok_or(OpeningRefusal::ClosingShareNotOpened)?;
    let key = pair
        .unwrap(wrapped, &[&lower, &higher, &closing], &header.context().info("bid-key"))
        .ok_or(OpeningRefusal::PairNotOpened { first, second })?;
    if !is_committed(&key, header) {
        return Err(OpeningRefusal::PairNotCommitted { first, second });
    }
    Ok(BidKey::new(*header.context(), header.hash(), key))
}

fn share_of(contribution: &Contribution, header: &Header, closing_key: &PrivateKey) -> Result<Secret, OpeningRefusal> {
    let slot = contribution.slot();
    if !contribution.is_for(header) {
        return Err(OpeningRefusal::ContributionForOther { slot });
    }
    let share = contribution.open(header, closing_key).ok_or(OpeningRefusal::ContributionNotOpened { slot })?;
    if share.is_zero() { Err(OpeningRefusal::ZeroShare { slot }) } else { Ok(share) }
}
