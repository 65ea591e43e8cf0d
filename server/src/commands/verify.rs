//! `marketplace verify`: nothing in the log was changed, dropped, added or moved.

use crate::log_heads::LogHeads;
use crate::office::{self, Schema};
use crate::settings::Settings;
use services::audit::{self, Verified};
use services::keys;
use std::process::ExitCode;

/// Reads the whole log again, and compares it with the heads that were published.
pub async fn run(settings: &Settings) -> anyhow::Result<ExitCode> {
    let system = office::unjudged(settings, Schema::Current).await?;
    let (size, root, records) = match audit::verify(&system).await? {
        Verified::Whole { size, root, records } => (size, root, records),
        Verified::Damaged { position, what } => {
            println!("the log is damaged at entry {position}: {what}");
            return Ok(ExitCode::FAILURE);
        }
    };
    let heads = LogHeads::new(settings.log_heads());
    let published = heads.read()?;
    if let Some(trouble) = heads.compare(&system, &published).await? {
        println!("the log is damaged: {trouble}");
        return Ok(ExitCode::FAILURE);
    }
    println!("the log is whole: {size} entries, root {root}; it holds all {} published heads", published.len());
    println!("{records} records of closings and openings are those whose fingerprints are in the log");
    let (without, sealed) = keys::without_custody(&system).await?;
    if !without.is_empty() {
        println!("nobody could restore the closing keys of: {}; see custody renew", without.join(", "));
        return Ok(ExitCode::FAILURE);
    }
    println!("custodians hold the closing keys of all {sealed} tenders with sealed bids");
    office::close(system.services()).await?;
    Ok(ExitCode::SUCCESS)
}
