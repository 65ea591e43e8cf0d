//! An addendum: what changes in three languages, a document that it replaces, and a later close if one is wanted.

use super::words::three;
use crate::components::{checkbox, date, error_summary, once, select};
use crate::forms::{FormState, Posted, attempt};
use crate::i18n::{self, form as form_text, label, nav, tender_addendum, tender_document, work};
use crate::layout::{Meta, crumbs};
use crate::render;
use crate::routes::{Route, with_query};
use crate::visit::{Visit, see_other};
use axum::extract::Path;
use axum::response::Response;
use domain::permissions::Action;
use domain::refusal::Refusal;
use domain::tenders::views::TenderView;
use domain::tenders::{AddendumKind, DocumentKind, Stage};
use leptos::prelude::*;
use services::Failure;
use services::tenders;

/// `GET /{locale}/workspace/tenders/{reference}/addendum`
pub async fn get(visit: Visit, Path((_, reference)): Path<(String, String)>) -> Response {
    show(&visit, &reference, FormState::default()).await
}

/// `POST /{locale}/workspace/tenders/{reference}/addendum`
pub async fn post(Path((_, reference)): Path<(String, String)>, posted: Posted) -> Response {
    let visit = posted.visit.clone();
    attempt!(visit, visit.caller().may(Action::RunTender));
    let issued = match posted.once() {
        None => Err(Failure::Refused(Refusal::FormExpired)),
        Some(once) => {
            let file = posted.file("file");
            tenders::issue_addendum(visit.caller(), once, &reference, &posted.fields, file).await
        }
    };
    match issued {
        Ok(()) => {
            let path = visit.to(Route::WorkTender(&reference));
            see_other(&with_query(path, &[("done", "tender_addendum".to_owned())]))
        }
        Err(Failure::Refused(refusal)) => show(&visit, &reference, FormState::refused(posted.fields, refusal)).await,
        Err(failure) => visit.failed(failure).await,
    }
}

async fn show(visit: &Visit, reference: &str, form: FormState) -> Response {
    attempt!(visit, visit.caller().may(Action::RunTender));
    let view = attempt!(visit, tenders::show(visit.caller(), visit.locale(), reference).await);
    let meta = Meta::titled(work::ADDENDUM.to(visit.locale()))
        .private()
        .refused(form.is_refused())
        .under("/workspace/tenders");
    let status = form.status();
    let form = super::sections::about_file(form);
    render::page(visit, status, meta, (view, form), draw).await
}

fn draw(visit: &Visit, (view, form): &(TenderView, FormState)) -> impl IntoView + use<> {
    let locale = visit.locale();
    let kinds = AddendumKind::ALL
        .iter()
        .map(|kind| (kind.code().to_owned(), i18n::words(tender_addendum::find, kind.code(), locale)))
        .collect();
    let documents = DocumentKind::ALL
        .iter()
        .map(|kind| (kind.code().to_owned(), i18n::words(tender_document::find, kind.code(), locale)))
        .collect();
    // The lots that were published together can be changed together.
    let open = view.lots.iter().filter(|lot| lot.stage == Stage::Published).count();
    let all_lots = (open > 1).then(|| checkbox(visit, form, "all_lots", label::ALL_LOTS));
    view! {
        {crumbs(visit, vec![
            (visit.to(Route::WorkTenders), nav::OWN_TENDERS.to(locale).to_owned()),
            (visit.to(Route::WorkTender(&view.row.reference)), view.row.reference.clone()),
        ])}
        <main id="main" tabindex="-1" class="wrap main main--after-crumbs">
            <div class="wizard">
                {error_summary(visit, form)}
                <h1>{work::ADDENDUM.to(locale)}</h1>
                <p class="lede mt2">{work::ADDENDUM_TEXT.to(locale)}</p>
                <form class="form mt5" method="post" enctype="multipart/form-data" novalidate>
                    {once(visit, form)}
                    {select(visit, form, "addendum_kind", label::ADDENDUM_KIND, None, Some(form_text::CHOOSE), kinds)}
                    {three(visit, form, ["addendum_zh_hant", "addendum_zh_hans", "addendum_en"], Some("4"))}
                    {all_lots}
                    {date(visit, form, "later_close", label::LATER_CLOSE, Some(work::LATER_HINT.to(locale).to_owned()))}
                    {select(visit, form, "kind", label::KIND, None, None, documents)}
                    {super::sections::file_field(visit, form, work::ADDENDUM_FILE_HINT)}
                    <div class="actions"><button class="btn">{work::ADDENDUM.to(locale)}</button></div>
                </form>
            </div>
        </main>
    }
}
