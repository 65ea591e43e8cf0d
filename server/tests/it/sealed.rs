//! Before the opening nothing of a bid is found: not what it says, not its price, not whose it is; after it, it is.
//!
//! The real program is asked over its pages, and then every byte that it left is searched: database and write-ahead
//! log, its log at the level of debugging, temporary files, letters, files and a backup.

use crate::bidding::{PAST_THE_CLOSE_SECONDS, clock_of, open_tender, press, receipts, submit, until_said, write};
use crate::browser::Browser;
use crate::program::{Program, Served};
use services::random::hex;
use services::sample::{PASSPHRASE, PASSWORD, bidder_address};
use services::testing::{everything, texts};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::SystemTime;

const MARKER: &str = "KingfisherZebra48213Quince";
const PRICE: &str = "71,048,213.97";
/// How a price that nobody else has may be written: by its beginning, and in cents.
const PRICES: [&str; 3] = ["71,048,213", "71048213.97", "7104821397"];
/// Who is on the register, and who is signed in, is no secret; what they do is.
const MAY_NAME: [&str; 8] = [
    "memberships",
    "organisations",
    "people",
    "sessions",
    "supplier_checks",
    "supplier_declarations",
    "supplier_helpers",
    "suppliers",
];

struct Search {
    program: Program,
    temporary: tempfile::TempDir,
    /// What was not written to since then was searched before.
    began: SystemTime,
    server: Option<Served>,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bid_is_found_nowhere_before_two_officers_opened_it_and_is_read_after() {
    let temporary = tempfile::tempdir().unwrap();
    let began = instant(temporary.path());
    let mut search = Search { program: Program::sample_of_today(2).await, temporary, began, server: None };
    assert!(search.sees(MARKER).await, "what is searched would not be found");
    search.serve();
    let address = search.server.as_ref().unwrap().address.clone();
    let tender = open_tender(&Browser::at(&address)).await;
    let mut bidder = Browser::at(&address);
    bidder.sign_in(&bidder_address(1)).await.unwrap();
    let files = format!("/en/tenders/{tender}/bid/files");

    write(&bidder, &tender, MARKER, PRICE).await.unwrap();
    let content = format!("Method: {MARKER}. ").repeat(300);
    let attached = bidder.upload(&files, &format!("{MARKER}.txt"), content.as_bytes()).await.unwrap();
    assert_eq!(attached.status, 303, "{}", attached.head);
    search.finds_nothing("while it is written").await;

    let once = press(&bidder, &tender).await.unwrap();
    let wrong = [("once", once.as_str()), ("password", "not the right one")];
    let refused = bidder.post(&format!("/en/tenders/{tender}/bid/check"), &wrong).await.unwrap();
    assert_eq!(refused.status, 422, "{}", refused.head);
    assert_eq!(submit(&bidder, &tender, &once).await.unwrap().status, 303);
    search.finds_nothing("once it is sealed").await;

    let again = press(&bidder, &tender).await.unwrap();
    let again = if again.is_empty() { services::Random::System.id().to_string() } else { again };
    let back = [("do", "withdraw"), ("once", again.as_str()), ("password", PASSWORD)];
    let withdrawn = bidder.post(&format!("/en/tenders/{tender}/bid"), &back).await.unwrap();
    assert_eq!(withdrawn.status, 303, "{}\n{}", withdrawn.head, withdrawn.body);
    write(&bidder, &tender, MARKER, PRICE).await.unwrap();
    bidder.upload(&files, &format!("{MARKER}.txt"), content.as_bytes()).await.unwrap();
    let once = press(&bidder, &tender).await.unwrap();
    assert_eq!(submit(&bidder, &tender, &once).await.unwrap().status, 303);
    assert_eq!(receipts(&bidder, &tender).await.unwrap().len(), 3);
    let mut rival = Browser::at(&address);
    rival.sign_in(&bidder_address(2)).await.unwrap();
    write(&rival, &tender, "We do.", "1,300,000").await.unwrap();
    let once = press(&rival, &tender).await.unwrap();
    assert_eq!(submit(&rival, &tender, &once).await.unwrap().status, 303);
    search.names_nobody(&tender).await;
    if search.program.is_sqlite() {
        let copy = search.program.folder().join("copy.sqlite");
        search.program.done(&["backup", &copy.display().to_string()]);
    }
    // Stopped and started again, so that what a stop writes is searched too.
    search.server.take().unwrap().terminate_and_wait();
    search.finds_nothing("when the server has stopped").await;

    search.serve();
    let address = search.server.as_ref().unwrap().address.clone();
    std::fs::write(clock_of(&search.program), PAST_THE_CLOSE_SECONDS.to_string()).unwrap();
    let opening = format!("/en/workspace/tenders/{tender}/opening");
    for (number, opener) in (1..).zip(["yf.kwok@td.sample.hk", "kh.siu@td.sample.hk"]) {
        let mut browser = Browser::at(&address);
        browser.sign_in(opener).await.unwrap();
        until_said(&browser, &opening, |page| page.contains("<dd>2</dd>")).await;
        if number == 2 {
            search.finds_nothing("before the second officer").await;
        }
        let form = [("password", PASSWORD), ("passphrase", PASSPHRASE)];
        let answer = browser.post(&opening, &form).await.unwrap();
        assert_eq!(answer.status, 303, "{}\n{}", answer.head, answer.body);
        let done = if number == 1 { "done=contributed" } else { "done=opened" };
        assert!(answer.location().contains(done), "{}", answer.head);
    }
    let mut officer = Browser::at(&address);
    officer.sign_in("cw.leung@td.sample.hk").await.unwrap();
    let mut read = Vec::new();
    for bid in texts(&search.program.database_url(), &search.ids("bid_id", "opened_bids", "1 = 1")).await {
        let page = format!("/en/workspace/tenders/{tender}/evaluation/marks/{}", uuid(&bid));
        let body = officer.get(&page).await.unwrap().body;
        if body.contains(MARKER) {
            let file = body.split(&format!("{page}/files/")).nth(1).expect("its file").split('"').next().unwrap();
            read.push(officer.get(&format!("{page}/files/{file}")).await.unwrap().body);
            assert!(!PRICES.iter().any(|price| body.contains(price)), "its price stays sealed");
        }
    }
    assert_eq!(read, [content]);
}

impl Search {
    fn serve(&mut self) {
        let log = File::options().create(true).append(true).open(self.log()).unwrap();
        let (clock, temporary) = (clock_of(&self.program).display().to_string(), self.temporary.path());
        let temporary = temporary.display().to_string();
        let settings =
            [("MARKET_REHEARSAL_CLOCK", clock.as_str()), ("MARKET_LOG", "debug"), ("TMPDIR", temporary.as_str())];
        self.server = Some(self.program.serve_writing(&settings, Stdio::from(log)));
    }

    fn log(&self) -> PathBuf {
        self.temporary.path().join("service.log")
    }

    /// A search for something that is there: the search itself works.
    async fn sees(&self, marker: &str) -> bool {
        let folder = self.temporary.path().join("known");
        std::fs::create_dir(&folder).unwrap();
        for (number, form) in forms(marker).iter().enumerate() {
            std::fs::write(folder.join(number.to_string()), format!("before {form} after")).unwrap();
        }
        let hits = self.hits(&forms(marker)).await;
        std::fs::remove_dir_all(&folder).unwrap();
        let tender = self.hits(&["Cantonese speech transcription".to_owned()]).await;
        hits.len() == forms(marker).len() && !tender.is_empty()
    }

    async fn finds_nothing(&mut self, when: &str) {
        let searched_at = instant(self.temporary.path());
        let wanted: Vec<String> =
            forms(MARKER).into_iter().chain(PRICES.iter().flat_map(|price| forms(price))).collect();
        let hits = self.hits(&wanted).await;
        assert!(hits.is_empty(), "{when}: {hits:#?}");
        self.began = searched_at;
    }

    /// Where any of these stands.
    async fn hits(&self, wanted: &[String]) -> Vec<String> {
        let mut hits = Vec::new();
        let database = self.program.database_file();
        let mut folders = vec![self.program.folder().to_owned(), self.temporary.path().to_owned()];
        match self.program.is_sqlite() {
            true => folders.push(database.parent().unwrap().to_owned()),
            false => {
                let url = self.program.database_url();
                for (table, rows) in everything(&url).await {
                    let text = rows.join("\n");
                    hits.extend(wanted.iter().filter(|one| text.contains(*one)).map(|one| format!("{table}: {one}")));
                }
                let data = PathBuf::from(texts(&url, "show data_directory").await.remove(0));
                folders.push(data.join("pg_wal"));
                look_into_file(&data.with_file_name("log"), wanted, &mut hits);
            }
        }
        for folder in folders {
            look_into(&folder, self.began, wanted, &mut hits);
        }
        hits
    }

    /// No table but those of who there is, and no line of the log, names the bidder.
    async fn names_nobody(&self, tender: &str) {
        let url = self.program.database_url();
        let address = bidder_address(1);
        let own = format!("email = '{address}'");
        let person = texts(&url, &self.ids("id", "people", &own)).await.remove(0);
        let organisation = texts(&url, &self.ids("organisation_id", "people", &own)).await.remove(0);
        let mut named = Vec::new();
        for (table, rows) in everything(&url).await {
            let is_sign_in = |row: &str| table == "audit_entries" && row.contains("session.started");
            let rows = rows.iter().filter(|row| !MAY_NAME.contains(&table.as_str()) && !is_sign_in(row));
            let names = |row: &&String| {
                let row = row.to_lowercase();
                let plain = row.replace('-', "");
                plain.contains(&person) || plain.contains(&organisation) || row.contains(&address)
            };
            named.extend(rows.filter(names).map(|row| format!("{table}: {row}")));
        }
        assert!(named.is_empty(), "{named:#?}");
        let log = std::fs::read_to_string(self.log()).unwrap().to_lowercase();
        assert!(log.contains("/bid/{task}"), "requests are logged by route");
        for name in [&address, &uuid(&person), &uuid(&organisation), &tender.to_lowercase()] {
            let of_bids: Vec<_> = log.lines().filter(|line| line.contains(name.as_str())).collect();
            assert!(of_bids.is_empty(), "{of_bids:#?}");
        }
    }

    /// A query for ids as 32 hexadecimal digits.
    fn ids(&self, column: &str, table: &str, which: &str) -> String {
        match self.program.is_sqlite() {
            true => format!("select lower(hex({column})) from {table} where {which}"),
            false => format!("select replace({column}::text, '-', '') from {table} where {which}"),
        }
    }
}

fn uuid(digits: &str) -> String {
    format!("{}-{}-{}-{}-{}", &digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..])
}

/// A text as it may stand in bytes: plain, wide, in hexadecimal, base64 at each of its three starts, percent signs.
fn forms(text: &str) -> Vec<String> {
    let digits = hex(text.as_bytes());
    let percent: String = text.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let wide = |low: bool| text.chars().map(|one| if low { format!("{one}\0") } else { format!("\0{one}") }).collect();
    let mut forms = vec![text.to_owned(), wide(true), wide(false), digits.to_uppercase(), digits, percent];
    forms.extend((0..3).map(|start| base64(text.as_bytes(), start)));
    forms
}

/// The letters of base64 that are the same whatever stands around a text that begins `start` bytes into a group.
fn base64(text: &[u8], start: usize) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let whole = [&vec![0; start][..], text].concat();
    let bits: String = whole.iter().map(|byte| format!("{byte:08b}")).collect();
    let letters = bits.as_bytes().chunks_exact(6).map(|six| {
        let index = six.iter().fold(0, |index, bit| index * 2 + usize::from(bit - b'0'));
        char::from(LETTERS[index])
    });
    letters.skip((start * 8).div_ceil(6)).collect()
}

/// Now, by the clock that stamps files.
fn instant(folder: &Path) -> SystemTime {
    let path = folder.join("instant");
    std::fs::write(&path, "").unwrap();
    path.metadata().unwrap().modified().unwrap()
}

fn look_into(folder: &Path, since: SystemTime, wanted: &[String], hits: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        // What is gone since it was listed held nothing then; the next search comes after the next step.
        let Ok(about) = path.metadata() else { continue };
        if about.is_dir() {
            look_into(&path, since, wanted, hits);
        } else if about.modified().is_ok_and(|at| at >= since) {
            look_into_file(&path, wanted, hits);
        }
    }
}

fn look_into_file(path: &Path, wanted: &[String], hits: &mut Vec<String>) {
    let Ok(bytes) = std::fs::read(path) else { return };
    // What is searched for is plain letters, which no broken character beside them takes along.
    let text = String::from_utf8_lossy(&bytes);
    let name = path.display().to_string();
    let found = wanted.iter().filter(|one| text.contains(one.as_str()) || name.contains(one.as_str()));
    hits.extend(found.map(|one| format!("{name}: {one}")));
}
