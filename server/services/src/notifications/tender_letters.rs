//! Which event of a tender concerns whom: officers by role, and those who watch, with an account or without.

use super::recipients::{Post, holders, put};
use super::{Facts, Letter};
use crate::change::Change;
use crate::entities::{organisations, people, tenders, watches};
use crate::failure::{Failure, Stored};
use crate::tenders::watchers_of;
use domain::accounts::Role;
use domain::ids::{QuestionId, TenderId};
use domain::tenders::{ApprovingBody, KeysCause, TenderEvent};
use domain::text::Trilingual;
use domain::time::Timestamp;
use sea_orm::prelude::*;
use std::collections::BTreeSet;

/// Who is written to.
enum To {
    /// Everybody with a role in the tender's department.
    InDepartment(Role),
    /// Everybody with a role, wherever.
    Anywhere(Role),
    /// The one who drafted it.
    Drafter,
    /// Those who watch new tenders of its kind.
    WatchersOfNew,
    /// Those who watch this tender.
    Watchers,
    /// This person.
    One(Uuid),
}

/// Writes the letters of an event; returns how many.
pub(super) async fn write(change: &Change, event: &TenderEvent) -> Result<usize, Failure> {
    use {Letter as L, Role as R};
    let approvers = |body: ApprovingBody| match body {
        ApprovingBody::DepartmentCommittee => To::InDepartment(R::DepartmentApprover),
        ApprovingBody::LogisticsBoard | ApprovingBody::CentralBoard => To::Anywhere(R::Board),
    };
    let procurement = || To::InDepartment(R::DepartmentProcurement);
    let (tender, comment, letters) = match event {
        TenderEvent::Submitted { tender, body, .. } => (*tender, "", vec![(approvers(*body), L::TenderApprove)]),
        TenderEvent::Returned { tender, comment } => {
            (*tender, comment.as_str(), vec![(To::Drafter, L::TenderReturned)])
        }
        TenderEvent::Approved { tender, .. } => {
            (*tender, "", vec![(To::Drafter, L::TenderApproved), (procurement(), L::TenderApproved)])
        }
        TenderEvent::Published { tender, .. } => {
            (*tender, "", vec![(To::Drafter, L::TenderPublished), (To::WatchersOfNew, L::WatchNew)])
        }
        TenderEvent::QuestionAsked { tender, .. } => (*tender, "", vec![(procurement(), L::TenderQuestion)]),
        TenderEvent::QuestionAnswered { tender, question, moved, .. } => {
            return write_of_answer(change, *tender, *question, *moved).await;
        }
        TenderEvent::AddendumIssued { tender, .. } => {
            (*tender, "", vec![(To::Drafter, L::WatchAddendum), (To::Watchers, L::WatchAddendum)])
        }
        TenderEvent::Extended { tender, .. } => (*tender, "", vec![(To::Watchers, L::WatchMoved)]),
        TenderEvent::KeysChanged { tender, cause, person, is_void, .. } => {
            let mut letters = vec![(To::Watchers, if *is_void { L::WatchKeysVoid } else { L::WatchKeys })];
            match cause {
                KeysCause::Suspected => {
                    letters.extend([procurement(), To::Anywhere(R::Head)].map(|to| (to, L::KeysGivenUp)));
                }
                KeysCause::Named => letters.push((To::One(person.0), L::OpenerNamed)),
                KeysCause::Left => {}
            }
            (*tender, "", letters)
        }
        TenderEvent::CancellationProposed { tender, comment, body, .. } => {
            let body = body.unwrap_or(ApprovingBody::CentralBoard);
            let asked = vec![(approvers(body), L::TenderCancelAsked)];
            (*tender, comment.as_str(), asked)
        }
        TenderEvent::CancellationDeclined { tender, comment } => {
            (*tender, comment.as_str(), vec![(procurement(), L::TenderCancelDeclined)])
        }
        TenderEvent::Cancelled { tender, .. } => (
            *tender,
            "",
            vec![
                (To::Drafter, L::WatchCancelled),
                (procurement(), L::WatchCancelled),
                (To::Watchers, L::WatchCancelled),
            ],
        ),
        TenderEvent::ClosingsPostponed { tenders, .. } => {
            let mut written = 0;
            for (tender, _) in tenders {
                let to = || [To::Drafter, To::InDepartment(R::DepartmentProcurement), To::Watchers];
                let letters = to().map(|to| (to, L::WatchPostponed)).into();
                written += write_about(change, *tender, "", letters).await?;
            }
            return Ok(written);
        }
        TenderEvent::WatchAsked { watch } => return ask_to_confirm(change, *watch).await,
        _ => return Ok(0),
    };
    write_about(change, tender, comment, letters).await
}

/// An answer is told to whoever asked, and to those who watch; an asker who watches too is told once, which is seen to
/// when the letters leave, for here nobody knows who either of them is. The answer stands on the pages of all lots.
async fn write_of_answer(
    change: &Change,
    tender: TenderId,
    question: QuestionId,
    moved: bool,
) -> Result<usize, Failure> {
    let facts = facts_of(change, &row_of(change, tender).await?, "").await?;
    let asked = Facts { question: Some(question.0), ..facts };
    put(change, Post::Asker, Letter::QuestionAnswered, &asked).await?;
    let mut written = 1;
    for lot in crate::tenders::group_of(change.db(), tender.0).await? {
        if lot.tender_id != tender.0 {
            written += write_to_watchers(change, TenderId(lot.tender_id), question).await?;
        }
    }
    written += write_to_watchers(change, tender, question).await?;
    if moved {
        written += write_about(change, tender, "", vec![(To::Watchers, Letter::WatchMoved)]).await?;
    }
    Ok(written)
}

async fn write_to_watchers(change: &Change, tender: TenderId, question: QuestionId) -> Result<usize, Failure> {
    let row = row_of(change, tender).await?;
    let facts = Facts { question: Some(question.0), ..facts_of(change, &row, "").await? };
    let watchers = watchers_of(change, &row, false).await?;
    for watch in &watchers {
        put(change, Post::Watch(*watch), Letter::WatchAnswered, &facts).await?;
    }
    Ok(watchers.len())
}

async fn row_of(change: &Change, tender: TenderId) -> Result<tenders::Model, Failure> {
    let missing = || Failure::impossible(format!("a letter is about tender {tender}, which is not there"));
    tenders::Entity::find_by_id(tender.0).one(change.db()).await.stored()?.ok_or_else(missing)
}

async fn write_about(
    change: &Change,
    tender: TenderId,
    comment: &str,
    letters: Vec<(To, Letter)>,
) -> Result<usize, Failure> {
    let row = row_of(change, tender).await?;
    let facts = facts_of(change, &row, comment).await?;
    let inside = Facts { path: format!("/workspace/tenders/{}", row.reference), ..facts.clone() };
    let actor = change.caller().actor().officer().map(|officer| officer.person.0);
    let mut written = BTreeSet::new();
    for (to, letter) in letters {
        let people = match to {
            To::Drafter => vec![row.created_by],
            To::One(person) => vec![person],
            To::InDepartment(role) => holders(change, role, Some(row.organisation_id)).await?,
            To::Anywhere(role) => holders(change, role, None).await?,
            To::WatchersOfNew | To::Watchers => {
                let is_new = matches!(to, To::WatchersOfNew);
                for watch in watchers_of(change, &row, is_new).await? {
                    if written.insert((watch, letter.code())) {
                        put(change, Post::Watch(watch), letter, &facts).await?;
                    }
                }
                continue;
            }
        };
        for person in people {
            // Nobody is told of what they did themselves, nor twice of one thing.
            if actor != Some(person) && written.insert((person, letter.code())) {
                put(change, Post::Person(person), letter, &inside).await?;
            }
        }
    }
    Ok(written.len())
}

pub(super) async fn facts_of(change: &Change, row: &tenders::Model, comment: &str) -> Result<Facts, Failure> {
    let missing = || Failure::impossible(format!("{} has no department or drafter", row.reference));
    let department = organisations::Entity::find_by_id(row.organisation_id).one(change.db()).await.stored()?;
    let department = department.ok_or_else(missing)?;
    let drafter = people::Entity::find_by_id(row.created_by).one(change.db()).await.stored()?.ok_or_else(missing)?;
    Ok(Facts {
        path: format!("/tenders/{}", row.reference),
        reference: row.reference.clone(),
        solution: Trilingual {
            en: row.title_en.clone(),
            zh_hant: row.title_zh_hant.clone(),
            zh_hans: if row.title_zh_hans.is_empty() { row.title_zh_hant.clone() } else { row.title_zh_hans.clone() },
        },
        organisation: Trilingual {
            en: department.name_en,
            zh_hant: department.name_zh_hant,
            zh_hans: department.name_zh_hans,
        },
        person: drafter.name,
        price: row.estimate_cents.map(domain::money::Money::from_cents),
        comment: comment.to_owned(),
        closes_at: row.closes_at.map(Timestamp::from_millis),
        order: None,
        ..Facts::default()
    })
}

/// The letter that asks an address to confirm; none to one that watches already.
async fn ask_to_confirm(change: &Change, watch: Uuid) -> Result<usize, Failure> {
    let row = watches::Entity::find_by_id(watch).one(change.db()).await.stored()?;
    let Some(row) = row.filter(|row| row.confirmed_at.is_none()) else { return Ok(0) };
    let mut facts = Facts::default();
    if let Some(tender) = row.tender_id {
        let tender = tenders::Entity::find_by_id(tender).one(change.db()).await.stored()?;
        if let Some(tender) = tender {
            facts = facts_of(change, &tender, "").await?;
        }
    }
    let letter = if row.tender_id.is_some() { Letter::WatchConfirm } else { Letter::WatchConfirmNew };
    put(change, Post::Watch(watch), letter, &facts).await?;
    Ok(1)
}
