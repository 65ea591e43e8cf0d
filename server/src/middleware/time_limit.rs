//! How long a request may take, its body and the wait for a turn included. Sealed envelopes hold all files of a bid at
//! once, so they have longer; the pace that every body must keep is another matter (`serving/body.rs`).

use axum::extract::Request;
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::time::Duration;

/// Longest a request may take.
const LONGEST_REQUEST: Duration = Duration::from_secs(30);
/// Longest the envelopes of a bid may take: 44 MiB at little more than one megabit a second.
const LONGEST_ENVELOPES: Duration = Duration::from_secs(5 * 60);

pub(super) async fn hold(request: Request, next: Next) -> Response {
    let envelopes = request.method() == Method::POST && app::forms::takes_envelopes(request.uri().path());
    let limit = if envelopes { LONGEST_ENVELOPES } else { LONGEST_REQUEST };
    let answered = tokio::time::timeout(limit, next.run(request)).await;
    answered.unwrap_or_else(|_| StatusCode::REQUEST_TIMEOUT.into_response())
}
