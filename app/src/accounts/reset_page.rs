//! A forgotten password: a link is asked for. The answer is the same whether or not anybody has the address.

use crate::components::{error_summary, input};
use crate::forms::{FormState, Posted};
use crate::i18n::{label, reset as texts};
use crate::layout::Meta;
use crate::render;
use crate::routes::{Route, with_query};
use crate::visit::{Visit, see_other};
use axum::response::Response;
use domain::accounts::{RESET_LINK_MINUTES, ResetRequest};
use domain::form::Fields;
use leptos::prelude::*;
use services::{Failure, accounts};

/// `GET /reset-password`: the form.
pub async fn get(visit: Visit) -> Response {
    page(&visit, FormState::default()).await
}

/// `POST /reset-password`: mails a link if somebody has the address.
pub async fn post(posted: Posted) -> Response {
    let Posted { visit, fields, .. } = posted;
    match request(&visit, &fields).await {
        Ok(()) => see_other(&with_query(visit.to(Route::SignIn), &[("done", "reset_requested".to_owned())])),
        Err(Failure::Refused(refusal)) => page(&visit, FormState::refused(fields, refusal)).await,
        Err(failure) => visit.failed(failure).await,
    }
}

async fn request(visit: &Visit, fields: &Fields) -> Result<(), Failure> {
    let form = ResetRequest::parse(fields)?;
    accounts::request_reset(visit.caller(), form, visit.address()).await
}

async fn page(visit: &Visit, form: FormState) -> Response {
    let meta = Meta::titled(texts::TITLE.to(visit.locale())).private().refused(form.is_refused());
    render::page(visit, form.status(), meta, form, draw).await
}

fn draw(visit: &Visit, form: &FormState) -> AnyView {
    let locale = visit.locale();
    let minutes = RESET_LINK_MINUTES.to_string();
    view! {
        <main id="main" tabindex="-1" class="wrap main">
            <div class="sign-in">
                {error_summary(visit, form)}
                <h1>{texts::TITLE.to(locale)}</h1>
                <p class="mt3">{texts::TEXT.fill(locale, &[("minutes", &minutes)])}</p>
                <div class="panel">
                    <form class="form" method="post" action=visit.to(Route::ResetPassword) novalidate>
                        {input(visit, form, "email", label::EMAIL, None, "email", "")}
                        <button class="btn">{texts::SEND.to(locale)}</button>
                    </form>
                </div>
                <p class="mt5 soft">{texts::NO_LETTER.to(locale)}</p>
                <p class="mt3"><a href=visit.to(Route::SignIn)>{texts::BACK.to(locale)}</a></p>
            </div>
        </main>
    }
    .into_any()
}
