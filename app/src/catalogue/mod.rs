//! Everybody searches, compares and reads the catalogue.

pub mod compare_download;
pub mod compare_page;
pub mod download;
mod facets;
mod result_row;
pub mod search_page;
pub mod shortlist_page;
mod solution_key;
pub mod solution_page;
mod solution_parts;
mod solution_price;
pub mod suggestions;
pub(crate) mod words;
