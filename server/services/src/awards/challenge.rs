//! A bidder that was told of the decision challenges it; in time, nothing is signed until the challenge is decided.

use super::LONGEST;
use super::store;
use crate::caller::Caller;
use crate::change::Change;
use crate::entities::{award_letters, awards, challenges, tenders};
use crate::failure::{Failure, Stored};
use crate::tenders as tendering;
use domain::awards::{AwardEvent, last_day_to_challenge};
use domain::form::{Fields, Reader};
use domain::ids::{OnceToken, OrganisationId};
use domain::permissions::Action;
use domain::tenders::{Stage, Tender};
use domain::time::Day;
use sea_orm::Set;
use sea_orm::prelude::*;

const PURPOSE: &str = "challenges";

/// Receives a challenge of one's own company. Fields: `ground`, `ground_known_on`. The same form sent twice is one.
pub async fn challenge(caller: &Caller, token: OnceToken, reference: &str, fields: &Fields) -> Result<(), Failure> {
    caller.may(Action::AnswerOutcome)?;
    let officer = caller.officer()?;
    let mut reader = Reader::new(fields);
    let ground = reader.text("ground", LONGEST);
    let known_on = reader.day("ground_known_on", Day::from_number(0), caller.today());
    let (ground, known_on) = reader.finish(|| Some((ground?, known_on?)))?;
    let change = caller.begin().await?;
    if change.answer_before(token).await?.is_some() {
        return Ok(());
    }
    let (row, tender) = tendering::lock_published(&change, reference).await?;
    let (round, _) = told_of(&change, &row, officer.organisation).await?;
    let award = store::award_of(&round)?.ok_or(Failure::NotFound)?;
    let award = award.receive_challenge(officer.organisation, known_on, change.now())?;
    let received = award.challenges.last().ok_or_else(|| Failure::impossible("a challenge that was not kept"))?;
    let (number, suspends) = (received.number, received.suspends());
    if suspends && tender.stage(change.now()) == Stage::AwardedPending {
        let ended_at = last_day_to_challenge(known_on).plus_days(1).starts_at();
        let tender: Tender = tender.clone().challenge(ended_at, change.now())?;
        tendering::save(&change, &row, &tender, |_| {}).await?;
    }
    let id = change.new_id();
    let services = caller.services();
    let kept = challenges::ActiveModel {
        id: Set(id),
        award_id: Set(round.id),
        number: Set(number as i32),
        organisation_id: Set(officer.organisation.0),
        sent_by: Set(officer.person.0),
        ground_known_on: Set(known_on.to_string()),
        received_at: Set(change.now().millis()),
        in_time: Set(suspends),
        ground_closed: Set(services.secrets.close(&services.random, PURPOSE, id.as_bytes(), ground.as_bytes())?),
        outcome: Set(None),
        decided_by: Set(None),
        decided_at: Set(None),
        decision: Set(String::new()),
    };
    challenges::Entity::insert(kept).exec_without_returning(change.db()).await.stored()?;
    store::put(&change, &award, round.version).await?;
    change.remember_answer(token, "received").await?;
    let event = AwardEvent::Challenged { tender: tender.id, number, by: officer.organisation, suspends };
    change.commit(event.into()).await?;
    Ok(())
}

/// The ground of a challenge in the challenger's words.
pub(super) fn ground_of(caller: &Caller, row: &challenges::Model) -> Result<String, Failure> {
    let bytes = caller.services().secrets.open(PURPOSE, row.id.as_bytes(), &row.ground_closed)?;
    String::from_utf8(bytes).map_err(|error| Failure::broken("reading a challenge", error))
}

/// The newest decision on a tender that this company was told of; nobody else knows of it.
pub(super) async fn told_of(
    change: &Change,
    tender: &tenders::Model,
    organisation: OrganisationId,
) -> Result<(awards::Model, award_letters::Model), Failure> {
    newest_told(change.db(), tender.id, organisation).await?.ok_or(Failure::NotFound)
}

/// The same for reading.
pub(super) async fn newest_told(
    db: &impl ConnectionTrait,
    tender: Uuid,
    organisation: OrganisationId,
) -> Result<Option<(awards::Model, award_letters::Model)>, Failure> {
    use sea_orm::QueryOrder;
    let rounds = awards::Entity::find()
        .filter(awards::Column::TenderId.eq(tender))
        .filter(awards::Column::NotifiedAt.is_not_null())
        .order_by_desc(awards::Column::Round);
    let Some(round) = rounds.one(db).await.stored()? else { return Ok(None) };
    let letter = award_letters::Entity::find()
        .filter(award_letters::Column::AwardId.eq(round.id))
        .filter(award_letters::Column::OrganisationId.eq(organisation.0))
        .one(db)
        .await
        .stored()?;
    Ok(letter.map(|letter| (round, letter)))
}
