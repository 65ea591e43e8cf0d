//! A member declares interests; the chair rules on one; whoever appoints assesses conflicts anew, or puts somebody in a
//! member's place.

use super::begin::{LONGEST_FINDING, assessor};
use super::desk::Step;
use super::fingerprint;
use crate::caller::Caller;
use crate::entities::people;
use crate::failure::{Failure, Stored};
use crate::tenders as tendering;
use domain::actor::Actor;
use domain::evaluation::{EvaluationEvent, Interest};
use domain::event::Event;
use domain::form::{Fields, Reader, Rule};
use domain::ids::{OrganisationId, PersonId};
use domain::permissions::{Action, allows};
use domain::tenders::Assessor as Named;
use sea_orm::prelude::*;

/// Longest nature of an interest, or reason.
pub(super) const LONGEST: usize = 1_000;

/// A member declares an interest, or none, in every bidder: `interest-{supplier}` and `nature-{supplier}` (S7).
pub async fn declare(caller: &Caller, reference: &str, fields: &Fields) -> Result<(), Failure> {
    caller.may(Action::AssessBids)?;
    let step = Step::of_panel(caller, reference).await?;
    let mut reader = Reader::new(fields);
    let mut interests = Vec::new();
    for supplier in suppliers(&step) {
        let (field, nature) = (format!("interest-{supplier}"), format!("nature-{supplier}"));
        let choice = reader.choice(&field, |code| ["none", "conflict"].contains(&code).then(|| code == "conflict"));
        let interest = match choice {
            Some(true) => reader.text(&nature, LONGEST).map(|nature| Interest::Conflict { nature }),
            Some(false) => Some(Interest::None),
            None => None,
        };
        interests.push(interest.map(|interest| (supplier, interest)));
    }
    let interests: Vec<_> = reader.finish(|| interests.into_iter().collect())?;
    let conflict = interests.iter().any(|(_, interest)| *interest != Interest::None);
    let evaluation = step.evaluation.clone().declare(step.me, interests, caller.now())?;
    let event = EvaluationEvent::Declared { tender: step.id(), conflict, state: evaluation.state() };
    step.keep(evaluation, event).await
}

/// The chair rules that a member may stay: fields `assessor`, `supplier` and `reason`.
pub async fn rule_on_conflict(caller: &Caller, reference: &str, fields: &Fields) -> Result<(), Failure> {
    caller.may(Action::AssessBids)?;
    let mut reader = Reader::new(fields);
    let person = reader.choice("assessor", PersonId::parse);
    let supplier = reader.choice("supplier", OrganisationId::parse);
    let reason = reader.text("reason", LONGEST);
    let (person, supplier, reason) = reader.finish(|| Some((person?, supplier?, reason?)))?;
    let step = Step::of_panel(caller, reference).await?;
    let ruled = step.evaluation.clone().rule_on_conflict(step.me, person, supplier, &reason, caller.now())?;
    let state = ruled.state();
    let ruling = Some(fingerprint::of_latest(caller, &ruled, ("ruling", &ruled.papers().rulings))?);
    let event = EvaluationEvent::ConflictRuled { tender: step.id(), assessor: person, supplier, state, ruling };
    step.keep(ruled, event).await
}

/// Whoever appoints the panel assesses conflicts anew, because a bidder joined: field `finding` (M19).
pub async fn renew_conflicts(caller: &Caller, reference: &str, fields: &Fields) -> Result<(), Failure> {
    caller.may(Action::AppointPanel)?;
    let step = Step::of_appointer(caller, reference).await?;
    let mut reader = Reader::new(fields);
    let finding = reader.text("finding", LONGEST_FINDING);
    let finding = reader.finish(|| finding)?;
    let renewed = step.evaluation.clone().renew_conflicts(step.me, &finding, step.change.today())?;
    let papers = renewed.papers().conflicts.as_slice();
    let finding = fingerprint::of_latest(caller, &renewed, ("conflicts", papers))?;
    let event = EvaluationEvent::ConflictsRenewed { tender: step.id(), state: renewed.state(), finding };
    step.keep(renewed, event).await
}

/// Puts somebody in a member's place: fields `leaving`, `joining` (an address), `team` and `reason`.
pub async fn replace_assessor(caller: &Caller, reference: &str, fields: &Fields) -> Result<(), Failure> {
    caller.may(Action::AppointPanel)?;
    let step = Step::of_appointer(caller, reference).await?;
    let mut reader = Reader::new(fields);
    let leaving = reader.choice("leaving", PersonId::parse);
    let team = reader.text("team", 80);
    let reason = reader.text("reason", LONGEST);
    let mut found = officer_at(&step, fields.get("joining")).await?;
    // Who replaces the chair is the chair, and nobody chairs who had a hand in the draft (S10).
    let leads = step.evaluation.papers().panel.as_ref().is_some_and(|panel| leaving == Some(panel.chair()));
    found = found.filter(|(joining, _)| !(leads && step.tender.draft.is_author(*joining)));
    if found.is_none() {
        reader
            .refuse("joining", if fields.get("joining").trim().is_empty() { Rule::Required } else { Rule::NotAChoice });
    }
    let (leaving, (joining, organisation), team, reason) =
        reader.finish(|| Some((leaving?, found?, team?, reason?)))?;
    let joined = assessor(joining, &team, organisation, step.tender.draft.department);
    let evaluation = step.evaluation.clone().replace_assessor(leaving, joined, &reason, caller.now())?;
    // Whoever left stays named in the tender, so that they neither open nor approve.
    let mut tender = step.tender.clone();
    tender.draft.people.panel.push(Named { person: joining, team, organisation });
    tender.draft.people.chair = evaluation.papers().panel.as_ref().map(|panel| panel.chair());
    let event = EvaluationEvent::AssessorReplaced {
        tender: step.id(),
        left: leaving,
        joined: joining,
        state: evaluation.state(),
    };
    super::store::put(&step.change, &evaluation, step.version).await?;
    tendering::save(&step.change, &step.row, &tender, |_| {}).await?;
    step.change.commit(Event::Evaluation(event)).await?;
    Ok(())
}

/// An officer who may join: of a department, not shut out, and without a part in the tender already.
async fn officer_at(step: &Step, address: &str) -> Result<Option<(PersonId, OrganisationId)>, Failure> {
    let address = address.trim().to_lowercase();
    let person = people::Entity::find()
        .filter(people::Column::Email.eq(address))
        .filter(people::Column::DisabledAt.is_null())
        .one(step.change.db())
        .await
        .stored()?;
    let Some(person) = person else { return Ok(None) };
    let (id, organisation) = (PersonId(person.id), OrganisationId(person.organisation_id));
    let officer = crate::accounts::officer_of(step.change.db(), person, None).await?;
    let assesses = allows(Action::AssessBids, &Actor::Person(Box::new(officer)));
    let (people, approved) = (&step.tender.draft.people, step.tender.progress.approved_by);
    let approves = people.approver == Some(id) || approved.is_some_and(|approver| approver.person == id);
    let free = !people.opens(id) && !approves && id != step.me;
    Ok((assesses && free).then_some((id, organisation)))
}

/// The suppliers behind the bids, each once.
pub(super) fn suppliers(step: &Step) -> Vec<OrganisationId> {
    let mut suppliers: Vec<_> = step.evaluation.papers().bidders.iter().map(|bidder| bidder.supplier).collect();
    suppliers.sort_unstable();
    suppliers.dedup();
    suppliers
}
