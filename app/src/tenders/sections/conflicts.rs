//! The assessment of conflicts of interest, before publication.

use super::super::section_page::Shown;
use super::save;
use crate::components::area;
use crate::i18n::{label, work};
use crate::visit::Visit;
use domain::form::Fields;
use domain::tenders::views::TenderView;
use leptos::prelude::*;

pub(super) fn fill(view: &TenderView, fields: &mut Fields) {
    if let Some(assessment) = &view.draft.conflicts {
        fields.set("finding", assessment.finding.clone());
    }
}

pub(super) fn draw(visit: &Visit, shown: &Shown) -> AnyView {
    let locale = visit.locale();
    let assessed = shown.view.draft.conflicts.as_ref().map(|assessment| {
        view! { <p class="meta mt3">{work::ASSESSED.fill(locale, &[("day", &locale.date(assessment.on))])}</p> }
    });
    view! {
        <p class="mt3">{work::CONFLICTS_TEXT.to(locale)}</p>
        {assessed}
        <form class="form mt5" method="post" novalidate>
            {area(visit, &shown.form, "finding", label::FINDING, None, "5")}
            {save(visit, "save", work::SAVE)}
        </form>
    }
    .into_any()
}
