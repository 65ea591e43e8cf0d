//! The order to stop, and a database that is older than what was published of its log.

use crate::browser::{Browser, read};
use crate::program::{Program, everything, printed};
use std::fs;
use std::time::Duration;
use tokio::io::AsyncWriteExt;
use tokio::time::{sleep, timeout};

#[tokio::test]
async fn a_request_under_way_is_finished_and_then_the_process_ends() {
    let program = Program::sample().await;
    let mut server = program.serve();
    let browser = Browser::at(&server.address);
    let form = "email=nobody%40td.gov.hk&password=wrong";
    let mut under_way = browser.connect().await.unwrap();
    let head = browser.post_head("/en/sign-in", form.len());
    under_way.write_all(head.as_bytes()).await.unwrap();
    under_way.write_all(&form.as_bytes()[..10]).await.unwrap();
    sleep(Duration::from_millis(300)).await;

    server.terminate();
    // It accepts nobody new …
    let closed = async {
        while browser.connect().await.is_ok() {
            sleep(Duration::from_millis(20)).await;
        }
    };
    timeout(Duration::from_secs(5), closed).await.expect("the listener is closed");
    // … and finishes what was begun.
    under_way.write_all(&form.as_bytes()[10..]).await.unwrap();
    let answer = read(&mut under_way).await.unwrap();
    assert_eq!(answer.status, 422, "{}", answer.head);
    assert_eq!(server.wait(), Some(0));
    assert!(program.done(&["verify"]).starts_with("the log is whole"));
}

#[tokio::test]
async fn a_second_order_ends_at_once() {
    let program = Program::sample().await;
    let mut server = program.serve();
    let browser = Browser::at(&server.address);
    let mut under_way = browser.connect().await.unwrap();
    under_way.write_all(browser.post_head("/en/sign-in", 100).as_bytes()).await.unwrap();
    sleep(Duration::from_millis(300)).await;
    server.terminate();
    sleep(Duration::from_millis(300)).await;
    server.terminate();
    assert_eq!(server.wait(), Some(130));
}

#[tokio::test]
async fn a_request_that_never_ends_is_given_up_after_the_drain() {
    let program = Program::sample().await;
    let mut server = program.serve_with(&[("MARKET_DRAIN_SECONDS", "1")]);
    let browser = Browser::at(&server.address);
    let mut under_way = browser.connect().await.unwrap();
    under_way.write_all(browser.post_head("/en/sign-in", 100).as_bytes()).await.unwrap();
    sleep(Duration::from_millis(300)).await;
    server.terminate();
    assert_eq!(server.wait(), Some(0));
}

#[tokio::test]
async fn a_database_that_was_put_back_is_not_served() {
    let program = Program::sample().await;
    if !program.is_sqlite() {
        return;
    }
    let older = fs::read(program.database_file()).unwrap();
    let mut server = program.serve();
    let mut browser = Browser::at(&server.address);
    browser.sign_in("tm.chan@td.sample.hk").await.unwrap();
    server.terminate();
    assert_eq!(server.wait(), Some(0));
    let heads = fs::read_to_string(program.folder().join("log-heads")).unwrap();
    assert!(heads.lines().count() >= 2, "{heads:?}");
    assert!(program.done(&["verify"]).contains("published heads"));

    fs::write(program.database_file(), older).unwrap();
    let verified = program.run(&["verify"]);
    assert_eq!(verified.status.code(), Some(1));
    assert!(printed(&verified).contains("the database is older than that"), "{}", everything(&verified));
    let served = program.run(&["serve"]);
    assert_eq!(served.status.code(), Some(1));
    assert!(everything(&served).contains("Put back the newest copy"), "{}", everything(&served));

    // Half a line, as a stop in the middle of writing leaves it, is no head.
    fs::write(program.folder().join("log-heads"), "2026-11-22T02:00:00.000Z 1").unwrap();
    assert!(program.done(&["verify"]).contains("all 0 published heads"));
}
