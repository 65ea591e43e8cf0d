//! After publication: an addendum changes the terms, or the close moves later; it never moves earlier (M9, M12).

use super::documents::{self, Kept, Upload};
use super::{decide, store};
use crate::caller::Caller;
use crate::change::answer_given;
use crate::entities::addenda;
use crate::failure::{Failure, Stored};
use crate::keys;
use domain::form::{Fields, Reader};
use domain::ids::{AddendumId, OnceToken};
use domain::permissions::Action;
use domain::tenders::forms::{REASON, TEXT, both_official};
use domain::tenders::{Addendum, AddendumKind, Cause, Closing, DocumentKind, TenderEvent};
use domain::time::Day;
use sea_orm::Set;
use sea_orm::prelude::*;

/// Issues an addendum, with a document that it replaces or adds if one was sent; the same form sent twice issues one.
///
/// Fields: `addendum_kind`, `addendum_…` in three languages, `later_close` (a day, optional), `kind` of the document.
pub async fn issue_addendum(
    caller: &Caller,
    once: OnceToken,
    reference: &str,
    fields: &Fields,
    upload: Option<Upload>,
) -> Result<(), Failure> {
    caller.may(Action::RunTender)?;
    let officer = caller.officer()?;
    if answer_given(caller.db(), caller, once).await?.is_some() {
        return Ok(());
    }
    let row = store::load_row(caller.db(), officer, reference).await?;
    if row.organisation_id != officer.organisation.0 {
        return Err(Failure::NotFound);
    }
    let mut reader = Reader::new(fields);
    let kind = reader.choice("addendum_kind", AddendumKind::parse);
    let text = both_official(&mut reader, "addendum", TEXT);
    let later = optional_day(&mut reader, "later_close", caller.today());
    let (kind, text, later) = reader.finish(|| Some((kind?, text?, later?)))?;
    let later = later.map(Closing::on).transpose()?;
    let kept = match &upload {
        Some(upload) => Some(Kept::of(caller, upload).await?),
        None => None,
    };
    let change = caller.begin().await?;
    if change.answer_before(once).await?.is_some() {
        return Ok(());
    }
    let row = decide::own_row(&change, caller, reference).await?;
    let tender = store::tender_of(&row)?;
    let before = store::closes_at(&tender);
    let addendum = Addendum { id: AddendumId(change.new_id()), kind, text, by: officer.person, at: change.now() };
    let mut tender = tender.issue_addendum(&addendum, later)?;
    if let Some(kept) = &kept {
        let kind = DocumentKind::parse(fields.get("kind")).unwrap_or(DocumentKind::Other);
        documents::put(&change, &row, kind, kept, officer.person.0).await?;
        documents::follow(&change, &mut tender).await?;
    }
    let number =
        1 + addenda::Entity::find().filter(addenda::Column::TenderId.eq(row.id)).count(change.db()).await.stored()?
            as i64;
    let closes_at = store::closes_at(&tender);
    let moved = closes_at != before;
    if moved {
        keys::close_may_move(&change, tender.id).await?;
    }
    let columns = addenda::ActiveModel {
        id: Set(addendum.id.0),
        tender_id: Set(row.id),
        number: Set(number),
        kind: Set(kind.code().to_owned()),
        text_en: Set(addendum.text.en.clone()),
        text_zh_hant: Set(addendum.text.zh_hant.clone()),
        text_zh_hans: Set(addendum.text.zh_hans.clone()),
        issued_by: Set(officer.person.0),
        issued_at: Set(change.now().millis()),
        moved_to: Set(moved.then_some(closes_at.millis())),
    };
    addenda::Entity::insert(columns).exec_without_returning(change.db()).await.stored()?;
    store::save(&change, &row, &tender, |_| {}).await?;
    let notice_sha256 = store::put_notice(&change, &tender, Cause::Addendum { number }, change.now()).await?;
    change.remember_answer(once, "issued").await?;
    let event = TenderEvent::AddendumIssued {
        tender: tender.id,
        addendum: addendum.id,
        number,
        kind,
        closes_at,
        moved,
        notice_sha256,
    };
    change.commit(event.into()).await?;
    Ok(())
}

/// Moves the close later, to noon of a working day. Fields: `later_close`, `comment`.
pub async fn extend(caller: &Caller, reference: &str, fields: &Fields) -> Result<(), Failure> {
    caller.may(Action::RunTender)?;
    let mut reader = Reader::new(fields);
    let day = reader.day("later_close", caller.today(), caller.today().plus_days(730));
    let comment = reader.text("comment", REASON);
    let (day, comment) = reader.finish(|| Some((day?, comment?)))?;
    let change = caller.begin().await?;
    let row = decide::own_row(&change, caller, reference).await?;
    let tender = store::tender_of(&row)?.extend(Closing::on(day)?, change.now())?;
    keys::close_may_move(&change, tender.id).await?;
    store::save(&change, &row, &tender, |_| {}).await?;
    store::put_notice(&change, &tender, Cause::Extended, change.now()).await?;
    let closes_at = store::closes_at(&tender);
    change.commit(TenderEvent::Extended { tender: tender.id, closes_at, comment }.into()).await?;
    Ok(())
}

/// A day that may be left empty.
fn optional_day(reader: &mut Reader<'_>, field: &str, today: Day) -> Option<Option<Day>> {
    if reader.fields().get(field).trim().is_empty() {
        return Some(None);
    }
    reader.day(field, today, today.plus_days(730)).map(Some)
}
