//! Every identifier of the marketplace, one alphabetical list.

use serde::{Deserialize, Serialize};
use std::fmt;
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident;)*) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl $name {
            /// Reads an identifier as addresses and forms write it.
            pub fn parse(text: &str) -> Option<Self> {
                Uuid::parse_str(text.trim()).ok().map(Self)
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }
    )*};
}

ids! {
    /// A change of a published tender's terms.
    AddendumId;
    /// The decision to place a tender with a bidder.
    AwardId;
    /// One supplier's answer to a tender, through all its versions.
    BidId;
    /// A department's own name for money set aside.
    BudgetLineId;
    /// A signed agreement with a supplier, under which departments order.
    ContractId;
    /// One thing that technical marks are given for.
    CriterionId;
    /// A solution in use, or on its way, in one department.
    DeploymentId;
    /// One entry of the catalogue.
    ListingId;
    /// A part of a tender that is awarded by itself.
    LotId;
    /// A request for reuse and the order it becomes.
    OrderId;
    /// A bureau, department or supplier.
    OrganisationId;
    /// A payment made against an order or a contract.
    PaymentId;
    /// Somebody who can sign in.
    PersonId;
    /// A question about a published tender.
    QuestionId;
    /// Something a tender asks of the solution.
    RequirementId;
    /// One signed-in browser.
    SessionId;
    /// One purchase, from its draft to its contract.
    TenderId;
}

/// SHA-256 of the address and the fields a form was sent with, its key left out.
pub type FormDigest = [u8; 32];

/// A form's one-time key, with what it came with: the same form sent twice changes things once, and a key that comes
/// with another form is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct OnceToken(pub Uuid, pub FormDigest);

impl OnceToken {
    /// A key for a form that is yet to be sent.
    pub fn fresh(key: Uuid) -> Self {
        Self(key, [0; 32])
    }

    /// Reads the key a form carried; a missing or damaged one is `None`.
    pub fn parse(text: &str, form: FormDigest) -> Option<Self> {
        Uuid::parse_str(text.trim()).ok().map(|key| Self(key, form))
    }
}
