//! Custodians and holders of recovery keys try their keys out once a month, whether a tender is open or not: who has not is
//! asked to once a week, and when fewer than two custodians are left, those who look on hear of it.

use super::custodians::{FEWEST, counting};
use super::store;
use crate::caller::Caller;
use crate::change::Change;
use crate::entities::{audit_entries, sealing_keys};
use crate::failure::{Failure, Stored};
use domain::accounts::Role;
use domain::bids::CustodyEvent;
use domain::ids::PersonId;
use domain::time::Day;
use sea_orm::QueryOrder;
use sea_orm::prelude::*;

/// Changes that tell it queue here.
const QUEUE: &str = "care of custody";
/// Days between two letters of the same kind.
const EVERY: i64 = 7;

/// Tells it, unless it was told within the week; returns whether it was.
pub(super) async fn care_for_custody(caller: &Caller) -> Result<bool, Failure> {
    if was_told(caller.db(), caller.today()).await? {
        return Ok(false);
    }
    let change = caller.begin().await?;
    change.next_number(QUEUE).await?;
    if was_told(change.db(), change.today()).await? {
        return Ok(false);
    }
    let Some(event) = wanting(&change).await? else { return Ok(false) };
    change.commit(event.into()).await?;
    Ok(true)
}

/// What is to be told today; nothing when all is well, or when nobody ever was a custodian.
async fn wanting(change: &Change) -> Result<Option<CustodyEvent>, Failure> {
    let keys = sealing_keys::Entity::find()
        .filter(sealing_keys::Column::Purpose.is_in(["closing_custodian", "recovery"]))
        .order_by_asc(sealing_keys::Column::MadeAt)
        .order_by_asc(sealing_keys::Column::Id)
        .all(change.db())
        .await
        .stored()?;
    if keys.iter().all(|key| key.purpose != "closing_custodian") {
        return Ok(None);
    }
    let mut untried = Vec::new();
    for key in keys.iter().filter(|key| key.retired_at.is_none() && !store::counts(key, change.today())) {
        let (holder, mut holds) = (PersonId(key.person_id), false);
        let roles: &[Role] = if key.purpose == "recovery" { &[Role::Head] } else { &[Role::Board, Role::Auditor] };
        for role in roles {
            holds |= store::holds(change.db(), holder, *role).await?;
        }
        if holds {
            untried.push(holder);
        }
    }
    let counting = counting(change).await?.len();
    let is_wanting = counting < FEWEST || !untried.is_empty();
    Ok(is_wanting.then_some(CustodyEvent::Wanting { ready: counting as u32, untried }))
}

/// What is told at once when a custodian gives a key up and no two are left.
pub(super) async fn too_few(change: &Change) -> Result<Option<CustodyEvent>, Failure> {
    let found = wanting(change).await?;
    Ok(found.filter(|event| matches!(event, CustodyEvent::Wanting { ready, .. } if (*ready as usize) < FEWEST)))
}

/// The log remembers.
async fn was_told(db: &impl ConnectionTrait, today: Day) -> Result<bool, Failure> {
    let since = Day::from_number(i64::from(today.number()) - EVERY + 1);
    let told = audit_entries::Entity::find()
        .filter(audit_entries::Column::Event.eq("custody.wanting"))
        .filter(audit_entries::Column::At.gte(since.starts_at().millis()));
    Ok(told.count(db).await.stored()? > 0)
}
