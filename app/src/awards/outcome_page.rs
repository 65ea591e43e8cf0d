//! A bidder reads the decision on its bid: own marks and reasons, the winner's name and totals; asks and challenges.

use super::{ended_page, outcome_parts as parts};
use crate::components::{error_summary, said, sample};
use crate::forms::{FormState, Posted, attempt};
use crate::i18n::{frame, label, nav, outcome as texts};
use crate::layout::{Meta, banner, crumbs};
use crate::render;
use crate::routes::{Route, with_query};
use crate::visit::{Visit, see_other};
use axum::extract::Path;
use axum::response::Response;
use domain::awards::views::OutcomeView;
use domain::refusal::Refusal;
use leptos::prelude::*;
use services::{Failure, awards};

/// What the page shows: the decision, and the form that was refused, if one was.
pub(super) struct Shown {
    pub view: OutcomeView,
    pub form: FormState,
}

/// `GET /{locale}/supplier/outcomes/{reference}`
pub async fn get(visit: Visit, Path((_, reference)): Path<(String, String)>) -> Response {
    page(&visit, &reference, FormState::default()).await
}

/// `POST /{locale}/supplier/outcomes/{reference}`: `do` is `debrief` or `challenge`.
pub async fn post(Path((_, reference)): Path<(String, String)>, posted: Posted) -> Response {
    let visit = posted.visit.clone();
    match take(&posted, &reference).await {
        Ok(done) => see_other(&with_query(visit.to(Route::Outcome(&reference)), &[("done", done.to_owned())])),
        Err(Failure::Refused(refusal)) => page(&visit, &reference, FormState::refused(posted.fields, refusal)).await,
        Err(failure) => visit.failed(failure).await,
    }
}

async fn take(posted: &Posted, reference: &str) -> Result<&'static str, Failure> {
    let caller = posted.visit.caller();
    caller.officer()?;
    match posted.fields.get("do") {
        "debrief" => awards::ask_debrief(caller, reference).await.map(|()| "outcome_debrief"),
        "challenge" => {
            let once = posted.once().ok_or(Failure::Refused(Refusal::FormExpired))?;
            awards::challenge(caller, once, reference, &posted.fields).await.map(|()| "outcome_challenge")
        }
        _ => Err(Failure::NotFound),
    }
}

async fn page(visit: &Visit, reference: &str, form: FormState) -> Response {
    let view = match awards::outcome(visit.caller(), visit.locale(), reference).await {
        // Nobody was told of a decision; the tender may have ended without one.
        Err(Failure::NotFound) if !form.is_refused() => return ended_page::show(visit, reference).await,
        told => attempt!(visit, told),
    };
    let title = texts::PAGE_TITLE.fill(visit.locale(), &[("title", &view.title.text), ("reference", &view.reference)]);
    let meta = Meta::titled(title).private().refused(form.is_refused()).under("/supplier");
    let status = form.status();
    let form = form.naming("ground", label::CHALLENGE_GROUND);
    render::page(visit, status, meta, Shown { view, form }, draw).await
}

fn draw(visit: &Visit, shown: &Shown) -> AnyView {
    let locale = visit.locale();
    let view = &shown.view;
    let (class, words) = if view.won { ("tag tag--good", texts::WON) } else { ("tag", texts::LOST) };
    view! {
        {crumbs(visit, vec![
            (visit.to(Route::Company), nav::COMPANY.to(locale).to_owned()),
            (visit.to(Route::Outcomes), texts::TITLE.to(locale).to_owned()),
            (visit.to(Route::Outcome(&view.reference)), view.reference.clone()),
        ])}
        <main id="main" tabindex="-1" class="wrap main main--after-crumbs">
            {banner(visit)}
            {error_summary(visit, &shown.form)}
            <p class="eyebrow">{view.reference.clone()}{frame::DOT.to(locale)}{view.department.clone()}</p>
            <h1>{said(&view.title)}</h1>
            <p class="row gap-2 mt3"><span class=class>{words.to(locale)}</span>{sample(visit)}</p>
            <div class="with-key mt5">
                <section class="panel panel--key key-panel" aria-labelledby="next">
                    <h2 id="next">{texts::NEXT.to(locale)}</h2>
                    {parts::standing(visit, view)}
                    {parts::debrief_form(visit, view)}
                    {parts::challenge_form(visit, shown)}
                </section>
                <div class="text stack">
                    {parts::reasons(visit, view)}
                    {parts::marks(visit, &view.marks)}
                    {parts::totals(visit, view)}
                    {parts::debrief(visit, view)}
                    {parts::challenges(visit, view)}
                </div>
            </div>
        </main>
    }
    .into_any()
}
