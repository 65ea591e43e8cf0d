//! A payment against an order, read from the form and judged.

use super::SpendRefusal;
use crate::form::{Fields, Problem, Reader};
use crate::money::Money;
use crate::orders::OrderState;
use crate::time::Day;
use serde::{Deserialize, Serialize};

/// A payment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentForm {
    /// The supplier's invoice number.
    pub invoice: String,
    /// Day it was paid.
    pub paid_on: Day,
    /// How much.
    pub amount: Money,
}

impl PaymentForm {
    /// Reads the form; a payment is recorded after it was made.
    pub fn parse(fields: &Fields, today: Day) -> Result<PaymentForm, Vec<Problem>> {
        let mut reader = Reader::new(fields);
        let invoice = reader.text("invoice", 40);
        let paid_on = reader.day("paid_on", Day::from_number(i64::from(today.number()) - 730), today);
        let amount = reader.money("amount");
        reader.finish(|| Some(PaymentForm { invoice: invoice?, paid_on: paid_on?, amount: amount? }))
    }
}

/// Judges a payment: only against an approved order, and never more than its price (rule A9).
pub fn room_for_payment(state: OrderState, price: Money, paid: Money, amount: Money) -> Result<(), SpendRefusal> {
    if !state.is_committed() {
        return Err(SpendRefusal::NotCommitted);
    }
    let left = price - paid;
    if amount > left { Err(SpendRefusal::MoreThanPrice { left }) } else { Ok(()) }
}

/// What one order claims of one budget line in one year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct OrderYear {
    /// Committed there, less released.
    pub committed: Money,
    /// Paid there.
    pub paid: Money,
}

/// Money of a line and year that is spoken for: for each order what it committed, or what it paid if that is more.
///
/// Equal to committed and unpaid + paid, so that allocated − claimed may never fall below zero (metric 6.2).
pub fn claimed(orders: impl IntoIterator<Item = OrderYear>) -> Money {
    orders.into_iter().map(|order| order.committed.max(order.paid)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_claims_what_it_committed_or_what_it_paid_if_that_is_more() {
        let year =
            |committed, paid| OrderYear { committed: Money::from_cents(committed), paid: Money::from_cents(paid) };
        assert_eq!(claimed([year(1000, 400), year(0, 50), year(100, 130)]), Money::from_cents(1180));
    }

    #[test]
    fn payments_never_exceed_the_price() {
        let price = Money::from_cents(1000);
        let paid = Money::from_cents(400);
        for (amount, accepted) in [(599, true), (600, true), (601, false)] {
            let judged = room_for_payment(OrderState::Fulfilled, price, paid, Money::from_cents(amount));
            assert_eq!(judged.is_ok(), accepted, "{amount}");
        }
        let early = room_for_payment(OrderState::Submitted, price, paid, Money::from_cents(1));
        assert_eq!(early, Err(SpendRefusal::NotCommitted));
    }
}
