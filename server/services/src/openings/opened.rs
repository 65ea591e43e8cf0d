//! The bids of a tender that were opened, read or not: everybody who took part, for those who write to them and count.

use crate::entities::opened_bids;
use crate::failure::{Failure, Stored};
use domain::bids::{EnvelopeKind, Unreadable};
use domain::ids::{BidId, OrganisationId};
use domain::tenders::{Envelopes, Tender};
use sea_orm::QueryOrder;
use sea_orm::prelude::*;

/// A bid whose first envelope was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct OpenedBid {
    /// The bid.
    pub bid: BidId,
    /// Whose it is.
    pub supplier: OrganisationId,
    /// Why that envelope could not be read, if it could not.
    pub unreadable: Option<Unreadable>,
}

/// Every opened bid of a tender, in the order of their ids, which tells nothing.
pub(crate) async fn opened_of(db: &impl ConnectionTrait, tender: &Tender) -> Result<Vec<OpenedBid>, Failure> {
    let rows = opened_bids::Entity::find()
        .filter(opened_bids::Column::TenderId.eq(tender.id.0))
        .order_by_asc(opened_bids::Column::BidId)
        .all(db)
        .await
        .stored()?;
    rows.into_iter()
        .map(|row| {
            let (bid, supplier) = (BidId(row.bid_id), OrganisationId(row.organisation_id));
            Ok(OpenedBid { bid, supplier, unreadable: why_unread(&row, tender)? })
        })
        .collect()
}

/// The envelope that is opened first: the technical one, or the only one.
pub(crate) fn first_envelope(tender: &Tender) -> EnvelopeKind {
    let single = tender.draft.scheme.as_ref().is_some_and(|scheme| scheme.envelopes == Envelopes::Single);
    if single { EnvelopeKind::Price } else { EnvelopeKind::Technical }
}

fn why_unread(row: &opened_bids::Model, tender: &Tender) -> Result<Option<Unreadable>, Failure> {
    let outcome = match first_envelope(tender) {
        EnvelopeKind::Technical => &row.technical_outcome,
        EnvelopeKind::Price => &row.price_outcome,
    };
    if outcome == "opened" {
        return Ok(None);
    }
    let why = Unreadable::parse(outcome);
    why.map(Some).ok_or_else(|| Failure::impossible(format!("the first envelope of bid {} was not opened", row.bid_id)))
}
