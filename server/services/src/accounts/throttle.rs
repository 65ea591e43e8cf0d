//! Slows guessing down without locking anybody out for good.
//!
//! For one account five tries are free; each further one waits twice as long as the one before, at most fifteen
//! minutes. An hour without a try, or success, forgets. A network address, which many people may share, has so many
//! tries in any ten minutes. Kept in the database, so that several servers count together; counting is bookkeeping
//! and needs no entry in the log.

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
pub(crate) async fn count(db: &impl ConnectionTrait, key: &str, now: Timestamp) -> Result<(), Failure> {
    let row = throttles::ActiveModel { key: Set(key.to_owned()), tries: Set(1), last_at: Set(now.millis()) };
    let fresh = throttles::Column::LastAt.gt(now.plus_minutes(-FORGOTTEN_AFTER_MINUTES).millis());
    let one_more = Expr::col((throttles::Entity, throttles::Column::Tries)).add(1);
    let replace = OnConflict::column(throttles::Column::Key)
        .value(throttles::Column::Tries, Expr::case(fresh, one_more).finally(1))
        .update_column(throttles::Column::LastAt)
        .to_owned();
    throttles::Entity::insert(row).on_conflict(replace).exec_without_returning(db).await.stored()?;
    Ok(())
}

/// So many tries of one network address in any ten minutes.
///
/// Two stretches of ten minutes are counted; of the one before, as much counts as ten minutes back reach into it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Window {
    what: &'static str,
    most: i64,
}

/// Wrong passwords from one address.
pub(crate) const SIGN_INS: Window = Window { what: "sign-in-from", most: 60 };
/// Asks for letters about tenders from one address.
pub(crate) const WATCHES: Window = Window { what: "watch-from", most: 60 };
/// Companies that ask to register from one address.
pub(crate) const REGISTRATIONS: Window = Window { what: "register-from", most: 60 };
/// Forgotten passwords from one address.
pub(crate) const RESETS: Window = Window { what: "reset-from", most: 20 };

const WINDOW_MS: i64 = 10 * 60 * 1000;

impl Window {
    fn key(self, from: &str, stretch: i64) -> String {
        format!("{}:{from}@{stretch}", self.what)
    }

    /// Until when the address has no more tries; `None` while it has some.
    pub(crate) async fn used_up(
        self,
        db: &impl ConnectionTrait,
        from: &str,
        now: Timestamp,
    ) -> Result<Option<Timestamp>, Failure> {
        let (stretch, into) = (now.millis().div_euclid(WINDOW_MS), now.millis().rem_euclid(WINDOW_MS));
        let keys = [self.key(from, stretch - 1), self.key(from, stretch)];
        let rows =
            throttles::Entity::find().filter(throttles::Column::Key.is_in(keys.clone())).all(db).await.stored()?;
        let [before, this] = keys.map(|key| rows.iter().find(|row| row.key == key).map_or(0, |row| row.tries));
        let used = this + before * (WINDOW_MS - into) / WINDOW_MS;
        Ok((used >= self.most).then(|| Timestamp::from_millis((stretch + 1) * WINDOW_MS)))
    }

    /// Counts a try.
    pub(crate) async fn count(self, db: &impl ConnectionTrait, from: &str, now: Timestamp) -> Result<(), Failure> {
        count(db, &self.key(from, now.millis().div_euclid(WINDOW_MS)), now).await
    }

    /// Takes a try back: somebody at the address knew their password.
    pub(crate) async fn take_back(self, db: &impl ConnectionTrait, from: &str, now: Timestamp) -> Result<(), Failure> {
        throttles::Entity::update_many()
            .col_expr(throttles::Column::Tries, Expr::col(throttles::Column::Tries).sub(1))
            .filter(throttles::Column::Key.eq(self.key(from, now.millis().div_euclid(WINDOW_MS))))
            .filter(throttles::Column::Tries.gt(0))
            .exec(db)
            .await
            .stored()?;
        Ok(())
    }
}

/// Drops what was not touched for so long that it counts for nothing.
pub(crate) async fn sweep(db: &impl ConnectionTrait, now: Timestamp) -> Result<u64, Failure> {
    let old = now.plus_minutes(-2 * FORGOTTEN_AFTER_MINUTES).millis();
    let swept = throttles::Entity::delete_many().filter(throttles::Column::LastAt.lt(old)).exec(db).await.stored()?;
    Ok(swept.rows_affected)
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
