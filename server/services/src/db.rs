//! SQLite in one file, or PostgreSQL.
//!
//! On SQLite there is one connection that writes and several that read; a write begins `IMMEDIATE`, because a
//! deferred transaction that reads and then writes fails under load. Every acknowledged write is flushed
//! (`synchronous = FULL`). On PostgreSQL rows are locked instead, each write operation naming the row it is
//! judged by.

use crate::failure::{Failure, Stored};
use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    AccessMode, ConnectOptions, ConnectionTrait, DatabaseBackend, DatabaseConnection, DatabaseTransaction,
    IsolationLevel, SqliteTransactionMode, TransactionOptions, TransactionTrait,
};
use std::time::Duration;

/// Connections of one database.
#[derive(Debug, Clone)]
pub struct Database {
    reader: DatabaseConnection,
    writer: DatabaseConnection,
}

impl Database {
    /// Connects to `sqlite:path/of/file` or `postgres://…`.
    pub async fn connect(url: &str) -> Result<Database, Failure> {
        if url.starts_with("sqlite:") { connect_sqlite(url).await } else { connect_postgres(url).await }
    }

    /// For queries that change nothing.
    pub fn reader(&self) -> &DatabaseConnection {
        &self.reader
    }

    /// For migrations alone.
    pub fn writer(&self) -> &DatabaseConnection {
        &self.writer
    }

    /// The database is SQLite.
    pub fn is_sqlite(&self) -> bool {
        self.writer.get_database_backend() == DatabaseBackend::Sqlite
    }

    /// Begins to write.
    pub(crate) async fn begin(&self) -> Result<DatabaseTransaction, Failure> {
        let options = TransactionOptions {
            sqlite_transaction_mode: self.is_sqlite().then_some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        self.writer.begin_with_options(options).await.stored()
    }

    /// It can be written to now: a change begins, and is taken back.
    pub async fn can_write(&self) -> Result<(), Failure> {
        self.begin().await?.rollback().await.stored()
    }

    /// On PostgreSQL, makes everybody else who calls this wait until the answer is dropped; on SQLite nothing.
    pub async fn alone(&self) -> Result<Alone, Failure> {
        if self.is_sqlite() {
            return Ok(Alone(None));
        }
        let transaction = self.begin().await?;
        // Any number will do that nobody else takes.
        transaction.execute_unprepared("select pg_advisory_xact_lock(20261122)").await.stored()?;
        Ok(Alone(Some(transaction)))
    }

    /// Begins to read what is there at one instant, whatever is written meanwhile.
    pub(crate) async fn snapshot(&self) -> Result<DatabaseTransaction, Failure> {
        // On SQLite every transaction reads one state; PostgreSQL must be asked for it.
        let postgres = !self.is_sqlite();
        let options = TransactionOptions {
            isolation_level: postgres.then_some(IsolationLevel::RepeatableRead),
            access_mode: postgres.then_some(AccessMode::ReadOnly),
            ..TransactionOptions::default()
        };
        self.reader.begin_with_options(options).await.stored()
    }

    /// Writes a whole copy into a new file; SQLite only.
    pub async fn copy_to(&self, file: &std::path::Path) -> Result<(), Failure> {
        if !self.is_sqlite() {
            return Err(Failure::impossible("PostgreSQL is backed up with its own tools"));
        }
        let name = file.display().to_string().replace('\'', "''");
        self.writer.execute_unprepared(&format!("vacuum into '{name}'")).await.stored()?;
        let copy = std::fs::File::open(file).map_err(|error| Failure::broken("opening the copy", error))?;
        copy.sync_all().map_err(|error| Failure::broken("flushing the copy", error))
    }

    /// Closes every connection, so that nothing is left in the write-ahead log.
    pub async fn close(self) -> Result<(), Failure> {
        self.reader.close().await.stored()?;
        self.writer.close().await.stored()
    }
}

/// The right to be the only one; ends when it is dropped.
#[must_use]
pub struct Alone(#[expect(dead_code, reason = "held, not read")] Option<DatabaseTransaction>);

impl std::fmt::Debug for Alone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Alone")
    }
}

async fn connect_sqlite(url: &str) -> Result<Database, Failure> {
    let options = |connections: u32, read_only: bool| {
        let mut options = ConnectOptions::new(url);
        options
            .max_connections(connections)
            .min_connections(1)
            .idle_timeout(None)
            .max_lifetime(None)
            .acquire_timeout(Duration::from_secs(10))
            .test_before_acquire(false)
            .sqlx_logging(false)
            .map_sqlx_sqlite_opts(move |sqlite| {
                sqlite
                    .create_if_missing(!read_only)
                    .read_only(read_only)
                    .journal_mode(SqliteJournalMode::Wal)
                    .synchronous(SqliteSynchronous::Full)
                    .busy_timeout(Duration::from_secs(10))
                    .pragma("trusted_schema", "OFF")
                    .pragma("cache_size", "-4096")
                    .statement_cache_capacity(256)
            });
        options
    };
    let writer = sea_orm::Database::connect(options(1, false)).await.stored()?;
    let reader = sea_orm::Database::connect(options(4, true)).await.stored()?;
    Ok(Database { reader, writer })
}

async fn connect_postgres(url: &str) -> Result<Database, Failure> {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(16)
        .acquire_timeout(Duration::from_secs(5))
        .statement_timeout(Duration::from_secs(60))
        .set_application_name("marketplace")
        .test_before_acquire(false)
        .sqlx_logging(false);
    let pool = sea_orm::Database::connect(options).await.stored()?;
    Ok(Database { reader: pool.clone(), writer: pool })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::{Verified, verify};
    use crate::testing::Office;
    use crate::{Caller, Clock, Files, Mailer, Parts, Passwords, Random, Secrets, Services, catalogue};

    #[tokio::test]
    async fn a_copy_is_a_whole_office_as_it_was_when_it_was_made() {
        let office = Office::sample().await;
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("the office's copy.sqlite");
        let copied = office.services.db.copy_to(&file).await;
        if !office.services.db.is_sqlite() {
            assert!(matches!(copied, Err(Failure::Internal { .. })));
            return;
        }
        copied.unwrap();
        catalogue::add_to_shortlist(&office.person("tm.chan").await, "S0001").await.unwrap();
        let db = Database::connect(&format!("sqlite:{}", file.display())).await.unwrap();
        let clock = Clock::fixed(office.services.clock.now());
        let copy = Services::new(Parts {
            db,
            clock,
            random: Random::seeded(1),
            mailer: Mailer::memory(),
            passwords: Passwords::cheap(),
            secrets: Secrets::of([8; 32]),
            files: Files::in_folder(folder.path()),
            public_url: "https://copy.test",
        });
        let as_it_was = |found| matches!(found, Verified::Whole { size: 1, .. });
        assert!(as_it_was(verify(&Caller::system(&copy)).await.unwrap()));
        assert!(!as_it_was(verify(&office.system()).await.unwrap()));
    }

    #[tokio::test]
    async fn a_snapshot_shows_one_instant_and_changes_nothing() {
        let office = Office::sample().await;
        let db = &office.services.db;
        let backend = db.writer().get_database_backend();
        let items = async |at: &DatabaseTransaction| {
            let count = sea_orm::Statement::from_string(backend, "select count(*) from shortlist_items");
            at.query_one_raw(count).await.unwrap().unwrap().try_get_by_index::<i64>(0).unwrap()
        };
        let snapshot = db.snapshot().await.unwrap();
        assert_eq!(items(&snapshot).await, 0);
        catalogue::add_to_shortlist(&office.person("tm.chan").await, "S0001").await.unwrap();
        assert_eq!(items(&snapshot).await, 0);
        assert!(snapshot.execute_unprepared("delete from sessions").await.is_err());
        drop(snapshot);
        assert_eq!(items(&db.snapshot().await.unwrap()).await, 1);
        db.can_write().await.unwrap();
    }
}
