//! The newest published head of the log goes into people's letter boxes once a day.
//!
//! A page can show each reader another list; a letter that lies in many boxes cannot be taken back. It is the note of the
//! public list with one head in it, so the same command reads it. Source: log (security 3.6).

use super::publish::{line_of, read};
use crate::caller::Caller;
use crate::entities::{audit_entries, log_heads};
use crate::failure::{Failure, Stored};
use crate::signing;
use domain::bids::CustodyEvent;
use domain::permissions::Action;
use domain::time::Day;
use sea_orm::QueryOrder;
use sea_orm::prelude::*;

/// Changes that send the head queue here.
const QUEUE: &str = "log heads sent";

/// Sends the newest published head, unless that was done today; returns whether it was. Safe to run twice, also on two
/// servers at once.
pub async fn send_head(caller: &Caller) -> Result<bool, Failure> {
    caller.may(Action::RunJobs)?;
    // Most rounds of a day find it sent, without a lock.
    if was_sent(caller.db(), caller.today()).await? {
        return Ok(false);
    }
    let change = caller.begin().await?;
    change.next_number(QUEUE).await?;
    if was_sent(change.db(), change.today()).await? {
        return Ok(false);
    }
    let newest = log_heads::Entity::find().order_by_desc(log_heads::Column::Size).one(change.db()).await.stored()?;
    let Some(newest) = newest else { return Ok(false) };
    change.commit(CustodyEvent::LogHeadSent { size: newest.size.unsigned_abs() }.into()).await?;
    Ok(true)
}

/// The published head of this size, as a note that the office signs.
pub(crate) async fn head_note(caller: &Caller, db: &impl ConnectionTrait, size: u64) -> Result<String, Failure> {
    let gone = || Failure::impossible(format!("no head of the log was published with {size} entries"));
    let row = log_heads::Entity::find()
        .filter(log_heads::Column::Size.eq(i64::try_from(size).map_err(|_| gone())?))
        .order_by_desc(log_heads::Column::TakenAt)
        .one(db)
        .await
        .stored()?;
    let line = line_of(&read(row.ok_or_else(gone)?)?)?;
    Ok(signing::sign(caller.services(), &bidding::write_heads(&[line])))
}

/// The log remembers.
async fn was_sent(db: &impl ConnectionTrait, today: Day) -> Result<bool, Failure> {
    let sent = audit_entries::Entity::find()
        .filter(audit_entries::Column::Event.eq("log_head.sent"))
        .filter(audit_entries::Column::At.gte(today.starts_at().millis()));
    Ok(sent.count(db).await.stored()? > 0)
}
