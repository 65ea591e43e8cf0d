//! The way of an order as a bar: what is done with its day, where it stands, what is still to come.

use crate::components::day;
use crate::i18n::{self, order, order_state, step, step_done};
use crate::visit::Visit;
use domain::orders::OrderState;
use domain::orders::views::OrderView;
use domain::time::Day;
use leptos::prelude::*;

/// The states on the way, each with the happening that ends it.
const WAY: [(OrderState, &str); 5] = [
    (OrderState::Submitted, "reuse.endorsed"),
    (OrderState::CoordinatorReview, "reuse.approved"),
    (OrderState::Approved, "deployment.moved.provisioning"),
    (OrderState::InDelivery, "deployment.moved.live"),
    (OrderState::Fulfilled, "deployment.moved.retired"),
];

/// Where the order is on its way.
pub(super) fn step_bar(visit: &Visit, view: &OrderView) -> AnyView {
    let locale = visit.locale();
    let state = view.row.state;
    let stopped = matches!(state, OrderState::Rejected | OrderState::Cancelled | OrderState::Declined);
    let at = WAY.iter().position(|(step, _)| *step == place_of(state)).unwrap_or(WAY.len());
    let steps: Vec<_> = WAY
        .iter()
        .enumerate()
        .filter_map(|(index, (step, ended_by))| {
            let on = ended_on(view, ended_by);
            let done = if stopped { on.is_some() } else { index < at || (index == at && state == OrderState::Closed) };
            let code = step.code();
            if done {
                let words = i18n::words(step_done::find, code, locale);
                let on = on.map(|on| view! { <span>{day(visit, on)}</span> });
                Some(view! { <li class="done">{words}{on}</li> }.into_any())
            } else if stopped {
                None
            } else if index == at {
                // What was approved waits for its set-up, which the step before has not said.
                let words = if state == OrderState::Approved {
                    step::WAITING.to(locale).to_owned()
                } else {
                    i18n::words(order_state::find, state.code(), locale)
                };
                Some(view! { <li class="now" aria-current="step">{words}</li> }.into_any())
            } else {
                Some(view! { <li>{i18n::words(step::find, code, locale)}</li> }.into_any())
            }
        })
        .collect();
    let stop = stopped.then(|| {
        let words = i18n::words(order_state::find, state.code(), locale);
        view! { <li class="stop" aria-current="step">{words}<span>{day(visit, view.row.updated_at.day())}</span></li> }
    });
    view! { <ol role="list" class="steps mt4" aria-label=order::WAY.to(locale)>{steps}{stop}</ol> }.into_any()
}

/// The step of the way that a state belongs to.
fn place_of(state: OrderState) -> OrderState {
    match state {
        OrderState::Draft | OrderState::Returned => OrderState::Submitted,
        OrderState::Ordered | OrderState::Accepted => OrderState::Approved,
        OrderState::Closed => OrderState::Fulfilled,
        state => state,
    }
}

/// The day a step was finished last, if the log or the deployment knows it.
fn ended_on(view: &OrderView, event: &str) -> Option<Day> {
    let logged = view.history.iter().rev().find(|entry| entry.event == event).map(|entry| entry.at);
    let live = view.deployment.as_ref().filter(|_| event.ends_with(".live")).and_then(|deployment| deployment.live_at);
    logged.or(live).map(|at| at.day())
}
