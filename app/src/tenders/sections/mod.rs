//! The forms of a draft's sections, one file each, and what stands in them at first.

mod budget;
mod conflicts;
mod documents;
mod lots;
mod need;
mod people;
mod price_schedule;
mod requirements;
mod scheme;
mod timetable;

pub(super) use documents::{about_file, file_field};
pub(super) use timetable::follows;

use super::section_page::Shown;
use crate::components::said;
use crate::i18n::work;
use crate::visit::Visit;
use domain::form::Fields;
use domain::tenders::Section;
use domain::tenders::views::{self, TenderView};
use domain::text::{Text, Trilingual};
use leptos::prelude::*;

/// What stands in a section's form when it is opened; `?row=` names a row that is changed.
pub(super) fn filled(view: &TenderView, section: Section, query: &Fields) -> Fields {
    let mut fields = Fields::default();
    let row = query.get("row");
    match section {
        Section::Need => need::fill(view, &mut fields),
        Section::Lots => lots::fill(view, row, &mut fields),
        Section::Requirements => requirements::fill(view, row, &mut fields),
        Section::PriceSchedule => price_schedule::fill(view, row, &mut fields),
        Section::MarkingScheme => scheme::fill(view, row, &mut fields),
        Section::Timetable => timetable::fill(view, &mut fields),
        Section::People => people::fill(view, &mut fields),
        Section::Budget => budget::fill(view, &mut fields),
        Section::Documents => {}
        Section::Conflicts => conflicts::fill(view, &mut fields),
    }
    fields
}

/// The section's form and rows.
pub(super) fn draw(visit: &Visit, shown: &Shown) -> AnyView {
    match shown.section {
        Section::Need => need::draw(visit, shown),
        Section::Lots => lots::draw(visit, shown),
        Section::Requirements => requirements::draw(visit, shown),
        Section::PriceSchedule => price_schedule::draw(visit, shown),
        Section::MarkingScheme => scheme::draw(visit, shown),
        Section::Timetable => timetable::draw(visit, shown),
        Section::People => people::draw(visit, shown),
        Section::Budget => budget::draw(visit, shown),
        Section::Documents => documents::draw(visit, shown),
        Section::Conflicts => conflicts::draw(visit, shown),
    }
}

/// Puts a text in three languages into its fields.
fn put_three(fields: &mut Fields, name: &str, text: &Trilingual) {
    for (language, text) in [("zh_hant", &text.zh_hant), ("zh_hans", &text.zh_hans), ("en", &text.en)] {
        fields.set(&format!("{name}_{language}"), text.clone());
    }
}

/// A title in the page's language.
fn title(visit: &Visit, text: &Trilingual) -> AnyView {
    said(&views::said(text, visit.locale()))
}

/// A row with its link to change it and its button to remove it.
fn row(visit: &Visit, id: &str, body: AnyView, drop: &'static str, changeable: bool) -> AnyView {
    let locale = visit.locale();
    let change = changeable.then(|| {
        let href = format!("?row={id}#row-form");
        view! { <a href=href>{work::CHANGE.to(locale)}</a>" " }
    });
    view! {
        <li>
            <div>{body}</div>
            <div class="rows__side">
                {change}
                <form method="post">
                    <input type="hidden" name="row" value=id.to_owned()/>
                    <button class="btn btn--quiet btn--sm" name="do" value=drop>{work::REMOVE.to(locale)}</button>
                </form>
            </div>
        </li>
    }
    .into_any()
}

/// The rows of a section; nothing when there are none.
fn rows(rows: Vec<AnyView>) -> Option<AnyView> {
    (!rows.is_empty()).then(|| view! { <ul role="list" class="rows panel panel--flush mt4">{rows}</ul> }.into_any())
}

/// The button that saves a section.
fn save(visit: &Visit, step: &'static str, text: Text) -> AnyView {
    view! { <div class="actions"><button class="btn" name="do" value=step>{text.to(visit.locale())}</button></div> }
        .into_any()
}

/// The heading of the form below the rows, and the row it changes if it changes one.
fn row_form(visit: &Visit, shown: &Shown) -> (AnyView, AnyView) {
    let locale = visit.locale();
    let id = shown.form.fields.get("row").to_owned();
    let text = if id.is_empty() { work::NEW_ROW } else { work::EDIT_ROW };
    let heading = view! { <h2 class="mt5" id="row-form">{text.to(locale)}</h2> }.into_any();
    (heading, view! { <input type="hidden" name="row" value=id/> }.into_any())
}
