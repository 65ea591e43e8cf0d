//! Rows of deployments and their readings.

use crate::caller::Caller;
use crate::entities::{deployments, listings, orders, usage_readings};
use crate::failure::{Failure, Stored};
use domain::accounts::Role;
use domain::actor::Officer;
use domain::catalogue::RiskTier;
use domain::deployments::metrics::DeploymentFact;
use domain::deployments::usage::HoursMethod;
use domain::deployments::views::{DeploymentView, UsageView};
use domain::deployments::{Deployment, DeploymentCommand, DeploymentState, UsageReading};
use domain::ids::{DeploymentId, ListingId, OrderId, OrganisationId};
use domain::time::{Day, Month, Timestamp};
use sea_orm::QueryOrder;
use sea_orm::prelude::*;
use std::collections::HashMap;

/// A row as the rules know it.
pub(super) fn deployment_of(row: &deployments::Model) -> Result<Deployment, Failure> {
    let state = DeploymentState::parse(&row.state)
        .ok_or_else(|| Failure::impossible(format!("deployment {} has a strange state", row.id)))?;
    Ok(Deployment::stored(
        DeploymentId(row.id),
        OrderId(row.order_id),
        ListingId(row.listing_id),
        OrganisationId(row.organisation_id),
        row.licensed_users,
        row.training_on.as_deref().and_then(Day::parse),
        row.oversight_owner.clone(),
        row.live_at.map(Timestamp::from_millis),
        state,
    ))
}

/// The deployment of an order of the officer's own department.
pub(super) async fn own_deployment(
    db: &impl ConnectionTrait,
    officer: &Officer,
    order: &orders::Model,
) -> Result<deployments::Model, Failure> {
    if order.organisation_id != officer.organisation.0 {
        return Err(Failure::NotFound);
    }
    deployments::Entity::find()
        .filter(deployments::Column::OrderId.eq(order.id))
        .one(db)
        .await
        .stored()?
        .ok_or(Failure::NotFound)
}

fn reading_of(row: &usage_readings::Model) -> Option<UsageReading> {
    Some(UsageReading {
        period: Month::parse(&row.period)?,
        active_users: row.active_users,
        transactions: row.transactions,
        hours_saved: row.hours_saved,
        hours_method: HoursMethod::parse(&row.hours_method)?,
        problems: row.problems,
        note: row.note.clone(),
    })
}

/// The deployment that came of an order, as its page shows it.
pub(crate) async fn of_order(caller: &Caller, order: &orders::Model) -> Result<Option<DeploymentView>, Failure> {
    let officer = caller.officer()?;
    let row = deployments::Entity::find()
        .filter(deployments::Column::OrderId.eq(order.id))
        .one(caller.db())
        .await
        .stored()?;
    let Some(row) = row else { return Ok(None) };
    let deployment = deployment_of(&row)?;
    let listing = listings::Entity::find_by_id(row.listing_id).one(caller.db()).await.stored()?;
    let risk = listing.and_then(|listing| listing.risk_tier.as_deref().and_then(RiskTier::parse));
    let readings = usage_readings::Entity::find()
        .filter(usage_readings::Column::DeploymentId.eq(row.id))
        .order_by_asc(usage_readings::Column::Period)
        .order_by_asc(usage_readings::Column::Correction)
        .all(caller.db())
        .await
        .stored()?;
    let mut usage: Vec<UsageView> = Vec::new();
    for row in &readings {
        let Some(reading) = reading_of(row) else { continue };
        let view =
            UsageView { reading, corrections: row.correction, reported_at: Timestamp::from_millis(row.reported_at) };
        match usage.last_mut() {
            Some(last) if last.reading.period == view.reading.period => *last = view,
            _ => usage.push(view),
        }
    }
    let own = order.organisation_id == officer.organisation.0 && officer.has(Role::DepartmentUser);
    let offered = [
        DeploymentCommand::StartProvisioning,
        DeploymentCommand::BeginPilot,
        DeploymentCommand::GoLive,
        DeploymentCommand::Abandon,
        DeploymentCommand::StartRetirement,
        DeploymentCommand::Retire,
    ];
    let state = deployment.state();
    let reportable = months_back(deployment.reportable(caller.today()));
    let next_period =
        usage.last().map(|view| view.reading.period.next()).or(deployment.live_at.map(|at| at.day().month()));
    Ok(Some(DeploymentView {
        id: deployment.id,
        state,
        licensed_users: deployment.licensed_users,
        training_on: deployment.training_on,
        oversight_owner: deployment.oversight_owner,
        live_at: deployment.live_at,
        high_risk: risk == Some(RiskTier::High),
        usage,
        may: offered.into_iter().filter(|command| own && state.after(*command).is_ok()).collect(),
        may_report: own && !reportable.is_empty(),
        reportable,
        next_period,
    }))
}

/// Months from the last to the first, two years of them at most.
fn months_back(reportable: Option<(Month, Month)>) -> Vec<Month> {
    const MOST: usize = 24;
    let Some((earliest, latest)) = reportable else { return Vec::new() };
    std::iter::successors(Some(latest), |month| Some(month.previous()))
        .take_while(|month| *month >= earliest)
        .take(MOST)
        .collect()
}

/// Every deployment as counting sees it.
pub(crate) async fn facts(caller: &Caller) -> Result<Vec<DeploymentFact>, Failure> {
    let db = caller.db();
    let rows = deployments::Entity::find().all(db).await.stored()?;
    let orders = orders::Entity::find().all(db).await.stored()?;
    let requested: HashMap<Uuid, i64> = orders.into_iter().map(|order| (order.id, order.submitted_at)).collect();
    let readings = usage_readings::Entity::find()
        .order_by_asc(usage_readings::Column::Period)
        .order_by_asc(usage_readings::Column::Correction)
        .all(db)
        .await
        .stored()?;
    let newest: HashMap<Uuid, (Day, i64)> = readings
        .into_iter()
        .filter_map(|row| Some((row.deployment_id, (Month::parse(&row.period)?.last_day(), row.active_users))))
        .collect();
    rows.iter()
        .map(|row| {
            let deployment = deployment_of(row)?;
            Ok(DeploymentFact {
                listing: deployment.listing,
                organisation: deployment.organisation,
                state: deployment.state(),
                live_on: deployment.live_at.map(Timestamp::day),
                requested_on: requested.get(&row.order_id).map(|at| Timestamp::from_millis(*at).day()),
                newest_usage: newest.get(&row.id).copied(),
                licensed_users: deployment.licensed_users,
            })
        })
        .collect()
}
