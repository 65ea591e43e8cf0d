//! The dates, with the route, the approving body and the earliest close that follow from the estimate.

use super::super::section_page::Shown;
use super::save;
use crate::components::{area, checkbox, date, input};
use crate::i18n::{self, label, tender_body, tender_route, work};
use crate::visit::Visit;
use domain::form::Fields;
use domain::tenders::views::TenderView;
use leptos::prelude::*;

pub(super) fn fill(view: &TenderView, fields: &mut Fields) {
    match &view.draft.timetable {
        Some(timetable) => {
            fields.set("publishes_on", timetable.publishes_on.to_string());
            fields.set("closes_on", timetable.closes_on.to_string());
            fields.set("questions_end_days", timetable.questions_end_days.to_string());
            fields.set("validity_days", timetable.validity_days.to_string());
            let planned = timetable.means.planned_notice_on;
            fields.set("planned_notice_on", planned.map(|day| day.to_string()).unwrap_or_default());
            fields.set("urgency", timetable.means.urgency.clone().unwrap_or_default());
            if timetable.means.commercial {
                fields.set("commercial", "yes");
            }
        }
        None => {
            fields.set("questions_end_days", "10");
            fields.set("validity_days", "90");
        }
    }
}

/// What follows from the estimate, in sentences.
pub(in crate::tenders) fn follows(visit: &Visit, view: &TenderView) -> Vec<AnyView> {
    let locale = visit.locale();
    let Some(procedure) = &view.procedure else {
        return vec![view! { <p class="mt3">{work::ROUTE_UNKNOWN.to(locale)}</p> }.into_any()];
    };
    let route = i18n::words(tender_route::find, procedure.route.code(), locale);
    let body = i18n::words(tender_body::find, procedure.body.code(), locale);
    let agreement = if procedure.agreement_applies { work::AGREEMENT } else { work::NO_AGREEMENT };
    let mut sentences =
        vec![work::ROUTE.fill(locale, &[("route", &route), ("body", &body)]), agreement.to(locale).to_owned()];
    if procedure.needs_vetting {
        sentences.push(work::VETTING.to(locale).to_owned());
    }
    if procedure.needs_finance_committee {
        sentences.push(work::FINANCE_COMMITTEE.to(locale).to_owned());
    }
    sentences.into_iter().map(|text| view! { <p class="mt3">{text}</p> }.into_any()).collect()
}

pub(super) fn draw(visit: &Visit, shown: &Shown) -> AnyView {
    let locale = visit.locale();
    let form = &shown.form;
    let earliest = shown.view.earliest_close.map(|day| {
        let values = [("day", locale.date_with_weekday(day)), ("count", shown.view.least_days.to_string())];
        work::EARLIEST.fill(locale, &values.each_ref().map(|(key, value)| (*key, value.as_str())))
    });
    view! {
        <div class="panel mt4">{follows(visit, &shown.view)}</div>
        <form class="form mt5" method="post" novalidate>
            {date(visit, form, "publishes_on", label::PUBLISHES_ON, None)}
            {date(visit, form, "closes_on", label::CLOSES_ON, earliest)}
            {input(visit, form, "questions_end_days", label::QUESTIONS_END_DAYS, None, "number", "input--6 input--num")}
            {input(visit, form, "validity_days", label::VALIDITY_DAYS, None, "number", "input--6 input--num")}
            {checkbox(visit, form, "commercial", label::COMMERCIAL)}
            {date(visit, form, "planned_notice_on", label::PLANNED_NOTICE_ON, None)}
            {area(visit, form, "urgency", label::URGENCY, None, "2")}
            {save(visit, "save", work::SAVE)}
        </form>
    }
    .into_any()
}
