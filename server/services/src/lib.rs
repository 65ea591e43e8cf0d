//! What the office does: operations, stores, mail and clock.
//!
//! An operation is one thing someone does. Its first argument is the [`Caller`]: who asks, at what
//! instant, through which services. It checks permission, loads, asks the rules of `domain`, stores, and
//! commits with its event; nothing can be kept without one. Features stand in the order of a procurement's
//! life and may call an earlier one, never the reverse.

pub mod caller;
pub mod change;
pub mod clock;
pub mod db;
mod entities;
pub mod failure;
pub mod files;
pub mod mailer;
pub mod passwords;
pub mod random;
pub mod search;
pub mod secrets;
pub mod signing;

pub mod audit;
pub mod notifications;

pub mod accounts;
pub mod awards;
pub mod bids;
pub mod catalogue;
pub mod contracts;
pub mod deployments;
pub mod evaluation;
pub mod impact;
pub mod keys;
pub mod openings;
pub mod orders;
pub mod sample;
pub mod spend;
pub mod suppliers;
pub mod tenders;

#[cfg(feature = "testing")]
pub mod testing;

pub use caller::Caller;
pub use change::Change;
pub use clock::Clock;
pub use db::Database;
pub use failure::Failure;
pub use files::Files;
pub use mailer::Mailer;
pub use passwords::Passwords;
pub use random::Random;
pub use secrets::Secrets;

use std::sync::Arc;

/// The outside world, in one place.
#[derive(Debug)]
pub struct Services {
    /// Where everything is kept.
    pub db: Database,
    /// What time it is.
    pub clock: Clock,
    /// Where chance comes from.
    pub random: Random,
    /// How letters leave.
    pub mailer: Mailer,
    /// How passwords are hashed.
    pub passwords: Passwords,
    /// What the database must not tell.
    pub secrets: Secrets,
    /// Where files lie.
    pub files: Files,
    /// The address people use, without a slash at the end; the only base of links in letters.
    pub public_url: String,
    /// The catalogue as search sees it.
    pub shelf: catalogue::Shelf,
    /// The front page's figures as they were read last.
    pub figures: impact::Kept,
    /// Keys of bids that were sealed here just now, until their bidders take them.
    pub bid_keys: bids::OfferedKeys,
    /// Rings when a letter was written.
    pub letters_written: tokio::sync::Notify,
    /// Turns at what takes a processor and the memory of a whole bid: sealing one, and taking a file of one in.
    pub(crate) turns: tokio::sync::Semaphore,
}

/// What services are made of.
#[derive(Debug)]
pub struct Parts<'a> {
    /// Where everything is kept.
    pub db: Database,
    /// What time it is.
    pub clock: Clock,
    /// Where chance comes from.
    pub random: Random,
    /// How letters leave.
    pub mailer: Mailer,
    /// How passwords are hashed.
    pub passwords: Passwords,
    /// What the database must not tell.
    pub secrets: Secrets,
    /// Where files lie.
    pub files: Files,
    /// The address people use.
    pub public_url: &'a str,
}

impl Services {
    /// Waits for a turn at what takes a processor and much memory; others wait meanwhile, holding neither.
    pub(crate) async fn turn(&self) -> Result<tokio::sync::SemaphorePermit<'_>, Failure> {
        self.turns.acquire().await.map_err(|error| Failure::broken("the line for a turn", error))
    }

    /// The same office at an instant that stands until it is set, for laying out what lies behind. What is written
    /// there is kept in the same database; letters are delivered by whoever delivers for this office.
    pub(crate) fn standing_at(&self, instant: domain::time::Timestamp) -> Arc<Services> {
        Services::new(Parts {
            db: self.db.clone(),
            clock: Clock::fixed(instant),
            random: self.random.another(),
            mailer: Mailer::memory(),
            passwords: self.passwords.another(),
            secrets: self.secrets.clone(),
            files: self.files.clone(),
            public_url: &self.public_url,
        })
    }

    /// Services around a database; the catalogue is read when it is first searched.
    pub fn new(parts: Parts<'_>) -> Arc<Services> {
        let Parts { db, clock, random, mailer, passwords, secrets, files, public_url } = parts;
        Arc::new(Services {
            db,
            clock,
            random,
            mailer,
            passwords,
            secrets,
            files,
            public_url: public_url.trim_end_matches('/').to_owned(),
            shelf: catalogue::Shelf::default(),
            figures: impact::Kept::default(),
            bid_keys: bids::OfferedKeys::default(),
            letters_written: tokio::sync::Notify::new(),
            turns: tokio::sync::Semaphore::new(std::thread::available_parallelism().map_or(1, usize::from)),
        })
    }
}
