//! One contract for its parties: what was agreed, where it stands, and the steps of the one who looks.

use super::confirm_promise::promises;
use super::notice::notice_of;
use super::{browse, facts, money, priced, store, text};
use crate::caller::Caller;
use crate::entities::{audit_entries, budget_lines, contract_payments, people, promise_deliveries};
use crate::failure::{Failure, Stored};
use domain::accounts::Role;
use domain::actor::Officer;
use domain::contracts::views::{
    ContractView, Ending, MilestoneView, PaymentView, PromiseView, ReportView, VariationView,
};
use domain::contracts::{
    Contract, ContractCommand, ContractEvent, ContractState, PaymentMethod, SigningBlocker, TerminationCause,
    VariationState, Warning, signing_blockers,
};
use domain::event::Event;
use domain::ids::PersonId;
use domain::locale::Locale;
use domain::orders::views::Happening;
use domain::permissions::Action;
use domain::time::{Day, Timestamp};
use sea_orm::QueryOrder;
use sea_orm::prelude::*;
use std::collections::HashMap;

/// A contract for officers: those of its department, and those who see all.
pub async fn show(caller: &Caller, locale: Locale, reference: &str) -> Result<ContractView, Failure> {
    caller.may(Action::ReadContracts)?;
    view(caller, locale, reference).await
}

/// A contract for its supplier.
pub async fn show_own(caller: &Caller, locale: Locale, reference: &str) -> Result<ContractView, Failure> {
    caller.may(Action::ReadOwnContract)?;
    view(caller, locale, reference).await
}

async fn view(caller: &Caller, locale: Locale, reference: &str) -> Result<ContractView, Failure> {
    let officer = caller.officer()?;
    let db = caller.db();
    let held = store::load(db, officer, reference).await?;
    let contract = &held.contract;
    let is_supplier = contract.supplier == officer.organisation;
    let own_department = contract.buyer == officer.organisation;
    let (award_row, award) = facts::its_award(db, &held).await?;
    let used = browse::used(db, contract).await?;
    let waits = browse::waits_for(caller, officer, &held).await?;
    let names = people_of(caller, contract).await?;
    let name = |person: PersonId| names.get(&person.0).cloned().unwrap_or_default();
    let signs =
        own_department && officer.has(Role::DepartmentApprover) && contract.state == ContractState::SignedSupplier;
    let mut blockers = Vec::new();
    if signs {
        let facts = facts::signing_facts(caller, db, &held, caller.now()).await?;
        blockers = signing_blockers(contract, officer.person, &facts, caller.now());
    }
    let notice = notice_of(db, contract).await?;
    let drafting = contract.state == ContractState::Drafting && own_department;
    let line = budget_lines::Entity::find_by_id(held.terms.budget_line_id).one(db).await.stored()?;
    Ok(ContractView {
        row: browse::names(caller, locale).await?.row(locale, &held, used, waits, caller.today())?,
        own_department,
        original_value: contract.original_value,
        price_lines: priced::lines(caller, &award_row, &award).await?,
        additions_left: contract.additions_left(caller.today()),
        spent_warning: contract.used_warning(used, caller.today()).filter(|_| contract.state == ContractState::Active),
        terms: [&contract.terms.performance, &contract.terms.service_levels, &contract.terms.data].map(Clone::clone),
        years: contract.commitments(),
        line_left: if drafting { money::shown_room(db, held.terms.budget_line_id).await? } else { Vec::new() },
        budget_line: line.filter(|_| !is_supplier).map(|line| line.code),
        milestones: milestones(caller, officer, contract, &names),
        payments: payments(caller, &held).await?,
        variations: variations(officer, contract, is_supplier, &names),
        promises: promised(caller, &held).await?,
        supplier_signed: contract.supplier_signature.map(|signature| (name(signature.by), signature.at)),
        department_signed: contract.department_signature.map(|signature| (name(signature.by), signature.at)),
        signable_from: award.signable_from(),
        people: named(caller, &blockers).await?,
        blockers,
        may: steps(officer, contract, notice.is_some()),
        may_report: is_supplier
            && (officer.has(Role::SupplierAdmin) || officer.has(Role::SupplierBidder))
            && contract.department_signature.is_some(),
        may_confirm: own_department && officer.has(Role::DepartmentUser),
        ending: notice.or_else(|| ending(&held)),
        text: text::fingerprint(db, &held).await?.to_string(),
        history: history(caller, officer, &held, is_supplier).await?,
    })
}

/// The steps this officer may take now; what would be refused for who they are is not offered.
fn steps(officer: &Officer, contract: &Contract, noticed: bool) -> Vec<ContractCommand> {
    use ContractCommand as Do;
    let department = contract.buyer == officer.organisation;
    let drafter = contract.drafted_by == officer.person;
    let procures = department && officer.has(Role::DepartmentProcurement);
    let approves = department && officer.has(Role::DepartmentApprover) && !drafter;
    let signs = contract.supplier == officer.organisation && officer.has(Role::SupplierAdmin);
    let mut may = Vec::new();
    for (command, allowed) in [
        (Do::MakeReady, procures),
        (Do::SignSupplier, signs),
        (Do::Sign, approves),
        (Do::ProposeVariation, procures),
        (Do::Complete, procures),
        (Do::Terminate, approves),
        (Do::Decline, signs),
        (Do::Cancel, procures),
        (Do::Rewrite, procures && drafter),
    ] {
        // Notice is given once.
        let again = command == Do::Terminate && noticed;
        if allowed && !again && contract.state.after(command).is_ok() {
            may.push(command);
        }
    }
    may
}

async fn people_of(caller: &Caller, contract: &Contract) -> Result<HashMap<Uuid, String>, Failure> {
    let mut ids = vec![contract.drafted_by.0];
    ids.extend(contract.milestones.iter().filter_map(|one| one.acceptance.as_ref()).map(|one| one.by.0));
    ids.extend(contract.variations.iter().map(|one| one.asks.proposed_by.0));
    ids.extend(contract.supplier_signature.iter().chain(&contract.department_signature).map(|one| one.by.0));
    let rows = people::Entity::find().filter(people::Column::Id.is_in(ids)).all(caller.db()).await.stored()?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}

async fn named(caller: &Caller, blockers: &[SigningBlocker]) -> Result<Vec<(PersonId, String)>, Failure> {
    let ids = blockers.iter().filter_map(|blocker| match blocker {
        SigningBlocker::DeclarationOpen { person } => Some(person.0),
        _ => None,
    });
    let query = people::Entity::find().filter(people::Column::Id.is_in(ids));
    let rows = query.all(caller.db()).await.stored()?;
    Ok(rows.into_iter().map(|row| (PersonId(row.id), row.name)).collect())
}

fn milestones(
    caller: &Caller,
    officer: &Officer,
    contract: &Contract,
    names: &HashMap<Uuid, String>,
) -> Vec<MilestoneView> {
    let active = contract.state == ContractState::Active && contract.buyer == officer.organisation;
    let accepts = active && officer.has(Role::DepartmentUser) && contract.drafted_by != officer.person;
    let owed = contract.state == ContractState::Terminated && contract.buyer == officer.organisation;
    let pays = (active || owed) && officer.has(Role::DepartmentFinance);
    let one = |milestone: &domain::contracts::Milestone| {
        let paid = contract.paid_for(milestone.number);
        let accepted = milestone.acceptance.as_ref();
        MilestoneView {
            number: milestone.number,
            title: milestone.title.clone(),
            due_on: milestone.due_on,
            amount: milestone.amount,
            paid,
            standing: milestone.standing(caller.today()),
            may_accept: accepts && accepted.is_none(),
            may_pay: pays && paid < milestone.amount && accepted.is_some_and(|one| one.by != officer.person),
            accepted: accepted
                .map(|one| (names.get(&one.by.0).cloned().unwrap_or_default(), one.on, one.evidence.clone())),
        }
    };
    contract.milestones.iter().map(one).collect()
}

async fn payments(caller: &Caller, held: &store::Held) -> Result<Vec<PaymentView>, Failure> {
    let rows = contract_payments::Entity::find()
        .filter(contract_payments::Column::ContractId.eq(held.row.id))
        .order_by_asc(contract_payments::Column::PaidOn)
        .order_by_asc(contract_payments::Column::RecordedAt)
        .all(caller.db())
        .await
        .stored()?;
    let strange = || Failure::impossible(format!("a payment of {} is strange", held.row.reference));
    rows.into_iter()
        .map(|row| {
            Ok(PaymentView {
                milestone: u32::try_from(row.milestone).unwrap_or_default(),
                invoice: row.invoice,
                paid_on: Day::parse(&row.paid_on).ok_or_else(strange)?,
                amount: domain::money::Money::from_cents(row.amount_cents),
                method: PaymentMethod::parse(&row.method).ok_or_else(strange)?,
            })
        })
        .collect()
}

/// Variations; the supplier reads those that were agreed.
fn variations(
    officer: &Officer,
    contract: &Contract,
    is_supplier: bool,
    names: &HashMap<Uuid, String>,
) -> Vec<VariationView> {
    let decides = contract.buyer == officer.organisation
        && officer.has(Role::DepartmentApprover)
        && contract.state == ContractState::Active;
    let shown = contract.variations.iter().filter(|one| !is_supplier || one.state == VariationState::Approved);
    shown
        .map(|one| VariationView {
            number: one.number,
            reason: one.asks.reason.clone(),
            added: one.asks.added,
            ends_on: one.asks.ends_on,
            milestones: one.asks.milestones.iter().map(|m| (m.number, m.title.clone(), m.due_on, m.amount)).collect(),
            state: one.state,
            proposed_by: if is_supplier {
                String::new()
            } else {
                names.get(&one.asks.proposed_by.0).cloned().unwrap_or_default()
            },
            may_decide: decides && one.state == VariationState::Proposed && one.asks.proposed_by != officer.person,
        })
        .collect()
}

async fn promised(caller: &Caller, held: &store::Held) -> Result<Vec<PromiseView>, Failure> {
    let reports = promise_deliveries::Entity::find()
        .filter(promise_deliveries::Column::ContractId.eq(held.row.id))
        .order_by_asc(promise_deliveries::Column::Number)
        .all(caller.db())
        .await
        .stored()?;
    let promised = promises(caller.db(), Some(held.row.id)).await?;
    let today = caller.today();
    let whole = |number: i32| u32::try_from(number).unwrap_or_default();
    Ok(promised
        .into_iter()
        .map(|((_, number), promise)| PromiseView {
            number: whole(number),
            kind: promise.kind,
            amount: promise.amount,
            delivered: promise.delivered_by(today),
            due_on: promise.due_on,
            standing: promise.standing(today),
            reports: reports
                .iter()
                .filter(|row| row.promise == number)
                .filter_map(|row| {
                    Some(ReportView {
                        number: whole(row.number),
                        amount: u32::try_from(row.amount).ok()?,
                        on: Day::parse(&row.delivered_on)?,
                        evidence: row.evidence.clone(),
                        confirmed: (row.state != "reported").then_some(row.state == "confirmed"),
                    })
                })
                .collect(),
        })
        .collect())
}

fn ending(held: &store::Held) -> Option<Ending> {
    Some(Ending {
        on: held.terms.ended_on.as_deref().and_then(Day::parse)?,
        cause: held.terms.end_cause.as_deref().and_then(TerminationCause::parse),
        words: held.terms.end_words.clone(),
    })
}

/// What happened; a supplier reads what concerns it, with the names of its own people alone.
async fn history(
    caller: &Caller,
    officer: &Officer,
    held: &store::Held,
    is_supplier: bool,
) -> Result<Vec<Happening>, Failure> {
    let entries = audit_entries::Entity::find()
        .filter(audit_entries::Column::SubjectId.eq(held.row.id))
        .order_by_asc(audit_entries::Column::Position)
        .all(caller.db())
        .await
        .stored()?;
    let ids: Vec<Uuid> = entries.iter().filter_map(|entry| entry.person_id).collect();
    let rows = people::Entity::find().filter(people::Column::Id.is_in(ids)).all(caller.db()).await.stored()?;
    let names: HashMap<Uuid, String> = rows
        .into_iter()
        .filter(|person| !is_supplier || person.organisation_id == officer.organisation.0)
        .map(|person| (person.id, person.name))
        .collect();
    let mut history = Vec::new();
    for entry in entries {
        let Ok(Event::Contract(event)) = serde_json::from_str::<Event>(&entry.body) else { continue };
        if is_supplier && is_internal(&event) {
            continue;
        }
        history.push(Happening {
            event: entry.event,
            at: Timestamp::from_millis(entry.at),
            by: entry.person_id.and_then(|person| names.get(&person).cloned()),
            comment: comment_of(&event),
            position: entry.position,
        });
    }
    Ok(history)
}

/// What only the department and those who see all read.
fn is_internal(event: &ContractEvent) -> bool {
    matches!(
        event,
        ContractEvent::DrawnUp { .. }
            | ContractEvent::Rewritten { told_supplier: false, .. }
            | ContractEvent::VariationProposed { .. }
            | ContractEvent::VariationRejected { .. }
            | ContractEvent::Warned { warning: Warning::Spent, .. }
    )
}

fn comment_of(event: &ContractEvent) -> String {
    match event {
        ContractEvent::Declined { comment, .. }
        | ContractEvent::Cancelled { comment, .. }
        | ContractEvent::VariationProposed { comment, .. }
        | ContractEvent::VariationRejected { comment, .. }
        | ContractEvent::Completed { comment, .. }
        | ContractEvent::NoticeGiven { comment, .. }
        | ContractEvent::Terminated { comment, .. }
        | ContractEvent::PromiseNotConfirmed { comment, .. } => comment.clone(),
        ContractEvent::MilestoneAccepted { number, evidence, .. } => format!("{number}: {evidence}"),
        ContractEvent::Paid { invoice, .. } => invoice.clone(),
        ContractEvent::PromiseReported { evidence, .. } => evidence.clone(),
        _ => String::new(),
    }
}
