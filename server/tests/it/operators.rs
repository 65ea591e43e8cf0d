//! What browsers load beside pages, and what operators ask.

use crate::house::{House, request};
use axum::body::Body;
use axum::http::{Method, header};

/// Headers every answer carries, whatever it is.
const ALWAYS: [(&str, &str); 6] = [
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("x-frame-options", "DENY"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("strict-transport-security", "max-age=31536000"),
];

#[tokio::test]
async fn every_answer_carries_the_same_guards() {
    let house = House::open().await;
    let stylesheet = stylesheet(&house).await;
    let mut numbers = Vec::new();
    for (method, path, status) in [
        (Method::GET, "/", 302),
        (Method::GET, "/en", 200),
        (Method::HEAD, "/en", 200),
        (Method::GET, "/en/orders", 303),
        (Method::GET, "/en/nowhere", 404),
        (Method::GET, "/nowhere", 404),
        (Method::GET, "/%00%ff", 404),
        (Method::GET, "/en/solutions.csv", 200),
        (Method::GET, "/en/solutions/suggestions?q=a", 200),
        (Method::GET, stylesheet.as_str(), 200),
        (Method::GET, "/pkg/nothing.js", 404),
        (Method::GET, "/favicon.ico", 200),
        (Method::GET, "/robots.txt", 200),
        (Method::GET, "/health/live", 200),
        (Method::GET, "/health/ready", 200),
        (Method::POST, "/en/sign-in", 403),
    ] {
        let answer = house.send(request(method.clone(), path, None).body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, status, "{method} {path}");
        for (name, value) in ALWAYS {
            assert_eq!(answer.header(name), value, "{method} {path} {name}");
        }
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{path}");
        assert!(answer.header("permissions-policy").contains("camera=()"), "{path}");
        assert_eq!(answer.header("server"), "");
        numbers.push(answer.header("x-request-id").to_owned());
    }
    numbers.sort();
    numbers.dedup();
    assert_eq!(numbers.len(), 16, "every request has a number of its own");
    assert!(numbers.iter().all(|number| number.len() == 32));
}

async fn stylesheet(house: &House) -> String {
    let page = house.get("/en/help", None).await;
    let tags = crate::page_parts::tags(&page.body);
    let link = tags.iter().find(|tag| tag.get("rel") == Some("stylesheet")).expect("a stylesheet");
    link.get("href").unwrap().to_owned()
}

#[tokio::test]
async fn files_are_kept_for_ever_and_come_compressed_to_those_who_can_read_it() {
    let house = House::open().await;
    let path = stylesheet(&house).await;
    assert!(path.starts_with("/pkg/marketplace-"), "{path}");
    for (accepted, encoding, body) in
        [("br, gzip", "br", "(compressed)"), ("gzip", "", "body {"), ("", "", "body {"), ("br;q=0", "", "body {")]
    {
        let asked = request(Method::GET, &path, None).header(header::ACCEPT_ENCODING, accepted);
        let answer = house.send(asked.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.header("content-type"), "text/css; charset=utf-8");
        assert_eq!(answer.header("cache-control"), "public, max-age=31536000, immutable");
        assert!(answer.header("vary").to_lowercase().contains("accept-encoding"));
        assert_eq!(answer.header("content-encoding"), encoding, "{accepted}");
        assert!(answer.body.starts_with(body), "{accepted}: {}", answer.body);
    }
    for name in ["../Cargo.toml", "..%2fCargo.toml", "marketplace.css", "%2e%2e/data"] {
        assert_eq!(house.get(&format!("/pkg/{name}"), None).await.status, 404, "{name}");
    }
}

#[tokio::test]
async fn pages_and_tables_come_compressed_and_small_answers_do_not() {
    let house = House::open().await;
    for (path, accepted, encoding) in [
        ("/en/solutions", "gzip, br", "br"),
        ("/en/solutions", "gzip", "gzip"),
        ("/en/solutions", "", ""),
        ("/en/solutions.csv", "br", "br"),
        ("/health/live", "br", ""),
        ("/favicon.ico", "br", ""),
    ] {
        let asked = request(Method::GET, path, None).header(header::ACCEPT_ENCODING, accepted);
        let answer = house.send(asked.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.header("content-encoding"), encoding, "{path} {accepted}");
    }
}

#[tokio::test]
async fn a_head_request_gets_the_head_of_the_page() {
    let house = House::open().await;
    for path in ["/en", "/en/solutions/s0001", "/health/ready", "/robots.txt"] {
        let page = house.get(path, None).await;
        let head = house.send(request(Method::HEAD, path, None).body(Body::empty()).unwrap()).await;
        assert_eq!(head.status, page.status, "{path}");
        assert_eq!(head.header("content-type"), page.header("content-type"), "{path}");
        assert_eq!(head.body, "", "{path}");
    }
}

#[tokio::test]
async fn the_process_says_whether_it_is_ready() {
    let house = House::open().await;
    assert_eq!(house.get("/health/live", None).await.body, "{\"live\":true}");
    let answer = house.get("/health/ready", None).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert!(answer.body.contains("\"database\":\"ok\""), "{}", answer.body);
    assert_eq!(answer.header("cache-control"), "no-store");

    // What it is told to do counts at once.
    house.standing.begin_to_stop();
    let answer = house.get("/health/ready", None).await;
    assert_eq!(answer.status, 503);
    assert!(answer.body.contains("\"process\":\"stopping\""), "{}", answer.body);
    assert_eq!(house.get("/en", None).await.status, 200, "what still comes is answered");
}

#[tokio::test]
async fn a_log_that_is_behind_makes_it_not_ready() {
    let house = House::open().await;
    house.standing.set_log_behind(true);
    let answer = house.get("/health/ready", None).await;
    assert_eq!(answer.status, 503);
    assert!(answer.body.contains("behind what was published"), "{}", answer.body);
}

#[tokio::test]
async fn robots_are_kept_from_what_is_made_for_one_person() {
    let house = House::open().await;
    let answer = house.get("/robots.txt", None).await;
    assert_eq!(answer.header("content-type"), "text/plain; charset=utf-8");
    for path in ["/*/account", "/*/orders", "/*/sign-in", "/*/invitation/"] {
        assert!(answer.body.contains(&format!("Disallow: {path}\n")), "{path}");
    }
    assert!(!answer.body.contains("Disallow: /*/solutions\n"));
}
