//! Pages, tables and answers are compressed as they leave; what was compressed by the build is not touched.

use axum::http::{HeaderMap, StatusCode, Version, header};
use http::Extensions;
use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{And, Predicate, SizeAbove};

/// Below this it costs more than it saves.
const SMALLEST_BYTES: u64 = 860;

type OnlyText = fn(StatusCode, Version, &HeaderMap, &Extensions) -> bool;

pub(super) fn layer() -> CompressionLayer<And<SizeAbove, OnlyText>> {
    let predicate = SizeAbove::new(SMALLEST_BYTES).and(is_text as OnlyText);
    CompressionLayer::new().quality(CompressionLevel::Fastest).compress_when(predicate)
}

fn is_text(_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or("");
    let compressed = headers.contains_key(header::CONTENT_ENCODING);
    !compressed && ["text/html", "text/csv", "application/json"].iter().any(|text| kind.starts_with(text))
}
