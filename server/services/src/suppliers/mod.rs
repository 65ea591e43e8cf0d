//! Companies register, write their file, are vetted by two officers and keep their standing by the clock.
//!
//! A company is an organisation from its application on, and a supplier once the address of the person who applied is
//! confirmed ([`join`]). Its own people keep the file; officers vet it; [`settle`] writes down what the clock has done.

mod change_colleague;
mod close;
mod columns;
mod directory;
mod invite_colleague;
mod join;
mod keep_section;
mod queue;
mod record_help;
mod record_vouch;
mod register;
mod renew;
mod settle;
mod show;
mod store;
mod submit;
mod vet;

pub use change_colleague::{ColleagueStep, change_colleague};
pub use close::close;
pub use directory::{browse_directory, export_directory};
pub use invite_colleague::invite_colleague;
pub use join::join;
pub use keep_section::keep_section;
pub use queue::{QueueQuery, browse_queue};
pub use record_help::record_help;
pub use record_vouch::record_vouch;
pub use register::register;
pub use renew::renew;
pub use settle::{Settled, settle};
pub use show::{show, show_own};
pub(crate) use store::insert;
pub(crate) use store::{Row, of_organisation};
pub use submit::submit;
pub use vet::{VettingStep, vet};

use domain::event::Event;
use domain::suppliers::{Supplier, SupplierCommand, SupplierState};
use domain::time::Day;

/// What a step was about, beside the supplier.
#[derive(Debug, Clone, Default)]
struct Words {
    comment: String,
    evidence: String,
    until: Option<Day>,
}

/// The event of a step.
fn moved(row: &Row, command: SupplierCommand, from: SupplierState, to: &Supplier, words: Words) -> Event {
    let Words { comment, evidence, until } = words;
    Event::SupplierMoved {
        organisation: to.organisation,
        reference: row.reference().to_owned(),
        command,
        from,
        to: to.state(),
        comment,
        evidence,
        until,
    }
}

#[cfg(test)]
mod tests;
