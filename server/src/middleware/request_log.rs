//! One line for each request: what was asked, what came of it, and how long it took.
//!
//! Never the query, the address typed, a cookie, a body, or who asked: what people do is in the audit log, and
//! secrets of links are in paths, so the route stands for the path.

use app::RequestId;
use axum::extract::{MatchedPath, Request};
use axum::middleware::Next;
use axum::response::Response;
use tokio::time::Instant;
use tracing::Instrument;

pub(super) async fn write(request: Request, next: Next) -> Response {
    let began = Instant::now();
    let method = request.method().clone();
    let extensions = request.extensions();
    let route = extensions.get::<MatchedPath>().map(|path| path.as_str().to_owned());
    let id = extensions.get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default();
    // Whatever is logged on the way, what broke and what was refused, carries the number too.
    let span = tracing::error_span!("asked", id);
    let response = next.run(request).instrument(span).await;
    let (status, ms) = (response.status().as_u16(), began.elapsed().as_millis() as u64);
    let (method, route) = (method.as_str(), route.as_deref().unwrap_or("(none)"));
    if status >= 500 {
        tracing::warn!(method, route, status, ms, id, "request");
    } else if route.starts_with("/health/") || route.starts_with("/pkg/") {
        tracing::debug!(method, route, status, ms, id, "request");
    } else {
        tracing::info!(method, route, status, ms, id, "request");
    }
    response
}
