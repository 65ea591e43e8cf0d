//! The rows behind a figure of the spend page; they add up to it.

use super::review::{Scope, department_in_scope};
use super::store::{self, Purpose};
use crate::caller::Caller;
use crate::deployments;
use crate::entities::{orders, organisations};
use crate::failure::{Failure, Stored};
use crate::orders::{department_names, solution_names};
use domain::catalogue::views::Said;
use domain::ids::OrganisationId;
use domain::locale::Locale;
use domain::money::Money;
use domain::permissions::Action;
use domain::spend::views::{Figure, FigureRow, FigureView};
use domain::tenders::views::said;
use domain::time::Day;
use sea_orm::prelude::*;
use std::collections::BTreeSet;

/// Lists the rows of a figure, largest first, and their sum.
pub async fn figure(caller: &Caller, locale: Locale, figure: Figure, scope: &Scope) -> Result<FigureView, Failure> {
    caller.may(Action::ReviewSpend)?;
    let department = department_in_scope(caller, caller.officer()?, scope).await?;
    let only = department.as_ref().map(|row| OrganisationId(row.id));
    let year = scope.year.unwrap_or(caller.today().financial_year());
    let departments = department_names(caller, locale).await?;
    let of = |organisation: &Uuid| departments.get(organisation).cloned().unwrap_or_default();
    let money = store::year_rows(caller, year, only).await?;
    let all_orders = orders::Entity::find().all(caller.db()).await.stored()?;
    let names = solution_names(caller, locale, all_orders.iter().map(|row| row.listing_id).collect()).await?;
    let solution = |listing: &Uuid| names.get(listing).cloned().unwrap_or_default();
    let empty = FigureRow {
        department: String::new(),
        subject: Said::default(),
        order: None,
        contract: None,
        invoice: None,
        on: None,
        amount: None,
        worked_out: None,
        users: None,
    };

    let spent_on = |purpose: &Purpose| match purpose {
        Purpose::Order(order) => FigureRow {
            department: of(&order.organisation_id),
            subject: solution(&order.listing_id),
            order: Some(order.reference.clone()),
            ..empty.clone()
        },
        Purpose::Contract(contract) => FigureRow {
            department: of(&contract.buyer),
            subject: said(&contract.tender.title(), locale),
            contract: Some(contract.reference.clone()),
            ..empty.clone()
        },
    };

    let mut rows: Vec<FigureRow> = match figure {
        Figure::Budget => money
            .allocations
            .iter()
            .map(|row| {
                let line = &row.line;
                let name = locale.pick(&line.name_zh_hant, &line.name_zh_hans, &line.name_en);
                let subject = Said { text: format!("{} {name}", line.code), other: None };
                FigureRow { department: of(&row.organisation), subject, amount: Some(row.amount), ..empty.clone() }
            })
            .collect(),
        Figure::Committed => money
            .commitments
            .iter()
            .map(|row| FigureRow {
                on: Some(row.committed_at.day()),
                amount: Some(row.amount),
                ..spent_on(&row.purpose)
            })
            .collect(),
        Figure::Actual => money
            .payments
            .iter()
            .map(|row| FigureRow {
                invoice: Some(row.invoice.clone()),
                on: Day::parse(&row.paid_on),
                amount: Some(row.amount),
                ..spent_on(&row.purpose)
            })
            .collect(),
        Figure::Avoided => {
            let reference = store::orders_in_use(caller).await?;
            let savings = store::savings(caller, year).await?;
            savings
                .iter()
                .flat_map(|(listing, saving)| saving.avoided.iter().map(move |avoided| (listing, avoided)))
                .filter(|(_, avoided)| only.is_none_or(|only| avoided.adopter.organisation == only))
                .map(|(listing, avoided)| {
                    let adopter = &avoided.adopter;
                    FigureRow {
                        department: of(&adopter.organisation.0),
                        subject: solution(&listing.0),
                        order: reference.get(&(listing.0, adopter.organisation.0)).cloned(),
                        on: Some(adopter.live_on),
                        amount: Some(avoided.amount),
                        worked_out: adopter
                            .standalone_estimate
                            .map(|estimate| (estimate, adopter.order_price, adopter.integration_cost)),
                        ..empty.clone()
                    }
                })
                .collect()
        }
        Figure::Adopting => {
            let reference = store::orders_in_use(caller).await?;
            deployments::facts(caller)
                .await?
                .iter()
                .filter(|fact| fact.state.is_adopted() && only.is_none_or(|only| fact.organisation == only))
                .map(|fact| FigureRow {
                    department: of(&fact.organisation.0),
                    subject: solution(&fact.listing.0),
                    order: reference.get(&(fact.listing.0, fact.organisation.0)).cloned(),
                    on: fact.live_on,
                    users: fact.newest_usage.map(|(_, users)| (users, fact.licensed_users)),
                    ..empty.clone()
                })
                .collect()
        }
    };
    rows.sort_by(|a, b| {
        b.amount
            .cmp(&a.amount)
            .then(a.department.cmp(&b.department))
            .then((&a.order, &a.contract).cmp(&(&b.order, &b.contract)))
    });
    let total = (figure != Figure::Adopting).then(|| rows.iter().filter_map(|row| row.amount).sum::<Money>());
    let distinct: BTreeSet<&str> = rows.iter().map(|row| row.department.as_str()).collect();
    let departments = distinct.len();
    Ok(FigureView {
        figure,
        year,
        department: department
            .map(|row: organisations::Model| (row.code, locale.pick(row.name_zh_hant, row.name_zh_hans, row.name_en))),
        rows,
        total,
        departments,
        as_of: caller.now(),
    })
}
