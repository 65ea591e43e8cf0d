//! A typed yes: every fact that can enter the audit log.
//!
//! An event says what happened and to what; who and when are added when it is committed. Its JSON is
//! part of the leaf that the log's tree hashes, so a variant's shape never changes once it was used.

use crate::accounts::Role;
use crate::awards::AwardEvent;
use crate::bids::{BidEvent, CustodyEvent};
use crate::contracts::ContractEvent;
use crate::deployments::{DeploymentState, UsageReading};
use crate::evaluation::EvaluationEvent;
use crate::ids::{DeploymentId, ListingId, OrderId, OrganisationId, PaymentId, PersonId, SessionId};
use crate::money::Money;
use crate::orders::Share;
use crate::suppliers::{LegalName, Section, SupplierCommand, SupplierState, Vouch};
use crate::tenders::TenderEvent;
use crate::time::{Day, Timestamp};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

mod names;

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
    /// The sample tenders that have bids were laid out.
    #[serde(rename = "tenders.sampled")]
    TendersSampled {
        /// Tenders.
        tenders: usize,
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
    /// What somebody may do was changed by their own organisation.
    #[serde(rename = "person.roles_changed")]
    PersonRolesChanged {
        /// The person.
        person: PersonId,
        /// Their organisation.
        organisation: OrganisationId,
        /// What they may do now.
        roles: Vec<Role>,
    },
    /// Somebody's access was ended, and every session of theirs.
    #[serde(rename = "person.disabled")]
    PersonDisabled {
        /// The person.
        person: PersonId,
        /// Their organisation.
        organisation: OrganisationId,
    },
    /// A company invited an address that has an account elsewhere; it is kept only as a hash.
    #[serde(rename = "invitation.refused")]
    InvitationRefused {
        /// The company.
        organisation: OrganisationId,
        /// SHA-256 of the address typed, in hexadecimal.
        email_sha256: String,
    },
    /// Somebody without an account asked to register a company; nothing counts before the address is confirmed.
    #[serde(rename = "supplier.applied")]
    SupplierApplied {
        /// The person whose address is to be confirmed, or who has it already.
        person: PersonId,
        /// The company; none when the address had an account.
        organisation: Option<OrganisationId>,
        /// SHA-256 of the address typed, in hexadecimal.
        email_sha256: String,
    },
    /// The address was confirmed and the company's file opened.
    #[serde(rename = "supplier.registered")]
    SupplierRegistered {
        /// The company.
        organisation: OrganisationId,
        /// Its reference.
        reference: String,
        /// The person, who joined with it.
        person: PersonId,
        /// Its legal name.
        name: LegalName,
        /// The entry of the register it names.
        entry: String,
        /// Another supplier is registered by the same entry.
        number_in_use: bool,
    },
    /// A section of a company's file was written.
    #[serde(rename = "supplier.file_kept")]
    SupplierFileKept {
        /// The company.
        organisation: OrganisationId,
        /// Its reference.
        reference: String,
        /// The section.
        section: Section,
        /// Its legal name as it is now.
        name: LegalName,
        /// The entry of the register it names now.
        entry: String,
        /// Last day of its certificate as it says now.
        certificate_until: Option<Day>,
        /// Where its registration stood.
        from: SupplierState,
        /// Where it stands now; another name or number reopens the review.
        to: SupplierState,
    },
    /// A supplier's registration moved.
    #[serde(rename = "supplier.moved")]
    SupplierMoved {
        /// The supplier.
        organisation: OrganisationId,
        /// Its reference.
        reference: String,
        /// By which step.
        command: SupplierCommand,
        /// From where.
        from: SupplierState,
        /// To where.
        to: SupplierState,
        /// What was written: a reason, a question or an answer.
        comment: String,
        /// Reference of the register search or the hearing that is relied on.
        evidence: String,
        /// The day it concerns: the end of a verification, a suspension or a debarment.
        until: Option<Day>,
    },
    /// A body's word that a supplier is in its start-up programme was recorded, or taken back.
    #[serde(rename = "supplier.vouched")]
    SupplierVouched {
        /// The supplier.
        organisation: OrganisationId,
        /// The word; none when it was taken back.
        vouch: Option<Vouch>,
    },
    /// An officer gave information for a supplier, and so may not vet it.
    #[serde(rename = "supplier.helped")]
    SupplierHelped {
        /// The supplier.
        organisation: OrganisationId,
        /// The officer.
        person: PersonId,
    },
    /// A supplier was reminded that its verification ends.
    #[serde(rename = "supplier.reminded")]
    SupplierReminded {
        /// The supplier.
        organisation: OrganisationId,
        /// Its reference.
        reference: String,
        /// Which reminder: so many days before.
        days: i64,
        /// The last day.
        until: Day,
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
    /// Something about bids, the keys they are sealed to, and their opening.
    #[serde(untagged)]
    Bid(BidEvent),
    /// Something about keys in safes and in the hands of custodians.
    #[serde(untagged)]
    Custody(CustodyEvent),
    /// Something about contracts and what was promised in them.
    #[serde(untagged)]
    Contract(ContractEvent),
    /// Something about the evaluation of opened bids.
    #[serde(untagged)]
    Evaluation(EvaluationEvent),
    /// Something about awards.
    #[serde(untagged)]
    Award(AwardEvent),
}

impl Event {
    /// Who caused it is kept out of the log: a supplier that asks, and anybody who watches.
    pub fn hides_its_author(&self) -> bool {
        matches!(self, Event::Tender(event) if event.hides_its_author())
    }
}
