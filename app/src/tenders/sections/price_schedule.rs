//! What bidders price, line by line; nothing asks for one price of everything.

use super::super::section_page::Shown;
use super::super::words::three;
use super::{put_three, row, row_form, rows, save, title};
use crate::components::{checkbox, input, select};
use crate::i18n::{frame, label, price_schedule as texts, tender, work};
use crate::visit::Visit;
use domain::evaluation::price_schedule::ScheduleLine;
use domain::form::Fields;
use domain::tenders::views::{self, TenderView};
use leptos::prelude::*;

pub(super) fn fill(view: &TenderView, row: &str, fields: &mut Fields) {
    let Some(line) = view.draft.price_schedule.iter().find(|line| line.line.0.to_string() == row) else { return };
    fields.set("row", row);
    put_three(fields, "item", &line.description);
    put_three(fields, "unit", &line.unit);
    fields.set("quantity", line.quantity.to_string());
    fields.set("lot", line.lot.map(|lot| lot.to_string()).unwrap_or_default());
    if line.is_optional {
        fields.set("optional", "yes");
    }
}

fn listed(visit: &Visit, view: &TenderView, line: &ScheduleLine) -> AnyView {
    let locale = visit.locale();
    let unit = views::said(&line.unit, locale).text;
    let counted = texts::COUNTED.fill(locale, &[("quantity", &locale.number(line.quantity)), ("unit", &unit)]);
    let optional = line.is_optional.then(|| view! { " "<span class="tag">{texts::OPTIONAL.to(locale)}</span> });
    let lot = line.lot.and_then(|id| view.lot_titles.iter().find(|(known, _)| *known == id));
    let lot = lot.map(|(_, title)| {
        let text = tender::FOR_LOT.fill(locale, &[("lot", &title.text)]);
        view! { {frame::DOT.to(locale)}{text} }
    });
    let body = view! { <p>{title(visit, &line.description)}</p><p class="meta">{counted}{lot}{optional}</p> };
    row(visit, &line.line.0.to_string(), body.into_any(), "drop", true)
}

pub(super) fn draw(visit: &Visit, shown: &Shown) -> AnyView {
    let (locale, form) = (visit.locale(), &shown.form);
    let lines = shown.view.draft.price_schedule.iter().map(|line| listed(visit, &shown.view, line)).collect();
    let (heading, id) = row_form(visit, shown);
    let lots: Vec<_> = shown.view.lot_titles.iter().map(|(id, title)| (id.to_string(), title.text.clone())).collect();
    // What a line is for is asked once there is a choice.
    let lot = (lots.len() > 1).then(|| select(visit, form, "lot", label::LOT, None, Some(work::ALL), lots));
    view! {
        <p class="meta mt3">{texts::DRAFTING.to(locale)}</p>
        {rows(lines)}
        {heading}
        <form class="form mt3" method="post" novalidate>
            {id}
            {three(visit, form, ["item_zh_hant", "item_zh_hans", "item_en"], None)}
            {three(visit, form, ["unit_zh_hant", "unit_zh_hans", "unit_en"], None)}
            {input(visit, form, "quantity", label::QUANTITY, None, "number", "input--6 input--num")}
            {lot}
            {checkbox(visit, form, "optional", label::OPTIONAL)}
            {save(visit, "put", work::SAVE)}
        </form>
    }
    .into_any()
}
