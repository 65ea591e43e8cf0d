//! The public directory of suppliers, as a page and as a file.

use crate::components::{day, pager, tags};
use crate::download;
use crate::forms::attempt;
use crate::i18n::{directory as texts, label, nav, page, search};
use crate::layout::{Meta, crumbs};
use crate::render;
use crate::routes::{Route, with_query};
use crate::visit::Visit;
use axum::http::StatusCode;
use axum::response::Response;
use domain::page::Page;
use domain::suppliers::DirectoryEntry;
use leptos::prelude::*;
use services::suppliers;

/// `GET /{locale}/suppliers`
pub async fn get(visit: Visit) -> Response {
    let asked = visit.query().get("page").parse().unwrap_or(1);
    let text = visit.query().get("q").to_owned();
    let view = attempt!(visit, suppliers::browse_directory(visit.caller(), &text, asked).await);
    let meta = Meta::titled(texts::TITLE.to(visit.locale())).under("/suppliers");
    render::page(&visit, StatusCode::OK, meta, view, draw).await
}

/// `GET /{locale}/suppliers.csv`: the same list as a file.
pub async fn get_file(visit: Visit) -> Response {
    let text = visit.query().get("q").to_owned();
    let rows = attempt!(visit, suppliers::export_directory(visit.caller(), &text).await);
    let header = ["reference", "name_en", "name_zh", "status", "registered_since"];
    let rows = rows.into_iter().map(|row| {
        vec![row.reference, row.name.en, row.name.zh, row.status.code().to_owned(), row.registered_since.to_string()]
    });
    download::csv("suppliers.csv", &header, rows)
}

fn draw(visit: &Visit, view: &Page<DirectoryEntry>) -> AnyView {
    let locale = visit.locale();
    let text = visit.query().get("q").to_owned();
    let at = |number: usize| {
        with_query(
            visit.to(Route::Suppliers),
            &[("q", visit.query().get("q").to_owned()), ("page", number.to_string())],
        )
    };
    let file = with_query(visit.to(Route::SuppliersFile), &[("q", text.clone())]);
    let body = if view.rows.is_empty() { nothing(visit) } else { table(visit, view) };
    view! {
        {crumbs(visit, Vec::new())}
        <main id="main" tabindex="-1" class="wrap main main--after-crumbs">
            <h1>{texts::TITLE.to(locale)}</h1>
            <p class="lede mt2">{texts::LEDE.to(locale)}</p>
            <form role="search" class="mt4" action=visit.to(Route::Suppliers)>
                <div class="field">
                    <label for="q">{texts::SEARCH.to(locale)}</label>
                    <div class="search">
                        <input class="input" id="q" name="q" type="search" value=text/>
                        <button class="btn btn--quiet">{search::BUTTON.to(locale)}</button>
                    </div>
                </div>
            </form>
            <p class="mt4" role="status">{texts::COUNT.count(locale, view.total as i64)}</p>
            {body}
            {pager(visit, view.number, view.last(), at)}
            <p class="mt5"><a href=file>{texts::DOWNLOAD.to(locale)}</a></p>
            <p class="mt3"><a href=visit.to(Route::Register)>{nav::REGISTER.to(locale)}</a></p>
        </main>
    }
    .into_any()
}

fn nothing(visit: &Visit) -> AnyView {
    let locale = visit.locale();
    view! {
        <div class="empty mt5">
            <h2>{texts::EMPTY.to(locale)}</h2>
            <p>{texts::EMPTY_TEXT.to(locale)}</p>
            <ul><li><a href=visit.to(Route::Suppliers)>{texts::ALL.to(locale)}</a></li></ul>
        </div>
    }
    .into_any()
}

fn table(visit: &Visit, view: &Page<DirectoryEntry>) -> AnyView {
    let locale = visit.locale();
    let rows: Vec<_> = view
        .rows
        .iter()
        .map(|row| {
            let name = row.name.shown();
            let other = if locale == domain::locale::Locale::En { &row.name.zh } else { &row.name.en };
            let other = (other != name.get(locale)).then(|| view! { <br/><span class="meta">{other.clone()}</span> });
            view! {
                <tr>
                    <th scope="row">{name.get(locale).to_owned()}{other}</th>
                    <td class="no-wrap">{row.reference.clone()}</td>
                    <td>{tags::supplier(visit, row.status)}</td>
                    <td class="no-wrap">{day(visit, row.registered_since)}</td>
                </tr>
            }
        })
        .collect();
    let showing = page::SHOWING.fill(
        locale,
        &[
            ("first", &locale.number(view.first_row() as i64)),
            ("last", &locale.number(view.last_row() as i64)),
            ("count", &locale.number(view.total as i64)),
        ],
    );
    let caption = texts::TITLE.to(locale);
    view! {
        <div class="table-scroll mt4" tabindex="0" role="region" aria-label=caption>
            <table class="table table--top">
                <caption class="sr">{caption}</caption>
                <thead><tr>
                    <th scope="col">{texts::NAME.to(locale)}</th>
                    <th scope="col">{label::REFERENCE.to(locale)}</th>
                    <th scope="col">{texts::STATUS.to(locale)}</th>
                    <th scope="col">{texts::SINCE.to(locale)}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <p class="meta mt3">{showing}</p>
    }
    .into_any()
}
