//! The figures at the top, each a link to the rows that add up to it.

use super::spend_page::only;
use crate::i18n::spend;
use crate::routes::Route;
use crate::visit::Visit;
use domain::money::Money;
use domain::spend::views::{Figure, SpendView};
use leptos::prelude::*;

/// One figure: its name, its value with a link, and what to know about it.
fn stat(
    visit: &Visit,
    name: &'static str,
    value: String,
    href: Option<String>,
    notes: Vec<String>,
    key: bool,
) -> AnyView {
    let see = spend::SEE_ROWS.to(visit.locale());
    let value = match href {
        Some(href) => view! { <a href=href>{value}<span class="sr">{see}</span></a> }.into_any(),
        None => value.into_any(),
    };
    let notes: Vec<_> = notes.into_iter().map(|note| view! { <dd class="stat__d">{note}</dd> }).collect();
    let class = if key { "stat stat--key" } else { "stat" };
    view! { <div class=class><dt>{name}</dt><dd class="stat__v">{value}</dd>{notes}</div> }.into_any()
}

/// Budget, committed, actual and avoided.
pub(super) fn money(visit: &Visit, view: &SpendView) -> impl IntoView + use<> {
    let locale = visit.locale();
    let rows = |figure| Some(visit.to(Route::Figure(figure, view.year, only(view))));
    let share = |amount: Money, text: domain::text::Text| match amount.share_of(view.total.budget) {
        Some(share) => text.fill(locale, &[("share", &locale.percent(share))]),
        None => spend::NO_BUDGET.to(locale).to_owned(),
    };
    let left = view.total.left();
    let left = if left.is_negative() {
        spend::BUDGET_SHORT.fill(locale, &[("amount", &locale.short_money(-left))])
    } else {
        spend::BUDGET_LEFT.fill(locale, &[("amount", &locale.short_money(left))])
    };
    let mut avoided = vec![spend::AVOIDED_NOTE.count(locale, view.reuses as i64)];
    // Counted over every department, so it is said only where every department is meant.
    if view.without_estimate > 0 && view.department.is_none() {
        avoided.push(spend::WITHOUT_ESTIMATE.count(locale, view.without_estimate as i64));
    }
    let total = view.total;
    view! {
        <dl class="tiles tiles--13 tiles--stats mt4">
            {stat(visit, spend::BUDGET.to(locale), locale.short_money(total.budget), rows(Figure::Budget), vec![left], false)}
            {stat(
                visit, spend::COMMITTED.to(locale), locale.short_money(total.committed), rows(Figure::Committed),
                vec![share(total.committed, spend::COMMITTED_NOTE)], false,
            )}
            {stat(
                visit, spend::ACTUAL.to(locale), locale.short_money(total.actual), rows(Figure::Actual),
                vec![share(total.actual, spend::ACTUAL_NOTE)], false,
            )}
            {stat(visit, spend::AVOIDED.to(locale), locale.short_money(view.avoided), rows(Figure::Avoided), avoided, true)}
        </dl>
    }
}

/// Who uses something, and how much of what was bought.
pub(super) fn using(visit: &Visit, view: &SpendView) -> impl IntoView + use<> {
    let locale = visit.locale();
    let rows = || Some(visit.to(Route::Figure(Figure::Adopting, view.year, only(view))));
    // Of one department one does not count departments: it either does or does not.
    let one = view.department.is_some();
    let value = |count: usize| match (one, count) {
        (true, 0) => spend::NO.to(locale).to_owned(),
        (true, _) => spend::YES.to(locale).to_owned(),
        (false, count) => locale.number(count as i64),
    };
    let (adopting, active, trial) = if one {
        (spend::ADOPTING_ONE, spend::ACTIVE_ONE, spend::TRIAL_ONE)
    } else {
        (spend::ADOPTING, spend::ACTIVE, spend::TRIAL)
    };
    let of = if one {
        spend::ADOPTING_ONE_NOTE.to(locale).to_owned()
    } else {
        spend::ADOPTING_NOTE.count(locale, view.departments as i64)
    };
    let note = |text: domain::text::Text| vec![text.to(locale).to_owned()];
    let utilisation = match view.utilisation {
        Some(share) => stat(
            visit,
            spend::UTILISATION.to(locale),
            locale.percent(share),
            rows(),
            note(spend::UTILISATION_NOTE),
            false,
        ),
        None => stat(
            visit,
            spend::UTILISATION.to(locale),
            spend::NO_REPORT.to(locale).to_owned(),
            None,
            note(spend::UTILISATION_NOTE),
            false,
        ),
    };
    view! {
        <dl class="tiles tiles--13 tiles--stats mt4">
            {stat(visit, adopting.to(locale), value(view.adopting), rows(), vec![of], false)}
            {stat(visit, active.to(locale), value(view.active), None, note(spend::ACTIVE_NOTE), false)}
            {stat(visit, trial.to(locale), value(view.trial), None, note(spend::TRIAL_NOTE), false)}
            {utilisation}
        </dl>
    }
}
