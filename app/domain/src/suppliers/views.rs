//! What others are shown of a supplier: the public its name and status, an assessor its name alone.
//!
//! Source: the supplier file in the table of permissions (4), no preference by origin or size (S15).

use super::{LegalName, Supplier, SupplierState};
use crate::ids::OrganisationId;
use crate::time::{Day, Timestamp};

/// A supplier in the public directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DirectoryEntry {
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
    pub fn directory_entry(&self, now: Timestamp) -> Option<DirectoryEntry> {
        Some(DirectoryEntry {
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
