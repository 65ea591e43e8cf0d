//! What every request passes on its way in, and every answer on its way out; the outermost first.
//!
//! Headers and the number of the request come first of all, so that they are on every answer there is. A request is
//! judged (size, host, origin) before anything is done for it, and a body is never read beyond 64 KiB, or
//! 11 MiB where files are taken.

mod body_limit;
mod client_address;
mod compression;
mod host;
mod limits;
mod origin;
mod panics;
mod plain_page;
mod request_id;
mod request_log;
mod security_headers;
#[cfg(test)]
mod tests;

use crate::router::Front;
use axum::Router;
use axum::http::StatusCode;
use axum::middleware::{from_fn, from_fn_with_state};
use std::time::Duration;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::timeout::TimeoutLayer;

/// Longest a request may take, its body and the wait for a turn included.
const LONGEST_REQUEST: Duration = Duration::from_secs(30);

pub(crate) use client_address::{Peer, block};
pub(crate) use limits::{LONGEST_HEAD_BYTES, MOST_HEADERS};

/// The routes with everything in front of them.
pub(crate) fn around(routes: Router, front: Front) -> Router {
    let front = std::sync::Arc::new(front);
    routes.layer(
        ServiceBuilder::new()
            .layer(from_fn_with_state(front.clone(), security_headers::add))
            .layer(from_fn_with_state(front.clone(), request_id::give))
            .layer(from_fn(request_log::write))
            .layer(from_fn_with_state(front.clone(), plain_page::dress))
            .layer(CatchPanicLayer::custom(panics::caught))
            .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, LONGEST_REQUEST))
            .layer(from_fn(limits::check))
            .layer(from_fn_with_state(front.clone(), host::check))
            .layer(from_fn_with_state(front.clone(), origin::check))
            .layer(from_fn_with_state(front, client_address::tell))
            .layer(compression::layer())
            .layer(from_fn(body_limit::hold)),
    )
}
