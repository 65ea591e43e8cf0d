//! What a bidder reads of a tender that ended without a winner: what happened, why, and its own marks if there are any.

use super::outcome_parts as parts;
use crate::components::{moment, said, sample, written};
use crate::forms::attempt;
use crate::i18n::{self, frame, nav, outcome as texts, outcome_result, tender_ground};
use crate::layout::{Meta, crumbs};
use crate::render;
use crate::routes::Route;
use crate::visit::Visit;
use axum::http::StatusCode;
use axum::response::Response;
use domain::awards::views::{EndedView, NoWinner, OutcomeResult};
use leptos::prelude::*;
use services::awards;

/// The page, where a decision would stand otherwise.
pub(super) async fn show(visit: &Visit, reference: &str) -> Response {
    let view = attempt!(visit, awards::ended(visit.caller(), visit.locale(), reference).await);
    let title = texts::PAGE_TITLE.fill(visit.locale(), &[("title", &view.title.text), ("reference", &view.reference)]);
    let meta = Meta::titled(title).private().under("/supplier");
    render::page(visit, StatusCode::OK, meta, view, draw).await
}

fn draw(visit: &Visit, view: &EndedView) -> AnyView {
    let locale = visit.locale();
    let (result, what, why) = match &view.why {
        NoWinner::Unsuccessful { reason } => (OutcomeResult::Unsuccessful, texts::ENDED_UNSUCCESSFUL, reason.clone()),
        NoWinner::Cancelled(ground) => {
            let ground = i18n::words(tender_ground::find, ground.code(), locale);
            (OutcomeResult::Cancelled, texts::ENDED_CANCELLED, ground)
        }
    };
    let marks = if let Some(why) = view.unreadable {
        parts::unread(visit, why)
    } else if view.marks.is_empty() {
        view! { <p>{texts::ENDED_NO_MARKS.to(locale)}</p> }.into_any()
    } else {
        parts::marks(visit, &view.marks)
    };
    view! {
        {crumbs(visit, vec![
            (visit.to(Route::Company), nav::COMPANY.to(locale).to_owned()),
            (visit.to(Route::Outcomes), texts::TITLE.to(locale).to_owned()),
            (visit.to(Route::Outcome(&view.reference)), view.reference.clone()),
        ])}
        <main id="main" tabindex="-1" class="wrap main main--after-crumbs">
            <p class="eyebrow">{view.reference.clone()}{frame::DOT.to(locale)}{view.department.clone()}</p>
            <h1>{said(&view.title)}</h1>
            <p class="row gap-2 mt3"><span class="tag">{i18n::words(outcome_result::find, result.code(), locale)}</span>{sample(visit)}</p>
            <div class="with-key mt5">
                <section class="panel panel--key key-panel" aria-labelledby="next">
                    <h2 id="next">{texts::NEXT.to(locale)}</h2>
                    <p class="mt3">{texts::ENDED_NEXT.to(locale)}</p>
                    <p class="mt3"><a href=visit.to(Route::Tender(&view.reference))>{texts::ENDED_TENDER.to(locale)}</a></p>
                    <p class="mt2"><a href=visit.to(Route::OpenTenders)>{i18n::own_bids::FIND.to(locale)}</a></p>
                    <p class="meta mt3">{texts::ENDED_ON.to(locale)}" "{moment(visit, view.ended_at)}</p>
                </section>
                <div class="text stack">
                    <section aria-labelledby="why">
                        <h2 id="why">{texts::WHY.to(locale)}</h2>
                        <p class="mt3">{what.to(locale)}</p>
                        <div class="mt3 pre-line">{written(visit, &why)}</div>
                    </section>
                    {marks}
                </div>
            </div>
        </main>
    }
    .into_any()
}
