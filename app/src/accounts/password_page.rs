//! A one-time link, from an invitation or after a forgotten password: somebody chooses a password.
//!
//! Opening the page uses nothing up, since mail scanners open every link. The secret is in the address, so the
//! browser tells no other page which address it came from.

use crate::components::{error_summary, input};
use crate::forms::{FormState, Posted};
use crate::i18n::{label, password as texts, refused};
use crate::layout::Meta;
use crate::render;
use crate::routes::{Route, with_query};
use crate::visit::{Visit, see_other};
use axum::extract::Path;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use domain::accounts::{AccountRefusal, password};
use domain::refusal::Refusal;
use leptos::prelude::*;
use services::accounts::{self, LinkView};
use services::{Failure, suppliers};

/// `GET /invitation/{secret}` and `GET /reset-password/{secret}`: who it is for, and the form.
pub async fn get(visit: Visit, Path((_, secret)): Path<(String, String)>) -> Response {
    page(&visit, &secret, FormState::default()).await
}

/// `POST` to the same: sets the password and uses the link up.
pub async fn post(Path((_, secret)): Path<(String, String)>, posted: Posted) -> Response {
    let Posted { visit, fields, .. } = posted;
    match suppliers::join(visit.caller(), &secret, &fields).await {
        Ok(()) => silent(see_other(&with_query(visit.to(Route::SignIn), &[("done", "password_chosen".to_owned())]))),
        Err(Failure::Refused(refusal)) => page(&visit, &secret, FormState::refused(fields, refusal)).await,
        Err(failure) => silent(visit.failed(failure).await),
    }
}

async fn page(visit: &Visit, secret: &str, mut form: FormState) -> Response {
    let response = match accounts::read_link(visit.caller(), secret).await {
        Ok(link) => {
            // Tells the field of a new password from the one that signs in.
            form.fields.set("choosing", "yes");
            let meta = Meta::titled(title(visit).to(visit.locale())).private().refused(form.is_refused());
            render::page(visit, form.status(), meta, (link, form), |visit, (link, form)| draw(visit, link, form)).await
        }
        Err(Failure::Refused(Refusal::Account(AccountRefusal::LinkNotValid))) => {
            let meta = Meta::titled(texts::GONE_TITLE.to(visit.locale())).private();
            render::page(visit, StatusCode::GONE, meta, (), |visit, ()| gone(visit)).await
        }
        Err(failure) => visit.failed(failure).await,
    };
    silent(response)
}

/// The browser tells nobody the address it came from: only the host, never the path with the secret.
///
/// With `no-referrer` browsers send `Origin: null` with the form, which is refused as a form from elsewhere.
fn silent(mut response: Response) -> Response {
    response.headers_mut().insert(header::REFERRER_POLICY, HeaderValue::from_static("strict-origin"));
    response
}

fn is_invitation(visit: &Visit) -> bool {
    visit.path().starts_with("/invitation/")
}

fn title(visit: &Visit) -> domain::text::Text {
    if is_invitation(visit) { texts::TITLE_FIRST } else { texts::TITLE_AGAIN }
}

fn draw(visit: &Visit, link: &LinkView, form: &FormState) -> AnyView {
    let locale = visit.locale();
    let greeting = if is_invitation(visit) { texts::WELCOME } else { texts::ENDS_SESSIONS };
    let greeting = greeting.fill(locale, &[("name", &link.name)]);
    let shortest = password::SHORTEST.to_string();
    let hint = texts::HINT.fill(locale, &[("shortest", &shortest)]);
    view! {
        <main id="main" tabindex="-1" class="wrap main">
            <div class="sign-in">
                {error_summary(visit, form)}
                <h1>{title(visit).to(locale)}</h1>
                <p class="mt3">{greeting}</p>
                <div class="panel">
                    <form class="form" method="post" novalidate>
                        <div class="field">
                            <label for="email">{label::EMAIL.to(locale)}</label>
                            <input
                                class="input" id="email" name="email" type="email" autocomplete="username"
                                value=link.email.clone() readonly
                            />
                        </div>
                        {input(visit, form, "password", label::PASSWORD, Some(hint), "password", "")}
                        {input(visit, form, "repeat", label::REPEAT, None, "password", "")}
                        <button class="btn">{texts::SAVE.to(locale)}</button>
                    </form>
                </div>
            </div>
        </main>
    }
    .into_any()
}

fn gone(visit: &Visit) -> AnyView {
    let locale = visit.locale();
    view! {
        <main id="main" tabindex="-1" class="wrap main">
            <div class="lost">
                <h1>{texts::GONE_TITLE.to(locale)}</h1>
                <p>{refused::LINK_NOT_VALID.to(locale)}</p>
                <p>{texts::GONE_TEXT.to(locale)}</p>
                <div class="actions mt5">
                    <a class="btn" href=visit.to(Route::ResetPassword)>{texts::GONE_LINK.to(locale)}</a>
                    <a href=visit.to(Route::SignIn)>{crate::i18n::nav::SIGN_IN.to(locale)}</a>
                </div>
            </div>
        </main>
    }
    .into_any()
}
