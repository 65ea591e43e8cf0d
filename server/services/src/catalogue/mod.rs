//! Everybody searches and reads the catalogue; reference entries come in from files.

mod cards;
mod drawn;
mod export;
mod held;
pub mod import;
pub mod import_row;
mod search_listings;
mod shelf;
mod shortlist;
mod show;
mod store;
mod values;

pub use export::{download, export};
pub(crate) use held::{deployed, held};
pub use import::{ImportCounts, ImportProgress, import_listings};
pub use search_listings::{Suggestion, most_reused, search, suggest};
pub use shelf::Shelf;
pub use shortlist::{add_to_shortlist, cards_for, remove_from_shortlist, shortlist, shortlisted};
pub use show::show;
pub(crate) use store::{NewListing, insert_listings};
pub use values::choices;

#[cfg(test)]
mod tests;
