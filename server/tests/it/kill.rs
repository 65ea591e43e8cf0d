//! A server that is killed in the middle of work loses nothing it had answered, and does nothing twice.
//!
//! `MARKET_TEST_KILL_ROUNDS` raises the number of times it is killed. On SQLite, and on PostgreSQL when the tests have
//! a server.

use crate::browser::Browser;
use crate::page_parts::{select_options, value_of};
use crate::program::Program;
use services::Random;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;
use tokio::task::JoinSet;
use tokio::time::sleep;

const OFFICERS: [&str; 3] = ["tm.chan@td.sample.hk", "pf.wong@swd.sample.hk", "kl.sin@had.sample.hk"];
const SOLUTION: &str = "S0035";
/// Most requests of one officer in one round.
const MOST: usize = 200;

/// What one officer's browsers did in one round.
#[derive(Debug, Default)]
struct Done {
    /// Browsers whose sign-in was answered.
    signed_in: Vec<Browser>,
    /// Solutions whose place on the shortlist was answered.
    shortlisted: Vec<String>,
    /// One-time keys of requests that were sent, with the reference that was answered, if one was.
    asked: Vec<(String, Option<String>)>,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_answered_is_there_after_the_process_was_killed() {
    let rounds = std::env::var("MARKET_TEST_KILL_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(4);
    let program = Program::sample().await;
    // The list of solutions to put on the shortlist, each only once by each department.
    let mut fresh: BTreeMap<&str, Vec<String>> = OFFICERS.iter().map(|officer| (*officer, solutions())).collect();
    let mut all_asked: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let mut listed_before = BTreeMap::new();
    let [mut signed_in, mut shortlisted, mut answered, mut cut_off] = [0; 4];
    for round in 0..rounds {
        let mut server = program.serve();
        if round == 0 {
            for officer in OFFICERS {
                let mut browser = Browser::at(&server.address);
                browser.sign_in(officer).await.unwrap();
                listed_before.insert(officer, listed_requests(&browser).await);
            }
        }
        let mut at_work = JoinSet::new();
        for officer in OFFICERS {
            let (address, solutions) = (server.address.clone(), fresh[officer].clone());
            at_work.spawn(async move { (officer, work(&address, officer, solutions).await) });
        }
        let pause = u64::from(Random::System.bytes()[0]) * 4;
        sleep(Duration::from_millis(250 + pause)).await;
        server.kill();
        let done: Vec<(&str, Done)> = at_work.join_all().await;

        let verified = program.done(&["verify"]);
        assert!(verified.starts_with("the log is whole"), "round {round}: {verified}");
        let server = program.serve();
        for (officer, done) in done {
            check(&server.address, officer, &done, round).await;
            fresh.get_mut(officer).unwrap().retain(|solution| !done.shortlisted.contains(solution));
            signed_in += done.signed_in.len();
            shortlisted += done.shortlisted.len();
            answered += done.asked.iter().filter(|(_, reference)| reference.is_some()).count();
            cut_off += done.asked.iter().filter(|(_, reference)| reference.is_none()).count();
            all_asked.entry(officer).or_default().extend(done.asked.into_iter().map(|(once, _)| once));
        }
    }
    // Each one-time key gives the same request however often it is sent: no request was made twice.
    let server = program.serve();
    for (officer, keys) in all_asked {
        let mut browser = Browser::at(&server.address);
        browser.sign_in(officer).await.unwrap();
        let fields = request_fields(&browser).await.unwrap();
        let mut references = BTreeSet::new();
        for once in &keys {
            let answer = ask(&browser, &fields, once).await.unwrap();
            references.insert(answer.expect("a request"));
        }
        assert_eq!(references.len(), keys.len(), "{officer}");
        let expected: BTreeSet<_> = listed_before[officer].union(&references).cloned().collect();
        assert_eq!(listed_requests(&browser).await, expected, "{officer}");
    }
    println!("{signed_in} sign-ins, {shortlisted} shortlisted and {answered} requests answered, {cut_off} cut off");
    assert!(signed_in > 0 && shortlisted > 0 && answered > 0, "nothing was answered, so nothing was tried");
    assert!(program.done(&["verify"]).starts_with("the log is whole"));
}

/// Signs in, keeps a shortlist and asks for reuse until the server is gone.
async fn work(address: &str, officer: &str, solutions: Vec<String>) -> Done {
    let mut done = Done::default();
    let mut solutions = solutions.into_iter();
    let mut fields = None;
    for _ in 0..MOST {
        // A new browser each time: in the same one, a session ends when the next begins.
        let mut browser = Browser::at(address);
        if browser.sign_in(officer).await.is_err() {
            return done;
        }
        done.signed_in.push(browser.clone());
        if fields.is_none() {
            fields = request_fields(&browser).await;
        }
        let Some(fields) = &fields else { return done };
        if let Some(solution) = solutions.next() {
            let form = [("do", "add"), ("solution", solution.as_str())];
            let Ok(answer) = browser.post("/en/shortlist", &form).await else { return done };
            assert_eq!(answer.status, 303, "{}", answer.head);
            done.shortlisted.push(solution);
        }
        let once = Random::System.id().to_string();
        let answer = ask(&browser, fields, &once).await;
        let went = answer.is_ok();
        let reference = answer.ok().flatten();
        done.asked.push((once, reference.clone()));
        // What was asked for is called off, so that it can be asked for again.
        let called_off = match reference {
            Some(reference) => call_off(&browser, &reference).await.is_ok(),
            None => true,
        };
        if !went || !called_off {
            return done;
        }
    }
    done
}

/// Everything that was answered is there.
async fn check(address: &str, officer: &str, done: &Done, round: u32) {
    for browser in &done.signed_in {
        let answer = browser.moved_to(address).get("/en/account").await.unwrap();
        assert_eq!(answer.status, 200, "round {round}: a session of {officer} is gone");
    }
    let mut browser = Browser::at(address);
    browser.sign_in(officer).await.unwrap();
    let shortlist = browser.get("/en/shortlist").await.unwrap().body;
    for solution in &done.shortlisted {
        let there = shortlist.contains(&format!("-{}\"", solution.to_lowercase()));
        assert!(there, "round {round}: {solution} is not on the shortlist of {officer}");
    }
    let fields = request_fields(&browser).await.unwrap();
    for (once, answered) in &done.asked {
        let again = ask(&browser, &fields, once).await.unwrap().expect("a request");
        if let Some(reference) = answered {
            assert_eq!(*reference, again, "round {round}: a key gives another request");
            let page = browser.get(&format!("/en/orders/{reference}")).await.unwrap();
            assert_eq!(page.status, 200, "round {round}: {reference} is gone");
        }
        // Unless it was called off before.
        call_off(&browser, &again).await.unwrap();
    }
}

/// The form of a request as the page fills it, and what an officer adds.
async fn request_fields(browser: &Browser) -> Option<Vec<(&'static str, String)>> {
    let page = browser.get(&format!("/en/reuse/new?solution={SOLUTION}")).await.ok()?;
    assert_eq!(page.status, 200, "{}", page.head);
    let line = select_options(&page.body, "budget_line").into_iter().find(|value| !value.is_empty());
    Some(vec![
        ("step", "submit".to_owned()),
        ("users", "5".to_owned()),
        ("units", "10".to_owned()),
        ("months", "6".to_owned()),
        ("starts_on", value_of(&page.body, "starts_on")),
        ("data_level", "public".to_owned()),
        ("budget_line", line.expect("a budget line")),
        ("purpose", "To answer the public sooner".to_owned()),
        ("reason", "The contract was tendered openly for all departments".to_owned()),
    ])
}

/// Sends a request; its reference when it was taken, an error when no answer came.
async fn ask(browser: &Browser, fields: &[(&str, String)], once: &str) -> std::io::Result<Option<String>> {
    let mut form: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    form.push(("once", once));
    let answer = browser.post(&format!("/en/reuse/new?solution={SOLUTION}"), &form).await?;
    assert_eq!(answer.status, 303, "{}\n{}", answer.head, answer.body);
    let reference = answer.location().rsplit('/').next().and_then(|end| end.split('?').next());
    Ok(reference.map(str::to_owned))
}

/// Calls a request off, if it still stands.
async fn call_off(browser: &Browser, reference: &str) -> std::io::Result<()> {
    let path = format!("/en/orders/{reference}");
    let page = browser.get(&path).await?.body;
    if !page.contains("name=\"version\"") {
        return Ok(());
    }
    let version = value_of(&page, "version");
    let form = [("do", "cancel"), ("comment", "Not needed after all"), ("version", version.as_str())];
    let answer = browser.post(&path, &form).await?;
    assert!(matches!(answer.status, 303 | 409), "{}\n{}", answer.head, answer.body);
    Ok(())
}

/// References of every request on the pages of the list.
async fn listed_requests(browser: &Browser) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for page in 1.. {
        let body = browser.get(&format!("/en/orders?page={page}")).await.unwrap().body;
        let before = found.len();
        let links = body.split("/en/orders/").skip(1).filter_map(|rest| rest.split(['"', '?']).next());
        found.extend(links.filter(|reference| reference.starts_with("RQ-")).map(str::to_owned));
        if found.len() == before {
            return found;
        }
    }
    found
}

fn solutions() -> Vec<String> {
    (1..=40).map(|number| format!("S{number:04}")).collect()
}
