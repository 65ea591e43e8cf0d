//! What a bidder promises beyond the work: one row for each kind, with the month of the contract by whose end it is kept.

use crate::components::{Named, named_input};
use crate::forms::FormState;
use crate::i18n::{bid_promises as texts, promise_kind, words};
use crate::visit::Visit;
use domain::bids::OfferedPromise;
use domain::bids::contents::{promise_field, promise_months_field};
use domain::contracts::PromiseKind;
use leptos::prelude::*;
use services::bids::BidView;

/// What promises are, and a row for each kind.
pub(super) fn rows(visit: &Visit, view: &BidView, form: &FormState) -> AnyView {
    let locale = visit.locale();
    let rows: Vec<_> = PromiseKind::ALL.iter().map(|kind| row(visit, view, form, *kind)).collect();
    view! {
        <p>{texts::TEXT.to(locale)}</p>
        <p>{texts::NO_MARKS.to(locale)}</p>
        {rows}
    }
    .into_any()
}

fn row(visit: &Visit, view: &BidView, form: &FormState, kind: PromiseKind) -> AnyView {
    let months = visit.locale().number(i64::from(view.term_months));
    let hint = texts::MONTHS_HINT.fill(visit.locale(), &[("months", &months)]);
    let amount = Named::of(promise_field(kind), label(visit, &promise_field(kind)).unwrap_or_default());
    let by = Named::of(promise_months_field(kind), label(visit, &promise_months_field(kind)).unwrap_or_default());
    view! {
        {named_input(visit, form, &amount, "text", "input--10 input--num")}
        {named_input(visit, form, &by.hinted(hint), "text", "input--10 input--num")}
    }
    .into_any()
}

/// What a field of a promise is called, if it is one.
pub(super) fn label(visit: &Visit, field: &str) -> Option<String> {
    let locale = visit.locale();
    let found = PromiseKind::ALL.iter().find_map(|kind| {
        let text = match field {
            _ if field == promise_field(*kind) => texts::AMOUNT,
            _ if field == promise_months_field(*kind) => texts::MONTHS,
            _ => return None,
        };
        Some((kind, text))
    });
    found.map(|(kind, text)| text.fill(locale, &[("kind", &words(promise_kind::find, kind.code(), locale))]))
}

/// Promises as they are made, in a list of facts; nothing when there are none.
pub(crate) fn promised(visit: &Visit, promises: &[OfferedPromise]) -> Option<AnyView> {
    let locale = visit.locale();
    let items: Vec<_> = promises
        .iter()
        .map(|one| {
            let kind = words(promise_kind::find, one.kind.code(), locale);
            view! { <li>{kind}{texts::COLON.to(locale)}{offered(visit, one)}</li> }
        })
        .collect();
    (!items.is_empty()).then(|| {
        view! { <div><dt>{texts::TITLE.to(locale)}</dt><dd><ul role="list">{items}</ul></dd></div> }.into_any()
    })
}

/// How much is promised, by the end of which month.
pub(crate) fn offered(visit: &Visit, one: &OfferedPromise) -> String {
    let locale = visit.locale();
    let (amount, month) = (locale.number(i64::from(one.amount)), locale.number(i64::from(one.months)));
    texts::OFFERED.fill(locale, &[("amount", &amount), ("month", &month)])
}
