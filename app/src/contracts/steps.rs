//! The next step for the one who looks: a form for each thing their role may do now.

use super::contract_page::Shown;
use super::forms;
use crate::components::{area, date, input, once, select};
use crate::forms::FormState;
use crate::i18n::{self, contract as texts, contract_new, form as form_text, label, payment_method, termination_cause};
use crate::routes::Route;
use crate::visit::Visit;
use domain::contracts::{ContractCommand, ContractPhase, ContractState, PaymentMethod, TerminationCause};
use domain::text::Text;
use leptos::prelude::*;

/// Everything the one who looks may do now.
pub(super) fn next_steps(visit: &Visit, shown: &Shown) -> AnyView {
    let view = &shown.view;
    let may = |command: ContractCommand| view.may.contains(&command);
    let mut steps: Vec<AnyView> = Vec::new();
    if may(ContractCommand::MakeReady) {
        steps.push(make_ready(visit));
    }
    if may(ContractCommand::Sign) {
        steps.push(sign(visit, shown));
    }
    if view.milestones.iter().any(|one| one.may_accept) {
        steps.push(accept(visit, shown));
    }
    if view.milestones.iter().any(|one| one.may_pay) {
        steps.push(pay(visit, shown));
    }
    if view.variations.iter().any(|one| one.may_decide) {
        steps.push(decide(visit, shown));
    }
    if view.may_confirm && reports_wait(shown) {
        steps.push(confirm(visit, shown));
    }
    if steps.is_empty() {
        steps.push(waiting(visit, shown));
    }
    if may(ContractCommand::Rewrite) {
        let href = visit.to(Route::ContractDraft(&view.row.reference));
        steps.push(view! { <p class="mt3"><a href=href>{texts::REWRITE.to(visit.locale())}</a></p> }.into_any());
    }
    if may(ContractCommand::ProposeVariation) {
        steps.push(propose(visit, shown));
    }
    if may(ContractCommand::Complete) {
        steps.push(worded(visit, shown, "complete", "review", texts::COMPLETE, (label::REVIEW, texts::COMPLETE_HINT)));
    }
    if may(ContractCommand::Terminate) {
        steps.push(terminate(visit, shown));
    }
    if may(ContractCommand::Cancel) {
        let words = (contract_new::REASON, texts::CANCEL_HINT);
        steps.push(worded(visit, shown, "cancel", "comment", texts::CANCEL, words));
    }
    view! { {steps} }.into_any()
}

/// Who is asked next, when it is not the one who looks.
pub(super) fn waiting(visit: &Visit, shown: &Shown) -> AnyView {
    let locale = visit.locale();
    let row = &shown.view.row;
    let by = row.sign_by.map(|day| locale.date(day)).unwrap_or_default();
    let text = match row.phase.code() {
        code if code == ContractState::Ready.code() => texts::WAITS_SUPPLIER.fill(locale, &[("day", &by)]),
        code if code == ContractState::SignedSupplier.code() => texts::WAITS_DEPARTMENT.fill(locale, &[("day", &by)]),
        _ if shown.view.ending.is_some() && !matches!(row.phase, ContractPhase::Active | ContractPhase::Expiring) => {
            texts::IS_OVER.to(locale).to_owned()
        }
        _ => texts::NOTHING.to(locale).to_owned(),
    };
    view! { <p class="mt3">{text}</p> }.into_any()
}

/// The state of a step's own form: what was typed and refused belongs to the step that was tried.
pub(super) fn state_of(shown: &Shown, steps: &[&str]) -> FormState {
    if steps.contains(&shown.form.fields.get("do")) { shown.form.clone() } else { FormState::default() }
}

pub(super) fn folded(visit: &Visit, open: bool, title: Text, body: AnyView) -> AnyView {
    view! {
        <details class="help mt3" open=open>
            <summary><span>{title.to(visit.locale())}</span></summary>
            {body}
        </details>
    }
    .into_any()
}

/// A step that needs one text: its reason or its review.
pub(super) fn worded(
    visit: &Visit,
    shown: &Shown,
    step: &'static str,
    field: &'static str,
    button: Text,
    (label, hint): (Text, Text),
) -> AnyView {
    let locale = visit.locale();
    let state = state_of(shown, &[step]);
    let body = view! {
        <form method="post" class="form">
            {area(visit, &state, field, label, Some(hint.to(locale).to_owned()), "3")}
            <button class="btn btn--quiet" name="do" value=step>{button.to(locale)}</button>
        </form>
    };
    folded(visit, state.is_refused(), button, body.into_any())
}

fn make_ready(visit: &Visit) -> AnyView {
    let locale = visit.locale();
    view! {
        <form method="post" class="form mt3">
            <p>{texts::READY_TEXT.to(locale)}</p>
            <button class="btn btn--wide" name="do" value="make_ready">{texts::MAKE_READY.to(locale)}</button>
        </form>
    }
    .into_any()
}

fn sign(visit: &Visit, shown: &Shown) -> AnyView {
    let locale = visit.locale();
    let view = &shown.view;
    if !view.blockers.is_empty() {
        let lines: Vec<_> =
            view.blockers.iter().map(|one| view! { <li>{i18n::blocker(locale, one, &view.people)}</li> }).collect();
        return view! {
            <h3 class="mt3">{texts::BLOCKERS.to(locale)}</h3>
            <ul class="mt2">{lines}</ul>
        }
        .into_any();
    }
    let state = state_of(shown, &["sign"]);
    let hint = Some(texts::PASSWORD_HINT.to(locale).to_owned());
    view! {
        <form method="post" class="form mt3">
            <p>{texts::SIGN_TEXT.to(locale)}</p>
            <input type="hidden" name="seen" value=view.text.clone()/>
            {input(visit, &state, "password", label::PASSWORD, hint, "password", "")}
            <button class="btn btn--wide" name="do" value="sign">{texts::SIGN.to(locale)}</button>
        </form>
    }
    .into_any()
}

/// Milestones to choose from.
fn milestones(visit: &Visit, shown: &Shown, pays: bool) -> Vec<(String, String)> {
    let offered = shown.view.milestones.iter().filter(|one| if pays { one.may_pay } else { one.may_accept });
    offered
        .map(|one| {
            let number = one.number.to_string();
            let words = texts::MILESTONE_CHOICE.fill(visit.locale(), &[("number", &number), ("title", &one.title)]);
            (number, words)
        })
        .collect()
}

fn accept(visit: &Visit, shown: &Shown) -> AnyView {
    let locale = visit.locale();
    let state = state_of(shown, &["accept_milestone"]);
    let hint = Some(texts::ACCEPT_HINT.to(locale).to_owned());
    let body = view! {
        <form method="post" class="form">
            {select(visit, &state, "accepted_milestone", label::ACCEPTED_MILESTONE, None, None, milestones(visit, shown, false))}
            {area(visit, &state, "evidence", label::EVIDENCE, hint, "3")}
            <button class="btn" name="do" value="accept_milestone">{texts::ACCEPT.to(locale)}</button>
        </form>
    };
    folded(visit, state.is_refused(), texts::ACCEPT, body.into_any())
}

fn pay(visit: &Visit, shown: &Shown) -> AnyView {
    let locale = visit.locale();
    let state = state_of(shown, &["record_payment"]);
    let taken = [PaymentMethod::Fps, PaymentMethod::BankTransfer];
    let methods =
        taken.map(|one| (one.code().to_owned(), i18n::words(payment_method::find, one.code(), locale))).into();
    let body = view! {
        <form method="post" class="form">
            {once(visit, &state)}
            {select(visit, &state, "milestone", label::MILESTONE, None, None, milestones(visit, shown, true))}
            {input(visit, &state, "invoice", label::INVOICE, None, "text", "input--20")}
            {date(visit, &state, "paid_on", label::PAID_ON, None)}
            {input(visit, &state, "amount", label::AMOUNT, Some(texts::PAY_HINT.to(locale).to_owned()), "text", "input--10 input--num")}
            {select(visit, &state, "method", label::METHOD, None, None, methods)}
            <button class="btn" name="do" value="record_payment">{texts::PAY.to(locale)}</button>
        </form>
    };
    folded(visit, state.is_refused(), texts::PAY, body.into_any())
}

fn propose(visit: &Visit, shown: &Shown) -> AnyView {
    let locale = visit.locale();
    let state = state_of(shown, &["propose_variation"]);
    let left = locale.money(shown.view.additions_left);
    let hint = Some(texts::PROPOSE_HINT.fill(locale, &[("left", &left)]));
    let directions = [("more", texts::MORE), ("less", texts::LESS)];
    let directions = directions.map(|(code, text)| (code.to_owned(), text.to(locale).to_owned())).into();
    let body = view! {
        <form method="post" class="form">
            {once(visit, &state)}
            {area(visit, &state, "reason", label::REASON, None, "3")}
            {select(visit, &state, "direction", label::DIRECTION, None, None, directions)}
            {input(visit, &state, "added_amount", label::ADDED_AMOUNT, hint, "text", "input--10 input--num")}
            {date(visit, &state, "ends_on", texts::NEW_END_LABEL, None)}
            {forms::varied_rows(visit, &state)}
            <button class="btn" name="do" value="propose_variation">{texts::PROPOSE.to(locale)}</button>
        </form>
    };
    folded(visit, state.is_refused(), texts::PROPOSE, body.into_any())
}

fn decide(visit: &Visit, shown: &Shown) -> AnyView {
    let locale = visit.locale();
    let state = state_of(shown, &["approve_variation", "reject_variation"]);
    let offered = shown.view.variations.iter().filter(|one| one.may_decide);
    let offered = offered
        .map(|one| {
            let number = one.number.to_string();
            let short: String = one.reason.chars().take(60).collect();
            let words = texts::VARIATION_CHOICE.fill(locale, &[("number", &number), ("reason", &short)]);
            (number, words)
        })
        .collect();
    let body = view! {
        <form method="post" class="form">
            {select(visit, &state, "variation", label::VARIATION, None, None, offered)}
            <button class="btn" name="do" value="approve_variation">{texts::APPROVE_VARIATION.to(locale)}</button>
            {area(visit, &state, "decision_comment", label::DECISION_COMMENT, None, "2")}
            <button class="btn btn--quiet" name="do" value="reject_variation">{texts::REJECT_VARIATION.to(locale)}</button>
        </form>
    };
    folded(visit, true, texts::DECIDE, body.into_any())
}

fn reports_wait(shown: &Shown) -> bool {
    shown.view.promises.iter().any(|promise| promise.reports.iter().any(|report| report.confirmed.is_none()))
}

fn confirm(visit: &Visit, shown: &Shown) -> AnyView {
    let locale = visit.locale();
    let state = state_of(shown, &["confirm_promise", "refuse_promise"]);
    let mut choices = Vec::new();
    for promise in &shown.view.promises {
        let kind = i18n::words(i18n::promise_kind::find, promise.kind.code(), locale);
        for report in promise.reports.iter().filter(|report| report.confirmed.is_none()) {
            let amount = locale.number(i64::from(report.amount));
            let facts = [("kind", kind.as_str()), ("amount", &amount), ("day", &locale.date(report.on))];
            choices.push((format!("{}-{}", promise.number, report.number), texts::REPORT_CHOICE.fill(locale, &facts)));
        }
    }
    let body = view! {
        <form method="post" class="form">
            {select(visit, &state, "report", label::REPORT, None, None, choices)}
            <button class="btn" name="do" value="confirm_promise">{texts::CONFIRM_BUTTON.to(locale)}</button>
            {area(visit, &state, "report_comment", label::REPORT_COMMENT, None, "2")}
            <button class="btn btn--quiet" name="do" value="refuse_promise">{texts::REFUSE_BUTTON.to(locale)}</button>
        </form>
    };
    folded(visit, true, texts::CONFIRM, body.into_any())
}

fn terminate(visit: &Visit, shown: &Shown) -> AnyView {
    let locale = visit.locale();
    let state = state_of(shown, &["terminate"]);
    let causes = TerminationCause::ALL
        .iter()
        .map(|one| (one.code().to_owned(), i18n::words(termination_cause::find, one.code(), locale)))
        .collect();
    let body = view! {
        <form method="post" class="form">
            <p class="hint">{texts::TERMINATE_HINT.to(locale)}</p>
            {select(visit, &state, "cause", label::CAUSE, None, Some(form_text::CHOOSE), causes)}
            {area(visit, &state, "explanation", label::EXPLANATION, None, "3")}
            {date(visit, &state, "effective_on", label::EFFECTIVE_ON, None)}
            <button class="btn btn--quiet btn--danger" name="do" value="terminate">{texts::TERMINATE.to(locale)}</button>
        </form>
    };
    folded(visit, state.is_refused(), texts::TERMINATE, body.into_any())
}
