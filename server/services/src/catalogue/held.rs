//! What a department has of a solution already, or has asked for.

use crate::entities::{deployments, orders, organisations};
use crate::failure::{Failure, Stored};
use domain::deployments::DeploymentState;
use domain::orders::{Holding, HoldingKind, OrderState};
use domain::text::Trilingual;
use sea_orm::QueryOrder;
use sea_orm::prelude::*;

/// A live or coming deployment of the solution in the department; otherwise its earliest undecided request.
///
/// `besides` is an order that does not count: the one being changed or decided on.
pub(crate) async fn held(
    db: &impl ConnectionTrait,
    listing: Uuid,
    organisation: Uuid,
    besides: Option<Uuid>,
) -> Result<Option<Holding>, Failure> {
    if let Some(deployment) = deployed(db, listing, organisation, besides).await? {
        return Ok(Some(deployment));
    }
    let undecided = OrderState::ALL.iter().filter(|state| state.is_undecided()).map(|state| state.code());
    let mut query = orders::Entity::find()
        .filter(orders::Column::ListingId.eq(listing))
        .filter(orders::Column::OrganisationId.eq(organisation))
        .filter(orders::Column::State.is_in(undecided))
        .order_by_asc(orders::Column::Reference);
    if let Some(besides) = besides {
        query = query.filter(orders::Column::Id.ne(besides));
    }
    match query.one(db).await.stored()? {
        Some(order) => Ok(Some(holding(db, order, HoldingKind::UndecidedRequest).await?)),
        None => Ok(None),
    }
}

/// A live or coming deployment of the solution in the department.
pub(crate) async fn deployed(
    db: &impl ConnectionTrait,
    listing: Uuid,
    organisation: Uuid,
    besides: Option<Uuid>,
) -> Result<Option<Holding>, Failure> {
    let rows = deployments::Entity::find()
        .filter(deployments::Column::ListingId.eq(listing))
        .filter(deployments::Column::OrganisationId.eq(organisation))
        .all(db)
        .await
        .stored()?;
    let occupies = |row: &deployments::Model| DeploymentState::parse(&row.state).is_some_and(DeploymentState::occupies);
    let Some(deployment) = rows.into_iter().find(|row| Some(row.order_id) != besides && occupies(row)) else {
        return Ok(None);
    };
    let order = orders::Entity::find_by_id(deployment.order_id).one(db).await.stored()?;
    let order = order.ok_or_else(|| Failure::impossible("a deployment without its order"))?;
    Ok(Some(holding(db, order, HoldingKind::Deployment).await?))
}

async fn holding(db: &impl ConnectionTrait, order: orders::Model, kind: HoldingKind) -> Result<Holding, Failure> {
    let department = organisations::Entity::find_by_id(order.organisation_id).one(db).await.stored()?;
    let department = department.ok_or_else(|| Failure::impossible("an order without its department"))?;
    let department =
        Trilingual { en: department.name_en, zh_hant: department.name_zh_hant, zh_hans: department.name_zh_hans };
    let state = OrderState::parse(&order.state)
        .ok_or_else(|| Failure::impossible(format!("order {} has a strange state", order.reference)))?;
    Ok(Holding { reference: order.reference, department, state, kind })
}
