//! A tender before it is published, whole: what only government reads of it, and what the public will.
//!
//! Whoever sends it and whoever approves it reads the same, in the words in which it will be published.

use super::sections::follows;
use super::tender_terms as terms;
use super::words;
use crate::components::words::bracketed;
use crate::i18n::{self, label, tender, tender_document, tender_subject, work};
use crate::routes::Route;
use crate::visit::Visit;
use domain::ids::PersonId;
use domain::tenders::views::TenderView;
use leptos::prelude::*;

/// Everything that is drafted; nothing after publication, when the public page has it.
pub(super) fn draw(visit: &Visit, view: &TenderView) -> Option<AnyView> {
    let preview = view.preview.as_ref()?;
    let locale = visit.locale();
    let page = view! {
        <section class="mt6" aria-labelledby="inside">
            <h2 id="inside">{work::INSIDE.to(locale)}</h2>
            <p class="meta">{work::INSIDE_TEXT.to(locale)}</p>
            {follows(visit, view)}
            <dl class="facts facts--wide mt3">{money(visit, view)}{dates(visit, view)}{people(visit, view)}</dl>
            {super::lots::drafted(visit, &view.draft)}
        </section>
        <section class="mt6" aria-labelledby="public">
            <h2 id="public">{work::WILL_BE_PUBLIC.to(locale)}</h2>
            <p class="meta">{work::WILL_BE_PUBLIC_TEXT.to(locale)}</p>
        </section>
        {terms::need(visit, preview)}
        {terms::lots(visit, preview)}
        {terms::requirements(visit, preview)}
        {terms::price_schedule(visit, preview)}
        {terms::criteria(visit, preview)}
        {documents(visit, view)}
        {terms::reuse(visit, preview)}
    };
    Some(page.into_any())
}

fn fact(name: &'static str, value: impl IntoView + 'static) -> AnyView {
    view! { <div><dt>{name}</dt><dd>{value}</dd></div> }.into_any()
}

fn money(visit: &Visit, view: &TenderView) -> Vec<AnyView> {
    let locale = visit.locale();
    let Some(purchase) = &view.draft.purchase else { return Vec::new() };
    let estimate = &purchase.estimate;
    let mut facts = Vec::new();
    if let Some(procedure) = &view.procedure {
        facts.push(fact(work::ESTIMATE.to(locale), locale.money(procedure.total)));
    }
    facts.push(fact(label::ONE_OFF.to(locale), locale.money(estimate.one_off)));
    facts.push(fact(label::MONTHLY.to(locale), locale.money(estimate.monthly)));
    facts.push(fact(label::TERM_MONTHS.to(locale), locale.number(i64::from(estimate.months))));
    for (option, name) in estimate.options.iter().zip([label::OPTION_1, label::OPTION_2, label::OPTION_3]) {
        facts.push(fact(name.to(locale), locale.money(*option)));
    }
    let subject = i18n::words(tender_subject::find, purchase.subject.code(), locale);
    facts.push(fact(label::SUBJECT.to(locale), subject));
    if purchase.is_framework {
        facts.push(fact(tender::FRAMEWORK.to(locale), tender::FRAMEWORK_TEXT.to(locale)));
    }
    let line = view.draft.budget_line.and_then(|line| view.lines.iter().find(|(id, ..)| *id == line.0));
    facts.extend(line.map(|(_, name, _)| fact(label::BUDGET_LINE.to(locale), name.clone())));
    facts
}

fn dates(visit: &Visit, view: &TenderView) -> Vec<AnyView> {
    let locale = visit.locale();
    let Some(timetable) = &view.draft.timetable else { return Vec::new() };
    let count = |days: u64| locale.number(days as i64);
    let mut facts = vec![
        fact(label::PUBLISHES_ON.to(locale), locale.date_with_weekday(timetable.publishes_on)),
        fact(label::CLOSES_ON.to(locale), locale.date_with_weekday(timetable.closes_on)),
        fact(label::QUESTIONS_END_DAYS.to(locale), count(timetable.questions_end_days)),
        fact(label::VALIDITY_DAYS.to(locale), count(timetable.validity_days)),
    ];
    let means = &timetable.means;
    facts.extend(means.planned_notice_on.map(|day| fact(label::PLANNED_NOTICE_ON.to(locale), locale.date(day))));
    facts.extend(means.urgency.clone().map(|why| fact(label::URGENCY.to(locale), why)));
    facts
}

fn people(visit: &Visit, view: &TenderView) -> Vec<AnyView> {
    let locale = visit.locale();
    let people = &view.draft.people;
    let name = |person: PersonId| {
        let found = view.people.iter().find(|one| one.id == person);
        found.map_or_else(String::new, |one| bracketed(locale, &one.name, &one.organisation_name))
    };
    let panel: Vec<_> =
        people.panel.iter().map(|one| view! { <li>{name(one.person)}<small>{one.team.clone()}</small></li> }).collect();
    let openers: Vec<_> = people
        .openers
        .iter()
        .map(|one| view! { <li>{name(one.person)}<small>{one.section.clone()}</small></li> })
        .collect();
    let mut facts = vec![
        fact(work::OPENERS.to(locale), view! { <ul role="list">{openers}</ul> }),
        fact(work::PANEL.to(locale), view! { <ul role="list">{panel}</ul> }),
    ];
    facts.extend(people.chair.map(|one| fact(label::CHAIR.to(locale), name(one))));
    facts.extend(people.approver.map(|one| fact(label::APPROVER.to(locale), name(one))));
    let finding = view.draft.conflicts.as_ref().map(|assessment| assessment.finding.clone());
    facts.extend(finding.map(|finding| fact(label::FINDING.to(locale), finding)));
    // What the drafter says for a requirement is for the approver alone.
    let justified = view.draft.requirements.iter().filter(|one| !one.justification.is_empty());
    facts.extend(justified.map(|one| fact(label::JUSTIFICATION.to(locale), one.justification.clone())));
    facts
}

fn documents(visit: &Visit, view: &TenderView) -> AnyView {
    let locale = visit.locale();
    let rows: Vec<_> = view
        .files
        .iter()
        .map(|file| {
            let href = visit.to(Route::DraftFile(&view.row.reference, &file.sha256));
            let kind = words::ending(&file.name);
            let what = i18n::words(tender_document::find, file.kind.code(), locale);
            let facts = [kind.clone(), words::size(locale, file.size_bytes), what].join(i18n::frame::DOT.to(locale));
            view! {
                <li>
                    <span class="ft" aria-hidden="true">{kind}</span>
                    <span><a href=href>{file.name.clone()}</a><span class="meta">{facts}</span></span>
                </li>
            }
        })
        .collect();
    view! {
        <section class="mt6" aria-labelledby="documents">
            <h2 id="documents">{tender::DOCUMENTS.to(locale)}</h2>
            <ul role="list" class="files mt3">{rows}</ul>
        </section>
    }
    .into_any()
}
