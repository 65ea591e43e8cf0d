//! Requests larger than any of ours are refused with a page that says so, well before the connection itself gives up.

use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// Longest query, in bytes; the longest search with every filter stays far below it.
const LONGEST_QUERY_BYTES: usize = 4 * 1024;
/// Longest path, in bytes.
const LONGEST_PATH_BYTES: usize = 1024;
/// Most headers of a request; browsers send about twenty.
pub(crate) const MOST_HEADERS: usize = 64;
/// Longest head of a request, in bytes.
pub(crate) const LONGEST_HEAD_BYTES: usize = 32 * 1024;

pub(super) async fn check(request: Request, next: Next) -> Response {
    let uri = request.uri();
    if uri.path().len() > LONGEST_PATH_BYTES || uri.query().is_some_and(|query| query.len() > LONGEST_QUERY_BYTES) {
        return StatusCode::URI_TOO_LONG.into_response();
    }
    let headers = request.headers();
    // Each line has a colon, a blank and its end besides.
    let bytes: usize = headers.iter().map(|(name, value)| name.as_str().len() + value.len() + 4).sum();
    if headers.len() > MOST_HEADERS || bytes > LONGEST_HEAD_BYTES {
        return StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE.into_response();
    }
    next.run(request).await
}
