//! A bidder's receipt as a text file to keep.

use crate::forms::attempt;
use crate::visit::Visit;
use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use services::Failure;

/// `GET /{locale}/tenders/{reference}/bid/receipts/{number}`
pub async fn get(visit: Visit, Path((_, reference, number)): Path<(String, String, String)>) -> Response {
    let number = attempt!(visit, number.parse().map_err(|_| Failure::NotFound));
    let text = attempt!(visit, services::bids::receipt(visit.caller(), &reference, number).await);
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8")),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"receipt.txt\"")),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
    ];
    (headers, text).into_response()
}
