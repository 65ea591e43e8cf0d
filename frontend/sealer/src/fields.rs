//! The form's fields: put into the page without names, and read from there.

use bidding::Offer;
use domain::bids::names::display_name_by;
use domain::form::Fields;
use js_sys::{JsString, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, HtmlInputElement, HtmlSelectElement, HtmlTemplateElement, HtmlTextAreaElement, NodeList};

/// All elements inside that fit, in order.
pub fn find_all(within: &Element, selector: &str) -> Vec<Element> {
    within.query_selector_all(selector).map(elements).unwrap_or_default()
}

fn elements(found: NodeList) -> Vec<Element> {
    (0..found.length()).filter_map(|index| found.get(index)?.dyn_into().ok()).collect()
}

/// The first element inside that fits.
pub fn find<T: JsCast>(within: &Element, selector: &str) -> Option<T> {
    within.query_selector(selector).ok()??.dyn_into().ok()
}

/// Copies the form out of its template into the page. No field keeps a name, and the browser is asked to keep nothing.
pub fn put_in(whole: &Element) -> Option<Element> {
    let template: HtmlTemplateElement = find(whole, "template")?;
    let form: Element = template.content().first_element_child()?.clone_node_with_deep(true).ok()?.dyn_into().ok()?;
    for field in find_all(&form, "[name]") {
        field.remove_attribute("name").ok()?;
        field.set_attribute("autocomplete", "off").ok()?;
    }
    whole.append_child(&form).ok()?;
    fold_the_other(whole);
    Some(form)
}

/// The page's other way is open for those without script; here it is folded, unless the page says what is wrong with it.
fn fold_the_other(whole: &Element) -> Option<()> {
    let document = whole.owner_document()?;
    let other = document.query_selector("details[data-part=upload]").ok()??;
    let refused = document.query_selector(".error-summary").ok()?.is_some();
    if refused { None } else { other.remove_attribute("open").ok() }
}

/// What stands in a field; a box says `yes` when it is ticked.
pub fn value(field: &Element) -> String {
    if let Some(field) = field.dyn_ref::<HtmlInputElement>() {
        return match field.type_().as_str() {
            "checkbox" if field.checked() => "yes".to_owned(),
            "checkbox" | "file" => String::new(),
            _ => field.value(),
        };
    }
    if let Some(field) = field.dyn_ref::<HtmlTextAreaElement>() {
        return field.value();
    }
    field.dyn_ref::<HtmlSelectElement>().map(HtmlSelectElement::value).unwrap_or_default()
}

/// The field with this id.
pub fn field(form: &Element, id: &str) -> Option<Element> {
    find_all(form, "input, textarea, select").into_iter().find(|field| field.id() == id)
}

/// What is offered: every field under its id, and the files.
pub async fn offer(form: &Element) -> Result<Offer, JsValue> {
    let fields = find_all(form, "input, textarea, select");
    let typed = fields.iter().map(|field| (field.id(), value(field))).collect();
    let mut files = Vec::new();
    if let Some(list) = find::<HtmlInputElement>(form, "input[type=file]").and_then(|input| input.files()) {
        for index in 0..list.length() {
            let Some(file) = list.get(index) else { continue };
            let content = JsFuture::from(file.array_buffer()).await?;
            files.push((display_name_by(&file.name(), composed), Uint8Array::new(&content).to_vec()));
        }
    }
    Ok(Offer { fields: Fields::new(typed), files })
}

/// The browser composes texts (NFC) itself.
fn composed(text: &str) -> String {
    JsString::from(text).normalize("NFC").into()
}
