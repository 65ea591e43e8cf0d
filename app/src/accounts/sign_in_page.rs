//! Signing in and out.
//!
//! Known and unknown addresses get the same page, status and words; so do right and wrong ones of the two fields.

use crate::components::{error_summary, input};
use crate::forms::{FormState, Posted, attempt};
use crate::i18n::{label, nav, register as register_texts, sign_in as texts};
use crate::layout::{Meta, banner};
use crate::render;
use crate::routes::{Route, safe_return, with_query};
use crate::visit::{Visit, keep_in_browser, see_other, set_session};
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use domain::accounts::SignIn;
use domain::form::Fields;
use leptos::prelude::*;
use services::accounts::{self, NewSession};
use services::{Caller, Failure, catalogue};

/// `GET /sign-in`: the form; somebody signed in already is told so.
pub async fn get(visit: Visit) -> Response {
    if visit.caller().actor().officer().is_some() {
        return render::page(&visit, StatusCode::OK, meta(&visit), (), |visit, ()| already(visit)).await;
    }
    let next = visit.query().get("next").to_owned();
    let fields = Fields::new(vec![("next".to_owned(), next)]);
    page(&visit, FormState::filled(fields)).await
}

/// `POST /sign-in`: begins a session and goes where the person wanted to go.
pub async fn post(posted: Posted) -> Response {
    let Posted { visit, fields, .. } = posted;
    match begin(&visit, &fields).await {
        Ok(session) => enter(&visit, &fields, &session).await,
        Err(Failure::Refused(refusal)) => page(&visit, FormState::refused(fields, refusal)).await,
        Err(failure) => visit.failed(failure).await,
    }
}

/// `POST /sign-out`: ends the session.
pub async fn sign_out(visit: Visit) -> Response {
    attempt!(visit, accounts::sign_out(visit.caller()).await);
    let mut response = see_other(&with_query(visit.to(Route::Home), &[("done", "signed_out".to_owned())]));
    set_session(&visit, &mut response, None);
    response.headers_mut().insert("clear-site-data", HeaderValue::from_static("\"cache\""));
    response
}

async fn begin(visit: &Visit, fields: &Fields) -> Result<NewSession, Failure> {
    let form = SignIn::parse(fields)?;
    let session = accounts::sign_in(visit.caller(), form, visit.address(), visit.user_agent()).await?;
    // A browser holds one session: the one it had ends when the new one begins.
    accounts::sign_out(visit.caller()).await?;
    Ok(session)
}

async fn enter(visit: &Visit, fields: &Fields, session: &NewSession) -> Response {
    let handed_over = hand_over_shortlist(visit, session).await.unwrap_or_else(|failure| {
        // Those who keep no shortlist leave it in the browser; a fault must not keep anybody out.
        if !matches!(failure, Failure::Forbidden(_)) {
            tracing::warn!(error = %failure, "a browser's shortlist could not be handed over");
        }
        false
    });
    let home = visit.to(Route::Home);
    let next = safe_return(fields.get("next")).unwrap_or(&home);
    let target = if handed_over { with_done(next, "shortlisted") } else { next.to_owned() };
    let mut response = see_other(&target);
    set_session(visit, &mut response, Some(&session.token));
    if handed_over {
        keep_in_browser(visit, &mut response, &[]);
    }
    response
}

/// Puts what this browser kept on the team's shortlist; says whether there was anything.
async fn hand_over_shortlist(visit: &Visit, session: &NewSession) -> Result<bool, Failure> {
    if visit.kept().is_empty() {
        return Ok(false);
    }
    let services = visit.caller().services();
    let actor = accounts::find_session(services, &session.token).await?;
    let caller = Caller::new(actor, services);
    for reference in visit.kept() {
        match catalogue::add_to_shortlist(&caller, reference).await {
            // A solution that left the catalogue is left behind.
            Ok(()) | Err(Failure::NotFound) => {}
            Err(failure) => return Err(failure),
        }
    }
    Ok(true)
}

/// A local address with word of what was done, which its page shows at the top.
fn with_done(address: &str, done: &str) -> String {
    let (page, part) = address.split_once('#').map_or((address, None), |(page, part)| (page, Some(part)));
    let joint = if page.contains('?') { '&' } else { '?' };
    let part = part.map(|part| format!("#{part}")).unwrap_or_default();
    format!("{page}{joint}done={done}{part}")
}

fn meta(visit: &Visit) -> Meta {
    Meta::titled(nav::SIGN_IN.to(visit.locale())).private().under("/sign-in")
}

async fn page(visit: &Visit, form: FormState) -> Response {
    let meta = meta(visit).refused(form.is_refused());
    render::page(visit, form.status(), meta, form, draw).await
}

fn draw(visit: &Visit, form: &FormState) -> AnyView {
    let locale = visit.locale();
    let next = safe_return(form.fields.get("next")).map(str::to_owned);
    let going_on = next.is_some().then(|| view! { <p class="mt3">{texts::GOING_ON.to(locale)}</p> });
    let register = match &next {
        Some(next) => with_query(visit.to(Route::Register), &[("next", next.clone())]),
        None => visit.to(Route::Register),
    };
    let next = next.map(|next| view! { <input type="hidden" name="next" value=next/> });
    view! {
        <main id="main" tabindex="-1" class="wrap main">
            <div class="sign-in">
                {banner(visit)}
                {error_summary(visit, form)}
                <h1>{nav::SIGN_IN.to(locale)}</h1>
                {going_on}
                <div class="panel">
                    <form class="form" method="post" action=visit.to(Route::SignIn) novalidate>
                        {next}
                        {input(visit, form, "email", label::EMAIL, None, "email", "")}
                        {input(visit, form, "password", label::PASSWORD, None, "password", "")}
                        <button class="btn">{nav::SIGN_IN.to(locale)}</button>
                    </form>
                </div>
                <p class="mt5"><a href=visit.to(Route::ResetPassword)>{texts::FORGOTTEN.to(locale)}</a></p>
                <div class="panel mt5">
                    <h2>{texts::NEW_SUPPLIER.to(locale)}</h2>
                    <p class="mt2">{texts::NEW_SUPPLIER_TEXT.to(locale)}</p>
                    <p class="mt3"><a class="btn btn--quiet" href=register>{register_texts::TITLE.to(locale)}</a></p>
                </div>
                <p class="mt5 soft">{texts::NO_ACCOUNT.to(locale)}</p>
                <p class="mt2 soft">{texts::PUBLIC.to(locale)}</p>
            </div>
        </main>
    }
    .into_any()
}

fn already(visit: &Visit) -> AnyView {
    let locale = visit.locale();
    let who = visit.caller().actor().officer().map(|officer| {
        let organisation = officer.organisation_name.get(locale);
        texts::ALREADY.fill(locale, &[("name", &officer.name), ("organisation", organisation)])
    });
    view! {
        <main id="main" tabindex="-1" class="wrap main">
            <div class="sign-in">
                {banner(visit)}
                <h1>{texts::ALREADY_TITLE.to(locale)}</h1>
                <p class="mt3">{who}</p>
                <div class="actions mt5">
                    <a class="btn" href=visit.to(Route::Home)>{texts::GO_HOME.to(locale)}</a>
                    <form method="post" action=visit.to(Route::SignOut)>
                        <button class="btn btn--quiet">{nav::SIGN_OUT.to(locale)}</button>
                    </form>
                    <a href=visit.to(Route::Account)>{nav::ACCOUNT.to(locale)}</a>
                </div>
            </div>
        </main>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_done_is_said_on_the_page_one_goes_to() {
        for (address, expected) in [
            ("/en", "/en?done=shortlisted"),
            ("/en/solutions?q=a", "/en/solutions?q=a&done=shortlisted"),
            ("/en/solutions#results", "/en/solutions?done=shortlisted#results"),
        ] {
            assert_eq!(with_done(address, "shortlisted"), expected);
        }
    }
}
