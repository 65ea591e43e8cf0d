//! The bids of one company, over all tenders.
//!
//! Nothing in the database says whose a bid is, so the marks of its possible bids are worked out and asked for.

use super::record::{Record, mark};
use super::{Invitation, told};
use crate::caller::Caller;
use crate::change::Change;
use crate::entities::{bids, tenders};
use crate::failure::{Failure, Stored};
use crate::tenders as tendering;
use domain::bids::BidState;
use domain::ids::OrganisationId;
use domain::permissions::Action;
use domain::text::Trilingual;
use domain::time::Timestamp;
use sea_orm::QueryOrder;
use sea_orm::prelude::*;
use std::collections::HashMap;

/// Most marks asked for at once.
const AT_ONCE: usize = 500;

/// One of the caller's own bids.
#[derive(Debug, Clone)]
pub struct OwnBid {
    /// Reference of the tender.
    pub reference: String,
    /// Its title.
    pub title: Trilingual,
    /// When it closes or closed.
    pub closes_at: Timestamp,
    /// Where the bid stands, as far as its bidder is told.
    pub state: BidState,
    /// Receipts given.
    pub receipts: usize,
    /// A decision was told, or the tender ended with this bid in, so that there is an outcome to read.
    pub has_outcome: bool,
}

/// The bids the caller's company began or handed in, the one that closes last first.
pub async fn browse(caller: &Caller) -> Result<Vec<OwnBid>, Failure> {
    caller.may(Action::ReadOwnBid)?;
    let own = caller.officer()?.organisation;
    let mut rows = Vec::new();
    for (invitation, record) in of_organisation(caller.db(), caller, own).await? {
        let bid = record.bid(&invitation)?;
        let told = told::of(caller.db(), invitation.terms.tender, own).await?;
        rows.push(OwnBid {
            reference: invitation.reference.clone(),
            title: invitation.title.clone(),
            closes_at: invitation.terms.closes_at,
            state: bid.standing(invitation.terms.closes_at, caller.now()).as_told(told.decision),
            receipts: bid.receipts.len(),
            has_outcome: told.outcome || (told.ended && record.was_in()),
        });
    }
    Ok(rows)
}

/// A company had a bid in for a tender, which was not taken back.
pub(crate) async fn was_in(caller: &Caller, tender: &str, organisation: OrganisationId) -> Result<bool, Failure> {
    let invitation = Invitation::load(caller, tender).await?;
    let record = Record::find(caller.db(), caller, &invitation, organisation).await?;
    Ok(record.is_some_and(|record| record.was_in()))
}

/// The tenders that ended without a winner and had a bid of this company in.
pub(crate) async fn without_result(caller: &Caller, organisation: OrganisationId) -> Result<Vec<String>, Failure> {
    let mut ended = Vec::new();
    for (invitation, record) in of_organisation(caller.db(), caller, organisation).await? {
        let told = told::of(caller.db(), invitation.terms.tender, organisation).await?;
        if told.ended && record.was_in() {
            ended.push(invitation.reference);
        }
    }
    Ok(ended)
}

/// How many bids of a company could still win.
pub(crate) async fn in_play(change: &Change, organisation: OrganisationId) -> Result<u32, Failure> {
    let mut bids = 0;
    for (invitation, record) in of_organisation(change.db(), change.caller(), organisation).await? {
        let state = record.bid(&invitation)?.standing(invitation.terms.closes_at, change.now());
        bids += u32::from(state.may_win());
    }
    Ok(bids)
}

async fn of_organisation(
    db: &impl ConnectionTrait,
    caller: &Caller,
    organisation: OrganisationId,
) -> Result<Vec<(Invitation, Record)>, Failure> {
    let published = tendering::store::public_rows().order_by_desc(tenders::Column::ClosesAt);
    let mut possible = Vec::new();
    for row in published.all(db).await.stored()? {
        let tender = tendering::tender_of(&row)?;
        for lot in &tender.draft.lots {
            possible.push((mark(caller, tender.id, lot.id, organisation), row.reference.clone()));
        }
    }
    let mut found = HashMap::new();
    for marks in possible.chunks(AT_ONCE) {
        let marks = marks.iter().map(|(mark, _)| mark.clone());
        let rows = bids::Entity::find().filter(bids::Column::Mark.is_in(marks)).all(db).await.stored()?;
        found.extend(rows.into_iter().map(|row| (row.mark.clone(), row)));
    }
    let mut own = Vec::new();
    for (mark, reference) in possible {
        let Some(row) = found.remove(&mark) else { continue };
        own.push((tendering::invitation(db, &reference).await?, Record::read(caller, &row)?));
    }
    Ok(own)
}
