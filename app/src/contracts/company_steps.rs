//! The next step for somebody of the supplier: to sign, to decline, or to report on a promise.

use super::contract_page::Shown;
use super::steps::{folded, state_of, waiting, worded};
use crate::components::{area, date, input, once, select};
use crate::i18n::{contract as texts, contract_new, label, promise_kind, words};
use crate::visit::Visit;
use domain::contracts::ContractCommand;
use leptos::prelude::*;

/// Everything the one who looks may do now.
pub(super) fn next_steps(visit: &Visit, shown: &Shown) -> AnyView {
    let locale = visit.locale();
    let view = &shown.view;
    let may = |command: ContractCommand| view.may.contains(&command);
    let mut steps: Vec<AnyView> = Vec::new();
    if may(ContractCommand::SignSupplier) {
        let state = state_of(shown, &["sign_supplier"]);
        let hint = Some(texts::PASSWORD_HINT.to(locale).to_owned());
        let by = view.row.sign_by.map(|day| locale.date(day));
        let by = by.map(|day| view! { <p class="meta">{texts::WAITS_SUPPLIER.fill(locale, &[("day", &day)])}</p> });
        steps.push(
            view! {
                <form method="post" class="form mt3">
                    <p>{texts::SIGN_COMPANY_TEXT.to(locale)}</p>
                    <input type="hidden" name="seen" value=view.text.clone()/>
                    {by}
                    {input(visit, &state, "password", label::PASSWORD, hint, "password", "")}
                    <button class="btn btn--wide" name="do" value="sign_supplier">{texts::SIGN.to(locale)}</button>
                </form>
            }
            .into_any(),
        );
    } else {
        steps.push(waiting(visit, shown));
    }
    if view.may_report && !view.promises.is_empty() {
        steps.push(report(visit, shown));
    }
    if may(ContractCommand::Decline) {
        let texts_of = (contract_new::REASON, texts::DECLINE_HINT);
        steps.push(worded(visit, shown, "decline", "comment", texts::DECLINE, texts_of));
    }
    view! { {steps} }.into_any()
}

fn report(visit: &Visit, shown: &Shown) -> AnyView {
    let locale = visit.locale();
    let state = state_of(shown, &["report_promise"]);
    let promised = shown.view.promises.iter();
    let promised =
        promised.map(|one| (one.number.to_string(), words(promise_kind::find, one.kind.code(), locale))).collect();
    let hint = Some(texts::REPORT_HINT.to(locale).to_owned());
    let body = view! {
        <form method="post" class="form">
            {once(visit, &state)}
            {select(visit, &state, "promise", label::PROMISE, None, None, promised)}
            {input(visit, &state, "delivered_amount", label::DELIVERED_AMOUNT, None, "number", "input--10 input--num")}
            {date(visit, &state, "delivered_on", label::DELIVERED_ON, None)}
            {area(visit, &state, "evidence", label::EVIDENCE, hint, "3")}
            <button class="btn" name="do" value="report_promise">{texts::REPORT_BUTTON.to(locale)}</button>
        </form>
    };
    folded(visit, state.is_refused(), texts::REPORT, body.into_any())
}
