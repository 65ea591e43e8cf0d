//! Bids go where their evaluation has come to.

use crate::bids::advance_each;
use crate::change::Change;
use crate::failure::Failure;
use domain::bids::{Bid, BidRefusal, BidState};
use domain::ids::BidId;
use domain::tenders::Tender;

/// Moves every bid of the tender that lies open.
pub(super) async fn each_opened(
    change: &Change,
    tender: &Tender,
    step: impl Fn(Bid) -> Result<Bid, BidRefusal>,
) -> Result<(), Failure> {
    advance_each(change, &tender.reference, |bid| {
        if bid.state() == BidState::Opened { step(bid).map(Some) } else { Ok(None) }
    })
    .await
}

/// Moves every bid of the tender that reached the pass marks.
pub(super) async fn each_passed(
    change: &Change,
    tender: &Tender,
    step: impl Fn(Bid) -> Result<Bid, BidRefusal>,
) -> Result<(), Failure> {
    let from = BidState::TechnicallyPassed;
    advance_each(change, &tender.reference, |bid| if bid.state() == from { step(bid).map(Some) } else { Ok(None) })
        .await
}

/// Moves one bid, if it is where the step begins.
pub(super) async fn one(
    change: &Change,
    tender: &Tender,
    id: BidId,
    from: BidState,
    step: impl Fn(Bid) -> Result<Bid, BidRefusal>,
) -> Result<(), Failure> {
    advance_each(change, &tender.reference, |bid| {
        if bid.id == id && bid.state() == from { step(bid).map(Some) } else { Ok(None) }
    })
    .await
}
