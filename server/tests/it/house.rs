//! The sample office behind the real router, asked in process.

use app::{AppState, Assets, SESSION_COOKIE_OVER_TLS};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, Response, StatusCode, header};
use domain::accounts::SignIn;
use server::health::Standing;
use server::settings::Origin;
use server::{Front, router};
use services::accounts;
use services::sample::PASSWORD;
use services::testing::{Office, form};
use std::sync::Arc;
use tower::ServiceExt;

/// The address people use in tests.
pub const HERE: &str = "https://market.test";

/// The sample office behind its router.
pub struct House {
    pub office: Office,
    pub standing: Arc<Standing>,
    router: Router,
    _site: tempfile::TempDir,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl House {
    /// The sample office with its pages.
    pub async fn open() -> House {
        House::around(Office::sample().await)
    }

    /// This office with its pages.
    pub fn around(office: Office) -> House {
        let site = site();
        let standing = Arc::new(Standing::new(site.path().to_owned()));
        let router = router(Front {
            app: AppState {
                services: Arc::clone(&office.services),
                assets: Arc::new(Assets::read(site.path())),
                over_tls: true,
            },
            origin: Origin::parse(HERE).unwrap(),
            trusted_proxies: 0,
            standing: Arc::clone(&standing),
        });
        House { office, standing, router, _site: site }
    }

    /// Asks for a page; `cookie` is what [`House::sign_in`] gave.
    pub async fn get(&self, path: &str, cookie: Option<&str>) -> Answer {
        self.send(request(Method::GET, path, cookie).body(Body::empty()).unwrap()).await
    }

    /// Sends a form from our own pages.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)], cookie: Option<&str>) -> Answer {
        let request = request(Method::POST, path, cookie)
            .header(header::ORIGIN, HERE)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(encoded(fields))).unwrap()).await
    }

    /// Sends any request.
    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response: Response<Body> = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap();
        let body = String::from_utf8_lossy(&body).into_owned();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    /// The cookie of somebody of the sample office, by the first part of their address.
    pub async fn sign_in(&self, who: &str) -> String {
        let email = self.office.person(who).await.actor().officer().unwrap().email.clone();
        let form = SignIn::parse(&form(&[("email", &email), ("password", PASSWORD)])).unwrap();
        let session = accounts::sign_in(&self.office.public(), form, "192.0.2.1", "a test").await.unwrap();
        format!("{SESSION_COOKIE_OVER_TLS}={}", session.token)
    }
}

impl Answer {
    /// A header's value.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// It is a page.
    pub fn is_html(&self) -> bool {
        self.header("content-type").starts_with("text/html")
    }
}

/// A request to our own name.
pub fn request(method: Method, path: &str, cookie: Option<&str>) -> axum::http::request::Builder {
    let builder = Request::builder().method(method).uri(path).header(header::HOST, "market.test");
    match cookie {
        Some(cookie) => builder.header(header::COOKIE, cookie),
        None => builder,
    }
}

/// Fields as a browser sends them.
pub fn encoded(fields: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}

/// What a build leaves for browsers, in small.
fn site() -> tempfile::TempDir {
    let site = tempfile::tempdir().unwrap();
    let pkg = site.path().join("pkg");
    std::fs::create_dir(&pkg).unwrap();
    for (name, content) in [
        ("marketplace.js", "// script"),
        ("marketplace.wasm", "\0asm"),
        ("sealer.js", "// script"),
        ("sealer.wasm", "\0asm"),
        ("opener.js", "// script"),
        ("opener.wasm", "\0asm"),
        ("marketplace.css", "body { color: CanvasText }"),
        ("marketplace.css.br", "(compressed)"),
        ("favicon.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>"),
    ] {
        std::fs::write(pkg.join(name), content).unwrap();
    }
    site
}
