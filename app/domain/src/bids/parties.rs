//! Who stands behind a bid, and which bids belong together.
//!
//! A supplier bids once for a lot. Related companies may each bid when they say so; a joint bid lists its members.
//! Because nobody may learn who else bids, links are looked for only after the opening, and flagged, never refused.
//! Source: S20.

use crate::ids::{BidId, OrganisationId};

/// Who stands behind a bid beside the bidder.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Parties {
    /// Members of a joint bid.
    pub members: Vec<OrganisationId>,
    /// Related companies the bidder declares.
    pub related: Vec<OrganisationId>,
}

/// Two opened bids that are not independent of each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Linked {
    /// One.
    pub one: BidId,
    /// The other.
    pub other: BidId,
    /// They share a member; otherwise a company was declared as related.
    pub shares_member: bool,
}

/// The pairs of opened bids for a lot that share a member or of which one declares the other's company.
pub fn linked(bids: &[(BidId, OrganisationId, Parties)]) -> Vec<Linked> {
    let mut pairs = Vec::new();
    for (index, one) in bids.iter().enumerate() {
        for other in bids.iter().skip(index + 1) {
            let shares_member = stands_behind(one).any(|party| stands_behind(other).any(|second| second == party));
            if shares_member || declares(one, other) || declares(other, one) {
                pairs.push(Linked { one: one.0, other: other.0, shares_member });
            }
        }
    }
    pairs
}

fn stands_behind(bid: &(BidId, OrganisationId, Parties)) -> impl Iterator<Item = OrganisationId> {
    std::iter::once(bid.1).chain(bid.2.members.iter().copied())
}

fn declares(one: &(BidId, OrganisationId, Parties), other: &(BidId, OrganisationId, Parties)) -> bool {
    stands_behind(other).any(|party| one.2.related.contains(&party))
}
