//! A handler that panics ends its own request and nothing else.

use axum::body::Body;
use axum::http::{Response, StatusCode};
use axum::response::IntoResponse;
use std::any::Any;

/// The bare answer to a request whose handler panicked; it is dressed further out.
pub(super) fn caught(panic: Box<dyn Any + Send>) -> Response<Body> {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let text = text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default();
    tracing::error!(panic = text, "a handler panicked");
    StatusCode::INTERNAL_SERVER_ERROR.into_response()
}
