//! Bids go where their evaluation has come to; each bid's record says where it stands.

use crate::bids::all_of_tender;
use crate::change::Change;
use crate::entities::opened_bids;
use crate::failure::{Failure, Stored};
use domain::bids::{Bid, BidRefusal, BidState};
use domain::ids::BidId;
use domain::tenders::Tender;
use sea_orm::prelude::*;

/// Moves every bid of the tender that lies open.
pub(super) async fn each_opened(
    change: &Change,
    tender: &Tender,
    step: impl Fn(Bid) -> Result<Bid, BidRefusal>,
) -> Result<(), Failure> {
    moved(change, tender, |bid| if bid.state() == BidState::Opened { step(bid).map(Some) } else { Ok(None) }).await
}

/// Moves every bid of the tender that reached the pass marks.
pub(super) async fn each_passed(
    change: &Change,
    tender: &Tender,
    step: impl Fn(Bid) -> Result<Bid, BidRefusal>,
) -> Result<(), Failure> {
    let from = BidState::TechnicallyPassed;
    moved(change, tender, |bid| if bid.state() == from { step(bid).map(Some) } else { Ok(None) }).await
}

/// Moves one bid, if it is where the step begins.
pub(super) async fn one(
    change: &Change,
    tender: &Tender,
    id: BidId,
    from: BidState,
    step: impl Fn(Bid) -> Result<Bid, BidRefusal>,
) -> Result<(), Failure> {
    moved(change, tender, |bid| if bid.id == id && bid.state() == from { step(bid).map(Some) } else { Ok(None) }).await
}

async fn moved(
    change: &Change,
    tender: &Tender,
    step: impl Fn(Bid) -> Result<Option<Bid>, BidRefusal>,
) -> Result<(), Failure> {
    let invitation = crate::tenders::invitation(change.db(), &tender.reference).await?;
    for mut record in all_of_tender(change, invitation.terms.tender).await? {
        let bid = record.bid(&invitation)?;
        let id = bid.id;
        let Some(bid) = step(bid)? else { continue };
        record.take(&bid);
        record.store(change).await?;
        opened_bids::Entity::update_many()
            .col_expr(opened_bids::Column::State, Expr::value(bid.state().code()))
            .filter(opened_bids::Column::BidId.eq(id.0))
            .exec(change.db())
            .await
            .stored()?;
    }
    Ok(())
}
