//! How long a body may be: a form is short, and only the forms that take files may carry one.

use axum::body::Body;
use axum::extract::Request;
use axum::http::{Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http_body_util::Limited;

pub(super) async fn hold(request: Request, next: Next) -> Response {
    let limit = limit_of(&request);
    let told = request.headers().get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    if told.is_some_and(|length: usize| length > limit) {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    }
    let (parts, body) = request.into_parts();
    next.run(Request::from_parts(parts, Body::new(Limited::new(body, limit)))).await
}

fn limit_of(request: &Request) -> usize {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or("");
    let files = request.method() == Method::POST
        && kind.starts_with("multipart/form-data")
        && app::forms::takes_files(request.uri().path());
    let path = request.uri().path();
    if files { app::forms::longest_upload(path) } else { app::forms::longest_form(path) }
}
