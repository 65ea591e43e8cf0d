use super::content::{self, Solution};
use super::{keep_register, lay_out};
use crate::audit::{Verified, verify};
use crate::entities::{budget_lines, commitments, contracts, deployments, listings, orders, payments, people};
use crate::orders::line_left;
use crate::testing::Office;
use domain::catalogue::{Access, RateKind};
use domain::locale::Locale;
use domain::money::Money;
use domain::time::{Day, Timestamp};
use sea_orm::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap};

const TODAY: &str = "2026-11-22";

#[tokio::test]
async fn the_sample_office_is_laid_out_as_its_files_say_and_its_log_is_whole() {
    let office = Office::open().await;
    let laid_out = lay_out(&office.system()).await.unwrap().unwrap();
    let solutions = content::solutions().unwrap();
    let pilots = solutions.iter().filter(|one| one.access != Access::Trial).map(|one| one.pilots.len());
    let orders = solutions.iter().map(|one| one.adopters.len()).chain(pilots).sum::<usize>();
    assert_eq!((laid_out.organisations, laid_out.solutions, laid_out.orders), (78, 40, orders));
    assert_eq!(laid_out.people.len(), 25);
    assert_eq!(laid_out.people.len(), 26);
    assert_eq!(office.log().await, ["office.sampled"]);
    assert!(matches!(verify(&office.system()).await.unwrap(), Verified::Whole { size: 1, .. }));
}

#[tokio::test]
async fn laying_it_out_twice_is_laying_it_out_once() {
    let office = Office::sample().await;
    let rows = counts(&office).await;
    assert!(lay_out(&office.system()).await.unwrap().is_none());
    assert_eq!(counts(&office).await, rows);
    assert_eq!(office.log().await.len(), 1);
}

async fn counts(office: &Office) -> [u64; 4] {
    let db = office.services.db.reader();
    [
        people::Entity::find().count(db).await.unwrap(),
        listings::Entity::find().count(db).await.unwrap(),
        orders::Entity::find().count(db).await.unwrap(),
        payments::Entity::find().count(db).await.unwrap(),
    ]
}

#[tokio::test]
async fn the_register_is_kept_without_the_sample_and_told_of_once() {
    let office = Office::open().await;
    assert_eq!(keep_register(&office.system()).await.unwrap(), 78);
    assert_eq!(keep_register(&office.system()).await.unwrap(), 78);
    assert_eq!(office.log().await, ["register.kept"]);
    assert!(keep_register(&office.public()).await.is_err());
    assert!(lay_out(&office.public()).await.is_err());
}

#[test]
fn every_solution_of_the_files_is_one_that_can_be() {
    let solutions = content::solutions().unwrap();
    let register: BTreeSet<String> = content::organisations().unwrap().into_iter().map(|one| one.code).collect();
    let different = |of: &dyn Fn(&Solution) -> String| solutions.iter().map(of).collect::<BTreeSet<_>>().len();
    assert_eq!(different(&|one| one.number.to_string()), solutions.len());
    assert_eq!(different(&|one| one.slug.clone()), solutions.len());
    assert_eq!(different(&|one| one.name.zh_hant.clone()), solutions.len());
    let wrong: Vec<String> = solutions
        .iter()
        .flat_map(|one| problems(one, &register).into_iter().map(|what| format!("S{:04}: {what}", one.number)))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Everything about a solution that contradicts itself, the register or the calendar.
fn problems(one: &Solution, register: &BTreeSet<String>) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut must = |fits: bool, what: &str| {
        if !fits {
            wrong.push(what.to_owned());
        }
    };
    let today = Day::parse(TODAY).unwrap();
    for text in
        [&one.name, &one.summary, &one.description, &one.human_review, &one.limits, &one.integration, &one.prompts_go]
    {
        must(Locale::ALL.iter().all(|locale| !text.get(*locale).trim().is_empty()), "a text is missing");
    }
    let call_off = one.access == Access::CallOff;
    must(one.contract.is_some() == call_off, "a call-off has a contract, and nothing else has one");
    must(!call_off || one.supplier.is_some(), "a call-off has no supplier");
    must(!call_off || !one.rates.is_empty(), "a call-off has no rate card");
    must(one.access != Access::Trial || (one.adopters.is_empty() && one.rates.is_empty()), "a trial is sold or used");
    must(
        one.rates.iter().all(|rate| (rate.kind == RateKind::Unit) == rate.unit.is_some()),
        "a unit rate names its unit",
    );
    must(one.rates.iter().all(|rate| rate.amount > Money::ZERO), "a rate is nothing");
    must(one.listed_on <= today, "listed in the future");
    must(!one.languages.is_empty() && !one.evidence.is_empty(), "no language or no evidence");
    must(one.evidence.iter().all(|figure| figure.on <= today), "measured in the future");
    must(one.assurance.iter().all(|held| held.on < held.until && held.on <= today), "an assessment has strange days");
    if let Some(contract) = &one.contract {
        must(contract.starts_on < contract.ends_on, "a contract ends before it starts");
        must(contract.starts_on <= one.listed_on, "listed before its contract");
    }
    let departments: BTreeSet<&String> =
        one.adopters.iter().map(|adopter| &adopter.department).chain(&one.pilots).collect();
    must(departments.len() == one.adopters.len() + one.pilots.len(), "a department stands twice");
    must(register.contains(&one.owner), "an unknown owner");
    must(departments.iter().all(|code| register.contains(*code)), "an unknown department");
    let by_unit = one.rates.iter().any(|rate| rate.kind == RateKind::Unit);
    for adopter in &one.adopters {
        must(adopter.since <= today, "in use from the future");
        must((0..=adopter.licensed).contains(&adopter.active), "more active users than licences");
        must(by_unit == (adopter.units_a_month > 0), "units without a unit rate, or the reverse");
    }
    wrong
}

#[tokio::test]
async fn no_line_has_less_allocated_than_claimed_in_any_year() {
    let office = Office::sample().await;
    let db = office.services.db.reader();
    let lines = budget_lines::Entity::find().all(db).await.unwrap();
    assert!(lines.len() > 4);
    for line in lines {
        let years = line_left(db, line.id).await.unwrap();
        assert_eq!(years.len(), 4, "{}", line.code);
        assert!(years.iter().all(|(_, left)| !left.is_negative()), "{}: {years:?}", line.code);
    }
    // Every commitment and payment falls into a year that has an allocation.
    let years: BTreeSet<i32> = commitments::Entity::find().all(db).await.unwrap().iter().map(|row| row.year).collect();
    assert!(years.iter().all(|year| (2025..=2028).contains(year)), "{years:?}");
}

#[tokio::test]
async fn no_sample_order_exceeds_its_contract_or_was_paid_above_its_price() {
    let office = Office::sample().await;
    let db = office.services.db.reader();
    let orders = orders::Entity::find().all(db).await.unwrap();
    let commitments = commitments::Entity::find().all(db).await.unwrap();
    let payments = payments::Entity::find().all(db).await.unwrap();
    let sum = |rows: &mut dyn Iterator<Item = i64>| rows.sum::<i64>();
    let mut ordered: HashMap<Uuid, i64> = HashMap::new();
    for order in &orders {
        let committed = sum(&mut commitments.iter().filter(|row| row.order_id == order.id).map(|row| row.amount_cents));
        let paid = sum(&mut payments.iter().filter(|row| row.order_id == order.id).map(|row| row.amount_cents));
        assert_eq!(committed, order.price_cents, "{}", order.reference);
        assert!(paid <= committed, "{}: {paid} of {committed}", order.reference);
        *ordered.entry(order.contract_id.unwrap_or_default()).or_default() += committed;
    }
    for contract in contracts::Entity::find().all(db).await.unwrap() {
        let used = ordered.get(&contract.id).copied().unwrap_or(0);
        assert!(used <= contract.ceiling_cents, "{}: {used}", contract.reference);
    }
}

#[tokio::test]
async fn the_days_of_a_sample_order_follow_each_other() {
    let office = Office::sample().await;
    let db = office.services.db.reader();
    let listings = listings::Entity::find().all(db).await.unwrap();
    let listings: HashMap<Uuid, listings::Model> = listings.into_iter().map(|row| (row.id, row)).collect();
    let contracts = contracts::Entity::find().all(db).await.unwrap();
    let contracts: HashMap<Uuid, contracts::Model> = contracts.into_iter().map(|row| (row.id, row)).collect();
    let deployments = deployments::Entity::find().all(db).await.unwrap();
    let deployments: HashMap<Uuid, deployments::Model> =
        deployments.into_iter().map(|row| (row.order_id, row)).collect();
    for order in orders::Entity::find().all(db).await.unwrap() {
        let reference = &order.reference;
        let deployment = &deployments[&order.id];
        assert!(Some(order.submitted_at) < order.approved_at, "{reference}");
        assert!(order.approved_at <= Some(deployment.planned_at), "{reference}");
        assert!(deployment.live_at.is_none_or(|live| deployment.planned_at < live), "{reference}");
        assert!(order.updated_at <= office.services.clock.now().millis(), "{reference}");
        if let Some(contract) = order.contract_id.map(|id| &contracts[&id]) {
            assert!(contract.starts_on <= order.starts_on, "{reference} starts before {}", contract.reference);
            assert!(order.starts_on <= contract.ends_on, "{reference} starts after {}", contract.reference);
        }
        // A department that built something may have used it before it was listed for all.
        let listing = &listings[&order.listing_id];
        let own = listing.owner_id == Some(order.organisation_id);
        assert!(own || listing.listed_on <= order.starts_on, "{reference}: {} was not listed", listing.reference);
    }
}

#[tokio::test]
async fn who_wrote_a_sample_order_belongs_to_its_department_where_somebody_there_can() {
    let office = Office::sample().await;
    let db = office.services.db.reader();
    let people = people::Entity::find().all(db).await.unwrap();
    let staffed: BTreeMap<Uuid, Uuid> = people.iter().map(|row| (row.id, row.organisation_id)).collect();
    let with_officer: BTreeSet<Uuid> = ["tm.chan", "pf.wong"]
        .map(|who| people.iter().find(|row| row.email.starts_with(who)).unwrap().organisation_id)
        .into();
    let orders = orders::Entity::find().all(db).await.unwrap();
    let theirs = orders.iter().filter(|row| with_officer.contains(&row.organisation_id));
    let written: Vec<_> = theirs.clone().filter(|row| staffed[&row.created_by] == row.organisation_id).collect();
    assert_eq!(written.len(), theirs.count());
    assert!(!written.is_empty());
}

#[tokio::test]
async fn usage_is_reported_for_every_month_since_it_went_live() {
    let office = Office::sample().await;
    let db = office.services.db.reader();
    let rows = crate::entities::usage_readings::Entity::find().all(db).await.unwrap();
    for deployment in deployments::Entity::find().all(db).await.unwrap() {
        let readings: Vec<_> = rows.iter().filter(|row| row.deployment_id == deployment.id).collect();
        let live = deployment.live_at.map(|at| Timestamp::from_millis(at).day().month());
        let this_month = Day::parse(TODAY).unwrap().month();
        let mut expected = Vec::new();
        let mut month = live.unwrap_or(this_month);
        while month < this_month {
            expected.push(month.to_string());
            month = month.next();
        }
        let mut reported: Vec<_> = readings.iter().map(|row| row.period.clone()).collect();
        reported.sort();
        assert_eq!(reported, expected);
        assert!(readings.iter().all(|row| row.active_users <= deployment.licensed_users));
    }
}
