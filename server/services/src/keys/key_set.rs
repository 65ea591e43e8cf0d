//! The keys of one tender: its openers, the recovery keys, and a closing key of its own.

use super::Chance;
use super::store::{self, Fault};
use crate::Services;
use crate::change::Change;
use crate::entities::{key_sets, sealing_keys};
use crate::failure::{Failure, Stored};
use domain::accounts::Role as Office;
use domain::bids::{Digest, KeyRefusal};
use domain::ids::{PersonId, TenderId};
use sea_orm::prelude::*;
use sea_orm::{QueryOrder, QuerySelect, Set};
use sealing::{
    FEWEST_OFFICERS, KeyPair, KeySet, KeySetRefusal, MasterKey, PublicKey, Role, Slot, unwrap_closing_key,
    wrap_closing_key,
};
use std::collections::BTreeSet;

// What a draft asks for is what its keys need.
const _: () = assert!(domain::tenders::people::FEWEST_OPENERS == FEWEST_OFFICERS);

/// To whom the bids of a tender are sealed.
#[derive(Debug, Clone)]
pub(crate) struct Keys {
    /// Officers and recovery.
    pub set: KeySet,
    /// The tender's own key.
    pub closing: PublicKey,
}

impl Keys {
    /// Fingerprint of the set, as the notice names it.
    pub fn hash(&self) -> Digest {
        Digest(self.set.hash())
    }
}

/// Puts the keys of a tender together when it is published; refused unless all of them were tried out
/// lately, are young enough, and belong to people who have access and the role.
pub(crate) async fn make_key_set(change: &Change, tender: TenderId, openers: &[PersonId]) -> Result<Digest, Failure> {
    let today = change.today();
    let (mut officers, mut unready) = (Vec::new(), Vec::new());
    let (mut gone, mut old) = (Vec::new(), Vec::new());
    for opener in openers {
        if !store::holds(change.db(), *opener, Office::DepartmentOpener).await? {
            gone.push(*opener);
            continue;
        }
        match store::key_to_name(change, *opener).await? {
            Some(key) if !store::is_young(&key, today) => old.push(*opener),
            Some(key) if store::counts(&key, today) => officers.push(key),
            _ => unready.push(*opener),
        }
    }
    if !gone.is_empty() {
        return Err(KeyRefusal::NoAccess { people: store::names(change.db(), &gone).await? }.into());
    }
    if !old.is_empty() {
        return Err(KeyRefusal::TooOld { people: store::names(change.db(), &old).await? }.into());
    }
    if !unready.is_empty() {
        return Err(KeyRefusal::NotRehearsed { officers: unready }.into());
    }
    let recovery = recovery_keys(change).await?.into_iter();

    let slots = officers.into_iter().map(|key| (key, Role::Officer)).chain(recovery.map(|key| (key, Role::Recovery)));
    let slots =
        (1..).zip(slots).map(|(number, (key, role))| slot(number, &key, role)).collect::<Result<Vec<_>, _>>()?;
    let numbers: BTreeSet<u16> = slots.iter().map(|slot| slot.number).collect();
    let found = openers.len();
    let refused = |refusal: KeySetRefusal| match refusal {
        KeySetRefusal::TooFewOfficers { .. } | KeySetRefusal::NoPair => {
            KeyRefusal::TooFewOfficers { found, needed: FEWEST_OFFICERS }.into()
        }
        KeySetRefusal::NoRecovery => KeyRefusal::NoRecovery.into(),
        other => Failure::impossible(format!("these keys make no set: {other:?}")),
    };
    let set = KeySet::new(slots).map_err(refused)?;
    set.publishable(&numbers, change.now().millis()).map_err(refused)?;

    let services = change.caller().services();
    let pair = KeyPair::generate(&mut Chance(&services.random));
    let wrapped = wrap_closing_key(&pair, *tender.0.as_bytes(), &master_key(services), &mut Chance(&services.random))
        .map_err(|error| Failure::broken("wrapping a closing key", Fault(error)))?;
    let row = key_sets::ActiveModel {
        tender_id: Set(tender.0),
        canonical: Set(set.canonical_bytes().to_vec()),
        hash: Set(set.hash().to_vec()),
        closing_public_key: Set(pair.public.as_bytes().to_vec()),
        closing_wrapped: Set(wrapped),
        made_at: Set(change.now().millis()),
    };
    key_sets::Entity::insert(row).exec_without_returning(change.db()).await.stored()?;
    super::custodians::give_to_custodians(change, tender, &pair).await?;
    Ok(Digest(set.hash()))
}

/// The recovery keys that count today. Where none does although one was tried out, its holder is named.
pub(super) async fn recovery_keys(change: &Change) -> Result<Vec<sealing_keys::Model>, Failure> {
    let rows = sealing_keys::Entity::find()
        .filter(sealing_keys::Column::Purpose.eq("recovery"))
        .filter(sealing_keys::Column::RetiredAt.is_null())
        .order_by_asc(sealing_keys::Column::MadeAt)
        .order_by_asc(sealing_keys::Column::Id)
        .lock_shared()
        .all(change.db())
        .await
        .stored()?;
    let (mut found, mut gone, mut old) = (Vec::new(), Vec::new(), Vec::new());
    for key in rows.into_iter().filter(|key| store::counts(key, change.today())) {
        let holder = PersonId(key.person_id);
        if !store::holds(change.db(), holder, Office::Head).await? {
            gone.push(holder);
        } else if !store::is_young(&key, change.today()) {
            old.push(holder);
        } else {
            found.push(key);
        }
    }
    if found.is_empty() && !gone.is_empty() {
        return Err(KeyRefusal::NoAccess { people: store::names(change.db(), &gone).await? }.into());
    }
    if found.is_empty() && !old.is_empty() {
        return Err(KeyRefusal::TooOld { people: store::names(change.db(), &old).await? }.into());
    }
    Ok(found)
}

/// The keys of a published tender.
pub(crate) async fn of_tender(db: &impl ConnectionTrait, tender: TenderId) -> Result<Keys, Failure> {
    let row = row(db, tender).await?;
    let set = KeySet::parse(&row.canonical).map_err(|error| Failure::broken("reading a key set", Fault(error)))?;
    let closing: [u8; 32] = row.closing_public_key.as_slice().try_into().map_err(|_| strange())?;
    Ok(Keys { set, closing: PublicKey::from_bytes(closing).map_err(|_| strange())? })
}

/// The closing key of a tender, whole. Only an opening may ask, after the closing record.
pub(crate) async fn closing_pair(
    db: &impl ConnectionTrait,
    services: &Services,
    tender: TenderId,
) -> Result<KeyPair, Failure> {
    let row = row(db, tender).await?;
    unwrap_closing_key(&row.closing_wrapped, *tender.0.as_bytes(), &master_key(services))
        .map_err(|refusal| super::custodians::lost(tender, refusal))
}

pub(super) async fn row(db: &impl ConnectionTrait, tender: TenderId) -> Result<key_sets::Model, Failure> {
    let row = key_sets::Entity::find_by_id(tender.0).one(db).await.stored()?;
    row.ok_or_else(|| Failure::impossible("a published tender without keys"))
}

pub(super) fn master_key(services: &Services) -> MasterKey {
    MasterKey::from_bytes(services.secrets.key("closing keys of tenders", &[]))
}

pub(super) fn slot(number: u16, key: &sealing_keys::Model, role: Role) -> Result<Slot, Failure> {
    Ok(Slot {
        number,
        holder: *key.person_id.as_bytes(),
        role,
        public_key: store::public_key(key)?,
        valid_from: key.made_at,
    })
}

fn strange() -> Failure {
    Failure::impossible("a sealing key that is none")
}
