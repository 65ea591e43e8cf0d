//! Who hears of keys that custodians restored, or of custodians who are missing, and who keeps the log's head: auditors and
//! head of the ones, auditors and everybody who holds a sealing key of the other.

use super::recipients::{Post, holders, put};
use super::tender_letters::facts_of;
use super::{Facts, Letter};
use crate::audit;
use crate::change::Change;
use crate::entities::{people, sealing_keys, tenders};
use crate::failure::{Failure, Stored};
use crate::keys::FEWEST_CUSTODIANS;
use domain::accounts::Role;
use domain::bids::CustodyEvent;
use domain::ids::{PersonId, TenderId};
use sea_orm::QuerySelect;
use sea_orm::prelude::*;
use std::collections::BTreeSet;

/// Writes the letters of an event of custody; returns how many.
pub(super) async fn write(change: &Change, event: &CustodyEvent) -> Result<usize, Failure> {
    match event {
        CustodyEvent::Restored { tender, custodians } => {
            let facts = by(change, custodians, about(change, *tender).await?).await?;
            to(change, watchful(change).await?, Letter::ClosingKeyRestored, &facts).await
        }
        CustodyEvent::MasterKeyRestored { custodians } => {
            let facts = by(change, custodians, Facts::default()).await?;
            to(change, watchful(change).await?, Letter::MasterKeyRestored, &facts).await
        }
        CustodyEvent::Wanting { ready, untried } => {
            let facts = Facts { bids: *ready, path: "/account/sealing-key".to_owned(), ..Facts::default() };
            let untried: BTreeSet<Uuid> = untried.iter().map(|person| person.0).collect();
            let written = to(change, untried, Letter::CustodianRehearse, &facts).await?;
            if (*ready as usize) >= FEWEST_CUSTODIANS {
                return Ok(written);
            }
            Ok(written + to(change, watchful(change).await?, Letter::CustodiansFew, &facts).await?)
        }
        CustodyEvent::LogHeadSent { size } => {
            let comment = audit::head_note(change.caller(), change.db(), *size).await?;
            let facts = Facts { comment, path: "/log".to_owned(), ..Facts::default() };
            to(change, keepers_of_heads(change).await?, Letter::LogHead, &facts).await
        }
        CustodyEvent::SheetTaken { .. }
        | CustodyEvent::Renewed { .. }
        | CustodyEvent::Exported { .. }
        | CustodyEvent::MasterKeyEscrowed { .. } => Ok(0),
    }
}

/// Who looks on.
async fn watchful(change: &Change) -> Result<BTreeSet<Uuid>, Failure> {
    let mut people: BTreeSet<Uuid> = holders(change, Role::Auditor, None).await?.into_iter().collect();
    people.extend(holders(change, Role::Head, None).await?);
    Ok(people)
}

/// Auditors, and whoever holds a sealing key and has access.
async fn keepers_of_heads(change: &Change) -> Result<BTreeSet<Uuid>, Failure> {
    let keys: Vec<Uuid> = sealing_keys::Entity::find()
        .select_only()
        .column(sealing_keys::Column::PersonId)
        .filter(sealing_keys::Column::RetiredAt.is_null())
        .into_tuple()
        .all(change.db())
        .await
        .stored()?;
    let here: Vec<Uuid> = people::Entity::find()
        .select_only()
        .column(people::Column::Id)
        .filter(people::Column::Id.is_in(keys))
        .filter(people::Column::DisabledAt.is_null())
        .into_tuple()
        .all(change.db())
        .await
        .stored()?;
    let mut people: BTreeSet<Uuid> = here.into_iter().collect();
    people.extend(holders(change, Role::Auditor, None).await?);
    Ok(people)
}

async fn about(change: &Change, tender: TenderId) -> Result<Facts, Failure> {
    let missing = || Failure::impossible(format!("a letter is about tender {tender}, which is not there"));
    let row = tenders::Entity::find_by_id(tender.0).one(change.db()).await.stored()?.ok_or_else(missing)?;
    Ok(Facts { price: None, ..facts_of(change, &row, "").await? })
}

/// The letters name both custodians.
async fn by(change: &Change, [one, other]: &[PersonId; 2], facts: Facts) -> Result<Facts, Failure> {
    let (person, comment) = (name(change, *one).await?, name(change, *other).await?);
    Ok(Facts { person, comment, ..facts })
}

async fn name(change: &Change, person: PersonId) -> Result<String, Failure> {
    let row = people::Entity::find_by_id(person.0).one(change.db()).await.stored()?;
    Ok(row.map(|row| row.name).unwrap_or_default())
}

async fn to(change: &Change, people: BTreeSet<Uuid>, letter: Letter, facts: &Facts) -> Result<usize, Failure> {
    for person in &people {
        put(change, Post::Person(*person), letter, facts).await?;
    }
    Ok(people.len())
}
