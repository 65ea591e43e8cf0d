//! The parts of an order's page.

use super::check_answers::estimate;
use super::usage_chart::usage_chart;
use crate::components::{day, moment, said, sample};
use crate::i18n::{self, frame, happening, label, order, reuse};
use crate::routes::Route;
use crate::visit::Visit;
use domain::orders::views::OrderView;
use domain::text::Text;
use leptos::prelude::*;

/// What was asked.
pub(super) fn request(visit: &Visit, view: &OrderView) -> AnyView {
    let locale = visit.locale();
    let request = &view.request;
    let row = |name: Text, text: String| view! { <div><dt>{name.to(locale)}</dt><dd>{text}</dd></div> };
    let units = (request.units > 0).then(|| row(label::UNITS, locale.number(request.units)));
    let reason = (!request.reason.is_empty()).then(|| row(reuse::REASON, request.reason.clone()));
    let contract = view.contract.clone().map(|contract| row(order::CONTRACT, contract));
    let dates =
        format!("{}{}{}", locale.date(request.starts_on), i18n::reuse::TO.to(locale), locale.date(request.last_day()));
    view! {
        <section class="panel" aria-labelledby="asked">
            <h2 id="asked">{order::ASKED.to(locale)}</h2>
            <dl class="facts facts--wide mt2">
                <div><dt>{order::SOLUTION.to(locale)}</dt><dd><a href=visit.to(Route::SolutionPath(&view.solution_path))>{said(&view.row.solution)}</a></dd></div>
                {row(order::BY, view.created_by.clone())}
                {row(label::PURPOSE, request.purpose.clone())}
                {row(label::USERS, locale.number(request.users))}
                {units}
                {row(order::DATES, dates)}
                {row(label::DATA_LEVEL, i18n::words(i18n::data_level::find, request.data_level.code(), locale))}
                {row(label::BUDGET_LINE, view.budget_line.clone())}
                {contract}
                {reason}
            </dl>
        </section>
    }
    .into_any()
}

/// What it costs, from the rate card.
pub(super) fn price(visit: &Visit, view: &OrderView) -> AnyView {
    let locale = visit.locale();
    view! {
        <section class="panel" aria-labelledby="costs">
            <h2 id="costs">{order::COSTS.to(locale)}" "{sample(visit)}</h2>
            {estimate(visit, &view.quote, &view.shares)}
        </section>
    }
    .into_any()
}

/// The deployment and its use, trial and live kept apart.
pub(super) fn deployment(visit: &Visit, view: &OrderView) -> Option<AnyView> {
    let deployment = view.deployment.as_ref()?;
    let locale = visit.locale();
    let row = |name: Text, text: AnyView| view! { <div><dt>{name.to(locale)}</dt><dd>{text}</dd></div> };
    let trained = deployment.training_on.map(|on| row(label::TRAINING_ON, day(visit, on)));
    let owner = deployment.oversight_owner.clone().map(|owner| row(label::OVERSIGHT_OWNER, owner.into_any()));
    let live = deployment.live_at.map(|at| row(order::LIVE_SINCE, moment(visit, at)));
    let use_ = (!deployment.usage.is_empty()).then(|| usage_chart(visit, deployment));
    Some(
        view! {
            <section class="panel" aria-labelledby="deployment">
                <h2 id="deployment">{order::DEPLOYMENT.to(locale)}</h2>
                <dl class="facts facts--wide mt2">
                    {row(order::LICENCES, locale.number(deployment.licensed_users).into_any())}
                    {trained}{owner}{live}
                </dl>
                {use_}
            </section>
        }
        .into_any(),
    )
}

/// Payments recorded against it.
pub(super) fn payments(visit: &Visit, view: &OrderView) -> Option<AnyView> {
    if view.payments.is_empty() {
        return None;
    }
    let locale = visit.locale();
    let rows: Vec<_> = view
        .payments
        .iter()
        .map(|payment| {
            view! {
                <tr>
                    <th scope="row">{payment.invoice.clone()}</th>
                    <td>{day(visit, payment.paid_on)}</td>
                    <td class="r">{locale.money(payment.amount)}</td>
                </tr>
            }
        })
        .collect();
    let total: domain::money::Money = view.payments.iter().map(|payment| payment.amount).sum();
    let heading = order::PAYMENTS.to(locale);
    Some(
        view! {
            <section class="panel">
                <h2 id="payments">{heading}" "{sample(visit)}</h2>
                <div class="table-scroll mt2" tabindex="0" role="region" aria-label=heading>
                    <table class="table">
                        <thead><tr>
                            <th scope="col">{label::INVOICE.to(locale)}</th>
                            <th scope="col">{label::PAID_ON.to(locale)}</th>
                            <th scope="col" class="r">{label::AMOUNT.to(locale)}</th>
                        </tr></thead>
                        <tbody>{rows}</tbody>
                        <tfoot><tr><th scope="row">{order::PAID_IN_ALL.to(locale)}</th><td></td><td class="r">{locale.money(total)}</td></tr></tfoot>
                    </table>
                </div>
            </section>
        }
        .into_any(),
    )
}

/// What happened, oldest first, as the log has it.
pub(super) fn history(visit: &Visit, view: &OrderView) -> AnyView {
    let locale = visit.locale();
    let entries: Vec<_> = view
        .history
        .iter()
        .map(|entry| {
            let words = happening::find(&entry.event.replace('.', "_")).map_or_else(|| entry.event.clone(), |text| text.to(locale).to_owned());
            let comment = (!entry.comment.is_empty()).then(|| view! { <p>{entry.comment.clone()}</p> });
            let by = entry.by.clone().map(|name| view! { {frame::DOT.to(locale)}{name} });
            view! {
                <li class="done">
                    <div>
                        <b>{words}</b>
                        <p class="meta">{moment(visit, entry.at)}{by}</p>
                        {comment}
                        <p class="meta">{order::LOG_ENTRY.fill(locale, &[("position", &locale.number(entry.position))])}</p>
                    </div>
                </li>
            }
        })
        .collect();
    let empty = entries.is_empty().then(|| view! { <p class="meta mt2">{order::SAMPLE_HISTORY.to(locale)}</p> });
    view! {
        <div class="panel">
            <h2>{order::HISTORY.to(locale)}</h2>
            <ol role="list" class="timeline mt3">{entries}</ol>
            {empty}
        </div>
    }
    .into_any()
}
