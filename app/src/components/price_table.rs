//! The lines of a price schedule: what is to be priced, and what was offered for it.

use super::said;
use crate::i18n::price_schedule as texts;
use crate::visit::Visit;
use domain::evaluation::price_schedule::{ScheduleLine, ShownLine};
use domain::locale::Locale;
use domain::money::Money;
use domain::tenders::views;
use domain::text::Trilingual;
use leptos::prelude::*;

/// What a line is called; one that stands for everything has no words of its own.
pub fn item_name(locale: Locale, item: &Trilingual) -> String {
    let name = views::said(item, locale).text;
    if name.is_empty() { texts::WHOLE.to(locale).to_owned() } else { name }
}

/// What is to be priced: item, unit and quantity of every line; one sentence when one price is asked for everything.
pub fn schedule_table(visit: &Visit, lines: &[ScheduleLine], labelled_by: &'static str) -> AnyView {
    let locale = visit.locale();
    if lines.is_empty() {
        return view! { <p class="mt3">{texts::NONE.to(locale)}</p> }.into_any();
    }
    let rows: Vec<_> = lines
        .iter()
        .map(|line| {
            view! {
                <tr>
                    {item(visit, line)}
                    <td data-label=texts::UNIT.to(locale)>{said(&views::said(&line.unit, locale))}</td>
                    <td class="r" data-label=texts::QUANTITY.to(locale)>{locale.number(line.quantity)}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <div class="table-scroll mt3" role="region" aria-labelledby=labelled_by tabindex="0">
            <table class="table table--stack">
                <thead><tr>
                    <th scope="col">{texts::ITEM.to(locale)}</th>
                    <th scope="col">{texts::UNIT.to(locale)}</th>
                    <th scope="col" class="r">{texts::QUANTITY.to(locale)}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// Every line with its quantity, unit price and amount, and their sum.
pub fn price_table(visit: &Visit, lines: &[ShownLine], total: Option<Money>, label: String) -> AnyView {
    let locale = visit.locale();
    let money = |amount: Option<Money>| match amount {
        Some(amount) => locale.money(amount).into_any(),
        None => view! { <span class="meta">{texts::NOT_PRICED.to(locale)}</span> }.into_any(),
    };
    let rows: Vec<_> = lines
        .iter()
        .map(|line| {
            let unit = views::said(&line.wanted.unit, locale).text;
            let quantity = locale.number(line.wanted.quantity);
            let counted = match unit.as_str() {
                "" => quantity,
                unit => texts::COUNTED.fill(locale, &[("quantity", &quantity), ("unit", unit)]),
            };
            view! {
                <tr>
                    {item(visit, &line.wanted)}
                    <td data-label=texts::QUANTITY.to(locale)>{counted}</td>
                    <td class="r" data-label=texts::UNIT_PRICE.to(locale)>{money(line.unit_price)}</td>
                    <td class="r" data-label=texts::AMOUNT.to(locale)>{money(line.amount)}</td>
                </tr>
            }
        })
        .collect();
    let total = match total {
        Some(total) => locale.money(total),
        None => texts::AFTER_ALL.to(locale).to_owned(),
    };
    view! {
        <div class="table-scroll mt3" role="region" aria-label=label tabindex="0">
            <table class="table table--stack">
                <thead><tr>
                    <th scope="col">{texts::ITEM.to(locale)}</th>
                    <th scope="col">{texts::QUANTITY.to(locale)}</th>
                    <th scope="col" class="r">{texts::UNIT_PRICE.to(locale)}</th>
                    <th scope="col" class="r">{texts::AMOUNT.to(locale)}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
                <tfoot><tr><th scope="row" colspan="3">{texts::TOTAL.to(locale)}</th><td class="r">{total}</td></tr></tfoot>
            </table>
        </div>
    }
    .into_any()
}

fn item(visit: &Visit, line: &ScheduleLine) -> AnyView {
    let locale = visit.locale();
    let optional = line.is_optional.then(|| view! { " "<span class="tag">{texts::OPTIONAL.to(locale)}</span> });
    if line.is_whole() {
        return view! { <th scope="row">{texts::WHOLE.to(locale)}</th> }.into_any();
    }
    view! { <th scope="row">{said(&views::said(&line.description, locale))}{optional}</th> }.into_any()
}
