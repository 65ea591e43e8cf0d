//! Documents of tenders, to be kept.

use crate::download;
use crate::forms::attempt;
use crate::visit::Visit;
use axum::extract::Path;
use axum::response::Response;
use services::tenders::{read_document, read_draft_document};

/// `GET /{locale}/tenders/{reference}/documents/{file}`: `file` is its SHA-256.
pub async fn get(visit: Visit, Path((_, reference, file)): Path<(String, String, String)>) -> Response {
    download::document(attempt!(visit, read_document(visit.caller(), &reference, &file).await))
}

/// `GET /{locale}/workspace/tenders/{reference}/files/{file}`
pub async fn get_draft(visit: Visit, Path((_, reference, file)): Path<(String, String, String)>) -> Response {
    download::document(attempt!(visit, read_draft_document(visit.caller(), &reference, &file).await))
}
