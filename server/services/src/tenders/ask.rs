//! Suppliers ask inside, nobody learns who; the department answers to everybody at once.
//!
//! Who asked is kept closed under the master key and marked, so that the asker alone finds their question again. The
//! log holds the question's id and nobody's name.

use super::{decide, store};
use crate::accounts::throttle;
use crate::caller::Caller;
use crate::change::answer_given;
use crate::entities::{people, questions};
use crate::failure::{Failure, Stored};
use crate::random::hex;
use domain::accounts::OrganisationKind;
use domain::form::{Fields, Reader};
use domain::ids::{OnceToken, OrganisationId, QuestionId};
use domain::permissions::Action;
use domain::tenders::forms::TEXT;
use domain::tenders::{Answer, Cause, Question, TenderEvent};
use sea_orm::Set;
use sea_orm::prelude::*;

const PURPOSE: &str = "question";

/// Asks a question about a published tender; the same form sent twice asks once. Field: `question`.
pub async fn ask(caller: &Caller, once: OnceToken, reference: &str, fields: &Fields) -> Result<(), Failure> {
    caller.may(Action::AskAboutTender)?;
    let officer = caller.officer()?;
    if officer.organisation_kind != OrganisationKind::Supplier {
        return Err(Failure::Forbidden(Action::AskAboutTender));
    }
    if answer_given(caller.db(), caller, once).await?.is_some() {
        return Ok(());
    }
    let mut reader = Reader::new(fields);
    let text = reader.text("question", TEXT);
    let text = reader.finish(|| text)?;
    let change = caller.begin().await?;
    if change.answer_before(once).await?.is_some() {
        return Ok(());
    }
    let row = store::lock_public_row(&change, reference).await?;
    let tender = store::tender_of(&row)?;
    tender.ask_question(change.now())?;
    // Each question writes to every procurement officer. The mark is not that of the questions, so that no count of
    // tries leads to them.
    let tries = tries_key(caller, row.id, officer.organisation);
    throttle::check_alone(&change, &tries).await?;
    throttle::count(change.db(), &tries, change.now()).await?;
    let question = QuestionId(change.new_id());
    let services = caller.services();
    // The organisation and, behind it, the person who gets the answer's letter.
    let asker = [officer.organisation.0.as_bytes().as_slice(), officer.person.0.as_bytes()].concat();
    let closed = services.secrets.close(&services.random, PURPOSE, question.0.as_bytes(), &asker)?;
    let columns = questions::ActiveModel {
        id: Set(question.0),
        tender_id: Set(row.id),
        asker_mark: Set(asker_mark(caller, row.id, officer.organisation).to_vec()),
        asker_closed: Set(closed),
        text: Set(text),
        asked_at: Set(change.now().millis()),
        wording: Set(String::new()),
        answer: Set(String::new()),
        answered_by: Set(None),
        answered_at: Set(None),
    };
    questions::Entity::insert(columns).exec_without_returning(change.db()).await.stored()?;
    change.remember_answer(once, "asked").await?;
    change.commit(TenderEvent::QuestionAsked { tender: tender.id, question }.into()).await?;
    Ok(())
}

/// What the tries of an organisation to ask about a tender are counted by.
fn tries_key(caller: &Caller, tender: Uuid, organisation: OrganisationId) -> String {
    let facts = [tender.as_bytes().as_slice(), organisation.0.as_bytes()];
    format!("ask:{}", hex(&caller.services().secrets.mark("ask-throttle", &facts)))
}

/// The mark by which an organisation finds its own questions about a tender.
pub(super) fn asker_mark(caller: &Caller, tender: Uuid, organisation: OrganisationId) -> [u8; 32] {
    caller.services().secrets.mark(PURPOSE, &[tender.as_bytes(), organisation.0.as_bytes()])
}

/// Answers a question to everybody; a late answer moves the close (M8, M9).
///
/// Fields: `question_id`, `wording` (the question in words that do not give the asker away), `answer`.
pub async fn answer(caller: &Caller, reference: &str, fields: &Fields) -> Result<(), Failure> {
    caller.may(Action::RunTender)?;
    let officer = caller.officer()?;
    let id = Uuid::parse_str(fields.get("question_id")).map_err(|_| Failure::NotFound)?;
    let mut reader = Reader::new(fields);
    let wording = reader.text("wording", TEXT);
    let text = reader.text("answer", TEXT);
    let (wording, text) = reader.finish(|| Some((wording?, text?)))?;
    let change = caller.begin().await?;
    let row = decide::own_row(&change, caller, reference).await?;
    let query = questions::Entity::find_by_id(id).filter(questions::Column::TenderId.eq(row.id));
    let asked = change.locked(query).await?.into_iter().next().ok_or(Failure::NotFound)?;
    let tender = store::tender_of(&row)?;
    let before = tender.progress.notice.clone();
    let question = question_of(caller, &asked)?;
    let given = Answer { wording, text, by: officer.person, at: change.now() };
    let (tender, question) = tender.answer_question(question, given.clone())?;
    let columns = questions::ActiveModel {
        wording: Set(given.wording),
        answer: Set(given.text),
        answered_by: Set(Some(officer.person.0)),
        answered_at: Set(Some(change.now().millis())),
        ..Default::default()
    };
    let answered = questions::Entity::update_many().set(columns).filter(questions::Column::Id.eq(id));
    answered.exec(change.db()).await.stored()?;
    store::save(&change, &row, &tender, |_| {}).await?;
    let moved = before != tender.progress.notice;
    if moved {
        store::put_notice(&change, &tender, Cause::Answered { question: question.id }, change.now()).await?;
    }
    let closes_at = store::closes_at(&tender);
    let event = TenderEvent::QuestionAnswered { tender: tender.id, question: question.id, closes_at, moved };
    change.commit(event.into()).await?;
    Ok(())
}

/// Who asked a question, for the letter that tells them of its answer; nobody where the person was not kept, or has left.
pub(crate) async fn asker_of(caller: &Caller, question: Uuid) -> Result<Option<people::Model>, Failure> {
    let Some(row) = questions::Entity::find_by_id(question).one(caller.db()).await.stored()? else { return Ok(None) };
    let Some(person) = open_asker(caller, &row)?.1 else { return Ok(None) };
    let person = people::Entity::find_by_id(person).one(caller.db()).await.stored()?;
    Ok(person.filter(|person| person.disabled_at.is_none()))
}

/// The organisation that asked, and the person where they were kept.
fn open_asker(caller: &Caller, row: &questions::Model) -> Result<(Uuid, Option<Uuid>), Failure> {
    let opened = caller.services().secrets.open(PURPOSE, row.id.as_bytes(), &row.asker_closed)?;
    let (organisation, person) = opened.split_at(opened.len().min(16));
    let read = |bytes: &[u8]| Uuid::from_slice(bytes).map_err(|error| Failure::broken("reading who asked", error));
    Ok((read(organisation)?, if person.is_empty() { None } else { Some(read(person)?) }))
}

/// A question as the rules know it.
fn question_of(caller: &Caller, row: &questions::Model) -> Result<Question, Failure> {
    let (asked_by, _) = open_asker(caller, row)?;
    let answer = match (row.answered_by, row.answered_at) {
        (Some(by), Some(at)) => {
            Some(Answer { wording: row.wording.clone(), text: row.answer.clone(), by: by.into(), at: store::at(at) })
        }
        _ => None,
    };
    Ok(Question {
        id: QuestionId(row.id),
        asked_by: OrganisationId(asked_by),
        asked_at: store::at(row.asked_at),
        text: row.text.clone(),
        answer,
    })
}
