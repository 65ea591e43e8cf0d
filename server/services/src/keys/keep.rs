//! An officer hands in a key that was made on a machine of the officer's own: wrapped, without its passphrase.

use super::make::purpose_of;
use super::{NewKey, store};
use crate::accounts::confirm_password;
use crate::caller::Caller;
use crate::failure::Failure;
use domain::bids::{KeyPath, KeyRefusal};
use domain::permissions::Action;
use officers::KeyFile;
use sealing::{WrappedKey, hex};

/// What the officer's new key must be, for a tool that makes it.
pub fn key_file(caller: &Caller) -> Result<KeyFile, Failure> {
    caller.may(Action::KeepSealingKey)?;
    let (officer, stretch) = (caller.officer()?, caller.services().passwords.stretch());
    Ok(KeyFile::new(*officer.person.0.as_bytes(), purpose_of(officer), stretch))
}

/// Takes a wrapped key in place of the one the officer has, if it is what `key_file` asked for. It counts once it is
/// rehearsed, which shows that somebody can unwrap it.
pub async fn keep_key(caller: &Caller, path: KeyPath, password: &str, key: &str) -> Result<(), Failure> {
    caller.may(Action::KeepSealingKey)?;
    let wrapped =
        hex::decode(key.trim()).and_then(|bytes| WrappedKey::parse(&bytes).ok()).ok_or(KeyRefusal::NotAKey)?;
    let officer = caller.officer()?;
    if wrapped.holder != *officer.person.0.as_bytes() || wrapped.purpose != purpose_of(officer) {
        return Err(KeyRefusal::OtherHolder.into());
    }
    if wrapped.stretch() != caller.services().passwords.stretch() {
        return Err(KeyRefusal::WeakWrap.into());
    }
    confirm_password(caller, password).await?;
    let change = caller.begin().await?;
    let present = store::key_of(change.db(), officer.person.0).await?;
    if present.is_some_and(|present| present.public_key == wrapped.public_key.as_bytes()) {
        // Sent again because no answer came: it is kept already.
        return Ok(());
    }
    if store::is_known(change.db(), &wrapped.public_key).await? {
        return Err(KeyRefusal::UsedKey.into());
    }
    NewKey::of(officer.person, &wrapped).replace(change, path).await
}
