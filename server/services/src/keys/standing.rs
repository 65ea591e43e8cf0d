//! Whether the holder of a slot can be counted on: access and role, the key of the slot still in use, tried out lately.

use super::store;
use crate::entities::sealing_keys;
use crate::failure::{Failure, Stored};
use domain::accounts::Role as Office;
use domain::ids::PersonId;
use domain::time::Day;
use sea_orm::prelude::*;
use sealing::{Role, Slot};

/// How the holder of a slot stands today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Standing {
    /// Has access and the role that holds such keys.
    pub has_access: bool,
    /// The key of the slot is the one its holder uses.
    pub has_key: bool,
    /// The key may be known to somebody else.
    pub is_suspected: bool,
    /// It was tried out within the month.
    pub is_tried: bool,
}

impl Standing {
    /// How the holder of this slot stands.
    pub(crate) async fn of(db: &impl ConnectionTrait, slot: &Slot, today: Day) -> Result<Standing, Failure> {
        let holder = PersonId(Uuid::from_bytes(slot.holder));
        let office = match slot.role {
            Role::Officer => Office::DepartmentOpener,
            Role::Recovery => Office::Head,
        };
        let key = sealing_keys::Entity::find()
            .filter(sealing_keys::Column::PersonId.eq(holder.0))
            .filter(sealing_keys::Column::PublicKey.eq(slot.public_key.as_bytes().to_vec()))
            .one(db)
            .await
            .stored()?;
        Ok(Standing {
            has_access: store::holds(db, holder, office).await?,
            has_key: key.as_ref().is_some_and(|key| key.retired_at.is_none()),
            is_suspected: key.as_ref().is_some_and(|key| key.suspected_at.is_some()),
            is_tried: key.as_ref().is_some_and(|key| store::counts(key, today)),
        })
    }

    /// Can be counted on.
    pub fn is_usable(&self) -> bool {
        self.has_access && self.has_key && self.is_tried
    }

    /// Only has to try the key out again.
    pub(super) fn is_stale(&self) -> bool {
        self.has_access && self.has_key && !self.is_tried
    }
}
