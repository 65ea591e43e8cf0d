//! A draft before it is sent: every section with what is missing, and the button that sends it.

use super::whole;
use super::work_page::splitting;
use crate::components::{error_summary, said};
use crate::forms::{FormState, Posted, attempt};
use crate::i18n::{self, nav, tender_progress, tender_section, work};
use crate::layout::{Meta, crumbs};
use crate::render;
use crate::routes::{Route, with_query};
use crate::visit::{Visit, see_other};
use axum::extract::Path;
use axum::response::Response;
use domain::permissions::Action;
use domain::tenders::TenderCommand;
use domain::tenders::views::TenderView;
use leptos::prelude::*;
use services::Failure;
use services::tenders;

/// `GET /{locale}/workspace/tenders/{reference}/check`
pub async fn get(visit: Visit, Path((_, reference)): Path<(String, String)>) -> Response {
    show(&visit, &reference, FormState::default()).await
}

/// `POST /{locale}/workspace/tenders/{reference}/check`
pub async fn post(Path((_, reference)): Path<(String, String)>, posted: Posted) -> Response {
    let visit = posted.visit.clone();
    match tenders::submit(visit.caller(), &reference).await {
        Ok(()) => {
            let path = visit.to(Route::WorkTender(&reference));
            see_other(&with_query(path, &[("done", "tender_submitted".to_owned())]))
        }
        Err(Failure::Refused(refusal)) => show(&visit, &reference, FormState::refused(posted.fields, refusal)).await,
        Err(failure) => visit.failed(failure).await,
    }
}

async fn show(visit: &Visit, reference: &str, form: FormState) -> Response {
    attempt!(visit, visit.caller().may(Action::DraftTender));
    let view = attempt!(visit, tenders::show(visit.caller(), visit.locale(), reference).await);
    let meta = Meta::titled(work::CHECK_TITLE.to(visit.locale()))
        .private()
        .refused(form.is_refused())
        .under("/workspace/tenders");
    let status = form.status();
    render::page(visit, status, meta, (view, form), draw).await
}

fn draw(visit: &Visit, (view, form): &(TenderView, FormState)) -> impl IntoView + use<> {
    let locale = visit.locale();
    let revises = view.may.contains(&TenderCommand::Revise);
    let rows: Vec<_> = view
        .tasks
        .iter()
        .map(|task| {
            let name = i18n::words(tender_section::find, task.section.code(), locale);
            let gaps: Vec<_> = task.gaps.iter().map(|gap| view! { <li>{i18n::gap(locale, gap)}</li> }).collect();
            let progress = i18n::words(tender_progress::find, task.progress.code(), locale);
            let change = revises.then(|| {
                let href = visit.to(Route::TenderSection(&view.row.reference, task.section));
                view! { <a href=href>{work::CHANGE.to(locale)}<span class="sr">" "{name.clone()}</span></a> }
            });
            view! { <div><dt>{name}</dt><dd>{progress}<ul>{gaps}</ul></dd><dd>{change}</dd></div> }
        })
        .collect();
    let send = revises.then(|| {
        view! {
            <form method="post" class="mt5"><button class="btn">{work::SUBMIT.to(locale)}</button></form>
        }
    });
    view! {
        {crumbs(visit, vec![
            (visit.to(Route::WorkTenders), nav::OWN_TENDERS.to(locale).to_owned()),
            (visit.to(Route::WorkTender(&view.row.reference)), view.row.reference.clone()),
        ])}
        <main id="main" tabindex="-1" class="wrap main main--after-crumbs">
            {error_summary(visit, form)}
            <h1>{work::CHECK_TITLE.to(locale)}</h1>
            <p class="lede mt2">{said(&view.row.title)}</p>
            <p class="meta mt2">{work::CHECK_TEXT.to(locale)}</p>
            {splitting(visit, view)}
            <dl class="answers mt5">{rows}</dl>
            {send}
            {whole::draw(visit, view)}
        </main>
    }
}
