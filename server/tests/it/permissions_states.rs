//! Who gets which answer about a tender, in each state a tender can be in: one table for each state.
//!
//! The tenders are those of the sample office. No request of these tables changes anything: what lacks a field is refused
//! with 422 where it may be sent at all. `<tender>` is Transport Department's, `<theirs>` is one of the Social Welfare
//! Department in the same state, `<bid>` the first supplier's bid and `<contract>` what the tender came to.
//! `MARKET_UPDATE_TABLES=1` writes the answers as they are now; read them before they are kept.

use crate::house::House;
use crate::permissions::{ACTORS, rows};
use domain::tenders::Stage;
use services::sample::{Staged, Until};
use services::testing::Office;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::PathBuf;

/// What is asked in every state; what stands in braces is the line of the site map.
const REQUESTS: &str = include_str!("permissions/states/requests.txt");

/// The sample tender of a department in a state, with the contract it came to.
struct Subject {
    own: String,
    theirs: Option<String>,
    bid: String,
    contract: Option<String>,
}

/// How far a sample tender of this state went; `None` where it was laid out before it was published.
fn until(stage: Stage) -> Option<Until> {
    Some(match stage {
        Stage::Draft | Stage::InApproval | Stage::Approved => return None,
        Stage::Published => Until::Bids,
        Stage::Closed => Until::Closed,
        Stage::OpenedTechnical => Until::Opened,
        Stage::Evaluating | Stage::Cancelled => Until::Marking,
        Stage::OpenedPrice => Until::PriceQuery,
        Stage::Recommended => Until::Recommended,
        Stage::AwardedPending => Until::Awarded,
        Stage::Complete => Until::ContractActive,
        Stage::Unsuccessful => Until::Unsuccessful,
    })
}

/// A tender of Social Welfare Department in the same state, where the sample has one.
fn theirs(stage: Stage, staged: &[Staged]) -> Option<String> {
    let until = match stage {
        Stage::InApproval => return Some("T-2026-0002".to_owned()),
        Stage::Published => Until::Bids,
        Stage::OpenedTechnical => Until::Interests,
        Stage::Evaluating => Until::Moderation,
        Stage::OpenedPrice => Until::Reported,
        Stage::Complete => Until::ContractSent,
        Stage::Cancelled => return Some("T-2026-0009".to_owned()),
        _ => return None,
    };
    staged.iter().find(|one| one.department == "SWD" && one.until == until).map(|one| one.reference.clone())
}

async fn subject(office: &Office, staged: &[Staged], stage: Stage) -> Subject {
    let mut of_stage = staged.iter().filter(|one| one.department == "TD" && Some(one.until) == until(stage));
    // The one that was called off is the later of the two whose panel had begun to mark.
    let found = if stage == Stage::Cancelled { of_stage.next_back() } else { of_stage.next() };
    let own = match (stage, found) {
        (_, Some(found)) => found.reference.clone(),
        (Stage::InApproval, None) => office.tender_in_approval(&services::testing::TD_TENDERS).await,
        (Stage::Approved, None) => "T-2026-0003".to_owned(),
        (_, None) => "T-2026-0001".to_owned(),
    };
    let opened = stage >= Stage::OpenedTechnical && !matches!(stage, Stage::Cancelled);
    let bid = match opened {
        true => office.bid_of("wk.ho", &own, "ym.lam").await.to_string(),
        false => "00000000-0000-0000-0000-000000000000".to_owned(),
    };
    Subject { bid, theirs: theirs(stage, staged), contract: found.and_then(|one| one.contract.clone()), own }
}

fn file_of(stage: Stage) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/it/permissions/states/{}.txt", stage.code()))
}

/// The lines of what is asked that this state has an object for.
fn asked(subject: &Subject, stage: Stage) -> impl Iterator<Item = &'static str> {
    let (has_theirs, has_contract) = (subject.theirs.is_some(), subject.contract.is_some());
    let changes = match stage {
        Stage::InApproval => &["do=approve"][..],
        Stage::Approved => &["do=publish", "do=reopen"],
        _ => &[],
    };
    REQUESTS.lines().filter(move |line| {
        let has = (has_theirs || !line.contains("<theirs>")) && (has_contract || !line.contains("<contract>"));
        has && !line.trim().is_empty() && !changes.iter().any(|change| line.ends_with(change))
    })
}

/// The table of a state as the office answers now.
async fn answered(house: &House, cookies: &[Option<String>], subject: &Subject, stage: Stage) -> String {
    let mut table = format!("{:60}", "");
    let names: Vec<_> = ACTORS.iter().map(|(name, _)| *name).collect();
    let _ = writeln!(table, " {}", names.join(" "));
    for line in asked(subject, stage) {
        let Some((entry, request)) = line.split_once(" @ ") else { continue };
        let (path, form) = request.trim().split_once(' ').unwrap_or((request.trim(), ""));
        let fill = |text: &str| {
            let text = text.replace("<tender>", &subject.own).replace("<bid>", &subject.bid);
            let text = text.replace("<theirs>", subject.theirs.as_deref().unwrap_or_default());
            text.replace("<contract>", subject.contract.as_deref().unwrap_or_default())
        };
        let mut answers = String::new();
        for ((name, _), cookie) in ACTORS.iter().zip(cookies) {
            let form = fill(form).replace("<once>", &format!("once={}", house.office.once().0));
            let fields: Vec<_> = form_urlencoded::parse(form.as_bytes()).collect();
            let fields: Vec<_> = fields.iter().map(|(key, value)| (key.as_ref(), value.as_ref())).collect();
            let answer = match entry.starts_with("POST ") {
                true => house.post(&fill(path), &fields, cookie.as_deref()).await,
                false => house.get(&fill(path), cookie.as_deref()).await,
            };
            let to_sign_in = answer.status == 303 && answer.header("location").starts_with("/en/sign-in?next=");
            let got = format!("{}{}", answer.status.as_u16(), if to_sign_in { ">" } else { "" });
            let _ = write!(answers, " {got:width$}", width = name.len());
        }
        // Wrong passwords are another test's affair.
        house.office.damage("delete from throttles").await.unwrap();
        let _ = writeln!(table, "{entry}\n    {:56}{}", request.trim(), answers.trim_end());
    }
    table
}

async fn check(stages: &[Stage]) {
    let (office, staged) = Office::at_work().await;
    let house = House::around(office);
    let mut cookies = Vec::new();
    for (_, who) in ACTORS {
        cookies.push(match who {
            Some(who) => Some(house.sign_in(who).await),
            None => None,
        });
    }
    let mut wrong = Vec::new();
    for stage in stages {
        let subject = subject(&house.office, &staged, *stage).await;
        let now = answered(&house, &cookies, &subject, *stage).await;
        let file = file_of(*stage);
        if std::env::var_os("MARKET_UPDATE_TABLES").is_some() {
            std::fs::write(&file, &now).unwrap();
        }
        let kept = std::fs::read_to_string(&file).unwrap_or_default();
        wrong.extend(differences(&kept, &now).into_iter().map(|line| format!("{}: {line}", stage.code())));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What somebody gets and should not, cell by cell; and requests that only one of the tables has.
fn differences(kept: &str, now: &str) -> Vec<String> {
    if kept.is_empty() {
        return vec!["this state has no table".to_owned()];
    }
    let by_request = |table| rows(table).into_iter().map(|row| ((row.entry, row.path, row.form), row.expected));
    let kept: BTreeMap<_, _> = by_request(kept).collect();
    let now: BTreeMap<_, _> = by_request(now).collect();
    let mut wrong: Vec<_> = kept.keys().filter(|key| !now.contains_key(key)).map(|key| format!("{key:?}")).collect();
    for (key, got) in &now {
        let expected = kept.get(key).cloned().unwrap_or_default();
        for (place, got) in got.iter().enumerate() {
            let expected = expected.get(place).map_or("", String::as_str);
            if got != expected {
                wrong.push(format!("{} {} {}: {} got {got}, not {expected:?}", key.0, key.1, key.2, ACTORS[place].0));
            }
        }
    }
    wrong
}

const BEFORE_THE_PANEL: [Stage; 6] =
    [Stage::Draft, Stage::InApproval, Stage::Approved, Stage::Published, Stage::Closed, Stage::OpenedTechnical];
const SINCE_THE_PANEL: [Stage; 7] = [
    Stage::Evaluating,
    Stage::OpenedPrice,
    Stage::Recommended,
    Stage::AwardedPending,
    Stage::Complete,
    Stage::Cancelled,
    Stage::Unsuccessful,
];

#[test]
fn every_state_of_a_tender_has_a_table_and_every_address_of_a_tender_stands_in_it() {
    let mut stages: Vec<_> = BEFORE_THE_PANEL.iter().chain(&SINCE_THE_PANEL).map(|stage| stage.code()).collect();
    let mut all: Vec<_> = Stage::ALL.iter().map(|stage| stage.code()).collect();
    stages.sort_unstable();
    all.sort_unstable();
    assert_eq!(stages, all);
    let site = app::site();
    let of_tenders = site.entries().iter().filter(|entry| {
        let subject = ["/tenders/{reference", "/outcomes/{reference", "/contracts/{reference", "/awards/{reference"];
        subject.iter().any(|part| entry.path.contains(part)) && !entry.path.contains("{file}")
    });
    let missing: Vec<_> = of_tenders
        .map(|entry| format!("{} {}", entry.method, entry.path))
        .filter(|entry| !REQUESTS.lines().any(|line| line.split_once(" @ ").is_some_and(|(known, _)| known == entry)))
        .collect();
    assert_eq!(missing, Vec::<String>::new());
}

#[tokio::test]
async fn everybody_gets_the_answer_the_table_says_until_bids_are_opened() {
    check(&BEFORE_THE_PANEL).await;
}

#[tokio::test]
async fn everybody_gets_the_answer_the_table_says_once_a_panel_sits() {
    check(&SINCE_THE_PANEL).await;
}
