//! A bid that is in: what was received, what happens next, and what its bidder may still do to it.

use super::bid_page::Shown;
use super::{bid_notes as notes, tasks};
use crate::components::{Named, icons, moment, named_input, once, said};
use crate::forms::FormState;
use crate::i18n::{self, bid as texts, bid_envelope, bid_in, label, tender};
use crate::routes::Route;
use crate::visit::Visit;
use domain::bids::{BidState, Progress};
use domain::permissions::{Action, allows};
use leptos::prelude::*;
use services::bids::{BidView, ReceiptView};

/// It was handed in, was not taken back, and nobody has opened it.
pub(super) fn is_in(view: &BidView) -> bool {
    matches!(view.state, BidState::Submitted | BidState::NeedsReconfirmation | BidState::Sealed)
}

/// What was received, and what follows.
pub(super) fn confirmation(visit: &Visit, view: &BidView) -> Option<AnyView> {
    let locale = visit.locale();
    let receipt = view.receipts.last().filter(|_| is_in(view))?;
    let href = visit.to(Route::BidReceipt(&view.reference, receipt.number));
    let version = texts::VERSION.fill(locale, &[("version", &locale.number(i64::from(receipt.version)))]);
    let class = if view.state == BidState::NeedsReconfirmation { "panel" } else { "confirm" };
    let change = view.is_open.then(|| {
        view! { <li>{bid_in::NEXT_CHANGE.fill(locale, &[("close", &locale.moment(view.closes_at))])}</li> }
    });
    let shown = view! {
        <section class=class aria-labelledby="handed-in">
            <h2 id="handed-in">{bid_in::HEADING.to(locale)}</h2>
            <p>{bid_in::TENDER.to(locale)}<b class="confirm__ref">{view.reference.clone()}</b></p>
            <dl class="facts facts--wide mt4">
                <div><dt>{bid_in::COMPANY.to(locale)}</dt><dd>{view.company.get(locale).to_owned()}</dd></div>
                <div><dt>{texts::RECEIVED.to(locale)}</dt><dd class="num">{locale.exact_moment(receipt.received_at)}</dd></div>
                <div><dt>{bid_in::RECEIPT.to(locale)}</dt><dd><a href=href download=true>{bid_in::DOWNLOAD.to(locale)}</a>" "<span class="meta">{version}</span></dd></div>
            </dl>
            {keys(visit, view, receipt)}
            <h3 class="t-md mt4">{bid_in::NEXT.to(locale)}</h3>
            <ol class="next-steps">
                {change}
                <li>{bid_in::NEXT_OPENING.to(locale)}</li>
                <li>{bid_in::NEXT_DECISION.to(locale)}</li>
            </ol>
        </section>
    };
    Some(shown.into_any())
}

/// The keys of envelopes that were sealed here just now, to be taken once.
fn keys(visit: &Visit, view: &BidView, receipt: &ReceiptView) -> Option<AnyView> {
    let locale = visit.locale();
    let (_, until) = receipt.keys.first()?;
    let forms: Vec<_> = receipt
        .keys
        .iter()
        .map(|(kind, _)| {
            let to = visit.to(Route::BidKey(&view.reference, receipt.number, kind.code()));
            let envelope = i18n::words(bid_envelope::find, kind.code(), locale);
            let text = bid_in::TAKE_KEY.fill(locale, &[("envelope", &envelope)]);
            view! { <form method="post" action=to><button class="btn btn--quiet">{text}</button></form> }
        })
        .collect();
    let section = view! {
        <h3 class="t-md mt4">{bid_in::KEYS.to(locale)}</h3>
        <p class="mt2">{bid_in::KEYS_TEXT.fill(locale, &[("time", &locale.moment(*until))])}</p>
        <div class="actions mt3">{forms}</div>
    };
    Some(section.into_any())
}

/// The tasks of another version, folded away until one is begun.
pub(super) fn replacing(visit: &Visit, view: &BidView) -> AnyView {
    let locale = visit.locale();
    let is_begun = view.tasks.iter().any(|(_, progress)| *progress != Progress::NotStarted);
    let progress =
        is_begun.then(|| view! { <p class="mt3">{bid_in::REPLACING.to(locale)}" "{tasks::progress(visit, view)}</p> });
    view! {
        <section class="section" aria-labelledby="replace">
            <h2 id="replace">{bid_in::REPLACE.to(locale)}</h2>
            <p class="mt2">{bid_in::REPLACE_TEXT.to(locale)}</p>
            {progress}
            <details class="mt4" open=is_begun>
                <summary>{bid_in::REPLACE_OPEN.to(locale)}</summary>
                {tasks::tasks(visit, view)}
            </details>
        </section>
    }
    .into_any()
}

/// The terms changed: what changed, and the form that says the bid stands all the same.
pub(super) fn reconfirming(visit: &Visit, shown: &Shown) -> Option<AnyView> {
    let (locale, view) = (visit.locale(), &shown.view);
    if view.state != BidState::NeedsReconfirmation || !view.is_open {
        return None;
    }
    if view.is_sealed_to_void {
        return Some(super::keys_note::draw(visit, view));
    }
    let all = format!("{}#addenda", visit.to(Route::Tender(&view.reference)));
    let changes: Vec<_> = shown
        .changes
        .iter()
        .map(|addendum| {
            let name = tender::ADDENDUM.fill(locale, &[("number", &addendum.number.to_string())]);
            let href = all.clone();
            view! { <li><a href=href>{name}</a>" "<span class="meta">{moment(visit, addendum.issued_at)}</span><br/>{said(&addendum.text)}</li> }
        })
        .collect();
    let form = notes::may_write(visit).then(|| confirming(visit, &shown.form, "reconfirm"));
    let notice = view! {
        <section class="note note--warn mt5" aria-labelledby="reconfirm">
            {icons::warn()}
            <div>
                <h2 id="reconfirm" class="t-md">{bid_in::RECONFIRM.to(locale)}</h2>
                <p class="mt2">{texts::RECONFIRM_TEXT.to(locale)}</p>
                <ul class="mt3">{changes}</ul>
                {form}
            </div>
        </section>
    };
    Some(notice.into_any())
}

/// Taking back what is in.
pub(super) fn withdrawing(visit: &Visit, shown: &Shown) -> Option<AnyView> {
    let (locale, view) = (visit.locale(), &shown.view);
    let is_shown = view.is_open && is_in(view) && allows(Action::SubmitBid, visit.caller().actor());
    let section = is_shown.then(|| {
        view! {
            <section class="section" aria-labelledby="withdraw">
                <h2 id="withdraw">{texts::WITHDRAW.to(locale)}</h2>
                <p class="mt2">{bid_in::WITHDRAW_TEXT.to(locale)}</p>
                {confirming(visit, &shown.form, "withdraw")}
            </section>
        }
    });
    section.map(IntoAny::into_any)
}

/// A step that is confirmed with the password, in a form of its own.
fn confirming(visit: &Visit, form: &FormState, step: &'static str) -> AnyView {
    let locale = visit.locale();
    let (class, text) = match step {
        "reconfirm" => ("btn mt3", texts::RECONFIRM),
        _ => ("btn btn--quiet mt3", texts::WITHDRAW),
    };
    let state = if form.fields.get("form") == step { form.clone() } else { FormState::default() };
    let password =
        Named::of("password", label::PASSWORD.to(locale)).hinted(texts::PASSWORD_HINT.to(locale)).within(step);
    view! {
        <form class="form mt4" method="post" novalidate>
            <input type="hidden" name="form" value=step/>
            {once(visit, &state)}
            {named_input(visit, &state, &password, "password", "input--20")}
            <button class=class name="do" value=step>{text.to(locale)}</button>
        </form>
    }
    .into_any()
}
