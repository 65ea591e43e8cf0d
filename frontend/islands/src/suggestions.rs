//! Suggestions under a search field, while a person types.
//!
//! Without script this is a field in a form, and the browser sends what was typed. A script asks
//! one address of ours, `…?q=typed`, for at most eight answers `[{"label", "href", "hint"}]` and
//! shows them as a combobox: arrow keys choose, Enter goes to the choice, Escape closes. Enter
//! without a choice still sends the form. While an input method composes, nothing is asked or shown.

use crate::answers::{self, Suggestion};
use crate::dom;
use js_sys::encode_uri_component;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::cell::Cell;
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, KeyboardEvent, ScrollIntoViewOptions, ScrollLogicalPosition};

/// A pause in typing this long asks.
const PAUSE: Duration = Duration::from_millis(200);

/// A search field that suggests. It stands in a form, after its label, and holds the form's button.
#[component]
pub fn Suggestions(
    /// Address that answers `?q=…`: `/en/solutions/suggestions`.
    #[prop(into)]
    endpoint: String,
    /// The field's `id`, which the label names. The list's is the same with `-list`.
    #[prop(into)]
    id: String,
    /// The field's name in the form.
    #[prop(into)]
    name: String,
    /// What is in the field at first.
    #[prop(into)]
    value: String,
    /// What the list is called: `Suggestions`.
    #[prop(into)]
    list_label: String,
    /// What is said when one is found: `1 suggestion`.
    #[prop(into)]
    found_one: String,
    /// What is said when none or several are found: `{n} suggestions`.
    #[prop(into)]
    found_many: String,
    /// The button that sends the form.
    children: Children,
) -> impl IntoView {
    let list_id = [&id, "-list"].concat();
    view! {
        <div class="search suggest">
            <input class="input" type="search" id=id name=name value=value />
            {children()}
            <div
                class="suggest__list"
                role="listbox"
                id=list_id
                aria-label=list_label
                data-endpoint=endpoint
                data-one=found_one
                data-many=found_many
                hidden
            ></div>
            <template>
                <div role="option" aria-selected="false">
                    <span></span>
                    <small></small>
                </div>
            </template>
        </div>
        <SuggestionsFound />
    }
}

#[island]
fn SuggestionsFound() -> impl IntoView {
    view! { <span class="sr" role="status" use:suggest></span> }
}

fn suggest(status: Element) {
    if let Some(search) = Search::find(status) {
        search.listen();
    }
}

/// The field and its list. Which option is chosen is kept where it is told: in the options.
struct Search {
    whole: Element,
    field: HtmlInputElement,
    list: Element,
    status: Element,
    /// Counts up whenever what was asked before no longer matters.
    turn: Cell<u32>,
    /// The pause in typing that is being waited for.
    pause: Cell<Option<TimeoutHandle>>,
    /// An input method is composing.
    composing: Cell<bool>,
}

impl Search {
    /// Finds the parts, to be kept for as long as the page lives.
    fn find(status: Element) -> Option<&'static Search> {
        let whole = dom::served_by(&status)?;
        Some(Box::leak(Box::new(Search {
            field: dom::find(&whole, "input")?,
            list: dom::find(&whole, "[role=listbox]")?,
            whole,
            status,
            turn: Cell::default(),
            pause: Cell::default(),
            composing: Cell::default(),
        })))
    }

    fn listen(&'static self) {
        dom::set(&self.field, "role", "combobox");
        dom::set(&self.field, "autocomplete", "off");
        dom::set(&self.field, "aria-autocomplete", "list");
        dom::set(&self.field, "aria-controls", &self.list.id());
        self.close();
        dom::on(&self.field, "input", |_| self.typed());
        dom::on(&self.field, "blur", |_| self.close());
        dom::on(&self.field, "keydown", |event| self.key(event.unchecked_ref()));
        dom::on(&self.field, "compositionstart", |_| {
            self.composing.set(true);
            self.close();
        });
        dom::on(&self.field, "compositionend", |_| {
            self.composing.set(false);
            self.typed();
        });
        // The field must not lose the focus to the list.
        dom::on(&self.list, "mousedown", |event| event.prevent_default());
        dom::on(&self.list, "click", |event| {
            if let Some(option) = dom::hit(&event, "[role=option]") {
                go_to(&option);
            }
        });
    }

    fn typed(&'static self) {
        if !self.composing.get() {
            self.forget_question();
            self.pause.set(set_timeout_with_handle(|| self.ask(), PAUSE).ok());
        }
    }

    fn key(&'static self, event: &KeyboardEvent) {
        // Some browsers send the last key of an input method after it has ended, as this code.
        const OF_INPUT_METHOD: u32 = 229;
        let modified = event.shift_key() || event.ctrl_key() || event.meta_key();
        if modified || event.is_composing() || event.key_code() == OF_INPUT_METHOD {
            return;
        }
        let options = self.options();
        let is_open = !options.is_empty();
        let choice = options.iter().position(|it| dom::attribute(it, "aria-selected") == "true");
        match event.key().as_str() {
            "ArrowDown" if is_open => self.choose(&options, below(choice, options.len())),
            "ArrowDown" => self.ask(),
            "ArrowUp" if is_open => self.choose(&options, above(choice, options.len())),
            "Escape" if is_open => self.close(),
            "Enter" => {
                self.close();
                let Some(chosen) = choice.and_then(|index| options.get(index)) else {
                    return;
                };
                go_to(chosen);
            }
            _ => return,
        }
        event.prevent_default();
    }

    /// Asks for what is in the field, unless it is too short to mean something.
    fn ask(&'static self) {
        self.forget_question();
        let typed = self.field.value();
        if !is_enough(&typed) {
            return self.close();
        }
        let question = String::from(encode_uri_component(typed.trim()));
        let address = [&dom::attribute(&self.list, "data-endpoint"), "?q=", &question].concat();
        let turn = self.turn.get();
        spawn_local(async move {
            let found = answers::ask(&address).await.unwrap_or_default();
            if turn == self.turn.get() {
                self.show(&found);
            }
        });
    }

    fn show(&self, found: &[Suggestion]) {
        self.close();
        for (index, suggestion) in found.iter().enumerate() {
            if let Some(option) = self.option(index, suggestion) {
                let _ = self.list.append_child(&option);
            }
        }
        let said = match found.len() {
            1 => dom::attribute(&self.list, "data-one"),
            count => dom::attribute(&self.list, "data-many").replace("{n}", &count.to_string()),
        };
        dom::say(&self.status, &said);
        if !found.is_empty() {
            dom::unset(&self.list, "hidden");
            dom::set(&self.field, "aria-expanded", "true");
        }
    }

    fn option(&self, index: usize, suggestion: &Suggestion) -> Option<Element> {
        let option = dom::copy_template(&self.whole)?;
        option.set_id(&[self.list.id(), index.to_string()].join("-"));
        dom::set(&option, "data-href", &suggestion.href);
        dom::say(&dom::find(&option, "span")?, &suggestion.label);
        dom::say(&dom::find(&option, "small")?, &suggestion.hint);
        Some(option)
    }

    fn options(&self) -> Vec<Element> {
        dom::find_all(&self.list, "[role=option]")
    }

    fn choose(&self, options: &[Element], choice: Option<usize>) {
        for (index, option) in options.iter().enumerate() {
            let is_chosen = choice == Some(index);
            dom::set(option, "aria-selected", if is_chosen { "true" } else { "false" });
        }
        let Some(chosen) = choice.and_then(|index| options.get(index)) else {
            return dom::unset(&self.field, "aria-activedescendant");
        };
        dom::set(&self.field, "aria-activedescendant", &chosen.id());
        let nearest = ScrollIntoViewOptions::new();
        nearest.set_block(ScrollLogicalPosition::Nearest);
        chosen.scroll_into_view_with_scroll_into_view_options(&nearest);
    }

    fn close(&self) {
        self.forget_question();
        dom::say(&self.list, "");
        dom::say(&self.status, "");
        dom::set(&self.list, "hidden", "");
        dom::set(&self.field, "aria-expanded", "false");
        dom::unset(&self.field, "aria-activedescendant");
    }

    /// What was about to be asked is not, and an answer still on its way comes too late.
    fn forget_question(&self) {
        if let Some(pause) = self.pause.take() {
            pause.clear();
        }
        self.turn.set(self.turn.get().wrapping_add(1));
    }
}

fn go_to(option: &Element) {
    let _ = window().location().assign(&dom::attribute(option, "data-href"));
}

/// Two letters mean something; of Chinese one does.
fn is_enough(typed: &str) -> bool {
    let typed = typed.trim();
    typed.chars().nth(1).is_some() || typed.chars().any(is_chinese)
}

fn is_chinese(letter: char) -> bool {
    matches!(letter, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// The next choice down; below the last is the field itself, and below that the first.
fn below(choice: Option<usize>, count: usize) -> Option<usize> {
    let next = choice.map_or(0, |index| index + 1);
    (next < count).then_some(next)
}

/// The next choice up, likewise.
fn above(choice: Option<usize>, count: usize) -> Option<usize> {
    choice.unwrap_or(count).checked_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_letters_or_one_of_chinese_are_asked_for() {
        for typed in ["ab", "é1", "譯", "译", "𠮷", " 譯 "] {
            assert!(is_enough(typed), "{typed:?}");
        }
        for typed in ["", "a", " a ", "あ"] {
            assert!(!is_enough(typed), "{typed:?}");
        }
    }

    #[test]
    fn the_arrows_go_round_by_way_of_the_field() {
        assert_eq!(below(None, 2), Some(0));
        assert_eq!(below(Some(0), 2), Some(1));
        assert_eq!(below(Some(1), 2), None);
        assert_eq!(above(None, 2), Some(1));
        assert_eq!(above(Some(1), 2), Some(0));
        assert_eq!(above(Some(0), 2), None);
    }
}
