//! How bids are compared: by price alone, or by weights and criteria that make exactly 100.

use super::super::section_page::Shown;
use super::super::words::three;
use super::{put_three, row, row_form, rows, save, title};
use crate::components::words::bracketed;
use crate::components::{area, checkbox, input, select};
use crate::forms::FormState;
use crate::i18n::{self, label, tender, work};
use crate::visit::Visit;
use domain::form::Fields;
use domain::tenders::views::TenderView;
use domain::tenders::{Comparison, Criterion, Envelopes};
use leptos::prelude::*;

fn of(value: u32) -> String {
    i18n::hundredths(u64::from(value))
}

fn criteria(view: &TenderView) -> &[Criterion] {
    match view.draft.scheme.as_ref().map(|scheme| &scheme.comparison) {
        Some(Comparison::Scored { criteria, .. }) => criteria,
        _ => &[],
    }
}

pub(super) fn fill(view: &TenderView, row: &str, fields: &mut Fields) {
    match &view.draft.scheme {
        None => {
            for (field, value) in [("basis", "scored"), ("technical", "60"), ("price", "40"), ("pass", "50")] {
                fields.set(field, value);
            }
        }
        Some(scheme) => match &scheme.comparison {
            Comparison::PriceOnly { approved_by, reason } => {
                fields.set("basis", "price_only");
                fields.set("price_only_reason", reason.clone());
                fields.set("directorate", approved_by.map(|person| person.to_string()).unwrap_or_default());
                if scheme.envelopes == Envelopes::Single {
                    fields.set("single_envelope", "yes");
                }
            }
            Comparison::Scored { weights, pass, weights_reason, innovation_reason, .. } => {
                fields.set("basis", "scored");
                fields.set("technical", of(weights.technical()));
                fields.set("price", of(weights.price()));
                fields.set("pass", of(*pass));
                fields.set("weights_reason", weights_reason.clone());
                fields.set("innovation_reason", innovation_reason.clone());
            }
        },
    }
    if let Some(criterion) = criteria(view).iter().find(|one| one.id.to_string() == row) {
        fields.set("row", row);
        put_three(fields, "criterion", &criterion.name);
        fields.set("maximum", of(criterion.maximum));
        fields.set("criterion_pass", criterion.pass.map(of).unwrap_or_default());
        if criterion.innovation {
            fields.set("innovation", "yes");
        }
    }
}

pub(super) fn draw(visit: &Visit, shown: &Shown) -> AnyView {
    let locale = visit.locale();
    let view = &shown.view;
    let put = shown.form.fields.get("do") == "put";
    // The form that was not tried shows what is stored.
    let stored = FormState::filled(super::filled(view, shown.section, visit.query()));
    let (weighing, rowing) = if put { (&stored, &shown.form) } else { (&shown.form, &stored) };
    let marks: u64 = criteria(view).iter().map(|criterion| u64::from(criterion.maximum)).sum();
    let listed = criteria(view)
        .iter()
        .map(|criterion| {
            let innovation =
                criterion.innovation.then(|| view! { {i18n::frame::DOT.to(locale)}{tender::INNOVATION.to(locale)} });
            let body =
                view! { <p>{title(visit, &criterion.name)}</p><p class="meta">{of(criterion.maximum)}{innovation}</p> };
            row(visit, &criterion.id.to_string(), body.into_any(), "drop", true)
        })
        .collect();
    let bases = vec![
        ("scored".to_owned(), work::SCORED.to(locale).to_owned()),
        ("price_only".to_owned(), work::PRICE_ONLY.to(locale).to_owned()),
    ];
    // Who wrote in the draft approves nothing in it; whoever is chosen already stays to be seen.
    let chosen = weighing.fields.get("directorate");
    let people = view
        .people
        .iter()
        .filter(|one| !view.draft.is_author(one.id) || one.id.to_string() == chosen)
        .map(|one| (one.id.to_string(), bracketed(visit.locale(), &one.name, &one.organisation_name)))
        .collect();
    let (heading, id) = row_form(visit, shown);
    view! {
        <p class="meta mt3">{work::SCHEME_HINT.to(locale)}</p>
        <form class="form mt4" method="post" novalidate>
            {select(visit, weighing, "basis", label::BASIS, None, None, bases)}
            {input(visit, weighing, "technical", label::TECHNICAL, None, "text", "input--6 input--num")}
            {input(visit, weighing, "price", label::PRICE, None, "text", "input--6 input--num")}
            {input(visit, weighing, "pass", label::PASS, None, "text", "input--6 input--num")}
            {area(visit, weighing, "weights_reason", label::WEIGHTS_REASON, None, "2")}
            {area(visit, weighing, "innovation_reason", label::INNOVATION_REASON, None, "2")}
            {area(visit, weighing, "price_only_reason", label::PRICE_ONLY_REASON, None, "2")}
            {select(visit, weighing, "directorate", label::DIRECTORATE, None, Some(work::NOBODY), people)}
            {checkbox(visit, weighing, "single_envelope", label::SINGLE_ENVELOPE)}
            {save(visit, "save", work::SAVE)}
        </form>
        <h2 class="mt6">{work::CRITERIA.to(locale)}</h2>
        <p class="meta">{work::MARKS_SUM.fill(locale, &[("marks", &i18n::hundredths(marks))])}</p>
        {rows(listed)}
        {heading}
        <form class="form mt3" method="post" novalidate>
            {id}
            {three(visit, rowing, ["criterion_zh_hant", "criterion_zh_hans", "criterion_en"], None)}
            {input(visit, rowing, "maximum", label::MAXIMUM, None, "text", "input--6 input--num")}
            {input(visit, rowing, "criterion_pass", label::CRITERION_PASS, None, "text", "input--6 input--num")}
            {checkbox(visit, rowing, "innovation", label::INNOVATION)}
            {save(visit, "put", work::ADD)}
        </form>
    }
    .into_any()
}
