//! What is shown of an order.

use super::{Command, OrderState, Quote, ReuseRequest, Share};
use crate::catalogue::views::Said;
use crate::deployments::views::DeploymentView;
use crate::ids::{BudgetLineId, OrderId};
use crate::money::Money;
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
