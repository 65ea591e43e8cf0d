//! What both parties see of a contract: facts, money by year, milestones, payments, variations, terms, history.

use crate::components::{day, icons, moment, written};
use crate::i18n::{
    self, contract as texts, contracts as list, frame, happening, label, milestone_standing, order, payment_method,
    termination_cause, variation_state,
};
use crate::routes::Route;
use crate::visit::Visit;
use domain::contracts::views::{ContractView, MilestoneView, VariationView};
use domain::contracts::{ContractPhase, MilestoneStanding, VariationState};
use domain::money::Money;
use leptos::prelude::*;

/// What both sides were told of in good time.
pub(super) fn notes(visit: &Visit, view: &ContractView) -> AnyView {
    let locale = visit.locale();
    let note = |text: String| view! { <div class="note note--warn mt4">{icons::warn()}<p>{text}</p></div> };
    let spent =
        view.spent_warning.map(|share| note(texts::SPENT_NOTE.fill(locale, &[("share", &locale.percent(share))])));
    let ends = (view.row.phase == ContractPhase::Expiring)
        .then(|| note(texts::ENDS_NOTE.fill(locale, &[("day", &locale.date(view.row.ends_on))])));
    view! { {spent}{ends} }.into_any()
}

/// Value, term, parties and signatures.
pub(super) fn facts(visit: &Visit, view: &ContractView) -> AnyView {
    let locale = visit.locale();
    let row = &view.row;
    let fact = |name: domain::text::Text, value: AnyView| {
        view! { <div><dt>{name.to(locale)}</dt><dd>{value}</dd></div> }.into_any()
    };
    let money = |amount: Money| locale.money(amount).into_any();
    let signed = |signature: &Option<(String, domain::time::Timestamp)>| match signature {
        Some((name, at)) => view! { {name.clone()}<small>{moment(visit, *at)}</small> }.into_any(),
        None => texts::NOT_SIGNED.to(locale).into_any(),
    };
    let term =
        list::TERM_FROM_TO.fill(locale, &[("first", &locale.date(row.starts_on)), ("last", &locale.date(row.ends_on))]);
    let tender = view! { <a href=visit.to(Route::Tender(&row.tender))>{row.tender.clone()}</a> };
    let mut facts = vec![
        fact(texts::TENDER, tender.into_any()),
        fact(texts::DEPARTMENT, row.department.clone().into_any()),
        fact(texts::SUPPLIER, row.supplier.clone().into_any()),
        fact(texts::VALUE_NOW, money(row.value)),
    ];
    if row.value != view.original_value {
        facts.push(fact(texts::ORIGINAL, money(view.original_value)));
    }
    facts.push(fact(if row.is_framework { texts::ORDERED } else { texts::PAID }, money(row.used)));
    facts.push(fact(list::TERM, term.into_any()));
    if let Some(line) = &view.budget_line {
        facts.push(fact(texts::BUDGET_LINE, line.clone().into_any()));
        if row.signed_on.is_some() && view.ending.is_none() {
            facts.push(fact(texts::ADDITIONS_LEFT, money(view.additions_left)));
        }
    }
    if row.signed_on.is_none() && view.ending.is_none() {
        facts.push(fact(texts::SIGNABLE_FROM, day(visit, view.signable_from.day())));
    }
    if let Some(by) = row.sign_by {
        facts.push(fact(texts::SIGN_BY, day(visit, by)));
    }
    facts.push(fact(texts::SIGNED_SUPPLIER, signed(&view.supplier_signed)));
    facts.push(fact(texts::SIGNED_DEPARTMENT, signed(&view.department_signed)));
    if let Some(ending) = &view.ending {
        let cause = ending.cause.map(|cause| i18n::words(termination_cause::find, cause.code(), locale));
        let words: Vec<_> = cause.into_iter().chain([ending.words.clone()]).filter(|text| !text.is_empty()).collect();
        let text = words.join(frame::DOT.to(locale));
        let ahead = matches!(row.phase, ContractPhase::Active | ContractPhase::Expiring);
        facts.push(fact(
            if ahead { texts::ENDS_ON_NOTICE } else { texts::ENDED },
            view! { {day(visit, ending.on)}<small>{text}</small> }.into_any(),
        ));
    }
    view! {
        <section class="panel" aria-labelledby="facts">
            <h2 id="facts">{texts::FACTS.to(locale)}</h2>
            <dl class="facts facts--wide mt2">{facts}</dl>
        </section>
    }
    .into_any()
}

/// What is needed in each financial year; while it is drawn up, beside what its budget line has left.
pub(super) fn years(visit: &Visit, view: &ContractView) -> Option<AnyView> {
    if view.years.is_empty() {
        return None;
    }
    let locale = visit.locale();
    let shows_left = !view.line_left.is_empty();
    let rows: Vec<_> = view
        .years
        .iter()
        .map(|share| {
            let left = view.line_left.iter().find(|one| one.year == share.year).map_or(Money::ZERO, |one| one.amount);
            let left = shows_left.then(|| view! { <td class="r">{locale.money(left)}</td> });
            view! {
                <tr>
                    <th scope="row">{locale.financial_year(share.year)}</th>
                    <td class="r">{locale.money(share.amount)}</td>
                    {left}
                </tr>
            }
        })
        .collect();
    let head = shows_left.then(|| view! { <th scope="col" class="r">{texts::LEFT.to(locale)}</th> });
    let heading = texts::YEARS.to(locale);
    Some(
        view! {
            <section class="panel">
                <h2>{heading}</h2>
                <div class="table-scroll mt2" tabindex="0" role="region" aria-label=heading>
                    <table class="table">
                        <thead><tr>
                            <th scope="col">{texts::YEAR.to(locale)}</th>
                            <th scope="col" class="r">{texts::NEEDED.to(locale)}</th>
                            {head}
                        </tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </section>
        }
        .into_any(),
    )
}

/// Milestones with how each stands.
pub(super) fn milestones(visit: &Visit, view: &ContractView) -> Option<AnyView> {
    if view.milestones.is_empty() {
        return None;
    }
    let locale = visit.locale();
    let rows: Vec<_> = view.milestones.iter().map(|one| milestone(visit, one)).collect();
    let heading = texts::MILESTONES.to(locale);
    Some(
        view! {
            <section class="panel">
                <h2>{heading}</h2>
                <div class="table-scroll mt2" tabindex="0" role="region" aria-label=heading>
                    <table class="table table--top table--stack">
                        <thead><tr>
                            <th scope="col">{label::MILESTONE.to(locale)}</th>
                            <th scope="col">{texts::DUE.to(locale)}</th>
                            <th scope="col">{texts::STANDING.to(locale)}</th>
                            <th scope="col" class="r">{texts::PAID.to(locale)}</th>
                            <th scope="col" class="r">{texts::AMOUNT.to(locale)}</th>
                        </tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </section>
        }
        .into_any(),
    )
}

fn milestone(visit: &Visit, one: &MilestoneView) -> AnyView {
    let locale = visit.locale();
    let tone = match one.standing {
        MilestoneStanding::Met => "tag tag--good",
        MilestoneStanding::MetLate => "tag tag--warn",
        MilestoneStanding::Overdue => "tag tag--bad",
        MilestoneStanding::Open => "tag",
    };
    let standing = i18n::words(milestone_standing::find, one.standing.code(), locale);
    let accepted = one.accepted.as_ref().map(|(person, on, evidence)| {
        let on = locale.date(*on);
        let text =
            texts::ACCEPTED_BY.fill(locale, &[("person", person.as_str()), ("day", &on), ("evidence", evidence)]);
        view! { <br/><span class="meta">{text}</span> }
    });
    view! {
        <tr>
            <th scope="row">{one.number}{frame::DOT.to(locale)}{one.title.clone()}{accepted}</th>
            <td class="no-wrap" data-label=texts::DUE.to(locale)>{day(visit, one.due_on)}</td>
            <td data-label=texts::STANDING.to(locale)><span class=tone>{standing}</span></td>
            <td class="r" data-label=texts::PAID.to(locale)>{locale.money(one.paid)}</td>
            <td class="r" data-label=texts::AMOUNT.to(locale)>{locale.money(one.amount)}</td>
        </tr>
    }
    .into_any()
}

/// Payments and their sum.
pub(super) fn payments(visit: &Visit, view: &ContractView) -> Option<AnyView> {
    if view.payments.is_empty() {
        return None;
    }
    let locale = visit.locale();
    let total: Money = view.payments.iter().map(|payment| payment.amount).sum();
    let rows: Vec<_> = view
        .payments
        .iter()
        .map(|payment| {
            view! {
                <tr>
                    <th scope="row">{payment.invoice.clone()}</th>
                    <td data-label=label::MILESTONE.to(locale)>{payment.milestone}</td>
                    <td class="no-wrap" data-label=label::PAID_ON.to(locale)>{day(visit, payment.paid_on)}</td>
                    <td data-label=label::METHOD.to(locale)>{i18n::words(payment_method::find, payment.method.code(), locale)}</td>
                    <td class="r" data-label=label::AMOUNT.to(locale)>{locale.money(payment.amount)}</td>
                </tr>
            }
        })
        .collect();
    let heading = texts::PAYMENTS.to(locale);
    Some(
        view! {
            <section class="panel">
                <h2>{heading}</h2>
                <div class="table-scroll mt2" tabindex="0" role="region" aria-label=heading>
                    <table class="table table--stack">
                        <thead><tr>
                            <th scope="col">{label::INVOICE.to(locale)}</th>
                            <th scope="col">{label::MILESTONE.to(locale)}</th>
                            <th scope="col">{label::PAID_ON.to(locale)}</th>
                            <th scope="col">{label::METHOD.to(locale)}</th>
                            <th scope="col" class="r">{label::AMOUNT.to(locale)}</th>
                        </tr></thead>
                        <tbody>{rows}</tbody>
                        <tfoot><tr><th scope="row" colspan="4">{texts::IN_ALL.to(locale)}</th><td class="r">{locale.money(total)}</td></tr></tfoot>
                    </table>
                </div>
            </section>
        }
        .into_any(),
    )
}

/// Variations, as proposed and decided.
pub(super) fn variations(visit: &Visit, view: &ContractView) -> Option<AnyView> {
    if view.variations.is_empty() {
        return None;
    }
    let locale = visit.locale();
    let rows: Vec<_> = view.variations.iter().map(|one| variation(visit, one)).collect();
    Some(
        view! {
            <section class="panel" aria-labelledby="variations">
                <h2 id="variations">{texts::VARIATIONS.to(locale)}</h2>
                <ul role="list" class="rows mt2">{rows}</ul>
            </section>
        }
        .into_any(),
    )
}

fn variation(visit: &Visit, one: &VariationView) -> AnyView {
    let locale = visit.locale();
    let tone = match one.state {
        VariationState::Approved => "tag tag--good",
        VariationState::Proposed => "tag tag--plum",
        VariationState::Rejected => "tag",
    };
    let mut changes = Vec::new();
    if one.added > Money::ZERO {
        changes.push(texts::ADDED.fill(locale, &[("amount", &locale.money(one.added))]));
    } else if one.added < Money::ZERO {
        changes.push(texts::TAKEN.fill(locale, &[("amount", &locale.money(-one.added))]));
    }
    changes.extend(one.ends_on.map(|day| texts::NEW_END.fill(locale, &[("day", &locale.date(day))])));
    for (number, title, due_on, amount) in &one.milestones {
        let (day, amount) = (locale.date(*due_on), locale.money(*amount));
        let facts = [("number", number.to_string()), ("title", title.clone()), ("day", day), ("amount", amount)];
        let facts: Vec<_> = facts.iter().map(|(name, value)| (*name, value.as_str())).collect();
        changes.push(texts::NEW_MILESTONE.fill(locale, &facts));
    }
    let changes: Vec<_> = changes.into_iter().map(|text| view! { <li>{text}</li> }).collect();
    let by = (!one.proposed_by.is_empty()).then(|| {
        view! { <p class="meta">{texts::PROPOSED_BY.fill(locale, &[("person", &one.proposed_by)])}</p> }
    });
    let title = texts::VARIATION.fill(locale, &[("number", &locale.number(i64::from(one.number)))]);
    view! {
        <li>
            <div>
                <h3 class="rows__title">{title}</h3>
                <ul>{changes}</ul>
                <p>{one.reason.clone()}</p>
                {by}
            </div>
            <div class="rows__side"><span class=tone>{i18n::words(variation_state::find, one.state.code(), locale)}</span></div>
        </li>
    }
    .into_any()
}

/// What the parties agree besides price and term.
pub(super) fn terms(visit: &Visit, view: &ContractView) -> AnyView {
    let locale = visit.locale();
    let names = [label::PERFORMANCE, label::SERVICE_LEVELS, i18n::contract_new::DATA_TERMS];
    let rows: Vec<_> = names
        .iter()
        .zip(&view.terms)
        .map(|(name, text)| {
            let text = match text.as_str() {
                "" => texts::NOT_WRITTEN.to(locale).into_any(),
                text => written(visit, text),
            };
            view! { <div><dt>{name.to(locale)}</dt><dd class="prose">{text}</dd></div> }
        })
        .collect();
    view! {
        <section class="panel" aria-labelledby="terms">
            <h2 id="terms">{texts::TERMS.to(locale)}</h2>
            <dl class="facts facts--wide mt2">{rows}</dl>
        </section>
    }
    .into_any()
}

/// What happened, oldest first, as the log has it.
pub(super) fn history(visit: &Visit, view: &ContractView) -> AnyView {
    let locale = visit.locale();
    let entries: Vec<_> = view
        .history
        .iter()
        .map(|entry| {
            let key = entry.event.replace('.', "_");
            let words = happening::find(&key).map_or_else(|| entry.event.clone(), |text| text.to(locale).to_owned());
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
    view! {
        <div class="panel">
            <h2>{texts::HISTORY.to(locale)}</h2>
            <ol role="list" class="timeline mt3">{entries}</ol>
        </div>
    }
    .into_any()
}
