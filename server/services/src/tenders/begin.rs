//! An officer begins a tender: from nothing, from a template, or as a copy of any department's earlier one.

use super::{store, templates};
use crate::caller::Caller;
use crate::change::answer_given;
use crate::entities::tenders;
use crate::failure::{Failure, Stored};
use domain::catalogue::Category;
use domain::form::{Fields, Problem, Reader, Rule};
use domain::ids::{OnceToken, TenderId};
use domain::permissions::Action;
use domain::tenders::forms::{TITLE, trilingual};
use domain::tenders::{Draft, Tender, TenderEvent};
use sea_orm::Set;
use sea_orm::prelude::*;

/// Where a draft begins.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Start {
    Nothing,
    Template(&'static str),
    Copy(String),
}

/// Begins a tender; the same form sent twice begins one. Returns its reference.
///
/// Fields: `start` (`nothing`, `copy`, or a template's code), `copy_of` (a reference), `category`, `title_…`.
pub async fn begin(caller: &Caller, once: OnceToken, fields: &Fields) -> Result<String, Failure> {
    caller.may(Action::DraftTender)?;
    let officer = caller.officer()?;
    if let Some(reference) = answer_given(caller.db(), caller, once).await? {
        return Ok(reference);
    }
    let mut reader = Reader::new(fields);
    let category = reader.choice("category", Category::parse);
    let title = trilingual(&mut reader, "title", TITLE);
    let start = reader.choice("start", |code| match code {
        "nothing" => Some(Start::Nothing),
        "copy" => Some(Start::Copy(fields.get("copy_of").trim().to_uppercase())),
        code => templates::CODES.iter().find(|known| **known == code).map(|known| Start::Template(known)),
    });
    let (category, title, start) = reader.finish(|| Some((category?, title?, start?)))?;
    let empty = Draft::new(officer.person, officer.organisation, category);
    let (mut draft, copy_of) = match start {
        Start::Nothing => (empty, None),
        Start::Template(code) => (templates::fill(code, empty, || caller.services().random.id())?, None),
        Start::Copy(reference) => {
            let rule = if reference.is_empty() { Rule::Required } else { Rule::NotATender };
            let missing = || vec![Problem { field: "copy_of".into(), rule }];
            let row = copied(caller, &reference).await?.ok_or_else(missing)?;
            let earlier = store::tender_of(&row)?;
            (Draft { category, ..earlier.draft.copied(officer.person, officer.organisation) }, Some(earlier.id))
        }
    };
    if !title.en.is_empty() || !title.zh_hant.is_empty() {
        draft.title = title;
    }

    let change = caller.begin().await?;
    if let Some(reference) = change.answer_before(once).await? {
        return Ok(reference);
    }
    let year = caller.today().parts().0;
    let number = change.next_number(&format!("tenders-{year}")).await?;
    let tender = Tender::begin(TenderId(change.new_id()), format!("T-{year}-{number:04}"), draft);
    let row = tenders::ActiveModel {
        id: Set(tender.id.0),
        reference: Set(tender.reference.clone()),
        organisation_id: Set(officer.organisation.0),
        created_by: Set(officer.person.0),
        copy_of: Set(copy_of.map(|id| id.0)),
        reserved_cents: Set(0),
        return_reason: Set(String::new()),
        cancel_json: Set(None),
        sample: Set(false),
        created_at: Set(change.now().millis()),
        updated_at: Set(change.now().millis()),
        version: Set(0),
        ..store::columns_of(&tender)?
    };
    tenders::Entity::insert(row).exec_without_returning(change.db()).await.stored()?;
    change.remember_answer(once, &tender.reference).await?;
    let reference = tender.reference.clone();
    change.commit(TenderEvent::Begun { tender: tender.id, reference: reference.clone(), copy_of }.into()).await?;
    Ok(reference)
}

/// An earlier tender to copy: any that was published, and one's own department's.
async fn copied(caller: &Caller, reference: &str) -> Result<Option<tenders::Model>, Failure> {
    match store::public_row(caller.db(), reference).await {
        Ok(row) => Ok(Some(row)),
        Err(Failure::NotFound) => match store::load_row(caller.db(), caller.officer()?, reference).await {
            Ok(row) => Ok(Some(row)),
            Err(Failure::NotFound) => Ok(None),
            Err(failure) => Err(failure),
        },
        Err(failure) => Err(failure),
    }
}
