//! An order's page.

use super::{browse, store, weigh};
use crate::caller::Caller;
use crate::deployments;
use crate::entities::{audit_entries, budget_lines, contracts, listings, payments, people};
use crate::failure::{Failure, Stored};
use domain::accounts::Role;
use domain::actor::Officer;
use domain::event::Event;
use domain::locale::Locale;
use domain::money::Money;
use domain::orders::views::{Happening, OrderView, PaymentView};
use domain::orders::{Command, Order};
use domain::permissions::Action;
use domain::time::{Day, Timestamp};
use sea_orm::QueryOrder;
use sea_orm::prelude::*;
use std::collections::HashMap;

/// Everything about an order that the one who asks may see.
pub async fn show(caller: &Caller, locale: Locale, reference: &str) -> Result<OrderView, Failure> {
    caller.may(Action::ReadOrders)?;
    let officer = caller.officer()?;
    let row = store::load_order_row(caller.db(), officer, reference).await?;
    let order = store::order_of(&row)?;
    let rows = browse::order_rows(caller, locale, vec![row.clone()]).await?;
    let listed = rows.into_iter().next().ok_or(Failure::NotFound)?;
    let listing =
        listings::Entity::find_by_id(row.listing_id).one(caller.db()).await.stored()?.ok_or(Failure::NotFound)?;
    let line = budget_lines::Entity::find_by_id(row.budget_line_id).one(caller.db()).await.stored()?;
    let line = line.ok_or(Failure::NotFound)?;
    let contract = match row.contract_id {
        Some(contract) => contracts::Entity::find_by_id(contract).one(caller.db()).await.stored()?,
        None => None,
    };
    let created_by = people::Entity::find_by_id(row.created_by).one(caller.db()).await.stored()?;
    let payments = payments::Entity::find()
        .filter(payments::Column::OrderId.eq(row.id))
        .order_by_asc(payments::Column::PaidOn)
        .all(caller.db())
        .await
        .stored()?;
    let own_department = row.organisation_id == officer.organisation.0;
    let paid: i64 = payments.iter().map(|payment| payment.amount_cents).sum();
    let may_pay = own_department
        && officer.has(Role::DepartmentFinance)
        && order.state().is_committed()
        && paid < row.price_cents;
    let may = steps_for(officer, &order);
    let decides = may.iter().any(|command| matches!(command, Command::Endorse | Command::Approve));
    let weighing =
        if decides { Some(weigh::weigh(caller, locale, &row, &listing, contract.as_ref()).await?) } else { None };
    Ok(OrderView {
        solution_path: format!("{}-{}", listing.slug, listing.reference.to_lowercase()),
        shares: order.shares(),
        budget_line: format!("{} {}", line.code, locale.pick(&line.name_zh_hant, &line.name_zh_hans, &line.name_en)),
        created_by: created_by.map(|person| person.name).unwrap_or_default(),
        contract: contract.map(|contract| contract.reference),
        history: history(caller, row.id).await?,
        deployment: deployments::of_order(caller, &row).await?,
        payments: payments
            .into_iter()
            .filter_map(|payment| {
                let paid_on = Day::parse(&payment.paid_on)?;
                Some(PaymentView { invoice: payment.invoice, paid_on, amount: Money::from_cents(payment.amount_cents) })
            })
            .collect(),
        may,
        weighing,
        may_pay,
        own: order.is_by(officer.person),
        request: order.request,
        quote: order.quote,
        row: listed,
        version: row.version,
    })
}

/// The decisions this officer may take now; what `decide` would refuse is not offered.
fn steps_for(officer: &Officer, order: &Order) -> Vec<Command> {
    let own_department = order.organisation == officer.organisation;
    let author = order.is_by(officer.person);
    let endorser = order.endorsed_by == Some(officer.person);
    let office = officer.has(Role::Curator) || officer.has(Role::Head);
    let mut steps = Vec::new();
    let mut offer = |command: Command, allowed: bool| {
        if allowed && order.state().after(command).is_ok() {
            steps.push(command);
        }
    };
    offer(Command::Endorse, own_department && officer.has(Role::DepartmentApprover) && !author);
    offer(Command::Reject, own_department && officer.has(Role::DepartmentApprover) && !author);
    offer(Command::Approve, office && !author && !endorser);
    offer(Command::Return, office && !author);
    offer(Command::Submit, own_department && officer.has(Role::DepartmentOfficer));
    offer(Command::Cancel, own_department && officer.has(Role::DepartmentOfficer));
    steps
}

async fn history(caller: &Caller, order: Uuid) -> Result<Vec<Happening>, Failure> {
    let entries = audit_entries::Entity::find()
        .filter(audit_entries::Column::SubjectId.eq(order))
        .order_by_asc(audit_entries::Column::Position)
        .all(caller.db())
        .await
        .stored()?;
    let ids: Vec<Uuid> = entries.iter().filter_map(|entry| entry.person_id).collect();
    let people = people::Entity::find().filter(people::Column::Id.is_in(ids)).all(caller.db()).await.stored()?;
    let names: HashMap<Uuid, String> = people.into_iter().map(|person| (person.id, person.name)).collect();
    Ok(entries
        .into_iter()
        .map(|entry| {
            let event = serde_json::from_str::<Event>(&entry.body).ok();
            Happening {
                event: event_key(&entry.event, event.as_ref()),
                at: Timestamp::from_millis(entry.at),
                by: entry.person_id.and_then(|person| names.get(&person).cloned()),
                comment: event.as_ref().map(comment_of).unwrap_or_default(),
                position: entry.position,
            }
        })
        .collect())
}

/// The event's name, and for a deployment's step the state it reached.
fn event_key(name: &str, event: Option<&Event>) -> String {
    match event {
        Some(Event::DeploymentMoved { to, .. }) => format!("{name}.{}", to.code()),
        _ => name.to_owned(),
    }
}

fn comment_of(event: &Event) -> String {
    match event {
        Event::ReuseRejected { comment, .. }
        | Event::ReuseReturned { comment, .. }
        | Event::OrderCancelled { comment, .. }
        | Event::DeploymentMoved { comment, .. } => comment.clone(),
        Event::UsageReported { reading, reason, .. } if reason.is_empty() => reading.period.to_string(),
        Event::UsageReported { reading, reason, .. } => format!("{}: {reason}", reading.period),
        Event::PaymentRecorded { invoice, .. } => invoice.clone(),
        _ => String::new(),
    }
}
