//! The vetting officers' list of suppliers, with filters.

use crate::components::{day, moment, pager, select, tags};
use crate::forms::{FormState, attempt};
use crate::i18n::{self, frame, label, results, supplier_state, vetting as texts};
use crate::layout::{Meta, crumbs};
use crate::render;
use crate::routes::{Route, with_query};
use crate::visit::Visit;
use axum::http::StatusCode;
use axum::response::Response;
use domain::page::Page;
use domain::suppliers::{QueueRow, SupplierState};
use leptos::prelude::*;
use services::suppliers::{QueueQuery, browse_queue};

/// `GET /{locale}/workspace/suppliers`
pub async fn get(visit: Visit) -> Response {
    let query = visit.query();
    let asked = QueueQuery {
        standing: SupplierState::parse(query.get("state")),
        number_in_use: query.get("state") == "number_in_use",
        text: query.get("q").to_owned(),
        page: query.get("page").parse().unwrap_or(1),
    };
    let view = attempt!(visit, browse_queue(visit.caller(), &asked).await);
    let meta = Meta::titled(texts::TITLE.to(visit.locale())).private().under("/workspace/suppliers");
    render::page(&visit, StatusCode::OK, meta, view, draw).await
}

fn draw(visit: &Visit, view: &Page<QueueRow>) -> AnyView {
    let locale = visit.locale();
    let query = visit.query();
    let state = FormState::filled(query.clone());
    let mut states: Vec<_> = SupplierState::ALL
        .iter()
        .map(|one| (one.code().to_owned(), i18n::words(supplier_state::find, one.code(), locale)))
        .collect();
    states.push(("number_in_use".to_owned(), texts::NUMBER_IN_USE.to(locale).to_owned()));
    let at = |number: usize| {
        let pairs = [
            ("state", visit.query().get("state").to_owned()),
            ("q", visit.query().get("q").to_owned()),
            ("page", number.to_string()),
        ];
        with_query(visit.to(Route::Vetting), &pairs)
    };
    let rows: Vec<_> = view.rows.iter().map(|row| line(visit, row)).collect();
    let body = if rows.is_empty() {
        view! { <div class="empty mt5"><h2>{texts::EMPTY.to(locale)}</h2><p>{texts::EMPTY_TEXT.to(locale)}</p></div> }
            .into_any()
    } else {
        view! { <ul role="list" class="rows panel panel--flush mt4">{rows}</ul> }.into_any()
    };
    view! {
        {crumbs(visit, Vec::new())}
        <main id="main" tabindex="-1" class="wrap main main--after-crumbs">
            <h1>{texts::TITLE.to(locale)}" "<span class="sample">{frame::SAMPLE.to(locale)}</span></h1>
            <p class="meta mt2">{texts::LEDE.to(locale)}</p>
            <form class="panel filters mt4" action=visit.to(Route::Vetting)>
                <div class="tiles tiles--10 tiles--end">
                    {select(visit, &state, "state", texts::STATE, None, Some(texts::ALL), states)}
                    <div class="field">
                        <label for="q">{texts::SEARCH.to(locale)}</label>
                        <input class="input" id="q" name="q" type="search" value=query.get("q").to_owned()/>
                    </div>
                    <div><button class="btn btn--quiet">{results::APPLY.to(locale)}</button></div>
                </div>
            </form>
            <p class="mt4" role="status">{texts::COUNT.count(locale, view.total as i64)}</p>
            {body}
            {pager(visit, view.number, view.last(), at)}
        </main>
    }
    .into_any()
}

fn line(visit: &Visit, row: &QueueRow) -> AnyView {
    let locale = visit.locale();
    let name = row.name.shown();
    let href = visit.to(Route::VettingOf(&row.reference));
    let waits = row.waits.then(|| view! { <span class="tag tag--plum">{texts::WAITS.to(locale)}</span>" " });
    let clash =
        row.number_in_use.then(|| view! { <span class="tag tag--bad">{texts::NUMBER_IN_USE.to(locale)}</span>" " });
    let checks = (row.standing == SupplierState::UnderReview)
        .then(|| view! { {frame::DOT.to(locale)}{texts::CHECKS.count(locale, row.checks as i64)} });
    let until = (row.standing == SupplierState::Verified).then(|| {
        row.valid_until.map(|until| view! { {frame::DOT.to(locale)}{texts::UNTIL.to(locale)}" "{day(visit, until)} })
    });
    view! {
        <li>
            <div>
                <h2 class="rows__title"><a href=href>{name.get(locale).to_owned()}</a></h2>
                <p class="meta">{label::REFERENCE.to(locale)}" "{row.reference.clone()}{checks}{until}</p>
                <p class="meta">{texts::CHANGED.to(locale)}" "{moment(visit, row.updated_at)}</p>
            </div>
            <div class="rows__side">{waits}{clash}{tags::supplier(visit, row.standing)}</div>
        </li>
    }
    .into_any()
}
