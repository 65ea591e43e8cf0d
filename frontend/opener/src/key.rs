//! A key: its words are made up, shown once and typed again; or it is tried out.

use crate::chance::Chance;
use crate::contribute::not_made;
use crate::form::{Form, Stop};
use crate::send::{fetch, send};
use officers::{KeyFile, NewKey, RehearsalFile};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlElement, UrlSearchParams};

pub fn listen(form: &'static Form) {
    let drawn: Rc<RefCell<Option<NewKey>>> = Rc::default();
    let shown = Rc::clone(&drawn);
    form.on_press("draw", move || std::future::ready(draw(form, &shown)));
    form.on_press("keep", move || keep(form, Rc::clone(&drawn)));
    form.on_press("rehearse", move || rehearse(form));
}

/// Makes the words up and shows them.
fn draw(form: &Form, drawn: &RefCell<Option<NewKey>>) -> Result<(), Stop> {
    let key = NewKey::draw(&mut Chance::of_page().ok_or(Stop::Word("failed"))?);
    for (part, text) in [("words", key.words().to_owned()), ("fingerprint", key.fingerprint())] {
        form.part(part).ok_or(Stop::Word("failed"))?.set_text_content(Some(&text));
    }
    form.empty("here-again");
    let shown = form.part("drawn").ok_or(Stop::Word("failed"))?;
    shown.remove_attribute("hidden")?;
    let heading = shown.query_selector("h3")?.and_then(|heading| heading.dyn_into::<HtmlElement>().ok());
    if let Some(heading) = heading {
        heading.focus()?;
    }
    drawn.replace(Some(key));
    Ok(())
}

/// Wraps the key under its words and sends it, once the words were typed again.
async fn keep(form: &'static Form, drawn: Rc<RefCell<Option<NewKey>>>) -> Result<(), Stop> {
    let again = form.typed("here-again")?;
    let is_right = drawn.borrow().as_ref().is_some_and(|key| key.is_guarded_by(&again));
    if !is_right {
        return Err(Stop::Field("here-again", "again-differ"));
    }
    let password = form.typed("here-password")?;
    form.progress("fetching");
    let file = fetch(form, &form.address("data-file")).await?;
    let file = KeyFile::parse(&file).map_err(|_| Stop::Word("failed"))?;
    form.painted("stretching").await?;
    let wrapped = {
        let drawn = drawn.borrow();
        let key = drawn.as_ref().ok_or(Stop::Word("failed"))?;
        file.wrap(key, &mut Chance::of_page().ok_or(Stop::Word("failed"))?).map_err(|_| Stop::Word("failed"))?
    };
    send(form, &body(&[("do", "keep"), ("key", &wrapped), ("made_in", "browser"), ("password", &password)])?).await
}

/// Opens a test envelope and sends the answer.
async fn rehearse(form: &'static Form) -> Result<(), Stop> {
    let passphrase = form.passphrase("here-passphrase")?;
    form.progress("fetching");
    let address = form.part("rehearse").and_then(|button| button.get_attribute("data-file")).unwrap_or_default();
    let file = RehearsalFile::parse(&fetch(form, &address).await?).map_err(|_| Stop::Word("failed"))?;
    form.painted("stretching").await?;
    let answer = file.answer(&passphrase).map_err(|reason| not_made(&reason))?;
    send(form, &body(&[("do", "answer"), ("answer", &answer), ("made_in", "browser")])?).await
}

fn body(fields: &[(&str, &str)]) -> Result<JsValue, Stop> {
    let body = UrlSearchParams::new()?;
    for (name, value) in fields {
        body.append(name, value);
    }
    Ok(body.into())
}
