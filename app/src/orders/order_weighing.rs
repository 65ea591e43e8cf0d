//! What those who decide must weigh, above the buttons: money left, what is there already, and what the solution may do.

use crate::catalogue::words;
use crate::components::{day, sample};
use crate::i18n::{frame, orders, weighing};
use crate::routes::Route;
use crate::visit::Visit;
use domain::catalogue::Facet;
use domain::money::Money;
use domain::orders::views::{OrderView, Weighing};
use domain::text::Text;
use leptos::prelude::*;

/// The facts, for those who may decide now.
pub(super) fn facts(visit: &Visit, view: &OrderView) -> Option<AnyView> {
    let weighing = view.weighing.as_ref()?;
    let locale = visit.locale();
    let row = |name: String, fact: AnyView| view! { <div><dt>{name}</dt><dd>{fact}</dd></div> }.into_any();
    let mut rows = vec![row(orders::DECISION_DUE.to(locale).to_owned(), day(visit, view.row.decide_by()))];
    for share in &view.shares {
        let left = weighing.room.budget_left.iter().find(|(year, _)| *year == share.year);
        let left = left.map_or(Money::ZERO, |(_, left)| *left);
        let name = weighing::BUDGET_LEFT.fill(locale, &[("year", &locale.financial_year(share.year))]);
        rows.push(row(name, against(visit, left, share.amount)));
    }
    if let Some(left) = weighing.room.ceiling_left {
        rows.push(row(weighing::CEILING_LEFT.to(locale).to_owned(), against(visit, left, view.quote.total)));
    }
    rows.push(row(weighing::DUPLICATE.to(locale).to_owned(), duplicate(visit, weighing)));
    rows.extend(of_the_solution(visit, view, weighing));
    Some(
        view! {
            <h3 class="t-md mt3">{weighing::TITLE.to(locale)}" "{sample(visit)}</h3>
            <dl class="facts mt2">{rows}</dl>
        }
        .into_any(),
    )
}

/// What is left, what this needs of it, and whether that is enough.
fn against(visit: &Visit, left: Money, needed: Money) -> AnyView {
    let locale = visit.locale();
    let needs = weighing::NEEDS.fill(locale, &[("amount", &locale.money(needed))]);
    let short = (needed > left && needed > Money::ZERO)
        .then(|| view! { " "<span class="tag tag--bad">{weighing::NOT_ENOUGH.to(locale)}</span> });
    view! { {locale.money(left)}{short}<small>{needs}</small> }.into_any()
}

fn duplicate(visit: &Visit, weighing: &Weighing) -> AnyView {
    let locale = visit.locale();
    match &weighing.room.duplicate {
        Some(holding) => {
            let href = visit.to(Route::Order(&holding.reference));
            view! { <span class="tag tag--bad">{weighing::DUPLICATE_YES.to(locale)}</span>" "<a href=href>{holding.reference.clone()}</a> }
                .into_any()
        }
        None => weighing::DUPLICATE_NO.to(locale).into_any(),
    }
}

fn of_the_solution(visit: &Visit, view: &OrderView, weighing: &Weighing) -> Vec<AnyView> {
    let locale = visit.locale();
    let row = |name: Text, fact: AnyView| view! { <div><dt>{name.to(locale)}</dt><dd>{fact}</dd></div> }.into_any();
    let mut rows = Vec::new();
    if let Some(ceiling) = weighing.data_ceiling {
        let asked = weighing::DATA_ASKED.fill(locale, &[("level", &words::data(locale, view.request.data_level))]);
        let above = (view.request.data_level > ceiling)
            .then(|| view! { " "<span class="tag tag--bad">{weighing::TOO_HIGH.to(locale)}</span> });
        let fact = view! { {words::data(locale, ceiling)}{above}<small>{asked}</small> };
        rows.push(row(weighing::DATA_CEILING, fact.into_any()));
    }
    if let Some(tier) = weighing.risk_tier {
        let fact =
            view! { <span class=words::risk_tone(tier)>{words::choice(locale, Facet::Risk, tier.code())}</span> };
        rows.push(row(weighing::RISK, fact.into_any()));
    }
    let evidence: Vec<_> = weighing
        .evidence
        .iter()
        .map(|evidence| {
            let measured = format!("{}{}{}", evidence.set, frame::DOT.to(locale), locale.month(evidence.on.month()));
            view! { <div class="mt1">{evidence.measure.clone()}" "{evidence.value.clone()}<small>{measured}</small></div> }
        })
        .collect();
    let fact = if evidence.is_empty() { weighing::NO_EVIDENCE.to(locale).into_any() } else { evidence.into_any() };
    rows.push(row(weighing::EVIDENCE, fact));
    rows
}
