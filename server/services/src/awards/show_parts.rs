//! The parts of an award's page: the round in hand, challenges, debriefs and what happened.

use super::challenge::ground_of;
use super::deliver_debrief::request_of;
use super::dossier::names;
use super::store::{self, AwardFile};
use super::told;
use crate::caller::Caller;
use crate::entities::{audit_entries, awards, challenges, debriefs, people};
use crate::failure::{Failure, Stored};
use domain::awards::views::{ChallengeLine, CheckLine, DebriefLine, DecisionView, Round, RoundView};
use domain::awards::{ChallengeOutcome, CheckKind, notice_dates};
use domain::event::Event;
use domain::ids::{BidId, OrganisationId, PersonId};
use domain::locale::Locale;
use domain::money::Money;
use domain::orders::views::Happening;
use domain::tenders::ApprovingBody;
use domain::tenders::views::said;
use domain::text::Trilingual;
use domain::time::Timestamp;
use sea_orm::QueryOrder;
use sea_orm::prelude::*;
use std::collections::HashMap;

/// A recommendation and what it became.
pub(super) async fn round(
    caller: &Caller,
    row: &awards::Model,
    file: &AwardFile,
    known: &HashMap<OrganisationId, Trilingual>,
    locale: Locale,
) -> Result<RoundView, Failure> {
    let strange = || Failure::impossible(format!("award {} is strange", row.id));
    let people = named(caller, file, row).await?;
    let person = |id: Uuid| people.get(&id).cloned().unwrap_or_default();
    let checks = CheckKind::ALL
        .iter()
        .map(|kind| {
            let newest = file.checks.iter().filter(|check| check.kind == *kind).max_by_key(|check| check.at);
            CheckLine {
                kind: *kind,
                result: newest.map(|check| check.result),
                evidence: newest.map(|check| check.evidence.clone()).unwrap_or_default(),
                by: newest.map(|check| person(check.by.0)).unwrap_or_default(),
                at: newest.map(|check| check.at),
            }
        })
        .collect();
    let decision = match store::award_of(row)? {
        None => None,
        Some(award) => {
            let dates = notice_dates(award.notified_at.day());
            Some(DecisionView {
                notified_at: award.notified_at,
                approved_by: row.approved_by.map(person).unwrap_or_default(),
                signable_from: award.signable_from(),
                confirmed_at: row.confirmed_at.map(Timestamp::from_millis),
                suspended: award.challenge_against_signature().is_some(),
                told: told::all(caller.db(), row.id).await?.len(),
                notice_on: award.notice_on,
                notice_standing: dates.standing(award.notice_on.unwrap_or_else(|| caller.today())),
                notice_target_on: dates.target_on,
            })
        }
    };
    let supplier = match known.get(&OrganisationId(row.supplier_id)) {
        Some(name) => name.clone(),
        None => names(caller.db(), [OrganisationId(row.supplier_id)]).await?.into_values().next().unwrap_or_default(),
    };
    Ok(RoundView {
        state: Round::parse(&row.state).ok_or_else(strange)?,
        supplier: said(&supplier, locale).text,
        bid: BidId(row.bid_id),
        value: Money::from_cents(row.value_cents),
        body: ApprovingBody::parse(&row.tier).ok_or_else(strange)?,
        filed_by: person(row.recommended_by),
        filed_at: Timestamp::from_millis(row.recommended_at),
        end_reason: row.end_reason.clone(),
        checks,
        vetting: file.vetting.as_ref().map(|vetting| vetting.result),
        valid_until: file.validity.last_day(),
        version: row.version,
        decision,
    })
}

/// Names of the people of a round.
async fn named(caller: &Caller, file: &AwardFile, row: &awards::Model) -> Result<HashMap<Uuid, String>, Failure> {
    let ids: Vec<Uuid> = file
        .checks
        .iter()
        .map(|check| check.by)
        .chain([PersonId(row.recommended_by)])
        .chain(row.approved_by.map(PersonId))
        .map(|person| person.0)
        .collect();
    let rows = people::Entity::find().filter(people::Column::Id.is_in(ids)).all(caller.db()).await.stored()?;
    Ok(rows.into_iter().map(|person| (person.id, person.name)).collect())
}

/// Challenges with their grounds, for those who decide.
pub(super) async fn challenge_lines(
    caller: &Caller,
    row: &awards::Model,
    locale: Locale,
) -> Result<Vec<ChallengeLine>, Failure> {
    let rows = challenges::Entity::find()
        .filter(challenges::Column::AwardId.eq(row.id))
        .order_by_asc(challenges::Column::Number)
        .all(caller.db())
        .await
        .stored()?;
    let names = names(caller.db(), rows.iter().map(|row| OrganisationId(row.organisation_id))).await?;
    rows.into_iter()
        .map(|row| {
            let by = names.get(&OrganisationId(row.organisation_id)).map(|name| said(name, locale).text);
            let outcome = row.outcome.as_deref().and_then(ChallengeOutcome::parse);
            Ok(ChallengeLine {
                number: row.number as u32,
                by: by.unwrap_or_default(),
                received_at: Timestamp::from_millis(row.received_at),
                ground: ground_of(caller, &row)?,
                in_time: row.in_time,
                outcome: outcome.zip(row.decided_at.map(Timestamp::from_millis)),
                decision: row.decision,
            })
        })
        .collect()
}

/// Debriefs that were asked for.
pub(super) async fn debrief_lines(
    caller: &Caller,
    row: &awards::Model,
    locale: Locale,
) -> Result<Vec<DebriefLine>, Failure> {
    let rows = debriefs::Entity::find()
        .filter(debriefs::Column::AwardId.eq(row.id))
        .order_by_asc(debriefs::Column::AskedAt)
        .all(caller.db())
        .await
        .stored()?;
    let names = names(caller.db(), rows.iter().map(|row| OrganisationId(row.organisation_id))).await?;
    let view = |row: debriefs::Model| {
        let request = request_of(&row);
        DebriefLine {
            bid: request.bid,
            name: names
                .get(&OrganisationId(row.organisation_id))
                .map(|name| said(name, locale).text)
                .unwrap_or_default(),
            asked_at: request.requested_at,
            deliver_by: request.deliver_by(),
            standing: request.standing(caller.today()),
        }
    };
    Ok(rows.into_iter().map(view).collect())
}

/// What happened to the award, from the log.
pub(super) async fn history(caller: &Caller, tender: Uuid) -> Result<Vec<Happening>, Failure> {
    let entries = audit_entries::Entity::find()
        .filter(audit_entries::Column::SubjectId.eq(tender))
        .filter(audit_entries::Column::Event.starts_with("award."))
        .order_by_asc(audit_entries::Column::Position)
        .all(caller.db())
        .await
        .stored()?;
    let ids: Vec<Uuid> = entries.iter().filter_map(|entry| entry.person_id).collect();
    let people = people::Entity::find().filter(people::Column::Id.is_in(ids)).all(caller.db()).await.stored()?;
    let names: HashMap<Uuid, String> = people.into_iter().map(|person| (person.id, person.name)).collect();
    let comment = |body: &str| match serde_json::from_str(body) {
        Ok(Event::Award(event)) => event.comment().to_owned(),
        _ => String::new(),
    };
    Ok(entries
        .into_iter()
        .map(|entry| Happening {
            comment: comment(&entry.body),
            event: entry.event,
            at: Timestamp::from_millis(entry.at),
            by: entry.person_id.and_then(|person| names.get(&person).cloned()),
            position: entry.position,
        })
        .collect())
}
