//! A closing key in the hands of two custodians: each unwraps a share, and two shares give the key back.
//!
//! It is the pairing of the bids once more, so neither custodian reads the key alone. Shares may be made where no network
//! is; only the two of them together are a secret of the tender. What is held need not be a closing key: the office's own
//! master key is held in the same way, with a tender of zeros.

use crate::closing::{ClosingKeyRefusal, begin, bound, fitting};
use crate::context::Id;
use crate::keys::{KeyPair, PrivateKey, PublicKey};
use crate::pairs::Pair;
use crate::suite::{ENCAPSULATED, Secret, WRAPPED, decapsulate, encapsulate, label};
use crate::wire::{Malformed, Writer};
use rand_core::CryptoRng;

const JOINT_MAGIC: &[u8; 8] = b"SAM-JNTC";
const SHARE_MAGIC: &[u8; 8] = b"SAM-CSHR";

/// The custodians' numbers in their pair.
const CUSTODIANS: Pair = Pair { first: 1, second: 2 };

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
    tender: Id,
    public: PublicKey,
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
                return Ok(Self { tender, public, number, secret });
            }
        }
        Err(ClosingKeyRefusal::NotACustodian)
    }

    /// The bytes by which it goes to where both are joined. They are a secret of the custodian's, and alone open nothing.
    pub fn to_bytes(&self) -> Vec<u8> {
        let bound = bound(SHARE_MAGIC, &self.tender, &self.public);
        bound.u16(self.number).bytes(self.secret.bytes()).finish()
    }

    /// Reads those bytes.
    pub fn parse(bytes: &[u8], tender: Id) -> Result<Self, ClosingKeyRefusal> {
        let (mut reader, public) = begin(bytes, SHARE_MAGIC, tender)?;
        let number = reader.u16()?;
        let secret = Secret::new(reader.take()?);
        reader.end()?;
        if number != CUSTODIANS.first && number != CUSTODIANS.second {
            return Err(Malformed::OutOfRange.into());
        }
        Ok(Self { tender, public, number, secret })
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
    if [one, other].iter().any(|share| share.tender != tender || share.public != public) {
        return Err(ClosingKeyRefusal::OtherTender);
    }
    if one.number == other.number {
        return Err(ClosingKeyRefusal::CustodianTwice);
    }
    let (first, second) = if one.number == CUSTODIANS.first { (one, other) } else { (other, one) };
    let bound = bound(JOINT_MAGIC, &tender, &public).finish();
    let key = CUSTODIANS.unwrap(&wrapped, &[&first.secret, &second.secret], &custodian_info(&bound, 0));
    fitting(key.ok_or(ClosingKeyRefusal::SharesDiffer)?, public)
}

/// The public half of the key that two custodians hold in these bytes.
pub fn held_jointly(joint: &[u8], tender: Id) -> Result<PublicKey, ClosingKeyRefusal> {
    parse_joint(joint, tender).map(|(public, ..)| public)
}

type Joint = (PublicKey, [[u8; ENCAPSULATED]; 2], [u8; WRAPPED]);

fn parse_joint(bytes: &[u8], tender: Id) -> Result<Joint, ClosingKeyRefusal> {
    let (mut reader, public) = begin(bytes, JOINT_MAGIC, tender)?;
    let joint = (public, [reader.take()?, reader.take()?], reader.take()?);
    reader.end()?;
    Ok(joint)
}

fn custodian_info(bound: &[u8], number: u16) -> Vec<u8> {
    let mut info = label("custodian");
    info.extend_from_slice(bound);
    info.extend_from_slice(&number.to_be_bytes());
    info
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::chance::Seeded;

    const TENDER: Id = [9; 16];

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
        let forged = CustodianShare { number: 2, ..one.clone() };
        let refused = rejoin_closing_key(&joint, TENDER, &one, &forged).err();
        assert_eq!(refused, Some(ClosingKeyRefusal::SharesDiffer));
        let same = wrap_for_custodians(closing, TENDER, [&a.public, &a.public], &mut rng).err();
        assert_eq!(same, Some(ClosingKeyRefusal::CustodianTwice));
    }

    #[test]
    fn a_share_is_carried_as_bytes_and_joined_only_for_what_it_is_a_share_of() {
        let mut rng = Seeded::new("shares");
        let pairs: Vec<_> = (0..4).map(|_| KeyPair::generate(&mut rng)).collect();
        let [closing, other, a, b] = &pairs[..] else { unreachable!() };
        let to = [&a.public, &b.public];
        let joint = wrap_for_custodians(closing, TENDER, to, &mut rng).unwrap();
        assert_eq!(held_jointly(&joint, TENDER), Ok(closing.public));
        assert_eq!(held_jointly(&joint, [8; 16]), Err(ClosingKeyRefusal::OtherTender));
        let share = |of: &KeyPair, joint: &[u8], tender| CustodianShare::unwrap(joint, tender, &of.private).unwrap();
        let bytes = share(a, &joint, TENDER).to_bytes();
        let (read, theirs) = (CustodianShare::parse(&bytes, TENDER).unwrap(), share(b, &joint, TENDER));
        assert!(rejoin_closing_key(&joint, TENDER, &read, &theirs).is_ok());

        let refused = CustodianShare::parse(&bytes, [8; 16]).err();
        assert_eq!(refused, Some(ClosingKeyRefusal::OtherTender));
        for place in 0..bytes.len() {
            let mut altered = bytes.clone();
            altered[place] ^= 1;
            let joined = CustodianShare::parse(&altered, TENDER)
                .and_then(|share| rejoin_closing_key(&joint, TENDER, &share, &theirs));
            assert!(joined.is_err(), "{place}");
            assert!(CustodianShare::parse(&bytes[..place], TENDER).is_err(), "{place}");
        }
        for (key, tender) in [(other, TENDER), (closing, [8; 16])] {
            let elsewhere = wrap_for_custodians(key, tender, to, &mut rng).unwrap();
            let refused = rejoin_closing_key(&joint, TENDER, &share(a, &elsewhere, tender), &theirs).err();
            assert_eq!(refused, Some(ClosingKeyRefusal::OtherTender));
        }
    }
}
