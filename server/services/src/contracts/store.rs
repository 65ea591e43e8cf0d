//! Rows of contracts ⇄ contracts as the rules know them.

use super::parts::{milestones_of, number, payments_of, put_milestones, put_variations, variations_of};
use crate::change::Change;
use crate::entities::{awarded_contracts, contracts};
use crate::failure::{Failure, Stored};
use domain::accounts::{OrganisationKind, Role};
use domain::actor::Officer;
use domain::contracts::{Contract, ContractState, Signature, Term, Terms};
use domain::ids::{AwardId, ContractId, OrganisationId, PersonId};
use domain::money::Money;
use domain::refusal::Refusal;
use domain::time::{Day, Timestamp};
use sea_orm::prelude::*;
use sea_orm::{Condition, IntoActiveModel, Set};

/// A contract with its rows.
#[derive(Debug, Clone)]
pub(super) struct Held {
    /// Reference, value and term.
    pub row: contracts::Model,
    /// What came of the award.
    pub terms: awarded_contracts::Model,
    /// As the rules see it.
    pub contract: Contract,
}

/// The contracts that somebody may know of: their department's, or all for those who see all; a supplier's own, from
/// the day it was sent to the supplier.
pub(super) fn visible(officer: &Officer) -> Condition {
    if officer.organisation_kind == OrganisationKind::Supplier {
        return Condition::all()
            .add(awarded_contracts::Column::SupplierId.eq(officer.organisation.0))
            .add(awarded_contracts::Column::ReadyOn.is_not_null());
    }
    if officer.sees_everything() || officer.has(Role::Board) {
        return Condition::all();
    }
    Condition::all().add(awarded_contracts::Column::BuyerId.eq(officer.organisation.0))
}

/// A contract by reference, if the one who asks may know of it.
pub(super) async fn load(db: &impl ConnectionTrait, officer: &Officer, reference: &str) -> Result<Held, Failure> {
    let row = row_of(db, reference).await?;
    let terms = query(officer, row.id).one(db).await.stored()?.ok_or(Failure::NotFound)?;
    held(db, row, terms).await
}

/// The same, locked to the end of the change.
pub(super) async fn lock(change: &Change, officer: &Officer, reference: &str) -> Result<Held, Failure> {
    let row = row_of(change.db(), reference).await?;
    let terms = change.locked(query(officer, row.id)).await?.pop().ok_or(Failure::NotFound)?;
    // Read again under the lock: a variation may have changed value and term meanwhile.
    let row = row_of(change.db(), reference).await?;
    held(change.db(), row, terms).await
}

/// A contract of the officer's own department, locked; another's does not exist.
pub(super) async fn lock_own(change: &Change, reference: &str) -> Result<Held, Failure> {
    let officer = change.caller().officer()?;
    let held = lock(change, officer, reference).await?;
    if held.terms.buyer_id == officer.organisation.0 { Ok(held) } else { Err(Failure::NotFound) }
}

/// A contract of the supplier's own, locked; another's does not exist.
pub(super) async fn lock_companys(change: &Change, reference: &str) -> Result<Held, Failure> {
    let officer = change.caller().officer()?;
    let held = lock(change, officer, reference).await?;
    if held.terms.supplier_id == officer.organisation.0 { Ok(held) } else { Err(Failure::NotFound) }
}

/// A contract for the service itself, locked.
pub(super) async fn lock_by_id(change: &Change, id: Uuid) -> Result<Held, Failure> {
    let query = awarded_contracts::Entity::find_by_id(id);
    let terms = change.locked(query).await?.pop().ok_or(Failure::NotFound)?;
    let row = contracts::Entity::find_by_id(id).one(change.db()).await.stored()?.ok_or(Failure::NotFound)?;
    held(change.db(), row, terms).await
}

async fn row_of(db: &impl ConnectionTrait, reference: &str) -> Result<contracts::Model, Failure> {
    let query = contracts::Entity::find().filter(contracts::Column::Reference.eq(reference));
    query.one(db).await.stored()?.ok_or(Failure::NotFound)
}

fn query(officer: &Officer, id: Uuid) -> Select<awarded_contracts::Entity> {
    awarded_contracts::Entity::find_by_id(id).filter(visible(officer))
}

/// Rows as the rules know them; rows that cannot be are an internal failure.
pub(super) async fn held(
    db: &impl ConnectionTrait,
    row: contracts::Model,
    terms: awarded_contracts::Model,
) -> Result<Held, Failure> {
    let contract = Contract {
        milestones: milestones_of(db, row.id).await?,
        variations: variations_of(db, row.id).await?,
        payments: payments_of(db, row.id).await?,
        ..bare(&row, &terms)?
    };
    Ok(Held { row, terms, contract })
}

/// A contract without its milestones, variations and payments: enough to say where it stands.
pub(super) fn bare(row: &contracts::Model, terms: &awarded_contracts::Model) -> Result<Contract, Failure> {
    let strange = |what: &str| Failure::impossible(format!("contract {} has a strange {what}", row.reference));
    let day = |text: &str, what: &str| Day::parse(text).ok_or_else(|| strange(what));
    let signature = |by: Option<Uuid>, at: Option<i64>| {
        by.zip(at).map(|(by, at)| Signature { by: PersonId(by), at: Timestamp::from_millis(at) })
    };
    let framework = terms.framework_json.as_ref().map(|text| serde_json::from_str(text)).transpose();
    let term = Term::of(day(&row.starts_on, "first day")?, day(&row.ends_on, "last day")?);
    Ok(Contract {
        id: ContractId(row.id),
        award: AwardId(terms.award_id),
        supplier: OrganisationId(terms.supplier_id),
        buyer: OrganisationId(terms.buyer_id),
        drafted_by: PersonId(terms.drafted_by),
        original_value: Money::from_cents(terms.original_cents),
        value: Money::from_cents(row.ceiling_cents),
        term: term.map_err(|_| strange("term"))?,
        terms: Terms {
            performance: terms.performance.clone(),
            service_levels: terms.service_levels.clone(),
            data: terms.data_terms.clone(),
        },
        milestones: Vec::new(),
        framework: framework.map_err(|error| Failure::broken("reading a framework", error))?,
        ready_on: terms.ready_on.as_deref().and_then(Day::parse),
        supplier_signature: signature(terms.supplier_signed_by, terms.supplier_signed_at),
        department_signature: signature(terms.department_signed_by, terms.department_signed_at),
        variations: Vec::new(),
        revision: u32::try_from(terms.revision).unwrap_or_default(),
        payments: Vec::new(),
        state: ContractState::parse(&terms.state).ok_or_else(|| strange("state"))?,
    })
}

/// Stores a new contract.
pub(super) async fn insert(
    change: &Change,
    contract: &Contract,
    reference: &str,
    tender: Uuid,
    line: Uuid,
) -> Result<(), Failure> {
    let row = contracts::Model {
        id: contract.id.0,
        reference: reference.to_owned(),
        ceiling_cents: contract.value.cents(),
        starts_on: contract.term.starts_on().to_string(),
        ends_on: contract.term.ends_on().to_string(),
    };
    contracts::Entity::insert(row.into_active_model()).exec_without_returning(change.db()).await.stored()?;
    let framework = contract.framework.as_ref().map(serde_json::to_string).transpose();
    let terms = awarded_contracts::Model {
        contract_id: contract.id.0,
        award_id: contract.award.0,
        tender_id: tender,
        supplier_id: contract.supplier.0,
        buyer_id: contract.buyer.0,
        budget_line_id: line,
        drafted_by: contract.drafted_by.0,
        state: contract.state.code().to_owned(),
        original_cents: contract.original_value.cents(),
        performance: contract.terms.performance.clone(),
        service_levels: contract.terms.service_levels.clone(),
        data_terms: contract.terms.data.clone(),
        framework_json: framework.map_err(|error| Failure::broken("writing a framework", error))?,
        ready_on: None,
        supplier_signed_by: None,
        supplier_signed_at: None,
        department_signed_by: None,
        department_signed_at: None,
        revision: 0,
        ended_on: None,
        end_cause: None,
        end_words: String::new(),
        warned_spent: false,
        warned_end: None,
        created_at: change.now().millis(),
        updated_at: change.now().millis(),
        version: 0,
    };
    awarded_contracts::Entity::insert(terms.into_active_model()).exec_without_returning(change.db()).await.stored()?;
    put_milestones(change, contract).await
}

/// Stores a contract after a step, and other columns, if nobody changed it meanwhile.
pub(super) async fn save(
    change: &Change,
    before: &Held,
    contract: &Contract,
    also: awarded_contracts::ActiveModel,
) -> Result<(), Failure> {
    let columns = awarded_contracts::ActiveModel {
        state: Set(contract.state.code().to_owned()),
        ready_on: Set(contract.ready_on.map(|day| day.to_string())),
        supplier_signed_by: Set(contract.supplier_signature.map(|signature| signature.by.0)),
        supplier_signed_at: Set(contract.supplier_signature.map(|signature| signature.at.millis())),
        department_signed_by: Set(contract.department_signature.map(|signature| signature.by.0)),
        department_signed_at: Set(contract.department_signature.map(|signature| signature.at.millis())),
        revision: Set(number(contract.revision)),
        updated_at: Set(change.now().millis()),
        version: Set(before.terms.version + 1),
        ..also
    };
    let stored = awarded_contracts::Entity::update_many()
        .set(columns)
        .filter(awarded_contracts::Column::ContractId.eq(before.row.id))
        .filter(awarded_contracts::Column::Version.eq(before.terms.version))
        .exec(change.db())
        .await
        .stored()?;
    if stored.rows_affected != 1 {
        return Err(Failure::Refused(Refusal::ChangedMeanwhile));
    }
    if contract.value != before.contract.value || contract.term != before.contract.term {
        contracts::Entity::update_many()
            .col_expr(contracts::Column::CeilingCents, Expr::value(contract.value.cents()))
            .col_expr(contracts::Column::StartsOn, Expr::value(contract.term.starts_on().to_string()))
            .col_expr(contracts::Column::EndsOn, Expr::value(contract.term.ends_on().to_string()))
            .filter(contracts::Column::Id.eq(before.row.id))
            .exec(change.db())
            .await
            .stored()?;
    }
    if contract.milestones != before.contract.milestones {
        put_milestones(change, contract).await?;
    }
    put_variations(change, &before.contract, contract).await
}
