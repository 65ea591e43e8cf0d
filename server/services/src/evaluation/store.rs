//! Rows of evaluations: the papers closed under the master key, bound to their tender.

use crate::caller::Caller;
use crate::change::Change;
use crate::entities::evaluations;
use crate::failure::{Failure, Stored};
use crate::secrets::Secrets;
use domain::evaluation::{Evaluation, EvaluationState, Papers, Terms};
use domain::ids::TenderId;
use domain::refusal::Refusal;
use sea_orm::Set;
use sea_orm::prelude::*;

const PURPOSE: &str = "evaluations";
/// A closed value has a multiple of so many bytes, so that its size says little of how many marks there are.
const STEP: usize = 4 * 1024;

/// The evaluation of a tender with the version it has, if one was begun.
pub(crate) async fn of_tender(
    caller: &Caller,
    db: &impl ConnectionTrait,
    tender: TenderId,
) -> Result<Option<(Evaluation, i64)>, Failure> {
    let row = evaluations::Entity::find_by_id(tender.0).one(db).await.stored()?;
    row.map(|row| read(&caller.services().secrets, row)).transpose()
}

/// The same, locked to the end of the change.
pub(crate) async fn lock(change: &Change, tender: TenderId) -> Result<Option<(Evaluation, i64)>, Failure> {
    let row = change.locked(evaluations::Entity::find_by_id(tender.0)).await?.pop();
    row.map(|row| read(&change.caller().services().secrets, row)).transpose()
}

/// Keeps an evaluation that is begun; a second one of the same tender is refused.
pub(crate) async fn begin(change: &Change, evaluation: &Evaluation) -> Result<(), Failure> {
    let terms = serde_json::to_string(evaluation.terms())
        .map_err(|error| Failure::broken("writing the terms of an evaluation", error))?;
    let row = evaluations::ActiveModel {
        tender_id: Set(evaluation.terms().tender.0),
        state: Set(evaluation.state().code().to_owned()),
        terms_json: Set(terms),
        papers_closed: Set(close(change, evaluation)?),
        version: Set(0),
    };
    let there = || Refusal::ChangedMeanwhile;
    evaluations::Entity::insert(row).exec_without_returning(change.db()).await.unless_there(there)?;
    Ok(())
}

/// Keeps what a step made of an evaluation, if nobody else changed it since it had this version.
pub(crate) async fn put(change: &Change, evaluation: &Evaluation, version: i64) -> Result<(), Failure> {
    let row = evaluations::ActiveModel {
        state: Set(evaluation.state().code().to_owned()),
        papers_closed: Set(close(change, evaluation)?),
        version: Set(version + 1),
        ..Default::default()
    };
    let kept = evaluations::Entity::update_many()
        .set(row)
        .filter(evaluations::Column::TenderId.eq(evaluation.terms().tender.0))
        .filter(evaluations::Column::Version.eq(version))
        .exec(change.db())
        .await
        .stored()?;
    if kept.rows_affected == 1 { Ok(()) } else { Err(Failure::Refused(Refusal::ChangedMeanwhile)) }
}

fn close(change: &Change, evaluation: &Evaluation) -> Result<Vec<u8>, Failure> {
    let mut json = serde_json::to_vec(evaluation.papers())
        .map_err(|error| Failure::broken("writing the papers of an evaluation", error))?;
    // Blanks after the value are read over.
    json.resize(json.len().div_ceil(STEP) * STEP, b' ');
    let services = change.caller().services();
    services.secrets.close(&services.random, PURPOSE, evaluation.terms().tender.0.as_bytes(), &json)
}

fn read(secrets: &Secrets, row: evaluations::Model) -> Result<(Evaluation, i64), Failure> {
    let broken = |error| Failure::broken("reading an evaluation", error);
    let terms: Terms = serde_json::from_str(&row.terms_json).map_err(broken)?;
    let papers = secrets.open(PURPOSE, row.tender_id.as_bytes(), &row.papers_closed)?;
    let papers: Papers = serde_json::from_slice(&papers).map_err(broken)?;
    let state = EvaluationState::parse(&row.state)
        .ok_or_else(|| Failure::impossible(format!("an evaluation in state {}", row.state)))?;
    Ok((Evaluation::stored(terms, papers, state), row.version))
}
