//! Whoever approves for the department or the board appoints the panel, which then declares its interests.

use super::desk::{Desk, may_go_on};
use super::{store, terms};
use crate::caller::Caller;
use crate::failure::Failure;
use crate::{openings, tenders as tendering};
use domain::evaluation::{Assessor, Bidder, Evaluation, EvaluationEvent};
use domain::event::Event;
use domain::form::{Fields, Reader};
use domain::ids::OrganisationId;
use domain::permissions::Action;
use domain::refusal::Refusal;
use domain::tenders::{Tender, TenderRefusal};
use sea_orm::prelude::*;

/// Longest finding of the renewed assessment.
pub(super) const LONGEST_FINDING: usize = 2_000;

/// Appoints the panel that the tender names and asks it to declare. `finding` says what the assessment of conflicts
/// found now that the bidders are known (M19).
pub async fn begin(caller: &Caller, reference: &str, fields: &Fields) -> Result<(), Failure> {
    caller.may(Action::AppointPanel)?;
    let mut reader = Reader::new(fields);
    let finding = reader.text("finding", LONGEST_FINDING);
    let finding = reader.finish(|| finding)?;
    let desk = Desk::load(caller, reference).await?;
    if !desk.seat.appoints {
        desk.tender.may_approve(desk.me)?;
        return Err(Failure::NotFound);
    }
    let change = caller.begin().await?;
    let (row, tender) = tendering::lock_published(&change, reference).await?;
    may_go_on(&tender, caller)?;
    if store::lock(&change, tender.id).await?.is_some() {
        return Err(Refusal::ChangedMeanwhile.into());
    }
    let bidders = bidders(change.db(), &tender).await?;
    if bidders.is_empty() {
        return Err(TenderRefusal::NoBids.into());
    }
    let (people, own) = (&tender.draft.people, tender.draft.department);
    let chair = people.chair.ok_or_else(|| Failure::impossible("a published tender without a chair"))?;
    let assessors = people.panel.iter().map(|member| assessor(member.person, &member.team, member.organisation, own));
    let evaluation = Evaluation::open(terms::of(&tender)?, bidders)
        .appoint(chair, assessors.collect())?
        .renew_conflicts(desk.me, &finding, change.today())?;
    store::begin(&change, &evaluation).await?;
    let panel = people.panel.iter().map(|member| member.person).collect();
    let bids = evaluation.bids().len() as u32;
    debug_assert_eq!(row.id, tender.id.0);
    change.commit(Event::Evaluation(EvaluationEvent::Begun { tender: tender.id, chair, panel, bids })).await?;
    Ok(())
}

/// A member as the rules of evaluation know one. Teams of the same name in two departments are two teams.
pub(super) fn assessor(
    person: domain::ids::PersonId,
    team: &str,
    organisation: OrganisationId,
    department: OrganisationId,
) -> Assessor {
    let is_of_using_department = organisation == department;
    let team =
        if is_of_using_department { team.trim().to_owned() } else { format!("{} ({organisation})", team.trim()) };
    Assessor { person, team, is_of_using_department }
}

/// Who stands behind the bids that could be read. The others are listed in the opening record, and their bidders are
/// told with everybody else.
async fn bidders(db: &impl ConnectionTrait, tender: &Tender) -> Result<Vec<Bidder>, Failure> {
    let opened = openings::opened_of(db, tender).await?.into_iter();
    let readable = opened.filter(|one| one.unreadable.is_none());
    Ok(readable.map(|one| Bidder { bid: one.bid, supplier: one.supplier }).collect())
}
