//! What the winning bid asked, line by line; the sum is the contract's original value.

use crate::components::price_table;
use crate::i18n::price_schedule as texts;
use crate::visit::Visit;
use domain::contracts::views::ContractView;
use leptos::prelude::*;

/// The lines of the price, when the tender asked for lines.
pub(super) fn lines(visit: &Visit, view: &ContractView) -> Option<AnyView> {
    let locale = visit.locale();
    if view.price_lines.iter().all(|line| line.wanted.is_whole()) {
        return None;
    }
    let title = texts::TITLE.to(locale);
    let section = view! {
        <section class="panel">
            <h2>{title}</h2>
            {price_table(visit, &view.price_lines, Some(view.original_value), title.to_owned())}
        </section>
    };
    Some(section.into_any())
}
