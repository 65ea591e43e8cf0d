//! The department's user looks at the evidence of a promise and says whether it counts.

use super::store;
use crate::caller::Caller;
use crate::change::Change;
use crate::entities::{contract_promises, promise_deliveries};
use crate::failure::{Failure, Stored};
use domain::contracts::forms::words;
use domain::contracts::{ContractEvent, ContractRefusal, Promise, PromiseDelivery, PromiseKind};
use domain::form::{Fields, Reader};
use domain::ids::PersonId;
use domain::permissions::Action;
use domain::time::Day;
use sea_orm::QueryOrder;
use sea_orm::prelude::*;
use std::collections::BTreeMap;

/// Decides on a report. `report` names promise and report, such as `1-2`; `do` is `confirm_promise` or
/// `refuse_promise`, the latter with a `report_comment`.
pub async fn confirm_promise(caller: &Caller, reference: &str, fields: &Fields) -> Result<(), Failure> {
    caller.may(Action::AcceptWork)?;
    let officer = caller.officer()?;
    store::load(caller.db(), officer, reference).await?;
    let mut reader = Reader::new(fields);
    let named = reader.choice("report", |text| {
        let (promise, report) = text.split_once('-')?;
        Some((promise.parse::<i32>().ok()?, report.parse::<i32>().ok()?))
    });
    let (number, report) = reader.finish(|| named)?;
    let confirms = match fields.get("do") {
        "confirm_promise" => true,
        "refuse_promise" => false,
        _ => return Err(Failure::NotFound),
    };
    let comment = if confirms { String::new() } else { words(fields, "report_comment")? };

    let change = caller.begin().await?;
    let held = store::lock_own(&change, reference).await?;
    let none = || ContractRefusal::NoSuchPromise { number: u32::try_from(number).unwrap_or_default() };
    let promised = promises(change.db(), Some(held.row.id)).await?;
    let (_, promise) = promised.iter().find(|(key, _)| *key == &(held.row.id, number)).ok_or_else(none)?;
    let row = promise_deliveries::Entity::find_by_id((held.row.id, number, report)).one(change.db()).await.stored()?;
    let row = row.filter(|row| row.state == "reported").ok_or_else(none)?;
    let amount = u32::try_from(row.amount).unwrap_or_default();
    if confirms {
        let on = Day::parse(&row.delivered_on).ok_or_else(|| Failure::impossible("a delivery on no day"))?;
        let delivery = PromiseDelivery { amount, on, evidence: row.evidence.clone(), confirmed_by: officer.person };
        promise.clone().deliver(delivery, change.today())?;
    }
    decide(&change, &row, officer.person, confirms).await?;
    let (contract, kind) = (held.contract.id, promise.kind);
    let event = if confirms {
        ContractEvent::PromiseConfirmed { contract, kind, amount }
    } else {
        ContractEvent::PromiseNotConfirmed { contract, kind, comment }
    };
    change.commit(event.into()).await?;
    Ok(())
}

async fn decide(change: &Change, row: &promise_deliveries::Model, by: PersonId, confirms: bool) -> Result<(), Failure> {
    use promise_deliveries::Column;
    let state = if confirms { "confirmed" } else { "not_confirmed" };
    promise_deliveries::Entity::update_many()
        .col_expr(Column::State, Expr::value(state))
        .col_expr(Column::DecidedBy, Expr::value(by.0))
        .col_expr(Column::DecidedAt, Expr::value(change.now().millis()))
        .filter(Column::ContractId.eq(row.contract_id))
        .filter(Column::Promise.eq(row.promise))
        .filter(Column::Number.eq(row.number))
        .exec(change.db())
        .await
        .stored()?;
    Ok(())
}

/// Promises as the rules know them, with what was confirmed, by contract and number; of one contract or of all.
pub(super) async fn promises(
    db: &impl ConnectionTrait,
    contract: Option<Uuid>,
) -> Result<BTreeMap<(Uuid, i32), Promise>, Failure> {
    let mut promised = contract_promises::Entity::find();
    let mut delivered = promise_deliveries::Entity::find().filter(promise_deliveries::Column::State.eq("confirmed"));
    if let Some(contract) = contract {
        promised = promised.filter(contract_promises::Column::ContractId.eq(contract));
        delivered = delivered.filter(promise_deliveries::Column::ContractId.eq(contract));
    }
    let strange = || Failure::impossible("a promise has strange facts");
    let mut promises = BTreeMap::new();
    for row in promised.all(db).await.stored()? {
        let promise = Promise {
            kind: PromiseKind::parse(&row.kind).ok_or_else(strange)?,
            amount: u32::try_from(row.amount).map_err(|_| strange())?,
            due_on: Day::parse(&row.due_on).ok_or_else(strange)?,
            deliveries: Vec::new(),
        };
        promises.insert((row.contract_id, row.number), promise);
    }
    let delivered = delivered.order_by_asc(promise_deliveries::Column::Number).all(db).await.stored()?;
    for row in delivered {
        let Some(promise) = promises.get_mut(&(row.contract_id, row.promise)) else { continue };
        promise.deliveries.push(PromiseDelivery {
            amount: u32::try_from(row.amount).map_err(|_| strange())?,
            on: Day::parse(&row.delivered_on).ok_or_else(strange)?,
            evidence: row.evidence,
            confirmed_by: PersonId(row.decided_by.ok_or_else(strange)?),
        });
    }
    Ok(promises)
}
