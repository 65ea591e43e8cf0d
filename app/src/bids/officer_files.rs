//! What an officer's own tool must know, as files: to make a key, to try it out, to make a part of an opening.

use crate::forms::attempt;
use crate::visit::Visit;
use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use domain::bids::EnvelopeKind;
use serde::Serialize;
use services::Failure;
use services::{keys, openings};

/// `GET /{locale}/workspace/tenders/{reference}/opening/opening.json`
pub async fn get_opening(visit: Visit, Path((_, reference)): Path<(String, String)>) -> Response {
    opening(&visit, &reference, EnvelopeKind::Technical).await
}

/// `GET /{locale}/workspace/tenders/{reference}/price-opening/opening.json`
pub async fn get_price_opening(visit: Visit, Path((_, reference)): Path<(String, String)>) -> Response {
    opening(&visit, &reference, EnvelopeKind::Price).await
}

/// `GET /{locale}/account/sealing-key/key.json`
pub async fn get_key(visit: Visit) -> Response {
    let file = attempt!(visit, keys::key_file(visit.caller()));
    sent(&visit, &file, "key.json").await
}

/// `GET /{locale}/account/sealing-key/rehearsal.json`
pub async fn get_rehearsal(visit: Visit) -> Response {
    let file = attempt!(visit, keys::rehearsal_file(visit.caller()).await);
    sent(&visit, &file, "rehearsal.json").await
}

async fn opening(visit: &Visit, reference: &str, kind: EnvelopeKind) -> Response {
    let file = attempt!(visit, openings::opening_file(visit.caller(), reference, kind).await);
    let name = format!("{}.{}.opening.json", file.reference, kind.code());
    sent(visit, &file, &name).await
}

async fn sent(visit: &Visit, file: &impl Serialize, name: &str) -> Response {
    let json = serde_json::to_string_pretty(file);
    let json = attempt!(visit, json.map_err(|error| Failure::broken("writing an officer's file", error)));
    let name = format!("attachment; filename=\"{name}\"");
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/json")),
        (header::CONTENT_DISPOSITION, HeaderValue::from_str(&name).unwrap_or(HeaderValue::from_static("attachment"))),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
    ];
    (headers, json + "\n").into_response()
}
