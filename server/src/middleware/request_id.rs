//! Every request gets a number, which is in the log, in the answer and on the page that says something broke.

use crate::router::Front;
use app::RequestId;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use std::sync::Arc;

const HEADER: HeaderName = HeaderName::from_static("x-request-id");

pub(super) async fn give(State(front): State<Arc<Front>>, mut request: Request, next: Next) -> Response {
    // A number that came with the request is not ours: it could be anything.
    let id = front.app.services.random.id().simple().to_string();
    request.extensions_mut().insert(RequestId(id.clone()));
    let mut response = next.run(request).await;
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(HEADER, value);
    }
    response
}
