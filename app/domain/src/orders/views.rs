//! What is shown of an order.

use super::{Command, Headroom, OrderState, Quote, ReuseRequest, Share};
use crate::calendar::nth_working_day;
use crate::catalogue::views::{EvidenceView, Said};
use crate::catalogue::{DataLevel, RiskTier};
use crate::deployments::views::DeploymentView;
use crate::ids::{BudgetLineId, OrderId};
use crate::money::Money;
use crate::rulebook;
use crate::time::{Day, FinancialYear, Timestamp};

/// A row of a list of orders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderRow {
    /// The order.
    pub id: OrderId,
    /// Its reference.
    pub reference: String,
    /// The solution's name.
    pub solution: Said,
    /// The department.
    pub department: String,
    /// Where it stands.
    pub state: OrderState,
    /// Its price.
    pub price: Money,
    /// First day of use.
    pub starts_on: Day,
    /// When it was last moved.
    pub updated_at: Timestamp,
    /// It waits for the one who looks.
    pub waits_for_me: bool,
}

impl OrderRow {
    /// The day by which whoever it waits for is asked to decide: so many working days after the day it came to them.
    pub fn decide_by(&self) -> Day {
        decide_by(self.updated_at)
    }
}

/// The day by which a request that came to somebody at this moment is asked to be decided.
///
/// Source: `REUSE_DECISION_WORKING_DAYS`, in force on the day it came.
pub fn decide_by(came_at: Timestamp) -> Day {
    let day = came_at.day();
    let days = rulebook::on(rulebook::REUSE_DECISION_WORKING_DAYS, day).unwrap_or_default();
    nth_working_day(day.plus_days(1), days)
}

/// What those who decide must weigh: the money left, what there is already, and what the solution may do.
///
/// It is read without locks and only shown; the decision reads it again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weighing {
    /// Left of ceiling and budget, and the order that is there already.
    pub room: Headroom,
    /// Most sensitive data the solution may handle.
    pub data_ceiling: Option<DataLevel>,
    /// Its risk tier.
    pub risk_tier: Option<RiskTier>,
    /// What was measured of it.
    pub evidence: Vec<EvidenceView>,
}

/// Something that happened to an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happening {
    /// Name of the event in the log.
    pub event: String,
    /// When.
    pub at: Timestamp,
    /// Who, by name; the service itself when absent.
    pub by: Option<String>,
    /// What they wrote.
    pub comment: String,
    /// Place in the log, from 0.
    pub position: i64,
}

/// A payment that was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentView {
    /// The supplier's invoice.
    pub invoice: String,
    /// When it was paid.
    pub paid_on: Day,
    /// How much.
    pub amount: Money,
}

/// An order's page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderView {
    /// What the list shows.
    pub row: OrderRow,
    /// Rises with every change; a decision says which one it is about.
    pub version: i64,
    /// Address of the solution: slug and reference joined.
    pub solution_path: String,
    /// What was asked.
    pub request: ReuseRequest,
    /// The price, line by line.
    pub quote: Quote,
    /// The price by financial year.
    pub shares: Vec<Share>,
    /// The budget line's code and name.
    pub budget_line: String,
    /// Who wrote it.
    pub created_by: String,
    /// Reference of the contract it is ordered under.
    pub contract: Option<String>,
    /// Its history, oldest first.
    pub history: Vec<Happening>,
    /// The deployment that came of it.
    pub deployment: Option<DeploymentView>,
    /// Payments against it.
    pub payments: Vec<PaymentView>,
    /// What the one who looks may do now.
    pub may: Vec<Command>,
    /// The one who looks may record a payment.
    pub may_pay: bool,
    /// What to weigh, for those who may decide now.
    pub weighing: Option<Weighing>,
    /// The one who looks wrote it, which is why some steps are closed to them.
    pub own: bool,
}

/// A budget line one may charge, with what is left by year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BudgetChoice {
    /// The line.
    pub id: BudgetLineId,
    /// Its code and name.
    pub label: String,
    /// Left by year.
    pub left: Vec<(FinancialYear, Money)>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_working_days_are_given_to_decide_and_holidays_are_none() {
        for (came, by) in [("2026-11-20", "2026-12-04"), ("2026-11-22", "2026-12-04"), ("2026-12-18", "2027-01-05")] {
            let came = Day::parse(came).unwrap().starts_at().plus_minutes(600);
            assert_eq!(decide_by(came).to_string(), by);
        }
    }
}
