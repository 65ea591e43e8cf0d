//! Anybody asks to register a company; the answer is the same whoever has the address.

use super::section_fields as fields;
use crate::components::{error_summary, input};
use crate::forms::{FormState, Posted};
use crate::i18n::{frame, label, nav, register as texts};
use crate::layout::{Meta, crumbs};
use crate::render;
use crate::routes::{Route, safe_return, with_query};
use crate::visit::{Visit, see_other};
use axum::http::StatusCode;
use axum::response::Response;
use domain::form::Fields;
use domain::suppliers::Application;
use leptos::prelude::*;
use services::{Failure, suppliers};

/// `GET /register`: the form.
pub async fn get(visit: Visit) -> Response {
    let mut typed = Fields::default();
    typed.set("language", visit.locale().segment());
    typed.set("place", "hong_kong");
    typed.set("next", visit.query().get("next"));
    page(&visit, FormState::filled(typed)).await
}

/// `POST /register`: writes to the address.
pub async fn post(posted: Posted) -> Response {
    let Posted { visit, fields, .. } = posted;
    match register(&visit, &fields).await {
        Ok(()) => see_other(&going_on(&visit, Route::RegisterSent, &fields)),
        Err(Failure::Refused(refusal)) => page(&visit, FormState::refused(fields, refusal)).await,
        Err(failure) => visit.failed(failure).await,
    }
}

/// `GET /register/sent`: what happens next, for everybody alike.
pub async fn sent(visit: Visit) -> Response {
    let meta = Meta::titled(texts::SENT.to(visit.locale())).private().under("/register");
    render::page(&visit, StatusCode::OK, meta, (), |visit, ()| draw_sent(visit)).await
}

/// A page's address with the way back to where one came from, if that is here.
fn going_on(visit: &Visit, route: Route<'_>, fields: &Fields) -> String {
    match safe_return(fields.get("next")) {
        Some(next) => with_query(visit.to(route), &[("next", next.to_owned())]),
        None => visit.to(route),
    }
}

async fn register(visit: &Visit, fields: &Fields) -> Result<(), Failure> {
    let application = Application::parse(fields, visit.caller().today())?;
    suppliers::register(visit.caller(), &application, visit.address()).await
}

async fn page(visit: &Visit, form: FormState) -> Response {
    let meta = Meta::titled(texts::TITLE.to(visit.locale())).refused(form.is_refused()).under("/register");
    render::page(visit, form.status(), meta, form, draw).await
}

fn draw(visit: &Visit, form: &FormState) -> AnyView {
    let locale = visit.locale();
    let next = safe_return(form.fields.get("next")).map(str::to_owned);
    let next = next.map(|next| view! { <input type="hidden" name="next" value=next/> });
    let sign_in = going_on(visit, Route::SignIn, &form.fields);
    let hint = |text: domain::text::Text| Some(text.to(locale).to_owned());
    view! {
        {crumbs(visit, Vec::new())}
        <main id="main" tabindex="-1" class="wrap main main--after-crumbs">
            <div class="wizard">
                {error_summary(visit, form)}
                <h1>{texts::TITLE.to(locale)}</h1>
                <p class="lede mt2">{texts::LEDE.to(locale)}</p>
                <p class="mt3">{texts::STEPS.to(locale)}</p>
                <form class="form mt5" method="post" action=visit.to(Route::Register) novalidate>
                    {next}
                    <h2>{texts::COMPANY.to(locale)}</h2>
                    {fields::names(visit, form)}
                    {fields::identity(visit, form)}
                    <h2>{texts::YOU.to(locale)}</h2>
                    {input(visit, form, "contact_name", label::CONTACT_NAME, None, "text", "")}
                    {input(visit, form, "email", label::EMAIL, hint(texts::EMAIL_HINT), "email", "")}
                    {fields::language(visit, form)}
                    <button class="btn">{texts::SEND.to(locale)}</button>
                </form>
                <p class="mt5 soft">{texts::OVERSEAS.to(locale)}</p>
                <p class="mt2 soft">{texts::ACCOUNT.to(locale)}" "<a href=sign_in>{nav::SIGN_IN.to(locale)}</a></p>
            </div>
        </main>
    }
    .into_any()
}

fn draw_sent(visit: &Visit) -> AnyView {
    let locale = visit.locale();
    let on = safe_return(visit.query().get("next")).map(|_| {
        let href = going_on(visit, Route::SignIn, visit.query());
        view! { <p class="mt4"><a href=href>{texts::GO_ON.to(locale)}</a></p> }
    });
    view! {
        <main id="main" tabindex="-1" class="wrap main">
            <div class="wizard">
                <div class="confirm">
                    <h1>{texts::SENT.to(locale)}</h1>
                    <p>{texts::SENT_TEXT.to(locale)}</p>
                </div>
                <h2 class="mt6">{texts::NEXT.to(locale)}</h2>
                <ol class="prose mt3">
                    <li>{texts::NEXT_1.to(locale)}</li>
                    <li>{texts::NEXT_2.to(locale)}</li>
                    <li>{texts::NEXT_3.to(locale)}</li>
                </ol>
                {on}
                <p class="mt5"><a href=visit.to(Route::Home)>{frame::HOME.to(locale)}</a></p>
            </div>
        </main>
    }
    .into_any()
}
