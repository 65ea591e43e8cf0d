//! The parts that are awarded by themselves.

use super::super::section_page::Shown;
use super::super::words::three;
use super::{put_three, row, row_form, rows, save, title};
use crate::components::input;
use crate::i18n::{frame, label, work};
use crate::visit::Visit;
use domain::form::Fields;
use domain::money::Money;
use domain::tenders::views::TenderView;
use leptos::prelude::*;

pub(super) fn fill(view: &TenderView, row: &str, fields: &mut Fields) {
    if let Some(lot) = view.draft.lots.iter().find(|lot| lot.id.to_string() == row) {
        fields.set("row", row);
        put_three(fields, "lot", &lot.title);
        fields.set("lot_estimate", lot.estimate.map(Money::plain).unwrap_or_default());
    }
}

pub(super) fn draw(visit: &Visit, shown: &Shown) -> AnyView {
    let lots = &shown.view.draft.lots;
    let locale = visit.locale();
    let listed = lots
        .iter()
        .map(|lot| {
            let estimate = lot.estimate.map(|estimate| {
                view! { <p class="meta num">{work::LOT_ESTIMATE.to(locale)}{frame::DOT.to(locale)}{locale.money(estimate)}</p> }
            });
            let body = view! { <p>{title(visit, &lot.title)}</p>{estimate} };
            row(visit, &lot.id.to_string(), body.into_any(), "drop", true)
        })
        .collect();
    let hint = Some(work::LOTS_HINT.to(locale).to_owned());
    let (heading, id) = row_form(visit, shown);
    view! {
        {rows(listed)}
        {heading}
        <form class="form mt3" method="post" novalidate>
            {id}
            {three(visit, &shown.form, ["lot_zh_hant", "lot_zh_hans", "lot_en"], None)}
            {input(visit, &shown.form, "lot_estimate", label::LOT_ESTIMATE, hint, "text", "input--10 input--num")}
            {save(visit, "put", work::SAVE)}
        </form>
    }
    .into_any()
}
