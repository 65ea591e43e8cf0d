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

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }
    )*};
}

ids! {
    /// A department's own name for money set aside.
    BudgetLineId;
    /// A signed agreement with a supplier, under which departments order.
    ContractId;
    /// A solution in use, or on its way, in one department.
    DeploymentId;
    /// One entry of the catalogue.
    ListingId;
    /// A request for reuse and the order it becomes.
    OrderId;
    /// A bureau, department or supplier.
    OrganisationId;
    /// A payment made against an order.
    PaymentId;
    /// Somebody who can sign in.
    PersonId;
    /// One signed-in browser.
    SessionId;
}

/// A form's one-time key: the same form sent twice changes things once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct OnceToken(pub Uuid);

impl OnceToken {
    /// Reads the key a form carried; a missing or damaged one is `None`.
    pub fn parse(text: &str) -> Option<Self> {
        Uuid::parse_str(text.trim()).ok().map(Self)
    }
}
