//! The approving body decides a challenge, with its reasons.

use super::dossier::Dossier;
use super::{LONGEST, store};
use crate::caller::Caller;
use crate::change::Change;
use crate::entities::{awards, challenges};
use crate::failure::{Failure, Stored};
use crate::tenders as tendering;
use crate::tenders::body_of;
use domain::awards::{Award, AwardEvent, AwardRefusal, ChallengeOutcome};
use domain::form::{Fields, Reader};
use domain::permissions::Action;
use domain::tenders::{Approver, Stage, TenderRefusal};
use sea_orm::Set;
use sea_orm::prelude::*;

/// Decides. Fields: `number`, `outcome`, `reason`. An upheld challenge keeps the award from being confirmed until it is
/// set aside.
pub async fn decide_challenge(caller: &Caller, reference: &str, fields: &Fields) -> Result<(), Failure> {
    caller.may(Action::ApproveAward)?;
    let mut reader = Reader::new(fields);
    let number = reader.number("number", 1, i64::from(i32::MAX));
    let outcome = reader.choice("outcome", ChallengeOutcome::parse);
    let comment = reader.text("reason", LONGEST);
    let (number, outcome, comment) = reader.finish(|| Some((number?, outcome?, comment?)))?;
    let number = number as u32;
    let change = caller.begin().await?;
    let (dossier, row, award, by) = decided(&change, reference).await?;
    let award = award.decide_challenge(number, outcome, change.now())?;
    let by_whom = award.challenges.iter().find(|one| one.number == number).map(|one| one.by);
    let challenger = by_whom.ok_or(AwardRefusal::NoSuchChallenge { number })?;
    let pending = dossier.tender.stage(change.now()) == Stage::AwardedPending;
    if pending && dossier.tender.progress.is_challenged && award.challenge_against_signature().is_none() {
        let tender = dossier.tender.clone().dismiss_challenge(&by, &comment, change.now())?;
        tendering::save(&change, &dossier.row, &tender, |_| {}).await?;
    }
    let kept = challenges::ActiveModel {
        outcome: Set(Some(outcome.code().to_owned())),
        decided_by: Set(Some(by.person.0)),
        decided_at: Set(Some(change.now().millis())),
        decision: Set(comment.clone()),
        ..Default::default()
    };
    challenges::Entity::update_many()
        .set(kept)
        .filter(challenges::Column::AwardId.eq(row.id))
        .filter(challenges::Column::Number.eq(number as i32))
        .exec(change.db())
        .await
        .stored()?;
    store::put(&change, &award, row.version).await?;
    let event = AwardEvent::ChallengeDecided { tender: dossier.tender.id, number, by: challenger, outcome, comment };
    change.commit(event.into()).await?;
    Ok(())
}

/// An award that bidders were told of, for somebody of a body high enough who neither drafted, opens nor assesses.
pub(super) async fn decided(
    change: &Change,
    reference: &str,
) -> Result<(Dossier, awards::Model, Award, Approver), Failure> {
    let dossier = Dossier::lock(change, reference).await?;
    let officer = change.caller().officer()?;
    let body = body_of(officer, &dossier.row).ok_or(Failure::NotFound)?;
    let row = store::lock_row_of(change, dossier.tender.id).await?.ok_or(Failure::NotFound)?;
    let award = store::award_of(&row)?.ok_or(Failure::NotFound)?;
    if dossier.assesses(officer.person) || dossier.tender.draft.people.opens(officer.person) {
        return Err(TenderRefusal::OpensOrAssesses { person: officer.person }.into());
    }
    if dossier.tender.draft.is_author(officer.person) {
        return Err(TenderRefusal::OwnDraft.into());
    }
    if body < award.tier {
        return Err(AwardRefusal::HigherApprovalNeeded { tier: award.tier }.into());
    }
    Ok((dossier, row, award, Approver { person: officer.person, body }))
}
