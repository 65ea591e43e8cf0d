//! The primitives of suite 1, each from a published crate: HPKE in base mode (RFC 9180) with X25519,
//! HKDF-SHA256 and ChaCha20-Poly1305; the last two also by themselves. Nothing here is of our own making
//! but the labels, which keep a key made for one purpose from serving another.

use crate::keys::{PrivateKey, PublicKey};
use crate::wire::Malformed;
use chacha20poly1305::aead::{AeadInOut, KeyInit};
use chacha20poly1305::{ChaCha20Poly1305, Tag};
use hpke::{Deserializable, OpModeR, OpModeS, Serializable};
use rand_core::CryptoRng;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

pub(crate) type Kem = hpke::kem::X25519HkdfSha256;
type Kdf = hpke::kdf::HkdfSha256;
type Aead = hpke::aead::ChaCha20Poly1305;

/// Bytes of a secret encapsulated to a public key: the ephemeral key, the secret, the tag.
pub(crate) const ENCAPSULATED: usize = 32 + WRAPPED;
/// Bytes of a secret wrapped under another secret: the secret and the tag.
pub(crate) const WRAPPED: usize = 32 + TAG;
/// Bytes of an authentication tag.
pub(crate) const TAG: usize = 16;

/// With which primitives something is sealed. The number is part of every sealed thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Suite {
    /// DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20-Poly1305. Suite 2 will add ML-KEM.
    X25519,
}

impl Suite {
    /// The number written into sealed things.
    pub const fn number(self) -> u16 {
        match self {
            Self::X25519 => 1,
        }
    }

    pub(crate) const fn of_number(number: u16) -> Result<Self, Malformed> {
        match number {
            1 => Ok(Self::X25519),
            _ => Err(Malformed::UnknownSuite),
        }
    }
}

/// A primitive refused its input. With inputs of the sizes used here only a public key that gives every
/// secret away can cause it, and [`PublicKey`] has none of those.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct SuiteFailed;

/// Thirty-two secret bytes, erased when they go, compared in constant time and never shown.
#[derive(Clone)]
pub(crate) struct Secret(Zeroizing<[u8; 32]>);

impl Secret {
    pub(crate) fn random(rng: &mut impl CryptoRng) -> Self {
        let mut secret = Self(Zeroizing::new([0; 32]));
        rng.fill_bytes(secret.0.as_mut());
        secret
    }

    pub(crate) fn new(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    pub(crate) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    pub(crate) fn is_zero(&self) -> bool {
        self.0.ct_eq(&[0; 32]).into()
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(hidden)")
    }
}

/// Starts the information that names one purpose.
pub(crate) fn label(purpose: &str) -> Vec<u8> {
    let mut label = b"shared-ai-marketplace/sealing/1/".to_vec();
    label.extend_from_slice(purpose.as_bytes());
    // Ends the purpose, so that none is the beginning of another.
    label.push(0);
    label
}

/// SHA-256 over the label of a purpose and parts of fixed size.
pub(crate) fn digest(purpose: &str, parts: &[&[u8]]) -> [u8; 32] {
    let mut hash = Sha256::new_with_prefix(label(purpose));
    for part in parts {
        hash.update(part);
    }
    hash.finalize().into()
}

/// HKDF-SHA256: the label of the purpose is the salt, the parts stand one after another.
pub(crate) fn derive(purpose: &str, secrets: &[&Secret], info: &[&[u8]]) -> Result<Secret, SuiteFailed> {
    let mut material = Zeroizing::new(Vec::with_capacity(secrets.len().saturating_mul(32)));
    for secret in secrets {
        material.extend_from_slice(secret.bytes());
    }
    let mut derived = Secret::new([0; 32]);
    hkdf::Hkdf::<Sha256>::new(Some(&label(purpose)), &material)
        .expand_multi_info(info, derived.0.as_mut())
        .map_err(|_| SuiteFailed)?;
    Ok(derived)
}

/// Encapsulates a secret to a public key; `info` must be given again to get it back.
pub(crate) fn encapsulate(
    secret: &Secret,
    to: &PublicKey,
    info: &[u8],
    rng: &mut impl CryptoRng,
) -> Result<[u8; ENCAPSULATED], SuiteFailed> {
    let to = to.to_hpke()?;
    let (ephemeral, sealed) =
        hpke::single_shot_seal_with_rng::<Aead, Kdf, Kem>(&OpModeS::Base, &to, info, secret.bytes(), &[], rng)
            .map_err(|_| SuiteFailed)?;
    let mut whole = ephemeral.to_bytes().to_vec();
    whole.extend_from_slice(&sealed);
    whole.try_into().map_err(|_| SuiteFailed)
}

/// The secret that was encapsulated to this key with this `info`, or nothing.
pub(crate) fn decapsulate(sealed: &[u8; ENCAPSULATED], with: &PrivateKey, info: &[u8]) -> Option<Secret> {
    let (ephemeral, sealed) = sealed.split_at(32);
    let ephemeral = <Kem as hpke::Kem>::EncappedKey::from_bytes(ephemeral).ok()?;
    let opened =
        hpke::single_shot_open::<Aead, Kdf, Kem>(&OpModeR::Base, &with.to_hpke()?, &ephemeral, info, sealed, &[]);
    let opened = Zeroizing::new(opened.ok()?);
    Some(Secret::new(opened.as_slice().try_into().ok()?))
}

/// Wraps a secret under a key that wraps nothing else ever, which is why the nonce may be zero.
pub(crate) fn wrap(secret: &Secret, under: &Secret, aad: &[u8]) -> Result<[u8; WRAPPED], SuiteFailed> {
    let mut wrapped = [0; WRAPPED];
    let (body, tag) = wrapped.split_at_mut(32);
    body.copy_from_slice(secret.bytes());
    tag.copy_from_slice(&Cipher::new(under).seal(&[0; 12], aad, body)?);
    Ok(wrapped)
}

/// The secret wrapped under this key with this `aad`, or nothing.
pub(crate) fn unwrap(wrapped: &[u8; WRAPPED], under: &Secret, aad: &[u8]) -> Option<Secret> {
    let (body, tag) = wrapped.split_first_chunk::<32>()?;
    let mut secret = Secret::new(*body);
    Cipher::new(under).open(&[0; 12], aad, secret.0.as_mut(), tag.try_into().ok()?)?;
    Some(secret)
}

/// ChaCha20-Poly1305 with one key, in place.
pub(crate) struct Cipher(ChaCha20Poly1305);

impl Cipher {
    pub(crate) fn new(key: &Secret) -> Self {
        Self(ChaCha20Poly1305::new(key.bytes().into()))
    }

    pub(crate) fn seal(&self, nonce: &[u8; 12], aad: &[u8], text: &mut [u8]) -> Result<[u8; TAG], SuiteFailed> {
        self.0.encrypt_inout_detached(nonce.into(), aad, text.into()).map(Into::into).map_err(|_| SuiteFailed)
    }

    pub(crate) fn open(&self, nonce: &[u8; 12], aad: &[u8], text: &mut [u8], tag: [u8; TAG]) -> Option<()> {
        self.0.decrypt_inout_detached(nonce.into(), aad, text.into(), &Tag::from(tag)).ok()
    }
}
