//! What comes in at the edge: odd bytes, long addresses, wrong methods, forms sent twice; and what the log says of it.

use crate::house::{Answer, HERE, House, encoded, request};
use crate::page_parts::{tags, value_of};
use axum::body::Body;
use axum::http::{Method, header};
use services::testing::TD;
use std::io::Write;
use std::sync::{Arc, Mutex};
use tracing_subscriber::fmt::MakeWriter;

#[tokio::test]
async fn a_control_character_in_an_address_leads_nowhere_and_in_a_text_is_left_out() {
    let house = House::open().await;
    let cookie = house.sign_in("tm.chan").await;
    for path in [
        "/en/orders/RQ-2026-%00",
        "/en/orders/%01",
        "/en/solutions/a%00-s0001",
        "/en/invitation/%00",
        "/en/reset-password/%1f",
        "/en/orders/RQ%C2%85",
        "/en/spend/%00.csv",
        "/en/%00",
        "/%00/solutions",
    ] {
        assert_eq!(house.get(path, Some(&cookie)).await.status, 404, "{path}");
    }
    for (path, status) in [
        ("/en/solutions?q=%00slope", 200),
        ("/en/solutions.csv?q=%00slope", 200),
        ("/en/solutions/suggestions?q=sl%00o", 200),
        ("/en/solutions/compare?s=S0001%00&s=S%000002", 200),
        ("/en/solutions?task=%00&sort=%00", 200),
        ("/en/spend?department=T%00D", 200),
        ("/en/spend?department=%00", 200),
        ("/en/reuse/new?solution=S00%0026", 200),
    ] {
        assert_eq!(house.get(path, Some(&cookie)).await.status, status, "{path}");
    }
    let order = format!("/en/orders/{}", house.office.submitted(&TD, "S0026").await);
    for (path, fields, status) in [
        ("/en/sign-in", [("email", "tm.chan\0@td.sample.hk"), ("password", "a\0b")], 422),
        ("/en/reset-password", [("email", "some\0body@td.sample.hk"), ("x", "")], 303),
        ("/en/shortlist", [("do", "add"), ("solution", "S00\u{0}02")], 303),
        ("/en/account", [("session", "\0"), ("x", "")], 404),
        (&order, [("do", "cancel\0"), ("comment", "\0")], 422),
    ] {
        assert_eq!(house.post(path, &fields, Some(&cookie)).await.status, status, "{path} {fields:?}");
    }
}

#[tokio::test]
async fn an_address_longer_than_ours_and_a_head_with_too_much_get_a_page_that_says_so() {
    let house = House::open().await;
    for (path, status) in [
        (format!("/en/solutions?q={}", "a".repeat(4 * 1024 - 2)), 200),
        (format!("/en/solutions?q={}", "a".repeat(4 * 1024 - 1)), 414),
        (format!("/en/solutions/{}", "a".repeat(2_000)), 414),
    ] {
        let answer = house.get(&path, None).await;
        assert_eq!(answer.status, status, "{}", path.len());
        assert!(answer.is_html() && answer.body.contains("<html lang=\"en"), "{}", answer.body);
    }
    let mut asked = request(Method::GET, "/zh-Hans/help", None);
    for number in 0..100 {
        asked = asked.header(format!("x-{number}"), "y");
    }
    let answer = house.send(asked.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status, 431);
    assert!(answer.body.contains("<html lang=\"zh-Hans-HK\""), "{}", answer.body);
    let asked = request(Method::GET, "/en/help", None).header("x-long", "y".repeat(33 * 1024));
    assert_eq!(house.send(asked.body(Body::empty()).unwrap()).await.status, 431);
}

#[tokio::test]
async fn the_way_back_is_what_was_understood_of_the_address() {
    let house = House::open().await;
    let page = house.get("/en/solutions?q=%E8%AA%9E&&&%00zz=%zz&x=%22'%3E", None).await;
    let back = value_of(&page.body, "back");
    let (address, _row) = back.split_once('#').expect("the way back leads to the row");
    assert_eq!(address, "/en/solutions?q=%E8%AA%9E&zz=%25zz&x=%22%27%3E");
    assert_eq!(house.get(&back, None).await.status, 200);
}

#[tokio::test]
async fn a_wrong_method_is_told_the_right_ones_and_an_unknown_address_is_not_found() {
    let house = House::open().await;
    for (method, path, status, allowed) in [
        (Method::POST, "/en/help", 405, "GET,HEAD"),
        (Method::PUT, "/en/help", 405, "GET,HEAD"),
        (Method::GET, "/en/sign-out", 405, "POST"),
        (Method::HEAD, "/en/sign-out", 405, "POST"),
        (Method::DELETE, "/en/sign-in", 405, "GET,HEAD,POST"),
        (Method::PUT, "/health/live", 405, "GET,HEAD"),
        (Method::POST, "/en/nowhere", 404, ""),
        (Method::DELETE, "/en/nowhere/at/all", 404, ""),
        (Method::OPTIONS, "/nowhere/at/all", 404, ""),
    ] {
        let asked = request(method.clone(), path, None).header(header::ORIGIN, HERE);
        let answer = house.send(asked.body(Body::empty()).unwrap()).await;
        assert_eq!((answer.status.as_u16(), answer.header("allow")), (status, allowed), "{method} {path}");
    }
}

#[tokio::test]
async fn nothing_is_kept_by_a_browser_unless_it_says_so_and_the_language_is_kept_over_tls() {
    let house = House::open().await;
    let cookie = house.sign_in("tm.chan").await;
    for (method, path) in [
        (Method::GET, "/en/orders/RQ-2026-0001"),
        (Method::POST, "/en/sign-out"),
        (Method::GET, "/en/solutions.csv"),
        (Method::GET, "/pkg/nothing.js"),
        (Method::PUT, "/pkg/nothing.js"),
        (Method::GET, "/en/solutions/s0001"),
        (Method::POST, "/en/account"),
    ] {
        let asked = request(method.clone(), path, Some(&cookie)).header(header::ORIGIN, HERE);
        let answer = house.send(asked.body(Body::empty()).unwrap()).await;
        assert!(answer.header("cache-control").contains("no-store"), "{method} {path}: {:?}", answer.headers);
    }
    let page = house.get("/en/help", None).await;
    assert!(page.header("set-cookie").starts_with("language=en;") && page.header("set-cookie").ends_with("; Secure"));
}

#[tokio::test]
async fn a_page_of_a_one_time_link_tells_nobody_where_it_is() {
    let house = House::open().await;
    for path in ["/en/reset-password/0123456789", "/zh-Hant/invitation/0123456789"] {
        assert_eq!(house.get(path, None).await.header("referrer-policy"), "strict-origin", "{path}");
        let fields = [("password", "a"), ("repeat", "a")];
        assert_eq!(house.post(path, &fields, None).await.header("referrer-policy"), "strict-origin", "{path}");
    }
    assert_eq!(house.get("/en/reset-password", None).await.header("referrer-policy"), "same-origin");
}

#[tokio::test]
async fn a_year_that_is_none_is_nowhere() {
    let house = House::open().await;
    let cookie = house.sign_in("ws.lau").await;
    for path in ["/en/spend", "/en/spend.csv", "/en/spend/committed", "/en/spend/committed.csv"] {
        for (year, status) in
            [("2026-27", 200), ("2026", 200), ("", 200), ("2026-28", 404), ("twenty", 404), ("-1", 404)]
        {
            let answer = house.get(&format!("{path}?year={year}"), Some(&cookie)).await;
            assert_eq!(answer.status, status, "{path} {year:?}");
        }
        let nobody = house.get(&format!("{path}?year=twenty"), None).await;
        assert_eq!(nobody.status, 303, "who is not signed in is told nothing");
    }
}

#[tokio::test]
async fn the_type_of_a_form_may_be_written_in_capitals() {
    let house = House::open().await;
    let asked = request(Method::POST, "/en/sign-in", None)
        .header(header::ORIGIN, HERE)
        .header(header::CONTENT_TYPE, "Application/X-WWW-Form-URLEncoded; charset=UTF-8");
    let answer = house.send(asked.body(Body::from(encoded(&[("email", "a")]))).unwrap()).await;
    assert_eq!(answer.status, 422);
}

#[tokio::test]
async fn a_form_with_a_used_key_and_other_fields_is_refused_and_gets_a_fresh_key() {
    let house = House::open().await;
    let reference = house.office.approved(&TD, "S0026").await;
    let cookie = house.sign_in("ky.ng").await;
    let path = format!("/en/orders/{reference}");
    let once = value_of(&house.get(&path, Some(&cookie)).await.body, "once");
    let pay = async |amount: &str| -> Answer {
        let fields = [
            ("do", "pay"),
            ("once", once.as_str()),
            ("invoice", "INV-9"),
            ("paid_on", "2026-11-20"),
            ("amount", amount),
        ];
        house.post(&path, &fields, Some(&cookie)).await
    };
    assert_eq!(pay("10").await.status, 303);
    assert_eq!(pay("10").await.status, 303, "sent twice");
    let refused = pay("999").await;
    assert_eq!(refused.status, 409);
    let fresh = value_of(&refused.body, "once");
    assert!(!fresh.is_empty() && fresh != once, "{fresh}");
}

#[tokio::test]
async fn a_decision_says_which_text_it_is_about() {
    let house = House::open().await;
    let reference = house.office.submitted(&TD, "S0026").await;
    let cookie = house.sign_in("sm.lee").await;
    let path = format!("/en/orders/{reference}");
    let page = house.get(&path, Some(&cookie)).await;
    let forms = tags(&page.body).into_iter().filter(|tag| tag.get("name") == Some("version")).count();
    assert_eq!(forms, 2, "to endorse and to reject");
    let version = value_of(&page.body, "version");
    for (version, status) in [("", 409), ("7", 409), (version.as_str(), 303)] {
        let answer = house.post(&path, &[("do", "endorse"), ("version", version)], Some(&cookie)).await;
        assert_eq!(answer.status, status, "version {version:?}");
    }
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
async fn what_breaks_is_logged_with_its_route_and_its_number_and_without_the_secret() {
    let house = House::open().await;
    let lines = Lines::default();
    let subscriber = tracing_subscriber::fmt().with_writer(lines.clone()).json().finish();
    let _written_here = tracing::subscriber::set_default(subscriber);
    house.office.damage("drop table one_time_links").await.unwrap();
    let secret = "9f86d081884c7d659a2feaa0c55ad015";
    for path in [format!("/en/invitation/{secret}"), format!("/zh-Hant/reset-password/{secret}")] {
        let answer = house.get(&path, None).await;
        assert_eq!(answer.status, 500, "{path}");
        let number = answer.header("x-request-id");
        assert!(answer.body.contains(number), "the page says {number}");
        let text = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
        let line = text.lines().find(|line| line.contains("something broke") && line.contains(number));
        let line = line.unwrap_or_else(|| panic!("no line with {number}: {text}"));
        assert!(line.contains("/{secret}\""), "{line}");
        assert!(!text.contains(secret), "{text}");
    }
    let from_elsewhere = request(Method::POST, "/en/sign-in", None).body(Body::empty()).unwrap();
    let number = house.send(from_elsewhere).await.header("x-request-id").to_owned();
    let text = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
    assert!(text.lines().any(|line| line.contains("from elsewhere was refused") && line.contains(&number)), "{text}");
}
