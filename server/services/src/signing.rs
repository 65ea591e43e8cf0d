//! What the office says it can be held to: notes signed with a key of its own.
//!
//! The key is made of the master key, for this purpose alone, so that there is one secret to keep and a copy of the
//! database signs nothing. Its public half stands in every sealing file and on the page about the log. A new master key
//! is a new key; notes of before are checked with the key that was published then.

use crate::Services;
use bidding::NoteSigner;
use zeroize::Zeroize;

const PURPOSE: &str = "notes of the office";

/// The note of a text: the same text gives the same note.
pub(crate) fn sign(services: &Services, text: &str) -> String {
    signer(services).sign(text)
}

/// The key that checks the office's notes, as it is published.
pub fn published_key(services: &Services) -> String {
    signer(services).key().to_string()
}

fn signer(services: &Services) -> NoteSigner {
    let mut secret = services.secrets.key(PURPOSE, &[]);
    let signer = NoteSigner::of(&secret);
    secret.zeroize();
    signer
}
