//! An order: where it stands, what was asked, what it costs, what happened, and the next step for one's role.

use super::order_parts as parts;
use super::order_steps as steps;
use super::{confirmation, order_way, order_weighing};
use crate::components::{error_summary, said, sample, tags};
use crate::forms::{FormState, Posted, attempt};
use crate::i18n::{frame, label, nav, order};
use crate::layout::{Meta, banner, crumbs};
use crate::render;
use crate::routes::{Route, with_query};
use crate::visit::{Visit, see_other};
use axum::extract::Path;
use axum::response::Response;
use domain::deployments::{DeploymentCommand, DeploymentState};
use domain::orders::Command;
use domain::orders::views::OrderView;
use domain::refusal::Refusal;
use domain::spend::PaymentForm;
use leptos::prelude::*;
use services::deployments::{Step, run};
use services::orders::{Decision, decide};
use services::{Failure, spend};

/// What the page shows: the order, and the form that was refused, if one was.
pub(super) struct Shown {
    pub view: OrderView,
    pub form: FormState,
}

/// `GET /{locale}/orders/{reference}`
pub async fn get(visit: Visit, Path((_, reference)): Path<(String, String)>) -> Response {
    show(&visit, &reference, FormState::default()).await
}

/// `POST /{locale}/orders/{reference}`: `do` names the step.
pub async fn post(Path((_, reference)): Path<(String, String)>, posted: Posted) -> Response {
    let visit = posted.visit.clone();
    match take(&posted, &reference).await {
        Ok(done) => see_other(&with_query(visit.to(Route::Order(&reference)), &[("done", done.to_owned())])),
        Err(Failure::Refused(refusal)) => {
            let no = ["reject", "return", "cancel"].contains(&posted.fields.get("do"));
            let form = FormState::refused(posted.fields, refusal);
            show(&visit, &reference, if no { form.naming("comment", label::REASON) } else { form }).await
        }
        Err(failure) => visit.failed(failure).await,
    }
}

/// Takes the step the form names; says what was done.
async fn take(posted: &Posted, reference: &str) -> Result<&'static str, Failure> {
    let caller = posted.visit.caller();
    caller.officer()?;
    let fields = &posted.fields;
    let named = fields.get("do");
    if named == "pay" {
        let once = posted.once().ok_or(Failure::Refused(Refusal::FormExpired))?;
        let form = PaymentForm::parse(fields, caller.today())?;
        spend::record_payment(caller, once, reference, form).await?;
        return Ok("paid");
    }
    if let Some(command) = DeploymentCommand::parse(named) {
        run(caller, reference, Step { command, fields }).await?;
        return Ok(if command == DeploymentCommand::GoLive { "live" } else { "moved" });
    }
    let command = Command::parse(named).ok_or(Failure::NotFound)?;
    decide(caller, reference, Decision::parse(command, fields)?).await?;
    Ok(match command {
        Command::Endorse => "endorsed",
        Command::Reject => "rejected",
        Command::Approve => "approved",
        Command::Return => "returned",
        _ => "cancelled",
    })
}

async fn show(visit: &Visit, reference: &str, form: FormState) -> Response {
    let view = attempt!(visit, services::orders::show(visit.caller(), visit.locale(), reference).await);
    let title =
        order::TITLE.fill(visit.locale(), &[("reference", &view.row.reference), ("solution", &view.row.solution.text)]);
    let meta = Meta::titled(title).private().refused(form.is_refused()).under("/orders");
    let status = form.status();
    render::page(visit, status, meta, Shown { view, form }, draw).await
}

fn draw(visit: &Visit, shown: &Shown) -> impl IntoView + use<> {
    let locale = visit.locale();
    let view = &shown.view;
    // Once something is being set up its deployment says more than its order.
    let tag = match &view.deployment {
        Some(deployment) if deployment.state != DeploymentState::Planned => tags::deployment(visit, deployment.state),
        _ => tags::order(visit, view.row.state),
    };
    let sent = confirmation::confirmation(visit, view);
    let banner = sent.is_none().then(|| banner(visit)).flatten();
    view! {
        {crumbs(visit, vec![
            (visit.to(Route::Orders), nav::ORDERS.to(locale).to_owned()),
            (visit.to(Route::Order(&view.row.reference)), view.row.reference.clone()),
        ])}
        <main id="main" tabindex="-1" class="wrap main main--after-crumbs">
            {banner}
            {error_summary(visit, &shown.form)}
            <p class="eyebrow">{view.row.reference.clone()}{frame::DOT.to(locale)}{view.row.department.clone()}</p>
            <h1>{said(&view.row.solution)}</h1>
            <p class="row gap-2 mt3">{tag}{sample(visit)}</p>
            {sent}
            {order_way::step_bar(visit, view)}
            <div class="with-key mt5">
                <section class="panel panel--key key-panel" aria-labelledby="next">
                    <h2 id="next">{order::NEXT.to(locale)}</h2>
                    {order_weighing::facts(visit, view)}
                    {steps::next_steps(visit, shown)}
                </section>
                <div class="text stack">
                    {parts::request(visit, view)}
                    {parts::price(visit, view)}
                    {parts::deployment(visit, view)}
                    {parts::payments(visit, view)}
                </div>
                <aside class="rail stack" aria-label=order::HISTORY.to(locale)>{parts::history(visit, view)}</aside>
            </div>
        </main>
    }
}
