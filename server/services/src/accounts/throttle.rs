//! Slows guessing down without locking anybody out for good.
//!
//! Five tries are free; each further one waits twice as long as the one before, at most fifteen minutes. An hour
//! without a try, or success, forgets. Kept in the database, so that several servers count together.

use crate::change::Change;
use crate::entities::throttles;
use crate::failure::{Failure, Stored};
use domain::accounts::AccountRefusal;
use domain::time::Timestamp;
use sea_orm::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ExprTrait, Set};

const FREE_TRIES: i64 = 5;
const LONGEST_PAUSE_SECONDS: i64 = 15 * 60;
const FORGOTTEN_AFTER_MINUTES: i64 = 60;

/// Refuses when the key must still wait.
pub(crate) async fn check(db: &impl ConnectionTrait, key: &str, now: Timestamp) -> Result<(), Failure> {
    let row = throttles::Entity::find_by_id(key.to_owned()).one(db).await.stored()?;
    row.map_or(Ok(()), |row| judge(&row, now))
}

fn judge(row: &throttles::Model, now: Timestamp) -> Result<(), Failure> {
    let until = next_try(row.tries, Timestamp::from_millis(row.last_at));
    if now < until { Err(AccountRefusal::TooManyTries { until }.into()) } else { Ok(()) }
}

/// Refuses like [`check`], and holds the key to the end of the change: tries made at once are judged one by one.
pub(crate) async fn check_alone(change: &Change, key: &str) -> Result<(), Failure> {
    let row = throttles::ActiveModel { key: Set(key.to_owned()), tries: Set(0), last_at: Set(change.now().millis()) };
    throttles::Entity::insert(row)
        .on_conflict(OnConflict::column(throttles::Column::Key).do_nothing().to_owned())
        .exec_without_returning(change.db())
        .await
        .stored()?;
    let rows = change.locked(throttles::Entity::find_by_id(key.to_owned())).await?;
    rows.first().map_or(Ok(()), |row| judge(row, change.now()))
}

/// Counts a try; counted by the database, so that of many at once none is lost.
pub(crate) async fn count(change: &Change, key: &str) -> Result<(), Failure> {
    let now = change.now();
    let row = throttles::ActiveModel { key: Set(key.to_owned()), tries: Set(1), last_at: Set(now.millis()) };
    let fresh = throttles::Column::LastAt.gt(now.plus_minutes(-FORGOTTEN_AFTER_MINUTES).millis());
    let one_more = Expr::col((throttles::Entity, throttles::Column::Tries)).add(1);
    let replace = OnConflict::column(throttles::Column::Key)
        .value(throttles::Column::Tries, Expr::case(fresh, one_more).finally(1))
        .update_column(throttles::Column::LastAt)
        .to_owned();
    throttles::Entity::insert(row).on_conflict(replace).exec_without_returning(change.db()).await.stored()?;
    Ok(())
}

/// Counts a try of many who share a key: every so many tries count as one.
pub(crate) async fn count_every(change: &Change, key: &str, many: i64) -> Result<(), Failure> {
    count(change, key).await?;
    let row = throttles::Entity::find_by_id(key.to_owned()).one(change.db()).await.stored()?;
    if row.is_some_and(|row| row.tries > many) {
        count(change, &format!("{key}:many")).await?;
    }
    Ok(())
}

/// Forgets the tries of a key.
pub(crate) async fn forget(change: &Change, key: &str) -> Result<(), Failure> {
    throttles::Entity::delete_by_id(key.to_owned()).exec(change.db()).await.stored()?;
    Ok(())
}

fn next_try(tries: i64, last_at: Timestamp) -> Timestamp {
    if tries < FREE_TRIES {
        return last_at;
    }
    let doublings = Ord::min(tries - FREE_TRIES, 20);
    let pause = Ord::min(1_i64 << doublings, LONGEST_PAUSE_SECONDS);
    last_at.plus_seconds(pause)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_and_stop_growing() {
        let last = Timestamp::from_millis(0);
        for (tries, seconds) in [(0, 0), (4, 0), (5, 1), (6, 2), (10, 32), (15, 900), (1_000_000, 900)] {
            assert_eq!(next_try(tries, last), last.plus_seconds(seconds), "{tries} tries");
        }
    }
}
