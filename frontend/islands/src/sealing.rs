//! The form that seals a bid, and the one that uses an officer's key: a module of its own is loaded and takes the form over.
//!
//! Without script the form stays in its template, where no browser shows it or sends it; the page has another way. The
//! module is large for an island and few need it, so it is fetched only here, by the page's own script.

use crate::dom;
use leptos::prelude::*;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::Element;

#[wasm_bindgen(inline_js = "export function wake_sealer(script, wasm, form) {
  return import(script)
    .then(async (module) => {
      await module.default({ module_or_path: wasm });
      module.begin(form);
    })
    .catch(() => {});
}")]
extern "C" {
    fn wake_sealer(script: &str, wasm: &str, form: &Element);
}

/// A form that is filled in on this device, and of which only what a module makes of it is sent.
#[component]
pub fn Sealing(
    /// Address of the module's script.
    #[prop(into)]
    script: String,
    /// Address of its wasm.
    #[prop(into)]
    wasm: String,
    /// Address that tells what to seal, and to whom.
    #[prop(into)]
    file: String,
    /// Address that takes the sealed envelopes.
    #[prop(into)]
    to: String,
    /// What the module may have to say, each under the name it asks for.
    words: Vec<(&'static str, String)>,
    /// The fields.
    children: Children,
) -> impl IntoView {
    let words: Vec<_> = words.into_iter().map(|(name, text)| view! { <span data-word=name>{text}</span> }).collect();
    view! {
        <div class="mt5" data-script=script data-wasm=wasm data-file=file data-to=to>
            <template>
                <div class="form">{children()}</div>
            </template>
            <div hidden>{words}</div>
        </div>
        <SealingHere />
    }
}

#[island]
fn SealingHere() -> impl IntoView {
    view! { <span class="sr" role="status" use:seal_here></span> }
}

fn seal_here(line: Element) {
    if let Some(form) = dom::served_by(&line) {
        wake_sealer(&dom::attribute(&form, "data-script"), &dom::attribute(&form, "data-wasm"), &form);
    }
}
