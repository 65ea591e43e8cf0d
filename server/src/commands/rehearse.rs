//! `marketplace rehearse`: an officer opens a test envelope, which shows that key and words fit.

use super::contribute::{fault, not_made, passphrase};
use anyhow::Context;
use officers::RehearsalFile;
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

/// Which test envelope.
#[derive(Debug, clap::Args)]
pub struct Rehearse {
    /// The test envelope, downloaded from the page of your sealing key
    file: PathBuf,
}

/// Prints the line that is pasted on that page.
pub fn run(rehearse: &Rehearse) -> anyhow::Result<ExitCode> {
    let json = fs::read(&rehearse.file).with_context(|| format!("{} cannot be read", rehearse.file.display()))?;
    let file = RehearsalFile::parse(&json).map_err(|reason| fault(&rehearse.file, "a test envelope", reason))?;
    println!("{}", file.answer(&passphrase()?).map_err(not_made)?);
    Ok(ExitCode::SUCCESS)
}
