//! Addresses without a language: each leads to its page in the reader's own, or is answered in it.

use crate::routes::Route;
use crate::site::AppState;
use crate::visit::language_cookie;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::locale::Locale;

/// The language of the cookie, else of the browser, else Traditional Chinese: for addresses without one.
pub fn language_of(headers: &HeaderMap) -> Locale {
    let from_header = || {
        let header = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
        Locale::from_accept_language(header)
    };
    language_cookie(headers).or_else(from_header).unwrap_or(Locale::ZhHant)
}

/// A file that programs ask for without a language; it is given in the one they prefer.
pub fn is_without_language(path: &str) -> bool {
    let calendar = path.strip_prefix("/tenders/").is_some_and(|rest| rest.ends_with(".ics") && !rest.contains('/'));
    calendar || path == "/tenders.csv" || path == "/tenders.atom"
}

/// An answer that depends on the preferred language, which nobody else is given.
pub fn by_language(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::VARY, HeaderValue::from_static("Accept-Language, Cookie"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    response
}

/// Leads from an address without a language to the same page in one.
pub fn lead(headers: &HeaderMap, route: Route<'_>) -> Response {
    by_language((StatusCode::FOUND, [(header::LOCATION, route.to(language_of(headers)))]).into_response())
}

/// `GET /`
pub async fn choose_language(State(_): State<AppState>, headers: HeaderMap) -> Response {
    lead(&headers, Route::Home)
}
