//! `marketplace receipt`: a bidder checks, without a network, who signed a receipt, what it says and which envelopes it
//! names.

use anyhow::{Context, bail};
use bidding::{LogProof, NoteFault, NoteKey, SealingFile, read_heads, text_of_note};
use domain::bids::{Digest, EnvelopeKind, Receipt};
use services::random::{hex, sha256};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Which receipt, whose key checks it, and the envelopes it should name.
#[derive(Debug, clap::Args)]
pub struct CheckReceipt {
    /// The receipt, as it was downloaded
    receipt: PathBuf,
    /// The key the office signs with, as it is published
    #[arg(long, value_name = "KEY", required_unless_present = "tender")]
    key: Option<String>,
    /// A sealing file of the tender, which holds that key and says whose bid it is for
    #[arg(long, value_name = "FILE")]
    tender: Option<PathBuf>,
    /// The proof that the receipt is in the log, as it was downloaded
    #[arg(long, value_name = "FILE", requires = "heads")]
    proof: Option<PathBuf>,
    /// The published heads of the log, as they were downloaded
    #[arg(long, value_name = "FILE", requires = "proof")]
    heads: Option<PathBuf>,
    /// The technical envelope that was handed in
    #[arg(long, value_name = "FILE")]
    technical: Option<PathBuf>,
    /// The price envelope that was handed in
    #[arg(long, value_name = "FILE")]
    price: Option<PathBuf>,
}

/// One line for each check; the exit status says whether all of them hold.
pub fn run(check: &CheckReceipt) -> anyhow::Result<ExitCode> {
    let file = check.tender.as_deref().map(sealing_file).transpose()?;
    let key = match (&check.key, &file) {
        (Some(key), _) => NoteKey::parse(key).context("--key is not a key as the office publishes it")?,
        (None, Some(file)) => NoteKey::parse(&file.receipt_key).context("the sealing file holds no key of receipts")?,
        (None, None) => bail!("--key or --tender says whose signature is looked for"),
    };
    let note = String::from_utf8(read(&check.receipt)?).unwrap_or_default();
    let mut report = Report { all_hold: true };
    let signed = key.read(&note);
    report.line(
        "signature",
        signed.is_ok(),
        match signed {
            Ok(_) => "made with this key",
            Err(NoteFault::NotSigned) => "NOT there; download the receipt again",
            Err(NoteFault::OtherKey) => "NOT made with this key",
            Err(NoteFault::Altered) => "NOT of this text: the file was altered",
        },
    );
    let text = text_of_note(&note).unwrap_or(&note);
    let receipt = Receipt::from_text(text);
    report.line("text", receipt.is_some(), if receipt.is_some() { "a receipt for a bid" } else { "NOT a receipt" });
    let Some(receipt) = receipt else { return Ok(ExitCode::FAILURE) };
    if let Some(file) = &file {
        let fits = (receipt.tender, receipt.organisation) == (file.tender, file.organisation);
        let said = if fits { "those of the sealing file" } else { "NOT those of the sealing file" };
        report.line("tender and bidder", fits, said);
    }
    for (kind, path) in [(EnvelopeKind::Technical, &check.technical), (EnvelopeKind::Price, &check.price)] {
        let Some(path) = path else { continue };
        let found = sha256(&read(path)?);
        let fits = receipt.envelopes.get(kind).is_some_and(|envelope| envelope.sha256.0 == found);
        let said = if fits { "the one of the receipt" } else { "NOT the one of the receipt" };
        report.line(&format!("{} envelope", kind.code()), fits, said);
    }
    if let (Some(proof), Some(heads)) = (&check.proof, &check.heads) {
        in_log(&mut report, &key, (text, &receipt), (&read(proof)?, &read(heads)?));
    }
    println!("it says: {}, version {}, sealed by: {}", receipt.action.code(), receipt.version, receipt.path.code());
    println!("it says: received at {} (UTC), entry {} of the log", receipt.received_at.to_rfc3339(), receipt.log_entry);
    println!("SHA-256 of its text, as in the log: {}", hex(&sha256(text.as_bytes())));
    Ok(if report.all_hold { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The proof leads from the receipt to a head that the office published.
fn in_log(report: &mut Report, key: &NoteKey, (text, receipt): (&str, &Receipt), (proof, heads): (&[u8], &[u8])) {
    let heads = std::str::from_utf8(heads).ok().and_then(|note| key.read(note).ok()).and_then(read_heads);
    let said = if heads.is_some() { "signed with this key" } else { "NOT a list of heads signed with this key" };
    report.line("published heads", heads.is_some(), said);
    let proof = std::str::from_utf8(proof).ok().and_then(LogProof::from_text);
    let proof = proof.filter(|proof| proof.entry == receipt.log_entry);
    let root = proof.as_ref().and_then(|proof| Some((proof.size, proof.root(Digest(sha256(text.as_bytes())))?)));
    let head = root
        .zip(heads)
        .and_then(|((size, root), heads)| heads.into_iter().find(|head| head.size == size && head.root == root));
    let said = match &head {
        Some(head) => format!("in the log whose head was published at {} with {} entries", head.taken_at, head.size),
        None => "NOT proved to be in the log of a published head".to_owned(),
    };
    report.line("log", head.is_some(), &said);
}

/// What was checked so far.
struct Report {
    all_hold: bool,
}

impl Report {
    fn line(&mut self, what: &str, holds: bool, said: &str) {
        println!("{what}: {said}");
        self.all_hold &= holds;
    }
}

fn read(path: &Path) -> anyhow::Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("{} cannot be read", path.display()))
}

fn sealing_file(path: &Path) -> anyhow::Result<SealingFile> {
    let parsed = SealingFile::parse(&read(path)?);
    parsed.map_err(|fault| anyhow::anyhow!("{} is not a sealing file to go by: {fault:?}", path.display()))
}
