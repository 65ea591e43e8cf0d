//! Wakes the islands in the browser.
//!
//! This crate and `sealer` are linked to wasm: what every browser downloads is this function and the
//! islands' own. It stays this small, because everything it names is sent to everyone.

// Named so that the linker keeps the islands: the page's loader finds each by its exported name.
use islands as _;

/// Makes the page ready for its islands; called once by the loader, before it wakes each of them.
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
