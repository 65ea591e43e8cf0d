//! The front page of somebody who works here: what waits for them, oldest first, and the way to the rest.

use crate::components::{day, said, tags};
use crate::home_tasks::{self, Task};
use crate::i18n::{frame, home, nav, orders};
use crate::routes::Route;
use crate::visit::Visit;
use domain::orders::OrderState;
use domain::orders::views::OrderRow;
use domain::page::Page;
use domain::permissions::{Action, allows};
use domain::spend::views::Figure;
use leptos::prelude::*;
use services::Failure;
use services::orders::{OrderList, browse};

/// Most requests listed on the front page.
const MOST: usize = 4;

/// What one has to do.
pub(crate) struct Work {
    /// Requests and orders that wait, and how many one may see in all; none for those who see none.
    orders: Option<(Page<OrderRow>, usize)>,
    /// What else waits.
    tasks: Vec<Task>,
}

/// Reads what waits for the one who looks.
pub(crate) async fn load(visit: &Visit) -> Result<Work, Failure> {
    let orders = if allows(Action::ReadOrders, visit.caller().actor()) {
        let waiting = browse(visit.caller(), visit.locale(), OrderList::WaitingForMe, 1).await?;
        Some((waiting, browse(visit.caller(), visit.locale(), OrderList::All, 1).await?.total))
    } else {
        None
    };
    Ok(Work { orders, tasks: home_tasks::load(visit).await? })
}

/// Draws it in the place where visitors find their entries.
pub(crate) fn draw(visit: &Visit, work: &Work) -> AnyView {
    let locale = visit.locale();
    let mut rows: Vec<_> = work.tasks.iter().map(task).collect();
    let mut total = rows.len();
    let mut more = None;
    if let Some((waiting_orders, _)) = &work.orders {
        total += waiting_orders.total;
        rows.extend(waiting_orders.rows.iter().take(MOST).map(|row| waiting(visit, row)));
        more = (waiting_orders.total > MOST).then(|| {
            let text = home::ALL_WAITING.count(locale, waiting_orders.total as i64);
            view! { <p class="t-sm"><a href=visit.to(Route::Approvals)>{text}</a></p> }
        });
    }
    let body = if rows.is_empty() {
        view! { <p class="meta">{orders::NOTHING_WAITS.to(locale)}</p> }.into_any()
    } else {
        view! { <ul role="list" class="rows">{rows}</ul>{more} }.into_any()
    };
    let heading = home::WORK_WAITING.count(locale, total as i64);
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

fn task(task: &Task) -> AnyView {
    view! {
        <li>
            <div>
                <h3 class="rows__title"><a href=task.href.clone()>{said(&task.title)}</a></h3>
                <p class="meta">{task.reference.clone()}</p>
            </div>
            <div class="rows__side"><span class="tag tag--info">{task.what.clone()}</span></div>
        </li>
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
    let actor = visit.caller().actor();
    let mut links = Vec::new();
    if let Some((_, total)) = &work.orders {
        links.push(link(visit.to(Route::Orders), every.count(locale, *total as i64)));
    }
    for (action, route, text) in [
        (Action::ReadTenders, Route::WorkTenders, nav::OWN_TENDERS),
        (Action::ReadOwnBid, Route::OwnBids, nav::OWN_BIDS),
        (Action::ReadContracts, Route::WorkContracts, nav::OWN_CONTRACTS),
        (Action::ReadOwnContract, Route::CompanyContracts, nav::COMPANY_CONTRACTS),
        (Action::ReadOwnFile, Route::Company, nav::COMPANY),
    ] {
        if allows(action, actor) {
            links.push(link(visit.to(route), text.to(locale).to_owned()));
        }
    }
    if allows(Action::ReadOwnBid, actor) {
        links.push(link(visit.to(Route::OpenTenders), home::FIND_TENDERS.to(locale).to_owned()));
    }
    links.push(link(visit.to(Route::Shortlist), home::SHORTLIST.count(locale, visit.shortlisted() as i64)));
    links.push(link(visit.to(Route::Catalogue), home::FIND.to(locale).to_owned()));
    if allows(Action::ReviewSpend, visit.caller().actor()) {
        let year = visit.caller().today().financial_year();
        links.push(link(visit.to(Route::Spend(None, None)), home::REVIEW_SPEND.to(locale).to_owned()));
        let uses = if all { home::WHO_USES_WHAT } else { home::WHAT_WE_USE };
        links.push(link(visit.to(Route::Figure(Figure::Adopting, year, None)), uses.to(locale).to_owned()));
    }
    links
}
