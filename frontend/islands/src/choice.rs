//! What a person gathers to compare, kept in the tab.

use crate::dom;
use leptos::prelude::window;
use web_sys::{HtmlInputElement, Storage};

/// Most that can be compared.
pub const MOST: usize = 4;

/// Where the tab keeps the choice.
const KEPT_AS: &str = "compare";

/// One solution that was ticked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Choice {
    /// `S0042` or `R0042`.
    pub reference: String,
    /// Its name.
    pub name: String,
    /// Language of the name, which may have been ticked on a page in another.
    pub lang: String,
}

impl Choice {
    /// What a box stands for.
    pub fn of(tick: &HtmlInputElement) -> Choice {
        let lang = tick.closest("[lang]").ok().flatten();
        Choice {
            reference: tick.value(),
            name: dom::attribute(tick, "data-name"),
            lang: lang.map(|element| dom::attribute(&element, "lang")).unwrap_or_default(),
        }
    }
}

/// What was kept, on this page or another.
pub fn kept() -> Vec<Choice> {
    let text = storage().and_then(|storage| storage.get_item(KEPT_AS).ok()?);
    read(&text.unwrap_or_default())
}

/// Keeps what is chosen.
pub fn keep(chosen: &[Choice]) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(KEPT_AS, &write(chosen));
    }
}

/// The tab's memory; `None` where the browser refuses one, and then the choice lasts for this page.
fn storage() -> Option<Storage> {
    window().session_storage().ok()?
}

/// One line for each choice: reference, language and name with tabs between.
fn write(chosen: &[Choice]) -> String {
    let line = |choice: &Choice| {
        let parts = [&choice.reference, &choice.lang, &choice.name];
        parts.map(|part| part.replace(['\t', '\n', '\r'], " ")).join("\t")
    };
    chosen.iter().map(line).collect::<Vec<String>>().join("\n")
}

fn read(text: &str) -> Vec<Choice> {
    let line = |line: &str| {
        let mut parts = line.splitn(3, '\t').map(str::to_owned);
        let (reference, lang, name) = (parts.next()?, parts.next()?, parts.next()?);
        Some(Choice { reference, name, lang })
    };
    text.lines().filter_map(line).take(MOST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choice(reference: &str, lang: &str, name: &str) -> Choice {
        Choice { reference: reference.into(), lang: lang.into(), name: name.into() }
    }

    #[test]
    fn a_choice_is_kept_as_it_was() {
        let chosen = [choice("S0042", "en-HK", "Call transcription"), choice("R0007", "", "譯")];
        assert_eq!(read(&write(&chosen)), chosen);
        let odd = [choice("S1", "en", "one\ttwo\nthree")];
        assert_eq!(read(&write(&odd)), [choice("S1", "en", "one two three")]);
    }

    #[test]
    fn what_someone_else_stored_there_is_no_choice() {
        assert_eq!(read(""), []);
        assert_eq!(read("{\"s\":1}\n\nS0042"), []);
        assert_eq!(read(&"S\ten\tName\n".repeat(9)).len(), MOST);
    }
}
