//! The office sees budget, committed, actual and avoided, with the rows behind each figure.

mod chart;
mod chart_categories;
mod chart_months;
mod department_table;
pub mod download;
mod exceptions;
mod figure_columns;
pub mod figure_page;
pub mod spend_page;
mod stats;

use crate::components::moment;
use crate::i18n::spend;
use crate::visit::Visit;
use domain::permissions::Action;
use domain::time::{FinancialYear, Timestamp};
use leptos::prelude::*;
use services::Failure;
use services::spend::Scope;

/// The year and the department that the address asks for; a year that is none is nowhere.
fn scope(visit: &Visit) -> Result<Scope, Failure> {
    visit.caller().may(Action::ReviewSpend)?;
    let (year, department) = (visit.query().get("year").trim(), visit.query().get("department").trim());
    let year = if year.is_empty() { None } else { Some(FinancialYear::parse(year).ok_or(Failure::NotFound)?) };
    Ok(Scope { year, department: (!department.is_empty()).then(|| department.to_owned()) })
}

/// Up to when the figures are known.
fn data_to(visit: &Visit, as_of: Timestamp) -> impl IntoView + use<> {
    view! { <p class="data-to">{spend::DATA_TO.to(visit.locale())}{moment(visit, as_of)}</p> }
}

/// The address of this page, for those who hold it on paper.
fn printed_address(visit: &Visit) -> impl IntoView + use<> {
    let address = format!("{}{}", visit.caller().services().public_url, visit.path_and_query());
    view! { <p class="only-print meta">{address}</p> }
}
