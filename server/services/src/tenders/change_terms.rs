//! After publication: an addendum changes the terms, or the close moves later; it never moves earlier (M9, M12).

use super::documents::{self, Kept, Upload};
use super::{decide, lots, store};
use crate::caller::Caller;
use crate::change::{Change, answer_given};
use crate::entities::{addenda, tenders};
use crate::failure::{Failure, Stored};
use crate::keys;
use domain::form::{Fields, Reader};
use domain::ids::{AddendumId, OnceToken};
use domain::permissions::Action;
use domain::tenders::forms::{REASON, TEXT, both_official};
use domain::tenders::{Addendum, AddendumKind, Cause, Closing, DocumentKind, TenderEvent};
use domain::text::Trilingual;
use domain::time::Day;
use sea_orm::Set;
use sea_orm::prelude::*;

/// What an addendum says, the same for every lot it is issued for.
struct Asked {
    kind: AddendumKind,
    text: Trilingual,
    later: Option<Closing>,
    document: Option<(DocumentKind, Kept)>,
}

/// Issues an addendum, with a document that it replaces or adds if one was sent; the same form sent twice issues one.
///
/// Fields: `addendum_kind`, `addendum_…` in three languages, `later_close` (a day, optional), `kind` of the document, and
/// `all_lots`: then it is issued for every lot of the tender that still takes bids, each with its own days left (M9), or
/// for none if one refuses.
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
    let document = match &upload {
        Some(upload) => {
            let kind = DocumentKind::parse(fields.get("kind")).unwrap_or(DocumentKind::Other);
            Some((kind, Kept::of(caller, upload).await?))
        }
        None => None,
    };
    let asked = Asked { kind, text, later, document };
    let mut change = caller.begin().await?;
    if change.answer_before(once).await?.is_some() {
        return Ok(());
    }
    let rows = match fields.ticked("all_lots") {
        true => lots::lock_open(&change, row.id).await?,
        false => vec![decide::own_row(&change, caller, reference).await?],
    };
    let mut events = Vec::new();
    for row in &rows {
        events.push(issue(&change, row, &asked).await?);
    }
    change.remember_answer(once, "issued").await?;
    let last = events.pop().ok_or(Failure::NotFound)?;
    for event in events {
        change.also(event.into()).await?;
    }
    change.commit(last.into()).await?;
    Ok(())
}

/// Issues it for one tender; returns what happened.
async fn issue(change: &Change, row: &tenders::Model, asked: &Asked) -> Result<TenderEvent, Failure> {
    let by = change.caller().officer()?.person;
    let tender = store::tender_of(row)?;
    let before = store::closes_at(&tender);
    let (kind, text) = (asked.kind, asked.text.clone());
    let addendum = Addendum { id: AddendumId(change.new_id()), kind, text, by, at: change.now() };
    let mut tender = tender.issue_addendum(&addendum, asked.later)?;
    if let Some((kind, kept)) = &asked.document {
        documents::put(change, row, *kind, kept, by.0).await?;
        documents::follow(change, &mut tender).await?;
    }
    let issued = addenda::Entity::find().filter(addenda::Column::TenderId.eq(row.id)).count(change.db());
    let number = 1 + issued.await.stored()? as i64;
    let closes_at = store::closes_at(&tender);
    let moved = closes_at != before;
    if moved {
        keys::close_may_move(change, tender.id).await?;
    }
    let columns = addenda::ActiveModel {
        id: Set(addendum.id.0),
        tender_id: Set(row.id),
        number: Set(number),
        kind: Set(kind.code().to_owned()),
        text_en: Set(addendum.text.en.clone()),
        text_zh_hant: Set(addendum.text.zh_hant.clone()),
        text_zh_hans: Set(addendum.text.zh_hans.clone()),
        issued_by: Set(by.0),
        issued_at: Set(change.now().millis()),
        moved_to: Set(moved.then_some(closes_at.millis())),
    };
    addenda::Entity::insert(columns).exec_without_returning(change.db()).await.stored()?;
    store::save(change, row, &tender, |_| {}).await?;
    let notice_sha256 = store::put_notice(change, &tender, Cause::Addendum { number }, change.now()).await?;
    let (tender, addendum) = (tender.id, addendum.id);
    Ok(TenderEvent::AddendumIssued { tender, addendum, number, kind, closes_at, moved, notice_sha256 })
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
