//! An officer brings in the inventory another government published, as rows of reference entries.
//!
//! The file is what departments really write, so reading it is forgiving and recording it is not: each
//! row is mapped or refused with its line, column and reason, and [`ImportedRow::columns`] keeps every
//! answer as it was given. What we conclude from an answer (stage, risk, days, category) is `None`, or
//! the most careful value, where the answer does not say.
//!
//! Invariants: the same bytes give the same rows; keys are all different, and the same when rows are
//! moved or the file is saved again in another encoding; no input makes this panic or grow without
//! bound. Nothing is read or written here besides the bytes given.
//!
//! Source: consolidated 2024 inventory of AI use cases of US federal agencies, raw file version 2,
//! published on 23 January 2025 under OMB memorandum M-24-10; a work of the US government.

mod answers;
mod categories;
mod records;
mod text;

#[cfg(test)]
mod tests;

use answers::Dates;
use categories::{Clues, Rules};
use domain::catalogue::{Category, RiskTier, Stage};
use domain::time::Day;
use records::{Headings, Record};
use sha2::{Digest, Sha256};
use std::collections::HashMap;

/// Longest name of an entry, in characters; the longest in the published file has 342.
pub const LONGEST_NAME: usize = 400;

/// Longest answer in one cell, in characters; the longest in the published file has 4,129.
pub const LONGEST_ANSWER: usize = 20_000;

/// Longest summary, in characters.
pub const LONGEST_SUMMARY: usize = 300;

/// Largest file read, in bytes; the published one has three million.
pub const LARGEST_FILE_BYTES: usize = 16 * 1024 * 1024;

/// Most rows read from one file; the published one has 2,133.
pub const MOST_ROWS: usize = 10_000;

/// One row that can become a reference entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedRow {
    /// Line of the file where the record starts, from 1; a line break inside a cell counts.
    pub line: u64,
    /// 32 hexadecimal digits of agency, bureau, name and purpose, the same in the next edition of the
    /// file; the second and later of identical ones end in `-2`, `-3`.
    pub source_key: String,
    /// 64 hexadecimal digits of all cells: changed when any answer was.
    pub row_sha256: String,
    /// Name of the use case, in one line.
    pub name: String,
    /// Whole first sentences of the purpose, or a cut one ending in `…`; of the outputs when no purpose
    /// is given, and empty when neither is.
    pub summary: String,
    /// Intended purpose and expected benefits, with its paragraphs; empty when not given.
    pub description: String,
    /// What the system puts out, with its paragraphs; empty when not given.
    pub outputs: String,
    /// The agency's full name.
    pub agency: String,
    /// Its bureau as the agency writes it; empty when not given.
    pub bureau: String,
    /// What it is for, judged by the words of the row.
    pub category: Category,
    /// `Retired` when its stage of development says so, otherwise `Listed`.
    pub stage: Stage,
    /// Its stage says that it is in operation, in production or in mission.
    pub operating: bool,
    /// Developed by the agency alone; `None` when developed by both, or when not said.
    pub in_house: Option<bool>,
    /// `High` when rights- or safety-impacting. The inventory has no answer that means low or limited.
    pub risk: Option<RiskTier>,
    /// The day the inventory was published.
    pub listed_on: Day,
    /// First day of the work: initiated or, when that is not given, begun to be acquired or developed.
    pub began_on: Option<Day>,
    /// The day it was put in use.
    pub implemented_on: Option<Day>,
    /// The day it was taken out of use.
    pub retired_on: Option<Day>,
    /// Every heading with an answer in this row, both cleaned, in the file's order. Headings such as
    /// "If Other, please explain." come several times.
    pub columns: Vec<(String, String)>,
}

/// A row that cannot become a reference entry, and where the fault is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowRefusal {
    /// Line of the file where the record starts, from 1.
    pub line: u64,
    /// Heading of the column at fault; of the first cell missing, or the last heading, when the number
    /// of cells is wrong.
    pub column: String,
    /// What is wrong.
    pub reason: RowReason,
}

/// What is wrong with a row.
///
/// A missing purpose is no reason: eleven real rows have none, yet say who uses what and since when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowReason {
    /// More or fewer cells than headings: answers would stand under the wrong question.
    WrongNumberOfCells {
        /// Cells in the row.
        found: usize,
        /// Headings of the file.
        expected: usize,
    },
    /// There is nothing to call it by.
    NameMissing,
    /// The name has more than [`LONGEST_NAME`] characters.
    NameTooLong {
        /// Characters of the name.
        found: usize,
    },
    /// Nobody is named as using it, and the source of an entry must be shown.
    AgencyMissing,
    /// A cell has a zero byte, which no text has: what is around it may be damaged too.
    ZeroByte,
    /// A cell has more than [`LONGEST_ANSWER`] characters: likely a quotation mark that never closes.
    AnswerTooLong {
        /// Characters of the cell.
        found: usize,
    },
}

impl RowReason {
    /// The code used in reports.
    pub const fn code(self) -> &'static str {
        match self {
            RowReason::WrongNumberOfCells { .. } => "wrong_number_of_cells",
            RowReason::NameMissing => "name_missing",
            RowReason::NameTooLong { .. } => "name_too_long",
            RowReason::AgencyMissing => "agency_missing",
            RowReason::ZeroByte => "zero_byte",
            RowReason::AnswerTooLong { .. } => "answer_too_long",
        }
    }
}

/// Why a file is not read at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileRefusal {
    /// It is a workbook, or text in UTF-16, instead of comma-separated text.
    NotText,
    /// No heading starts with these words. All headings that an entry is made from must be there:
    /// without the stage, say, retired systems would be listed and nobody would notice.
    HeadingMissing(&'static str),
    /// There are no headings, or no rows below them.
    Empty,
    /// More than [`LARGEST_FILE_BYTES`], more than [`MOST_ROWS`], or headings of unlikely length.
    TooLarge,
}

impl FileRefusal {
    /// The code used in reports.
    pub const fn code(self) -> &'static str {
        match self {
            FileRefusal::NotText => "not_text",
            FileRefusal::HeadingMissing(_) => "heading_missing",
            FileRefusal::Empty => "empty",
            FileRefusal::TooLarge => "too_large",
        }
    }
}

/// 23 January 2025, when version 2 of the raw file was published.
pub fn published_on() -> Day {
    Day::from_number(20_111)
}

/// Reads the published inventory: every row, mapped or refused, in the file's order.
pub fn read_rows(bytes: &[u8]) -> Result<Vec<Result<ImportedRow, RowRefusal>>, FileRefusal> {
    if bytes.len() > LARGEST_FILE_BYTES {
        return Err(FileRefusal::TooLarge);
    }
    let text = text::decode(bytes).ok_or(FileRefusal::NotText)?;
    let (headings, records) = records::read(&text)?;
    let rules = Rules::new();
    let mut rows = Vec::new();
    for record in records {
        if rows.len() == MOST_ROWS {
            return Err(FileRefusal::TooLarge);
        }
        rows.push(map_row(&headings, &rules, &record?));
    }
    if rows.is_empty() {
        return Err(FileRefusal::Empty);
    }
    tell_twins_apart(&mut rows);
    Ok(rows)
}

fn map_row(headings: &Headings, rules: &Rules, record: &Record) -> Result<ImportedRow, RowRefusal> {
    let refuse =
        |column: usize, reason| RowRefusal { line: record.line, column: headings.name_of(column).to_owned(), reason };
    let (found, expected) = (record.cells.len(), headings.len());
    if found != expected {
        return Err(refuse(found, RowReason::WrongNumberOfCells { found, expected }));
    }
    for (column, cell) in record.cells.iter().enumerate() {
        if cell.contains('\0') {
            return Err(refuse(column, RowReason::ZeroByte));
        }
        let found = cell.chars().count();
        if found > LONGEST_ANSWER {
            return Err(refuse(column, RowReason::AnswerTooLong { found }));
        }
    }
    let cells: Vec<String> = record.cells.iter().map(text::clean).collect();
    let cell = |column: usize| cells.get(column).map_or("", String::as_str);

    let name = text::one_line(cell(headings.name));
    if name.is_empty() {
        return Err(refuse(headings.name, RowReason::NameMissing));
    }
    let found = name.chars().count();
    if found > LONGEST_NAME {
        return Err(refuse(headings.name, RowReason::NameTooLong { found }));
    }
    let agency = text::one_line(cell(headings.agency));
    if agency.is_empty() {
        return Err(refuse(headings.agency, RowReason::AgencyMissing));
    }

    let description = answers::given(cell(headings.purpose)).to_owned();
    let outputs = answers::given(cell(headings.outputs)).to_owned();
    let bureau = text::one_line(answers::given(cell(headings.bureau)));
    let category = rules.category(&Clues {
        name: &name,
        purpose: &description,
        topic: cell(headings.topic),
        other_topic: cell(headings.other_topic),
        product: cell(headings.product),
    });
    let dates = Dates {
        initiated: cell(headings.initiated),
        development_began: cell(headings.development_began),
        implemented: cell(headings.implemented),
        retired: cell(headings.retired),
    };
    Ok(ImportedRow {
        line: record.line,
        source_key: key(&[&agency, cell(headings.bureau), &name, cell(headings.purpose)]),
        row_sha256: hexadecimal(&cells.join(BETWEEN)),
        summary: text::summary(if description.is_empty() { &outputs } else { &description }),
        category,
        stage: answers::stage(cell(headings.stage)),
        operating: answers::operating(cell(headings.stage)),
        in_house: answers::in_house(cell(headings.developed)),
        risk: answers::risk(cell(headings.impact)),
        listed_on: published_on(),
        began_on: dates.began_on(),
        implemented_on: dates.implemented_on(),
        retired_on: dates.retired_on(),
        columns: headings.beside(&cells),
        name,
        description,
        outputs,
        agency,
        bureau,
    })
}

/// Stands between hashed texts. Cleaned text has no control character, so it cannot stand in one.
const BETWEEN: &str = "\u{1f}";

/// Blanks, line breaks and case are left out: tidying an answer is no new use case.
fn key(parts: &[&str]) -> String {
    let parts: Vec<_> = parts.iter().map(|part| text::one_line(part).to_lowercase()).collect();
    let mut key = hexadecimal(&parts.join(BETWEEN));
    key.truncate(32);
    key
}

fn hexadecimal(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Numbers the rows that have one key: seven pairs, three of them alike in every cell.
///
/// The order is that of their contents, not of their lines: moving a row must not make it change
/// places with its twin.
fn tell_twins_apart(rows: &mut [Result<ImportedRow, RowRefusal>]) {
    let mut families: HashMap<String, Vec<&mut ImportedRow>> = HashMap::new();
    for row in rows.iter_mut().flatten() {
        families.entry(row.source_key.clone()).or_default().push(row);
    }
    for family in families.values_mut() {
        family.sort_by(|a, b| a.row_sha256.cmp(&b.row_sha256));
        for (place, row) in family.iter_mut().enumerate().skip(1) {
            row.source_key = format!("{}-{}", row.source_key, place + 1);
        }
    }
}
