//! What nobody needs any more is swept away: old counts of tries, used keys and links, sessions that ended.
//!
//! It is bookkeeping: nothing that anybody did is in these rows alone, so it needs no entry in the log. Whatever is
//! swept could no longer be used, so it may be done twice, and on several servers at once.

use super::throttle;
use crate::caller::Caller;
use crate::entities::{once_tokens, one_time_links, sessions};
use crate::failure::{Failure, Stored};
use domain::accounts::SESSION_MINUTES;
use domain::permissions::Action;
use sea_orm::Condition;
use sea_orm::prelude::*;

/// Minutes that what is over is still kept, for those who look into what happened.
const KEPT_MINUTES: i64 = 7 * 24 * 60;

/// How much was swept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Swept {
    /// Counts of tries.
    pub throttles: u64,
    /// One-time keys of forms.
    pub keys: u64,
    /// One-time links.
    pub links: u64,
    /// Sessions.
    pub sessions: u64,
}

/// Sweeps.
pub async fn sweep(caller: &Caller) -> Result<Swept, Failure> {
    caller.may(Action::RunJobs)?;
    let (db, now) = (caller.services().db.writer(), caller.now());
    let week_ago = now.plus_minutes(-KEPT_MINUTES).millis();
    let throttles = throttle::sweep(db, now).await?;
    // No page stays open for a week: its session ended long before.
    let keys = once_tokens::Entity::delete_many().filter(once_tokens::Column::UsedAt.lt(week_ago));
    let keys = keys.exec(db).await.stored()?.rows_affected;
    // One that waits for its letter has neither been used nor an end.
    let over = Condition::any()
        .add(one_time_links::Column::UsedAt.lt(week_ago))
        .add(one_time_links::Column::ExpiresAt.lt(week_ago));
    let links = one_time_links::Entity::delete_many().filter(over).exec(db).await.stored()?.rows_affected;
    let longest_ago = now.plus_minutes(-KEPT_MINUTES - SESSION_MINUTES).millis();
    let over =
        Condition::any().add(sessions::Column::EndedAt.lt(week_ago)).add(sessions::Column::CreatedAt.lt(longest_ago));
    let sessions = sessions::Entity::delete_many().filter(over).exec(db).await.stored()?.rows_affected;
    Ok(Swept { throttles, keys, links, sessions })
}
