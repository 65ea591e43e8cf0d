//! The rows behind a figure of the spend page; they add up to it.

use super::download::file_name;
use super::figure_columns::{Column, columns};
use crate::download::csv;
use crate::forms::attempt;
use crate::i18n::{figure, frame, nav, spend};
use crate::layout::{Meta, crumbs};
use crate::routes::Route;
use crate::visit::Visit;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use domain::deployments::metrics::utilisation;
use domain::spend::views::{Figure, FigureRow, FigureView};
use domain::text::Text;
use leptos::prelude::*;
use services::Failure;

/// Lists the rows of a figure, as a page or, with `.csv` at the end of the address, as a file.
pub async fn get(visit: Visit, Path((_, name)): Path<(String, String)>) -> Response {
    let (slug, as_file) = match name.strip_suffix(".csv") {
        Some(slug) => (slug, true),
        None => (name.as_str(), false),
    };
    let Some(figure) = Figure::parse(slug) else {
        return visit.failed(Failure::NotFound).await;
    };
    let scope = attempt!(visit, super::scope(&visit));
    let view = attempt!(visit, services::spend::figure(visit.caller(), visit.locale(), figure, &scope).await);
    if as_file {
        return file(&view);
    }
    let meta = Meta::titled(title(&visit, &view)).private().under("/spend");
    crate::render::page(&visit, StatusCode::OK, meta, view, draw).await
}

fn file(view: &FigureView) -> Response {
    let columns = columns(view.figure);
    let year = view.year.to_string();
    let header: Vec<&str> = std::iter::once("financial_year").chain(columns.iter().map(|column| column.key)).collect();
    let rows = view.rows.iter().map(|row| {
        let cells = columns.iter().map(|column| column.plain(row));
        std::iter::once(year.clone()).chain(cells).collect()
    });
    csv(&file_name(view.figure.slug(), &year, only(view)), &header, rows)
}

/// Code of the one department that is shown.
fn only(view: &FigureView) -> Option<&str> {
    view.department.as_ref().map(|(code, _)| code.as_str())
}

/// The name of a figure and what it counts.
fn said_of(figure: Figure) -> (Text, Text) {
    match figure {
        Figure::Budget => (spend::BUDGET, figure::WHAT_BUDGET),
        Figure::Committed => (spend::COMMITTED, figure::WHAT_COMMITTED),
        Figure::Actual => (spend::ACTUAL, figure::WHAT_ACTUAL),
        Figure::Avoided => (spend::AVOIDED, figure::WHAT_AVOIDED),
        Figure::Adopting => (spend::ADOPTING, figure::WHAT_ADOPTING),
    }
}

fn title(visit: &Visit, view: &FigureView) -> String {
    let locale = visit.locale();
    let (name, year) = (said_of(view.figure).0.to(locale), locale.financial_year(view.year));
    match &view.department {
        Some((_, department)) => {
            figure::TITLE_OF.fill(locale, &[("figure", name), ("year", &year), ("department", department)])
        }
        None => figure::TITLE.fill(locale, &[("figure", name), ("year", &year)]),
    }
}

fn draw(visit: &Visit, view: &FigureView) -> impl IntoView + use<> {
    let locale = visit.locale();
    let above = visit.to(Route::Spend(Some(view.year), only(view)));
    let body = if view.rows.is_empty() { nothing(visit, view) } else { rows(visit, view) };
    view! {
        {crumbs(visit, vec![
            (above, nav::SPEND.to(locale).to_owned()),
            (visit.to(Route::Figure(view.figure, view.year, only(view))), said_of(view.figure).0.to(locale).to_owned()),
        ])}
        <main id="main" tabindex="-1" class="wrap main main--after-crumbs">
            <div class="row row--spread">
                <div>
                    <h1>{title(visit, view)}" "<span class="sample">{frame::SAMPLE.to(locale)}</span></h1>
                    {super::data_to(visit, view.as_of)}
                </div>
                <a class="btn btn--quiet btn--sm" href=visit.to(Route::FigureFile(view.figure, view.year, only(view)))>
                    {figure::DOWNLOAD.to(locale)}
                </a>
            </div>
            {figures(visit, view)}
            <p class="mt4 max-40">{said_of(view.figure).1.to(locale)}</p>
            {body}
            {super::printed_address(visit)}
        </main>
    }
}

/// The way from one figure to the next.
fn figures(visit: &Visit, view: &FigureView) -> impl IntoView + use<> {
    let locale = visit.locale();
    let links = Figure::ALL.map(|figure| {
        let here = (figure == view.figure).then_some("page");
        let href = visit.to(Route::Figure(figure, view.year, only(view)));
        view! { <a href=href aria-current=here>{said_of(figure).0.to(locale)}</a> }
    });
    view! { <nav class="subnav mt4" aria-label=figure::FIGURES.to(locale)>{links}</nav> }
}

fn nothing(visit: &Visit, view: &FigureView) -> AnyView {
    let locale = visit.locale();
    let year = locale.financial_year(view.year);
    view! {
        <div class="empty mt5">
            <h2>{figure::EMPTY_TITLE.fill(locale, &[("year", &year)])}</h2>
            <p><a href=visit.to(Route::Spend(Some(view.year), only(view)))>{figure::BACK.fill(locale, &[("year", &year)])}</a></p>
        </div>
    }
    .into_any()
}

fn rows(visit: &Visit, view: &FigureView) -> AnyView {
    let locale = visit.locale();
    let columns = columns(view.figure);
    let year = locale.financial_year(view.year);
    let heads: Vec<_> = columns
        .iter()
        .map(|column| view! { <th scope="col" class=right(column)>{column.head.to(locale)}</th> })
        .collect();
    let lines: Vec<_> = view.rows.iter().map(|row| line(visit, columns, row)).collect();
    view! {
        <section class="panel mt4" aria-labelledby="rows">
            <h2 id="rows" class="t-lg">{sum(visit, view)}</h2>
            <div class="table-scroll mt3" tabindex="0" role="region" aria-label=title(visit, view)>
                <table class="table table--stack">
                    <caption class="sr">{title(visit, view)}</caption>
                    <thead><tr>{heads}</tr></thead>
                    <tbody>{lines}</tbody>
                    <tfoot>{total(visit, view, columns)}</tfoot>
                </table>
            </div>
        </section>
        <p class="mt4"><a href=visit.to(Route::Spend(Some(view.year), only(view)))>{figure::BACK.fill(locale, &[("year", &year)])}</a></p>
    }
    .into_any()
}

fn right(column: &Column) -> Option<&'static str> {
    column.is_number().then_some("r")
}

fn line(visit: &Visit, columns: &'static [Column], row: &FigureRow) -> AnyView {
    let mut columns = columns.iter();
    let first = columns.next().map(|column| view! { <th scope="row">{column.draw(visit, row)}</th> });
    let rest: Vec<_> = columns
        .map(|column| {
            let label = column.head.to(visit.locale());
            view! { <td class=right(column) data-label=label>{column.draw(visit, row)}</td> }
        })
        .collect();
    view! { <tr>{first}{rest}</tr> }.into_any()
}

fn total(visit: &Visit, view: &FigureView, columns: &'static [Column]) -> impl IntoView + use<> {
    let words = columns.iter().filter(|column| !column.is_number()).count();
    let sums: Vec<_> = columns
        .iter()
        .filter(|column| column.is_number())
        .map(|column| {
            let label = column.head.to(visit.locale());
            view! { <td class="r" data-label=label>{column.sum(visit, &view.rows)}</td> }
        })
        .collect();
    view! { <tr><th scope="row" colspan=words.to_string()>{figure::TOTAL.to(visit.locale())}</th>{sums}</tr> }
}

/// What the rows come to, as the spend page says it.
fn sum(visit: &Visit, view: &FigureView) -> String {
    let locale = visit.locale();
    let count = view.rows.len() as i64;
    if let Some(total) = view.total {
        let (exact, short) = (locale.money(total), locale.short_money(total));
        let text = if exact == short { figure::SUM } else { figure::SUM_SHOWN };
        return text.fill(locale, &[("count", &locale.number(count)), ("total", &exact), ("short", &short)]);
    }
    let departments = figure::DEPARTMENTS.count(locale, view.departments as i64);
    let used = view.rows.iter().filter_map(|row| row.users);
    let (users, licences) = used.fold((0, 0), |sum, (users, licences)| (sum.0 + users, sum.1 + licences));
    let Some(share) = utilisation(users, licences) else {
        return departments;
    };
    let licences = figure::UTILISATION.fill(
        locale,
        &[("users", &locale.number(users)), ("licences", &locale.number(licences)), ("share", &locale.percent(share))],
    );
    format!("{departments}{}{licences}", frame::LIST_COMMA.to(locale))
}
