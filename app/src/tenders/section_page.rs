//! One section of a draft: its form or its rows, and what is still missing in it.

use super::sections;
use crate::components::{error_summary, icons, said};
use crate::forms::{FormState, Posted, attempt};
use crate::i18n::{self, nav, tender_section, work};
use crate::layout::{Meta, banner, crumbs};
use crate::render;
use crate::routes::{Route, with_query};
use crate::visit::{Visit, see_other};
use axum::extract::Path;
use axum::response::Response;
use domain::form::{Problem, Rule};
use domain::permissions::Action;
use domain::tenders::views::{Considered, TenderView};
use domain::tenders::{DocumentKind, Section, TenderCommand, TenderRefusal};
use leptos::prelude::*;
use services::Failure;
use services::tenders;

/// What the page shows.
pub(super) struct Shown {
    pub view: TenderView,
    pub section: Section,
    pub form: FormState,
    /// Solutions found for the words that were searched.
    pub found: Vec<Considered>,
}

/// `GET /{locale}/workspace/tenders/{reference}/{section}`; `?row=` fills in a row to change it.
pub async fn get(visit: Visit, Path((_, reference, section)): Path<(String, String, String)>) -> Response {
    let Some(section) = Section::parse(&section) else { return visit.failed(Failure::NotFound).await };
    show(&visit, &reference, section, None).await
}

/// `POST /{locale}/workspace/tenders/{reference}/{section}`
pub async fn post(Path((_, reference, section)): Path<(String, String, String)>, posted: Posted) -> Response {
    let visit = posted.visit.clone();
    let Some(section) = Section::parse(&section) else { return visit.failed(Failure::NotFound).await };
    if posted.fields.get("do") == "search" {
        // The catalogue is searched without losing what was typed.
        return show(&visit, &reference, section, Some(FormState::filled(posted.fields))).await;
    }
    match save(&posted, &reference, section).await {
        Ok(()) => {
            let stays = !matches!(section, Section::Need | Section::Timetable | Section::Budget | Section::Conflicts);
            let path = match stays {
                true => visit.to(Route::TenderSection(&reference, section)),
                false => visit.to(Route::WorkTender(&reference)),
            };
            see_other(&with_query(path, &[("done", "tender_saved".to_owned())]))
        }
        Err(Failure::Refused(refusal)) => {
            show(&visit, &reference, section, Some(FormState::refused(posted.fields, refusal))).await
        }
        Err(failure) => visit.failed(failure).await,
    }
}

async fn save(posted: &Posted, reference: &str, section: Section) -> Result<(), Failure> {
    let caller = posted.visit.caller();
    caller.may(Action::DraftTender)?;
    let fields = &posted.fields;
    match section {
        Section::Documents if fields.get("do") == "drop" => {
            tenders::remove_document(caller, reference, fields.get("row")).await
        }
        Section::Documents => {
            let kind = DocumentKind::parse(fields.get("kind"));
            let mut problems = Vec::new();
            if kind.is_none() {
                problems.push(Problem { field: "kind".into(), rule: Rule::Required });
            }
            let file = posted.file("file");
            if file.is_none() {
                problems.push(Problem { field: "file".into(), rule: Rule::Required });
            }
            match (kind, file) {
                (Some(kind), Some(file)) => tenders::add_document(caller, reference, kind, file).await,
                _ => Err(problems.into()),
            }
        }
        _ => tenders::revise(caller, reference, section, fields).await,
    }
}

async fn show(visit: &Visit, reference: &str, section: Section, form: Option<FormState>) -> Response {
    let locale = visit.locale();
    attempt!(visit, visit.caller().may(Action::DraftTender));
    let view = attempt!(visit, tenders::show(visit.caller(), locale, reference).await);
    if !view.may.contains(&TenderCommand::Revise) {
        let stage = view.row.stage;
        let refusal = TenderRefusal::NotNow { stage, command: TenderCommand::Revise };
        return visit.failed(refusal.into()).await;
    }
    let form = form.unwrap_or_else(|| FormState::filled(sections::filled(&view, section, visit.query())));
    let words = match form.fields.get("search") {
        "" if section == Section::Need && !form.is_refused() => view.row.title.text.clone(),
        typed => typed.to_owned(),
    };
    let found = match section {
        Section::Need => attempt!(visit, tenders::suggest_listings(visit.caller(), locale, &words).await),
        _ => Vec::new(),
    };
    let form = sections::about_file(form);
    let title = i18n::words(tender_section::find, section.code(), locale);
    let meta = Meta::titled(title).private().refused(form.is_refused()).under("/workspace/tenders");
    let status = form.status();
    render::page(visit, status, meta, Shown { view, section, form, found }, draw).await
}

fn draw(visit: &Visit, shown: &Shown) -> impl IntoView + use<> {
    let locale = visit.locale();
    let view = &shown.view;
    let title = i18n::words(tender_section::find, shown.section.code(), locale);
    let gaps: Vec<_> = view
        .tasks
        .iter()
        .filter(|task| task.section == shown.section)
        .flat_map(|task| task.gaps.iter().map(|gap| view! { <li>{i18n::gap(locale, gap)}</li> }))
        .collect();
    let missing = (!gaps.is_empty()).then(|| {
        view! { <div class="note mt4">{icons::info()}<div><p><b>{work::GAPS.to(locale)}</b></p><ul>{gaps}</ul></div></div> }
    });
    view! {
        {crumbs(visit, vec![
            (visit.to(Route::WorkTenders), nav::OWN_TENDERS.to(locale).to_owned()),
            (visit.to(Route::WorkTender(&view.row.reference)), view.row.reference.clone()),
        ])}
        <main id="main" tabindex="-1" class="wrap main main--after-crumbs">
            <div class="wizard">
                {banner(visit)}
                {error_summary(visit, &shown.form)}
                <a class="back" href=visit.to(Route::WorkTender(&view.row.reference))>{work::BACK_TO_TASKS.to(locale)}</a>
                <h1>{title}</h1>
                <p class="meta mt2">{said(&view.row.title)}</p>
                {missing}
                {sections::draw(visit, shown)}
            </div>
        </main>
    }
}
