//! After the close two officers open the bids together; nothing shows before, not even how many there are.
//!
//! closed → closing record (after two minutes for what was on its way) → first officer → second officer, another person
//! of another section, within two hours → opened, with a record of every envelope, read or not. Prices follow in the
//! same way once the technical marks are locked and signed, and only those of bids that passed.
//!
//! The closing key is released only after the closing record exists, and its release is in the log before its use.
//! Source: security 3.7, S2–S5.

mod close;
mod contribute;
mod read;
mod show;
mod store;

pub(crate) use close::reopen;
pub use close::{close, due};
pub use contribute::{Outcome, contribute};
pub use read::{OpenedView, PriceView, file, opened_bid};
pub(crate) use read::{open, promised};
pub use show::{EnvelopeLine, OpeningView, show};
pub(crate) use store::opening;

#[cfg(test)]
mod tests;
