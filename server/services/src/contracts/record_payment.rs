//! The finance officer records a payment for an accepted milestone, once for each invoice.

use super::{money, store};
use crate::caller::Caller;
use crate::entities::contract_payments;
use crate::failure::{Failure, Stored};
use crate::orders::line_left;
use domain::contracts::{ContractEvent, ContractRefusal, ContractState, NewPayment, Payment, PaymentForm, invoice_key};
use domain::form::Fields;
use domain::ids::{OnceToken, OrganisationId, PaymentId};
use domain::permissions::Action;
use domain::spend::SpendRefusal;
use sea_orm::Set;
use sea_orm::prelude::*;

/// Stores a payment; the same form sent twice gives one payment. Judged under the lock of the budget line: the year it
/// falls in keeps allocated ≥ committed and unpaid + paid.
pub async fn record_payment(caller: &Caller, once: OnceToken, reference: &str, fields: &Fields) -> Result<(), Failure> {
    caller.may(Action::RecordPayment)?;
    let officer = caller.officer()?;
    let change = caller.begin().await?;
    if change.answer_before(once).await?.is_some() {
        return Ok(());
    }
    let held = store::lock_own(&change, reference).await?;
    let form = PaymentForm::parse(fields, change.today())?;
    money::room(&change, held.terms.budget_line_id).await?;
    let key = invoice_key(&form.invoice);
    let payment = Payment {
        id: PaymentId(change.new_id()),
        milestone: form.milestone,
        amount: form.amount,
        paid_on: form.paid_on,
        invoice: form.invoice.clone(),
        payer: officer.person,
    };
    let new = NewPayment {
        payment: payment.clone(),
        payee: OrganisationId(held.terms.supplier_id),
        method: form.method,
        earlier: earlier(&change, held.terms.supplier_id, &key).await?,
    };
    let contract = held.contract.clone().record_payment(new, change.today())?;
    let year = form.paid_on.financial_year();
    let row = contract_payments::ActiveModel {
        id: Set(payment.id.0),
        contract_id: Set(held.row.id),
        supplier_id: Set(held.terms.supplier_id),
        milestone: Set(i32::try_from(form.milestone).unwrap_or(i32::MAX)),
        line_id: Set(held.terms.budget_line_id),
        year: Set(year.0),
        invoice: Set(form.invoice.clone()),
        invoice_key: Set(key),
        method: Set(form.method.code().to_owned()),
        paid_on: Set(form.paid_on.to_string()),
        amount_cents: Set(form.amount.cents()),
        recorded_by: Set(officer.person.0),
        recorded_at: Set(change.now().millis()),
    };
    let twice = || ContractRefusal::InvoicePaid { payment: payment.id }.into();
    contract_payments::Entity::insert(row).exec_without_returning(change.db()).await.unless_there(twice)?;
    match contract.state {
        ContractState::Terminated => drop(money::release_unpaid(&change, &held, &contract).await?),
        _ => drop(money::commit(&change, &held, &contract).await?),
    }
    // The payment is in: what is left of its year must not have fallen below zero.
    let left = line_left(change.db(), held.terms.budget_line_id).await?;
    let left = left.into_iter().find(|(of, _)| *of == year).map_or(-form.amount, |(_, left)| left);
    if left.is_negative() {
        return Err(SpendRefusal::YearExhausted { year, left: form.amount + left }.into());
    }
    store::save(&change, &held, &contract, Default::default()).await?;
    change.remember_answer(once, reference).await?;
    let event = ContractEvent::Paid {
        contract: contract.id,
        payment: payment.id,
        number: form.milestone,
        invoice: form.invoice,
        paid_on: form.paid_on,
        amount: form.amount,
    };
    change.commit(event.into()).await?;
    Ok(())
}

/// The payment, under any contract, that carries this invoice of the supplier.
async fn earlier(change: &crate::Change, supplier: Uuid, key: &str) -> Result<Option<PaymentId>, Failure> {
    let found = contract_payments::Entity::find()
        .filter(contract_payments::Column::SupplierId.eq(supplier))
        .filter(contract_payments::Column::InvoiceKey.eq(key))
        .one(change.db())
        .await
        .stored()?;
    Ok(found.map(|row| PaymentId(row.id)))
}
