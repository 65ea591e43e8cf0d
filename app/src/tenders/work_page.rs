//! A tender in the workspace: its task list, the next step for one's role, questions, and what happened.

use super::words;
use super::work_steps as steps;
use crate::components::{error_summary, icons, moment, said};
use crate::forms::{FormState, Posted, attempt};
use crate::i18n::{self, frame, happening, nav, order, tender_progress, tender_section, work};
use crate::layout::{Meta, banner, crumbs};
use crate::render;
use crate::routes::{Route, with_query};
use crate::visit::{Visit, see_other};
use axum::extract::Path;
use axum::response::Response;
use domain::accounts::Role;
use domain::orders::views::Happening;
use domain::tenders::views::TenderView;
use domain::tenders::{SectionProgress, Stage, TenderCommand};
use leptos::prelude::*;
use services::Failure;
use services::tenders;

/// What the page shows: the tender, and the form that was refused, if one was.
pub(super) struct Shown {
    pub view: TenderView,
    pub form: FormState,
}

/// `GET /{locale}/workspace/tenders/{reference}`
pub async fn get(visit: Visit, Path((_, reference)): Path<(String, String)>) -> Response {
    show(&visit, &reference, FormState::default()).await
}

/// `POST /{locale}/workspace/tenders/{reference}`: `do` names the step.
pub async fn post(Path((_, reference)): Path<(String, String)>, posted: Posted) -> Response {
    let visit = posted.visit.clone();
    match take(&posted, &reference).await {
        Ok(done) => see_other(&with_query(visit.to(Route::WorkTender(&reference)), &[("done", done.to_owned())])),
        Err(Failure::Refused(refusal)) => show(&visit, &reference, FormState::refused(posted.fields, refusal)).await,
        Err(failure) => visit.failed(failure).await,
    }
}

async fn take(posted: &Posted, reference: &str) -> Result<&'static str, Failure> {
    let (caller, fields) = (posted.visit.caller(), &posted.fields);
    caller.officer()?;
    match fields.get("do") {
        "approve" => tenders::decide(caller, reference, fields).await.map(|()| "tender_approved"),
        "return" => tenders::decide(caller, reference, fields).await.map(|()| "tender_returned"),
        "reopen" => tenders::reopen(caller, reference).await.map(|()| "tender_reopened"),
        "publish" => tenders::publish(caller, reference).await.map(|()| "tender_published"),
        "answer_question" => tenders::answer(caller, reference, fields).await.map(|()| "tender_answered"),
        "extend" => tenders::extend(caller, reference, fields).await.map(|()| "tender_extended"),
        "cancel" => tenders::propose_cancellation(caller, reference, fields).await.map(|()| "tender_proposed"),
        "agree_cancel" => tenders::settle_cancellation(caller, reference, fields).await.map(|()| "tender_cancelled"),
        "decline_cancel" => tenders::settle_cancellation(caller, reference, fields).await.map(|()| "tender_declined"),
        _ => Err(Failure::NotFound),
    }
}

async fn show(visit: &Visit, reference: &str, form: FormState) -> Response {
    let view = attempt!(visit, tenders::show(visit.caller(), visit.locale(), reference).await);
    let title = i18n::tender::PAGE_TITLE
        .fill(visit.locale(), &[("title", &view.row.title.text), ("reference", &view.row.reference)]);
    let meta = Meta::titled(title).private().refused(form.is_refused()).under("/workspace/tenders");
    let status = form.status();
    render::page(visit, status, meta, Shown { view, form }, draw).await
}

fn draw(visit: &Visit, shown: &Shown) -> impl IntoView + use<> {
    let locale = visit.locale();
    let view = &shown.view;
    let returned = (view.row.stage == Stage::Draft && !view.return_reason.is_empty()).then(|| {
        let text = work::RETURNED.fill(locale, &[("reason", &view.return_reason)]);
        view! { <div class="note note--warn mt4">{icons::warn()}<p>{text}</p></div> }
    });
    let knows = visit.caller().actor().officer().is_some_and(|officer| {
        let works = [Role::DepartmentOfficer, Role::DepartmentProcurement, Role::DepartmentApprover];
        let reviews = [Role::Board, Role::Head, Role::Auditor, Role::SpendReviewer];
        works.iter().chain(&reviews).any(|role| officer.has(*role))
    });
    let decides = view.row.stage.is_public() && !matches!(view.row.stage, Stage::Published | Stage::Closed) && knows;
    let award = decides.then(|| {
        view! { <p class="mt3"><a href=visit.to(Route::WorkAward(&view.row.reference))>{work::AWARD_PAGE.to(locale)}</a></p> }
    });
    let public = view.row.stage.is_public().then(|| {
        view! { <p class="mt3"><a href=visit.to(Route::Tender(&view.row.reference))>{work::PUBLIC_PAGE.to(locale)}</a></p> }
    });
    let opened = !matches!(view.row.stage, Stage::Published | Stage::Closed) && view.row.stage.is_public();
    let evaluation = (opened && view.row.stage != Stage::Cancelled).then(|| {
        let href = visit.to(Route::Evaluation(&view.row.reference));
        view! { <p class="mt3"><a href=href>{i18n::evaluation::LINK.to(locale)}</a></p> }
    });
    let lots = (!view.lots.is_empty()).then(|| {
        let list = super::lots::published(visit, &view.lots, true);
        view! { <section aria-labelledby="lots"><h2 id="lots">{i18n::tender::LOTS.to(locale)}</h2>{list}</section> }
    });
    // Before it is published nobody but these pages shows what is drafted.
    let whole = super::whole::draw(visit, view).or_else(|| {
        let (lots, schedule) =
            (super::lots::drafted(visit, &view.draft), words::schedule(visit, &view.draft.price_schedule));
        let drafting = !view.row.stage.is_public();
        drafting.then(|| view! { {lots}{schedule} }.into_any())
    });
    view! {
        {crumbs(visit, vec![
            (visit.to(Route::WorkTenders), nav::OWN_TENDERS.to(locale).to_owned()),
            (visit.to(Route::WorkTender(&view.row.reference)), view.row.reference.clone()),
        ])}
        <main id="main" tabindex="-1" class="wrap main main--after-crumbs">
            {banner(visit)}
            {error_summary(visit, &shown.form)}
            <p class="eyebrow">{view.row.reference.clone()}{frame::DOT.to(locale)}{view.row.department.clone()}</p>
            <h1>{said(&view.row.title)}</h1>
            <p class="row gap-2 mt3">{words::stage_tag(visit, view.row.stage)}<span class="sample">{frame::SAMPLE.to(locale)}</span></p>
            {returned}
            {(!view.row.stage.is_public()).then(|| splitting(visit, view))}
            <div class="with-key mt5">
                <section class="panel panel--key key-panel" aria-labelledby="next">
                    <h2 id="next">{work::NEXT.to(locale)}</h2>
                    {steps::next_steps(visit, shown)}
                    {award}{public}
                    {evaluation}
                </section>
                <div class="text stack">
                    {tasks(visit, view)}
                    {lots}
                    {whole}
                    {steps::questions(visit, shown)}
                </div>
                <aside class="rail stack" aria-label=work::HISTORY.to(locale)>{history(visit, view)}</aside>
            </div>
        </main>
    }
}

/// The warning of splitting, which the approver must answer.
pub(super) fn splitting(visit: &Visit, view: &TenderView) -> Option<AnyView> {
    let warning = view.splitting.as_ref()?;
    let locale = visit.locale();
    let text = work::SPLITTING.fill(
        locale,
        &[
            ("count", &locale.number(warning.earlier as i64)),
            ("day", &locale.date(warning.since)),
            ("together", &locale.money(warning.together)),
        ],
    );
    Some(view! { <div class="note note--warn mt4">{icons::warn()}<p>{text}</p></div> }.into_any())
}

fn tasks(visit: &Visit, view: &TenderView) -> AnyView {
    let locale = visit.locale();
    let revises = view.may.contains(&TenderCommand::Revise);
    let done = view.tasks.iter().filter(|task| task.progress == SectionProgress::Complete).count();
    let count =
        work::COMPLETE_COUNT.fill(locale, &[("done", &done.to_string()), ("count", &view.tasks.len().to_string())]);
    let rows: Vec<_> = view
        .tasks
        .iter()
        .map(|task| {
            let name = i18n::words(tender_section::find, task.section.code(), locale);
            let name = if revises {
                let href = visit.to(Route::TenderSection(&view.row.reference, task.section));
                view! { <a href=href>{name}</a> }.into_any()
            } else {
                name.into_any()
            };
            let progress = i18n::words(tender_progress::find, task.progress.code(), locale);
            let tag = match task.progress {
                SectionProgress::Complete => view! { <span class="plain">{progress}</span> }.into_any(),
                SectionProgress::InProgress => view! { <span class="tag tag--info">{progress}</span> }.into_any(),
                SectionProgress::NotStarted => view! { <span class="tag">{progress}</span> }.into_any(),
            };
            let hint = (task.progress == SectionProgress::InProgress).then(|| {
                let gaps: Vec<_> = task.gaps.iter().map(|gap| i18n::gap(locale, gap)).collect();
                view! { <p class="hint">{gaps.join(frame::LIST_SEMICOLON.to(locale))}</p> }
            });
            view! { <li><div>{name}{hint}</div>{tag}</li> }
        })
        .collect();
    let check = revises.then(|| {
        view! { <p class="mt4"><a class="btn" href=visit.to(Route::TenderCheck(&view.row.reference))>{work::CHECK.to(locale)}</a></p> }
    });
    view! {
        <section aria-labelledby="tasks">
            <h2 id="tasks">{work::TASKS.to(locale)}</h2>
            <p class="meta">{count}</p>
            <ul role="list" class="tasks mt3">{rows}</ul>
            {check}
        </section>
    }
    .into_any()
}

/// Steps that are shown; earlier ones unfold.
const LATEST: usize = 10;

fn history(visit: &Visit, view: &TenderView) -> AnyView {
    let locale = visit.locale();
    let (earlier, latest) = view.history.split_at(view.history.len().saturating_sub(LATEST));
    let folded = (!earlier.is_empty()).then(|| {
        view! {
            <details class="help mt3">
                <summary>{work::EARLIER_STEPS.count(locale, earlier.len() as i64)}</summary>
                {steps_of(visit, earlier)}
            </details>
        }
    });
    let empty = view.history.is_empty().then(|| view! { <p class="meta mt2">{work::SAMPLE_HISTORY.to(locale)}</p> });
    view! {
        <div class="panel">
            <h2>{work::HISTORY.to(locale)}</h2>
            {folded}
            {steps_of(visit, latest)}
            {empty}
        </div>
    }
    .into_any()
}

fn steps_of(visit: &Visit, entries: &[Happening]) -> AnyView {
    let locale = visit.locale();
    let entries: Vec<_> = entries
        .iter()
        .map(|entry| {
            let key = entry.event.replace('.', "_");
            let words = happening::find(&key).map_or_else(|| entry.event.clone(), |text| text.to(locale).to_owned());
            let comment = (!entry.comment.is_empty()).then(|| view! { <p>{entry.comment.clone()}</p> });
            let by = entry.by.clone().map(|name| view! { {frame::DOT.to(locale)}{name} });
            view! {
                <li class="done">
                    <div>
                        <b>{words}</b>
                        <p class="meta">{moment(visit, entry.at)}{by}</p>
                        {comment}
                        <p class="meta">{order::LOG_ENTRY.fill(locale, &[("position", &locale.number(entry.position))])}</p>
                    </div>
                </li>
            }
        })
        .collect();
    view! { <ol role="list" class="timeline mt3">{entries}</ol> }.into_any()
}
