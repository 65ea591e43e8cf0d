//! The keys a bid is sealed to count no more: what its bidder must do.

use crate::components::icons;
use crate::i18n::bid_note as texts;
use crate::visit::Visit;
use leptos::prelude::*;
use services::bids::BidView;

/// Says that the bid must be handed in again; the tasks of another version stand below on the page.
pub(super) fn draw(visit: &Visit, view: &BidView) -> AnyView {
    let locale = visit.locale();
    let first = texts::KEYS_VOID.fill(locale, &[("time", &locale.moment(view.closes_at))]);
    view! {
        <section class="note note--warn mt5" aria-labelledby="keys-void">
            {icons::warn()}
            <div>
                <h2 id="keys-void" class="t-md">{first}</h2>
                <p class="mt2">{texts::KEYS_VOID_TEXT.to(locale)}" "<a href="#replace">{crate::i18n::bid_in::REPLACE.to(locale)}</a></p>
            </div>
        </section>
    }
    .into_any()
}
