//! Wakes the islands in the browser.
use islands as _;

/// Called once by the page's loader script.
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
