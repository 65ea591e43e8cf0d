//! The using department moves its deployment from step to step.

use super::store;
use crate::caller::Caller;
use crate::entities::{deployments, listings};
use crate::failure::{Failure, Stored};
use crate::orders;
use domain::catalogue::RiskTier;
use domain::deployments::{AbandonReason, DeploymentCommand, DeploymentState, GoLiveForm, PilotForm};
use domain::event::Event;
use domain::form::{Fields, Reader};
use domain::ids::OrderId;
use domain::money::Money;
use domain::orders::{Command, OrderState};
use domain::permissions::Action;
use domain::time::Day;
use sea_orm::Set;
use sea_orm::prelude::*;

/// A step with what the department stated on its form.
#[derive(Debug, Clone, Copy)]
pub struct Step<'a> {
    /// The step.
    pub command: DeploymentCommand,
    /// The form's fields.
    pub fields: &'a Fields,
}

/// Takes the step for the deployment of an order; the order follows where the step moves it.
pub async fn run(caller: &Caller, reference: &str, step: Step<'_>) -> Result<(), Failure> {
    caller.may(Action::RunDeployment)?;
    let officer = caller.officer()?;
    let change = caller.begin().await?;
    let order = orders::lock_order_row(&change, officer, reference).await?;
    // The lock of the order's budget line keeps two steps of one order apart.
    orders::lock_budget(&change, order.budget_line_id).await?;
    let row = store::own_deployment(change.db(), officer, &order).await?;
    let deployment = store::deployment_of(&row)?;
    let from = deployment.state();

    let mut columns = <deployments::ActiveModel as Default>::default();
    let mut comment = String::new();
    let (deployment, order_step) = match step.command {
        DeploymentCommand::StartProvisioning => (deployment.step(step.command)?, Some(Command::Start)),
        DeploymentCommand::BeginPilot => {
            // A step that does not exist from here is refused before its form is read.
            from.after(step.command)?;
            let listing = listings::Entity::find_by_id(order.listing_id).one(change.db()).await.stored()?;
            let risk = listing.and_then(|listing| listing.risk_tier.as_deref().and_then(RiskTier::parse));
            let form = PilotForm::parse(step.fields, risk == Some(RiskTier::High), change.today())?;
            columns.training_on = Set(Some(form.training_on.to_string()));
            (deployment.begin_pilot(&form)?, None)
        }
        DeploymentCommand::GoLive => {
            from.after(step.command)?;
            let form = GoLiveForm::parse(step.fields)?;
            columns.oversight_owner = Set(Some(form.oversight_owner.clone()));
            columns.live_at = Set(Some(change.now().millis()));
            let starts_on = Day::parse(&order.starts_on);
            let starts_on = starts_on.ok_or_else(|| Failure::impossible("an order has a strange first day"))?;
            (deployment.go_live(&form, starts_on, change.now())?, Some(Command::AcceptDelivery))
        }
        DeploymentCommand::Abandon => {
            from.after(step.command)?;
            let mut reader = Reader::new(step.fields);
            let reason = reader.choice("abandon_reason", AbandonReason::parse);
            let text = reader.text("comment", 500);
            let (reason, text) = reader.finish(|| Some((reason?, text?)))?;
            comment = format!("{}: {text}", reason.code());
            (deployment.step(step.command)?, None)
        }
        DeploymentCommand::StartRetirement => (deployment.step(step.command)?, None),
        DeploymentCommand::Retire => {
            from.after(step.command)?;
            let mut reader = Reader::new(step.fields);
            reader.must_tick("data_deleted");
            reader.finish(|| Some(()))?;
            columns.retired_at = Set(Some(change.now().millis()));
            (deployment.step(step.command)?, None)
        }
        _ => return Err(Failure::NotFound),
    };

    let to = deployment.state();
    columns.state = Set(to.code().to_owned());
    let moved = deployments::Entity::update_many()
        .set(columns)
        .filter(deployments::Column::Id.eq(row.id))
        .filter(deployments::Column::State.eq(from.code()))
        .exec(change.db())
        .await
        .stored()?;
    if moved.rows_affected != 1 {
        return Err(Failure::Refused(domain::refusal::Refusal::ChangedMeanwhile));
    }
    if let Some(command) = order_step {
        let state =
            OrderState::parse(&order.state).ok_or_else(|| Failure::impossible("an order has a strange state"))?;
        orders::set_state(&change, &order, state.after(command)?, Default::default()).await?;
    }
    let over = matches!(to, DeploymentState::Abandoned | DeploymentState::Retired);
    let released = if over { orders::release_unpaid(&change, &order).await? } else { Money::ZERO };
    change.touch(deployment.listing).await?;
    let event =
        Event::DeploymentMoved { deployment: deployment.id, order: OrderId(order.id), from, to, comment, released };
    change.commit(event).await?;
    Ok(())
}
