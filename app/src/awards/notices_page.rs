//! How tenders ended, for everybody: as a page and as a file.

use crate::components::{day, said};
use crate::download;
use crate::forms::attempt;
use crate::i18n::awards as texts;
use crate::layout::{Meta, crumbs};
use crate::render;
use crate::routes::Route;
use crate::visit::Visit;
use axum::http::StatusCode;
use axum::response::Response;
use domain::awards::NoticeValue;
use domain::awards::views::{Ending, PublicAward};
use leptos::prelude::*;
use services::awards;

const HEADER: [&str; 12] = [
    "reference",
    "title",
    "published_on",
    "ending",
    "department",
    "supplier",
    "value_hkd",
    "lowest_hkd",
    "awarded_on",
    "method",
    "bids",
    "basis_or_reason",
];

/// `GET /{locale}/awards`
pub async fn get(visit: Visit) -> Response {
    let rows = attempt!(visit, awards::browse_notices(visit.caller(), visit.locale()).await);
    let meta = Meta::titled(texts::TITLE.to(visit.locale())).under("/tenders");
    render::page(&visit, StatusCode::OK, meta, rows, |visit, rows| draw(visit, rows)).await
}

/// `GET /{locale}/awards.csv`
pub async fn csv(visit: Visit) -> Response {
    let locale = visit.locale();
    let rows = attempt!(visit, awards::browse_notices(visit.caller(), locale).await);
    let lines = rows.into_iter().map(|row| {
        let mut line = vec![row.reference, row.title.text, row.published_on.to_string()];
        match row.ending {
            Ending::Awarded(notice) => {
                let (value, lowest) = match notice.value {
                    NoticeValue::Winner(value) => (value, None),
                    NoticeValue::Considered { highest, lowest } => (highest, Some(lowest)),
                };
                line.extend([
                    "awarded".to_owned(),
                    notice.entity_name.get(locale).to_owned(),
                    notice.supplier_name.get(locale).to_owned(),
                    value.plain(),
                    lowest.map(|lowest| lowest.plain()).unwrap_or_default(),
                    notice.awarded_on.to_string(),
                    notice.method.code().to_owned(),
                    notice.bids.to_string(),
                    notice.basis.code().to_owned(),
                ]);
            }
            Ending::Unsuccessful { bids, reason } => {
                let empty = String::new;
                line.extend(["unsuccessful".to_owned(), empty(), empty(), empty(), empty(), empty(), empty()]);
                line.extend([bids.to_string(), reason]);
            }
        }
        line
    });
    download::csv("awards.csv", &HEADER, lines)
}

fn draw(visit: &Visit, rows: &[PublicAward]) -> AnyView {
    let locale = visit.locale();
    let body = if rows.is_empty() {
        view! { <div class="empty mt5"><h2>{texts::EMPTY.to(locale)}</h2><p>{texts::EMPTY_TEXT.to(locale)}</p></div> }
            .into_any()
    } else {
        table(visit, rows)
    };
    view! {
        {crumbs(visit, Vec::new())}
        <main id="main" tabindex="-1" class="wrap main main--after-crumbs">
            <h1>{texts::TITLE.to(locale)}</h1>
            <p class="lede mt2">{texts::LEDE.to(locale)}</p>
            <p class="mt4" role="status">{texts::COUNT.count(locale, rows.len() as i64)}</p>
            {body}
            <p class="mt5"><a href=visit.to(Route::AwardsFile)>{texts::DOWNLOAD.to(locale)}</a></p>
        </main>
    }
    .into_any()
}

fn table(visit: &Visit, rows: &[PublicAward]) -> AnyView {
    let locale = visit.locale();
    let label = texts::TITLE.to(locale);
    let rows: Vec<_> = rows
        .iter()
        .map(|row| {
            let (winner, value) = match &row.ending {
                Ending::Awarded(notice) => {
                    (notice.supplier_name.get(locale).to_owned().into_any(), value(visit, notice.value))
                }
                Ending::Unsuccessful { .. } => {
                    (view! { <span class="tag">{texts::NO_AWARD.to(locale)}</span> }.into_any(), String::new())
                }
            };
            view! {
                <tr>
                    <th scope="row">
                        <a href=visit.to(Route::AwardNotice(&row.reference))>{said(&row.title)}</a>
                        <br/><span class="meta num">{row.reference.clone()}</span>
                    </th>
                    <td data-label=texts::WINNER.to(locale)>{winner}</td>
                    <td class="r num" data-label=texts::VALUE.to(locale)>{value}</td>
                    <td class="no-wrap" data-label=texts::PUBLISHED.to(locale)>{day(visit, row.published_on)}</td>
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
                    <th scope="col">{texts::WINNER.to(locale)}</th>
                    <th scope="col" class="r">{texts::VALUE.to(locale)}</th>
                    <th scope="col">{texts::PUBLISHED.to(locale)}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// The value as the notice tells it.
pub(super) fn value(visit: &Visit, value: NoticeValue) -> String {
    let locale = visit.locale();
    match value {
        NoticeValue::Winner(value) => locale.money(value),
        NoticeValue::Considered { highest, lowest } => {
            texts::CONSIDERED.fill(locale, &[("lowest", &locale.money(lowest)), ("highest", &locale.money(highest))])
        }
    }
}
