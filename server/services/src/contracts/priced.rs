//! The price that a contract came of, line by line, as it was evaluated: the sum is the award's value.

use super::facts;
use crate::caller::Caller;
use crate::entities::awards as award_rows;
use crate::evaluation;
use crate::failure::Failure;
use domain::awards::Award;
use domain::evaluation::price_schedule::ShownLine;

/// The lines of the winning bid beside what the tender wanted; nothing when they were not worked out here.
pub(super) async fn lines(caller: &Caller, row: &award_rows::Model, award: &Award) -> Result<Vec<ShownLine>, Failure> {
    let (_, tender) = facts::tender_of(caller.db(), row.tender_id).await?;
    let evaluation = evaluation::store::of_tender(caller, caller.db(), tender.id).await?;
    let prices = evaluation.as_ref().map(|(evaluation, _)| evaluation.papers().prices.as_slice()).unwrap_or_default();
    let opened = prices.iter().find(|opened| opened.bid == award.bid && !opened.price.lines.is_empty());
    Ok(opened.map(|opened| opened.price.shown(&tender.draft.lines_to_price())).unwrap_or_default())
}
