//! The site map as data: what is routed is what is listed, so no route can be forgotten by a test.

use crate::assets::Assets;
use crate::visit;
use axum::Router;
use axum::handler::Handler;
use axum::routing::{get, post};
use services::Services;
use std::sync::Arc;

/// What every page needs.
#[derive(Debug, Clone)]
pub struct AppState {
    /// The office.
    pub services: Arc<Services>,
    /// Script, stylesheet and mark.
    pub assets: Arc<Assets>,
    /// The service is reached over TLS, so cookies are `Secure`.
    pub over_tls: bool,
}

/// One line of the site map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// `GET` or `POST`.
    pub method: &'static str,
    /// The path, with `{names}` for what varies.
    pub path: &'static str,
}

/// Routes and the list of them.
#[derive(Default)]
pub struct Site {
    router: Router<AppState>,
    entries: Vec<Entry>,
}

impl Site {
    /// A page.
    pub fn get<T: 'static>(&mut self, path: &'static str, handler: impl Handler<T, AppState>) {
        self.entries.push(Entry { method: "GET", path });
        self.router = std::mem::take(&mut self.router).route(path, get(handler));
    }

    /// A form.
    pub fn post<T: 'static>(&mut self, path: &'static str, handler: impl Handler<T, AppState>) {
        self.entries.push(Entry { method: "POST", path });
        self.router = std::mem::take(&mut self.router).route(path, post(handler));
    }

    /// Every line of the site map.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The router; an address that is not on the map gets the page that says so.
    pub fn into_router(self) -> Router<AppState> {
        self.router.fallback(visit::nothing_here).method_not_allowed_fallback(visit::wrong_method)
    }
}

impl std::fmt::Debug for Site {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Site").field("entries", &self.entries).finish_non_exhaustive()
    }
}
