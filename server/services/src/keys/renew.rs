//! A tender gets another key set while it takes bids: what is sealed from now on is sealed to that one.
//!
//! Slots that stay keep their numbers, and a number belongs to one key for good; so the number a holder has tells in
//! every set of the tender which key is meant. The tender's closing key stays. Keys that may be known to somebody else
//! are left out of every further set, and a set that one of them was in is void from then on. Source: security 3.3.

use super::key_set::{self, slot};
use super::{former, store};
use crate::change::Change;
use crate::entities::{former_key_sets, key_sets, sealing_keys};
use crate::failure::{Failure, Stored};
use domain::accounts::Role as Office;
use domain::bids::{Digest, KeyRefusal};
use domain::ids::{PersonId, TenderId};
use domain::time::Day;
use sea_orm::Set;
use sea_orm::prelude::*;
use sealing::{KeySet, KeySetRefusal, MOST_SLOTS, Role, Slot};

/// What the new set is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Renewal {
    /// A key of this person was given up.
    GivenUp(PersonId),
    /// This person is an opener from now on.
    Named(PersonId),
    /// This person is one no more.
    Left(PersonId),
}

/// The set that is in force now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Renewed {
    /// Its fingerprint.
    pub key_set: Digest,
    /// The set before is void.
    pub is_void: bool,
}

/// Puts another set in force. `None` when no two of the keys that are left could open a bid: then the set stays.
pub(crate) async fn renew(change: &Change, tender: TenderId, renewal: Renewal) -> Result<Option<Renewed>, Failure> {
    let row = key_set::row(change.db(), tender).await?;
    let present = key_set::of_tender(change.db(), tender).await?.set;
    let former = former::rows(change.db(), tender).await?;
    let mut known: Vec<Slot> = present.slots().to_vec();
    for one in &former {
        known.extend(former::set(one)?.slots());
    }
    let suspected = suspected(change, &known).await?;
    let gone = match renewal {
        Renewal::Left(person) => Some(*person.0.as_bytes()),
        Renewal::GivenUp(_) | Renewal::Named(_) => None,
    };
    let stays = |slot: &&Slot| !suspected.contains(slot.public_key.as_bytes()) && Some(slot.holder) != gone;
    let mut slots: Vec<Slot> = present.slots().iter().filter(stays).copied().collect();
    if let Renewal::Named(person) = renewal {
        if slots.iter().any(|slot| slot.holder == *person.0.as_bytes()) {
            return Err(KeyRefusal::OpensAlready.into());
        }
        let key = may_be_named(change, person).await?;
        put(&mut slots, &mut known, &key, Role::Officer)?;
    }
    if !slots.iter().any(|slot| slot.role == Role::Recovery) {
        let mut added = Vec::new();
        // Whoever keeps a recovery key by now takes the place of the one that is gone; without any, officers open.
        let found = match key_set::recovery_keys(change).await {
            Err(Failure::Refused(_)) => Vec::new(),
            found => found?,
        };
        for key in found.iter().filter(|key| !slots.iter().any(|slot| slot.holder == *key.person_id.as_bytes())) {
            put(&mut added, &mut known, key, Role::Recovery)?;
        }
        slots.append(&mut added);
    }
    let set = match KeySet::new(slots) {
        Ok(set) => set,
        Err(KeySetRefusal::NoPair) => return Ok(None),
        Err(KeySetRefusal::TooManySlots) => return Err(KeyRefusal::TooManyOpeners { most: MOST_SLOTS }.into()),
        Err(other) => return Err(Failure::impossible(format!("these keys make no set: {other:?}"))),
    };
    let mut is_void = false;
    for one in former.iter().filter(|one| !one.is_void) {
        if is_lost(&former::set(one)?, &set, &suspected) {
            former::void(change, one).await?;
            is_void = true;
        }
    }
    if set != present {
        let is_lost = is_lost(&present, &set, &suspected);
        put_in_force(change, row, former.len() as i32 + 1, &set, is_lost).await?;
        is_void |= is_lost;
    } else if !is_void {
        return Ok(None);
    }
    Ok(Some(Renewed { key_set: Digest(set.hash()), is_void }))
}

/// Bids that were sealed to this set are to be sealed again: a key of it may be known to somebody else, or of those who
/// still open with a key of it no two may open together.
fn is_lost(set: &KeySet, present: &KeySet, suspected: &[[u8; 32]]) -> bool {
    let is_suspected = |slot: &Slot| suspected.contains(slot.public_key.as_bytes());
    let stays = |slot: &&Slot| present.slots().iter().any(|one| one.public_key == slot.public_key);
    let staying = set.slots().iter().filter(stays).copied().collect();
    set.slots().iter().any(is_suspected) || KeySet::new(staying).is_err()
}

/// The key with which somebody can be named today; refused with what is wrong with it.
async fn may_be_named(change: &Change, person: PersonId) -> Result<sealing_keys::Model, Failure> {
    let names = store::names(change.db(), &[person]).await?;
    if !store::holds(change.db(), person, Office::DepartmentOpener).await? {
        return Err(KeyRefusal::NoAccess { people: names }.into());
    }
    match store::key_to_name(change, person).await? {
        Some(key) if !store::is_young(&key, change.today()) => Err(KeyRefusal::TooOld { people: names }.into()),
        Some(key) if store::counts(&key, change.today()) => Ok(key),
        _ => Err(KeyRefusal::NotRehearsed { officers: vec![person] }.into()),
    }
}

/// Whether somebody could be named on this day.
pub(crate) async fn can_be_named(db: &impl ConnectionTrait, person: PersonId, today: Day) -> Result<bool, Failure> {
    if !store::holds(db, person, Office::DepartmentOpener).await? {
        return Ok(false);
    }
    let key = store::key_of(db, person.0).await?;
    Ok(key.is_some_and(|key| store::counts(&key, today) && store::is_young(&key, today)))
}

/// Adds a key under the number it had in a set before, or under the next that none had.
fn put(slots: &mut Vec<Slot>, known: &mut Vec<Slot>, key: &sealing_keys::Model, role: Role) -> Result<(), Failure> {
    let public = store::public_key(key)?;
    let before = known.iter().find(|slot| slot.public_key == public).map(|slot| slot.number);
    let next = || known.iter().map(|slot| slot.number).max().unwrap_or_default().saturating_add(1);
    let added = slot(before.unwrap_or_else(next), key, role)?;
    slots.push(added);
    known.push(added);
    Ok(())
}

/// Which of these keys may be known to somebody else.
async fn suspected(change: &Change, slots: &[Slot]) -> Result<Vec<[u8; 32]>, Failure> {
    let keys: Vec<Vec<u8>> = slots.iter().map(|slot| slot.public_key.as_bytes().to_vec()).collect();
    let rows = sealing_keys::Entity::find()
        .filter(sealing_keys::Column::PublicKey.is_in(keys))
        .filter(sealing_keys::Column::SuspectedAt.is_not_null())
        .all(change.db())
        .await
        .stored()?;
    Ok(rows.iter().filter_map(|row| row.public_key.as_slice().try_into().ok()).collect())
}

/// Keeps the present set as a former one and writes the new one in its place.
async fn put_in_force(
    change: &Change,
    row: key_sets::Model,
    number: i32,
    set: &KeySet,
    is_void: bool,
) -> Result<(), Failure> {
    let now = change.now().millis();
    let former = former_key_sets::ActiveModel {
        tender_id: Set(row.tender_id),
        number: Set(number),
        canonical: Set(row.canonical),
        hash: Set(row.hash),
        made_at: Set(row.made_at),
        ended_at: Set(now),
        is_void: Set(is_void),
    };
    former_key_sets::Entity::insert(former).exec_without_returning(change.db()).await.stored()?;
    let present = key_sets::ActiveModel {
        canonical: Set(set.canonical_bytes().to_vec()),
        hash: Set(set.hash().to_vec()),
        made_at: Set(now),
        ..Default::default()
    };
    key_sets::Entity::update_many()
        .set(present)
        .filter(key_sets::Column::TenderId.eq(row.tender_id))
        .exec(change.db())
        .await
        .stored()?;
    Ok(())
}
