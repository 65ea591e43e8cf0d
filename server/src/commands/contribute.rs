//! `marketplace contribute`: an opener makes the own part of an opening on a machine of the opener's own.

use super::seal::write_new;
use anyhow::{Context, anyhow};
use officers::{FileFault, NotMade, OpeningFile};
use sealing::Passphrase;
use services::keys::Chance;
use services::random::Random;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Of which opening, and where the part goes.
#[derive(Debug, clap::Args)]
pub struct Contribute {
    /// The opening file, downloaded from the page of the opening
    #[arg(long, value_name = "FILE")]
    opening: PathBuf,
    /// The file that gets your part, to be handed in on that page
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Your wrapped key, such as one typed from your recovery sheet, instead of the one in the file
    #[arg(long, value_name = "KEY")]
    key: Option<PathBuf>,
}

/// Asks for the words and writes the part.
pub fn run(contribute: &Contribute) -> anyhow::Result<ExitCode> {
    let path = &contribute.opening;
    let json = fs::read(path).with_context(|| format!("{} cannot be read", path.display()))?;
    let mut file = OpeningFile::parse(&json).map_err(|reason| fault(path, "an opening file", reason))?;
    if let Some(key) = &contribute.key {
        file.wrapped_key = own_key(key)?;
    }
    eprintln!("{}, {} envelopes: {}", file.reference, file.kind.code(), file.envelopes.len());
    let random = Random::System;
    let part = file.contribute(&passphrase()?, &mut Chance(&random)).map_err(not_made)?;
    write_new(&contribute.out, (serde_json::to_string_pretty(&part)? + "\n").as_bytes())?;
    println!("{}", contribute.out.display());
    Ok(ExitCode::SUCCESS)
}

/// A wrapped key of the holder's own.
pub(super) fn own_key(path: &Path) -> anyhow::Result<String> {
    let key = fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
    Ok(key.trim().to_owned())
}

/// The words of a key, typed by its holder.
pub(super) fn passphrase() -> anyhow::Result<Passphrase> {
    let words = typed("The six words of your sealing key: ")?;
    Passphrase::parse(&words).map_err(|_| anyhow!("these are not six words of ours; check the spelling"))
}

/// A line that is typed after a question.
pub(super) fn typed(question: &str) -> anyhow::Result<String> {
    eprint!("{question}");
    std::io::stderr().flush()?;
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).context("nothing can be typed here")?;
    Ok(line)
}

/// Why a file cannot be used.
pub(super) fn fault(path: &Path, what: &str, fault: FileFault) -> anyhow::Error {
    let name = path.display();
    match fault {
        FileFault::NotThisFile => anyhow!("{name} is not {what}"),
        FileFault::UnknownVersion => anyhow!("{name} is for a later version of this command"),
    }
}

/// Why nothing was made.
pub(super) fn not_made(reason: NotMade) -> anyhow::Error {
    match reason {
        NotMade::WrongPassphrase => anyhow!("these are not the words of this key"),
        NotMade::Damaged => anyhow!("the file is damaged; fetch it again"),
        NotMade::OtherEnvelope { sha256 } => {
            anyhow!("the envelope {sha256} is of another tender or kind: nothing was made; tell the auditor")
        }
        NotMade::NotOpened { sha256 } => anyhow!(
            "your part of the envelope {sha256} cannot be made: it was sealed wrongly or altered; bring your part on the \
             page, with the words, where what cannot be opened is recorded"
        ),
    }
}
