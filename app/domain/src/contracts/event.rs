//! What can happen to a contract, for the log.

use super::{PromiseKind, TerminationCause, YearShare};
use crate::bids::Digest;
use crate::coded;
use crate::event::Event;
use crate::ids::{AwardId, ContractId, PaymentId, TenderId};
use crate::money::Money;
use crate::time::Day;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

coded! {
    /// Something both sides are told in good time, once.
    Warning {
        /// Most of the value is paid, or ordered under a framework.
        Spent = "spent",
        /// The last day comes near.
        EndsSoon = "ends_soon",
        /// The last day is close or past.
        EndsNow = "ends_now",
    }
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event")]
pub enum ContractEvent {
    /// A contract was drawn up from a final award.
    #[serde(rename = "contract.drawn_up")]
    DrawnUp {
        /// The contract.
        contract: ContractId,
        /// Its reference.
        reference: String,
        /// The award.
        award: AwardId,
        /// The tender.
        tender: TenderId,
        /// Its value.
        value: Money,
    },
    /// It was complete and went to the supplier; its money was committed.
    #[serde(rename = "contract.made_ready")]
    MadeReady {
        /// The contract.
        contract: ContractId,
        /// What was committed, by year.
        committed: Vec<YearShare>,
    },
    /// It was written anew before both had signed.
    #[serde(rename = "contract.rewritten")]
    Rewritten {
        /// The contract.
        contract: ContractId,
        /// The supplier had it, so it was sent again.
        told_supplier: bool,
        /// The supplier had signed what was written before; that signature fell away.
        signature_lost: bool,
        /// What is committed now, by year.
        committed: Vec<YearShare>,
    },
    /// The supplier signed.
    #[serde(rename = "contract.signed_by_supplier")]
    SignedBySupplier {
        /// The contract.
        contract: ContractId,
        /// Fingerprint of the text that was signed; entries that are older have none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        text: Option<Digest>,
    },
    /// The department signed and it is in force.
    #[serde(rename = "contract.signed")]
    Signed {
        /// The contract.
        contract: ContractId,
        /// Fingerprint of the text that was signed; entries that are older have none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        text: Option<Digest>,
    },
    /// The supplier declined to sign.
    #[serde(rename = "contract.declined")]
    Declined {
        /// The contract.
        contract: ContractId,
        /// Why.
        comment: String,
        /// Committed funds that were released.
        released: Money,
    },
    /// Nobody signed in time.
    #[serde(rename = "contract.lapsed")]
    Lapsed {
        /// The contract.
        contract: ContractId,
        /// The last day to sign.
        last_day: Option<Day>,
        /// Committed funds that were released.
        released: Money,
    },
    /// The department gave it up before it was in force.
    #[serde(rename = "contract.cancelled")]
    Cancelled {
        /// The contract.
        contract: ContractId,
        /// The supplier had it before it.
        told_supplier: bool,
        /// Why.
        comment: String,
        /// Committed funds that were released.
        released: Money,
    },
    /// The department found a milestone done.
    #[serde(rename = "contract.milestone_accepted")]
    MilestoneAccepted {
        /// The contract.
        contract: ContractId,
        /// The milestone.
        number: u32,
        /// What it rests on.
        evidence: String,
    },
    /// A payment was recorded.
    #[serde(rename = "contract.paid")]
    Paid {
        /// The contract.
        contract: ContractId,
        /// The payment.
        payment: PaymentId,
        /// The milestone it is for.
        number: u32,
        /// The invoice.
        invoice: String,
        /// The day it was made.
        paid_on: Day,
        /// How much.
        amount: Money,
    },
    /// A change of the terms was proposed.
    #[serde(rename = "contract.variation_proposed")]
    VariationProposed {
        /// The contract.
        contract: ContractId,
        /// Its number.
        number: u32,
        /// Added to the value; below zero takes away.
        added: Money,
        /// The new last day.
        ends_on: Option<Day>,
        /// Why.
        comment: String,
    },
    /// A second officer agreed; it is part of the contract.
    #[serde(rename = "contract.varied")]
    Varied {
        /// The contract.
        contract: ContractId,
        /// Its number.
        number: u32,
        /// The value now.
        value: Money,
        /// What is committed now, by year.
        committed: Vec<YearShare>,
    },
    /// A second officer did not agree.
    #[serde(rename = "contract.variation_rejected")]
    VariationRejected {
        /// The contract.
        contract: ContractId,
        /// Its number.
        number: u32,
        /// Why.
        comment: String,
    },
    /// Everything was delivered, paid and reviewed.
    #[serde(rename = "contract.completed")]
    Completed {
        /// The contract.
        contract: ContractId,
        /// How the supplier performed.
        comment: String,
        /// Committed funds that were released.
        released: Money,
    },
    /// Notice was given that it ends before its time; until then it is carried out.
    #[serde(rename = "contract.notice_given")]
    NoticeGiven {
        /// The contract.
        contract: ContractId,
        /// Why.
        cause: TerminationCause,
        /// Why, in words.
        comment: String,
        /// Its last day.
        effective_on: Day,
    },
    /// It was ended before its time.
    #[serde(rename = "contract.terminated")]
    Terminated {
        /// The contract.
        contract: ContractId,
        /// Why.
        cause: TerminationCause,
        /// Why, in words.
        comment: String,
        /// The day it takes effect.
        effective_on: Day,
        /// Committed funds that were released.
        released: Money,
    },
    /// The supplier reported that it kept a part of a promise.
    #[serde(rename = "promise.reported")]
    PromiseReported {
        /// The contract.
        contract: ContractId,
        /// What was promised.
        kind: PromiseKind,
        /// How much was delivered.
        amount: u32,
        /// The day.
        on: Day,
        /// What shows it.
        evidence: String,
    },
    /// An officer saw the evidence; it counts.
    #[serde(rename = "promise.confirmed")]
    PromiseConfirmed {
        /// The contract.
        contract: ContractId,
        /// What was promised.
        kind: PromiseKind,
        /// How much counts.
        amount: u32,
    },
    /// An officer did not accept the evidence.
    #[serde(rename = "promise.not_confirmed")]
    PromiseNotConfirmed {
        /// The contract.
        contract: ContractId,
        /// What was promised.
        kind: PromiseKind,
        /// Why.
        comment: String,
    },
    /// Both sides were told of something in good time.
    #[serde(rename = "contract.warned")]
    Warned {
        /// The contract.
        contract: ContractId,
        /// Of what.
        warning: Warning,
    },
}

impl ContractEvent {
    /// Its name in the log.
    pub fn name(&self) -> &'static str {
        match self {
            ContractEvent::DrawnUp { .. } => "contract.drawn_up",
            ContractEvent::MadeReady { .. } => "contract.made_ready",
            ContractEvent::Rewritten { .. } => "contract.rewritten",
            ContractEvent::SignedBySupplier { .. } => "contract.signed_by_supplier",
            ContractEvent::Signed { .. } => "contract.signed",
            ContractEvent::Declined { .. } => "contract.declined",
            ContractEvent::Lapsed { .. } => "contract.lapsed",
            ContractEvent::Cancelled { .. } => "contract.cancelled",
            ContractEvent::MilestoneAccepted { .. } => "contract.milestone_accepted",
            ContractEvent::Paid { .. } => "contract.paid",
            ContractEvent::VariationProposed { .. } => "contract.variation_proposed",
            ContractEvent::Varied { .. } => "contract.varied",
            ContractEvent::VariationRejected { .. } => "contract.variation_rejected",
            ContractEvent::Completed { .. } => "contract.completed",
            ContractEvent::NoticeGiven { .. } => "contract.notice_given",
            ContractEvent::Terminated { .. } => "contract.terminated",
            ContractEvent::PromiseReported { .. } => "promise.reported",
            ContractEvent::PromiseConfirmed { .. } => "promise.confirmed",
            ContractEvent::PromiseNotConfirmed { .. } => "promise.not_confirmed",
            ContractEvent::Warned { .. } => "contract.warned",
        }
    }

    /// The contract whose history this belongs to.
    pub fn contract(&self) -> ContractId {
        match self {
            ContractEvent::DrawnUp { contract, .. }
            | ContractEvent::MadeReady { contract, .. }
            | ContractEvent::Rewritten { contract, .. }
            | ContractEvent::SignedBySupplier { contract, .. }
            | ContractEvent::Signed { contract, .. }
            | ContractEvent::Declined { contract, .. }
            | ContractEvent::Lapsed { contract, .. }
            | ContractEvent::Cancelled { contract, .. }
            | ContractEvent::MilestoneAccepted { contract, .. }
            | ContractEvent::Paid { contract, .. }
            | ContractEvent::VariationProposed { contract, .. }
            | ContractEvent::Varied { contract, .. }
            | ContractEvent::VariationRejected { contract, .. }
            | ContractEvent::Completed { contract, .. }
            | ContractEvent::NoticeGiven { contract, .. }
            | ContractEvent::Terminated { contract, .. }
            | ContractEvent::PromiseReported { contract, .. }
            | ContractEvent::PromiseConfirmed { contract, .. }
            | ContractEvent::PromiseNotConfirmed { contract, .. }
            | ContractEvent::Warned { contract, .. } => *contract,
        }
    }

    /// The thing whose history this belongs to.
    pub fn subject(&self) -> Uuid {
        self.contract().0
    }
}

impl From<ContractEvent> for Event {
    fn from(event: ContractEvent) -> Event {
        Event::Contract(event)
    }
}
