//! Officers hold the keys that bids are sealed to: made here or offline, tried out, and put together for a tender.
//!
//! A private key is kept only wrapped under a passphrase. The service makes it up, shows it once and forgets it, for those
//! without script; otherwise key and passphrase are made on the officer's machine (`key_file`, `keep_key`,
//! `rehearsal_file`, `answer`) and never come here. The closing key of a tender is wrapped by the
//! master key, which is not in the database, and held jointly by custodians (`custodians`), who can give it back
//! (`custody_file`, `restore`). Source: security 3.2, 3.3.

mod care;
mod care_custody;
mod chance;
mod custodians;
mod custody_file;
mod erase;
mod former;
mod keep;
mod key_set;
mod make;
mod rehearse;
mod renew;
mod restore;
mod sheet;
mod show;
mod standing;
mod store;
mod suspect;

pub use care::care;
pub(crate) use care::{close_may_move, usable_openers, wanting};
pub use chance::Chance;
pub(crate) use custodians::FEWEST as FEWEST_CUSTODIANS;
pub use custodians::{renew_custody, without_custody};
pub use custody_file::{custody_file, escrow_file};
pub use erase::erase_unneeded;
pub(crate) use former::{sets_of, void_sets};
pub use keep::{keep_key, key_file};
pub(crate) use key_set::{Keys, closing_pair, make_key_set, of_tender};
pub(crate) use make::NewKey;
pub use make::{Made, make_key};
pub use rehearse::{answer, rehearsal_file, rehearse};
pub(crate) use renew::{Renewal, Renewed, can_be_named, renew};
pub use restore::{note_restored_master_key, rejoin_master_key, restore_closing_key};
pub use sheet::{SheetView, sheet};
pub use show::{KeyView, show};
pub use standing::Standing;
pub(crate) use store::{names, private_key_of_slot, wrapped_key_of_slot};
pub(crate) use suspect::given_up;
pub use suspect::{OwnKey, own_keys, suspect};

#[cfg(test)]
mod tests;
