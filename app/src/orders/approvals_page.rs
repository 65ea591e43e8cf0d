//! What waits for the one who asks, oldest first.

use crate::components::{pager, said, sample, tags};
use crate::forms::attempt;
use crate::i18n::{frame, nav, orders};
use crate::layout::{Meta, banner, crumbs};
use crate::render;
use crate::routes::{Route, with_query};
use crate::visit::Visit;
use axum::http::StatusCode;
use axum::response::Response;
use domain::orders::OrderState;
use domain::orders::views::OrderRow;
use domain::page::Page;
use islands::RelativeTime;
use leptos::prelude::*;
use services::orders::{OrderList, browse};

/// `GET /{locale}/workspace/approvals`
pub async fn get(visit: Visit) -> Response {
    let asked = visit.query().get("page").parse().unwrap_or(1);
    let view = attempt!(visit, browse(visit.caller(), visit.locale(), OrderList::WaitingForMe, asked).await);
    let meta = Meta::titled(nav::APPROVALS.to(visit.locale())).private().with_islands().under("/workspace/approvals");
    render::page(&visit, StatusCode::OK, meta, view, draw).await
}

/// By when a decision is asked for; said louder once that day is over.
fn due(visit: &Visit, row: &OrderRow) -> AnyView {
    let locale = visit.locale();
    let by = row.decide_by();
    let class = if by < visit.caller().today() { "due due--late" } else { "due" };
    view! { <p class=class>{orders::DECIDE_BEFORE.fill(locale, &[("day", &locale.date(by))])}</p> }.into_any()
}

fn draw(visit: &Visit, view: &Page<OrderRow>) -> impl IntoView + use<> {
    let locale = visit.locale();
    let rows: Vec<_> = view
        .rows
        .iter()
        .map(|row| {
            let href = visit.to(Route::Order(&row.reference));
            let decided = matches!(row.state, OrderState::Submitted | OrderState::CoordinatorReview);
            let due = decided.then(|| due(visit, row));
            view! {
                <li>
                    <div>
                        <h2 class="rows__title"><a href=href.clone()>{said(&row.solution)}</a></h2>
                        <p class="meta">{row.department.clone()}{frame::DOT.to(locale)}{row.reference.clone()}</p>
                        <p class="meta">
                            {orders::WAITS_SINCE.to(locale)}" "
                            <RelativeTime datetime=row.updated_at.to_rfc3339() text=locale.moment(row.updated_at)/>
                        </p>
                        {due}
                    </div>
                    <div class="rows__side">
                        {tags::order(visit, row.state)}
                        <span class="amount">{locale.money(row.price)}</span>
                        <a class="btn btn--quiet btn--sm" href=href>{orders::REVIEW.to(locale)}<span class="sr">" "{row.reference.clone()}</span></a>
                    </div>
                </li>
            }
        })
        .collect();
    let body = if rows.is_empty() {
        view! { <div class="empty mt5"><h2>{orders::NOTHING_WAITS.to(locale)}</h2><p>{orders::NOTHING_WAITS_TEXT.to(locale)}</p></div> }.into_any()
    } else {
        view! { <div class="panel panel--flush mt5"><ul role="list" class="rows">{rows}</ul></div> }.into_any()
    };
    let at = |number: usize| with_query(visit.to(Route::Approvals), &[("page", number.to_string())]);
    view! {
        {crumbs(visit, vec![(visit.to(Route::Approvals), nav::APPROVALS.to(locale).to_owned())])}
        <main id="main" tabindex="-1" class="wrap main main--after-crumbs">
            {banner(visit)}
            <h1>{nav::APPROVALS.to(locale)}" "{sample(visit)}</h1>
            <p class="meta mt2">{orders::APPROVALS_TEXT.to(locale)}</p>
            {body}
            {pager(visit, view.number, view.last(), at)}
        </main>
    }
}
