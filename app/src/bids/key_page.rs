//! An official's sealing key: made, its passphrase shown once, tried out every month; on the own device or here.

use super::{key_forms, own_device, suspect_form};
use crate::components::error_summary;
use crate::forms::{FormState, Posted, attempt};
use crate::i18n::{custodian_key, key_sheet, sealing_key as texts};
use crate::layout::{Meta, banner, crumbs};
use crate::render;
use crate::routes::{Route, with_query};
use crate::visit::{Visit, see_other};
use axum::http::StatusCode;
use axum::response::Response;
use domain::bids::KeyUse;
use domain::text::Text;
use leptos::prelude::*;
use services::Failure;
use services::keys::{self, KeyView, Made, OwnKey};

/// What came of a form.
enum Done {
    Suspected,
    Made(Made),
    Kept,
    Rehearsed,
}

struct Shown {
    key: Option<KeyView>,
    own: Vec<OwnKey>,
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
        "make" => keys::make_key(caller, posted.fields.get("password")).await.map(Done::Made),
        "rehearse" => keys::rehearse(caller, posted.fields.get("passphrase")).await.map(|()| Done::Rehearsed),
        "keep" => {
            let (password, key) = (posted.fields.get("password"), posted.fields.get("key"));
            keys::keep_key(caller, own_device::made_in(&posted.fields), password, key).await.map(|()| Done::Kept)
        }
        "suspect" => {
            let (key, password) = (posted.fields.get("suspect_key"), posted.fields.get("password"));
            keys::suspect(caller, key, password).await.map(|_| Done::Suspected)
        }
        "answer" => {
            let line = posted.fields.get("answer");
            keys::answer(caller, own_device::made_in(&posted.fields), line).await.map(|()| Done::Rehearsed)
        }
        _ => Err(Failure::NotFound),
    };
    match result {
        // The passphrase is shown in the answer itself: it is kept nowhere it could be fetched from again.
        Ok(Done::Made(made)) => show(&visit, FormState::default(), Some(made)).await,
        Ok(Done::Suspected) => {
            see_other(&with_query(visit.to(Route::SealingKey), &[("done", "key_suspected".to_owned())]))
        }
        Ok(Done::Kept) => see_other(&with_query(visit.to(Route::SealingKey), &[("done", "key_kept".to_owned())])),
        Ok(Done::Rehearsed) => see_other(&with_query(visit.to(Route::SealingKey), &[("done", "rehearsed".to_owned())])),
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
    let own = attempt!(visit, keys::own_keys(visit.caller()).await);
    let meta = Meta::titled(texts::TITLE.to(visit.locale())).private().with_islands().refused(form.is_refused());
    let status = if made.is_some() { StatusCode::OK } else { form.status() };
    render::page(visit, status, meta, Shown { key, own, made, form }, draw).await
}

fn draw(visit: &Visit, shown: &Shown) -> AnyView {
    let locale = visit.locale();
    let form = &shown.form;
    let notice = if form.is_refused() { None } else { Some(banner(visit)) };
    // Several forms of this page ask for the password; what was refused belongs to the one that was sent.
    let (summary, others) = match suspect_form::is_sent(form) {
        true => (suspect_form::summary(visit, form), FormState::default()),
        false => (error_summary(visit, form), form.clone()),
    };
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
                {summary}
                <h1>{texts::TITLE.to(locale)}</h1>
                <p class="lede mt3">{lede(visit).to(locale)}</p>
                {made}
                {shown.key.as_ref().map(|key| present(visit, key))}
                {key_forms::draw(visit, &others, shown.key.is_some())}
                {suspect_form::draw(visit, form, &shown.own)}
            </div>
        </main>
    }
    .into_any()
}

/// What the official's key is for; officials alone get this far.
fn serves(visit: &Visit) -> KeyUse {
    visit.caller().actor().officer().map_or(KeyUse::Opener, KeyUse::of)
}

/// What is said first of a key, by what it is for.
pub(crate) fn lede(visit: &Visit) -> Text {
    match serves(visit) {
        KeyUse::Opener => texts::LEDE,
        KeyUse::Recovery => custodian_key::LEDE_RECOVERY,
        KeyUse::Custodian => custodian_key::LEDE,
    }
}

fn present(visit: &Visit, key: &KeyView) -> AnyView {
    let locale = visit.locale();
    let counts = if serves(visit) == KeyUse::Custodian { custodian_key::COUNTS } else { texts::COUNTS };
    let (class, text) = match (key.is_old, key.counts) {
        (true, _) => ("tag tag--warn", texts::TOO_OLD),
        (false, true) => ("tag tag--good", counts),
        (false, false) => ("tag tag--warn", texts::COUNTS_NOT),
    };
    let until = key
        .counts_until
        .filter(|_| !key.is_old)
        .map(|day| day.min(key.named_until))
        .map(|day| texts::UNTIL.fill(locale, &[("day", &locale.date(day))]));
    view! {
        <section class="section" aria-labelledby="present">
            <h2 id="present">{texts::PRESENT.to(locale)}</h2>
            <dl class="facts facts--wide mt3">
                <div><dt>{texts::STATE.to(locale)}</dt><dd><span class=class>{text.to(locale)}</span>" "{until}</dd></div>
                <div><dt>{texts::FINGERPRINT.to(locale)}</dt><dd><code class="break">{key.fingerprint.clone()}</code></dd></div>
                <div><dt>{texts::MADE.to(locale)}</dt><dd>{locale.moment(key.made_at)}</dd></div>
            </dl>
            <p class="mt3"><a href=visit.to(Route::KeySheet)>{key_sheet::TITLE.to(locale)}</a>" "{key_sheet::LINK_TEXT.to(locale)}</p>
        </section>
    }
    .into_any()
}
