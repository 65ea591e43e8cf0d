//! A bidder opens its own envelope, which the officers could not read, with the key it kept.

use super::sealed_page::picked;
use crate::components::{Named, error_summary, icons, named_input};
use crate::forms::{FormState, Posted, attempt};
use crate::i18n::{self, bid as bid_texts, bid_envelope, label, own_bids, rescue as texts, unreadable};
use crate::layout::{Meta, crumbs};
use crate::render;
use crate::routes::{Route, with_query};
use crate::visit::{Visit, see_other};
use axum::extract::Path;
use axum::response::Response;
use domain::permissions::Action;
use leptos::prelude::*;
use services::Failure;
use services::openings::{self, Rescuable, RescueFiles};

/// `GET /{locale}/tenders/{reference}/bid/rescue`
pub async fn get(visit: Visit, Path((_, reference)): Path<(String, String)>) -> Response {
    show(&visit, &reference, FormState::default()).await
}

/// `POST /{locale}/tenders/{reference}/bid/rescue`
pub async fn post(Path((_, reference)): Path<(String, String)>, posted: Posted) -> Response {
    let visit = posted.visit.clone();
    let content = |field| posted.file(field).map(|upload| upload.content);
    let files = RescueFiles { bid_key: content("bid_key"), envelope: content("envelope") };
    match openings::rescue(visit.caller(), &reference, files, posted.fields.get("password")).await {
        Ok(()) => {
            let to = visit.to(Route::OwnOpened(&reference));
            see_other(&with_query(to, &[("done", "bid_rescued".to_owned())]))
        }
        Err(Failure::Refused(refusal)) => {
            let form = FormState::refused(posted.fields, refusal.clone());
            match openings::rescuable(visit.caller(), &reference).await {
                // There is no form to come back to.
                Ok(None) => visit.failed(Failure::Refused(refusal)).await,
                _ => show(&visit, &reference, form).await,
            }
        }
        Err(failure) => visit.failed(failure).await,
    }
}

async fn show(visit: &Visit, reference: &str, form: FormState) -> Response {
    attempt!(visit, visit.caller().may(Action::SubmitBid));
    let found = attempt!(visit, openings::rescuable(visit.caller(), reference).await);
    let Some(found) = found else { return visit.failed(Failure::NotFound).await };
    let form = form.naming("bid_key", texts::KEY).naming("envelope", texts::ENVELOPE);
    let meta = Meta::titled(texts::TITLE.to(visit.locale())).private().refused(form.is_refused()).under("/tenders");
    let (status, reference) = (form.status(), reference.to_owned());
    render::page(visit, status, meta, (found, form), move |visit, (found, form)| draw(visit, &reference, found, form))
        .await
}

fn draw(visit: &Visit, reference: &str, found: &Rescuable, form: &FormState) -> AnyView {
    let locale = visit.locale();
    let which = i18n::words(bid_envelope::find, found.kind.code(), locale);
    let why = i18n::words(unreadable::find, found.why.code(), locale);
    let envelope = found
        .wants_envelope
        .then(|| picked(visit, form, "envelope", (texts::ENVELOPE, texts::ENVELOPE_HINT), ".sealed"));
    let password = Named::of("password", label::PASSWORD.to(locale)).hinted(bid_texts::PASSWORD_HINT.to(locale));
    view! {
        {crumbs(visit, vec![
            (visit.to(Route::OwnBids), own_bids::TITLE.to(locale).to_owned()),
            (visit.to(Route::Bid(reference)), bid_texts::YOUR_BID.to(locale).to_owned()),
        ])}
        <main id="main" tabindex="-1" class="wrap main main--after-crumbs">
            <div class="wizard">
                {error_summary(visit, form)}
                <p class="eyebrow num">{reference.to_owned()}</p>
                <h1>{texts::TITLE.to(locale)}</h1>
                <p class="lede mt3">{texts::LEDE.to(locale)}</p>
                <div class="note mt4">
                    {icons::info()}
                    <p>{texts::WHICH.fill(locale, &[("envelope", &which), ("why", &why)])}</p>
                </div>
                <ul class="mt4">
                    <li>{texts::COMMITTED.to(locale)}</li>
                    <li>{texts::UNTIL.to(locale)}</li>
                    <li>{texts::RECORDED.to(locale)}</li>
                </ul>
                <form class="form mt5" method="post" enctype="multipart/form-data" novalidate>
                    {picked(visit, form, "bid_key", (texts::KEY, texts::KEY_HINT), ".bid-key")}
                    {envelope}
                    {named_input(visit, form, &password, "password", "input--20")}
                    <button class="btn">{texts::OPEN.to(locale)}</button>
                </form>
                <p class="mt5"><a href=visit.to(Route::OwnOpened(reference))>{texts::BACK.to(locale)}</a></p>
            </div>
        </main>
    }
    .into_any()
}
