//! Dates, moments, money and texts as they stand in a page.

use crate::i18n::{form, frame, joined};
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

/// What somebody wrote, with its own `lang` and a line that says so when it seems to be in another language than the page.
pub fn written(visit: &Visit, text: &str) -> AnyView {
    let text = Said { text: text.to_owned(), other: language_of(text, visit.locale()) };
    view! { {said(&text)}{other_language(visit, &text)} }.into_any()
}

/// What somebody wrote where no line has room, with its own `lang` alone.
pub fn spoken(visit: &Visit, text: &str) -> AnyView {
    said(&Said { text: text.to_owned(), other: language_of(text, visit.locale()) })
}

/// The language a text seems to be in, when it is not the page's: letters tell Chinese from English, and nobody is told
/// of a name or a number.
fn language_of(text: &str, locale: Locale) -> Option<Locale> {
    let is_han = |letter: &char| ('\u{3400}'..='\u{9fff}').contains(letter);
    let chinese = text.chars().filter(is_han).count();
    let words = text.split(|letter: char| !letter.is_ascii_alphabetic()).filter(|word| word.len() > 1).count();
    match locale {
        Locale::En => (chinese > words * 2).then_some(Locale::ZhHant),
        _ => (words > 2 && words > chinese).then_some(Locale::En),
    }
}

/// A text with another in brackets behind it.
pub fn bracketed(locale: Locale, text: &str, inside: &str) -> String {
    joined::BRACKETED.fill(locale, &[("text", text), ("inside", inside)])
}

/// A name and what belongs to it.
pub fn labelled(locale: Locale, label: &str, text: &str) -> String {
    form::LABELLED.fill(locale, &[("label", label), ("text", text)])
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_in_another_language_than_the_page_is_told_and_a_name_is_not() {
        for (text, on_english, on_chinese) in [
            ("May the plan be in English only?", None, Some(Locale::En)),
            ("可否只以英文提交計劃書？", Some(Locale::ZhHant), None),
            ("請參閱API文件及SHA-256識別碼。", Some(Locale::ZhHant), None),
            ("Harbour Light", None, None),
            ("1,200,000.00", None, None),
            ("", None, None),
        ] {
            assert_eq!(language_of(text, Locale::En), on_english, "{text}");
            assert_eq!(language_of(text, Locale::ZhHant), on_chinese, "{text}");
        }
    }
}
