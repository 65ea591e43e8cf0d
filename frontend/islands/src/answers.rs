//! What the address behind a search field answers.

use js_sys::{Array, Reflect};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

/// Most that are taken, however many come.
const MOST: usize = 8;

/// One answer.
pub struct Suggestion {
    /// Its name.
    pub label: String,
    /// Its page on this site.
    pub href: String,
    /// A word more, or nothing.
    pub hint: String,
}

impl Suggestion {
    /// Reads one answer; `None` when it has no name or leads to another site.
    fn read(answer: &JsValue) -> Option<Suggestion> {
        let text = |key: &str| Reflect::get(answer, &JsValue::from(key)).ok()?.as_string();
        let href = text("href").filter(|href| is_ours(href))?;
        Some(Suggestion { label: text("label")?, href, hint: text("hint").unwrap_or_default() })
    }
}

/// Fetches answers; `None` when what comes is not a list.
pub async fn ask(address: &str) -> Option<Vec<Suggestion>> {
    let response = JsFuture::from(window().fetch_with_str(address)).await.ok()?;
    let response: Response = response.dyn_into().ok()?;
    let rows = JsFuture::from(response.json().ok()?).await.ok()?;
    let rows: Array = rows.dyn_into().ok()?;
    Some(rows.iter().filter_map(|row| Suggestion::read(&row)).take(MOST).collect())
}

/// A path on this site: no scheme, and no host after two slashes.
fn is_ours(href: &str) -> bool {
    href.strip_prefix('/').is_some_and(|rest| !rest.starts_with(['/', '\\']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_this_site_are_followed() {
        assert!(is_ours("/en/solutions/x-s0001"));
        for href in ["", "//x.hk", "/\\x.hk", "https://x.hk", "javascript:alert(1)", "en"] {
            assert!(!is_ours(href), "{href:?}");
        }
    }
}
