//! The key of one bid, its commitment, and the file by which a bidder keeps it.
//!
//! Whoever has the bid key reads the bid. It exists while an envelope is sealed, at the opening, and in the
//! bid-key file if the bidder keeps one: the last rescue, checked against the commitment like every key.

use crate::context::Context;
use crate::header::Header;
use crate::opening::OpeningRefusal;
use crate::suite::{Secret, SuiteFailed, derive, label};
use crate::wire::{Malformed, Reader, Writer};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

const MAGIC: &[u8; 8] = b"SAM-BKEY";

/// The key of the bid in one envelope.
#[derive(Debug, Clone)]
pub struct BidKey {
    context: Context,
    header: [u8; 32],
    key: Secret,
}

impl BidKey {
    pub(crate) fn new(context: Context, header: [u8; 32], key: Secret) -> Self {
        Self { context, header, key }
    }

    /// What the bid was sealed for.
    pub fn context(&self) -> &Context {
        &self.context
    }

    /// The commitment that the envelope and the receipt must bear.
    pub fn commitment(&self) -> [u8; 32] {
        commitment(&self.key, &self.context)
    }

    /// The bytes of the bid-key file: magic, version, context, header hash, key.
    pub fn to_file(&self) -> Vec<u8> {
        Writer::starting(MAGIC)
            .bytes(&self.context.canonical_bytes())
            .bytes(&self.header)
            .bytes(self.key.bytes())
            .finish()
    }

    /// Reads a bid-key file.
    pub fn parse_file(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut reader = Reader::starting(bytes, MAGIC)?;
        let context = Context::read(&mut reader)?;
        let (header, key) = (reader.take()?, Secret::new(reader.take()?));
        reader.end()?;
        Ok(Self { context, header, key })
    }

    /// Whether this is the key of the envelope with this header.
    pub(crate) fn fits(&self, header: &Header) -> Result<(), OpeningRefusal> {
        if self.context != *header.context() || self.header != header.hash() {
            return Err(OpeningRefusal::KeyOfOtherBid);
        }
        if !is_committed(&self.key, header) {
            return Err(OpeningRefusal::KeyNotCommitted);
        }
        Ok(())
    }

    /// The key of one section of the body. The header's hash stands for the context and all else in it.
    pub(crate) fn section(&self, number: u32) -> Result<Secret, SuiteFailed> {
        derive("section", &[&self.key], &[&self.header, &number.to_be_bytes()])
    }
}

/// SHA-256 over the label, the key and the context. An authenticated cipher alone lets a crafted text open
/// to two readings under two keys; this holds a bidder to one.
pub(crate) fn commitment(key: &Secret, context: &Context) -> [u8; 32] {
    let mut hash = Sha256::new_with_prefix(label("commitment"));
    hash.update(key.bytes());
    hash.update(context.canonical_bytes());
    hash.finalize().into()
}

/// Whether the header's commitment is to this key; takes the same time for every key.
pub(crate) fn is_committed(key: &Secret, header: &Header) -> bool {
    commitment(key, header.context()).ct_eq(header.commitment()).into()
}
