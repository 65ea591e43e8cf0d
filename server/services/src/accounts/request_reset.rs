//! Somebody forgot their password.

use super::{store, throttle};
use crate::caller::Caller;
use crate::failure::Failure;
use crate::notifications::Letter;
use crate::random::{hex, sha256};
use domain::accounts::{AccountRefusal, ResetRequest};
use domain::event::Event;
use domain::ids::PersonId;
use std::time::Duration;

/// How long every answer takes at least, so that its time does not tell whether there was anything to write.
const EVERY_ANSWER: Duration = Duration::from_millis(200);

/// Mails a one-time link if somebody has the address; the answer is the same if nobody has.
///
/// `from` is the network address of the browser; it may ask for so many resets, whoever they are for.
pub async fn request_reset(caller: &Caller, form: ResetRequest, from: &str) -> Result<(), Failure> {
    let (asked, ()) = tokio::join!(request(caller, form, from), tokio::time::sleep(EVERY_ANSWER));
    asked
}

async fn request(caller: &Caller, form: ResetRequest, from: &str) -> Result<(), Failure> {
    let key = format!("reset:{}", hex(&sha256(form.email.as_str().as_bytes())));
    throttle::check(caller.db(), &key, caller.now()).await?;
    if let Some(until) = throttle::RESETS.used_up(caller.db(), from, caller.now()).await? {
        return Err(AccountRefusal::TooManyTries { until }.into());
    }
    let bookkeeping = caller.services().db.writer();
    throttle::count(bookkeeping, &key, caller.now()).await?;
    throttle::RESETS.count(bookkeeping, from, caller.now()).await?;
    // For an address that nobody has, nothing happened: there is nothing for the log to remember.
    let Some(person) = store::person_by_email(caller.db(), &form.email).await? else { return Ok(()) };
    let change = caller.begin().await?;
    store::insert_link(&change, Letter::Reset, person.id, person.account_version).await?;
    change.commit(Event::PasswordResetRequested { person: PersonId(person.id) }).await?;
    Ok(())
}
