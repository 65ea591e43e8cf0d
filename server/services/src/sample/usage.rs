//! What use the departments of the sample office report.

use super::content::Solution;
use super::orders::{Orders, Use};
use crate::entities::usage_readings;
use crate::failure::{Failure, Stored};
use domain::accounts::Role;
use domain::catalogue::Category;
use domain::deployments::usage::HoursMethod;
use sea_orm::Set;
use sea_orm::prelude::*;

/// Hours one user saves in a month at most.
const MOST_HOURS: i64 = 12;

impl Orders<'_> {
    /// Readings of each month since it went live, up to the last one that is over or that was reported.
    pub(super) async fn usage(&self, used: &Use<'_>, deployment: Uuid) -> Result<(), Failure> {
        let over = self.change.today().month().previous();
        let last = used.reported_until.map_or(over, |until| until.min(over));
        let (by, _) = self.staff.of(used.department, Role::DepartmentUser)?;
        let mut month = used.since.month();
        let mut rows = Vec::new();
        let mut age = 0;
        while month <= last {
            let reading = Reading::of(used, age);
            rows.push(usage_readings::ActiveModel {
                deployment_id: Set(deployment),
                period: Set(month.to_string()),
                correction: Set(0),
                active_users: Set(reading.active_users),
                transactions: Set(reading.transactions),
                hours_saved: Set(reading.hours_saved),
                hours_method: Set(method(used.solution).code().to_owned()),
                problems: Set(reading.problems),
                note: Set(String::new()),
                reason: Set(String::new()),
                reported_by: Set(by),
                reported_at: Set(month.next().first_day().plus_days(4).starts_at().plus_minutes(11 * 60).millis()),
            });
            month = month.next();
            age += 1;
        }
        if !rows.is_empty() {
            usage_readings::Entity::insert_many(rows).exec_without_returning(self.change.db()).await.stored()?;
        }
        Ok(())
    }
}

/// A month's figures.
struct Reading {
    active_users: i64,
    transactions: i64,
    hours_saved: i64,
    problems: i64,
}

impl Reading {
    /// Use rises over the first months, then changes a little from month to month, as work does.
    fn of(used: &Use<'_>, age: i64) -> Reading {
        let number = used.solution.number;
        let uneven = (number * 5 + age * 7 + used.licensed) % 11 - 5;
        let percent = (55 + 15 * age).min(98) + uneven;
        let part = |whole: i64| whole * percent / 100;
        let active_users = part(used.active).clamp(1, used.licensed.max(1));
        let counted = used.solution.rates.iter().find_map(|rate| rate.unit);
        // What is paid by the camera or the site is not a number of transactions.
        let transactions = match counted.filter(|unit| !unit.code().ends_with("_month")) {
            Some(_) => part(used.units),
            None => active_users * (6 + number % 5 * 4) + uneven,
        };
        let hours_saved = (transactions * minutes_each(used.solution.category) / 60).min(active_users * MOST_HOURS);
        let problems = (uneven + 5) / 3 + if age == 0 { 3 } else { 0 };
        Reading { active_users, transactions: transactions.max(1), hours_saved, problems }
    }
}

/// Minutes that one transaction saves.
fn minutes_each(category: Category) -> i64 {
    match category {
        Category::Meetings => 45,
        Category::Documents => 14,
        Category::Licences => 9,
        Category::Cases | Category::Vision => 6,
        _ => 4,
    }
}

fn method(solution: &Solution) -> HoursMethod {
    match solution.number % 3 {
        0 => HoursMethod::Measured,
        1 => HoursMethod::Sampled,
        _ => HoursMethod::Estimated,
    }
}
