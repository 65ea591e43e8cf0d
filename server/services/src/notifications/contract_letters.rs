//! Which event of a contract concerns whom: the department by role, and the supplier's people.

use super::recipients::{Post, holders, put};
use super::{Facts, Letter};
use crate::change::Change;
use crate::entities::{awarded_contracts, contracts, organisations, people, tenders};
use crate::failure::{Failure, Stored};
use domain::accounts::Role;
use domain::contracts::{ContractEvent, Warning};
use domain::ids::ContractId;
use domain::money::Money;
use domain::text::Trilingual;
use domain::time::Day;
use sea_orm::prelude::*;
use std::collections::BTreeSet;

/// Who is written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum To {
    /// Everybody with a role in the contract's department.
    InDepartment(Role),
    /// Everybody with a role, wherever.
    Anywhere(Role),
    /// The supplier's administrators and bidders.
    Supplier,
    /// The supplier's administrators alone.
    SupplierAdmins,
}

/// What a letter says beside the contract.
#[derive(Debug, Default)]
struct Words<'a> {
    comment: &'a str,
    price: Option<Money>,
    until: Option<Day>,
}

/// Writes the letters of an event; returns how many.
pub(super) async fn write(change: &Change, event: &ContractEvent) -> Result<usize, Failure> {
    use {Letter as L, Role as R};
    let procurement = To::InDepartment(R::DepartmentProcurement);
    let approver = To::InDepartment(R::DepartmentApprover);
    let user = To::InDepartment(R::DepartmentUser);
    let finance = To::InDepartment(R::DepartmentFinance);
    let (letters, words): (Vec<(To, Letter)>, Words<'_>) = match event {
        ContractEvent::DrawnUp { .. } => return Ok(0),
        ContractEvent::MadeReady { .. } => (vec![(To::SupplierAdmins, L::ContractToSign)], Words::default()),
        ContractEvent::Rewritten { told_supplier: false, .. } => return Ok(0),
        ContractEvent::Rewritten { signature_lost, .. } => {
            let mut letters = vec![(To::SupplierAdmins, L::ContractRewritten)];
            if *signature_lost {
                letters.push((approver, L::ContractRewritten));
            }
            (letters, Words::default())
        }
        ContractEvent::SignedBySupplier { .. } => {
            (vec![(approver, L::ContractSignNext), (procurement, L::ContractSignNext)], Words::default())
        }
        ContractEvent::Signed { .. } => {
            let both = [To::Supplier, procurement, user, finance, To::Anywhere(R::Head)];
            (both.map(|to| (to, L::ContractSigned)).into(), Words::default())
        }
        ContractEvent::Declined { comment, .. } => (
            vec![(procurement, L::ContractDeclined), (approver, L::ContractDeclined)],
            Words { comment, ..Words::default() },
        ),
        ContractEvent::Lapsed { .. } => (
            vec![(procurement, L::ContractLapsed), (approver, L::ContractLapsed), (To::Supplier, L::ContractLapsed)],
            Words::default(),
        ),
        ContractEvent::Cancelled { told_supplier, comment, .. } => {
            let mut letters = vec![(approver, L::ContractCancelled)];
            if *told_supplier {
                letters.push((To::Supplier, L::ContractCancelled));
            }
            (letters, Words { comment, ..Words::default() })
        }
        ContractEvent::MilestoneAccepted { .. } => {
            (vec![(To::Supplier, L::ContractMilestone), (finance, L::ContractMilestone)], Words::default())
        }
        ContractEvent::Paid { amount, paid_on, invoice, .. } => (
            vec![(To::Supplier, L::ContractPaid)],
            Words { comment: invoice, price: Some(*amount), until: Some(*paid_on) },
        ),
        ContractEvent::VariationProposed { comment, .. } => {
            (vec![(approver, L::ContractVariation)], Words { comment, ..Words::default() })
        }
        ContractEvent::Varied { .. } => {
            (vec![(To::Supplier, L::ContractVaried), (procurement, L::ContractVaried)], Words::default())
        }
        ContractEvent::VariationRejected { comment, .. } => {
            (vec![(procurement, L::ContractNotVaried)], Words { comment, ..Words::default() })
        }
        ContractEvent::Completed { .. } => (
            vec![(To::Supplier, L::ContractCompleted), (user, L::ContractCompleted), (finance, L::ContractCompleted)],
            Words::default(),
        ),
        // Who was told with the notice is told again when it ends.
        ContractEvent::NoticeGiven { comment, effective_on, .. }
        | ContractEvent::Terminated { comment, effective_on, .. } => {
            let both = [To::Supplier, procurement, user, To::Anywhere(R::Head)];
            let letters = both.map(|to| (to, L::ContractTerminated)).into();
            (letters, Words { comment, until: Some(*effective_on), ..Words::default() })
        }
        ContractEvent::PromiseReported { evidence, .. } => {
            (vec![(user, L::PromiseReported)], Words { comment: evidence, ..Words::default() })
        }
        ContractEvent::PromiseConfirmed { .. } => (vec![(To::Supplier, L::PromiseConfirmed)], Words::default()),
        ContractEvent::PromiseNotConfirmed { comment, .. } => {
            (vec![(To::Supplier, L::PromiseNotConfirmed)], Words { comment, ..Words::default() })
        }
        ContractEvent::Warned { warning: Warning::Spent, .. } => {
            (vec![(procurement, L::ContractSpent), (approver, L::ContractSpent)], Words::default())
        }
        ContractEvent::Warned { warning: Warning::EndsSoon | Warning::EndsNow, .. } => {
            (vec![(procurement, L::ContractEnds), (To::Supplier, L::ContractEnds)], Words::default())
        }
    };
    write_about(change, event.contract(), words, letters).await
}

async fn write_about(
    change: &Change,
    contract: ContractId,
    words: Words<'_>,
    letters: Vec<(To, Letter)>,
) -> Result<usize, Failure> {
    let missing = || Failure::impossible(format!("a letter is about contract {contract}, which is not there"));
    let db = change.db();
    let terms = awarded_contracts::Entity::find_by_id(contract.0).one(db).await.stored()?.ok_or_else(missing)?;
    let row = contracts::Entity::find_by_id(contract.0).one(db).await.stored()?.ok_or_else(missing)?;
    let tender = tenders::Entity::find_by_id(terms.tender_id).one(db).await.stored()?.ok_or_else(missing)?;
    let department = organisations::Entity::find_by_id(terms.buyer_id).one(db).await.stored()?.ok_or_else(missing)?;
    let drafter = people::Entity::find_by_id(terms.drafted_by).one(db).await.stored()?.ok_or_else(missing)?;
    let inside = Facts {
        path: format!("/workspace/contracts/{}", row.reference),
        reference: row.reference.clone(),
        solution: tender.title(),
        organisation: Trilingual {
            en: department.name_en,
            zh_hant: department.name_zh_hant,
            zh_hans: department.name_zh_hans,
        },
        person: drafter.name,
        price: words.price.or(Some(Money::from_cents(row.ceiling_cents))),
        comment: words.comment.to_owned(),
        until: words.until.or(Day::parse(&row.ends_on)),
        ..Facts::default()
    };
    let outside = Facts { path: format!("/supplier/contracts/{}", row.reference), ..inside.clone() };
    let actor = change.caller().actor().officer().map(|officer| officer.person.0);
    let mut written = BTreeSet::new();
    for (to, letter) in letters {
        let (people, facts) = match to {
            To::InDepartment(role) => (holders(change, role, Some(terms.buyer_id)).await?, &inside),
            To::Anywhere(role) => (holders(change, role, None).await?, &inside),
            To::SupplierAdmins => (holders(change, Role::SupplierAdmin, Some(terms.supplier_id)).await?, &outside),
            To::Supplier => {
                let mut people = holders(change, Role::SupplierAdmin, Some(terms.supplier_id)).await?;
                people.extend(holders(change, Role::SupplierBidder, Some(terms.supplier_id)).await?);
                (people, &outside)
            }
        };
        for person in people {
            // Nobody is told of what they did themselves, nor twice of one thing.
            if actor != Some(person) && written.insert((person, letter.code())) {
                put(change, Post::Person(person), letter, facts).await?;
            }
        }
    }
    Ok(written.len())
}
