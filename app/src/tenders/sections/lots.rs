//! The parts that are awarded by themselves.

use super::super::section_page::Shown;
use super::super::words::three;
use super::{put_three, row, row_form, rows, save, title};
use crate::i18n::work;
use crate::visit::Visit;
use domain::form::Fields;
use domain::tenders::views::TenderView;
use leptos::prelude::*;

pub(super) fn fill(view: &TenderView, row: &str, fields: &mut Fields) {
    if let Some(lot) = view.draft.lots.iter().find(|lot| lot.id.to_string() == row) {
        fields.set("row", row);
        put_three(fields, "lot", &lot.title);
    }
}

pub(super) fn draw(visit: &Visit, shown: &Shown) -> AnyView {
    let lots = &shown.view.draft.lots;
    let listed =
        lots.iter().map(|lot| row(visit, &lot.id.to_string(), title(visit, &lot.title), "drop", true)).collect();
    let (heading, id) = row_form(visit, shown);
    view! {
        {rows(listed)}
        {heading}
        <form class="form mt3" method="post" novalidate>
            {id}
            {three(visit, &shown.form, ["lot_zh_hant", "lot_zh_hans", "lot_en"], None)}
            {save(visit, "put", work::SAVE)}
        </form>
    }
    .into_any()
}
