//! A bidder asks to have the decision explained (A3).

use super::challenge::told_of;
use super::store;
use crate::caller::Caller;
use crate::entities::debriefs;
use crate::failure::{Failure, Stored};
use crate::tenders as tendering;
use domain::awards::{AwardEvent, AwardRefusal, DebriefRequest};
use domain::ids::BidId;
use domain::permissions::Action;
use domain::refusal::Refusal;
use domain::time::Timestamp;
use sea_orm::Set;
use sea_orm::prelude::*;

/// Asks, for one's own company; once for a bid.
pub async fn ask_debrief(caller: &Caller, reference: &str) -> Result<(), Failure> {
    caller.may(Action::AnswerOutcome)?;
    let officer = caller.officer()?;
    let change = caller.begin().await?;
    let (tender, _) = tendering::lock_published(&change, reference).await?;
    let (round, letter) = told_of(&change, &tender, officer.organisation).await?;
    let award = store::award_of(&round)?.ok_or(Failure::NotFound)?;
    let earlier = debriefs::Entity::find()
        .filter(debriefs::Column::AwardId.eq(round.id))
        .filter(debriefs::Column::BidId.eq(letter.bid_id))
        .one(change.db())
        .await
        .stored()?;
    if let Some(earlier) = earlier {
        return Err(AwardRefusal::DebriefAsked { on: Timestamp::from_millis(earlier.asked_at).day() }.into());
    }
    let request = DebriefRequest::ask(BidId(letter.bid_id), award.notified_at, change.now())?;
    let row = debriefs::ActiveModel {
        id: Set(change.new_id()),
        award_id: Set(round.id),
        bid_id: Set(request.bid.0),
        organisation_id: Set(officer.organisation.0),
        asked_by: Set(officer.person.0),
        asked_at: Set(request.requested_at.millis()),
        delivered_by: Set(None),
        delivered_at: Set(None),
        text_closed: Set(None),
    };
    debriefs::Entity::insert(row)
        .exec_without_returning(change.db())
        .await
        .unless_there(|| Refusal::ChangedMeanwhile)?;
    let deliver_by = request.deliver_by();
    change.commit(AwardEvent::DebriefAsked { tender: award.tender, bid: request.bid, deliver_by }.into()).await?;
    Ok(())
}
