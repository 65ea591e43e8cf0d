//! The chair, or the department's procurement officer for the panel, files the signed report's recommendation.
//!
//! With it come the due-diligence checks (A11), the vetting of finances where the value asks for it (T6), and for every
//! bidder why its bid won or did not. While anything is open nothing is filed; everything is said at once.

use super::dossier::{Dossier, as_recommended, facts};
use super::store::{self, AwardFile};
use super::{LONGEST, checks};
use crate::caller::Caller;
use crate::change::Change;
use crate::entities::awards;
use crate::failure::{Failure, Stored};
use crate::tenders as tendering;
use domain::accounts::Role;
use domain::awards::views::Round;
use domain::awards::{
    ApprovalBlocker, AwardEvent, AwardRefusal, BidValidity, CheckKind, approval_blockers, open_checks, valid_through,
};
use domain::evaluation::Evaluation;
use domain::form::{Fields, Reader};
use domain::ids::{AwardId, BidId};
use domain::permissions::Action;
use domain::refusal::Refusal;
use domain::tenders::decision::Checks;
use domain::tenders::route::{needs_finance_committee, needs_vetting};
use domain::tenders::{ApprovingBody, Stage, TenderCommand, TenderRefusal};
use domain::time::Day;
use sea_orm::prelude::*;
use sea_orm::{QuerySelect, Set};

/// Files it. Fields: `version` of the evaluation; `reason_…` of each bid; `result_…` and `evidence_…` of each check,
/// `issuer` for letters; `vetting` and `vetting_evidence`, and `finance_committee_on`, where they are needed.
pub async fn recommend(caller: &Caller, reference: &str, fields: &Fields) -> Result<(), Failure> {
    caller.may(Action::RecommendAward)?;
    let officer = caller.officer()?;
    let change = caller.begin().await?;
    let dossier = Dossier::lock(&change, reference).await?;
    let (stage, now) = (dossier.tender.stage(change.now()), change.now());
    stage.after(TenderCommand::Recommend)?;
    let evaluation = dossier.reported()?;
    let procures = dossier.row.organisation_id == officer.organisation.0 && officer.has(Role::DepartmentProcurement);
    let chairs = evaluation.papers().panel.as_ref().is_some_and(|panel| panel.chair() == officer.person);
    if !(procures || chairs) {
        return Err(TenderRefusal::NotTheChair.into());
    }
    if fields.get("version") != dossier.evaluation_version.to_string() {
        return Err(Refusal::ChangedMeanwhile.into());
    }
    let (bid, supplier, value) = dossier.recommended()?;
    let filed = read(&dossier, evaluation, bid, fields, caller)?;
    // The approving body's own questions, such as its tier, are asked when it decides.
    let seen = facts(change.db(), &dossier, &filed, (Vec::new(), ApprovingBody::CentralBoard), now).await?;
    let its_own = |one: &ApprovalBlocker| matches!(one, ApprovalBlocker::NoApprover | ApprovalBlocker::NotFirst { .. });
    let blockers: Vec<_> = approval_blockers(&seen, now).into_iter().filter(|one| !its_own(one)).collect();
    if !blockers.is_empty() {
        return Err(AwardRefusal::NotReady { blockers }.into());
    }
    let done = Checks {
        open_price_queries: seen.open_price_queries.len() as u32,
        due_diligence_complete: open_checks(&filed.checks).is_empty(),
        finances_vetted: filed.vetting.is_some(),
    };
    // The chair recommended in the report that everybody signed, whoever files it.
    let chair = dossier.tender.draft.people.chair.unwrap_or(officer.person);
    let tender = dossier.tender.clone().recommend(chair, vec![bid], value, &done, now)?;
    let body = tender.progress.recommendation.as_ref().map_or(ApprovingBody::CentralBoard, |one| one.body);
    tendering::save(&change, &dossier.row, &tender, |_| {}).await?;
    let id = change.new_id();
    let row = awards::ActiveModel {
        id: Set(id),
        tender_id: Set(tender.id.0),
        round: Set(next_round(&change, tender.id.0).await?),
        state: Set(Round::Recommended.code().to_owned()),
        bid_id: Set(bid.0),
        supplier_id: Set(supplier.0),
        value_cents: Set(value.cents()),
        tier: Set(body.code().to_owned()),
        recommended_by: Set(officer.person.0),
        recommended_at: Set(now.millis()),
        end_reason: Set(String::new()),
        file_closed: Set(store::closed_file(&change, id, &filed)?),
        version: Set(0),
        ..Default::default()
    };
    awards::Entity::insert(row).exec_without_returning(change.db()).await.unless_there(|| Refusal::ChangedMeanwhile)?;
    let event = AwardEvent::Recommended { tender: tender.id, award: AwardId(id), bid, value, body };
    change.commit(event.into()).await?;
    Ok(())
}

/// The field that says why a bid won or did not.
pub(super) fn reason_field(bid: BidId) -> String {
    format!("reason_{bid}")
}

/// Reads the form, all problems at once.
fn read(
    dossier: &Dossier,
    evaluation: &Evaluation,
    bid: BidId,
    fields: &Fields,
    caller: &Caller,
) -> Result<AwardFile, Failure> {
    let (now, by) = (caller.now(), caller.officer()?.person);
    let (_, _, value) = dossier.recommended()?;
    let mut reader = Reader::new(fields);
    let reasons: Vec<_> =
        evaluation.bids().into_iter().map(|one| Some((one, reader.text(&reason_field(one), LONGEST)?))).collect();
    let made: Vec<_> = CheckKind::ALL.iter().map(|kind| checks::check(&mut reader, *kind, by, now)).collect();
    let (needs_vetting, needs_committee) = needs(dossier, value, caller);
    let vetting = if needs_vetting { checks::vetting(&mut reader, by, now).map(Some) } else { Some(None) };
    let committee = match needs_committee {
        true => reader.day("finance_committee_on", Day::from_number(0), now.day()).map(Some),
        false => Some(None),
    };
    let (reasons, checks, vetting, finance_committee_on) = reader.finish(|| {
        let reasons = reasons.into_iter().collect::<Option<Vec<_>>>()?;
        Some((reasons, made.into_iter().collect::<Option<Vec<_>>>()?, vetting?, committee?))
    })?;
    let days = dossier.tender.draft.timetable.as_ref().map_or(0, |timetable| timetable.validity_days);
    let through = valid_through(dossier.closes_at(), days)?;
    let validity = BidValidity { bid, through, extension: None };
    Ok(AwardFile {
        recommendation: as_recommended(bid),
        reasons,
        checks,
        vetting,
        validity,
        finance_committee_on,
        price_is_reasonable: false,
    })
}

/// Whether finances must be vetted (T6) and the Finance Committee asked (T7).
pub(super) fn needs(dossier: &Dossier, value: domain::money::Money, caller: &Caller) -> (bool, bool) {
    let on = dossier.tender.rules_day(caller.now());
    let Some(purchase) = &dossier.tender.draft.purchase else { return (false, false) };
    let cost = purchase.whole().ok().filter(|_| purchase.computerisation);
    (needs_vetting(purchase.subject, value, on), cost.is_some_and(|cost| needs_finance_committee(cost, on)))
}

/// It may be filed at this stage, for offering the form.
pub(super) fn is_due(stage: Stage) -> bool {
    stage.after(TenderCommand::Recommend).is_ok()
}

async fn next_round(change: &Change, tender: Uuid) -> Result<i32, Failure> {
    let last: Option<i32> = awards::Entity::find()
        .select_only()
        .column_as(awards::Column::Round.max(), "round")
        .filter(awards::Column::TenderId.eq(tender))
        .into_tuple()
        .one(change.db())
        .await
        .stored()?
        .flatten();
    Ok(last.unwrap_or(0) + 1)
}
