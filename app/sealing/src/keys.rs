//! A holder's key pair, and the fingerprint by which people compare a public key.

use crate::hex;
use crate::suite::{Kem, Secret, Suite, SuiteFailed, digest};
use crate::wire::Malformed;
use hpke::{Deserializable, Serializable};
use rand_core::CryptoRng;
use std::fmt;

/// The public half, to which secrets are encapsulated.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PublicKey([u8; 32]);

/// The points of small order with canonical bytes: with one of them every secret would be known to all.
const SMALL_ORDER: [[u8; 32]; 5] = [
    [0; 32],
    {
        let mut one = [0; 32];
        one[0] = 1;
        one
    },
    [
        0xe0, 0xeb, 0x7a, 0x7c, 0x3b, 0x41, 0xb8, 0xae, 0x16, 0x56, 0xe3, 0xfa, 0xf1, 0x9f, 0xc4, 0x6a, 0xda, 0x09,
        0x8d, 0xeb, 0x9c, 0x32, 0xb1, 0xfd, 0x86, 0x62, 0x05, 0x16, 0x5f, 0x49, 0xb8, 0x00,
    ],
    [
        0x5f, 0x9c, 0x95, 0xbc, 0xa3, 0x50, 0x8c, 0x24, 0xb1, 0xd0, 0xb1, 0x55, 0x9c, 0x83, 0xef, 0x5b, 0x04, 0x44,
        0x5c, 0xc4, 0x58, 0x1c, 0x8e, 0x86, 0xd8, 0x22, 0x4e, 0xdd, 0xd0, 0x9f, 0x11, 0x57,
    ],
    {
        let mut minus_one = FIELD;
        minus_one[0] -= 1;
        minus_one
    },
];

/// The size of the field, lowest byte first: 2^255 − 19.
const FIELD: [u8; 32] = {
    let mut field = [0xff; 32];
    field[0] = 0xed;
    field[31] = 0x7f;
    field
};

impl PublicKey {
    /// Reads a public key. Bytes that stand for the same point as others, and points of small order, are
    /// refused, so that two different keys are always two different secrets.
    pub fn from_bytes(bytes: [u8; 32]) -> Result<Self, Malformed> {
        let canonical = bytes.iter().rev().lt(FIELD.iter().rev());
        if canonical && !SMALL_ORDER.contains(&bytes) { Ok(Self(bytes)) } else { Err(Malformed::UnsafeKey) }
    }

    /// The bytes as RFC 9180 writes them.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// What people compare.
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint(digest("fingerprint", &[&Suite::X25519.number().to_be_bytes(), &self.0]))
    }

    pub(crate) fn to_hpke(self) -> Result<<Kem as hpke::Kem>::PublicKey, SuiteFailed> {
        Deserializable::from_bytes(&self.0).map_err(|_| SuiteFailed)
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({})", hex::encode(&self.0))
    }
}

/// SHA-256 over the suite and the public key, shown as sixteen groups of four digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Fingerprint(pub [u8; 32]);

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, [high, low]) in self.0.as_chunks::<2>().0.iter().enumerate() {
            let gap = if place == 0 { "" } else { " " };
            write!(f, "{gap}{high:02x}{low:02x}")?;
        }
        Ok(())
    }
}

/// The private half. It is erased when it goes, and never shown.
#[derive(Debug, Clone)]
pub struct PrivateKey(Secret);

impl PrivateKey {
    /// Reads a private key, for example out of a known-answer file.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(Secret::new(bytes))
    }

    /// The bytes. Whoever has them is the holder: keep them only wrapped.
    pub fn expose(&self) -> &[u8; 32] {
        self.0.bytes()
    }

    /// The other half.
    pub fn public(&self) -> Result<PublicKey, Malformed> {
        let private = self.to_hpke().ok_or(Malformed::UnsafeKey)?;
        PublicKey::from_bytes(<Kem as hpke::Kem>::sk_to_pk(&private).to_bytes().into())
    }

    pub(crate) fn to_hpke(&self) -> Option<<Kem as hpke::Kem>::PrivateKey> {
        Deserializable::from_bytes(self.0.bytes()).ok()
    }

    pub(crate) fn secret(&self) -> &Secret {
        &self.0
    }
}

/// Both halves of one key.
#[derive(Debug, Clone)]
pub struct KeyPair {
    /// Kept by the holder, only wrapped.
    pub private: PrivateKey,
    /// Given to everybody.
    pub public: PublicKey,
}

impl KeyPair {
    /// Draws a pair: 32 bytes of `rng` are the input of DeriveKeyPair (RFC 9180, 7.1.3).
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        let (private, public) = <Kem as hpke::Kem>::gen_keypair_with_rng(rng);
        Self { private: PrivateKey::from_bytes(private.to_bytes().into()), public: PublicKey(public.to_bytes().into()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::suite::encapsulate;
    use crate::tests::chance::Seeded;

    #[test]
    fn a_private_key_is_never_shown() {
        let pair = KeyPair::generate(&mut Seeded::new("shown"));
        assert!(!format!("{pair:?}").contains(&hex::encode(pair.private.expose())));
        assert!(format!("{:?}", pair.private).contains("hidden"));
    }

    #[test]
    fn a_fingerprint_is_sixteen_groups_of_four_digits() {
        let shown = KeyPair::generate(&mut Seeded::new("shown")).public.fingerprint().to_string();
        assert_eq!(shown.split(' ').map(str::len).collect::<Vec<_>>(), [4; 16]);
    }

    #[test]
    fn a_public_key_that_gives_every_secret_away_is_refused() {
        for bytes in SMALL_ORDER {
            assert_eq!(PublicKey::from_bytes(bytes), Err(Malformed::UnsafeKey));
            // And each of them truly is one: the key encapsulation itself refuses it.
            let mut rng = Seeded::new("small order");
            assert!(encapsulate(&Secret::new([7; 32]), &PublicKey(bytes), b"", &mut rng).is_err());
        }
    }

    #[test]
    fn a_second_spelling_of_a_public_key_is_refused() {
        let mut nine = [0; 32];
        nine[0] = 9;
        assert!(PublicKey::from_bytes(nine).is_ok());
        let mut with_high_bit = nine;
        with_high_bit[31] = 0x80;
        let mut plus_field = FIELD;
        plus_field[0] = 0xed + 9;
        for second in [with_high_bit, plus_field, FIELD] {
            assert_eq!(PublicKey::from_bytes(second), Err(Malformed::UnsafeKey));
        }
    }
}
