//! The office sees what was set aside, committed and paid, and what reuse saved.
//!
//! Allocated ≥ committed and unpaid + paid, for each budget line and financial year, under lock.
//! Committed is what approved orders need in the year, less what was released; actual is what was paid,
//! by the Hong Kong day of payment. Source: metrics 6.2 and fiscal-year rule A10.

pub mod payment;
pub mod saving;
pub mod views;

pub use payment::{OrderYear, PaymentForm, claimed, room_for_payment};
pub use saving::{Adopter, Saving, saving};

use crate::money::{Money, round_half_up};
use crate::time::FinancialYear;
use serde::{Deserialize, Serialize};

/// Why something about money was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum SpendRefusal {
    /// Payments would exceed the order's price.
    MoreThanPrice {
        /// Left to pay.
        left: Money,
    },
    /// Nothing can be paid before the order is approved.
    NotCommitted,
    /// The supplier's invoice was recorded before.
    InvoiceTwice {
        /// Its number.
        invoice: String,
    },
    /// The year of the payment has less left than it needs.
    YearExhausted {
        /// The year.
        year: FinancialYear,
        /// Left in it for this order.
        left: Money,
    },
}

/// Money of one line, department or office in one year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Position {
    /// Set aside.
    pub budget: Money,
    /// Needed by approved orders, less released.
    pub committed: Money,
    /// Paid.
    pub actual: Money,
}

impl Position {
    /// The sum of two.
    pub fn plus(self, other: Position) -> Position {
        Position {
            budget: self.budget + other.budget,
            committed: self.committed + other.committed,
            actual: self.actual + other.actual,
        }
    }

    /// What may still be committed.
    pub fn left(self) -> Money {
        self.budget - self.committed
    }

    /// Committed as a share of budget, in basis points; may exceed 10,000 after a cut.
    pub fn commitment_rate(self) -> Option<i64> {
        self.committed.share_of(self.budget)
    }

    /// Paid as a share of budget, in basis points.
    pub fn utilisation(self) -> Option<i64> {
        self.actual.share_of(self.budget)
    }

    /// How it stands, in a word.
    pub fn health(self) -> Health {
        match self.commitment_rate() {
            Some(rate) if rate > 10_000 => Health::Over,
            None if self.committed > Money::ZERO => Health::Over,
            Some(rate) if rate >= 9_000 => Health::Close,
            _ => Health::OnTrack,
        }
    }
}

/// How a budget stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Health {
    /// Under nine tenths committed.
    OnTrack,
    /// Nine tenths or more committed.
    Close,
    /// More committed than set aside.
    Over,
}

/// Money spent for each active user in a month, rounded half up; `None` without users.
pub fn cost_per_active_user(spent: Money, average_users: i64) -> Option<Money> {
    (average_users > 0 && !spent.is_negative())
        .then(|| Money::from_cents(round_half_up(i128::from(spent.cents()), i128::from(average_users))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cost_per_active_user_follows_the_worked_example() {
        let spent = Money::parse("1050000.12").unwrap();
        assert_eq!(cost_per_active_user(spent, 350), Money::parse("3000.00"));
        assert_eq!(cost_per_active_user(spent, 0), None);
    }

    #[test]
    fn a_budget_is_close_from_nine_tenths_and_over_above_ten() {
        let position = |committed| Position {
            budget: Money::from_cents(10_000),
            committed: Money::from_cents(committed),
            actual: Money::ZERO,
        };
        for (committed, health) in
            [(8_999, Health::OnTrack), (9_000, Health::Close), (10_000, Health::Close), (10_001, Health::Over)]
        {
            assert_eq!(position(committed).health(), health, "{committed}");
        }
        let nothing = Position { committed: Money::from_cents(1), ..Position::default() };
        assert_eq!(nothing.health(), Health::Over);
        assert_eq!(Position::default().health(), Health::OnTrack);
    }
}
