//! Published tenders: tabs, words, filters with their counts, and what decides on every row.

use super::words;
use crate::components::{icons, moment, pager, said};
use crate::forms::attempt;
use crate::i18n::{self, frame, nav, page, tender, tender_facet, tender_sort, tender_tab, tenders};
use crate::layout::{Meta, banner, crumbs};
use crate::render;
use crate::routes::Route;
use crate::visit::Visit;
use axum::http::StatusCode;
use axum::response::Response;
use domain::tenders::views::{TenderList, TenderRow};
use domain::tenders::{Stage, TenderFacet, TenderQuery, TenderSort};
use leptos::prelude::*;

/// `GET /{locale}/tenders`
pub async fn get(visit: Visit) -> Response {
    let query = TenderQuery::from_fields(visit.query());
    let view = attempt!(visit, services::tenders::find_tenders(visit.caller(), visit.locale(), query).await);
    let meta = Meta::titled(tenders::TITLE.to(visit.locale())).under("/tenders");
    render::page(&visit, StatusCode::OK, meta, view, draw).await
}

fn draw(visit: &Visit, view: &TenderList) -> impl IntoView + use<> {
    let locale = visit.locale();
    let query = &view.query;
    let tabs: Vec<_> = view
        .tabs
        .iter()
        .map(|(tab, count)| {
            let href = visit.to(Route::Tenders(&TenderQuery { tab: *tab, page: 1, ..query.clone() }));
            let here = (*tab == query.tab).then_some("true");
            let words = i18n::words(tender_tab::find, tab.code(), locale);
            view! { <a href=href aria-current=here>{words}" ("{*count}")"</a> }
        })
        .collect();
    view! {
        {crumbs(visit, vec![(visit.to(Route::OpenTenders), nav::TENDERS.to(locale).to_owned())])}
        <main id="main" tabindex="-1" class="wrap main main--after-crumbs">
            {banner(visit)}
            <h1>{tenders::TITLE.to(locale)}" "<span class="sample">{frame::SAMPLE.to(locale)}</span></h1>
            <p class="lede mt2">{tenders::LEDE.to(locale)}</p>
            <form role="search" class="mt4 search-main" action=visit.to(Route::OpenTenders)>
                {hidden(query, &["q", "page"])}
                <div class="field">
                    <label for="q">{tenders::SEARCH.to(locale)}</label>
                    <div class="search">
                        <input class="input" id="q" name="q" type="search" value=query.text.clone()/>
                        <button class="btn">{icons::magnifier()}" "{tenders::BUTTON.to(locale)}</button>
                    </div>
                </div>
            </form>
            <nav class="subnav mt5" aria-label=tenders::TABS.to(locale)>{tabs}</nav>
            <div class="with-rail with-rail--start mt5">
                {panel(visit, view)}
                <section aria-labelledby="results">{found(visit, view)}</section>
            </div>
        </main>
    }
}

/// What a form must not forget.
fn hidden(query: &TenderQuery, but: &[&str]) -> Vec<AnyView> {
    let kept = query.pairs().into_iter().filter(|(key, _)| !but.contains(key));
    kept.map(|(key, value)| view! { <input type="hidden" name=key value=value/> }.into_any()).collect()
}

fn panel(visit: &Visit, view: &TenderList) -> impl IntoView + use<> {
    let locale = visit.locale();
    let query = &view.query;
    let applied = query.applied();
    let count = (applied > 0).then(|| {
        view! { <span class="count"><span class="sr">{tenders::APPLIED.to(locale)}</span>{applied}</span> }
    });
    let cleared = TenderQuery { filters: Default::default(), page: 1, ..query.clone() };
    let groups: Vec<_> = view.facets.iter().map(|(facet, choices)| group(visit, query, *facet, choices)).collect();
    let facets: Vec<&str> = TenderFacet::ALL.iter().map(|facet| facet.code()).chain(["page"]).collect();
    view! {
        <aside aria-label=tenders::FILTERS.to(locale)>
            <details class="fold fold--facets">
                <summary>{tenders::FILTERS.to(locale)}" "{count}</summary>
                <form action=format!("{}#results", visit.to(Route::OpenTenders))>
                    {hidden(query, &facets)}
                    <div class="facets">
                        <div class="row row--spread">
                            <h2 class="t-md">{tenders::FILTERS.to(locale)}</h2>
                            <a class="t-sm" href=visit.to(Route::Tenders(&cleared))>{tenders::CLEAR.to(locale)}</a>
                        </div>
                        {groups}
                        <div><button class="btn btn--wide">{tenders::APPLY.to(locale)}</button></div>
                    </div>
                </form>
            </details>
        </aside>
    }
}

fn group(visit: &Visit, query: &TenderQuery, facet: TenderFacet, choices: &[(String, String, usize)]) -> AnyView {
    let locale = visit.locale();
    let title = i18n::words(tender_facet::find, facet.code(), locale);
    let choices: Vec<_> = choices
        .iter()
        .map(|(code, name, count)| {
            let text = match facet {
                TenderFacet::Department => name.clone(),
                TenderFacet::Category => i18n::words(i18n::category::find, code, locale),
                TenderFacet::Value => i18n::words(i18n::tender_value::find, code, locale),
            };
            let class = if *count == 0 { "check check--none" } else { "check" };
            view! {
                <label class=class>
                    <input type="checkbox" name=facet.code() value=code.clone() checked=query.wants(facet, code)/>
                    <span>{text}</span>
                    <span class="n">{locale.number(*count as i64)}<span class="sr">" "{tenders::TENDERS_WORD.to(locale)}</span></span>
                </label>
            }
        })
        .collect();
    view! {
        <div>
            <details open=true>
                <summary>{title.clone()}</summary>
                <fieldset><legend class="sr">{title}</legend>{choices}</fieldset>
            </details>
        </div>
    }
    .into_any()
}

fn found(visit: &Visit, view: &TenderList) -> AnyView {
    let locale = visit.locale();
    let query = &view.query;
    let options: Vec<_> = TenderSort::ALL
        .iter()
        .map(|choice| {
            let words = i18n::words(tender_sort::find, choice.code(), locale);
            view! { <option value=choice.code() selected=*choice == query.sort>{words}</option> }
        })
        .collect();
    let head = view! {
        <div class="results-head">
            <div role="status"><h2 id="results" tabindex="-1">{tenders::COUNT.count(locale, view.page.total as i64)}</h2></div>
            <form class="sort" action=format!("{}#results", visit.to(Route::OpenTenders))>
                {hidden(query, &["sort", "page"])}
                <label for="sort" class="meta">{tenders::SORT_BY.to(locale)}</label>
                <select id="sort" name="sort" class="select select--sm">{options}</select>
                <button class="btn btn--quiet btn--sm btn--mid">{tenders::SORT.to(locale)}</button>
            </form>
        </div>
    };
    let all = TenderQuery { page: 1, ..query.clone() };
    let file = |ending: &str| visit.to(Route::Tenders(&all)).replacen("/tenders", &format!("/tenders.{ending}"), 1);
    let files = view! {
        <p class="meta"><a href=visit.to(Route::Alerts)>{tenders::ALERTS.to(locale)}</a></p>
        <p class="meta"><a href=file("csv")>{tenders::CSV.to(locale)}</a></p>
        <p class="meta"><a href=file("atom")>{tenders::ATOM.to(locale)}</a></p>
    };
    if view.page.total == 0 {
        return view! {
            {head}
            <div class="empty"><h2>{tenders::EMPTY.to(locale)}</h2><p>{tenders::EMPTY_TEXT.to(locale)}</p></div>
            <div class="results-foot">{files}</div>
        }
        .into_any();
    }
    let rows: Vec<_> = view.page.rows.iter().map(|row| result(visit, row)).collect();
    let showing = page::SHOWING.fill(
        locale,
        &[
            ("first", &locale.number(view.page.first_row() as i64)),
            ("last", &locale.number(view.page.last_row() as i64)),
            ("count", &locale.number(view.page.total as i64)),
        ],
    );
    let at =
        |number: usize| format!("{}#results", visit.to(Route::Tenders(&TenderQuery { page: number, ..query.clone() })));
    view! {
        {head}
        <ol role="list" class="results mt4">{rows}</ol>
        <div class="results-foot"><p class="meta">{showing}</p>{files}</div>
        {pager(visit, view.page.number, view.page.last(), at)}
    }
    .into_any()
}

fn result(visit: &Visit, row: &TenderRow) -> AnyView {
    let locale = visit.locale();
    let closes = row.closes_at.map(|at| {
        let label = if row.stage == Stage::Published { tenders::CLOSES } else { tenders::CLOSED_ON };
        view! { <span>{label.to(locale)}" "<b>{moment(visit, at)}</b></span> }
    });
    let published =
        row.published_at.map(|at| view! { <span>{tenders::PUBLISHED.to(locale)}" "<b>{moment(visit, at)}</b></span> });
    let changed =
        (row.revision > 1).then(|| view! { <span>{tenders::REVISION.count(locale, row.revision - 1)}</span> });
    let value = row.value.map(|band| words::value(locale, band));
    let lot = row.lot.map(|(number, count)| view! { <span>{super::lots::place(locale, number, count)}</span> });
    view! {
        <li class="result">
            <div>
                <div class="row gap-2">
                    {words::stage_tag(visit, row.stage)}
                    <span class="meta">{row.department.clone()}</span>
                    <span class="sample">{frame::SAMPLE.to(locale)}</span>
                </div>
                <h3><a href=visit.to(Route::Tender(&row.reference))>{said(&row.title)}</a></h3>
                <div class="result__facts">
                    {closes}{published}{changed}{lot}
                    <span>{tender::REFERENCE.to(locale)}" "<b>{row.reference.clone()}</b></span>
                    <span>{tender::CATEGORY.to(locale)}" "<b>{i18n::words(i18n::category::find, row.category.code(), locale)}</b></span>
                </div>
            </div>
            <div class="result__side">
                <div><div class="meta">{tenders::VALUE.to(locale)}</div><div class="price num">{value}</div></div>
            </div>
        </li>
    }
    .into_any()
}
