//! What can happen to keys in safes and in the hands of custodians, and to the log's heads in people's letter boxes.

use crate::event::Event;
use crate::ids::{PersonId, TenderId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event")]
pub enum CustodyEvent {
    /// An official took the sheet from which their wrapped key can be typed in again.
    #[serde(rename = "sealing_key.sheet_taken")]
    SheetTaken {
        /// Whose.
        person: PersonId,
    },
    /// The closing key of a tender was given into the hands of the custodians of today.
    #[serde(rename = "closing_key.custody_renewed")]
    Renewed {
        /// The tender.
        tender: TenderId,
        /// Every two of them hold it.
        custodians: Vec<PersonId>,
    },
    /// What custodians need to restore the closing key of a tender was taken out.
    #[serde(rename = "closing_key.custody_exported")]
    Exported {
        /// The tender.
        tender: TenderId,
    },
    /// Two custodians restored the closing key of a tender.
    #[serde(rename = "closing_key.restored")]
    Restored {
        /// The tender.
        tender: TenderId,
        /// The two.
        custodians: [PersonId; 2],
    },
    /// What custodians need to restore the office's own master key was taken out.
    #[serde(rename = "master_key.escrowed")]
    MasterKeyEscrowed {
        /// Every two of them hold it.
        custodians: Vec<PersonId>,
    },
    /// Two custodians restored the office's own master key.
    #[serde(rename = "master_key.restored")]
    MasterKeyRestored {
        /// The two.
        custodians: [PersonId; 2],
    },
    /// Keys of custodians, or recovery keys, were not tried out for a month, or too few custodians are left.
    #[serde(rename = "custody.wanting")]
    Wanting {
        /// Custodians whose keys count.
        ready: u32,
        /// Those who only have to try theirs out.
        untried: Vec<PersonId>,
    },
    /// The newest published head of the log was sent to those who keep it.
    #[serde(rename = "log_head.sent")]
    LogHeadSent {
        /// Entries of the log at that head.
        size: u64,
    },
}

impl CustodyEvent {
    /// Its name in the log, such as `closing_key.restored`.
    pub fn name(&self) -> &'static str {
        match self {
            CustodyEvent::SheetTaken { .. } => "sealing_key.sheet_taken",
            CustodyEvent::Renewed { .. } => "closing_key.custody_renewed",
            CustodyEvent::Exported { .. } => "closing_key.custody_exported",
            CustodyEvent::Restored { .. } => "closing_key.restored",
            CustodyEvent::MasterKeyEscrowed { .. } => "master_key.escrowed",
            CustodyEvent::MasterKeyRestored { .. } => "master_key.restored",
            CustodyEvent::Wanting { .. } => "custody.wanting",
            CustodyEvent::LogHeadSent { .. } => "log_head.sent",
        }
    }

    /// The person or the tender whose history this belongs to.
    pub fn subject(&self) -> Option<Uuid> {
        match self {
            CustodyEvent::SheetTaken { person } => Some(person.0),
            CustodyEvent::Renewed { tender, .. }
            | CustodyEvent::Exported { tender }
            | CustodyEvent::Restored { tender, .. } => Some(tender.0),
            CustodyEvent::MasterKeyEscrowed { .. }
            | CustodyEvent::MasterKeyRestored { .. }
            | CustodyEvent::Wanting { .. }
            | CustodyEvent::LogHeadSent { .. } => None,
        }
    }
}

impl From<CustodyEvent> for Event {
    fn from(event: CustodyEvent) -> Event {
        Event::Custody(event)
    }
}
