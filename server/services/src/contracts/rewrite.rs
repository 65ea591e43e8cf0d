//! The officer who drew a contract up writes it anew before both sides have signed. What the supplier had goes to it again,
//! with its money committed anew, and a signature that it gave falls away.

use super::draw_up::{begins_with, keep_promises, months_of};
use super::{confirm_promise, facts, money, store};
use crate::caller::Caller;
use crate::entities::awarded_contracts;
use crate::failure::Failure;
use crate::openings;
use domain::contracts::views::RewriteView;
use domain::contracts::{Contract, ContractCommand, ContractEvent, ContractRefusal, ContractState, DraftForm};
use domain::form::Fields;
use domain::locale::Locale;
use domain::permissions::Action;
use domain::refusal::Refusal;
use sea_orm::Set;

/// What the form begins with, for whoever drew the contract up.
pub async fn read_draft(caller: &Caller, locale: Locale, reference: &str) -> Result<RewriteView, Failure> {
    caller.may(Action::DrawUpContract)?;
    let officer = caller.officer()?;
    let held = store::load(caller.db(), officer, reference).await?;
    let contract = &held.contract;
    if contract.buyer != officer.organisation {
        return Err(Failure::NotFound);
    }
    contract.state.after(ContractCommand::Rewrite)?;
    if contract.drafted_by != officer.person {
        return Err(ContractRefusal::NotTheDrafter.into());
    }
    let (_, award) = facts::its_award(caller.db(), &held).await?;
    let (tender, _) = facts::tender_of(caller.db(), held.terms.tender_id).await?;
    let draft = begins_with(caller, locale, &tender, &award).await?;
    // The bid's promises come first, and are no part of the form.
    let promised = confirm_promise::promises(caller.db(), Some(held.row.id)).await?;
    let added = promised.into_values().skip(draft.promised.len());
    let promises = added.map(|one| (one.kind, one.amount, one.due_on)).collect();
    let milestones = contract.milestones.iter().map(|one| (one.title.clone(), one.due_on, one.amount)).collect();
    Ok(RewriteView {
        reference: held.row.reference.clone(),
        draft,
        starts_on: contract.term.starts_on(),
        terms: [&contract.terms.performance, &contract.terms.service_levels, &contract.terms.data].map(Clone::clone),
        milestones,
        promises,
        is_sent: contract.state != ContractState::Drafting,
        is_signed: contract.supplier_signature.is_some(),
        version: held.terms.version,
    })
}

/// Writes it anew. Fields: those it was drawn up with, and `version` of what was shown.
pub async fn rewrite(caller: &Caller, reference: &str, fields: &Fields) -> Result<(), Failure> {
    caller.may(Action::DrawUpContract)?;
    let officer = caller.officer()?;
    store::load(caller.db(), officer, reference).await?;
    let change = caller.begin().await?;
    let held = store::lock_own(&change, reference).await?;
    if fields.get("version") != held.terms.version.to_string() {
        return Err(Refusal::ChangedMeanwhile.into());
    }
    let (_, award) = facts::its_award(change.db(), &held).await?;
    let (_, tender) = facts::tender_of(change.db(), held.terms.tender_id).await?;
    let earliest = change.today().min(held.contract.term.starts_on());
    let form = DraftForm::parse(fields, months_of(&tender)?, earliest)?;
    let written = (form.term, form.terms.clone());
    let contract = held.contract.clone().rewrite(officer.person, written, form.milestones)?;
    let was_sent = held.contract.state != ContractState::Drafting;
    let (contract, committed) =
        if was_sent { send_again(&change, &held, contract).await? } else { (contract, Vec::new()) };
    let columns = awarded_contracts::ActiveModel {
        performance: Set(form.terms.performance),
        service_levels: Set(form.terms.service_levels),
        data_terms: Set(form.terms.data),
        ..Default::default()
    };
    store::save(&change, &held, &contract, columns).await?;
    let of_bid = openings::promised(caller, change.db(), award.bid).await?;
    let promises: Vec<_> = of_bid.iter().map(|one| one.dated(contract.term)).chain(form.promises).collect();
    keep_promises(&change, contract.id, &promises).await?;
    let event = ContractEvent::Rewritten {
        contract: contract.id,
        told_supplier: was_sent,
        signature_lost: held.contract.supplier_signature.is_some(),
        committed,
    };
    change.commit(event.into()).await?;
    Ok(())
}

/// The supplier gets what is written now: complete, and with its money set aside in each year.
async fn send_again(
    change: &crate::Change,
    held: &store::Held,
    contract: Contract,
) -> Result<(Contract, Vec<domain::contracts::YearShare>), Failure> {
    let room = money::room_beside(change, held).await?;
    let contract = contract.make_ready(&room, change.today())?;
    let committed = money::commit(change, held, &contract).await?;
    Ok((contract, committed))
}
