//! Passwords that were right lately, so that confirming one again costs no second hash.
//!
//! A tender's last second brings dozens of bids, each confirmed with a password, and hashing them all would take longer
//! than that. What is kept is a digest of the password and of the hash it fits, under a key that this process made for
//! itself: in memory alone, for twelve hours at most, and void once the stored hash changes. Signing in is always hashed.

use crate::random::Random;
use hkdf::Hkdf;
use sha2::Sha256;
use std::collections::HashMap;
use std::fmt;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::time::Instant;
use zeroize::Zeroizing;

/// Longest that a password is known, which is as long as a session can last.
const LONGEST: Duration = Duration::from_secs(12 * 60 * 60);
/// Most that are known at once.
const MOST: usize = 20_000;

/// Digests of passwords with the instant at which each was right.
pub(super) struct Known {
    key: Zeroizing<[u8; 32]>,
    digests: Mutex<HashMap<[u8; 32], Instant>>,
}

impl Default for Known {
    fn default() -> Known {
        Known { key: Zeroizing::new(Random::System.bytes()), digests: Mutex::default() }
    }
}

impl fmt::Debug for Known {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Known(hidden)")
    }
}

impl Known {
    /// This password was right for this hash lately.
    pub(super) fn has(&self, password: &str, stored: &str) -> bool {
        let digests = self.digests.lock().unwrap_or_else(PoisonError::into_inner);
        digests.get(&self.digest(password, stored)).is_some_and(|at| at.elapsed() < LONGEST)
    }

    /// It is right now.
    pub(super) fn keep(&self, password: &str, stored: &str) {
        let mut digests = self.digests.lock().unwrap_or_else(PoisonError::into_inner);
        if digests.len() >= MOST {
            digests.retain(|_, at| at.elapsed() < LONGEST);
        }
        // Whoever finds no room is hashed again, no more.
        if digests.len() < MOST {
            digests.insert(self.digest(password, stored), Instant::now());
        }
    }

    fn digest(&self, password: &str, stored: &str) -> [u8; 32] {
        let mut digest = [0; 32];
        // Thirty-two bytes are always within what HKDF gives.
        let _ = Hkdf::<Sha256>::new(Some(&*self.key), password.as_bytes()).expand(stored.as_bytes(), &mut digest);
        digest
    }
}
