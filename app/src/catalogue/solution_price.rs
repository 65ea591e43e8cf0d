//! What a solution costs: its rate card, and what that comes to for a small, a middling and a large department.

use super::words;
use crate::i18n::{self, frame, label, solution};
use crate::visit::Visit;
use domain::catalogue::views::SolutionView;
use domain::catalogue::{Access, Unit};
use domain::orders::quote;
use domain::orders::request::by_unit;
use domain::text::Text;
use leptos::prelude::*;

/// Months of each example.
const MONTHS: i64 = 12;
/// The examples: their name, people who use it, units used in a month, and places where it runs.
const EXAMPLES: [(Text, i64, i64, i64); 3] = [
    (solution::EXAMPLE_SMALL, 20, 1_000, 2),
    (solution::EXAMPLE_MEDIUM, 100, 10_000, 10),
    (solution::EXAMPLE_LARGE, 500, 100_000, 50),
];

/// The rate card, and what connecting costs.
pub fn price(visit: &Visit, view: &SolutionView) -> Option<AnyView> {
    if view.card.access == Access::Reference {
        return None;
    }
    let locale = visit.locale();
    let rows: Vec<_> = view
        .card
        .rates
        .iter()
        .map(|rate| view! { <tr><th scope="row">{words::per(locale, rate)}</th><td class="r">{locale.money(rate.amount)}</td></tr> })
        .collect();
    let label = solution::RATE_CARD.to(locale);
    let card = if rows.is_empty() {
        let (price, line) = words::price(locale, &view.card);
        view! { <p class="mt3">{price}{frame::DOT.to(locale)}{line}</p> }.into_any()
    } else {
        view! {
            <div class="table-scroll mt3" tabindex="0" role="region" aria-label=label>
                <table class="table">
                    <caption class="sr">{label}</caption>
                    <thead><tr><th scope="col">{solution::PAID.to(locale)}</th><th scope="col" class="r">{solution::AMOUNT.to(locale)}</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
        .into_any()
    };
    let integration = solution::INTEGRATION_COST.fill(locale, &[("amount", &locale.money(view.integration_cost))]);
    Some(
        view! {
            <section id="price">
                <h2>{solution::PRICE.to(locale)}</h2>
                {card}
                {examples(visit, view)}
                <p class="meta mt3">{integration}</p>
            </section>
        }
        .into_any(),
    )
}

/// The price of a year for three sizes of use, worked out from the rate card.
fn examples(visit: &Visit, view: &SolutionView) -> Option<AnyView> {
    let rates = &view.card.rates;
    if rates.is_empty() {
        return None;
    }
    let locale = visit.locale();
    let unit = rates.iter().find_map(|rate| rate.unit).filter(|_| by_unit(rates));
    let by_place = matches!(unit, Some(Unit::CameraMonth | Unit::SiteMonth));
    let rows: Vec<_> = EXAMPLES
        .iter()
        .filter_map(|(name, users, units, places)| {
            let units = match unit {
                None => 0,
                Some(_) if by_place => *places,
                Some(_) => *units,
            };
            let total = quote(rates, *users, units, MONTHS).ok()?.total;
            let units = unit.map(|_| view! { <td class="r">{locale.number(units)}</td> });
            Some(view! {
                <tr>
                    <th scope="row">{name.to(locale)}</th>
                    <td class="r">{locale.number(*users)}</td>
                    {units}
                    <td class="r">{locale.money(total)}</td>
                </tr>
            })
        })
        .collect();
    let unit = unit.map(|unit| {
        let name = i18n::words(i18n::units_name::find, unit.code(), locale);
        view! { <th scope="col" class="r">{solution::EXAMPLE_UNITS.fill(locale, &[("units", &name)])}</th> }
    });
    let title = solution::EXAMPLES.to(locale);
    let total = solution::EXAMPLE_TOTAL.count(locale, MONTHS);
    Some(
        view! {
            <h3 class="mt5">{title}" "<span class="sample">{solution::EXAMPLE.to(locale)}</span></h3>
            <div class="table-scroll mt3" tabindex="0" role="region" aria-label=title>
                <table class="table">
                    <caption class="sr">{title}</caption>
                    <thead><tr>
                        <th scope="col">{solution::EXAMPLE_USE.to(locale)}</th>
                        <th scope="col" class="r">{label::USERS.to(locale)}</th>
                        {unit}
                        <th scope="col" class="r">{total}</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
        .into_any(),
    )
}
