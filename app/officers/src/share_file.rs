//! One custodian's share of a key, made on the custodian's own machine, and the key that two shares give.

use crate::file::{self, FileFault};
use domain::bids::KeyRefusal;
use domain::ids::{PersonId, TenderId};
use sealing::{ClosingKeyRefusal, CustodianShare, KeyPair, hex, rejoin_closing_key};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

const FORMAT: &str = "marketplace custodian's share";

/// A share. Alone it opens nothing; with that of a second custodian it is the key.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShareFile {
    /// What the file is.
    format: String,
    /// In which form.
    version: u16,
    /// The tender whose closing key it is a share of; zeros for the office's own master key.
    tender: TenderId,
    /// Whose share.
    holder: PersonId,
    /// For each other custodian the secret that is joined with that one's, in hexadecimal digits.
    shares: BTreeMap<PersonId, String>,
}

impl fmt::Debug for ShareFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ShareFile").field("tender", &self.tender).field("holder", &self.holder).finish_non_exhaustive()
    }
}

impl ShareFile {
    pub(crate) fn new(tender: TenderId, holder: PersonId, shares: BTreeMap<PersonId, String>) -> ShareFile {
        ShareFile { format: FORMAT.to_owned(), version: file::VERSION, tender, holder, shares }
    }

    /// Reads a file.
    pub fn parse(json: &[u8]) -> Result<ShareFile, FileFault> {
        file::read(json, FORMAT)
    }

    /// Whose share it is.
    pub fn holder(&self) -> PersonId {
        self.holder
    }

    /// Whether two shares may be joined for this tender; asked before anything is looked up.
    pub fn fits(&self, other: &ShareFile, tender: TenderId) -> Result<(), KeyRefusal> {
        if self.tender != tender || other.tender != tender {
            return Err(KeyRefusal::OtherShare);
        }
        if self.holder == other.holder { Err(KeyRefusal::CustodianTwice) } else { Ok(()) }
    }

    /// The key that this share and another give, of what the two hold jointly.
    pub fn rejoin(&self, other: &ShareFile, joint: &[u8]) -> Result<KeyPair, KeyRefusal> {
        self.fits(other, self.tender)?;
        let (mine, theirs) = (self.with(other.holder)?, other.with(self.holder)?);
        let pair = rejoin_closing_key(joint, *self.tender.0.as_bytes(), &mine, &theirs);
        pair.map_err(|refusal| match refusal {
            ClosingKeyRefusal::CustodianTwice => KeyRefusal::CustodianTwice,
            ClosingKeyRefusal::OtherTender => KeyRefusal::OtherShare,
            _ => KeyRefusal::NotAShare,
        })
    }

    fn with(&self, other: PersonId) -> Result<CustodianShare, KeyRefusal> {
        let bytes = hex::decode(self.shares.get(&other).ok_or(KeyRefusal::NotCustodians)?);
        let share = bytes.and_then(|bytes| CustodianShare::parse(&bytes, *self.tender.0.as_bytes()).ok());
        share.ok_or(KeyRefusal::NotAShare)
    }
}
