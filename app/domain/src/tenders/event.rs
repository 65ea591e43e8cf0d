//! What can happen to a tender and to those who watch, for the log.

use super::{AddendumKind, ApprovingBody, CancelGround, DisruptionKind, KeysCause, Section};
use crate::bids::Digest;
use crate::event::Event;
use crate::ids::{AddendumId, PersonId, QuestionId, TenderId};
use crate::money::Money;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event")]
pub enum TenderEvent {
    /// A tender was begun, from nothing or as a copy.
    #[serde(rename = "tender.begun")]
    Begun {
        /// The tender.
        tender: TenderId,
        /// Its reference.
        reference: String,
        /// The tender it copies.
        copy_of: Option<TenderId>,
    },
    /// A lot became a tender of its own when all of its lots were published.
    #[serde(rename = "tender.divided")]
    Divided {
        /// The lot's tender.
        tender: TenderId,
        /// Its reference.
        reference: String,
        /// The tender of the first lot, with which it was drafted and approved; itself for the first one.
        from: TenderId,
        /// Its number among the lots, from 1.
        number: u32,
        /// What of the money reserved is for it.
        reserved: Money,
    },
    /// A section of a draft was changed.
    #[serde(rename = "tender.revised")]
    Revised {
        /// The tender.
        tender: TenderId,
        /// The section.
        section: Section,
    },
    /// A document was added to a tender, or replaced one of the same name.
    #[serde(rename = "tender.document_added")]
    DocumentAdded {
        /// The tender.
        tender: TenderId,
        /// Its name.
        name: String,
        /// Its version under that name.
        version: i64,
        /// SHA-256 of its content, in hexadecimal.
        sha256: String,
    },
    /// A document was taken out of a draft.
    #[serde(rename = "tender.document_removed")]
    DocumentRemoved {
        /// The tender.
        tender: TenderId,
        /// Its name.
        name: String,
    },
    /// A draft was sent to its approving body.
    #[serde(rename = "tender.submitted")]
    Submitted {
        /// The tender.
        tender: TenderId,
        /// The body that must approve it.
        body: ApprovingBody,
        /// The whole term with every option.
        total: Money,
        /// SHA-256 of the draft as it was sent, in hexadecimal.
        draft_sha256: String,
    },
    /// The approving body sent it back.
    #[serde(rename = "tender.returned")]
    Returned {
        /// The tender.
        tender: TenderId,
        /// What is missing.
        comment: String,
    },
    /// The approving body said yes, and its money is reserved.
    #[serde(rename = "tender.approved")]
    Approved {
        /// The tender.
        tender: TenderId,
        /// The body.
        body: ApprovingBody,
        /// What is reserved.
        reserved: Money,
        /// What the approver answered to a warning of splitting.
        splitting_answer: String,
    },
    /// An approved tender was taken back to be changed.
    #[serde(rename = "tender.reopened")]
    Reopened {
        /// The tender.
        tender: TenderId,
    },
    /// A tender was published.
    #[serde(rename = "tender.published")]
    Published {
        /// The tender.
        tender: TenderId,
        /// When it closes.
        closes_at: Timestamp,
        /// SHA-256 of the notice, in hexadecimal.
        notice_sha256: String,
    },
    /// A question was asked; by whom stands nowhere in the log.
    #[serde(rename = "tender.question_asked")]
    QuestionAsked {
        /// The tender.
        tender: TenderId,
        /// The question.
        question: QuestionId,
    },
    /// A question was answered to everybody.
    #[serde(rename = "tender.question_answered")]
    QuestionAnswered {
        /// The tender.
        tender: TenderId,
        /// The question.
        question: QuestionId,
        /// When the tender closes now.
        closes_at: Timestamp,
        /// The answer came late and moved the close.
        moved: bool,
    },
    /// An addendum was issued.
    #[serde(rename = "tender.addendum_issued")]
    AddendumIssued {
        /// The tender.
        tender: TenderId,
        /// The addendum.
        addendum: AddendumId,
        /// Its number.
        number: i64,
        /// How much it changes.
        kind: AddendumKind,
        /// When the tender closes now.
        closes_at: Timestamp,
        /// It moved the close.
        moved: bool,
        /// SHA-256 of the notice as it reads now, in hexadecimal.
        notice_sha256: String,
    },
    /// Bids are sealed to other keys from now on.
    #[serde(rename = "tender.keys_changed")]
    KeysChanged {
        /// The tender.
        tender: TenderId,
        /// Why.
        cause: KeysCause,
        /// Whose key it is about.
        person: PersonId,
        /// Fingerprint of the keys that are in force now.
        key_set: Digest,
        /// Bids that were sealed to the keys before must be handed in again.
        is_void: bool,
        /// When the tender closes now.
        closes_at: Timestamp,
        /// It moved the close.
        moved: bool,
        /// SHA-256 of the notice as it reads now, in hexadecimal.
        notice_sha256: String,
    },
    /// The close was moved later.
    #[serde(rename = "tender.extended")]
    Extended {
        /// The tender.
        tender: TenderId,
        /// When it closes now.
        closes_at: Timestamp,
        /// Why.
        comment: String,
    },
    /// Weather or an outage moved the close of every tender of a day.
    #[serde(rename = "tender.closings_postponed")]
    ClosingsPostponed {
        /// What happened.
        kind: DisruptionKind,
        /// Since when.
        from: Timestamp,
        /// Until when, if it is over.
        until: Option<Timestamp>,
        /// Every tender that moved, with its new close.
        tenders: Vec<(TenderId, Timestamp)>,
    },
    /// Calling a tender off was proposed to a second person.
    #[serde(rename = "tender.cancellation_proposed")]
    CancellationProposed {
        /// The tender.
        tender: TenderId,
        /// The ground.
        ground: CancelGround,
        /// What was written.
        comment: String,
        /// The body that must agree.
        #[serde(default)]
        body: Option<ApprovingBody>,
    },
    /// The proposal to call it off was turned down.
    #[serde(rename = "tender.cancellation_declined")]
    CancellationDeclined {
        /// The tender.
        tender: TenderId,
        /// Why.
        comment: String,
    },
    /// A tender was called off.
    #[serde(rename = "tender.cancelled")]
    Cancelled {
        /// The tender.
        tender: TenderId,
        /// The ground.
        ground: CancelGround,
        /// What was reserved and is free again.
        released: Money,
    },
    /// Somebody asked for letters about tenders; the address stands nowhere in the log.
    #[serde(rename = "watch.asked")]
    WatchAsked {
        /// The watch.
        watch: Uuid,
    },
    /// A watch was confirmed by its link, or by somebody signed in.
    #[serde(rename = "watch.confirmed")]
    WatchConfirmed {
        /// The watch.
        watch: Uuid,
    },
    /// A watch was ended by its link or by its owner.
    #[serde(rename = "watch.stopped")]
    WatchStopped {
        /// The watch.
        watch: Uuid,
    },
}

impl From<TenderEvent> for Event {
    fn from(event: TenderEvent) -> Event {
        Event::Tender(event)
    }
}

impl TenderEvent {
    /// Its name in the log, such as `tender.published`.
    pub fn name(&self) -> &'static str {
        match self {
            TenderEvent::Begun { .. } => "tender.begun",
            TenderEvent::Divided { .. } => "tender.divided",
            TenderEvent::Revised { .. } => "tender.revised",
            TenderEvent::DocumentAdded { .. } => "tender.document_added",
            TenderEvent::DocumentRemoved { .. } => "tender.document_removed",
            TenderEvent::Submitted { .. } => "tender.submitted",
            TenderEvent::Returned { .. } => "tender.returned",
            TenderEvent::Approved { .. } => "tender.approved",
            TenderEvent::Reopened { .. } => "tender.reopened",
            TenderEvent::Published { .. } => "tender.published",
            TenderEvent::QuestionAsked { .. } => "tender.question_asked",
            TenderEvent::QuestionAnswered { .. } => "tender.question_answered",
            TenderEvent::AddendumIssued { .. } => "tender.addendum_issued",
            TenderEvent::KeysChanged { .. } => "tender.keys_changed",
            TenderEvent::Extended { .. } => "tender.extended",
            TenderEvent::ClosingsPostponed { .. } => "tender.closings_postponed",
            TenderEvent::CancellationProposed { .. } => "tender.cancellation_proposed",
            TenderEvent::CancellationDeclined { .. } => "tender.cancellation_declined",
            TenderEvent::Cancelled { .. } => "tender.cancelled",
            TenderEvent::WatchAsked { .. } => "watch.asked",
            TenderEvent::WatchConfirmed { .. } => "watch.confirmed",
            TenderEvent::WatchStopped { .. } => "watch.stopped",
        }
    }

    /// The thing whose history this belongs to, if it is one thing.
    pub fn subject(&self) -> Option<Uuid> {
        match self {
            TenderEvent::Begun { tender, .. }
            | TenderEvent::Divided { tender, .. }
            | TenderEvent::Revised { tender, .. }
            | TenderEvent::DocumentAdded { tender, .. }
            | TenderEvent::DocumentRemoved { tender, .. }
            | TenderEvent::Submitted { tender, .. }
            | TenderEvent::Returned { tender, .. }
            | TenderEvent::Approved { tender, .. }
            | TenderEvent::Reopened { tender }
            | TenderEvent::Published { tender, .. }
            | TenderEvent::QuestionAsked { tender, .. }
            | TenderEvent::QuestionAnswered { tender, .. }
            | TenderEvent::AddendumIssued { tender, .. }
            | TenderEvent::KeysChanged { tender, .. }
            | TenderEvent::Extended { tender, .. }
            | TenderEvent::CancellationProposed { tender, .. }
            | TenderEvent::CancellationDeclined { tender, .. }
            | TenderEvent::Cancelled { tender, .. } => Some(tender.0),
            TenderEvent::WatchAsked { watch }
            | TenderEvent::WatchConfirmed { watch }
            | TenderEvent::WatchStopped { watch } => Some(*watch),
            TenderEvent::ClosingsPostponed { .. } => None,
        }
    }

    /// Who caused it is kept out of the log: a supplier that asks, and anybody who watches.
    pub fn hides_its_author(&self) -> bool {
        use TenderEvent::{QuestionAsked, WatchAsked, WatchConfirmed, WatchStopped};
        matches!(self, QuestionAsked { .. } | WatchAsked { .. } | WatchConfirmed { .. } | WatchStopped { .. })
    }
}
