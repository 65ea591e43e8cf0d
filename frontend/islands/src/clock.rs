//! What the browser knows about time: the instant, and how the page's language writes a span.

use js_sys::{Array, Date, Intl, JsString, Object, Reflect};
use leptos::prelude::*;
use wasm_bindgen::JsValue;

/// Milliseconds since 1970 by this device's clock.
pub fn device_now_ms() -> f64 {
    Date::now()
}

/// Milliseconds since 1970 of an ISO 8601 text; not a number when it is none.
pub fn instant_ms(datetime: &str) -> f64 {
    Date::parse(datetime)
}

/// `3 minutes ago`, `in 2 days`; `now` for a count of 0.
pub fn relative(count: i64, unit: &str) -> String {
    let numeric = if count == 0 { "auto" } else { "always" };
    let format = Intl::RelativeTimeFormat::new(&languages(), &options(&[("numeric", numeric)]));
    in_house_style(format.format(count as f64, unit))
}

/// `13 days`, `1 hour`.
pub fn amount(count: i64, unit: &str) -> String {
    let options = options(&[("style", "unit"), ("unit", unit), ("unitDisplay", "long")]);
    let format = Intl::NumberFormat::new(&languages(), &options).format();
    let text = format.call1(&JsValue::UNDEFINED, &JsValue::from(count as f64));
    text.ok().and_then(|text| text.as_string()).map(in_house_style).unwrap_or_default()
}

/// Is the page in Chinese? Then words and brackets stand without spaces.
pub fn in_chinese() -> bool {
    page_language().starts_with("zh")
}

/// No typed spaces between Chinese and digits: the stylesheet makes the gap.
fn in_house_style(text: impl Into<String>) -> String {
    let text = text.into();
    if in_chinese() { text.replace(' ', "") } else { text }
}

fn page_language() -> String {
    let root = document().document_element();
    root.and_then(|root| root.get_attribute("lang")).unwrap_or_default()
}

fn languages() -> Array {
    let languages = Array::new();
    let language = page_language();
    // An empty tag would be an error; an empty list means the browser's own language.
    if !language.is_empty() {
        languages.push(&JsString::from(language));
    }
    languages
}

fn options(pairs: &[(&str, &str)]) -> Object {
    let options = Object::new();
    for (name, value) in pairs {
        let _ = Reflect::set(&options, &JsValue::from(*name), &JsValue::from(*value));
    }
    options
}
