//! The closing record binds what is opened, whoever writes into the database after it.

use super::*;
use crate::audit::{Verified, verify};
use crate::entities::{bids as bid_rows, closing_records, openings as opening_rows};
use domain::bids::Digest;
use sea_orm::IntoActiveModel;
use sea_orm::prelude::*;
use std::collections::HashMap;

/// A tender with a bid whose closing was recorded, and the keys of its openers.
async fn recorded(bidders: &[&str]) -> (Office, String, HashMap<&'static str, String>) {
    let office = Office::sample().await;
    let keys = office.keys_held(&TD_TENDERS).await;
    let tender = office.tender_published(&TD_TENDERS).await;
    for who in bidders {
        submits(&office, who, &tender).await.unwrap();
    }
    office.services.clock.set(noon("2026-12-18").plus_minutes(3));
    close(&office.system(), &tender).await.unwrap();
    (office, tender, keys)
}

async fn row(office: &Office) -> closing_records::Model {
    closing_records::Entity::find().one(office.services.db.reader()).await.unwrap().unwrap()
}

async fn take_row(office: &Office) -> closing_records::Model {
    let row = row(office).await;
    closing_records::Entity::delete_by_id(row.tender_id).exec(office.services.db.writer()).await.unwrap();
    row
}

async fn put_row(office: &Office, row: closing_records::Model) {
    let db = office.services.db.writer();
    closing_records::Entity::delete_by_id(row.tender_id).exec(db).await.unwrap();
    closing_records::Entity::insert(row.into_active_model()).exec_without_returning(db).await.unwrap();
}

async fn opens(office: &Office, tender: &str, keys: &HashMap<&str, String>) -> OpeningView {
    contributes(office, FIRST, tender, &keys[FIRST]).await.unwrap();
    assert_eq!(contributes(office, SECOND, tender, &keys[SECOND]).await.unwrap(), Outcome::Opened);
    show(&office.person(FIRST).await, tender, EnvelopeKind::Technical).await.unwrap()
}

async fn damage(office: &Office) -> String {
    match verify(&office.system()).await.unwrap() {
        Verified::Damaged { what, .. } => what,
        whole => panic!("nothing was noticed: {whole:?}"),
    }
}

#[tokio::test]
async fn a_bid_that_was_put_in_after_the_closing_record_is_listed_and_stays_shut() {
    let (office, tender, keys) = recorded(&[BIDDER]).await;
    let record = take_row(&office).await;
    office.services.clock.set(noon("2026-12-18"));
    submits(&office, RIVAL, &tender).await.unwrap();
    put_row(&office, record).await;
    office.services.clock.set(noon("2026-12-18").plus_minutes(3));
    let view = opens(&office, &tender, &keys).await;
    let mut outcomes: Vec<_> = view.lines.iter().map(|line| line.unreadable.clone()).collect();
    outcomes.sort();
    assert_eq!((outcomes, view.missing), (vec![None, Some("not_in_closing_record".to_owned())], vec![]));
    let shown = async |who: &str| bids::show(&office.person(who).await, &tender).await.unwrap().closing.unwrap();
    assert_eq!((shown(BIDDER).await.lists, shown(RIVAL).await.lists), (true, false));
}

#[tokio::test]
async fn a_bid_that_was_replaced_behind_the_record_is_listed_as_missing_and_the_other_stays_shut() {
    let (office, tender, keys) = recorded(&[BIDDER, RIVAL]).await;
    let record = take_row(&office).await;
    office.services.clock.set(noon("2026-12-18"));
    submits(&office, RIVAL, &tender).await.unwrap();
    put_row(&office, record).await;
    office.services.clock.set(noon("2026-12-18").plus_minutes(3));
    let view = opens(&office, &tender, &keys).await;
    let shut = view.lines.iter().filter(|line| line.unreadable.as_deref() == Some("not_in_closing_record")).count();
    assert_eq!((view.lines.len(), shut, view.missing.len()), (2, 1, 1));
}

#[tokio::test]
async fn a_bid_that_is_gone_since_the_closing_record_is_missed_in_the_opening_record() {
    let (office, tender, keys) = recorded(&[BIDDER, RIVAL]).await;
    let rows = bid_rows::Entity::find().all(office.services.db.reader()).await.unwrap();
    assert_eq!(rows.len(), 2);
    bid_rows::Entity::delete_by_id(rows[0].id).exec(office.services.db.writer()).await.unwrap();
    let view = opens(&office, &tender, &keys).await;
    assert_eq!((view.lines.len(), view.missing.len(), view.bids), (1, 1, Some(2)));
    assert!(row(&office).await.record_json.contains(&view.missing[0]), "by the envelope the record names");
}

#[tokio::test]
async fn a_closing_record_that_was_rewritten_opens_nothing_and_every_try_is_logged() {
    let (office, tender, keys) = recorded(&[BIDDER, RIVAL]).await;
    let mut row = row(&office).await;
    let kept = row.clone();
    let mut record: serde_json::Value = serde_json::from_str(&row.record_json).unwrap();
    record["bids"].as_array_mut().unwrap().pop();
    row.record_json = record.to_string();
    put_row(&office, row).await;
    let refused = refusal(contributes(&office, FIRST, &tender, &keys[FIRST]).await);
    assert_eq!(refused, Refusal::Opening(OpeningRefusal::RecordDiffers));
    assert_eq!(office.log().await.last().unwrap(), "opening.refused");
    assert!(!bids::show(&office.person(BIDDER).await, &tender).await.unwrap().closing.unwrap().lists);
    assert_eq!(damage(&office).await, "the closing record is not the one this entry names");
    put_row(&office, kept).await;
    assert_eq!(opens(&office, &tender, &keys).await.lines.len(), 2);
}

#[tokio::test]
async fn a_closing_record_that_is_gone_is_not_written_anew_from_what_is_there_then() {
    let (office, tender, keys) = recorded(&[BIDDER, RIVAL]).await;
    take_row(&office).await;
    let again = refusal(close(&office.system(), &tender).await);
    assert_eq!(again, Refusal::Opening(OpeningRefusal::RecordDiffers));
    let refused = refusal(contributes(&office, FIRST, &tender, &keys[FIRST]).await);
    assert_eq!(refused, Refusal::Opening(OpeningRefusal::RecordDiffers));
    assert_eq!(damage(&office).await, "the closing record this entry names is gone");
}

#[tokio::test]
async fn what_came_in_time_and_was_not_stored_when_the_closing_was_recorded_is_refused_and_logged() {
    let (office, tender, keys) = recorded(&[RIVAL]).await;
    let log = office.log().await.len();
    office.services.clock.set(noon("2026-12-18"));
    office.bid_written(BIDDER, &tender, "We do.", "1,200,000").await;
    let caller = office.person(BIDDER).await;
    let sent = refusal(bids::submit(&caller, &tender, office.submission(), PASSWORD).await);
    assert_eq!(sent, Refusal::Bid(BidRefusal::NotStored { received_at: noon("2026-12-18") }));
    let rival = office.person(RIVAL).await;
    let taken_back = refusal(bids::withdraw(&rival, &tender, office.submission(), PASSWORD).await);
    assert_eq!(taken_back, Refusal::Bid(BidRefusal::NotStored { received_at: noon("2026-12-18") }));
    let since = office.log().await.split_off(log);
    assert_eq!(since.iter().filter(|event| *event == "bid.not_stored").count(), 2, "{since:?}");
    office.services.clock.set(noon("2026-12-18").plus_minutes(3));
    assert_eq!(bids::show(&caller, &tender).await.unwrap().closing, None);
    let view = opens(&office, &tender, &keys).await;
    assert_eq!((view.lines.len(), view.missing.len()), (1, 0), "only what is in the record");
}

#[tokio::test]
async fn records_are_those_whose_fingerprints_are_in_the_log() {
    let (office, tender, keys) = recorded(&[BIDDER]).await;
    let seen = bids::show(&office.person(BIDDER).await, &tender).await.unwrap().closing.unwrap();
    let log = office.log().await;
    assert_eq!(log[seen.log_entry as usize], "bids.closed");
    assert!(seen.lists && Digest::parse(&seen.sha256).is_some());
    opens(&office, &tender, &keys).await;
    let Verified::Whole { records, .. } = verify(&office.system()).await.unwrap() else { panic!("a damaged log") };
    assert_eq!(records, 2);
    let db = office.services.db.writer();
    let record = opening_rows::Column::RecordJson;
    opening_rows::Entity::update_many().col_expr(record, Expr::value("[]")).exec(db).await.unwrap();
    assert_eq!(damage(&office).await, "the opening record is not the one this entry names");
    opening_rows::Entity::delete_many().exec(db).await.unwrap();
    assert_eq!(damage(&office).await, "the opening record this entry names is gone");
}

/// The faults that refused attempts were logged with, oldest first.
async fn faults(office: &Office) -> Vec<Option<domain::bids::AttemptFault>> {
    use crate::entities::audit_entries::{Column, Entity};
    use sea_orm::QueryOrder;
    let entries = Entity::find().filter(Column::Event.eq("opening.refused")).order_by_asc(Column::Position);
    let entries = entries.all(office.services.db.reader()).await.unwrap();
    let events = entries.iter().map(|entry| serde_json::from_str(&entry.body).unwrap());
    events
        .map(|event| match event {
            domain::bids::BidEvent::OpeningRefused { fault, .. } => fault,
            other => panic!("not a refused attempt: {other:?}"),
        })
        .collect()
}

#[tokio::test]
async fn every_refused_attempt_of_an_opener_says_in_the_log_what_stood_against_it() {
    use domain::bids::AttemptFault as Fault;
    let (office, tender, keys) = recorded(&[BIDDER]).await;
    let opener = office.person(FIRST).await;
    let kind = EnvelopeKind::Technical;
    contribute(&opener, &tender, kind, "not this one", &keys[FIRST]).await.unwrap_err();
    contribute(&opener, &tender, kind, PASSWORD, &keys[SECOND]).await.unwrap_err();
    office.services.clock.set(noon("2026-12-18").plus_minutes(1));
    contributes(&office, FIRST, &tender, &keys[FIRST]).await.unwrap_err();
    office.services.clock.set(noon("2026-12-18").plus_minutes(3));
    opens(&office, &tender, &keys).await;
    contributes(&office, FIRST, &tender, &keys[FIRST]).await.unwrap_err();
    let expected = [Fault::WrongPassword, Fault::WrongPassphrase, Fault::NotClosed, Fault::WrongStage];
    assert_eq!(faults(&office).await, expected.map(Some));
    let stranger = contributes(&office, BIDDER, &tender, &keys[FIRST]).await;
    assert!(stranger.is_err());
    assert_eq!(faults(&office).await.len(), 4, "nobody without a key of the tender writes into the log");
}

#[tokio::test]
async fn an_opening_record_binds_what_was_read_and_its_files_and_tells_neither() {
    let office = Office::sample().await;
    let keys = office.keys_held(&TD_TENDERS).await;
    let tender = office.tender_published(&TD_TENDERS).await;
    let caller = office.person(BIDDER).await;
    bids::attach(&caller, &tender, "method.txt", b"Our method.").await.unwrap();
    submits(&office, BIDDER, &tender).await.unwrap();
    office.services.clock.set(noon("2026-12-18").plus_minutes(3));
    opens(&office, &tender, &keys).await;
    let record = opening_rows::Entity::find().filter(opening_rows::Column::State.eq("opened"));
    let record = record.one(office.services.db.reader()).await.unwrap().unwrap().record_json;
    let lines: Vec<crate::openings::store::OpeningLine> = serde_json::from_str(&record).unwrap();
    assert_eq!(lines[0].files, [Digest(crate::random::sha256(b"Our method."))]);
    assert!(lines[0].read.is_some() && !record.contains("We do"), "{record}");
    let opened = crate::entities::audit_entries::Column::Event.eq("bids.opened");
    let entry = crate::entities::audit_entries::Entity::find().filter(opened);
    let body = entry.one(office.services.db.reader()).await.unwrap().unwrap().body;
    assert!(body.contains(&format!("\"software\":\"{}\"", env!("CARGO_PKG_VERSION"))), "{body}");
}
