//! Sends the sealed envelopes, and nothing else of what was typed.

use crate::fields::find;
use crate::say::Voice;
use bidding::{SealedBid, SealedEnvelope};
use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, DomParser, Element, FormData, HtmlElement, RequestInit, Response, SupportedType, Url, Window};

/// What came of sending.
pub enum Sent {
    /// There is a receipt; the page to go to.
    Done(String),
    /// The server said no and was shown.
    Refused,
    /// Whether the envelopes arrived is not known; the word that says why.
    Unknown(&'static str),
}

/// Bytes as something a form can carry or a link can save.
fn blob(bytes: &[u8]) -> Result<Blob, JsValue> {
    Blob::new_with_u8_array_sequence(&Array::of1(&Uint8Array::from(bytes)))
}

/// Sends the envelopes with the declaration and the password.
pub async fn send(window: &Window, to: &str, sealed: &SealedBid, password: &str, voice: &Voice) -> Sent {
    let unreachable = Sent::Unknown("unreachable");
    let Ok(request) = request(sealed, password) else { return unreachable };
    let Ok(answer) = JsFuture::from(window.fetch_with_str_and_init(to, &request)).await else { return unreachable };
    let Ok(answer) = answer.dyn_into::<Response>() else { return unreachable };
    if answer.status() >= 500 {
        return unreachable;
    }
    if answer.redirected() {
        // Done leads to the bid with a word about it; a session that ended leads to where one signs in.
        let done = answer.ok() && answer.url().contains("?done=");
        return if done { Sent::Done(answer.url()) } else { Sent::Unknown("signed-out") };
    }
    let text = match answer.text() {
        Ok(text) => JsFuture::from(text).await.ok().and_then(|text| text.as_string()),
        Err(_) => None,
    };
    if text.and_then(|text| show(&text, voice)).is_none() {
        voice.alert(&voice.words("failed"));
    }
    Sent::Refused
}

fn request(sealed: &SealedBid, password: &str) -> Result<RequestInit, JsValue> {
    let form = FormData::new()?;
    let put = |name: &str, envelope: &SealedEnvelope| {
        form.append_with_blob_and_filename(name, &blob(&envelope.bytes)?, &[name, ".sealed"].concat())
    };
    if let Some(technical) = &sealed.technical {
        put("technical", technical)?;
    }
    put("price", &sealed.price)?;
    for (name, value) in [("non_collusion", "yes"), ("sealed_by", "browser"), ("password", password)] {
        form.append_with_str(name, value)?;
    }
    let request = RequestInit::new();
    request.set_method("POST");
    request.set_body(&form);
    Ok(request)
}

/// Shows what the server's page says is wrong: its list of errors, or else its first words.
fn show(page: &str, voice: &Voice) -> Option<()> {
    let page = DomParser::new().ok()?.parse_from_string(page, SupportedType::TextHtml).ok()?;
    let summary: Option<Element> = page.query_selector(".error-summary").ok()?;
    match summary {
        Some(summary) => {
            // Its links lead to fields of the other form; only its words are taken.
            let words = find::<Element>(&summary, "ul")?.text_content()?;
            voice.alert(&words)
        }
        None => voice.alert(&page.query_selector("main p").ok()??.text_content()?),
    }
}

/// Saves the keys of the envelopes on this device.
pub fn save_keys(window: &Window, sealed: &SealedBid) -> Option<()> {
    let named = [("technical.bid-key", sealed.technical.as_ref()), ("price.bid-key", Some(&sealed.price))];
    for (name, envelope) in named.into_iter().filter_map(|(name, envelope)| Some((name, envelope?))) {
        let address = Url::create_object_url_with_blob(&blob(&envelope.bid_key.to_file()).ok()?).ok()?;
        let link = window.document()?.create_element("a").ok()?;
        link.set_attribute("href", &address).ok()?;
        link.set_attribute("download", name).ok()?;
        link.dyn_ref::<HtmlElement>()?.click();
        Url::revoke_object_url(&address).ok()?;
    }
    Some(())
}
