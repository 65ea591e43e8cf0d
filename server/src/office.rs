//! The office's services, built from the settings.

use crate::log_heads::LogHeads;
use crate::settings::{Origin, Settings};
use anyhow::{Context, bail};
use migrations::{Migrator, MigratorTrait};
use services::{Caller, Clock, Database, Files, Mailer, Parts, Passwords, Random, Secrets, Services, secrets};
use std::sync::Arc;

/// How far the schema of the database must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Schema {
    /// As the program knows it.
    Current,
    /// Anything; it is about to be brought up to date.
    Any,
}

/// Connects to the database and builds the services; people reach them at `origin`.
pub async fn open(settings: &Settings, origin: &Origin, schema: Schema) -> anyhow::Result<Arc<Services>> {
    let folder = &settings.data_dir;
    std::fs::create_dir_all(folder).with_context(|| format!("the data folder {} cannot be made", folder.display()))?;
    // Hashing once takes as long as connecting does, so the two go side by side.
    let (memory, passes) = (settings.password_memory_kib, settings.password_passes);
    let cores = std::thread::available_parallelism().map_or(1, |cores| cores.get());
    let passwords = tokio::task::spawn_blocking(move || Passwords::new(memory, passes, cores));
    let address = settings.database();
    let unreachable = || format!("the database {} cannot be reached", address.hint());
    let db = Database::connect(address.reveal()).await.with_context(unreachable)?;
    if schema == Schema::Current {
        let pending = Migrator::get_pending_migrations(db.writer()).await.context("the schema cannot be read")?;
        if !pending.is_empty() {
            bail!("the database lacks {} migration(s); run `marketplace migrate` first", pending.len());
        }
    }
    let mailer = match &settings.smtp_url {
        Some(url) => Mailer::smtp(url.reveal(), &settings.mail_from)?,
        None => Mailer::folder(&folder.join("mail"), &settings.mail_from)?,
    };
    let passwords = passwords.await.context("hashing a first password")??;
    let random = Random::System;
    let key = settings.master_key();
    let needed = secrets::are_needed(&db).await;
    // A database that has no tables yet holds nothing.
    let needed = if schema == Schema::Any { needed.unwrap_or_default() } else { needed.context("reading it")? };
    if needed && !key.exists() {
        // A new one would open nothing that is there, and would stand in the way of the old one.
        bail!(
            "the master key {} is missing, and what the database holds is closed under it; put it back from your copy, \
             or with two custodians by `marketplace custody restore-secret`",
            key.display()
        );
    }
    let secrets = Secrets::in_file(&key, &random).with_context(|| format!("the file {}", key.display()))?;
    Ok(Services::new(Parts {
        db,
        clock: settings.rehearsal_clock.clone().map_or(Clock::System, Clock::ahead),
        random,
        mailer,
        passwords,
        secrets,
        files: Files::in_folder(&folder.join("files")),
        public_url: &origin.to_string(),
    }))
}

/// The service itself, for a command that needs no listener. A database that is behind what was published of its log
/// is not worked on.
pub async fn system(settings: &Settings, schema: Schema) -> anyhow::Result<Caller> {
    let system = unjudged(settings, schema).await?;
    if schema == Schema::Current {
        not_behind(settings, &system).await?;
    }
    Ok(system)
}

/// The service itself, for the command that finds out what is wrong.
pub async fn unjudged(settings: &Settings, schema: Schema) -> anyhow::Result<Caller> {
    Ok(Caller::system(&open(settings, &settings.origin(settings.addr), schema).await?))
}

/// Stops when the database does not hold what was published of its log.
pub async fn not_behind(settings: &Settings, system: &Caller) -> anyhow::Result<()> {
    let heads = LogHeads::new(settings.log_heads());
    match heads.behind(system).await? {
        Some(trouble) => bail!("{trouble}\n{}", heads.remedy()),
        None => Ok(()),
    }
}

/// Closes the database, so that nothing is left to be recovered.
pub async fn close(services: &Services) -> anyhow::Result<()> {
    Ok(services.db.clone().close().await?)
}
