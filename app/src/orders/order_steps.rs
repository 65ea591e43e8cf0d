//! The next step for the one who looks: a form for each thing they may do now, or who is asked next.

use super::order_page::Shown;
use crate::components::{area, checkbox, date, input, once, select};
use crate::forms::FormState;
use crate::i18n::{self, form, label, order};
use crate::routes::Route;
use crate::visit::Visit;
use domain::deployments::views::DeploymentView;
use domain::deployments::{AbandonReason, DeploymentCommand, DeploymentState};
use domain::orders::{Command, OrderState};
use domain::text::Text;
use leptos::prelude::*;

/// Everything the one who looks may do now.
pub(super) fn next_steps(visit: &Visit, shown: &Shown) -> AnyView {
    let locale = visit.locale();
    let view = &shown.view;
    let mut steps: Vec<AnyView> = Vec::new();
    let may = |command: Command| view.may.contains(&command);
    if may(Command::Endorse) {
        steps.push(decision(visit, shown, Command::Endorse, order::ENDORSE));
    }
    if may(Command::Approve) {
        steps.push(decision(visit, shown, Command::Approve, order::APPROVE));
    }
    if may(Command::Submit) {
        let href = visit.to(Route::OrderEdit(&view.row.reference));
        steps.push(
            view! { <p class="mt3"><a class="btn btn--wide" href=href>{order::CHANGE_AND_SEND.to(locale)}</a></p> }
                .into_any(),
        );
    }
    if let Some(deployment) = &view.deployment {
        steps.extend(deployment_steps(visit, shown, deployment));
    }
    if view.may_pay {
        steps.push(payment(visit, shown));
    }
    for (command, button) in
        [(Command::Return, order::RETURN), (Command::Reject, order::REJECT), (Command::Cancel, order::CANCEL)]
    {
        if may(command) {
            steps.push(commented(visit, shown, command, button));
        }
    }
    // To call it off is no next step: who is asked next comes first.
    let others = view.may.iter().all(|command| *command == Command::Cancel);
    let deployed =
        view.deployment.as_ref().is_some_and(|deployment| !deployment.may.is_empty() || deployment.may_report);
    if others && !deployed && !view.may_pay {
        return view! { {waiting(visit, shown)}{steps} }.into_any();
    }
    let own = (view.own && view.row.state == OrderState::Submitted)
        .then(|| view! { <p class="meta mt3">{order::OWN.to(locale)}</p> });
    view! { {steps}{own} }.into_any()
}

/// Who is asked next, when it is not the one who looks.
fn waiting(visit: &Visit, shown: &Shown) -> AnyView {
    let view = &shown.view;
    let live = view.deployment.as_ref().is_some_and(|deployment| deployment.state == DeploymentState::Live);
    let text = match view.row.state {
        OrderState::Submitted => order::WAITS_APPROVER,
        OrderState::CoordinatorReview => order::WAITS_OFFICE,
        OrderState::Returned => order::WAITS_AUTHOR,
        OrderState::Approved | OrderState::InDelivery => order::WAITS_OWNER,
        OrderState::Fulfilled if live => order::IN_USE,
        _ => order::NOTHING_LEFT,
    };
    view! { <p class="mt3">{text.to(visit.locale())}</p> }.into_any()
}

/// A decision that needs nothing but the button.
fn decision(visit: &Visit, shown: &Shown, command: Command, button: Text) -> AnyView {
    view! {
        <form method="post" class="mt3">
            {seen(shown)}
            <button class="btn btn--wide" name="do" value=command.code()>{button.to(visit.locale())}</button>
        </form>
    }
    .into_any()
}

/// Which version of the order a decision is about: the one on this page.
fn seen(shown: &Shown) -> impl IntoView + use<> {
    view! { <input type="hidden" name="version" value=shown.view.version.to_string()/> }
}

/// A step that needs nothing but the button.
fn plain(visit: &Visit, step: &'static str, button: Text) -> AnyView {
    view! {
        <form method="post" class="mt3">
            <button class="btn btn--wide" name="do" value=step>{button.to(visit.locale())}</button>
        </form>
    }
    .into_any()
}

/// The state of a step's own form: what was typed and refused belongs to the step that was tried.
fn state_of(shown: &Shown, step: &str) -> FormState {
    if shown.form.fields.get("do") == step { shown.form.clone() } else { FormState::default() }
}

fn folded(visit: &Visit, open: bool, title: Text, body: AnyView) -> AnyView {
    view! {
        <details class="help mt3" open=open>
            <summary><span>{title.to(visit.locale())}</span></summary>
            {body}
        </details>
    }
    .into_any()
}

/// A step that says no, with its reason.
fn commented(visit: &Visit, shown: &Shown, command: Command, button: Text) -> AnyView {
    let locale = visit.locale();
    let state = state_of(shown, command.code());
    let body = view! {
        <form method="post" class="form decide">
            {seen(shown)}
            {area(visit, &state, "comment", label::REASON, Some(form::COMMENT_HINT.to(locale).to_owned()), "3")}
            <button class="btn btn--quiet btn--danger" name="do" value=command.code()>{button.to(locale)}</button>
        </form>
    };
    folded(visit, state.is_refused(), button, body.into_any())
}

fn deployment_steps(visit: &Visit, shown: &Shown, deployment: &DeploymentView) -> Vec<AnyView> {
    let locale = visit.locale();
    let mut steps = Vec::new();
    if deployment.may_report {
        let href = visit.to(Route::Usage(&shown.view.row.reference));
        steps.push(
            view! { <p class="mt3"><a class="btn btn--wide" href=href>{order::REPORT_USE.to(locale)}</a></p> }
                .into_any(),
        );
    }
    for command in &deployment.may {
        let state = state_of(shown, command.code());
        let step = match command {
            DeploymentCommand::StartProvisioning => plain(visit, command.code(), order::START_PROVISIONING),
            DeploymentCommand::BeginPilot => {
                let impact = deployment.high_risk.then(|| checkbox(visit, &state, "impact_assessed", order::IMPACT_ASSESSED));
                view! {
                    <form method="post" class="form mt3">
                        <p>{order::PILOT_TEXT.to(locale)}</p>
                        {checkbox(visit, &state, "security_checked", order::SECURITY_CHECKED)}
                        {checkbox(visit, &state, "privacy_checked", order::PRIVACY_CHECKED)}
                        {impact}
                        {date(visit, &state, "training_on", label::TRAINING_ON, None)}
                        <button class="btn" name="do" value=command.code()>{order::BEGIN_PILOT.to(locale)}</button>
                    </form>
                }
                .into_any()
            }
            DeploymentCommand::GoLive => view! {
                <form method="post" class="form mt3">
                    <p>{order::LIVE_TEXT.to(locale)}</p>
                    {checkbox(visit, &state, "accepted", order::ACCEPTED)}
                    {input(visit, &state, "oversight_owner", label::OVERSIGHT_OWNER, Some(order::OVERSIGHT_HINT.to(locale).to_owned()), "text", "")}
                    <button class="btn" name="do" value=command.code()>{order::GO_LIVE.to(locale)}</button>
                </form>
            }
            .into_any(),
            DeploymentCommand::Abandon => abandon(visit, &state),
            DeploymentCommand::StartRetirement => {
                let body = view! {
                    <form method="post" class="form">
                        <p>{order::RETIREMENT_TEXT.to(locale)}</p>
                        <button class="btn btn--quiet btn--danger" name="do" value=command.code()>{order::START_RETIREMENT.to(locale)}</button>
                    </form>
                };
                folded(visit, state.is_refused(), order::START_RETIREMENT, body.into_any())
            }
            DeploymentCommand::Retire => view! {
                <form method="post" class="form mt3">
                    {checkbox(visit, &state, "data_deleted", order::DATA_DELETED)}
                    <button class="btn" name="do" value=command.code()>{order::RETIRE.to(locale)}</button>
                </form>
            }
            .into_any(),
            _ => continue,
        };
        steps.push(step);
    }
    steps
}

fn abandon(visit: &Visit, state: &FormState) -> AnyView {
    let locale = visit.locale();
    let reasons = AbandonReason::ALL
        .iter()
        .map(|reason| (reason.code().to_owned(), i18n::words(i18n::abandon_reason::find, reason.code(), locale)))
        .collect();
    let body = view! {
        <form method="post" class="form">
            {select(visit, state, "abandon_reason", label::ABANDON_REASON, None, Some(form::CHOOSE), reasons)}
            {area(visit, state, "comment", label::COMMENT, None, "3")}
            <button class="btn btn--quiet btn--danger" name="do" value=DeploymentCommand::Abandon.code()>{order::ABANDON.to(locale)}</button>
        </form>
    };
    folded(visit, state.is_refused(), order::ABANDON, body.into_any())
}

fn payment(visit: &Visit, shown: &Shown) -> AnyView {
    let locale = visit.locale();
    let state = state_of(shown, "pay");
    let body = view! {
        <form method="post" class="form">
            {once(visit, &state)}
            {input(visit, &state, "invoice", label::INVOICE, None, "text", "input--20")}
            {date(visit, &state, "paid_on", label::PAID_ON, None)}
            {input(visit, &state, "amount", label::AMOUNT, Some(order::AMOUNT_HINT.to(locale).to_owned()), "text", "input--10 input--num")}
            <button class="btn" name="do" value="pay">{order::RECORD_PAYMENT.to(locale)}</button>
        </form>
    };
    folded(visit, state.is_refused(), order::RECORD_PAYMENT, body.into_any())
}
