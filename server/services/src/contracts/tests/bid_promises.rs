//! What the winning bid promised is part of its contract, whoever draws it up.

use super::*;
use crate::bids;
use crate::entities::opened_bids;
use domain::bids::{OfferedPromise, Section};
use domain::contracts::PromiseKind;
use domain::ids::BidId;

/// A final award to a bid that promises two jobs by the end of month 6 and 80 hours by the end of month 24.
async fn awarded_with_promises(office: &Office) -> String {
    let keys = office.keys_held(&TD_TENDERS).await;
    let tender = office.tender_published(&TD_TENDERS).await;
    office.bid_written(BIDDER, &tender, "We do.", "1,000,000").await;
    let bidder = office.person(BIDDER).await;
    let promises = form(&[
        ("promise-local_jobs", "2"),
        ("promise-local_jobs-months", "6"),
        ("promise-training_hours", "80"),
        ("promise-training_hours-months", "24"),
    ]);
    bids::save(&bidder, &tender, Section::Promises, &promises).await.unwrap();
    bids::submit(&bidder, &tender, office.submission(), PASSWORD).await.unwrap();
    office.services.clock.set(Day::of(2026, 12, 18).unwrap().starts_at().plus_minutes(723));
    let opened = crate::testing::OpenedTender { reference: tender.clone(), keys };
    office.envelopes_opened(&TD_TENDERS, &opened, domain::bids::EnvelopeKind::Technical).await;

    let row = opened_bids::Entity::find().one(office.services.db.reader()).await.unwrap().unwrap();
    office.on(SIGNABLE_ON);
    let now = office.services.clock.now();
    let award = office.award(&TD_TENDERS, &tender, now.plus_minutes(-30 * 24 * 60)).await;
    let award = Award { bid: BidId(row.bid_id), ..award.confirm(now).unwrap() };
    office.put_award(&TD_TENDERS, &award).await;
    tender
}

#[tokio::test]
async fn a_contract_holds_the_promises_of_its_bid_with_their_days_and_what_was_agreed_beside_them() {
    let office = Office::sample().await;
    let tender = awarded_with_promises(&office).await;
    let procurement = office.person(TD_TENDERS.procurement).await;
    let draft = draft_for(&procurement, Locale::En, &tender).await.unwrap();
    let offered = |kind, amount, months| OfferedPromise { kind, amount, months };
    let of_bid = [offered(PromiseKind::TrainingHours, 80, 24), offered(PromiseKind::LocalJobs, 2, 6)];
    assert_eq!(draft.promised, of_bid);

    // Fewer hours, or a later day, typed over them are a further promise and take nothing away.
    let mut typed = contract_form();
    typed.set("promise_training_hours", "10");
    typed.set("promise_training_hours_due", "2029-01-31");
    let reference = draw_up(&procurement, office.once(), &tender, &typed).await.unwrap();
    let held: Vec<_> = seen(&office, &reference)
        .await
        .promises
        .into_iter()
        .map(|one| (one.number, one.kind, one.amount, one.due_on.to_string()))
        .collect();
    let promise = |number, kind, amount, day: &str| (number, kind, amount, day.to_owned());
    let expected = [
        promise(1, PromiseKind::TrainingHours, 80, "2029-01-31"),
        promise(2, PromiseKind::LocalJobs, 2, "2027-07-31"),
        promise(3, PromiseKind::ApprenticePlaces, 2, "2027-12-31"),
        promise(4, PromiseKind::TrainingHours, 10, "2029-01-31"),
    ];
    assert_eq!(held, expected);
}

#[tokio::test]
async fn a_contract_that_is_drawn_up_again_holds_the_promises_of_its_bid_again() {
    let office = Office::sample().await;
    let tender = awarded_with_promises(&office).await;
    let procurement = office.person(TD_TENDERS.procurement).await;
    let mut references = Vec::new();
    for starts_on in ["2027-02-01", "2027-02-15"] {
        let mut typed = contract_form();
        typed.set("starts_on", starts_on);
        typed.set("promise_apprentice_places", "");
        typed.set("promise_apprentice_places_due", "");
        let reference = draw_up(&procurement, office.once(), &tender, &typed).await.unwrap();
        let promises = seen(&office, &reference).await.promises;
        references.push((promises.len(), promises[1].due_on.to_string()));
        cancel(&procurement, &reference, &form(&[("comment", "Drawn up for another day")])).await.unwrap();
    }
    assert_eq!(references, [(2, "2027-07-31".to_owned()), (2, "2027-08-14".to_owned())]);
}
