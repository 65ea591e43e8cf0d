//! A procurement officer draws a contract up: value from the award, term from the tender, promises from the winning bid,
//! the rest typed.

use super::facts;
use super::store;
use crate::accounts::government;
use crate::awards;
use crate::caller::Caller;
use crate::change::answer_given;
use crate::entities::{
    awarded_contracts, awards as award_rows, contract_promises, contracts, organisations, tenders as tender_rows,
};
use crate::failure::{Failure, Stored};
use crate::openings;
use crate::tenders;
use domain::awards::{Award, AwardState};
use domain::contracts::views::{AwardWaiting, DraftView};
use domain::contracts::{
    Contract, ContractEvent, ContractRefusal, ContractState, DraftForm, Framework, NewContract, Promise, Selection,
    Term,
};
use domain::form::Fields;
use domain::ids::{ContractId, OnceToken, OrganisationId};
use domain::locale::Locale;
use domain::permissions::Action;
use domain::tenders::Tender;
use domain::tenders::views::said;
use sea_orm::Set;
use sea_orm::prelude::*;

/// What a draft starts from: the final award of a tender of one's own department.
pub async fn draft_for(caller: &Caller, locale: Locale, tender: &str) -> Result<DraftView, Failure> {
    caller.may(Action::DrawUpContract)?;
    let officer = caller.officer()?;
    let row = tenders::load_row(caller.db(), officer, tender).await?;
    if row.organisation_id != officer.organisation.0 {
        return Err(Failure::NotFound);
    }
    let (award, _) = awards::of_tender(caller.db(), row.id.into()).await?.ok_or(Failure::NotFound)?;
    begins_with(caller, locale, &row, &award).await
}

/// What a contract of this award starts from.
pub(super) async fn begins_with(
    caller: &Caller,
    locale: Locale,
    row: &tender_rows::Model,
    award: &Award,
) -> Result<DraftView, Failure> {
    let draft = tenders::tender_of(row)?;
    let supplier = organisations::Entity::find_by_id(award.supplier.0).one(caller.db()).await.stored()?;
    let supplier = supplier.ok_or_else(|| Failure::impossible("an award to nobody"))?;
    Ok(DraftView {
        award: AwardWaiting {
            tender: row.reference.clone(),
            title: said(&row.title(), locale),
            supplier: locale.pick(supplier.name_zh_hant, supplier.name_zh_hans, supplier.name_en),
            value: award.value,
        },
        signable_from: award.signable_from().day(),
        months: months_of(&draft)?,
        is_framework: is_framework(&draft),
        promised: openings::promised(caller, caller.db(), award.bid).await?,
    })
}

/// The tender said that departments will order under its contract.
fn is_framework(tender: &Tender) -> bool {
    tender.draft.purchase.as_ref().is_some_and(|purchase| purchase.is_framework)
}

/// Months of the term the tender asked for.
pub(super) fn months_of(tender: &Tender) -> Result<u32, Failure> {
    Term::months_of(&tender.draft)
        .ok_or_else(|| Failure::impossible(format!("tender {} was awarded without a term", tender.reference)))
}

/// Draws a contract up; the same form sent twice gives one contract. Returns its reference.
pub async fn draw_up(caller: &Caller, once: OnceToken, tender: &str, fields: &Fields) -> Result<String, Failure> {
    caller.may(Action::DrawUpContract)?;
    if let Some(reference) = answer_given(caller.db(), caller, once).await? {
        return Ok(reference);
    }
    let officer = caller.officer()?;
    let change = caller.begin().await?;
    if let Some(reference) = change.answer_before(once).await? {
        return Ok(reference);
    }
    let row = tenders::load_row(change.db(), officer, tender).await?;
    if row.organisation_id != officer.organisation.0 {
        return Err(Failure::NotFound);
    }
    let aggregate = tenders::tender_of(&row)?;
    let form = DraftForm::parse(fields, months_of(&aggregate)?, change.today())?;
    let newest = awards::row_of(change.db(), aggregate.id).await?.ok_or(Failure::NotFound)?;
    // Of two drafts of one award at once the second finds the first.
    let locked = change.locked(award_rows::Entity::find_by_id(newest.id)).await?.pop().ok_or(Failure::NotFound)?;
    let award = awards::award_of(&locked)?.ok_or(ContractRefusal::AwardNotActive { state: AwardState::Pending })?;
    none_drawn_up(&change, &award).await?;
    let line = row.budget_line_id.ok_or_else(|| Failure::impossible("an award of a tender without a budget line"))?;

    // Bidders were told whether departments will order under it (A7).
    let framework = if is_framework(&aggregate) { Some(open_to_all(&change, &award).await?) } else { None };
    let new = NewContract {
        id: ContractId(change.new_id()),
        buyer: OrganisationId(row.organisation_id),
        drafted_by: officer.person,
        term: form.term,
        terms: form.terms,
        milestones: form.milestones,
        framework,
    };
    let contract = Contract::draft(new, &award)?;
    let year = change.today().parts().0;
    let number = change.next_number(&format!("contracts-{year}")).await?;
    let reference = format!("C-{year}-{number:04}");
    store::insert(&change, &contract, &reference, row.id, line).await?;
    // What the bid promised comes first and as it was made; an officer adds to it and takes nothing away.
    let of_bid = openings::promised(caller, change.db(), award.bid).await?;
    let promises: Vec<_> = of_bid.iter().map(|one| one.dated(contract.term)).chain(form.promises).collect();
    keep_promises(&change, contract.id, &promises).await?;
    change.remember_answer(once, &reference).await?;
    let event = ContractEvent::DrawnUp {
        contract: contract.id,
        reference: reference.clone(),
        award: award.id,
        tender: aggregate.id,
        value: contract.value,
    };
    change.commit(event.into()).await?;
    Ok(reference)
}

/// Refuses a second contract of one award while the first is not cancelled.
async fn none_drawn_up(change: &crate::Change, award: &Award) -> Result<(), Failure> {
    let living = awarded_contracts::Entity::find()
        .filter(awarded_contracts::Column::AwardId.eq(award.id.0))
        .filter(awarded_contracts::Column::State.ne(ContractState::Cancelled.code()))
        .one(change.db())
        .await
        .stored()?;
    let Some(living) = living else { return Ok(()) };
    let row = contracts::Entity::find_by_id(living.contract_id).one(change.db()).await.stored()?;
    let reference = row.map(|row| row.reference).unwrap_or_default();
    Err(ContractRefusal::DrawnUpAlready { reference }.into())
}

/// A framework under which every department orders straight from its only contractor.
async fn open_to_all(change: &crate::Change, award: &Award) -> Result<Framework, Failure> {
    let buyers = government().all(change.db()).await.stored()?;
    Ok(Framework {
        buyers: buyers.into_iter().map(|row| OrganisationId(row.id)).collect(),
        contractors: vec![award.supplier],
        all_terms_set: true,
        selection: Selection::Mechanical,
    })
}

/// Keeps the promises of a contract in place of those it had.
pub(super) async fn keep_promises(
    change: &crate::Change,
    contract: ContractId,
    promises: &[Promise],
) -> Result<(), Failure> {
    contract_promises::Entity::delete_many()
        .filter(contract_promises::Column::ContractId.eq(contract.0))
        .exec(change.db())
        .await
        .stored()?;
    for (index, promise) in promises.iter().enumerate() {
        let row = contract_promises::ActiveModel {
            contract_id: Set(contract.0),
            number: Set(i32::try_from(index + 1).unwrap_or(i32::MAX)),
            kind: Set(promise.kind.code().to_owned()),
            amount: Set(i64::from(promise.amount)),
            due_on: Set(promise.due_on.to_string()),
        };
        contract_promises::Entity::insert(row).exec_without_returning(change.db()).await.stored()?;
    }
    Ok(())
}

/// Final awards of a department's tenders that have no contract yet.
pub(super) async fn awards_waiting(caller: &Caller, locale: Locale) -> Result<Vec<AwardWaiting>, Failure> {
    if caller.may(Action::DrawUpContract).is_err() {
        return Ok(Vec::new());
    }
    let own = caller.officer()?.organisation.0;
    let rows = award_rows::Entity::find()
        .filter(award_rows::Column::State.eq(AwardState::Active.code()))
        .all(caller.db())
        .await
        .stored()?;
    let mut waiting = Vec::new();
    for row in rows {
        let (tender, _) = facts::tender_of(caller.db(), row.tender_id).await?;
        let drawn_up = awarded_contracts::Entity::find()
            .filter(awarded_contracts::Column::AwardId.eq(row.id))
            .filter(awarded_contracts::Column::State.ne(ContractState::Cancelled.code()))
            .count(caller.db())
            .await
            .stored()?;
        if tender.organisation_id == own && drawn_up == 0 {
            waiting.push(draft_for(caller, locale, &tender.reference).await?.award);
        }
    }
    Ok(waiting)
}
