//! The panel that decides on a solution's page: its price, the contract behind it, and the main step.

use super::result_row::keep;
use super::words;
use crate::components::{day, icons};
use crate::i18n::{self, order_state, solution};
use crate::routes::Route;
use crate::visit::Visit;
use domain::catalogue::views::SolutionView;
use domain::catalogue::{Access, Facet, SearchQuery, orderable};
use domain::orders::Holding;
use domain::permissions::{Action, allows};
use domain::text::Text;
use leptos::prelude::*;

/// Most solutions side by side, this one among them.
const SIDE_BY_SIDE: usize = 4;

/// The price and the main step: request reuse, the order there is already, or why it cannot be asked for now.
pub fn key_panel(visit: &Visit, view: &SolutionView) -> AnyView {
    let locale = visit.locale();
    let card = &view.card;
    let (price, per) = words::price(locale, card);
    let contract_ends_on = view.contract.as_ref().map(|contract| contract.ends_on);
    let open = orderable(card.stage, card.access, contract_ends_on, visit.caller().today());
    let actor = visit.caller().actor();
    let action = if let Some(known) = &view.held {
        already(visit, known)
    } else if !open {
        let why = match card.access {
            Access::Reference => solution::REFERENCE_ONLY,
            Access::Trial => solution::TRIAL_ONLY,
            _ => solution::CLOSED,
        };
        view! { <div class="note note--warn">{icons::warn()}<p>{why.to(locale)}</p></div> }.into_any()
    } else if allows(Action::RequestReuse, actor) || actor.officer().is_none() {
        let href = visit.to(Route::ReuseNew(&card.reference));
        view! { <a class="btn btn--wide" href=href>{solution::REQUEST.to(locale)}</a> }.into_any()
    } else {
        view! { <p class="meta">{solution::OFFICERS_REQUEST.to(locale)}</p> }.into_any()
    };
    let contract = view.contract.as_ref().map(|contract| {
        view! {
            <div><dt>{solution::CONTRACT.to(locale)}</dt><dd>{contract.reference.clone()}</dd></div>
            <div><dt>{solution::CONTRACT_ENDS.to(locale)}</dt><dd>{day(visit, contract.ends_on)}</dd></div>
            <div><dt>{solution::CEILING_LEFT.to(locale)}</dt><dd>{locale.short_money(contract.ceiling_left)}<small>{solution::OF_CEILING.fill(locale, &[("ceiling", &locale.short_money(contract.ceiling))])}</small></dd></div>
        }
    });
    let (compared, others) = comparison(visit, view);
    view! {
        <section class="panel panel--key key-panel" aria-labelledby="get-it">
            <h2 id="get-it">{solution::GET_IT.to(locale)}</h2>
            <p class="mt3"><span class="price price--lg num">{price}</span>" "<span class="meta">{per}</span></p>
            <dl class="facts mt3">
                <div><dt>{solution::USED_BY.to(locale)}</dt><dd>{words::users(locale, card).0}</dd></div>
                {contract}
            </dl>
            <div class="mt4">{action}</div>
            <div class="mt3">{keep(visit, card, visit.path_and_query(), "btn btn--quiet btn--wide")}</div>
            <p class="mt3 t-sm no-print"><a href=compared>{others.to(locale)}</a></p>
            <p class="meta mt2 no-print">{solution::PRINT.to(locale)}</p>
        </section>
    }
    .into_any()
}

/// One's own department has it already: where that stands, and the way to it.
fn already(visit: &Visit, known: &Holding) -> AnyView {
    let locale = visit.locale();
    let department = known.department.get(locale);
    let state = i18n::words(order_state::find, known.state.code(), locale);
    let text = solution::IN_HAND
        .fill(locale, &[("department", department), ("reference", &known.reference), ("state", &state)]);
    let open = solution::OPEN_ORDER.fill(locale, &[("reference", &known.reference)]);
    view! {
        <div class="note">{icons::info()}<p>{text}</p></div>
        <a class="btn btn--wide mt3" href=visit.to(Route::Order(&known.reference))>{open}</a>
    }
    .into_any()
}

/// Where to compare it: with what is on the shortlist, else among all that do the same task.
fn comparison(visit: &Visit, view: &SolutionView) -> (String, Text) {
    let own = &view.card.reference;
    let others = visit.shortlist().iter().filter(|other| *other != own).take(SIDE_BY_SIDE - 1);
    let together: Vec<String> = std::iter::once(own).chain(others).cloned().collect();
    if together.len() > 1 {
        return (visit.to(Route::Compare(&together)), solution::COMPARE_SHORTLIST);
    }
    let mut query = SearchQuery { page: 1, ..SearchQuery::default() };
    query.filters.insert(Facet::Kind, vec!["shared".to_owned()]);
    query.filters.insert(Facet::Task, vec![view.card.category.code().to_owned()]);
    (visit.to(Route::Solutions(&query)), solution::COMPARE_TASK)
}
