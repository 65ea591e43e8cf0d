//! The same comparison as a CSV file, one line for each solution.

use super::{compare_page, words};
use crate::download::csv;
use crate::forms::attempt;
use crate::i18n;
use crate::visit::Visit;
use axum::response::Response;
use domain::catalogue::Facet;

const HEADER: [&str; 17] = [
    "reference",
    "name",
    "owner",
    "supplier",
    "price",
    "departments_using",
    "evidence",
    "limits",
    "human_review",
    "contract_ends_on",
    "ceiling_left_hkd",
    "data_ceiling",
    "risk_tier",
    "hosting",
    "model",
    "languages",
    "assurance",
];

/// `GET /{locale}/solutions/compare.csv?s=…&s=…`
pub async fn get(visit: Visit) -> Response {
    let locale = visit.locale();
    let compared = attempt!(visit, compare_page::load(&visit).await);
    let comma = i18n::frame::LIST_COMMA.to(locale);
    let lines = compared.solutions.into_iter().map(move |view| {
        let card = &view.card;
        let (price, per) = words::price(locale, card);
        let evidence = view.evidence.first().map(|evidence| format!("{} {}", evidence.measure, evidence.value));
        let contract = view.contract.as_ref();
        let languages: Vec<_> =
            view.languages.iter().map(|code| words::choice(locale, Facet::Works, code.code())).collect();
        let assurance: Vec<_> =
            view.assurance.iter().map(|held| words::choice(locale, Facet::Assurance, held.kind.code())).collect();
        vec![
            card.reference.clone(),
            card.name.text.clone(),
            card.owner.clone(),
            card.supplier.clone().unwrap_or_default(),
            format!("{price} {per}"),
            card.adopters.to_string(),
            evidence.unwrap_or_default(),
            view.limits.text.clone(),
            view.human_review.text.clone(),
            contract.map(|contract| contract.ends_on.to_string()).unwrap_or_default(),
            contract.map(|contract| contract.ceiling_left.plain()).unwrap_or_default(),
            card.data_ceiling.map_or("", |level| level.code()).to_owned(),
            view.risk_tier.map_or("", |tier| tier.code()).to_owned(),
            card.hosting.map_or("", |hosting| hosting.code()).to_owned(),
            view.model.map_or("", |model| model.code()).to_owned(),
            languages.join(comma),
            assurance.join(comma),
        ]
    });
    csv("comparison.csv", &HEADER, lines)
}
