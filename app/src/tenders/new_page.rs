//! A new tender: from nothing, from a template, or as a copy.

use super::words::three;
use crate::components::{error_summary, input, once, select};
use crate::forms::{FormState, Posted};
use crate::i18n::{self, form as form_text, label, nav, tender_start, work};
use crate::layout::{Meta, crumbs};
use crate::render;
use crate::routes::{Route, with_query};
use crate::visit::{Visit, see_other};
use axum::response::Response;
use domain::catalogue::Category;
use domain::permissions::Action;
use domain::refusal::Refusal;
use leptos::prelude::*;
use services::Failure;
use services::tenders::{TEMPLATES, begin};

/// `GET /{locale}/workspace/tenders/new`
pub async fn get(visit: Visit) -> Response {
    if let Err(failure) = visit.caller().may(Action::DraftTender) {
        return visit.failed(failure).await;
    }
    ask(&visit, FormState::filled(visit.query().clone())).await
}

/// `POST /{locale}/workspace/tenders/new`
pub async fn post(posted: Posted) -> Response {
    let visit = posted.visit.clone();
    let begun = match visit.caller().may(Action::DraftTender) {
        Err(failure) => Err(failure),
        Ok(()) => match posted.once() {
            None => Err(Failure::Refused(Refusal::FormExpired)),
            Some(once) => begin(visit.caller(), once, &posted.fields).await,
        },
    };
    match begun {
        Ok(reference) => {
            let path = visit.to(Route::WorkTender(&reference));
            see_other(&with_query(path, &[("done", "tender_begun".to_owned())]))
        }
        Err(Failure::Refused(refusal)) => ask(&visit, FormState::refused(posted.fields, refusal)).await,
        Err(failure) => visit.failed(failure).await,
    }
}

async fn ask(visit: &Visit, form: FormState) -> Response {
    let meta = Meta::titled(work::NEW_TITLE.to(visit.locale()))
        .private()
        .refused(form.is_refused())
        .under("/workspace/tenders");
    let status = form.status();
    render::page(visit, status, meta, form, draw).await
}

fn draw(visit: &Visit, form: &FormState) -> impl IntoView + use<> {
    let locale = visit.locale();
    let starts = ["nothing"].into_iter().chain(TEMPLATES).chain(["copy"]);
    let starts = starts.map(|code| (code.to_owned(), i18n::words(tender_start::find, code, locale))).collect();
    let categories = Category::ALL
        .iter()
        .map(|one| (one.code().to_owned(), i18n::words(i18n::category::find, one.code(), locale)))
        .collect();
    view! {
        {crumbs(visit, vec![(visit.to(Route::WorkTenders), nav::OWN_TENDERS.to(locale).to_owned())])}
        <main id="main" tabindex="-1" class="wrap main main--after-crumbs">
            <div class="wizard">
                {error_summary(visit, form)}
                <h1>{work::NEW_TITLE.to(locale)}</h1>
                <p class="lede mt2">{work::NEW_TEXT.to(locale)}</p>
                <form class="form mt5" method="post" novalidate>
                    {once(visit, form)}
                    {select(visit, form, "start", label::START, None, Some(form_text::CHOOSE), starts)}
                    {input(visit, form, "copy_of", label::COPY_OF, Some(work::COPY_HINT.to(locale).to_owned()), "text", "input--20")}
                    {select(visit, form, "category", label::CATEGORY, None, Some(form_text::CHOOSE), categories)}
                    {three(visit, form, ["title_zh_hant", "title_zh_hans", "title_en"], None)}
                    <div class="actions"><button class="btn">{work::BEGIN.to(locale)}</button></div>
                </form>
            </div>
        </main>
    }
}
