//! Use month by month: a drawing and the same numbers in a table.

use crate::i18n::{frame, label, usage};
use crate::visit::Visit;
use domain::deployments::views::DeploymentView;
use leptos::prelude::*;

/// Months drawn at most, the newest.
const SHOWN: usize = 12;

/// Active users by month against licences, with the table behind it.
pub(super) fn usage_chart(visit: &Visit, deployment: &DeploymentView) -> AnyView {
    let locale = visit.locale();
    let all = &deployment.usage;
    let shown = &all[all.len().saturating_sub(SHOWN)..];
    let most =
        shown.iter().map(|view| view.reading.active_users).max().unwrap_or(0).max(deployment.licensed_users).max(1);
    let step = 560 / shown.len().max(1) as i64;
    let height = |users: i64| 170 * users / most;
    let bars: Vec<_> = shown
        .iter()
        .zip(0_i64..)
        .map(|(view, index)| {
            let users = view.reading.active_users;
            let x = 30 + index * step;
            let bar = height(users);
            view! {
                <rect class="act" x=(x + step / 6).to_string() y=(200 - bar).to_string() width=(step * 2 / 3).to_string() height=bar.to_string()></rect>
                <text class="lab" x=(x + step / 2).to_string() y=(194 - bar).to_string() text-anchor="middle">{locale.number(users)}</text>
                <text x=(x + step / 2).to_string() y="220" text-anchor="middle">{locale.month_alone(view.reading.period)}</text>
            }
        })
        .collect();
    let licences = (200 - height(deployment.licensed_users)).to_string();
    let newest = shown.last().map_or(0, |view| view.reading.active_users);
    let finding = usage::FINDING
        .fill(locale, &[("users", &locale.number(newest)), ("licences", &locale.number(deployment.licensed_users))]);
    let rows: Vec<_> = all
        .iter()
        .rev()
        .map(|view| {
            let reading = &view.reading;
            let corrected =
                (view.corrections > 0).then(|| view! { " "<span class="tag">{usage::CORRECTED.to(locale)}</span> });
            view! {
                <tr>
                    <th scope="row">{locale.month(reading.period)}{corrected}</th>
                    <td class="r">{locale.number(reading.active_users)}</td>
                    <td class="r">{locale.number(reading.transactions)}</td>
                    <td class="r">{locale.number(reading.hours_saved)}</td>
                    <td class="r">{locale.number(reading.problems)}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <figure class="figure mt4">
            <figcaption><h3>{usage::CHART.to(locale)}" "<span class="sample">{frame::SAMPLE.to(locale)}</span></h3><p>{usage::CHART_TEXT.to(locale)}</p></figcaption>
            <svg class="chart" viewBox="0 0 600 230" role="img" aria-labelledby="use-title use-text">
                <title id="use-title">{usage::CHART.to(locale)}</title>
                <desc id="use-text">{finding}</desc>
                <line class="axis" x1="30" x2="590" y1="200" y2="200"></line>
                <line class="bud" x1="30" x2="590" y1=licences.clone() y2=licences></line>
                {bars}
            </svg>
            <details>
                <summary>{frame::SHOW_TABLE.to(locale)}</summary>
                <div class="table-scroll" tabindex="0" role="region" aria-label=usage::CHART.to(locale)>
                    <table class="table mt3">
                        <thead><tr>
                            <th scope="col">{label::PERIOD.to(locale)}</th>
                            <th scope="col" class="r">{label::ACTIVE_USERS.to(locale)}</th>
                            <th scope="col" class="r">{label::TRANSACTIONS.to(locale)}</th>
                            <th scope="col" class="r">{label::HOURS_SAVED.to(locale)}</th>
                            <th scope="col" class="r">{label::PROBLEMS.to(locale)}</th>
                        </tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </details>
        </figure>
    }
    .into_any()
}
