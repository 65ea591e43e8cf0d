//! The last task of a bid: everything is read once more, kept by who wrote it, and handed in.

use super::{bid_notes, tasks, written};
use crate::components::{icons, input, once};
use crate::forms::{FormState, attempt};
use crate::i18n::{self, bid as texts, bid_copy, bid_progress, bid_section, label};
use crate::routes::Route;
use crate::visit::Visit;
use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use leptos::prelude::*;
use services::bids::{self, BidView};

/// `GET /{locale}/tenders/{reference}/bid/copy.txt`: what is written so far, as a file.
pub async fn copy(visit: Visit, Path((_, reference)): Path<(String, String)>) -> Response {
    let view = attempt!(visit, bids::show(visit.caller(), &reference).await);
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8")),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"bid-copy.txt\"")),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
    ];
    (headers, written::text(&visit, &view)).into_response()
}

/// The page's body.
pub(super) fn draw(visit: &Visit, view: &BidView, form: &FormState) -> AnyView {
    let locale = visit.locale();
    let open: Vec<_> = tasks::open(view)
        .map(|(section, progress)| {
            let href = visit.to(Route::BidTask(&view.reference, section));
            let name = i18n::words(bid_section::find, section.code(), locale);
            view! { <li><a href=href>{name}</a>" "<span class="tag">{i18n::words(bid_progress::find, progress.code(), locale)}</span></li> }
        })
        .collect();
    let back = view! { <p class="mt5"><a href=visit.to(Route::Bid(&view.reference))>{texts::BACK_TO_TASKS.to(locale)}</a></p> };
    if !open.is_empty() {
        return view! { <p class="mt3">{texts::OPEN_TASKS.to(locale)}</p><ul role="list" class="tasks mt3">{open}</ul>{back} }
            .into_any();
    }
    view! {
        <p class="mt3">{texts::CHECK_TEXT.to(locale)}</p>
        {bid_notes::barred(visit, view)}
        {written::answers(visit, view, true)}
        <div class="panel panel--sunk mt5">
            <h2>{bid_copy::KEEP.to(locale)}</h2>
            <p class="mt2">{bid_copy::KEEP_TEXT.to(locale)}</p>
            {written::copy_link(visit, view)}
        </div>
        <form class="form mt5" method="post" novalidate>
            <input type="hidden" name="notice" value=view.notice_revision.to_string()/>
            {once(visit, form)}
            <div class="note">{icons::info()}<p>{texts::SERVER_SEALS.to(locale)}</p></div>
            {input(visit, form, "password", label::PASSWORD, Some(texts::PASSWORD_HINT.to(locale).to_owned()), "password", "input--20")}
            <button class="btn">{texts::SUBMIT.to(locale)}</button>
        </form>
        {back}
    }
    .into_any()
}
