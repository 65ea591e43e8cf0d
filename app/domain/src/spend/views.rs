//! What is shown of money.

use super::Position;
use crate::catalogue::Category;
use crate::catalogue::views::Said;
use crate::money::Money;
use crate::time::{Day, FinancialYear, Month, Timestamp};

/// A row by department.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DepartmentRow {
    /// Code of the department.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its money.
    pub position: Position,
}

/// Money of a month, added up since April.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MonthPoint {
    /// The month.
    pub month: Month,
    /// Committed by its end.
    pub committed: Money,
    /// Paid by its end.
    pub actual: Money,
}

/// The spend page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpendView {
    /// The year.
    pub year: FinancialYear,
    /// Years that can be chosen.
    pub years: Vec<FinancialYear>,
    /// One department only, by code and name.
    pub department: Option<(String, String)>,
    /// Departments that can be chosen; empty when one may see only one's own.
    pub choices: Vec<(String, String)>,
    /// The sum of the rows.
    pub total: Position,
    /// What reuse avoided in the year.
    pub avoided: Money,
    /// Reuses that count in it.
    pub reuses: usize,
    /// Reuses left out for lack of an estimate.
    pub without_estimate: usize,
    /// Departments in live use of something.
    pub adopting: usize,
    /// Of those, with somebody active in a current report.
    pub active: usize,
    /// Departments trying something.
    pub trial: usize,
    /// Departments on the register.
    pub departments: usize,
    /// Active users of licences, in basis points.
    pub utilisation: Option<i64>,
    /// Rows by department, largest budget first.
    pub rows: Vec<DepartmentRow>,
    /// Committed by category, largest first.
    pub categories: Vec<(Category, Money)>,
    /// How it built up.
    pub months: Vec<MonthPoint>,
    /// The moment the figures were read.
    pub as_of: Timestamp,
}

/// A figure of the spend page whose rows can be listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figure {
    /// Allocations.
    Budget,
    /// Commitments.
    Committed,
    /// Payments.
    Actual,
    /// Avoided cost.
    Avoided,
    /// Departments in live use.
    Adopting,
}

impl Figure {
    /// Every figure.
    pub const ALL: [Figure; 5] = [Figure::Budget, Figure::Committed, Figure::Actual, Figure::Avoided, Figure::Adopting];

    /// Last segment of its address.
    pub const fn slug(self) -> &'static str {
        match self {
            Figure::Budget => "budget",
            Figure::Committed => "committed",
            Figure::Actual => "actual",
            Figure::Avoided => "avoided",
            Figure::Adopting => "adopting",
        }
    }

    /// Reads the last segment of an address.
    pub fn parse(slug: &str) -> Option<Figure> {
        Figure::ALL.into_iter().find(|figure| figure.slug() == slug)
    }
}

/// One row behind a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureRow {
    /// The department.
    pub department: String,
    /// What it is about: a solution, or a budget line.
    pub subject: Said,
    /// Reference of the order, if it is about one.
    pub order: Option<String>,
    /// Reference of the contract, if it is about one of a tender.
    pub contract: Option<String>,
    /// Invoice of a payment.
    pub invoice: Option<String>,
    /// Its day: paid, approved or live.
    pub on: Option<Day>,
    /// Its amount; for departments in use, active users are in `users`.
    pub amount: Option<Money>,
    /// How an avoided amount came about: estimate, order, integration.
    pub worked_out: Option<(Money, Money, Money)>,
    /// Active users of the newest report, and licences; `None` before the first report.
    pub users: Option<(i64, i64)>,
}

/// The rows behind a figure, and their sum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureView {
    /// The figure.
    pub figure: Figure,
    /// The year.
    pub year: FinancialYear,
    /// One department only, by code and name.
    pub department: Option<(String, String)>,
    /// The rows.
    pub rows: Vec<FigureRow>,
    /// Their sum; `None` for counts.
    pub total: Option<Money>,
    /// Distinct departments among the rows.
    pub departments: usize,
    /// The moment the rows were read.
    pub as_of: Timestamp,
}
