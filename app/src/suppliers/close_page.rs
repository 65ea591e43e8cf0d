//! A company leaves: one plain question.

use crate::components::error_summary;
use crate::forms::{FormState, Posted, attempt};
use crate::i18n::{form, nav, supplier as texts};
use crate::layout::{Meta, crumbs};
use crate::render;
use crate::routes::{Route, with_query};
use crate::visit::{Visit, see_other};
use axum::response::Response;
use domain::permissions::Action;
use domain::suppliers::views::FileView;
use leptos::prelude::*;
use services::{Failure, suppliers};

/// `GET /{locale}/supplier/close`
pub async fn get(visit: Visit) -> Response {
    attempt!(visit, visit.caller().may(Action::KeepOwnFile));
    page(&visit, FormState::default()).await
}

/// `POST /{locale}/supplier/close`
pub async fn post(posted: Posted) -> Response {
    let Posted { visit, fields, .. } = posted;
    match suppliers::close(visit.caller()).await {
        Ok(()) => see_other(&with_query(visit.to(Route::Company), &[("done", "company_closed".to_owned())])),
        Err(Failure::Refused(refusal)) => page(&visit, FormState::refused(fields, refusal)).await,
        Err(failure) => visit.failed(failure).await,
    }
}

async fn page(visit: &Visit, form: FormState) -> Response {
    let view = attempt!(visit, suppliers::show_own(visit.caller()).await);
    let meta = Meta::titled(texts::CLOSE.to(visit.locale())).private().refused(form.is_refused()).under("/supplier");
    render::page(visit, form.status(), meta, (view, form), |visit, (view, form)| draw(visit, view, form)).await
}

fn draw(visit: &Visit, view: &FileView, form: &FormState) -> AnyView {
    let locale = visit.locale();
    let name = view.supplier.registration.legal_name.shown();
    let question = texts::CLOSE_QUESTION.fill(locale, &[("name", name.get(locale)), ("reference", &view.reference)]);
    view! {
        {crumbs(visit, vec![(visit.to(Route::Company), nav::COMPANY.to(locale).to_owned())])}
        <main id="main" tabindex="-1" class="wrap main main--after-crumbs">
            <div class="wizard">
                {error_summary(visit, form)}
                <h1>{question}</h1>
                <p class="mt3">{texts::CLOSE_TEXT.to(locale)}</p>
                <form method="post" class="mt5" action=visit.to(Route::CompanyClose)>
                    <div class="actions">
                        <button class="btn btn--quiet btn--danger">{texts::CLOSE.to(locale)}</button>
                        <a href=visit.to(Route::Company)>{form::BACK.to(locale)}</a>
                    </div>
                </form>
            </div>
        </main>
    }
    .into_any()
}
