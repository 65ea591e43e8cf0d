//! The chair recommends a bid; every member signs the report, agreeing or not (S19).

use super::desk::Step;
use super::fingerprint;
use super::interests::LONGEST;
use super::query::bid_of;
use crate::caller::Caller;
use crate::entities::awards;
use crate::failure::{Failure, Stored};
use domain::evaluation::{Evaluation, EvaluationCommand, EvaluationEvent, EvaluationRefusal, EvaluationState};
use domain::form::{Fields, Reader};
use domain::permissions::Action;
use domain::refusal::Refusal;
use domain::tenders::{Tender, TenderState};
use sea_orm::prelude::*;

/// The chair recommends: fields `bid`, `reason` where it is not the first, and `version`.
pub async fn recommend(caller: &Caller, reference: &str, fields: &Fields) -> Result<(), Failure> {
    caller.may(Action::AssessBids)?;
    let mut reader = Reader::new(fields);
    let bid = reader.choice("bid", bid_of);
    let reason = reader.optional_text("reason", LONGEST);
    let (bid, reason) = reader.finish(|| Some((bid?, reason?)))?;
    let step = Step::of_panel(caller, reference).await?;
    step.is_current(fields.get("version"))?;
    let evaluation = step.evaluation.clone().recommend(step.me, bid, Some(&reason), caller.now())?;
    let event = EvaluationEvent::Recommended { tender: step.id() };
    step.keep(evaluation, event).await
}

/// A member signs the report, with a `dissent` if there is one. The form carries what was looked at.
pub async fn sign_report(caller: &Caller, reference: &str, fields: &Fields) -> Result<(), Failure> {
    caller.may(Action::AssessBids)?;
    let mut reader = Reader::new(fields);
    let dissent = reader.optional_text("dissent", LONGEST);
    let dissent = reader.finish(|| dissent)?;
    let step = Step::of_panel(caller, reference).await?;
    let report = fingerprint::of_report(caller, &step.evaluation)?;
    if fields.get("seen") != report.to_string() {
        return Err(Refusal::ChangedMeanwhile.into());
    }
    let dissent = Some(dissent.as_str()).filter(|text| !text.is_empty());
    let evaluation = step.evaluation.clone().sign_report(step.me, dissent, caller.now())?;
    let (dissent, state) = (dissent.is_some(), evaluation.state());
    let event = EvaluationEvent::ReportSigned { tender: step.id(), dissent, state, report: Some(report) };
    step.keep(evaluation, event).await
}

/// The chair takes the signed report up again, once a recommendation was sent back, set aside or lapsed. Field:
/// `version`.
pub async fn reopen_report(caller: &Caller, reference: &str, fields: &Fields) -> Result<(), Failure> {
    caller.may(Action::AssessBids)?;
    let step = Step::of_panel(caller, reference).await?;
    step.is_current(fields.get("version"))?;
    if !may_reopen(step.change.db(), &step.tender, &step.evaluation).await? {
        let (state, command) = (step.evaluation.state(), EvaluationCommand::Reopen);
        return Err(EvaluationRefusal::NotNow { state, command }.into());
    }
    let evaluation = step.evaluation.clone().reopen(step.me)?;
    let event = EvaluationEvent::Reopened { tender: step.id() };
    step.keep(evaluation, event).await
}

/// An award was in hand and the tender is back at its open prices. Awards are a later feature, so their rows are asked,
/// not they.
pub(super) async fn may_reopen(
    db: &impl ConnectionTrait,
    tender: &Tender,
    evaluation: &Evaluation,
) -> Result<bool, Failure> {
    if evaluation.state() != EvaluationState::Reported || tender.state() != TenderState::OpenedPrice {
        return Ok(false);
    }
    let rounds = awards::Entity::find().filter(awards::Column::TenderId.eq(tender.id.0));
    Ok(rounds.count(db).await.stored()? > 0)
}
