//! An officer gets a sealing key.

use super::{Chance, store};
use crate::Services;
use crate::accounts::confirm_password;
use crate::caller::Caller;
use crate::change::Change;
use crate::entities::sealing_keys;
use crate::failure::{Failure, Stored};
use domain::actor::Officer;
use domain::bids::{BidEvent, KeyPath, KeyUse};
use domain::ids::PersonId;
use domain::permissions::Action;
use sea_orm::Set;
use sea_orm::prelude::*;
use sealing::{KeyPair, Passphrase, Purpose, WrappedKey};
use std::sync::Arc;

/// A key that was just made.
#[derive(Clone)]
pub struct Made {
    /// The only time its passphrase is shown.
    pub passphrase: String,
    /// Sixteen groups of four digits, to be compared by people.
    pub fingerprint: String,
}

impl std::fmt::Debug for Made {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Made").field("fingerprint", &self.fingerprint).finish_non_exhaustive()
    }
}

/// Makes a key in place of the one the officer has. It counts once it is rehearsed.
pub async fn make_key(caller: &Caller, password: &str) -> Result<Made, Failure> {
    caller.may(Action::KeepSealingKey)?;
    confirm_password(caller, password).await?;
    let services = caller.services();
    let officer = caller.officer()?;
    let purpose = purpose_of(officer);
    let passphrase = Passphrase::generate(&mut Chance(&services.random));
    let shown = passphrase.expose().to_owned();
    let key = NewKey::wrap(services, officer.person, purpose, passphrase).await?;
    let fingerprint = key.fingerprint.clone();
    key.replace(caller.begin().await?, KeyPath::Server).await?;
    Ok(Made { passphrase: shown, fingerprint })
}

/// What the officer's key is for.
pub(super) fn purpose_of(officer: &Officer) -> Purpose {
    match KeyUse::of(officer) {
        KeyUse::Opener => Purpose::Officer,
        KeyUse::Recovery => Purpose::Recovery,
        KeyUse::Custodian => Purpose::ClosingCustodian,
    }
}

/// A key that is wrapped and not yet on the list.
pub(crate) struct NewKey {
    person: PersonId,
    purpose: Purpose,
    public: Vec<u8>,
    wrapped: Vec<u8>,
    fingerprint: String,
}

impl NewKey {
    /// Draws a key and wraps it; the stretching runs beside the service's other work.
    pub async fn wrap(
        services: &Arc<Services>,
        person: PersonId,
        purpose: Purpose,
        passphrase: Passphrase,
    ) -> Result<NewKey, Failure> {
        let pair = KeyPair::generate(&mut Chance(&services.random));
        let (holder, stretch, shared) = (*person.0.as_bytes(), services.passwords.stretch(), Arc::clone(services));
        let wrapped = tokio::task::spawn_blocking(move || {
            WrappedKey::wrap(&pair, holder, purpose, &passphrase, stretch, &mut Chance(&shared.random))
        })
        .await
        .map_err(|error| Failure::broken("wrapping a sealing key", error))?
        .map_err(|error| Failure::impossible(format!("a sealing key cannot be wrapped: {error:?}")))?;
        Ok(NewKey::of(person, &wrapped))
    }

    /// A key that was wrapped elsewhere.
    pub fn of(person: PersonId, wrapped: &WrappedKey) -> NewKey {
        NewKey {
            person,
            purpose: wrapped.purpose,
            public: wrapped.public_key.as_bytes().to_vec(),
            wrapped: wrapped.to_bytes(),
            fingerprint: wrapped.public_key.fingerprint().to_string(),
        }
    }

    /// Puts it in the place of the one the officer has.
    pub async fn replace(self, change: Change, path: KeyPath) -> Result<(), Failure> {
        let now = change.now().millis();
        sealing_keys::Entity::update_many()
            .col_expr(sealing_keys::Column::RetiredAt, Expr::value(now))
            .filter(sealing_keys::Column::PersonId.eq(self.person.0))
            .filter(sealing_keys::Column::RetiredAt.is_null())
            .exec(change.db())
            .await
            .stored()?;
        self.insert(&change, now, None).await?;
        let (person, fingerprint) = (self.person, self.fingerprint);
        change.commit(BidEvent::KeyMade { person, fingerprint, path }.into()).await?;
        Ok(())
    }

    /// Puts it on the list.
    pub async fn insert(&self, change: &Change, made_at: i64, rehearsed_at: Option<i64>) -> Result<(), Failure> {
        let row = sealing_keys::ActiveModel {
            id: Set(change.new_id()),
            person_id: Set(self.person.0),
            purpose: Set(store::code(self.purpose).to_owned()),
            public_key: Set(self.public.clone()),
            wrapped: Set(self.wrapped.clone()),
            made_at: Set(made_at),
            rehearsed_at: Set(rehearsed_at),
            retired_at: Set(None),
            suspected_at: Set(None),
            erased_at: Set(None),
        };
        sealing_keys::Entity::insert(row).exec_without_returning(change.db()).await.stored()?;
        Ok(())
    }
}
