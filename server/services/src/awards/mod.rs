//! The panel's recommendation becomes an award: approved by the body its value needs, told to every bidder at once,
//! confirmed after the standstill, or set aside.
//!
//! Rows: `awards` (one round for each recommendation; the award as JSON of the domain's type, columns for what is
//! searched, checks and reasons closed), `award_letters` (what each bidder is told, closed), `challenges`, `debriefs`,
//! `award_notices` (what the public saw). Whose award it is stands in `dossier.rs`.

mod ask_debrief;
mod browse_notices;
mod cancel;
mod challenge;
mod checks;
mod decide;
mod decide_challenge;
mod declare_unsuccessful;
mod deliver_debrief;
mod destroy_superseded;
mod dossier;
mod ended;
mod extend_validity;
mod known_before;
mod lapse;
mod outcome;
mod outcomes;
mod publish_notice;
mod recommend;
mod record_check;
mod record_vetting;
mod set_aside;
mod settle;
mod show;
mod show_parts;
pub(crate) mod store;
mod told;

pub use ask_debrief::ask_debrief;
pub use browse_notices::{browse_notices, show_notice, waiting};
pub(crate) use cancel::cancel_with_tender;
pub use challenge::challenge;
pub use decide::decide;
pub use decide_challenge::decide_challenge;
pub use declare_unsuccessful::declare_unsuccessful;
pub use deliver_debrief::deliver_debrief;
pub use destroy_superseded::destroy_superseded;
pub use ended::ended;
pub use extend_validity::extend_validity;
pub(crate) use lapse::end_without_contract;
pub use lapse::lapse;
pub use outcome::outcome;
pub use outcomes::outcomes;
pub use publish_notice::publish_notice;
pub use recommend::recommend;
pub use record_check::record_check;
pub use record_vetting::record_vetting;
pub use set_aside::set_aside;
pub use settle::{Settled, settle};
pub use show::{reason_field, show};
// What contracts ask of awards.
pub(crate) use store::{award_of, file_of, of_tender, put, row_of};
pub(crate) use told::{Told, letter_of};

/// Longest text written in one field of a form about an award.
const LONGEST: usize = 4_000;

#[cfg(test)]
mod tests;
