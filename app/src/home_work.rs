//! The front page of somebody who works here: what waits for them, oldest first, and the way to the rest.

use crate::components::{day, said, tags};
use crate::i18n::{frame, home, orders};
use crate::routes::Route;
use crate::visit::Visit;
use domain::orders::OrderState;
use domain::orders::views::OrderRow;
use domain::page::Page;
use domain::permissions::{Action, allows};
use domain::spend::views::Figure;
use leptos::prelude::*;
use services::Failure;
use services::evaluation::{PanelOf, panels};
use services::orders::{OrderList, browse};

/// Most requests listed on the front page.
const MOST: usize = 4;

/// What one has to do.
pub(crate) struct Work {
    waiting: Page<OrderRow>,
    /// All orders one may see.
    orders: usize,
    /// Tenders whose bids one marks.
    panels: Vec<PanelOf>,
}

/// Reads what waits for the one who looks.
pub(crate) async fn load(visit: &Visit) -> Result<Work, Failure> {
    let waiting = browse(visit.caller(), visit.locale(), OrderList::WaitingForMe, 1).await?;
    let orders = browse(visit.caller(), visit.locale(), OrderList::All, 1).await?.total;
    let assesses = allows(Action::AssessBids, visit.caller().actor());
    let panels = if assesses { panels(visit.caller()).await? } else { Vec::new() };
    Ok(Work { waiting, orders, panels })
}

/// Draws it in the place where visitors find their entries.
pub(crate) fn draw(visit: &Visit, work: &Work) -> AnyView {
    let locale = visit.locale();
    let rows: Vec<_> = work.waiting.rows.iter().take(MOST).map(|row| waiting(visit, row)).collect();
    let more = (work.waiting.total > MOST).then(|| {
        let text = home::ALL_WAITING.count(locale, work.waiting.total as i64);
        view! { <p class="t-sm"><a href=visit.to(Route::Approvals)>{text}</a></p> }
    });
    let body = if rows.is_empty() {
        view! { <p class="meta">{orders::NOTHING_WAITS.to(locale)}</p> }.into_any()
    } else {
        view! { <ul role="list" class="rows">{rows}</ul>{more} }.into_any()
    };
    let heading = home::WORK_WAITING.count(locale, work.waiting.total as i64);
    view! {
        <div class="duo">
            <section class="role" aria-labelledby="your-work">
                <h2 id="your-work">{heading}</h2>
                {body}
            </section>
            <section class="role" aria-labelledby="go-on">
                <h2 id="go-on">{home::WORK.to(locale)}</h2>
                <ul>{links(visit, work)}</ul>
            </section>
        </div>
    }
    .into_any()
}

fn waiting(visit: &Visit, row: &OrderRow) -> AnyView {
    let locale = visit.locale();
    let decided = matches!(row.state, OrderState::Submitted | OrderState::CoordinatorReview);
    let due = decided.then(|| view! { <span>{orders::DECIDE_BY.to(locale)}{day(visit, row.decide_by())}</span> });
    view! {
        <li>
            <div>
                <h3 class="rows__title"><a href=visit.to(Route::Order(&row.reference))>{said(&row.solution)}</a></h3>
                <p class="meta dots">
                    <span>{row.department.clone()}{frame::DOT.to(locale)}{row.reference.clone()}</span>
                    {due}
                </p>
            </div>
            <div class="rows__side">{tags::order(visit, row.state)}</div>
        </li>
    }
    .into_any()
}

/// Where one goes on from here, with how much is there.
fn links(visit: &Visit, work: &Work) -> Vec<AnyView> {
    let locale = visit.locale();
    let link = |href: String, text: String| view! { <li><a href=href>{text}</a></li> }.into_any();
    let all = visit.caller().actor().officer().is_some_and(|officer| officer.sees_everything());
    let every = if all { home::ALL_ORDERS } else { home::YOUR_ORDERS };
    let mut links = vec![
        link(visit.to(Route::Orders), every.count(locale, work.orders as i64)),
        link(visit.to(Route::Shortlist), home::SHORTLIST.count(locale, visit.shortlisted() as i64)),
        link(visit.to(Route::Catalogue), home::FIND.to(locale).to_owned()),
    ];
    for panel in &work.panels {
        let text = home::PANEL.fill(locale, &[("title", panel.title.get(locale))]);
        links.insert(0, link(visit.to(Route::Evaluation(&panel.reference)), text));
    }
    if allows(Action::ReviewSpend, visit.caller().actor()) {
        let year = visit.caller().today().financial_year();
        links.push(link(visit.to(Route::Spend(None, None)), home::REVIEW_SPEND.to(locale).to_owned()));
        let uses = if all { home::WHO_USES_WHAT } else { home::WHAT_WE_USE };
        links.push(link(visit.to(Route::Figure(Figure::Adopting, year, None)), uses.to(locale).to_owned()));
    }
    links
}
