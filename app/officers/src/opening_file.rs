//! The file that tells an opener's own tool which envelopes to open a part of.

use crate::PartFile;
use crate::file::{self, FileFault};
use domain::bids::{Digest, EnvelopeKind};
use domain::ids::TenderId;
use domain::text::Trilingual;
use rand_core::CryptoRng;
use sealing::{Contribution, CustodyRefusal, Header, Passphrase, WrappedKey, hex};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

const FORMAT: &str = "marketplace opening file";

/// What an opener's tool must know. It tells how many bids there are, and under which numbers their bidders go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpeningFile {
    /// What the file is.
    pub format: String,
    /// In which form.
    pub version: u16,
    /// `T-2026-0007`.
    pub reference: String,
    /// The tender's title.
    pub title: Trilingual,
    /// The tender.
    pub tender: TenderId,
    /// Which of its envelopes.
    pub kind: EnvelopeKind,
    /// The opener's number in the tender's keys.
    pub slot: u16,
    /// The opener's own key as it is kept, wrapped, in hexadecimal digits.
    pub wrapped_key: String,
    /// The envelopes to be opened.
    pub envelopes: Vec<SealedEnvelope>,
}

/// An envelope that is to be opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedEnvelope {
    /// Its fingerprint.
    pub sha256: Digest,
    /// Its header, in hexadecimal digits.
    pub header: String,
}

/// Why a tool makes nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotMade {
    /// The words are not those of this key.
    WrongPassphrase,
    /// The file is damaged.
    Damaged,
    /// An envelope is of another tender or kind than the file says. Whoever made the file may want it opened early.
    OtherEnvelope {
        /// Its fingerprint.
        sha256: Digest,
    },
    /// The opener's part of this envelope does not open: its bidder sealed it wrongly, or it was altered.
    NotOpened {
        /// Its fingerprint.
        sha256: Digest,
    },
}

impl NotMade {
    pub(crate) fn of_custody(refusal: CustodyRefusal) -> NotMade {
        match refusal {
            CustodyRefusal::WrongPassphrase => NotMade::WrongPassphrase,
            _ => NotMade::Damaged,
        }
    }
}

impl OpeningFile {
    /// The heading of every such file.
    pub fn heading() -> (String, u16) {
        (FORMAT.to_owned(), file::VERSION)
    }

    /// Reads a file.
    pub fn parse(json: &[u8]) -> Result<OpeningFile, FileFault> {
        file::read(json, FORMAT)
    }

    /// Makes the opener's part of every envelope, or of none. What is made can be read with the closing key alone.
    pub fn contribute(&self, passphrase: &Passphrase, rng: &mut impl CryptoRng) -> Result<PartFile, NotMade> {
        let wrapped = hex::decode(&self.wrapped_key).ok_or(NotMade::Damaged)?;
        let headers = self.envelopes.iter().map(|one| self.header(one)).collect::<Result<Vec<_>, _>>()?;
        let wrapped = WrappedKey::parse(&wrapped).map_err(|_| NotMade::Damaged)?;
        let private = wrapped.unwrap(passphrase).map_err(NotMade::of_custody)?;
        let mut parts = BTreeMap::new();
        for (sha256, header) in headers {
            let part = Contribution::make(&header, self.slot, &private, rng);
            let part = part.map_err(|_| NotMade::NotOpened { sha256 })?;
            parts.insert(sha256, hex::encode(&part.to_bytes()));
        }
        Ok(PartFile::new(self.tender, self.kind, self.slot, parts))
    }

    fn header(&self, envelope: &SealedEnvelope) -> Result<(Digest, Header), NotMade> {
        let bytes = hex::decode(&envelope.header).ok_or(NotMade::Damaged)?;
        let header = Header::parse(&bytes).map_err(|_| NotMade::Damaged)?;
        let kind = match self.kind {
            EnvelopeKind::Technical => sealing::EnvelopeKind::Technical,
            EnvelopeKind::Price => sealing::EnvelopeKind::Price,
        };
        let context = header.context();
        if context.tender != *self.tender.0.as_bytes() || context.kind != kind {
            return Err(NotMade::OtherEnvelope { sha256: envelope.sha256 });
        }
        Ok((envelope.sha256, header))
    }
}
