//! Money by department: a bar against the budget, the amounts, and how it stands in a word.

use super::chart::Unit;
use super::spend_page::only;
use crate::components::tags;
use crate::i18n::spend;
use crate::routes::Route;
use crate::visit::Visit;
use domain::spend::Position;
use domain::spend::views::{DepartmentRow, Figure, SpendView};
use leptos::prelude::*;

/// The table of departments; for one department, the ways to its rows.
pub(super) fn table(visit: &Visit, view: &SpendView) -> AnyView {
    let locale = visit.locale();
    let year = locale.financial_year(view.year);
    let caption = spend::TABLE_CAPTION.fill(locale, &[("year", &year), ("unit", unit(view).name(locale))]);
    let label = caption.clone();
    let rows: Vec<_> = view.rows.iter().map(|row| line(visit, view, row)).collect();
    let one = view.department.is_some();
    let (title, hint) =
        if one { (spend::POSITION, spend::POSITION_HINT) } else { (spend::BY_DEPARTMENT, spend::BY_DEPARTMENT_HINT) };
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
                            <th scope="col" class="r only-wide">{spend::BUDGET_SHORT_NAME.to(locale)}</th>
                            <th scope="col" class="r only-wide">{spend::COMMITTED.to(locale)}</th>
                            <th scope="col" class="r only-wide">{spend::ACTUAL.to(locale)}</th>
                            <th scope="col" class="r">{spend::USED.to(locale)}</th>
                            <th scope="col" class="only-wide">{spend::STATUS.to(locale)}</th>
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
