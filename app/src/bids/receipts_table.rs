//! The receipts of a bid, each with its files.

use crate::i18n::{self, bid as texts, bid_envelope, receipt_action};
use crate::routes::Route;
use crate::visit::Visit;
use domain::bids::EnvelopeKind;
use leptos::prelude::*;
use services::bids::{BidView, ReceiptView};

/// Every receipt, oldest first, with the sealed envelopes that are still kept.
pub(super) fn receipts(visit: &Visit, view: &BidView) -> Option<AnyView> {
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
            {destroyed}
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
    view! {
        <tr>
            <td data-label=texts::WHAT.to(locale)>{what}" "{version}</td>
            <td data-label=texts::RECEIVED.to(locale) class="num">{locale.exact_moment(receipt.received_at)}</td>
            <td data-label=texts::LOG_ENTRY.to(locale) class="num">{locale.number(receipt.log_entry as i64)}</td>
            <td data-label=texts::FINGERPRINT.to(locale)><code class="break">{receipt.sha256.clone()}</code></td>
            <td data-label=texts::FILE.to(locale)>
                <ul role="list">
                    <li><a href=href download=true>{texts::RECEIPT_FILE.to(locale)}</a></li>
                    {envelopes}
                </ul>
            </td>
        </tr>
    }
    .into_any()
}
