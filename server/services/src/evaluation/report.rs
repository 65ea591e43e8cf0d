//! The chair recommends a bid; every member signs the report, agreeing or not (S19).

use super::desk::Step;
use super::fingerprint;
use super::interests::LONGEST;
use super::query::bid_of;
use crate::caller::Caller;
use crate::failure::Failure;
use domain::evaluation::EvaluationEvent;
use domain::form::{Fields, Reader};
use domain::permissions::Action;
use domain::refusal::Refusal;

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
    if fields.get("seen") != fingerprint::of_report(caller, &step.evaluation)? {
        return Err(Refusal::ChangedMeanwhile.into());
    }
    let dissent = Some(dissent.as_str()).filter(|text| !text.is_empty());
    let evaluation = step.evaluation.clone().sign_report(step.me, dissent, caller.now())?;
    let (dissent, state) = (dissent.is_some(), evaluation.state());
    let event = EvaluationEvent::ReportSigned { tender: step.id(), dissent, state };
    step.keep(evaluation, event).await
}
