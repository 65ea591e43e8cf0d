//! What a bid is sealed for. The context is bound into every step, so nothing sealed for one tender,
//! version of its notice, kind, bidder or submission can stand in for another.

use crate::suite::{Suite, label};
use crate::wire::{Malformed, Reader, Writer};
use serde::{Deserialize, Serialize};

/// An identifier of the marketplace, as its sixteen bytes.
pub type Id = [u8; 16];

/// Which of a tender's envelopes; each is sealed apart and opened in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EnvelopeKind {
    /// Who the bidder is.
    Qualification,
    /// What it offers.
    Technical,
    /// For how much.
    Price,
}

impl EnvelopeKind {
    const fn number(self) -> u8 {
        match self {
            Self::Qualification => 1,
            Self::Technical => 2,
            Self::Price => 3,
        }
    }

    const fn of_number(number: u8) -> Result<Self, Malformed> {
        match number {
            1 => Ok(Self::Qualification),
            2 => Ok(Self::Technical),
            3 => Ok(Self::Price),
            _ => Err(Malformed::OutOfRange),
        }
    }
}

/// Everything an envelope is bound to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Context {
    /// With which primitives.
    pub suite: Suite,
    /// The tender.
    pub tender: Id,
    /// Hash of the notice as revised when the bid was sealed.
    pub notice_revision: [u8; 32],
    /// Which of the tender's envelopes.
    pub kind: EnvelopeKind,
    /// [`crate::KeySet::hash`] of the officers.
    pub key_set: [u8; 32],
    /// The bidder.
    pub organisation: Id,
    /// The bidder's submission, which is made with the form.
    pub submission: Id,
}

impl Context {
    /// The one row of bytes that stands for this context; 115 of them.
    pub fn canonical_bytes(&self) -> Vec<u8> {
        Writer::default()
            .u16(self.suite.number())
            .bytes(&self.tender)
            .bytes(&self.notice_revision)
            .u8(self.kind.number())
            .bytes(&self.key_set)
            .bytes(&self.organisation)
            .bytes(&self.submission)
            .finish()
    }

    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        Ok(Self {
            suite: Suite::of_number(reader.u16()?)?,
            tender: reader.take()?,
            notice_revision: reader.take()?,
            kind: EnvelopeKind::of_number(reader.u8()?)?,
            key_set: reader.take()?,
            organisation: reader.take()?,
            submission: reader.take()?,
        })
    }

    /// Names a purpose within this context.
    pub(crate) fn info(&self, purpose: &str) -> Vec<u8> {
        let mut info = label(purpose);
        info.extend_from_slice(&self.canonical_bytes());
        info
    }

    /// As [`Self::info`], for one slot.
    pub(crate) fn slot_info(&self, purpose: &str, slot: u16) -> Vec<u8> {
        let mut info = self.info(purpose);
        info.extend_from_slice(&slot.to_be_bytes());
        info
    }
}
