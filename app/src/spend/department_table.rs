//! Money by department: a bar against the budget, the amounts, and how it stands in a word.

use super::chart::Unit;
use super::spend_page::only;
use crate::components::tags;
use crate::i18n::spend;
use crate::routes::Route;
use crate::visit::Visit;
use domain::spend::views::{DepartmentRow, Figure, SpendView};
use domain::spend::{Health, Position};
use domain::text::Text;
use leptos::prelude::*;
use std::cmp::Reverse;

/// What comes first in the table. Amounts and shares are sorted from the largest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    /// Departments that need a decision, then the largest commitments.
    Exceptions,
    Budget,
    Committed,
    Actual,
    Used,
}

impl Order {
    const ALL: [(Order, &'static str); 5] = [
        (Order::Exceptions, "exceptions"),
        (Order::Budget, "budget"),
        (Order::Committed, "committed"),
        (Order::Actual, "actual"),
        (Order::Used, "used"),
    ];

    /// The order the address names, else exceptions first.
    fn asked(visit: &Visit) -> Order {
        let asked = visit.query().get("sort");
        Order::ALL.iter().find(|(_, code)| *code == asked).map_or(Order::Exceptions, |(order, _)| *order)
    }

    fn code(self) -> &'static str {
        Order::ALL.iter().find(|(order, _)| *order == self).map_or("", |(_, code)| code)
    }

    fn sorted(self, rows: &[DepartmentRow]) -> Vec<&DepartmentRow> {
        let mut rows: Vec<_> = rows.iter().collect();
        let urgency = |row: &DepartmentRow| match row.position.health() {
            Health::Over => 0,
            Health::Close => 1,
            Health::OnTrack => 2,
        };
        // Sorting keeps the order of equals, so what is equal stays largest commitment first.
        match self {
            Order::Exceptions => rows.sort_by_key(|row| urgency(row)),
            Order::Budget => rows.sort_by_key(|row| Reverse(row.position.budget)),
            Order::Committed => rows.sort_by_key(|row| Reverse(row.position.committed)),
            Order::Actual => rows.sort_by_key(|row| Reverse(row.position.actual)),
            Order::Used => rows.sort_by_key(|row| Reverse(row.position.commitment_rate())),
        }
        rows
    }
}

/// The head of a column: a link that sorts by it, where there is something to sort.
fn heading(visit: &Visit, view: &SpendView, order: Order, of: Order, text: Text) -> AnyView {
    let locale = visit.locale();
    if view.department.is_some() || order == of {
        return text.to(locale).into_any();
    }
    let href = format!("{}&sort={}#departments", visit.to(Route::Spend(Some(view.year), None)), of.code());
    let title = spend::SORT_BY.fill(locale, &[("column", text.to(locale))]);
    view! { <a href=href title=title>{text.to(locale)}</a> }.into_any()
}

/// The table of departments; for one department, the ways to its rows.
pub(super) fn table(visit: &Visit, view: &SpendView) -> AnyView {
    let locale = visit.locale();
    let year = locale.financial_year(view.year);
    let caption = spend::TABLE_CAPTION.fill(locale, &[("year", &year), ("unit", unit(view).name(locale))]);
    let label = caption.clone();
    let order = Order::asked(visit);
    let rows: Vec<_> = order.sorted(&view.rows).into_iter().map(|row| line(visit, view, row)).collect();
    let head = |of: Order, text: Text| heading(visit, view, order, of, text);
    let one = view.department.is_some();
    let (title, hint) =
        if one { (spend::POSITION, spend::POSITION_HINT) } else { (spend::BY_DEPARTMENT, spend::BY_DEPARTMENT_HINT) };
    let sorted = |of: Order| (!one && of == order).then_some("descending");
    let links = one.then(|| ways(visit, view));
    let total = (!one).then(|| total(visit, view));
    view! {
        <section class="panel panel--flush mt4" aria-labelledby="departments">
            <div class="panel__head row row--spread">
                <div>
                    <h2 id="departments">{title.to(locale)}</h2>
                    <p class="meta">{hint.to(locale)}</p>
                </div>
                <p class="key" aria-hidden="true">
                    <span><i></i>{spend::ACTUAL.to(locale)}</span>
                    <span><i class="com"></i>{spend::COMMITTED.to(locale)}</span>
                    <span><i class="over"></i>{spend::OVER_BUDGET.to(locale)}</span>
                    <span><i class="mark"></i>{spend::BUDGET_SHORT_NAME.to(locale)}</span>
                </p>
            </div>
            <div class="table-scroll" tabindex="0" role="region" aria-label=label>
                <table class="table">
                    <caption class="sr">{caption}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{spend::DEPARTMENT.to(locale)}</th>
                            <th scope="col" class="only-wide">{spend::SHARE_COLUMN.to(locale)}</th>
                            <th scope="col" class="r only-wide" aria-sort=sorted(Order::Budget)>{head(Order::Budget, spend::BUDGET_SHORT_NAME)}</th>
                            <th scope="col" class="r only-wide" aria-sort=sorted(Order::Committed)>{head(Order::Committed, spend::COMMITTED)}</th>
                            <th scope="col" class="r only-wide" aria-sort=sorted(Order::Actual)>{head(Order::Actual, spend::ACTUAL)}</th>
                            <th scope="col" class="r" aria-sort=sorted(Order::Used)>{head(Order::Used, spend::USED)}</th>
                            <th scope="col" class="only-wide">{head(Order::Exceptions, spend::STATUS)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                    {total}
                </table>
            </div>
            {links}
        </section>
    }
    .into_any()
}

/// Many departments compare in millions; one is told exactly.
fn unit(view: &SpendView) -> Unit {
    if view.department.is_some() { Unit::Dollars } else { Unit::Millions }
}

fn line(visit: &Visit, view: &SpendView, row: &DepartmentRow) -> AnyView {
    let name = match view.department {
        Some(_) => row.name.clone().into_any(),
        None => {
            view! { <a href=visit.to(Route::Spend(Some(view.year), Some(&row.code)))>{row.name.clone()}</a> }.into_any()
        }
    };
    view! {
        <tr>
            <th scope="row">{name}{on_phone(visit, unit(view), row.position)}</th>
            <td class="only-wide">{bullet(row.position, "bullet")}</td>
            {amounts(visit, unit(view), row.position, true)}
            <td class="only-wide">{tags::budget(visit, row.position.health())}</td>
        </tr>
    }
    .into_any()
}

fn total(visit: &Visit, view: &SpendView) -> impl IntoView + use<> {
    view! {
        <tfoot>
            <tr>
                <th scope="row">{spend::ALL.to(visit.locale())}{on_phone(visit, unit(view), view.total)}</th>
                <td class="only-wide">{bullet(view.total, "bullet")}</td>
                {amounts(visit, unit(view), view.total, false)}
                <td class="only-wide"></td>
            </tr>
        </tfoot>
    }
}

fn amounts(visit: &Visit, unit: Unit, position: Position, tagged: bool) -> impl IntoView + use<> {
    let locale = visit.locale();
    let used =
        position.commitment_rate().map_or_else(|| spend::NONE.to(locale).to_owned(), |rate| locale.percent(rate));
    // Where the last column has no room, its tag stands below.
    let tag = tagged.then(|| view! { <div class="only-phone">{tags::budget(visit, position.health())}</div> });
    view! {
        <td class="r only-wide">{unit.amount(locale, position.budget)}</td>
        <td class="r only-wide">{unit.amount(locale, position.committed)}</td>
        <td class="r only-wide">{unit.amount(locale, position.actual)}</td>
        <td class="r">{used}{tag}</td>
    }
}

/// The bar and the amounts in one line, where columns have no room.
fn on_phone(visit: &Visit, unit: Unit, position: Position) -> impl IntoView + use<> {
    let locale = visit.locale();
    let line = spend::AMOUNTS.fill(
        locale,
        &[
            ("budget", &unit.amount(locale, position.budget)),
            ("committed", &unit.amount(locale, position.committed)),
            ("actual", &unit.amount(locale, position.actual)),
        ],
    );
    view! {
        {bullet(position, "bullet only-phone")}
        <span class="meta only-phone">{line}</span>
    }
}

/// Actual in committed against the budget. A hundred units are the budget; the scale ends at 120.
fn bullet(position: Position, class: &'static str) -> impl IntoView + use<> {
    let units = |share: Option<i64>, none: f64| share.map_or(none, |share| share as f64 / 100.0);
    // Without a budget everything committed is over it.
    let committed = units(position.commitment_rate(), if position.committed.cents() > 0 { 120.0 } else { 0.0 });
    let actual = units(position.utilisation(), if position.actual.cents() > 0 { 120.0 } else { 0.0 });
    let width = |units: f64, most: f64| format!("{:.1}", units.clamp(0.0, most));
    view! {
        <svg class=class viewBox="0 0 120 20" preserveAspectRatio="none" aria-hidden="true" focusable="false">
            <rect class="bullet__budget" width="100" height="20"></rect>
            <rect class="bullet__committed" width=width(committed, 100.0) height="20"></rect>
            <rect class="bullet__over" x="100" width=width(committed - 100.0, 20.0) height="20"></rect>
            <rect class="bullet__actual" y="5.5" width=width(actual, 120.0) height="9"></rect>
            <line class="bullet__mark" x1="100" x2="100" y1="-3" y2="23"></line>
        </svg>
    }
}

/// From a department on to its budget lines, orders, payments and uses.
fn ways(visit: &Visit, view: &SpendView) -> impl IntoView + use<> {
    let locale = visit.locale();
    let links = [
        (Figure::Budget, spend::TO_BUDGET),
        (Figure::Committed, spend::TO_COMMITTED),
        (Figure::Actual, spend::TO_ACTUAL),
        (Figure::Avoided, spend::TO_AVOIDED),
        (Figure::Adopting, spend::TO_ADOPTING),
    ]
    .map(|(figure, text)| {
        view! { <li><a href=visit.to(Route::Figure(figure, view.year, only(view)))>{text.to(locale)}</a></li> }
    });
    view! {
        <nav class="panel__body" aria-label=spend::WAYS.to(locale)>
            <ul role="list" class="dots">{links}</ul>
        </nav>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::money::Money;

    fn row(code: &str, budget: i64, committed: i64, actual: i64) -> DepartmentRow {
        let [budget, committed, actual] = [budget, committed, actual].map(Money::from_dollars);
        DepartmentRow { code: code.to_owned(), name: code.to_owned(), position: Position { budget, committed, actual } }
    }

    #[test]
    fn departments_that_need_a_decision_come_first_and_every_column_sorts_from_the_largest() {
        let rows = [row("A", 900, 500, 90), row("B", 400, 395, 300), row("C", 100, 120, 10), row("D", 300, 60, 50)];
        for (order, expected) in [
            (Order::Exceptions, "C B A D"),
            (Order::Budget, "A B D C"),
            (Order::Committed, "A B C D"),
            (Order::Actual, "B A D C"),
            (Order::Used, "C B A D"),
        ] {
            let codes: Vec<_> = order.sorted(&rows).into_iter().map(|row| row.code.as_str()).collect();
            assert_eq!(codes.join(" "), expected, "{order:?}");
        }
    }
}
