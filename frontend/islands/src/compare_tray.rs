//! The bar at the foot of a list that gathers up to four solutions to compare.
//!
//! Without script it holds the button of the form that the list's boxes belong to. A script counts
//! and names what is ticked, takes no more than four, keeps the choice from page to page of the
//! results (in this tab, until it is closed), and is gone while nothing is ticked.

use js_sys::encode_uri_component;
use leptos::either::Either;
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement, Storage};

/// Most that can be compared.
const MOST: usize = 4;

/// The boxes of the list, wherever they stand in the page.
const BOXES: &str = "input[type=checkbox][name=s]";

/// Where the tab keeps the choice.
const KEPT_AS: &str = "compare";

/// The bar. It stands after `main`; the boxes are `<input type="checkbox" name="s" value="S0042"
/// data-name="…" form="compare">`.
#[island]
pub fn CompareTray(
    /// Address of the comparison.
    action: String,
    /// The `id` of the boxes' form.
    form: String,
    /// Name of the bar: `Compare`.
    label: String,
    /// What stands there without script: `Tick up to 4 solutions`.
    prompt: String,
    /// What stands there when `{n}` are ticked: `Comparing {n} of 4`.
    count: String,
    /// What the button says that takes one out: `Remove`.
    remove: String,
    /// What the button or link says that shows the comparison.
    show: String,
) -> impl IntoView {
    let tray = Tray::new(action, form, prompt, count, remove, show);
    tray.follow_the_boxes();
    view! {
        <div
            class="tray"
            class=("tray--plain", move || !tray.is_awake())
            role="region"
            aria-label=label
            hidden=move || tray.is_empty()
        >
            <div class="wrap">
                <b>{move || tray.headline()}</b>
                {move || tray.names()}
                <span class="push">{move || tray.way_to_compare()}</span>
            </div>
        </div>
        <p class="sr" role="status">{move || tray.announcement()}</p>
    }
}

/// One solution that was ticked.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Choice {
    reference: String,
    name: String,
    /// Language of the name, which may have been ticked on a page in another.
    lang: String,
}

impl Choice {
    fn of(tick: &HtmlInputElement) -> Choice {
        let reference = tick.value();
        let name = tick.get_attribute("data-name").unwrap_or_else(|| reference.clone());
        let spoken_in = tick.closest("[lang]").ok().flatten();
        let lang = spoken_in.and_then(|element| element.get_attribute("lang")).unwrap_or_default();
        Choice { reference, name, lang }
    }
}

/// What is ticked, and the texts.
#[derive(Clone, Copy)]
struct Tray {
    texts: StoredValue<Texts>,
    /// `None` until a script runs.
    chosen: RwSignal<Option<Vec<Choice>>>,
    /// Said when the person changes the choice.
    said: RwSignal<String>,
}

struct Texts {
    action: String,
    form: String,
    prompt: String,
    count: String,
    remove: String,
    show: String,
}

impl Tray {
    fn new(
        action: String,
        form: String,
        prompt: String,
        count: String,
        remove: String,
        show: String,
    ) -> Tray {
        Tray {
            texts: StoredValue::new(Texts { action, form, prompt, count, remove, show }),
            chosen: RwSignal::new(None),
            said: RwSignal::default(),
        }
    }

    fn is_awake(self) -> bool {
        self.chosen.read().is_some()
    }

    fn is_empty(self) -> bool {
        self.chosen.read().as_ref().is_some_and(Vec::is_empty)
    }

    fn headline(self) -> String {
        self.texts.with_value(|texts| match &*self.chosen.read() {
            Some(chosen) => texts.count.replace("{n}", &chosen.len().to_string()),
            None => texts.prompt.clone(),
        })
    }

    fn announcement(self) -> String {
        self.said.get()
    }

    fn names(self) -> impl IntoView {
        let name = |(index, Choice { name, lang, .. }): (usize, Choice)| {
            let remove = self.texts.with_value(|texts| texts.remove.clone());
            view! {
                <span class="name">
                    <span lang=lang.clone()>{name.clone()}</span>
                    " "
                    <button class="btn-link" type="button" on:click=move |_| self.remove(index)>
                        {remove}
                        <span class="sr" lang=lang>{[" ", &name].concat()}</span>
                    </button>
                </span>
            }
        };
        self.chosen.get().unwrap_or_default().into_iter().enumerate().map(name).collect_view()
    }

    /// Without script the form's button; with it a link, because the choice may lie on other pages.
    fn way_to_compare(self) -> impl IntoView {
        let (form, show) =
            self.texts.with_value(|texts| (texts.form.clone(), texts.show.clone()));
        match &*self.chosen.read() {
            Some(chosen) => {
                let href = self.texts.with_value(|texts| address(&texts.action, chosen));
                Either::Left(view! { <a class="btn btn--sm" href=href>{show}</a> })
            }
            None => Either::Right(view! { <button class="btn btn--sm" form=form>{show}</button> }),
        }
    }

    /// Takes up the choice once a script runs, and from then on whatever is ticked.
    fn follow_the_boxes(self) {
        Effect::new(move |_| {
            self.chosen.set(Some(with_ticked(kept())));
            window_event_listener(ev::change, move |event| self.changed(&event));
            // Back to a page the browser kept as it was: the choice may have changed since.
            window_event_listener(ev::pageshow, move |event| {
                if event.persisted() {
                    self.chosen.set(Some(kept()));
                }
            });
        });
        Effect::new(move |_| {
            if let Some(chosen) = &*self.chosen.read() {
                keep(chosen);
                set_boxes(chosen);
            }
        });
    }

    fn changed(self, event: &ev::Event) {
        let target = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        let Some(tick) = target.filter(|target| target.matches(BOXES).unwrap_or(false)) else {
            return;
        };
        self.chosen.update(|chosen| {
            let chosen = chosen.get_or_insert_default();
            let choice = Choice::of(&tick);
            chosen.retain(|other| other.reference != choice.reference);
            if tick.checked() && chosen.len() < MOST {
                chosen.push(choice);
            }
        });
        self.say_count();
    }

    fn remove(self, index: usize) {
        let removed = self.chosen.try_update(|chosen| {
            let chosen = chosen.as_mut().filter(|chosen| index < chosen.len())?;
            Some(chosen.remove(index))
        });
        self.say_count();
        // The button is gone with the next drawing; the focus must not be lost with it.
        request_animation_frame(move || {
            if let Some(removed) = removed.flatten() {
                focus_after_removing(index, &removed);
            }
        });
    }

    fn say_count(self) {
        self.said.set(self.headline());
    }
}

/// The next of the bar's buttons; when it was the last, its box; when that is not here, the page.
fn focus_after_removing(index: usize, removed: &Choice) {
    let buttons = elements(".tray .name button");
    let next = buttons.get(index).or(buttons.last()).cloned();
    let tick = || boxes().find(|tick| tick.value() == removed.reference).map(Element::from);
    let page = || document().query_selector("main").ok().flatten();
    let target = next.or_else(tick).or_else(page).and_then(|it| it.dyn_into::<HtmlElement>().ok());
    if let Some(target) = target {
        let _ = target.focus();
    }
}

/// Ticks what is chosen, and stops further ticks when there are as many as can be compared.
fn set_boxes(chosen: &[Choice]) {
    for tick in boxes() {
        let is_chosen = chosen.iter().any(|choice| choice.reference == tick.value());
        tick.set_checked(is_chosen);
        tick.set_disabled(!is_chosen && chosen.len() >= MOST);
    }
}

/// Adds what was ticked before a script ran, and takes names from this page, in its language.
fn with_ticked(mut chosen: Vec<Choice>) -> Vec<Choice> {
    for tick in boxes() {
        let here = Choice::of(&tick);
        match chosen.iter_mut().find(|choice| choice.reference == here.reference) {
            Some(choice) => *choice = here,
            None if tick.checked() => chosen.push(here),
            None => {}
        }
    }
    chosen.truncate(MOST);
    chosen
}

fn boxes() -> impl Iterator<Item = HtmlInputElement> {
    elements(BOXES).into_iter().filter_map(|element| element.dyn_into().ok())
}

fn elements(selector: &str) -> Vec<Element> {
    let Ok(found) = document().query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|index| found.get(index)?.dyn_into().ok()).collect()
}

/// `…/compare?s=S0042&s=S0007`
fn address(action: &str, chosen: &[Choice]) -> String {
    let mut address = action.to_owned();
    for (index, choice) in chosen.iter().enumerate() {
        address.push_str(if index == 0 { "?s=" } else { "&s=" });
        address.push_str(&String::from(encode_uri_component(&choice.reference)));
    }
    address
}

/// The tab's memory; `None` where the browser refuses one, and then the choice lasts for this page.
fn storage() -> Option<Storage> {
    window().session_storage().ok().flatten()
}

fn kept() -> Vec<Choice> {
    let text = storage().and_then(|storage| storage.get_item(KEPT_AS).ok().flatten());
    read(&text.unwrap_or_default())
}

fn keep(chosen: &[Choice]) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(KEPT_AS, &write(chosen));
    }
}

/// One line for each choice: reference, language and name with tabs between.
fn write(chosen: &[Choice]) -> String {
    let line = |Choice { reference, name, lang }: &Choice| {
        [reference, lang, name].map(|part| part.replace(['\t', '\n'], " ")).join("\t")
    };
    chosen.iter().map(line).collect::<Vec<_>>().join("\n")
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

    #[test]
    fn a_choice_is_kept_as_it_was() {
        let choice = |reference: &str, lang: &str, name: &str| Choice {
            reference: reference.into(),
            name: name.into(),
            lang: lang.into(),
        };
        let chosen = [choice("S0042", "en-HK", "Call transcription"), choice("R0007", "", "譯")];
        assert_eq!(read(&write(&chosen)), chosen);
        let odd = [choice("S1", "en", "one\ttwo\nthree")];
        assert_eq!(read(&write(&odd)), [choice("S1", "en", "one two three")]);
    }

    #[test]
    fn what_someone_else_stored_there_is_not_a_choice() {
        assert_eq!(read(""), []);
        assert_eq!(read("{\"s\":1}\n\nS0042"), []);
        assert_eq!(read(&"S\ten\tName\n".repeat(9)).len(), MOST);
    }
}
