//! An envelope that could not be read at the opening was read after all: its bid joins the evaluation, while there is time.

use super::{desk::may_go_on, store, terms};
use crate::bids::Prices;
use crate::caller::Caller;
use crate::change::Change;
use crate::failure::Failure;
use domain::bids::OpeningRefusal;
use domain::evaluation::{Bidder, OpenedPrice};
use domain::ids::BidId;
use domain::tenders::Tender;
use sea_orm::ConnectionTrait;

/// Which envelope it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Joining {
    /// The one that is opened first: its bid can now be assessed.
    Bidder,
    /// The price of a bid that passed.
    Price,
}

/// Refuses once the evaluation has gone too far for it.
pub(crate) async fn may_join(
    caller: &Caller,
    db: &impl ConnectionTrait,
    tender: &Tender,
    joining: Joining,
) -> Result<(), Failure> {
    may_go_on(tender, caller)?;
    let state = store::of_tender(caller, db, tender.id).await?.map(|(evaluation, _)| evaluation.state());
    let in_time = match (joining, state) {
        (Joining::Bidder, None) => true,
        (Joining::Bidder, Some(state)) => state.takes_bidders(),
        (Joining::Price, state) => state.is_some_and(|state| state.takes_prices()),
    };
    if in_time { Ok(()) } else { Err(OpeningRefusal::TooLateToTryAgain.into()) }
}

/// The bidder joins the others, in the change that read its envelope. The panel declares its interests anew.
pub(crate) async fn bidder_joins(change: &Change, tender: &Tender, bidder: Bidder) -> Result<(), Failure> {
    // Whoever appoints the panel finds the bidder among the others.
    let Some((evaluation, version)) = store::lock(change, tender.id).await? else { return Ok(()) };
    store::put(change, &evaluation.take_bidder(bidder)?, version).await
}

/// The price comes in, in the change that read its envelope; the ranking is worked out anew.
pub(crate) async fn price_joins(change: &Change, tender: &Tender, bid: BidId, prices: &Prices) -> Result<(), Failure> {
    let found = store::lock(change, tender.id).await?;
    let (evaluation, version) = found.ok_or_else(|| Failure::impossible("prices opened without an evaluation"))?;
    let price = terms::evaluated(tender.draft.lines_to_price(), prices);
    let price = price.map_err(|_| Failure::impossible("a price of other lines joins"))?;
    store::put(change, &evaluation.take_price(OpenedPrice { bid, price })?, version).await
}
