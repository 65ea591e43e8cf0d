//! The bar at the foot of a list that gathers up to four solutions to compare.
//!
//! Without script it holds the button of the form that the list's boxes belong to. A script counts
//! and names what is ticked, takes no more than four, keeps the choice from page to page of the
//! results (in this tab, until it is closed), and hides the bar while nothing is ticked.

use crate::choice::{Choice, MOST, keep, kept};
use crate::dom;
use js_sys::encode_uri_component;
use leptos::prelude::*;
use std::cell::Cell;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, HtmlInputElement, PageTransitionEvent};

/// The boxes of the list, wherever they stand in the page.
const BOXES: &str = "input[type=checkbox][name=s]";

/// The bar's buttons that take one out.
const REMOVES: &str = ".name button";

/// The bar. It stands after `main`; a box of the list is `<input type="checkbox" name="s"
/// value="S0042" data-name="Call transcription" form="compare">`.
#[component]
pub fn CompareTray(
    /// Address of the comparison: `/en/solutions/compare`.
    #[prop(into)]
    action: String,
    /// The `id` of the boxes' form.
    #[prop(into)]
    form: String,
    /// What the bar is called: `Compare`.
    #[prop(into)]
    label: String,
    /// What it says without script: `Tick up to 4 solutions to compare`.
    #[prop(into)]
    prompt: String,
    /// What it says with `{n}` ticked: `Comparing {n} of 4`.
    #[prop(into)]
    count: String,
    /// What takes one out: `Remove`.
    #[prop(into)]
    remove: String,
    /// What shows the comparison: `Compare side by side`.
    #[prop(into)]
    show: String,
) -> impl IntoView {
    view! {
        <div class="tray tray--plain" role="region" aria-label=label>
            <div class="wrap">
                <b data-count=count>{prompt}</b>
                <span class="push">
                    <button class="btn btn--sm" form=form>
                        {show.clone()}
                    </button>
                    <a class="btn btn--sm" href=action hidden>
                        {show}
                    </a>
                </span>
                <template>
                    <span class="name">
                        <span></span>
                        " "
                        <button class="btn-link" type="button">
                            {remove}
                            <span class="sr"></span>
                        </button>
                    </span>
                </template>
            </div>
        </div>
        <TickedCount />
    }
}

#[island]
fn TickedCount() -> impl IntoView {
    view! { <p class="sr" role="status" use:gather></p> }
}

fn gather(status: Element) {
    if let Some(tray) = Tray::find(status) {
        tray.listen();
    }
}

/// The bar and what is ticked.
struct Tray {
    bar: Element,
    headline: Element,
    link: Element,
    action: String,
    /// Where the link stands; the names come before it.
    end: Element,
    status: Element,
    chosen: Cell<Vec<Choice>>,
}

impl Tray {
    /// Finds the parts, to be kept for as long as the page lives.
    fn find(status: Element) -> Option<&'static Tray> {
        let bar = dom::served_by(&status)?;
        let link = dom::find(&bar, "a")?;
        Some(Box::leak(Box::new(Tray {
            headline: dom::find(&bar, "b")?,
            action: dom::attribute(&link, "href"),
            end: dom::find(&bar, ".push")?,
            chosen: Cell::new(with_ticked(kept())),
            bar,
            link,
            status,
        })))
    }

    fn listen(&'static self) {
        dom::set(&self.bar, "class", "tray");
        if let Some(button) = dom::find::<Element>(&self.bar, "button") {
            button.remove();
        }
        dom::unset(&self.link, "hidden");
        self.change(|_| ());
        dom::on(&document(), "change", |event| self.ticked(&event));
        dom::on(&self.bar, "click", |event| self.clicked(&event));
        // Back to a page the browser kept as it was: the choice may have changed meanwhile.
        dom::on(&window(), "pageshow", |event| {
            if event.unchecked_ref::<PageTransitionEvent>().persisted() {
                self.change(|chosen| *chosen = kept());
            }
        });
    }

    /// A box was ticked or cleared.
    fn ticked(&self, event: &Event) {
        let tick = dom::hit(event, BOXES).and_then(|it| it.dyn_into::<HtmlInputElement>().ok());
        let Some(tick) = tick else { return };
        self.change(|chosen| {
            chosen.retain(|choice| choice.reference != tick.value());
            if tick.checked() && chosen.len() < MOST {
                chosen.push(Choice::of(&tick));
            }
        });
        self.say_count();
    }

    /// A Remove button was pressed. It goes, and the focus must not go with it.
    fn clicked(&self, event: &Event) {
        let Some(pressed) = dom::hit(event, REMOVES) else {
            return;
        };
        let buttons = dom::find_all(&self.bar, REMOVES);
        let Some(index) = buttons.iter().position(|it| *it == pressed) else {
            return;
        };
        let mut removed = None;
        self.change(|chosen| removed = (index < chosen.len()).then(|| chosen.remove(index)));
        self.say_count();
        if let Some(next) = removed.and_then(|removed| self.after_removing(index, &removed)) {
            let _ = next.focus();
        }
    }

    /// The next Remove button; without one, the box that was cleared; when it is elsewhere, `main`.
    fn after_removing(&self, index: usize, removed: &Choice) -> Option<HtmlElement> {
        let buttons = dom::find_all(&self.bar, REMOVES);
        let next = buttons.get(index).or(buttons.last()).cloned();
        let tick = || boxes().find(|tick| tick.value() == removed.reference).map(Element::from);
        let page = || dom::find_everywhere("main").into_iter().next();
        next.or_else(tick).or_else(page)?.dyn_into().ok()
    }

    /// Changes what is chosen, keeps it, and shows it in the bar and the boxes.
    fn change(&self, change: impl FnOnce(&mut Vec<Choice>)) {
        let mut chosen = self.chosen.take();
        change(&mut chosen);
        keep(&chosen);
        set_boxes(&chosen);
        self.draw(&chosen);
        self.chosen.set(chosen);
    }

    fn draw(&self, chosen: &[Choice]) {
        let count = dom::attribute(&self.headline, "data-count");
        dom::say(&self.headline, &count.replace("{n}", &chosen.len().to_string()));
        dom::set(&self.link, "href", &address(&self.action, chosen));
        dom::find_all(&self.bar, ".name").iter().for_each(Element::remove);
        for name in chosen.iter().filter_map(|choice| self.name(choice)) {
            let _ = self.end.before_with_node_1(&name);
        }
        match chosen.is_empty() {
            true => dom::set(&self.bar, "hidden", ""),
            false => dom::unset(&self.bar, "hidden"),
        }
    }

    fn name(&self, choice: &Choice) -> Option<Element> {
        let name = dom::copy_template(&self.bar)?;
        let (seen, spoken) = (dom::find(&name, "span")?, dom::find(&name, ".sr")?);
        dom::say(&seen, &choice.name);
        dom::say(&spoken, &[" ", &choice.name].concat());
        dom::set(&seen, "lang", &choice.lang);
        dom::set(&spoken, "lang", &choice.lang);
        Some(name)
    }

    fn say_count(&self) {
        dom::say(&self.status, &self.headline.text_content().unwrap_or_default());
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

/// Adds what was ticked before the script ran, and takes names from this page, in its language.
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
    dom::find_everywhere(BOXES).into_iter().filter_map(|element| element.dyn_into().ok())
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
