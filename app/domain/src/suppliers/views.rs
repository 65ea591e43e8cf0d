//! What others are shown of a supplier: the public its name and status, an assessor its name alone.
//!
//! Source: the supplier file in the table of permissions (4), no preference by origin or size (S15).

use super::{LegalName, Section, Supplier, SupplierCommand, SupplierState, Vouch};
use crate::accounts::Role;
use crate::ids::{OrganisationId, PersonId};
use crate::time::{Day, Timestamp};

/// A supplier's file as it is shown to its own people and to officers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileView {
    /// Its reference.
    pub reference: String,
    /// The supplier as the rules see it.
    pub supplier: Supplier,
    /// Where its registration stands now.
    pub standing: SupplierState,
    /// Sections that are still to be written.
    pub unwritten: Vec<Section>,
    /// Another supplier is registered by the same number.
    pub number_in_use: bool,
    /// What the office asked last; empty when it asked nothing.
    pub question: String,
    /// A body's word that it is in its start-up programme.
    pub vouch: Option<Vouch>,
    /// Names of the officers who checked, in the order of the checks.
    pub checked_by: Vec<String>,
    /// Its people, administrators first.
    pub people: Vec<ColleagueView>,
    /// What happened, oldest first.
    pub history: Vec<SupplierHappening>,
    /// The steps the one who looks may take now.
    pub may: Vec<SupplierCommand>,
    /// The one who looks keeps the file.
    pub may_keep: bool,
    /// The one who looks vets suppliers.
    pub may_vet: bool,
}

/// Somebody of a supplier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColleagueView {
    /// The person.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// What they may do.
    pub roles: Vec<Role>,
    /// They have chosen a password.
    pub joined: bool,
    /// They are the one who looks.
    pub is_me: bool,
}

/// Something that happened to a supplier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SupplierHappening {
    /// Key of what happened: the event's name, and the step for a move.
    pub key: String,
    /// When.
    pub at: Timestamp,
    /// Who, by name; the service itself, or an office that is not named, when absent.
    pub by: Option<String>,
    /// What they wrote.
    pub comment: String,
    /// What they relied on.
    pub evidence: String,
    /// Place in the log, from 0.
    pub position: i64,
}

/// A row of the vetting officers' list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueueRow {
    /// Its reference.
    pub reference: String,
    /// Its name.
    pub name: LegalName,
    /// Where its registration stands now.
    pub standing: SupplierState,
    /// When it was last moved.
    pub updated_at: Timestamp,
    /// Checks made in the review under way.
    pub checks: usize,
    /// Another supplier is registered by the same number.
    pub number_in_use: bool,
    /// Last day of its verification.
    pub valid_until: Option<Day>,
    /// It waits for an officer.
    pub waits: bool,
}

/// A supplier in the public directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DirectoryEntry {
    /// Its reference.
    pub reference: String,
    /// Its legal name.
    pub name: LegalName,
    /// Where its registration stands.
    pub status: SupplierState,
    /// The day it was first verified.
    pub registered_since: Day,
}

/// A bidder as an assessor sees it: enough to declare an interest, nothing that could tilt a mark.
///
/// ```
/// # fn read(bidder: domain::suppliers::BidderForAssessors) {
/// let _ = bidder.name;
/// # }
/// ```
///
/// Size, age, group and start-up status have no place in it:
///
/// ```compile_fail
/// # fn read(bidder: domain::suppliers::BidderForAssessors) {
/// let _ = bidder.size;
/// # }
/// ```
///
/// ```compile_fail
/// # fn read(bidder: domain::suppliers::BidderForAssessors) {
/// let _ = bidder.vouch;
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BidderForAssessors {
    /// Whose interests are declared.
    pub organisation: OrganisationId,
    /// Its legal name.
    pub name: LegalName,
}

impl Supplier {
    /// The line of the public directory; none for a supplier that was never verified.
    pub fn directory_entry(&self, reference: &str, now: Timestamp) -> Option<DirectoryEntry> {
        Some(DirectoryEntry {
            reference: reference.to_owned(),
            name: self.registration.legal_name.clone(),
            status: self.standing(now),
            registered_since: self.history.first_verified_on?,
        })
    }

    /// What an assessor is shown.
    pub fn for_assessors(&self) -> BidderForAssessors {
        BidderForAssessors { organisation: self.organisation, name: self.registration.legal_name.clone() }
    }
}
