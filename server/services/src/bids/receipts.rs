//! A bidder reads a receipt again.

use super::{Invitation, Record};
use crate::caller::Caller;
use crate::failure::Failure;
use domain::permissions::Action;

/// The text of one of the bidder's receipts, numbered from 1.
pub async fn receipt(caller: &Caller, tender: &str, number: usize) -> Result<String, Failure> {
    caller.may(Action::ReadOwnBid)?;
    let invitation = Invitation::load(caller, tender).await?;
    let found = Record::find(caller.db(), caller, &invitation, caller.officer()?.organisation).await?;
    let receipts = found.ok_or(Failure::NotFound)?.receipts;
    let index = number.checked_sub(1).ok_or(Failure::NotFound)?;
    receipts.get(index).map(|given| given.text.clone()).ok_or(Failure::NotFound)
}
