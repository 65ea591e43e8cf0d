//! Bids are sealed to the officers by the bidder, and two officers open them together after closing.
//!
//! One library for the server, the browser and the offline command. It has no clock and opens no file; chance
//! comes only through the `rand_core::CryptoRng` that the caller gives.
//!
//! # What is promised
//!
//! - An envelope opens only with the secrets of an allowed pair (two officers, or an officer and a recovery)
//!   **and** of the tender's closing key; or with the bid key, which the bidder may have kept.
//! - One officer, one officer with the closing key, any number of officers without it, and two recoveries
//!   with it learn nothing but the size, within coarse steps.
//! - What was sealed for one tender, notice revision, kind, key set, bidder or submission opens for no other.
//! - An altered envelope does not open, wherever it was altered. A wrong secret is noticed and its pair named.
//! - The bidder is held to one text: no two pairs read different bids in one envelope (the commitment).
//! - Hostile bytes are refused within stated limits of memory and work; they cause no panic.
//!
//! # What is not
//!
//! - Nothing holds against two officers together with the closing key: that is what opening is. The library
//!   has no clock: that the closing key rests until the deadline is for the server to keep.
//! - It does not say who sent an envelope or a contribution. Sign-in, receipts and the log do.
//! - It does not guard a device or page that shows it other keys or runs other code: compare fingerprints.
//! - A pair that the bidder wrapped wrongly on purpose does not open; this shows only at the opening, like
//!   rubbish or infected content. Other pairs, or the bidder's key, may still open the envelope.
//! - Who submitted and when, and the size within its step, are plain. Suite 1 does not hold against a future
//!   quantum computer. Secrets are erased when let go, as far as the compiler and the machine allow.
//!
//! # Known answers
//!
//! `tests/known_answers` lets other programs prove that they read the same format. Bytes are lower-case
//! hexadecimal text; the layouts are told in the modules (`wire`, `context`, `key_set`, `header`, `stream`,
//! `contribution`, `bid_key`), labels in `suite`. All private keys there are for tests only.
//!
//! | File | Holds |
//! |---|---|
//! | `key_set.json` | slots with private keys, fingerprints, the set's bytes and hash |
//! | `envelope.json` | context, closing key, bid-key file, header and its hash, manifest, answers, files; `envelope_file` names the whole envelope |
//! | `commitments.json` | rows of a bid-key file (its last 32 bytes are the key) and its commitment |
//! | `contributions.json` | rows of slot, private key, secret and contribution for that envelope; `pairs` that open it |
//! | `refusals.json` | rows of what must fail: `do` is `contribute` (with `slot`, `private_key`) or `open` (with two `contributions`, `closing_private_key`); `header` stands in for the envelope's own, `flip` names a bit to turn over (`byte` of the envelope, `bit` from the lowest); `expected` is the refusal |
//! | `custody.json` | a closing key, two custodians with private keys, the joint wrap, and the share of each |
//!
//! Chance in them is block after block of SHA-256 over the seed text and the block's number (eight bytes,
//! highest first), in the order of draws told at each function.

mod bid_key;
mod closing;
mod context;
mod contribution;
mod custody;
mod header;
pub mod hex;
mod joint;
mod key_set;
mod keys;
mod manifest;
mod opened;
mod opening;
mod pairs;
mod passphrase;
mod rehearsal;
mod sealer;
mod stream;
mod suite;
mod wire;

#[cfg(test)]
mod tests;

pub use bid_key::BidKey;
pub use closing::{ClosingKeyRefusal, MasterKey, unwrap_closing_key, wrap_closing_key};
pub use context::{Context, EnvelopeKind, Id};
pub use contribution::{Contribution, ContributionRefusal};
pub use custody::{CustodyRefusal, Purpose, Stretch, WrappedKey};
pub use header::Header;
pub use joint::{CustodianShare, held_jointly, rejoin_closing_key, wrap_for_custodians};
pub use key_set::{FEWEST_OFFICERS, FEWEST_RECOVERY, KeySet, KeySetRefusal, MOST_SLOTS, Role, Slot};
pub use keys::{Fingerprint, KeyPair, PrivateKey, PublicKey};
pub use manifest::{
    FileEntry, LONGEST_ANSWERS, LONGEST_NAME, LONGEST_TYPE, MOST_BYTES, MOST_FILES, Manifest, ManifestFault,
};
pub use opened::Opened;
pub use opening::{OpeningRefusal, open, open_with_bid_key, read_header, unlock};
pub use pairs::Pair;
pub use passphrase::{Passphrase, PassphraseRefusal};
pub use rehearsal::{Answer, Rehearsal, RehearsalRefusal, answer_rehearsal, check_rehearsal, make_rehearsal};
pub use sealer::{Recipients, Sealed, Sealer, SealingRefusal, Stopped, envelope_size};
pub use stream::{CHUNK, SEALED_CHUNK};
pub use suite::Suite;
pub use wire::{Malformed, VERSION};
