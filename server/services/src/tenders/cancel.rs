//! Calling a tender off takes a ground and two people: one proposes, somebody who may approve agrees (A4).

use super::{decide, store};
use crate::bids;
use crate::caller::Caller;
use crate::change::Change;
use crate::entities::tenders;
use crate::failure::Failure;
use domain::bids::BidState;
use domain::form::{Fields, Reader};
use domain::ids::PersonId;
use domain::money::Money;
use domain::permissions::Action;
use domain::tenders::forms::REASON;
use domain::tenders::{CancelGround, Cause, TenderCommand, TenderEvent, TenderRefusal, TenderState};
use domain::time::Timestamp;
use sea_orm::Set;
use serde::{Deserialize, Serialize};

/// A proposal that waits for the second person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Proposal {
    pub ground: CancelGround,
    pub comment: String,
    pub by: PersonId,
}

/// A proposal as it is stored.
pub(crate) fn proposal(ground: CancelGround, comment: &str, by: PersonId) -> Result<String, Failure> {
    store::written(&Proposal { ground, comment: comment.to_owned(), by })
}

/// The proposal of a row, if there is one.
pub(super) fn proposal_of(row: &tenders::Model) -> Result<Option<Proposal>, Failure> {
    let read = |text: &String| serde_json::from_str(text).map_err(|error| Failure::broken("reading a proposal", error));
    row.cancel_json.as_ref().map(read).transpose()
}

/// The ground on which a tender was called off, and when; nothing while it goes on.
pub(crate) async fn called_off(
    db: &impl sea_orm::ConnectionTrait,
    row: &tenders::Model,
) -> Result<Option<(CancelGround, Timestamp)>, Failure> {
    if row.state != TenderState::Cancelled.code() {
        return Ok(None);
    }
    let last = store::notices_of(db, row.id).await?.pop();
    Ok(proposal_of(row)?.zip(last).map(|(proposal, (notice, _))| (proposal.ground, notice.at)))
}

/// Proposes to call it off. Fields: `ground`, `reason`.
pub async fn propose_cancellation(caller: &Caller, reference: &str, fields: &Fields) -> Result<(), Failure> {
    caller.may(Action::RunTender)?;
    let mut reader = Reader::new(fields);
    let ground = reader.choice("ground", CancelGround::parse);
    let comment = reader.text("reason", REASON);
    let (ground, comment) = reader.finish(|| Some((ground?, comment?)))?;
    let change = caller.begin().await?;
    let row = decide::own_row(&change, caller, reference).await?;
    let tender = store::tender_of(&row)?;
    let stage = tender.stage(change.now());
    stage.after(TenderCommand::Cancel)?;
    if !ground.is_possible_at(stage) {
        return Err(TenderRefusal::GroundNotYetPossible { stage }.into());
    }
    let proposal = Proposal { ground, comment: comment.clone(), by: caller.officer()?.person };
    let kept = store::written(&proposal)?;
    store::save(&change, &row, &tender, |columns| columns.cancel_json = Set(Some(kept))).await?;
    let body = Some(tender.cancellation_body(change.now())?);
    change.commit(TenderEvent::CancellationProposed { tender: tender.id, ground, comment, body }.into()).await?;
    Ok(())
}

/// The second person agrees, or turns it down. `do` is `agree_cancel` or `decline_cancel`, the latter with `comment`.
pub async fn settle_cancellation(caller: &Caller, reference: &str, fields: &Fields) -> Result<(), Failure> {
    caller.may(Action::ApproveTender)?;
    let agrees = match fields.get("do") {
        "agree_cancel" => true,
        "decline_cancel" => false,
        _ => return Err(Failure::NotFound),
    };
    let mut reader = Reader::new(fields);
    let comment = if agrees { Some(String::new()) } else { reader.text("comment", REASON) };
    let comment = reader.finish(|| comment)?;
    let change = caller.begin().await?;
    let (row, by) = decide::approvers_row(&change, caller, reference).await?;
    let proposal = proposal_of(&row)?.ok_or(TenderRefusal::NoCancellationProposed)?;
    let tender = store::tender_of(&row)?;
    let needed = tender.cancellation_body(change.now())?;
    if by.body < needed {
        return Err(TenderRefusal::BodyTooLow { needed }.into());
    }
    if !agrees {
        store::save(&change, &row, &tender, |columns| columns.cancel_json = Set(None)).await?;
        change.commit(TenderEvent::CancellationDeclined { tender: tender.id, comment }.into()).await?;
        return Ok(());
    }
    let tender = tender.cancel(proposal.ground, proposal.by, &by, change.now())?;
    let why = (proposal.ground, proposal.comment.as_str(), proposal.by);
    crate::awards::cancel_with_tender(&change, tender.id, why, &by).await?;
    lapse_bids(&change, &row).await?;
    let released = Money::from_cents(row.reserved_cents);
    store::save(&change, &row, &tender, |columns| columns.reserved_cents = Set(0)).await?;
    store::put_notice(&change, &tender, Cause::Cancelled { ground: proposal.ground }, change.now()).await?;
    change.commit(TenderEvent::Cancelled { tender: tender.id, ground: proposal.ground, released }.into()).await?;
    Ok(())
}

/// The bids of a tender that is called off count no more; those that are sealed stay so for ever.
async fn lapse_bids(change: &Change, row: &tenders::Model) -> Result<(), Failure> {
    let Some(closes_at) = row.closes_at.map(Timestamp::from_millis).filter(|_| row.published_at.is_some()) else {
        return Ok(());
    };
    let now = change.now();
    bids::advance_each(change, &row.reference, |bid| {
        let standing = bid.standing(closes_at, now);
        let ends = standing.may_win() || standing == BidState::Awarded;
        if ends { bid.lapse(closes_at, now).map(Some) } else { Ok(None) }
    })
    .await
}
