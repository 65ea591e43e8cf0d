//! What is asked for: essential or scored, with words pointed out that close a tender to some bidders.

use super::super::section_page::Shown;
use super::super::words::three;
use super::{put_three, row, row_form, rows, save, title};
use crate::components::{area, select};
use crate::i18n::{form as form_text, label, tender, work};
use crate::visit::Visit;
use domain::form::Fields;
use domain::tenders::views::{self, TenderView};
use domain::tenders::{Comparison, ConcernKind, Gap, Requirement, Weight};
use leptos::prelude::*;

pub(super) fn fill(view: &TenderView, row: &str, fields: &mut Fields) {
    let Some(requirement) = view.draft.requirements.iter().find(|one| one.id.to_string() == row) else { return };
    fields.set("row", row);
    put_three(fields, "text", &requirement.text);
    fields.set("weight", code(requirement.weight));
    fields.set("lot", requirement.lot.map(|lot| lot.to_string()).unwrap_or_default());
    fields.set("justification", requirement.justification.clone());
}

fn code(weight: Weight) -> String {
    match weight {
        Weight::Essential => "essential".to_owned(),
        Weight::Scored(criterion) => criterion.to_string(),
    }
}

/// How a requirement may count: essential, or under one of the criteria.
fn weights(visit: &Visit, view: &TenderView) -> Vec<(String, String)> {
    let locale = visit.locale();
    let mut choices = vec![("essential".to_owned(), work::ESSENTIAL.to(locale).to_owned())];
    if let Some(Comparison::Scored { criteria, .. }) = view.draft.scheme.as_ref().map(|scheme| &scheme.comparison) {
        choices.extend(criteria.iter().map(|criterion| {
            let name = views::said(&criterion.name, locale).text;
            (criterion.id.to_string(), work::SCORED_UNDER.fill(locale, &[("criterion", &name)]))
        }));
    }
    choices
}

fn listed(visit: &Visit, view: &TenderView, requirement: &Requirement) -> AnyView {
    let locale = visit.locale();
    let code = code(requirement.weight);
    let kind = weights(visit, view).into_iter().find(|(known, _)| *known == code).map(|(_, words)| words);
    let gaps = view.tasks.iter().flat_map(|task| &task.gaps);
    let concerns: Vec<_> = gaps
        .filter_map(|gap| match gap {
            Gap::ConcernUnanswered(concern) if concern.requirement == requirement.id => Some(concern),
            _ => None,
        })
        .map(|concern| {
            let text = match concern.kind {
                ConcernKind::Brand => work::CONCERN_BRAND,
                ConcernKind::LocalContracts => work::CONCERN_LOCAL_CONTRACTS,
            };
            view! { <p><span class="tag tag--warn">{text.fill(locale, &[("words", &concern.words)])}</span></p> }
        })
        .collect();
    let body = view! { <p>{title(visit, &requirement.text)}</p><p class="meta">{kind}</p>{concerns} };
    row(visit, &requirement.id.to_string(), body.into_any(), "drop", true)
}

pub(super) fn draw(visit: &Visit, shown: &Shown) -> AnyView {
    let locale = visit.locale();
    let view = &shown.view;
    let form = &shown.form;
    let all = view.draft.requirements.iter().map(|requirement| listed(visit, view, requirement)).collect();
    let lots = view.lot_titles.iter().map(|(id, title)| (id.to_string(), title.text.clone())).collect();
    let (heading, id) = row_form(visit, shown);
    view! {
        <p class="meta mt3">{tender::NO_EXPERIENCE.to(locale)}</p>
        {rows(all)}
        {heading}
        <form class="form mt3" method="post" novalidate>
            {id}
            {three(visit, form, ["text_zh_hant", "text_zh_hans", "text_en"], Some("3"))}
            {select(visit, form, "weight", label::WEIGHT, None, Some(form_text::CHOOSE), weights(visit, view))}
            {select(visit, form, "lot", label::LOT, None, Some(work::ALL), lots)}
            {area(visit, form, "justification", label::JUSTIFICATION, Some(work::SHOWN_TO.to(locale).to_owned()), "2")}
            {save(visit, "put", work::SAVE)}
        </form>
    }
    .into_any()
}
