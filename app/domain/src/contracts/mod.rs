//! What both sides signed, and what becomes of it: milestones, payments, variations, its end.
//!
//! A contract takes its value from the award and its term from the tender; whatever differs later is a [`Variation`].
//! The supplier signs first, then somebody of the department who neither drafted it nor assessed bids, once nothing in
//! [`signing_blockers`] stands against it. Suppliers are paid for accepted milestones only. A framework is a
//! contract whose value is the ceiling of the orders under it.
//!
//! drafting → ready → signed by the supplier → active → completed | terminated; before it is active it may be
//! cancelled, declined or lapse. That a contract nears its end is read off the clock ([`ContractPhase`]), never stored.
//!
//! Invariants: paid ≤ value; paid on a milestone ≤ its amount; milestones ≤ value; additions ≤ half of the original
//! value; money by financial year always adds up to the value; whoever accepts a milestone does not pay it.
//!
//! Source: contract machine (3.6), rules A5–A10, M18, T-d.

pub mod contract;
pub mod event;
pub mod forms;
pub mod framework;
pub mod funds;
pub mod life;
pub mod milestones;
pub mod payments;
pub mod promises;
mod rewrite;
pub mod signing;
pub mod state;
pub mod variations;
pub mod views;

pub use contract::{Contract, NewContract, Signature, Terms};
pub use event::{ContractEvent, Warning};
pub use forms::{DeliveryForm, DraftForm, PaymentForm, VariationForm};
pub use framework::{CallOff, CallOffRoute, Framework, MiniCompetition, Selection, framework_term_fits};
pub use funds::{Shortfall, Term, YearShare, shortfalls, split_by_year};
pub use life::{Completion, EndWarning, Termination, TerminationCause};
pub use milestones::{Acceptance, Milestone, MilestoneStanding};
pub use payments::{NewPayment, Payment, PaymentMethod, invoice_key};
pub use promises::{Promise, PromiseDelivery, PromiseKind, PromiseStanding, PromiseTally, tally};
pub use signing::{SigningBlocker, SigningFacts, signing_blockers};
pub use state::{ContractCommand, ContractPhase, ContractState};
pub use variations::{NewVariation, Variation, VariationState};

use crate::awards::AwardState;
use crate::coded;
use crate::ids::PaymentId;
use crate::money::Money;
use crate::time::Day;
use serde::{Deserialize, Serialize};

coded! {
    /// Something a draft lacks before the supplier gets it.
    DraftPart {
        /// How performance is measured.
        Performance = "performance",
        /// Service levels.
        ServiceLevels = "service_levels",
        /// What may be done with data.
        Data = "data",
        /// Milestones to pay for; a framework has none.
        Milestones = "milestones",
    }
}

/// Why something about a contract was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ContractRefusal {
    /// The step does not exist from where the contract stands.
    NotNow {
        /// Where it stands.
        state: ContractState,
        /// What was asked.
        command: ContractCommand,
    },
    /// A contract needs a final award.
    AwardNotActive {
        /// Where the award stands.
        state: AwardState,
    },
    /// A term ends before it starts.
    TermBackwards,
    /// A framework would last longer than the rule allows (M18).
    FrameworkTooLong {
        /// Last day it may have.
        latest: Day,
    },
    /// A framework names no department that may order, or nobody who supplies.
    FrameworkNamesNobody,
    /// The draft lacks parts.
    DraftIncomplete {
        /// The parts.
        missing: Vec<DraftPart>,
    },
    /// Money is not set aside in each year.
    FundsMissing {
        /// The years and what they lack.
        shortfalls: Vec<Shortfall>,
    },
    /// The contract may not be signed for the department.
    NotSignable {
        /// Everything that stands against it.
        blockers: Vec<SigningBlocker>,
    },
    /// Somebody other than who drew it up writes it anew.
    NotTheDrafter,
    /// Somebody other than the contract's supplier signs for it or is paid.
    NotTheSupplier,
    /// The time to sign is over.
    SigningTimeOver {
        /// Its last day.
        last_day: Day,
    },
    /// The time to sign still runs, so nothing lapses.
    SigningTimeRuns {
        /// Its last day.
        last_day: Day,
    },
    /// A challenge holds the department's signature up, so nothing lapses.
    ChallengePending,
    /// Words or evidence are needed.
    ReasonMissing,
    /// An amount must be above zero.
    AmountNotPositive,
    /// Milestones together are worth more than the contract.
    MilestonesExceedValue {
        /// The contract's value.
        value: Money,
    },
    /// Two milestones have the same number.
    MilestoneTwice {
        /// The number.
        number: u32,
    },
    /// There is no milestone of this number.
    NoSuchMilestone {
        /// The number.
        number: u32,
    },
    /// The milestone was accepted before.
    MilestoneAccepted {
        /// The number.
        number: u32,
    },
    /// The milestone was not accepted by the day of the payment.
    MilestoneNotAccepted {
        /// The number.
        number: u32,
    },
    /// Whoever accepted a milestone does not pay it.
    PayerAccepted,
    /// More than is left of the milestone.
    MoreThanMilestone {
        /// Left of it.
        left: Money,
    },
    /// More than is left of the contract.
    MoreThanValue {
        /// Left of it.
        left: Money,
    },
    /// The supplier's invoice was paid before.
    InvoicePaid {
        /// The payment that carries it.
        payment: PaymentId,
    },
    /// Suppliers are paid electronically.
    NotElectronic,
    /// A payment is recorded after it was made.
    PaidLater,
    /// A variation would bring the additions above their limit; this needs a new procurement (A6).
    AdditionsExceeded {
        /// What may still be added.
        left: Money,
    },
    /// A variation changes nothing.
    NothingVaried,
    /// A variation would bring the value below what was paid, or to nothing.
    BelowPaid {
        /// Paid so far.
        paid: Money,
    },
    /// A value is too large to be counted.
    ValueTooLarge,
    /// There is no open variation of this number.
    NoSuchVariation {
        /// The number.
        number: u32,
    },
    /// Nobody approves what they proposed or drafted.
    OwnRequest,
    /// It is no framework; nobody orders under it.
    NoFramework,
    /// This department may not order under the framework.
    NotABuyer,
    /// The framework is over; nothing is ordered any more (M18).
    FrameworkOver {
        /// Its last day.
        ended_on: Day,
    },
    /// The framework has not begun.
    FrameworkNotBegun {
        /// Its first day.
        starts_on: Day,
    },
    /// The order is above what is left of the ceiling (A7).
    CeilingExceeded {
        /// Left of it.
        left: Money,
    },
    /// The framework leaves something open, so its contractors compete (A8).
    CompetitionNeeded,
    /// Not all capable contractors were invited (A8).
    ContractorsLeftOut {
        /// How many were not.
        count: u32,
    },
    /// The mini-competition was too short (A8).
    CompetitionTooShort {
        /// Earliest close.
        earliest: Day,
    },
    /// The order goes before the mini-competition closed.
    CompetitionOpen {
        /// The close.
        closes_on: Day,
    },
    /// Milestones are not accepted.
    MilestonesOpen {
        /// Their numbers.
        numbers: Vec<u32>,
    },
    /// Milestones are accepted but not fully paid.
    MilestonesUnpaid {
        /// Their numbers.
        numbers: Vec<u32>,
    },
    /// A termination takes effect no earlier than its notice.
    NoticeTooLate,
    /// Notice was given; the contract ends with this day.
    NoticeGiven {
        /// Its last day.
        effective_on: Day,
    },
    /// A promise cannot be fulfilled on a day to come.
    DeliveredLater,
    /// The award has a contract already, drawn up or in force.
    DrawnUpAlready {
        /// The contract's reference.
        reference: String,
    },
    /// There is no promise of this number, or no report on it that waits.
    NoSuchPromise {
        /// The number.
        number: u32,
    },
    /// A promise is kept under a contract that both signed.
    PromiseNotBinding,
}

#[cfg(test)]
mod tests;
