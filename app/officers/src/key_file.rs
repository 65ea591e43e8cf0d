//! The file that tells what a new sealing key must be, and the key that is made of it.

use crate::file::{self, FileFault};
use rand_core::CryptoRng;
use sealing::{CustodyRefusal, KeyPair, Passphrase, Purpose, Stretch, WrappedKey, hex};
use serde::{Deserialize, Serialize};
use std::fmt;

const FORMAT: &str = "marketplace key file";

/// What an officer's new key must be. It holds no secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyFile {
    /// What the file is.
    pub format: String,
    /// In which form.
    pub version: u16,
    /// Whose key: the sixteen bytes of the person's identifier, in hexadecimal digits.
    pub holder: String,
    /// For what it serves.
    pub purpose: Purpose,
    /// What it must cost to try a passphrase.
    pub stretch: Stretch,
}

/// A key and the words that will guard it, before anything of it is kept.
pub struct NewKey {
    pair: KeyPair,
    passphrase: Passphrase,
}

impl fmt::Debug for NewKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewKey").field("public", &self.pair.public).finish_non_exhaustive()
    }
}

impl NewKey {
    /// Draws the pair, then the words.
    pub fn draw(rng: &mut impl CryptoRng) -> NewKey {
        NewKey { pair: KeyPair::generate(rng), passphrase: Passphrase::generate(rng) }
    }

    /// The words, to be shown once to the one who draws them.
    pub fn words(&self) -> &str {
        self.passphrase.expose()
    }

    /// Whether these are the words, however they are typed.
    pub fn is_guarded_by(&self, typed: &str) -> bool {
        Passphrase::parse(typed).as_ref() == Ok(&self.passphrase)
    }

    /// What people compare.
    pub fn fingerprint(&self) -> String {
        self.pair.public.fingerprint().to_string()
    }
}

impl KeyFile {
    /// A file for a holder.
    pub fn new(holder: [u8; 16], purpose: Purpose, stretch: Stretch) -> KeyFile {
        KeyFile { format: FORMAT.to_owned(), version: file::VERSION, holder: hex::encode(&holder), purpose, stretch }
    }

    /// Reads a file.
    pub fn parse(json: &[u8]) -> Result<KeyFile, FileFault> {
        let file: KeyFile = file::read(json, FORMAT)?;
        file.holder().map(|_| file)
    }

    fn holder(&self) -> Result<[u8; 16], FileFault> {
        hex::decode(&self.holder).and_then(|bytes| bytes.try_into().ok()).ok_or(FileFault::NotThisFile)
    }

    /// The key as it is handed in: wrapped under its words, in hexadecimal digits. The salt is the next 32 bytes of `rng`.
    pub fn wrap(&self, key: &NewKey, rng: &mut impl CryptoRng) -> Result<String, CustodyRefusal> {
        let malformed = CustodyRefusal::Malformed { reason: sealing::Malformed::OutOfRange };
        let holder = self.holder().map_err(|_| malformed)?;
        let wrapped = WrappedKey::wrap(&key.pair, holder, self.purpose, &key.passphrase, self.stretch, rng)?;
        Ok(hex::encode(&wrapped.to_bytes()))
    }
}
