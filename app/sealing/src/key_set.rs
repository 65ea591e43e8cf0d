//! The officers to whom a tender's bids are sealed: numbered slots, each with a holder and a public key.
//!
//! The set's hash is in the notice and in every envelope. A change of officers is a new set; the slots that
//! stay keep their numbers. Invariants: slots ascend by number; no holder and no key stands twice, else one
//! person could be two officers; at least one allowed pair; at most [`MOST_SLOTS`].

use crate::context::Id;
use crate::keys::PublicKey;
use crate::pairs::Pair;
use crate::suite::{Suite, digest};
use crate::wire::{Malformed, Reader, Writer};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Most slots in one set.
pub const MOST_SLOTS: usize = 16;
/// Fewest officers' slots with which a tender may be published.
pub const FEWEST_OFFICERS: usize = 3;
/// Fewest recovery slots with which a tender may be published.
pub const FEWEST_RECOVERY: usize = 1;

const MAGIC: &[u8; 8] = b"SAM-KSET";

/// In which capacity a slot is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// A named officer.
    Officer,
    /// An office that keeps its key in a safe and steps in for one officer, never for two.
    Recovery,
}

impl Role {
    pub(crate) const fn number(self) -> u8 {
        match self {
            Self::Officer => 1,
            Self::Recovery => 2,
        }
    }

    pub(crate) const fn of_number(number: u8) -> Result<Self, Malformed> {
        match number {
            1 => Ok(Self::Officer),
            2 => Ok(Self::Recovery),
            _ => Err(Malformed::OutOfRange),
        }
    }
}

/// One place in a key set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    /// From 1; stays with the holder's key through later sets.
    pub number: u16,
    /// The officer or office.
    pub holder: Id,
    /// In which capacity.
    pub role: Role,
    /// To which secrets are encapsulated.
    pub public_key: PublicKey,
    /// From when, in milliseconds of UTC since 1970.
    pub valid_from: i64,
}

/// A key set that is in order, with its hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeySet {
    slots: Vec<Slot>,
    bytes: Vec<u8>,
}

/// Why slots make no key set, or no tender may be published with it yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "refused", rename_all = "snake_case")]
pub enum KeySetRefusal {
    /// Their bytes are not a key set.
    Malformed {
        /// In what way.
        reason: Malformed,
    },
    /// More than [`MOST_SLOTS`].
    TooManySlots,
    /// Zero, or not above the number before it.
    NumberOutOfOrder {
        /// The slot.
        slot: u16,
    },
    /// The same person or office holds an earlier slot.
    HolderTwice {
        /// The later slot.
        slot: u16,
    },
    /// The same key is in an earlier slot.
    KeyTwice {
        /// The later slot.
        slot: u16,
    },
    /// No two of the slots may open a bid together.
    NoPair,
    /// Fewer officers than [`FEWEST_OFFICERS`].
    TooFewOfficers {
        /// Officers' slots there are.
        found: usize,
    },
    /// Fewer recovery slots than [`FEWEST_RECOVERY`].
    NoRecovery,
    /// Not valid until later.
    NotYetValid {
        /// The slot.
        slot: u16,
    },
    /// The holder has not opened a dummy lately.
    NotRehearsed {
        /// The slot.
        slot: u16,
    },
}

impl From<Malformed> for KeySetRefusal {
    fn from(reason: Malformed) -> Self {
        Self::Malformed { reason }
    }
}

impl KeySet {
    /// Puts slots into a set, in ascending order of their numbers.
    pub fn new(mut slots: Vec<Slot>) -> Result<Self, KeySetRefusal> {
        if slots.len() > MOST_SLOTS {
            return Err(KeySetRefusal::TooManySlots);
        }
        slots.sort_by_key(|slot| slot.number);
        let (mut before, mut holders, mut keys) = (0, BTreeSet::new(), BTreeSet::new());
        for slot in &slots {
            let number = slot.number;
            if number <= before {
                return Err(KeySetRefusal::NumberOutOfOrder { slot: number });
            }
            if !holders.insert(slot.holder) {
                return Err(KeySetRefusal::HolderTwice { slot: number });
            }
            if !keys.insert(slot.public_key) {
                return Err(KeySetRefusal::KeyTwice { slot: number });
            }
            before = number;
        }
        if Pair::allowed_among(slots.iter().map(|slot| (slot.number, slot.role))).is_empty() {
            return Err(KeySetRefusal::NoPair);
        }
        let bytes = canonical_bytes(&slots);
        Ok(Self { slots, bytes })
    }

    /// Reads the canonical bytes, and only those.
    pub fn parse(bytes: &[u8]) -> Result<Self, KeySetRefusal> {
        let mut reader = Reader::starting(bytes, MAGIC)?;
        Suite::of_number(reader.u16()?)?;
        let mut slots = Vec::new();
        for _ in 0..reader.u8()? {
            slots.push(Slot {
                number: reader.u16()?,
                holder: reader.take()?,
                role: Role::of_number(reader.u8()?)?,
                public_key: PublicKey::from_bytes(reader.take()?)?,
                valid_from: reader.i64()?,
            });
        }
        reader.end()?;
        let set = Self::new(slots)?;
        // Slots in another order would be the same set by other bytes.
        if set.bytes == bytes { Ok(set) } else { Err(Malformed::OutOfRange.into()) }
    }

    /// The slots, ascending by number.
    pub fn slots(&self) -> &[Slot] {
        &self.slots
    }

    /// The suite that bids are sealed with.
    pub fn suite(&self) -> Suite {
        Suite::X25519
    }

    /// The one row of bytes that stands for this set.
    pub fn canonical_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// What the notice and every envelope name the set by.
    pub fn hash(&self) -> [u8; 32] {
        digest("key-set", &[&self.bytes])
    }

    /// Whether a tender may be published with this set: enough officers and a recovery, all valid at `now`
    /// (milliseconds of UTC) and all among those who rehearsed lately, which is for the caller to know.
    pub fn publishable(&self, rehearsed: &BTreeSet<u16>, now: i64) -> Result<(), KeySetRefusal> {
        let officers = self.slots.iter().filter(|slot| slot.role == Role::Officer).count();
        if officers < FEWEST_OFFICERS {
            return Err(KeySetRefusal::TooFewOfficers { found: officers });
        }
        if self.slots.len().saturating_sub(officers) < FEWEST_RECOVERY {
            return Err(KeySetRefusal::NoRecovery);
        }
        for slot in &self.slots {
            if slot.valid_from > now {
                return Err(KeySetRefusal::NotYetValid { slot: slot.number });
            }
            if !rehearsed.contains(&slot.number) {
                return Err(KeySetRefusal::NotRehearsed { slot: slot.number });
            }
        }
        Ok(())
    }
}

fn canonical_bytes(slots: &[Slot]) -> Vec<u8> {
    // At most `MOST_SLOTS`, so the count fits.
    let start = Writer::starting(MAGIC).u16(Suite::X25519.number()).u8(slots.len() as u8);
    let written = slots.iter().fold(start, |bytes, slot| {
        bytes
            .u16(slot.number)
            .bytes(&slot.holder)
            .u8(slot.role.number())
            .bytes(slot.public_key.as_bytes())
            .i64(slot.valid_from)
    });
    written.finish()
}
