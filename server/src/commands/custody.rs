//! `marketplace custody …`: two custodians together give back a key that was lost.
//!
//! The server gives out a file, each custodian makes a share of it on a machine of the own, and the server joins two
//! shares. A share alone opens nothing; both together are the key, so they meet only where it is restored.

use super::contribute::{fault, own_key, passphrase};
use super::seal::write_new;
use crate::office::{self, Schema};
use crate::settings::Settings;
use anyhow::{Context, anyhow, bail};
use domain::locale::Locale;
use domain::refusal::Refusal;
use officers::{CustodyFile, NotShared, ShareFile};
use services::random::Random;
use services::{Failure, Secrets, keys};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What is done about keys that custodians hold.
#[derive(Debug, clap::Subcommand)]
pub enum Custody {
    /// On the server: write what custodians need to restore the closing key of a tender. Logged
    Export {
        /// Reference of the tender, such as T-2026-0007
        tender: String,
        /// The new file
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// On a custodian's own machine: make a share of what the file names. A share alone opens nothing; two are the key,
    /// so hand yours over only where the key is restored. Asks no network
    Share {
        /// The file that the server wrote
        file: PathBuf,
        /// The new file with your share
        #[arg(long, value_name = "SHARE")]
        out: PathBuf,
        /// Your wrapped key, such as one typed from your recovery sheet, instead of the one in the file
        #[arg(long, value_name = "KEY")]
        key: Option<PathBuf>,
        /// Your name as the file gives it, where somebody else's key has the same words
        #[arg(long)]
        name: Option<String>,
    },
    /// On the server: put the closing key of a tender back from two shares. Logged, and told to auditors and the head
    Restore {
        /// Reference of the tender
        tender: String,
        /// One custodian's share
        one: PathBuf,
        /// The other's
        other: PathBuf,
    },
    /// On the server: give the closing key of a tender to the custodians of today, in place of those who hold it. Logged
    Renew {
        /// Reference of the tender
        tender: String,
    },
    /// On the server: write the office's own master key, wrapped for every two custodians of today. Keep the file apart
    /// from the server; make a new one when custodians change. Logged
    Escrow {
        /// The new file
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// On a server whose master key is gone: put it back from that file and two shares. Never overwrites one. Logged, and
    /// told to auditors and the head
    RestoreSecret {
        /// The file that `escrow` wrote
        file: PathBuf,
        /// One custodian's share
        one: PathBuf,
        /// The other's
        other: PathBuf,
    },
}

/// Does it.
pub async fn run(settings: &Settings, custody: &Custody) -> anyhow::Result<ExitCode> {
    match custody {
        Custody::Export { tender, out } => export(settings, tender, out).await?,
        Custody::Share { file, out, key, name } => share(file, out, key.as_deref(), name.as_deref())?,
        Custody::Restore { tender, one, other } => restore(settings, tender, [one, other]).await?,
        Custody::Renew { tender } => renew(settings, tender).await?,
        Custody::Escrow { out } => escrow(settings, out).await?,
        Custody::RestoreSecret { file, one, other } => restore_secret(settings, file, [one, other]).await?,
    }
    Ok(ExitCode::SUCCESS)
}

async fn export(settings: &Settings, tender: &str, out: &Path) -> anyhow::Result<()> {
    not_there(out)?;
    let system = office::system(settings, Schema::Current).await?;
    let file = keys::custody_file(&system, tender).await.map_err(|failure| told(failure, tender))?;
    write(out, &file)?;
    office::close(system.services()).await
}

async fn escrow(settings: &Settings, out: &Path) -> anyhow::Result<()> {
    not_there(out)?;
    let system = office::system(settings, Schema::Current).await?;
    let file = keys::escrow_file(&system).await.map_err(|failure| told(failure, ""))?;
    write(out, &file)?;
    office::close(system.services()).await
}

/// Looked at first, so that nothing is logged that is not written.
fn not_there(out: &Path) -> anyhow::Result<()> {
    if out.exists() { bail!("{} is there already", out.display()) } else { Ok(()) }
}

fn write(out: &Path, file: &CustodyFile) -> anyhow::Result<()> {
    write_new(out, (serde_json::to_string_pretty(file)? + "\n").as_bytes())?;
    let names: Vec<_> = file.custodians.iter().map(|custodian| custodian.name.as_str()).collect();
    println!("{}  any two of: {}", out.display(), names.join(", "));
    Ok(())
}

fn share(path: &Path, out: &Path, key: Option<&Path>, name: Option<&str>) -> anyhow::Result<()> {
    let file = custody_file(path)?;
    match file.reference.as_str() {
        "" => eprintln!("The master key of the marketplace"),
        reference => eprintln!("The closing key of {reference}"),
    }
    let words = passphrase()?;
    let made = match key {
        Some(key) => file.share_with(&own_key(key)?, &words),
        None => file.share(&words, name),
    };
    let made = made.map_err(|reason| match reason {
        NotShared::WrongPassphrase => anyhow!("these are not the words of a custodian's key"),
        NotShared::NotACustodian => anyhow!("this is not the key of a custodian whom the file names"),
        NotShared::Damaged => anyhow!("the file is damaged; fetch it again"),
    })?;
    write_new(out, (serde_json::to_string_pretty(&made)? + "\n").as_bytes())?;
    println!("{}", out.display());
    Ok(())
}

async fn restore(settings: &Settings, tender: &str, [one, other]: [&Path; 2]) -> anyhow::Result<()> {
    let (one, other) = (share_file(one)?, share_file(other)?);
    let system = office::system(settings, Schema::Current).await?;
    let restored = keys::restore_closing_key(&system, tender, [&one, &other]).await;
    restored.map_err(|failure| told(failure, tender))?;
    println!("the closing key of {tender} is restored; auditors and the head are told");
    office::close(system.services()).await
}

async fn renew(settings: &Settings, tender: &str) -> anyhow::Result<()> {
    let system = office::system(settings, Schema::Current).await?;
    let custodians = keys::renew_custody(&system, tender).await.map_err(|failure| told(failure, tender))?;
    println!("the closing key of {tender} is held by {custodians} custodians, every two of them");
    office::close(system.services()).await
}

async fn restore_secret(settings: &Settings, file: &Path, [one, other]: [&Path; 2]) -> anyhow::Result<()> {
    let (file, one, other) = (custody_file(file)?, share_file(one)?, share_file(other)?);
    let key = keys::rejoin_master_key(&file, [&one, &other]);
    let key = key.map_err(|refusal| anyhow!("{}", app::i18n::refusal(Locale::En, &Refusal::SealingKey(refusal))))?;
    let path = settings.master_key();
    Secrets::put_back(&path, &key, &Random::System).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => anyhow!("{} is there already; a master key is never overwritten", path.display()),
        _ => anyhow::Error::new(error).context(format!("{} cannot be made", path.display())),
    })?;
    println!("{} holds the master key again", path.display());
    let system = office::system(settings, Schema::Current).await?;
    keys::note_restored_master_key(&system, [one.holder(), other.holder()]).await?;
    println!("auditors and the head are told");
    office::close(system.services()).await
}

fn told(failure: Failure, tender: &str) -> anyhow::Error {
    match failure {
        Failure::NotFound => anyhow!("no published tender has the reference {tender}"),
        Failure::Refused(refusal) => anyhow!("{}", app::i18n::refusal(Locale::En, &refusal)),
        failure => failure.into(),
    }
}

fn custody_file(path: &Path) -> anyhow::Result<CustodyFile> {
    CustodyFile::parse(&read(path)?).map_err(|reason| fault(path, "a file of what custodians hold", reason))
}

fn share_file(path: &Path) -> anyhow::Result<ShareFile> {
    ShareFile::parse(&read(path)?).map_err(|reason| fault(path, "a custodian's share", reason))
}

fn read(path: &Path) -> anyhow::Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("{} cannot be read", path.display()))
}
