//! Documents of a tender: added as files, replaced by a newer version of the same name, taken out of a draft.

use super::{decide, store};
use crate::caller::Caller;
use crate::change::Change;
use crate::entities::{tender_files, tenders};
use crate::failure::{Failure, Stored};
use crate::random::hex;
use domain::form::{Problem, Rule};
use domain::permissions::Action;
use domain::rulebook;
use domain::tenders::{Document, DocumentKind, Tender, TenderEvent, TenderRefusal};
use sea_orm::prelude::*;
use sea_orm::{QueryOrder, Set};

/// A file as it was sent.
#[derive(Debug, Clone, Default)]
pub struct Upload {
    /// Its name, as the browser told.
    pub name: String,
    /// Its content.
    pub content: Vec<u8>,
}

/// A document to be sent to somebody.
#[derive(Debug)]
pub struct Download {
    /// Its name.
    pub name: String,
    /// `pdf`, `docx`, `xlsx`, `csv` or `txt`.
    pub format: String,
    /// Its content.
    pub content: Vec<u8>,
}

/// Adds a file to a draft; one of the same name replaces it as its next version.
pub async fn add_document(caller: &Caller, reference: &str, kind: DocumentKind, upload: Upload) -> Result<(), Failure> {
    caller.may(Action::DraftTender)?;
    let officer = caller.officer()?;
    // Only for a draft of one's own is anything written into the folder of files.
    let row = store::load_row(caller.db(), officer, reference).await?;
    if row.organisation_id != officer.organisation.0 {
        return Err(Failure::NotFound);
    }
    let kept = Kept::of(caller, &upload).await?;
    let change = caller.begin().await?;
    let row = decide::own_row(&change, caller, reference).await?;
    let tender = store::tender_of(&row)?;
    let mut tender = tender.clone().revise(tender.draft, change.now())?;
    let version = put(&change, &row, kind, &kept, officer.person.0).await?;
    tender.draft.documents = documents(&change, row.id).await?;
    store::save(&change, &row, &tender, |_| {}).await?;
    let event = TenderEvent::DocumentAdded { tender: tender.id, name: kept.name, version, sha256: kept.sha256 };
    change.commit(event.into()).await?;
    Ok(())
}

/// Takes a document out of a draft. What was never published is not shown again.
pub async fn remove_document(caller: &Caller, reference: &str, file: &str) -> Result<(), Failure> {
    caller.may(Action::DraftTender)?;
    let file = Uuid::parse_str(file).map_err(|_| Failure::NotFound)?;
    let change = caller.begin().await?;
    let row = decide::own_row(&change, caller, reference).await?;
    let tender = store::tender_of(&row)?;
    let mut tender = tender.clone().revise(tender.draft, change.now())?;
    let files = store::files_of(change.db(), row.id).await?;
    let found = files.into_iter().find(|one| one.id == file).ok_or(Failure::NotFound)?;
    mark_removed(&change, file).await?;
    tender.draft.documents = documents(&change, row.id).await?;
    store::save(&change, &row, &tender, |_| {}).await?;
    change.commit(TenderEvent::DocumentRemoved { tender: tender.id, name: found.name }.into()).await?;
    Ok(())
}

/// A document that was published, in the version asked for, for everybody.
pub async fn read_document(caller: &Caller, reference: &str, file: &str) -> Result<Download, Failure> {
    caller.may(Action::BrowseTenders)?;
    let row = store::public_row(caller.db(), reference).await?;
    download(caller, &row, file, true).await
}

/// A document of a draft, for those who work on it.
pub async fn read_draft_document(caller: &Caller, reference: &str, file: &str) -> Result<Download, Failure> {
    caller.may(Action::ReadTenders)?;
    let row = store::load_row(caller.db(), caller.officer()?, reference).await?;
    download(caller, &row, file, false).await
}

/// `file` is its SHA-256: what stands under an address never changes.
async fn download(caller: &Caller, row: &tenders::Model, file: &str, published: bool) -> Result<Download, Failure> {
    let mut query = tender_files::Entity::find()
        .filter(tender_files::Column::TenderId.eq(row.id))
        .filter(tender_files::Column::Sha256.eq(file));
    if published {
        query = query.filter(tender_files::Column::PublishedRevision.is_not_null());
    }
    let found = query.order_by_desc(tender_files::Column::Version).all(caller.db()).await.stored()?;
    let found = found.into_iter().next().ok_or(Failure::NotFound)?;
    let hash = unhex(&found.sha256).ok_or_else(|| Failure::impossible("a file with a strange hash"))?;
    let files = &caller.services().files;
    if !files.is_whole(&hash).await {
        return Err(Failure::impossible(format!("the file {} of {} is damaged", found.sha256, row.reference)));
    }
    Ok(Download { name: found.name, format: found.format, content: files.get(&hash).await? })
}

/// A file that lies in the folder of files.
#[derive(Debug)]
pub(super) struct Kept {
    pub name: String,
    pub format: &'static str,
    pub size_bytes: i64,
    pub sha256: String,
}

impl Kept {
    /// Judges an upload by name, size and first bytes, and keeps it.
    pub async fn of(caller: &Caller, upload: &Upload) -> Result<Kept, Failure> {
        let name = plain_name(&upload.name);
        if name.is_empty() {
            return Err(vec![Problem { field: "file".into(), rule: Rule::Required }].into());
        }
        let format = format_of(&name, &upload.content).ok_or(TenderRefusal::FileKindUnknown)?;
        if upload.content.is_empty() {
            return Err(TenderRefusal::FileEmpty.into());
        }
        let most = rulebook::on(rulebook::DOCUMENT_BYTES, caller.today()).unwrap_or_default();
        if upload.content.len() as u64 > most {
            return Err(TenderRefusal::FileTooLarge { most }.into());
        }
        let services = caller.services();
        let kept = services.files.put(&services.random, &upload.content).await?;
        Ok(Kept { name, format, size_bytes: kept.size_bytes as i64, sha256: hex(&kept.sha256) })
    }
}

/// Puts a file into a tender as the next version of its name; returns the version.
pub(super) async fn put(
    change: &Change,
    row: &tenders::Model,
    kind: DocumentKind,
    kept: &Kept,
    by: Uuid,
) -> Result<i64, Failure> {
    let all = tender_files::Entity::find()
        .filter(tender_files::Column::TenderId.eq(row.id))
        .all(change.db())
        .await
        .stored()?;
    let same = all.iter().filter(|file| file.name == kept.name);
    let version = same.clone().map(|file| file.version).max().unwrap_or(0) + 1;
    let standing: Vec<&tender_files::Model> = same.filter(|file| file.removed_at.is_none()).collect();
    let most = rulebook::on(rulebook::DOCUMENTS, change.today()).unwrap_or_default();
    if standing.is_empty() && all.iter().filter(|file| file.removed_at.is_none()).count() >= most {
        return Err(TenderRefusal::TooManyDocuments { most }.into());
    }
    for file in standing {
        mark_removed(change, file.id).await?;
    }
    let file = tender_files::ActiveModel {
        id: Set(change.new_id()),
        tender_id: Set(row.id),
        kind: Set(kind.code().to_owned()),
        name: Set(kept.name.clone()),
        format: Set(kept.format.to_owned()),
        size_bytes: Set(kept.size_bytes),
        sha256: Set(kept.sha256.clone()),
        version: Set(version),
        added_by: Set(by),
        added_at: Set(change.now().millis()),
        removed_at: Set(None),
        published_revision: Set(None),
    };
    tender_files::Entity::insert(file).exec_without_returning(change.db()).await.stored()?;
    Ok(version)
}

async fn mark_removed(change: &Change, file: Uuid) -> Result<(), Failure> {
    tender_files::Entity::update_many()
        .col_expr(tender_files::Column::RemovedAt, Expr::value(change.now().millis()))
        .filter(tender_files::Column::Id.eq(file))
        .exec(change.db())
        .await
        .stored()?;
    Ok(())
}

/// The documents as the rules know them.
pub(super) async fn documents(change: &Change, tender: Uuid) -> Result<Vec<Document>, Failure> {
    let files = store::files_of(change.db(), tender).await?;
    let document = |file: &tender_files::Model| Document {
        kind: store::kind_of(file),
        name: file.name.clone(),
        sha256: file.sha256.clone(),
    };
    Ok(files.iter().map(document).collect())
}

/// A file's name without its folders, marks that reorder text, and control characters; at most 120 characters.
fn plain_name(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or("");
    let hidden = |one: char| {
        one.is_control() || matches!(one, '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let name: String = name.chars().filter(|one| !hidden(*one)).collect();
    let name = name.trim();
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let stem: String = stem.chars().take(110).collect();
    if ending.is_empty() || stem.is_empty() { stem } else { format!("{stem}.{ending}") }
}

/// What a file is: its name's ending, borne out by its first bytes.
fn format_of(name: &str, content: &[u8]) -> Option<&'static str> {
    let (_, ending) = name.rsplit_once('.')?;
    let is_text = || !content.contains(&0);
    let (format, fits) = match ending.to_ascii_lowercase().as_str() {
        "pdf" => ("pdf", content.starts_with(b"%PDF-")),
        "docx" => ("docx", content.starts_with(b"PK\x03\x04")),
        "xlsx" => ("xlsx", content.starts_with(b"PK\x03\x04")),
        "csv" => ("csv", is_text()),
        "txt" => ("txt", is_text()),
        _ => return None,
    };
    // An empty file is refused for that, not for its kind.
    (fits || content.is_empty()).then_some(format)
}

fn unhex(text: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    for (byte, digits) in bytes.iter_mut().zip(text.as_bytes().chunks(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
    }
    Some(bytes)
}

/// A tender whose documents were changed after it was published: the rules' copy follows.
pub(super) async fn follow(change: &Change, tender: &mut Tender) -> Result<(), Failure> {
    tender.draft.documents = documents(change, tender.id.0).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_by_its_ending_and_its_first_bytes() {
        for (name, content, format) in [
            ("Terms.PDF", &b"%PDF-1.7"[..], Some("pdf")),
            ("Terms.pdf", b"<html>", None),
            ("spec.docx", b"PK\x03\x04rest", Some("docx")),
            ("spec.docx", b"%PDF-1.7", None),
            ("prices.csv", b"a,b\n1,2\n", Some("csv")),
            ("prices.csv", b"a\0b", None),
            ("run.exe", b"MZ", None),
            ("page.html", b"<html>", None),
            ("noending", b"text", None),
        ] {
            assert_eq!(format_of(name, content), format, "{name}");
        }
    }

    #[test]
    fn a_name_keeps_no_folder_and_no_hidden_mark() {
        for (name, plain) in [
            ("C:\\drafts\\terms.pdf", "terms.pdf"),
            ("../../etc/passwd", "passwd"),
            ("a\u{202e}fdp.exe", "afdp.exe"),
            ("技術規格.pdf", "技術規格.pdf"),
            ("a\r\nb.pdf", "ab.pdf"),
            ("  ", ""),
        ] {
            assert_eq!(plain_name(name), plain, "{name:?}");
        }
    }
}
