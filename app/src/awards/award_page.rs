//! The award of a tender in the workspace: the panel's ranking, the recommendation, the decision, and what follows.

use super::award_parts as parts;
use super::award_steps as steps;
use super::round_tag;
use crate::components::{error_summary, said, sample};
use crate::forms::{FormState, Posted, attempt};
use crate::i18n::{award as texts, frame, nav};
use crate::layout::{Meta, banner, crumbs};
use crate::render;
use crate::routes::{Route, with_query};
use crate::visit::{Visit, see_other};
use axum::extract::Path;
use axum::response::Response;
use domain::awards::views::{AwardStep, AwardView};
use leptos::prelude::*;
use services::{Failure, awards};

/// What the page shows: the award, and the form that was refused, if one was.
pub(super) struct Shown {
    pub view: AwardView,
    pub form: FormState,
}

/// `GET /{locale}/workspace/tenders/{reference}/award`
pub async fn get(visit: Visit, Path((_, reference)): Path<(String, String)>) -> Response {
    page(&visit, &reference, FormState::default()).await
}

/// `POST /{locale}/workspace/tenders/{reference}/award`: `do` names the step.
pub async fn post(Path((_, reference)): Path<(String, String)>, posted: Posted) -> Response {
    let visit = posted.visit.clone();
    match take(&posted, &reference).await {
        Ok(step) => {
            let done = format!("award_{}", step.code());
            see_other(&with_query(visit.to(Route::WorkAward(&reference)), &[("done", done)]))
        }
        Err(Failure::Refused(refusal)) => page(&visit, &reference, FormState::refused(posted.fields, refusal)).await,
        Err(failure) => visit.failed(failure).await,
    }
}

async fn take(posted: &Posted, reference: &str) -> Result<AwardStep, Failure> {
    let (caller, fields) = (posted.visit.caller(), &posted.fields);
    caller.officer()?;
    let step = AwardStep::parse(fields.get("do")).ok_or(Failure::NotFound)?;
    match step {
        AwardStep::Recommend => awards::recommend(caller, reference, fields).await?,
        AwardStep::RecordCheck => awards::record_check(caller, reference, fields).await?,
        AwardStep::RecordVetting => awards::record_vetting(caller, reference, fields).await?,
        AwardStep::ExtendValidity => awards::extend_validity(caller, reference, fields).await?,
        AwardStep::Approve | AwardStep::Return => awards::decide(caller, reference, fields).await?,
        AwardStep::DecideChallenge => awards::decide_challenge(caller, reference, fields).await?,
        AwardStep::SetAside => awards::set_aside(caller, reference, fields).await?,
        AwardStep::Lapse => awards::lapse(caller, reference, fields).await?,
        AwardStep::PublishNotice => awards::publish_notice(caller, reference, fields).await?,
        AwardStep::DeliverDebrief => awards::deliver_debrief(caller, reference, fields).await?,
        AwardStep::DeclareUnsuccessful => awards::declare_unsuccessful(caller, reference, fields).await?,
    }
    Ok(step)
}

async fn page(visit: &Visit, reference: &str, form: FormState) -> Response {
    let view = attempt!(visit, awards::show(visit.caller(), visit.locale(), reference).await);
    let title = texts::PAGE_TITLE.fill(visit.locale(), &[("title", &view.title.text), ("reference", &view.reference)]);
    let meta = Meta::titled(title).private().refused(form.is_refused()).under("/workspace/tenders");
    let status = form.status();
    let form = form.naming("text", crate::i18n::label::DEBRIEF_TEXT);
    render::page(visit, status, meta, Shown { view, form }, draw).await
}

fn draw(visit: &Visit, shown: &Shown) -> AnyView {
    let locale = visit.locale();
    let view = &shown.view;
    let round = view.round.as_ref().map(|round| round_tag(locale, round.state));
    view! {
        {crumbs(visit, vec![
            (visit.to(Route::WorkTenders), nav::OWN_TENDERS.to(locale).to_owned()),
            (visit.to(Route::WorkTender(&view.reference)), view.reference.clone()),
            (visit.to(Route::WorkAward(&view.reference)), texts::CRUMB.to(locale).to_owned()),
        ])}
        <main id="main" tabindex="-1" class="wrap main main--after-crumbs">
            {banner(visit)}
            {error_summary(visit, &shown.form)}
            <p class="eyebrow">{view.reference.clone()}{frame::DOT.to(locale)}{view.department.clone()}</p>
            <h1>{texts::CRUMB.to(locale)}{frame::DOT.to(locale)}{said(&view.title)}</h1>
            <p class="row gap-2 mt3">{crate::tenders::stage_tag(visit, view.stage)}{round}{sample(visit)}</p>
            {parts::standing(visit, view)}
            <div class="with-key mt5">
                <section class="panel panel--key key-panel" aria-labelledby="next">
                    <h2 id="next">{texts::NEXT.to(locale)}</h2>
                    {steps::next_steps(visit, shown)}
                    {parts::links(visit, view)}
                </section>
                <div class="text stack">
                    {parts::ranking(visit, view)}
                    {steps::recommendation_form(visit, shown)}
                    {parts::recommendation(visit, view)}
                    {parts::decision(visit, view)}
                    {parts::challenges(visit, view)}
                    {parts::debriefs(visit, view)}
                </div>
                <aside class="rail stack" aria-label=texts::HISTORY.to(locale)>{parts::history(visit, view)}</aside>
            </div>
        </main>
    }
    .into_any()
}
