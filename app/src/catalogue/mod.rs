//! Everybody searches, compares and reads the catalogue.

pub mod compare_page;
pub mod download;
mod facets;
mod result_row;
pub mod search_page;
pub mod shortlist_page;
pub mod solution_page;
mod solution_parts;
pub mod suggestions;
pub(crate) mod words;
