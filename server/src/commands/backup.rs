//! `marketplace backup FILE`: a whole copy of the database, checked before it counts: whole, and holding every head that was published.

use crate::log_heads::LogHeads;
use crate::office::{self, Schema};
use crate::settings::{Secret, Settings};
use anyhow::{Context, bail};
use services::audit::{self, Verified};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Copies the database into a new file, also while it is served, and verifies the log of the copy.
pub async fn run(settings: &Settings, file: &Path) -> anyhow::Result<ExitCode> {
    if file.exists() {
        bail!("{} is there already; a backup never overwrites", file.display());
    }
    let system = office::system(settings, Schema::Current).await?;
    if !system.services().db.is_sqlite() {
        bail!("the database is PostgreSQL, which is backed up with its own tools, such as pg_dump or pgBackRest");
    }
    let unfinished = unfinished(file);
    if unfinished.exists() {
        std::fs::remove_file(&unfinished).with_context(|| format!("{} is in the way", unfinished.display()))?;
    }
    system.services().db.copy_to(&unfinished).await.context("the copy could not be written")?;
    office::close(system.services()).await?;

    let of_copy =
        Settings { database_url: Some(Secret::new(format!("sqlite:{}", unfinished.display()))), ..settings.clone() };
    let copy = office::system(&of_copy, Schema::Current).await.context("the copy cannot be opened")?;
    let verified = audit::verify(&copy).await?;
    let heads = LogHeads::new(settings.log_heads());
    let trouble = heads.compare(&copy, &heads.read()?).await?;
    office::close(copy.services()).await?;
    let (size, root) = match verified {
        Verified::Whole { size, root, .. } => (size, root),
        Verified::Damaged { position, what } => bail!("the log of the copy is damaged at entry {position}: {what}"),
    };
    if let Some(trouble) = trouble {
        bail!("{trouble}");
    }
    // Only now does it get its name; nobody restores half a copy. Linking, unlike renaming, never overwrites.
    std::fs::hard_link(&unfinished, file).with_context(|| format!("{} cannot be made", file.display()))?;
    std::fs::remove_file(&unfinished).context("the first name of the copy cannot be taken away")?;
    println!("{} holds a whole copy: {size} entries in the log, root {root}", file.display());
    Ok(ExitCode::SUCCESS)
}

fn unfinished(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".unfinished");
    PathBuf::from(name)
}
