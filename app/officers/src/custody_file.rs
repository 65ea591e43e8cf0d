//! The file by which custodians make their shares of a key that every two of them hold jointly.

use crate::ShareFile;
use crate::file::{self, FileFault};
use domain::ids::{PersonId, TenderId};
use sealing::{CustodianShare, CustodyRefusal, Passphrase, PrivateKey, WrappedKey, hex};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

const FORMAT: &str = "marketplace custody file";

/// What custodians' tools must know. It opens nothing: every key in it is wrapped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustodyFile {
    /// What the file is.
    pub format: String,
    /// In which form.
    pub version: u16,
    /// `T-2026-0007`; empty for the office's own master key.
    pub reference: String,
    /// The tender whose closing key is held; zeros for the master key.
    pub tender: TenderId,
    /// Who holds it.
    pub custodians: Vec<Custodian>,
    /// What every two of them hold.
    pub held: Vec<JointlyHeld>,
}

/// Somebody who holds a key with others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Custodian {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Their own key as it is kept, wrapped, in hexadecimal digits.
    pub wrapped_key: String,
}

/// What two custodians hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JointlyHeld {
    /// One of them.
    pub first: PersonId,
    /// The other.
    pub second: PersonId,
    /// The key, wrapped to both jointly, in hexadecimal digits.
    pub joint: String,
}

impl JointlyHeld {
    /// Whether these two hold it, in either order.
    pub fn is_of(&self, one: PersonId, other: PersonId) -> bool {
        (self.first, self.second) == (one, other) || (self.first, self.second) == (other, one)
    }

    fn beside(&self, person: PersonId) -> Option<PersonId> {
        if self.first == person { Some(self.second) } else { (self.second == person).then_some(self.first) }
    }
}

/// Why no share is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotShared {
    /// The words are those of none of these keys.
    WrongPassphrase,
    /// The key is none of these custodians'.
    NotACustodian,
    /// The file is damaged.
    Damaged,
}

impl CustodyFile {
    /// A file about what is held for a tender; for the master key without a reference and with a tender of zeros.
    pub fn new(reference: &str, tender: TenderId, custodians: Vec<Custodian>, held: Vec<JointlyHeld>) -> CustodyFile {
        let (format, version) = (FORMAT.to_owned(), file::VERSION);
        CustodyFile { format, version, reference: reference.to_owned(), tender, custodians, held }
    }

    /// What stands for the tender where the office's own master key is held.
    pub fn of_master_key() -> TenderId {
        TenderId(Default::default())
    }

    /// Reads a file.
    pub fn parse(json: &[u8]) -> Result<CustodyFile, FileFault> {
        file::read(json, FORMAT)
    }

    /// The share of the custodian whose words these are, for joining with any other custodian's. With a name only the key
    /// of whoever is called so is tried.
    pub fn share(&self, passphrase: &Passphrase, name: Option<&str>) -> Result<ShareFile, NotShared> {
        let called = |custodian: &&Custodian| name.is_none_or(|name| custodian.name == name);
        let mut custodians = self.custodians.iter().filter(called).peekable();
        custodians.peek().ok_or(NotShared::NotACustodian)?;
        for custodian in custodians {
            let wrapped = wrapped(&custodian.wrapped_key).ok_or(NotShared::Damaged)?;
            match wrapped.unwrap(passphrase) {
                Ok(private) => return self.share_of(custodian.person, &private),
                Err(CustodyRefusal::WrongPassphrase) => {}
                Err(_) => return Err(NotShared::Damaged),
            }
        }
        Err(NotShared::WrongPassphrase)
    }

    /// The same with a wrapped key of the custodian's own, such as one typed from a recovery sheet.
    pub fn share_with(&self, key: &str, passphrase: &Passphrase) -> Result<ShareFile, NotShared> {
        let wrapped = wrapped(key.trim()).ok_or(NotShared::NotACustodian)?;
        let private = wrapped.unwrap(passphrase).map_err(|refusal| match refusal {
            CustodyRefusal::WrongPassphrase => NotShared::WrongPassphrase,
            _ => NotShared::Damaged,
        })?;
        let holder = PersonId::parse(&hex::encode(&wrapped.holder)).ok_or(NotShared::Damaged)?;
        self.share_of(holder, &private)
    }

    fn share_of(&self, holder: PersonId, private: &PrivateKey) -> Result<ShareFile, NotShared> {
        let mut shares = BTreeMap::new();
        for held in &self.held {
            let Some(other) = held.beside(holder) else { continue };
            let joint = hex::decode(&held.joint).ok_or(NotShared::Damaged)?;
            let share = CustodianShare::unwrap(&joint, *self.tender.0.as_bytes(), private);
            shares.insert(other, hex::encode(&share.map_err(|_| NotShared::Damaged)?.to_bytes()));
        }
        if shares.is_empty() {
            return Err(NotShared::NotACustodian);
        }
        Ok(ShareFile::new(self.tender, holder, shares))
    }
}

fn wrapped(digits: &str) -> Option<WrappedKey> {
    hex::decode(digits).and_then(|bytes| WrappedKey::parse(&bytes).ok())
}
