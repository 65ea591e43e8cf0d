//! What a supplier's colleagues may do for it.
//!
//! These are the words and the predicates; who holds which role is kept with the accounts.
//! Source: roles (4): the administrator, the bidder, the viewer.

use crate::coded;

coded! {
    /// A part somebody has in a supplier.
    Colleague {
        /// Keeps the registration and its people.
        SupplierAdmin = "supplier_admin",
        /// Writes and submits bids.
        SupplierBidder = "supplier_bidder",
        /// Reads.
        SupplierViewer = "supplier_viewer",
    }
}

impl Colleague {
    /// Registers the supplier, keeps its file, closes it.
    pub fn may_keep_registration(self) -> bool {
        matches!(self, Colleague::SupplierAdmin)
    }

    /// Invites colleagues and gives them their part.
    pub fn may_invite(self) -> bool {
        matches!(self, Colleague::SupplierAdmin)
    }

    /// Writes a bid.
    pub fn may_draft_bid(self) -> bool {
        matches!(self, Colleague::SupplierBidder)
    }

    /// Is an authorised submitter: submits, replaces, reconfirms and withdraws a bid.
    pub fn may_submit_bid(self) -> bool {
        matches!(self, Colleague::SupplierBidder)
    }

    /// Reads the supplier's own file and its own bids and receipts.
    pub fn may_read_own(self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_colleague_may_do() {
        for (colleague, keep, invite, draft, submit) in [
            (Colleague::SupplierAdmin, true, true, false, false),
            (Colleague::SupplierBidder, false, false, true, true),
            (Colleague::SupplierViewer, false, false, false, false),
        ] {
            assert_eq!(colleague.may_keep_registration(), keep, "{colleague:?}");
            assert_eq!(colleague.may_invite(), invite, "{colleague:?}");
            assert_eq!(colleague.may_draft_bid(), draft, "{colleague:?}");
            assert_eq!(colleague.may_submit_bid(), submit, "{colleague:?}");
            assert!(colleague.may_read_own());
        }
    }
}
