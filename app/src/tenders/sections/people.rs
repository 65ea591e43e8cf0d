//! Who opens, who assesses, who chairs, and who is asked to approve.

use super::super::section_page::Shown;
use super::{row, rows, save};
use crate::components::words::bracketed;
use crate::components::{input, select};
use crate::forms::FormState;
use crate::i18n::{form as form_text, label, work};
use crate::visit::Visit;
use domain::form::Fields;
use domain::ids::PersonId;
use domain::tenders::Part;
use domain::tenders::views::TenderView;
use leptos::prelude::*;

pub(super) fn fill(view: &TenderView, fields: &mut Fields) {
    let people = &view.draft.people;
    fields.set("chair", people.chair.map(|person| person.to_string()).unwrap_or_default());
    fields.set("approver", people.approver.map(|person| person.to_string()).unwrap_or_default());
}

fn name(visit: &Visit, view: &TenderView, person: PersonId) -> String {
    let found = view.people.iter().find(|one| one.id == person);
    found.map_or_else(String::new, |one| bracketed(visit.locale(), &one.name, &one.organisation_name))
}

pub(super) fn draw(visit: &Visit, shown: &Shown) -> AnyView {
    let locale = visit.locale();
    let view = &shown.view;
    let people = &view.draft.people;
    let choice = |id: PersonId| (id.to_string(), name(visit, view, id));
    let choices = |part: Part| {
        let offered = view.people.iter().filter(|one| one.parts.contains(&part));
        offered.map(|one| choice(one.id)).collect::<Vec<_>>()
    };
    // Who wrote in the draft does not chair; whoever chairs already stays to be seen.
    let may_chair = |id: &PersonId| !view.draft.is_author(*id) || people.chair == Some(*id);
    let members = people.panel.iter().map(|one| one.person).filter(may_chair).map(choice).collect();
    let tried = shown.form.fields.get("do");
    let state = |step: &str| match step == tried {
        true => shown.form.clone(),
        false => FormState::filled(super::filled(view, shown.section, visit.query())),
    };
    let (opening, assessing, leading) = (state("put_opener"), state("put"), state("save"));
    let person = |id: PersonId, part: &str, drop| {
        let body = view! { <p>{name(visit, view, id)}</p><p class="meta">{part.to_owned()}</p> };
        row(visit, &id.to_string(), body.into_any(), drop, false)
    };
    let openers = people.openers.iter().map(|one| person(one.person, &one.section, "drop_opener")).collect();
    let panel = people.panel.iter().map(|one| person(one.person, &one.team, "drop")).collect();
    view! {
        <h2 class="mt5">{work::OPENERS.to(locale)}</h2>
        <p class="meta">{work::OPENERS_TEXT.to(locale)}</p>
        {rows(openers)}
        <form class="form mt3" method="post" novalidate>
            {select(visit, &opening, "opener", label::OPENER, None, Some(form_text::CHOOSE), choices(Part::Opener))}
            {input(visit, &opening, "opener_section", label::OPENER_SECTION, None, "text", "input--20")}
            {save(visit, "put_opener", work::ADD)}
        </form>
        <h2 class="mt5">{work::PANEL.to(locale)}</h2>
        <p class="meta">{work::PANEL_TEXT.to(locale)}</p>
        {rows(panel)}
        <form class="form mt3" method="post" novalidate>
            {select(visit, &assessing, "assessor", label::ASSESSOR, None, Some(form_text::CHOOSE), choices(Part::Assessor))}
            {input(visit, &assessing, "assessor_team", label::ASSESSOR_TEAM, None, "text", "input--20")}
            {save(visit, "put", work::ADD)}
        </form>
        <h2 class="mt5">{work::LEADS.to(locale)}</h2>
        <form class="form mt3" method="post" novalidate>
            {select(visit, &leading, "chair", label::CHAIR, None, Some(work::NOBODY), members)}
            {select(visit, &leading, "approver", label::APPROVER, None, Some(work::NOBODY), choices(Part::Approver))}
            {save(visit, "save", work::SAVE)}
        </form>
    }
    .into_any()
}
