//! What the database must not tell: one master key, kept outside it, for what a thief of the database may not read.
//!
//! From the master key come a key for each purpose. A *mark* is the same for the same facts and says nothing of
//! them, so that a row can be found again by those who know what it is about. A *closed* value can be read again
//! here and nowhere else; it is bound to its purpose and to the row it belongs to.
//!
//! The key lies in a file of its own, readable by the service alone, never in the database or a backup of it.
//! It protects drafts, and who bids where, from holders of a copy of the database. It is not what seals a bid:
//! that needs two officers (`sealing`).

use crate::Database;
use crate::entities::{bids, key_sets};
use crate::failure::Failure;
use crate::random::{Random, hex};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use hkdf::Hkdf;
use sea_orm::{DbErr, EntityTrait, PaginatorTrait};
use sha2::Sha256;
use std::fmt;
use std::io::Write;
use std::path::Path;
use zeroize::{Zeroize, ZeroizeOnDrop};

const NONCE: usize = 12;

/// The master key.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct Secrets([u8; 32]);

impl fmt::Debug for Secrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secrets")
    }
}

/// Why the master key could not be had.
#[derive(Debug, thiserror::Error)]
pub enum NoSecrets {
    /// The file cannot be read or made.
    #[error("the master key cannot be read or made")]
    File(#[from] std::io::Error),
    /// The file holds something else.
    #[error("the file of the master key does not hold 64 hexadecimal digits")]
    Damaged,
}

/// Something in this database is closed under a master key, so that no other may be made.
pub async fn are_needed(db: &Database) -> Result<bool, DbErr> {
    Ok(key_sets::Entity::find().count(db.reader()).await? > 0 || bids::Entity::find().count(db.reader()).await? > 0)
}

impl Secrets {
    /// Secrets under this key.
    pub fn of(key: [u8; 32]) -> Secrets {
        Secrets(key)
    }

    /// Reads the master key from its file; the first time it is made there.
    pub fn in_file(path: &Path, random: &Random) -> Result<Secrets, NoSecrets> {
        match std::fs::read_to_string(path) {
            Ok(text) => return read(text.trim()).map(Secrets).ok_or(NoSecrets::Damaged),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(error.into()),
        }
        let key = random.bytes();
        match place(path, &key, random) {
            Ok(()) => Ok(Secrets(key)),
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Secrets::in_file(path, random),
            Err(error) => Err(error.into()),
        }
    }

    /// Puts a master key back that custodians restored; one that is there is never overwritten.
    pub fn put_back(path: &Path, key: &[u8; 32], random: &Random) -> std::io::Result<()> {
        place(path, key, random)
    }

    /// The master key itself, for those who keep it jointly.
    pub(crate) fn for_custodians(&self) -> &[u8; 32] {
        &self.0
    }

    /// The mark of some facts for a purpose: equal for equal facts, and it tells nothing of them.
    pub fn mark(&self, purpose: &str, facts: &[&[u8]]) -> [u8; 32] {
        let mut info = Vec::new();
        put(&mut info, b"mark");
        put(&mut info, purpose.as_bytes());
        for fact in facts {
            put(&mut info, fact);
        }
        self.derive(&info)
    }

    /// A key for a purpose and some facts.
    pub fn key(&self, purpose: &str, facts: &[&[u8]]) -> [u8; 32] {
        let mut info = Vec::new();
        put(&mut info, b"key");
        put(&mut info, purpose.as_bytes());
        for fact in facts {
            put(&mut info, fact);
        }
        self.derive(&info)
    }

    /// Closes a value for a purpose and the row it belongs to.
    pub fn close(&self, random: &Random, purpose: &str, row: &[u8], value: &[u8]) -> Result<Vec<u8>, Failure> {
        let mut nonce = [0; NONCE];
        nonce.copy_from_slice(&random.bytes()[..NONCE]);
        let sealed = self
            .cipher(purpose)
            .encrypt(&Nonce::from(nonce), Payload { msg: value, aad: row })
            .map_err(|_| Failure::impossible("a value too long to be closed"))?;
        Ok([&nonce[..], &sealed].concat())
    }

    /// Reads a closed value again; damage and a wrong row are failures.
    pub fn open(&self, purpose: &str, row: &[u8], closed: &[u8]) -> Result<Vec<u8>, Failure> {
        let damaged = || Failure::impossible(format!("a closed value ({purpose}) cannot be opened"));
        let (nonce, sealed) = closed.split_first_chunk::<NONCE>().ok_or_else(damaged)?;
        let opened = self.cipher(purpose).decrypt(&Nonce::from(*nonce), Payload { msg: sealed, aad: row });
        opened.map_err(|_| damaged())
    }

    fn cipher(&self, purpose: &str) -> ChaCha20Poly1305 {
        ChaCha20Poly1305::new(&Key::from(self.key(purpose, &[b"closed"])))
    }

    fn derive(&self, info: &[u8]) -> [u8; 32] {
        let mut key = [0; 32];
        // Thirty-two bytes are always within what HKDF gives.
        let _ = Hkdf::<Sha256>::new(Some(b"shared-ai-marketplace/master/1"), &self.0).expand(info, &mut key);
        key
    }
}

/// Keeps the key in its file, which must not be there. Written aside and linked into place, so that of two first starts
/// one key wins and is never half there.
fn place(path: &Path, key: &[u8; 32], random: &Random) -> std::io::Result<()> {
    use std::os::unix::fs::OpenOptionsExt;
    let aside = path.with_extension(hex(&random.bytes()[..8]));
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&aside)?;
    file.write_all(hex(key).as_bytes())?;
    file.sync_all()?;
    let linked = std::fs::hard_link(&aside, path);
    std::fs::remove_file(&aside)?;
    linked?;
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::File::open(folder)?.sync_all()?;
    }
    Ok(())
}

/// Puts a part with its length in front, so that parts cannot run into each other.
fn put(bytes: &mut Vec<u8>, part: &[u8]) {
    bytes.extend_from_slice(&(part.len() as u64).to_be_bytes());
    bytes.extend_from_slice(part);
}

fn read(text: &str) -> Option<[u8; 32]> {
    let mut key = [0; 32];
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    for (byte, digits) in key.iter_mut().zip(text.as_bytes().chunks(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
    }
    Some(key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn a_mark_is_the_same_for_the_same_facts_and_for_no_others() {
        let secrets = Secrets::of([7; 32]);
        let mark = secrets.mark("bid", &[b"tender", b"supplier"]);
        assert_eq!(mark, secrets.mark("bid", &[b"tender", b"supplier"]));
        for other in [
            secrets.mark("draft", &[b"tender", b"supplier"]),
            secrets.mark("bid", &[b"tenders", b"upplier"]),
            secrets.mark("bid", &[b"tendersupplier"]),
            secrets.key("bid", &[b"tender", b"supplier"]),
            Secrets::of([8; 32]).mark("bid", &[b"tender", b"supplier"]),
        ] {
            assert_ne!(mark, other);
        }
    }

    #[test]
    fn a_closed_value_is_read_only_with_its_key_for_its_purpose_and_in_its_row() {
        let (secrets, random) = (Secrets::of([7; 32]), Random::seeded(1));
        let closed = secrets.close(&random, "draft", b"row 1", b"HK$1,234").unwrap();
        assert_eq!(secrets.open("draft", b"row 1", &closed).unwrap(), b"HK$1,234");
        assert!(secrets.open("bid", b"row 1", &closed).is_err());
        assert!(secrets.open("draft", b"row 2", &closed).is_err());
        assert!(Secrets::of([8; 32]).open("draft", b"row 1", &closed).is_err());
        for place in 0..closed.len() {
            let mut damaged = closed.clone();
            damaged[place] ^= 1;
            assert!(secrets.open("draft", b"row 1", &damaged).is_err(), "byte {place}");
        }
        assert!(secrets.open("draft", b"row 1", &closed[..5]).is_err());
    }

    #[test]
    fn the_master_key_is_made_once_and_only_the_service_reads_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("master.key");
        let first = Secrets::in_file(&path, &Random::seeded(1)).unwrap();
        let second = Secrets::in_file(&path, &Random::seeded(2)).unwrap();
        assert_eq!(first.mark("x", &[]), second.mark("x", &[]));
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
        std::fs::write(&path, "short").unwrap();
        assert!(matches!(Secrets::in_file(&path, &Random::seeded(3)), Err(NoSecrets::Damaged)));
    }
}
