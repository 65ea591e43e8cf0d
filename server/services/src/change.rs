//! An open transaction. Dropped: nothing happened. Kept only by stating what happened.

use crate::audit;
use crate::caller::Caller;
use crate::entities::{counters, listings, once_tokens};
use crate::failure::{Failure, Stored};
use crate::notifications;
use domain::event::Event;
use domain::ids::{ListingId, OnceToken};
use domain::refusal::Refusal;
use domain::time::{Day, Timestamp};
use sea_orm::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{DatabaseTransaction, QuerySelect, Set};

/// Place of an entry in the log, from 0.
pub type LogPosition = i64;

/// An open transaction with the one who opened it and the instant.
#[must_use]
pub struct Change {
    transaction: DatabaseTransaction,
    caller: Caller,
    is_unnamed: bool,
    letters: usize,
}

impl Change {
    pub(crate) async fn begin(caller: &Caller) -> Result<Change, Failure> {
        let transaction = caller.services().db.begin().await?;
        Ok(Change { transaction, caller: caller.clone(), is_unnamed: false, letters: 0 })
    }

    /// The instant of the change.
    pub fn now(&self) -> Timestamp {
        self.caller.now()
    }

    /// Its day in Hong Kong.
    pub fn today(&self) -> Day {
        self.caller.today()
    }

    /// Who makes it.
    pub fn caller(&self) -> &Caller {
        &self.caller
    }

    pub(crate) fn db(&self) -> &DatabaseTransaction {
        &self.transaction
    }

    /// A new identifier.
    pub(crate) fn new_id(&self) -> uuid::Uuid {
        self.caller.services().random.id()
    }

    /// The next number of a counter, which also makes changes that take one queue behind each other.
    pub(crate) async fn next_number(&self, counter: &str) -> Result<i64, Failure> {
        let mut numbers = self.next_numbers(counter, 1).await?;
        numbers.next().ok_or_else(|| Failure::impossible("a counter gave no number"))
    }

    /// The next so many numbers of a counter.
    pub(crate) async fn next_numbers(
        &self,
        counter: &str,
        many: i64,
    ) -> Result<std::ops::RangeInclusive<i64>, Failure> {
        let row = counters::ActiveModel { name: Set(counter.to_owned()), value: Set(0) };
        counters::Entity::insert(row)
            .on_conflict(OnConflict::column(counters::Column::Name).do_nothing().to_owned())
            .exec_without_returning(self.db())
            .await
            .stored()?;
        counters::Entity::update_many()
            .col_expr(counters::Column::Value, sea_orm::ExprTrait::add(Expr::col(counters::Column::Value), many))
            .filter(counters::Column::Name.eq(counter))
            .exec(self.db())
            .await
            .stored()?;
        let row = counters::Entity::find_by_id(counter.to_owned()).one(self.db()).await.stored()?;
        let row = row.ok_or_else(|| Failure::impossible("a counter that was just counted is gone"))?;
        Ok(row.value - many + 1..=row.value)
    }

    /// Says that what the catalogue shows of a listing changed, so that search reads it again.
    pub(crate) async fn touch(&self, listing: ListingId) -> Result<(), Failure> {
        let revision = self.next_number(CATALOGUE).await?;
        listings::Entity::update_many()
            .col_expr(listings::Column::Revision, Expr::value(revision))
            .filter(listings::Column::Id.eq(listing.0))
            .exec(self.db())
            .await
            .stored()?;
        Ok(())
    }

    /// Takes a form's key for this change, or finds the answer that the form was given before.
    ///
    /// Of two changes with one key at once the second waits here for the end of the first.
    pub(crate) async fn answer_before(&self, token: OnceToken) -> Result<Option<String>, Failure> {
        let row = once_tokens::ActiveModel {
            id: Set(token.0),
            person_id: Set(self.caller.officer()?.person.0),
            form_sha256: Set(Some(token.1.to_vec())),
            answer: Set(String::new()),
            used_at: Set(self.now().millis()),
        };
        let taken = once_tokens::Entity::insert(row)
            .on_conflict(OnConflict::column(once_tokens::Column::Id).do_nothing().to_owned())
            .exec_without_returning(self.db())
            .await
            .stored()?;
        if taken > 0 { Ok(None) } else { answer_given(self.db(), &self.caller, token).await }
    }

    /// Remembers the answer given to the form whose key was taken, to give it again when the form comes again.
    pub(crate) async fn remember_answer(&self, token: OnceToken, answer: &str) -> Result<(), Failure> {
        once_tokens::Entity::update_many()
            .col_expr(once_tokens::Column::Answer, Expr::value(answer))
            .filter(once_tokens::Column::Id.eq(token.0))
            .exec(self.db())
            .await
            .stored()?;
        Ok(())
    }

    /// Writes the letters and the log entry of one thing more that the change does; [`Change::commit`] keeps it.
    pub(crate) async fn also(&mut self, event: Event) -> Result<(), Failure> {
        self.letters += notifications::write(self, &event).await?;
        audit::append(self, &event).await?;
        Ok(())
    }

    /// Writes the letters and the log entry of what happened, then keeps all of it together.
    pub async fn commit(self, event: Event) -> Result<LogPosition, Failure> {
        let letters = self.letters + notifications::write(&self, &event).await?;
        let position = audit::append(&self, &event).await?;
        let services = std::sync::Arc::clone(self.caller.services());
        self.transaction.commit().await.stored()?;
        services.shelf.mark_stale();
        if letters > 0 {
            services.letters_written.notify_one();
        }
        Ok(position)
    }

    /// Like [`Change::commit`], but the log does not say who: for what nobody may know before an opening.
    pub(crate) async fn commit_unnamed(mut self, event: Event) -> Result<LogPosition, Failure> {
        self.is_unnamed = true;
        self.commit(event).await
    }

    /// Whom the log names as the one who did it.
    pub(crate) fn named(&self) -> Option<&domain::actor::Officer> {
        self.caller.actor().officer().filter(|_| !self.is_unnamed)
    }

    /// Takes a lock that is held to the end of the change, where the database has row locks.
    pub(crate) async fn locked<E: EntityTrait>(&self, select: Select<E>) -> Result<Vec<E::Model>, Failure> {
        select.lock_exclusive().all(self.db()).await.stored()
    }
}

/// The answer given before to a form with this key, if there was one.
///
/// Only its own sender gets the answer again, and only for the same form; else the form expired.
pub(crate) async fn answer_given(
    db: &impl ConnectionTrait,
    caller: &Caller,
    token: OnceToken,
) -> Result<Option<String>, Failure> {
    let person = caller.officer()?.person;
    match once_tokens::Entity::find_by_id(token.0).one(db).await.stored()? {
        None => Ok(None),
        Some(row) if row.person_id == person.0 && row.form_sha256.as_deref() == Some(&token.1[..]) => {
            Ok(Some(row.answer))
        }
        Some(_) => Err(Failure::Refused(Refusal::FormExpired)),
    }
}

/// Counter whose value rises with every change of the catalogue.
pub(crate) const CATALOGUE: &str = "catalogue";
