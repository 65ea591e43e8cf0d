//! One's own scoring sheet: every mark at a glance, and the button that locks it.

use super::common::{Shown, answered, framed, hidden, marks, note, show};
use crate::forms::{FormState, Posted};
use crate::i18n::evaluation as texts;
use crate::routes::Route;
use crate::visit::Visit;
use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;
use services::evaluation::{self, BidderView, EvaluationView};

/// `GET /{locale}/workspace/tenders/{reference}/evaluation/marks`
pub async fn get(visit: Visit, Path((_, reference)): Path<(String, String)>) -> Response {
    show(&visit, &reference, FormState::default(), texts::OWN_MARKS, draw).await
}

/// `POST /{locale}/workspace/tenders/{reference}/evaluation/marks`: the sheet is handed in.
pub async fn post(Path((_, reference)): Path<(String, String)>, posted: Posted) -> Response {
    let visit = posted.visit.clone();
    let outcome = evaluation::submit_marks(visit.caller(), &reference).await.map(|()| "evaluation_submitted");
    let to = visit.to(Route::Evaluation(&reference));
    let again = async |form| show(&visit, &reference, form, texts::OWN_MARKS, draw).await;
    answered(&visit, posted.fields, outcome, to, again).await
}

fn draw(visit: &Visit, shown: &Shown) -> AnyView {
    let (locale, view) = (visit.locale(), &shown.view);
    let conforming: Vec<_> = view.bids.iter().filter(|bid| is_marked(view, bid)).collect();
    let is_whole =
        conforming.iter().all(|bid| view.criteria.iter().all(|one| view.own_mark(bid.bid, one.criterion.id).is_some()));
    let submitted = view.own.as_ref().and_then(|sheet| sheet.submitted_at);
    let names: Vec<_> = view
        .criteria
        .iter()
        .map(|one| {
            let most = texts::MOST.fill(locale, &[("maximum", &marks(one.criterion.maximum))]);
            view! { <th scope="col">{one.name.get(locale).to_owned()}<br/><span class="meta">{most}</span></th> }
        })
        .collect();
    let rows: Vec<_> = conforming.iter().map(|bid| row(visit, view, bid, submitted.is_none())).collect();
    let end = match submitted {
        Some(at) => note(texts::SHEET_SUBMITTED.fill(locale, &[("time", &locale.moment(at))])),
        None if !view.reads_bids => note(texts::DECLARE_TEXT.to(locale).to_owned()),
        None if !is_whole => view! { <p class="mt4">{texts::SUBMIT_MISSING.to(locale)}</p> }.into_any(),
        None => view! {
            <form class="form mt4" method="post">
                {hidden(shown, "submit", &[])}
                <p>{texts::SUBMIT_TEXT.to(locale)}</p>
                <button class="btn">{texts::SUBMIT_SHEET.to(locale)}</button>
            </form>
        }
        .into_any(),
    };
    let body = view! {
        <p class="lede mt3">{texts::SHEET_TEXT.to(locale)}</p>
        <div class="table-scroll mt4" role="region" aria-label=texts::OWN_MARKS.to(locale) tabindex="0">
            <table class="table table--top table--stack">
                <thead><tr><th scope="col">{texts::BIDDER.to(locale)}</th>{names}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        {end}
    };
    framed(visit, shown, texts::OWN_MARKS.to(locale).to_owned(), body.into_any())
}

/// Readable, and not found to miss an essential requirement.
pub(super) fn is_marked(view: &EvaluationView, bid: &BidderView) -> bool {
    bid.unreadable.is_none() && view.non_conforming.iter().all(|(found, _)| *found != bid.bid)
}

fn row(visit: &Visit, view: &EvaluationView, bid: &BidderView, open: bool) -> AnyView {
    let locale = visit.locale();
    let name = bid.name.get(locale).to_owned();
    let name = if open && view.reads_bids {
        let href = visit.to(Route::EvaluationBid(&view.reference, bid.bid));
        view! { <a href=href>{texts::MARK_THIS.fill(locale, &[("bidder", &name)])}</a> }.into_any()
    } else {
        name.into_any()
    };
    let cells: Vec<_> = view
        .criteria
        .iter()
        .map(|one| {
            let label = one.name.get(locale).to_owned();
            match view.own_mark(bid.bid, one.criterion.id) {
                Some(mark) => {
                    let comment =
                        (!mark.comment.is_empty()).then(|| view! { <p class="meta">{mark.comment.clone()}</p> });
                    view! { <td data-label=label><b class="num">{marks(mark.mark)}</b>{comment}</td> }.into_any()
                }
                None => view! { <td data-label=label><span class="meta">{texts::NOT_MARKED.to(locale)}</span></td> }
                    .into_any(),
            }
        })
        .collect();
    view! { <tr><th scope="row">{name}</th>{cells}</tr> }.into_any()
}
