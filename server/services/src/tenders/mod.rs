//! A department drafts a tender, has it approved, publishes it, answers and changes it until it closes.
//!
//! Rows: `tenders` (the draft and what happened as JSON of the domain's types, columns for what is searched),
//! `tender_notices` (what the public saw, one row per revision, never changed), `tender_files` (contents lie in
//! [`crate::Files`]), `questions`, `addenda`, `disruptions`, `watches`. Whether a tender is closed is asked of the
//! clock and stored nowhere.

mod begin;
mod decide;
mod documents;
mod for_bids;
mod publish;
mod revise;
mod splitting;
pub(crate) mod store;
mod templates;

pub(crate) use for_bids::{invitation, lock_published, openable, readable_after_opening};
pub(crate) use store::save;

pub use begin::begin;
pub use decide::{decide, reopen, submit};
pub use documents::{Download, Upload, add_document, read_document, read_draft_document, remove_document};
pub use publish::publish;
pub use revise::revise;
pub use templates::CODES as TEMPLATES;

#[cfg(test)]
mod tests;
