//! A small page for what is refused before it reaches a page, or broke in one: nothing on it can break too.

use crate::router::Front;
use app::RequestId;
use app::i18n::error;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::locale::Locale;
use domain::text::Text;
use std::fmt::Write;
use std::sync::Arc;

const POLICY: &str =
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Puts the page in place of a bare answer.
pub(super) async fn dress(State(front): State<Arc<Front>>, request: Request, next: Next) -> Response {
    let locale = app::locale_of(request.uri().path());
    let for_people = locale.is_some() || !is_for_machines(request.uri().path());
    let id = request.extensions().get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default();
    let response = next.run(request).await;
    let status = response.status();
    let page = if for_people && !is_html(&response) { words(status) } else { None };
    let Some((title, text)) = page else { return response };
    // What broke may concern somebody who reads any of the languages, so it is said in all.
    let broke = status == StatusCode::INTERNAL_SERVER_ERROR;
    let locales = locale.filter(|_| !broke).map_or(Locale::ALL.to_vec(), |locale| vec![locale]);
    let stylesheet = front.app.assets.stylesheet();
    let id = broke.then_some(id.as_str());
    let head = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)),
    ];
    (status, head, html(&locales, title, text, id, stylesheet)).into_response()
}

fn is_for_machines(path: &str) -> bool {
    ["/health/", "/pkg/", "/favicon.ico", "/robots.txt"].iter().any(|start| path.starts_with(start))
}

fn is_html(response: &Response) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with("text/html"))
}

/// What is said of a status; nothing of those that only pages answer.
fn words(status: StatusCode) -> Option<(Text, Text)> {
    match status {
        StatusCode::FORBIDDEN => Some((error::ELSEWHERE_TITLE, error::ELSEWHERE_TEXT)),
        StatusCode::REQUEST_TIMEOUT => Some((error::SLOW_TITLE, error::SLOW_TEXT)),
        StatusCode::PAYLOAD_TOO_LARGE => Some((error::LARGE_TITLE, error::LARGE_TEXT)),
        StatusCode::URI_TOO_LONG => Some((error::ADDRESS_TITLE, error::ADDRESS_TEXT)),
        StatusCode::BAD_REQUEST
        | StatusCode::UNSUPPORTED_MEDIA_TYPE
        | StatusCode::MISDIRECTED_REQUEST
        | StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE => Some((error::UNREADABLE_TITLE, error::UNREADABLE_TEXT)),
        StatusCode::INTERNAL_SERVER_ERROR => Some((error::BROKEN_TITLE, error::BROKEN_TEXT)),
        _ => None,
    }
}

fn html(locales: &[Locale], title: Text, text: Text, id: Option<&str>, stylesheet: Option<&str>) -> String {
    let first = locales.first().copied().unwrap_or(Locale::ZhHant);
    let mut page = format!(
        "<!DOCTYPE html><html lang=\"{}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{}</title>",
        first.lang(),
        escaped(title.to(first))
    );
    if let Some(stylesheet) = stylesheet {
        let _ = write!(page, "<link rel=\"stylesheet\" href=\"{}\">", escaped(stylesheet));
    }
    page.push_str("</head><body><main class=\"wrap prose\">");
    for (heading, locale) in std::iter::once("h1").chain(std::iter::repeat("h2")).zip(locales) {
        let (title, text) = (escaped(title.to(*locale)), escaped(text.to(*locale)));
        let _ = write!(page, "<div lang=\"{}\"><{heading}>{title}</{heading}><p>{text}</p></div>", locale.lang());
    }
    if let Some(id) = id {
        let _ = write!(page, "<p><code>{}</code></p>", escaped(id));
    }
    page.push_str("</main></body></html>");
    page
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}
