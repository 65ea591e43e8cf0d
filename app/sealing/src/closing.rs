//! The closing key of a tender: the office's own third in every opening.
//!
//! Its private half is kept wrapped under a master key that no database holds. Losing it would lose every
//! bid, so two custodians also hold it jointly (`joint`).

use crate::context::Id;
use crate::keys::{KeyPair, PrivateKey, PublicKey};
use crate::suite::{Secret, Suite, SuiteFailed, WRAPPED, derive, unwrap, wrap};
use crate::wire::{Malformed, Reader, Writer};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

const WRAPPED_MAGIC: &[u8; 8] = b"SAM-CLKY";

/// The key from the store of secrets, under which closing keys are wrapped.
#[derive(Debug, Clone)]
pub struct MasterKey(Secret);

impl MasterKey {
    /// Thirty-two bytes of chance, kept outside the database and its backups.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(Secret::new(bytes))
    }
}

/// Why a closing key is not given back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "refused", rename_all = "snake_case")]
pub enum ClosingKeyRefusal {
    /// The bytes are something else.
    Malformed {
        /// In what way.
        reason: Malformed,
    },
    /// It was wrapped for another tender.
    OtherTender,
    /// Another master key wrapped it; or the bytes were altered, which cannot be told apart.
    OtherMasterKey,
    /// The two custodians are one.
    CustodianTwice,
    /// This private key is neither custodian's.
    NotACustodian,
    /// The two shares do not unwrap it: one of them is wrong.
    SharesDiffer,
    /// What was wrapped is not the private half of the public key beside it.
    OtherKey,
    /// The primitive refused its input, which cannot happen with these sizes.
    SuiteFailed,
}

impl From<Malformed> for ClosingKeyRefusal {
    fn from(reason: Malformed) -> Self {
        Self::Malformed { reason }
    }
}

impl From<SuiteFailed> for ClosingKeyRefusal {
    fn from(_: SuiteFailed) -> Self {
        Self::SuiteFailed
    }
}

/// Wraps a tender's closing key under the master key; draws a salt of 32 bytes.
pub fn wrap_closing_key(
    pair: &KeyPair,
    tender: Id,
    master: &MasterKey,
    rng: &mut impl CryptoRng,
) -> Result<Vec<u8>, ClosingKeyRefusal> {
    let mut salt = [0; 32];
    rng.fill_bytes(&mut salt);
    let bound = bound(WRAPPED_MAGIC, &tender, &pair.public).bytes(&salt).finish();
    let key = derive("closing-key", &[&master.0], &[&bound])?;
    let wrapped = wrap(pair.private.secret(), &key, &bound)?;
    Ok(Writer::default().bytes(&bound).bytes(&wrapped).finish())
}

/// A tender's closing key, with the master key that wrapped it.
pub fn unwrap_closing_key(wrapped: &[u8], tender: Id, master: &MasterKey) -> Result<KeyPair, ClosingKeyRefusal> {
    let (mut reader, public) = begin(wrapped, WRAPPED_MAGIC, tender)?;
    let salt: [u8; 32] = reader.take()?;
    let sealed: [u8; WRAPPED] = reader.take()?;
    reader.end()?;
    let bound = bound(WRAPPED_MAGIC, &tender, &public).bytes(&salt).finish();
    let key = derive("closing-key", &[&master.0], &[&bound])?;
    fitting(unwrap(&sealed, &key, &bound).ok_or(ClosingKeyRefusal::OtherMasterKey)?, public)
}

pub(crate) fn begin<'a>(
    bytes: &'a [u8],
    magic: &[u8; 8],
    tender: Id,
) -> Result<(Reader<'a>, PublicKey), ClosingKeyRefusal> {
    let mut reader = Reader::starting(bytes, magic)?;
    Suite::of_number(reader.u16()?)?;
    if reader.take::<16>()? != tender {
        return Err(ClosingKeyRefusal::OtherTender);
    }
    let public = PublicKey::from_bytes(reader.take()?)?;
    Ok((reader, public))
}

pub(crate) fn bound(magic: &[u8; 8], tender: &Id, public: &PublicKey) -> Writer {
    Writer::starting(magic).u16(Suite::X25519.number()).bytes(tender).bytes(public.as_bytes())
}

pub(crate) fn fitting(private: Secret, public: PublicKey) -> Result<KeyPair, ClosingKeyRefusal> {
    let private = PrivateKey::from_bytes(*private.bytes());
    if private.public() == Ok(public) { Ok(KeyPair { private, public }) } else { Err(ClosingKeyRefusal::OtherKey) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::chance::Seeded;

    const TENDER: Id = [9; 16];

    #[test]
    fn the_master_key_gives_a_closing_key_back_for_its_own_tender() {
        let mut rng = Seeded::new("closing");
        let (pair, master) = (KeyPair::generate(&mut rng), MasterKey::from_bytes([5; 32]));
        let wrapped = wrap_closing_key(&pair, TENDER, &master, &mut rng).unwrap();
        let back = unwrap_closing_key(&wrapped, TENDER, &master).unwrap();
        assert_eq!(back.private.expose(), pair.private.expose());

        let refused = |wrapped: &[u8], tender, master: &MasterKey| unwrap_closing_key(wrapped, tender, master).err();
        assert_eq!(refused(&wrapped, [8; 16], &master), Some(ClosingKeyRefusal::OtherTender));
        let other = MasterKey::from_bytes([6; 32]);
        assert_eq!(refused(&wrapped, TENDER, &other), Some(ClosingKeyRefusal::OtherMasterKey));
        for place in 0..wrapped.len() {
            let mut altered = wrapped.clone();
            altered[place] ^= 1;
            assert!(refused(&altered, TENDER, &master).is_some(), "{place}");
            assert!(refused(&wrapped[..place], TENDER, &master).is_some(), "{place}");
        }
    }
}
