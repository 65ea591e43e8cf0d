//! A bidder reads its own bid again once two officers have opened it: the answers, the files, what it promises, and the
//! price as soon as the price envelope is open. Of any other bid it reads nothing.

use super::read::{self, OpenedView};
use crate::caller::Caller;
use crate::entities::{opened_bids, tenders};
use crate::evaluation::Reading;
use crate::failure::{Failure, Stored};
use crate::tenders as tendering;
use domain::ids::{BidId, RequirementId, TenderId};
use domain::permissions::Action;
use domain::tenders::Tender;
use domain::text::Trilingual;
use sea_orm::prelude::*;

/// One's own opened bid beside what the tender asked.
#[derive(Debug, Clone)]
pub struct OwnOpened {
    /// The tender's reference.
    pub reference: String,
    /// The tender's title.
    pub title: Trilingual,
    /// What it requires, in its order.
    pub requirements: Vec<(RequirementId, Trilingual)>,
    /// What was in the envelopes that were opened.
    pub bid: OpenedView,
}

/// The own company's opened bid; not there before the opening.
pub async fn own_opened(caller: &Caller, tender: &str) -> Result<OwnOpened, Failure> {
    caller.may(Action::ReadOwnBid)?;
    let (row, tender, opened) = own_row(caller, tender).await?;
    let reading = Reading { tender: tender.id, reads_prices: true, lines: tender.draft.lines_to_price() };
    Ok(OwnOpened {
        reference: row.reference,
        title: tender.draft.title.clone(),
        requirements: tender.draft.requirements.iter().map(|one| (one.id, one.text.clone())).collect(),
        bid: read::view(caller, reading, opened).await?,
    })
}

/// A file of the own company's opened bid, by its fingerprint: its name and content.
pub async fn own_file(caller: &Caller, tender: &str, sha256: &str) -> Result<(String, Vec<u8>), Failure> {
    caller.may(Action::ReadOwnBid)?;
    let (_, _, opened) = own_row(caller, tender).await?;
    read::file_of(caller, BidId(opened.bid_id), &opened, sha256).await
}

/// The own bid of this company was opened, read or not.
pub(crate) async fn is_opened(
    caller: &Caller,
    tender: TenderId,
    organisation: domain::ids::OrganisationId,
) -> Result<bool, Failure> {
    let own = opened_bids::Entity::find()
        .filter(opened_bids::Column::TenderId.eq(tender.0))
        .filter(opened_bids::Column::OrganisationId.eq(organisation.0));
    Ok(own.count(caller.db()).await.stored()? > 0)
}

async fn own_row(caller: &Caller, tender: &str) -> Result<(tenders::Model, Tender, opened_bids::Model), Failure> {
    let own = caller.officer()?.organisation;
    let (row, tender) = tendering::load_published(caller.db(), tender).await?;
    let opened = opened_bids::Entity::find()
        .filter(opened_bids::Column::TenderId.eq(tender.id.0))
        .filter(opened_bids::Column::OrganisationId.eq(own.0))
        .one(caller.db())
        .await
        .stored()?;
    Ok((row, tender, opened.ok_or(Failure::NotFound)?))
}
