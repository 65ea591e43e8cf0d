//! `marketplace import listings FILE`: reference entries come in; safe to run twice.

use crate::office::{self, Schema};
use crate::settings::Settings;
use anyhow::Context;
use services::Caller;
use services::catalogue::import_row::{FileRefusal, LARGEST_FILE_BYTES, MOST_ROWS, RowReason, RowRefusal};
use services::catalogue::{ImportCounts, import_listings};
use std::io::{IsTerminal, Write, stderr};
use std::path::Path;
use std::process::ExitCode;

/// Imports the file and says what became of each row.
pub async fn run(settings: &Settings, file: &Path, copies: usize) -> anyhow::Result<ExitCode> {
    let bytes = std::fs::read(file).with_context(|| format!("{} cannot be read", file.display()))?;
    let system = office::system(settings, Schema::Current).await?;
    let counts = import(&system, &bytes, copies).await.with_context(|| file.display().to_string())?;
    for refusal in &counts.refused {
        println!("refused: {}", describe(refusal));
    }
    if counts.repeated > 0 {
        println!("{} rows repeat an earlier one in every cell; each is kept as an entry", counts.repeated);
    }
    println!("{} imported, {} unchanged, {} refused", counts.imported, counts.unchanged, counts.refused.len());
    office::close(system.services()).await?;
    Ok(ExitCode::SUCCESS)
}

/// Imports bytes, with progress on standard error; a file that is refused as a whole is an error.
pub(super) async fn import(system: &Caller, bytes: &[u8], copies: usize) -> anyhow::Result<ImportCounts> {
    let (on_screen, mut told) = (stderr().is_terminal(), 0);
    let result = import_listings(system, bytes, copies, |progress| {
        let percent = progress.done * 100 / progress.of.max(1);
        // A screen is told each time on one line, a file only every tenth part.
        if on_screen {
            eprint!("\r{percent:3} % of {} rows", progress.of);
            let _ = stderr().flush();
        } else if percent / 10 > told {
            told = percent / 10;
            eprintln!("{percent:3} % of {} rows", progress.of);
        }
    });
    let counts = result.await?;
    if on_screen {
        eprintln!();
    }
    counts.map_err(|refusal| anyhow::anyhow!("the file is refused: {}", why_file(refusal)))
}

fn describe(refusal: &RowRefusal) -> String {
    let RowRefusal { line, column, reason } = refusal;
    format!("line {line}, column {column:?}: {}", why_row(*reason))
}

fn why_row(reason: RowReason) -> String {
    match reason {
        RowReason::WrongNumberOfCells { found, expected } => format!("{found} cells instead of {expected}"),
        RowReason::NameMissing => "there is no name".to_owned(),
        RowReason::NameTooLong { found } => format!("the name has {found} characters"),
        RowReason::ZeroByte => "the cell has a zero byte in it".to_owned(),
        RowReason::AgencyMissing => "nobody is named as using it".to_owned(),
        RowReason::AnswerTooLong { found } => {
            format!("a cell has {found} characters; a quotation mark may never close")
        }
    }
}

fn why_file(refusal: FileRefusal) -> String {
    match refusal {
        FileRefusal::NotText => "it is not comma-separated text".to_owned(),
        FileRefusal::HeadingMissing(heading) => format!("no heading begins with {heading:?}"),
        FileRefusal::Empty => "it has no headings, or no rows".to_owned(),
        FileRefusal::TooLarge => format!(
            "it is larger than such a file can be: at most {} MiB, {MOST_ROWS} rows and 16 KiB of headings",
            LARGEST_FILE_BYTES / 1024 / 1024
        ),
    }
}
