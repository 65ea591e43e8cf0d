//! Officers vet suppliers, stop them and let them go on.

use super::store::{self, Row, Which};
use super::{Words, moved};
use crate::caller::Caller;
use crate::entities::suppliers;
use crate::failure::Failure;
use domain::form::{Fields, Problem, Reader};
use domain::permissions::Action;
use domain::suppliers::{Check, Debarment, Supplier, SupplierCommand, Suspension};
use domain::time::Day;
use sea_orm::Set;

/// Furthest day a form may name, in days from today; what a step allows is the rules' affair.
const FURTHEST_DAYS: u64 = 3_660;

/// A step of an officer, read from the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VettingStep {
    command: SupplierCommand,
    comment: String,
    register_search: String,
    hearing: String,
    ends_on: Option<Day>,
}

impl VettingStep {
    /// Reads what the step needs: `comment`, `register_search`, `hearing`, `ends_on`.
    pub fn parse(command: SupplierCommand, fields: &Fields, today: Day) -> Result<VettingStep, Vec<Problem>> {
        use SupplierCommand as C;
        let mut reader = Reader::new(fields);
        let needs_reason =
            matches!(command, C::RequestInfo | C::Reject | C::Suspend | C::ProposeDebarment | C::TurnDownDebarment);
        let comment = if needs_reason { reader.text("comment", 1000) } else { reader.optional_text("comment", 1000) };
        let checks = matches!(command, C::Check | C::Verify);
        let register_search = if checks { reader.text("register_search", 200) } else { Some(String::new()) };
        let hearing = if command == C::ProposeDebarment { reader.text("hearing", 200) } else { Some(String::new()) };
        let ends_on = match command {
            C::Suspend | C::ProposeDebarment => {
                reader.day("ends_on", today.plus_days(1), today.plus_days(FURTHEST_DAYS)).map(Some)
            }
            _ => Some(None),
        };
        reader.finish(|| {
            let (comment, register_search, hearing) = (comment?, register_search?, hearing?);
            Some(VettingStep { command, comment, register_search, hearing, ends_on: ends_on? })
        })
    }

    /// The permission a step needs; `None` for steps that are not an officer's.
    pub fn action_of(command: SupplierCommand) -> Option<Action> {
        use SupplierCommand as C;
        match command {
            C::StartReview | C::Check | C::Verify | C::RequestInfo | C::Reject | C::Suspend | C::Reinstate => {
                Some(Action::VetSuppliers)
            }
            C::ProposeDebarment => Some(Action::DebarSuppliers),
            C::TurnDownDebarment | C::Debar => Some(Action::AgreeDebarment),
            _ => None,
        }
    }
}

/// Takes the step, and writes to those it concerns.
pub async fn vet(caller: &Caller, reference: &str, step: VettingStep) -> Result<(), Failure> {
    caller.may(VettingStep::action_of(step.command).ok_or(Failure::NotFound)?)?;
    let change = caller.begin().await?;
    let (row, supplier) = store::lock(&change, Which::Reference(reference)).await?;
    let from = supplier.standing(change.now());
    let mut more = suppliers::ActiveModel::default();
    if step.command == SupplierCommand::RequestInfo {
        more.question = Set(step.comment.clone());
    }
    let supplier = taken(caller, &row, supplier, &step)?;
    store::save(&change, &row, &supplier, more).await?;
    // What the board agreed to is told as the head proposed it.
    let agreed = supplier.history().debarment.clone().filter(|_| step.command == SupplierCommand::Debar);
    let until = match step.command {
        SupplierCommand::Debar => agreed.as_ref().map(|one| one.ends_on),
        SupplierCommand::Verify => supplier.history().valid_until,
        SupplierCommand::RequestInfo => supplier.answer_due(),
        _ => step.ends_on,
    };
    let evidence = if step.hearing.is_empty() { step.register_search } else { step.hearing };
    let words = match agreed {
        Some(agreed) => Words { comment: agreed.reason, evidence: agreed.hearing, until },
        None => Words { comment: step.comment, evidence, until },
    };
    change.commit(moved(&row, step.command, from, &supplier, words)).await?;
    Ok(())
}

/// The supplier after the step.
fn taken(caller: &Caller, row: &Row, supplier: Supplier, step: &VettingStep) -> Result<Supplier, Failure> {
    use SupplierCommand as C;
    let (by, now) = (caller.officer()?.person, caller.now());
    let check = || Check { by, at: now, register_search: step.register_search.clone() };
    let ends_on = || step.ends_on.ok_or_else(|| Failure::impossible("a step without its last day"));
    let reason = step.comment.clone();
    Ok(match step.command {
        C::StartReview => supplier.start_review(by, now)?,
        C::Check => supplier.check(check())?,
        C::Verify => supplier.verify(check())?,
        C::RequestInfo => supplier.request_info(by, &reason, now)?,
        C::Reject => supplier.reject(by, &reason, now)?,
        C::Suspend => supplier.suspend(Suspension { by, reason, ends_on: ends_on()? }, now)?,
        C::Reinstate => supplier.reinstate(by, now)?,
        C::ProposeDebarment => {
            let debarment =
                Debarment { by, reason, hearing: step.hearing.clone(), from: now.day(), ends_on: ends_on()? };
            supplier.propose_debarment(debarment, now)?
        }
        C::TurnDownDebarment => supplier.turn_down_debarment(by, &reason, now)?,
        C::Debar => supplier.debar(by, now)?,
        other => return Err(Failure::impossible(format!("{other:?} of {} is no officer's step", row.reference()))),
    })
}
