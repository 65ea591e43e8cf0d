//! The parts of a solution's page.

use super::words;
use crate::components::{day, icons, said};
use crate::i18n::{self, footer, frame, results, solution};
use crate::routes::Route;
use crate::visit::Visit;
use domain::catalogue::views::{Said, SolutionView};
use domain::catalogue::{Access, Facet};
use domain::text::Text;
use leptos::prelude::*;

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
    let owner = if card.access == Access::Reference { solution::PUBLISHED_BY } else { solution::OWNER };
    let supplier = card.supplier.is_some().then(|| fact(solution::SUPPLIER, Some(words::behind(locale, card))));
    let risk = view.risk_tier.map(|tier| {
        let words = words::choice(locale, Facet::Risk, tier.code());
        view! { <div><dt>{solution::RISK.to(locale)}</dt><dd><span class=words::risk_tone(tier)>{words}</span></dd></div> }
    });
    view! {
        <div class="panel">
            <h2>{solution::FACTS.to(locale)}</h2>
            <dl class="facts mt2">
                {fact(solution::REFERENCE, Some(card.reference.clone()))}
                {fact(solution::TASK, Some(words::choice(locale, Facet::Task, card.category.code())))}
                {fact(owner, Some(card.owner.clone()))}
                {supplier}
                {fact(solution::DATA_UP_TO, card.data_ceiling.map(|level| words::data(locale, level)))}
                {risk}
                {fact(solution::RUNS_ON, card.hosting.map(|hosting| words::hosting(locale, hosting)))}
                {fact(solution::MODEL, view.model.map(|model| i18n::words(i18n::model::find, model.code(), locale)))}
                {fact(solution::LANGUAGES, languages)}
                {fact(solution::LISTED, Some(locale.short_date(view.listed_on)))}
            </dl>
        </div>
    }
    .into_any()
}

/// Whom to ask about it.
pub fn contact(visit: &Visit, view: &SolutionView) -> Option<AnyView> {
    if view.card.access == Access::Reference {
        return None;
    }
    let locale = visit.locale();
    let text = solution::CONTACT_TEXT.fill(locale, &[("owner", &view.card.owner)]);
    let href = format!("{}#contact", visit.to(Route::Help));
    Some(
        view! {
            <div class="panel">
                <h2>{solution::CONTACT.to(locale)}</h2>
                <p class="meta mt2">{text}</p>
                <p class="mt2 t-sm"><a href=href>{footer::HELP.to(locale)}</a></p>
            </div>
        }
        .into_any(),
    )
}
