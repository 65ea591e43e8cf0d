//! A bidder's receipt as a text file to keep, and the sealed envelopes it names.

use crate::forms::{Posted, attempt};
use crate::visit::Visit;
use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use domain::bids::EnvelopeKind;
use services::{Failure, bids};

/// `GET /{locale}/tenders/{reference}/bid/receipts/{number}`
pub async fn get(visit: Visit, Path((_, reference, number)): Path<(String, String, String)>) -> Response {
    let number = attempt!(visit, number.parse().map_err(|_| Failure::NotFound));
    let text = attempt!(visit, bids::receipt(visit.caller(), &reference, number).await);
    file("text/plain; charset=utf-8", "receipt.txt", text.into_bytes())
}

/// `GET /{locale}/tenders/{reference}/bid/receipts/{number}/proof`: that the receipt is in the log.
pub async fn proof(visit: Visit, Path((_, reference, number)): Path<(String, String, String)>) -> Response {
    let number = attempt!(visit, number.parse().map_err(|_| Failure::NotFound));
    let text = attempt!(visit, bids::receipt_proof(visit.caller(), &reference, number).await);
    file("text/plain; charset=utf-8", "proof.txt", text.into_bytes())
}

/// `GET /{locale}/tenders/{reference}/bid/receipts/{number}/{kind}`: the very bytes whose fingerprint the receipt names.
pub async fn envelope(
    visit: Visit,
    Path((_, reference, number, kind)): Path<(String, String, String, String)>,
) -> Response {
    let number = attempt!(visit, number.parse().map_err(|_| Failure::NotFound));
    let kind = attempt!(visit, EnvelopeKind::parse(&kind).ok_or(Failure::NotFound));
    let bytes = attempt!(visit, bids::envelope(visit.caller(), &reference, number, kind).await);
    file("application/octet-stream", &format!("{}-{number}.sealed", kind.code()), bytes)
}

/// `POST /{locale}/tenders/{reference}/bid/receipts/{number}/{kind}/key`: the key of an envelope that was sealed here just
/// now. It is given once, so a link would not do: whatever follows links ahead would use it up.
pub async fn key(
    Path((_, reference, number, kind)): Path<(String, String, String, String)>,
    posted: Posted,
) -> Response {
    let visit = posted.visit;
    let number = attempt!(visit, number.parse().map_err(|_| Failure::NotFound));
    let kind = attempt!(visit, EnvelopeKind::parse(&kind).ok_or(Failure::NotFound));
    let bytes = attempt!(visit, bids::bid_key(visit.caller(), &reference, number, kind).await);
    file("application/octet-stream", &format!("{}-{number}.bid-key", kind.code()), bytes)
}

fn file(media_type: &'static str, name: &str, content: Vec<u8>) -> Response {
    let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(media_type)),
        (header::CONTENT_DISPOSITION, disposition.unwrap_or(HeaderValue::from_static("attachment"))),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
    ];
    (headers, content).into_response()
}
