//! Nothing is changed by a request from elsewhere, in another shape, or for another name.

use crate::house::{Answer, HERE, House, request};
use axum::body::Body;
use axum::http::{Method, header};
use services::audit::head;

/// Forms that carry nothing, so that any body will do.
const WITHOUT_FIELDS: [&str; 1] = ["/{locale}/sign-out"];

/// Every address a form is sent to, with something in place of what varies.
fn forms() -> Vec<(&'static str, String)> {
    let site = app::site();
    let posts = site.entries().iter().filter(|entry| entry.method == "POST").map(|entry| entry.path);
    let fill = |path: &str| {
        let path = path.replace("{locale}", "en").replace("{reference}", "RQ-2026-0001");
        let path = path.replace("{secret}", "0123456789").replace("{section}", "lots").replace("{task}", "prices");
        let path = path.replace("{number}", "1").replace("{kind}", "price");
        let path = path.replace("{bid}", "00000000-0000-0000-0000-000000000001");
        assert!(!path.contains('{'), "this test does not know what to put into {path}");
        path
    };
    posts.map(|path| (path, fill(path))).collect()
}

async fn send(house: &House, path: &str, headers: &[(&str, &str)], cookie: &str) -> Answer {
    let mut request =
        request(Method::POST, path, Some(cookie)).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    house.send(request.body(Body::from("do=add&solution=S0001")).unwrap()).await
}

#[tokio::test]
async fn a_form_from_elsewhere_is_refused_everywhere() {
    let house = House::open().await;
    let cookie = house.sign_in("tm.chan").await;
    let before = head(&house.office.system()).await.unwrap();
    let evil = "https://evil.example";
    let from_elsewhere: [&[(&str, &str)]; 9] = [
        &[],
        &[("origin", evil)],
        &[("origin", "null")],
        &[("origin", "http://market.test")],
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site"), ("origin", HERE)],
        &[("sec-fetch-site", "cross-site"), ("origin", HERE)],
        &[("sec-fetch-site", "same-origin"), ("origin", evil)],
        &[("sec-fetch-site", "none")],
    ];
    for (_, path) in forms() {
        for headers in from_elsewhere {
            let answer = send(&house, &path, headers, &cookie).await;
            assert_eq!(answer.status, 403, "{path} {headers:?}");
            assert!(answer.is_html() && answer.body.contains("<html lang=\"en"), "{path}: {}", answer.body);
            assert_eq!(answer.header("x-frame-options"), "DENY");
            assert_eq!(answer.header("set-cookie"), "");
        }
    }
    assert_eq!(head(&house.office.system()).await.unwrap(), before);
}

#[tokio::test]
async fn every_language_is_told_in_its_own_words() {
    let house = House::open().await;
    let mut said = Vec::new();
    for (segment, lang) in [("zh-Hant", "zh-Hant-HK"), ("zh-Hans", "zh-Hans-HK"), ("en", "en-HK")] {
        let answer = send(&house, &format!("/{segment}/sign-in"), &[], "").await;
        let lang = if answer.body.contains(&format!("<html lang=\"{lang}\"")) { lang } else { segment };
        assert!(answer.body.contains(&format!("<html lang=\"{lang}\"")), "{}", answer.body);
        said.push(answer.body);
    }
    said.dedup();
    assert_eq!(said.len(), 3);
}

#[tokio::test]
async fn a_form_of_another_type_is_not_read() {
    let house = House::open().await;
    let cookie = house.sign_in("tm.chan").await;
    for (entry, path) in forms() {
        for kind in [None, Some("text/plain"), Some("application/json"), Some("multipart/form-data; boundary=x")] {
            let mut request = request(Method::POST, &path, Some(&cookie)).header(header::ORIGIN, HERE);
            if let Some(kind) = kind {
                request = request.header(header::CONTENT_TYPE, kind);
            }
            let answer = house.send(request.body(Body::from("do=add&solution=S0001")).unwrap()).await;
            if !WITHOUT_FIELDS.contains(&entry) {
                // Where files are taken, this body is of the right type and no form with files.
                let files = app::forms::takes_files(&path) && kind.is_some_and(|kind| kind.starts_with("multipart"));
                assert_eq!(answer.status, if files { 400 } else { 415 }, "{path} {kind:?}");
                assert!(answer.is_html(), "{path} {kind:?}");
            }
        }
    }
}

#[tokio::test]
async fn a_form_larger_than_forms_are_is_not_read() {
    let house = House::open().await;
    for (path, length, status) in [("/en/sign-in", 64 * 1024 + 1, 413), ("/en/sign-in", 60 * 1024, 422)] {
        for stated in [true, false] {
            let text = format!("email=a&password={}", "b".repeat(length - 17));
            let mut request = request(Method::POST, path, None)
                .header(header::ORIGIN, HERE)
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
            if stated {
                request = request.header(header::CONTENT_LENGTH, text.len());
            }
            let answer = house.send(request.body(Body::from(text)).unwrap()).await;
            assert_eq!(answer.status, status, "{length} {stated}");
            assert!(answer.is_html(), "{length} {stated}: {:?}", answer.headers);
        }
    }
}

#[tokio::test]
async fn other_methods_are_not_allowed() {
    let house = House::open().await;
    for method in [Method::PUT, Method::DELETE, Method::PATCH, Method::OPTIONS, Method::TRACE] {
        for path in ["/en", "/en/orders/RQ-2026-0001", "/pkg/x.js"] {
            let request = request(method.clone(), path, None).header(header::ORIGIN, HERE);
            let answer = house.send(request.body(Body::empty()).unwrap()).await;
            assert_eq!(answer.status, 405, "{method} {path}");
        }
    }
}

#[tokio::test]
async fn over_tls_only_our_own_name_is_answered() {
    let house = House::open().await;
    for (host, path, status) in [
        ("market.test", "/en/help", 200),
        ("MARKET.test:443", "/en/help", 200),
        ("localhost:3000", "/en/help", 200),
        ("[::1]:3000", "/en/help", 200),
        ("evil.example", "/en/help", 421),
        ("market.test.evil.example", "/en/help", 421),
        ("10.0.0.7", "/en/help", 421),
        ("market.test:443@evil.example", "/en/help", 421),
        ("10.0.0.7", "/health/live", 200),
    ] {
        let mut asked = request(Method::GET, path, None);
        asked.headers_mut().unwrap().insert(header::HOST, host.parse().unwrap());
        let answer = house.send(asked.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, status, "{host} {path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
    }
}
