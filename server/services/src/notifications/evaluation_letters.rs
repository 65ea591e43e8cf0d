//! Which event of an evaluation concerns whom: the panel, the openers, the bidder who is asked, who goes on with it.

use super::recipients::{Post, holders, put};
use super::tender_letters::facts_of;
use super::{Facts, Letter};
use crate::change::Change;
use crate::entities::tenders;
use crate::evaluation::store;
use crate::failure::{Failure, Stored};
use crate::openings;
use domain::accounts::Role;
use domain::bids::{BidEvent, EnvelopeKind};
use domain::evaluation::{Evaluation, EvaluationEvent, EvaluationState};
use domain::event::Event;
use domain::ids::{OrganisationId, PersonId, TenderId};
use domain::time::Day;
use sea_orm::prelude::*;
use std::collections::BTreeSet;

/// Who is written to.
enum To {
    /// The members of the panel.
    Panel,
    /// Its chair.
    Chair,
    /// One person.
    Person(PersonId),
    /// Those who open envelopes.
    Openers,
    /// Everybody with a role in the tender's department.
    InDepartment(Role),
    /// Everybody with a role, wherever.
    Anywhere(Role),
    /// Those of a bidder who may answer.
    Bidder(OrganisationId),
}

/// Writes the letters of an event of an evaluation, or of an opening; `None` when it is neither.
pub(super) async fn write(change: &Change, event: &Event) -> Result<Option<usize>, Failure> {
    use {EvaluationEvent as E, EvaluationState as S, Letter as L};
    let mut until = None;
    let (tender, letters) = match event {
        Event::Bid(BidEvent::Opened { tender, kind, bids, recovery, .. }) => {
            let mut letters = of_opening(change, *tender, *kind, *bids).await?;
            letters.extend(recovery.map(|_| (To::Anywhere(Role::Auditor), L::RecoveryKeyUsed)));
            (*tender, letters)
        }
        Event::Evaluation(event) => {
            let letters = match event {
                E::Begun { .. } => vec![(To::Panel, L::EvaluationDeclare)],
                E::Declared { conflict: true, .. } => vec![(To::Chair, L::EvaluationConflict)],
                // Whoever completes the declarations, or joins an evaluation that marks already, sets the others going.
                E::Declared { state: S::Scoring, .. }
                | E::ConflictRuled { state: S::Scoring, .. }
                | E::ConflictsRenewed { state: S::Scoring, .. } => {
                    vec![(To::Panel, L::EvaluationMark)]
                }
                E::AssessorReplaced { joined, .. } => vec![(To::Person(*joined), L::EvaluationDeclare)],
                E::MarksSubmitted { state: S::Moderating, .. } => vec![(To::Panel, L::EvaluationModerate)],
                E::ConsensusSet { complete: true, .. } => vec![(To::Panel, L::EvaluationSign)],
                E::TechnicalSigned { state: S::TechnicalFinal, some_passed: true, .. } => {
                    vec![(To::Openers, L::EvaluationOpenPrices)]
                }
                E::TechnicalSigned { state: S::TechnicalFinal, some_passed: false, .. } => {
                    vec![(To::InDepartment(Role::DepartmentProcurement), L::EvaluationNonePassed)]
                }
                E::TechnicalSigned { state: S::Pricing, .. } => vec![(To::Panel, L::EvaluationPrices)],
                E::PriceAsked { supplier, answer_before, .. } => {
                    until = Some(Day::from_number(i64::from(answer_before.day().number()) - 1));
                    vec![(To::Bidder(*supplier), L::PriceQuery)]
                }
                E::PriceAnswered { .. } => vec![(To::Chair, L::PriceAnswered)],
                E::Ranked { .. } => vec![(To::Chair, L::EvaluationRecommend)],
                E::Recommended { .. } => vec![(To::Panel, L::EvaluationSignReport)],
                E::ReportSigned { state: S::Reported, .. } => vec![
                    (To::InDepartment(Role::DepartmentProcurement), L::EvaluationReported),
                    (To::InDepartment(Role::DepartmentApprover), L::EvaluationReported),
                ],
                _ => Vec::new(),
            };
            (event.tender(), letters)
        }
        _ => return Ok(None),
    };
    write_about(change, tender, letters, until).await.map(Some)
}

/// After the first opening somebody appoints the panel; after that of prices the panel goes on.
async fn of_opening(
    change: &Change,
    tender: TenderId,
    kind: EnvelopeKind,
    bids: u32,
) -> Result<Vec<(To, Letter)>, Failure> {
    let begun = store::of_tender(change.caller(), change.db(), tender).await?.is_some();
    // Where no envelope could be read there is nothing to assess.
    let assessed = begun || is_readable(change, tender).await?;
    Ok(match kind {
        _ if bids == 0 || !assessed => Vec::new(),
        EnvelopeKind::Price if begun => vec![(To::Panel, Letter::EvaluationPrices)],
        _ if begun => Vec::new(),
        _ => vec![(To::InDepartment(Role::DepartmentApprover), Letter::EvaluationAppoint)],
    })
}

async fn is_readable(change: &Change, tender: TenderId) -> Result<bool, Failure> {
    let row = tenders::Entity::find_by_id(tender.0).one(change.db()).await.stored()?;
    let row = row.ok_or_else(|| Failure::impossible(format!("bids of tender {tender}, which is not there")))?;
    let opened = openings::opened_of(change.db(), &crate::tenders::tender_of(&row)?).await?;
    Ok(opened.iter().any(|bid| bid.unreadable.is_none()))
}

async fn write_about(
    change: &Change,
    tender: TenderId,
    letters: Vec<(To, Letter)>,
    until: Option<Day>,
) -> Result<usize, Failure> {
    if letters.is_empty() {
        return Ok(0);
    }
    let missing = || Failure::impossible(format!("a letter is about tender {tender}, which is not there"));
    let row = tenders::Entity::find_by_id(tender.0).one(change.db()).await.stored()?.ok_or_else(missing)?;
    let evaluation = store::of_tender(change.caller(), change.db(), tender).await?.map(|(evaluation, _)| evaluation);
    let panel = evaluation.as_ref().and_then(|evaluation| evaluation.papers().panel.as_ref());
    // The estimate is nobody's business in these letters.
    let facts = Facts { price: None, person: String::new(), until, ..facts_of(change, &row, "").await? };
    let inside = Facts { path: format!("/workspace/tenders/{}/evaluation", row.reference), ..facts.clone() };
    let outside = Facts { path: format!("/tenders/{}/price-question", row.reference), ..facts };
    let actor = change.caller().actor().officer().map(|officer| officer.person.0);
    let mut written = BTreeSet::new();
    for (to, letter) in letters {
        let people: Vec<Uuid> = match to {
            To::Panel if letter == Letter::EvaluationMark => evaluation.as_ref().map(still_marking).unwrap_or_default(),
            To::Panel => panel.iter().flat_map(|panel| panel.people()).map(|person| person.0).collect(),
            To::Chair => panel.iter().map(|panel| panel.chair().0).collect(),
            To::Person(person) => vec![person.0],
            To::Openers => openers(&row)?,
            To::InDepartment(role) => holders(change, role, Some(row.organisation_id)).await?,
            To::Anywhere(role) => holders(change, role, None).await?,
            To::Bidder(supplier) => {
                let mut people = holders(change, Role::SupplierAdmin, Some(supplier.0)).await?;
                people.extend(holders(change, Role::SupplierBidder, Some(supplier.0)).await?);
                people
            }
        };
        let facts = if letter == Letter::PriceQuery { &outside } else { &inside };
        for person in people {
            // Nobody is told of what they did themselves, but for what they must do next themselves.
            let goes_on = letter == Letter::EvaluationMark;
            if (actor != Some(person) || goes_on) && written.insert((person, letter.code())) {
                put(change, Post::Person(person), letter, facts).await?;
            }
        }
    }
    Ok(written.len())
}

/// The members whose sheets are not handed in.
fn still_marking(evaluation: &Evaluation) -> Vec<Uuid> {
    let sheets = evaluation.papers().sheets.iter();
    let open = sheets.filter(|sheet| !sheet.is_excluded && sheet.submitted_at.is_none());
    open.map(|sheet| sheet.assessor.0).collect()
}

fn openers(row: &tenders::Model) -> Result<Vec<Uuid>, Failure> {
    let tender = crate::tenders::tender_of(row)?;
    Ok(tender.draft.people.openers.iter().map(|opener| opener.person.0).collect())
}
