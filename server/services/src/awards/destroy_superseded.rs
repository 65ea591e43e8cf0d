//! Once nobody can challenge what became of a tender, the envelopes that were replaced or taken back are destroyed.
//!
//! The files go first: a round that is broken off finds them gone and writes the destruction down all the same. Safe to
//! run twice, also on two servers at once. Opened bids and what came late stay (M6, M17).

use super::ended::ending;
use crate::bids;
use crate::caller::Caller;
use crate::entities::{awards, destroyed_envelopes, tenders};
use crate::failure::{Failure, Stored};
use crate::tenders as tendering;
use domain::bids::{BidEvent, destroyed_from};
use domain::ids::TenderId;
use domain::permissions::Action;
use domain::tenders::TenderState;
use domain::time::Timestamp;
use sea_orm::prelude::*;
use sea_orm::{QueryOrder, Set};

const OVER: [TenderState; 3] = [TenderState::Complete, TenderState::Unsuccessful, TenderState::Cancelled];

/// Destroys what is due, tender by tender; returns how many envelopes went.
pub async fn destroy_superseded(caller: &Caller) -> Result<usize, Failure> {
    caller.may(Action::RunJobs)?;
    let done = destroyed_envelopes::Entity::find().all(caller.db()).await.stored()?;
    let ended = tendering::public_rows()
        .filter(tenders::Column::State.is_in(OVER.map(TenderState::code)))
        .filter(tenders::Column::Id.is_not_in(done.into_iter().map(|row| row.tender_id)))
        .order_by_asc(tenders::Column::Reference)
        .all(caller.db())
        .await
        .stored()?;
    let mut destroyed = 0;
    for row in ended {
        let ended_at = ended_at(caller, &row).await?;
        if ended_at.is_some_and(|at| caller.now() >= destroyed_from(at.day())) {
            destroyed += destroy(caller, &row).await?;
        }
    }
    Ok(destroyed)
}

/// When bidders were told the end of a tender that is over.
async fn ended_at(caller: &Caller, row: &tenders::Model) -> Result<Option<Timestamp>, Failure> {
    if TenderState::parse(&row.state) != Some(TenderState::Complete) {
        return Ok(ending(caller, row).await?.map(|(_, at)| at));
    }
    let confirmed = awards::Entity::find()
        .filter(awards::Column::TenderId.eq(row.id))
        .filter(awards::Column::ConfirmedAt.is_not_null())
        .order_by_desc(awards::Column::ConfirmedAt)
        .one(caller.db())
        .await
        .stored()?;
    Ok(confirmed.and_then(|round| round.confirmed_at).map(Timestamp::from_millis))
}

async fn destroy(caller: &Caller, row: &tenders::Model) -> Result<usize, Failure> {
    let change = caller.begin().await?;
    let locked = tendering::lock_public_row(&change, &row.reference).await?;
    let already = destroyed_envelopes::Entity::find_by_id(row.id).one(change.db()).await.stored()?;
    // It was taken up again meanwhile, or somebody else was quicker.
    if locked.state != row.state || already.is_some() {
        return Ok(0);
    }
    let tender = TenderId(row.id);
    let superseded = bids::superseded(&change, &row.reference).await?;
    for envelope in &superseded {
        bids::envelopes::destroy(caller.services(), &envelope.0).await?;
    }
    let written = destroyed_envelopes::ActiveModel {
        tender_id: Set(row.id),
        destroyed_at: Set(change.now().millis()),
        envelopes: Set(superseded.len() as i64),
    };
    destroyed_envelopes::Entity::insert(written).exec_without_returning(change.db()).await.stored()?;
    let envelopes = superseded.len() as u32;
    change.commit(BidEvent::SupersededDestroyed { tender, envelopes }.into()).await?;
    Ok(superseded.len())
}
