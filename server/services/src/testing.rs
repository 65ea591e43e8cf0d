//! A whole office for tests: a fresh database, a clock that stands still, seeded chance, letters kept in memory.
//!
//! The database is a temporary SQLite file, or a fresh PostgreSQL database when `MARKET_TEST_DATABASE_URL` names a
//! server; the same tests run on both.

mod awards;
mod bids;
mod contracts;
mod database;
mod evaluations;
mod journey;
mod reading;
mod tenders;

pub use awards::{Reported, Rival};
pub use bids::{BIDDER, CUSTODIANS, PASSWORD, RIVAL, handed_in};
pub use contracts::{
    NOTIFIED_ON, RIVAL_ADMIN, SIGNABLE_ON, SUPPLIER_ADMIN, TD_FINANCE, TD_SECOND_APPROVER, TD_USER, contract_form,
};
pub use evaluations::{Marks, OpenedTender};
pub use journey::{CURATOR, FREE_TO_ASK, SWD, TD, Team};
pub use reading::{everything, texts};
pub use tenders::{BOARD, SWD_TENDERS, TD_TENDERS, TenderTeam};

use crate::entities::people;
use crate::failure::Stored;
use crate::{Caller, Clock, Database, Failure, Files, Mailer, Parts, Passwords, Random, Secrets, Services, accounts};
use domain::actor::Actor;
use domain::form::Fields;
use domain::refusal::Refusal;
use domain::time::{Day, Timestamp};
use migrations::MigratorTrait;
use sea_orm::prelude::*;
use std::sync::Arc;

/// A whole office.
#[derive(Debug)]
pub struct Office {
    /// Its services.
    pub services: Arc<Services>,
    /// The address of its database.
    pub database_url: String,
    _folder: tempfile::TempDir,
}

impl Office {
    /// An empty office on Sunday 22 November 2026, ten in the morning.
    ///
    /// # Panics
    ///
    /// When the database cannot be made: a test cannot go on.
    pub async fn open() -> Office {
        let office = Office::around(database::empty().await, 42).await;
        migrations::Migrator::up(office.services.db.writer(), None).await.expect("the schema");
        office
    }

    /// The sample office, laid out.
    ///
    /// # Panics
    ///
    /// When it cannot be laid out.
    pub async fn sample() -> Office {
        // Laid out once and copied for every test; so chance begins elsewhere than when it was laid out.
        let office = Office::around(database::sample().await, 43).await;
        // The database is a copy; the files its rows point to are put beside it.
        crate::sample::keep_documents(&office.services).await.expect("documents of the sample tenders");
        office
    }

    /// The sample office with its tenders that have bids, in every stage there is.
    ///
    /// # Panics
    ///
    /// When one of them cannot be laid out.
    pub async fn at_work() -> (Office, Vec<crate::sample::Staged>) {
        let office = Office::sample().await;
        let staged = crate::sample::run_tenders(&office.system()).await.expect("tenders in every stage");
        (office, staged)
    }

    /// The sample office after the second approver of each department left, where a request makes one letter.
    ///
    /// # Panics
    ///
    /// When it cannot be laid out.
    pub async fn with_one_approver() -> Office {
        let office = Office::sample().await;
        let left = people::Entity::update_many()
            .col_expr(people::Column::DisabledAt, Expr::value(office.services.clock.now().millis()))
            .filter(people::Column::Name.is_in(["Poon Mei Na", "Cheng Wai Yin"]));
        left.exec(office.services.db.writer()).await.expect("people can leave");
        office
    }

    async fn around((url, folder): (String, tempfile::TempDir), seed: u64) -> Office {
        let services = Services::new(Parts {
            db: Database::connect(&url).await.expect("a database"),
            clock: Clock::fixed(ten_in_the_morning()),
            random: Random::seeded(seed),
            mailer: Mailer::memory(),
            passwords: Passwords::cheap(),
            secrets: Secrets::of([7; 32]),
            files: Files::in_folder(&folder.path().join("files")),
            public_url: "https://market.test",
        });
        Office { services, database_url: url, _folder: folder }
    }

    /// The folder of everything it keeps outside PostgreSQL.
    pub fn folder(&self) -> &std::path::Path {
        self._folder.path()
    }

    /// The service itself.
    pub fn system(&self) -> Caller {
        Caller::system(&self.services)
    }

    /// Anybody.
    pub fn public(&self) -> Caller {
        Caller::new(Actor::Public, &self.services)
    }

    /// Somebody of the sample office by the first part of their address, such as `tm.chan`.
    ///
    /// # Panics
    ///
    /// When nobody has that address.
    pub async fn person(&self, who: &str) -> Caller {
        let db = self.services.db.reader();
        let person = people::Entity::find().filter(people::Column::Email.starts_with(format!("{who}@")));
        let person = person.one(db).await.expect("people can be read").expect("somebody has this address");
        let officer = accounts::officer_of(db, person, None).await.expect("an officer");
        Caller::new(Actor::Person(Box::new(officer)), &self.services)
    }

    /// Names of the events in the log, oldest first.
    pub async fn log(&self) -> Vec<String> {
        use crate::entities::audit_entries;
        use sea_orm::QueryOrder;
        let entries = audit_entries::Entity::find()
            .order_by_asc(audit_entries::Column::Position)
            .all(self.services.db.reader())
            .await
            .stored();
        entries.unwrap_or_default().into_iter().map(|entry| entry.event).collect()
    }

    /// Delivers what waits and returns every letter so far: address and subject.
    ///
    /// # Panics
    ///
    /// When delivery breaks.
    pub async fn letters(&self) -> Vec<(String, String)> {
        while crate::notifications::deliver(&self.system()).await.expect("delivery").sent > 0 {}
        self.services.mailer.sent().into_iter().map(|mail| (mail.to.1, mail.subject)).collect()
    }

    /// Runs a statement against the database, past every rule; for tests that damage it on purpose.
    pub async fn damage(&self, sql: &str) -> Result<(), Failure> {
        self.services.db.writer().execute_unprepared(sql).await.stored()?;
        Ok(())
    }

    /// Another server of the same office: its own memory, chance and mail, the same database, and a clock that
    /// stands at the same instant.
    ///
    /// # Panics
    ///
    /// When the database cannot be reached.
    pub async fn neighbour(&self, mailer: Mailer) -> Arc<Services> {
        let db = Database::connect(&self.database_url).await.expect("the same database");
        let seed = self.services.random.id().as_u64_pair().0;
        let clock = Clock::fixed(self.services.clock.now());
        Services::new(Parts {
            db,
            clock,
            random: Random::seeded(seed),
            mailer,
            passwords: Passwords::cheap(),
            secrets: Secrets::of([7; 32]),
            files: self.services.files.clone(),
            public_url: &self.services.public_url,
        })
    }

    /// A copy of the database in the hands of somebody who has not the master key.
    ///
    /// # Panics
    ///
    /// When the database cannot be reached.
    pub async fn stranger(&self) -> Arc<Services> {
        Services::new(Parts {
            db: Database::connect(&self.database_url).await.expect("the same database"),
            clock: Clock::fixed(self.services.clock.now()),
            random: Random::System,
            mailer: Mailer::memory(),
            passwords: Passwords::cheap(),
            secrets: Secrets::of([8; 32]),
            files: self.services.files.clone(),
            public_url: &self.services.public_url,
        })
    }

    /// Moves the clock forward.
    pub fn pass_minutes(&self, minutes: i64) {
        self.services.clock.set(self.services.clock.now().plus_minutes(minutes));
    }
}

/// A form with these fields.
pub fn form(pairs: &[(&str, &str)]) -> Fields {
    Fields::new(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
}

/// The rule that said no.
///
/// # Panics
///
/// When none did.
pub fn refusal<T: std::fmt::Debug>(result: Result<T, Failure>) -> Refusal {
    match result {
        Err(Failure::Refused(refusal)) => refusal,
        other => panic!("a refusal was expected, not {other:?}"),
    }
}

fn ten_in_the_morning() -> Timestamp {
    Day::of(2026, 11, 22).map_or(Timestamp::from_millis(0), |day| day.starts_at().plus_minutes(600))
}
