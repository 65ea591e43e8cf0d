//! Requests and orders: one's department's, or all for those who see all.

use crate::components::{day, pager, said, tags};
use crate::forms::attempt;
use crate::i18n::{frame, nav, orders, page};
use crate::layout::{Meta, banner, crumbs};
use crate::render;
use crate::routes::{Route, with_query};
use crate::visit::Visit;
use axum::http::StatusCode;
use axum::response::Response;
use domain::orders::views::OrderRow;
use domain::page::Page;
use leptos::prelude::*;
use services::orders::{OrderList, browse};

/// `GET /{locale}/orders`
pub async fn get(visit: Visit) -> Response {
    let asked = visit.query().get("page").parse().unwrap_or(1);
    let view = attempt!(visit, browse(visit.caller(), visit.locale(), OrderList::All, asked).await);
    let meta = Meta::titled(orders::TITLE.to(visit.locale())).private().under("/orders");
    render::page(&visit, StatusCode::OK, meta, view, draw).await
}

fn draw(visit: &Visit, view: &Page<OrderRow>) -> impl IntoView + use<> {
    let locale = visit.locale();
    let body = if view.rows.is_empty() {
        view! {
            <div class="empty mt5">
                <h2>{orders::EMPTY.to(locale)}</h2>
                <p>{orders::EMPTY_TEXT.to(locale)}</p>
                <ul><li><a href=visit.to(Route::Catalogue)>{orders::TO_CATALOGUE.to(locale)}</a></li></ul>
            </div>
        }
        .into_any()
    } else {
        table(visit, view)
    };
    view! {
        {crumbs(visit, vec![(visit.to(Route::Orders), nav::ORDERS.to(locale).to_owned())])}
        <main id="main" tabindex="-1" class="wrap main main--after-crumbs">
            {banner(visit)}
            <h1>{orders::TITLE.to(locale)}" "<span class="sample">{frame::SAMPLE.to(locale)}</span></h1>
            {body}
        </main>
    }
}

fn table(visit: &Visit, view: &Page<OrderRow>) -> AnyView {
    let locale = visit.locale();
    let rows: Vec<_> = view
        .rows
        .iter()
        .map(|row| {
            let waits = row.waits_for_me.then(|| view! { <span class="tag tag--plum">{orders::YOUR_TURN.to(locale)}</span>" " });
            view! {
                <tr>
                    <th scope="row"><a href=visit.to(Route::Order(&row.reference))>{row.reference.clone()}</a><br/><span class="meta">{said(&row.solution)}</span></th>
                    <td data-label=orders::DEPARTMENT.to(locale)>{row.department.clone()}</td>
                    <td data-label=orders::STATE.to(locale)>{waits}{tags::order(visit, row.state)}</td>
                    <td class="no-wrap" data-label=orders::STARTS.to(locale)>{day(visit, row.starts_on)}</td>
                    <td class="r" data-label=orders::PRICE.to(locale)>{locale.money(row.price)}</td>
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
    let at = |number: usize| with_query(visit.to(Route::Orders), &[("page", number.to_string())]);
    let label = orders::TITLE.to(locale);
    view! {
        <div class="table-scroll mt5" tabindex="0" role="region" aria-label=label>
            <table class="table table--top table--stack">
                <caption class="sr">{label}</caption>
                <thead><tr>
                    <th scope="col">{orders::ORDER.to(locale)}</th>
                    <th scope="col">{orders::DEPARTMENT.to(locale)}</th>
                    <th scope="col">{orders::STATE.to(locale)}</th>
                    <th scope="col">{orders::STARTS.to(locale)}</th>
                    <th scope="col" class="r">{orders::PRICE.to(locale)}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <p class="meta mt3">{showing}</p>
        {pager(visit, view.number, view.last(), at)}
    }
    .into_any()
}
