//! What a bidder must know before anything else on the page of a bid.

use crate::components::icons;
use crate::i18n::{self, bid_note as texts, supplier_state};
use crate::routes::Route;
use crate::visit::Visit;
use domain::bids::BidState;
use domain::permissions::{Action, allows};
use domain::time::Day;
use leptos::prelude::*;
use services::bids::BidView;

/// The reader may change the bid.
pub(super) fn may_write(visit: &Visit) -> bool {
    allows(Action::WriteBid, visit.caller().actor())
}

/// The tender closed before the bid was handed in.
pub(super) fn was_not_sent(view: &BidView) -> bool {
    !view.is_open && view.state == BidState::Draft
}

/// The notes that apply.
pub(super) fn draw(visit: &Visit, view: &BidView, answer_by: Option<Day>) -> Vec<AnyView> {
    [not_sent(visit, view), read_only(visit, view), barred(visit, view), question(visit, view, answer_by)]
        .into_iter()
        .flatten()
        .collect()
}

fn not_sent(visit: &Visit, view: &BidView) -> Option<AnyView> {
    let locale = visit.locale();
    let time = locale.moment(view.closes_at);
    was_not_sent(view).then(|| match view.typed.is_empty() && view.files.is_empty() {
        true => warned(texts::NO_BID.fill(locale, &[("time", &time)]), "", None),
        false => warned(texts::NOT_SENT.fill(locale, &[("time", &time)]), texts::NOT_SENT_TEXT.to(locale), None),
    })
}

fn read_only(visit: &Visit, view: &BidView) -> Option<AnyView> {
    let locale = visit.locale();
    (view.is_open && !may_write(visit)).then(|| {
        view! {
            <div class="note mt5">{icons::info()}<p><b>{texts::READ_ONLY.to(locale)}</b>" "{texts::READ_ONLY_TEXT.to(locale)}</p></div>
        }
        .into_any()
    })
}

/// The company may not hand anything in as it stands now.
pub(super) fn barred(visit: &Visit, view: &BidView) -> Option<AnyView> {
    let locale = visit.locale();
    let standing = view.barred.filter(|_| view.is_open)?;
    let standing = i18n::words(supplier_state::find, standing.code(), locale);
    let text = texts::BARRED.fill(locale, &[("standing", &standing)]);
    let link = (visit.to(Route::Company), texts::COMPANY.to(locale));
    Some(warned(text, texts::BARRED_TEXT.to(locale), Some(link)))
}

fn question(visit: &Visit, view: &BidView, answer_by: Option<Day>) -> Option<AnyView> {
    let locale = visit.locale();
    (view.state == BidState::PriceQuery).then(|| {
        let until = answer_by.map(|day| texts::QUESTION_UNTIL.fill(locale, &[("day", &locale.date_with_weekday(day))]));
        let link = (visit.to(Route::PriceQuestion(&view.reference)), texts::QUESTION_LINK.to(locale));
        warned(texts::QUESTION.to(locale).to_owned(), &until.unwrap_or_default(), Some(link))
    })
}

fn warned(first: String, then: &str, link: Option<(String, &'static str)>) -> AnyView {
    let then = then.to_owned();
    let link = link.map(|(href, text)| view! { " "<a href=href>{text}</a> });
    view! { <div class="note note--warn mt5">{icons::warn()}<p><b>{first}</b>" "{then}{link}</p></div> }.into_any()
}
