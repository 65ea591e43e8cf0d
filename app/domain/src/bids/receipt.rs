//! What a supplier holds as proof of what it did, and when.
//!
//! A receipt names the sealed envelopes by fingerprint and says nothing of what is in them. Its text is one fixed form,
//! so that a signature and a fingerprint of it mean one thing. Source: receipt and verification (security 3.5).

use super::{Digest, receipt_text};
use crate::coded;
use crate::ids::{LotId, OrganisationId, TenderId};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// One press of a bidder's button, made with the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SubmissionId(pub Uuid);

coded! {
    /// What was done.
    ReceiptAction {
        /// A bid was submitted.
        Submitted = "submitted",
        /// A version took the place of another.
        Replaced = "replaced",
        /// The bid was confirmed under a changed notice.
        Reconfirmed = "reconfirmed",
        /// The bid was taken back.
        Withdrawn = "withdrawn",
    }
}

coded! {
    /// The way a submission was sealed and came.
    SubmissionPath {
        /// Sealed here, for browsers without script.
        Server = "server",
        /// Sealed in the browser.
        Browser = "browser",
        /// Sealed by the command on the bidder's machine.
        Offline = "offline",
    }
}

coded! {
    /// Which envelope.
    EnvelopeKind {
        /// Answers and files.
        Technical = "technical",
        /// Prices.
        Price = "price",
    }
}

/// A sealed envelope, seen from outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Envelope {
    /// Fingerprint of the sealed bytes.
    pub sha256: Digest,
    /// Sealed size, padded, so that it says little.
    pub size_bytes: u64,
    /// Commitment to the key it is sealed with.
    pub key_commitment: Digest,
}

/// The envelopes of one version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Envelopes {
    /// The technical one; none where the price alone decides.
    pub technical: Option<Envelope>,
    /// The price.
    pub price: Envelope,
}

impl Envelopes {
    /// The envelope of this kind.
    pub fn get(&self, kind: EnvelopeKind) -> Option<&Envelope> {
        match kind {
            EnvelopeKind::Technical => self.technical.as_ref(),
            EnvelopeKind::Price => Some(&self.price),
        }
    }
}

/// Proof of one thing a bidder did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// What was done.
    pub action: ReceiptAction,
    /// The tender.
    pub tender: TenderId,
    /// The lot.
    pub lot: LotId,
    /// Revision of the notice.
    pub notice_revision: u32,
    /// Fingerprint of the keys the envelopes are sealed to.
    pub key_set: Digest,
    /// The bidder.
    pub organisation: OrganisationId,
    /// The press of the button.
    pub submission: SubmissionId,
    /// The version of the bid it is about, from 1.
    pub version: u32,
    /// The envelopes of that version.
    pub envelopes: Envelopes,
    /// The way it came.
    pub path: SubmissionPath,
    /// When the last byte was stored, in UTC to the millisecond.
    pub received_at: Timestamp,
    /// Fingerprint of the bidder's receipt before this one for the same bid.
    pub previous: Option<Digest>,
    /// Place of the event in the log, from 0.
    pub log_entry: u64,
}

impl Receipt {
    /// The one text of this receipt: a line for each fact, ending with a line end.
    pub fn to_text(&self) -> String {
        receipt_text::write(self)
    }

    /// Reads a receipt's text. Anything but exactly what [`Receipt::to_text`] writes is `None`.
    pub fn from_text(text: &str) -> Option<Receipt> {
        receipt_text::read(text).filter(|receipt| receipt.to_text() == text)
    }
}
