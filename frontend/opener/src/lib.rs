//! Uses an officer's sealing key in the browser: it is made, tried out and used there, and neither its words nor its
//! private half are sent.
//!
//! The page's script loads this module only where an officer makes a key or opens bids, and calls [`begin`] with the form
//! that the page keeps in a template. The fields lose their names before they are shown, so no browser can send them.
//! What is made is what the crate `officers` makes, by the same files that the command is given, with chance from the
//! browser's own source.
//!
//! When anything of a browser is missing, nothing happens, and the page's other ways remain.

#[path = "../../sealer/src/chance.rs"]
mod chance;
mod contribute;
mod form;
mod key;
mod send;

use form::Form;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::Element;

/// Takes the form over; called once, with the element that holds the form's template and its words.
#[wasm_bindgen]
pub fn begin(whole: Element) {
    if let Some(form) = Form::find(whole) {
        contribute::listen(form);
        key::listen(form);
    }
}
