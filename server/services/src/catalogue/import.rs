//! Reference entries come in from another government's published inventory.
//!
//! Safe to run twice: an entry is found again by its source key, and only one whose row changed, or of which we now
//! make something else, is written anew.
//! Rows are stored in parts, each a change with its own event, so that a stop in the middle loses nothing that was
//! reported. Every refused row is returned with its line, column and reason.

use super::import_row::{self, FileRefusal, ImportedRow, RowRefusal};
use super::store::{NewListing, insert_listings, replace_listings};
use crate::caller::Caller;
use crate::change::Change;
use crate::entities::{listing_sources, listing_texts, listings};
use crate::failure::{Failure, Stored};
use crate::random::{hex, sha256};
use domain::catalogue::RiskTier;
use domain::event::Event;
use domain::permissions::Action;
use domain::text::slug;
use sea_orm::prelude::*;
use std::collections::{HashMap, HashSet};

/// What the file is, wherever it is shown.
pub const SOURCE: &str = "us-federal-ai-use-cases-2024";
/// Raised when `listing_of`, or what search keeps of an entry, makes something else of the same reading.
const MAPPING: u32 = 1;
/// Rows of one part.
const PART: usize = 500;

/// What an import did.
#[derive(Debug, Clone, Default)]
pub struct ImportCounts {
    /// Entries added, or written anew because their row changed.
    pub imported: usize,
    /// Entries that were there as they are.
    pub unchanged: usize,
    /// Rows that are those of an earlier line again in every cell; each is an entry of its own all the same.
    pub repeated: usize,
    /// Rows that cannot be entries.
    pub refused: Vec<RowRefusal>,
}

/// How far an import is.
#[derive(Debug, Clone, Copy)]
pub struct ImportProgress {
    /// Rows looked at.
    pub done: usize,
    /// Rows of the file.
    pub of: usize,
}

/// Why a file as a whole was not read.
pub type FileRefused = FileRefusal;

/// Imports a file. `copies` above 1 repeats its rows under numbered names, to try the service at size.
pub async fn import_listings(
    caller: &Caller,
    bytes: &[u8],
    copies: usize,
    mut progress: impl FnMut(ImportProgress),
) -> Result<Result<ImportCounts, FileRefused>, Failure> {
    caller.may(Action::ImportListings)?;
    let rows = match import_row::read_rows(bytes) {
        Ok(rows) => rows,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let file_sha256 = hex(&sha256(bytes));
    let copies = copies.max(1);
    let of = rows.len() * copies;
    let mut seen = HashSet::new();
    let repeated = rows.iter().flatten().filter(|row| !seen.insert(row.row_sha256.as_str())).count();
    let mut counts = ImportCounts { repeated, ..ImportCounts::default() };
    for copy in 0..copies {
        for (part, chunk) in rows.chunks(PART).enumerate() {
            let mut good = Vec::with_capacity(chunk.len());
            let mut refused = Vec::new();
            for row in chunk {
                match row {
                    Ok(row) => good.push(if copy == 0 { row.clone() } else { copied(row, copy) }),
                    Err(refusal) => refused.push(refusal.clone()),
                }
            }
            let lines = chunk.iter().map(|row| row.as_ref().map_or_else(|refusal| refusal.line, |row| row.line));
            let (first_line, last_line) =
                lines.fold((u64::MAX, 0), |(first, last), line| (first.min(line), last.max(line)));
            let change = caller.begin().await?;
            let (imported, unchanged) = store_part(&change, good).await?;
            if imported > 0 || (copy == 0 && !refused.is_empty()) {
                let event = Event::ListingsImported {
                    source: SOURCE.to_owned(),
                    file_sha256: file_sha256.clone(),
                    first_line,
                    last_line,
                    imported,
                    unchanged,
                    refused: refused.len(),
                };
                change.commit(event).await?;
            }
            counts.imported += imported;
            counts.unchanged += unchanged;
            if copy == 0 {
                counts.refused.extend(refused);
            }
            progress(ImportProgress { done: copy * rows.len() + (part * PART + chunk.len()), of });
        }
    }
    Ok(Ok(counts))
}

fn copied(row: &ImportedRow, copy: usize) -> ImportedRow {
    ImportedRow {
        source_key: format!("{}#{copy}", row.source_key),
        name: format!("{} (copy {copy})", row.name),
        ..row.clone()
    }
}

async fn store_part(change: &Change, rows: Vec<ImportedRow>) -> Result<(usize, usize), Failure> {
    let known = listing_sources::Entity::find()
        .filter(listing_sources::Column::Source.eq(SOURCE))
        .filter(listing_sources::Column::SourceKey.is_in(rows.iter().map(|row| row.source_key.as_str())))
        .all(change.db())
        .await
        .stored()?;
    let known: HashMap<String, listing_sources::Model> =
        known.into_iter().map(|row| (row.source_key.clone(), row)).collect();
    let mut fresh = Vec::new();
    let mut changed = Vec::new();
    let mut unchanged = 0;
    for row in rows {
        match known.get(&row.source_key) {
            None => fresh.push(row),
            Some(old) if old.row_sha256 != fingerprint(&row, MAPPING) => changed.push((old.listing_id, row)),
            Some(_) => unchanged += 1,
        }
    }
    let imported = fresh.len() + changed.len();
    if imported == 0 {
        return Ok((0, unchanged));
    }
    // One number of the catalogue's counter covers the part: search reads all of it again.
    let revision = change.next_number(crate::change::CATALOGUE).await?;
    let mut anew = Vec::with_capacity(changed.len());
    for (listing, row) in changed {
        let old = listings::Entity::find_by_id(listing).one(change.db()).await.stored()?;
        let old = old.ok_or_else(|| Failure::impossible("a source row without its entry"))?;
        anew.push(listing_of(listing, old.reference, revision, &row)?);
    }
    replace_listings(change, anew).await?;
    let mut new = Vec::with_capacity(fresh.len());
    let numbers = change.next_numbers("reference-entries", fresh.len() as i64).await?;
    for (number, row) in numbers.zip(&fresh) {
        new.push(listing_of(change.new_id(), format!("R{number:04}"), revision, row)?);
    }
    insert_listings(change, new).await?;
    Ok((imported, unchanged))
}

/// 64 hexadecimal digits that change when the row does, or what was concluded from it, or what is made of that.
///
/// What was concluded is hashed as well as the row, so that a better reading of stages or categories refreshes its
/// entries without anybody raising a number.
fn fingerprint(row: &ImportedRow, mapping: u32) -> String {
    let concluded = [
        mapping.to_string().as_str(),
        &row.row_sha256,
        &row.name,
        &row.summary,
        &row.description,
        &row.outputs,
        &row.agency,
        &row.bureau,
        row.category.code(),
        row.stage.code(),
        row.risk.map_or("", RiskTier::code),
        &row.listed_on.to_string(),
    ]
    .join("\u{1f}");
    hex(&sha256(concluded.as_bytes()))
}

fn listing_of(id: Uuid, reference: String, revision: i64, row: &ImportedRow) -> Result<NewListing, Failure> {
    let row_json =
        serde_json::to_string(&row.columns).map_err(|error| Failure::broken("writing a source row", error))?;
    let owner_name = if row.bureau.is_empty() { row.agency.clone() } else { format!("{}, {}", row.bureau, row.agency) };
    let mut description = row.description.clone();
    if !row.outputs.is_empty() {
        description = format!("{description}\n\n{}", row.outputs).trim().to_owned();
    }
    Ok(NewListing {
        row: listings::Model {
            id,
            reference,
            slug: slug(&row.name),
            access: "reference".to_owned(),
            stage: row.stage.code().to_owned(),
            category: row.category.code().to_owned(),
            owner_id: None,
            owner_name,
            data_ceiling: None,
            risk_tier: row.risk.map(|risk| risk.code().to_owned()),
            hosting: None,
            model: None,
            supplier_en: String::new(),
            supplier_zh_hant: String::new(),
            supplier_zh_hans: String::new(),
            supplier_size: None,
            startup: false,
            languages: String::new(),
            contract_id: None,
            listed_on: row.listed_on.to_string(),
            standalone_estimate_cents: None,
            integration_cost_cents: 0,
            sample: false,
            revision,
        },
        texts: vec![listing_texts::Model {
            listing_id: id,
            locale: "en".to_owned(),
            name: row.name.clone(),
            summary: row.summary.clone(),
            description,
            human_review: String::new(),
            limits: String::new(),
            integration: String::new(),
            prompts_go: String::new(),
        }],
        evidence: Vec::new(),
        assurance: Vec::new(),
        rates: Vec::new(),
        source: Some(listing_sources::Model {
            listing_id: id,
            source: SOURCE.to_owned(),
            source_key: row.source_key.clone(),
            row_sha256: fingerprint(row, MAPPING),
            line: row.line as i64,
            row_json,
        }),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::catalogue::Category;

    #[test]
    fn a_fingerprint_follows_the_row_what_is_concluded_from_it_and_what_is_made_of_that() {
        let file = include_bytes!("../../../sample/ai-use-cases-us-2024.csv");
        let row = import_row::read_rows(file).unwrap().into_iter().flatten().next().unwrap();
        let before = fingerprint(&row, MAPPING);
        assert_eq!((before.len(), &before), (64, &fingerprint(&row, MAPPING)));
        assert_ne!(before, fingerprint(&row, MAPPING + 1));
        let other = if row.category == Category::Legal { Category::Chat } else { Category::Legal };
        assert_ne!(before, fingerprint(&ImportedRow { category: other, ..row.clone() }, MAPPING));
        assert_ne!(before, fingerprint(&ImportedRow { row_sha256: "f".repeat(64), ..row.clone() }, MAPPING));
        assert_eq!(before, fingerprint(&ImportedRow { line: row.line + 1, ..row }, MAPPING));
    }
}
