//! `marketplace receipt`: a bidder checks, without a network, what a receipt says and that it names these envelopes.

use anyhow::Context;
use domain::bids::{EnvelopeKind, Receipt};
use services::random::{hex, sha256};
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

/// Which receipt, and the envelopes it should name.
#[derive(Debug, clap::Args)]
pub struct CheckReceipt {
    /// The receipt, as it was downloaded
    receipt: PathBuf,
    /// The technical envelope that was handed in
    #[arg(long, value_name = "FILE")]
    technical: Option<PathBuf>,
    /// The price envelope that was handed in
    #[arg(long, value_name = "FILE")]
    price: Option<PathBuf>,
}

/// Prints what the receipt says; the exit status says whether the envelopes are those it names.
pub fn run(check: &CheckReceipt) -> anyhow::Result<ExitCode> {
    let read = |path: &PathBuf| fs::read(path).with_context(|| format!("{} cannot be read", path.display()));
    let text = read(&check.receipt)?;
    let receipt = std::str::from_utf8(&text).ok().and_then(Receipt::from_text);
    let receipt = receipt.with_context(|| format!("{} is not a receipt, or was altered", check.receipt.display()))?;
    println!("{}, version {}, sealed by: {}", receipt.action.code(), receipt.version, receipt.path.code());
    println!("received at {} (UTC), entry {} of the log", receipt.received_at.to_rfc3339(), receipt.log_entry);
    println!("SHA-256 of the receipt, as in the log: {}", hex(&sha256(&text)));
    let mut all_fit = true;
    for (kind, path) in [(EnvelopeKind::Technical, &check.technical), (EnvelopeKind::Price, &check.price)] {
        let Some(path) = path else { continue };
        let found = sha256(&read(path)?);
        let fits = receipt.envelopes.get(kind).is_some_and(|envelope| envelope.sha256.0 == found);
        println!(
            "{} envelope: {}",
            kind.code(),
            if fits { "the one of the receipt" } else { "NOT the one of the receipt" }
        );
        all_fit &= fits;
    }
    Ok(if all_fit { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
