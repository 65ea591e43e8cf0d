//! Filters beside the results: one form that is sent with a button, and chips that take one away.

use super::words;
use crate::i18n::{self, facet, results};
use crate::routes::Route;
use crate::visit::Visit;
use domain::catalogue::views::SearchView;
use domain::catalogue::{Facet, SearchQuery};
use leptos::prelude::*;

/// Facets that stand open at first.
const OPEN: [Facet; 5] = [Facet::Kind, Facet::Task, Facet::Data, Facet::Get, Facet::Works];
/// Choices shown before "show all".
const SHOWN: usize = 8;

/// The filter panel.
pub fn panel(visit: &Visit, view: &SearchView) -> impl IntoView + use<> {
    let locale = visit.locale();
    let query = &view.query;
    let applied = query.applied();
    let count = (applied > 0).then(|| {
        view! { <span class="count"><span class="sr">{results::APPLIED.to(locale)}</span>{applied}</span> }
    });
    let cleared = SearchQuery { filters: Default::default(), page: 1, ..query.clone() };
    let groups: Vec<_> = view.facets.iter().map(|(facet, counts)| group(visit, query, *facet, counts)).collect();
    let sort = query.sort.map(|sort| view! { <input type="hidden" name="sort" value=sort.code()/> });
    view! {
        <aside aria-label=results::FILTERS.to(locale)>
            <details class="fold fold--facets">
                <summary>{results::FILTERS.to(locale)}" "{count}</summary>
                <form action=format!("{}#results", visit.to(Route::Catalogue))>
                    <input type="hidden" name="q" value=query.text.clone()/>
                    {sort}
                    <div class="facets">
                        <div class="row row--spread">
                            <h2 class="t-md">{results::FILTERS.to(locale)}</h2>
                            <a class="t-sm" href=visit.to(Route::Solutions(&cleared))>{results::CLEAR_ALL.to(locale)}</a>
                        </div>
                        {groups}
                        <div><button class="btn btn--wide">{results::APPLY.to(locale)}</button></div>
                    </div>
                </form>
            </details>
        </aside>
    }
}

fn group(visit: &Visit, query: &SearchQuery, facet: Facet, counts: &[(String, usize)]) -> AnyView {
    let locale = visit.locale();
    let title = i18n::words(facet::find, facet.code(), locale);
    let open = OPEN.contains(&facet) || query.filters.contains_key(&facet);
    let selected = query.filters.get(&facet).map_or(0, Vec::len);
    let chosen =
        (selected > 0).then(|| view! { <span class="sel">{results::SELECTED.count(locale, selected as i64)}</span> });
    // What is ticked or found comes first when the list is long.
    let mut choices: Vec<&(String, usize)> = counts.iter().collect();
    if choices.len() > SHOWN {
        choices.sort_by_key(|(code, count)| (!query.wants(facet, code), std::cmp::Reverse(*count)));
    }
    let draw = |(code, count): &&(String, usize)| {
        let ticked = query.wants(facet, code);
        let class = if *count == 0 { "check check--none" } else { "check" };
        let text = words::choice(locale, facet, code);
        view! {
            <label class=class>
                <input type="checkbox" name=facet.code() value=code.clone() checked=ticked/>
                <span>{text}</span>
                <span class="n">{locale.number(*count as i64)}<span class="sr">" "{results::RESULTS.to(locale)}</span></span>
            </label>
        }
        .into_any()
    };
    let shown: Vec<_> = choices.iter().take(SHOWN).map(draw).collect();
    let rest: Vec<_> = choices.iter().skip(SHOWN).map(draw).collect();
    let more = (!rest.is_empty()).then(|| {
        view! { <details class="more"><summary>{results::SHOW_ALL.to(locale)}</summary>{rest}</details> }
    });
    view! {
        <div>
            <details open=open>
                <summary>{title.clone()}{chosen}</summary>
                <fieldset><legend class="sr">{title}</legend>{shown}{more}</fieldset>
            </details>
        </div>
    }
    .into_any()
}

/// Applied filters, each a link that takes itself away.
pub fn chips(visit: &Visit, query: &SearchQuery) -> Option<AnyView> {
    if query.applied() == 0 {
        return None;
    }
    let locale = visit.locale();
    let chips: Vec<_> = query
        .filters
        .iter()
        .flat_map(|(facet, values)| values.iter().map(move |value| (*facet, value.clone())))
        .map(|(facet, value)| {
            let href = format!("{}#results", visit.to(Route::Solutions(&query.without(facet, &value))));
            let text = words::choice(locale, facet, &value);
            view! { <a class="chip" href=href>{text}" "<i aria-hidden="true">"×"</i><span class="sr">{results::REMOVE_FILTER.to(locale)}</span></a> }
        })
        .collect();
    let cleared = SearchQuery { filters: Default::default(), page: 1, ..query.clone() };
    let chips = view! {
        <p class="chips mt3">
            <span class="meta">{results::SHOWING_ONLY.to(locale)}</span>
            {chips}
            <a href=visit.to(Route::Solutions(&cleared))>{results::CLEAR_ALL.to(locale)}</a>
        </p>
    };
    Some(chips.into_any())
}
