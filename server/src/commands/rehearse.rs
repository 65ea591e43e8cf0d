//! `marketplace rehearse`: an officer opens a test envelope, which shows that key and words fit.

use super::contribute::{fault, not_made, own_key, passphrase};
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
    /// Your wrapped key, such as one typed from your recovery sheet, instead of the one in the file
    #[arg(long, value_name = "KEY")]
    key: Option<PathBuf>,
}

/// Prints the line that is pasted on that page.
pub fn run(rehearse: &Rehearse) -> anyhow::Result<ExitCode> {
    let json = fs::read(&rehearse.file).with_context(|| format!("{} cannot be read", rehearse.file.display()))?;
    let mut file = RehearsalFile::parse(&json).map_err(|reason| fault(&rehearse.file, "a test envelope", reason))?;
    if let Some(key) = &rehearse.key {
        file.wrapped_key = own_key(key)?;
    }
    println!("{}", file.answer(&passphrase()?).map_err(not_made)?);
    Ok(ExitCode::SUCCESS)
}
