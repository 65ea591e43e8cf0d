//! After the close two officers open the bids together; nothing shows before, not even how many there are.
//!
//! closed → closing record (after two minutes for what was on its way) → first officer → second officer, another person
//! of another section, within two hours → opened, with a record of every envelope, read or not. Prices follow in the
//! same way once the technical marks are locked and signed, and only those of bids that passed.
//!
//! An opener's part is made here with the passphrase, or on the opener's own machine by the `opening_file`. Of one that was
//! made elsewhere nobody is believed that it opens nothing: what it leaves shut stays shut until parts are made here.
//!
//! The closing key is released only after the closing record exists, and its release is in the log before its use.
//! Source: security 3.7, S2–S5.

mod admit;
mod again;
mod bring;
mod close;
mod contribute;
mod contribute_made;
mod later;
mod opened;
mod opening_file;
mod own;
mod parts;
mod read;
mod repeat;
mod rescue;
mod show;
mod slots;
mod store;
mod unseal;

pub use bring::Outcome;
pub(crate) use close::reopen;
pub use close::{close, due};
pub use contribute::contribute;
pub use contribute_made::contribute_made;
pub use later::Way;
pub(crate) use opened::{first_envelope, opened_of};
pub use opening_file::opening_file;
pub(crate) use own::is_opened;
pub use own::{OwnOpened, own_file, own_opened};
pub use read::{OpenedView, PriceView, file, opened_bid};
pub(crate) use read::{open, promised};
pub use repeat::{Comparison, Repeated, repeat, repeat_file};
pub use rescue::{Brought as RescueFiles, Rescuable, rescuable, rescue};
pub use show::{EnvelopeLine, OpeningView, show};
pub(crate) use store::opening;

#[cfg(test)]
mod tests;
