//! How the office evaluates bids, on a real database.

mod alone;
mod digests;
mod panel;
mod prices;
mod schedule;
mod whole;

use crate::Failure;
use crate::testing::{BIDDER, Office, OpenedTender, RIVAL, TD_TENDERS, refusal};
use domain::evaluation::EvaluationRefusal;
use domain::refusal::Refusal;

/// Offers so near to each other, and to the estimate, that nobody need be asked.
const NEAR: [(&str, &str); 2] = [(BIDDER, "1,200,000"), (RIVAL, "1,300,000")];
const GOOD: [(&str, u32); 2] = [(BIDDER, 75), (RIVAL, 50)];
const CHAIR: &str = TD_TENDERS.panel[0];
const SECOND: &str = TD_TENDERS.panel[1];
const THIRD: &str = TD_TENDERS.panel[2];

async fn opened() -> (Office, OpenedTender) {
    let office = Office::sample().await;
    let tender = office.bids_opened(&TD_TENDERS, &NEAR).await;
    (office, tender)
}

async fn declared() -> (Office, OpenedTender) {
    let (office, tender) = opened().await;
    office.all_declared(&TD_TENDERS, &tender.reference).await;
    (office, tender)
}

fn rule<T: std::fmt::Debug>(result: Result<T, Failure>) -> EvaluationRefusal {
    match refusal(result) {
        Refusal::Evaluation(refusal) => refusal,
        other => panic!("not a rule of evaluation: {other:?}"),
    }
}

fn is_missing<T>(result: Result<T, Failure>) -> bool {
    matches!(result, Err(Failure::NotFound))
}

/// Where a bid's record says it stands; its bidder is told less.
async fn bid_state(office: &Office, who: &str, tender: &str) -> domain::bids::BidState {
    let caller = office.person(who).await;
    let invitation = crate::bids::Invitation::load(&caller, tender).await.unwrap();
    let own = caller.officer().unwrap().organisation;
    crate::bids::Record::find(caller.db(), &caller, &invitation, own).await.unwrap().unwrap().state
}
