//! Rows of tenders ⇄ tenders as the rules know them.
//!
//! Locks are taken in one order everywhere: the tender, its budget line, counters, the log.

use crate::change::Change;
use crate::entities::{tender_files, tender_notices, tenders};
use crate::failure::{Failure, Stored};
use crate::random::{hex, sha256};
use domain::accounts::Role;
use domain::actor::Officer;
use domain::ids::TenderId;
use domain::refusal::Refusal;
use domain::tenders::{
    ApprovingBody, Cause, DocumentKind, Draft, Progress, PublicDocument, PublicNotice, Tender, TenderState,
};
use domain::time::Timestamp;
use sea_orm::prelude::*;
use sea_orm::{Condition, QueryOrder, Set};

/// A tender row by reference, if the officer may know of it in the workspace.
pub(crate) async fn load_row(
    db: &impl ConnectionTrait,
    officer: &Officer,
    reference: &str,
) -> Result<tenders::Model, Failure> {
    row_of(officer, reference).one(db).await.stored()?.ok_or(Failure::NotFound)
}

/// The same, locked to the end of the change.
pub(crate) async fn lock_row(change: &Change, officer: &Officer, reference: &str) -> Result<tenders::Model, Failure> {
    change.locked(row_of(officer, reference)).await?.into_iter().next().ok_or(Failure::NotFound)
}

/// A tender that the public can read, by reference.
pub(crate) async fn public_row(db: &impl ConnectionTrait, reference: &str) -> Result<tenders::Model, Failure> {
    public_rows().filter(tenders::Column::Reference.eq(reference)).one(db).await.stored()?.ok_or(Failure::NotFound)
}

/// The same, locked to the end of the change.
pub(crate) async fn lock_public_row(change: &Change, reference: &str) -> Result<tenders::Model, Failure> {
    let query = public_rows().filter(tenders::Column::Reference.eq(reference));
    change.locked(query).await?.into_iter().next().ok_or(Failure::NotFound)
}

/// Every tender that was published.
pub(crate) fn public_rows() -> Select<tenders::Entity> {
    tenders::Entity::find().filter(tenders::Column::PublishedAt.is_not_null())
}

fn row_of(officer: &Officer, reference: &str) -> Select<tenders::Entity> {
    tenders::Entity::find().filter(tenders::Column::Reference.eq(reference)).filter(visible(officer))
}

/// The tenders whose workspace an officer may open: their department's; every department's for the office's head and
/// the auditor; and for the board what was submitted or is beyond.
pub(crate) fn visible(officer: &Officer) -> Condition {
    let mut any = Condition::any();
    if officer.has(Role::Head) || officer.has(Role::Auditor) {
        return any.add(tenders::Column::Id.is_not_null());
    }
    if officer.roles.iter().any(|role| works_on_tenders(*role)) {
        any = any.add(tenders::Column::OrganisationId.eq(officer.organisation.0));
    }
    if officer.has(Role::Board) {
        any = any.add(tenders::Column::State.ne(TenderState::Draft.code()));
    }
    any.add(tenders::Column::State.eq("nobody sees it"))
}

fn works_on_tenders(role: Role) -> bool {
    matches!(
        role,
        Role::DepartmentOfficer | Role::DepartmentProcurement | Role::DepartmentApprover | Role::DepartmentOpener
    )
}

/// The body somebody decides for in a tender of this department; the board sits for both higher bodies.
pub(crate) fn body_of(officer: &Officer, row: &tenders::Model) -> Option<ApprovingBody> {
    if officer.has(Role::Board) {
        return Some(ApprovingBody::CentralBoard);
    }
    let own = officer.organisation.0 == row.organisation_id && officer.has(Role::DepartmentApprover);
    own.then_some(ApprovingBody::DepartmentCommittee)
}

/// A row as the rules know it; a row that cannot be is an internal failure.
pub(crate) fn tender_of(row: &tenders::Model) -> Result<Tender, Failure> {
    let draft: Draft = read(&row.draft_json)?;
    let progress: Progress = read(&row.progress_json)?;
    let state = TenderState::parse(&row.state)
        .ok_or_else(|| Failure::impossible(format!("tender {} has a strange state", row.reference)))?;
    Ok(Tender::stored(TenderId(row.id), row.reference.clone(), draft, progress, state))
}

fn read<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, Failure> {
    serde_json::from_str(text).map_err(|error| Failure::broken("reading a tender", error))
}

/// Anything of a tender as text.
pub(crate) fn written<T: serde::Serialize>(value: &T) -> Result<String, Failure> {
    serde_json::to_string(value).map_err(|error| Failure::broken("writing a tender", error))
}

/// The columns that follow from a tender.
pub(crate) fn columns_of(tender: &Tender) -> Result<tenders::ActiveModel, Failure> {
    let draft = &tender.draft;
    let notice = tender.progress.notice.as_ref();
    let estimate = draft.purchase.as_ref().and_then(|purchase| purchase.estimate.total().ok());
    Ok(tenders::ActiveModel {
        state: Set(tender.state().code().to_owned()),
        category: Set(draft.category.code().to_owned()),
        title_en: Set(draft.title.en.clone()),
        title_zh_hant: Set(draft.title.zh_hant.clone()),
        title_zh_hans: Set(draft.title.zh_hans.clone()),
        estimate_cents: Set(estimate.map(|total| total.cents())),
        budget_line_id: Set(draft.budget_line.map(|line| line.0)),
        draft_json: Set(written(draft)?),
        progress_json: Set(written(&tender.progress)?),
        notice_revision: Set(notice.map_or(0, |notice| notice.revision as i32)),
        published_at: Set(notice.map(|notice| notice.published_at.millis())),
        closes_at: Set(notice.map(|notice| notice.closes_at.instant().millis())),
        approved_by: Set(tender.progress.approved_by.map(|approver| approver.person.0)),
        ..Default::default()
    })
}

/// Stores a tender after a step, and other columns, if nobody changed it meanwhile.
pub(crate) async fn save(
    change: &Change,
    row: &tenders::Model,
    tender: &Tender,
    also: impl FnOnce(&mut tenders::ActiveModel),
) -> Result<(), Failure> {
    let mut columns = columns_of(tender)?;
    also(&mut columns);
    columns.updated_at = Set(change.now().millis());
    columns.version = Set(row.version + 1);
    let stored = tenders::Entity::update_many()
        .set(columns)
        .filter(tenders::Column::Id.eq(row.id))
        .filter(tenders::Column::Version.eq(row.version))
        .exec(change.db())
        .await
        .stored()?;
    if stored.rows_affected == 1 { Ok(()) } else { Err(Failure::Refused(Refusal::ChangedMeanwhile)) }
}

/// Documents of a tender as they stand, by kind and name.
pub(crate) async fn files_of(db: &impl ConnectionTrait, tender: Uuid) -> Result<Vec<tender_files::Model>, Failure> {
    tender_files::Entity::find()
        .filter(tender_files::Column::TenderId.eq(tender))
        .filter(tender_files::Column::RemovedAt.is_null())
        .order_by_asc(tender_files::Column::AddedAt)
        .order_by_asc(tender_files::Column::Name)
        .all(db)
        .await
        .stored()
}

/// A file's kind.
pub(crate) fn kind_of(file: &tender_files::Model) -> DocumentKind {
    DocumentKind::parse(&file.kind).unwrap_or(DocumentKind::Other)
}

/// Keeps what the public sees from now on as a further revision; returns the hash of its text.
pub(crate) async fn put_notice(
    change: &Change,
    tender: &Tender,
    cause: Cause,
    at: Timestamp,
) -> Result<String, Failure> {
    let procedure = tender.procedure(change.now())?;
    let files = files_of(change.db(), tender.id.0).await?;
    let documents = files
        .iter()
        .map(|file| PublicDocument {
            kind: kind_of(file),
            name: file.name.clone(),
            size_bytes: file.size_bytes,
            sha256: file.sha256.clone(),
            version: file.version,
        })
        .collect();
    let notice = PublicNotice::of(tender, &procedure, documents, cause, at)
        .ok_or_else(|| Failure::impossible("a notice of a tender that is not published"))?;
    let notice_json = written(&notice)?;
    let hash = hex(&sha256(notice_json.as_bytes()));
    let row = tender_notices::ActiveModel {
        tender_id: Set(tender.id.0),
        revision: Set(notice.revision as i32),
        published_at: Set(at.millis()),
        notice_json: Set(notice_json),
        sha256: Set(hash.clone()),
    };
    tender_notices::Entity::insert(row).exec_without_returning(change.db()).await.stored()?;
    tender_files::Entity::update_many()
        .col_expr(tender_files::Column::PublishedRevision, Expr::value(notice.revision as i32))
        .filter(tender_files::Column::TenderId.eq(tender.id.0))
        .filter(tender_files::Column::RemovedAt.is_null())
        .filter(tender_files::Column::PublishedRevision.is_null())
        .exec(change.db())
        .await
        .stored()?;
    Ok(hash)
}

/// Every revision of a notice, oldest first, each with the hash of its text.
pub(crate) async fn notices_of(
    db: &impl ConnectionTrait,
    tender: Uuid,
) -> Result<Vec<(PublicNotice, String)>, Failure> {
    let rows = tender_notices::Entity::find()
        .filter(tender_notices::Column::TenderId.eq(tender))
        .order_by_asc(tender_notices::Column::Revision)
        .all(db)
        .await
        .stored()?;
    rows.into_iter().map(|row| Ok((read(&row.notice_json)?, row.sha256))).collect()
}

/// Names the register knows, to point them out in requirements (S14): solutions' suppliers.
pub(crate) async fn products(db: &impl ConnectionTrait) -> Result<Vec<String>, Failure> {
    use crate::entities::listings;
    use sea_orm::QuerySelect;
    let rows: Vec<(String, String)> = listings::Entity::find()
        .select_only()
        .column(listings::Column::SupplierEn)
        .column(listings::Column::SupplierZhHant)
        .filter(listings::Column::SupplierEn.ne(""))
        .into_tuple()
        .all(db)
        .await
        .stored()?;
    let mut names: Vec<String> = rows.into_iter().flat_map(|(en, zh)| [maker(&en), maker(&zh)]).collect();
    names.retain(|name| !name.is_empty());
    names.sort_unstable();
    names.dedup();
    Ok(names)
}

/// A maker's name without the form of its company.
fn maker(name: &str) -> String {
    let forms = [" Ltd", " Limited", " Co.", " Company", "有限公司"];
    forms.iter().fold(name.to_owned(), |name, form| name.replace(form, "")).trim().to_owned()
}

/// When a published tender closes; the beginning of time before it is published.
pub(crate) fn closes_at(tender: &Tender) -> Timestamp {
    tender.progress.notice.as_ref().map_or(Timestamp::from_millis(0), |notice| notice.closes_at.instant())
}

/// An instant from a column.
pub(crate) fn at(millis: i64) -> Timestamp {
    Timestamp::from_millis(millis)
}

#[cfg(test)]
mod tests {
    use super::maker;

    #[test]
    fn a_makers_name_is_known_without_the_form_of_its_company() {
        assert_eq!(maker("Ferry Point Speech Ltd"), "Ferry Point Speech");
        assert_eq!(maker("渡口語音有限公司"), "渡口語音");
    }
}
