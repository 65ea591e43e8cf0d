//! What a tool must know to seal a bid on the bidder's own machine, as a file to keep.

use crate::forms::attempt;
use crate::visit::Visit;
use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use services::Failure;
use services::bids::sealing_file;

/// `GET /{locale}/tenders/{reference}/bid/sealing.json`
pub async fn get(visit: Visit, Path((_, reference)): Path<(String, String)>) -> Response {
    let file = attempt!(visit, sealing_file(visit.caller(), &reference).await);
    let json = serde_json::to_string_pretty(&file);
    let json = attempt!(visit, json.map_err(|error| Failure::broken("writing a sealing file", error)));
    let name = format!("attachment; filename=\"{}.sealing.json\"", file.reference);
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/json")),
        (header::CONTENT_DISPOSITION, HeaderValue::from_str(&name).unwrap_or(HeaderValue::from_static("attachment"))),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
    ];
    (headers, json + "\n").into_response()
}
