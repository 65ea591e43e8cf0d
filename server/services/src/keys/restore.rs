//! Two custodians give a key back: the closing key of a tender, or the office's own master key.

use super::Chance;
use super::custodians::held;
use super::key_set::{master_key, of_tender};
use super::store::Fault;
use crate::caller::Caller;
use crate::entities::key_sets;
use crate::failure::{Failure, Stored};
use crate::tenders as tendering;
use domain::bids::{CustodyEvent, KeyRefusal};
use domain::ids::{PersonId, TenderId};
use domain::permissions::Action;
use officers::{CustodyFile, ShareFile};
use sea_orm::prelude::*;
use sealing::{hex, wrap_closing_key};
use zeroize::Zeroizing;

/// Puts the closing key of a tender back under the present master key, from two custodians' shares. Auditors and head
/// are told. What is restored is the private half of the key that bids are sealed to, or nothing is.
pub async fn restore_closing_key(caller: &Caller, reference: &str, shares: [&ShareFile; 2]) -> Result<(), Failure> {
    caller.may(Action::RunJobs)?;
    let change = caller.begin().await?;
    let tender = TenderId(tendering::lock_public_row(&change, reference).await?.id);
    let [one, other] = shares;
    one.fits(other, tender)?;
    let custodians = [one.holder(), other.holder()];
    let is_theirs = |first, second| custodians == [first, second] || custodians == [second, first];
    let held = held(change.db(), tender).await?.into_iter();
    let held = held.map(|row| (is_theirs(PersonId(row.first_id), PersonId(row.second_id)), row.joint));
    let (_, joint) = held.into_iter().find(|(theirs, _)| *theirs).ok_or(KeyRefusal::NotCustodians)?;
    let pair = one.rejoin(other, &joint)?;
    if of_tender(change.db(), tender).await?.closing != pair.public {
        return Err(KeyRefusal::OtherShare.into());
    }
    let services = caller.services();
    let id = *tender.0.as_bytes();
    let wrapped = wrap_closing_key(&pair, id, &master_key(services), &mut Chance(&services.random))
        .map_err(|error| Failure::broken("wrapping a closing key", Fault(error)))?;
    key_sets::Entity::update_many()
        .col_expr(key_sets::Column::ClosingWrapped, Expr::value(wrapped))
        .filter(key_sets::Column::TenderId.eq(tender.0))
        .exec(change.db())
        .await
        .stored()?;
    change.commit(CustodyEvent::Restored { tender, custodians }.into()).await?;
    Ok(())
}

/// The office's own master key, from the file it was given out in and two custodians' shares. It asks no database,
/// because without the key nothing of the office may be started.
pub fn rejoin_master_key(file: &CustodyFile, shares: [&ShareFile; 2]) -> Result<Zeroizing<[u8; 32]>, KeyRefusal> {
    let [one, other] = shares;
    if file.tender != CustodyFile::of_master_key() {
        return Err(KeyRefusal::OtherShare);
    }
    one.fits(other, file.tender)?;
    let held = file.held.iter().find(|held| held.is_of(one.holder(), other.holder()));
    let joint = hex::decode(&held.ok_or(KeyRefusal::NotCustodians)?.joint).ok_or(KeyRefusal::NotAShare)?;
    one.rejoin(other, &joint).map(|pair| Zeroizing::new(*pair.private.expose()))
}

/// Notes in the log that two custodians gave the master key back; auditors and head are told.
pub async fn note_restored_master_key(caller: &Caller, custodians: [PersonId; 2]) -> Result<(), Failure> {
    caller.may(Action::RunJobs)?;
    caller.begin().await?.commit(CustodyEvent::MasterKeyRestored { custodians }.into()).await?;
    Ok(())
}
