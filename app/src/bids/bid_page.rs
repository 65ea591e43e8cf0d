//! A supplier's bid for a tender: what is done, what is left, what was handed in.

use super::tasks;
use crate::components::{error_summary, input, moment};
use crate::forms::{FormState, Posted, attempt};
use crate::i18n::{
    self, bid as texts, bid_envelope, bid_hint as hint, bid_state, label, opened_bid, own_bids, receipt_action,
    sealed_bid,
};
use crate::layout::{Meta, banner, crumbs};
use crate::render;
use crate::routes::{Route, with_query};
use crate::tenders::left;
use crate::visit::{Visit, see_other};
use axum::extract::Path;
use axum::response::Response;
use domain::bids::{BidState, EnvelopeKind, SubmissionId};
use domain::locale::Locale;
use domain::permissions::{Action, allows};
use domain::refusal::Refusal;
use islands::Countdown;
use leptos::prelude::*;
use services::Failure;
use services::bids::{self, BidView, ReceiptView};

/// `GET /{locale}/tenders/{reference}/bid`
pub async fn get(visit: Visit, Path((_, reference)): Path<(String, String)>) -> Response {
    show(&visit, &reference, FormState::default()).await
}

/// `POST /{locale}/tenders/{reference}/bid`: takes the bid back, or confirms it under a changed notice.
pub async fn post(Path((_, reference)): Path<(String, String)>, posted: Posted) -> Response {
    let visit = posted.visit.clone();
    match confirm(&posted, &reference).await {
        Ok(done) => see_other(&with_query(visit.to(Route::Bid(&reference)), &[("done", done.to_owned())])),
        Err(Failure::Refused(refusal)) => show(&visit, &reference, FormState::refused(posted.fields, refusal)).await,
        Err(failure) => visit.failed(failure).await,
    }
}

async fn confirm(posted: &Posted, reference: &str) -> Result<&'static str, Failure> {
    let id = SubmissionId(posted.once().ok_or(Failure::Refused(Refusal::FormExpired))?.0);
    let (caller, password) = (posted.visit.caller(), posted.fields.get("password"));
    match posted.fields.get("do") {
        "withdraw" => bids::withdraw(caller, reference, id, password).await.map(|_| "withdrawn"),
        "reconfirm" => bids::reconfirm(caller, reference, id, password).await.map(|_| "reconfirmed"),
        _ => Err(Failure::NotFound),
    }
}

pub(super) async fn show(visit: &Visit, reference: &str, form: FormState) -> Response {
    let view = attempt!(visit, bids::show(visit.caller(), reference).await);
    let title = texts::TITLE.fill(visit.locale(), &[("tender", view.title.get(visit.locale()))]);
    let meta = Meta::titled(&title).private().with_islands().refused(form.is_refused()).under("/tenders");
    let status = form.status();
    render::page(visit, status, meta, (view, form), |visit, (view, form)| draw(visit, view, form)).await
}

fn draw(visit: &Visit, view: &BidView, form: &FormState) -> AnyView {
    let locale = visit.locale();
    let state = i18n::words(bid_state::find, view.state.code(), locale);
    let can_write = view.is_open;
    let tasks = can_write.then(|| tasks::tasks(visit, view));
    let lede = can_write.then(
        || view! { <p class="lede mt3">{tasks::progress(visit, view)}{between(locale)}{texts::LEDE.to(locale)}</p> },
    );
    let saved = view.saved_at.filter(|_| can_write).map(|at| {
        view! { <p class="meta mt3">{texts::SAVED.to(locale)}" "{moment(visit, at)}</p> }
    });
    let notice = if form.is_refused() { None } else { Some(banner(visit)) };
    view! {
        {crumbs(visit, vec![(visit.to(Route::OwnBids), own_bids::TITLE.to(locale).to_owned())])}
        <main id="main" tabindex="-1" class="wrap main main--after-crumbs">
            {notice}
            {error_summary(visit, form)}
            <p class="eyebrow num">{view.reference.clone()}</p>
            <h1>{texts::TITLE.fill(locale, &[("tender", view.title.get(locale))])}</h1>
            {lede}
            <div class="with-key mt5">
                <section class="panel panel--key key-panel" aria-labelledby="closing">
                    <h2 id="closing" class="t-md">{texts::CLOSES.to(locale)}</h2>
                    <p class="mt2">{closing(visit, view)}</p>
                    <p class="mt3">{texts::STATE.to(locale)}" "<span class="tag">{state}</span></p>
                    {saved}
                </section>
                <div class="text">
                    {tasks}
                    {receipts(visit, view)}
                    {confirmations(visit, view, form)}
                </div>
                <aside class="rail stack" aria-label=texts::STATE.to(locale)>
                    <section class="panel" aria-labelledby="sealed">
                        <h2 id="sealed" class="t-md">{texts::SEALED.to(locale)}</h2>
                        <p class="meta mt2">{texts::SEALING.to(locale)}</p>
                        <p class="mt3"><a href=visit.to(Route::Tender(&view.reference))>{texts::ASK.to(locale)}</a></p>
                    </section>
                    {opened(visit, view)}
                    {own_sealing(visit, view)}
                </aside>
            </div>
            <p class="mt6"><a href=visit.to(Route::OwnBids)>{texts::ALL_BIDS.to(locale)}</a></p>
        </main>
    }
    .into_any()
}

/// What stands between two parts of a line: nothing in Chinese.
fn between(locale: Locale) -> &'static str {
    if locale == Locale::En { " " } else { "" }
}

/// The closing time, and while there is some, the time left: as the page was made, and counted down by a script.
fn closing(visit: &Visit, view: &BidView) -> AnyView {
    let (locale, now) = (visit.locale(), visit.caller().now());
    if !view.is_open {
        return moment(visit, view.closes_at);
    }
    let (days, hours, minutes) = left(view.closes_at.millis() - now.millis());
    let amounts = match days {
        0 => [hint::HOURS.count(locale, hours), hint::MINUTES.count(locale, minutes)],
        _ => [hint::DAYS.count(locale, days), hint::HOURS.count(locale, hours)],
    };
    let first = hint::LEFT.fill(locale, &[("time", &amounts.join(between(locale)))]);
    let (until, said) = (view.closes_at.to_rfc3339(), locale.moment(view.closes_at));
    let (words, over) = (hint::LEFT.to(locale), hint::OVER.to(locale));
    view! {
        <Countdown datetime=until text=said first=first left=words closed=over server_now_ms=now.millis()/>
    }
    .into_any()
}

/// The way of those who would rather not have the text on the server at all.
fn own_sealing(visit: &Visit, view: &BidView) -> Option<AnyView> {
    let locale = visit.locale();
    let is_shown = view.is_open && allows(Action::SubmitBid, visit.caller().actor());
    let panel = is_shown.then(|| {
        let (page, file) = (visit.to(Route::BidSealed(&view.reference)), visit.to(Route::SealingFile(&view.reference)));
        view! {
            <section class="panel" aria-labelledby="own-sealing">
                <h2 id="own-sealing" class="t-md">{sealed_bid::TITLE.to(locale)}</h2>
                <p class="meta mt2">{sealed_bid::WHY.to(locale)}</p>
                <p class="mt3"><a href=page>{sealed_bid::GO.to(locale)}</a></p>
                <p class="mt2"><a href=file>{sealed_bid::FILE.to(locale)}</a></p>
            </section>
        }
    });
    panel.map(IntoAny::into_any)
}

/// The way to what two officers opened.
fn opened(visit: &Visit, view: &BidView) -> Option<AnyView> {
    let locale = visit.locale();
    let panel = view.is_opened.then(|| {
        view! {
            <section class="panel" aria-labelledby="opened">
                <h2 id="opened" class="t-md">{opened_bid::PANEL.to(locale)}</h2>
                <p class="meta mt2">{opened_bid::PANEL_TEXT.to(locale)}</p>
                <p class="mt3"><a href=visit.to(Route::OwnOpened(&view.reference))>{opened_bid::GO.to(locale)}</a></p>
            </section>
        }
    });
    panel.map(IntoAny::into_any)
}

fn receipts(visit: &Visit, view: &BidView) -> Option<AnyView> {
    let locale = visit.locale();
    if view.receipts.is_empty() {
        return None;
    }
    let rows: Vec<_> = view.receipts.iter().map(|receipt| row(visit, view, receipt)).collect();
    let destroyed = view.destroyed_at.map(|at| {
        view! { <p class="mt2">{texts::DESTROYED.fill(locale, &[("date", &locale.date(at.day()))])}</p> }
    });
    let table = view! {
        <section class="section">
            <h2 id="receipts">{texts::RECEIPTS.to(locale)}</h2>
            <p class="mt2">{texts::RECEIPTS_TEXT.to(locale)}</p>
            <p class="mt2">{texts::PROOF_TEXT.to(locale)}" "<a href=visit.to(Route::Log)>{texts::HOW_TO_CHECK.to(locale)}</a></p>
            {destroyed}
            {closing_record(visit, view)}
            <div class="table-wrap mt4" role="region" aria-labelledby="receipts" tabindex="0">
                <table class="table table--stack">
                    <thead><tr>
                        <th scope="col">{texts::WHAT.to(locale)}</th>
                        <th scope="col">{texts::RECEIVED.to(locale)}</th>
                        <th scope="col">{texts::LOG_ENTRY.to(locale)}</th>
                        <th scope="col">{texts::FINGERPRINT.to(locale)}</th>
                        <th scope="col">{texts::FILE.to(locale)}</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    };
    Some(table.into_any())
}

/// After the close: the record that binds the opening lists this bid, or does not.
fn closing_record(visit: &Visit, view: &BidView) -> Option<AnyView> {
    let locale = visit.locale();
    let closing = view.closing.as_ref()?;
    let said = if closing.lists { texts::CLOSING_LISTS } else { texts::CLOSING_LACKS };
    let entry = locale.number(closing.log_entry as i64);
    let said = said.fill(locale, &[("record", &closing.sha256), ("entry", &entry)]);
    let section = view! {
        <h3 class="mt4">{texts::CLOSING.to(locale)}</h3>
        <p class="mt2 break">{said}</p>
    };
    Some(section.into_any())
}

fn row(visit: &Visit, view: &BidView, receipt: &ReceiptView) -> AnyView {
    let locale = visit.locale();
    let what = i18n::words(receipt_action::find, receipt.action.code(), locale);
    let version = texts::VERSION.fill(locale, &[("version", &locale.number(i64::from(receipt.version)))]);
    let href = visit.to(Route::BidReceipt(&view.reference, receipt.number));
    let envelope = |kind: &EnvelopeKind| {
        let href = visit.to(Route::BidEnvelope(&view.reference, receipt.number, kind.code()));
        let said = i18n::words(bid_envelope::find, kind.code(), locale);
        view! { <li><a href=href download=true>{said}</a></li> }
    };
    let envelopes: Vec<_> = receipt.envelopes.iter().map(envelope).collect();
    let proof = receipt.is_provable.then(|| {
        let href = visit.to(Route::BidReceiptProof(&view.reference, receipt.number));
        view! { <li><a href=href download=true>{texts::PROOF_FILE.to(locale)}</a></li> }
    });
    view! {
        <tr>
            <td data-label=texts::WHAT.to(locale)>{what}" "{version}</td>
            <td data-label=texts::RECEIVED.to(locale) class="num">{locale.exact_moment(receipt.received_at)}</td>
            <td data-label=texts::LOG_ENTRY.to(locale) class="num">{locale.number(receipt.log_entry as i64)}</td>
            <td data-label=texts::FINGERPRINT.to(locale)><code class="break">{receipt.sha256.clone()}</code></td>
            <td data-label=texts::FILE.to(locale)>
                <ul role="list">
                    <li><a href=href download=true>{texts::RECEIPT_FILE.to(locale)}</a></li>
                    {proof}
                    {envelopes}
                </ul>
            </td>
        </tr>
    }
    .into_any()
}

/// What a bidder may still do to a bid that is in.
fn confirmations(visit: &Visit, view: &BidView, form: &FormState) -> Option<AnyView> {
    let locale = visit.locale();
    let is_in = matches!(view.state, BidState::Submitted | BidState::NeedsReconfirmation);
    if !view.is_open || !is_in {
        return None;
    }
    let reconfirm = (view.state == BidState::NeedsReconfirmation).then(|| {
        view! { <div class="note mt3">{crate::components::icons::info()}<p>{texts::RECONFIRM_TEXT.to(locale)}</p></div><button class="btn mt3" name="do" value="reconfirm">{texts::RECONFIRM.to(locale)}</button>" " }
    });
    let panel = view! {
        <section class="section" aria-labelledby="change">
            <h2 id="change">{texts::CHANGE.to(locale)}</h2>
            <p class="mt2">{texts::CHANGE_TEXT.to(locale)}</p>
            <form class="form mt4" method="post" novalidate>
                {crate::components::once(visit, form)}
                {input(visit, form, "password", label::PASSWORD, Some(texts::PASSWORD_HINT.to(locale).to_owned()), "password", "input--20")}
                {reconfirm}
                <button class="btn btn--quiet mt3" name="do" value="withdraw">{texts::WITHDRAW.to(locale)}</button>
            </form>
        </section>
    };
    Some(panel.into_any())
}
