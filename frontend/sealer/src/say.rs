//! What the form says: how far it is, and what is wrong with which field, in the words that the page brought.

use crate::fields::{self, find, find_all};
use bidding::{Fault, Why};
use domain::bids::BidRefusal;
use domain::form::Rule;
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement};

/// The form's voice.
#[derive(Clone)]
pub struct Voice {
    pub whole: Element,
    pub form: Element,
}

impl Voice {
    /// The page's words under a name.
    pub fn words(&self, name: &str) -> String {
        let found: Option<Element> = find(&self.whole, &["[data-word=", name, "]"].concat());
        found.and_then(|word| word.text_content()).unwrap_or_default()
    }

    /// Says how far it is.
    pub fn progress(&self, name: &str) {
        let words = if name.is_empty() { String::new() } else { self.words(name) };
        if let Some(line) = find::<Element>(&self.form, "[data-part=progress]") {
            line.set_text_content(Some(&words));
        }
    }

    /// Takes away what was said to be wrong before.
    pub fn clear(&self) {
        for said in find_all(&self.whole, ".error-summary, .form .error") {
            said.remove();
        }
        for field in find_all(&self.form, "[aria-invalid]") {
            let _ = field.remove_attribute("aria-invalid");
            let hint = [field.id().as_str(), "-hint"].concat();
            let has_hint = find_all(&self.form, ".hint").iter().any(|one| one.id() == hint);
            let _ = if has_hint {
                field.set_attribute("aria-describedby", &hint)
            } else {
                field.remove_attribute("aria-describedby")
            };
        }
        for field in find_all(&self.form, ".field--bad") {
            let _ = field.class_list().remove_1("field--bad");
        }
    }

    /// Marks every field that is wrong and lists them above, as the page's own forms do.
    pub fn faults(&self, faults: &[Fault]) -> Option<()> {
        let document = self.form.owner_document()?;
        let list = self.summary(&document)?;
        for fault in faults {
            let text = self.text(fault);
            let (id, item, link) =
                (&fault.field, document.create_element("li").ok()?, document.create_element("a").ok()?);
            link.set_attribute("href", &["#", id].concat()).ok()?;
            link.set_text_content(Some(&[&self.label(id), ": ", &text].concat()));
            item.append_child(&link).ok()?;
            list.append_child(&item).ok()?;
            self.mark(&document, id, &text);
        }
        self.show(&list.parent_element()?)
    }

    /// Says one thing above the form.
    pub fn alert(&self, text: &str) -> Option<()> {
        let document = self.form.owner_document()?;
        let list = self.summary(&document)?;
        let item = document.create_element("li").ok()?;
        item.set_text_content(Some(text));
        list.append_child(&item).ok()?;
        self.show(&list.parent_element()?)
    }

    /// Shows a summary that came from the server.
    pub fn show(&self, summary: &Element) -> Option<()> {
        self.whole.insert_before(summary, Some(&self.form)).ok()?;
        summary.dyn_ref::<HtmlElement>()?.focus().ok()
    }

    /// An empty list in a summary that is not in the page yet.
    fn summary(&self, document: &Document) -> Option<Element> {
        let summary = document.create_element("div").ok()?;
        for (name, value) in [("class", "error-summary"), ("role", "alert"), ("tabindex", "-1")] {
            summary.set_attribute(name, value).ok()?;
        }
        let heading = document.create_element("h2").ok()?;
        heading.set_text_content(Some(&self.words("problem")));
        summary.append_child(&heading).ok()?;
        let list = document.create_element("ul").ok()?;
        list.set_attribute("role", "list").ok()?;
        summary.append_child(&list).ok()?;
        Some(list)
    }

    fn label(&self, id: &str) -> String {
        let frame = fields::field(&self.form, id).and_then(|field| field.closest(".field").ok()?);
        let label = frame.and_then(|frame| find::<Element>(&frame, "label"));
        label.and_then(|label| label.text_content()).unwrap_or_default().trim().to_owned()
    }

    fn mark(&self, document: &Document, id: &str, text: &str) -> Option<()> {
        let field = fields::field(&self.form, id)?;
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
        // Before the field itself, or before the label that a box stands in.
        let before = field.closest("label").ok()?.unwrap_or_else(|| field.clone());
        frame.insert_before(&error, Some(&before)).ok()?;
        field.set_attribute("aria-invalid", "true").ok()?;
        let described = field.get_attribute("aria-describedby").unwrap_or_default();
        field.set_attribute("aria-describedby", [&described, " ", &error_id].concat().trim()).ok()
    }

    fn text(&self, fault: &Fault) -> String {
        let named = |word: &str, name: &str| self.words(word).replace("{name}", name);
        match &fault.why {
            Why::Rule(Rule::Required) => self.words("required"),
            Why::Rule(Rule::TooLong(_)) if fault.field == "related" => self.words("related-long"),
            Why::Rule(Rule::TooLong(_)) => self.words("answer-long"),
            Why::Rule(Rule::Below(_)) => self.words("above-zero"),
            Why::Rule(Rule::MustBeTicked) => self.words("ticked"),
            Why::Rule(Rule::NotANumber) => self.words("number"),
            Why::Rule(Rule::Above(_)) if fault.field.ends_with("-months") => self.words("month-late"),
            Why::Rule(Rule::Above(_)) => self.words("promise-large"),
            Why::Rule(_) => self.words("money"),
            Why::File(BidRefusal::FileKindNotAllowed { name }) => named("file-kind", name),
            Why::File(BidRefusal::FileContentDiffers { name, .. }) => named("file-content", name),
            Why::File(BidRefusal::FileTooLarge { name, .. }) => named("file-large", name),
            Why::File(BidRefusal::TooManyFiles { .. }) => self.words("files-many"),
            Why::File(BidRefusal::BidTooLarge { .. }) => self.words("files-large"),
            Why::NameTwice(name) => named("name-twice", name),
            Why::File(_) | Why::NoFilesAsked => self.words("failed"),
        }
    }
}
