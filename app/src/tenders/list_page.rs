//! Published tenders: tabs, words, filters with their counts, and what decides on every row.

use super::{list_filters as filters, words};
use crate::components::words::bracketed;
use crate::components::{icons, moment, pager, said};
use crate::forms::attempt;
use crate::i18n::{self, bid_hint, frame, nav, page, tender, tender_sort, tender_tab, tenders};
use crate::layout::{Meta, banner, crumbs};
use crate::render;
use crate::routes::Route;
use crate::visit::Visit;
use axum::http::StatusCode;
use axum::response::Response;
use domain::locale::Locale;
use domain::tenders::views::{TenderList, TenderRow};
use domain::tenders::{Stage, TenderQuery, TenderSort};
use domain::time::Timestamp;
use leptos::prelude::*;
use services::Failure;

/// `GET /{locale}/tenders`
pub async fn get(visit: Visit) -> Response {
    if !TenderQuery::names_a_tab(visit.query()) {
        return visit.failed(Failure::NotFound).await;
    }
    let query = TenderQuery::from_fields(visit.query());
    let view = attempt!(visit, services::tenders::find_tenders(visit.caller(), visit.locale(), query).await);
    let meta = Meta::titled(title(&visit, &view)).under("/tenders");
    render::page(&visit, StatusCode::OK, meta, view, draw).await
}

/// What is shown, and how many there are.
fn title(visit: &Visit, view: &TenderList) -> String {
    let locale = visit.locale();
    let shown = match view.query.text.as_str() {
        "" => i18n::words(tender_tab::find, view.query.tab.code(), locale),
        text => text.to_owned(),
    };
    tenders::TITLE_COUNT.fill(locale, &[("shown", &shown), ("count", &locale.number(view.page.total as i64))])
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
            let text = bracketed(locale, &words, &locale.number(*count as i64));
            view! { <a href=href aria-current=here>{text}</a> }
        })
        .collect();
    view! {
        {crumbs(visit, vec![(visit.to(Route::OpenTenders), nav::TENDERS.to(locale).to_owned())])}
        <main id="main" tabindex="-1" class="wrap main main--after-crumbs">
            {banner(visit)}
            <h1>{tenders::TITLE.to(locale)}" "<span class="sample">{frame::SAMPLE.to(locale)}</span></h1>
            <p class="lede mt2">{tenders::LEDE.to(locale)}</p>
            <form role="search" class="mt4 search-main" action=visit.to(Route::OpenTenders)>
                {filters::hidden(query, &["q", "page"])}
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
                {filters::panel(visit, view)}
                <section aria-labelledby="results">{found(visit, view)}</section>
            </div>
        </main>
    }
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
                {filters::hidden(query, &["sort", "page"])}
                <label for="sort" class="meta">{tenders::SORT_BY.to(locale)}</label>
                <select id="sort" name="sort" class="select select--sm">{options}</select>
                <button class="btn btn--quiet btn--sm btn--mid">{tenders::SORT.to(locale)}</button>
            </form>
        </div>
        {filters::chips(visit, view)}
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
            {filters::nothing(visit, view)}
            <div class="results-foot">{files}</div>
        }
        .into_any();
    }
    let beyond = (view.page.asked > view.page.number).then(|| {
        view! { <p class="meta mt3">{page::BEYOND.count(locale, view.page.last() as i64)}</p> }
    });
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
        {beyond}
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
    let left = (row.stage == Stage::Published).then(|| row.closes_at.map(|at| time_left(visit, at)));
    let weights = row.scheme.as_ref().map(|scheme| view! { <span>{words::weights(locale, scheme)}</span> });
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
                    {closes}{left}{weights}{published}{changed}{lot}
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

/// How long a tender still takes bids: days and hours, on its last day hours and minutes.
fn time_left(visit: &Visit, closes_at: Timestamp) -> AnyView {
    let locale = visit.locale();
    let (days, hours, minutes) = words::left(closes_at.millis() - visit.caller().now().millis());
    let amounts = match days {
        0 => [bid_hint::HOURS.count(locale, hours), bid_hint::MINUTES.count(locale, minutes)],
        _ => [bid_hint::DAYS.count(locale, days), bid_hint::HOURS.count(locale, hours)],
    };
    let between = if locale == Locale::En { " " } else { "" };
    view! { <span>{bid_hint::LEFT.fill(locale, &[("time", &amounts.join(between))])}</span> }.into_any()
}
