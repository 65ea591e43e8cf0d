//! What the build made for browsers, and the two files browsers and robots ask for by name.

use app::assets::{Asset, Assets};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// Names change with their content, so a copy stays right.
const FOREVER: &str = "public, max-age=31536000, immutable";
const FOR_A_DAY: &str = "public, max-age=86400";

/// What robots are asked to leave alone: what needs somebody signed in, or is made for one person.
const ROBOTS: &str = "User-agent: *
Disallow: /health/
Disallow: /*/account
Disallow: /*/invitation/
Disallow: /*/orders
Disallow: /*/reset-password
Disallow: /*/reuse/
Disallow: /*/shortlist
Disallow: /*/sign-in
Disallow: /*/solutions/suggestions
Disallow: /*/spend
Disallow: /*/workspace/
";

/// `GET /pkg/{name}`
pub(crate) async fn file(State(assets): State<Arc<Assets>>, Path(name): Path<String>, headers: HeaderMap) -> Response {
    match assets.find(&name) {
        Some(file) => send(file, &headers, FOREVER),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// `GET /favicon.ico`: the mark, for browsers that do not read the page's link to it.
pub(crate) async fn favicon(State(assets): State<Arc<Assets>>, headers: HeaderMap) -> Response {
    let mark = assets.mark().and_then(|path| assets.find(path.strip_prefix("/pkg/")?));
    mark.map_or_else(|| StatusCode::NOT_FOUND.into_response(), |file| send(file, &headers, FOR_A_DAY))
}

/// `GET /robots.txt`
pub(crate) async fn robots() -> Response {
    let kind = HeaderValue::from_static("text/plain; charset=utf-8");
    let kept = HeaderValue::from_static(FOR_A_DAY);
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, kept)], ROBOTS).into_response()
}

fn send(file: &Asset, headers: &HeaderMap, kept: &'static str) -> Response {
    let head = [
        (header::CONTENT_TYPE, HeaderValue::from_static(file.media_type)),
        (header::CACHE_CONTROL, HeaderValue::from_static(kept)),
        (header::VARY, HeaderValue::from_static("Accept-Encoding")),
    ];
    match &file.brotli {
        Some(brotli) if accepts_brotli(headers) => {
            let encoding = [(header::CONTENT_ENCODING, HeaderValue::from_static("br"))];
            (head, encoding, brotli.clone()).into_response()
        }
        _ => (head, file.plain.clone()).into_response(),
    }
}

fn accepts_brotli(headers: &HeaderMap) -> bool {
    let listed = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    listed.flat_map(|value| value.split(',')).any(|coding| {
        let mut parts = coding.split(';').map(str::trim);
        let refused = |weight: &str| matches!(weight.replace(' ', "").as_str(), "q=0" | "q=0.0" | "q=0.00" | "q=0.000");
        parts.next() == Some("br") && !parts.any(refused)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brotli_is_sent_to_those_who_accept_it() {
        for (value, accepted) in [
            ("gzip, deflate, br, zstd", true),
            ("br;q=0.5", true),
            ("br;q=0", false),
            ("br; q=0.0", false),
            ("gzip", false),
            ("abr", false),
        ] {
            let headers = HeaderMap::from_iter([(header::ACCEPT_ENCODING, HeaderValue::from_static(value))]);
            assert_eq!(accepts_brotli(&headers), accepted, "{value}");
        }
        assert!(!accepts_brotli(&HeaderMap::new()));
    }
}
