//! What the bid promised, what was reported on it, and what counts.

use crate::i18n::{self, contract as texts, promise_kind, promise_standing};
use crate::visit::Visit;
use domain::contracts::PromiseStanding;
use domain::contracts::views::{ContractView, PromiseView};
use leptos::prelude::*;

/// The class of a standing's tag.
pub(super) fn tone(standing: PromiseStanding) -> &'static str {
    match standing {
        PromiseStanding::Kept => "tag tag--good",
        PromiseStanding::Late => "tag tag--warn",
        PromiseStanding::Missed => "tag tag--bad",
        PromiseStanding::Open => "tag",
    }
}

/// Promises of a contract.
pub(super) fn promises(visit: &Visit, view: &ContractView) -> Option<AnyView> {
    if view.promises.is_empty() {
        return None;
    }
    let rows: Vec<_> = view.promises.iter().map(|one| promise(visit, one)).collect();
    Some(
        view! {
            <section class="panel" aria-labelledby="promises">
                <h2 id="promises">{texts::PROMISES.to(visit.locale())}</h2>
                <ul role="list" class="rows mt2">{rows}</ul>
            </section>
        }
        .into_any(),
    )
}

fn promise(visit: &Visit, one: &PromiseView) -> AnyView {
    let locale = visit.locale();
    let delivered = locale.number(i64::try_from(one.delivered).unwrap_or(i64::MAX));
    let amount = locale.number(i64::from(one.amount));
    let line = texts::PROMISE_LINE
        .fill(locale, &[("amount", &amount), ("day", &locale.date(one.due_on)), ("delivered", &delivered)]);
    let reports: Vec<_> = one
        .reports
        .iter()
        .map(|report| {
            let amount = locale.number(i64::from(report.amount));
            let facts = [("day", locale.date(report.on)), ("amount", amount), ("evidence", report.evidence.clone())];
            let facts: Vec<_> = facts.iter().map(|(name, value)| (*name, value.as_str())).collect();
            let (tone, words) = match report.confirmed {
                None => ("tag tag--plum", texts::REPORT_WAITS),
                Some(true) => ("tag tag--good", texts::REPORT_COUNTS),
                Some(false) => ("tag", texts::REPORT_REFUSED),
            };
            view! { <li>{texts::REPORT_LINE.fill(locale, &facts)}" "<span class=tone>{words.to(locale)}</span></li> }
        })
        .collect();
    let reports = (!reports.is_empty()).then(|| view! { <ul>{reports}</ul> });
    view! {
        <li>
            <div>
                <h3 class="rows__title">{i18n::words(promise_kind::find, one.kind.code(), locale)}</h3>
                <p>{line}</p>
                {reports}
            </div>
            <div class="rows__side">
                <span class=tone(one.standing)>{i18n::words(promise_standing::find, one.standing.code(), locale)}</span>
            </div>
        </li>
    }
    .into_any()
}
