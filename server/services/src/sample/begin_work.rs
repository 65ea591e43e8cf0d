//! The sample office at work: requests, orders and a use that ends, in states that ask for somebody's decision.
//!
//! Each step is taken by somebody who may take it, through the same operation as on the pages and at the instant at
//! which it is really taken, so that it stands in the log, in its order, with the letters it calls for.

use super::content::{self, OrderUnderWay, Retirement, StepTaken};
use crate::accounts;
use crate::caller::Caller;
use crate::deployments::{Step, run};
use crate::entities::{listings, orders, organisations, people};
use crate::failure::{Failure, Stored};
use crate::orders::{Decision, decide, request_reuse, reuse_options};
use domain::actor::Actor;
use domain::deployments::DeploymentCommand;
use domain::form::Fields;
use domain::ids::OnceToken;
use domain::locale::Locale;
use domain::orders::Command;
use domain::permissions::Action;
use domain::text::Trilingual;
use sea_orm::prelude::*;

/// Takes the steps that are under way in the sample office; once, after it was laid out. Returns how many orders.
pub async fn begin_work(caller: &Caller) -> Result<usize, Failure> {
    caller.may(Action::RunJobs)?;
    let under_way = content::orders()?;
    for (order, reason) in under_way.order.iter().zip(under_way.reasons.iter().cycle()) {
        let reference = ask(caller, order, reason).await?;
        for step in &order.steps {
            take(caller, &reference, step).await?;
        }
    }
    for retirement in &under_way.retirement {
        retire(caller, retirement).await?;
    }
    Ok(under_way.order.len())
}

async fn ask(caller: &Caller, order: &OrderUnderWay, reason: &Trilingual) -> Result<String, Failure> {
    let (author, locale) = person(caller, &order.by).await?;
    let options = reuse_options(&author, locale, &order.solution).await?;
    let line = options.lines.first().ok_or_else(|| Failure::impossible(format!("{} has no budget line", order.by)))?;
    let today = author.today();
    let starts_on = match order.starts_after_months {
        0 => today,
        months => today.month().plus(months).first_day(),
    };
    let fields = form([
        ("users", order.users.to_string()),
        ("units", order.units.to_string()),
        ("months", order.months.to_string()),
        ("starts_on", starts_on.to_string()),
        ("data_level", order.data_level.code().to_owned()),
        ("budget_line", line.id.to_string()),
        ("purpose", order.purpose.get(locale).to_owned()),
        ("reason", reason.get(locale).to_owned()),
    ]);
    let once = OnceToken::fresh(caller.services().random.id());
    request_reuse(&author, once, &order.solution, &fields).await
}

async fn take(caller: &Caller, reference: &str, taken: &StepTaken) -> Result<(), Failure> {
    let (by, locale) = person(caller, &taken.by).await?;
    if let Some(command) = Command::parse(&taken.step) {
        let order =
            orders::Entity::find().filter(orders::Column::Reference.eq(reference)).one(caller.db()).await.stored()?;
        let version = order.map_or(0, |order| order.version).to_string();
        let fields = form([("comment", taken.comment.get(locale).to_owned()), ("version", version)]);
        return decide(&by, reference, Decision::parse(command, &fields)?).await;
    }
    let command = DeploymentCommand::parse(&taken.step);
    let command = command.ok_or_else(|| Failure::impossible(format!("nobody takes the step {:?}", taken.step)))?;
    let ticked = || "on".to_owned();
    let fields = form([
        ("security_checked", ticked()),
        ("privacy_checked", ticked()),
        ("impact_assessed", ticked()),
        ("data_deleted", ticked()),
        ("training_on", by.today().plus_days(7).to_string()),
    ]);
    run(&by, reference, Step { command, fields: &fields }).await
}

async fn retire(caller: &Caller, retirement: &Retirement) -> Result<(), Failure> {
    let missing = || Failure::impossible(format!("{} does not use {}", retirement.department, retirement.solution));
    let db = caller.db();
    let listing = listings::Entity::find().filter(listings::Column::Reference.eq(retirement.solution.as_str()));
    let listing = listing.one(db).await.stored()?.ok_or_else(missing)?;
    let department =
        organisations::Entity::find().filter(organisations::Column::Code.eq(retirement.department.as_str()));
    let department = department.one(db).await.stored()?.ok_or_else(missing)?;
    let order = orders::Entity::find()
        .filter(orders::Column::ListingId.eq(listing.id))
        .filter(orders::Column::OrganisationId.eq(department.id));
    let order = order.one(db).await.stored()?.ok_or_else(missing)?;
    for command in [DeploymentCommand::StartRetirement, DeploymentCommand::Retire] {
        let step = command.code().to_owned();
        let taken = StepTaken { by: retirement.by.clone(), step, comment: Trilingual::default() };
        take(caller, &order.reference, &taken).await?;
    }
    Ok(())
}

/// Somebody of the office by their address, now, and the language they write.
async fn person(caller: &Caller, email: &str) -> Result<(Caller, Locale), Failure> {
    let row = people::Entity::find().filter(people::Column::Email.eq(email)).one(caller.db()).await.stored()?;
    let row = row.ok_or_else(|| Failure::impossible(format!("nobody of the sample office is {email}")))?;
    let officer = accounts::officer_of(caller.db(), row, None).await?;
    let locale = officer.locale;
    Ok((Caller::new(Actor::Person(Box::new(officer)), caller.services()), locale))
}

fn form<const N: usize>(pairs: [(&str, String); N]) -> Fields {
    Fields::new(pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}
