//! The parts of a solution's page.

use super::words;
use crate::components::{day, icons, said};
use crate::i18n::{self, frame, results, solution};
use crate::routes::Route;
use crate::visit::Visit;
use domain::catalogue::views::{Said, SolutionView};
use domain::catalogue::{Access, Facet, orderable};
use domain::permissions::{Action, allows};
use domain::text::Text;
use leptos::prelude::*;

/// The price and the main step: request reuse, or why that is not possible now.
pub fn key_panel(visit: &Visit, view: &SolutionView) -> AnyView {
    let locale = visit.locale();
    let card = &view.card;
    let (price, per) = words::price(locale, card);
    let contract_ends_on = view.contract.as_ref().map(|contract| contract.ends_on);
    let open = orderable(card.stage, card.access, contract_ends_on, visit.caller().today());
    let actor = visit.caller().actor();
    let action = if !open {
        let why = match card.access {
            Access::Reference => solution::REFERENCE_ONLY,
            Access::Trial => solution::TRIAL_ONLY,
            _ => solution::CLOSED,
        };
        view! { <div class="note note--warn">{icons::warn()}<p>{why.to(locale)}</p></div> }.into_any()
    } else if allows(Action::RequestReuse, actor) || actor.officer().is_none() {
        let href = visit.to(Route::ReuseNew(&card.reference));
        view! { <a class="btn btn--wide" href=href>{solution::REQUEST.to(locale)}</a> }.into_any()
    } else {
        view! { <p class="meta">{solution::OFFICERS_REQUEST.to(locale)}</p> }.into_any()
    };
    let contract = view.contract.as_ref().map(|contract| {
        view! {
            <div><dt>{solution::CONTRACT.to(locale)}</dt><dd>{contract.reference.clone()}</dd></div>
            <div><dt>{solution::CONTRACT_ENDS.to(locale)}</dt><dd>{day(visit, contract.ends_on)}</dd></div>
            <div><dt>{solution::CEILING_LEFT.to(locale)}</dt><dd>{locale.short_money(contract.ceiling_left)}<small>{solution::OF_CEILING.fill(locale, &[("ceiling", &locale.short_money(contract.ceiling))])}</small></dd></div>
        }
    });
    view! {
        <section class="panel panel--key key-panel" aria-labelledby="get-it">
            <h2 id="get-it">{solution::GET_IT.to(locale)}</h2>
            <p class="mt3"><span class="price price--lg num">{price}</span>" "<span class="meta">{per}</span></p>
            <dl class="facts mt3">
                <div><dt>{solution::USED_BY.to(locale)}</dt><dd>{words::users(locale, card).0}</dd></div>
                {contract}
            </dl>
            <div class="mt4">{action}</div>
            <form method="post" action=visit.to(Route::Shortlist) class="mt3">
                <input type="hidden" name="do" value="add"/>
                <input type="hidden" name="solution" value=card.reference.clone()/>
                <input type="hidden" name="back" value=visit.path_and_query()/>
                <button class="btn btn--quiet btn--wide">{results::SAVE.to(locale)}</button>
            </form>
        </section>
    }
    .into_any()
}

/// Links to the parts that are there.
pub fn contents(visit: &Visit, view: &SolutionView) -> Vec<AnyView> {
    let locale = visit.locale();
    let mut links = Vec::new();
    let mut link = |id: &'static str, text: Text, there: bool| {
        if there {
            links.push(view! { <a href=format!("#{id}")>{text.to(locale)}</a> }.into_any());
        }
    };
    let shared = view.card.access != Access::Reference;
    link("users", solution::WHO_USES_IT, shared);
    link("evidence", solution::EVIDENCE, shared);
    link("price", solution::PRICE, shared);
    link("data", solution::DATA_AND_SECURITY, shared);
    link("source", solution::SOURCE, view.source.is_some());
    links
}

fn paragraph(heading: Text, visit: &Visit, text: &Said) -> Option<AnyView> {
    if text.text.is_empty() {
        return None;
    }
    let heading = heading.to(visit.locale());
    Some(view! { <h3 class="mt4">{heading}</h3><p class="mt2">{said(text)}</p> }.into_any())
}

/// What it does, where a person checks, and its limits.
pub fn what_it_does(visit: &Visit, view: &SolutionView) -> AnyView {
    let locale = visit.locale();
    let lang = view.description.other.map(|other| other.lang());
    let paragraphs: Vec<_> = view
        .description
        .text
        .split("\n\n")
        .filter(|part| !part.trim().is_empty())
        .map(|part| view! { <p class="mt2" lang=lang>{part.to_owned()}</p> })
        .collect();
    view! {
        <section id="does">
            <h2>{solution::WHAT_IT_DOES.to(locale)}</h2>
            {paragraphs}
            {paragraph(solution::HUMAN_REVIEW, visit, &view.human_review)}
            {paragraph(solution::LIMITS, visit, &view.limits)}
            {paragraph(solution::INTEGRATION, visit, &view.integration)}
        </section>
    }
    .into_any()
}

/// Departments in live use and in pilot, kept apart.
pub fn users(visit: &Visit, view: &SolutionView) -> Option<AnyView> {
    if view.card.access == Access::Reference {
        return None;
    }
    let locale = visit.locale();
    let rows: Vec<_> = view
        .adopters
        .iter()
        .map(|adopter| {
            let since = match adopter.live_since {
                Some(since) => solution::SINCE.fill(locale, &[("day", &locale.short_date(since))]),
                None => solution::IN_PILOT.to(locale).to_owned(),
            };
            let active = adopter.active_users.map(|users| {
                let text = solution::ACTIVE_USERS.count(locale, users);
                view! { {frame::DOT.to(locale)}{text} }
            });
            view! { <li><span>{adopter.department.clone()}</span><span class="meta">{since}{active}</span></li> }
        })
        .collect();
    let body = if rows.is_empty() {
        view! { <p class="mt3">{solution::NOT_IN_USE_YET.to(locale)}</p> }.into_any()
    } else {
        view! { <ul role="list" class="users mt3">{rows}</ul> }.into_any()
    };
    Some(view! { <section id="users"><h2>{solution::WHO_USES_IT.to(locale)}</h2>{body}</section> }.into_any())
}

/// What was measured, on what, when.
pub fn evidence(visit: &Visit, view: &SolutionView) -> Option<AnyView> {
    if view.card.access == Access::Reference {
        return None;
    }
    let locale = visit.locale();
    let rows: Vec<_> = view
        .evidence
        .iter()
        .map(|evidence| {
            view! {
                <tr>
                    <th scope="row">{evidence.measure.clone()}</th>
                    <td class="evidence__score">{evidence.value.clone()}</td>
                    <td>{i18n::words(i18n::evidence_kind::find, evidence.kind.code(), locale)}<br/><span class="meta">{evidence.set.clone()}</span></td>
                    <td>{day(visit, evidence.on)}</td>
                </tr>
            }
        })
        .collect();
    let label = solution::EVIDENCE.to(locale);
    Some(
        view! {
            <section id="evidence">
                <h2>{label}</h2>
                <div class="table-scroll mt3" tabindex="0" role="region" aria-label=label>
                    <table class="table table--top">
                        <thead><tr>
                            <th scope="col">{solution::MEASURE.to(locale)}</th>
                            <th scope="col">{solution::RESULT.to(locale)}</th>
                            <th scope="col">{solution::MEASURED_ON.to(locale)}</th>
                            <th scope="col">{solution::WHEN.to(locale)}</th>
                        </tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </section>
        }
        .into_any(),
    )
}

/// The rate card, and what connecting costs.
pub fn price(visit: &Visit, view: &SolutionView) -> Option<AnyView> {
    if view.card.access == Access::Reference {
        return None;
    }
    let locale = visit.locale();
    let rows: Vec<_> = view
        .card
        .rates
        .iter()
        .map(|rate| view! { <tr><th scope="row">{words::per(locale, rate)}</th><td class="r">{locale.money(rate.amount)}</td></tr> })
        .collect();
    let label = solution::RATE_CARD.to(locale);
    let card = if rows.is_empty() {
        let (price, line) = words::price(locale, &view.card);
        view! { <p class="mt3">{price}{frame::DOT.to(locale)}{line}</p> }.into_any()
    } else {
        view! {
            <div class="table-scroll mt3" tabindex="0" role="region" aria-label=label>
                <table class="table">
                    <caption class="sr">{label}</caption>
                    <thead><tr><th scope="col">{solution::PAID.to(locale)}</th><th scope="col" class="r">{solution::AMOUNT.to(locale)}</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
        .into_any()
    };
    let integration = solution::INTEGRATION_COST.fill(locale, &[("amount", &locale.money(view.integration_cost))]);
    Some(
        view! {
            <section id="price">
                <h2>{solution::PRICE.to(locale)}</h2>
                {card}
                <p class="meta mt3">{integration}</p>
            </section>
        }
        .into_any(),
    )
}

/// Where data goes, and the assessments held.
pub fn data_and_security(visit: &Visit, view: &SolutionView) -> Option<AnyView> {
    if view.card.access == Access::Reference {
        return None;
    }
    let locale = visit.locale();
    let today = visit.caller().today();
    let rows: Vec<_> = view
        .assurance
        .iter()
        .map(|held| {
            let (tone, text) = if held.until < today {
                ("tag tag--warn", solution::EXPIRED)
            } else {
                ("tag tag--good", solution::VALID)
            };
            view! {
                <tr>
                    <th scope="row">{words::choice(locale, Facet::Assurance, held.kind.code())}</th>
                    <td>{day(visit, held.on)}</td>
                    <td>{day(visit, held.until)}</td>
                    <td><span class=tone>{text.to(locale)}</span></td>
                </tr>
            }
        })
        .collect();
    let label = solution::ASSURANCE.to(locale);
    Some(
        view! {
            <section id="data">
                <h2>{solution::DATA_AND_SECURITY.to(locale)}</h2>
                {paragraph(solution::PROMPTS_GO, visit, &view.prompts_go)}
                <h3 class="mt4">{label}</h3>
                <div class="table-scroll mt3" tabindex="0" role="region" aria-label=label>
                    <table class="table">
                        <thead><tr>
                            <th scope="col">{solution::ASSESSMENT.to(locale)}</th>
                            <th scope="col">{solution::SIGNED.to(locale)}</th>
                            <th scope="col">{solution::UNTIL.to(locale)}</th>
                            <th scope="col">{solution::STATUS.to(locale)}</th>
                        </tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </section>
        }
        .into_any(),
    )
}

/// The source row of a reference entry, as the agency wrote it.
pub fn source(visit: &Visit, view: &SolutionView) -> Option<AnyView> {
    let source = view.source.as_ref()?;
    let locale = visit.locale();
    let rows: Vec<_> = source
        .columns
        .iter()
        .map(|(heading, text)| view! { <div><dt>{heading.clone()}</dt><dd class="w-400">{text.clone()}</dd></div> })
        .collect();
    let line = solution::SOURCE_LINE.fill(locale, &[("line", &locale.number(source.line))]);
    Some(
        view! {
            <section id="source">
                <h2>{solution::SOURCE.to(locale)}</h2>
                <div class="note mt3">{icons::info()}<p><b>{results::REFERENCE.to(locale)}</b>" "{solution::SOURCE_TEXT.to(locale)}" "{line}</p></div>
                <details class="help mt3">
                    <summary><span>{solution::SOURCE_ROW.to(locale)}</span></summary>
                    <dl class="facts facts--wide" lang="en">{rows}</dl>
                </details>
            </section>
        }
        .into_any(),
    )
}

/// The key facts beside the text.
pub fn facts(visit: &Visit, view: &SolutionView) -> AnyView {
    let locale = visit.locale();
    let card = &view.card;
    let fact = |label: Text, text: Option<String>| {
        text.map(|text| view! { <div><dt>{label.to(locale)}</dt><dd>{text}</dd></div> })
    };
    let languages: Vec<_> =
        view.languages.iter().map(|language| words::choice(locale, Facet::Works, language.code())).collect();
    let languages = (!languages.is_empty()).then(|| languages.join(frame::LIST_COMMA.to(locale)));
    view! {
        <div class="panel">
            <h2>{solution::FACTS.to(locale)}</h2>
            <dl class="facts mt2">
                {fact(solution::REFERENCE, Some(card.reference.clone()))}
                {fact(solution::TASK, Some(words::choice(locale, Facet::Task, card.category.code())))}
                {fact(solution::OWNER, Some(card.owner.clone()))}
                {fact(solution::DATA_UP_TO, card.data_ceiling.map(|level| words::data(locale, level)))}
                {fact(solution::RISK, view.risk_tier.map(|risk| words::choice(locale, Facet::Risk, risk.code())))}
                {fact(solution::RUNS_ON, card.hosting.map(|hosting| words::hosting(locale, hosting)))}
                {fact(solution::MODEL, view.model.map(|model| i18n::words(i18n::model::find, model.code(), locale)))}
                {fact(solution::LANGUAGES, languages)}
                {fact(solution::LISTED, Some(locale.short_date(view.listed_on)))}
            </dl>
        </div>
    }
    .into_any()
}
