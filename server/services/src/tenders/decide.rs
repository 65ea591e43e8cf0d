//! A draft goes to its approving body, which says yes, or sends it back with what is missing.

use super::{splitting, store};
use crate::caller::Caller;
use crate::change::Change;
use crate::entities::tenders;
use crate::failure::{Failure, Stored};
use crate::orders::{line_left, lock_budget};
use crate::random::{hex, sha256};
use domain::form::{Fields, Problem, Reader, Rule};
use domain::ids::BudgetLineId;
use domain::money::Money;
use domain::permissions::Action;
use domain::tenders::forms::REASON;
use domain::tenders::{Approver, ApprovingBody, Reservation, Tender, TenderCommand, TenderEvent, TenderRefusal};
use domain::tenders::{Stage, TenderState};
use sea_orm::Set;
use sea_orm::prelude::*;

/// Sends a complete draft to its approving body; refused with everything that is missing.
pub async fn submit(caller: &Caller, reference: &str) -> Result<(), Failure> {
    caller.may(Action::DraftTender)?;
    let officer = caller.officer()?;
    let products = store::products(caller.db()).await?;
    let products: Vec<&str> = products.iter().map(String::as_str).collect();
    let change = caller.begin().await?;
    let row = own_row(&change, caller, reference).await?;
    debug_assert_eq!(row.organisation_id, officer.organisation.0);
    let tender = store::tender_of(&row)?.submit_for_approval(&products, change.now())?;
    let procedure = tender.procedure(change.now())?;
    store::save(&change, &row, &tender, |columns| columns.return_reason = Set(String::new())).await?;
    let event = TenderEvent::Submitted {
        tender: tender.id,
        body: procedure.body,
        total: procedure.total,
        draft_sha256: hex(&sha256(store::written(&tender.draft)?.as_bytes())),
    };
    change.commit(event.into()).await?;
    Ok(())
}

/// Decides for the approving body. `do` is `approve` or `return`; `comment` says what is missing, and
/// `splitting_answer` answers a warning of splitting.
pub async fn decide(caller: &Caller, reference: &str, fields: &Fields) -> Result<(), Failure> {
    caller.may(Action::ApproveTender)?;
    match TenderCommand::parse(fields.get("do")) {
        Some(TenderCommand::Approve) => approve(caller, reference, fields).await,
        Some(TenderCommand::Return) => send_back(caller, reference, fields).await,
        _ => Err(Failure::NotFound),
    }
}

async fn approve(caller: &Caller, reference: &str, fields: &Fields) -> Result<(), Failure> {
    let mut reader = Reader::new(fields);
    let answer = reader.optional_text("splitting_answer", REASON);
    let answer = reader.finish(|| answer)?;
    let change = caller.begin().await?;
    let (row, by) = approvers_row(&change, caller, reference).await?;
    let tender = store::tender_of(&row)?;
    let reserved = reservation(&change, &row, &tender).await?;
    let warned = splitting::warning(change.db(), &tender, change.now()).await?;
    let tender = tender.approve(&by, &reserved, change.now())?;
    if warned.is_some() && answer.is_empty() {
        return Err(vec![Problem { field: "splitting_answer".into(), rule: Rule::Required }].into());
    }
    store::save(&change, &row, &tender, |columns| columns.reserved_cents = Set(reserved.amount.cents())).await?;
    let event = TenderEvent::Approved {
        tender: tender.id,
        body: by.body,
        reserved: reserved.amount,
        splitting_answer: if warned.is_some() { answer } else { String::new() },
    };
    change.commit(event.into()).await?;
    Ok(())
}

async fn send_back(caller: &Caller, reference: &str, fields: &Fields) -> Result<(), Failure> {
    let mut reader = Reader::new(fields);
    let comment = reader.text("comment", REASON);
    let comment = reader.finish(|| comment)?;
    let change = caller.begin().await?;
    let (row, by) = approvers_row(&change, caller, reference).await?;
    let tender = store::tender_of(&row)?.send_back(&by, &comment, change.now())?;
    let kept = comment.clone();
    store::save(&change, &row, &tender, |columns| columns.return_reason = Set(kept)).await?;
    change.commit(TenderEvent::Returned { tender: tender.id, comment }.into()).await?;
    Ok(())
}

/// Takes an approved tender back to change it; its approval lapses and its money is free again.
pub async fn reopen(caller: &Caller, reference: &str) -> Result<(), Failure> {
    caller.may(Action::DraftTender)?;
    let change = caller.begin().await?;
    let row = own_row(&change, caller, reference).await?;
    let tender = store::tender_of(&row)?.reopen(change.now())?;
    store::save(&change, &row, &tender, |columns| columns.reserved_cents = Set(0)).await?;
    change.commit(TenderEvent::Reopened { tender: tender.id }.into()).await?;
    Ok(())
}

/// A tender of one's own department, locked; another's does not exist.
pub(super) async fn own_row(change: &Change, caller: &Caller, reference: &str) -> Result<tenders::Model, Failure> {
    let officer = caller.officer()?;
    let row = store::lock_row(change, officer, reference).await?;
    if row.organisation_id == officer.organisation.0 { Ok(row) } else { Err(Failure::NotFound) }
}

/// A tender that somebody decides on for a body, locked; for whom they decide.
pub(super) async fn approvers_row(
    change: &Change,
    caller: &Caller,
    reference: &str,
) -> Result<(tenders::Model, Approver), Failure> {
    let officer = caller.officer()?;
    let row = store::lock_row(change, officer, reference).await?;
    let body = store::body_of(officer, &row).ok_or(Failure::NotFound)?;
    Ok((row, Approver { person: officer.person, body }))
}

/// What can be set aside on the tender's line: what is left of it from this year on, less what other tenders hold.
///
/// Locks the line, so that two approvals of one line are judged one after the other.
async fn reservation(change: &Change, row: &tenders::Model, tender: &Tender) -> Result<Reservation, Failure> {
    let Some(BudgetLineId(line)) = tender.draft.budget_line else {
        return Err(TenderRefusal::NotReady { gaps: vec![domain::tenders::Gap::BudgetLineMissing] }.into());
    };
    lock_budget(change, line).await?;
    let this_year = change.today().financial_year();
    let left: Money =
        line_left(change.db(), line).await?.into_iter().filter(|(year, _)| *year >= this_year).map(|one| one.1).sum();
    // An awarded tender holds its money until its contract commits it.
    let over = [TenderState::Cancelled, TenderState::Unsuccessful].map(TenderState::code);
    let others = tenders::Entity::find()
        .filter(tenders::Column::BudgetLineId.eq(line))
        .filter(tenders::Column::Id.ne(row.id))
        .filter(tenders::Column::State.is_not_in(over))
        .all(change.db())
        .await
        .stored()?;
    let held: Money = others.iter().map(|other| Money::from_cents(other.reserved_cents)).sum();
    let needed = tender.procedure(change.now())?.total;
    let free = (left - held).max(Money::ZERO);
    Ok(Reservation { line: BudgetLineId(line), amount: free.min(needed) })
}

/// The body of an approver reaches what the tender needs, for offering the step.
pub(super) fn reaches(body: ApprovingBody, tender: &Tender, stage: Stage, caller: &Caller) -> bool {
    stage == Stage::InApproval && tender.procedure(caller.now()).is_ok_and(|procedure| body >= procedure.body)
}
