//! A text the office signed: the text, an empty line, and one line with the signature, so that it is read by people and
//! checked by machines.
//!
//! The form is that of C2SP signed notes with an Ed25519 key (`— name base64(number of the key, signature)`), so that
//! other tools read it as well. A note here has exactly one signature, and one spelling: whatever differs by a byte is
//! refused.

use base64ct::{Base64, Encoding};
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use sha2::{Digest, Sha256};
use std::fmt;

/// Whose notes these are; stands in each of them and in the published key.
const NAME: &str = "shared-ai-marketplace";
/// Stands before an Ed25519 key and its number.
const ED25519: u8 = 1;
const KEY_BYTES: usize = 32;
const NUMBER_BYTES: usize = 4;
const SIGNATURE_BYTES: usize = 64;

/// What signs notes.
pub struct NoteSigner(SigningKey);

/// What checks them; public.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteKey(VerifyingKey);

/// Why a note does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoteFault {
    /// It has no line with a signature, or more than one.
    NotSigned,
    /// It is signed with another key.
    OtherKey,
    /// The signature is not of this text.
    Altered,
}

impl fmt::Debug for NoteSigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NoteSigner")
    }
}

impl NoteSigner {
    /// The signer of this secret.
    pub fn of(secret: &[u8; 32]) -> NoteSigner {
        NoteSigner(SigningKey::from_bytes(secret))
    }

    /// The key that checks what it signs.
    pub fn key(&self) -> NoteKey {
        NoteKey(self.0.verifying_key())
    }

    /// The note of a text that ends its last line. The same text always gives the same note.
    pub fn sign(&self, text: &str) -> String {
        let signature = self.0.sign(text.as_bytes()).to_bytes();
        let line = Base64::encode_string(&[&self.key().number()[..], &signature].concat());
        format!("{text}\n\u{2014} {NAME} {line}\n")
    }
}

impl NoteKey {
    /// Reads a key as it is published: `name+number+base64`.
    pub fn parse(text: &str) -> Option<NoteKey> {
        let (name, rest) = text.split_once('+')?;
        let (_, encoded) = rest.split_once('+')?;
        let bytes = Base64::decode_vec(encoded).ok()?;
        let (kind, key) = bytes.split_first()?;
        let key: [u8; KEY_BYTES] = key.try_into().ok()?;
        let key = NoteKey(VerifyingKey::from_bytes(&key).ok().filter(|key| !key.is_weak())?);
        // One spelling, so that two people who compare keys compare the same text.
        (name == NAME && *kind == ED25519 && key.to_string() == text).then_some(key)
    }

    /// The text of a note that this key's owner signed, exactly as it stands there.
    pub fn read<'a>(&self, note: &'a str) -> Result<&'a str, NoteFault> {
        let (text, line) = split(note).ok_or(NoteFault::NotSigned)?;
        let signed = line.strip_prefix(NAME).and_then(|rest| rest.strip_prefix(' ')).ok_or(NoteFault::OtherKey)?;
        let bytes = Base64::decode_vec(signed).map_err(|_| NoteFault::Altered)?;
        let (number, signature) = bytes.split_first_chunk::<NUMBER_BYTES>().ok_or(NoteFault::Altered)?;
        let signature: [u8; SIGNATURE_BYTES] = signature.try_into().map_err(|_| NoteFault::Altered)?;
        if *number != self.number() {
            return Err(NoteFault::OtherKey);
        }
        let is_of_text = self.0.verify_strict(text.as_bytes(), &Signature::from_bytes(&signature)).is_ok();
        if is_of_text && Base64::encode_string(&bytes) == signed { Ok(text) } else { Err(NoteFault::Altered) }
    }

    fn number(&self) -> [u8; NUMBER_BYTES] {
        let hash = Sha256::new().chain_update(NAME).chain_update(b"\n").chain_update([ED25519]);
        let [a, b, c, d, ..] = <[u8; 32]>::from(hash.chain_update(self.0.as_bytes()).finalize());
        [a, b, c, d]
    }
}

impl fmt::Display for NoteKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = Base64::encode_string(&[&[ED25519][..], self.0.as_bytes()].concat());
        write!(f, "{NAME}+{}+{key}", sealing::hex::encode(&self.number()))
    }
}

/// The text of a note, whoever signed it; `None` when it has no signature, or more than one.
pub fn text_of_note(note: &str) -> Option<&str> {
    split(note).map(|(text, _)| text)
}

/// The text with its last line end, and what the line of the signature says.
fn split(note: &str) -> Option<(&str, &str)> {
    let (text, line) = note.strip_suffix('\n')?.rsplit_once("\n\n")?;
    let line = line.strip_prefix("\u{2014} ").filter(|line| !line.contains('\n'))?;
    Some((&note[..text.len() + 1], line))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "marketplace bid receipt 1\naction: submitted\nend: -\n";

    #[test]
    fn a_note_is_read_with_its_key_and_no_other() {
        let (signer, other) = (NoteSigner::of(&[7; 32]), NoteSigner::of(&[8; 32]));
        let note = signer.sign(TEXT);
        assert_eq!(note, signer.sign(TEXT));
        assert_eq!(signer.key().read(&note), Ok(TEXT));
        assert_eq!(text_of_note(&note), Some(TEXT));
        assert_eq!(other.key().read(&note), Err(NoteFault::OtherKey));
        assert_eq!(signer.key().read(TEXT), Err(NoteFault::NotSigned));
        let twice = format!("{note}{}", note.lines().last().unwrap());
        assert!(signer.key().read(&twice).is_err());
    }

    #[test]
    fn changing_taking_or_adding_any_byte_of_a_note_is_found() {
        let signer = NoteSigner::of(&[7; 32]);
        let (note, key) = (signer.sign(TEXT).into_bytes(), signer.key());
        let holds = |bytes: &[u8]| std::str::from_utf8(bytes).is_ok_and(|note| key.read(note).is_ok());
        assert!(holds(&note));
        for place in 0..note.len() {
            for bit in 0..8 {
                let mut changed = note.clone();
                changed[place] ^= 1 << bit;
                assert!(!holds(&changed), "bit {bit} of byte {place}");
            }
            assert!(!holds(&[&note[..place], &note[place + 1..]].concat()), "without byte {place}");
            for more in *b"\n A=" {
                assert!(!holds(&[&note[..place], &[more], &note[place..]].concat()), "{more} before byte {place}");
            }
        }
        assert!(!holds(&[&note[..], b"\n"].concat()));
    }

    #[test]
    fn a_published_key_has_one_spelling() {
        let key = NoteSigner::of(&[7; 32]).key();
        let text = key.to_string();
        assert_eq!(NoteKey::parse(&text), Some(key));
        for place in 0..text.len() {
            let mut changed = text.clone().into_bytes();
            changed[place] = if changed[place] == b'0' { b'1' } else { b'0' };
            let changed = String::from_utf8(changed).unwrap();
            assert_eq!(NoteKey::parse(&changed), None, "{changed}");
        }
        assert_eq!(NoteKey::parse(""), None);
    }

    /// Made with another program from the same secret; what other tools write of it is what we write.
    #[test]
    fn a_note_is_what_other_tools_make_of_the_same_secret() {
        let signer = NoteSigner::of(&[7; 32]);
        assert_eq!(
            signer.key().to_string(),
            "shared-ai-marketplace+da2787e0+AepKbGPinFIKvvVQexMuxfmVR3auvr57kkIe6mkURtIs"
        );
        assert_eq!(
            signer.sign(TEXT),
            format!(
                "{TEXT}\n\u{2014} {NAME} 2ieH4JJQyhdJAX6E1Epem98BoDj5UDnWDsibAQZEsmulzKKXKTRYeZbKyGuEWBGcq5Ab6afAGOF4cWQDWOnf/VGxNgE=\n"
            )
        );
    }
}
