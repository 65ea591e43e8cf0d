//! The form: put into the page without names, read from there, and what it says.

use sealing::Passphrase;
use std::cell::Cell;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Document, Element, Event, HtmlElement, HtmlInputElement, HtmlTemplateElement, Window};

/// Why nothing came of a press of a button.
pub enum Stop {
    /// A field is wrong: its id, and the page's name for what is said of it.
    Field(&'static str, &'static str),
    /// The page's name for what is said.
    Word(&'static str),
    /// The same, with a fingerprint in it.
    Named(&'static str, String),
    /// What the server said.
    Said(String),
}

impl From<JsValue> for Stop {
    fn from(_: JsValue) -> Stop {
        Stop::Word("failed")
    }
}

/// The form, for as long as the page lives.
pub struct Form {
    pub window: Window,
    whole: Element,
    form: Element,
    /// Something is under way.
    busy: Cell<bool>,
}

/// The first element inside that fits.
fn find<T: JsCast>(within: &Element, selector: &str) -> Option<T> {
    within.query_selector(selector).ok()??.dyn_into().ok()
}

fn find_all(within: &Element, selector: &str) -> Vec<Element> {
    let Ok(found) = within.query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|index| found.get(index)?.dyn_into().ok()).collect()
}

impl Form {
    /// Copies the form out of its template into the page. No field keeps a name, and the browser is asked to keep nothing.
    pub fn find(whole: Element) -> Option<&'static Form> {
        let template: HtmlTemplateElement = find(&whole, "template")?;
        let form: Element =
            template.content().first_element_child()?.clone_node_with_deep(true).ok()?.dyn_into().ok()?;
        for field in find_all(&form, "[name]") {
            field.remove_attribute("name").ok()?;
            field.set_attribute("autocomplete", "off").ok()?;
        }
        whole.append_child(&form).ok()?;
        let form = Form { window: web_sys::window()?, whole, form, busy: Cell::new(false) };
        form.fold_the_others();
        Some(Box::leak(Box::new(form)))
    }

    /// The page's other ways are open for those without script; here they are folded, unless the page says what is wrong
    /// with one of them.
    fn fold_the_others(&self) -> Option<()> {
        let document = self.whole.owner_document()?;
        let others = document.query_selector("details[data-part=other]").ok()??;
        let refused = document.query_selector(".error-summary").ok()?.is_some();
        if refused { None } else { others.remove_attribute("open").ok() }
    }

    /// What a part of the form is called by.
    pub fn part(&self, name: &str) -> Option<Element> {
        find(&self.form, &["[data-part=", name, "]"].concat())
    }

    /// What the page says about itself.
    pub fn address(&self, name: &str) -> String {
        self.whole.get_attribute(name).unwrap_or_default()
    }

    /// At a press of this button, one thing at a time is done.
    pub fn on_press<F>(&'static self, button: &str, act: impl Fn() -> F + 'static)
    where
        F: Future<Output = Result<(), Stop>> + 'static,
    {
        let Some(button) = self.part(button) else { return };
        let act: Box<dyn FnMut(Event)> = Box::new(move |_| {
            if !self.busy.replace(true) {
                self.clear();
                let work = act();
                spawn_local(async move {
                    if let Err(stop) = work.await {
                        self.progress("");
                        self.alert(stop);
                    }
                    self.busy.set(false);
                });
            }
        });
        let act = Closure::wrap(act).into_js_value();
        let _ = button.add_event_listener_with_callback("click", act.unchecked_ref());
    }

    /// What stands in a field, which must not be empty.
    pub fn typed(&self, id: &'static str) -> Result<String, Stop> {
        let typed = self.field(id).map(|field| field.value()).unwrap_or_default();
        if typed.trim().is_empty() { Err(Stop::Field(id, "required")) } else { Ok(typed) }
    }

    /// The words of a key in a field.
    pub fn passphrase(&self, id: &'static str) -> Result<Passphrase, Stop> {
        Passphrase::parse(&self.typed(id)?).map_err(|_| Stop::Field(id, "not-a-passphrase"))
    }

    /// Empties a field whose words were used.
    pub fn empty(&self, id: &str) {
        if let Some(field) = self.field(id) {
            field.set_value("");
        }
    }

    fn field(&self, id: &str) -> Option<HtmlInputElement> {
        find_all(&self.form, "input").into_iter().find(|field| field.id() == id)?.dyn_into().ok()
    }

    /// The page's words under a name.
    fn words(&self, name: &str) -> String {
        let found: Option<Element> = find(&self.whole, &["[data-word=", name, "]"].concat());
        found.and_then(|word| word.text_content()).unwrap_or_default()
    }

    /// Says how far it is.
    pub fn progress(&self, name: &str) {
        let words = if name.is_empty() { String::new() } else { self.words(name) };
        if let Some(line) = self.part("progress") {
            line.set_text_content(Some(&words));
        }
    }

    /// Says how far it is, and waits until the browser had a turn to draw it.
    pub async fn painted(&self, name: &str) -> Result<(), Stop> {
        self.progress(name);
        let turn = js_sys::Promise::new(&mut |done, _| {
            let _ = self.window.set_timeout_with_callback_and_timeout_and_arguments_0(&done, 40);
        });
        JsFuture::from(turn).await?;
        Ok(())
    }

    /// Takes away what was said to be wrong before.
    fn clear(&self) {
        for said in find_all(&self.whole, ".error-summary, .form .error") {
            said.remove();
        }
        for field in find_all(&self.form, "[aria-invalid]") {
            let _ = field.remove_attribute("aria-invalid");
            let hint = [field.id().as_str(), "-hint"].concat();
            let has_hint = find_all(&self.form, ".hint").iter().any(|one| one.id() == hint);
            let _ = match has_hint {
                true => field.set_attribute("aria-describedby", &hint),
                false => field.remove_attribute("aria-describedby"),
            };
        }
        for field in find_all(&self.form, ".field--bad") {
            let _ = field.class_list().remove_1("field--bad");
        }
    }

    /// Says one thing above the form, and marks the field it is about.
    fn alert(&self, stop: Stop) -> Option<()> {
        let document = self.form.owner_document()?;
        let item = document.create_element("li").ok()?;
        match stop {
            Stop::Field(id, word) => {
                let (text, link) = (self.words(word), document.create_element("a").ok()?);
                link.set_attribute("href", &["#", id].concat()).ok()?;
                link.set_text_content(Some(&[&self.label(id), ": ", &text].concat()));
                item.append_child(&link).ok()?;
                self.mark(&document, id, &text);
            }
            Stop::Word(word) => item.set_text_content(Some(&self.words(word))),
            Stop::Named(word, name) => item.set_text_content(Some(&self.words(word).replace("{name}", &name))),
            Stop::Said(text) => item.set_text_content(Some(&text)),
        }
        let summary = document.create_element("div").ok()?;
        for (name, value) in [("class", "error-summary"), ("role", "alert"), ("tabindex", "-1")] {
            summary.set_attribute(name, value).ok()?;
        }
        let (heading, list) = (document.create_element("h2").ok()?, document.create_element("ul").ok()?);
        heading.set_text_content(Some(&self.words("problem")));
        list.set_attribute("role", "list").ok()?;
        list.append_child(&item).ok()?;
        summary.append_child(&heading).ok()?;
        summary.append_child(&list).ok()?;
        self.whole.insert_before(&summary, Some(&self.form)).ok()?;
        summary.dyn_ref::<HtmlElement>()?.focus().ok()
    }

    fn label(&self, id: &str) -> String {
        let frame = self.field(id).and_then(|field| field.closest(".field").ok()?);
        let label = frame.and_then(|frame| find::<Element>(&frame, "label"));
        label.and_then(|label| label.text_content()).unwrap_or_default().trim().to_owned()
    }

    fn mark(&self, document: &Document, id: &str, text: &str) -> Option<()> {
        let field = self.field(id)?;
        let frame = field.closest(".field").ok()??;
        frame.class_list().add_1("field--bad").ok()?;
        let (error, prefix) = (document.create_element("span").ok()?, document.create_element("span").ok()?);
        prefix.set_attribute("class", "sr").ok()?;
        prefix.set_text_content(Some(&self.words("error")));
        error.set_attribute("class", "error").ok()?;
        let error_id = [id, "-error"].concat();
        error.set_id(&error_id);
        error.append_child(&prefix).ok()?;
        error.append_with_str_1(text).ok()?;
        frame.insert_before(&error, Some(&field)).ok()?;
        field.set_attribute("aria-invalid", "true").ok()?;
        let described = field.get_attribute("aria-describedby").unwrap_or_default();
        field.set_attribute("aria-describedby", [&described, " ", &error_id].concat().trim()).ok()
    }
}
