//! An officer's private key at rest: wrapped under a stretched passphrase and bound to its holder and
//! purpose. The same bytes are what the recovery sheet in a department's safe carries.

use crate::context::Id;
use crate::keys::{KeyPair, PrivateKey, PublicKey};
use crate::passphrase::Passphrase;
use crate::suite::{Secret, Suite, SuiteFailed, WRAPPED, unwrap, wrap};
use crate::wire::{Malformed, Reader, Writer};
use argon2::{Algorithm, Argon2, Params, Version};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

const MAGIC: &[u8; 8] = b"SAM-OKEY";

/// Most memory that foreign bytes can make us use, in KiB.
const MOST_MEMORY: u32 = 256 * 1024;
/// Most passes that foreign bytes can make us do.
const MOST_PASSES: u32 = 10;
/// Most lanes.
const MOST_LANES: u32 = 4;

/// What argon2id costs whoever tries a passphrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stretch {
    memory_kib: u32,
    passes: u32,
    lanes: u32,
}

impl Stretch {
    /// 128 MiB and three passes in one lane.
    pub const STANDARD: Self = Self { memory_kib: 128 * 1024, passes: 3, lanes: 1 };

    /// Next to nothing. It protects no key: only tests have a use for it.
    pub const fn cheap_for_tests() -> Self {
        Self { memory_kib: 16, passes: 1, lanes: 1 }
    }

    fn key(self, passphrase: &Passphrase, salt: &[u8; 32]) -> Result<Secret, Malformed> {
        let within = self.memory_kib <= MOST_MEMORY && self.passes <= MOST_PASSES && self.lanes <= MOST_LANES;
        if !within {
            return Err(Malformed::OutOfRange);
        }
        let params = Params::new(self.memory_kib, self.passes, self.lanes, Some(32));
        let params = params.map_err(|_| Malformed::OutOfRange)?;
        let mut key = zeroize::Zeroizing::new([0; 32]);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(passphrase.expose().as_bytes(), salt, key.as_mut())
            .map_err(|_| Malformed::OutOfRange)?;
        Ok(Secret::new(*key))
    }
}

/// For what a wrapped private key serves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// An officer's slot.
    Officer,
    /// A recovery slot.
    Recovery,
    /// One of the two who hold a tender's closing key jointly.
    ClosingCustodian,
}

impl Purpose {
    const fn number(self) -> u8 {
        match self {
            Self::Officer => 1,
            Self::Recovery => 2,
            Self::ClosingCustodian => 3,
        }
    }

    const fn of_number(number: u8) -> Result<Self, Malformed> {
        match number {
            1 => Ok(Self::Officer),
            2 => Ok(Self::Recovery),
            3 => Ok(Self::ClosingCustodian),
            _ => Err(Malformed::OutOfRange),
        }
    }
}

/// A private key that only its passphrase gives back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrappedKey {
    /// Whose.
    pub holder: Id,
    /// For what.
    pub purpose: Purpose,
    /// The other half, in the clear.
    pub public_key: PublicKey,
    stretch: Stretch,
    salt: [u8; 32],
    wrapped: [u8; WRAPPED],
}

/// Why a private key stays wrapped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "refused", rename_all = "snake_case")]
pub enum CustodyRefusal {
    /// The bytes are not a wrapped key.
    Malformed {
        /// In what way.
        reason: Malformed,
    },
    /// Not the passphrase of this key; or the bytes were altered, which cannot be told apart.
    WrongPassphrase,
    /// What was wrapped is not the private half of the public key beside it.
    OtherKey,
    /// The primitive refused its input, which cannot happen with these sizes.
    SuiteFailed,
}

impl From<Malformed> for CustodyRefusal {
    fn from(reason: Malformed) -> Self {
        Self::Malformed { reason }
    }
}

impl From<SuiteFailed> for CustodyRefusal {
    fn from(_: SuiteFailed) -> Self {
        Self::SuiteFailed
    }
}

impl WrappedKey {
    /// Wraps a pair's private half. The salt is 32 bytes of `rng`.
    pub fn wrap(
        pair: &KeyPair,
        holder: Id,
        purpose: Purpose,
        passphrase: &Passphrase,
        stretch: Stretch,
        rng: &mut impl CryptoRng,
    ) -> Result<Self, CustodyRefusal> {
        let mut salt = [0; 32];
        rng.fill_bytes(&mut salt);
        let mut key = Self { holder, purpose, public_key: pair.public, stretch, salt, wrapped: [0; WRAPPED] };
        // The salt is new, so the key is, and it wraps nothing else.
        key.wrapped = wrap(pair.private.secret(), &stretch.key(passphrase, &salt)?, &key.bound())?;
        Ok(key)
    }

    /// What it costs to try a passphrase.
    pub fn stretch(&self) -> Stretch {
        self.stretch
    }

    /// The private half, if the passphrase is the right one.
    pub fn unwrap(&self, passphrase: &Passphrase) -> Result<PrivateKey, CustodyRefusal> {
        let key = self.stretch.key(passphrase, &self.salt)?;
        let private = unwrap(&self.wrapped, &key, &self.bound()).ok_or(CustodyRefusal::WrongPassphrase)?;
        let private = PrivateKey::from_bytes(*private.bytes());
        if private.public() == Ok(self.public_key) { Ok(private) } else { Err(CustodyRefusal::OtherKey) }
    }

    /// The bytes to be stored and printed.
    pub fn to_bytes(&self) -> Vec<u8> {
        Writer::default().bytes(&self.bound()).bytes(&self.wrapped).finish()
    }

    /// Reads those bytes.
    pub fn parse(bytes: &[u8]) -> Result<Self, CustodyRefusal> {
        let mut reader = Reader::starting(bytes, MAGIC)?;
        Suite::of_number(reader.u16()?)?;
        let key = Self {
            holder: reader.take()?,
            purpose: Purpose::of_number(reader.u8()?)?,
            public_key: PublicKey::from_bytes(reader.take()?)?,
            stretch: Stretch { memory_kib: reader.u32()?, passes: reader.u32()?, lanes: reader.u32()? },
            salt: reader.take()?,
            wrapped: reader.take()?,
        };
        reader.end()?;
        Ok(key)
    }

    /// All that stands before the wrapped key and is authenticated with it.
    fn bound(&self) -> Vec<u8> {
        Writer::starting(MAGIC)
            .u16(Suite::X25519.number())
            .bytes(&self.holder)
            .u8(self.purpose.number())
            .bytes(self.public_key.as_bytes())
            .u32(self.stretch.memory_kib)
            .u32(self.stretch.passes)
            .u32(self.stretch.lanes)
            .bytes(&self.salt)
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::chance::Seeded;

    fn wrapped(stretch: Stretch) -> (KeyPair, Passphrase, WrappedKey) {
        let mut rng = Seeded::new("custody");
        let (pair, passphrase) = (KeyPair::generate(&mut rng), Passphrase::generate(&mut rng));
        let key = WrappedKey::wrap(&pair, [1; 16], Purpose::Officer, &passphrase, stretch, &mut rng).unwrap();
        (pair, passphrase, key)
    }

    #[test]
    fn a_passphrase_gives_the_private_key_back() {
        for stretch in [Stretch::cheap_for_tests(), Stretch::STANDARD] {
            let (pair, passphrase, key) = wrapped(stretch);
            let read = WrappedKey::parse(&key.to_bytes()).unwrap();
            assert_eq!(read.unwrap(&passphrase).unwrap().expose(), pair.private.expose());
        }
    }

    #[test]
    fn a_wrong_passphrase_is_refused_as_such() {
        let (_, _, key) = wrapped(Stretch::cheap_for_tests());
        let other = Passphrase::generate(&mut Seeded::new("another"));
        assert_eq!(key.unwrap(&other).unwrap_err(), CustodyRefusal::WrongPassphrase);
    }

    #[test]
    fn a_wrapped_key_serves_no_other_holder_or_purpose() {
        let (_, passphrase, key) = wrapped(Stretch::cheap_for_tests());
        for other in [
            WrappedKey { holder: [2; 16], ..key.clone() },
            WrappedKey { purpose: Purpose::Recovery, ..key.clone() },
            WrappedKey { public_key: KeyPair::generate(&mut Seeded::new("other")).public, ..key },
        ] {
            assert_eq!(other.unwrap(&passphrase).unwrap_err(), CustodyRefusal::WrongPassphrase);
        }
    }

    #[test]
    fn an_altered_byte_is_refused_wherever_it_is() {
        let (_, passphrase, key) = wrapped(Stretch::cheap_for_tests());
        let bytes = key.to_bytes();
        for place in 0..bytes.len() {
            let mut altered = bytes.clone();
            altered[place] ^= 1;
            assert!(WrappedKey::parse(&altered).and_then(|key| key.unwrap(&passphrase)).is_err(), "{place}");
            assert!(WrappedKey::parse(&bytes[..place]).is_err(), "{place}");
        }
    }

    #[test]
    fn foreign_bytes_cannot_ask_for_more_work_than_the_limit() {
        let (_, passphrase, key) = wrapped(Stretch::cheap_for_tests());
        for stretch in [
            Stretch { memory_kib: MOST_MEMORY + 1, ..Stretch::STANDARD },
            Stretch { passes: MOST_PASSES + 1, ..Stretch::STANDARD },
            Stretch { lanes: MOST_LANES + 1, ..Stretch::STANDARD },
            Stretch { memory_kib: 0, ..Stretch::STANDARD },
        ] {
            let refused = WrappedKey { stretch, ..key.clone() }.unwrap(&passphrase).unwrap_err();
            assert_eq!(refused, CustodyRefusal::Malformed { reason: Malformed::OutOfRange });
        }
    }
}
