//! What a browser knows about time: the instant, and how the page's language writes a span.

use crate::dom;
use js_sys::{Array, Date, Intl, JsString, Object, Reflect};
use leptos::prelude::document;
use wasm_bindgen::JsValue;

/// Seconds in a minute.
pub const MINUTE: i64 = 60;
/// Seconds in an hour.
pub const HOUR: i64 = 60 * MINUTE;
/// Seconds in a day.
pub const DAY: i64 = 24 * HOUR;

/// Milliseconds since 1970 by this device's clock.
pub fn device_now_ms() -> f64 {
    Date::now()
}

/// Milliseconds since 1970 of an ISO 8601 text; `None` when it is none.
pub fn instant_ms(datetime: &str) -> Option<f64> {
    Some(Date::parse(datetime)).filter(|instant| !instant.is_nan())
}

/// `3 minutes ago`, `in 2 days`; `now` for a count of 0.
pub fn relative(count: i64, unit: &str) -> String {
    let numeric = if count == 0 { "auto" } else { "always" };
    let format = Intl::RelativeTimeFormat::new(&languages(), &options(&[("numeric", numeric)]));
    in_house_style(format.format(count as f64, unit).into())
}

/// `13 days`, `1 hour`.
pub fn amount(count: i64, unit: &str) -> String {
    let options = options(&[("style", "unit"), ("unit", unit), ("unitDisplay", "long")]);
    let format = Intl::NumberFormat::new(&languages(), &options).format();
    let text = format.call1(&JsValue::UNDEFINED, &JsValue::from(count as f64));
    in_house_style(text.ok().and_then(|text| text.as_string()).unwrap_or_default())
}

/// Is the page in Chinese? Its words and brackets stand without spaces.
pub fn in_chinese() -> bool {
    page_language().starts_with("zh")
}

/// No typed spaces between Chinese and digits: the stylesheet makes the gap.
fn in_house_style(text: String) -> String {
    if in_chinese() { text.replace(' ', "") } else { text }
}

fn page_language() -> String {
    document().document_element().map(|root| dom::attribute(&root, "lang")).unwrap_or_default()
}

fn languages() -> Array {
    let language = page_language();
    // An empty tag would be an error; an empty list means the browser's own language.
    if language.is_empty() { Array::new() } else { Array::of1(&JsString::from(language)) }
}

fn options(pairs: &[(&str, &str)]) -> Object {
    let options = Object::new();
    for (name, value) in pairs {
        let _ = Reflect::set(&options, &JsValue::from(*name), &JsValue::from(*value));
    }
    options
}
