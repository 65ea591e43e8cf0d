//! `marketplace key`: an officer makes a sealing key on a machine of the officer's own, which needs no network for it, or
//! brings one back from its recovery sheet.

use super::contribute::{fault, typed};
use super::seal::write_new;
use anyhow::{Context, bail};
use officers::{KeyFile, NewKey, SheetFault, read_sheet};
use sealing::{Stretch, hex};
use services::keys::Chance;
use services::random::Random;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// For whom, and where it goes.
#[derive(Debug, clap::Args)]
#[command(subcommand_negates_reqs = true)]
pub struct Key {
    #[command(subcommand)]
    from: Option<Existing>,
    /// The key file, downloaded from the page of your sealing key
    #[arg(required = true)]
    file: Option<PathBuf>,
    /// The file that gets the wrapped key, to be pasted on that page
    #[arg(long, value_name = "FILE", required = true)]
    out: Option<PathBuf>,
}

/// Where a key comes from that is there already.
#[derive(Debug, clap::Subcommand)]
enum Existing {
    /// Read a recovery sheet as it was typed; blanks and line ends make no difference, and a wrong line is named
    FromSheet {
        /// The typed text
        file: PathBuf,
        /// The file that gets the wrapped key, for the --key of other commands
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
}

/// Makes a key, or reads one from its sheet.
pub fn run(key: &Key) -> anyhow::Result<ExitCode> {
    match (&key.from, &key.file, &key.out) {
        (Some(Existing::FromSheet { file, out }), ..) => from_sheet(file, out),
        (None, Some(file), Some(out)) => make(file, out),
        _ => bail!("the key file is named first, and --out the file that gets the key"),
    }
}

/// Writes the wrapped key of a sheet.
fn from_sheet(path: &Path, out: &Path) -> anyhow::Result<ExitCode> {
    let typed = fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
    let key = match read_sheet(&typed) {
        Ok(key) => key,
        Err(SheetFault::WrongLine { number }) => bail!("line {number} is not as on the sheet; type it again"),
        Err(SheetFault::TooShort { number }) => bail!("the sheet goes on: line {number} is missing"),
        Err(SheetFault::NotAKey) => bail!("every line is right, but together they are no sealing key"),
    };
    write_new(out, (hex::encode(&key.to_bytes()) + "\n").as_bytes())?;
    println!("{}  fingerprint {}", out.display(), key.public_key.fingerprint());
    Ok(ExitCode::SUCCESS)
}

/// Shows the words, wants them typed again, and writes the wrapped key.
fn make(path: &Path, out: &Path) -> anyhow::Result<ExitCode> {
    let json = fs::read(path).with_context(|| format!("{} cannot be read", path.display()))?;
    let file = KeyFile::parse(&json).map_err(|reason| fault(path, "a key file", reason))?;
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
    write_new(out, (wrapped + "\n").as_bytes())?;
    println!("{}  fingerprint {}", out.display(), drawn.fingerprint());
    Ok(ExitCode::SUCCESS)
}
