//! The evaluation of a tender: where it stands, what the one who looks does next, who sits on the panel, the bids.

use super::common::{Shown, answered, framed, show};
use super::overview_parts as parts;
use crate::forms::{FormState, Posted};
use crate::i18n::{evaluation as texts, frame};
use crate::routes::Route;
use crate::visit::Visit;
use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;
use services::Failure;
use services::evaluation::{self, ToDo};

/// `GET /{locale}/workspace/tenders/{reference}/evaluation`
pub async fn get(visit: Visit, Path((_, reference)): Path<(String, String)>) -> Response {
    show(&visit, &reference, FormState::default(), texts::TITLE, draw).await
}

/// `POST /{locale}/workspace/tenders/{reference}/evaluation`: the panel is appointed, conflicts are assessed again, or a
/// member is replaced.
pub async fn post(Path((_, reference)): Path<(String, String)>, posted: Posted) -> Response {
    let visit = posted.visit.clone();
    let (caller, fields) = (visit.caller(), posted.fields);
    let outcome = match fields.get("form") {
        "begin" => evaluation::begin(caller, &reference, &fields).await.map(|()| "evaluation_begun"),
        "conflicts" => evaluation::renew_conflicts(caller, &reference, &fields).await.map(|()| "evaluation_assessed"),
        "replace" => evaluation::replace_assessor(caller, &reference, &fields).await.map(|()| "evaluation_replaced"),
        _ => Err(Failure::NotFound),
    };
    let to = visit.to(Route::Evaluation(&reference));
    answered(&visit, fields, outcome, to, async |form| show(&visit, &reference, form, texts::TITLE, draw).await).await
}

fn draw(visit: &Visit, shown: &Shown) -> AnyView {
    let (locale, view) = (visit.locale(), &shown.view);
    let steps: Vec<_> = view.to_do.iter().map(|step| parts::step(visit, view, *step)).collect();
    let steps = if steps.is_empty() {
        view! { <p class="mt3">{texts::NOTHING_TO_DO.to(locale)}</p> }.into_any()
    } else {
        view! { <ul role="list" class="rows mt3">{steps}</ul> }.into_any()
    };
    let begin = view.to_do.contains(&ToDo::Appoint).then(|| parts::begin(visit, shown));
    let assess = view.to_do.contains(&ToDo::RenewConflicts).then(|| parts::assess(visit, shown));
    let body = view! {
        <p class="row gap-2 mt3"><span class="sample">{frame::SAMPLE.to(locale)}</span></p>
        {parts::way(visit, view)}
        <div class="with-key mt5">
            <section class="panel panel--key key-panel" aria-labelledby="next">
                <h2 id="next">{texts::NEXT.to(locale)}</h2>
                {steps}
                {begin}
                {assess}
            </section>
            <div class="text stack">
                {parts::panel(visit, shown)}
                {parts::bids(visit, view)}
            </div>
            <aside class="rail stack" aria-label=texts::SECTIONS.to(locale)>{parts::sections(visit, view)}</aside>
        </div>
    };
    framed(visit, shown, texts::HEADING.to(locale).to_owned(), body.into_any())
}
