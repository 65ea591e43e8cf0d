//! What custodians need to make their shares is taken out, as a file: of a tender's closing key, or of the master key.

use super::custodians::{held, joint_wraps, ready};
use super::store;
use crate::caller::Caller;
use crate::entities::{closing_custodies, sealing_keys};
use crate::failure::{Failure, Stored};
use crate::tenders as tendering;
use domain::bids::{CustodyEvent, KeyRefusal};
use domain::ids::{PersonId, TenderId};
use domain::permissions::Action;
use officers::{Custodian, CustodyFile, JointlyHeld};
use sea_orm::prelude::*;
use sealing::{KeyPair, PrivateKey, hex};
use std::collections::BTreeMap;

/// The file of a published tender. Each time it is taken is logged; it opens nothing, because all in it is wrapped.
pub async fn custody_file(caller: &Caller, reference: &str) -> Result<CustodyFile, Failure> {
    caller.may(Action::RunJobs)?;
    let change = caller.begin().await?;
    let row = tendering::lock_public_row(&change, reference).await?;
    let tender = TenderId(row.id);
    let rows = held(change.db(), tender).await?;
    if rows.is_empty() {
        return Err(KeyRefusal::NoCustodians.into());
    }
    let mut keys = BTreeMap::new();
    for row in &rows {
        for (person, public) in [(row.first_id, &row.first_public_key), (row.second_id, &row.second_public_key)] {
            keys.insert(person, key_of(change.db(), person, public).await?);
        }
    }
    let custodians = custodians(change.db(), keys.values()).await?;
    change.commit(CustodyEvent::Exported { tender }.into()).await?;
    let held = |row: closing_custodies::Model| JointlyHeld {
        first: PersonId(row.first_id),
        second: PersonId(row.second_id),
        joint: hex::encode(&row.joint),
    };
    Ok(CustodyFile::new(&row.reference, tender, custodians, rows.into_iter().map(held).collect()))
}

/// The master key of the office, wrapped for every two custodians of today. The file is the only place it is kept in, so
/// that it lies apart from the database and from the key. Taking it is logged.
pub async fn escrow_file(caller: &Caller) -> Result<CustodyFile, Failure> {
    caller.may(Action::RunJobs)?;
    let change = caller.begin().await?;
    let services = caller.services();
    let private = PrivateKey::from_bytes(*services.secrets.for_custodians());
    let public = private.public().map_err(|_| Failure::impossible("the master key cannot be held by custodians"))?;
    let keys = ready(&change).await?;
    let of = CustodyFile::of_master_key();
    let wraps = joint_wraps(services, of, &KeyPair { private, public }, &keys)?;
    let held = wraps.into_iter().map(|(first, second, joint)| JointlyHeld {
        first: PersonId(first.person_id),
        second: PersonId(second.person_id),
        joint: hex::encode(&joint),
    });
    let held = held.collect();
    let named = custodians(change.db(), keys.iter()).await?;
    let people = keys.iter().map(|key| PersonId(key.person_id)).collect();
    change.commit(CustodyEvent::MasterKeyEscrowed { custodians: people }.into()).await?;
    Ok(CustodyFile::new("", of, named, held))
}

/// The key that was wrapped to, also when its holder made another since.
async fn key_of(db: &impl ConnectionTrait, person: Uuid, public: &[u8]) -> Result<sealing_keys::Model, Failure> {
    let key = sealing_keys::Entity::find()
        .filter(sealing_keys::Column::PersonId.eq(person))
        .filter(sealing_keys::Column::PublicKey.eq(public.to_vec()))
        .one(db)
        .await
        .stored()?;
    Ok(key.ok_or(KeyRefusal::NoKey)?)
}

async fn custodians<'a>(
    db: &impl ConnectionTrait,
    keys: impl Iterator<Item = &'a sealing_keys::Model>,
) -> Result<Vec<Custodian>, Failure> {
    let mut custodians = Vec::new();
    for key in keys {
        let person = PersonId(key.person_id);
        let name = store::names(db, &[person]).await?.concat();
        custodians.push(Custodian { person, name, wrapped_key: hex::encode(&key.wrapped) });
    }
    Ok(custodians)
}
