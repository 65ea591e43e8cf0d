//! The closing key of a tender: the office's own third in every opening.
//!
//! Its private half is kept wrapped under a master key that no database holds. Losing it would lose every
//! bid, so two custodians also hold it jointly, by the same pairing as the bids: neither reads it alone.

use crate::context::Id;
use crate::keys::{KeyPair, PrivateKey, PublicKey};
use crate::pairs::Pair;
use crate::suite::{ENCAPSULATED, Secret, Suite, SuiteFailed, WRAPPED, decapsulate, derive, encapsulate, label};
use crate::suite::{unwrap, wrap};
use crate::wire::{Malformed, Reader, Writer};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

const WRAPPED_MAGIC: &[u8; 8] = b"SAM-CLKY";
const JOINT_MAGIC: &[u8; 8] = b"SAM-JNTC";

/// The custodians' numbers in their pair.
const CUSTODIANS: Pair = Pair { first: 1, second: 2 };

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

/// Wraps a tender's closing key to two custodians jointly; draws a secret for each, then encapsulates each.
pub fn wrap_for_custodians(
    pair: &KeyPair,
    tender: Id,
    custodians: [&PublicKey; 2],
    rng: &mut impl CryptoRng,
) -> Result<Vec<u8>, ClosingKeyRefusal> {
    let [first, second] = custodians;
    if first == second {
        return Err(ClosingKeyRefusal::CustodianTwice);
    }
    let bound = bound(JOINT_MAGIC, &tender, &pair.public).finish();
    let secrets = [Secret::random(rng), Secret::random(rng)];
    let [one, other] = &secrets;
    let first = encapsulate(one, first, &custodian_info(&bound, CUSTODIANS.first), rng)?;
    let second = encapsulate(other, second, &custodian_info(&bound, CUSTODIANS.second), rng)?;
    let wrapped = CUSTODIANS.wrap(pair.private.secret(), &[one, other], &custodian_info(&bound, 0))?;
    Ok(Writer::default().bytes(&bound).bytes(&first).bytes(&second).bytes(&wrapped).finish())
}

/// One custodian's secret for one tender's closing key. Two of them give the key, so neither is sent to
/// where the other is before both custodians agreed to it.
#[derive(Debug, Clone)]
pub struct CustodianShare {
    number: u16,
    secret: Secret,
}

impl CustodianShare {
    /// Unwraps the share that is this private key's.
    pub fn unwrap(joint: &[u8], tender: Id, private_key: &PrivateKey) -> Result<Self, ClosingKeyRefusal> {
        let (public, [first, second], _) = parse_joint(joint, tender)?;
        let bound = bound(JOINT_MAGIC, &tender, &public).finish();
        for (number, sealed) in [(CUSTODIANS.first, first), (CUSTODIANS.second, second)] {
            if let Some(secret) = decapsulate(&sealed, private_key, &custodian_info(&bound, number)) {
                return Ok(Self { number, secret });
            }
        }
        Err(ClosingKeyRefusal::NotACustodian)
    }
}

/// A tender's closing key, from both custodians' shares in either order.
pub fn rejoin_closing_key(
    joint: &[u8],
    tender: Id,
    one: &CustodianShare,
    other: &CustodianShare,
) -> Result<KeyPair, ClosingKeyRefusal> {
    let (public, _, wrapped) = parse_joint(joint, tender)?;
    if one.number == other.number {
        return Err(ClosingKeyRefusal::CustodianTwice);
    }
    let (first, second) = if one.number == CUSTODIANS.first { (one, other) } else { (other, one) };
    let bound = bound(JOINT_MAGIC, &tender, &public).finish();
    let key = CUSTODIANS.unwrap(&wrapped, &[&first.secret, &second.secret], &custodian_info(&bound, 0));
    fitting(key.ok_or(ClosingKeyRefusal::SharesDiffer)?, public)
}

type Joint = (PublicKey, [[u8; ENCAPSULATED]; 2], [u8; WRAPPED]);

fn parse_joint(bytes: &[u8], tender: Id) -> Result<Joint, ClosingKeyRefusal> {
    let (mut reader, public) = begin(bytes, JOINT_MAGIC, tender)?;
    let joint = (public, [reader.take()?, reader.take()?], reader.take()?);
    reader.end()?;
    Ok(joint)
}

fn begin<'a>(bytes: &'a [u8], magic: &[u8; 8], tender: Id) -> Result<(Reader<'a>, PublicKey), ClosingKeyRefusal> {
    let mut reader = Reader::starting(bytes, magic)?;
    Suite::of_number(reader.u16()?)?;
    if reader.take::<16>()? != tender {
        return Err(ClosingKeyRefusal::OtherTender);
    }
    let public = PublicKey::from_bytes(reader.take()?)?;
    Ok((reader, public))
}

fn bound(magic: &[u8; 8], tender: &Id, public: &PublicKey) -> Writer {
    Writer::starting(magic).u16(Suite::X25519.number()).bytes(tender).bytes(public.as_bytes())
}

fn custodian_info(bound: &[u8], number: u16) -> Vec<u8> {
    let mut info = label("custodian");
    info.extend_from_slice(bound);
    info.extend_from_slice(&number.to_be_bytes());
    info
}

fn fitting(private: Secret, public: PublicKey) -> Result<KeyPair, ClosingKeyRefusal> {
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

    #[test]
    fn two_custodians_rejoin_a_closing_key_and_one_does_not() {
        let mut rng = Seeded::new("custodians");
        let pairs: Vec<_> = (0..4).map(|_| KeyPair::generate(&mut rng)).collect();
        let [closing, a, b, stranger] = &pairs[..] else { unreachable!() };
        let joint = wrap_for_custodians(closing, TENDER, [&a.public, &b.public], &mut rng).unwrap();
        let share = |of: &KeyPair| CustodianShare::unwrap(&joint, TENDER, &of.private);

        for (one, other) in [(a, b), (b, a)] {
            let back = rejoin_closing_key(&joint, TENDER, &share(one).unwrap(), &share(other).unwrap()).unwrap();
            assert_eq!(back.private.expose(), closing.private.expose());
        }
        assert_eq!(share(stranger).err(), Some(ClosingKeyRefusal::NotACustodian));
        let (one, other) = (share(a).unwrap(), share(a).unwrap());
        let refused = rejoin_closing_key(&joint, TENDER, &one, &other).err();
        assert_eq!(refused, Some(ClosingKeyRefusal::CustodianTwice));
        let forged = CustodianShare { number: 2, secret: one.secret.clone() };
        let refused = rejoin_closing_key(&joint, TENDER, &one, &forged).err();
        assert_eq!(refused, Some(ClosingKeyRefusal::SharesDiffer));
        let same = wrap_for_custodians(closing, TENDER, [&a.public, &a.public], &mut rng).err();
        assert_eq!(same, Some(ClosingKeyRefusal::CustodianTwice));
    }
}
