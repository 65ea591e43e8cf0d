//! Lists of contracts: a department's, a supplier's own, and what waits in them for the one who asks.

use super::draw_up::awards_waiting;
use super::store::{self, Held, visible};
use crate::caller::Caller;
use crate::entities::{awarded_contracts, contracts, organisations, promise_deliveries, tenders};
use crate::failure::{Failure, Stored};
use crate::orders::{department_names, ordered_under};
use domain::accounts::Role;
use domain::actor::Officer;
use domain::contracts::views::{ContractList, ContractRow};
use domain::contracts::{Contract, ContractState, MilestoneStanding, VariationState};
use domain::locale::Locale;
use domain::money::Money;
use domain::page::{PAGE_SIZE, Page, page_to_show};
use domain::permissions::Action;
use domain::tenders::views::said;
use domain::time::Day;
use sea_orm::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};
use std::collections::HashMap;

/// A page of contracts that an officer may read, newest change first, and awards that wait for their contract.
pub async fn browse(caller: &Caller, locale: Locale, asked: usize) -> Result<ContractList, Failure> {
    caller.may(Action::ReadContracts)?;
    let page = page(caller, locale, asked).await?;
    Ok(ContractList { waiting: awards_waiting(caller, locale).await?, page })
}

/// A page of one's own company's contracts, newest change first.
pub async fn browse_own(caller: &Caller, locale: Locale, asked: usize) -> Result<Page<ContractRow>, Failure> {
    caller.may(Action::ReadOwnContract)?;
    page(caller, locale, asked).await
}

async fn page(caller: &Caller, locale: Locale, asked: usize) -> Result<Page<ContractRow>, Failure> {
    let officer = caller.officer()?;
    let query = awarded_contracts::Entity::find().filter(visible(officer));
    let total = query.clone().count(caller.db()).await.stored()? as usize;
    let number = page_to_show(asked, total);
    let found = query
        .order_by_desc(awarded_contracts::Column::UpdatedAt)
        .order_by_asc(awarded_contracts::Column::ContractId)
        .offset(((number - 1) * PAGE_SIZE) as u64)
        .limit(PAGE_SIZE as u64)
        .all(caller.db())
        .await
        .stored()?;
    let names = names(caller, locale).await?;
    let mut rows = Vec::new();
    for terms in found {
        let row = contracts::Entity::find_by_id(terms.contract_id).one(caller.db()).await.stored()?;
        let row = row.ok_or_else(|| Failure::impossible("a contract without its row"))?;
        let held = store::held(caller.db(), row, terms).await?;
        let waits = waits_for(caller, officer, &held).await?;
        let used = used(caller.db(), &held.contract).await?;
        rows.push(names.row(locale, &held, used, waits, caller.today())?);
    }
    Ok(Page { rows, total, number, asked })
}

/// Used of a contract's value: paid, or ordered under a framework.
pub(super) async fn used(db: &impl ConnectionTrait, contract: &Contract) -> Result<Money, Failure> {
    if contract.framework.is_some() { ordered_under(db, contract.id.0).await } else { Ok(contract.paid()) }
}

/// Names that rows of a list need.
pub(super) struct Names {
    organisations: HashMap<Uuid, String>,
    codes: HashMap<Uuid, String>,
    tenders: HashMap<Uuid, tenders::Model>,
}

/// Reads them once for a whole list.
pub(super) async fn names(caller: &Caller, locale: Locale) -> Result<Names, Failure> {
    let known: Vec<Uuid> = awarded_contracts::Entity::find()
        .select_only()
        .column(awarded_contracts::Column::TenderId)
        .distinct()
        .into_tuple()
        .all(caller.db())
        .await
        .stored()?;
    let rows = tenders::Entity::find().filter(tenders::Column::Id.is_in(known)).all(caller.db()).await.stored()?;
    let codes = organisations::Entity::find().all(caller.db()).await.stored()?;
    Ok(Names {
        organisations: department_names(caller, locale).await?,
        codes: codes.into_iter().map(|row| (row.id, row.code)).collect(),
        tenders: rows.into_iter().map(|row| (row.id, row)).collect(),
    })
}

impl Names {
    /// A row of a list.
    pub(super) fn row(
        &self,
        locale: Locale,
        held: &Held,
        used: Money,
        waits_for_me: bool,
        today: Day,
    ) -> Result<ContractRow, Failure> {
        let contract = &held.contract;
        let tender = self.tenders.get(&held.terms.tender_id);
        let tender = tender.ok_or_else(|| Failure::impossible("a contract without its tender"))?;
        let name = |id: &Uuid| self.organisations.get(id).cloned().unwrap_or_default();
        Ok(ContractRow {
            reference: held.row.reference.clone(),
            title: said(&tender.title(), locale),
            tender: tender.reference.clone(),
            department: name(&held.terms.buyer_id),
            department_code: self.codes.get(&held.terms.buyer_id).cloned().unwrap_or_default(),
            supplier: name(&held.terms.supplier_id),
            phase: contract.phase(today),
            is_framework: contract.framework.is_some(),
            value: contract.value,
            used,
            starts_on: contract.term.starts_on(),
            ends_on: contract.term.ends_on(),
            signed_on: contract.department_signature.map(|signature| signature.at.day()),
            revision: contract.revision,
            sign_by: contract.sign_by(),
            waits_for_me,
        })
    }
}

/// The next step of this contract is this officer's.
pub(super) async fn waits_for(caller: &Caller, officer: &Officer, held: &Held) -> Result<bool, Failure> {
    let contract = &held.contract;
    if contract.supplier == officer.organisation {
        return Ok(contract.state == ContractState::Ready && officer.has(Role::SupplierAdmin));
    }
    if contract.buyer != officer.organisation {
        return Ok(false);
    }
    let own = contract.drafted_by == officer.person;
    let active = contract.state == ContractState::Active;
    let proposed = |person| {
        let open = |one: &&domain::contracts::Variation| one.state == VariationState::Proposed;
        contract.variations.iter().filter(open).any(|one| one.asks.proposed_by != person)
    };
    let overdue =
        contract.milestones.iter().any(|one| one.standing(caller.today()) == MilestoneStanding::Overdue) && active;
    let unpaid = contract
        .milestones
        .iter()
        .any(|one| one.acceptance.is_some() && contract.paid_for(one.number) < one.amount && active);
    Ok(officer.has(Role::DepartmentProcurement) && contract.state == ContractState::Drafting
        || officer.has(Role::DepartmentApprover) && !own && contract.state == ContractState::SignedSupplier
        || officer.has(Role::DepartmentApprover) && active && proposed(officer.person)
        || officer.has(Role::DepartmentFinance) && unpaid
        || officer.has(Role::DepartmentUser) && (overdue || reported(caller, held.row.id).await?))
}

/// A report on a promise waits for an officer.
async fn reported(caller: &Caller, contract: Uuid) -> Result<bool, Failure> {
    let waiting = promise_deliveries::Entity::find()
        .filter(promise_deliveries::Column::ContractId.eq(contract))
        .filter(promise_deliveries::Column::State.eq("reported"))
        .count(caller.db())
        .await
        .stored()?;
    Ok(waiting > 0)
}
