//! The opening of a tender's bids: closed, waiting for the second opener, opened with its record.

use super::{own_device, parts_form};
use crate::components::{error_summary, icons};
use crate::forms::{FormState, Posted, attempt};
use crate::i18n::{self, opening as texts, own_device as own_device_texts, unreadable};
use crate::layout::{Meta, banner, crumbs};
use crate::render;
use crate::routes::{Route, with_query};
use crate::visit::{Visit, see_other};
use axum::extract::Path;
use axum::response::Response;
use domain::bids::{EnvelopeKind, Unreadable};
use domain::text::Text;
use leptos::prelude::*;
use services::Failure;
use services::openings::{self, EnvelopeLine, OpeningView, Outcome, Way};

/// `GET /{locale}/workspace/tenders/{reference}/opening`
pub async fn get(visit: Visit, Path((_, reference)): Path<(String, String)>) -> Response {
    show(&visit, &reference, EnvelopeKind::Technical, FormState::default()).await
}

/// `POST /{locale}/workspace/tenders/{reference}/opening`: an opener brings the own part of the keys.
pub async fn post(Path((_, reference)): Path<(String, String)>, posted: Posted) -> Response {
    contribute(&reference, EnvelopeKind::Technical, posted).await
}

/// `GET /{locale}/workspace/tenders/{reference}/price-opening`
pub async fn get_prices(visit: Visit, Path((_, reference)): Path<(String, String)>) -> Response {
    show(&visit, &reference, EnvelopeKind::Price, FormState::default()).await
}

/// `POST /{locale}/workspace/tenders/{reference}/price-opening`: the same for the price envelopes.
pub async fn post_prices(Path((_, reference)): Path<(String, String)>, posted: Posted) -> Response {
    contribute(&reference, EnvelopeKind::Price, posted).await
}

async fn contribute(reference: &str, kind: EnvelopeKind, posted: Posted) -> Response {
    let visit = posted.visit.clone();
    let (caller, password) = (visit.caller(), posted.fields.get("password"));
    // A form with files brings a part that was made elsewhere; the other one the passphrase.
    let outcome = if posted.is_with_files() {
        let (path, part) = (own_device::made_in(&posted.fields), posted.chosen("part"));
        let part = part.map(|upload| upload.content.as_slice());
        openings::contribute_made(caller, reference, kind, path, password, part).await
    } else {
        openings::contribute(caller, reference, kind, password, posted.fields.get("passphrase")).await
    };
    let done = match outcome {
        Ok(Outcome::Waiting(_)) => "contributed",
        Ok(Outcome::Opened) => "opened",
        Err(Failure::Refused(refusal)) => {
            let mut fields = posted.fields;
            fields.set("passphrase", "");
            return show(&visit, reference, kind, FormState::refused(fields, refusal)).await;
        }
        Err(failure) => return visit.failed(failure).await,
    };
    see_other(&with_query(visit.to(Route::Opening(reference, kind)), &[("done", done.to_owned())]))
}

async fn show(visit: &Visit, reference: &str, kind: EnvelopeKind, form: FormState) -> Response {
    let view = attempt!(visit, openings::show(visit.caller(), reference, kind).await);
    let form = form.naming("part", own_device_texts::PART);
    let meta = Meta::titled(title(kind).to(visit.locale())).private().with_islands();
    let meta = meta.refused(form.is_refused()).under("/workspace");
    let status = form.status();
    let reference = reference.to_owned();
    render::page(visit, status, meta, (view, form), move |visit, (view, form)| draw(visit, &reference, view, form))
        .await
}

fn title(kind: EnvelopeKind) -> Text {
    match kind {
        EnvelopeKind::Technical => texts::TITLE,
        EnvelopeKind::Price => texts::TITLE_PRICES,
    }
}

fn draw(visit: &Visit, reference: &str, view: &OpeningView, form: &FormState) -> AnyView {
    let locale = visit.locale();
    let notice = if form.is_refused() { None } else { Some(banner(visit)) };
    let bids = match view.bids {
        Some(bids) => locale.number(bids),
        None => texts::NOT_KNOWN.to(locale).to_owned(),
    };
    let standing = match (&view.opened, &view.waiting) {
        (Some((at, names)), _) => texts::OPENED
            .fill(locale, &[("time", &locale.moment(*at)), ("names", &names.join(i18n::frame::LIST_COMMA.to(locale)))]),
        (None, Some((name, until))) => texts::WAITING.fill(locale, &[("name", name), ("time", &locale.moment(*until))]),
        (None, None) if view.awaits_result => texts::AWAITS_RESULT.to(locale).to_owned(),
        (None, None) => texts::SEALED.fill(locale, &[("time", &locale.moment(view.opens_from))]),
    };
    let is_time = visit.caller().now() >= view.opens_from;
    let contribute = (view.may_contribute && is_time).then(|| parts_form::draw(visit, reference, view.kind, form));
    let again = view.is_again.then(|| {
        let waits = view.waiting.as_ref().map(|(name, until)| {
            let text = texts::WAITING.fill(locale, &[("name", name), ("time", &locale.moment(*until))]);
            view! { <p class="mt2">{text}</p> }
        });
        view! {
            <div class="note note--warn mt5">
                {icons::warn()}
                <div><p>{texts::AGAIN.to(locale)}</p>{waits}</div>
            </div>
        }
    });
    let lines = view.lines.iter().map(|line| row(visit, line));
    let lines: Vec<_> = lines.chain(view.missing.iter().map(|sha256| missing(visit, sha256))).collect();
    let record = (!lines.is_empty()).then(|| {
        view! {
            <section class="section">
                <h2 id="record">{texts::RECORD.to(locale)}</h2>
                <div class="table-wrap mt4" role="region" aria-labelledby="record" tabindex="0">
                    <table class="table table--stack">
                        <thead><tr>
                            <th scope="col">{texts::BIDDER.to(locale)}</th>
                            <th scope="col">{texts::RECEIVED.to(locale)}</th>
                            <th scope="col">{texts::FINGERPRINT.to(locale)}</th>
                            <th scope="col">{texts::RESULT.to(locale)}</th>
                        </tr></thead>
                        <tbody>{lines}</tbody>
                    </table>
                </div>
            </section>
        }
    });
    view! {
        {crumbs(visit, vec![(visit.to(Route::WorkTender(reference)), reference.to_owned())])}
        <main id="main" tabindex="-1" class="wrap main main--after-crumbs">
            {notice}
            {error_summary(visit, form)}
            <p class="eyebrow num">{reference.to_owned()}</p>
            <h1>{title(view.kind).to(locale)}</h1>
            <p class="lede mt3">{standing}</p>
            <dl class="facts mt4">
                <div><dt>{texts::CLOSED.to(locale)}</dt><dd>{locale.moment(view.closes_at)}</dd></div>
                <div><dt>{texts::BIDS.to(locale)}</dt><dd>{bids}</dd></div>
            </dl>
            {again}
            {contribute}
            {record}
        </main>
    }
    .into_any()
}

fn row(visit: &Visit, line: &EnvelopeLine) -> AnyView {
    let locale = visit.locale();
    let result = match &line.unreadable {
        None => view! { <span class="tag tag--good">{texts::READ.to(locale)}</span> }.into_any(),
        Some(reason) => {
            view! { <span class="tag tag--bad">{i18n::words(unreadable::find, reason, locale)}</span> }.into_any()
        }
    };
    let after = line.rescued.map(|(at, way)| {
        let text = match way {
            Way::Pair => texts::READ_BY_PAIR,
            Way::BidKey => texts::READ_BY_KEY,
        };
        let said = text.fill(locale, &[("time", &locale.moment(at))]);
        view! { <br/><span class="tag tag--good">{texts::READ_AFTER_ALL.to(locale)}</span><br/><span class="meta">{said}</span> }
    });
    view! {
        <tr>
            <td data-label=texts::BIDDER.to(locale)>{line.bidder.get(locale).to_owned()}</td>
            <td data-label=texts::RECEIVED.to(locale) class="num">{locale.exact_moment(line.received_at)}</td>
            <td data-label=texts::FINGERPRINT.to(locale)><code class="break">{line.sha256.clone()}</code></td>
            <td data-label=texts::RESULT.to(locale)>{result}{after}</td>
        </tr>
    }
    .into_any()
}

/// A bid that the closing record lists and that was gone: nobody can tell whose it was.
fn missing(visit: &Visit, sha256: &str) -> AnyView {
    let locale = visit.locale();
    let reason = i18n::words(unreadable::find, Unreadable::Missing.code(), locale);
    view! {
        <tr>
            <td data-label=texts::BIDDER.to(locale)>{texts::UNKNOWN.to(locale)}</td>
            <td data-label=texts::RECEIVED.to(locale)>{texts::UNKNOWN.to(locale)}</td>
            <td data-label=texts::FINGERPRINT.to(locale)><code class="break">{sha256.to_owned()}</code></td>
            <td data-label=texts::RESULT.to(locale)><span class="tag tag--bad">{reason}</span></td>
        </tr>
    }
    .into_any()
}
