//! Seals with given chance, to be compared with the known answers of the crate `sealing`.

use bidding::seal_envelope;
use rand_core::{TryCryptoRng, TryRng};
use sealing::{Context, EnvelopeKind, FileEntry, KeySet, PublicKey, Recipients, Suite};
use std::convert::Infallible;
use wasm_bindgen::prelude::wasm_bindgen;

/// Chance that was given; when it is used up, there is none.
struct Given<'a>(&'a [u8]);

impl TryRng for Given<'_> {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u32::from_be_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u64::from_be_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        let Some((now, later)) = self.0.split_at_checked(bytes.len()) else {
            wasm_bindgen::throw_str("the chance that was given is used up");
        };
        bytes.copy_from_slice(now);
        self.0 = later;
        Ok(())
    }
}

impl TryCryptoRng for Given<'_> {}

/// A price envelope with one file, by the sealing that the form uses. `ids` are the tender, the organisation and the
/// submission, 16 bytes each; nothing when something is not what it must be.
#[wasm_bindgen]
#[allow(clippy::too_many_arguments, reason = "the parts of a known answer, each as the file tells it")]
pub fn seal_known_answer(
    ids: &[u8],
    notice: &[u8],
    key_set: &[u8],
    closing_key: &[u8],
    answers: &[u8],
    file_name: String,
    media_type: String,
    content: Vec<u8>,
    file_sha256: &[u8],
    chance: &[u8],
) -> Option<Vec<u8>> {
    let key_set = KeySet::parse(key_set).ok()?;
    let closing_key = PublicKey::from_bytes(closing_key.try_into().ok()?).ok()?;
    let id = |place: usize| ids.get(place * 16..place * 16 + 16)?.try_into().ok();
    let context = Context {
        suite: Suite::X25519,
        tender: id(0)?,
        notice_revision: notice.try_into().ok()?,
        kind: EnvelopeKind::Price,
        key_set: key_set.hash(),
        organisation: id(1)?,
        submission: id(2)?,
    };
    let entry = FileEntry {
        name: file_name,
        media_type,
        size_bytes: content.len() as u64,
        sha256: file_sha256.try_into().ok()?,
    };
    let to = Recipients { key_set: &key_set, closing_key: &closing_key };
    let sealed = seal_envelope(context, to, answers, &[(entry, content)], &mut Given(chance));
    sealed.ok().map(|envelope| envelope.bytes)
}
