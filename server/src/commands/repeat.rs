//! `marketplace repeat …`: an auditor has an opening repeated by another pair of officers and compares.

use super::seal::write_new;
use crate::office::{self, Schema};
use crate::settings::Settings;
use anyhow::Context;
use clap::{Args, Subcommand};
use domain::bids::EnvelopeKind;
use domain::locale::Locale;
use services::openings::{self, Comparison};
use services::{Caller, Failure};
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

/// What is done.
#[derive(Debug, Subcommand)]
pub enum Repeat {
    /// Write the file from which an officer makes a part with `marketplace contribute`
    File(RepeatFile),
    /// Open every envelope again with two officers' parts and compare with the opening record
    Check(RepeatCheck),
}

/// For whom, of which opening.
#[derive(Debug, Args)]
pub struct RepeatFile {
    /// The tender, such as T-2026-0007
    tender: String,
    /// Which envelopes: technical or price
    #[arg(value_parser = kind)]
    kind: EnvelopeKind,
    /// The officer's address
    #[arg(long, value_name = "EMAIL")]
    officer: String,
    /// The file to be written
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

/// Of which opening, with which parts.
#[derive(Debug, Args)]
pub struct RepeatCheck {
    /// The tender, such as T-2026-0007
    tender: String,
    /// Which envelopes: technical or price
    #[arg(value_parser = kind)]
    kind: EnvelopeKind,
    /// One officer's part
    first: PathBuf,
    /// The other officer's part
    second: PathBuf,
}

/// Does it; the exit status of a check says whether every envelope fits the record.
pub async fn run(settings: &Settings, repeat: Repeat) -> anyhow::Result<ExitCode> {
    let system = office::system(settings, Schema::Current).await?;
    let code = match repeat {
        Repeat::File(of) => file(&system, &of).await?,
        Repeat::Check(of) => check(&system, &of).await?,
    };
    office::close(system.services()).await?;
    Ok(code)
}

async fn file(system: &Caller, of: &RepeatFile) -> anyhow::Result<ExitCode> {
    let file = told(openings::repeat_file(system, &of.tender, of.kind, &of.officer).await)?;
    write_new(&of.out, (serde_json::to_string_pretty(&file)? + "\n").as_bytes())?;
    println!("{}", of.out.display());
    Ok(ExitCode::SUCCESS)
}

async fn check(system: &Caller, of: &RepeatCheck) -> anyhow::Result<ExitCode> {
    let read = |path: &PathBuf| fs::read(path).with_context(|| format!("{} cannot be read", path.display()));
    let (first, second) = (read(&of.first)?, read(&of.second)?);
    let repeated = told(openings::repeat(system, &of.tender, of.kind, [&first, &second]).await)?;
    for (sha256, comparison) in &repeated.envelopes {
        let said = match comparison {
            Comparison::Same => "holds what the record says".to_owned(),
            Comparison::Differs => "DIFFERS from what the record says".to_owned(),
            Comparison::ReadNow => "can be READ NOW, and the record says that it could not".to_owned(),
            Comparison::Unread { why, was_read: true } => {
                format!("can NOT be read ({}), and the record says that it was", why.code())
            }
            Comparison::Unread { why, .. } => format!("cannot be read ({}), as the record says", why.code()),
        };
        println!("{sha256} {said}");
    }
    let pair = if repeated.is_other_pair { "another pair than the one that opened" } else { "the pair that opened" };
    println!("{} envelopes, opened again by {pair}", repeated.envelopes.len());
    let fits = repeated.envelopes.iter().all(|(_, one)| one.fits());
    Ok(if fits { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn told<T>(result: Result<T, Failure>) -> anyhow::Result<T> {
    match result {
        Ok(value) => Ok(value),
        Err(Failure::NotFound) => {
            anyhow::bail!("there is no such tender, or nobody with this address holds a key of it")
        }
        Err(Failure::Refused(refusal)) => anyhow::bail!("{}", app::i18n::refusal(Locale::En, &refusal)),
        Err(failure) => Err(failure.into()),
    }
}

fn kind(code: &str) -> Result<EnvelopeKind, String> {
    EnvelopeKind::parse(code).ok_or_else(|| "technical or price".to_owned())
}
