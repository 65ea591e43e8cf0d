//! What can happen to bids, to the keys they are sealed to and at their opening, for the log.

use super::{AttemptFault, Digest, EnvelopeKind, KeyPath};
use crate::event::Event;
use crate::ids::{BidId, PersonId, TenderId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What happened. Before the close nothing here tells who bids, or for what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event")]
pub enum BidEvent {
    /// An official got a sealing key.
    #[serde(rename = "sealing_key.made")]
    KeyMade {
        /// Whose.
        person: PersonId,
        /// Fingerprint of its public half.
        fingerprint: String,
        /// Where.
        #[serde(default)]
        path: KeyPath,
    },
    /// An official tried their sealing key out.
    #[serde(rename = "sealing_key.rehearsed")]
    KeyRehearsed {
        /// Whose.
        person: PersonId,
        /// Where.
        #[serde(default)]
        path: KeyPath,
    },
    /// An official's sealing key may be known to somebody else: it is used for nothing new.
    #[serde(rename = "sealing_key.suspected")]
    KeySuspected {
        /// Whose.
        person: PersonId,
        /// Fingerprint of its public half.
        fingerprint: String,
    },
    /// The wrapped private half of a key that no sealed bid needs any more was erased.
    #[serde(rename = "sealing_key.erased")]
    KeyErased {
        /// Whose.
        person: PersonId,
        /// Fingerprint of its public half.
        fingerprint: String,
    },
    /// Too few openers of a tender can be counted on, or some must try their keys out again.
    #[serde(rename = "sealing_keys.wanting")]
    KeysWanting {
        /// The tender.
        tender: TenderId,
        /// Openers who can be counted on.
        usable: u32,
        /// Openers whose key was not tried out for a month.
        stale: Vec<PersonId>,
    },
    /// A bidder saved a draft; nobody knows whose or for what.
    #[serde(rename = "bid.draft_saved")]
    DraftSaved,
    /// A bidder was given a receipt; nobody knows whose or for what.
    #[serde(rename = "bid.receipt_given")]
    ReceiptGiven {
        /// Fingerprint of the receipt's text.
        receipt: Digest,
    },
    /// A bid came after its close and was kept apart.
    #[serde(rename = "bid.came_late")]
    CameLate {
        /// Fingerprint of the sealed price envelope.
        envelope: Digest,
    },
    /// Something came in time and was not stored when the closing was recorded; a human looks into it.
    #[serde(rename = "bid.not_stored")]
    NotStored {
        /// Fingerprint of the sealed price envelope; nothing when it brought none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        envelope: Option<Digest>,
    },
    /// A tender's closing was recorded: from now on it is known how many bids it has.
    #[serde(rename = "bids.closed")]
    Closed {
        /// The tender.
        tender: TenderId,
        /// How many.
        bids: u32,
        /// Fingerprint of the closing record.
        record: Digest,
    },
    /// The envelopes of a tender that were replaced or taken back were destroyed.
    #[serde(rename = "bids.superseded_destroyed")]
    SupersededDestroyed {
        /// The tender.
        tender: TenderId,
        /// How many envelopes.
        envelopes: u32,
    },
    /// A tender's closing key is about to be used.
    #[serde(rename = "closing_key.released")]
    ClosingKeyReleased {
        /// The tender.
        tender: TenderId,
        /// For which envelopes.
        kind: EnvelopeKind,
    },
    /// An opener was given what a tool needs to make a part of the keys, from which it can be seen under which numbers bidders go.
    #[serde(rename = "opening.file_given")]
    OpeningFileGiven {
        /// The tender.
        tender: TenderId,
        /// Which envelopes.
        kind: EnvelopeKind,
    },
    /// An opener brought the first part of the keys.
    #[serde(rename = "opening.begun")]
    OpeningBegun {
        /// The tender.
        tender: TenderId,
        /// Which envelopes.
        kind: EnvelopeKind,
        /// Where the part was made.
        #[serde(default)]
        path: KeyPath,
    },
    /// Somebody tried to open bids and was refused.
    #[serde(rename = "opening.refused")]
    OpeningRefused {
        /// The tender.
        tender: TenderId,
        /// Which envelopes.
        kind: EnvelopeKind,
        /// What stood against it; entries that are older do not say.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        fault: Option<AttemptFault>,
    },
    /// Two openers opened envelopes.
    #[serde(rename = "bids.opened")]
    Opened {
        /// The tender.
        tender: TenderId,
        /// Which envelopes.
        kind: EnvelopeKind,
        /// How many.
        bids: u32,
        /// The opener who came first.
        with: PersonId,
        /// Fingerprint of the opening record.
        record: Digest,
        /// Which of the two held a recovery key, if one did.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        recovery: Option<PersonId>,
        /// Where the second part was made.
        #[serde(default)]
        path: KeyPath,
        /// Version of the program that opened them; entries that are older do not say.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        software: String,
    },
    /// Another pair of openers tried the envelopes that could not be read.
    #[serde(rename = "bids.opened_again")]
    OpenedAgain {
        /// The tender.
        tender: TenderId,
        /// Which envelopes.
        kind: EnvelopeKind,
        /// How many were tried.
        tried: u32,
        /// Those of them that were read.
        read: Vec<BidId>,
        /// The opener who came first.
        with: PersonId,
        /// Fingerprint of the record of this try.
        record: Digest,
    },
    /// An opening was repeated from its envelopes and compared with its record.
    #[serde(rename = "opening.repeated")]
    OpeningRepeated {
        /// The tender.
        tender: TenderId,
        /// Which envelopes.
        kind: EnvelopeKind,
        /// How many the record lists.
        envelopes: u32,
        /// How many of them are as the record says.
        fitting: u32,
    },
    /// A bidder opened its own envelope, which the officers could not read, with the key that it kept.
    #[serde(rename = "bid.rescued")]
    Rescued {
        /// The tender.
        tender: TenderId,
        /// Which envelope.
        kind: EnvelopeKind,
        /// The bid.
        bid: BidId,
        /// Fingerprint of the record of it.
        record: Digest,
    },
}

impl BidEvent {
    /// Its name in the log, such as `bids.opened`.
    pub fn name(&self) -> &'static str {
        match self {
            BidEvent::KeyMade { .. } => "sealing_key.made",
            BidEvent::KeyRehearsed { .. } => "sealing_key.rehearsed",
            BidEvent::KeySuspected { .. } => "sealing_key.suspected",
            BidEvent::KeyErased { .. } => "sealing_key.erased",
            BidEvent::KeysWanting { .. } => "sealing_keys.wanting",
            BidEvent::DraftSaved => "bid.draft_saved",
            BidEvent::ReceiptGiven { .. } => "bid.receipt_given",
            BidEvent::CameLate { .. } => "bid.came_late",
            BidEvent::NotStored { .. } => "bid.not_stored",
            BidEvent::Closed { .. } => "bids.closed",
            BidEvent::SupersededDestroyed { .. } => "bids.superseded_destroyed",
            BidEvent::ClosingKeyReleased { .. } => "closing_key.released",
            BidEvent::OpeningFileGiven { .. } => "opening.file_given",
            BidEvent::OpeningBegun { .. } => "opening.begun",
            BidEvent::OpeningRefused { .. } => "opening.refused",
            BidEvent::Opened { .. } => "bids.opened",
            BidEvent::OpenedAgain { .. } => "bids.opened_again",
            BidEvent::OpeningRepeated { .. } => "opening.repeated",
            BidEvent::Rescued { .. } => "bid.rescued",
        }
    }

    /// The person or the tender whose history this belongs to.
    pub fn subject(&self) -> Option<Uuid> {
        match self {
            BidEvent::KeyMade { person, .. }
            | BidEvent::KeyRehearsed { person, .. }
            | BidEvent::KeySuspected { person, .. }
            | BidEvent::KeyErased { person, .. } => Some(person.0),
            BidEvent::KeysWanting { tender, .. }
            | BidEvent::Closed { tender, .. }
            | BidEvent::SupersededDestroyed { tender, .. }
            | BidEvent::ClosingKeyReleased { tender, .. }
            | BidEvent::OpeningFileGiven { tender, .. }
            | BidEvent::OpeningBegun { tender, .. }
            | BidEvent::OpeningRefused { tender, .. }
            | BidEvent::Opened { tender, .. }
            | BidEvent::OpenedAgain { tender, .. }
            | BidEvent::OpeningRepeated { tender, .. }
            | BidEvent::Rescued { tender, .. } => Some(tender.0),
            BidEvent::DraftSaved
            | BidEvent::ReceiptGiven { .. }
            | BidEvent::CameLate { .. }
            | BidEvent::NotStored { .. } => None,
        }
    }
}

impl From<BidEvent> for Event {
    fn from(event: BidEvent) -> Event {
        Event::Bid(event)
    }
}
