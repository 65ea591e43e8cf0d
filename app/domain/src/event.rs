//! A typed yes: every fact that can enter the audit log.
//!
//! An event says what happened and to what; who and when are added when it is committed. Its JSON is
//! part of the leaf that the log's tree hashes, so a variant's shape never changes once it was used.

use crate::accounts::Role;
use crate::deployments::{DeploymentState, UsageReading};
use crate::ids::{DeploymentId, ListingId, OrderId, OrganisationId, PaymentId, PersonId, SessionId};
use crate::money::Money;
use crate::orders::Share;
use crate::tenders::TenderEvent;
use crate::time::{Day, Timestamp};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event")]
pub enum Event {
    /// The sample office was laid out.
    #[serde(rename = "office.sampled")]
    OfficeSampled {
        /// Organisations on the register.
        organisations: usize,
        /// Entries of the catalogue.
        listings: usize,
        /// Orders.
        orders: usize,
    },
    /// Bureaux and departments were put on the register.
    #[serde(rename = "register.kept")]
    RegisterKept {
        /// Organisations on it now.
        organisations: usize,
    },
    /// Somebody was invited.
    #[serde(rename = "person.invited")]
    PersonInvited {
        /// The person.
        person: PersonId,
        /// Their organisation.
        organisation: OrganisationId,
        /// What they may do.
        roles: Vec<Role>,
    },
    /// Somebody chose a first password.
    #[serde(rename = "person.joined")]
    PersonJoined {
        /// The person.
        person: PersonId,
    },
    /// Somebody signed in.
    #[serde(rename = "session.started")]
    SessionStarted {
        /// The person.
        person: PersonId,
        /// The session.
        session: SessionId,
    },
    /// Somebody tried to sign in and was refused; the address is kept only as a hash.
    #[serde(rename = "session.refused")]
    SessionRefused {
        /// SHA-256 of the address typed, in hexadecimal.
        email_sha256: String,
    },
    /// A session was ended by its owner.
    #[serde(rename = "session.ended")]
    SessionEnded {
        /// The person.
        person: PersonId,
        /// The session.
        session: SessionId,
    },
    /// A password reset was asked for.
    #[serde(rename = "password.reset_requested")]
    PasswordResetRequested {
        /// The person.
        person: PersonId,
    },
    /// A password was changed, which ended every session.
    #[serde(rename = "password.changed")]
    PasswordChanged {
        /// The person.
        person: PersonId,
    },
    /// Reference entries were brought in from a file.
    #[serde(rename = "listings.imported")]
    ListingsImported {
        /// What the file is.
        source: String,
        /// SHA-256 of the file, in hexadecimal.
        file_sha256: String,
        /// First line of this part.
        first_line: u64,
        /// Last line of this part.
        last_line: u64,
        /// Entries added or changed.
        imported: usize,
        /// Entries that were there already.
        unchanged: usize,
        /// Lines refused.
        refused: usize,
    },
    /// A solution entered a shortlist.
    #[serde(rename = "shortlist.added")]
    ShortlistAdded {
        /// The department.
        organisation: OrganisationId,
        /// The solution.
        listing: ListingId,
    },
    /// A solution left a shortlist.
    #[serde(rename = "shortlist.removed")]
    ShortlistRemoved {
        /// The department.
        organisation: OrganisationId,
        /// The solution.
        listing: ListingId,
    },
    /// A reuse request was written and sent to the department's approver.
    #[serde(rename = "reuse.submitted")]
    ReuseSubmitted {
        /// The order.
        order: OrderId,
        /// Its reference.
        reference: String,
        /// The solution.
        listing: ListingId,
        /// The department.
        organisation: OrganisationId,
        /// Its price.
        price: Money,
    },
    /// The department's approver sent it to the office.
    #[serde(rename = "reuse.endorsed")]
    ReuseEndorsed {
        /// The order.
        order: OrderId,
    },
    /// The department's approver said no.
    #[serde(rename = "reuse.rejected")]
    ReuseRejected {
        /// The order.
        order: OrderId,
        /// Why.
        comment: String,
    },
    /// The office approved it and committed the funds.
    #[serde(rename = "reuse.approved")]
    ReuseApproved {
        /// The order.
        order: OrderId,
        /// The deployment it plans.
        deployment: DeploymentId,
        /// What was committed, by year.
        committed: Vec<Share>,
    },
    /// The office sent it back.
    #[serde(rename = "reuse.returned")]
    ReuseReturned {
        /// The order.
        order: OrderId,
        /// What is missing.
        comment: String,
    },
    /// The department called it off; committed funds were released.
    #[serde(rename = "order.cancelled")]
    OrderCancelled {
        /// The order.
        order: OrderId,
        /// Why.
        comment: String,
        /// What was released.
        released: Money,
    },
    /// A deployment moved.
    #[serde(rename = "deployment.moved")]
    DeploymentMoved {
        /// The deployment.
        deployment: DeploymentId,
        /// The order it came of.
        order: OrderId,
        /// From where.
        from: DeploymentState,
        /// To where.
        to: DeploymentState,
        /// What they wrote.
        comment: String,
        /// Committed funds that were released, when use ended.
        released: Money,
    },
    /// A month's use was reported or corrected.
    #[serde(rename = "usage.reported")]
    UsageReported {
        /// The deployment.
        deployment: DeploymentId,
        /// The order it came of.
        order: OrderId,
        /// What was reported.
        reading: UsageReading,
        /// 0 for the first report, then counting corrections.
        correction: i64,
        /// Why it was corrected.
        reason: String,
    },
    /// A payment was recorded.
    #[serde(rename = "payment.recorded")]
    PaymentRecorded {
        /// The payment.
        payment: PaymentId,
        /// The order.
        order: OrderId,
        /// The invoice.
        invoice: String,
        /// Day it was paid.
        paid_on: Day,
        /// How much.
        amount: Money,
    },
    /// A letter could not be delivered and was given up.
    #[serde(rename = "letter.given_up")]
    LetterGivenUp {
        /// The letter.
        letter: Uuid,
        /// Tries.
        attempts: i64,
        /// Since when it was tried.
        since: Timestamp,
    },
    /// Something about tenders and those who watch them.
    #[serde(untagged)]
    Tender(TenderEvent),
}

impl Event {
    /// Who caused it is kept out of the log: a supplier that asks, and anybody who watches.
    pub fn hides_its_author(&self) -> bool {
        matches!(self, Event::Tender(event) if event.hides_its_author())
    }

    /// Its name in the log, such as `reuse.submitted`.
    pub fn name(&self) -> &'static str {
        match self {
            Event::OfficeSampled { .. } => "office.sampled",
            Event::RegisterKept { .. } => "register.kept",
            Event::PersonInvited { .. } => "person.invited",
            Event::PersonJoined { .. } => "person.joined",
            Event::SessionStarted { .. } => "session.started",
            Event::SessionRefused { .. } => "session.refused",
            Event::SessionEnded { .. } => "session.ended",
            Event::PasswordResetRequested { .. } => "password.reset_requested",
            Event::PasswordChanged { .. } => "password.changed",
            Event::ListingsImported { .. } => "listings.imported",
            Event::ShortlistAdded { .. } => "shortlist.added",
            Event::ShortlistRemoved { .. } => "shortlist.removed",
            Event::ReuseSubmitted { .. } => "reuse.submitted",
            Event::ReuseEndorsed { .. } => "reuse.endorsed",
            Event::ReuseRejected { .. } => "reuse.rejected",
            Event::ReuseApproved { .. } => "reuse.approved",
            Event::ReuseReturned { .. } => "reuse.returned",
            Event::OrderCancelled { .. } => "order.cancelled",
            Event::DeploymentMoved { .. } => "deployment.moved",
            Event::UsageReported { .. } => "usage.reported",
            Event::PaymentRecorded { .. } => "payment.recorded",
            Event::LetterGivenUp { .. } => "letter.given_up",
            Event::Tender(event) => event.name(),
        }
    }

    /// The thing whose history this belongs to, if it is one thing.
    pub fn subject(&self) -> Option<Uuid> {
        match self {
            Event::PersonInvited { person, .. }
            | Event::PersonJoined { person }
            | Event::SessionStarted { person, .. }
            | Event::SessionEnded { person, .. }
            | Event::PasswordResetRequested { person }
            | Event::PasswordChanged { person } => Some(person.0),
            Event::ShortlistAdded { organisation, .. } | Event::ShortlistRemoved { organisation, .. } => {
                Some(organisation.0)
            }
            Event::ReuseSubmitted { order, .. }
            | Event::ReuseEndorsed { order }
            | Event::ReuseRejected { order, .. }
            | Event::ReuseApproved { order, .. }
            | Event::ReuseReturned { order, .. }
            | Event::OrderCancelled { order, .. }
            | Event::DeploymentMoved { order, .. }
            | Event::UsageReported { order, .. }
            | Event::PaymentRecorded { order, .. } => Some(order.0),
            Event::LetterGivenUp { letter, .. } => Some(*letter),
            Event::Tender(event) => event.subject(),
            Event::OfficeSampled { .. }
            | Event::RegisterKept { .. }
            | Event::ListingsImported { .. }
            | Event::SessionRefused { .. } => None,
        }
    }
}
