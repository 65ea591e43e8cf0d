//! What it is expected to cost, and the money it is charged to.

use super::super::section_page::Shown;
use super::super::work_page::splitting;
use super::save;
use super::timetable::follows;
use crate::components::{checkbox, input, select};
use crate::i18n::{self, form as form_text, label, reuse, tender_subject, work};
use crate::visit::Visit;
use domain::form::Fields;
use domain::money::Money;
use domain::tenders::Subject;
use domain::tenders::views::TenderView;
use leptos::prelude::*;

pub(super) fn fill(view: &TenderView, fields: &mut Fields) {
    let Some(purchase) = &view.draft.purchase else { return };
    let plain = |amount: Money| if amount == Money::ZERO { String::new() } else { amount.plain() };
    let estimate = &purchase.estimate;
    fields.set("one_off", plain(estimate.one_off));
    fields.set("monthly", plain(estimate.monthly));
    fields.set("term_months", estimate.months.to_string());
    for (field, option) in ["option_1", "option_2", "option_3"].iter().zip(&estimate.options) {
        fields.set(field, plain(*option));
    }
    fields.set("subject", purchase.subject.code());
    if purchase.computerisation {
        fields.set("computerisation", "yes");
    }
    if purchase.is_framework {
        fields.set("framework", "yes");
    }
    fields.set("budget_line", view.draft.budget_line.map(|line| line.to_string()).unwrap_or_default());
}

pub(super) fn draw(visit: &Visit, shown: &Shown) -> AnyView {
    let locale = visit.locale();
    let form = &shown.form;
    let year = visit.caller().today().financial_year();
    let lines = shown
        .view
        .lines
        .iter()
        .map(|(id, label, left)| {
            let left = left.iter().find(|(of, _)| *of == year).map_or(Money::ZERO, |(_, left)| *left);
            let values =
                [("line", label.clone()), ("left", locale.short_money(left)), ("year", locale.financial_year(year))];
            let text = reuse::LINE_LEFT.fill(locale, &values.each_ref().map(|(key, value)| (*key, value.as_str())));
            (id.to_string(), text)
        })
        .collect();
    let subjects = Subject::ALL
        .iter()
        .map(|one| (one.code().to_owned(), i18n::words(tender_subject::find, one.code(), locale)))
        .collect();
    let money = |name, text| input(visit, form, name, text, None, "text", "input--10 input--num");
    view! {
        <div class="panel mt4">{follows(visit, &shown.view)}</div>
        {splitting(visit, &shown.view)}
        <p class="meta mt3">{work::MONEY_HINT.to(locale)}</p>
        <form class="form mt5" method="post" novalidate>
            {money("one_off", label::ONE_OFF)}
            {money("monthly", label::MONTHLY)}
            {input(visit, form, "term_months", label::TERM_MONTHS, None, "number", "input--6 input--num")}
            {money("option_1", label::OPTION_1)}
            {money("option_2", label::OPTION_2)}
            {money("option_3", label::OPTION_3)}
            {select(visit, form, "subject", label::SUBJECT, None, Some(form_text::CHOOSE), subjects)}
            {checkbox(visit, form, "computerisation", label::COMPUTERISATION)}
            {checkbox(visit, form, "framework", label::FRAMEWORK)}
            {select(visit, form, "budget_line", label::BUDGET_LINE, None, Some(work::NO_LINE), lines)}
            {save(visit, "save", work::SAVE)}
        </form>
    }
    .into_any()
}
