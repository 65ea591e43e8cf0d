//! An officer's part in an opening: their own secret of one envelope, sealed to the tender's closing key.
//!
//! The private key stays with the officer. The first officer's contribution can wait for the second's, as
//! only the closing key reads it. It says nothing about who sends it: the sender signs in, or signs it.

use crate::header::Header;
use crate::keys::PrivateKey;
use crate::suite::{ENCAPSULATED, Secret, SuiteFailed, decapsulate, encapsulate};
use crate::wire::{Malformed, Reader, Writer};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

const MAGIC: &[u8; 8] = b"SAM-SHAR";

/// One slot's secret of one envelope, for the closing key's holder only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contribution {
    slot: u16,
    header: [u8; 32],
    sealed: [u8; ENCAPSULATED],
}

/// Why an officer cannot contribute to an opening.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "refused", rename_all = "snake_case")]
pub enum ContributionRefusal {
    /// The envelope was not sealed to this slot.
    NoSuchSlot {
        /// The slot.
        slot: u16,
    },
    /// The private key does not open the slot's secret: it is another holder's, the envelope was altered, or
    /// the bidder sealed it wrongly.
    SlotNotOpened {
        /// The slot.
        slot: u16,
    },
    /// The bidder gave this slot no secret at all.
    ZeroShare {
        /// The slot.
        slot: u16,
    },
    /// The primitive refused its input, which cannot happen with these sizes.
    SuiteFailed,
}

impl From<SuiteFailed> for ContributionRefusal {
    fn from(_: SuiteFailed) -> Self {
        Self::SuiteFailed
    }
}

impl Contribution {
    /// Unwraps the slot's own secret of one envelope and seals it to the closing key named there. For many
    /// envelopes, ask for each: one that cannot be opened must not stop the others.
    pub fn make(
        header: &Header,
        slot: u16,
        private_key: &PrivateKey,
        rng: &mut impl CryptoRng,
    ) -> Result<Self, ContributionRefusal> {
        let sealed = header.slot(slot).ok_or(ContributionRefusal::NoSuchSlot { slot })?;
        let info = header.context().slot_info("share", slot);
        let share =
            decapsulate(&sealed.share, private_key, &info).ok_or(ContributionRefusal::SlotNotOpened { slot })?;
        if share.is_zero() {
            return Err(ContributionRefusal::ZeroShare { slot });
        }
        Ok(Self::of_share(header, slot, &share, rng)?)
    }

    pub(crate) fn of_share(
        header: &Header,
        slot: u16,
        share: &Secret,
        rng: &mut impl CryptoRng,
    ) -> Result<Self, SuiteFailed> {
        let sealed = encapsulate(share, header.closing_key(), &info(header, slot), rng)?;
        Ok(Self { slot, header: header.hash(), sealed })
    }

    /// Whose part it says it is.
    pub fn slot(&self) -> u16 {
        self.slot
    }

    /// Whether it was made for the envelope with this header.
    pub fn is_for(&self, header: &Header) -> bool {
        self.header == header.hash()
    }

    pub(crate) fn open(&self, header: &Header, closing_key: &PrivateKey) -> Option<Secret> {
        decapsulate(&self.sealed, closing_key, &info(header, self.slot))
    }

    /// The bytes to be kept: magic, version, slot, header hash, sealed secret.
    pub fn to_bytes(&self) -> Vec<u8> {
        Writer::starting(MAGIC).u16(self.slot).bytes(&self.header).bytes(&self.sealed).finish()
    }

    /// Reads those bytes.
    pub fn parse(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut reader = Reader::starting(bytes, MAGIC)?;
        let contribution = Self { slot: reader.u16()?, header: reader.take()?, sealed: reader.take()? };
        reader.end()?;
        Ok(contribution)
    }
}

fn info(header: &Header, slot: u16) -> Vec<u8> {
    let mut info = header.context().slot_info("contribution", slot);
    info.extend_from_slice(&header.hash());
    info
}
