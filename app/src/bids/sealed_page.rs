//! Handing in a bid that was sealed on the bidder's own device: in this page by script, or by the command.
//!
//! Without script the page takes two files. With script a form is put in above them whose fields no browser can send: what
//! is written there leaves the device only inside the envelopes.

use super::sealing_form;
use crate::components::{Named, checkbox, error_summary, named_input};
use crate::forms::{FormState, Posted, attempt};
use crate::i18n::{self, bid as bid_texts, label, own_bids, sealed_bid as texts};
use crate::layout::{Meta, crumbs};
use crate::render;
use crate::routes::{Route, with_query};
use crate::visit::{Visit, see_other};
use axum::extract::Path;
use axum::response::Response;
use domain::bids::{Structure, SubmissionPath};
use domain::permissions::Action;
use domain::text::Text;
use leptos::prelude::*;
use services::Failure;
use services::bids::{self, BidView, HandedIn};

/// `GET /{locale}/tenders/{reference}/bid/sealed`
pub async fn get(visit: Visit, Path((_, reference)): Path<(String, String)>) -> Response {
    show(&visit, &reference, FormState::default()).await
}

/// `POST /{locale}/tenders/{reference}/bid/sealed`
pub async fn post(Path((_, reference)): Path<(String, String)>, posted: Posted) -> Response {
    let visit = posted.visit.clone();
    match hand_in(&posted, &reference).await {
        Ok(_) => {
            let back = visit.to(Route::Bid(&reference));
            see_other(&with_query(back, &[("done", "bid_submitted".to_owned())]))
        }
        Err(Failure::Refused(refusal)) => {
            let form = FormState::refused(posted.fields, refusal.clone());
            match bids::show(visit.caller(), &reference).await {
                // After the close there is no form to come back to.
                Ok(view) if !view.is_open => visit.failed(Failure::Refused(refusal)).await,
                _ => show(&visit, &reference, form).await,
            }
        }
        Err(failure) => visit.failed(failure).await,
    }
}

async fn hand_in(posted: &Posted, reference: &str) -> Result<bids::Given, Failure> {
    let content = |field| posted.file(field).map(|upload| upload.content);
    let came = HandedIn {
        technical: content("technical"),
        price: content("price"),
        non_collusion: posted.fields.ticked("non_collusion"),
    };
    // Said by the page's own script. Who says it of an envelope made elsewhere has a receipt that is wrong about this.
    let path = match posted.fields.get("sealed_by") {
        "browser" => SubmissionPath::Browser,
        _ => SubmissionPath::Offline,
    };
    bids::hand_in(posted.visit.caller(), reference, path, came, posted.fields.get("password")).await
}

async fn show(visit: &Visit, reference: &str, form: FormState) -> Response {
    attempt!(visit, visit.caller().may(Action::SubmitBid));
    let view = attempt!(visit, bids::show(visit.caller(), reference).await);
    if !view.is_open {
        return visit.failed(Failure::NotFound).await;
    }
    let form = form.naming("technical", texts::TECHNICAL).naming("price", texts::PRICE);
    let title = texts::TITLE.to(visit.locale());
    let meta = Meta::titled(title).private().with_islands().refused(form.is_refused()).under("/tenders");
    let status = form.status();
    render::page(visit, status, meta, (view, form), |visit, (view, form)| draw(visit, view, form)).await
}

fn draw(visit: &Visit, view: &BidView, form: &FormState) -> AnyView {
    let locale = visit.locale();
    let way = vec![
        (visit.to(Route::OwnBids), own_bids::TITLE.to(locale).to_owned()),
        (visit.to(Route::Bid(&view.reference)), bid_texts::YOUR_BID.to(locale).to_owned()),
    ];
    let here = sealing_form::draw(visit, view);
    view! {
        {crumbs(visit, way)}
        <main id="main" tabindex="-1" class="wrap main main--after-crumbs">
            <div class="wizard">
                {error_summary(visit, form)}
                <p class="eyebrow num">{view.reference.clone()}</p>
                <h1>{texts::TITLE.to(locale)}</h1>
                <p class="lede mt3">{texts::LEDE.to(locale)}</p>
                {super::bid_notes::barred(visit, view)}
                {here}
                <details class="help mt5" open=true data-part="upload">
                    <summary><span>{texts::UPLOAD_TITLE.to(locale)}</span></summary>
                    <div>{upload(visit, view, form)}</div>
                </details>
                <p class="mt5"><a href=visit.to(Route::Bid(&view.reference))>{bid_texts::BACK_TO_TASKS.to(locale)}</a></p>
            </div>
        </main>
    }
    .into_any()
}

fn upload(visit: &Visit, view: &BidView, form: &FormState) -> AnyView {
    let locale = visit.locale();
    let file = visit.to(Route::SealingFile(&view.reference));
    let name = format!("{}.sealing.json", view.reference);
    let (print, seal) = (
        format!("marketplace seal --tender {name} --form > answers.toml"),
        format!("marketplace seal --tender {name} --answers answers.toml --out sealed"),
    );
    let technical = (view.structure == Structure::TwoEnvelopes)
        .then(|| picked(visit, form, "technical", (texts::TECHNICAL, texts::TECHNICAL_HINT), ".sealed"));
    let hint = bid_texts::PASSWORD_HINT.to(locale);
    let password = Named::of("password", label::PASSWORD.to(locale)).hinted(hint);
    view! {
        <ol class="mt3">
            <li><a href=file download=name>{texts::FILE.to(locale)}</a></li>
            <li>{texts::STEP_ANSWERS.to(locale)}" "<code class="break">{print}</code></li>
            <li>{texts::STEP_SEAL.to(locale)}" "<code class="break">{seal}</code></li>
            <li>{texts::STEP_UPLOAD.to(locale)}</li>
        </ol>
        <form class="form mt4" method="post" enctype="multipart/form-data" novalidate>
            {technical}
            {picked(visit, form, "price", (texts::PRICE, texts::PRICE_HINT), ".sealed")}
            {checkbox(visit, form, "non_collusion", bid_texts::NON_COLLUSION)}
            {named_input(visit, form, &password, "password", "input--20")}
            <button class="btn">{texts::HAND_IN.to(locale)}</button>
        </form>
    }
    .into_any()
}

/// A field for a file that a command wrote; a browser never gives a picked file back.
pub(super) fn picked(
    visit: &Visit,
    form: &FormState,
    name: &'static str,
    (label, hint): (Text, Text),
    accept: &'static str,
) -> AnyView {
    let locale = visit.locale();
    let problem = form.wrong(locale, name);
    let class = if problem.is_some() { "field field--bad" } else { "field" };
    let invalid = problem.is_some().then_some("true");
    let described = if problem.is_some() { format!("{name}-hint {name}-error") } else { format!("{name}-hint") };
    let error = problem.map(|text| {
        view! { <span class="error" id=format!("{name}-error")><span class="sr">{i18n::form::ERROR.to(locale)}</span>{text}</span> }
    });
    view! {
        <div class=class>
            <label for=name>{label.to(locale)}</label>
            <span class="hint" id=format!("{name}-hint")>{hint.to(locale)}</span>
            {error}
            <input class="input" type="file" id=name name=name accept=accept aria-invalid=invalid aria-describedby=described/>
        </div>
    }
    .into_any()
}
