//! A contract's money: committed by financial year, released when it ends, counted against its budget line.
//!
//! Whoever calls what changes it holds the lock of the budget line.

use super::store::Held;
use crate::change::Change;
use crate::entities::{contract_commitments, contract_payments};
use crate::failure::{Failure, Stored};
use crate::orders::{line_left, lock_budget};
use domain::contracts::{Contract, YearShare};
use domain::money::Money;
use domain::time::FinancialYear;
use sea_orm::prelude::*;
use sea_orm::{QueryOrder, Set};

/// Committed for a contract by year, less released.
pub(super) async fn committed(db: &impl ConnectionTrait, contract: Uuid) -> Result<Vec<YearShare>, Failure> {
    let rows = rows_of(db, contract).await?;
    Ok(rows
        .into_iter()
        .map(|row| YearShare {
            year: FinancialYear(row.year),
            amount: Money::from_cents(row.amount_cents - row.released_cents),
        })
        .collect())
}

async fn rows_of(db: &impl ConnectionTrait, contract: Uuid) -> Result<Vec<contract_commitments::Model>, Failure> {
    contract_commitments::Entity::find()
        .filter(contract_commitments::Column::ContractId.eq(contract))
        .order_by_asc(contract_commitments::Column::Year)
        .all(db)
        .await
        .stored()
}

/// What is left of a contract's budget line in each year; below zero counts as nothing. Takes the line's lock.
pub(super) async fn room(change: &Change, line: Uuid) -> Result<Vec<YearShare>, Failure> {
    lock_budget(change, line).await?;
    shown_room(change.db(), line).await
}

/// The same for a contract whose own money was committed and is counted anew.
pub(super) async fn room_beside(change: &Change, held: &Held) -> Result<Vec<YearShare>, Failure> {
    lock_budget(change, held.terms.budget_line_id).await?;
    let own = committed(change.db(), held.row.id).await?;
    let left = line_left(change.db(), held.terms.budget_line_id).await?;
    let with_own = |(year, left): (FinancialYear, Money)| {
        let own: Money = own.iter().filter(|share| share.year == year).map(|share| share.amount).sum();
        YearShare { year, amount: (left + own).max(Money::ZERO) }
    };
    Ok(left.into_iter().map(with_own).collect())
}

/// The same without a lock, only to be shown.
pub(super) async fn shown_room(db: &impl ConnectionTrait, line: Uuid) -> Result<Vec<YearShare>, Failure> {
    let left = line_left(db, line).await?;
    Ok(left.into_iter().map(|(year, left)| YearShare { year, amount: left.max(Money::ZERO) }).collect())
}

/// Commits what a contract needs in each year; what stood there before is replaced.
pub(super) async fn commit(change: &Change, held: &Held, contract: &Contract) -> Result<Vec<YearShare>, Failure> {
    let shares = contract.commitments();
    let before = rows_of(change.db(), held.row.id).await?;
    contract_commitments::Entity::delete_many()
        .filter(contract_commitments::Column::ContractId.eq(held.row.id))
        .exec(change.db())
        .await
        .stored()?;
    for share in &shares {
        // A year that was committed before stays so since then.
        let since = before.iter().find(|row| row.year == share.year.0).map(|row| row.committed_at);
        let row = contract_commitments::ActiveModel {
            contract_id: Set(held.row.id),
            year: Set(share.year.0),
            line_id: Set(held.terms.budget_line_id),
            amount_cents: Set(share.amount.cents()),
            released_cents: Set(0),
            committed_at: Set(since.unwrap_or(change.now().millis())),
        };
        contract_commitments::Entity::insert(row).exec_without_returning(change.db()).await.stored()?;
    }
    Ok(shares)
}

/// Releases what was committed and is neither paid nor owed for what was accepted; returns how much. Takes the line's
/// lock.
pub(super) async fn release_unpaid(change: &Change, held: &Held, contract: &Contract) -> Result<Money, Failure> {
    lock_budget(change, held.terms.budget_line_id).await?;
    let paid = contract_payments::Entity::find()
        .filter(contract_payments::Column::ContractId.eq(held.row.id))
        .all(change.db())
        .await
        .stored()?;
    let owed = contract.owed();
    let mut released = Money::ZERO;
    for row in rows_of(change.db(), held.row.id).await? {
        let of_year = paid.iter().filter(|payment| payment.year == row.year);
        let paid: i64 = of_year.map(|payment| payment.amount_cents).sum();
        let owed: i64 = owed.iter().filter(|share| share.year.0 == row.year).map(|share| share.amount.cents()).sum();
        let unpaid = (row.amount_cents - row.released_cents - paid - owed).max(0);
        released = released + Money::from_cents(unpaid);
        contract_commitments::Entity::update_many()
            .col_expr(contract_commitments::Column::ReleasedCents, Expr::value(row.released_cents + unpaid))
            .filter(contract_commitments::Column::ContractId.eq(held.row.id))
            .filter(contract_commitments::Column::Year.eq(row.year))
            .exec(change.db())
            .await
            .stored()?;
    }
    Ok(released)
}
