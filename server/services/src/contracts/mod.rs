//! A department draws a contract up from a final award, both sides sign it, and it is carried out to its end.
//!
//! drafting → ready (money committed by year) → signed by the supplier → active → completed | terminated; before both
//! signed it can be declined, lapse or be cancelled. Rows: `contracts` (reference, value or ceiling, term; the same
//! row that orders of a framework count against) and beside it `awarded_contracts` with what came of an award,
//! `contract_milestones`, `contract_variations`, `contract_commitments`, `contract_payments`, `contract_promises`,
//! `promise_deliveries`. What nears its end is asked of the clock; that both sides were told of it is kept.
//!
//! Locks are taken in one order everywhere: the award, the contract, its budget line, counters, the log.

mod accept_milestone;
mod browse;
mod cancel;
mod complete;
mod confirm_promise;
mod decide_variation;
mod decline;
mod draw_up;
mod end_noticed;
mod facts;
mod lapse;
mod make_ready;
mod money;
mod notice;
mod parts;
mod priced;
mod propose_variation;
mod record_payment;
mod register;
mod report_promise;
mod rewrite;
mod show;
mod sign;
mod sign_for_company;
mod store;
mod terminate;
mod text;
mod warn;

pub use accept_milestone::accept_milestone;
pub use browse::{browse, browse_own};
pub use cancel::cancel;
pub use complete::complete;
pub use confirm_promise::confirm_promise;
pub use decide_variation::decide_variation;
pub use decline::decline;
pub use draw_up::{draft_for, draw_up};
pub use end_noticed::end_noticed;
pub use lapse::lapse;
pub use make_ready::make_ready;
pub use propose_variation::propose_variation;
pub use record_payment::record_payment;
pub use register::{export_register, read_register};
pub use report_promise::report_promise;
pub use rewrite::{read_draft, rewrite};
pub use show::{show, show_own};
pub use sign::sign;
pub use sign_for_company::sign_for_company;
pub use terminate::terminate;
pub use warn::{Warned, warn};

#[cfg(test)]
mod tests;
