//! A bidder takes its bid back, or says that it stands under a changed notice.

use super::Invitation;
use super::closing::is_recorded;
use super::record::{Record, digest};
use super::submit::{Given, keep, refuse_not_stored, step};
use crate::accounts::confirm_password;
use crate::audit::next_position;
use crate::caller::Caller;
use crate::failure::Failure;
use domain::bids::{ReceiptAction, Stamp, SubmissionId, SubmissionPath, is_in_time};
use domain::permissions::Action;

/// Takes the bid back; another may be submitted until the close.
pub async fn withdraw(caller: &Caller, tender: &str, id: SubmissionId, password: &str) -> Result<Given, Failure> {
    confirm(caller, tender, id, password, ReceiptAction::Withdrawn).await
}

/// Says that the bid stands under the changed notice.
pub async fn reconfirm(caller: &Caller, tender: &str, id: SubmissionId, password: &str) -> Result<Given, Failure> {
    confirm(caller, tender, id, password, ReceiptAction::Reconfirmed).await
}

async fn confirm(
    caller: &Caller,
    tender: &str,
    id: SubmissionId,
    password: &str,
    action: ReceiptAction,
) -> Result<Given, Failure> {
    caller.may(Action::SubmitBid)?;
    let received_at = caller.services().clock.now();
    let password = confirm_password(caller, password).await?;
    let organisation = caller.officer()?.organisation;
    let change = caller.begin().await?;
    let invitation = Invitation::lock(&change, tender).await?;
    let found = Record::find(change.db(), caller, &invitation, organisation).await?;
    let record = found.ok_or(Failure::NotFound)?;
    if let Some(given) = record.given(id) {
        return Ok(given);
    }
    let is_in_time = is_in_time(received_at, invitation.terms.closes_at);
    if is_in_time && is_recorded(change.db(), invitation.terms.tender).await? {
        return refuse_not_stored(change, record, received_at, None).await;
    }
    let step = step(caller, &invitation, id, password, SubmissionPath::Server, received_at)?;
    let stamp = Stamp { log_entry: next_position(&change).await? as u64, sha256: &digest };
    let bid = record.bid(&invitation)?;
    let bid = match action {
        ReceiptAction::Withdrawn => bid.withdraw(&invitation.terms, &step, &stamp)?,
        _ => bid.reconfirm(&invitation.terms, &step, &stamp)?,
    };
    keep(change, record, &bid).await
}
