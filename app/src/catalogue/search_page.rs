//! Catalogue search: the words, the filters with their counts, and what decides on every row.

use super::result_row::{Aside, compare_bar, result_row};
use super::{facets, words};
use crate::components::{icons, pager};
use crate::forms::attempt;
use crate::home_page::search_field;
use crate::i18n::{self, frame, nav, page, results, search, sort};
use crate::layout::{Meta, banner, crumbs};
use crate::render;
use crate::routes::Route;
use crate::visit::Visit;
use axum::http::StatusCode;
use axum::response::Response;
use domain::catalogue::views::SearchView;
use domain::catalogue::{SearchQuery, Sort};
use leptos::prelude::*;

/// `GET /{locale}/solutions`
pub async fn get(visit: Visit) -> Response {
    let locale = visit.locale();
    let query = SearchQuery::from_fields(visit.query());
    let view = attempt!(visit, services::catalogue::search(visit.caller(), locale, query).await);
    let count = locale.number(view.page.total as i64);
    let title = if view.query.text.is_empty() {
        results::TITLE_ALL.fill(locale, &[("count", &count)])
    } else {
        results::TITLE_QUERY.fill(locale, &[("count", &count), ("query", &view.query.text)])
    };
    let meta = Meta::titled(title).with_islands().under("/solutions");
    render::page(&visit, StatusCode::OK, meta, view, draw).await
}

fn draw(visit: &Visit, view: &SearchView) -> impl IntoView + use<> {
    let locale = visit.locale();
    let compare = (!view.page.rows.is_empty()).then(|| compare_bar(visit));
    view! {
        {crumbs(visit, vec![(visit.to(Route::Catalogue), nav::CATALOGUE.to(locale).to_owned())])}
        <main id="main" tabindex="-1" class="wrap main main--after-crumbs">
            {banner(visit)}
            <h1>{results::HEADING.to(locale)}</h1>
            <form role="search" class="mt4 search-main" action=visit.to(Route::Catalogue)>
                <div class="field">
                    <label for="q">{search::LABEL.to(locale)}</label>
                    {search_field(visit, &view.query.text)}
                </div>
            </form>
            <div class="with-rail with-rail--start mt6">
                {facets::panel(visit, view)}
                <section aria-labelledby="results">{found(visit, view)}</section>
            </div>
        </main>
        {compare}
    }
}

fn found(visit: &Visit, view: &SearchView) -> AnyView {
    let locale = visit.locale();
    let query = &view.query;
    let count = results::COUNT.count(locale, view.page.total as i64);
    let matching = match (view.close, query.text.is_empty() && query.applied() == 0) {
        (true, _) => results::CLOSE,
        (false, true) => results::IN_ALL,
        (false, false) => results::MATCH,
    };
    let head = view! {
        <div class="results-head">
            <div role="status">
                <h2 id="results" tabindex="-1">{count}" "<span>{matching.to(locale)}</span></h2>
            </div>
            {sorting(visit, query)}
        </div>
        {facets::chips(visit, query)}
    };
    if view.page.total == 0 {
        return view! { {head}{nothing(visit, view)} }.into_any();
    }
    let beyond = (view.page.asked > view.page.number).then(|| {
        view! { <p class="meta mt3">{page::BEYOND.count(locale, view.page.last() as i64)}</p> }
    });
    let rows: Vec<_> = view.page.rows.iter().map(|card| result_row(visit, card, &Aside::Compare)).collect();
    let showing = page::SHOWING.fill(
        locale,
        &[
            ("first", &locale.number(view.page.first_row() as i64)),
            ("last", &locale.number(view.page.last_row() as i64)),
            ("count", &locale.number(view.page.total as i64)),
        ],
    );
    let download = visit.to(Route::Solutions(&SearchQuery { page: 1, ..query.clone() })).replacen(
        "/solutions",
        "/solutions.csv",
        1,
    );
    let at = |number: usize| {
        format!("{}#results", visit.to(Route::Solutions(&SearchQuery { page: number, ..query.clone() })))
    };
    view! {
        {head}
        {beyond}
        <ol role="list" class="results mt4">{rows}</ol>
        <div class="results-foot">
            <p class="meta">{showing}</p>
            <p class="meta no-print"><a href=download>{results::DOWNLOAD.to(locale)}</a></p>
        </div>
        {pager(visit, view.page.number, view.page.last(), at)}
    }
    .into_any()
}

fn sorting(visit: &Visit, query: &SearchQuery) -> impl IntoView + use<> {
    let locale = visit.locale();
    let hidden: Vec<_> = query
        .pairs()
        .into_iter()
        .filter(|(key, _)| *key != "sort" && *key != "page")
        .map(|(key, value)| view! { <input type="hidden" name=key.to_owned() value=value/> })
        .collect();
    let options = Sort::ALL.iter().map(|choice| {
        let words = i18n::words(sort::find, choice.code(), locale);
        view! { <option value=choice.code() selected=*choice == query.order()>{words}</option> }
    });
    let options: Vec<_> = options.collect();
    view! {
        <form class="sort" action=format!("{}#results", visit.to(Route::Catalogue))>
            {hidden}
            <label for="sort" class="meta">{results::SORT_BY.to(locale)}</label>
            <select id="sort" name="sort" class="select select--sm">{options}</select>
            <button class="btn btn--quiet btn--sm btn--mid">{results::SORT.to(locale)}</button>
        </form>
    }
}

/// Nothing was found: which filter to drop, and other ways on.
fn nothing(visit: &Visit, view: &SearchView) -> impl IntoView + use<> {
    let locale = visit.locale();
    let mut ways: Vec<AnyView> = view
        .ways_out
        .iter()
        .filter(|(_, count)| *count > 0)
        .map(|(facet, count)| {
            let mut query = SearchQuery { page: 1, ..view.query.clone() };
            query.filters.remove(facet);
            let chosen = view.query.filters.get(facet).into_iter().flatten();
            let chosen: Vec<_> = chosen.map(|code| words::choice(locale, *facet, code)).collect();
            let names = chosen.join(frame::LIST_COMMA.to(locale));
            let text = results::DROP.fill(locale, &[("filter", &names), ("count", &locale.number(*count as i64))]);
            view! { <li><a href=visit.to(Route::Solutions(&query))>{text}</a></li> }.into_any()
        })
        .collect();
    if view.query.applied() > 0 && view.without_filters > 0 {
        let query = SearchQuery { filters: Default::default(), page: 1, ..view.query.clone() };
        let text = results::DROP_ALL.count(locale, view.without_filters as i64);
        ways.push(view! { <li><a href=visit.to(Route::Solutions(&query))>{text}</a></li> }.into_any());
    }
    ways.push(view! { <li><a href=visit.to(Route::Catalogue)>{results::SEE_ALL.to(locale)}</a></li> }.into_any());
    view! {
        <div class="empty mt5">
            <h2>{results::NOTHING.to(locale)}</h2>
            <p>{results::NOTHING_TEXT.to(locale)}</p>
            <ul>{ways}</ul>
        </div>
        <div class="note mt5">{icons::info()}<p><b>{results::NOT_RIGHT.to(locale)}</b>" "{results::NOT_RIGHT_TEXT.to(locale)}</p></div>
    }
}
