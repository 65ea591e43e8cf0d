mod drafting;
mod lots;
mod running;
mod sections;
mod watching;

use super::*;
use crate::Failure;
use crate::entities::{tender_files, tender_notices, tenders as rows};
use crate::testing::{BOARD, Office, SWD_TENDERS, TD_TENDERS, form, refusal};
use domain::refusal::Refusal;
use domain::tenders::{ApprovingBody, DocumentKind, Gap, Section, Stage, TenderRefusal, TenderState};
use domain::time::{Day, Timestamp};
use sea_orm::prelude::*;

async fn row(office: &Office, reference: &str) -> rows::Model {
    let found = rows::Entity::find().filter(rows::Column::Reference.eq(reference));
    found.one(office.services.db.reader()).await.unwrap().unwrap()
}

async fn state(office: &Office, reference: &str) -> TenderState {
    TenderState::parse(&row(office, reference).await.state).unwrap()
}

async fn stage(office: &Office, reference: &str) -> Stage {
    store::tender_of(&row(office, reference).await).unwrap().stage(office.services.clock.now())
}

fn tender_refusal<T: std::fmt::Debug>(result: Result<T, Failure>) -> TenderRefusal {
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

fn noon(day: &str) -> Timestamp {
    Day::parse(day).unwrap().starts_at().plus_minutes(720)
}
