//! The rows that figures are made of.

use crate::caller::Caller;
use crate::entities::{
    awarded_contracts, budget_allocations, budget_lines, commitments, contract_commitments, contract_payments,
    contracts, deployments, listings, orders, payments, tenders,
};
use crate::failure::{Failure, Stored};
use domain::deployments::DeploymentState;
use domain::ids::{ListingId, OrganisationId};
use domain::money::Money;
use domain::spend::{Adopter, Saving, saving};
use domain::time::{FinancialYear, Timestamp};
use sea_orm::prelude::*;
use std::collections::{BTreeMap, HashMap};

/// A year's allocation of one line.
#[derive(Debug, Clone)]
pub(super) struct Allocation {
    pub organisation: Uuid,
    pub line: budget_lines::Model,
    pub amount: Money,
}

/// What money is committed or paid for.
#[derive(Debug, Clone)]
pub(super) enum Purpose {
    /// An order of a solution.
    Order(orders::Model),
    /// A contract of a tender.
    Contract(Agreement),
}

/// A contract of a tender, as far as money goes.
#[derive(Debug, Clone)]
pub(super) struct Agreement {
    pub reference: String,
    pub buyer: Uuid,
    pub tender: tenders::Model,
}

impl Purpose {
    /// The department that pays.
    pub(super) fn organisation(&self) -> Uuid {
        match self {
            Purpose::Order(order) => order.organisation_id,
            Purpose::Contract(contract) => contract.buyer,
        }
    }
}

/// A year's commitment of one order or contract.
#[derive(Debug, Clone)]
pub(super) struct Commitment {
    pub purpose: Purpose,
    pub amount: Money,
    pub committed_at: Timestamp,
}

/// A payment of the year.
#[derive(Debug, Clone)]
pub(super) struct Payment {
    pub purpose: Purpose,
    pub invoice: String,
    pub paid_on: String,
    pub amount: Money,
}

/// Rows of one year, of one department or of all.
#[derive(Debug, Clone, Default)]
pub(super) struct YearRows {
    pub allocations: Vec<Allocation>,
    pub commitments: Vec<Commitment>,
    pub payments: Vec<Payment>,
}

/// Reads the rows that budget, committed and actual are sums of.
pub(super) async fn year_rows(
    caller: &Caller,
    year: FinancialYear,
    department: Option<OrganisationId>,
) -> Result<YearRows, Failure> {
    let db = caller.db();
    let lines = budget_lines::Entity::find().all(db).await.stored()?;
    let lines: HashMap<Uuid, budget_lines::Model> = lines
        .into_iter()
        .filter(|line| department.is_none_or(|department| department.0 == line.organisation_id))
        .map(|line| (line.id, line))
        .collect();
    let allocations = budget_allocations::Entity::find()
        .filter(budget_allocations::Column::Year.eq(year.0))
        .all(db)
        .await
        .stored()?
        .into_iter()
        .filter_map(|row| {
            let line = lines.get(&row.line_id)?.clone();
            Some(Allocation {
                organisation: line.organisation_id,
                line,
                amount: Money::from_cents(row.allocated_cents),
            })
        })
        .collect();
    let orders = orders_of(caller, department).await?;
    let mut commitments: Vec<Commitment> = commitments::Entity::find()
        .filter(commitments::Column::Year.eq(year.0))
        .all(db)
        .await
        .stored()?
        .into_iter()
        .filter_map(|row| {
            let order = orders.get(&row.order_id)?.clone();
            let amount = Money::from_cents(row.amount_cents - row.released_cents);
            let committed_at = Timestamp::from_millis(row.committed_at);
            Some(Commitment { purpose: Purpose::Order(order), amount, committed_at })
        })
        .collect();
    let mut payments: Vec<Payment> = payments::Entity::find()
        .filter(payments::Column::Year.eq(year.0))
        .all(db)
        .await
        .stored()?
        .into_iter()
        .filter_map(|row| {
            let purpose = Purpose::Order(orders.get(&row.order_id)?.clone());
            let amount = Money::from_cents(row.amount_cents);
            Some(Payment { purpose, invoice: row.invoice, paid_on: row.paid_on, amount })
        })
        .collect();
    add_contracts(caller, year, department, &mut commitments, &mut payments).await?;
    Ok(YearRows { allocations, commitments, payments })
}

/// Adds what is committed and paid under contracts of tenders.
async fn add_contracts(
    caller: &Caller,
    year: FinancialYear,
    department: Option<OrganisationId>,
    commitments: &mut Vec<Commitment>,
    payments: &mut Vec<Payment>,
) -> Result<(), Failure> {
    let db = caller.db();
    let agreements = agreements_of(caller, department).await?;
    let rows = contract_commitments::Entity::find().filter(contract_commitments::Column::Year.eq(year.0));
    for row in rows.all(db).await.stored()? {
        let Some(agreement) = agreements.get(&row.contract_id) else { continue };
        commitments.push(Commitment {
            purpose: Purpose::Contract(agreement.clone()),
            amount: Money::from_cents(row.amount_cents - row.released_cents),
            committed_at: Timestamp::from_millis(row.committed_at),
        });
    }
    let rows = contract_payments::Entity::find().filter(contract_payments::Column::Year.eq(year.0));
    for row in rows.all(db).await.stored()? {
        let Some(agreement) = agreements.get(&row.contract_id) else { continue };
        payments.push(Payment {
            purpose: Purpose::Contract(agreement.clone()),
            invoice: row.invoice,
            paid_on: row.paid_on,
            amount: Money::from_cents(row.amount_cents),
        });
    }
    Ok(())
}

async fn agreements_of(
    caller: &Caller,
    department: Option<OrganisationId>,
) -> Result<HashMap<Uuid, Agreement>, Failure> {
    let db = caller.db();
    let mut query = awarded_contracts::Entity::find();
    if let Some(department) = department {
        query = query.filter(awarded_contracts::Column::BuyerId.eq(department.0));
    }
    let found = query.all(db).await.stored()?;
    let ids = found.iter().map(|row| row.contract_id);
    let rows = contracts::Entity::find().filter(contracts::Column::Id.is_in(ids)).all(db).await.stored()?;
    let references: HashMap<Uuid, String> = rows.into_iter().map(|row| (row.id, row.reference)).collect();
    let ids = found.iter().map(|row| row.tender_id);
    let rows = tenders::Entity::find().filter(tenders::Column::Id.is_in(ids)).all(db).await.stored()?;
    let tenders: HashMap<Uuid, tenders::Model> = rows.into_iter().map(|row| (row.id, row)).collect();
    Ok(found
        .into_iter()
        .filter_map(|row| {
            let agreement = Agreement {
                reference: references.get(&row.contract_id)?.clone(),
                buyer: row.buyer_id,
                tender: tenders.get(&row.tender_id)?.clone(),
            };
            Some((row.contract_id, agreement))
        })
        .collect())
}

async fn orders_of(
    caller: &Caller,
    department: Option<OrganisationId>,
) -> Result<HashMap<Uuid, orders::Model>, Failure> {
    let mut query = orders::Entity::find();
    if let Some(department) = department {
        query = query.filter(orders::Column::OrganisationId.eq(department.0));
    }
    Ok(query.all(caller.db()).await.stored()?.into_iter().map(|row| (row.id, row)).collect())
}

/// What reuse avoided in a year, solution by solution, in Hong Kong's own entries.
///
/// The first adopter of a solution is found among all departments, whichever department is asked about.
pub(super) async fn savings(caller: &Caller, year: FinancialYear) -> Result<BTreeMap<ListingId, Saving>, Failure> {
    let db = caller.db();
    let orders = orders_of(caller, None).await?;
    let listings = listings::Entity::find().filter(listings::Column::Access.ne("reference")).all(db).await.stored()?;
    let listings: HashMap<Uuid, listings::Model> = listings.into_iter().map(|row| (row.id, row)).collect();
    let mut adopters: BTreeMap<ListingId, Vec<Adopter>> = BTreeMap::new();
    for row in deployments::Entity::find().filter(deployments::Column::LiveAt.is_not_null()).all(db).await.stored()? {
        let adopted = DeploymentState::parse(&row.state).is_some_and(DeploymentState::is_adopted);
        let (Some(live_at), Some(order), Some(listing)) =
            (row.live_at, orders.get(&row.order_id), listings.get(&row.listing_id))
        else {
            continue;
        };
        if adopted {
            adopters.entry(ListingId(row.listing_id)).or_default().push(Adopter {
                organisation: OrganisationId(row.organisation_id),
                live_on: Timestamp::from_millis(live_at).day(),
                standalone_estimate: listing.standalone_estimate_cents.map(Money::from_cents),
                order_price: Money::from_cents(order.price_cents),
                integration_cost: Money::from_cents(listing.integration_cost_cents),
            });
        }
    }
    Ok(adopters.into_iter().map(|(listing, adopters)| (listing, saving(&adopters, Some(year)))).collect())
}

/// Reference of the order behind each department's present use of a solution.
pub(super) async fn orders_in_use(caller: &Caller) -> Result<HashMap<(Uuid, Uuid), String>, Failure> {
    let orders = orders_of(caller, None).await?;
    let rows = deployments::Entity::find().all(caller.db()).await.stored()?;
    let in_use = rows.iter().filter(|row| DeploymentState::parse(&row.state).is_some_and(DeploymentState::is_adopted));
    Ok(in_use
        .filter_map(|row| Some(((row.listing_id, row.organisation_id), orders.get(&row.order_id)?.reference.clone())))
        .collect())
}

/// Categories of listings, for the chart.
pub(super) async fn categories(caller: &Caller) -> Result<HashMap<Uuid, String>, Failure> {
    let rows =
        listings::Entity::find().filter(listings::Column::Access.ne("reference")).all(caller.db()).await.stored()?;
    Ok(rows.into_iter().map(|row| (row.id, row.category)).collect())
}
