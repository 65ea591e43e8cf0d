//! Fetches what is needed, and sends what was made and nothing else of what was typed.

use crate::form::{Form, Stop};
use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DomParser, Element, RequestInit, Response, SupportedType};

/// The file at an address of ours; what the server says instead is passed on.
pub async fn fetch(form: &Form, address: &str) -> Result<Vec<u8>, Stop> {
    let answer = JsFuture::from(form.window.fetch_with_str(address)).await.map_err(|_| Stop::Word("unreachable"))?;
    let answer: Response = answer.dyn_into()?;
    if answer.redirected() {
        return Err(Stop::Word("signed-out"));
    }
    if !answer.ok() {
        return Err(refused(&answer).await);
    }
    Ok(Uint8Array::new(&JsFuture::from(answer.array_buffer()?).await?).to_vec())
}

/// Sends a form and goes where it leads.
pub async fn send(form: &Form, body: &JsValue) -> Result<(), Stop> {
    form.progress("sending");
    let request = RequestInit::new();
    request.set_method("POST");
    request.set_body(body);
    let sent = JsFuture::from(form.window.fetch_with_str_and_init(&form.address("data-to"), &request)).await;
    let answer: Response = sent.map_err(|_| Stop::Word("unreachable"))?.dyn_into()?;
    if answer.status() >= 500 {
        return Err(Stop::Word("unreachable"));
    }
    if !answer.redirected() {
        return Err(refused(&answer).await);
    }
    // Done leads to the page with a word about it; a session that ended leads to where one signs in.
    if !answer.ok() || !answer.url().contains("?done=") {
        return Err(Stop::Word("signed-out"));
    }
    form.progress("sent");
    form.window.location().assign(&answer.url())?;
    Ok(())
}

/// What the server's page says is wrong: its list of errors, or else its first words.
async fn refused(answer: &Response) -> Stop {
    let text = match answer.text() {
        Ok(text) => JsFuture::from(text).await.ok().and_then(|text| text.as_string()),
        Err(_) => None,
    };
    text.and_then(|text| first_words(&text)).map_or(Stop::Word("failed"), Stop::Said)
}

fn first_words(page: &str) -> Option<String> {
    let page = DomParser::new().ok()?.parse_from_string(page, SupportedType::TextHtml).ok()?;
    let errors: Option<Element> = page.query_selector(".error-summary ul").ok()?;
    let said = match errors {
        Some(errors) => errors,
        None => page.query_selector("main p").ok()??,
    };
    said.text_content().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}
