//! Rows of officers' keys.

use crate::change::Change;
use crate::entities::{memberships, people, sealing_keys};
use crate::failure::{Failure, Stored};
use domain::accounts::Role;
use domain::bids::{KeyRefusal, counts_until, named_until};
use domain::ids::PersonId;
use domain::time::{Day, Timestamp};
use sea_orm::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};
use sealing::{CustodyRefusal, Passphrase, PrivateKey, PublicKey, Purpose, Slot, WrappedKey};
use tokio::sync::Semaphore;

/// The code of what a key is for.
pub(super) fn code(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Recovery => "recovery",
        Purpose::ClosingCustodian => "closing_custodian",
        Purpose::Officer => "officer",
    }
}

/// The key somebody uses now.
pub(super) async fn key_of(db: &impl ConnectionTrait, person: Uuid) -> Result<Option<sealing_keys::Model>, Failure> {
    sealing_keys::Entity::find()
        .filter(sealing_keys::Column::PersonId.eq(person))
        .filter(sealing_keys::Column::RetiredAt.is_null())
        .order_by_desc(sealing_keys::Column::MadeAt)
        .one(db)
        .await
        .stored()
}

/// The same while a tender names it: nobody gives it up before the change is kept.
pub(super) async fn key_to_name(change: &Change, person: PersonId) -> Result<Option<sealing_keys::Model>, Failure> {
    sealing_keys::Entity::find()
        .filter(sealing_keys::Column::PersonId.eq(person.0))
        .filter(sealing_keys::Column::RetiredAt.is_null())
        .order_by_desc(sealing_keys::Column::MadeAt)
        .lock_shared()
        .one(change.db())
        .await
        .stored()
}

/// Its public half.
pub(super) fn public_key(key: &sealing_keys::Model) -> Result<PublicKey, Failure> {
    let strange = || Failure::impossible("a sealing key that is none");
    let public: [u8; 32] = key.public_key.as_slice().try_into().map_err(|_| strange())?;
    PublicKey::from_bytes(public).map_err(|_| strange())
}

/// Whether anybody has or had a key with this public half.
pub(super) async fn is_known(db: &impl ConnectionTrait, public: &PublicKey) -> Result<bool, Failure> {
    let same = sealing_keys::Column::PublicKey.eq(public.as_bytes().to_vec());
    Ok(sealing_keys::Entity::find().filter(same).one(db).await.stored()?.is_some())
}

/// May the key be put into a set on this day?
pub(super) fn counts(key: &sealing_keys::Model, today: Day) -> bool {
    key.rehearsed_at.is_some_and(|at| counts_until(Timestamp::from_millis(at)) >= today)
}

/// Whether it is young enough to be put into a new set on this day.
pub(super) fn is_young(key: &sealing_keys::Model, today: Day) -> bool {
    named_until(Timestamp::from_millis(key.made_at)) >= today
}

/// Whether somebody has access and this role today.
pub(super) async fn holds(db: &impl ConnectionTrait, person: PersonId, role: Role) -> Result<bool, Failure> {
    let here = people::Entity::find_by_id(person.0).filter(people::Column::DisabledAt.is_null());
    let has = memberships::Entity::find_by_id((person.0, role.code().to_owned()));
    Ok(here.count(db).await.stored()? > 0 && has.count(db).await.stored()? > 0)
}

/// The names of these people, in their order.
pub(crate) async fn names(db: &impl ConnectionTrait, of: &[PersonId]) -> Result<Vec<String>, Failure> {
    let mut names = Vec::with_capacity(of.len());
    for person in of {
        let row = people::Entity::find_by_id(person.0).one(db).await.stored()?;
        names.push(row.map(|row| row.name).unwrap_or_default());
    }
    Ok(names)
}

/// Unwraps the private key somebody uses now.
pub(super) async fn private_key(
    db: &impl ConnectionTrait,
    person: PersonId,
    passphrase: &str,
) -> Result<(sealing_keys::Model, PrivateKey), Failure> {
    let key = key_of(db, person.0).await?.ok_or(KeyRefusal::NoKey)?;
    let private = unwrapped(&key, passphrase).await?;
    Ok((key, private))
}

/// Unwraps the private key that belongs to a tender's slot: the one its bids were sealed to, even if its holder made
/// another since.
pub(crate) async fn private_key_of_slot(
    db: &impl ConnectionTrait,
    slot: &Slot,
    passphrase: &str,
) -> Result<PrivateKey, Failure> {
    unwrapped(&key_of_slot(db, slot).await?, passphrase).await
}

/// The same key as it is kept, for its holder's own tool.
pub(crate) async fn wrapped_key_of_slot(db: &impl ConnectionTrait, slot: &Slot) -> Result<Vec<u8>, Failure> {
    Ok(key_of_slot(db, slot).await?.wrapped)
}

async fn key_of_slot(db: &impl ConnectionTrait, slot: &Slot) -> Result<sealing_keys::Model, Failure> {
    let key = sealing_keys::Entity::find()
        .filter(sealing_keys::Column::PersonId.eq(Uuid::from_bytes(slot.holder)))
        .filter(sealing_keys::Column::PublicKey.eq(slot.public_key.as_bytes().to_vec()))
        .one(db)
        .await
        .stored()?;
    // Of a key that no bid needed any more nothing is left to be used.
    Ok(key.filter(|key| key.erased_at.is_none()).ok_or(KeyRefusal::NoKey)?)
}

/// Each stretching takes 128 MiB; others wait meanwhile, holding none.
static STRETCHING: Semaphore = Semaphore::const_new(2);

/// The stretching runs beside the service's other work.
async fn unwrapped(key: &sealing_keys::Model, passphrase: &str) -> Result<PrivateKey, Failure> {
    let passphrase = Passphrase::parse(passphrase).map_err(|_| KeyRefusal::NotAPassphrase)?;
    let wrapped =
        WrappedKey::parse(&key.wrapped).map_err(|error| Failure::broken("reading a sealing key", Fault(error)))?;
    let turn = STRETCHING.acquire().await.map_err(|error| Failure::broken("the line for stretching", error))?;
    let stretched = tokio::task::spawn_blocking(move || {
        // Given back when the work is done, also when whoever asked has gone.
        let _turn = turn;
        wrapped.unwrap(&passphrase)
    });
    let unwrapped = stretched.await.map_err(|error| Failure::broken("unwrapping a sealing key", error))?;
    match unwrapped {
        Ok(private) => Ok(private),
        Err(CustodyRefusal::WrongPassphrase) => Err(KeyRefusal::WrongPassphrase.into()),
        Err(other) => Err(Failure::impossible(format!("a sealing key cannot be unwrapped: {other:?}"))),
    }
}

/// Something of the sealing library that is no error type of its own.
#[derive(Debug)]
pub(crate) struct Fault<T>(pub T);

impl<T: std::fmt::Debug> std::fmt::Display for Fault<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}", self.0)
    }
}

impl<T: std::fmt::Debug> std::error::Error for Fault<T> {}
