mod challenging;
mod deciding;
mod destroying;
mod ended;
mod ending;
mod following;
mod telling;
mod unread;

use super::*;
use crate::Failure;
use crate::entities::{awards as rounds, tenders as rows};
use crate::testing::{BIDDER, BOARD, Office, RIVAL, Reported, Rival, SWD_TENDERS, TD_TENDERS, form, refusal};
use domain::awards::views::{AwardStep, Ending, Round};
use domain::awards::{ApprovalBlocker, AwardRefusal, CheckKind, Eligibility, OpenCheck};
use domain::locale::Locale;
use domain::refusal::Refusal;
use domain::tenders::{ApprovingBody, TenderRefusal, TenderState};
use domain::time::{Day, Timestamp};
use sea_orm::QueryOrder;
use sea_orm::prelude::*;

const PRICE: i64 = 1_300_000;

fn at(day: &str, minutes: i64) -> Timestamp {
    Day::parse(day).unwrap().starts_at().plus_minutes(minutes)
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

async fn state(office: &Office, reference: &str) -> TenderState {
    let found = rows::Entity::find().filter(rows::Column::Reference.eq(reference));
    TenderState::parse(&found.one(office.services.db.reader()).await.unwrap().unwrap().state).unwrap()
}

/// Where each round stands, oldest first.
async fn round_states(office: &Office) -> Vec<Round> {
    let found = rounds::Entity::find().order_by_asc(rounds::Column::Round).all(office.services.db.reader());
    found.await.unwrap().iter().map(|row| Round::parse(&row.state).unwrap()).collect()
}

fn award<T: std::fmt::Debug>(result: Result<T, Failure>) -> AwardRefusal {
    match refusal(result) {
        Refusal::Award(refusal) => refusal,
        other => panic!("not a rule about awards: {other:?}"),
    }
}

fn tender<T: std::fmt::Debug>(result: Result<T, Failure>) -> TenderRefusal {
    match refusal(result) {
        Refusal::Tender(refusal) => refusal,
        other => panic!("not a rule about tenders: {other:?}"),
    }
}

fn fields_refused<T: std::fmt::Debug>(result: Result<T, Failure>) -> Vec<String> {
    match refusal(result) {
        Refusal::Form(problems) => problems.into_iter().map(|problem| problem.field).collect(),
        other => panic!("not a form: {other:?}"),
    }
}

fn is_not_found<T>(result: Result<T, Failure>) -> bool {
    matches!(result, Err(Failure::NotFound))
}

fn is_forbidden<T>(result: Result<T, Failure>) -> bool {
    matches!(result, Err(Failure::Forbidden(_)))
}
