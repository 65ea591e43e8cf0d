//! Rows of orders, commitments and what is left of money.

use crate::caller::Caller;
use crate::catalogue;
use crate::change::Change;
use crate::entities::{
    budget_allocations, budget_lines, commitments, contract_commitments, contract_payments, contracts, listing_rates,
    listings, orders, payments,
};
use crate::failure::{Failure, Stored};
use domain::actor::Officer;
use domain::catalogue::{Access, DataLevel, Rate, RateKind, Stage, Unit};
use domain::ids::{BudgetLineId, ListingId, OrderId, OrganisationId, PersonId};
use domain::money::Money;
use domain::orders::{Headroom, Holding, Offer, Order, OrderState, ReuseRequest};
use domain::refusal::Refusal;
use domain::spend::{OrderYear, claimed};
use domain::time::{Day, FinancialYear};
use sea_orm::prelude::*;
use sea_orm::{QueryOrder, Set};
use std::collections::BTreeMap;

/// An order row by reference, if the officer may know of it.
pub(super) async fn load_order_row(
    db: &impl ConnectionTrait,
    officer: &Officer,
    reference: &str,
) -> Result<orders::Model, Failure> {
    order_row(officer, reference).one(db).await.stored()?.ok_or(Failure::NotFound)
}

/// The same, locked to the end of the change: of two steps of one order at once the second finds what the first left.
///
/// Locks are taken in one order everywhere: the order, its budget line, its contract, counters, the log.
pub(crate) async fn lock_order_row(
    change: &Change,
    officer: &Officer,
    reference: &str,
) -> Result<orders::Model, Failure> {
    change.locked(order_row(officer, reference)).await?.into_iter().next().ok_or(Failure::NotFound)
}

fn order_row(officer: &Officer, reference: &str) -> Select<orders::Entity> {
    let query = orders::Entity::find().filter(orders::Column::Reference.eq(reference));
    match visible(officer) {
        Some(own) => query.filter(orders::Column::OrganisationId.eq(own.0)),
        None => query,
    }
}

/// The only organisation whose orders the officer sees; `None` for those who see all.
pub(crate) fn visible(officer: &Officer) -> Option<OrganisationId> {
    (!officer.sees_everything()).then_some(officer.organisation)
}

/// A row as the rules know it; a row that cannot be is an internal failure.
pub(super) fn order_of(row: &orders::Model) -> Result<Order, Failure> {
    let strange = |what: &str| Failure::impossible(format!("order {} has a strange {what}", row.reference));
    let request = ReuseRequest {
        users: row.users,
        units: row.units,
        months: row.months,
        starts_on: Day::parse(&row.starts_on).ok_or_else(|| strange("start"))?,
        data_level: DataLevel::parse(&row.data_level).ok_or_else(|| strange("data level"))?,
        budget_line: BudgetLineId(row.budget_line_id),
        purpose: row.purpose.clone(),
        reason: row.reason.clone(),
    };
    let quote = serde_json::from_str(&row.quote_json).map_err(|error| Failure::broken("reading a price", error))?;
    Ok(Order::stored(
        OrderId(row.id),
        row.reference.clone(),
        ListingId(row.listing_id),
        OrganisationId(row.organisation_id),
        PersonId(row.created_by),
        row.submitted_by.map(PersonId),
        row.endorsed_by.map(PersonId),
        request,
        quote,
        OrderState::parse(&row.state).ok_or_else(|| strange("state"))?,
    ))
}

/// The columns that a request and its price fill.
pub(super) fn request_columns(
    request: &ReuseRequest,
    quote: &domain::orders::Quote,
) -> Result<orders::ActiveModel, Failure> {
    let quote_json = serde_json::to_string(quote).map_err(|error| Failure::broken("writing a price", error))?;
    Ok(orders::ActiveModel {
        users: Set(request.users),
        units: Set(request.units),
        months: Set(request.months),
        starts_on: Set(request.starts_on.to_string()),
        data_level: Set(request.data_level.code().to_owned()),
        budget_line_id: Set(request.budget_line.0),
        purpose: Set(request.purpose.clone()),
        reason: Set(request.reason.clone()),
        price_cents: Set(quote.total.cents()),
        quote_json: Set(quote_json),
        ..Default::default()
    })
}

/// Stores a new state, and other columns, if nobody moved the order meanwhile.
pub(crate) async fn set_state(
    change: &Change,
    row: &orders::Model,
    state: OrderState,
    mut columns: orders::ActiveModel,
) -> Result<(), Failure> {
    columns.state = Set(state.code().to_owned());
    columns.updated_at = Set(change.now().millis());
    columns.version = Set(row.version + 1);
    let stored = orders::Entity::update_many()
        .set(columns)
        .filter(orders::Column::Id.eq(row.id))
        .filter(orders::Column::Version.eq(row.version))
        .exec(change.db())
        .await
        .stored()?;
    if stored.rows_affected == 1 { Ok(()) } else { Err(Failure::Refused(Refusal::ChangedMeanwhile)) }
}

/// The rate card of a listing, in its order.
pub(super) async fn rates(db: &impl ConnectionTrait, listing: Uuid) -> Result<Vec<Rate>, Failure> {
    let rows = listing_rates::Entity::find()
        .filter(listing_rates::Column::ListingId.eq(listing))
        .order_by_asc(listing_rates::Column::Ordinal)
        .all(db)
        .await
        .stored()?;
    rows.iter()
        .map(|row| {
            let kind = RateKind::parse(&row.kind).ok_or_else(|| Failure::impossible("a rate of no known kind"))?;
            Ok(Rate {
                kind,
                amount: Money::from_cents(row.amount_cents),
                unit: row.unit.as_deref().and_then(Unit::parse),
            })
        })
        .collect()
}

/// What the rules must know of a listing and its contract.
pub(super) async fn offer(db: &impl ConnectionTrait, listing: &listings::Model) -> Result<Offer, Failure> {
    let strange = || Failure::impossible(format!("listing {} has strange facts", listing.reference));
    let contract = match listing.contract_id {
        Some(contract) => contracts::Entity::find_by_id(contract).one(db).await.stored()?,
        None => None,
    };
    let contract_ends_on = match contract {
        Some(contract) => Some(Day::parse(&contract.ends_on).ok_or_else(strange)?),
        None => None,
    };
    Ok(Offer {
        stage: Stage::parse(&listing.stage).ok_or_else(strange)?,
        access: Access::parse(&listing.access).ok_or_else(strange)?,
        data_ceiling: listing.data_ceiling.as_deref().and_then(DataLevel::parse),
        contract_ends_on,
    })
}

/// Locks the budget line an order is charged to; every change of its money takes this lock first.
pub(crate) async fn lock_budget(change: &Change, line: Uuid) -> Result<budget_lines::Model, Failure> {
    let lines = change.locked(budget_lines::Entity::find_by_id(line)).await?;
    lines.into_iter().next().ok_or(Failure::NotFound)
}

/// Left of a budget line in each year that has an allocation.
pub(crate) async fn line_left(db: &impl ConnectionTrait, line: Uuid) -> Result<Vec<(FinancialYear, Money)>, Failure> {
    let claims = claims(db, line).await?;
    let allocations = budget_allocations::Entity::find()
        .filter(budget_allocations::Column::LineId.eq(line))
        .order_by_asc(budget_allocations::Column::Year)
        .all(db)
        .await
        .stored()?;
    Ok(allocations
        .into_iter()
        .map(|row| {
            let of_year = claims.iter().filter(|((_, year), _)| *year == row.year).map(|(_, claim)| *claim);
            (FinancialYear(row.year), Money::from_cents(row.allocated_cents) - claimed(of_year))
        })
        .collect())
}

/// What each order and each contract claims of a line in each year.
async fn claims(db: &impl ConnectionTrait, line: Uuid) -> Result<BTreeMap<(Uuid, i32), OrderYear>, Failure> {
    let mut claims: BTreeMap<(Uuid, i32), OrderYear> = BTreeMap::new();
    let committed = commitments::Entity::find().filter(commitments::Column::LineId.eq(line)).all(db).await.stored()?;
    for row in committed {
        let claim = claims.entry((row.order_id, row.year)).or_default();
        claim.committed = claim.committed + Money::from_cents(row.amount_cents - row.released_cents);
    }
    let paid = payments::Entity::find().filter(payments::Column::LineId.eq(line)).all(db).await.stored()?;
    for row in paid {
        let claim = claims.entry((row.order_id, row.year)).or_default();
        claim.paid = claim.paid + Money::from_cents(row.amount_cents);
    }
    let contracts = contract_commitments::Entity::find().filter(contract_commitments::Column::LineId.eq(line));
    for row in contracts.all(db).await.stored()? {
        let claim = claims.entry((row.contract_id, row.year)).or_default();
        claim.committed = claim.committed + Money::from_cents(row.amount_cents - row.released_cents);
    }
    let contracts = contract_payments::Entity::find().filter(contract_payments::Column::LineId.eq(line));
    for row in contracts.all(db).await.stored()? {
        let claim = claims.entry((row.contract_id, row.year)).or_default();
        claim.paid = claim.paid + Money::from_cents(row.amount_cents);
    }
    Ok(claims)
}

/// What the office must know before it approves. Locks the line, then the contract.
pub(super) async fn headroom(change: &Change, row: &orders::Model) -> Result<Headroom, Failure> {
    lock_budget(change, row.budget_line_id).await?;
    let ceiling_left = match row.contract_id {
        Some(contract) => Some(ceiling_left(change, contract).await?),
        None => None,
    };
    let duplicate = duplicate_of(change.db(), row).await?;
    Ok(Headroom { ceiling_left, budget_left: line_left(change.db(), row.budget_line_id).await?, duplicate })
}

/// Reference of another order by which the department has the solution already.
pub(super) async fn duplicate_of(db: &impl ConnectionTrait, row: &orders::Model) -> Result<Option<Holding>, Failure> {
    catalogue::deployed(db, row.listing_id, row.organisation_id, Some(row.id)).await
}

async fn ceiling_left(change: &Change, contract: Uuid) -> Result<Money, Failure> {
    let contracts = change.locked(contracts::Entity::find_by_id(contract)).await?;
    let contract = contracts.into_iter().next().ok_or_else(|| Failure::impossible("an order under no contract"))?;
    left_of(change.db(), &contract).await
}

/// Left of a contract's ceiling.
pub(super) async fn left_of(db: &impl ConnectionTrait, contract: &contracts::Model) -> Result<Money, Failure> {
    Ok(Money::from_cents(contract.ceiling_cents) - ordered_under(db, contract.id).await?)
}

/// Committed under a contract, less released.
pub(crate) async fn ordered_under(db: &impl ConnectionTrait, contract: Uuid) -> Result<Money, Failure> {
    let ordered = orders::Entity::find().filter(orders::Column::ContractId.eq(contract)).all(db).await.stored()?;
    let ids: Vec<Uuid> = ordered.iter().map(|row| row.id).collect();
    let rows = commitments::Entity::find().filter(commitments::Column::OrderId.is_in(ids)).all(db).await.stored()?;
    Ok(rows.iter().map(|row| Money::from_cents(row.amount_cents - row.released_cents)).sum())
}

/// Releases what an order committed and did not pay; returns how much.
pub(crate) async fn release_unpaid(change: &Change, row: &orders::Model) -> Result<Money, Failure> {
    lock_budget(change, row.budget_line_id).await?;
    let paid = payments::Entity::find().filter(payments::Column::OrderId.eq(row.id)).all(change.db()).await.stored()?;
    let committed = commitments::Entity::find()
        .filter(commitments::Column::OrderId.eq(row.id))
        .order_by_asc(commitments::Column::Year)
        .all(change.db())
        .await
        .stored()?;
    let mut released = Money::ZERO;
    for commitment in committed {
        let paid: i64 =
            paid.iter().filter(|payment| payment.year == commitment.year).map(|payment| payment.amount_cents).sum();
        let unpaid = (commitment.amount_cents - commitment.released_cents - paid).max(0);
        released = released + Money::from_cents(unpaid);
        commitments::Entity::update_many()
            .col_expr(commitments::Column::ReleasedCents, Expr::value(commitment.released_cents + unpaid))
            .filter(commitments::Column::OrderId.eq(row.id))
            .filter(commitments::Column::Year.eq(commitment.year))
            .exec(change.db())
            .await
            .stored()?;
    }
    Ok(released)
}

/// Budget lines of a department.
pub(super) async fn lines_of(
    caller: &Caller,
    organisation: OrganisationId,
) -> Result<Vec<budget_lines::Model>, Failure> {
    budget_lines::Entity::find()
        .filter(budget_lines::Column::OrganisationId.eq(organisation.0))
        .order_by_asc(budget_lines::Column::Code)
        .all(caller.db())
        .await
        .stored()
}
