//! Who of the company may write the bid and hand it in.

use crate::i18n::bid as texts;
use crate::visit::Visit;
use leptos::prelude::*;
use services::bids::BidView;

/// The panel beside a bid that can still be changed.
pub(super) fn panel(visit: &Visit, view: &BidView) -> Option<AnyView> {
    let locale = visit.locale();
    if !view.is_open || view.colleagues.is_empty() {
        return None;
    }
    let names: Vec<_> = view
        .colleagues
        .iter()
        .map(|one| {
            let own = one.is_own.then(|| view! { " "<span class="meta">{texts::YOU.to(locale)}</span> });
            view! { <li>{one.name.clone()}{own}</li> }
        })
        .collect();
    let panel = view! {
        <section class="panel" aria-labelledby="colleagues">
            <h2 id="colleagues" class="t-md">{texts::COLLEAGUES.to(locale)}</h2>
            <ul class="mt2">{names}</ul>
        </section>
    };
    Some(panel.into_any())
}
