//! Somebody forgot their password.

use super::{store, throttle};
use crate::caller::Caller;
use crate::failure::Failure;
use crate::notifications::Letter;
use crate::random::{hex, sha256};
use domain::accounts::ResetRequest;
use domain::event::Event;
use domain::ids::PersonId;

/// Mails a one-time link if somebody has the address; the answer is the same if nobody has.
pub async fn request_reset(caller: &Caller, form: ResetRequest) -> Result<(), Failure> {
    let email_sha256 = hex(&sha256(form.email.as_str().as_bytes()));
    let key = format!("reset:{email_sha256}");
    throttle::check(caller.db(), &key, caller.now()).await?;
    let change = caller.begin().await?;
    throttle::count(&change, &key).await?;
    let person = store::person_by_email(change.db(), &form.email).await?;
    let event = match person {
        Some(person) => {
            store::insert_link(&change, Letter::Reset, person.id, person.account_version).await?;
            Event::PasswordResetRequested { person: PersonId(person.id) }
        }
        None => Event::SessionRefused { email_sha256 },
    };
    change.commit(event).await?;
    Ok(())
}
