//! An official's sealing key: made here, its passphrase shown once, tried out every month.

use crate::components::{error_summary, input};
use crate::forms::{FormState, Posted, attempt};
use crate::i18n::{label, sealing_key as texts};
use crate::layout::{Meta, banner, crumbs};
use crate::render;
use crate::routes::{Route, with_query};
use crate::visit::{Visit, see_other};
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;
use services::Failure;
use services::keys::{self, KeyView, Made};

struct Shown {
    key: Option<KeyView>,
    made: Option<Made>,
    form: FormState,
}

/// `GET /{locale}/account/sealing-key`
pub async fn get(visit: Visit) -> Response {
    show(&visit, FormState::default(), None).await
}

/// `POST /{locale}/account/sealing-key`: makes a key, or tries the present one out.
pub async fn post(posted: Posted) -> Response {
    let visit = posted.visit.clone();
    let caller = visit.caller();
    let result = match posted.fields.get("do") {
        "make" => keys::make_key(caller, posted.fields.get("password")).await.map(Some),
        "rehearse" => keys::rehearse(caller, posted.fields.get("passphrase")).await.map(|()| None),
        _ => Err(Failure::NotFound),
    };
    match result {
        // The passphrase is shown in the answer itself: it is kept nowhere it could be fetched from again.
        Ok(Some(made)) => show(&visit, FormState::default(), Some(made)).await,
        Ok(None) => see_other(&with_query(visit.to(Route::SealingKey), &[("done", "rehearsed".to_owned())])),
        Err(Failure::Refused(refusal)) => {
            let mut fields = posted.fields;
            fields.set("passphrase", "");
            show(&visit, FormState::refused(fields, refusal), None).await
        }
        Err(failure) => visit.failed(failure).await,
    }
}

async fn show(visit: &Visit, form: FormState, made: Option<Made>) -> Response {
    let key = attempt!(visit, keys::show(visit.caller()).await);
    let meta = Meta::titled(texts::TITLE.to(visit.locale())).private().refused(form.is_refused());
    let status = if made.is_some() { StatusCode::OK } else { form.status() };
    render::page(visit, status, meta, Shown { key, made, form }, draw).await
}

fn draw(visit: &Visit, shown: &Shown) -> AnyView {
    let locale = visit.locale();
    let form = &shown.form;
    let notice = if form.is_refused() { None } else { Some(banner(visit)) };
    let made = shown.made.as_ref().map(|made| {
        view! {
            <section class="confirm mt4" aria-labelledby="passphrase-heading">
                <h2 id="passphrase-heading">{texts::PASSPHRASE_ONCE.to(locale)}</h2>
                <p class="confirm__ref"><code>{made.passphrase.clone()}</code></p>
                <p>{texts::PASSPHRASE_TEXT.to(locale)}</p>
            </section>
        }
    });
    view! {
        {crumbs(visit, vec![(visit.to(Route::Account), crate::i18n::nav::ACCOUNT.to(locale).to_owned())])}
        <main id="main" tabindex="-1" class="wrap main main--after-crumbs">
            <div class="wizard">
                {notice}
                {error_summary(visit, form)}
                <h1>{texts::TITLE.to(locale)}</h1>
                <p class="lede mt3">{texts::LEDE.to(locale)}</p>
                {made}
                {shown.key.as_ref().map(|key| present(visit, key, form))}
                {make(visit, form, shown.key.is_some())}
            </div>
        </main>
    }
    .into_any()
}

fn present(visit: &Visit, key: &KeyView, form: &FormState) -> AnyView {
    let locale = visit.locale();
    let (class, text) =
        if key.counts { ("tag tag--good", texts::COUNTS) } else { ("tag tag--warn", texts::COUNTS_NOT) };
    let until = key.counts_until.map(|day| texts::UNTIL.fill(locale, &[("day", &locale.date(day))]));
    view! {
        <section class="section" aria-labelledby="present">
            <h2 id="present">{texts::PRESENT.to(locale)}</h2>
            <dl class="facts facts--wide mt3">
                <div><dt>{texts::STATE.to(locale)}</dt><dd><span class=class>{text.to(locale)}</span>" "{until}</dd></div>
                <div><dt>{texts::FINGERPRINT.to(locale)}</dt><dd><code class="break">{key.fingerprint.clone()}</code></dd></div>
                <div><dt>{texts::MADE.to(locale)}</dt><dd>{locale.moment(key.made_at)}</dd></div>
            </dl>
            <form class="form mt4" method="post" novalidate>
                <p>{texts::REHEARSE_TEXT.to(locale)}</p>
                {input(visit, form, "passphrase", label::PASSPHRASE, Some(texts::PASSPHRASE_HINT.to(locale).to_owned()), "text", "")}
                <button class="btn" name="do" value="rehearse">{texts::REHEARSE.to(locale)}</button>
            </form>
        </section>
    }
    .into_any()
}

fn make(visit: &Visit, form: &FormState, again: bool) -> AnyView {
    let locale = visit.locale();
    let (heading, text) = if again { (texts::REPLACE, texts::REPLACE_TEXT) } else { (texts::MAKE, texts::MAKE_TEXT) };
    view! {
        <section class="section" aria-labelledby="make">
            <h2 id="make">{heading.to(locale)}</h2>
            <p class="mt2">{text.to(locale)}</p>
            <form class="form mt4" method="post" novalidate>
                {input(visit, form, "password", label::PASSWORD, None, "password", "input--20")}
                <button class="btn btn--quiet" name="do" value="make">{texts::MAKE_BUTTON.to(locale)}</button>
            </form>
        </section>
    }
    .into_any()
}
