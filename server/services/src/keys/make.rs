//! An officer gets a sealing key.

use super::{Chance, store};
use crate::accounts::confirm_password;
use crate::caller::Caller;
use crate::entities::sealing_keys;
use crate::failure::{Failure, Stored};
use domain::accounts::Role;
use domain::event::Event;
use domain::permissions::Action;
use sea_orm::Set;
use sea_orm::prelude::*;
use sealing::{KeyPair, Passphrase, Purpose, WrappedKey};

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
    let purpose = if officer.has(Role::DepartmentOpener) { Purpose::Officer } else { Purpose::Recovery };
    let holder = *officer.person.0.as_bytes();
    let chance = &mut Chance(&services.random);
    let (pair, passphrase) = (KeyPair::generate(chance), Passphrase::generate(chance));
    let (fingerprint, public) = (pair.public.fingerprint().to_string(), pair.public.as_bytes().to_vec());
    let (shown, stretch) = (passphrase.expose().to_owned(), services.passwords.stretch());
    let shared = std::sync::Arc::clone(services);
    let wrapped = tokio::task::spawn_blocking(move || {
        WrappedKey::wrap(&pair, holder, purpose, &passphrase, stretch, &mut Chance(&shared.random))
    })
    .await
    .map_err(|error| Failure::broken("wrapping a sealing key", error))?
    .map_err(|error| Failure::impossible(format!("a sealing key cannot be wrapped: {error:?}")))?;

    let change = caller.begin().await?;
    let now = change.now().millis();
    sealing_keys::Entity::update_many()
        .col_expr(sealing_keys::Column::RetiredAt, Expr::value(now))
        .filter(sealing_keys::Column::PersonId.eq(officer.person.0))
        .filter(sealing_keys::Column::RetiredAt.is_null())
        .exec(change.db())
        .await
        .stored()?;
    let row = sealing_keys::ActiveModel {
        id: Set(change.new_id()),
        person_id: Set(officer.person.0),
        purpose: Set(store::code(purpose).to_owned()),
        public_key: Set(public),
        wrapped: Set(wrapped.to_bytes()),
        made_at: Set(now),
        rehearsed_at: Set(None),
        retired_at: Set(None),
    };
    sealing_keys::Entity::insert(row).exec_without_returning(change.db()).await.stored()?;
    change.commit(Event::SealingKeyMade { person: officer.person, fingerprint: fingerprint.clone() }).await?;
    Ok(Made { passphrase: shown, fingerprint })
}
