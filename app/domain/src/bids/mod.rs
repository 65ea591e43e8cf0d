//! What a supplier submits, and when it counts.
//!
//! draft → submitted → sealed (by the clock, at the close) → opened → technically passed or failed → price opened →
//! recommended or unsuccessful → awarded. Before the close a bid is replaced, withdrawn, or reconfirmed after the
//! notice changed; every version is kept and only the last counts. What comes a millisecond late is recorded and never
//! read.
//!
//! Nobody reads a bid before its opening: a [`SealedBid`] shows nothing, and only an [`Opening`] (two officers, after
//! the close) turns it into an [`OpenedBid`]. The price of a bid that failed has no way out. Everything the supplier
//! did has a [`Receipt`], whose text is signed and logged elsewhere.
//!
//! Source: bid machine (3.4), time (M5, M6, M10), sealing (S1–S5), bidders (S20–S23), submission and receipts
//! (security 3.4, 3.5).

pub mod attempt;
pub mod bid;
pub mod bid_key_fault;
pub mod contents;
pub mod custody_event;
pub mod digest;
pub mod draft;
pub mod envelope_fault;
pub mod event;
pub mod files;
pub mod keys;
pub mod names;
pub mod opening;
pub mod part_fault;
pub mod parties;
pub mod password;
pub mod promises;
pub mod receipt;
mod receipt_text;
pub mod result;
pub mod sealed;
pub mod state;
pub mod submission;
pub mod superseded;

pub use attempt::AttemptFault;
pub use bid::{Bid, Fate, Kept, LateAttempt};
pub use bid_key_fault::BidKeyFault;
pub use custody_event::CustodyEvent;
pub use digest::Digest;
pub use draft::{Asked, BidDraft, Innovation, Missing, Progress, Section};
pub use envelope_fault::EnvelopeFault;
pub use event::BidEvent;
pub use files::{BidFile, FileKind, FileLimits};
pub use keys::{KeyPath, KeyRefusal, KeyUse, counts_until, named_until};
pub use names::name_beside;
pub use opening::{Contribution, Convening, Opening, OpeningRefusal, Purpose, TechnicalResult};
pub use part_fault::PartFault;
pub use parties::{Linked, Parties};
pub use password::PasswordCheck;
pub use promises::OfferedPromise;
pub use receipt::{Envelope, EnvelopeKind, Envelopes, Receipt, ReceiptAction, SubmissionId, SubmissionPath};
pub use result::{NonConformity, PriceQuery};
pub use sealed::{Listing, OpenedBid, Reading, SealedBid, Unreadable};
pub use state::{BidCommand, BidState};
pub use submission::{Stamp, Step, Structure, Submission, Terms};
pub use superseded::destroyed_from;

use crate::ids::BidId;
use crate::suppliers::{Declaration, SupplierState};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// Why something about a bid was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum BidRefusal {
    /// The step does not exist from where the bid stands.
    NotNow {
        /// Where it stands.
        state: BidState,
        /// What was asked.
        command: BidCommand,
    },
    /// The tender is not published yet.
    NotPublished,
    /// It came in time, and was not stored when the closing was recorded: what is not in the record is no bid.
    NotStored {
        /// When the last byte was stored.
        received_at: Timestamp,
    },
    /// It came after the closing instant.
    Late {
        /// When the last byte was stored.
        received_at: Timestamp,
        /// Until when bids were accepted.
        closed_at: Timestamp,
    },
    /// It came in time and cannot be recorded as late.
    NotLate,
    /// The supplier has a bid for this lot already.
    AlreadyBidding {
        /// That bid.
        bid: BidId,
    },
    /// The bid belongs to another supplier, tender or lot.
    NotThisBid,
    /// The supplier may not bid at this instant.
    SupplierMayNotBid {
        /// Where it stands.
        standing: SupplierState,
    },
    /// These declarations are missing.
    DeclarationsMissing {
        /// Which.
        missing: Vec<Declaration>,
    },
    /// These tasks are not complete.
    Incomplete {
        /// Which.
        sections: Vec<Section>,
    },
    /// The tender asks for other envelopes: both, or the price alone.
    WrongEnvelopes {
        /// What it asks for.
        structure: Structure,
    },
    /// It was made to an earlier revision of the notice.
    OutdatedNotice {
        /// The revision in force.
        current: u32,
    },
    /// It was sealed to other keys than the notice names.
    OtherKeySet {
        /// The keys the notice names.
        current: Digest,
    },
    /// Its envelopes are sealed to keys that count no more: another version must be handed in.
    SealedToVoidKeys {
        /// Until when.
        closes_at: Timestamp,
    },
    /// The password was not typed again just now.
    PasswordNotFresh,
    /// The same submission came with other contents.
    SubmissionReused,
    /// The receipt named is not the latest.
    NotLatestReceipt {
        /// The latest.
        latest: Option<Digest>,
    },
    /// The ending of a file's name is not allowed.
    FileKindNotAllowed {
        /// The file.
        name: String,
    },
    /// A file is empty, or something else than its name says.
    FileContentDiffers {
        /// The file.
        name: String,
        /// What its name says.
        kind: FileKind,
    },
    /// A file is too large.
    FileTooLarge {
        /// The file.
        name: String,
        /// The most it may have.
        most_bytes: u64,
    },
    /// There are as many files as there may be.
    TooManyFiles {
        /// How many there may be.
        most: usize,
    },
    /// The files together are too large.
    BidTooLarge {
        /// The most they may have.
        most_bytes: u64,
    },
    /// An answer or suggestion is longer than this many characters.
    TextTooLong {
        /// How many there may be.
        most: usize,
    },
    /// A price below zero.
    NegativePrice,
    /// The total of the price is nothing (E13).
    PriceNotPositive,
    /// The total of the price is too large to be counted.
    PriceTooLarge,
    /// A step that needs a reason has none.
    ReasonMissing,
    /// The opening was convened for other envelopes, or another tender.
    OtherOpening,
    /// The bidder has neither answered nor let the day pass.
    AnswerOutstanding {
        /// Until when it may answer.
        due_at: Timestamp,
    },
    /// The bidder's time to answer is over.
    AnswerLate {
        /// Until when it could.
        due_at: Timestamp,
    },
    /// A supplier that was suspended or debarred at the close or now cannot win.
    ExcludedSupplier {
        /// Where it stood at the close.
        at_close: SupplierState,
        /// Where it stands now.
        at_award: SupplierState,
    },
}

/// A bid is in time when its last byte was stored at the closing instant or before, by our clock.
pub fn is_in_time(received_at: Timestamp, closes_at: Timestamp) -> bool {
    received_at <= closes_at
}

/// How many bids there are, for everybody alike: nothing before the technical opening has taken place.
pub fn shown_count(opened_at: Option<Timestamp>, now: Timestamp, count: u32) -> Option<u32> {
    opened_at.is_some_and(|opened_at| opened_at <= now).then_some(count)
}

#[cfg(test)]
mod draft_tests;
#[cfg(test)]
mod opening_tests;
#[cfg(test)]
mod receipt_tests;
#[cfg(test)]
pub(crate) mod tests;
#[cfg(test)]
mod void_tests;
