//! Only requests for our own name are answered, so that no other name can be made to point here.
//!
//! This machine's own names always count as ours. A request says exactly one name: two that differ could be read
//! differently by a proxy and by us.

use crate::router::Front;
use crate::settings::is_loopback;
use axum::extract::{Request, State};
use axum::http::uri::Authority;
use axum::http::{StatusCode, Version, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

pub(super) async fn check(State(front): State<Arc<Front>>, request: Request, next: Next) -> Response {
    // A load balancer asks for the health of an address, not of a name.
    let asked_by_machine = request.uri().path().starts_with("/health/");
    let mut hosts = request.headers().get_all(header::HOST).iter();
    let host = match (hosts.next(), hosts.next()) {
        (Some(host), None) => host.to_str().ok().and_then(|host| host.parse::<Authority>().ok()),
        // Before HTTP/1.1 a request need not say a name.
        (None, None) if request.version() < Version::HTTP_11 && asked_by_machine => None,
        _ => return StatusCode::BAD_REQUEST.into_response(),
    };
    // A request line may name a host too.
    let names = host.as_ref().into_iter().chain(request.uri().authority());
    let ours = host.is_some() && names.into_iter().all(|name| is_ours(&front, name));
    if !ours && !asked_by_machine {
        return StatusCode::MISDIRECTED_REQUEST.into_response();
    }
    next.run(request).await
}

fn is_ours(front: &Front, name: &Authority) -> bool {
    let host = name.host().to_ascii_lowercase();
    !name.as_str().contains('@') && (host == front.origin.host() || is_loopback(&host))
}
