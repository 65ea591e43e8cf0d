//! From a view to an answer: one function for every page.

use crate::layout::{Meta, shell};
use crate::visit::{Visit, remember_language};
use axum::body::Body;
use axum::http::{HeaderValue, Request, StatusCode, header};
use axum::response::Response;
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use std::sync::Arc;

/// Draws a page in the site's frame.
///
/// The view is loaded before; drawing neither waits nor decides. The Content-Security-Policy carries the nonce that
/// was put on the page's scripts.
pub async fn page<T, V>(
    visit: &Visit,
    status: StatusCode,
    meta: Meta,
    data: T,
    draw: impl Fn(&Visit, &T) -> V + Clone + Send + Sync + 'static,
) -> Response
where
    T: Send + Sync + 'static,
    V: IntoView + 'static,
{
    let inside = visit.clone();
    let private = meta.is_private() || visit.caller().actor().officer().is_some();
    let (meta, data) = (Arc::new(meta), Arc::new(data));
    let app = move || {
        let options = expect_context::<ResponseOptions>();
        options.set_status(status);
        let nonce = use_nonce().map(|nonce| nonce.to_string()).unwrap_or_default();
        if let Ok(policy) = HeaderValue::from_str(&policy(&nonce)) {
            options.insert_header(header::CONTENT_SECURITY_POLICY, policy);
        }
        let body = draw(&inside, &data).into_any();
        shell(&inside, &meta, body)
    };
    // Pages read nothing of the request but what the visit holds.
    let mut request = Request::new(Body::empty());
    *request.uri_mut() = "/".parse().unwrap_or_default();
    let mut response = leptos_axum::render_app_async_with_context(|| {}, app)(request).await;
    let cache = if private { "private, no-store" } else { "private, no-cache" };
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    if let Ok(language) = HeaderValue::from_str(visit.locale().lang()) {
        response.headers_mut().insert(header::CONTENT_LANGUAGE, language);
    }
    remember_language(visit, &mut response);
    response
}

/// Nothing from elsewhere, no script without the nonce, no style attribute.
fn policy(nonce: &str) -> String {
    format!(
        "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; style-src 'self'; \
         img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; \
         base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
    )
}
