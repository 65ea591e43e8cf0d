//! Bidders in their browsers, and the clock of a rehearsal, for tests with the real program.

use crate::browser::{Answer, Browser};
use crate::page_parts::{tags, value_of};
use crate::program::Program;
use services::sample::PASSWORD;
use std::io;
use std::path::PathBuf;

/// Long enough that every sample tender open today has closed and its closing can be recorded.
pub const PAST_THE_CLOSE_SECONDS: u64 = 45 * 24 * 60 * 60;

/// The file that moves a program's clock ahead.
pub fn clock_of(program: &Program) -> PathBuf {
    program.folder().join("ahead")
}

/// The earliest tender of the Transport Department that takes bids now: the sample's later ones have some already.
pub async fn open_tender(browser: &Browser) -> String {
    let rows = browser.get("/en/tenders.csv").await.unwrap().body;
    let is_open = |row: &&str| row.contains(",TD,") && row.contains(",published,");
    let row = rows.lines().filter(is_open).min().unwrap_or_else(|| panic!("no open tender of TD in\n{rows}"));
    row.trim_matches('"').split([',', '"']).next().unwrap().to_owned()
}

/// Writes every task of the bid but the last: every answer says `answer`, the price is `dollars`.
pub async fn write(browser: &Browser, tender: &str, answer: &str, dollars: &str) -> io::Result<()> {
    let page = browser.get(&format!("/en/tenders/{tender}/bid/technical")).await?;
    let names = tags(&page.body).into_iter().filter(|tag| tag.name == "textarea");
    let names: Vec<String> = names.filter_map(|tag| tag.get("name").map(str::to_owned)).collect();
    let answers: Vec<_> = names.iter().map(|name| (name.as_str(), answer)).collect();
    for (task, fields) in [
        ("eligibility", &[("non_collusion", "yes"), ("parties", "alone")][..]),
        ("technical", &answers),
        ("innovation", &[("innovation", "offered"), ("suggestion", answer)]),
        ("prices", &[("price-1", dollars)]),
    ] {
        let saved = browser.post(&format!("/en/tenders/{tender}/bid/{task}"), fields).await?;
        assert_eq!(saved.status, 303, "{task}: {}\n{}", saved.head, saved.body);
    }
    Ok(())
}

/// The one-time key of the page that hands the bid in.
pub async fn press(browser: &Browser, tender: &str) -> io::Result<String> {
    let page = browser.get(&format!("/en/tenders/{tender}/bid/check")).await?;
    Ok(value_of(&page.body, "once"))
}

/// Hands the bid in.
pub async fn submit(browser: &Browser, tender: &str, once: &str) -> io::Result<Answer> {
    let form = [("once", once), ("password", PASSWORD)];
    browser.post(&format!("/en/tenders/{tender}/bid/check"), &form).await
}

/// Texts of the receipts, oldest first, without their signatures.
pub async fn receipts(browser: &Browser, tender: &str) -> io::Result<Vec<String>> {
    let mut texts = Vec::new();
    for number in 1.. {
        let answer = browser.get(&format!("/en/tenders/{tender}/bid/receipts/{number}")).await?;
        if answer.status != 200 {
            assert_eq!(answer.status, 404, "{}", answer.head);
            break;
        }
        texts.push(::bidding::text_of_note(&answer.body).expect("a signed receipt").to_owned());
    }
    Ok(texts)
}

/// Asks until a page says this.
pub async fn until_said(browser: &Browser, path: &str, wanted: impl Fn(&str) -> bool) -> String {
    for _ in 0..600 {
        // The marks that pages leave between texts are nothing to read.
        let body = browser.get(path).await.unwrap().body.replace("<!>", "");
        if wanted(&body) {
            return body;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("{path} never said it");
}
