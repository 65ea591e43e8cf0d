mod files;
mod freshness;
mod pages;
mod searching;

use super::*;
use crate::Failure;
use crate::testing::{CURATOR, Office, TD, form};
use domain::catalogue::views::{ListingCard, SearchView};
use domain::catalogue::{Facet, SearchQuery, Sort};
use domain::locale::Locale;

/// A search as it stands in an address.
fn query(pairs: &[(&str, &str)]) -> SearchQuery {
    SearchQuery::from_fields(&form(pairs))
}

async fn found(office: &Office, pairs: &[(&str, &str)]) -> SearchView {
    search(&office.public(), Locale::En, query(pairs)).await.unwrap()
}

fn references<C: std::borrow::Borrow<ListingCard>>(cards: &[C]) -> Vec<&str> {
    cards.iter().map(|card| card.borrow().reference.as_str()).collect()
}

/// The published inventory of another government.
const PUBLISHED: &[u8] = include_bytes!("../../../sample/ai-use-cases-us-2024.csv");

async fn imported(office: &Office, bytes: &[u8]) -> ImportCounts {
    import_listings(&office.system(), bytes, 1, |_| ()).await.unwrap().unwrap()
}
