//! The orders of the sample office, with their deployments; money and use are laid out beside.

use super::content::{self, Solution};
use super::lay_out::of;
use super::people::Staff;
use crate::catalogue::NewListing;
use crate::change::Change;
use crate::entities::{commitments, deployments, orders};
use crate::failure::{Failure, Stored};
use domain::accounts::Role;
use domain::catalogue::{Access, Rate, RateKind};
use domain::locale::Locale;
use domain::orders::{Quote, quote, schedule};
use domain::time::{Day, Month};
use sea_orm::prelude::*;
use sea_orm::{IntoActiveModel, Set};
use std::collections::{BTreeMap, HashMap};

/// People who try a solution in a pilot.
const PILOT_USERS: i64 = 20;

/// Orders, deployments, use and payments of the departments that use the sample solutions.
pub(super) struct Orders<'a> {
    pub change: &'a Change,
    pub register: &'a HashMap<String, Uuid>,
    pub staff: &'a Staff,
    pub why: &'a content::Orders,
}

/// An order of a sample adopter, with what it is made of.
pub(super) struct Use<'a> {
    pub solution: &'a Solution,
    pub listing: &'a NewListing,
    pub department: &'a str,
    pub since: Day,
    pub licensed: i64,
    pub active: i64,
    pub units: i64,
    pub live: bool,
    pub reported_until: Option<Month>,
}

/// An order with its price.
pub(super) struct Priced<'a> {
    pub used: Use<'a>,
    pub months: i64,
    pub quote: Quote,
}

impl Orders<'_> {
    pub async fn lay_out(&self, solutions: &[Solution], listings: &[NewListing]) -> Result<usize, Failure> {
        let mut uses: Vec<Use<'_>> =
            solutions.iter().zip(listings).flat_map(|(solution, listing)| uses_of(solution, listing)).collect();
        uses.sort_by_key(|used| (used.since, used.solution.number, used.department));
        let priced: Vec<Priced<'_>> = uses.into_iter().map(priced).collect::<Result<_, Failure>>()?;
        let lines = self.budgets(&priced).await?;
        let mut numbers: BTreeMap<i32, i64> = BTreeMap::new();
        for order in &priced {
            let year = order.used.since.parts().0;
            let number = numbers.entry(year).or_default();
            *number += 1;
            let line = lines[order.used.department];
            self.order(order, line, format!("RQ-{year}-{number:04}")).await?;
        }
        for (year, number) in numbers {
            self.change.next_numbers(&format!("orders-{year}"), number).await?;
        }
        Ok(priced.len())
    }

    async fn order(&self, priced: &Priced<'_>, line: Uuid, reference: String) -> Result<(), Failure> {
        let db = self.change.db();
        let Priced { used, months, quote } = priced;
        let (author, locale) = self.staff.of(used.department, Role::DepartmentOfficer)?;
        let (endorser, _) = self.staff.of(used.department, Role::DepartmentApprover)?;
        let (curator, _) = self.staff.of("DPO", Role::Curator)?;
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
            created_by: author,
            submitted_by: Some(author),
            endorsed_by: Some(endorser),
            approved_by: Some(curator),
            state: if used.live { "fulfilled" } else { "in_delivery" }.to_owned(),
            users: used.licensed,
            units: used.units,
            months: *months,
            starts_on: used.since.to_string(),
            data_level: used.solution.data_ceiling.code().to_owned(),
            budget_line_id: line,
            purpose: self.purpose(used.solution, locale)?.to_owned(),
            reason: self.reason(used, locale).to_owned(),
            price_cents: quote.total.cents(),
            quote_json,
            submitted_at: submitted.millis(),
            approved_at: Some(approved.millis()),
            updated_at: live_at.millis(),
            version: 3,
        };
        orders::Entity::insert(row.into_active_model()).exec_without_returning(db).await.stored()?;
        for share in schedule(quote, used.since, *months) {
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
            oversight_owner: used.live.then(|| self.why.overseer.get(locale).to_owned()),
            planned_at: approved.millis(),
            live_at: used.live.then_some(live_at.millis()),
            retired_at: None,
        };
        deployments::Entity::insert(row.into_active_model()).exec_without_returning(db).await.stored()?;
        if used.live {
            self.usage(used, deployment).await?;
            self.payments(priced, order, line).await?;
        }
        Ok(())
    }

    /// What it is for, in the words and the language of who asks.
    fn purpose(&self, solution: &Solution, locale: Locale) -> Result<&str, Failure> {
        let reference = format!("S{:04}", solution.number);
        let purpose = self.why.purposes.get(&reference);
        let purpose = purpose.ok_or_else(|| Failure::impossible(format!("no purpose is written for {reference}")))?;
        Ok(purpose.get(locale))
    }

    /// Why there was no new competition; nothing to say of what is not ordered under a contract.
    fn reason(&self, used: &Use<'_>, locale: Locale) -> &str {
        let needed = used.listing.row.contract_id.is_some() && !used.solution.rates.is_empty();
        let which = used.department.len() + used.solution.number as usize;
        let reason = self.why.reasons.get(which % self.why.reasons.len().max(1));
        reason.filter(|_| needed).map_or("", |reason| reason.get(locale))
    }
}

fn uses_of<'a>(solution: &'a Solution, listing: &'a NewListing) -> Vec<Use<'a>> {
    let live = solution.adopters.iter().map(|adopter| Use {
        solution,
        listing,
        department: &adopter.department,
        since: adopter.since,
        licensed: adopter.licensed,
        active: adopter.active,
        units: adopter.units_a_month,
        live: true,
        reported_until: adopter.reported_until,
    });
    // A pilot begins in October, or two weeks after a later listing: it was asked for meanwhile.
    let october = Day::parse("2026-10-05").unwrap_or(solution.listed_on);
    let since = october.max(solution.listed_on.plus_days(14));
    let smallest = solution.adopters.iter().map(|adopter| adopter.units_a_month).min().unwrap_or(400);
    let pilots = solution.pilots.iter().filter(|_| solution.access != Access::Trial).map(|department| Use {
        solution,
        listing,
        department,
        since,
        licensed: PILOT_USERS,
        active: 0,
        units: smallest / 4,
        live: false,
        reported_until: None,
    });
    live.chain(pilots).collect()
}

fn priced(used: Use<'_>) -> Result<Priced<'_>, Failure> {
    let rates = &used.solution.rates;
    let rates: Vec<Rate> =
        rates.iter().map(|rate| Rate { kind: rate.kind, amount: rate.amount, unit: rate.unit }).collect();
    let by_unit = rates.iter().any(|rate| rate.kind == RateKind::Unit);
    let units = if by_unit { used.units.max(1) } else { 0 };
    let months = if used.live { 12 } else { 6 };
    let quote = quote(&rates, used.licensed, units, months)?;
    Ok(Priced { used: Use { units, ..used }, months, quote })
}
