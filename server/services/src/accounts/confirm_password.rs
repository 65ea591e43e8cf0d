//! Somebody who is signed in types their password again, before what cannot be taken back.

use super::throttle;
use crate::caller::Caller;
use crate::entities::people;
use crate::failure::{Failure, Stored};
use crate::random::{hex, sha256};
use domain::bids::{KeyRefusal, PasswordCheck};
use domain::event::Event;
use domain::form::{Problem, Rule};
use domain::refusal::Refusal;
use sea_orm::prelude::*;

/// Checks the password of the one who asks. Wrong ones are counted and slowed down like at sign-in; the log says of
/// them no more than it says of a refused sign-in, because who types a password where is not for everybody.
pub(crate) async fn confirm_password(caller: &Caller, password: &str) -> Result<PasswordCheck, Failure> {
    let officer = caller.officer()?;
    if password.is_empty() {
        return Err(Refusal::Form(vec![Problem { field: "password".to_owned(), rule: Rule::Required }]).into());
    }
    let services = caller.services();
    // Not under the person's own name: bidders confirm bids, and nobody may read from the database who bids.
    let key = format!("confirm:{}", hex(&services.secrets.mark("confirm-throttle", &[officer.person.0.as_bytes()])));
    throttle::check(caller.db(), &key, caller.now()).await?;
    let person = people::Entity::find_by_id(officer.person.0).one(caller.db()).await.stored()?;
    let stored = person.and_then(|person| person.password_hash);
    if services.passwords.confirm(password, stored.as_deref()).await? {
        return Ok(PasswordCheck { confirmed_at: caller.now() });
    }
    let change = caller.begin().await?;
    throttle::count(change.db(), &key, change.now()).await?;
    let email_sha256 = hex(&sha256(officer.email.to_lowercase().as_bytes()));
    change.commit_unnamed(Event::SessionRefused { email_sha256 }).await?;
    Err(KeyRefusal::WrongPassword.into())
}
