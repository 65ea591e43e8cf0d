//! What the clock has done to awards is written down: when the standstill is over and no challenge stands, they are final.
//!
//! Safe to run twice, also on two servers at once; a challenge keeps an award where it is.

use super::store;
use crate::caller::Caller;
use crate::change::Change;
use crate::entities::{awards, tenders};
use crate::failure::{Failure, Stored};
use crate::tenders as tendering;
use crate::{bids, suppliers};
use domain::awards::views::Round;
use domain::awards::{Award, AwardEvent};
use domain::bids::{BidRefusal, BidState};
use domain::permissions::Action;
use domain::time::Timestamp;
use sea_orm::prelude::*;
use sea_orm::{QueryOrder, Set};

/// What was written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Settled {
    /// Awards that became final.
    pub confirmed: usize,
}

/// Confirms what is due, each in a change of its own.
pub async fn settle(caller: &Caller) -> Result<Settled, Failure> {
    caller.may(Action::RunJobs)?;
    let due = awards::Entity::find()
        .filter(awards::Column::State.eq(Round::Pending.code()))
        .filter(awards::Column::SignableFrom.lte(caller.now().millis()))
        .order_by_asc(awards::Column::SignableFrom)
        .all(caller.db())
        .await
        .stored()?;
    let mut settled = Settled::default();
    for row in due {
        // Most of what is held up is so known without a lock.
        let held_up = store::award_of(&row)?.is_none_or(|award| award.confirm(caller.now()).is_err());
        if !held_up && confirm(caller, row.tender_id).await? {
            settled.confirmed += 1;
        }
    }
    Ok(settled)
}

/// Confirms one; false when a challenge came meanwhile, or somebody else confirmed it.
async fn confirm(caller: &Caller, tender: Uuid) -> Result<bool, Failure> {
    let change = caller.begin().await?;
    let locked = change.locked(tenders::Entity::find_by_id(tender)).await?.pop();
    let row = locked.ok_or_else(|| Failure::impossible("an award of a tender that is not there"))?;
    let aggregate = tendering::tender_of(&row)?;
    let Some(round) = store::row_of(change.db(), aggregate.id).await? else { return Ok(false) };
    let Some(award) = store::award_of(&round)? else { return Ok(false) };
    let Ok(award) = award.confirm(change.now()) else { return Ok(false) };
    let aggregate = aggregate.confirm(award.signable_from(), change.now())?;
    tendering::save(&change, &row, &aggregate, |_| {}).await?;
    rank_bids(&change, &row, &award).await?;
    let columns = awards::ActiveModel { confirmed_at: Set(Some(change.now().millis())), ..Default::default() };
    store::save(&change, &award, round.version, columns).await?;
    let event = AwardEvent::Confirmed { tender: aggregate.id, award: award.id, supplier: award.supplier };
    change.commit(event.into()).await?;
    Ok(true)
}

/// Every bid in the ranking becomes what the final award makes of it. A winner that is shut out meanwhile stays
/// recommended and no more (S21): without its award no contract comes of it.
async fn rank_bids(change: &Change, row: &tenders::Model, award: &Award) -> Result<(), Failure> {
    let (_, supplier) = suppliers::of_organisation(change.db(), award.supplier).await?;
    let closed_at = row.closes_at.map_or(change.now(), Timestamp::from_millis);
    let (at_close, at_award) = (supplier.standing(closed_at), supplier.standing(change.now()));
    bids::advance_each(change, &row.reference, |bid| match bid.state() {
        BidState::PriceOpened | BidState::Unsuccessful if bid.id == award.bid => {
            let bid = bid.recommend()?;
            match bid.clone().award(at_close, at_award) {
                Err(BidRefusal::ExcludedSupplier { .. }) => Ok(Some(bid)),
                awarded => awarded.map(Some),
            }
        }
        BidState::PriceOpened => bid.rank_lower().map(Some),
        _ => Ok(None),
    })
    .await
}
