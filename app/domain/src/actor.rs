//! Who asks: the public, somebody signed in, or the system itself.

use crate::accounts::{OrganisationKind, Role};
use crate::ids::{OrganisationId, PersonId, SessionId};
use crate::locale::Locale;
use crate::text::Trilingual;

/// Who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// Anybody; nothing is known.
    Public,
    /// Somebody signed in.
    Person(Box<Officer>),
    /// The service itself: jobs and commands on the server.
    System,
}

/// Somebody signed in, the organisation they act for and what they may do there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Officer {
    /// The person.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// The language they read letters in.
    pub locale: Locale,
    /// The organisation they act for.
    pub organisation: OrganisationId,
    /// Its code.
    pub organisation_code: String,
    /// Its name.
    pub organisation_name: Trilingual,
    /// Its kind.
    pub organisation_kind: OrganisationKind,
    /// What they may do.
    pub roles: Vec<Role>,
    /// The session they are signed in by; none on the command line and in tests.
    pub session: Option<SessionId>,
}

impl Officer {
    /// Holds this role.
    pub fn has(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }

    /// Works for the coordinating office.
    pub fn coordinates(&self) -> bool {
        self.roles.iter().any(|role| matches!(role, Role::Curator | Role::SpendReviewer | Role::Head))
    }

    /// May look into every department's orders and money.
    pub fn sees_everything(&self) -> bool {
        self.coordinates() || self.has(Role::Auditor)
    }
}

impl Actor {
    /// The officer, if somebody is signed in.
    pub fn officer(&self) -> Option<&Officer> {
        match self {
            Actor::Person(officer) => Some(officer),
            Actor::Public | Actor::System => None,
        }
    }

    /// What they may do; nothing for the public.
    pub fn roles(&self) -> &[Role] {
        self.officer().map_or(&[], |officer| officer.roles.as_slice())
    }
}
