//! Seals a bid in the browser: what is typed and picked stays in the page until it is inside two sealed envelopes.
//!
//! The page's script loads this module only where a bidder seals, and calls [`begin`] with the form that the page keeps in
//! a template. The fields lose their names before they are shown, so no browser can send them; only the envelopes are put
//! into what is sent, with the declaration and the password. What to seal, and to whom, is read from the same file that
//! the command is given. Rules and sealing are those of the crate `bidding`, with chance from the browser's own source.
//!
//! When anything of a browser is missing, nothing happens, and the page's other way remains.

mod chance;
mod fields;
mod known_answer;
mod say;
mod send;
mod work;

pub use known_answer::seal_known_answer;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::Element;

/// Takes the form over; called once, with the element that holds the form's template and its words.
#[wasm_bindgen]
pub fn begin(whole: Element) {
    work::begin(whole);
}
