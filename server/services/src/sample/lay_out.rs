//! Lays the sample office out, in one change.

use super::content::{self, Solution};
use super::orders::Orders;
use super::people::{PASSWORD, PEOPLE, Person, Staff, posts};
use super::register::lay_out_register;
use super::suppliers;
use crate::caller::Caller;
use crate::catalogue::{NewListing, insert_listings};
use crate::change::Change;
use crate::entities::{
    contracts, listing_assurance, listing_evidence, listing_rates, listing_texts, listings, memberships, people,
};
use crate::failure::{Failure, Stored};
use domain::accounts::Role;
use domain::event::Event;
use domain::locale::Locale;
use domain::permissions::Action;
use domain::text::Trilingual;
use sea_orm::prelude::*;
use sea_orm::{IntoActiveModel, Set};
use std::collections::{BTreeSet, HashMap};

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
    super::tenders::keep_documents(caller.services()).await?;
    let change = caller.begin().await?;
    let register = lay_out_register(&change).await?;
    let mut staff = Staff::default();
    let join = People { change: &change, hash: &hash };
    join.lay_out(&register, &PEOPLE, &mut staff).await?;
    join.lay_out_posts(&register, &solutions, &mut staff).await?;
    let companies = suppliers::lay_out(&change, &staff).await?;
    join.lay_out(&companies, &suppliers::PEOPLE, &mut staff).await?;
    let revision = change.next_number(crate::change::CATALOGUE).await?;
    let mut listings = Vec::new();
    for solution in &solutions {
        listings.push(listing(&change, &register, solution, revision).await?);
    }
    insert_listings(&change, listings.clone()).await?;
    let why = content::orders()?;
    let orders = Orders { change: &change, register: &register, staff: &staff, why: &why };
    let count = orders.lay_out(&solutions, &listings).await?;
    super::keys::lay_out(&change).await?;
    super::tenders::lay_out(&change, &register).await?;
    let event = Event::OfficeSampled { organisations: register.len(), listings: solutions.len(), orders: count };
    let organisations = register.len();
    change.commit(event).await?;
    let listed = PEOPLE.iter().chain(&suppliers::PEOPLE).map(|person| {
        let roles = person.roles.iter().map(|role| role.code()).collect::<Vec<_>>().join(", ");
        (person.email.to_owned(), person.name.to_owned(), person.organisation.to_owned(), roles)
    });
    Ok(Some(SampleOffice { organisations, solutions: solutions.len(), orders: count, people: listed.collect() }))
}

pub(super) fn of(register: &HashMap<String, Uuid>, code: &str) -> Result<Uuid, Failure> {
    register.get(code).copied().ok_or_else(|| Failure::impossible(format!("no organisation has the code {code:?}")))
}

/// Puts people there, and remembers them by what they do where.
struct People<'a> {
    change: &'a Change,
    hash: &'a str,
}

impl People<'_> {
    /// Those who can sign in.
    async fn lay_out(
        &self,
        register: &HashMap<String, Uuid>,
        persons: &'static [Person],
        staff: &mut Staff,
    ) -> Result<(), Failure> {
        for person in persons {
            let row = self.row(of(register, person.organisation)?, person.email, person.name, person.locale);
            let row = people::Model { password_hash: Some(self.hash.to_owned()), ..row };
            self.join(staff, person.organisation, person.locale, person.roles, row).await?;
        }
        Ok(())
    }

    /// Those of every department that has a solution; nobody signs in for them.
    async fn lay_out_posts(
        &self,
        register: &HashMap<String, Uuid>,
        solutions: &[Solution],
        staff: &mut Staff,
    ) -> Result<(), Failure> {
        let departments: BTreeSet<&str> = solutions.iter().flat_map(Solution::departments).collect();
        for department in departments {
            for post in posts(department) {
                let row = self.row(of(register, department)?, &post.email, &post.name, post.locale);
                self.join(staff, department, post.locale, post.roles, row).await?;
            }
        }
        Ok(())
    }

    fn row(&self, organisation_id: Uuid, email: &str, name: &str, locale: Locale) -> people::Model {
        people::Model {
            id: self.change.new_id(),
            organisation_id,
            email: email.to_owned(),
            name: name.to_owned(),
            locale: locale.segment().to_owned(),
            password_hash: None,
            account_version: 0,
            created_at: self.change.now().millis(),
            disabled_at: None,
        }
    }

    async fn join(
        &self,
        staff: &mut Staff,
        organisation: &str,
        locale: Locale,
        roles: &[Role],
        person: people::Model,
    ) -> Result<(), Failure> {
        let (id, db) = (person.id, self.change.db());
        people::Entity::insert(person.into_active_model()).exec_without_returning(db).await.stored()?;
        for role in roles {
            let row = memberships::ActiveModel { person_id: Set(id), role: Set(role.code().to_owned()) };
            memberships::Entity::insert(row).exec_without_returning(db).await.stored()?;
            staff.add(organisation, *role, id, locale);
        }
        Ok(())
    }
}

async fn listing(
    change: &Change,
    register: &HashMap<String, Uuid>,
    solution: &Solution,
    revision: i64,
) -> Result<NewListing, Failure> {
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
