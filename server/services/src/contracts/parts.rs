//! Rows of a contract's milestones, variations and payments.

use crate::change::Change;
use crate::entities::{contract_milestones, contract_payments, contract_variations};
use crate::failure::{Failure, Stored};
use domain::contracts::{Acceptance, Contract, Milestone, NewVariation, Payment, Variation, VariationState};
use domain::ids::{PaymentId, PersonId};
use domain::money::Money;
use domain::time::Day;
use sea_orm::prelude::*;
use sea_orm::{QueryOrder, Set};

fn whole(number: i32) -> u32 {
    u32::try_from(number).unwrap_or_default()
}

pub(super) fn number(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

pub(super) async fn milestones_of(db: &impl ConnectionTrait, contract: Uuid) -> Result<Vec<Milestone>, Failure> {
    let rows = contract_milestones::Entity::find()
        .filter(contract_milestones::Column::ContractId.eq(contract))
        .order_by_asc(contract_milestones::Column::Number)
        .all(db)
        .await
        .stored()?;
    let strange = || Failure::impossible(format!("a milestone of contract {contract} has a strange day"));
    rows.into_iter()
        .map(|row| {
            let acceptance = match (row.accepted_by, row.accepted_on.as_deref()) {
                (Some(by), Some(on)) => Some(Acceptance {
                    by: PersonId(by),
                    on: Day::parse(on).ok_or_else(strange)?,
                    evidence: row.evidence.clone(),
                }),
                _ => None,
            };
            Ok(Milestone {
                number: whole(row.number),
                title: row.title,
                due_on: Day::parse(&row.due_on).ok_or_else(strange)?,
                amount: Money::from_cents(row.amount_cents),
                acceptance,
            })
        })
        .collect()
}

pub(super) async fn variations_of(db: &impl ConnectionTrait, contract: Uuid) -> Result<Vec<Variation>, Failure> {
    let rows = contract_variations::Entity::find()
        .filter(contract_variations::Column::ContractId.eq(contract))
        .order_by_asc(contract_variations::Column::Number)
        .all(db)
        .await
        .stored()?;
    rows.into_iter()
        .map(|row| {
            let milestones = serde_json::from_str(&row.milestones_json)
                .map_err(|error| Failure::broken("reading the milestones of a variation", error))?;
            let asks = NewVariation {
                proposed_by: PersonId(row.proposed_by),
                reason: row.reason,
                added: Money::from_cents(row.added_cents),
                ends_on: row.ends_on.as_deref().and_then(Day::parse),
                milestones,
            };
            let state = VariationState::parse(&row.state)
                .ok_or_else(|| Failure::impossible(format!("a variation of contract {contract} is strange")))?;
            Ok(Variation { number: whole(row.number), asks, state, decided_by: row.decided_by.map(PersonId) })
        })
        .collect()
}

pub(super) async fn payments_of(db: &impl ConnectionTrait, contract: Uuid) -> Result<Vec<Payment>, Failure> {
    let rows = contract_payments::Entity::find()
        .filter(contract_payments::Column::ContractId.eq(contract))
        .order_by_asc(contract_payments::Column::RecordedAt)
        .order_by_asc(contract_payments::Column::Id)
        .all(db)
        .await
        .stored()?;
    let strange = || Failure::impossible(format!("a payment of contract {contract} has a strange day"));
    rows.into_iter()
        .map(|row| {
            Ok(Payment {
                id: PaymentId(row.id),
                milestone: whole(row.milestone),
                amount: Money::from_cents(row.amount_cents),
                paid_on: Day::parse(&row.paid_on).ok_or_else(strange)?,
                invoice: row.invoice,
                payer: PersonId(row.recorded_by),
            })
        })
        .collect()
}

pub(super) async fn put_milestones(change: &Change, contract: &Contract) -> Result<(), Failure> {
    contract_milestones::Entity::delete_many()
        .filter(contract_milestones::Column::ContractId.eq(contract.id.0))
        .exec(change.db())
        .await
        .stored()?;
    for milestone in &contract.milestones {
        let accepted = milestone.acceptance.as_ref();
        let row = contract_milestones::ActiveModel {
            contract_id: Set(contract.id.0),
            number: Set(number(milestone.number)),
            title: Set(milestone.title.clone()),
            due_on: Set(milestone.due_on.to_string()),
            amount_cents: Set(milestone.amount.cents()),
            accepted_by: Set(accepted.map(|one| one.by.0)),
            accepted_on: Set(accepted.map(|one| one.on.to_string())),
            evidence: Set(accepted.map(|one| one.evidence.clone()).unwrap_or_default()),
        };
        contract_milestones::Entity::insert(row).exec_without_returning(change.db()).await.stored()?;
    }
    Ok(())
}

pub(super) async fn put_variations(change: &Change, before: &Contract, contract: &Contract) -> Result<(), Failure> {
    for variation in &contract.variations {
        let known = before.variations.iter().find(|known| known.number == variation.number);
        if known == Some(variation) {
            continue;
        }
        if known.is_some() {
            contract_variations::Entity::update_many()
                .col_expr(contract_variations::Column::State, Expr::value(variation.state.code()))
                .col_expr(contract_variations::Column::DecidedBy, Expr::value(variation.decided_by.map(|by| by.0)))
                .filter(contract_variations::Column::ContractId.eq(contract.id.0))
                .filter(contract_variations::Column::Number.eq(number(variation.number)))
                .exec(change.db())
                .await
                .stored()?;
            continue;
        }
        let milestones = serde_json::to_string(&variation.asks.milestones)
            .map_err(|error| Failure::broken("writing the milestones of a variation", error))?;
        let row = contract_variations::ActiveModel {
            contract_id: Set(contract.id.0),
            number: Set(number(variation.number)),
            state: Set(variation.state.code().to_owned()),
            proposed_by: Set(variation.asks.proposed_by.0),
            reason: Set(variation.asks.reason.clone()),
            added_cents: Set(variation.asks.added.cents()),
            ends_on: Set(variation.asks.ends_on.map(|day| day.to_string())),
            milestones_json: Set(milestones),
            decided_by: Set(None),
        };
        contract_variations::Entity::insert(row).exec_without_returning(change.db()).await.stored()?;
    }
    Ok(())
}
