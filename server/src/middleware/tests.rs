//! What becomes of a request whose handler breaks or never ends, and what is written of any.

use super::around;
use crate::health::Standing;
use crate::router::Front;
use crate::settings::Origin;
use app::{AppState, Assets};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, Response};
use axum::routing::get;
use services::testing::Office;
use std::io::Write;
use std::sync::{Arc, Mutex};
use tower::ServiceExt;
use tracing_subscriber::fmt::MakeWriter;

/// Routes that break, behind everything that stands in front of the real ones.
async fn routes() -> (Router, Office) {
    let office = Office::open().await;
    let routes = Router::new()
        .route("/{locale}/breaks", get(|| async { breaks() }))
        .route("/{locale}/never", get(std::future::pending::<()>))
        .route("/{locale}/fine/{secret}", get(|| async { "fine" }));
    let front = Front {
        app: AppState { services: Arc::clone(&office.services), assets: Arc::new(Assets::default()), over_tls: false },
        origin: Origin::parse("http://127.0.0.1:3000").unwrap(),
        trusted_proxies: 0,
        standing: Arc::new(Standing::new(std::env::temp_dir())),
    };
    (around(routes, front), office)
}

fn breaks() -> &'static str {
    panic!("a secret detail")
}

async fn asked(router: &Router, path: &str) -> (Response<()>, String) {
    let request =
        Request::builder().uri(path).header("host", "127.0.0.1:3000").header("cookie", "session=0123456789abcdef");
    let response = router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap();
    (Response::from_parts(parts, ()), String::from_utf8(body.to_vec()).unwrap())
}

#[tokio::test]
async fn a_handler_that_panics_gives_a_page_in_three_languages_with_its_number() {
    let (router, _office) = routes().await;
    let (response, page) = asked(&router, "/en/breaks").await;
    assert_eq!(response.status(), 500);
    let number = response.headers()["x-request-id"].to_str().unwrap();
    assert!(page.contains(number), "{page}");
    for lang in ["en-HK", "zh-Hant-HK", "zh-Hans-HK"] {
        assert!(page.contains(&format!("lang=\"{lang}\"")), "{page}");
    }
    assert_eq!(page.matches("<h1>").count(), 1);
    assert!(!page.contains("secret detail"), "{page}");
    assert_eq!(response.headers()["x-frame-options"], "DENY");
    assert!(response.headers()["content-security-policy"].to_str().unwrap().starts_with("default-src 'none'"));
    assert_eq!(response.headers()["cache-control"], "private, no-store");
    // The next request is none the wiser.
    assert_eq!(asked(&router, "/en/fine/x").await.1, "fine");
}

#[tokio::test]
async fn also_without_tls_a_request_says_one_name_and_it_is_ours() {
    let (router, _office) = routes().await;
    for (hosts, line, status) in [
        (&["127.0.0.1:3000"][..], "/en/fine/x", 200),
        (&["localhost:3000"], "/en/fine/x", 200),
        (&["LOCALHOST"], "/en/fine/x", 200),
        (&["evil.example"], "/en/fine/x", 421),
        (&["evil.example:3000"], "/en/fine/x", 421),
        (&["somebody@localhost:3000"], "/en/fine/x", 421),
        (&["not a name"], "/en/fine/x", 421),
        (&["localhost:3000", "localhost:3000"], "/en/fine/x", 400),
        (&["localhost:3000", "evil.example"], "/en/fine/x", 400),
        (&[], "/en/fine/x", 400),
        (&["localhost:3000"], "http://evil.example/en/fine/x", 421),
        (&["localhost:3000"], "http://localhost:3000/en/fine/x", 200),
    ] {
        let request = hosts.iter().fold(Request::builder().uri(line), |request, host| request.header("host", *host));
        let response = router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        assert_eq!(response.status(), status, "{hosts:?} {line}");
    }
}

#[tokio::test]
async fn a_request_that_never_ends_is_ended() {
    let (router, _office) = routes().await;
    tokio::time::pause();
    let began = tokio::time::Instant::now();
    let (response, page) = asked(&router, "/zh-Hans/never").await;
    assert_eq!(response.status(), 408);
    assert_eq!(began.elapsed().as_secs(), 30);
    assert!(page.contains("lang=\"zh-Hans-HK\""), "{page}");
}

/// A log kept in memory.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Lines {
    type Writer = Lines;

    fn make_writer(&self) -> Lines {
        self.clone()
    }
}

#[tokio::test]
async fn the_log_has_the_route_and_no_secret() {
    let (router, _office) = routes().await;
    let lines = Lines::default();
    let subscriber = tracing_subscriber::fmt().with_writer(lines.clone()).json().finish();
    let _written_here = tracing::subscriber::set_default(subscriber);
    let (response, _) = asked(&router, "/en/fine/9f86d081884c7d65?q=what%20somebody%20looks%20for").await;
    let text = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
    let line = text.lines().find(|line| line.contains("\"request\"")).expect("a line for the request");
    for word in ["\"GET\"", "/{locale}/fine/{secret}", "200", response.headers()["x-request-id"].to_str().unwrap()] {
        assert!(line.contains(word), "{word}: {line}");
    }
    for secret in ["9f86d081884c7d65", "somebody", "0123456789abcdef", "cookie"] {
        assert!(!text.contains(secret), "{secret}: {text}");
    }
}
