//! A supplier's bid for a tender: what was handed in, what is left to do, what came of it.

use super::{bid_notes as notes, colleagues, handed_in, tasks, written};
use crate::components::{self, moment, named_summary};
use crate::forms::{FormState, Posted, attempt};
use crate::i18n::{
    self, bid as texts, bid_envelope, bid_hint as hint, bid_promises, bid_state, label, opened_bid, own_bids,
    receipt_action, sealed_bid,
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
use domain::tenders::views::{AddendumView, said};
use domain::time::Day;
use islands::Countdown;
use leptos::prelude::*;
use services::Failure;
use services::bids::{self, BidView, ReceiptView};

/// What the page shows.
pub(super) struct Shown {
    pub view: BidView,
    pub form: FormState,
    /// Addenda under which the bid must be confirmed.
    pub changes: Vec<AddendumView>,
    /// Last day to answer what the panel asks about the price.
    pub answer_by: Option<Day>,
}

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
    let changes = attempt!(visit, changes(visit, &view).await);
    let answer_by = match view.state {
        BidState::PriceQuery => attempt!(visit, crate::evaluation::question_page::answer_by(visit, reference).await),
        _ => None,
    };
    let title = texts::TITLE.fill(visit.locale(), &[("tender", &said(&view.title, visit.locale()).text)]);
    let meta = Meta::titled(&title).private().with_islands().refused(form.is_refused()).under("/tenders");
    let status = form.status();
    render::page(visit, status, meta, Shown { view, form, changes, answer_by }, draw).await
}

/// The addenda that came after the bid was handed in or confirmed last, while it waits for another confirmation.
async fn changes(visit: &Visit, view: &BidView) -> Result<Vec<AddendumView>, Failure> {
    let last = view.receipts.last().map(|receipt| receipt.received_at);
    let Some(last) = last.filter(|_| view.state == BidState::NeedsReconfirmation) else { return Ok(Vec::new()) };
    let tender = services::tenders::show_public(visit.caller(), visit.locale(), &view.reference).await?;
    Ok(tender.addenda.into_iter().filter(|addendum| addendum.issued_at > last).collect())
}

fn draw(visit: &Visit, shown: &Shown) -> AnyView {
    let (locale, view, form) = (visit.locale(), &shown.view, &shown.form);
    let title = said(&view.title, locale);
    let saved = view.saved_at.filter(|_| view.is_open).map(|at| {
        let by = view.saved_by.as_ref().map(|name| view! { <br/>{texts::SAVED_BY.fill(locale, &[("name", name)])} });
        view! { <p class="meta mt3">{texts::SAVED.to(locale)}" "{moment(visit, at)}{by}</p> }
    });
    let acted = view.acted_by.as_ref().map(|name| {
        view! { <p class="meta mt2">{texts::ACTED_BY.fill(locale, &[("name", name)])}</p> }
    });
    let notice = if form.is_refused() { None } else { Some(banner(visit)) };
    let is_in = handed_in::is_in(view);
    let begins = (view.is_open && !is_in && notes::may_write(visit)).then(|| {
        view! { <p class="lede mt3">{tasks::progress(visit, view)}{between(locale)}{texts::LEDE.to(locale)}</p> }
    });
    let tasks = (view.is_open && notes::may_write(visit)).then(|| match is_in {
        true => handed_in::replacing(visit, view),
        false => tasks::tasks(visit, view),
    });
    // Who may not write reads what is written; after the close everybody does.
    let reads = !(view.is_open && notes::may_write(visit));
    let draft = reads.then(|| written::of_company(visit, view));
    let seals = (view.is_open || view.state == BidState::Sealed).then(|| {
        view! { <p class="meta mt2">{texts::SEALING.to(locale)}</p> }
    });
    view! {
        {crumbs(visit, vec![(visit.to(Route::OwnBids), own_bids::TITLE.to(locale).to_owned())])}
        <main id="main" tabindex="-1" class="wrap main main--after-crumbs">
            {notice}
            {summary(visit, form)}
            <p class="eyebrow num">{view.reference.clone()}</p>
            <h1>{texts::YOUR_BID.to(locale)}{bid_promises::COLON.to(locale)}{components::said(&title)}</h1>
            {notes::draw(visit, view, shown.answer_by)}
            {handed_in::reconfirming(visit, shown)}
            {begins}
            <div class="with-key mt5">
                <section class="panel panel--key key-panel" aria-labelledby="closing">
                    <h2 id="closing" class="t-md">{texts::CLOSES.to(locale)}</h2>
                    <p class="mt2">{closing(visit, view)}</p>
                    <p class="mt3">{texts::STATE.to(locale)}" "<span class="tag">{standing(visit, view)}</span></p>
                    {acted}
                    {saved}
                </section>
                <div class="text">
                    {handed_in::confirmation(visit, view)}
                    {tasks}
                    {draft}
                    {receipts(visit, view)}
                    {handed_in::withdrawing(visit, shown)}
                </div>
                <aside class="rail stack" aria-label=texts::STATE.to(locale)>
                    <section class="panel" aria-labelledby="sealed">
                        <h2 id="sealed" class="t-md">{if seals.is_some() { texts::SEALED } else { texts::YOUR_BID }.to(locale)}</h2>
                        {seals}
                        <p class="mt3"><a href=visit.to(Route::Tender(&view.reference))>{texts::ASK.to(locale)}</a></p>
                    </section>
                    {colleagues::panel(visit, view)}
                    {opened(visit, view)}
                    {own_sealing(visit, view)}
                </aside>
            </div>
            <p class="mt6"><a href=visit.to(Route::OwnBids)>{texts::ALL_BIDS.to(locale)}</a></p>
        </main>
    }
    .into_any()
}

/// What is wrong with one of the forms; each has a password of its own.
fn summary(visit: &Visit, form: &FormState) -> Option<AnyView> {
    named_summary(visit, form, |field| label::find(field).map_or("", |text| text.to(visit.locale())).to_owned())
}

/// Where the bid stands, in a word or two.
pub(super) fn standing(visit: &Visit, view: &BidView) -> String {
    if notes::was_not_sent(view) {
        return own_bids::NOT_SENT.to(visit.locale()).to_owned();
    }
    i18n::words(bid_state::find, view.state.code(), visit.locale())
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
                <ul role="list" class="next-steps">
                    <li><a href=href download=true>{texts::RECEIPT_FILE.to(locale)}</a></li>
                    {proof}
                    {envelopes}
                </ul>
            </td>
        </tr>
    }
    .into_any()
}
