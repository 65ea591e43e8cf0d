//! The chair settles the panel's marks; every member signs them, which makes them final.

use super::desk::Step;
use super::interests::LONGEST;
use super::marks::{known, mark};
use super::{fingerprint, follow};
use crate::caller::Caller;
use crate::failure::Failure;
use domain::bids::Bid;
use domain::evaluation::{
    Consensus, Evaluation, EvaluationCommand, EvaluationEvent, EvaluationRefusal, EvaluationState, Hurdle,
};
use domain::form::{Fields, Reader, Rule};
use domain::ids::{BidId, CriterionId};
use domain::permissions::Action;
use domain::refusal::Refusal;

/// The chair settles marks of one bid: `mark-{criterion}`, with `discussion-{criterion}` where the marks lie far apart
/// and `outside-{criterion}` where the panel's mark lies outside them (S9). The form names the version it was drawn of.
pub async fn set_consensus(caller: &Caller, reference: &str, bid: BidId, fields: &Fields) -> Result<(), Failure> {
    caller.may(Action::AssessBids)?;
    let step = Step::of_panel(caller, reference).await?;
    known(&step, bid)?;
    step.is_current(fields.get("version"))?;
    step.evaluation.state().after(EvaluationCommand::SetConsensus)?;
    let mut reader = Reader::new(fields);
    let mut settled = Vec::new();
    for criterion in step.evaluation.terms().scheme.criteria() {
        let id = criterion.id;
        let (discussed, outside) = (format!("discussion-{id}"), format!("outside-{id}"));
        let discussion = reader.optional_text(&discussed, LONGEST).filter(|text| !text.is_empty());
        let outside_reason = reader.optional_text(&outside, LONGEST).filter(|text| !text.is_empty());
        let wanted = discussion.is_some() || outside_reason.is_some();
        let Some(mark) = mark(&mut reader, criterion, wanted) else { continue };
        let consensus = Consensus { bid, criterion: id, mark, discussion, outside_reason, set_at: caller.now() };
        let Some(spread) = step.evaluation.spread(bid, id) else { continue };
        match consensus.check(criterion, &spread) {
            Err(EvaluationRefusal::ModerationNeeded { .. }) => reader.refuse(&discussed, Rule::MarksNeedDiscussion),
            Err(EvaluationRefusal::OutsideIndividualMarks { .. }) => {
                reader.refuse(&outside, Rule::MarkOutsideNeedsReason);
            }
            _ => {}
        }
        settled.push(consensus);
    }
    let settled = reader.finish(|| Some(settled))?;
    let criteria: Vec<CriterionId> = settled.iter().map(|consensus| consensus.criterion).collect();
    let mut evaluation = step.evaluation.clone();
    for consensus in settled {
        evaluation = evaluation.set_consensus(step.me, consensus)?;
    }
    if criteria.is_empty() {
        return Ok(());
    }
    let complete = evaluation.hurdles().is_ok();
    let event = EvaluationEvent::ConsensusSet { tender: step.id(), bid, criteria, complete };
    step.keep(evaluation, event).await
}

/// A member signs the panel's marks. The form carries what was looked at; marks that changed since are looked at again.
pub async fn sign_technical(caller: &Caller, reference: &str, fields: &Fields) -> Result<(), Failure> {
    caller.may(Action::AssessBids)?;
    let step = Step::of_panel(caller, reference).await?;
    let marks = fingerprint::of_marks(caller, &step.evaluation)?;
    if fields.get("seen") != marks.to_string() {
        return Err(Refusal::ChangedMeanwhile.into());
    }
    let mut evaluation = step.evaluation.clone().sign_technical(step.me, caller.now())?;
    let mut some_passed = false;
    let mut tender = step.tender.clone();
    if evaluation.state() == EvaluationState::TechnicalFinal {
        let passed = evaluation.passed()?;
        some_passed = !passed.is_empty();
        let result = super::technical_result(&evaluation)?;
        let judged = |bid: Bid| match non_conformity(&evaluation, bid.id) {
            Some(found) => bid.mark_non_conforming(&found),
            None => bid.judged(&result),
        };
        follow::each_opened(&step.change, &tender, judged).await?;
        // Where price alone decides it lies open already.
        if some_passed && let Some(opened) = super::prices::opened_already(&step.change, &tender, &evaluation).await? {
            (evaluation, tender) = opened;
            crate::tenders::save(&step.change, &step.row, &tender, |_| {}).await?;
        }
    }
    let state = evaluation.state();
    let event = EvaluationEvent::TechnicalSigned { tender: step.id(), state, some_passed, marks: Some(marks) };
    Step { tender, ..step }.keep(evaluation, event).await
}

fn non_conformity(evaluation: &Evaluation, bid: BidId) -> Option<domain::bids::NonConformity> {
    let hurdles = evaluation.hurdles().ok()?;
    let (_, hurdle) = hurdles.into_iter().find(|(of, _)| *of == bid)?;
    let Hurdle::NonConforming { requirement, reason } = hurdle else { return None };
    Some(domain::bids::NonConformity { requirement, reason })
}
