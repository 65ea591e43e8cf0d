//! What one's own department has of a solution already, so that nobody asks for it twice.

use crate::caller::Caller;
use crate::entities::{deployments, listings, orders};
use crate::failure::{Failure, Stored};
use domain::deployments::DeploymentState;
use domain::orders::OrderState;
use domain::orders::views::InHand;
use domain::permissions::Action;
use sea_orm::QueryOrder;
use sea_orm::prelude::*;

/// The newest order of one's department for this solution that is not over, or whose deployment is not.
pub async fn in_hand(caller: &Caller, listing: &str) -> Result<Option<InHand>, Failure> {
    caller.may(Action::ReadOrders)?;
    let officer = caller.officer()?;
    let listing = listings::Entity::find()
        .filter(listings::Column::Reference.eq(listing.to_uppercase()))
        .one(caller.db())
        .await
        .stored()?;
    let listing = listing.ok_or(Failure::NotFound)?;
    let rows = orders::Entity::find()
        .filter(orders::Column::ListingId.eq(listing.id))
        .filter(orders::Column::OrganisationId.eq(officer.organisation.0))
        .order_by_desc(orders::Column::UpdatedAt)
        .all(caller.db())
        .await
        .stored()?;
    let deployed = deployments::Entity::find()
        .filter(deployments::Column::OrderId.is_in(rows.iter().map(|row| row.id)))
        .all(caller.db())
        .await
        .stored()?;
    for row in rows {
        let strange = || Failure::impossible(format!("order {} has a strange state", row.reference));
        let state = OrderState::parse(&row.state).ok_or_else(strange)?;
        let deployment = deployed.iter().find(|deployment| deployment.order_id == row.id);
        // What was approved goes on for as long as its deployment; before that only the order itself tells.
        let going_on = match deployment.and_then(|deployment| DeploymentState::parse(&deployment.state)) {
            Some(deployment) => deployment.occupies(),
            None => !state.is_over(),
        };
        if going_on {
            return Ok(Some(InHand { reference: row.reference, state }));
        }
    }
    Ok(None)
}
