//! Pages of a list, by number.

use crate::i18n::page;
use crate::visit::Visit;
use leptos::prelude::*;

/// Links to the pages of a list; nothing for a single page. `href` gives a page's address.
pub fn pager(visit: &Visit, number: usize, last: usize, href: impl Fn(usize) -> String) -> Option<AnyView> {
    if last <= 1 {
        return None;
    }
    let locale = visit.locale();
    let near = |other: usize| other == 1 || other == last || other.abs_diff(number) <= 2;
    let mut links: Vec<AnyView> = Vec::new();
    if number > 1 {
        links.push(view! { <a href=href(number - 1) rel="prev">{page::PREVIOUS.to(locale)}</a> }.into_any());
    }
    let mut gap = false;
    for other in 1..=last {
        if near(other) {
            let current = (other == number).then_some("page");
            links.push(view! { <a href=href(other) aria-current=current>{other}</a> }.into_any());
            gap = false;
        } else if !gap {
            links.push(view! { <span aria-hidden="true">"…"</span> }.into_any());
            gap = true;
        }
    }
    if number < last {
        links.push(view! { <a href=href(number + 1) rel="next">{page::NEXT.to(locale)}</a> }.into_any());
    }
    Some(view! { <nav class="pages mt5" aria-label=page::PAGES.to(locale)>{links}</nav> }.into_any())
}
