//! Promises of a bid, from the form to the officers who open it.

use super::*;
use crate::entities::opened_bids;
use domain::bids::{OfferedPromise, Progress, Section};
use domain::contracts::PromiseKind;
use domain::form::{Problem, Rule};
use domain::ids::BidId;
use sea_orm::EntityTrait;

async fn promising(office: &Office, tender: &str, pairs: &[(&str, &str)]) -> Result<(), Failure> {
    save(&office.person(BIDDER).await, tender, Section::Promises, &form(pairs)).await
}

async fn progress(office: &Office, tender: &str) -> Progress {
    let view = show(&office.person(BIDDER).await, tender).await.unwrap();
    view.tasks.iter().find(|(section, _)| *section == Section::Promises).unwrap().1
}

#[tokio::test]
async fn a_promise_lies_within_the_contract_and_is_written_whole() {
    let (office, tender, _) = tendering().await;
    assert_eq!(show(&office.person(BIDDER).await, &tender).await.unwrap().term_months, 24);
    assert_eq!(progress(&office, &tender).await, Progress::NotStarted);
    let typed = [("promise-local_jobs", "2"), ("promise-training_hours", "0"), ("promise-training_hours-months", "25")];
    let wrong = |field: &str, rule| Problem { field: field.to_owned(), rule };
    assert_eq!(
        refusal(promising(&office, &tender, &typed).await),
        Refusal::Form(vec![
            wrong("promise-training_hours", Rule::Below(1)),
            wrong("promise-training_hours-months", Rule::Above(24)),
            wrong("promise-local_jobs-months", Rule::Required),
        ])
    );
    promising(&office, &tender, &[("promise-local_jobs", "2"), ("promise-local_jobs-months", "24")]).await.unwrap();
    assert_eq!(progress(&office, &tender).await, Progress::Complete);
    promising(&office, &tender, &[]).await.unwrap();
    assert_eq!(progress(&office, &tender).await, Progress::NotStarted);
}

#[tokio::test]
async fn promises_come_out_of_the_technical_envelope_of_either_way_and_a_bid_without_any_is_as_good() {
    let (office, tender, keys) = tendering().await;
    office.bid_written(BIDDER, &tender, "We do.", "1,200,000").await;
    promising(&office, &tender, &[("promise-local_jobs", "2"), ("promise-local_jobs-months", "12")]).await.unwrap();
    let offered = OfferedPromise { kind: PromiseKind::LocalJobs, amount: 2, months: 12 };
    let shown = show(&office.person(BIDDER).await, &tender).await.unwrap();
    assert_eq!(shown.promises, [offered]);
    submitted(&office, BIDDER, &tender).await;
    let file = sealing_file(&office.person(RIVAL).await, &tender).await.unwrap();
    assert_eq!(file.term_months, 24);
    let sealed = office.sealed_elsewhere(&file, "We do.", "1,300,000");
    let rival = office.person(RIVAL).await;
    let path = domain::bids::SubmissionPath::Offline;
    hand_in(&rival, &tender, path, crate::testing::handed_in(&sealed), PASSWORD).await.unwrap();

    office.services.clock.set(close().plus_minutes(3));
    for who in &TD_TENDERS.openers[..2] {
        open(&office, &tender, who, &keys).await.unwrap();
    }
    let rows = opened_bids::Entity::find().all(office.services.db.reader()).await.unwrap();
    let bidder = office.organisation_of(BIDDER).await;
    assert_eq!(rows.len(), 2);
    for row in rows {
        let read = openings::promised(&office.system(), office.services.db.reader(), BidId(row.bid_id)).await.unwrap();
        assert_eq!(read, if row.organisation_id == bidder.0 { vec![offered] } else { vec![] });
    }
}
