//! Why an operation did not happen.

use domain::permissions::Action;
use domain::refusal::Refusal;
use sea_orm::{ConnAcquireErr, DbErr};

/// Why an operation did not happen.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// A rule says no.
    #[error("refused: {0:?}")]
    Refused(Refusal),
    /// Nobody is signed in.
    #[error("nobody is signed in")]
    SignInFirst,
    /// Whoever is signed in may not do this at all.
    #[error("not permitted: {0:?}")]
    Forbidden(Action),
    /// There is no such thing, or none that the caller may know of.
    #[error("not found")]
    NotFound,
    /// Too much is asked at once; try again soon.
    #[error("busy")]
    Busy,
    /// Something broke on our side.
    #[error("{context}")]
    Internal {
        /// What was being done.
        context: String,
        /// What broke.
        #[source]
        source: Option<Box<dyn std::error::Error + Send + Sync>>,
    },
}

impl Failure {
    /// Something that cannot be, with its facts.
    pub fn impossible(context: impl Into<String>) -> Failure {
        Failure::Internal { context: context.into(), source: None }
    }

    /// Something that broke below us.
    pub fn broken(context: impl Into<String>, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Failure {
        Failure::Internal { context: context.into(), source: Some(source.into()) }
    }
}

impl<R: Into<Refusal>> From<R> for Failure {
    fn from(refusal: R) -> Self {
        Failure::Refused(refusal.into())
    }
}

/// What the database said no to.
pub(crate) trait Stored<T> {
    /// A database error becomes an internal failure; a database that is fully taken is busy.
    fn stored(self) -> Result<T, Failure>;

    /// A row that is there already becomes this refusal; anything else an internal failure.
    fn unless_there(self, refusal: impl FnOnce() -> Refusal) -> Result<T, Failure>;
}

impl<T> Stored<T> for Result<T, DbErr> {
    fn stored(self) -> Result<T, Failure> {
        self.map_err(of_database)
    }

    fn unless_there(self, refusal: impl FnOnce() -> Refusal) -> Result<T, Failure> {
        self.map_err(|error| match error.sql_err() {
            Some(sea_orm::SqlErr::UniqueConstraintViolation(_)) => Failure::Refused(refusal()),
            _ => of_database(error),
        })
    }
}

fn of_database(error: DbErr) -> Failure {
    match error {
        DbErr::ConnectionAcquire(ConnAcquireErr::Timeout) => Failure::Busy,
        error => Failure::broken("the database", error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_that_is_fully_taken_is_busy_and_a_broken_one_is_broken() {
        let taken: Result<(), _> = Err(DbErr::ConnectionAcquire(ConnAcquireErr::Timeout));
        assert!(matches!(taken.stored(), Err(Failure::Busy)));
        let closed: Result<(), _> = Err(DbErr::ConnectionAcquire(ConnAcquireErr::ConnectionClosed));
        assert!(matches!(closed.stored(), Err(Failure::Internal { .. })));
        let other: Result<(), _> = Err(DbErr::Custom("no".to_owned()));
        assert!(matches!(other.unless_there(|| Refusal::FormExpired), Err(Failure::Internal { .. })));
    }
}
