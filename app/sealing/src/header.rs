//! The head of an envelope: what it is for, and the bid key in a form that two slots can reach.
//!
//! Bytes, in this order: magic, version, length of the whole header (four bytes), context; the number of
//! slots, and for each its number, role and encapsulated secret; the closing public key and the secret
//! encapsulated to it; the commitment; one wrap of the bid key for each allowed pair, ascending. Nothing is
//! optional, so the bytes of a header are its only bytes. Its hash goes into every key of the body.

use crate::bid_key::{BidKey, commitment};
use crate::context::Context;
use crate::key_set::{KeySet, MOST_SLOTS, Role};
use crate::keys::PublicKey;
use crate::pairs::Pair;
use crate::sealer::SealingRefusal;
use crate::suite::{ENCAPSULATED, Secret, WRAPPED, digest, encapsulate};
use crate::wire::{Malformed, Reader, Writer};
use rand_core::CryptoRng;

const MAGIC: &[u8; 8] = b"SAM-ENVL";
/// Magic, version and length.
pub(crate) const PREFIX: usize = 14;
/// More bytes than any header has.
pub(crate) const LONGEST: usize = 16 * 1024;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SealedSlot {
    pub(crate) number: u16,
    pub(crate) role: Role,
    pub(crate) share: [u8; ENCAPSULATED],
}

/// A header that is in order as far as its bytes can tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    context: Context,
    slots: Vec<SealedSlot>,
    closing_key: PublicKey,
    closing_share: [u8; ENCAPSULATED],
    commitment: [u8; 32],
    wraps: Vec<(Pair, [u8; WRAPPED])>,
}

/// The secrets of one envelope, while it is sealed.
pub(crate) struct Drawn {
    pub(crate) key: Secret,
    pub(crate) shares: Vec<Secret>,
    pub(crate) closing: Secret,
}

impl Header {
    /// Draws, in this order: the bid key, a secret for each slot, the closing secret; then the ephemeral key
    /// of each encapsulation in the same order. Each draw is 32 bytes.
    pub(crate) fn seal(
        context: Context,
        key_set: &KeySet,
        closing_key: &PublicKey,
        rng: &mut impl CryptoRng,
    ) -> Result<(Self, BidKey), SealingRefusal> {
        if context.key_set != key_set.hash() {
            return Err(SealingRefusal::OtherKeySet);
        }
        let drawn = Drawn {
            key: Secret::random(rng),
            shares: key_set.slots().iter().map(|_| Secret::random(rng)).collect(),
            closing: Secret::random(rng),
        };
        let header = Self::of_secrets(context, key_set, closing_key, &drawn, rng)?;
        let key = BidKey::new(context, header.hash(), drawn.key);
        Ok((header, key))
    }

    pub(crate) fn of_secrets(
        context: Context,
        key_set: &KeySet,
        closing_key: &PublicKey,
        drawn: &Drawn,
        rng: &mut impl CryptoRng,
    ) -> Result<Self, SealingRefusal> {
        let held = key_set.slots().iter().zip(&drawn.shares);
        let mut slots = Vec::new();
        for (slot, share) in held.clone() {
            let share = encapsulate(share, &slot.public_key, &context.slot_info("share", slot.number), rng)?;
            slots.push(SealedSlot { number: slot.number, role: slot.role, share });
        }
        let closing_share = encapsulate(&drawn.closing, closing_key, &context.info("closing-share"), rng)?;
        let share_of = |number| held.clone().find(|(slot, _)| slot.number == number).map(|(_, share)| share);
        let mut wraps = Vec::new();
        for pair in allowed(&slots) {
            if let (Some(first), Some(second)) = (share_of(pair.first), share_of(pair.second)) {
                let secrets = [first, second, &drawn.closing];
                wraps.push((pair, pair.wrap(&drawn.key, &secrets, &context.info("bid-key"))?));
            }
        }
        let commitment = commitment(&drawn.key, &context);
        Ok(Self { context, slots, closing_key: *closing_key, closing_share, commitment, wraps })
    }

    /// Reads a header that is all of `bytes`.
    pub fn parse(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut reader = Reader::starting(bytes, MAGIC)?;
        if usize::try_from(reader.u32()?) != Ok(bytes.len()) || bytes.len() > LONGEST {
            return Err(Malformed::TooLong);
        }
        let context = Context::read(&mut reader)?;
        let count = usize::from(reader.u8()?);
        if count > MOST_SLOTS {
            return Err(Malformed::OutOfRange);
        }
        let (mut slots, mut before) = (Vec::new(), 0);
        for _ in 0..count {
            let number = reader.u16()?;
            if number <= before {
                return Err(Malformed::OutOfRange);
            }
            before = number;
            slots.push(SealedSlot { number, role: Role::of_number(reader.u8()?)?, share: reader.take()? });
        }
        let closing_key = PublicKey::from_bytes(reader.take()?)?;
        let (closing_share, commitment) = (reader.take()?, reader.take()?);
        let pairs = allowed(&slots);
        if pairs.is_empty() {
            return Err(Malformed::OutOfRange);
        }
        let mut wraps = Vec::new();
        for pair in pairs {
            wraps.push((pair, reader.take()?));
        }
        reader.end()?;
        Ok(Self { context, slots, closing_key, closing_share, commitment, wraps })
    }

    /// How long a header is, from its first [`PREFIX`] bytes.
    pub(crate) fn length(prefix: &[u8; PREFIX]) -> Result<usize, Malformed> {
        let length = usize::try_from(Reader::starting(prefix, MAGIC)?.u32()?).map_err(|_| Malformed::TooLong)?;
        if length > LONGEST {
            return Err(Malformed::TooLong);
        }
        if length > PREFIX { Ok(length) } else { Err(Malformed::TooShort) }
    }

    /// The bytes with which the envelope starts.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut rest = Writer::default().bytes(&self.context.canonical_bytes()).u8(self.slots.len() as u8);
        for slot in &self.slots {
            rest = rest.u16(slot.number).u8(slot.role.number()).bytes(&slot.share);
        }
        rest = rest.bytes(self.closing_key.as_bytes()).bytes(&self.closing_share).bytes(&self.commitment);
        for (_, wrapped) in &self.wraps {
            rest = rest.bytes(wrapped);
        }
        let rest = rest.finish();
        // Sixteen slots and their pairs take less than `LONGEST`, so the length fits.
        Writer::starting(MAGIC).u32(PREFIX.saturating_add(rest.len()) as u32).bytes(&rest).finish()
    }

    /// Bytes of the header of a bid sealed to this set.
    pub(crate) fn size(key_set: &KeySet) -> usize {
        let slots = key_set.slots();
        let pairs = Pair::allowed_among(slots.iter().map(|slot| (slot.number, slot.role))).len();
        // Prefix, context, count; closing key, its secret, commitment.
        let fixed = PREFIX + 115 + 1 + 32 + ENCAPSULATED + 32;
        fixed.saturating_add(slots.len().saturating_mul(3 + ENCAPSULATED)).saturating_add(pairs.saturating_mul(WRAPPED))
    }

    /// What everything made for this envelope is bound to.
    pub fn hash(&self) -> [u8; 32] {
        digest("header", &[&self.to_bytes()])
    }

    /// What the envelope is for.
    pub fn context(&self) -> &Context {
        &self.context
    }

    /// SHA-256 over a label, the bid key and the context: the receipt repeats it.
    pub fn commitment(&self) -> &[u8; 32] {
        &self.commitment
    }

    /// The tender's closing key, as the bidder was given it.
    pub fn closing_key(&self) -> &PublicKey {
        &self.closing_key
    }

    /// The pairs that can open the envelope, ascending.
    pub fn pairs(&self) -> impl Iterator<Item = Pair> + '_ {
        self.wraps.iter().map(|(pair, _)| *pair)
    }

    /// Whether this envelope was sealed to these officers and this closing key. It is all that can be checked
    /// before opening, and should be before a receipt is given.
    pub fn is_sealed_to(&self, key_set: &KeySet, closing_key: &PublicKey) -> bool {
        let same_slots = self
            .slots
            .iter()
            .map(|slot| (slot.number, slot.role))
            .eq(key_set.slots().iter().map(|slot| (slot.number, slot.role)));
        same_slots && self.context.key_set == key_set.hash() && self.closing_key == *closing_key
    }

    pub(crate) fn slot(&self, number: u16) -> Option<&SealedSlot> {
        self.slots.iter().find(|slot| slot.number == number)
    }

    pub(crate) fn closing_share(&self) -> &[u8; ENCAPSULATED] {
        &self.closing_share
    }

    pub(crate) fn wrap_of(&self, pair: Pair) -> Option<&[u8; WRAPPED]> {
        self.wraps.iter().find(|(of, _)| *of == pair).map(|(_, wrapped)| wrapped)
    }

    /// What a dishonest bidder could write.
    #[cfg(test)]
    pub(crate) fn forged(&self, change: impl FnOnce(&mut [u8; ENCAPSULATED], &mut Vec<(Pair, [u8; WRAPPED])>)) -> Self {
        let mut forged = self.clone();
        change(&mut forged.closing_share, &mut forged.wraps);
        forged
    }
}

fn allowed(slots: &[SealedSlot]) -> Vec<Pair> {
    Pair::allowed_among(slots.iter().map(|slot| (slot.number, slot.role)))
}
