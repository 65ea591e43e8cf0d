//! The prices of a bid: one unit price for each line of the price schedule; the sums are worked out when they are saved.

use crate::components::{Named, item_name, named_input, price_table};
use crate::forms::FormState;
use crate::i18n::{bid as texts, price_schedule as schedule};
use crate::routes::Route;
use crate::visit::Visit;
use domain::tenders::views::said;
use leptos::prelude::*;
use services::bids::{BidView, LineView};

/// A field for each line, and what is saved of them with its sums.
pub(super) fn prices(visit: &Visit, view: &BidView, form: &FormState) -> AnyView {
    let locale = visit.locale();
    let lines: Vec<_> = view
        .lines
        .iter()
        .map(|line| {
            let field = Named::of(&line.field, price_label(visit, line)).hinted(price_hint(visit, line));
            named_input(visit, form, &field, "text", "input--10 input--num")
        })
        .collect();
    let saved = (!form.is_refused() && view.lines.iter().any(|line| line.unit_price.is_some())).then(|| {
        view! {
            <section class="mt5">
                <h2>{schedule::SAVED_SUMS.to(locale)}</h2>
                {sums(visit, view)}
            </section>
        }
    });
    let body = view! { <p>{texts::PRICES_TEXT.to(locale)}</p>{lines} };
    view! {
        <form class="form mt5" method="post" novalidate>
            {body}
            <button class="btn">{schedule::SAVE.to(locale)}</button>
        </form>
        {saved}
        <p class="mt5"><a href=visit.to(Route::Bid(&view.reference))>{texts::BACK_TO_TASKS.to(locale)}</a></p>
    }
    .into_any()
}

/// What the prices saved so far come to.
pub(super) fn sums(visit: &Visit, view: &BidView) -> AnyView {
    let lines: Vec<_> = view.lines.iter().map(LineView::shown).collect();
    price_table(visit, &lines, view.total, schedule::SAVED_SUMS.to(visit.locale()).to_owned())
}

/// What a line's field is called.
pub(super) fn price_label(visit: &Visit, line: &LineView) -> String {
    let locale = visit.locale();
    if line.is_whole() {
        return texts::WHOLE_PRICE.to(locale).to_owned();
    }
    schedule::UNIT_PRICE_OF.fill(locale, &[("item", &item_name(locale, &line.item))])
}

/// How many of a line are priced, in what.
pub(super) fn price_hint(visit: &Visit, line: &LineView) -> String {
    let locale = visit.locale();
    if line.is_whole() {
        return texts::PRICE_HINT.to(locale).to_owned();
    }
    let unit = said(&line.unit, locale).text;
    let optional = if line.is_optional { schedule::OPTIONAL.to(locale) } else { "" };
    let hint = schedule::HINT.fill(locale, &[("quantity", &locale.number(line.quantity)), ("unit", &unit)]);
    [hint.as_str(), optional].join(" ").trim().to_owned()
}
