//! Whose keys open which bids, when a tender's keys changed while it took them.
//!
//! A bid names the keys it is sealed to on its receipt. An opener has one number in every set that one key of theirs is in,
//! so a part is made under that number for each envelope. Who joined later has no part in earlier bids; somebody who was
//! among the openers then is in every set after it as well, so a part that opens all of them is asked for, and nothing is
//! opened, listed or waited for without one. Source: security 3.3.

use super::admit::Admitted;
use super::parts::live;
use crate::caller::Caller;
use crate::failure::Failure;
use crate::keys;
use domain::bids::{AttemptFault, Bid, OpeningRefusal};
use domain::ids::{PersonId, TenderId};
use domain::tenders::Tender;
use sea_orm::ConnectionTrait;
use sealing::{KeySet, Role, Slot};

/// The sets that bids which count may be sealed to, the present one first.
pub(super) struct Sets(Vec<KeySet>);

impl Sets {
    /// Those of a tender.
    pub async fn of(db: &impl ConnectionTrait, tender: TenderId) -> Result<Sets, Failure> {
        Ok(Sets(keys::sets_of(db, tender).await?))
    }

    /// The place of somebody who opens for this tender or holds a recovery key: in the newest set that has one. Who was
    /// taken out as an opener has none.
    pub fn place_of(&self, tender: &Tender, person: PersonId) -> Option<Slot> {
        let slots = self.0.iter().flat_map(|set| set.slots());
        let own = slots.filter(|slot| slot.holder == *person.0.as_bytes());
        own.filter(|slot| slot.role == Role::Recovery || tender.draft.people.opens(person)).copied().next()
    }

    /// Every place in every set; one key has the same in all of them.
    pub fn slots(&self) -> impl Iterator<Item = &Slot> {
        self.0.iter().flat_map(|set| set.slots())
    }

    /// Holds a recovery key, in whichever set.
    pub fn is_recovery(&self, person: PersonId) -> bool {
        let mut slots = self.0.iter().flat_map(|set| set.slots());
        slots.any(|slot| slot.holder == *person.0.as_bytes() && slot.role == Role::Recovery)
    }

    /// The bid is sealed to keys of this tender that this place is not among.
    fn is_closed_to(&self, slot: &Slot, bid: &Bid) -> bool {
        let key_set = bid.key_set().map(|digest| digest.0);
        let set = self.0.iter().find(|set| Some(set.hash()) == key_set);
        set.is_some_and(|set| !set.slots().iter().any(|one| one.public_key == slot.public_key))
    }
}

/// Refused before anything is used, with how many envelopes need another opener.
pub(super) async fn opens_all(caller: &Caller, admitted: &Admitted) -> Result<(), Failure> {
    if admitted.sets.0.len() < 2 {
        return Ok(());
    }
    let change = caller.begin().await?;
    let result = admitted.result(caller, change.db()).await?;
    let live = live(&change, &admitted.invitation, admitted.kind, result.as_ref()).await?;
    drop(change);
    let envelopes = live.listed.iter().filter(|(_, bid)| admitted.sets.is_closed_to(&admitted.slot, bid)).count();
    if envelopes == 0 {
        return Ok(());
    }
    admitted.log_refusal(caller, AttemptFault::OtherOpenerNeeded).await?;
    Err(OpeningRefusal::OtherOpenerNeeded { envelopes }.into())
}
