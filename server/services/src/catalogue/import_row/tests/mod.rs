//! The published file, read as it is, and files that are not as they should be.

mod other_files;
mod published_file;

use super::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

const PUBLISHED: &[u8] = include_bytes!("../../../../../sample/ai-use-cases-us-2024.csv");

/// Its rows; none of them is refused.
static ROWS: LazyLock<Vec<ImportedRow>> = LazyLock::new(read_published);

fn read_published() -> Vec<ImportedRow> {
    read_rows(PUBLISHED).unwrap().into_iter().map(Result::unwrap).collect()
}

fn different<'a>(texts: impl Iterator<Item = &'a str>) -> usize {
    texts.collect::<BTreeSet<_>>().len()
}

/// The cells as they stand in the file, decoded only.
fn raw_cells(column: fn(&Headings) -> usize) -> Vec<String> {
    let text = text::decode(PUBLISHED).unwrap();
    let (headings, records) = records::read(&text).unwrap();
    records.map(|record| record.unwrap().cells[column(&headings)].to_owned()).collect()
}

/// A small file with every heading that is needed, and the first cells of each row.
fn file(line_end: &str, rows: &[&[&str]]) -> String {
    let headings = [
        "Use Case Name",
        "Agency",
        "What is the intended purpose and expected benefits of the AI?",
        "Bureau",
        "Use Case Topic Area",
        "Other (Use Case Topic Area)",
        "Is the AI use case found in the below list of general commercial AI products and services?",
        "Describe the AI system’s outputs.",
        "Stage of Development",
        "Is the AI use case rights-impacting, safety-impacting, both, or neither?",
        "Date Initiated",
        "Date when Acquisition and/or Development began",
        "Date Implemented",
        "Date Retired",
        "Was the AI system involved in this use case developed (or is it to be developed) under contract(s)",
    ];
    let quoted = |cell: &&str| format!("\"{}\"", cell.replace('"', "\"\""));
    let mut file = headings.iter().map(quoted).collect::<Vec<_>>().join(",");
    for row in rows {
        let mut cells = row.to_vec();
        cells.resize(cells.len().max(headings.len()), "");
        file.push_str(line_end);
        file.push_str(&cells.iter().map(quoted).collect::<Vec<_>>().join(","));
    }
    file
}

fn only_row(cells: &[&str]) -> Result<ImportedRow, RowRefusal> {
    read_rows(file("\n", &[cells]).as_bytes()).unwrap().remove(0)
}
