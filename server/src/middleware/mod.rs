//! What every request passes on its way in, and every answer on its way out; the outermost first.
//!
//! Headers and the number of the request come first of all, so that they are on every answer there is. A request is
//! judged (size, host, origin) before anything is done for it, and a body is never read beyond 64 KiB, or
//! 11 MiB where files are taken, 44 MiB where the sealed envelopes of a bid are.

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
mod time_limit;

use crate::router::Front;
use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;

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
            .layer(from_fn(time_limit::hold))
            .layer(from_fn(limits::check))
            .layer(from_fn_with_state(front.clone(), host::check))
            .layer(from_fn_with_state(front.clone(), origin::check))
            .layer(from_fn_with_state(front, client_address::tell))
            .layer(compression::layer())
            .layer(from_fn(body_limit::hold)),
    )
}
