//! The same search as a CSV file.

use super::words;
use crate::download::{attachment, table};
use crate::forms::attempt;
use crate::visit::Visit;
use axum::body::Bytes;
use axum::response::Response;
use domain::catalogue::views::ListingCard;
use domain::catalogue::{Access, SearchQuery};
use domain::locale::Locale;
use services::Failure;

const HEADER: [&str; 15] = [
    "reference",
    "name",
    "summary",
    "kind",
    "category",
    "access",
    "stage",
    "data_ceiling",
    "hosting",
    "owner",
    "supplier",
    "price_hkd",
    "price_per",
    "departments_using",
    "sample_data",
];

/// `GET /{locale}/solutions.csv`
pub async fn get(visit: Visit) -> Response {
    let locale = visit.locale();
    let query = SearchQuery::from_fields(visit.query());
    let file = services::catalogue::download(visit.caller(), locale, &query, move |cards| {
        table(&HEADER, cards.iter().map(|card| line(locale, card)))
            .map_err(|error| Failure::broken("writing the catalogue as a file", error))
    });
    let file = attempt!(visit, file.await);
    attachment("solutions.csv", Bytes::from_owner(file))
}

fn line(locale: Locale, card: &ListingCard) -> Vec<String> {
    let rate = card.rates.iter().filter(|rate| rate.unit.is_some() || card.rates.len() == 1).chain(&card.rates).next();
    vec![
        card.reference.clone(),
        card.name.text.clone(),
        card.summary.text.clone(),
        if card.access == Access::Reference { "reference" } else { "shared" }.to_owned(),
        card.category.code().to_owned(),
        card.access.code().to_owned(),
        card.stage.code().to_owned(),
        card.data_ceiling.map_or("", |level| level.code()).to_owned(),
        card.hosting.map_or("", |hosting| hosting.code()).to_owned(),
        card.owner.clone(),
        card.supplier.clone().unwrap_or_default(),
        rate.map(|rate| rate.amount.plain()).unwrap_or_default(),
        rate.map(|rate| words::per(locale, rate)).unwrap_or_default(),
        card.adopters.to_string(),
        if card.sample { "yes" } else { "no" }.to_owned(),
    ]
}
