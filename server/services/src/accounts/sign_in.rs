//! Somebody signs in.

use super::{store, throttle};
use crate::caller::Caller;
use crate::entities::{people, sessions};
use crate::failure::{Failure, Stored};
use crate::random::{hex, sha256};
use domain::accounts::{AccountRefusal, SignIn};
use domain::event::Event;
use domain::ids::{PersonId, SessionId};
use domain::locale::Locale;
use sea_orm::Set;
use sea_orm::prelude::*;

/// A session that has just begun.
#[derive(Debug, Clone)]
pub struct NewSession {
    /// The secret of the cookie; kept nowhere else.
    pub token: String,
    /// The language the person reads.
    pub locale: Locale,
}

/// Begins a session. A known and an unknown address are refused in the same words, time and status.
///
/// `from` is the network address of the browser, which is slowed down like the account is.
pub async fn sign_in(caller: &Caller, form: SignIn, from: &str, user_agent: &str) -> Result<NewSession, Failure> {
    let account = format!("sign-in:{}", hex(&sha256(form.email.as_str().as_bytes())));
    throttle::check(caller.db(), &account, caller.now()).await?;
    // Many people may share one address. When somebody there has guessed too often the others still get in, but all
    // of them queue for one slow hash at a time, and a wrong guess is not told from a pause.
    let crowded = throttle::SIGN_INS.used_up(caller.db(), from, caller.now()).await?;

    let person = store::person_by_email(caller.db(), &form.email).await?;
    let stored = person.as_ref().and_then(|person| person.password_hash.as_deref());
    let passwords = &caller.services().passwords;
    let (fits, outdated) = match crowded {
        None => passwords.check(&form.password, stored).await?,
        Some(_) => passwords.check_slowly(&form.password, stored).await?,
    };

    let rehashed = if fits && outdated { Some(caller.services().passwords.hash(&form.password).await?) } else { None };
    let change = caller.begin().await?;
    throttle::check_alone(&change, &account).await?;
    let person = match person {
        Some(person) if fits => person,
        _ => {
            throttle::count(change.db(), &account, change.now()).await?;
            throttle::SIGN_INS.count(change.db(), from, change.now()).await?;
            let email_sha256 = hex(&sha256(form.email.as_str().as_bytes()));
            change.commit(Event::SessionRefused { email_sha256 }).await?;
            let refusal =
                crowded.map_or(AccountRefusal::WrongCredentials, |until| AccountRefusal::TooManyTries { until });
            return Err(refusal.into());
        }
    };
    throttle::forget(&change, &account).await?;
    throttle::SIGN_INS.take_back(change.db(), from, change.now()).await?;
    if let Some(hash) = rehashed {
        people::Entity::update_many()
            .col_expr(people::Column::PasswordHash, Expr::value(hash))
            .filter(people::Column::Id.eq(person.id))
            .exec(change.db())
            .await
            .stored()?;
    }
    let token = caller.services().random.secret();
    let session = change.new_id();
    let row = sessions::ActiveModel {
        id: Set(session),
        token_hash: Set(sha256(token.as_bytes()).to_vec()),
        person_id: Set(person.id),
        account_version: Set(person.account_version),
        user_agent: Set(user_agent.chars().filter(|character| !character.is_control()).take(200).collect()),
        created_at: Set(change.now().millis()),
        seen_at: Set(change.now().millis()),
        ended_at: Set(None),
    };
    sessions::Entity::insert(row).exec_without_returning(change.db()).await.stored()?;
    change.commit(Event::SessionStarted { person: PersonId(person.id), session: SessionId(session) }).await?;
    Ok(NewSession { token, locale: Locale::from_segment(&person.locale).unwrap_or(Locale::ZhHant) })
}
