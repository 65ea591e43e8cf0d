//! One's own account: who one is here, and where one is signed in.

use super::browser;
use super::sign_in_page::sign_out;
use crate::bids::key_page::lede;
use crate::components::{moment, words::language_name};
use crate::forms::{Posted, attempt};
use crate::i18n::{account as texts, label, nav, role, sealing_key};
use crate::layout::{Meta, banner};
use crate::render;
use crate::routes::{Route, with_query};
use crate::visit::{Visit, see_other};
use axum::http::StatusCode;
use axum::response::Response;
use domain::accounts::{IDLE_MINUTES, OrganisationKind, SESSION_MINUTES, SessionView};
use domain::actor::Officer;
use domain::permissions::{Action, allows};
use leptos::prelude::*;
use services::{Failure, accounts};

/// `GET /account`: the page.
pub async fn get(visit: Visit) -> Response {
    let sessions = attempt!(visit, accounts::list_sessions(visit.caller()).await);
    let meta = Meta::titled(nav::ACCOUNT.to(visit.locale())).private();
    render::page(&visit, StatusCode::OK, meta, sessions, |visit, sessions| draw(visit, sessions)).await
}

/// `POST /account`: ends a session; ending the present one signs out.
pub async fn post(posted: Posted) -> Response {
    let Posted { visit, fields, .. } = posted;
    let sessions = attempt!(visit, accounts::list_sessions(visit.caller()).await);
    let chosen = sessions.into_iter().find(|session| session.id.to_string() == fields.get("session"));
    let chosen = attempt!(visit, chosen.ok_or(Failure::NotFound));
    if chosen.current {
        return sign_out(visit).await;
    }
    attempt!(visit, accounts::end_session(visit.caller(), chosen.id).await);
    see_other(&with_query(visit.to(Route::Account), &[("done", "session_ended".to_owned())]))
}

/// Officials who open bids hold a key of their own.
fn sealing_key(visit: &Visit) -> Option<AnyView> {
    let locale = visit.locale();
    let section = allows(Action::KeepSealingKey, visit.caller().actor()).then(|| {
        view! {
            <section class="section" aria-labelledby="sealing-key">
                <h2 id="sealing-key">{sealing_key::TITLE.to(locale)}</h2>
                <p class="mt2">{lede(visit).to(locale)}</p>
                <p class="mt3"><a href=visit.to(Route::SealingKey)>{sealing_key::MANAGE.to(locale)}</a></p>
            </section>
        }
    });
    section.map(IntoAny::into_any)
}

fn draw(visit: &Visit, sessions: &[SessionView]) -> AnyView {
    let locale = visit.locale();
    let (idle, hours) = (IDLE_MINUTES.to_string(), (SESSION_MINUTES / 60).to_string());
    let rows: Vec<_> = sessions.iter().map(|session| row(visit, session)).collect();
    view! {
        {crate::layout::crumbs(visit, vec![(visit.to(Route::Account), nav::ACCOUNT.to(locale).to_owned())])}
        <main id="main" tabindex="-1" class="wrap main main--after-crumbs">
            {banner(visit)}
            <h1>{nav::ACCOUNT.to(locale)}</h1>
            {visit.caller().actor().officer().map(|officer| profile(visit, officer))}
            <section class="section" aria-labelledby="sessions">
                <h2 id="sessions">{texts::SESSIONS.to(locale)}</h2>
                <p class="mt2">{texts::SESSIONS_TEXT.fill(locale, &[("idle", &idle), ("hours", &hours)])}</p>
                <ul role="list" class="rows sessions mt4">{rows}</ul>
            </section>
            {sealing_key(visit)}
            <section class="section" aria-labelledby="change-password">
                <h2 id="change-password">{label::PASSWORD.to(locale)}</h2>
                <p class="mt2">{texts::PASSWORD_TEXT.to(locale)}</p>
                <p class="mt3"><a href=visit.to(Route::ResetPassword)>{texts::PASSWORD_LINK.to(locale)}</a></p>
            </section>
        </main>
    }
    .into_any()
}

fn profile(visit: &Visit, officer: &Officer) -> AnyView {
    let locale = visit.locale();
    let language = language_name(locale, officer.locale);
    let roles: Vec<_> = officer
        .roles
        .iter()
        .map(|held| view! { <span class="tag">{crate::i18n::words(role::find, held.code(), locale)}</span> })
        .collect();
    let company = (officer.organisation_kind == OrganisationKind::Supplier).then(|| {
        view! { <p class="mt3"><a href=visit.to(Route::Company)>{texts::COMPANY.to(locale)}</a></p> }
    });
    view! {
        <section class="panel mt5" aria-labelledby="profile">
            <h2 id="profile">{texts::PROFILE.to(locale)}</h2>
            <dl class="facts facts--wide mt3">
                <div><dt>{texts::NAME.to(locale)}</dt><dd>{officer.name.clone()}</dd></div>
                <div><dt>{label::EMAIL.to(locale)}</dt><dd>{officer.email.clone()}</dd></div>
                <div><dt>{texts::ORGANISATION.to(locale)}</dt><dd>{officer.organisation_name.get(locale).to_owned()}</dd></div>
                <div><dt>{texts::ROLES.to(locale)}</dt><dd class="roles">{roles}</dd></div>
                <div><dt>{texts::LANGUAGE.to(locale)}</dt><dd>{language}</dd></div>
            </dl>
            {company}
            <p class="meta mt3">{texts::WRONG.to(locale)}</p>
        </section>
    }
    .into_any()
}

fn row(visit: &Visit, session: &SessionView) -> AnyView {
    let locale = visit.locale();
    let name = browser::name(locale, &session.user_agent);
    let (class, tag, button) = if session.current {
        let tag = view! { <span class="tag tag--good">{texts::THIS_ONE.to(locale)}</span> };
        (Some("now"), Some(tag), nav::SIGN_OUT)
    } else {
        (None, None, texts::END)
    };
    let which = (!session.current).then(|| {
        let began = locale.moment(session.created_at);
        let which = texts::WHICH.fill(locale, &[("browser", &name), ("began", &began)]);
        view! { <span class="sr">{which}</span> }
    });
    view! {
        <li class=class>
            <div>
                <h3 class="rows__title">{name.clone()}</h3>
                <p class="meta dots">
                    <span>{texts::BEGAN.to(locale)}{moment(visit, session.created_at)}</span>
                    <span>{texts::SEEN.to(locale)}{moment(visit, session.seen_at)}</span>
                </p>
            </div>
            <div class="rows__side">
                {tag}
                <form method="post" action=visit.to(Route::Account)>
                    <input type="hidden" name="session" value=session.id.to_string()/>
                    <button class="btn btn--quiet btn--sm">{button.to(locale)}{which}</button>
                </form>
            </div>
        </li>
    }
    .into_any()
}
