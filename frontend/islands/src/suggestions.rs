//! Suggestions under a search box, while the person types.
//!
//! Without script this is a text field in a form and the browser sends what was typed. A script
//! asks one address of ours for at most eight answers, `[{"label", "href", "hint"}]`, and shows
//! them as a combobox: arrow keys choose, Enter goes to the choice, Escape closes. Enter without a
//! choice still sends the form. While an input method is composing, nothing is asked or shown.

use js_sys::{Array, Reflect, encode_uri_component};
use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlInputElement, Response, ScrollIntoViewOptions, ScrollLogicalPosition};

/// Most that are shown, however many the server sends.
const MOST: usize = 8;

/// A pause in typing this long asks.
const PAUSE: Duration = Duration::from_millis(200);

/// A search field that suggests. It stands in a form, after its label; its children are the button.
#[island]
pub fn Suggestions(
    /// Address that answers `?q=…`.
    endpoint: String,
    /// The field's `id`, which the label names.
    id: String,
    /// The field's name in the form.
    name: String,
    /// What is in the field at first.
    value: String,
    /// Name of the list: `Suggestions`.
    list_label: String,
    /// What is said when one is found: `1 suggestion`.
    found_one: String,
    /// What is said when none or several are found: `{n} suggestions`.
    found_many: String,
    /// The button that sends the form.
    children: Children,
) -> impl IntoView {
    let search = Search::new(&id, endpoint, found_one, found_many);
    search.describe_on_waking();
    view! {
        <div class="search suggest">
            <input
                class="input"
                type="search"
                id=id
                name=name
                value=value
                node_ref=search.field
                on:input=move |_| search.typed()
                on:compositionstart=move |_| search.composing()
                on:compositionend=move |_| search.composed()
                on:keydown=move |event| search.key(event)
                on:blur=move |_| search.close()
            />
            {children()}
            <div
                class="suggest__list"
                role="listbox"
                id=search.list_id()
                aria-label=list_label
                hidden=move || !search.is_open()
                // The field must not lose the focus to the list.
                on:mousedown=|event| event.prevent_default()
            >
                {move || search.options()}
            </div>
            <span class="sr" role="status">{move || search.announcement()}</span>
        </div>
    }
}

/// One answer.
#[derive(Clone)]
struct Suggestion {
    label: String,
    href: String,
    hint: String,
}

impl Suggestion {
    /// Reads one answer; `None` when it lacks a name or leads to another site.
    fn read(answer: &JsValue) -> Option<Suggestion> {
        let text = |key: &str| Reflect::get(answer, &JsValue::from(key)).ok()?.as_string();
        let href = text("href").filter(|href| is_ours(href))?;
        Some(Suggestion { label: text("label")?, href, hint: text("hint").unwrap_or_default() })
    }
}

/// The field, what is asked, and what is shown.
#[derive(Clone, Copy)]
struct Search {
    texts: StoredValue<Texts>,
    field: NodeRef<html::Input>,
    /// Shown now; empty is closed.
    found: RwSignal<Vec<Suggestion>>,
    /// Chosen with the arrow keys.
    choice: RwSignal<Option<usize>>,
    /// Said once when answers arrive.
    said: RwSignal<String>,
    /// Counts what was asked and what closed the list, so that a late answer is known as late.
    turn: StoredValue<u32>,
    /// The pause in typing that is being waited for.
    pause: StoredValue<Option<TimeoutHandle>>,
    /// An input method is composing.
    composing: StoredValue<bool>,
}

struct Texts {
    list_id: String,
    endpoint: String,
    found_one: String,
    found_many: String,
}

impl Search {
    fn new(id: &str, endpoint: String, found_one: String, found_many: String) -> Search {
        let list_id = [id, "-list"].concat();
        Search {
            texts: StoredValue::new(Texts { list_id, endpoint, found_one, found_many }),
            field: NodeRef::new(),
            found: RwSignal::default(),
            choice: RwSignal::default(),
            said: RwSignal::default(),
            turn: StoredValue::default(),
            pause: StoredValue::default(),
            composing: StoredValue::default(),
        }
    }

    fn list_id(self) -> String {
        self.texts.with_value(|texts| texts.list_id.clone())
    }

    fn option_id(self, index: usize) -> String {
        [self.list_id(), index.to_string()].join("-")
    }

    fn is_open(self) -> bool {
        !self.found.read().is_empty()
    }

    fn announcement(self) -> String {
        self.said.get()
    }

    /// Tells assistive technology, once a script runs, what the field then is and where its choice is.
    fn describe_on_waking(self) {
        Effect::new(move |_| {
            let Some(field) = self.field.get() else { return };
            let set = |name, value: &str| {
                let _ = field.set_attribute(name, value);
            };
            set("role", "combobox");
            set("autocomplete", "off");
            set("aria-autocomplete", "list");
            set("aria-controls", &self.list_id());
            set("aria-expanded", if self.is_open() { "true" } else { "false" });
            let choice = self.choice.get().map(|index| self.option_id(index));
            match &choice {
                Some(id) => set("aria-activedescendant", id),
                None => drop(field.remove_attribute("aria-activedescendant")),
            }
            if let Some(option) = choice.and_then(|id| document().get_element_by_id(&id)) {
                let nearest = ScrollIntoViewOptions::new();
                nearest.set_block(ScrollLogicalPosition::Nearest);
                option.scroll_into_view_with_scroll_into_view_options(&nearest);
            }
        });
    }

    fn options(self) -> impl IntoView {
        let option = |(index, Suggestion { label, href, hint })| {
            let chosen = move || if self.choice.get() == Some(index) { "true" } else { "false" };
            view! {
                <div
                    role="option"
                    id=self.option_id(index)
                    aria-selected=chosen
                    on:click=move |_| go_to(&href)
                >
                    {label}
                    " "
                    <small>{hint}</small>
                </div>
            }
        };
        self.found.get().into_iter().enumerate().map(option).collect_view()
    }

    fn typed(self) {
        if !self.composing.get_value() {
            self.stop();
            self.pause.set_value(set_timeout_with_handle(move || self.ask(), PAUSE).ok());
        }
    }

    fn composing(self) {
        self.composing.set_value(true);
        self.close();
    }

    fn composed(self) {
        self.composing.set_value(false);
        self.typed();
    }

    fn key(self, event: KeyboardEvent) {
        // Of the keys an input method uses, some browsers send the last after composing has ended.
        const COMPOSING_KEY: u32 = 229;
        let with_modifier = event.shift_key() || event.ctrl_key() || event.meta_key();
        if event.is_composing() || event.key_code() == COMPOSING_KEY || with_modifier {
            return;
        }
        let count = self.found.read_untracked().len();
        let choice = self.choice.get_untracked();
        let chosen = choice.and_then(|index| self.found.read_untracked().get(index).cloned());
        match event.key().as_str() {
            "ArrowDown" if count == 0 => self.ask(),
            "ArrowDown" => self.choice.set(below(choice, count)),
            "ArrowUp" if count > 0 => self.choice.set(above(choice, count)),
            "Escape" if count > 0 => self.close(),
            "Enter" => {
                self.close();
                let Some(chosen) = chosen else { return };
                go_to(&chosen.href);
            }
            _ => return,
        }
        event.prevent_default();
    }

    /// Asks for what is in the field, unless it is too short to mean something.
    fn ask(self) {
        self.stop();
        let typed = self.field.get_untracked().map(|field: HtmlInputElement| field.value());
        let Some(typed) = typed.filter(|typed| is_enough(typed)) else {
            return self.close();
        };
        let turn = self.turn.get_value();
        let question = String::from(encode_uri_component(typed.trim()));
        let address = self.texts.with_value(|texts| [&texts.endpoint, "?q=", &question].concat());
        spawn_local(async move {
            let found = answers(&address).await.unwrap_or_default();
            if turn == self.turn.get_value() {
                self.show(found);
            }
        });
    }

    fn show(self, found: Vec<Suggestion>) {
        let said = self.texts.with_value(|texts| match found.len() {
            1 => texts.found_one.clone(),
            count => texts.found_many.replace("{n}", &count.to_string()),
        });
        self.said.set(said);
        self.choice.set(None);
        self.found.set(found);
    }

    fn close(self) {
        self.stop();
        self.said.set(String::new());
        self.choice.set(None);
        self.found.set(Vec::new());
    }

    /// Forgets what was to be asked, and whatever answer is still on its way.
    fn stop(self) {
        if let Some(pause) = self.pause.get_value() {
            pause.clear();
        }
        self.turn.update_value(|turn| *turn = turn.wrapping_add(1));
    }
}

/// Fetches answers; `None` when the server does not give any it should.
async fn answers(address: &str) -> Option<Vec<Suggestion>> {
    let response = JsFuture::from(window().fetch_with_str(address)).await.ok()?;
    let response: Response = response.dyn_into().ok()?;
    if !response.ok() {
        return None;
    }
    let rows = JsFuture::from(response.json().ok()?).await.ok()?;
    let rows: Array = rows.dyn_into().ok()?;
    Some(rows.iter().filter_map(|row| Suggestion::read(&row)).take(MOST).collect())
}

fn go_to(href: &str) {
    let _ = window().location().assign(href);
}

/// A path on this site: no scheme, and no host after two slashes.
fn is_ours(href: &str) -> bool {
    href.starts_with('/') && !href[1..].starts_with(['/', '\\'])
}

/// Two letters mean something; of Chinese one does.
fn is_enough(typed: &str) -> bool {
    let typed = typed.trim();
    typed.chars().count() >= 2 || typed.chars().any(is_chinese)
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
        for (typed, enough) in [
            ("", false),
            ("a", false),
            (" a ", false),
            ("ab", true),
            ("é1", true),
            ("譯", true),
            ("译", true),
            ("𠮷", true),
            ("あ", false),
        ] {
            assert_eq!(is_enough(typed), enough, "{typed:?}");
        }
    }

    #[test]
    fn only_paths_of_this_site_are_followed() {
        assert!(is_ours("/en/solutions/x-s0001"));
        for href in ["", "//x.hk", "/\\x.hk", "https://x.hk", "javascript:alert(1)", "en"] {
            assert!(!is_ours(href), "{href:?}");
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
