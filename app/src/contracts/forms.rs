//! Rows of fields that forms about contracts share.

use crate::components::{date, input};
use crate::forms::FormState;
use crate::i18n::{contract, contract_new as texts, label, promise_kind, words};
use crate::visit::Visit;
use domain::contracts::PromiseKind;
use domain::contracts::forms::VARIATION_ROWS;
use leptos::prelude::*;

/// Names of the fields of each row of milestones: number, what it is, day and amount.
const MILESTONES: [[&str; 4]; 8] = [
    ["milestone_1_number", "milestone_1_title", "milestone_1_due", "milestone_1_amount"],
    ["milestone_2_number", "milestone_2_title", "milestone_2_due", "milestone_2_amount"],
    ["milestone_3_number", "milestone_3_title", "milestone_3_due", "milestone_3_amount"],
    ["milestone_4_number", "milestone_4_title", "milestone_4_due", "milestone_4_amount"],
    ["milestone_5_number", "milestone_5_title", "milestone_5_due", "milestone_5_amount"],
    ["milestone_6_number", "milestone_6_title", "milestone_6_due", "milestone_6_amount"],
    ["milestone_7_number", "milestone_7_title", "milestone_7_due", "milestone_7_amount"],
    ["milestone_8_number", "milestone_8_title", "milestone_8_due", "milestone_8_amount"],
];

/// Names of the fields of a promise: how much and by when.
fn promise_fields(kind: PromiseKind) -> [&'static str; 2] {
    match kind {
        PromiseKind::ApprenticePlaces => ["promise_apprentice_places", "promise_apprentice_places_due"],
        PromiseKind::TrainingHours => ["promise_training_hours", "promise_training_hours_due"],
        PromiseKind::LocalJobs => ["promise_local_jobs", "promise_local_jobs_due"],
    }
}

/// The form with its rows' fields called by name.
pub(super) fn named(form: FormState) -> FormState {
    MILESTONES.into_iter().fold(form, |form, [number, title, due, amount]| {
        form.naming(number, label::MILESTONE_NUMBER)
            .naming(title, texts::WHAT)
            .naming(due, texts::DUE)
            .naming(amount, texts::AMOUNT)
    })
}

/// The rows of milestones of a draft, folded but for the first until something stands in them.
pub(super) fn milestone_rows(visit: &Visit, form: &FormState) -> AnyView {
    let rows: Vec<_> =
        MILESTONES.iter().enumerate().map(|(index, row)| row_of(visit, form, index, row, false)).collect();
    view! { {rows} }.into_any()
}

/// The rows of milestones of a variation, each with the number it is to have.
pub(super) fn varied_rows(visit: &Visit, form: &FormState) -> AnyView {
    let rows = MILESTONES.iter().take(VARIATION_ROWS as usize).enumerate();
    let rows: Vec<_> = rows.map(|(index, row)| row_of(visit, form, index, row, true)).collect();
    view! { {rows} }.into_any()
}

fn row_of(visit: &Visit, form: &FormState, index: usize, row: &[&'static str; 4], numbered: bool) -> AnyView {
    let locale = visit.locale();
    let [number, title, due, amount] = *row;
    let filled = row.iter().any(|name| !form.fields.get(name).is_empty() || form.problem(name).is_some());
    let heading = texts::ROW.fill(locale, &[("number", &locale.number(index as i64 + 1))]);
    let own = numbered.then(|| {
        let hint = Some(contract::NUMBER_HINT.to(locale).to_owned());
        input(visit, form, number, label::MILESTONE_NUMBER, hint, "number", "input--6")
    });
    view! {
        <details class="help mt3" open=filled || (index == 0 && !numbered)>
            <summary><span>{heading}</span></summary>
            <div class="form">
                {own}
                {input(visit, form, title, texts::WHAT, None, "text", "")}
                {date(visit, form, due, texts::DUE, None)}
                {input(visit, form, amount, texts::AMOUNT, None, "text", "input--10 input--num")}
            </div>
        </details>
    }
    .into_any()
}

/// One row for each kind of promise.
pub(super) fn promise_rows(visit: &Visit, form: &FormState) -> AnyView {
    let locale = visit.locale();
    let rows: Vec<_> = PromiseKind::ALL
        .iter()
        .map(|kind| {
            let [amount, due] = promise_fields(*kind);
            let filled =
                [amount, due].iter().any(|name| !form.fields.get(name).is_empty() || form.problem(name).is_some());
            view! {
                <details class="help mt3" open=filled>
                    <summary><span>{words(promise_kind::find, kind.code(), locale)}</span></summary>
                    <div class="form">
                        {input(visit, form, amount, texts::HOW_MANY, None, "number", "input--10 input--num")}
                        {date(visit, form, due, texts::BY, None)}
                    </div>
                </details>
            }
        })
        .collect();
    view! { {rows} }.into_any()
}
