//! A department drafts a tender, has it approved, publishes it, answers and changes it until it closes.
//!
//! Rows: `tenders` (the draft and what happened as JSON of the domain's types, columns for what is searched),
//! `tender_lots` (which tenders were one draft), `tender_notices` (what the public saw, one row per revision, never changed), `tender_files` (contents lie in
//! [`crate::Files`]), `questions`, `addenda`, `disruptions`, `watches`. Whether a tender is closed is asked of the
//! clock and stored nowhere.

mod ask;
mod begin;
mod browse;
mod cancel;
mod change_keys;
mod change_terms;
mod decide;
mod documents;
mod for_bids;
mod lots;
mod nameable;
mod openers;
mod parts;
mod postpone;
mod public_list;
mod public_page;
mod publish;
mod revise;
mod show;
mod splitting;
pub(crate) mod store;
pub(crate) mod templates;
mod watch;

pub(crate) use for_bids::{invitation, load_published, lock_published, openable};
pub(crate) use lots::group_of;
pub(crate) use store::{body_of, closes_at, load_row, lock_public_row, public_row, public_rows, save, tender_of};

pub(crate) use ask::asker_of;
pub use ask::{answer, ask};
pub use begin::begin;
pub use browse::{TenderWaiting, browse, tenders_waiting};
pub(crate) use cancel::{called_off, proposal};
pub use cancel::{propose_cancellation, settle_cancellation};
pub(crate) use change_keys::{change_keys, lock_open, open_ids};
pub use change_terms::{extend, issue_addendum};
pub use decide::{decide, reopen, submit};
pub use documents::{Download, Upload, add_document, read_document, read_draft_document, remove_document};
pub use openers::{OpenerView, OpenersView, name_opener, show_openers, take_opener_out};
pub use postpone::postpone_closings;
pub use public_list::{export_tenders, find_tenders};
pub use public_page::show_public;
pub use publish::publish;
pub use revise::revise;
pub use show::{show, suggest_listings};
pub use templates::CODES as TEMPLATES;
pub use watch::{WatchScope, WatchView, ask_to_watch, confirm_watch, follow, read_stop, stop_watch};
pub(crate) use watch::{follow_own_bid, open_watch, watchers_of};

#[cfg(test)]
mod tests;
