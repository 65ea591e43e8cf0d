//! The documents that are published with the tender.

use super::super::section_page::Shown;
use super::super::words::{ending, size};
use super::{row, rows, save};
use crate::components::select;
use crate::forms::FormState;
use crate::i18n::{self, form as form_text, label, tender, tender_document, work};
use crate::routes::Route;
use crate::visit::Visit;
use domain::refusal::Refusal;
use domain::tenders::{DocumentKind, TenderRefusal};
use domain::text::Text;
use leptos::prelude::*;

/// A field that takes a file.
pub fn file_field(visit: &Visit, form: &FormState, hint: Text) -> AnyView {
    let locale = visit.locale();
    let problem = form.wrong(locale, "file");
    let class = if problem.is_some() { "field field--bad" } else { "field" };
    let described = if problem.is_some() { "file-hint file-error" } else { "file-hint" };
    let invalid = problem.is_some().then_some("true");
    let error = problem.map(|text| {
        view! { <span class="error" id="file-error"><span class="sr">{form_text::ERROR.to(locale)}</span>{text}</span> }
    });
    view! {
        <div class=class>
            <label for="file">{label::FILE.to(locale)}</label>
            <span class="hint" id="file-hint">{hint.to(locale)}</span>
            {error}
            <input class="input" type="file" id="file" name="file" accept=".pdf,.docx,.xlsx,.csv,.txt" aria-describedby=described aria-invalid=invalid/>
        </div>
    }
    .into_any()
}

/// A file that cannot be taken is mended where files are chosen.
pub fn about_file(form: FormState) -> FormState {
    let is_of_file = matches!(
        form.refusal,
        Some(Refusal::Tender(
            TenderRefusal::FileKindUnknown
                | TenderRefusal::FileEmpty
                | TenderRefusal::FileTooLarge { .. }
                | TenderRefusal::TooManyDocuments { .. }
        ))
    );
    if is_of_file { form.about("file") } else { form }
}

pub(super) fn draw(visit: &Visit, shown: &Shown) -> AnyView {
    let locale = visit.locale();
    let view = &shown.view;
    let listed = view
        .files
        .iter()
        .map(|file| {
            let href = visit.to(Route::DraftFile(&view.row.reference, &file.sha256));
            let version = tender::VERSION.fill(locale, &[("version", &file.version.to_string())]);
            let kind = i18n::words(tender_document::find, file.kind.code(), locale);
            let facts =
                [kind, ending(&file.name), size(locale, file.size_bytes), version].join(i18n::frame::DOT.to(locale));
            let body = view! {
                <p><a href=href>{file.name.clone()}</a></p>
                <p class="meta">{facts}</p>
                <p class="meta break">"SHA-256 "{file.sha256.clone()}</p>
            };
            row(visit, &file.id.to_string(), body.into_any(), "drop", false)
        })
        .collect();
    let kinds = DocumentKind::ALL
        .iter()
        .map(|kind| (kind.code().to_owned(), i18n::words(tender_document::find, kind.code(), locale)))
        .collect();
    view! {
        {rows(listed)}
        <form class="form mt5" method="post" enctype="multipart/form-data" novalidate>
            {select(visit, &shown.form, "kind", label::KIND, None, Some(form_text::CHOOSE), kinds)}
            {file_field(visit, &shown.form, work::DOCUMENTS_TEXT)}
            {save(visit, "put", work::UPLOAD)}
        </form>
    }
    .into_any()
}
