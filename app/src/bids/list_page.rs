//! A supplier lists its bids: those being written, those handed in, and what became of them.

use crate::components::{self, moment};
use crate::evaluation::question_page;
use crate::forms::attempt;
use crate::i18n::{self, bid_state, nav, own_bids as texts};
use crate::layout::{Meta, crumbs};
use crate::render;
use crate::routes::Route;
use crate::visit::Visit;
use axum::http::StatusCode;
use axum::response::Response;
use domain::bids::{BidState, is_in_time};
use domain::tenders::views::said;
use domain::time::Day;
use leptos::prelude::*;
use services::bids::{self, OwnBid};

/// A bid, and the last day to answer what the panel asks about its price.
type Row = (OwnBid, Option<Day>);

/// `GET /{locale}/supplier/bids`
pub async fn get(visit: Visit) -> Response {
    let mut rows = Vec::new();
    for row in attempt!(visit, bids::browse(visit.caller()).await) {
        let answer_by = match row.state {
            BidState::PriceQuery => attempt!(visit, question_page::answer_by(&visit, &row.reference).await),
            _ => None,
        };
        rows.push((row, answer_by));
    }
    let meta = Meta::titled(texts::TITLE.to(visit.locale())).private().under("/supplier/bids");
    render::page(&visit, StatusCode::OK, meta, rows, |visit, rows| draw(visit, rows)).await
}

fn draw(visit: &Visit, rows: &[Row]) -> AnyView {
    let locale = visit.locale();
    let body = if rows.is_empty() {
        let find =
            view! { <p class="mt3"><a class="btn" href=visit.to(Route::OpenTenders)>{texts::FIND.to(locale)}</a></p> };
        view! { <div class="empty mt5"><h2>{texts::EMPTY.to(locale)}</h2><p>{texts::EMPTY_TEXT.to(locale)}</p>{find}</div> }
            .into_any()
    } else {
        table(visit, rows)
    };
    view! {
        {crumbs(visit, vec![(visit.to(Route::Company), nav::COMPANY.to(locale).to_owned())])}
        <main id="main" tabindex="-1" class="wrap main main--after-crumbs">
            <h1>{texts::TITLE.to(locale)}</h1>
            <p class="lede mt2">{texts::LEDE.to(locale)}</p>
            {body}
        </main>
    }
    .into_any()
}

fn table(visit: &Visit, rows: &[Row]) -> AnyView {
    let locale = visit.locale();
    let label = texts::TITLE.to(locale);
    let rows: Vec<_> = rows.iter().map(|row| line(visit, row)).collect();
    view! {
        <div class="table-scroll mt5" tabindex="0" role="region" aria-label=label>
            <table class="table table--top table--stack">
                <caption class="sr">{label}</caption>
                <thead><tr>
                    <th scope="col">{texts::TENDER.to(locale)}</th>
                    <th scope="col">{texts::CLOSES.to(locale)}</th>
                    <th scope="col">{texts::STATE.to(locale)}</th>
                    <th scope="col" class="num">{texts::RECEIPTS.to(locale)}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn line(visit: &Visit, (row, answer_by): &Row) -> AnyView {
    let locale = visit.locale();
    let class = match row.state {
        BidState::Submitted | BidState::Sealed | BidState::Awarded => "tag tag--good",
        BidState::NeedsReconfirmation | BidState::PriceQuery => "tag tag--warn",
        BidState::Unreadable => "tag tag--bad",
        _ => "tag",
    };
    let was_not_sent = row.state == BidState::Draft && !is_in_time(visit.caller().now(), row.closes_at);
    let state = match was_not_sent {
        true => texts::NOT_SENT.to(locale).to_owned(),
        false => i18n::words(bid_state::find, row.state.code(), locale),
    };
    let question = (row.state == BidState::PriceQuery).then(|| {
        let href = visit.to(Route::PriceQuestion(&row.reference));
        let until = answer_by.map(|day| texts::ANSWER_BY.fill(locale, &[("day", &locale.date(day))]));
        view! { <br/><a href=href>{texts::QUESTION.to(locale)}</a>{until.map(|until| view! { <br/><span class="meta">{until}</span> })} }
    });
    let title = said(&row.title, locale);
    let outcome = row.has_outcome.then(|| {
        view! { <br/><a href=visit.to(Route::Outcome(&row.reference))>{texts::OUTCOME.to(locale)}</a> }
    });
    view! {
        <tr>
            <th scope="row">
                <a href=visit.to(Route::Bid(&row.reference))>{components::said(&title)}</a>
                <br/><span class="meta num">{row.reference.clone()}</span>
            </th>
            <td data-label=texts::CLOSES.to(locale)>{moment(visit, row.closes_at)}</td>
            <td data-label=texts::STATE.to(locale)><span class=class>{state}</span>{question}{outcome}</td>
            <td data-label=texts::RECEIPTS.to(locale) class="num">{locale.number(row.receipts as i64)}</td>
        </tr>
    }
    .into_any()
}
