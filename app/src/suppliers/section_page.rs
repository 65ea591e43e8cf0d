//! One section of a company's file.

use super::section_fields as fields;
use crate::components::error_summary;
use crate::forms::{FormState, Posted, attempt};
use crate::i18n::{self, form, nav, section, supplier as texts};
use crate::layout::{Meta, crumbs};
use crate::render;
use crate::routes::{Route, with_query};
use crate::visit::{Visit, see_other};
use axum::extract::Path;
use axum::response::Response;
use domain::permissions::Action;
use domain::suppliers::views::FileView;
use domain::suppliers::{Declaration, Section};
use leptos::prelude::*;
use services::{Failure, suppliers};

/// `GET /{locale}/supplier/{section}`
pub async fn get(visit: Visit, Path((_, code)): Path<(String, String)>) -> Response {
    let section = attempt!(visit, Section::parse(&code).ok_or(Failure::NotFound));
    attempt!(visit, visit.caller().may(Action::KeepOwnFile));
    let view = attempt!(visit, suppliers::show_own(visit.caller()).await);
    let mut typed = fields::filled(&view.supplier.registration);
    for made in &view.supplier.declarations {
        if made.holds_on(visit.caller().today()) {
            typed.set(made.declaration.code(), "yes");
        }
    }
    page(&visit, view, section, FormState::filled(typed)).await
}

/// `POST /{locale}/supplier/{section}`
pub async fn post(Path((_, code)): Path<(String, String)>, posted: Posted) -> Response {
    let Posted { visit, fields, .. } = posted;
    let section = attempt!(visit, Section::parse(&code).ok_or(Failure::NotFound));
    match suppliers::keep_section(visit.caller(), section, &fields).await {
        Ok(()) => see_other(&with_query(visit.to(Route::Company), &[("done", "file_kept".to_owned())])),
        Err(Failure::Refused(refusal)) => {
            let view = attempt!(visit, suppliers::show_own(visit.caller()).await);
            page(&visit, view, section, FormState::refused(fields, refusal)).await
        }
        Err(failure) => visit.failed(failure).await,
    }
}

async fn page(visit: &Visit, view: FileView, section: Section, form: FormState) -> Response {
    let title = i18n::words(section::find, section.code(), visit.locale());
    let meta = Meta::titled(title).private().refused(form.is_refused()).under("/supplier");
    render::page(visit, form.status(), meta, (view, section, form), |visit, (view, section, form)| {
        draw(visit, view, *section, form)
    })
    .await
}

fn draw(visit: &Visit, view: &FileView, section: Section, form: &FormState) -> AnyView {
    let locale = visit.locale();
    let told = match section {
        Section::Details => texts::DETAILS_TEXT,
        Section::Contact => texts::CONTACT_TEXT,
        Section::Size => texts::SIZE_TEXT,
        Section::Declarations => texts::DECLARATIONS_TEXT,
    };
    let made = (section == Section::Declarations).then(|| made(visit, view));
    view! {
        {crumbs(visit, vec![(visit.to(Route::Company), nav::COMPANY.to(locale).to_owned())])}
        <main id="main" tabindex="-1" class="wrap main main--after-crumbs">
            <div class="wizard">
                {error_summary(visit, form)}
                <p class="eyebrow">{view.reference.clone()}</p>
                <h1>{i18n::words(section::find, section.code(), locale)}</h1>
                <p class="mt2">{told.to(locale)}</p>
                {made}
                <form class="form mt5" method="post" action=visit.to(Route::CompanySection(section)) novalidate>
                    {fields::of_section(visit, form, section)}
                    <div class="actions">
                        <button class="btn">{form::SAVE.to(locale)}</button>
                        <a href=visit.to(Route::Company)>{form::BACK.to(locale)}</a>
                    </div>
                </form>
            </div>
        </main>
    }
    .into_any()
}

/// Which declarations were made, to which version and when.
fn made(visit: &Visit, view: &FileView) -> AnyView {
    let locale = visit.locale();
    let rows: Vec<_> = Declaration::ALL
        .iter()
        .filter_map(|one| {
            let latest = view
                .supplier
                .declarations
                .iter()
                .filter(|made| made.declaration == *one)
                .max_by_key(|made| made.version)?;
            let line = texts::DECLARED.fill(
                locale,
                &[
                    ("declaration", &i18n::words(i18n::declaration::find, one.code(), locale)),
                    ("version", &latest.version.to_string()),
                    ("day", &locale.date(latest.made_on)),
                ],
            );
            Some(view! { <li>{line}</li> })
        })
        .collect();
    if rows.is_empty() {
        return ().into_any();
    }
    view! { <ul class="prose mt3">{rows}</ul> }.into_any()
}
