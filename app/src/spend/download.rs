//! Money by department as a file.

use crate::download::csv;
use crate::forms::attempt;
use crate::visit::Visit;
use axum::response::Response;
use domain::spend::Health;

/// Keys of the columns.
const HEADER: [&str; 8] = [
    "financial_year",
    "department_code",
    "department",
    "budget_hkd",
    "committed_hkd",
    "actual_hkd",
    "committed_percent",
    "status",
];

/// The rows by department of the spend page, in whole dollars and cents.
pub async fn get(visit: Visit) -> Response {
    let scope = attempt!(visit, super::scope(&visit));
    let view = attempt!(visit, services::spend::review(visit.caller(), visit.locale(), &scope).await);
    let year = view.year.to_string();
    let rows = view.rows.iter().map(|row| {
        let position = row.position;
        let status = match position.health() {
            Health::OnTrack => "on_track",
            Health::Close => "close",
            Health::Over => "over",
        };
        vec![
            year.clone(),
            row.code.clone(),
            row.name.clone(),
            position.budget.plain(),
            position.committed.plain(),
            position.actual.plain(),
            position.commitment_rate().map_or_else(String::new, percent),
            status.to_owned(),
        ]
    });
    let name = file_name("departments", &year, view.department.as_ref().map(|(code, _)| code.as_str()));
    csv(&name, &HEADER, rows)
}

/// `spend-departments-2026-27-TD.csv`.
pub(super) fn file_name(what: &str, year: &str, department: Option<&str>) -> String {
    let department = department.map(|code| format!("-{code}")).unwrap_or_default();
    format!("spend-{what}-{year}{department}.csv")
}

/// Basis points as a plain number of per cent: `79.05`.
fn percent(basis_points: i64) -> String {
    format!("{}.{:02}", basis_points / 100, basis_points % 100)
}
