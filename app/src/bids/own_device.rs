//! The form in which a script uses an officer's key on the officer's own device.
//!
//! It stands in a template, which no browser shows or sends. A script copies it into the page without the names of its
//! fields, so that no press of a button can send the passphrase.

use crate::i18n;
use crate::i18n::{form as form_text, own_device as texts, refused_key};
use crate::visit::Visit;
use domain::bids::KeyPath;
use domain::form::{Fields, Rule};
use islands::Sealing;
use leptos::prelude::*;

/// The form with the script that wakes it; nothing where the build left no script. `file` tells the script what to do
/// its work by, `to` takes what it made.
pub(super) fn woken(visit: &Visit, file: String, to: String, fields: AnyView) -> Option<AnyView> {
    let opener = visit.state().assets.opener()?.to_owned();
    visit.state().assets.browser_half()?;
    let children: Children = Box::new(move || fields);
    let words = words(visit);
    Some(view! { <Sealing script=format!("/pkg/{opener}.js") wasm=format!("/pkg/{opener}.wasm") file=file to=to words=words>{children()}</Sealing> }.into_any())
}

/// Where something was made that came with a form: the page's own script says so of itself, and nobody else is asked.
pub(super) fn made_in(fields: &Fields) -> KeyPath {
    match fields.get("made_in") {
        "browser" => KeyPath::Browser,
        _ => KeyPath::Offline,
    }
}

/// A warning above the form that sends the passphrase.
pub(super) fn travels(visit: &Visit, text: domain::text::Text) -> AnyView {
    let locale = visit.locale();
    view! {
        <h3 class="mt4">{texts::SERVER_TITLE.to(locale)}</h3>
        <p class="mt2">{text.to(locale)}</p>
    }
    .into_any()
}

/// What the script may have to say, in the page's language, by the name it asks for. `{name}` marks a fingerprint.
fn words(visit: &Visit) -> Vec<(&'static str, String)> {
    let locale = visit.locale();
    [
        ("problem", form_text::PROBLEM),
        ("error", form_text::ERROR),
        ("not-a-passphrase", refused_key::NOT_A_PASSPHRASE),
        ("wrong-passphrase", refused_key::WRONG_PASSPHRASE),
        ("again-differ", texts::AGAIN_DIFFER),
        ("fetching", texts::FETCHING),
        ("stretching", texts::STRETCHING),
        ("sending", texts::SENDING),
        ("sent", texts::SENT),
        ("unreachable", texts::UNREACHABLE),
        ("signed-out", texts::SIGNED_OUT),
        ("failed", texts::FAILED),
        ("not-opened", texts::NOT_OPENED),
        ("not-ours", texts::NOT_OURS),
    ]
    .map(|(name, text)| (name, text.to(locale).to_owned()))
    .into_iter()
    .chain([("required", i18n::rule(locale, &Rule::Required))])
    .collect()
}
