//! The file with a test envelope, and the line that shows it was opened.

use crate::NotMade;
use crate::file::{self, FileFault};
use sealing::{Passphrase, WrappedKey, answer_rehearsal, hex};
use serde::{Deserialize, Serialize};

const FORMAT: &str = "marketplace rehearsal file";

/// A test envelope for the holder of a key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RehearsalFile {
    /// What the file is.
    pub format: String,
    /// In which form.
    pub version: u16,
    /// The holder's own key as it is kept, wrapped, in hexadecimal digits.
    pub wrapped_key: String,
    /// The test envelope, in hexadecimal digits.
    pub dummy: String,
    /// What the service knows the test envelope by; it is given back with the answer.
    pub token: String,
}

impl RehearsalFile {
    /// A file with a test envelope.
    pub fn new(wrapped_key: &[u8], dummy: &[u8], token: &[u8]) -> RehearsalFile {
        RehearsalFile {
            format: FORMAT.to_owned(),
            version: file::VERSION,
            wrapped_key: hex::encode(wrapped_key),
            dummy: hex::encode(dummy),
            token: hex::encode(token),
        }
    }

    /// Reads a file.
    pub fn parse(json: &[u8]) -> Result<RehearsalFile, FileFault> {
        file::read(json, FORMAT)
    }

    /// Opens the test envelope: the line to be handed in, which is the token and the answer with a full stop between.
    pub fn answer(&self, passphrase: &Passphrase) -> Result<String, NotMade> {
        let (wrapped, dummy) = hex::decode(&self.wrapped_key).zip(hex::decode(&self.dummy)).ok_or(NotMade::Damaged)?;
        let wrapped = WrappedKey::parse(&wrapped).map_err(|_| NotMade::Damaged)?;
        let private = wrapped.unwrap(passphrase).map_err(NotMade::of_custody)?;
        let answer = answer_rehearsal(&dummy, wrapped.holder, &private).map_err(|_| NotMade::Damaged)?;
        Ok([&self.token, ".", &hex::encode(&answer)].concat())
    }
}

/// The token and the answer of a line that was handed in; blanks around it make no difference.
pub fn split_answer(line: &str) -> Option<(Vec<u8>, [u8; 32])> {
    let (token, answer) = line.trim().split_once('.')?;
    hex::decode(token).zip(hex::decode(answer)?.try_into().ok())
}
