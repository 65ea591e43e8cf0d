//! Where chance comes from: the system, or a seed that makes a test repeatable.

use sha2::{Digest, Sha256};
use std::sync::atomic::{AtomicU64, Ordering};
use uuid::Uuid;

/// A source of unpredictable bytes.
#[derive(Debug)]
pub enum Random {
    /// The operating system.
    System,
    /// A counter hashed with a seed; for tests only.
    Seeded(u64, AtomicU64),
}

impl Random {
    /// A repeatable source.
    pub fn seeded(seed: u64) -> Random {
        Random::Seeded(seed, AtomicU64::new(0))
    }

    /// Thirty-two bytes nobody can guess.
    ///
    /// # Panics
    ///
    /// When the operating system has no randomness to give; nothing may go on without it.
    pub fn bytes(&self) -> [u8; 32] {
        match self {
            Random::System => {
                let mut bytes = [0; 32];
                getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
                bytes
            }
            Random::Seeded(seed, counter) => {
                let count = counter.fetch_add(1, Ordering::SeqCst);
                let mut hash = Sha256::new();
                hash.update(seed.to_be_bytes());
                hash.update(count.to_be_bytes());
                hash.finalize().into()
            }
        }
    }

    /// A further source of the same kind.
    pub(crate) fn another(&self) -> Random {
        match self {
            Random::System => Random::System,
            Random::Seeded(..) => Random::seeded(self.id().as_u64_pair().0),
        }
    }

    /// A new identifier that says nothing about when it was made.
    pub fn id(&self) -> Uuid {
        let mut half = [0; 16];
        half.copy_from_slice(&self.bytes()[..16]);
        uuid::Builder::from_random_bytes(half).into_uuid()
    }

    /// A secret for a link or a cookie: 64 hexadecimal digits.
    pub fn secret(&self) -> String {
        hex(&self.bytes())
    }
}

/// Bytes as lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// SHA-256 of some bytes.
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}
