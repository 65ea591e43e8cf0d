//! Suppliers write, submit, replace and withdraw bids that nobody can read before two officers open them.
//!
//! A bid is kept as one closed value under a mark: without the master key, which is not in the database, nobody can
//! tell whose it is, for which tender, or how many a tender has. What is written before submission lies closed in the
//! same way. On submission it is sealed to the officers (crate `sealing`), the plain text is dropped, and a receipt is
//! given whose fingerprint enters the log without a name. Who seals on their own machine is told by a file what to seal
//! to (`sealing_file`) and hands the envelopes in (`hand_in`): their text is never here. In time is what was stored at the closing instant or before.
//!
//! Source: security 3.2–3.7, bid machine (3.4), S1–S5, S20–S23, M5, M6, M10.

mod advance;
mod attach;
pub(crate) mod closing;
mod colleagues;
pub(crate) mod envelopes;
mod hand_in;
mod invitation;
mod offered_keys;
mod own;
mod receipts;
mod record;
mod save;
mod seal;
mod sealing_file;
mod show;
mod submit;
mod superseded;
mod told;
mod withdraw;

pub use attach::{attach, detach};
pub use colleagues::Colleague;
pub use hand_in::{HandedIn, hand_in};
pub use offered_keys::{OfferedKeys, bid_key};
pub use own::{OwnBid, browse};
pub use receipts::{envelope, receipt, receipt_proof};
pub use save::save;
pub use sealing_file::sealing_file;
pub use show::{BidView, ClosingView, FileView, LineView, ReceiptView, RequirementView, show};
pub use submit::{Given, submit, submit_as_seen};
pub use withdraw::{reconfirm, withdraw};

pub(crate) use advance::advance_each;
pub(crate) use domain::bids::contents::{Prices, Technical};
pub(crate) use invitation::Invitation;
pub(crate) use own::{in_play, was_in, without_result};
pub(crate) use record::{Record, all_of_tender, digest};
pub(crate) use superseded::superseded;

#[cfg(test)]
mod tests;
#[cfg(test)]
mod thieves;
