//! The using department reports a month's use, or corrects it.

use super::store;
use crate::caller::Caller;
use crate::entities::usage_readings;
use crate::failure::{Failure, Stored};
use crate::orders;
use domain::deployments::UsageForm;
use domain::event::Event;
use domain::ids::{OnceToken, OrderId};
use domain::permissions::Action;
use sea_orm::Set;
use sea_orm::prelude::*;

/// Stores a reading; the same form sent twice gives one reading. Earlier readings of the month are kept.
pub async fn report_usage(caller: &Caller, once: OnceToken, reference: &str, form: UsageForm) -> Result<(), Failure> {
    caller.may(Action::ReportUsage)?;
    let officer = caller.officer()?;
    let change = caller.begin().await?;
    if change.answer_before(once).await?.is_some() {
        return Ok(());
    }
    let order = orders::lock_order_row(&change, officer, reference).await?;
    orders::lock_budget(&change, order.budget_line_id).await?;
    let row = store::own_deployment(change.db(), officer, &order).await?;
    let deployment = store::deployment_of(&row)?;
    let period = form.reading.period.to_string();
    let earlier = usage_readings::Entity::find()
        .filter(usage_readings::Column::DeploymentId.eq(row.id))
        .filter(usage_readings::Column::Period.eq(period.as_str()))
        .count(change.db())
        .await
        .stored()?;
    deployment.accept_usage(&form, earlier > 0, change.today())?;

    let reading = form.reading;
    let correction = earlier as i64;
    let columns = usage_readings::ActiveModel {
        deployment_id: Set(row.id),
        period: Set(period),
        correction: Set(correction),
        active_users: Set(reading.active_users),
        transactions: Set(reading.transactions),
        hours_saved: Set(reading.hours_saved),
        hours_method: Set(reading.hours_method.code().to_owned()),
        problems: Set(reading.problems),
        note: Set(reading.note.clone()),
        reason: Set(form.reason.clone()),
        reported_by: Set(officer.person.0),
        reported_at: Set(change.now().millis()),
    };
    usage_readings::Entity::insert(columns).exec_without_returning(change.db()).await.stored()?;
    change.touch(deployment.listing).await?;
    change.remember_answer(once, reference).await?;
    let event = Event::UsageReported {
        deployment: deployment.id,
        order: OrderId(order.id),
        reading,
        correction,
        reason: form.reason,
    };
    change.commit(event).await?;
    Ok(())
}
