//! The department's finance officer records a payment against an order.

use crate::caller::Caller;
use crate::entities::payments;
use crate::failure::{Failure, Stored};
use crate::orders;
use domain::event::Event;
use domain::ids::{OnceToken, OrderId, PaymentId};
use domain::money::Money;
use domain::orders::OrderState;
use domain::permissions::Action;
use domain::refusal::Refusal;
use domain::spend::{PaymentForm, SpendRefusal, room_for_payment};
use sea_orm::Set;
use sea_orm::prelude::*;

/// Stores a payment; the same form sent twice gives one payment, and an invoice is paid once.
///
/// Judged under the lock of the budget line: payments never exceed the order's price, and the year they fall in
/// keeps allocated ≥ committed and unpaid + paid.
pub async fn record_payment(
    caller: &Caller,
    once: OnceToken,
    reference: &str,
    form: PaymentForm,
) -> Result<(), Failure> {
    caller.may(Action::RecordPayment)?;
    let officer = caller.officer()?;
    let change = caller.begin().await?;
    if change.answer_before(once).await?.is_some() {
        return Ok(());
    }
    let order = orders::lock_order_row(&change, officer, reference).await?;
    if order.organisation_id != officer.organisation.0 {
        return Err(Failure::NotFound);
    }
    orders::lock_budget(&change, order.budget_line_id).await?;
    let state = OrderState::parse(&order.state).ok_or_else(|| Failure::impossible("an order has a strange state"))?;
    let paid =
        payments::Entity::find().filter(payments::Column::OrderId.eq(order.id)).all(change.db()).await.stored()?;
    let paid: Money = paid.iter().map(|row| Money::from_cents(row.amount_cents)).sum();
    room_for_payment(state, Money::from_cents(order.price_cents), paid, form.amount)?;

    let year = form.paid_on.financial_year();
    let payment = PaymentId(change.new_id());
    let row = payments::ActiveModel {
        id: Set(payment.0),
        order_id: Set(order.id),
        line_id: Set(order.budget_line_id),
        year: Set(year.0),
        invoice: Set(form.invoice.clone()),
        paid_on: Set(form.paid_on.to_string()),
        amount_cents: Set(form.amount.cents()),
        recorded_by: Set(officer.person.0),
        recorded_at: Set(change.now().millis()),
    };
    let twice = || Refusal::Spend(SpendRefusal::InvoiceTwice { invoice: form.invoice.clone() });
    payments::Entity::insert(row).exec_without_returning(change.db()).await.unless_there(twice)?;
    // The payment is in: what is left of its year must not have fallen below zero.
    let left = orders::line_left(change.db(), order.budget_line_id).await?;
    let left = left.into_iter().find(|(of, _)| *of == year).map_or(-form.amount, |(_, left)| left);
    if left.is_negative() {
        return Err(SpendRefusal::YearExhausted { year, left: form.amount + left }.into());
    }
    change.remember_answer(once, reference).await?;
    let event = Event::PaymentRecorded {
        payment,
        order: OrderId(order.id),
        invoice: form.invoice,
        paid_on: form.paid_on,
        amount: form.amount,
    };
    change.commit(event).await?;
    Ok(())
}
