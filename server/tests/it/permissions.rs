//! Who gets which answer at every address: one table, walked against the site map.
//!
//! An address that is on the map and not in the table fails the test, and so does a row for an address that is not on
//! the map. A row is one request; the columns are the people who send it.

use crate::house::House;
use services::testing::{TD, TD_TENDERS};
use std::collections::{BTreeMap, BTreeSet};

/// Who asks, in the order of the columns; the second is the first part of the address.
pub const ACTORS: [(&str, Option<&str>); 18] = [
    ("public", None),
    ("officer", Some("tm.chan")),
    ("approver", Some("sm.lee")),
    ("user", Some("wk.ho")),
    ("finance", Some("ky.ng")),
    ("other", Some("pf.wong")),
    ("curator", Some("ws.lau")),
    ("spend", Some("kc.mak")),
    ("head", Some("yt.tam")),
    ("auditor", Some("sl.chow")),
    ("sysadmin", Some("admin")),
    ("vetting", Some("ch.poon")),
    ("keeper", Some("kw.cheng")),
    ("bidder", Some("ym.lam")),
    ("rival", Some("mh.leung")),
    ("procurement", Some("cw.leung")),
    ("opener", Some("yf.kwok")),
    ("board", Some("ph.lam")),
];

/// `303>` is "sign in first". Words in angle brackets stand for what the test prepared.
///
/// The first line of a request is its place on the site map; below it stand the requests, each with its form.
/// `other` is an officer of another department, to whom Transport Department's orders do not exist.
const TABLE: &str = include_str!("permissions.txt");
/// `<contract>` is Transport Department's and with the first sample supplier for its signature; `<awarded>` is its tender.
const CONTRACTS: &str = include_str!("permissions/contracts.txt");
/// The addresses of an evaluation, for a tender that is not opened.
const EVALUATION: &str = include_str!("permissions/evaluation.txt");
/// The same for a tender whose panel marks: `user` chairs it, `finance` sits on it, nobody else here does.
const EVALUATING: &str = include_str!("permissions/evaluating.txt");

/// A request of the table with the answer for each actor.
#[derive(Debug)]
pub struct Row {
    /// `GET /{locale}/orders`: its line of the site map.
    pub entry: String,
    pub path: String,
    pub form: String,
    pub expected: Vec<String>,
}

pub fn rows(table: &str) -> Vec<Row> {
    let mut lines = table.lines().filter(|line| !line.trim().is_empty());
    let names: Vec<_> = lines.next().unwrap().split_whitespace().collect();
    assert_eq!(names, ACTORS.map(|(name, _)| name));
    let mut entry = String::new();
    let mut rows = Vec::new();
    for line in lines {
        if !line.starts_with(' ') {
            entry = line.trim().to_owned();
            continue;
        }
        let words: Vec<_> = line.split_whitespace().collect();
        let (asked, expected) = words.split_at(words.len() - ACTORS.len());
        rows.push(Row {
            entry: entry.clone(),
            path: asked[0].to_owned(),
            form: asked.get(1).unwrap_or(&"").to_string(),
            expected: expected.iter().map(|status| (*status).to_owned()).collect(),
        });
    }
    rows
}

/// Every row about the office as the sample lays it out: those of contracts come first, for a later row closes a company.
fn all_rows() -> Vec<Row> {
    [CONTRACTS, EVALUATION, TABLE].into_iter().flat_map(rows).collect()
}

/// What is on the map and not in the table, or in the table and not on the map.
fn differences(map: &[(&str, &str)], rows: &[Row]) -> Vec<String> {
    let map: BTreeSet<_> = map.iter().map(|(method, path)| format!("{method} {path}")).collect();
    let table = rows.iter().map(|row| row.entry.clone());
    let table: BTreeSet<_> = table.chain(crate::permissions_awards::entries()).collect();
    map.symmetric_difference(&table).cloned().collect()
}

fn site_map() -> Vec<(&'static str, &'static str)> {
    app::site().entries().iter().map(|entry| (entry.method, entry.path)).collect()
}

#[test]
fn the_table_has_every_address_and_a_forgotten_one_is_noticed() {
    let rows = all_rows();
    let mut map = site_map();
    assert_eq!(differences(&map, &rows), Vec::<String>::new());
    map.push(("POST", "/{locale}/solutions"));
    assert_eq!(differences(&map, &rows), ["POST /{locale}/solutions"]);
}

#[tokio::test]
async fn everybody_gets_the_answer_the_table_says() {
    let house = House::open().await;
    let known = prepared(&house).await;
    walk(&house, &known, all_rows()).await;
}

#[tokio::test]
async fn everybody_gets_the_answer_the_table_says_while_a_panel_marks() {
    let house = House::open().await;
    let office = &house.office;
    let offers = [("ym.lam", "1,200,000"), ("cl.yuen", "1,300,000")];
    let opened = office.bids_opened(&TD_TENDERS, &offers).await.reference;
    office.all_declared(&TD_TENDERS, &opened).await;
    let bid = office.bid_of(TD_TENDERS.panel[0], &opened, "ym.lam").await.to_string();
    walk(&house, &BTreeMap::from([("<opened>", opened), ("<bid>", bid)]), rows(EVALUATING)).await;
}

/// Sends every request of a table as everybody, and says which answers are not the ones expected.
async fn walk(house: &House, known: &BTreeMap<&'static str, String>, rows: Vec<Row>) {
    let fill = |text: &str| known.iter().fold(text.to_owned(), |text, (name, value)| text.replace(name, value));
    let mut wrong = Vec::new();
    for row in rows {
        for ((name, who), expected) in ACTORS.iter().zip(&row.expected) {
            // Signing out ends a session, so everybody signs in anew for every row.
            let cookie = match who {
                Some(who) => Some(house.sign_in(who).await),
                None => None,
            };
            let (path, form) = (fill(&row.path), fill(&row.form).replace("<actor>", name));
            let fields: Vec<_> = form_urlencoded::parse(form.as_bytes()).collect();
            let fields: Vec<_> = fields.iter().map(|(key, value)| (key.as_ref(), value.as_ref())).collect();
            let answer = match row.entry.starts_with("POST ") {
                true => house.post(&path, &fields, cookie.as_deref()).await,
                false => house.get(&path, cookie.as_deref()).await,
            };
            let to_sign_in = answer.status == 303 && answer.header("location").starts_with("/en/sign-in?next=");
            let got = format!("{}{}", answer.status.as_u16(), if to_sign_in { ">" } else { "" });
            if got != *expected {
                wrong.push(format!("{} {} {form}: {name} got {got}, not {expected}", row.entry, path));
            }
        }
        // Wrong passwords were typed above; they are another test's affair.
        house.office.pass_minutes(61);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Orders of Transport Department in every state a row needs, and the rest of what stands in angle brackets.
async fn prepared(house: &House) -> BTreeMap<&'static str, String> {
    let office = &house.office;
    let returned = office.endorsed(&TD, "S0029").await;
    office.decide(services::testing::CURATOR, &returned, domain::orders::Command::Return).await.unwrap();
    let solution = house.get("/en/solutions/s0001", None).await;
    let slug = solution.header("location").rsplit('/').next().unwrap().to_owned();
    let once = office.once().0;
    let draft = office.drafted(&TD_TENDERS).await;
    let officer = house.sign_in("tm.chan").await;
    let draft_page = house.get(&format!("/en/workspace/tenders/{draft}/documents"), Some(&officer)).await;
    let draft_file = hash_in(&draft_page.body, "/files/");
    let tender = "T-2026-0004".to_owned();
    let file = hash_in(&house.get(&format!("/en/tenders/{tender}"), None).await.body, "/documents/");
    let (awarded, contract) = office.contract_sent_today(&TD_TENDERS).await;
    let keeper = office.person("kw.cheng").await.actor().officer().unwrap().person.to_string();
    BTreeMap::from([
        ("<submitted>", office.submitted(&TD, "S0025").await),
        ("<returned>", returned),
        ("<live>", office.live(&TD, "S0026").await),
        ("<used>", office.in_use_for_long(&TD).await),
        ("<slug>", slug),
        ("<tender>", tender),
        ("<file>", file),
        ("<draft>", draft),
        ("<draft_file>", draft_file),
        ("<awarded>", awarded),
        ("<contract>", contract),
        ("<unused>", format!("once={}", office.once().0)),
        ("<keeper>", keeper),
        ("<application>", application()),
        ("<once>", format!("once={once}")),
        ("<payment>", format!("do=pay&once={once}&invoice=INV-1&paid_on=2026-11-20&amount=999999999")),
    ])
}

/// The hash of the first file a page links to.
fn hash_in(page: &str, before: &str) -> String {
    let at = page.find(before).map(|at| at + before.len()).expect("a link to a file");
    page[at..at + 64].to_owned()
}

/// An application that is whole; each of the people sends it from an address of their own.
fn application() -> String {
    let fields = "legal_name_en=A+Limited&place=hong_kong&business_registration=12345678&expires_on=2027-06-30";
    format!("{fields}&contact_name=A&email=<actor>@nobody.hk&language=en")
}
