//! A contract is written anew before both sides have signed it.

use super::{forms, new_page};
use crate::components::{error_summary, icons};
use crate::forms::{FormState, Posted, attempt};
use crate::i18n::{contract_new as texts, nav};
use crate::layout::{Meta, crumbs};
use crate::render;
use crate::routes::{Route, with_query};
use crate::visit::{Visit, see_other};
use axum::extract::Path;
use axum::response::Response;
use domain::contracts::views::RewriteView;
use domain::form::Fields;
use leptos::prelude::*;
use services::{Failure, contracts};

/// `GET /{locale}/workspace/contracts/{reference}/draft`
pub async fn get(visit: Visit, Path((_, reference)): Path<(String, String)>) -> Response {
    show(&visit, &reference, None).await
}

/// `POST /{locale}/workspace/contracts/{reference}/draft`
pub async fn post(Path((_, reference)): Path<(String, String)>, posted: Posted) -> Response {
    let visit = posted.visit.clone();
    match contracts::rewrite(visit.caller(), &reference, &posted.fields).await {
        Ok(()) => {
            let path = visit.to(Route::WorkContract(&reference));
            see_other(&with_query(path, &[("done", "contract_rewritten".to_owned())]))
        }
        Err(Failure::Refused(refusal)) => {
            show(&visit, &reference, Some(FormState::refused(posted.fields, refusal))).await
        }
        Err(failure) => visit.failed(failure).await,
    }
}

async fn show(visit: &Visit, reference: &str, form: Option<FormState>) -> Response {
    let view = attempt!(visit, contracts::read_draft(visit.caller(), visit.locale(), reference).await);
    let form = form.unwrap_or_else(|| FormState::filled(filled(&view)));
    let form = forms::named(form.naming("starts_on", texts::STARTS_ON).naming("data_terms", texts::DATA_TERMS));
    let title = texts::REWRITE_TITLE.to(visit.locale());
    let meta = Meta::titled(title).private().refused(form.is_refused()).under("/workspace/contracts");
    render::page(visit, form.status(), meta, (view, form), |visit, (view, form)| draw(visit, view, form)).await
}

/// What is written now.
fn filled(view: &RewriteView) -> Fields {
    let mut fields = Fields::default();
    fields.set("version", view.version.to_string());
    fields.set("starts_on", view.starts_on.to_string());
    for (field, text) in ["performance", "service_levels", "data_terms"].into_iter().zip(&view.terms) {
        fields.set(field, text.clone());
    }
    for (row, (title, due_on, amount)) in (1..).zip(&view.milestones) {
        fields.set(&format!("milestone_{row}_title"), title.clone());
        fields.set(&format!("milestone_{row}_due"), due_on.to_string());
        fields.set(&format!("milestone_{row}_amount"), amount.plain());
    }
    for (kind, amount, due_on) in &view.promises {
        fields.set(&format!("promise_{}", kind.code()), amount.to_string());
        fields.set(&format!("promise_{}_due", kind.code()), due_on.to_string());
    }
    fields
}

fn draw(visit: &Visit, view: &RewriteView, form: &FormState) -> AnyView {
    let locale = visit.locale();
    let told = match (view.is_sent, view.is_signed) {
        (_, true) => Some(texts::REWRITE_SIGNED),
        (true, false) => Some(texts::REWRITE_SENT),
        (false, false) => None,
    };
    let told =
        told.map(|text| view! { <div class="note note--warn mt4">{icons::warn()}<p>{text.to(locale)}</p></div> });
    // The version the form was drawn of stays, so that a change meanwhile is noticed.
    let version = match form.fields.get("version") {
        "" => view.version.to_string(),
        typed => typed.to_owned(),
    };
    view! {
        {crumbs(visit, vec![
            (visit.to(Route::WorkContracts), nav::OWN_CONTRACTS.to(locale).to_owned()),
            (visit.to(Route::WorkContract(&view.reference)), view.reference.clone()),
        ])}
        <main id="main" tabindex="-1" class="wrap main main--after-crumbs">
            <div class="wizard">
                {error_summary(visit, form)}
                <p class="eyebrow">{view.reference.clone()}</p>
                <h1>{texts::REWRITE_TITLE.to(locale)}</h1>
                <p class="lede mt2">{texts::LEDE.to(locale)}</p>
                {told}
                {new_page::facts(visit, &view.draft)}
                <form class="form mt5" method="post" novalidate>
                    <input type="hidden" name="version" value=version/>
                    {new_page::fields(visit, &view.draft, form)}
                    <div class="actions"><button class="btn">{texts::REWRITE_SAVE.to(locale)}</button></div>
                </form>
            </div>
        </main>
    }
    .into_any()
}
