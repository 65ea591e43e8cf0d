//! A bidder saves a task of the bid and comes back later.

use super::{Invitation, Record};
use crate::caller::Caller;
use crate::failure::Failure;
use domain::bids::{BidCommand, BidEvent, BidRefusal, BidState, Section, is_in_time};
use domain::form::Fields;
use domain::permissions::Action;

/// Saves what was typed for a task; wrong fields are refused all at once, missing ones are not.
pub async fn save(caller: &Caller, tender: &str, section: Section, fields: &Fields) -> Result<(), Failure> {
    caller.may(Action::WriteBid)?;
    let invitation = Invitation::load(caller, tender).await?;
    let typed = invitation.read(section, fields)?;
    change_draft(caller, &invitation, |record| {
        let names: Vec<&str> = typed.iter().map(|(name, _)| name.as_str()).collect();
        record.draft.fields.retain(|(name, _)| !names.contains(&name.as_str()));
        record.draft.fields.extend(typed.iter().cloned());
        record.draft.is_checked = section == Section::Check;
        Ok(())
    })
    .await
}

/// Changes the draft of the caller's bid, which is begun if it was not.
pub(super) async fn change_draft(
    caller: &Caller,
    invitation: &Invitation,
    edit: impl FnOnce(&mut Record) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let organisation = caller.officer()?.organisation;
    let (terms, now) = (&invitation.terms, caller.now());
    if !is_in_time(now, terms.closes_at) {
        return Err(BidRefusal::Late { received_at: now, closed_at: terms.closes_at }.into());
    }
    let change = caller.begin().await?;
    let found = Record::find(change.db(), caller, invitation, organisation).await?;
    let mut record = found.unwrap_or_else(|| Record::begun(terms.tender, terms.lot, organisation));
    let state = record.bid(invitation)?.standing(terms.closes_at, now);
    let open = [
        BidState::Draft,
        BidState::LateRefused,
        BidState::Withdrawn,
        BidState::Submitted,
        BidState::NeedsReconfirmation,
    ];
    if !open.contains(&state) {
        return Err(BidRefusal::NotNow { state, command: BidCommand::Submit }.into());
    }
    edit(&mut record)?;
    record.draft.saved_at = Some(now.millis());
    record.draft.saved_by = Some(caller.officer()?.person);
    if record.row.is_none() {
        crate::tenders::follow_own_bid(&change, terms.tender).await?;
    }
    record.store(&change).await?;
    change.commit_unnamed(BidEvent::DraftSaved.into()).await?;
    Ok(())
}
