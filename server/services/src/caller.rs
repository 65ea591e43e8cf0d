//! Who asks, at what instant, through which services: the first argument of every operation.

use crate::Services;
use crate::change::Change;
use crate::failure::Failure;
use domain::actor::{Actor, Officer};
use domain::permissions::{Action, allows};
use domain::time::{Day, Timestamp};
use sea_orm::DatabaseConnection;
use std::sync::Arc;

/// Who asks, at what instant, through which services.
#[derive(Debug, Clone)]
pub struct Caller {
    actor: Actor,
    now: Timestamp,
    services: Arc<Services>,
}

impl Caller {
    /// Somebody who asks now.
    pub fn new(actor: Actor, services: &Arc<Services>) -> Caller {
        Caller { actor, now: services.clock.now(), services: Arc::clone(services) }
    }

    /// The service itself.
    pub fn system(services: &Arc<Services>) -> Caller {
        Caller::new(Actor::System, services)
    }

    /// Who asks.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// At what instant.
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// On what day in Hong Kong.
    pub fn today(&self) -> Day {
        self.now.day()
    }

    /// Through which services.
    pub fn services(&self) -> &Arc<Services> {
        &self.services
    }

    /// Goes on only if the table of permissions says so.
    pub fn may(&self, action: Action) -> Result<(), Failure> {
        if allows(action, &self.actor) {
            return Ok(());
        }
        Err(if self.actor == Actor::Public { Failure::SignInFirst } else { Failure::Forbidden(action) })
    }

    /// The officer who asks; a refusal when nobody is signed in.
    pub fn officer(&self) -> Result<&Officer, Failure> {
        self.actor.officer().ok_or(Failure::SignInFirst)
    }

    /// For reading.
    pub(crate) fn db(&self) -> &DatabaseConnection {
        self.services.db.reader()
    }

    /// Begins to change something.
    pub(crate) async fn begin(&self) -> Result<Change, Failure> {
        Change::begin(self).await
    }
}
