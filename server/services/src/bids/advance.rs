//! Bids go where the rules take them after the close; each bid's record says where it stands.

use super::record::all_of_tender;
use crate::change::Change;
use crate::entities::opened_bids;
use crate::failure::{Failure, Stored};
use domain::bids::{Bid, BidRefusal};
use sea_orm::prelude::*;

/// Moves the bids of a published tender for which the step gives another one.
pub(crate) async fn advance_each(
    change: &Change,
    tender: &str,
    step: impl Fn(Bid) -> Result<Option<Bid>, BidRefusal>,
) -> Result<(), Failure> {
    let invitation = crate::tenders::invitation(change.db(), tender).await?;
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
