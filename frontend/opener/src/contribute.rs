//! An opener's part of an opening, from a press of the button to the page that says it was brought.

use crate::chance::Chance;
use crate::form::{Form, Stop};
use crate::send::{fetch, send};
use js_sys::{Array, Uint8Array};
use officers::{NotMade, OpeningFile};
use web_sys::{Blob, FormData};

pub fn listen(form: &'static Form) {
    form.on_press("contribute", move || bring(form));
}

async fn bring(form: &'static Form) -> Result<(), Stop> {
    let (password, passphrase) = (form.typed("here-password")?, form.passphrase("here-passphrase")?);
    form.progress("fetching");
    let file = fetch(form, &form.address("data-file")).await?;
    let file = OpeningFile::parse(&file).map_err(|_| Stop::Word("failed"))?;
    form.painted("stretching").await?;
    let mut chance = Chance::of_page().ok_or(Stop::Word("failed"))?;
    let part = file.contribute(&passphrase, &mut chance).map_err(|reason| not_made(&reason))?;
    let part = serde_json::to_vec(&part).map_err(|_| Stop::Word("failed"))?;

    let body = FormData::new()?;
    let part = Blob::new_with_u8_array_sequence(&Array::of1(&Uint8Array::from(part.as_slice())))?;
    body.append_with_blob_and_filename("part", &part, "part.json")?;
    body.append_with_str("made_in", "browser")?;
    body.append_with_str("password", &password)?;
    send(form, &body).await
}

/// What is said when nothing was made.
pub fn not_made(reason: &NotMade) -> Stop {
    match reason {
        NotMade::WrongPassphrase => Stop::Field("here-passphrase", "wrong-passphrase"),
        NotMade::Damaged => Stop::Word("failed"),
        NotMade::OtherEnvelope { sha256 } => Stop::Named("not-ours", sha256.to_string()),
        NotMade::NotOpened { sha256 } => Stop::Named("not-opened", sha256.to_string()),
    }
}
