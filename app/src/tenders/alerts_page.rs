//! Letters about tenders without an account: asked for, confirmed by a link, stopped by a link.

use crate::components::{error_summary, input, select};
use crate::forms::{FormState, Posted, attempt};
use crate::i18n::{self, alerts, label, nav, watch_scope};
use crate::layout::{Meta, crumbs};
use crate::render;
use crate::routes::{Route, with_query};
use crate::visit::{Visit, see_other};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use domain::catalogue::Category;
use domain::form::Fields;
use domain::locale::Locale;
use domain::tenders::views;
use domain::text::Text;
use leptos::prelude::*;
use services::Failure;
use services::tenders::{WatchScope, WatchView, ask_to_watch, confirm_watch, read_stop, stop_watch};

/// `GET /{locale}/alerts`
pub async fn get(visit: Visit) -> Response {
    if visit.query().get("done") == "sent" {
        return told(&visit, alerts::SENT, alerts::SENT_TEXT.to(visit.locale()).to_owned()).await;
    }
    let mut fields = Fields::default();
    fields.set("scope", WatchScope::All.code());
    ask(&visit, FormState::filled(fields)).await
}

/// `POST /{locale}/alerts`
pub async fn post(posted: Posted) -> Response {
    let visit = posted.visit.clone();
    match ask_to_watch(visit.caller(), visit.locale(), &posted.fields, visit.address()).await {
        Ok(()) => see_other(&with_query(visit.to(Route::Alerts), &[("done", "sent".to_owned())])),
        Err(Failure::Refused(refusal)) => ask(&visit, FormState::refused(posted.fields, refusal)).await,
        Err(failure) => visit.failed(failure).await,
    }
}

async fn ask(visit: &Visit, form: FormState) -> Response {
    let meta = Meta::titled(alerts::TITLE.to(visit.locale())).refused(form.is_refused()).under("/tenders");
    let status = form.status();
    render::page(visit, status, meta, form, draw).await
}

fn draw(visit: &Visit, form: &FormState) -> impl IntoView + use<> {
    let locale = visit.locale();
    let scopes = [WatchScope::All, WatchScope::Category]
        .map(|scope| (scope.code().to_owned(), i18n::words(watch_scope::find, scope.code(), locale)));
    let categories = Category::ALL
        .iter()
        .map(|one| (one.code().to_owned(), i18n::words(i18n::category::find, one.code(), locale)))
        .collect();
    view! {
        {crumbs(visit, vec![(visit.to(Route::OpenTenders), nav::TENDERS.to(locale).to_owned())])}
        <main id="main" tabindex="-1" class="wrap main main--after-crumbs">
            {error_summary(visit, form)}
            <h1>{alerts::TITLE.to(locale)}</h1>
            <p class="lede mt2">{alerts::LEDE.to(locale)}</p>
            <form class="form mt5" method="post" novalidate>
                {input(visit, form, "email", label::EMAIL, None, "email", "")}
                {select(visit, form, "scope", label::SCOPE, None, None, scopes.to_vec())}
                {select(visit, form, "category", label::CATEGORY, Some(alerts::CATEGORY_HINT.to(locale).to_owned()), Some(alerts::ANY_CATEGORY), categories)}
                <div class="actions"><button class="btn">{alerts::BUTTON.to(locale)}</button></div>
            </form>
        </main>
    }
}

/// `GET /{locale}/alerts/{secret}`: opening the link changes nothing yet.
pub async fn get_confirm(visit: Visit, Path((_, secret)): Path<(String, String)>) -> Response {
    let view = attempt!(visit, read_stop(visit.caller(), &secret).await);
    button(&visit, view, alerts::CONFIRM_TITLE, alerts::CONFIRMED_TEXT, alerts::CONFIRM_BUTTON).await
}

/// `POST /{locale}/alerts/{secret}`
pub async fn post_confirm(Path((_, secret)): Path<(String, String)>, posted: Posted) -> Response {
    let visit = posted.visit;
    let view = attempt!(visit, confirm_watch(visit.caller(), &secret).await);
    let text = alerts::CONFIRMED_TEXT.fill(visit.locale(), &[("what", &what(visit.locale(), &view))]);
    told(&visit, alerts::CONFIRMED, text).await
}

/// `GET /{locale}/alerts/{secret}/stop`
pub async fn get_stop(visit: Visit, Path((_, secret)): Path<(String, String)>) -> Response {
    let view = attempt!(visit, read_stop(visit.caller(), &secret).await);
    button(&visit, view, alerts::STOP_TITLE, alerts::STOP_TEXT, alerts::STOP_BUTTON).await
}

/// `POST /{locale}/alerts/{secret}/stop`
pub async fn post_stop(Path((_, secret)): Path<(String, String)>, posted: Posted) -> Response {
    let visit = posted.visit;
    attempt!(visit, stop_watch(visit.caller(), &secret).await);
    told(&visit, alerts::STOPPED, alerts::STOPPED_TEXT.to(visit.locale()).to_owned()).await
}

/// What a watch is about, in words.
fn what(locale: Locale, view: &WatchView) -> String {
    let scope = || i18n::words(watch_scope::find, view.scope.code(), locale);
    match (&view.tender, view.category) {
        (Some((reference, title)), _) => format!("{} [{reference}]", views::said(title, locale).text),
        (None, Some(category)) => i18n::words(i18n::category::find, category.code(), locale),
        (None, None) => scope(),
    }
}

/// A page with one button; programs that follow links in letters press none.
async fn button(visit: &Visit, view: WatchView, title: Text, text: Text, button: Text) -> Response {
    let meta = Meta::titled(title.to(visit.locale())).private();
    render::page(visit, StatusCode::OK, meta, view, move |visit, view| {
        let locale = visit.locale();
        let text = text.fill(locale, &[("what", &what(locale, view))]);
        view! {
            <main id="main" tabindex="-1" class="wrap main">
                <div class="narrow">
                    <h1>{title.to(locale)}</h1>
                    <p class="mt3">{text}</p>
                    <form method="post" class="mt4"><button class="btn">{button.to(locale)}</button></form>
                </div>
            </main>
        }
    })
    .await
}

/// A page that says what was done.
async fn told(visit: &Visit, title: Text, text: String) -> Response {
    let meta = Meta::titled(title.to(visit.locale())).private();
    render::page(visit, StatusCode::OK, meta, text, move |visit, text| {
        let locale = visit.locale();
        view! {
            <main id="main" tabindex="-1" class="wrap main">
                <div class="narrow">
                    <h1>{title.to(locale)}</h1>
                    <p class="mt3">{text.clone()}</p>
                    <p class="mt4"><a href=visit.to(Route::OpenTenders)>{alerts::BACK.to(locale)}</a></p>
                </div>
            </main>
        }
    })
    .await
}
