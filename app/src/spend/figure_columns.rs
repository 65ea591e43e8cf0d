//! The columns of the rows behind each figure, for the page and for the file alike.

use crate::components::{day, said};
use crate::i18n::figure;
use crate::routes::Route;
use crate::visit::Visit;
use domain::money::Money;
use domain::spend::views::{Figure, FigureRow};
use domain::text::Text;
use leptos::prelude::*;

/// What stands in a column.
#[derive(Clone, Copy)]
pub(super) enum Cell {
    /// Words: as drawn in a page, and as written in a file.
    Words(fn(&Visit, &FigureRow) -> AnyView, fn(&FigureRow) -> String),
    /// An amount, which adds up.
    Amount(fn(&FigureRow) -> Option<Money>),
    /// A number, which adds up.
    Count(fn(&FigureRow) -> Option<i64>),
}

/// A column.
#[derive(Clone, Copy)]
pub(super) struct Column {
    /// Its heading.
    pub head: Text,
    /// Its key in a file.
    pub key: &'static str,
    /// What stands in it.
    pub cell: Cell,
}

impl Column {
    /// Holds numbers, which stand right and add up.
    pub fn is_number(&self) -> bool {
        !matches!(self.cell, Cell::Words(..))
    }

    /// A cell of a page.
    pub fn draw(&self, visit: &Visit, row: &FigureRow) -> AnyView {
        let locale = visit.locale();
        let none = || figure::NONE.to(locale).to_owned();
        match self.cell {
            Cell::Words(draw, _) => draw(visit, row),
            Cell::Amount(amount) => amount(row).map_or_else(none, |amount| locale.money(amount)).into_any(),
            Cell::Count(count) => count(row).map_or_else(none, |count| locale.number(count)).into_any(),
        }
    }

    /// A cell of a file.
    pub fn plain(&self, row: &FigureRow) -> String {
        match self.cell {
            Cell::Words(_, plain) => plain(row),
            Cell::Amount(amount) => amount(row).map(Money::plain).unwrap_or_default(),
            Cell::Count(count) => count(row).map(|count| count.to_string()).unwrap_or_default(),
        }
    }

    /// The sum of the column, in words; empty where nothing adds up.
    pub fn sum(&self, visit: &Visit, rows: &[FigureRow]) -> String {
        match self.cell {
            Cell::Words(..) => String::new(),
            Cell::Amount(amount) => visit.locale().money(rows.iter().filter_map(amount).sum()),
            Cell::Count(count) => visit.locale().number(rows.iter().filter_map(count).sum()),
        }
    }
}

const DEPARTMENT: Column = Column {
    head: figure::DEPARTMENT,
    key: "department",
    cell: Cell::Words(|_, row| row.department.clone().into_any(), |row| row.department.clone()),
};
const LINE: Column = Column {
    head: figure::LINE,
    key: "budget_line",
    cell: Cell::Words(|_, row| said(&row.subject), |row| row.subject.text.clone()),
};
const SOLUTION: Column = Column { head: figure::SOLUTION, key: "solution", ..LINE };
const ORDER: Column = Column { head: figure::ORDER, key: "order", cell: Cell::Words(order, plain_order) };
const INVOICE: Column = Column {
    head: figure::INVOICE,
    key: "invoice",
    cell: Cell::Words(
        |visit, row| or_none(visit, row.invoice.as_deref()),
        |row| row.invoice.clone().unwrap_or_default(),
    ),
};
const APPROVED: Column = Column { head: figure::APPROVED, key: "committed_on", cell: Cell::Words(on, plain_on) };
const PAID: Column = Column { head: figure::PAID, key: "paid_on", cell: Cell::Words(on, plain_on) };
const LIVE: Column = Column { head: figure::LIVE, key: "live_on", cell: Cell::Words(on, plain_on) };
const AMOUNT: Column = Column { head: figure::AMOUNT, key: "amount_hkd", cell: Cell::Amount(|row| row.amount) };
const ESTIMATE: Column = Column {
    head: figure::ESTIMATE,
    key: "estimate_hkd",
    cell: Cell::Amount(|row| row.worked_out.map(|parts| parts.0)),
};
const PRICE: Column =
    Column { head: figure::PRICE, key: "order_hkd", cell: Cell::Amount(|row| row.worked_out.map(|parts| parts.1)) };
const INTEGRATION: Column = Column {
    head: figure::INTEGRATION,
    key: "integration_hkd",
    cell: Cell::Amount(|row| row.worked_out.map(|parts| parts.2)),
};
const AVOIDED: Column = Column { head: figure::AVOIDED, key: "avoided_hkd", ..AMOUNT };
const USERS: Column =
    Column { head: figure::USERS, key: "active_users", cell: Cell::Count(|row| row.users.map(|users| users.0)) };
const LICENCES: Column =
    Column { head: figure::LICENCES, key: "licences", cell: Cell::Count(|row| row.users.map(|users| users.1)) };

/// The columns of a figure; those with numbers come last.
pub(super) fn columns(figure: Figure) -> &'static [Column] {
    match figure {
        Figure::Budget => &[DEPARTMENT, LINE, AMOUNT],
        Figure::Committed => &[DEPARTMENT, SOLUTION, ORDER, APPROVED, AMOUNT],
        Figure::Actual => &[DEPARTMENT, SOLUTION, ORDER, INVOICE, PAID, AMOUNT],
        Figure::Avoided => &[DEPARTMENT, SOLUTION, ORDER, LIVE, ESTIMATE, PRICE, INTEGRATION, AVOIDED],
        Figure::Adopting => &[DEPARTMENT, SOLUTION, ORDER, LIVE, USERS, LICENCES],
    }
}

fn or_none(visit: &Visit, text: Option<&str>) -> AnyView {
    text.map_or_else(|| figure::NONE.to(visit.locale()).to_owned(), str::to_owned).into_any()
}

fn order(visit: &Visit, row: &FigureRow) -> AnyView {
    match &row.order {
        Some(reference) => {
            view! { <a class="no-wrap" href=visit.to(Route::Order(reference))>{reference.clone()}</a> }.into_any()
        }
        None => match &row.contract {
            Some(reference) => {
                view! { <a class="no-wrap" href=visit.to(Route::WorkContract(reference))>{reference.clone()}</a> }
                    .into_any()
            }
            None => or_none(visit, None),
        },
    }
}

/// Reference of the order or of the contract, whichever it is.
fn plain_order(row: &FigureRow) -> String {
    row.order.clone().or_else(|| row.contract.clone()).unwrap_or_default()
}

fn on(visit: &Visit, row: &FigureRow) -> AnyView {
    row.on.map_or_else(|| or_none(visit, None), |on| view! { <span class="no-wrap">{day(visit, on)}</span> }.into_any())
}

fn plain_on(row: &FigureRow) -> String {
    row.on.map(|on| on.to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn numbers_stand_last_and_every_key_once() {
        for figure in Figure::ALL {
            let columns = columns(figure);
            assert!(columns.is_sorted_by_key(Column::is_number), "{figure:?}");
            let keys: BTreeSet<_> = columns.iter().map(|column| column.key).collect();
            assert_eq!(keys.len(), columns.len(), "{figure:?}");
        }
    }
}
