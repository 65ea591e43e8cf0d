//! The spend page of a financial year: headline, exceptions, charts and departments.

use super::{chart_categories, chart_months, department_table, exceptions, stats};
use crate::components::select;
use crate::forms::{FormState, attempt};
use crate::i18n::{frame, nav, spend};
use crate::layout::{Meta, crumbs};
use crate::routes::Route;
use crate::visit::Visit;
use axum::http::StatusCode;
use axum::response::Response;
use domain::form::Fields;
use domain::spend::views::SpendView;
use domain::time::FinancialYear;
use leptos::prelude::*;

/// Shows what was set aside, committed and paid in a year, and what reuse avoided.
pub async fn get(visit: Visit) -> Response {
    let scope = attempt!(visit, super::scope(&visit));
    let view = attempt!(visit, services::spend::review(visit.caller(), visit.locale(), &scope).await);
    let meta = Meta::titled(title(&visit, &view)).private().under("/spend");
    crate::render::page(&visit, StatusCode::OK, meta, view, draw).await
}

/// Code of the one department that is shown.
pub(super) fn only(view: &SpendView) -> Option<&str> {
    view.department.as_ref().map(|(code, _)| code.as_str())
}

fn title(visit: &Visit, view: &SpendView) -> String {
    let locale = visit.locale();
    let year = locale.financial_year(view.year);
    match &view.department {
        Some((_, name)) => spend::TITLE_OF.fill(locale, &[("year", &year), ("department", name)]),
        None => spend::TITLE.fill(locale, &[("year", &year)]),
    }
}

fn draw(visit: &Visit, view: &SpendView) -> impl IntoView + use<> {
    let locale = visit.locale();
    let mut steps = Vec::new();
    if view.department.is_none() || !view.choices.is_empty() {
        steps.push((visit.to(Route::Spend(Some(view.year), None)), nav::SPEND.to(locale).to_owned()));
    }
    if let Some((code, name)) = &view.department {
        steps.push((visit.to(Route::Spend(Some(view.year), Some(code))), name.clone()));
    }
    let body = if view.rows.is_empty() { nothing(visit, view) } else { figures(visit, view) };
    view! {
        {crumbs(visit, steps)}
        <main id="main" tabindex="-1" class="wrap main main--after-crumbs">
            <div class="row row--spread">
                <div>
                    <h1>{title(visit, view)}" "<span class="sample">{frame::SAMPLE.to(locale)}</span></h1>
                    {super::data_to(visit, view.as_of)}
                </div>
                <a class="btn btn--quiet btn--sm" href=visit.to(Route::SpendFile(view.year, only(view)))>
                    {spend::DOWNLOAD.to(locale)}
                </a>
            </div>
            {filters(visit, view)}
            {body}
            {super::printed_address(visit)}
        </main>
    }
}

fn filters(visit: &Visit, view: &SpendView) -> impl IntoView + use<> {
    let locale = visit.locale();
    let code = only(view).unwrap_or("");
    let state = FormState::filled(Fields::new(vec![
        ("year".to_owned(), view.year.to_string()),
        ("department".to_owned(), code.to_owned()),
    ]));
    let years = view.years.iter().map(|year| (year.to_string(), locale.financial_year(*year))).collect();
    // Those who see only their own department have nothing to choose.
    let department = (!view.choices.is_empty())
        .then(|| select(visit, &state, "department", spend::DEPARTMENT, None, Some(spend::ALL), view.choices.clone()));
    view! {
        <details class="fold fold--facets mt4">
            <summary>{spend::FILTERS.to(locale)}</summary>
            <form class="panel filters" action=visit.to(Route::Spend(None, None))>
                <div class="tiles tiles--10 tiles--end">
                    {select(visit, &state, "year", spend::YEAR, None, None, years)}
                    {department}
                    <div><button class="btn btn--quiet">{spend::APPLY.to(locale)}</button></div>
                </div>
            </form>
        </details>
    }
}

fn figures(visit: &Visit, view: &SpendView) -> AnyView {
    view! {
        {stats::money(visit, view)}
        {exceptions::exceptions(visit, view)}
        {stats::using(visit, view)}
        <div class="duo mt4">
            {chart_months::chart(visit, view)}
            {chart_categories::chart(visit, view)}
        </div>
        {department_table::table(visit, view)}
    }
    .into_any()
}

/// A year without any money: the last one that has some, and the other departments of this one.
fn nothing(visit: &Visit, view: &SpendView) -> AnyView {
    let locale = visit.locale();
    let link = |route: Route<'_>, text: String| view! { <li><a href=visit.to(route)>{text}</a></li> };
    let last = last_year(view).map(|year| {
        let text = spend::EMPTY_LAST.fill(locale, &[("year", &locale.financial_year(year))]);
        link(Route::Spend(Some(year), only(view)), text)
    });
    let others = (!view.choices.is_empty()).then(|| {
        let text = spend::EMPTY_ALL.fill(locale, &[("year", &locale.financial_year(view.year))]);
        link(Route::Spend(Some(view.year), None), text)
    });
    let title = spend::EMPTY_TITLE.fill(locale, &[("year", &locale.financial_year(view.year))]);
    view! {
        <div class="empty mt5">
            <h2>{title}</h2>
            <p>{spend::EMPTY_TEXT.to(locale)}</p>
            <ul>{last}{others}</ul>
        </div>
    }
    .into_any()
}

/// The year to look at instead: the newest that has begun, else the first that has anything.
fn last_year(view: &SpendView) -> Option<FinancialYear> {
    let present = view.as_of.day().financial_year();
    let mut others: Vec<_> = view.years.iter().copied().filter(|year| *year != view.year).collect();
    others.sort();
    others.iter().rev().find(|year| **year <= present).or(others.first()).copied()
}
