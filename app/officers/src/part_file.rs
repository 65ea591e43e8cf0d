//! An opener's part of an opening, made on the opener's own machine.

use crate::file::{self, FileFault};
use domain::bids::{Digest, EnvelopeKind, PartFault};
use domain::ids::TenderId;
use sealing::{Contribution, Header, hex};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

const FORMAT: &str = "marketplace opener's part";

/// A part for every envelope. Only the tender's closing key reads what is in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartFile {
    /// What the file is.
    format: String,
    /// In which form.
    version: u16,
    /// The tender.
    tender: TenderId,
    /// Which of its envelopes.
    kind: EnvelopeKind,
    /// The opener's number in the tender's keys.
    slot: u16,
    /// Contributions by fingerprint of the envelope, in hexadecimal digits.
    parts: BTreeMap<Digest, String>,
}

impl PartFile {
    pub(crate) fn new(tender: TenderId, kind: EnvelopeKind, slot: u16, parts: BTreeMap<Digest, String>) -> PartFile {
        PartFile { format: FORMAT.to_owned(), version: file::VERSION, tender, kind, slot, parts }
    }

    /// Reads a file.
    pub fn parse(json: &[u8]) -> Result<PartFile, PartFault> {
        file::read(json, FORMAT).map_err(|fault| match fault {
            FileFault::NotThisFile => PartFault::NotAPart,
            FileFault::UnknownVersion => PartFault::UnknownVersion,
        })
    }

    /// Whether it was made for this opening and by this opener.
    pub fn is_for(&self, tender: TenderId, kind: EnvelopeKind, slot: u16) -> Result<(), PartFault> {
        for (fits, fault) in [
            (self.tender == tender, PartFault::OtherTender),
            (self.kind == kind, PartFault::OtherKind),
            (self.slot == slot, PartFault::OtherOpener),
        ] {
            if !fits {
                return Err(fault);
            }
        }
        Ok(())
    }

    /// The contributions, when there is one for each of these envelopes and no other.
    pub fn judge(&self, envelopes: &[(Digest, Header)]) -> Result<BTreeMap<Digest, Contribution>, PartFault> {
        let mut judged = BTreeMap::new();
        for (sha256, header) in envelopes {
            let text = self.parts.get(sha256).ok_or(PartFault::Incomplete)?;
            let part = hex::decode(text).and_then(|bytes| Contribution::parse(&bytes).ok());
            let part = part.ok_or(PartFault::Damaged)?;
            if part.slot() != self.slot {
                return Err(PartFault::OtherOpener);
            }
            if !part.is_for(header) {
                return Err(PartFault::Damaged);
            }
            judged.insert(*sha256, part);
        }
        if self.parts.len() > judged.len() { Err(PartFault::OtherEnvelope) } else { Ok(judged) }
    }
}
