//! What needs a decision: departments over or close to what was set aside.

use crate::components::tags;
use crate::i18n::spend;
use crate::routes::Route;
use crate::visit::Visit;
use domain::spend::Health;
use domain::spend::views::{DepartmentRow, Figure, SpendView};
use leptos::prelude::*;

/// Departments over their budget, the largest excess first, then those close to it, the fullest first.
fn found(view: &SpendView) -> Vec<&DepartmentRow> {
    let mut rows: Vec<_> = view.rows.iter().filter(|row| row.position.health() != Health::OnTrack).collect();
    rows.sort_by_key(|row| match row.position.health() {
        Health::Over => (0, row.position.left().cents()),
        _ => (1, -row.position.commitment_rate().unwrap_or(0)),
    });
    rows
}

/// The list of exceptions, or the line that there are none.
pub(super) fn exceptions(visit: &Visit, view: &SpendView) -> AnyView {
    let locale = visit.locale();
    let found = found(view);
    if found.is_empty() {
        let text = if view.department.is_some() { spend::NO_EXCEPTION_ONE } else { spend::NO_EXCEPTION };
        return view! { <p class="meta mt4">{text.to(locale)}</p> }.into_any();
    }
    let title = match view.department {
        Some(_) => spend::EXCEPTION_ONE.to(locale).to_owned(),
        None => spend::EXCEPTIONS.count(locale, found.len() as i64),
    };
    let items: Vec<_> = found.into_iter().map(|row| item(visit, view, row)).collect();
    view! {
        <section class="panel panel--flush mt4" aria-labelledby="exceptions">
            <div class="panel__head">
                <h2 id="exceptions">{title}</h2>
                <p class="meta">{spend::EXCEPTION_RULE.to(locale)}</p>
            </div>
            <ul role="list" class="rows exceptions">{items}</ul>
        </section>
    }
    .into_any()
}

fn item(visit: &Visit, view: &SpendView, row: &DepartmentRow) -> AnyView {
    let locale = visit.locale();
    let health = row.position.health();
    let class = if health == Health::Over { "bad" } else { "warn" };
    let name = match view.department {
        Some(_) => row.name.clone().into_any(),
        None => {
            view! { <a href=visit.to(Route::Spend(Some(view.year), Some(&row.code)))>{row.name.clone()}</a> }.into_any()
        }
    };
    let rows = visit.to(Route::Figure(Figure::Committed, view.year, Some(&row.code)));
    let of = spend::COMMITMENTS_OF.fill(locale, &[("department", &row.name)]);
    view! {
        <li class=class>
            <div>
                <h3 class="rows__title">{name}</h3>
                <p>{sentence(visit, view, row)}</p>
            </div>
            <div class="rows__side">
                {tags::budget(visit, health)}
                <a href=rows>{spend::COMMITMENTS.to(locale)}<span class="sr">{of}</span></a>
            </div>
        </li>
    }
    .into_any()
}

/// What is wrong, in words.
fn sentence(visit: &Visit, view: &SpendView, row: &DepartmentRow) -> String {
    let locale = visit.locale();
    let position = row.position;
    let Some(rate) = position.commitment_rate().filter(|_| position.health() == Health::Close) else {
        let over = locale.short_money(-position.left());
        return spend::OVER.fill(locale, &[("amount", &over), ("budget", &locale.short_money(position.budget))]);
    };
    let (share, left) = (locale.percent(rate), locale.short_money(position.left()));
    match months_left(view) {
        0 => spend::CLOSE_AT_END.fill(locale, &[("share", &share), ("left", &left)]),
        months => {
            let months = locale.number(months);
            spend::CLOSE.fill(locale, &[("share", &share), ("left", &left), ("count", &months)])
        }
    }
}

/// Whole months of the year after the present one; all twelve before it begins.
fn months_left(view: &SpendView) -> i64 {
    let today = view.as_of.day();
    view.year.months().filter(|month| month.first_day() > today).count() as i64
}
