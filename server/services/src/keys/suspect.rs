//! An officer says that the own key, or its passphrase, may be known to somebody else.
//!
//! The key is used for nothing new from that instant on, and every tender that takes bids sealed to it gets other keys in
//! the same change; those bids must be handed in again. What has closed stays as it is. Source: security 3.3.

use super::former::sets_of;
use super::{care, care_custody, custodians, store};
use crate::accounts::confirm_password;
use crate::caller::Caller;
use crate::entities::sealing_keys;
use crate::failure::{Failure, Stored};
use crate::keys::Renewal;
use crate::tenders as tendering;
use domain::bids::{BidEvent, KeyRefusal};
use domain::event::Event;
use domain::form::{Problem, Rule};
use domain::ids::{PersonId, TenderId};
use domain::permissions::Action;
use domain::refusal::Refusal;
use domain::time::Timestamp;
use sea_orm::QueryOrder;
use sea_orm::prelude::*;
use sealing::{PublicKey, Purpose};

/// One of the caller's keys that bids are sealed to, or can be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnKey {
    /// Sixteen groups of four digits.
    pub fingerprint: String,
    /// When it was made.
    pub made_at: Timestamp,
    /// The one that is named in new tenders.
    pub is_present: bool,
}

/// The caller's keys that can be given up: the present one, and earlier ones that a tender taking bids is sealed to.
pub async fn own_keys(caller: &Caller) -> Result<Vec<OwnKey>, Failure> {
    caller.may(Action::KeepSealingKey)?;
    let mut found = Vec::new();
    for key in held(caller.db(), caller.officer()?.person).await? {
        let (public, is_present) = (store::public_key(&key)?, key.retired_at.is_none());
        let is_wanted = is_present
            || !sealed_to(caller.db(), &public, caller.now()).await?.is_empty()
            || !custodians::held_with(caller.db(), &public).await?.is_empty();
        if is_wanted {
            let made_at = Timestamp::from_millis(key.made_at);
            found.push(OwnKey { fingerprint: public.fingerprint().to_string(), made_at, is_present });
        }
    }
    Ok(found)
}

/// Gives a key up, named by its fingerprint; nothing names the present one where there is no other. Returns how many tenders got other keys.
pub async fn suspect(caller: &Caller, fingerprint: &str, password: &str) -> Result<usize, Failure> {
    caller.may(Action::KeepSealingKey)?;
    if fingerprint.trim().is_empty() && own_keys(caller).await?.len() > 1 {
        return Err(Refusal::Form(vec![Problem { field: "suspect_key".to_owned(), rule: Rule::Required }]).into());
    }
    confirm_password(caller, password).await?;
    let person = caller.officer()?.person;
    let mut change = caller.begin().await?;
    let mut key = None;
    for one in held(change.db(), person).await? {
        let public = store::public_key(&one)?;
        let is_meant = match fingerprint.trim() {
            "" => one.retired_at.is_none(),
            named => public.fingerprint().to_string() == named,
        };
        if is_meant {
            key = Some((one, public));
            break;
        }
    }
    let (key, public) = key.ok_or(KeyRefusal::NoKey)?;
    // From here on nobody can name it; whoever just did is waited for.
    let now = change.now().millis();
    let given_up = sealing_keys::ActiveModel {
        retired_at: sea_orm::Set(Some(key.retired_at.unwrap_or(now))),
        suspected_at: sea_orm::Set(Some(now)),
        ..Default::default()
    };
    let stored = sealing_keys::Entity::update_many()
        .set(given_up)
        .filter(sealing_keys::Column::Id.eq(key.id))
        .filter(sealing_keys::Column::SuspectedAt.is_null())
        .exec(change.db())
        .await
        .stored()?;
    if stored.rows_affected != 1 {
        return Err(Refusal::ChangedMeanwhile.into());
    }
    let sealed = sealed_to(change.db(), &public, change.now()).await?;
    let (mut events, mut changed) = (Vec::<Event>::new(), 0);
    for (row, tender) in tendering::lock_open(&change, &sealed).await? {
        let id = tender.id;
        match tendering::change_keys(&change, &row, tender, Renewal::GivenUp(person)).await? {
            Some(event) => {
                changed += 1;
                events.push(event.into());
            }
            // No pair is left without it: the set stays, and somebody must be named at once.
            None => events.push(care::wanting(&change, id).await?.into()),
        }
    }
    events.extend(custodians::replace(&change, &public).await?.into_iter().map(Event::from));
    if key.purpose == store::code(Purpose::ClosingCustodian) {
        events.extend(care_custody::too_few(&change).await?.map(Event::from));
    }
    for event in events {
        change.also(event).await?;
    }
    let fingerprint = public.fingerprint().to_string();
    change.commit(BidEvent::KeySuspected { person, fingerprint }.into()).await?;
    Ok(changed)
}

/// Whose key of a set that bids of a tender are good under was given up; nobody's in the usual case.
pub(crate) async fn given_up(db: &impl ConnectionTrait, tender: TenderId) -> Result<Option<PersonId>, Failure> {
    let sets = sets_of(db, tender).await?;
    let keys: Vec<_> =
        sets.iter().flat_map(|set| set.slots()).map(|slot| slot.public_key.as_bytes().to_vec()).collect();
    let row = sealing_keys::Entity::find()
        .filter(sealing_keys::Column::PublicKey.is_in(keys))
        .filter(sealing_keys::Column::SuspectedAt.is_not_null())
        .order_by_desc(sealing_keys::Column::SuspectedAt)
        .one(db)
        .await
        .stored()?;
    Ok(row.map(|row| PersonId(row.person_id)))
}

/// Keys of somebody that can still be used and were not given up, the newest first.
async fn held(db: &impl ConnectionTrait, person: PersonId) -> Result<Vec<sealing_keys::Model>, Failure> {
    sealing_keys::Entity::find()
        .filter(sealing_keys::Column::PersonId.eq(person.0))
        .filter(sealing_keys::Column::SuspectedAt.is_null())
        .filter(sealing_keys::Column::ErasedAt.is_null())
        .order_by_desc(sealing_keys::Column::MadeAt)
        .all(db)
        .await
        .stored()
}

/// The tenders taking bids that a set of which bids may be sealed to holds a key of.
async fn sealed_to(db: &impl ConnectionTrait, key: &PublicKey, now: Timestamp) -> Result<Vec<Uuid>, Failure> {
    let mut sealed = Vec::new();
    for tender in tendering::open_ids(db, now).await? {
        // Also an earlier set: bids that were sealed to it are good until it is void.
        let sets = sets_of(db, TenderId(tender)).await?;
        if sets.iter().flat_map(|set| set.slots()).any(|slot| slot.public_key == *key) {
            sealed.push(tender);
        }
    }
    Ok(sealed)
}
