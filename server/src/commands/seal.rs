//! `marketplace seal`: a bid is sealed on the bidder's own machine, which needs no network for it.

mod answers;

use anyhow::{Context, bail};
use bidding::{Fault, Offer, SealedEnvelope, SealingFile, SealingFileFault, Why};
use domain::bids::names::display_name;
use services::keys::Chance;
use services::random::{Random, hex};
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What is sealed, and where the envelopes go.
#[derive(Debug, clap::Args)]
pub struct Seal {
    /// The sealing file, downloaded from the page of your bid
    #[arg(long, value_name = "FILE")]
    tender: PathBuf,
    /// Print a file of answers to fill in, and seal nothing
    #[arg(long)]
    form: bool,
    /// The file of answers, filled in
    #[arg(long, value_name = "FILE", required_unless_present = "form")]
    answers: Option<PathBuf>,
    /// A file to put into the technical envelope; may be repeated
    #[arg(long = "file", value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The unit price of a line in Hong Kong dollars, instead of the one in the answers; may be repeated
    #[arg(long = "price", value_name = "LINE=AMOUNT")]
    prices: Vec<String>,
    /// The folder that gets technical.sealed and price.sealed
    #[arg(long, value_name = "FOLDER", required_unless_present = "form")]
    out: Option<PathBuf>,
    /// Also write technical.bid-key and price.bid-key; whoever has them can read the bid
    #[arg(long)]
    bid_keys: bool,
}

/// Seals, or prints the form.
pub fn run(seal: &Seal) -> anyhow::Result<ExitCode> {
    let file = sealing_file(&seal.tender)?;
    let (Some(answers), Some(out), false) = (&seal.answers, &seal.out, seal.form) else {
        print!("{}", answers::form(&file));
        return Ok(ExitCode::SUCCESS);
    };
    let text = fs::read_to_string(answers).with_context(|| format!("{} cannot be read", answers.display()))?;
    let fields = answers::fields(&file, &text, &seal.prices)?;
    let files = seal.files.iter().map(|path| attached(path)).collect::<anyhow::Result<Vec<_>>>()?;
    let contents = match file.judge(&Offer { fields, files }) {
        Ok(contents) => contents,
        Err(faults) => {
            for fault in &faults {
                eprintln!("{}", told(fault));
            }
            bail!("nothing was sealed");
        }
    };
    let random = Random::System;
    let sealed = file.seal(&contents, &mut Chance(&random));
    let sealed = sealed.map_err(|refusal| anyhow::anyhow!("the bid cannot be sealed: {refusal:?}"))?;

    fs::create_dir_all(out).with_context(|| format!("{} cannot be made", out.display()))?;
    println!("{}: the prices come to HK${}", file.reference, contents.total.plain());
    for (name, envelope) in sealed.technical.iter().map(|one| ("technical", one)).chain([("price", &sealed.price)]) {
        keep(out, name, envelope, seal.bid_keys)?;
    }
    println!("Hand the envelopes in before {}. The receipt must name these fingerprints.", file.closes_at);
    Ok(ExitCode::SUCCESS)
}

fn sealing_file(path: &Path) -> anyhow::Result<SealingFile> {
    let json = fs::read(path).with_context(|| format!("{} cannot be read", path.display()))?;
    SealingFile::parse(&json).map_err(|fault| {
        let name = path.display();
        match fault {
            SealingFileFault::NotASealingFile => anyhow::anyhow!("{name} is not a sealing file"),
            SealingFileFault::UnknownVersion => anyhow::anyhow!("{name} is for a later version of this command"),
            SealingFileFault::KeysDiffer => anyhow::anyhow!("{name} is damaged: its keys are not those it names"),
        }
    })
}

fn attached(path: &Path) -> anyhow::Result<(String, Vec<u8>)> {
    let name = path.file_name().context("a folder cannot be attached")?.to_string_lossy();
    let content = fs::read(path).with_context(|| format!("{} cannot be read", path.display()))?;
    Ok((display_name(&name), content))
}

/// Writes an envelope, and its key if that is wanted, over nothing that is there.
fn keep(folder: &Path, name: &str, envelope: &SealedEnvelope, with_key: bool) -> anyhow::Result<()> {
    let sealed = folder.join(format!("{name}.sealed"));
    write_new(&sealed, &envelope.bytes)?;
    println!("{}  SHA-256 {}", sealed.display(), hex(&envelope.sha256));
    if with_key {
        write_new(&folder.join(format!("{name}.bid-key")), &envelope.bid_key.to_file())?;
    }
    Ok(())
}

/// Writes a file that is not there yet.
pub(super) fn write_new(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let file = OpenOptions::new().write(true).create_new(true).open(path);
    let mut file = file.with_context(|| format!("{} cannot be made, or is there already", path.display()))?;
    file.write_all(bytes).and_then(|()| file.sync_all()).with_context(|| format!("{} is not whole", path.display()))
}

fn told(fault: &Fault) -> String {
    use domain::bids::BidRefusal;
    use domain::form::Rule;
    let why = match &fault.why {
        Why::Rule(Rule::Required) => "must be filled in".to_owned(),
        Why::Rule(Rule::TooLong(most)) => format!("has at most {most} characters"),
        Why::Rule(Rule::Below(_)) => "must be more than nothing".to_owned(),
        Why::Rule(Rule::NotANumber) => "must be a whole number".to_owned(),
        Why::Rule(Rule::Above(most)) => format!("may be {most} at most"),
        Why::Rule(_) => "must be an amount in dollars with at most two decimals".to_owned(),
        Why::File(BidRefusal::FileKindNotAllowed { name }) => format!("{name:?} is not of a kind that is accepted"),
        Why::File(BidRefusal::FileContentDiffers { name, .. }) => format!("{name:?} is not what its ending says"),
        Why::File(BidRefusal::FileTooLarge { name, most_bytes }) => {
            format!("{name:?} has more than {most_bytes} bytes")
        }
        Why::File(BidRefusal::TooManyFiles { most }) => format!("there may be at most {most}"),
        Why::File(BidRefusal::BidTooLarge { most_bytes }) => format!("all together have more than {most_bytes} bytes"),
        Why::File(other) => format!("refused: {other:?}"),
        Why::NameTwice(name) => format!("two are called {name:?}"),
        Why::NoFilesAsked => "this tender takes prices alone".to_owned(),
    };
    format!("{}: {why}", fault.field)
}
