//! The sample office: departments, people, solutions, orders and use, to try the service with.
//!
//! Laid out once, into an office without people, by a command on the server and never by itself: what lies behind in
//! one change, then what is under way, step by step (`begin_work.rs`), and the tenders that have bids (`stages`). All of its figures are invented; pages that
//! show them say "sample data".

mod begin_work;
mod bidders;
mod content;
mod keys;
mod lay_out;
mod money;
mod orders;
mod people;
mod register;
mod stages;
mod suppliers;
mod tenders;
mod usage;

pub use begin_work::begin_work;
pub use bidders::{add_bidders, bidder_address};
pub use keys::PASSPHRASE;
pub use lay_out::{SampleOffice, lay_out};
pub use people::PASSWORD;
pub use register::keep_register;
pub use stages::{Staged, Until, run_tenders};
#[cfg(feature = "testing")]
pub(crate) use tenders::keep_documents;

#[cfg(test)]
mod tests;

use crate::caller::Caller;
use crate::entities;
use crate::failure::{Failure, Stored};
use domain::permissions::Action;
use sea_orm::prelude::*;

/// Nobody works in this office yet, so that a sample may be laid out in it.
pub async fn nobody_is_here(caller: &Caller) -> Result<bool, Failure> {
    caller.may(Action::RunJobs)?;
    Ok(entities::people::Entity::find().count(caller.db()).await.stored()? == 0)
}
