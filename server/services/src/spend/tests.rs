mod figures;
mod payments;
mod saved;

use super::*;
use crate::Failure;
use crate::testing::{Office, TD, refusal};
use domain::locale::Locale;
use domain::money::Money;
use domain::refusal::Refusal;
use domain::spend::views::{Figure, FigureView, SpendView};
use domain::time::FinancialYear;

/// Reviews spend for the coordinating office.
const REVIEWER: &str = "kc.mak";

fn everything() -> Scope {
    Scope { year: None, department: None }
}

fn of_department(code: &str) -> Scope {
    Scope { department: Some(code.to_owned()), ..everything() }
}

async fn reviewed(office: &Office, scope: &Scope) -> SpendView {
    review(&office.person(REVIEWER).await, Locale::En, scope).await.unwrap()
}

async fn rows_of(office: &Office, what: Figure, scope: &Scope) -> FigureView {
    figure(&office.person(REVIEWER).await, Locale::En, what, scope).await.unwrap()
}
