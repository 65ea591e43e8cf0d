//! Looks at an envelope from outside: is it what it must be for this tender and this bidder?

use crate::{LONGEST_ENVELOPE_BYTES, SealingFile};
use domain::bids::{Digest, Envelope, EnvelopeFault, EnvelopeKind};
use sealing::{Malformed, OpeningRefusal, SEALED_CHUNK, Stopped, read_header};
use sha2::Digest as _;

/// Looks at an envelope that came for a bid of which `file` tells everything but its submission: what is known of it
/// from outside, and the submission it names itself.
pub fn look_at(bytes: &[u8], kind: EnvelopeKind, file: &SealingFile) -> Result<(Envelope, [u8; 16]), EnvelopeFault> {
    if bytes.len() > LONGEST_ENVELOPE_BYTES {
        return Err(EnvelopeFault::TooLarge);
    }
    let (header, body) = read_header(bytes).map_err(fault)?;
    let (found, wanted) = (*header.context(), file.context(kind));
    let (key_set, closing_key) = file.keys().map_err(|_| EnvelopeFault::OtherKeys)?;
    for (is_right, fault) in [
        (found.tender == wanted.tender, EnvelopeFault::OtherTender),
        (found.organisation == wanted.organisation, EnvelopeFault::OtherBidder),
        (found.kind == wanted.kind, EnvelopeFault::OtherKind),
        (found.notice_revision == wanted.notice_revision, EnvelopeFault::OtherNotice),
        (found.suite == wanted.suite && header.is_sealed_to(&key_set, &closing_key), EnvelopeFault::OtherKeys),
        (!body.is_empty() && body.len().is_multiple_of(SEALED_CHUNK), EnvelopeFault::CutShort),
    ] {
        if !is_right {
            return Err(fault);
        }
    }
    let envelope = Envelope {
        sha256: Digest(sha2::Sha256::digest(bytes).into()),
        size_bytes: bytes.len() as u64,
        key_commitment: Digest(*header.commitment()),
    };
    Ok((envelope, found.submission))
}

fn fault(stopped: Stopped<OpeningRefusal>) -> EnvelopeFault {
    match stopped {
        Stopped::Refused(OpeningRefusal::Malformed { reason: Malformed::UnknownVersion | Malformed::UnknownSuite }) => {
            EnvelopeFault::UnknownVersion
        }
        Stopped::Refused(OpeningRefusal::Malformed { reason: Malformed::TooShort }) => EnvelopeFault::CutShort,
        _ => EnvelopeFault::NotAnEnvelope,
    }
}
