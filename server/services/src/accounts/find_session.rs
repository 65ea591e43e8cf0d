//! The person behind a cookie, and a person's own sessions.

use super::store;
use crate::Services;
use crate::caller::Caller;
use crate::entities::{people, sessions};
use crate::failure::{Failure, Stored};
use crate::random::sha256;
use domain::accounts::{IDLE_MINUTES, SESSION_MINUTES, SessionView};
use domain::actor::Actor;
use domain::ids::SessionId;
use domain::permissions::Action;
use domain::time::Timestamp;
use sea_orm::QueryOrder;
use sea_orm::prelude::*;
use std::sync::Arc;

/// Who a session token belongs to; the public when it is unknown, ended or too old.
///
/// A session ends after 30 minutes without a request, after 12 hours in any case, and at once when the account's
/// version moves on: with a new password, changed roles or a disabled account.
pub async fn find_session(services: &Arc<Services>, token: &str) -> Result<Actor, Failure> {
    if token.len() != 64 {
        return Ok(Actor::Public);
    }
    let now = services.clock.now();
    let db = services.db.reader();
    let session = sessions::Entity::find()
        .filter(sessions::Column::TokenHash.eq(sha256(token.as_bytes()).to_vec()))
        .filter(sessions::Column::EndedAt.is_null())
        .one(db)
        .await
        .stored()?;
    let Some(session) = session.filter(|session| is_alive(session, now)) else { return Ok(Actor::Public) };
    let person = people::Entity::find_by_id(session.person_id).one(db).await.stored()?;
    let person =
        person.filter(|person| person.disabled_at.is_none() && person.account_version == session.account_version);
    let Some(person) = person else { return Ok(Actor::Public) };
    if now.millis() - session.seen_at >= 60_000 {
        // Bookkeeping, not something anybody did: it needs no entry in the log.
        sessions::Entity::update_many()
            .col_expr(sessions::Column::SeenAt, Expr::value(now.millis()))
            .filter(sessions::Column::Id.eq(session.id))
            .exec(services.db.writer())
            .await
            .stored()?;
    }
    let officer = store::officer_of(db, person, Some(SessionId(session.id))).await?;
    Ok(Actor::Person(Box::new(officer)))
}

fn is_alive(session: &sessions::Model, now: Timestamp) -> bool {
    let seen = Timestamp::from_millis(session.seen_at);
    let created = Timestamp::from_millis(session.created_at);
    now < seen.plus_minutes(IDLE_MINUTES) && now < created.plus_minutes(SESSION_MINUTES)
}

/// A person's own sessions that are alive, newest first.
pub async fn list_sessions(caller: &Caller) -> Result<Vec<SessionView>, Failure> {
    caller.may(Action::KeepOwnAccount)?;
    let officer = caller.officer()?;
    let rows = sessions::Entity::find()
        .filter(sessions::Column::PersonId.eq(officer.person.0))
        .filter(sessions::Column::EndedAt.is_null())
        .order_by_desc(sessions::Column::CreatedAt)
        .all(caller.db())
        .await
        .stored()?;
    Ok(rows
        .into_iter()
        .filter(|row| is_alive(row, caller.now()))
        .map(|row| SessionView {
            id: SessionId(row.id),
            created_at: Timestamp::from_millis(row.created_at),
            seen_at: Timestamp::from_millis(row.seen_at),
            user_agent: row.user_agent,
            current: officer.session == Some(SessionId(row.id)),
        })
        .collect())
}
