//! A supplier lists the decisions it was told of.

use crate::components::{moment, said};
use crate::forms::attempt;
use crate::i18n::{self, nav, outcome as texts, outcome_result};
use crate::layout::{Meta, crumbs};
use crate::render;
use crate::routes::Route;
use crate::visit::Visit;
use axum::http::StatusCode;
use axum::response::Response;
use domain::awards::views::{OutcomeResult, OutcomeRow};
use leptos::prelude::*;
use services::awards;

/// `GET /{locale}/supplier/outcomes`
pub async fn get(visit: Visit) -> Response {
    let rows = attempt!(visit, awards::outcomes(visit.caller(), visit.locale()).await);
    let meta = Meta::titled(texts::TITLE.to(visit.locale())).private().under("/supplier");
    render::page(&visit, StatusCode::OK, meta, rows, |visit, rows| draw(visit, rows)).await
}

fn draw(visit: &Visit, rows: &[OutcomeRow]) -> AnyView {
    let locale = visit.locale();
    let body = if rows.is_empty() {
        view! { <div class="empty mt5"><h2>{texts::EMPTY.to(locale)}</h2><p>{texts::EMPTY_TEXT.to(locale)}</p></div> }
            .into_any()
    } else {
        table(visit, rows)
    };
    view! {
        {crumbs(visit, vec![
            (visit.to(Route::Company), nav::COMPANY.to(locale).to_owned()),
            (visit.to(Route::Outcomes), texts::TITLE.to(locale).to_owned()),
        ])}
        <main id="main" tabindex="-1" class="wrap main main--after-crumbs">
            <h1>{texts::TITLE.to(locale)}</h1>
            <p class="lede mt2">{texts::LEDE.to(locale)}</p>
            {body}
        </main>
    }
    .into_any()
}

fn table(visit: &Visit, rows: &[OutcomeRow]) -> AnyView {
    let locale = visit.locale();
    let label = texts::TITLE.to(locale);
    let rows: Vec<_> = rows
        .iter()
        .map(|row| {
            let class = if row.result == OutcomeResult::Won { "tag tag--good" } else { "tag" };
            let words = i18n::words(outcome_result::find, row.result.code(), locale);
            view! {
                <tr>
                    <th scope="row">
                        <a href=visit.to(Route::Outcome(&row.reference))>{said(&row.title)}</a>
                        <br/><span class="meta num">{row.reference.clone()}</span>
                    </th>
                    <td data-label=texts::RESULT.to(locale)><span class=class>{words}</span></td>
                    <td data-label=texts::TOLD_ON.to(locale)>{moment(visit, row.notified_at)}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <div class="table-scroll mt5" tabindex="0" role="region" aria-label=label>
            <table class="table table--top table--stack">
                <caption class="sr">{label}</caption>
                <thead><tr>
                    <th scope="col">{texts::TENDER.to(locale)}</th>
                    <th scope="col">{texts::RESULT.to(locale)}</th>
                    <th scope="col">{texts::TOLD_ON.to(locale)}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}
