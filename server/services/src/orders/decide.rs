//! The approver and the office decide on a request; the department may call it off.

use super::store;
use crate::caller::Caller;
use crate::change::Change;
use crate::entities::{commitments, deployments, listings, orders};
use crate::failure::{Failure, Stored};
use domain::deployments::{Deployment, DeploymentState};
use domain::event::Event;
use domain::form::{Fields, Problem, Reader};
use domain::ids::{DeploymentId, ListingId};
use domain::orders::{Command, Order};
use domain::permissions::Action;
use domain::refusal::Refusal;
use sea_orm::Set;
use sea_orm::prelude::*;

/// A decision, read from the form: the step and, where it says no, why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// The step.
    pub command: Command,
    /// Why; needed to reject, return or cancel.
    pub comment: String,
    /// The version of the order that was looked at; without one nothing was.
    pub version: Option<i64>,
}

impl Decision {
    /// Reads `comment` and the hidden `version`.
    pub fn parse(command: Command, fields: &Fields) -> Result<Decision, Vec<Problem>> {
        let mut reader = Reader::new(fields);
        let says_no = matches!(command, Command::Reject | Command::Return | Command::Cancel);
        let comment = if says_no { reader.text("comment", 500) } else { reader.optional_text("comment", 500) };
        let version = fields.get("version").parse().ok();
        reader.finish(|| Some(Decision { command, comment: comment?, version }))
    }

    /// The permission the step needs; `None` for steps that are not decisions.
    fn action(&self) -> Option<Action> {
        match self.command {
            Command::Endorse | Command::Reject => Some(Action::EndorseReuse),
            Command::Approve | Command::Return => Some(Action::ApproveReuse),
            Command::Cancel => Some(Action::RequestReuse),
            _ => None,
        }
    }
}

/// Takes the step. Another department's order does not exist; one that changed since it was looked at is looked at
/// again first.
pub async fn decide(caller: &Caller, reference: &str, decision: Decision) -> Result<(), Failure> {
    caller.may(decision.action().ok_or(Failure::NotFound)?)?;
    let officer = caller.officer()?;
    let change = caller.begin().await?;
    let row = store::lock_order_row(&change, officer, reference).await?;
    // A coordinator sees every order but endorses and cancels none outside their own department.
    let departments_step = matches!(decision.command, Command::Endorse | Command::Reject | Command::Cancel);
    if departments_step && row.organisation_id != officer.organisation.0 {
        return Err(Failure::NotFound);
    }
    if decision.version != Some(row.version) {
        return Err(Refusal::ChangedMeanwhile.into());
    }
    let order = store::order_of(&row)?;
    let comment = decision.comment;
    match decision.command {
        Command::Endorse => {
            let room = store::headroom(&change, &row).await?;
            let order = order.endorse(officer, &room)?;
            let columns = orders::ActiveModel { endorsed_by: Set(Some(officer.person.0)), ..Default::default() };
            store::set_state(&change, &row, order.state(), columns).await?;
            change.commit(Event::ReuseEndorsed { order: order.id }).await?;
        }
        Command::Reject => {
            let order = order.reject(officer)?;
            store::set_state(&change, &row, order.state(), Default::default()).await?;
            change.commit(Event::ReuseRejected { order: order.id, comment }).await?;
        }
        Command::Return => {
            let order = order.send_back(officer)?;
            let columns = orders::ActiveModel { endorsed_by: Set(None), ..Default::default() };
            store::set_state(&change, &row, order.state(), columns).await?;
            change.commit(Event::ReuseReturned { order: order.id, comment }).await?;
        }
        Command::Cancel => {
            let order = order.step(Command::Cancel)?;
            let released = store::release_unpaid(&change, &row).await?;
            abandon_planned(&change, &order).await?;
            store::set_state(&change, &row, order.state(), Default::default()).await?;
            change.touch(order.listing).await?;
            change.commit(Event::OrderCancelled { order: order.id, comment, released }).await?;
        }
        Command::Approve => approve(caller, change, &row, order).await?,
        _ => return Err(Failure::NotFound),
    }
    Ok(())
}

async fn approve(caller: &Caller, change: Change, row: &orders::Model, order: Order) -> Result<(), Failure> {
    let officer = caller.officer()?;
    let listing =
        listings::Entity::find_by_id(row.listing_id).one(change.db()).await.stored()?.ok_or(Failure::NotFound)?;
    let offer = store::offer(change.db(), &listing).await?;
    let room = store::headroom(&change, row).await?;
    let order = order.approve(officer, &offer, &room, change.today())?;

    let shares = order.shares();
    for share in &shares {
        let commitment = commitments::ActiveModel {
            order_id: Set(row.id),
            year: Set(share.year.0),
            line_id: Set(row.budget_line_id),
            amount_cents: Set(share.amount.cents()),
            released_cents: Set(0),
            committed_at: Set(change.now().millis()),
        };
        commitments::Entity::insert(commitment).exec_without_returning(change.db()).await.stored()?;
    }
    let planned = Deployment::plan(
        DeploymentId(change.new_id()),
        order.id,
        order.listing,
        order.organisation,
        order.request.users,
    );
    let deployment = deployments::ActiveModel {
        id: Set(planned.id.0),
        order_id: Set(planned.order.0),
        listing_id: Set(planned.listing.0),
        organisation_id: Set(planned.organisation.0),
        state: Set(planned.state().code().to_owned()),
        licensed_users: Set(planned.licensed_users),
        training_on: Set(None),
        oversight_owner: Set(None),
        planned_at: Set(change.now().millis()),
        live_at: Set(None),
        retired_at: Set(None),
    };
    // An order of another line and without a contract is kept apart by nothing but the table itself.
    let there = || Refusal::ChangedMeanwhile;
    deployments::Entity::insert(deployment).exec_without_returning(change.db()).await.unless_there(there)?;
    let columns = orders::ActiveModel {
        approved_by: Set(Some(officer.person.0)),
        approved_at: Set(Some(change.now().millis())),
        ..Default::default()
    };
    store::set_state(&change, row, order.state(), columns).await?;
    // The ceiling left is shown on the solution's page, and so on every page under the same contract.
    change.touch(ListingId(row.listing_id)).await?;
    change.commit(Event::ReuseApproved { order: order.id, deployment: planned.id, committed: shares }).await?;
    Ok(())
}

/// A deployment that nobody began is given up with its order, so that it no longer takes the place.
async fn abandon_planned(change: &Change, order: &Order) -> Result<(), Failure> {
    deployments::Entity::update_many()
        .col_expr(deployments::Column::State, Expr::value(DeploymentState::Abandoned.code()))
        .filter(deployments::Column::OrderId.eq(order.id.0))
        .filter(deployments::Column::State.eq(DeploymentState::Planned.code()))
        .exec(change.db())
        .await
        .stored()?;
    Ok(())
}
