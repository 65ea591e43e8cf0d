//! Suggestions under the search field, for browsers that enhance it.

use crate::forms::attempt;
use crate::i18n::results;
use crate::routes::Route;
use crate::visit::Visit;
use axum::Json;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use domain::catalogue::search::LONGEST_TEXT;
use serde::Serialize;

#[derive(Serialize)]
struct Line {
    label: String,
    href: String,
    hint: String,
}

/// `GET /{locale}/solutions/suggestions?q=…`
pub async fn get(visit: Visit) -> Response {
    let locale = visit.locale();
    let text: String = visit.query().get("q").chars().take(LONGEST_TEXT).collect();
    let found = attempt!(visit, services::catalogue::suggest(visit.caller(), locale, &text).await);
    let lines: Vec<Line> = found
        .into_iter()
        .map(|suggestion| Line {
            href: visit.to(Route::SolutionPath(&suggestion.path)),
            label: suggestion.name,
            hint: if suggestion.adopters > 0 {
                results::USE_IT.count(locale, suggestion.adopters as i64)
            } else {
                String::new()
            },
        })
        .collect();
    let mut response = Json(lines).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("private, max-age=60"));
    response
}
