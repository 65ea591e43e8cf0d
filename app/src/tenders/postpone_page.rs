//! The one switch for bad weather and outages: it moves every close of a day, for all bidders (M7).

use crate::components::{date, error_summary, input, select};
use crate::forms::{FormState, Posted, attempt};
use crate::i18n::{self, form as form_text, label, nav, tender_disruption, work};
use crate::layout::{Meta, crumbs};
use crate::render;
use crate::routes::{Route, with_query};
use crate::visit::{Visit, see_other};
use axum::response::Response;
use domain::form::Fields;
use domain::permissions::Action;
use domain::tenders::DisruptionKind;
use leptos::prelude::*;
use services::Failure;
use services::tenders::postpone_closings;

/// `GET /{locale}/workspace/tenders/postpone`
pub async fn get(visit: Visit) -> Response {
    let mut fields = Fields::default();
    fields.set("on", visit.caller().today().to_string());
    ask(&visit, FormState::filled(fields)).await
}

/// `POST /{locale}/workspace/tenders/postpone`
pub async fn post(posted: Posted) -> Response {
    let visit = posted.visit.clone();
    match postpone_closings(visit.caller(), &posted.fields).await {
        Ok(_) => see_other(&with_query(visit.to(Route::WorkTenders), &[("done", "tender_postponed".to_owned())])),
        Err(Failure::Refused(refusal)) => ask(&visit, FormState::refused(posted.fields, refusal)).await,
        Err(failure) => visit.failed(failure).await,
    }
}

async fn ask(visit: &Visit, form: FormState) -> Response {
    attempt!(visit, visit.caller().may(Action::PostponeClosings));
    let meta = Meta::titled(work::POSTPONE_TITLE.to(visit.locale()))
        .private()
        .refused(form.is_refused())
        .under("/workspace/tenders");
    let status = form.status();
    render::page(visit, status, meta, form, draw).await
}

fn draw(visit: &Visit, form: &FormState) -> impl IntoView + use<> {
    let locale = visit.locale();
    let kinds = DisruptionKind::ALL
        .iter()
        .map(|kind| (kind.code().to_owned(), i18n::words(tender_disruption::find, kind.code(), locale)))
        .collect();
    view! {
        {crumbs(visit, vec![(visit.to(Route::WorkTenders), nav::OWN_TENDERS.to(locale).to_owned())])}
        <main id="main" tabindex="-1" class="wrap main main--after-crumbs">
            <div class="wizard">
                {error_summary(visit, form)}
                <h1>{work::POSTPONE_TITLE.to(locale)}</h1>
                <p class="lede mt2">{work::POSTPONE_TEXT.to(locale)}</p>
                <form class="form mt5" method="post" novalidate>
                    {select(visit, form, "disruption", label::DISRUPTION, None, Some(form_text::CHOOSE), kinds)}
                    {date(visit, form, "on", label::ON, None)}
                    {input(visit, form, "from_time", label::FROM_TIME, None, "text", "input--6")}
                    {input(visit, form, "until_time", label::UNTIL_TIME, None, "text", "input--6")}
                    <div class="actions"><button class="btn">{work::POSTPONE_BUTTON.to(locale)}</button></div>
                </form>
            </div>
        </main>
    }
}
