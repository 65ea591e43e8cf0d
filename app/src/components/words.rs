//! Dates, moments, money and texts as they stand in a page.

use crate::i18n::{frame, joined};
use crate::visit::Visit;
use domain::catalogue::views::Said;
use domain::locale::Locale;
use domain::time::{Day, Timestamp};
use leptos::prelude::*;

/// A day, in words and for machines.
pub fn day(visit: &Visit, day: Day) -> AnyView {
    view! { <time datetime=day.to_string()>{visit.locale().short_date(day)}</time> }.into_any()
}

/// A moment, in words and for machines.
pub fn moment(visit: &Visit, at: Timestamp) -> AnyView {
    view! { <time datetime=at.to_rfc3339()>{visit.locale().moment(at)}</time> }.into_any()
}

/// A text with its own `lang` when it is in another language than the page.
pub fn said(text: &Said) -> AnyView {
    match text.other {
        Some(other) => view! { <span lang=other.lang()>{text.text.clone()}</span> }.into_any(),
        None => text.text.clone().into_any(),
    }
}

/// The line that says a text is in another language.
pub fn other_language(visit: &Visit, text: &Said) -> Option<AnyView> {
    let other = text.other?;
    let locale = visit.locale();
    let line = frame::ONLY_IN.fill(locale, &[("language", language_name(locale, other))]);
    Some(view! { <p class="other-language">{line}</p> }.into_any())
}

/// A text with another in brackets behind it.
pub fn bracketed(locale: Locale, text: &str, inside: &str) -> String {
    joined::BRACKETED.fill(locale, &[("text", text), ("inside", inside)])
}

/// What a language is called in the language of the page.
pub fn language_name(locale: Locale, language: Locale) -> &'static str {
    let name = match language {
        Locale::ZhHant => crate::i18n::language_name::ZH_HANT,
        Locale::ZhHans => crate::i18n::language_name::ZH_HANS,
        Locale::En => crate::i18n::language_name::EN,
    };
    name.to(locale)
}

/// Marks invented figures.
pub fn sample(visit: &Visit) -> AnyView {
    view! { <span class="sample">{frame::SAMPLE.to(visit.locale())}</span> }.into_any()
}
