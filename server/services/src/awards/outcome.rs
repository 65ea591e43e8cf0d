//! A supplier reads what it was told about a decision: its own marks and reasons, and the winner's name and totals.

use super::browse_notices::title;
use super::challenge::newest_told;
use super::deliver_debrief::{request_of, text_of};
use super::{store, told};
use crate::caller::Caller;
use crate::entities::{award_letters, awards, challenges, debriefs, organisations};
use crate::failure::{Failure, Stored};
use crate::tenders as tendering;
use domain::awards::views::{MarkLine, OutcomeView, OwnChallenge, OwnDebrief, Round};
use domain::awards::{AwardCommand, ChallengeOutcome, last_day_to_challenge, last_day_to_request_debrief};
use domain::locale::Locale;
use domain::permissions::{Action, allows};
use domain::tenders::views::said;
use domain::time::Timestamp;
use sea_orm::QueryOrder;
use sea_orm::prelude::*;

/// What one's own company was told about a tender, newest decision; nobody else's bid can be read here.
pub async fn outcome(caller: &Caller, locale: Locale, reference: &str) -> Result<OutcomeView, Failure> {
    caller.may(Action::ReadOutcome)?;
    let officer = caller.officer()?;
    let tender = tendering::public_row(caller.db(), reference).await?;
    let found = newest_told(caller.db(), tender.id, officer.organisation).await?;
    let (round, letter) = found.ok_or(Failure::NotFound)?;
    let strange = || Failure::impossible(format!("{reference} told its bidders of no award"));
    let award = store::award_of(&round)?.ok_or_else(strange)?;
    let told = told::open(caller, &letter)?;
    let department = organisations::Entity::find_by_id(tender.organisation_id).one(caller.db()).await.stored()?;
    let department = department.map(|one| locale.pick(one.name_zh_hant, one.name_zh_hans, one.name_en));
    let (debrief_by, debrief) =
        (last_day_to_request_debrief(award.notified_at), debrief(caller, &round, &letter).await?);
    let answers = allows(Action::AnswerOutcome, caller.actor());
    let marks = told.view.marks.iter().zip(&told.criteria).map(|(mark, name)| MarkLine {
        criterion: said(name, locale).text,
        mark: mark.mark,
        out_of: mark.out_of,
        reason: mark.reason.clone(),
        corrected: mark.corrected.clone(),
    });
    Ok(OutcomeView {
        reference: tender.reference.clone(),
        department: department.unwrap_or_default(),
        won: told.view.won,
        state: Round::parse(&round.state).ok_or_else(strange)?,
        notified_at: award.notified_at,
        signable_from: award.signable_from(),
        suspended: award.suspended_by().is_some(),
        marks: marks.collect(),
        totals: told.view.totals,
        reasons: told.view.reasons,
        unreadable: told.view.unreadable,
        winner: said(&told.view.winner.name, locale).text,
        winner_totals: told.view.winner.totals,
        challenge_by: last_day_to_challenge(award.notified_at.day()),
        may_challenge: answers && award.state.after(AwardCommand::ReceiveChallenge).is_ok(),
        challenges: own_challenges(caller, &round, &letter).await?,
        debrief_by,
        may_ask_debrief: answers && debrief.is_none() && caller.today() <= debrief_by,
        debrief,
        title: said(&title(tender), locale),
    })
}

async fn own_challenges(
    caller: &Caller,
    round: &awards::Model,
    letter: &award_letters::Model,
) -> Result<Vec<OwnChallenge>, Failure> {
    let rows = challenges::Entity::find()
        .filter(challenges::Column::AwardId.eq(round.id))
        .filter(challenges::Column::OrganisationId.eq(letter.organisation_id))
        .order_by_asc(challenges::Column::Number)
        .all(caller.db())
        .await
        .stored()?;
    let view = |row: challenges::Model| OwnChallenge {
        number: row.number as u32,
        received_at: Timestamp::from_millis(row.received_at),
        in_time: row.in_time,
        outcome: row.outcome.as_deref().and_then(ChallengeOutcome::parse),
        decision: row.decision,
    };
    Ok(rows.into_iter().map(view).collect())
}

async fn debrief(
    caller: &Caller,
    round: &awards::Model,
    letter: &award_letters::Model,
) -> Result<Option<OwnDebrief>, Failure> {
    let row = debriefs::Entity::find()
        .filter(debriefs::Column::AwardId.eq(round.id))
        .filter(debriefs::Column::BidId.eq(letter.bid_id))
        .one(caller.db())
        .await
        .stored()?;
    let Some(row) = row else { return Ok(None) };
    let request = request_of(&row);
    Ok(Some(OwnDebrief {
        asked_at: request.requested_at,
        deliver_by: request.deliver_by(),
        delivered: request.delivered_at.zip(text_of(caller, &row)?),
    }))
}
