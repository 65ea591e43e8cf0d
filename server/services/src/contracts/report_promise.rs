//! The supplier reports that it kept a part of a promise; it counts once an officer has seen the evidence.

use super::store;
use crate::caller::Caller;
use crate::entities::{contract_promises, promise_deliveries};
use crate::failure::{Failure, Stored};
use domain::contracts::{ContractEvent, ContractRefusal, ContractState, DeliveryForm, PromiseKind};
use domain::form::Fields;
use domain::ids::OnceToken;
use domain::permissions::Action;
use sea_orm::Set;
use sea_orm::prelude::*;

/// Keeps a report; the same form sent twice gives one.
pub async fn report_promise(caller: &Caller, once: OnceToken, reference: &str, fields: &Fields) -> Result<(), Failure> {
    caller.may(Action::ReportPromise)?;
    let officer = caller.officer()?;
    let change = caller.begin().await?;
    if change.answer_before(once).await?.is_some() {
        return Ok(());
    }
    let held = store::lock_companys(&change, reference).await?;
    // What was promised for a contract is kept beyond its end; only one that never was in force binds nobody.
    if !matches!(held.contract.state, ContractState::Active | ContractState::Completed | ContractState::Terminated) {
        return Err(ContractRefusal::PromiseNotBinding.into());
    }
    let form = DeliveryForm::parse(fields, held.contract.term.starts_on(), change.today())?;
    let promise = i32::try_from(form.promise).unwrap_or(i32::MAX);
    let row = contract_promises::Entity::find_by_id((held.row.id, promise)).one(change.db()).await.stored()?;
    let row = row.ok_or(ContractRefusal::NoSuchPromise { number: form.promise })?;
    let strange = || Failure::impossible(format!("a promise of contract {reference} has a strange kind"));
    let kind = PromiseKind::parse(&row.kind).ok_or_else(strange)?;
    let reported = promise_deliveries::Entity::find()
        .filter(promise_deliveries::Column::ContractId.eq(held.row.id))
        .filter(promise_deliveries::Column::Promise.eq(promise))
        .count(change.db())
        .await
        .stored()?;
    let delivery = promise_deliveries::ActiveModel {
        contract_id: Set(held.row.id),
        promise: Set(promise),
        number: Set(i32::try_from(reported).unwrap_or(i32::MAX - 1) + 1),
        state: Set("reported".to_owned()),
        amount: Set(i64::from(form.amount)),
        delivered_on: Set(form.on.to_string()),
        evidence: Set(form.evidence.clone()),
        reported_by: Set(officer.person.0),
        reported_at: Set(change.now().millis()),
        decided_by: Set(None),
        decided_at: Set(None),
    };
    promise_deliveries::Entity::insert(delivery).exec_without_returning(change.db()).await.stored()?;
    change.remember_answer(once, reference).await?;
    let event = ContractEvent::PromiseReported {
        contract: held.contract.id,
        kind,
        amount: form.amount,
        on: form.on,
        evidence: form.evidence,
    };
    change.commit(event.into()).await?;
    Ok(())
}
