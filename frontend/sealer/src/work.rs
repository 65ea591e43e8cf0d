//! From a press of the button to a receipt: read, judge, seal, send.

use crate::chance::Chance;
use crate::fields;
use crate::say::Voice;
use crate::send::{Sent, save_keys, send};
use bidding::{Fault, SealedBid, SealingFile, Why};
use domain::form::Rule;
use js_sys::Uint8Array;
use std::cell::{Cell, RefCell};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Element, Event, Response, Window};

/// The form, for as long as the page lives.
struct Work {
    window: Window,
    voice: Voice,
    button: Element,
    /// Something is under way.
    busy: Cell<bool>,
    /// What to seal, for one submission; fetched once.
    file: RefCell<Option<SealingFile>>,
    /// Envelopes of which no answer came, until something is changed: the same ones may be sent again.
    sealed: RefCell<Option<SealedBid>>,
}

pub fn begin(whole: Element) {
    if let Some(work) = Work::find(whole) {
        work.listen();
    }
}

fn on(target: &Element, event: &str, act: impl FnMut(Event) + 'static) {
    let act: Box<dyn FnMut(Event)> = Box::new(act);
    let act = Closure::wrap(act).into_js_value();
    let _ = target.add_event_listener_with_callback(event, act.unchecked_ref());
}

impl Work {
    fn find(whole: Element) -> Option<&'static Work> {
        let window = web_sys::window()?;
        let form = fields::put_in(&whole)?;
        let button = fields::find(&form, "[data-part=seal]")?;
        let voice = Voice { whole, form };
        let (busy, file, sealed) = (Cell::new(false), RefCell::new(None), RefCell::new(None));
        Some(Box::leak(Box::new(Work { window, voice, button, busy, file, sealed })))
    }

    fn listen(&'static self) {
        on(&self.voice.form, "input", |event| {
            let typed: Option<Element> = event.target().and_then(|target| target.dyn_into().ok());
            if typed.is_some_and(|field| field.id() != "sealing-password") {
                self.sealed.replace(None);
            }
        });
        on(&self.button, "click", |_| {
            if !self.busy.replace(true) {
                spawn_local(async {
                    self.voice.clear();
                    if let Err(error) = self.hand_in().await {
                        let word = error.as_string().unwrap_or_else(|| "failed".to_owned());
                        self.voice.alert(&self.voice.words(&word));
                        self.voice.progress("");
                    }
                    self.busy.set(false);
                });
            }
        });
    }

    async fn hand_in(&'static self) -> Result<(), JsValue> {
        let sealed_before = self.sealed.borrow().is_some();
        if !sealed_before && !self.seal().await? {
            self.voice.progress("");
            return Ok(());
        }
        self.voice.progress("sending");
        let value = |id| fields::field(&self.voice.form, id).map(|field| fields::value(&field)).unwrap_or_default();
        let to = self.voice.whole.get_attribute("data-to").unwrap_or_default();
        let sealed = self.sealed.take().ok_or(JsValue::NULL)?;
        match send(&self.window, &to, &sealed, &value("sealing-password"), &self.voice).await {
            Sent::Done(page) => {
                self.voice.progress("sent");
                if value("sealing-keys") == "yes" {
                    save_keys(&self.window, &sealed);
                }
                // Pressed again before the page is left, the same envelopes get the same receipt.
                self.sealed.replace(Some(sealed));
                self.window.location().assign(&page)?;
            }
            // They were not taken, so the next press seals anew, with the file of the day.
            Sent::Refused => {
                self.file.replace(None);
                self.voice.progress("");
            }
            Sent::Unknown(word) => {
                self.sealed.replace(Some(sealed));
                return Err(JsValue::from_str(word));
            }
        }
        Ok(())
    }

    /// Reads, judges and seals; `false` when something is wrong, which is said.
    async fn seal(&'static self) -> Result<bool, JsValue> {
        self.voice.progress("reading");
        if self.file.borrow().is_none() {
            let file = self.fetch_file().await?;
            self.file.replace(Some(file));
        }
        let offer = fields::offer(&self.voice.form).await?;
        self.voice.progress("sealing");
        self.painted().await?;
        let file = self.file.borrow();
        let file = file.as_ref().ok_or(JsValue::NULL)?;
        let judged = file.judge(&offer);
        let mut faults = judged.as_ref().err().cloned().unwrap_or_default();
        let own = |field: &str, rule| Fault { field: field.to_owned(), why: Why::Rule(rule) };
        if !offer.fields.ticked("sealing-declared") {
            faults.push(own("sealing-declared", Rule::MustBeTicked));
        }
        if offer.fields.get("sealing-password").is_empty() {
            faults.push(own("sealing-password", Rule::Required));
        }
        let (Ok(contents), true) = (judged, faults.is_empty()) else {
            self.voice.faults(&faults);
            return Ok(false);
        };
        let mut chance = Chance::of_page().ok_or(JsValue::NULL)?;
        let sealed = file.seal(&contents, &mut chance).map_err(|_| JsValue::NULL)?;
        self.sealed.replace(Some(sealed));
        Ok(true)
    }

    async fn fetch_file(&self) -> Result<SealingFile, JsValue> {
        let address = self.voice.whole.get_attribute("data-file").unwrap_or_default();
        let answer: Response = JsFuture::from(self.window.fetch_with_str(&address)).await?.dyn_into()?;
        if answer.redirected() {
            return Err(JsValue::from_str("signed-out"));
        }
        let bytes = Uint8Array::new(&JsFuture::from(answer.array_buffer()?).await?).to_vec();
        SealingFile::parse(&bytes).map_err(|_| JsValue::NULL)
    }

    /// Waits until the browser had a turn to draw what was said.
    async fn painted(&self) -> Result<(), JsValue> {
        let turn = js_sys::Promise::new(&mut |done, _| {
            let _ = self.window.set_timeout_with_callback_and_timeout_and_arguments_0(&done, 20);
        });
        JsFuture::from(turn).await.map(|_| ())
    }
}
