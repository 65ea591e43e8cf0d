//! A member marks alone, and hands the sheet in; the chair finds bids that miss an essential requirement.

use super::desk::Step;
use super::interests::LONGEST;
use crate::caller::Caller;
use crate::failure::Failure;
use domain::evaluation::{Criterion, EvaluationCommand, EvaluationEvent, EvaluationRefusal, Mark, Score};
use domain::form::{Fields, Reader, Rule};
use domain::ids::{BidId, CriterionId, RequirementId};
use domain::permissions::Action;

/// A member writes marks for one bid: `mark-{criterion}` and `comment-{criterion}`. What is empty stays to be done: how
/// many criteria of the bid have no mark yet. A sheet with nothing in it is refused, each empty mark by its field.
pub async fn save_marks(caller: &Caller, reference: &str, bid: BidId, fields: &Fields) -> Result<usize, Failure> {
    caller.may(Action::AssessBids)?;
    let step = Step::of_panel(caller, reference).await?;
    known(&step, bid)?;
    step.evaluation.state().after(EvaluationCommand::SaveMarks)?;
    let mut reader = Reader::new(fields);
    let mut marks = Vec::new();
    for criterion in step.evaluation.terms().scheme.criteria() {
        let field = format!("comment-{}", criterion.id);
        let comment = reader.optional_text(&field, LONGEST).unwrap_or_default();
        let Some(mark) = mark(&mut reader, criterion, !comment.is_empty()) else { continue };
        let mark = Mark { bid, criterion: criterion.id, mark, comment };
        if let Err(EvaluationRefusal::CommentMissing { .. }) = mark.check(criterion) {
            reader.refuse(&field, Rule::MarkNeedsComment);
        }
        marks.push(mark);
    }
    if marks.is_empty() {
        for criterion in step.evaluation.terms().scheme.criteria() {
            reader.refuse(&mark_name(criterion.id), Rule::Required);
        }
    }
    let marks = reader.finish(|| Some(marks))?;
    let evaluation = step.evaluation.clone().save_marks(step.me, marks)?;
    let sheet = evaluation.papers().sheets.iter().find(|sheet| sheet.assessor == step.me && !sheet.is_excluded);
    let criteria = evaluation.terms().scheme.criteria().iter();
    let missing = criteria.filter(|one| sheet.is_none_or(|sheet| sheet.mark(bid, one.id).is_none())).count();
    let event = EvaluationEvent::MarksSaved { tender: step.id() };
    step.keep(evaluation, event).await?;
    Ok(missing)
}

/// A member hands the sheet in, which locks it; the last one opens the moderation (S8).
pub async fn submit_marks(caller: &Caller, reference: &str) -> Result<(), Failure> {
    caller.may(Action::AssessBids)?;
    let step = Step::of_panel(caller, reference).await?;
    let evaluation = step.evaluation.clone().submit_marks(step.me, caller.now())?;
    let event = EvaluationEvent::MarksSubmitted { tender: step.id(), state: evaluation.state() };
    step.keep(evaluation, event).await
}

/// The chair finds that a bid misses an essential requirement: fields `requirement` and `reason`.
pub async fn mark_non_conforming(caller: &Caller, reference: &str, bid: BidId, fields: &Fields) -> Result<(), Failure> {
    caller.may(Action::AssessBids)?;
    let step = Step::of_panel(caller, reference).await?;
    known(&step, bid)?;
    let essential = |id: RequirementId| {
        step.tender.draft.requirements.iter().any(|one| one.id == id && one.is_essential()).then_some(id)
    };
    let mut reader = Reader::new(fields);
    let requirement = reader.choice("requirement", |id| essential(RequirementId::parse(id)?));
    let reason = reader.text("reason", LONGEST);
    let (requirement, reason) = reader.finish(|| Some((requirement?, reason?)))?;
    let found = step.evaluation.clone().mark_non_conforming(step.me, bid, requirement, &reason, caller.now())?;
    let event = EvaluationEvent::FoundNonConforming { tender: step.id(), bid };
    step.keep(found, event).await
}

/// A mark as it was typed; nothing when nothing was, or when it is no mark of this criterion.
pub(super) fn mark(reader: &mut Reader<'_>, criterion: &Criterion, wanted: bool) -> Option<Score> {
    let field = mark_name(criterion.id);
    if reader.fields().get(&field).trim().is_empty() {
        if wanted {
            reader.refuse(&field, Rule::Required);
        }
        return None;
    }
    let mark = reader
        .hundredths(&field)
        .and_then(|read| u32::try_from(read).ok())
        .map(Score::from_hundredths)
        .filter(|mark| criterion.accepts(*mark));
    if mark.is_none() {
        let (maximum, marking) = (criterion.maximum.hundredths(), criterion.marking);
        reader.replace(&field, Rule::NotAMark { maximum, marking });
    }
    mark
}

/// Name of the field of a mark.
pub(super) fn mark_name(criterion: CriterionId) -> String {
    format!("mark-{criterion}")
}

/// A bid that is none of this tender is not there.
pub(super) fn known(step: &Step, bid: BidId) -> Result<(), Failure> {
    if step.evaluation.bids().contains(&bid) { Ok(()) } else { Err(Failure::NotFound) }
}
