//! Every address: the site's pages, what browsers load, and the answers for operators, behind one row of middleware.

use crate::health::{self, HealthState, Standing};
use crate::settings::Origin;
use crate::{assets, middleware};
use app::AppState;
use axum::Router;
use axum::routing::get;
use std::sync::Arc;

/// What the router is made of.
#[derive(Debug, Clone)]
pub struct Front {
    /// What pages need.
    pub app: AppState,
    /// The address people use.
    pub origin: Origin,
    /// How many proxies in front add to `X-Forwarded-For`.
    pub trusted_proxies: u8,
    /// How the process stands.
    pub standing: Arc<Standing>,
}

/// Every address of the service.
pub fn router(front: Front) -> Router {
    let health = HealthState { standing: Arc::clone(&front.standing), services: Arc::clone(&front.app.services) };
    let operators = Router::new()
        .route("/health/live", get(health::live))
        .route("/health/ready", get(health::ready))
        .with_state(health);
    let files = Router::new()
        .route("/pkg/{name}", get(assets::file))
        .route("/favicon.ico", get(assets::favicon))
        .route("/robots.txt", get(assets::robots))
        .with_state(Arc::clone(&front.app.assets));
    let pages = app::site().into_router().with_state(front.app.clone());
    middleware::around(pages.merge(files).merge(operators), front)
}
