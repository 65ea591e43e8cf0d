//! Only our own pages may change anything: a form that another site sends in somebody's name is refused.
//!
//! Browsers say where a request comes from in `Sec-Fetch-Site` and `Origin`. Whatever they say must be us, and a
//! request that changes something must say it in at least one of the two.

use crate::router::Front;
use crate::settings::Origin;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

pub(super) async fn check(State(front): State<Arc<Front>>, request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    if reads || comes_from(&front.origin, request.headers()) {
        return next.run(request).await;
    }
    tracing::warn!(method = %request.method(), "a request from elsewhere was refused");
    StatusCode::FORBIDDEN.into_response()
}

/// Everything the headers say of where the request comes from is `ours`, and they say something.
fn comes_from(ours: &Origin, headers: &HeaderMap) -> bool {
    let is_ours = |origin: &HeaderValue| {
        let origin = origin.to_str().ok().and_then(Origin::parse);
        origin.is_some_and(|origin| ours.admits(&origin))
    };
    let sites: Vec<_> = headers.get_all(SEC_FETCH_SITE).iter().collect();
    let origins: Vec<_> = headers.get_all(header::ORIGIN).iter().collect();
    let said = !sites.is_empty() || !origins.is_empty();
    said && sites.iter().all(|site| *site == "same-origin") && origins.into_iter().all(is_ours)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_must_come_from_our_own_pages() {
        let ours = Origin::parse("https://market.gov.hk").unwrap();
        for (site, origin, comes) in [
            (Some("same-origin"), Some("https://market.gov.hk"), true),
            (Some("same-origin"), None, true),
            (None, Some("https://market.gov.hk"), true),
            (None, None, false),
            (Some("cross-site"), Some("https://market.gov.hk"), false),
            (Some("same-site"), Some("https://market.gov.hk"), false),
            (Some("none"), None, false),
            (Some("same-origin"), Some("https://evil.example"), false),
            (Some("same-origin"), Some("null"), false),
            (None, Some("http://market.gov.hk"), false),
            (None, Some("https://market.gov.hk.evil.example"), false),
            (None, Some("https://localhost"), false),
        ] {
            let mut headers = HeaderMap::new();
            if let Some(site) = site {
                headers.insert(SEC_FETCH_SITE, HeaderValue::from_static(site));
            }
            if let Some(origin) = origin {
                headers.insert(header::ORIGIN, HeaderValue::from_static(origin));
            }
            assert_eq!(comes_from(&ours, &headers), comes, "{site:?} {origin:?}");
        }
    }

    #[test]
    fn two_headers_that_differ_are_not_believed() {
        let ours = Origin::parse("https://market.gov.hk").unwrap();
        let mut headers = HeaderMap::new();
        headers.append(header::ORIGIN, HeaderValue::from_static("https://market.gov.hk"));
        headers.append(header::ORIGIN, HeaderValue::from_static("https://evil.example"));
        assert!(!comes_from(&ours, &headers));
    }
}
