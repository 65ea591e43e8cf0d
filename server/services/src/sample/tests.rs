use super::content::{self, Solution};
use super::{begin_work, keep_register, lay_out};
use crate::audit::{Verified, verify};
use crate::entities::{
    audit_entries, budget_lines, commitments, contracts, deployments, listings, orders, payments, people,
};
use crate::orders::line_left;
use crate::spend::{Scope, review};
use crate::testing::Office;
use domain::catalogue::{Access, RateKind};
use domain::locale::Locale;
use domain::money::Money;
use domain::spend::Health;
use domain::time::{Day, Timestamp};
use sea_orm::QueryOrder;
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
    assert_eq!(laid_out.people.len(), 37);
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
async fn one_line_was_cut_below_what_is_committed_and_no_other_has_less_than_is_claimed() {
    let office = Office::sample().await;
    let db = office.services.db.reader();
    let lines = budget_lines::Entity::find().all(db).await.unwrap();
    assert!(lines.len() > 4);
    let mut cut = Vec::new();
    for line in lines {
        let years = line_left(db, line.id).await.unwrap();
        assert_eq!(years.len(), 4, "{}", line.code);
        let short = years.iter().filter(|(_, left)| left.is_negative());
        cut.extend(short.map(|(year, _)| (line.code.clone(), year.0)));
    }
    assert_eq!(cut, [("EPD-AI-01".to_owned(), 2026)]);
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
async fn the_figures_of_the_present_year_are_of_one_size() {
    let office = Office::sample().await;
    let caller = office.person("kc.mak").await;
    let view = review(&caller, Locale::En, &Scope { year: None, department: None }).await.unwrap();
    let (budget, committed, paid) = (view.total.budget, view.total.committed, view.total.actual);
    let share = |part: Money, whole: Money| part.share_of(whole).unwrap();
    assert!((11_500..15_000).contains(&share(budget, committed)), "{:?}", view.total);
    assert!((5_000..20_000).contains(&share(view.avoided, paid)), "{:?} avoided, {paid:?} paid", view.avoided);
    // One department is over what was set aside, by about a twelfth, and one is close to it.
    let health = |health| view.rows.iter().filter(|row| row.position.health() == health).collect::<Vec<_>>();
    let [over] = health(Health::Over)[..] else { panic!("{:?}", health(Health::Over)) };
    let rate = over.position.commitment_rate().unwrap();
    assert!(over.code == "EPD" && (10_700..11_200).contains(&rate), "{over:?}");
    assert_eq!(health(Health::Close).iter().map(|row| row.code.as_str()).collect::<Vec<_>>(), ["LandsD"]);
    let housing = view.rows.iter().find(|row| row.code == "HD").unwrap();
    assert!((7_000..8_500).contains(&housing.position.commitment_rate().unwrap()), "{housing:?}");
}

#[tokio::test]
async fn every_order_was_written_endorsed_and_paid_in_its_own_department() {
    let office = Office::sample().await;
    let db = office.services.db.reader();
    let people = people::Entity::find().all(db).await.unwrap();
    let home: BTreeMap<Uuid, Uuid> = people.iter().map(|row| (row.id, row.organisation_id)).collect();
    let payments = payments::Entity::find().all(db).await.unwrap();
    for order in orders::Entity::find().all(db).await.unwrap() {
        let reference = &order.reference;
        let endorser = order.endorsed_by.unwrap();
        assert_eq!(home[&order.created_by], order.organisation_id, "{reference}");
        assert_eq!(home[&endorser], order.organisation_id, "{reference}");
        assert_ne!(order.created_by, endorser, "{reference}");
        let paid = payments.iter().filter(|payment| payment.order_id == order.id);
        assert!(paid.into_iter().all(|payment| home[&payment.recorded_by] == order.organisation_id), "{reference}");
        let by_contract = order.contract_id.is_some();
        assert_eq!(order.reason.is_empty(), !by_contract, "{reference}: {}", order.reason);
        assert!(!order.purpose.is_empty(), "{reference}");
        assert!(order.units >= 0 && order.users > 0, "{reference}");
    }
    // Posts do not sign in.
    assert_eq!(people.iter().filter(|row| row.password_hash.is_some()).count(), 37);
}

#[test]
fn why_departments_ordered_is_said_in_three_languages() {
    let why = content::orders().unwrap();
    let texts = why.reasons.iter().chain(why.purposes.values()).chain([&why.overseer]);
    let texts = texts.chain(why.order.iter().map(|order| &order.purpose));
    for text in texts {
        assert!(Locale::ALL.iter().all(|locale| !text.get(*locale).trim().is_empty()), "{text:?}");
        assert_ne!(text.en, text.zh_hant, "{text:?}");
    }
    let comments = why.order.iter().flat_map(|order| &order.steps).map(|step| &step.comment);
    for comment in comments.filter(|comment| **comment != Default::default()) {
        assert!(Locale::ALL.iter().all(|locale| !comment.get(*locale).is_empty()), "{comment:?}");
    }
}

#[tokio::test]
async fn what_is_under_way_asks_for_a_decision_of_each_and_stands_in_the_log_in_order() {
    let office = Office::sample().await;
    assert_eq!(begin_work(&office.system()).await.unwrap(), 8);
    for (who, waits) in [
        ("tm.chan", 0),
        ("sm.lee", 1),
        ("pf.wong", 1),
        ("cy.yip", 0),
        ("mk.tse", 1),
        ("ws.lau", 2),
        ("yt.tam", 2),
        ("kc.mak", 0),
    ] {
        let waiting = crate::orders::waiting(&office.person(who).await).await.unwrap();
        assert_eq!(waiting.0, waits, "{who}");
    }
    let db = office.services.db.reader();
    let mut states: BTreeMap<String, usize> = BTreeMap::new();
    for order in orders::Entity::find().all(db).await.unwrap() {
        *states.entry(order.state).or_default() += 1;
    }
    for state in
        ["submitted", "coordinator_review", "returned", "rejected", "cancelled", "approved", "in_delivery", "fulfilled"]
    {
        assert!(states.contains_key(state), "{state}: {states:?}");
    }
    let retired = deployments::Entity::find().filter(deployments::Column::State.eq("retired")).all(db).await.unwrap();
    assert_eq!(retired.len(), 1);
    let entries = audit_entries::Entity::find().order_by_asc(audit_entries::Column::Position).all(db).await.unwrap();
    assert_eq!(entries[0].event, "office.sampled");
    assert!(entries.len() > 20 && entries.windows(2).all(|pair| pair[0].at <= pair[1].at));
    assert!(entries[1..].iter().all(|entry| entry.person_id.is_some()));
    assert!(matches!(verify(&office.system()).await.unwrap(), Verified::Whole { .. }));
    // No line but the one that was cut has less than is claimed of it.
    for line in budget_lines::Entity::find().all(db).await.unwrap().iter().filter(|line| !line.code.starts_with("EPD"))
    {
        assert!(line_left(db, line.id).await.unwrap().iter().all(|(_, left)| !left.is_negative()), "{}", line.code);
    }
    // What is under way is not asked for twice.
    assert!(begin_work(&office.system()).await.is_err());
    assert!(begin_work(&office.public()).await.is_err());
}

#[tokio::test]
async fn usage_is_reported_for_every_month_since_it_went_live_except_by_three_who_are_late() {
    let office = Office::sample().await;
    let db = office.services.db.reader();
    let mut late = 0;
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
        if reported != expected {
            assert_eq!(reported.last().map(String::as_str), Some("2026-08"));
            assert!(expected.starts_with(&reported));
            late += 1;
        }
        assert!(readings.iter().all(|row| (1..=deployment.licensed_users).contains(&row.active_users)));
        // Nobody saves more than an hour and a half a week, and who does nothing saves nothing.
        assert!(readings.iter().all(|row| row.hours_saved <= 12 * row.active_users && row.transactions > 0));
    }
    assert_eq!(late, 3);
}
