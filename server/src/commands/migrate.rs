//! `marketplace migrate`: the schema is brought up to date, and the register is kept.

use crate::office::{self, Schema};
use crate::settings::Settings;
use anyhow::Context;
use migrations::{Migrator, MigratorTrait};
use services::sample;
use std::fs::File;
use std::process::ExitCode;

/// Runs what migrations are missing, one process at a time, and says which.
pub async fn run(settings: &Settings) -> anyhow::Result<ExitCode> {
    let system = office::system(settings, Schema::Any).await?;
    let db = &system.services().db;
    // Servers that share a PostgreSQL database wait for each other there, processes that share a folder here.
    let lock = File::create(settings.data_dir.join("migrate.lock")).context("the lock of migrations")?;
    lock.lock().context("the lock of migrations")?;
    let alone = db.alone().await?;
    let pending = Migrator::get_pending_migrations(db.writer()).await.context("the schema cannot be read")?;
    for migration in &pending {
        println!("migrating: {}", migration.name().replace('_', " "));
    }
    Migrator::up(db.writer(), None).await.context("a migration broke")?;
    drop(alone);
    match pending.len() {
        0 => println!("The database {} is up to date.", settings.database().hint()),
        count => println!("The database {} took {count} migration(s).", settings.database().hint()),
    }
    office::not_behind(settings, &system).await?;
    let organisations = sample::keep_register(&system).await?;
    println!("The register holds {organisations} bureaux and departments.");
    office::close(system.services()).await?;
    Ok(ExitCode::SUCCESS)
}
