//! Lays the sample office out, in one change.

use super::content::{self, Adopter, Solution};
use super::people::{PASSWORD, PEOPLE};
use super::register::lay_out_register;
use crate::caller::Caller;
use crate::catalogue::{NewListing, insert_listings};
use crate::change::Change;
use crate::entities::{
    budget_allocations, budget_lines, commitments, contracts, deployments, listing_assurance, listing_evidence, listing_rates,
    listing_texts, listings, memberships, orders, payments, people, usage_readings,
};
use crate::failure::{Failure, Stored};
use domain::catalogue::{Access, RateKind};
use domain::event::Event;
use domain::locale::Locale;
use domain::money::Money;
use domain::orders::{Quote, quote, schedule};
use domain::permissions::Action;
use domain::text::Trilingual;
use domain::time::{Day, FinancialYear};
use sea_orm::prelude::*;
use sea_orm::{IntoActiveModel, Set};
use std::collections::{BTreeMap, HashMap};

/// What was laid out.
#[derive(Debug, Clone)]
pub struct SampleOffice {
    /// Organisations on the register.
    pub organisations: usize,
    /// Solutions.
    pub solutions: usize,
    /// Orders.
    pub orders: usize,
    /// Address, name, organisation and roles of everybody who can sign in.
    pub people: Vec<(String, String, String, String)>,
}

/// Lays the office out, unless somebody works here already; then `None`.
pub async fn lay_out(caller: &Caller) -> Result<Option<SampleOffice>, Failure> {
    caller.may(Action::RunJobs)?;
    if people::Entity::find().count(caller.db()).await.stored()? > 0 {
        return Ok(None);
    }
    let hash = caller.services().passwords.hash(PASSWORD).await?;
    let solutions = content::solutions()?;
    let change = caller.begin().await?;
    let register = lay_out_register(&change).await?;
    let people = lay_out_people(&change, &register, &hash).await?;
    let revision = change.next_number(crate::change::CATALOGUE).await?;
    let mut listings = Vec::new();
    for solution in &solutions {
        listings.push(listing(&change, &register, solution, revision).await?);
    }
    insert_listings(&change, listings.clone()).await?;
    let orders = Orders { change: &change, register: &register, author: people.0, approver: people.1, office: people.2 };
    let count = orders.lay_out(&solutions, &listings).await?;
    let event =
        Event::OfficeSampled { organisations: register.len(), listings: solutions.len(), orders: count };
    let organisations = register.len();
    change.commit(event).await?;
    let listed = PEOPLE.iter().map(|person| {
        let roles = person.roles.iter().map(|role| role.code()).collect::<Vec<_>>().join(", ");
        (person.email.to_owned(), person.name.to_owned(), person.organisation.to_owned(), roles)
    });
    Ok(Some(SampleOffice { organisations, solutions: solutions.len(), orders: count, people: listed.collect() }))
}

fn of(register: &HashMap<String, Uuid>, code: &str) -> Result<Uuid, Failure> {
    register.get(code).copied().ok_or_else(|| Failure::impossible(format!("no organisation has the code {code:?}")))
}

/// The people; returns an author, an approver and a curator for the sample orders.
async fn lay_out_people(change: &Change, register: &HashMap<String, Uuid>, hash: &str) -> Result<(Uuid, Uuid, Uuid), Failure> {
    let mut ids = Vec::new();
    for person in &PEOPLE {
        let id = change.new_id();
        let row = people::Model {
            id,
            organisation_id: of(register, person.organisation)?,
            email: person.email.to_owned(),
            name: person.name.to_owned(),
            locale: person.locale.segment().to_owned(),
            password_hash: Some(hash.to_owned()),
            account_version: 0,
            created_at: change.now().millis(),
            disabled_at: None,
        };
        people::Entity::insert(row.into_active_model()).exec_without_returning(change.db()).await.stored()?;
        for role in person.roles {
            let row = memberships::ActiveModel { person_id: Set(id), role: Set(role.code().to_owned()) };
            memberships::Entity::insert(row).exec_without_returning(change.db()).await.stored()?;
        }
        ids.push(id);
    }
    Ok((ids[0], ids[1], ids[8]))
}

async fn listing(change: &Change, register: &HashMap<String, Uuid>, solution: &Solution, revision: i64) -> Result<NewListing, Failure> {
    let id = change.new_id();
    let contract_id = match &solution.contract {
        Some(contract) => {
            let row = contracts::Model {
                id: change.new_id(),
                reference: contract.reference.clone(),
                ceiling_cents: contract.ceiling.cents(),
                starts_on: contract.starts_on.to_string(),
                ends_on: contract.ends_on.to_string(),
            };
            let contract = row.id;
            contracts::Entity::insert(row.into_active_model()).exec_without_returning(change.db()).await.stored()?;
            Some(contract)
        }
        None => None,
    };
    let languages: Vec<_> = solution.languages.iter().map(|language| language.code()).collect();
    let supplier = solution.supplier.as_ref().map(|supplier| supplier.name.clone()).unwrap_or_default();
    let row = listings::Model {
        id,
        reference: format!("S{:04}", solution.number),
        slug: solution.slug.clone(),
        access: solution.access.code().to_owned(),
        stage: solution.stage.code().to_owned(),
        category: solution.category.code().to_owned(),
        owner_id: Some(of(register, &solution.owner)?),
        owner_name: solution.owner.clone(),
        data_ceiling: Some(solution.data_ceiling.code().to_owned()),
        risk_tier: Some(solution.risk_tier.code().to_owned()),
        hosting: Some(solution.hosting.code().to_owned()),
        model: Some(solution.model.code().to_owned()),
        supplier_en: supplier.en,
        supplier_zh_hant: supplier.zh_hant,
        supplier_zh_hans: supplier.zh_hans,
        supplier_size: solution.supplier.as_ref().map(|supplier| supplier.size.code().to_owned()),
        startup: solution.supplier.as_ref().is_some_and(|supplier| supplier.startup),
        languages: languages.join(","),
        contract_id,
        listed_on: solution.listed_on.to_string(),
        standalone_estimate_cents: Some(solution.standalone_estimate.cents()),
        integration_cost_cents: solution.integration_cost.cents(),
        sample: true,
        revision,
    };
    Ok(NewListing {
        texts: Locale::ALL.iter().map(|locale| texts_of(id, solution, *locale)).collect(),
        evidence: evidence_of(id, solution),
        assurance: solution
            .assurance
            .iter()
            .map(|held| listing_assurance::Model {
                listing_id: id,
                kind: held.kind.code().to_owned(),
                signed_on: held.on.to_string(),
                valid_until: held.until.to_string(),
            })
            .collect(),
        rates: (0..)
            .zip(&solution.rates)
            .map(|(ordinal, rate)| listing_rates::Model {
                listing_id: id,
                ordinal,
                kind: rate.kind.code().to_owned(),
                amount_cents: rate.amount.cents(),
                unit: rate.unit.map(|unit| unit.code().to_owned()),
            })
            .collect(),
        row,
        source: None,
    })
}

fn texts_of(listing: Uuid, solution: &Solution, locale: Locale) -> listing_texts::Model {
    let text = |text: &Trilingual| text.get(locale).to_owned();
    listing_texts::Model {
        listing_id: listing,
        locale: locale.segment().to_owned(),
        name: text(&solution.name),
        summary: text(&solution.summary),
        description: text(&solution.description),
        human_review: text(&solution.human_review),
        limits: text(&solution.limits),
        integration: text(&solution.integration),
        prompts_go: text(&solution.prompts_go),
    }
}

fn evidence_of(listing: Uuid, solution: &Solution) -> Vec<listing_evidence::Model> {
    (0..)
        .zip(&solution.evidence)
        .map(|(ordinal, evidence)| listing_evidence::Model {
            listing_id: listing,
            ordinal,
            kind: evidence.kind.code().to_owned(),
            measured_on: evidence.on.to_string(),
            value: evidence.value.clone(),
            measure_en: evidence.measure.en.clone(),
            measure_zh_hant: evidence.measure.zh_hant.clone(),
            measure_zh_hans: evidence.measure.zh_hans.clone(),
            set_en: evidence.set.en.clone(),
            set_zh_hant: evidence.set.zh_hant.clone(),
            set_zh_hans: evidence.set.zh_hans.clone(),
        })
        .collect()
}

/// Orders, deployments, use and payments of the departments that use the sample solutions.
struct Orders<'a> {
    change: &'a Change,
    register: &'a HashMap<String, Uuid>,
    author: Uuid,
    approver: Uuid,
    office: Uuid,
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
    async fn lay_out(&self, solutions: &[Solution], listings: &[NewListing]) -> Result<usize, Failure> {
        let mut uses: Vec<Use<'_>> = Vec::new();
        for (solution, listing) in solutions.iter().zip(listings) {
            let adopter = |adopter: &'_ Adopter| (adopter.since, adopter.licensed, adopter.active, adopter.units_a_month);
            for one in &solution.adopters {
                let (since, licensed, active, units) = adopter(one);
                uses.push(Use { solution, listing, department: &one.department, since, licensed, active, units, live: true });
            }
            if solution.access != Access::Trial {
                for department in &solution.pilots {
                    let since = Day::parse("2026-10-05").unwrap_or(solution.listed_on);
                    uses.push(Use { solution, listing, department, since, licensed: 20, active: 0, units: 0, live: false });
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
            budget_lines::Entity::insert(row.into_active_model()).exec_without_returning(self.change.db()).await.stored()?;
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

    async fn order(&self, used: &Use<'_>, units: i64, months: i64, quote: &Quote, line: Uuid, reference: String) -> Result<(), Failure> {
        let db = self.change.db();
        let days_before = 14 + used.solution.number % 9;
        let submitted = Day::from_number(i64::from(used.since.number()) - days_before).starts_at().plus_minutes(10 * 60);
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
            created_by: self.author,
            endorsed_by: Some(self.approver),
            approved_by: Some(self.office),
            state: if used.live { "fulfilled" } else { "in_delivery" }.to_owned(),
            users: used.licensed,
            units,
            months,
            starts_on: used.since.to_string(),
            data_level: used.solution.data_ceiling.code().to_owned(),
            budget_line_id: line,
            purpose: used.solution.summary.en.chars().take(300).collect(),
            reason: if quote.lines.is_empty() { String::new() } else { "The contract was tendered openly for all departments.".to_owned() },
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
                reported_by: Set(self.author),
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
    async fn payments(&self, used: &Use<'_>, order: Uuid, line: Uuid, quote: &Quote, months: i64) -> Result<(), Failure> {
        let today = self.change.today();
        let mut paid_by_year: BTreeMap<i32, i64> = BTreeMap::new();
        let shares: BTreeMap<i32, i64> =
            schedule(quote, used.since, months).iter().map(|share| (share.year.0, share.amount.cents())).collect();
        let once: Money = quote.lines.iter().filter(|line| line.rate.kind == RateKind::Once).map(|line| line.amount).sum();
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
                recorded_by: Set(self.author),
                recorded_at: Set(paid_on.starts_at().plus_minutes(15 * 60).millis()),
            };
            payments::Entity::insert(row).exec_without_returning(self.change.db()).await.stored()?;
        }
        Ok(())
    }
}
