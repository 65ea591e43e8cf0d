//! While bids of a tender lie sealed, its keys are looked after: who is missing is told once a day, in time to be replaced.
//!
//! An opener can be counted on who still has access and the role, whose key is the one the bids are sealed to, and who
//! tried it out within the month. Bids open also with fewer, as long as two are found (a newer key does not shut the
//! older one out); the letters are there so that it never comes to that. Source: security 3.3.

use super::care_custody::care_for_custody;
use super::key_set::of_tender;
use super::standing::Standing;
use crate::caller::Caller;
use crate::change::Change;
use crate::entities::{audit_entries, tenders};
use crate::failure::{Failure, Stored};
use crate::tenders as tendering;
use domain::bids::{BidEvent, KeyRefusal};
use domain::ids::{PersonId, TenderId};
use domain::permissions::Action;
use domain::tenders::people::{FEWEST_OPENERS, FEWEST_USABLE};
use domain::time::Day;
use sea_orm::prelude::*;
use sealing::Role;

/// Looks after the keys of every tender whose bids lie sealed, and after those of custodians; returns for how many of these
/// somebody was written to. Safe to run twice, also on two servers at once.
pub async fn care(caller: &Caller) -> Result<usize, Failure> {
    caller.may(Action::RunJobs)?;
    let sealed =
        tenders::Entity::find().filter(tenders::Column::State.eq("published")).all(caller.db()).await.stored()?;
    let mut told = 0;
    for row in sealed {
        // Most tenders want nothing, which is so known without a lock.
        let wanting = found(caller.db(), TenderId(row.id), caller.today()).await?.is_wanting();
        told += usize::from(wanting && tell(caller, &row.reference).await?);
    }
    Ok(told + usize::from(care_for_custody(caller).await?))
}

/// How the openers of a tender stand.
struct Found {
    usable: u32,
    stale: Vec<PersonId>,
}

impl Found {
    fn is_wanting(&self) -> bool {
        (self.usable as usize) < FEWEST_OPENERS || !self.stale.is_empty()
    }
}

/// Tells it, unless it was told today.
async fn tell(caller: &Caller, reference: &str) -> Result<bool, Failure> {
    let change = caller.begin().await?;
    let row = tendering::lock_public_row(&change, reference).await?;
    let (tender, today) = (TenderId(row.id), change.today());
    let found = found(change.db(), tender, today).await?;
    if row.state != "published" || !found.is_wanting() || was_told(&change, tender, today).await? {
        return Ok(false);
    }
    let Found { usable, stale } = found;
    change.commit(BidEvent::KeysWanting { tender, usable, stale }.into()).await?;
    Ok(true)
}

/// The log remembers when it was last told.
async fn was_told(change: &Change, tender: TenderId, today: Day) -> Result<bool, Failure> {
    let told = audit_entries::Entity::find()
        .filter(audit_entries::Column::SubjectId.eq(tender.0))
        .filter(audit_entries::Column::Event.eq("sealing_keys.wanting"))
        .filter(audit_entries::Column::At.gte(today.starts_at().millis()));
    Ok(told.count(change.db()).await.stored()? > 0)
}

async fn found(db: &impl ConnectionTrait, tender: TenderId, today: Day) -> Result<Found, Failure> {
    let mut found = Found { usable: 0, stale: Vec::new() };
    let keys = of_tender(db, tender).await?;
    for slot in keys.set.slots().iter().filter(|slot| slot.role == Role::Officer) {
        let standing = Standing::of(db, slot, today).await?;
        if standing.is_usable() {
            found.usable += 1;
        } else if standing.is_stale() {
            found.stale.push(PersonId(Uuid::from_bytes(slot.holder)));
        }
    }
    Ok(found)
}

/// How many openers of a tender can be counted on today.
pub(crate) async fn usable_openers(db: &impl ConnectionTrait, tender: TenderId, today: Day) -> Result<u32, Failure> {
    Ok(found(db, tender, today).await?.usable)
}

/// Nobody moves a close by hand while bids may come to lie sealed to too few (security 3.3).
pub(crate) async fn close_may_move(change: &Change, tender: TenderId) -> Result<(), Failure> {
    let usable = usable_openers(change.db(), tender, change.today()).await?;
    match (usable as usize) < FEWEST_USABLE {
        true => Err(KeyRefusal::CloseNotMoved { usable, needed: FEWEST_USABLE }.into()),
        false => Ok(()),
    }
}

/// What is told at once when a key is given up and no pair of the tender's others would be left.
pub(crate) async fn wanting(change: &Change, tender: TenderId) -> Result<BidEvent, Failure> {
    let Found { usable, stale } = found(change.db(), tender, change.today()).await?;
    Ok(BidEvent::KeysWanting { tender, usable, stale })
}
