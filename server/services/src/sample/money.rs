//! Budget lines and payments of the sample office.

use super::lay_out::of;
use super::orders::{Orders, Priced};
use crate::entities::{budget_allocations, budget_lines, payments};
use crate::failure::{Failure, Stored};
use domain::accounts::Role;
use domain::catalogue::RateKind;
use domain::money::Money;
use domain::orders::schedule;
use domain::time::FinancialYear;
use sea_orm::prelude::*;
use sea_orm::{IntoActiveModel, Set};
use std::collections::{BTreeMap, HashMap};

/// The department whose line was cut after it had ordered, and the one whose line is nearly used up.
const CUT: &str = "EPD";
const CLOSE: &str = "LandsD";
/// The year that is going on in the sample.
const PRESENT: i32 = 2026;
/// What a department is given that has ordered little or nothing.
const LEAST: i64 = 20_000_000;
/// Allocations are whole ten thousands of dollars.
const STEP: i64 = 1_000_000;

impl Orders<'_> {
    /// One line a department: about a third more than it has committed, so that exceptions are few. One was cut
    /// below what is committed, as a line may be; one stands close to its limit.
    pub(super) async fn budgets(&self, priced: &[Priced<'_>]) -> Result<HashMap<String, Uuid>, Failure> {
        let mut needed: BTreeMap<&str, BTreeMap<i32, i64>> = BTreeMap::new();
        for Priced { used, months, quote } in priced {
            for share in schedule(quote, used.since, *months) {
                *needed.entry(used.department).or_default().entry(share.year.0).or_default() += share.amount.cents();
            }
        }
        for department in ["TD", "SWD", "HAD", "DPO"] {
            needed.entry(department).or_default();
        }
        let mut lines = HashMap::new();
        for (department, years) in needed {
            let line = self.change.new_id();
            let row = budget_lines::Model {
                id: line,
                organisation_id: of(self.register, department)?,
                code: format!("{department}-AI-01"),
                name_en: "Artificial intelligence services".to_owned(),
                name_zh_hant: "人工智能服務".to_owned(),
                name_zh_hans: "人工智能服务".to_owned(),
            };
            budget_lines::Entity::insert(row.into_active_model())
                .exec_without_returning(self.change.db())
                .await
                .stored()?;
            for (year, allocated) in allocations(department, &years) {
                let row = budget_allocations::ActiveModel {
                    line_id: Set(line),
                    year: Set(year),
                    allocated_cents: Set(allocated),
                };
                budget_allocations::Entity::insert(row).exec_without_returning(self.change.db()).await.stored()?;
            }
            lines.insert(department.to_owned(), line);
        }
        Ok(lines)
    }

    /// What is paid once in the first month, the rest quarterly as it falls due.
    pub(super) async fn payments(&self, priced: &Priced<'_>, order: Uuid, line: Uuid) -> Result<(), Failure> {
        let Priced { used, months, quote } = priced;
        let today = self.change.today();
        let (by, _) = self.staff.of(used.department, Role::DepartmentFinance)?;
        let mut paid_by_year: BTreeMap<i32, i64> = BTreeMap::new();
        let shares: BTreeMap<i32, i64> =
            schedule(quote, used.since, *months).iter().map(|share| (share.year.0, share.amount.cents())).collect();
        let once: Money =
            quote.lines.iter().filter(|line| line.rate.kind == RateKind::Once).map(|line| line.amount).sum();
        let running = (quote.total - once).cents();
        for quarter in 0..4_i64 {
            let paid_on = used.since.month().plus(quarter as i32 * 3 + 2).last_day();
            if paid_on > today || running + once.cents() == 0 {
                break;
            }
            let year: FinancialYear = paid_on.financial_year();
            let mut amount = running / 4 + if quarter == 0 { once.cents() } else { 0 };
            // Never more in a year than was committed for it.
            let paid = paid_by_year.entry(year.0).or_default();
            amount = amount.min(shares.get(&year.0).copied().unwrap_or(0) - *paid);
            if amount <= 0 {
                continue;
            }
            *paid += amount;
            let row = payments::ActiveModel {
                id: Set(self.change.new_id()),
                order_id: Set(order),
                line_id: Set(line),
                year: Set(year.0),
                invoice: Set(format!("INV-{:04}-{}", used.solution.number, quarter + 1)),
                paid_on: Set(paid_on.to_string()),
                amount_cents: Set(amount),
                recorded_by: Set(by),
                recorded_at: Set(paid_on.starts_at().plus_minutes(15 * 60).millis()),
            };
            payments::Entity::insert(row).exec_without_returning(self.change.db()).await.stored()?;
        }
        Ok(())
    }
}

/// Departments that have tenders in the sample.
const TENDERING: [&str; 3] = ["TD", "SWD", "DPO"];
/// Set aside for tenders in each of the two years to come, in cents.
const TENDERED: i64 = 12_000_000_00;
/// Set aside in the present year for what was tendered before, in cents.
const TENDERED_BEFORE: [(&str, i64); 2] = [("TD", 1_700_000_00), ("SWD", 1_500_000_00)];

/// What is set aside for each year, given what is committed in it.
fn allocations(department: &str, committed: &BTreeMap<i32, i64>) -> Vec<(i32, i64)> {
    let committed = |year: i32| committed.get(&year).copied().unwrap_or(0);
    let usual = |year: i32| (committed(year) * 13 / 10).max(LEAST);
    let whole = |cents: i64| (cents + STEP - 1) / STEP * STEP;
    let present = match department {
        CUT => committed(PRESENT) * 100 / 108,
        CLOSE => committed(PRESENT) * 100 / 94,
        _ => usual(PRESENT),
    };
    // The years to come are provided for at about the present level.
    let later = |year: i32, tenths: i64| usual(year).max(usual(PRESENT) * tenths / 10);
    // What is tendered now is paid for in the years to come.
    let tendered = if TENDERING.contains(&department) { TENDERED } else { 0 };
    let before = TENDERED_BEFORE.iter().find(|(of, _)| *of == department).map_or(0, |(_, cents)| *cents);
    let present = if department == CUT { present / STEP * STEP } else { whole(present) + before };
    vec![
        (PRESENT - 1, whole(usual(PRESENT - 1))),
        (PRESENT, present),
        (PRESENT + 1, whole(later(PRESENT + 1, 9)) + tendered),
        (PRESENT + 2, whole(later(PRESENT + 2, 6)) + tendered),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_has_about_a_third_more_than_is_committed_unless_it_was_cut_or_is_close() {
        let committed = BTreeMap::from([(2026, 100_000_000_i64), (2027, 20_000_000)]);
        for (department, present) in
            [("DPO", 130_000_000), ("TD", 300_000_000), ("EPD", 92_000_000), ("LandsD", 107_000_000)]
        {
            let years = allocations(department, &committed);
            assert_eq!(years[1], (2026, present), "{department}");
            assert_eq!(years.iter().map(|(year, _)| *year).collect::<Vec<_>>(), [2025, 2026, 2027, 2028]);
        }
        assert_eq!(allocations("DPO", &BTreeMap::new())[1], (2026, LEAST));
    }
}
