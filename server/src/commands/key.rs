//! `marketplace key`: an officer makes a sealing key on a machine of the officer's own, which needs no network for it.

use super::contribute::{fault, typed};
use super::seal::write_new;
use anyhow::{Context, bail};
use officers::{KeyFile, NewKey};
use sealing::Stretch;
use services::keys::Chance;
use services::random::Random;
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

/// For whom, and where it goes.
#[derive(Debug, clap::Args)]
pub struct Key {
    /// The key file, downloaded from the page of your sealing key
    file: PathBuf,
    /// The file that gets the wrapped key, to be pasted on that page
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

/// Shows the words, wants them typed again, and writes the wrapped key.
pub fn run(key: &Key) -> anyhow::Result<ExitCode> {
    let json = fs::read(&key.file).with_context(|| format!("{} cannot be read", key.file.display()))?;
    let file = KeyFile::parse(&json).map_err(|reason| fault(&key.file, "a key file", reason))?;
    if file.stretch != Stretch::STANDARD {
        eprintln!("The service asks for another protection of the words than this command knows; ask why.");
    }
    let random = Random::System;
    let drawn = NewKey::draw(&mut Chance(&random));
    eprintln!("Your six words, shown only now. Write them down and put the paper into your department's safe:");
    eprintln!("\n    {}\n", drawn.words());
    if !drawn.is_guarded_by(&typed("Type the six words again: ")?) {
        bail!("these are not the words; nothing was made");
    }
    let wrapped = file.wrap(&drawn, &mut Chance(&random));
    let wrapped = wrapped.map_err(|refusal| anyhow::anyhow!("the key cannot be wrapped: {refusal:?}"))?;
    write_new(&key.out, (wrapped + "\n").as_bytes())?;
    println!("{}  fingerprint {}", key.out.display(), drawn.fingerprint());
    Ok(ExitCode::SUCCESS)
}
