//! The spend page of a financial year.

use super::store::{self, Purpose, YearRows};
use crate::accounts;
use crate::caller::Caller;
use crate::deployments;
use crate::entities::{budget_allocations, budget_lines, organisations};
use crate::failure::{Failure, Stored};
use domain::actor::Officer;
use domain::catalogue::Category;
use domain::deployments::metrics::{DeploymentFact, adopting_departments, median_days_to_live, utilisation};
use domain::ids::OrganisationId;
use domain::locale::Locale;
use domain::money::Money;
use domain::permissions::Action;
use domain::rulebook;
use domain::spend::Position;
use domain::spend::views::{DepartmentRow, MonthPoint, SpendView};
use domain::time::{Day, FinancialYear, Timestamp};
use sea_orm::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What of the money is looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// The year; the present one when absent.
    pub year: Option<FinancialYear>,
    /// Code of one department; all that one may see when absent.
    pub department: Option<String>,
}

/// The department a scope means for this officer: their own, unless they see everything.
///
/// Another department's money does not exist for those who see only their own.
pub(super) async fn department_in_scope(
    caller: &Caller,
    officer: &Officer,
    scope: &Scope,
) -> Result<Option<organisations::Model>, Failure> {
    let code = match (&scope.department, officer.sees_everything()) {
        (None, true) => return Ok(None),
        (Some(code), true) => code.clone(),
        (None, false) => officer.organisation_code.clone(),
        (Some(code), false) if *code == officer.organisation_code => code.clone(),
        (Some(_), false) => return Err(Failure::NotFound),
    };
    let row = accounts::government().filter(organisations::Column::Code.eq(code)).one(caller.db()).await.stored()?;
    row.map(Some).ok_or(Failure::NotFound)
}

/// Budget, committed, actual, adoption and avoided cost, with the rows by department.
pub async fn review(caller: &Caller, locale: Locale, scope: &Scope) -> Result<SpendView, Failure> {
    caller.may(Action::ReviewSpend)?;
    let officer = caller.officer()?;
    let department = department_in_scope(caller, officer, scope).await?;
    let year = scope.year.unwrap_or(caller.today().financial_year());
    let only = department.as_ref().map(|row| OrganisationId(row.id));
    let rows = store::year_rows(caller, year, only).await?;
    let organisations =
        accounts::government().order_by_asc(organisations::Column::Code).all(caller.db()).await.stored()?;
    let name = |row: &organisations::Model| locale.pick(&row.name_zh_hant, &row.name_zh_hans, &row.name_en).clone();

    let mut positions: BTreeMap<Uuid, Position> = BTreeMap::new();
    for row in &rows.allocations {
        let position = positions.entry(row.organisation).or_default();
        position.budget = position.budget + row.amount;
    }
    for row in &rows.commitments {
        let position = positions.entry(row.purpose.organisation()).or_default();
        position.committed = position.committed + row.amount;
    }
    for row in &rows.payments {
        let position = positions.entry(row.purpose.organisation()).or_default();
        position.actual = position.actual + row.amount;
    }
    let total = positions.values().fold(Position::default(), |sum, position| sum.plus(*position));
    let mut departments: Vec<DepartmentRow> = organisations
        .iter()
        .filter_map(|row| {
            let position = *positions.get(&row.id)?;
            Some(DepartmentRow { code: row.code.clone(), name: name(row), position })
        })
        .collect();
    departments.sort_by(|a, b| b.position.budget.cmp(&a.position.budget).then(a.code.cmp(&b.code)));

    let facts: Vec<DeploymentFact> = deployments::facts(caller)
        .await?
        .into_iter()
        .filter(|fact| only.is_none_or(|only| fact.organisation == only))
        .collect();
    let savings = store::savings(caller, year).await?;
    let avoided: Vec<_> = savings
        .values()
        .flat_map(|saving| &saving.avoided)
        .filter(|avoided| only.is_none_or(|only| avoided.adopter.organisation == only))
        .collect();
    let (active, trial) = active_and_trial(&facts, caller.today());
    let (users, licences) = facts
        .iter()
        .filter(|fact| fact.state.is_adopted())
        .filter_map(|fact| fact.newest_usage.map(|(_, users)| (users, fact.licensed_users)))
        .fold((0, 0), |(users, licences), (more, of)| (users + more, licences + of));
    Ok(SpendView {
        year,
        years: years(caller, year, only).await?,
        department: department.as_ref().map(|row| (row.code.clone(), name(row))),
        choices: if officer.sees_everything() {
            let with_money = organisations.iter().filter(|row| positions.contains_key(&row.id) || department.is_some());
            with_money.map(|row| (row.code.clone(), name(row))).collect()
        } else {
            Vec::new()
        },
        total,
        avoided: avoided.iter().map(|avoided| avoided.amount).sum(),
        reuses: avoided.len(),
        without_estimate: savings
            .values()
            .flat_map(|saving| &saving.without_estimate)
            .filter(|adopter| only.is_none_or(|only| adopter.organisation == only))
            .count(),
        adopting: adopting_departments(&facts),
        active,
        trial,
        departments: organisations.len(),
        utilisation: utilisation(users, licences),
        categories: by_category(caller, &rows).await?,
        months: by_month(&rows, year, caller.today()),
        rows: departments,
        as_of: caller.now(),
    })
}

/// Departments with somebody active in a current report, and departments that only try something.
fn active_and_trial(facts: &[DeploymentFact], today: Day) -> (usize, usize) {
    let current_days = rulebook::on(rulebook::USAGE_CURRENT_DAYS, today).unwrap_or(45);
    let is_active = |fact: &&DeploymentFact| {
        let newest = fact.newest_usage;
        fact.state.is_adopted()
            && newest.is_some_and(|(ends_on, users)| users >= 1 && ends_on.plus_days(current_days) >= today)
    };
    let active: BTreeSet<_> = facts.iter().filter(is_active).map(|fact| fact.organisation).collect();
    let adopting: BTreeSet<_> =
        facts.iter().filter(|fact| fact.state.is_adopted()).map(|fact| fact.organisation).collect();
    let trying: BTreeSet<_> = facts
        .iter()
        .filter(|fact| fact.state == domain::deployments::DeploymentState::Pilot)
        .map(|fact| fact.organisation)
        .filter(|organisation| !adopting.contains(organisation))
        .collect();
    (active.len(), trying.len())
}

/// Years with an allocation in scope, and the one that was asked for; newest first.
async fn years(
    caller: &Caller,
    asked: FinancialYear,
    only: Option<OrganisationId>,
) -> Result<Vec<FinancialYear>, Failure> {
    let mut query =
        budget_allocations::Entity::find().select_only().column(budget_allocations::Column::Year).distinct();
    if let Some(only) = only {
        let lines = budget_lines::Entity::find().filter(budget_lines::Column::OrganisationId.eq(only.0));
        let lines = lines.all(caller.db()).await.stored()?.into_iter().map(|line| line.id);
        query = query.filter(budget_allocations::Column::LineId.is_in(lines));
    }
    let years: Vec<i32> = query.into_tuple().all(caller.db()).await.stored()?;
    let mut years: BTreeSet<FinancialYear> = years.into_iter().map(FinancialYear).collect();
    years.insert(asked);
    Ok(years.into_iter().rev().collect())
}

async fn by_category(caller: &Caller, rows: &YearRows) -> Result<Vec<(Category, Money)>, Failure> {
    let categories = store::categories(caller).await?;
    let mut sums: HashMap<Category, Money> = HashMap::new();
    for row in &rows.commitments {
        let code = match &row.purpose {
            Purpose::Order(order) => categories.get(&order.listing_id),
            Purpose::Contract(contract) => Some(&contract.tender.category),
        };
        if let Some(category) = code.and_then(|code| Category::parse(code)) {
            let sum = sums.entry(category).or_default();
            *sum = *sum + row.amount;
        }
    }
    let mut sums: Vec<_> = sums.into_iter().filter(|(_, sum)| *sum > Money::ZERO).collect();
    sums.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    Ok(sums)
}

/// Committed and paid by the end of each month that has begun.
fn by_month(rows: &YearRows, year: FinancialYear, today: Day) -> Vec<MonthPoint> {
    year.months()
        .take_while(|month| month.first_day() <= today)
        .map(|month| {
            let end = month.last_day();
            let committed = rows.commitments.iter().filter(|row| row.committed_at.day() <= end).map(|row| row.amount);
            let paid = rows
                .payments
                .iter()
                .filter(|row| Day::parse(&row.paid_on).is_some_and(|day| day <= end))
                .map(|row| row.amount);
            MonthPoint { month, committed: committed.sum(), actual: paid.sum() }
        })
        .collect()
}

/// The figures of the front page; public, and of the present year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Headline {
    /// What reuse avoided.
    pub avoided: Money,
    /// Reuses that count in it.
    pub reuses: usize,
    /// Departments in live use of something.
    pub adopting: usize,
    /// Departments on the register.
    pub departments: usize,
    /// Median days from request to live use.
    pub median_days: Option<i64>,
    /// The moment they were read.
    pub as_of: Option<Timestamp>,
}

/// Reads the figures of the front page.
pub async fn headline(caller: &Caller) -> Result<Headline, Failure> {
    caller.may(Action::BrowseCatalogue)?;
    let savings = store::savings(caller, caller.today().financial_year()).await?;
    let facts = deployments::facts(caller).await?;
    let departments = accounts::government().count(caller.db()).await.stored()?;
    Ok(Headline {
        avoided: savings.values().map(domain::spend::Saving::total).sum(),
        reuses: savings.values().map(|saving| saving.avoided.len()).sum(),
        adopting: adopting_departments(&facts),
        departments: departments as usize,
        median_days: median_days_to_live(&facts),
        as_of: Some(caller.now()),
    })
}
