//! Officers hold the keys that bids are sealed to: made here or offline, tried out, and put together for a tender.
//!
//! A private key is kept only wrapped under a passphrase that the service makes up, shows once and forgets. The
//! closing key of a tender is wrapped by the master key, which is not in the database. Source: security 3.2, 3.3.

mod chance;
mod key_set;
mod make;
mod rehearse;
mod show;
mod store;

pub use chance::Chance;
pub(crate) use key_set::{Keys, closing_pair, make_key_set, of_tender};
pub(crate) use make::NewKey;
pub use make::{Made, make_key};
pub use rehearse::rehearse;
pub use show::{KeyView, show};
pub(crate) use store::private_key_of_slot;

#[cfg(test)]
mod tests;
