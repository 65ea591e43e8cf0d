//! A server that is killed while bids come in keeps every receipt it gave, and takes no bid twice.
//!
//! `MARKET_TEST_KILL_ROUNDS` raises the number of times it is killed.

use crate::bidding::{PAST_THE_CLOSE_SECONDS, clock_of, open_tender, press, receipts, submit, until_said, write};
use crate::browser::Browser;
use crate::program::Program;
use domain::bids::{Receipt, ReceiptAction};
use services::Random;
use services::random::{hex, sha256};
use services::sample::bidder_address;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::sleep;

const BIDDERS: u32 = 5;
/// Somebody who may see how many bids there were.
const OPENER: &str = "yf.kwok@td.sample.hk";

/// A press of the button that hands a bid in.
#[derive(Debug, Clone)]
struct Pressed {
    once: String,
    /// It was answered with a receipt.
    answered: bool,
    /// The receipt's text, if it could be read before the server was gone.
    text: Option<String>,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_receipt_that_was_given_is_there_after_the_process_was_killed_and_nobody_has_two_bids() {
    let rounds = std::env::var("MARKET_TEST_KILL_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(3);
    let program = Program::sample_of_today(BIDDERS).await;
    let clock = clock_of(&program).display().to_string();
    let settings = [("MARKET_REHEARSAL_CLOCK", clock.as_str())];
    let mut tender = String::new();
    let mut pressed: BTreeMap<u32, Vec<Pressed>> = BTreeMap::new();
    for round in 0..rounds {
        let mut server = program.serve_with(&settings);
        tender = open_tender(&Browser::at(&server.address)).await;
        let answered = Arc::new(Semaphore::new(0));
        let mut at_work = JoinSet::new();
        for bidder in 1..=BIDDERS {
            let (address, tender, answered) = (server.address.clone(), tender.clone(), Arc::clone(&answered));
            at_work.spawn(async move {
                let mut done = Vec::new();
                let _ = work(&address, &tender, bidder, &mut done, &answered).await;
                (bidder, done)
            });
        }
        // In the middle of the work, however slow the machine is: some were answered, and others are on their way.
        let some = answered.acquire_many(3).await.unwrap();
        sleep(Duration::from_millis(u64::from(Random::System.bytes()[0]))).await;
        drop(some);
        server.kill();
        for (bidder, done) in at_work.join_all().await {
            pressed.entry(bidder).or_default().extend(done);
        }
        let verified = program.done(&["verify"]);
        assert!(verified.starts_with("the log is whole"), "round {round}: {verified}");
        let server = program.serve_with(&settings);
        for (bidder, pressed) in &pressed {
            check(&server.address, &tender, *bidder, pressed, program.folder()).await;
        }
    }
    let (answered, cut_off): (Vec<_>, Vec<_>) = pressed.values().flatten().partition(|pressed| pressed.answered);
    println!("{} submissions answered, {} cut off", answered.len(), cut_off.len());
    assert!(!answered.is_empty(), "nothing was answered, so nothing was tried");

    // After the close the record lists the bids by their last receipts, and no others.
    let mut expected = BTreeSet::new();
    let server = program.serve_with(&settings);
    for bidder in 1..=BIDDERS {
        let mut browser = Browser::at(&server.address);
        browser.sign_in(&bidder_address(bidder)).await.unwrap();
        let last = receipts(&browser, &tender).await.unwrap().pop();
        expected.extend(last.map(|text| hex(&sha256(text.as_bytes()))));
    }
    std::fs::write(&clock, PAST_THE_CLOSE_SECONDS.to_string()).unwrap();
    let mut opener = Browser::at(&server.address);
    opener.sign_in(OPENER).await.unwrap();
    let told = format!("<dd>{}</dd>", expected.len());
    until_said(&opener, &format!("/en/workspace/tenders/{tender}/opening"), |page| page.contains(&told)).await;
    drop(server);
    assert_eq!(closing_record(&program, &tender).await, expected);
    assert!(program.done(&["verify"]).starts_with("the log is whole"));
}

/// Writes and submits again and again until the server is gone.
async fn work(
    address: &str,
    tender: &str,
    bidder: u32,
    done: &mut Vec<Pressed>,
    answered: &Semaphore,
) -> std::io::Result<()> {
    let mut browser = Browser::at(address);
    browser.sign_in(&bidder_address(bidder)).await?;
    let before = receipts(&browser, tender).await?.len();
    for number in before + 1.. {
        write(&browser, tender, "We do.", &format!("{}00.00", 9_000 + number)).await?;
        browser.upload(&format!("/en/tenders/{tender}/bid/files"), "method.txt", &method(bidder)).await?;
        let once = press(&browser, tender).await?;
        done.push(Pressed { once: once.clone(), answered: false, text: None });
        let answer = submit(&browser, tender, &once).await?;
        assert_eq!(answer.status, 303, "{}\n{}", answer.head, answer.body);
        let pressed = done.last_mut().unwrap();
        pressed.answered = true;
        answered.add_permits(1);
        let text = browser.get(&format!("/en/tenders/{tender}/bid/receipts/{number}")).await?;
        assert_eq!(text.status, 200, "{}", text.head);
        pressed.text = ::bidding::text_of_note(&text.body).map(str::to_owned);
    }
    Ok(())
}

/// Everything that was answered is there, once, and the envelopes lie on the disk.
async fn check(address: &str, tender: &str, bidder: u32, pressed: &[Pressed], folder: &Path) {
    let mut browser = Browser::at(address);
    browser.sign_in(&bidder_address(bidder)).await.unwrap();
    for one in pressed {
        let answer = submit(&browser, tender, &one.once).await.unwrap();
        assert_eq!(answer.status, 303, "the same press again: {}\n{}", answer.head, answer.body);
    }
    let texts = receipts(&browser, tender).await.unwrap();
    let read: Vec<Receipt> = texts.iter().map(|text| Receipt::from_text(text).expect("a receipt")).collect();
    for one in pressed {
        let given: Vec<_> =
            (0..).zip(&read).filter(|(_, receipt)| receipt.submission.0.to_string() == one.once).collect();
        assert_eq!(given.len(), 1, "a press has one receipt: {one:?}");
        let text = &texts[given[0].0];
        assert!(one.text.as_ref().is_none_or(|before| before == text), "a receipt changed: {one:?}\n{text}");
    }
    // One bid whose versions follow one another: there is no second.
    for (index, receipt) in read.iter().enumerate() {
        assert_eq!(receipt.version as usize, index + 1);
        let (action, previous) = match index.checked_sub(1) {
            None => (ReceiptAction::Submitted, None),
            Some(before) => (ReceiptAction::Replaced, Some(sha256(texts[before].as_bytes()))),
        };
        assert_eq!((receipt.action, receipt.previous.map(|digest| digest.0)), (action, previous));
        for envelope in receipt.envelopes.technical.iter().chain([&receipt.envelopes.price]) {
            let name = hex(&envelope.sha256.0);
            let stored = std::fs::read(folder.join("files").join(&name[..2]).join(&name[2..])).expect("an envelope");
            assert!(stored.len() as u64 > envelope.size_bytes, "it lies closed, and whole");
        }
    }
}

/// Fingerprints of the receipts in a tender's closing record.
async fn closing_record(program: &Program, tender: &str) -> BTreeSet<String> {
    let sql = format!(
        "select record_json from closing_records where tender_id in (select id from tenders where reference = '{tender}')"
    );
    let record = services::testing::texts(&program.database_url(), &sql).await.remove(0);
    let record: serde_json::Value = serde_json::from_str(&record).unwrap();
    record["bids"].as_array().unwrap().iter().map(|line| line["receipt"].as_str().unwrap().to_owned()).collect()
}

fn method(bidder: u32) -> Vec<u8> {
    format!("Method of bidder {bidder}. ").repeat(2_000).into_bytes()
}
