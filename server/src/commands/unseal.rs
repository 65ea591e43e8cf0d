//! `marketplace unseal`: a bidder opens an envelope of its own again, with the key that was kept.

use super::seal::write_new;
use anyhow::{Context, bail};
use sealing::{BidKey, OpeningRefusal, Stopped, open_with_bid_key};
use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

/// Which envelope, and where its files go.
#[derive(Debug, clap::Args)]
pub struct Unseal {
    /// The sealed envelope
    envelope: PathBuf,
    /// The bid key of this very envelope
    #[arg(long, value_name = "FILE")]
    bid_key: PathBuf,
    /// The folder that gets the files in the envelope
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
}

/// Prints what was answered as it was sealed, and writes the files if that is wanted.
pub fn run(unseal: &Unseal) -> anyhow::Result<ExitCode> {
    let read = |path: &PathBuf| fs::read(path).with_context(|| format!("{} cannot be read", path.display()));
    let key = BidKey::parse_file(&read(&unseal.bid_key)?);
    let key = key.map_err(|_| anyhow::anyhow!("{} is not a bid key", unseal.bid_key.display()))?;
    let envelope = read(&unseal.envelope)?;
    let refused = |stopped: Stopped<OpeningRefusal>| match stopped {
        Stopped::Refused(refusal) => anyhow::anyhow!("the envelope does not open: {refusal:?}"),
        Stopped::Broken(error) => anyhow::Error::new(error),
    };
    let mut opened = open_with_bid_key(envelope.as_slice(), &key).map_err(refused)?;
    let answers = opened.answers().to_vec();
    let mut files = Vec::new();
    loop {
        let mut content = Vec::new();
        let Some(file) = opened.next_file(&mut content).map_err(refused)? else { break };
        files.push((file.name.clone(), content));
    }
    // Only now is it certain that the envelope is whole; nothing is written or shown before.
    opened.finish().map_err(refused)?;
    if let Some(out) = &unseal.out {
        fs::create_dir_all(out).with_context(|| format!("{} cannot be made", out.display()))?;
        for (name, content) in &files {
            write_new(&out.join(name), content)?;
        }
    }
    let mut printed = std::io::stdout().lock();
    if printed.write_all(&answers).and_then(|()| printed.write_all(b"\n")).is_err() {
        bail!("nobody reads what is printed");
    }
    for (name, content) in &files {
        eprintln!("{name}  {} bytes", content.len());
    }
    Ok(ExitCode::SUCCESS)
}
