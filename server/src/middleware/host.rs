//! Over TLS only requests for our own name are answered, so that no other name can be made to point here.

use crate::router::Front;
use crate::settings::is_loopback;
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

pub(super) async fn check(State(front): State<Arc<Front>>, request: Request, next: Next) -> Response {
    // A load balancer asks for the health of an address, not of a name.
    let asked_by_machine = request.uri().path().starts_with("/health/");
    if front.origin.over_tls() && !asked_by_machine && !is_ours(&front, &request) {
        return StatusCode::MISDIRECTED_REQUEST.into_response();
    }
    next.run(request).await
}

fn is_ours(front: &Front, request: &Request) -> bool {
    let mut hosts = request.headers().get_all(header::HOST).iter();
    let (Some(host), None) = (hosts.next(), hosts.next()) else { return false };
    let Some(host) = host.to_str().ok().and_then(|host| host.parse::<http::uri::Authority>().ok()) else {
        return false;
    };
    let host = host.host().to_ascii_lowercase();
    host == front.origin.host() || is_loopback(&host)
}
