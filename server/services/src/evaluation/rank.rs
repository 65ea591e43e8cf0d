//! Bids that may not win are left out, a mark may be corrected by the board, the rest is ranked by the arithmetic.

use super::desk::Step;
use super::fingerprint;
use super::interests::LONGEST;
use super::marks::{known, mark};
use super::query::{bid_of, only};
use crate::caller::Caller;
use crate::entities::awards;
use crate::failure::{Failure, Stored};
use crate::{suppliers, tenders as tendering};
use domain::awards::views::Round;
use domain::evaluation::{EvaluationEvent, Grounds};
use domain::form::{Fields, Reader, Rule};
use domain::ids::{BidId, CriterionId, PersonId};
use domain::permissions::Action;
use domain::suppliers::SupplierState;
use domain::time::Timestamp;
use sea_orm::prelude::*;

/// Leaves out a bid that may not win: fields `bid`, `reason` and `version`. Never the way to reject a low price.
pub async fn exclude_bid(caller: &Caller, reference: &str, fields: &Fields) -> Result<(), Failure> {
    caller.may(Action::RunEvaluation)?;
    let mut reader = Reader::new(fields);
    let bid = reader.choice("bid", bid_of);
    let reason = reader.text("reason", LONGEST);
    let (bid, reason) = reader.finish(|| Some((bid?, reason?)))?;
    let step = running(caller, reference).await?;
    step.is_current(fields.get("version"))?;
    known(&step, bid)?;
    let grounds = grounds(&step, bid, caller.now()).await?;
    let evaluation = step.evaluation.clone().exclude(step.me, bid, grounds, &reason, caller.now())?;
    let exclusion = fingerprint::of_latest(caller, &evaluation, ("exclusion", &evaluation.papers().exclusions))?;
    let event = EvaluationEvent::BidExcluded { tender: step.id(), bid, exclusion: Some(exclusion) };
    step.keep(evaluation, event).await
}

/// What the register says of the bid's supplier, and what became of awards to it. Awards are a later feature, so their
/// rows are asked, not they.
async fn grounds(step: &Step, bid: BidId, now: Timestamp) -> Result<Grounds, Failure> {
    let supplier = step.evaluation.papers().bidders.iter().find(|one| one.bid == bid).map(|one| one.supplier);
    let (_, file) = suppliers::of_organisation(step.change.db(), supplier.ok_or(Failure::NotFound)?).await?;
    let closed_at = tendering::closes_at(&step.tender);
    let barred = |at| matches!(file.standing(at), SupplierState::Suspended | SupplierState::Debarred);
    let over = [Round::Returned, Round::Cancelled].map(Round::code);
    let sent_back = awards::Entity::find()
        .filter(awards::Column::TenderId.eq(step.tender.id.0))
        .filter(awards::Column::BidId.eq(bid.0))
        .filter(awards::Column::State.is_in(over));
    let was_sent_back = sent_back.count(step.change.db()).await.stored()? > 0;
    Ok(Grounds { is_barred: barred(closed_at) || barred(now), was_sent_back })
}

/// The board corrects a final mark (S6): fields `bid`, `criterion`, `mark-{criterion}`, `reason` and `version`.
pub async fn correct_mark(caller: &Caller, reference: &str, fields: &Fields) -> Result<(), Failure> {
    caller.may(Action::CorrectMarks)?;
    let step = Step::begin(caller, reference).await?;
    step.is_current(fields.get("version"))?;
    let mut reader = Reader::new(fields);
    let bid = reader.choice("bid", bid_of);
    let criterion = reader.choice("criterion", CriterionId::parse);
    let reason = reader.text("reason", LONGEST);
    let found = criterion.and_then(|id| step.evaluation.terms().scheme.criterion(id).ok().copied());
    let after = found.and_then(|criterion| mark(&mut reader, &criterion, true));
    let (bid, criterion, after, reason) = reader.finish(|| Some((bid?, criterion?, after?, reason?)))?;
    let corrected = step.evaluation.clone().correct_mark(step.me, bid, criterion, after, &reason, caller.now())?;
    let correction = fingerprint::of_latest(caller, &corrected, ("correction", &corrected.papers().corrections))?;
    let event = EvaluationEvent::MarkCorrected { tender: step.id(), bid, criterion, correction: Some(correction) };
    step.keep(corrected, event).await
}

/// Works out the ranking, once every question about a price is settled.
pub async fn rank_bids(caller: &Caller, reference: &str) -> Result<(), Failure> {
    caller.may(Action::AssessBids)?;
    let step = Step::of_panel(caller, reference).await?;
    let evaluation = step.evaluation.clone().rank()?;
    let ranking = evaluation.papers().ranking.as_ref();
    let formula_version = ranking.map_or(0, |ranking| ranking.formula_version);
    let bids = ranking.map_or(0, |ranking| ranking.places.len() as u32);
    let inputs = Some(fingerprint::of_inputs(caller, &evaluation)?);
    let ranking = Some(fingerprint::of_ranking(caller, &evaluation)?);
    let event = EvaluationEvent::Ranked { tender: step.id(), formula_version, bids, inputs, ranking };
    step.keep(evaluation, event).await
}

/// Records a draw between equals (S18): field `bid`, drawn before the one who records it and the opener named in
/// `witness`.
pub async fn record_draw(caller: &Caller, reference: &str, fields: &Fields) -> Result<(), Failure> {
    caller.may(Action::RunEvaluation)?;
    let step = running(caller, reference).await?;
    let mut reader = Reader::new(fields);
    let bid = reader.choice("bid", bid_of);
    let witness = reader.choice("witness", PersonId::parse);
    let (bid, witness) = reader.finish(|| Some((bid?, witness?)))?;
    if !step.tender.draft.people.opens(witness) {
        return Err(only("witness", Rule::NotAChoice).into());
    }
    let witnesses = (step.me, witness);
    let drawn = step.evaluation.clone().record_draw(bid, witnesses, caller.now())?;
    let event = EvaluationEvent::DrawRecorded { tender: step.id(), witnesses };
    step.keep(drawn, event).await
}

/// A step of the department's procurement officers.
async fn running(caller: &Caller, reference: &str) -> Result<Step, Failure> {
    let step = Step::begin(caller, reference).await?;
    if step.seat.procures { Ok(step) } else { Err(Failure::NotFound) }
}
