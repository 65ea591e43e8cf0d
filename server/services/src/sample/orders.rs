//! The orders of the sample office, with their money, deployments, use and payments.

use super::content::{Adopter, Solution};
use super::lay_out::of;
use super::people::Staff;
use crate::catalogue::NewListing;
use crate::change::Change;
use crate::entities::{budget_allocations, budget_lines, commitments, deployments, orders, payments, usage_readings};
use crate::failure::{Failure, Stored};
use domain::accounts::Role;
use domain::catalogue::{Access, RateKind};
use domain::money::Money;
use domain::orders::{Quote, quote, schedule};
use domain::time::{Day, FinancialYear};
use sea_orm::prelude::*;
use sea_orm::{IntoActiveModel, Set};
use std::collections::{BTreeMap, HashMap};

/// Orders, deployments, use and payments of the departments that use the sample solutions.
pub(super) struct Orders<'a> {
    pub change: &'a Change,
    pub register: &'a HashMap<String, Uuid>,
    pub staff: &'a Staff,
}

/// Why there was no new competition; nothing to say of what costs nothing.
fn reason(quote: &Quote, under_contract: bool) -> &'static str {
    match (quote.lines.is_empty(), under_contract) {
        (true, _) => "",
        (false, true) => "The contract was tendered openly for all departments.",
        (false, false) => "It was built in house and is shared at cost.",
    }
}

/// An order of a sample adopter, with what it is made of.
struct Use<'a> {
    solution: &'a Solution,
    listing: &'a NewListing,
    department: &'a str,
    since: Day,
    licensed: i64,
    active: i64,
    units: i64,
    live: bool,
}

impl Orders<'_> {
    pub async fn lay_out(&self, solutions: &[Solution], listings: &[NewListing]) -> Result<usize, Failure> {
        let mut uses: Vec<Use<'_>> = Vec::new();
        for (solution, listing) in solutions.iter().zip(listings) {
            let adopter =
                |adopter: &'_ Adopter| (adopter.since, adopter.licensed, adopter.active, adopter.units_a_month);
            for one in &solution.adopters {
                let (since, licensed, active, units) = adopter(one);
                uses.push(Use {
                    solution,
                    listing,
                    department: &one.department,
                    since,
                    licensed,
                    active,
                    units,
                    live: true,
                });
            }
            if solution.access != Access::Trial {
                for department in &solution.pilots {
                    // A pilot begins in October, or two weeks after a later listing: it was asked for meanwhile.
                    let since =
                        Day::parse("2026-10-05").unwrap_or(solution.listed_on).max(solution.listed_on.plus_days(14));
                    uses.push(Use {
                        solution,
                        listing,
                        department,
                        since,
                        licensed: 20,
                        active: 0,
                        units: 0,
                        live: false,
                    });
                }
            }
        }
        uses.sort_by_key(|used| (used.since, used.solution.number, used.department));
        let mut priced = Vec::new();
        for used in uses {
            let rates: Vec<_> = used
                .solution
                .rates
                .iter()
                .map(|rate| domain::catalogue::Rate { kind: rate.kind, amount: rate.amount, unit: rate.unit })
                .collect();
            let by_unit = rates.iter().any(|rate| rate.kind == RateKind::Unit);
            let units = if by_unit { used.units.max(1) } else { 0 };
            let months = if used.live { 12 } else { 6 };
            let quote = quote(&rates, used.licensed, units, months)?;
            priced.push((used, units, months, quote));
        }
        let lines = self.budgets(&priced).await?;
        let mut numbers: BTreeMap<i32, i64> = BTreeMap::new();
        for (used, units, months, quote) in &priced {
            let year = used.since.parts().0;
            let number = numbers.entry(year).or_default();
            *number += 1;
            let line = lines[used.department];
            self.order(used, *units, *months, quote, line, format!("RQ-{year}-{number:04}")).await?;
        }
        for (year, number) in numbers {
            self.change.next_numbers(&format!("orders-{year}"), number).await?;
        }
        Ok(priced.len())
    }

    /// One line a department, with room for what it ordered and some more; one department stands close to its limit.
    async fn budgets(&self, priced: &[(Use<'_>, i64, i64, Quote)]) -> Result<HashMap<String, Uuid>, Failure> {
        let mut needed: BTreeMap<&str, BTreeMap<i32, i64>> = BTreeMap::new();
        for (used, _, months, quote) in priced {
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
            for year in 2025..=2028 {
                let used = years.get(&year).copied().unwrap_or(0);
                // Nine tenths in one sample department, so that an exception shows; room elsewhere.
                let room = if department == "HD" { used / 12 } else { used / 4 + 150_000_000 };
                let allocated = (used + room).div_euclid(10_000_00) * 10_000_00 + 10_000_00;
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

    async fn order(
        &self,
        used: &Use<'_>,
        units: i64,
        months: i64,
        quote: &Quote,
        line: Uuid,
        reference: String,
    ) -> Result<(), Failure> {
        let db = self.change.db();
        let days_before = 14 + used.solution.number % 9;
        let submitted =
            Day::from_number(i64::from(used.since.number()) - days_before).starts_at().plus_minutes(10 * 60);
        let approved = submitted.plus_minutes(5 * 24 * 60);
        let live_at = used.since.starts_at().plus_minutes(9 * 60 + 30);
        let order = self.change.new_id();
        let organisation_id = of(self.register, used.department)?;
        let quote_json = serde_json::to_string(quote).map_err(|error| Failure::broken("writing a price", error))?;
        let listing = &used.listing.row;
        let row = orders::Model {
            id: order,
            reference,
            listing_id: listing.id,
            contract_id: listing.contract_id,
            organisation_id,
            created_by: self.staff.of(used.department, Role::DepartmentOfficer)?,
            submitted_by: Some(self.staff.of(used.department, Role::DepartmentOfficer)?),
            endorsed_by: Some(self.staff.of(used.department, Role::DepartmentApprover)?),
            approved_by: Some(self.staff.of("DPO", Role::Curator)?),
            state: if used.live { "fulfilled" } else { "in_delivery" }.to_owned(),
            users: used.licensed,
            units,
            months,
            starts_on: used.since.to_string(),
            data_level: used.solution.data_ceiling.code().to_owned(),
            budget_line_id: line,
            purpose: used.solution.summary.en.chars().take(300).collect(),
            reason: reason(quote, listing.contract_id.is_some()).to_owned(),
            price_cents: quote.total.cents(),
            quote_json,
            submitted_at: submitted.millis(),
            approved_at: Some(approved.millis()),
            updated_at: live_at.millis(),
            version: 3,
        };
        orders::Entity::insert(row.into_active_model()).exec_without_returning(db).await.stored()?;
        for share in schedule(quote, used.since, months) {
            let row = commitments::ActiveModel {
                order_id: Set(order),
                year: Set(share.year.0),
                line_id: Set(line),
                amount_cents: Set(share.amount.cents()),
                released_cents: Set(0),
                committed_at: Set(approved.millis()),
            };
            commitments::Entity::insert(row).exec_without_returning(db).await.stored()?;
        }
        let deployment = self.change.new_id();
        let row = deployments::Model {
            id: deployment,
            order_id: order,
            listing_id: listing.id,
            organisation_id,
            state: if used.live { "live" } else { "pilot" }.to_owned(),
            licensed_users: used.licensed,
            training_on: Some(used.since.to_string()),
            oversight_owner: used.live.then(|| "Section head".to_owned()),
            planned_at: approved.millis(),
            live_at: used.live.then_some(live_at.millis()),
            retired_at: None,
        };
        deployments::Entity::insert(row.into_active_model()).exec_without_returning(db).await.stored()?;
        if used.live {
            self.usage(used, deployment).await?;
            self.payments(used, order, line, quote, months).await?;
        }
        Ok(())
    }

    /// Readings of each month since it went live, rising to the newest.
    async fn usage(&self, used: &Use<'_>, deployment: Uuid) -> Result<(), Failure> {
        let last = self.change.today().month().previous();
        let by = self.staff.of(used.department, Role::DepartmentUser)?;
        let mut month = used.since.month();
        let mut rows = Vec::new();
        while month <= last {
            let age = i64::from(month.first_day().number() - used.since.month().first_day().number()) / 30;
            let active = (used.active * (6 + age.min(4)) / 10).min(used.licensed);
            rows.push(usage_readings::ActiveModel {
                deployment_id: Set(deployment),
                period: Set(month.to_string()),
                correction: Set(0),
                active_users: Set(active),
                transactions: Set(if used.units > 0 { used.units * (6 + age.min(4)) / 10 } else { active * 22 }),
                hours_saved: Set(active * 3),
                hours_method: Set("sampled".to_owned()),
                problems: Set(age % 3),
                note: Set(String::new()),
                reason: Set(String::new()),
                reported_by: Set(by),
                reported_at: Set(month.next().first_day().plus_days(4).starts_at().plus_minutes(11 * 60).millis()),
            });
            month = month.next();
        }
        if !rows.is_empty() {
            usage_readings::Entity::insert_many(rows).exec_without_returning(self.change.db()).await.stored()?;
        }
        Ok(())
    }

    /// What is paid once in the first month, the rest quarterly as it falls due.
    async fn payments(
        &self,
        used: &Use<'_>,
        order: Uuid,
        line: Uuid,
        quote: &Quote,
        months: i64,
    ) -> Result<(), Failure> {
        let today = self.change.today();
        let by = self.staff.of(used.department, Role::DepartmentFinance)?;
        let mut paid_by_year: BTreeMap<i32, i64> = BTreeMap::new();
        let shares: BTreeMap<i32, i64> =
            schedule(quote, used.since, months).iter().map(|share| (share.year.0, share.amount.cents())).collect();
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
