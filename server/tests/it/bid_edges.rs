//! The last instant of a tender and the limits of its forms, over the pages.

use crate::bidding::{open_tender, press};
use crate::browser::{BOUNDARY, Browser};
use crate::house::{Answer, HERE, House, request};
use crate::program::Program;
use axum::body::Body;
use axum::http::{Method, header};
use domain::bids::Receipt;
use domain::time::{Day, Timestamp};
use services::bids;
use services::sample::PASSWORD;
use services::testing::{BIDDER, Office, TD_TENDERS};
use std::path::Path;
use tokio::io::AsyncWriteExt;

/// Noon of 18 December 2026 in Hong Kong: 04:00:00.000Z.
fn close() -> Timestamp {
    Day::of(2026, 12, 18).unwrap().starts_at().plus_minutes(720)
}

/// An office with a tender that takes bids.
async fn tendering() -> (House, String) {
    let office = Office::sample().await;
    office.keys_held(&TD_TENDERS).await;
    let tender = office.tender_published(&TD_TENDERS).await;
    (House::around(office), tender)
}

#[tokio::test]
async fn e19_a_bid_handed_in_at_the_closing_instant_is_in_time_and_a_millisecond_later_is_told_that_it_is_late() {
    for (millis, in_time) in [(0, true), (1, false)] {
        let (house, tender) = tendering().await;
        house.office.bid_written(BIDDER, &tender, "We do.", "1,200,000").await;
        house.office.services.clock.set(Timestamp::from_millis(close().millis() + millis));
        let cookie = house.sign_in(BIDDER).await;
        let once = house.office.submission().0.to_string();
        let form = [("once", once.as_str()), ("password", PASSWORD)];
        let path = format!("/en/tenders/{tender}/bid/check");
        let answer = house.post(&path, &form, Some(&cookie)).await;
        let caller = house.office.person(BIDDER).await;
        if in_time {
            assert_eq!(answer.status, 303, "{}", answer.body);
            let receipt = bids::receipt(&caller, &tender, 1).await.unwrap();
            let text = ::bidding::text_of_note(&receipt).unwrap();
            assert_eq!(Receipt::from_text(text).unwrap().received_at, close());
            // An answer that got lost is asked for again after the close, and is the same.
            house.office.pass_minutes(1);
            let again = house.post(&path, &form, Some(&cookie)).await;
            assert_eq!((again.status, again.header("location")), (answer.status, answer.header("location")));
            assert_eq!(bids::receipt(&caller, &tender, 1).await.unwrap(), receipt);
            assert!(bids::receipt(&caller, &tender, 2).await.is_err());
        } else {
            assert_eq!(answer.status, 422, "{}", answer.body);
            assert!(answer.body.contains("after the close at"), "{}", answer.body);
            assert_eq!(house.office.log().await.last().unwrap(), "bid.came_late");
            assert!(bids::receipt(&caller, &tender, 1).await.is_err());
            let price = [("price-1", "1,100,000")];
            let saved = house.post(&format!("/en/tenders/{tender}/bid/prices"), &price, Some(&cookie)).await;
            assert_eq!(saved.status, 422, "{}", saved.body);
        }
    }
}

#[tokio::test]
async fn a_file_that_is_too_large_is_refused_in_the_readers_language_and_nothing_of_it_stays() {
    let (house, tender) = tendering().await;
    let cookie = house.sign_in(BIDDER).await;
    for (locale, words) in [
        ("zh-Hant", "內容超出表格可容納的長度"),
        ("zh-Hans", "内容超出表格可容纳的长度"),
        ("en", "more than a form can hold"),
    ] {
        let answer = upload(&house, &cookie, &format!("/{locale}/tenders/{tender}/bid/files"), 11 * 1024 * 1024).await;
        assert_eq!(answer.status, 413, "{}", answer.body);
        assert!(answer.body.contains(words), "{}", answer.body);
        // Within the form's limit, but more than a file may have.
        let answer =
            upload(&house, &cookie, &format!("/{locale}/tenders/{tender}/bid/files"), 10 * 1024 * 1024 + 1).await;
        assert_eq!(answer.status, 422, "{}", answer.body);
        assert!(answer.body.contains("large.txt"), "the file is named: {}", answer.body);
    }
    let view = bids::show(&house.office.person(BIDDER).await, &tender).await.unwrap();
    assert!(view.files.is_empty());
}

#[tokio::test]
async fn files_with_one_name_and_names_from_other_systems_are_kept_apart_and_sealed() {
    let (house, tender) = tendering().await;
    let caller = house.office.person(BIDDER).await;
    for (name, content) in
        [("scan.txt", "one"), ("scan.txt", "two"), ("C:\\bids\\scan.txt", "three"), ("a\u{200d}b/c.txt", "four")]
    {
        bids::attach(&caller, &tender, name, content.as_bytes()).await.unwrap();
    }
    let view = bids::show(&caller, &tender).await.unwrap();
    let names: Vec<_> = view.files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["scan.txt", "scan (2).txt", "C:_bids_scan.txt", "ab_c.txt"]);
    house.office.bid_written(BIDDER, &tender, "We do.", "1,200,000").await;
    bids::submit(&caller, &tender, house.office.submission(), PASSWORD).await.unwrap();
}

#[tokio::test]
async fn an_upload_that_breaks_off_leaves_nothing_and_the_next_one_is_whole() {
    let program = Program::sample_of_today(1).await;
    let server = program.serve();
    let mut browser = Browser::at(&server.address);
    browser.sign_in(&services::sample::bidder_address(1)).await.unwrap();
    let tender = open_tender(&browser).await;
    let path = format!("/en/tenders/{tender}/bid/files");
    let head = browser.head_of(&path, &format!("multipart/form-data; boundary={BOUNDARY}"), 3_000_000);
    for length in [0, 1, 200_000, 2_000_000] {
        let mut connection = browser.connect().await.unwrap();
        let part = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\n");
        let body = [part.as_bytes(), &vec![b'a'; 2_000_000]].concat();
        connection.write_all(head.as_bytes()).await.unwrap();
        connection.write_all(&body[..length]).await.unwrap();
        drop(connection);
    }
    let page = browser.get(&path).await.unwrap();
    assert_eq!(page.status, 200);
    assert!(!page.body.contains("a.txt") && !page.body.contains("banner"), "{}", page.body);
    let before = files_in(&program.folder().join("files"));
    let uploaded = browser.upload(&path, "whole.txt", &vec![b'a'; 2_000_000]).await.unwrap();
    assert_eq!(uploaded.status, 303, "{}", uploaded.head);
    assert!(browser.get(&path).await.unwrap().body.contains("whole.txt"));
    assert_eq!(files_in(&program.folder().join("files")), before + 1);
    assert!(press(&browser, &tender).await.is_ok());
}

async fn upload(house: &House, cookie: &str, path: &str, length: usize) -> Answer {
    let head = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"large.txt\"\r\n\r\n");
    let body = [head.as_bytes(), &vec![b'a'; length], format!("\r\n--{BOUNDARY}--\r\n").as_bytes()].concat();
    let request = request(Method::POST, path, Some(cookie))
        .header(header::ORIGIN, HERE)
        .header(header::CONTENT_LENGTH, body.len())
        .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={BOUNDARY}"));
    house.send(request.body(Body::from(body)).unwrap()).await
}

fn files_in(folder: &Path) -> usize {
    let Ok(entries) = std::fs::read_dir(folder) else { return 0 };
    let paths = entries.map(|entry| entry.unwrap().path());
    paths.map(|path| if path.is_dir() { files_in(&path) } else { 1 }).sum()
}
