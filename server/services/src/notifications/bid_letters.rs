//! What a close and an opening tell: officers, that bids can be opened and how many there are; every bidder, what became
//! of its own. Before the opening no letter goes to a bidder, for it would show that there is a bid.

use super::recipients::{Post, holders, put};
use super::tender_letters::facts_of;
use super::{Facts, Letter};
use crate::bids::{Invitation, all_of_tender};
use crate::change::Change;
use crate::entities::tenders;
use crate::failure::{Failure, Stored};
use crate::openings::{first_envelope, opened_of};
use crate::tenders as tendering;
use domain::accounts::Role;
use domain::bids::{BidEvent, BidState, EnvelopeKind};
use domain::ids::{BidId, TenderId};
use domain::tenders::Tender;
use sea_orm::prelude::*;
use std::collections::BTreeSet;

/// Writes the letters of an event of bids; returns how many.
pub(super) async fn write(change: &Change, event: &BidEvent) -> Result<usize, Failure> {
    match event {
        BidEvent::Closed { tender, bids, .. } => About::of(change, *tender, *bids).await?.closed().await,
        BidEvent::Opened { tender, kind, bids, .. } => About::of(change, *tender, *bids).await?.opened(*kind).await,
        BidEvent::OpenedAgain { tender, kind, read, .. } => {
            About::of(change, *tender, 0).await?.read_after_all(*kind, read).await
        }
        BidEvent::Rescued { tender, kind, bid, .. } => {
            About::of(change, *tender, 0).await?.read_after_all(*kind, &[*bid]).await
        }
        BidEvent::KeysWanting { tender, usable, stale } => {
            super::key_letters::write(change, *tender, *usable, stale).await
        }
        _ => Ok(0),
    }
}

/// Those of a company who bid.
pub(super) async fn company(change: &Change, organisation: Uuid) -> Result<Vec<Uuid>, Failure> {
    let mut people = BTreeSet::new();
    for role in [Role::SupplierAdmin, Role::SupplierBidder] {
        people.extend(holders(change, role, Some(organisation)).await?);
    }
    Ok(people.into_iter().collect())
}

/// Companies whose bid lapsed at the close, because they did not confirm it under an addendum that changed much (M10).
pub(super) async fn lapsed_at_close(change: &Change, reference: &str) -> Result<Vec<Uuid>, Failure> {
    let invitation = tendering::invitation(change.db(), reference).await?;
    lapsed(change, &invitation).await
}

async fn lapsed(change: &Change, invitation: &Invitation) -> Result<Vec<Uuid>, Failure> {
    let (tender, closes_at) = (invitation.terms.tender, invitation.terms.closes_at);
    let mut companies = Vec::new();
    for record in all_of_tender(change, tender).await? {
        // The clock lapsed it; what a step lapsed is told with that step.
        let by_clock = record.state != BidState::Lapsed;
        if by_clock && record.bid(invitation)?.standing(closes_at, change.now()) == BidState::Lapsed {
            companies.push(record.organisation.0);
        }
    }
    companies.sort_unstable();
    Ok(companies)
}

/// The panel, once it is appointed.
async fn panel_of(change: &Change, tender: TenderId) -> Result<Vec<Uuid>, Failure> {
    let found = crate::evaluation::store::of_tender(change.caller(), change.db(), tender).await?;
    let panel = found.and_then(|(evaluation, _)| evaluation.papers().panel.clone());
    Ok(panel.iter().flat_map(|panel| panel.people()).map(|person| person.0).collect())
}

/// A tender, and what letters about its bids are filled with.
struct About<'a> {
    change: &'a Change,
    row: tenders::Model,
    tender: Tender,
    facts: Facts,
}

impl<'a> About<'a> {
    async fn of(change: &'a Change, tender: TenderId, bids: u32) -> Result<About<'a>, Failure> {
        let missing = || Failure::impossible(format!("a letter is about tender {tender}, which is not there"));
        let row = tenders::Entity::find_by_id(tender.0).one(change.db()).await.stored()?.ok_or_else(missing)?;
        let tender = tendering::tender_of(&row)?;
        // Estimate and drafter are nobody's business in these letters.
        let facts = Facts { price: None, person: String::new(), bids, ..facts_of(change, &row, "").await? };
        Ok(About { change, row, tender, facts })
    }

    /// Nobody knew before how many there are.
    async fn closed(self) -> Result<usize, Failure> {
        let own = Some(self.row.organisation_id);
        let mut officers: BTreeSet<Uuid> =
            self.tender.draft.people.openers.iter().map(|opener| opener.person.0).collect();
        officers.extend(holders(self.change, Role::DepartmentProcurement, own).await?);
        if self.facts.bids > 0 {
            return self.to(officers, Letter::BidsClosed, &self.inside("opening")).await;
        }
        officers.extend(holders(self.change, Role::Head, None).await?);
        let mut written = self.to(officers, Letter::BidsNone, &self.inside("award")).await?;
        let office = holders(self.change, Role::Curator, None).await?;
        written += self.to(office, Letter::BidsNone, &self.facts).await?;
        Ok(written)
    }

    /// Each bidder hears of its own bid once, at the first opening.
    async fn opened(self, kind: EnvelopeKind) -> Result<usize, Failure> {
        if kind != first_envelope(&self.tender) {
            return Ok(0);
        }
        let own = Facts { path: format!("/tenders/{}/bid", self.row.reference), ..self.facts.clone() };
        let opened = opened_of(self.change.db(), &self.tender).await?;
        let mut written = 0;
        for bid in &opened {
            let letter = if bid.unreadable.is_some() { Letter::BidUnreadable } else { Letter::BidOpened };
            let facts = Facts { unreadable: bid.unreadable, ..own.clone() };
            written += self.to(company(self.change, bid.supplier.0).await?, letter, &facts).await?;
        }
        let by_keys = super::key_letters::lapsed_by_keys(self.change, &self.row.reference).await?;
        for organisation in lapsed_at_close(self.change, &self.row.reference).await? {
            let by_keys = by_keys.contains(&organisation);
            let letter = if by_keys { Letter::BidLapsedKeys } else { Letter::BidLapsed };
            written += self.to(company(self.change, organisation).await?, letter, &own).await?;
        }
        if !opened.is_empty() && opened.iter().all(|bid| bid.unreadable.is_some()) {
            let mut officers = BTreeSet::new();
            for role in [Role::DepartmentProcurement, Role::DepartmentApprover] {
                officers.extend(holders(self.change, role, Some(self.row.organisation_id)).await?);
            }
            written += self.to(officers, Letter::BidsUnreadable, &self.inside("award")).await?;
        }
        Ok(written)
    }

    /// Bidders hear that theirs was read after all; procurement and the panel, that it joins the others; whoever
    /// appointed the panel, that conflicts are to be assessed for it too.
    async fn read_after_all(self, kind: EnvelopeKind, bids: &[BidId]) -> Result<usize, Failure> {
        if bids.is_empty() {
            return Ok(0);
        }
        let own = Facts { path: format!("/tenders/{}/bid/opened", self.row.reference), ..self.facts.clone() };
        let mut written = 0;
        for bid in opened_of(self.change.db(), &self.tender).await?.iter().filter(|one| bids.contains(&one.bid)) {
            written += self.to(company(self.change, bid.supplier.0).await?, Letter::BidReadAfterAll, &own).await?;
        }
        let department = Some(self.row.organisation_id);
        let panel = panel_of(self.change, self.tender.id).await?;
        let mut officers = holders(self.change, Role::DepartmentProcurement, department).await?;
        officers.extend(&panel);
        let letter = if kind == first_envelope(&self.tender) { Letter::BidJoins } else { Letter::PriceJoins };
        written += self.to(BTreeSet::from_iter(officers), letter, &self.inside("evaluation")).await?;
        if letter == Letter::BidJoins && !panel.is_empty() {
            let approvers = holders(self.change, Role::DepartmentApprover, department).await?;
            written += self.to(approvers, Letter::EvaluationRenewConflicts, &self.inside("evaluation")).await?;
        }
        Ok(written)
    }

    fn inside(&self, page: &str) -> Facts {
        Facts { path: format!("/workspace/tenders/{}/{page}", self.row.reference), ..self.facts.clone() }
    }

    /// Writes to each of these people.
    async fn to(
        &self,
        people: impl IntoIterator<Item = Uuid>,
        letter: Letter,
        facts: &Facts,
    ) -> Result<usize, Failure> {
        let mut written = 0;
        for person in people {
            put(self.change, Post::Person(person), letter, facts).await?;
            written += 1;
        }
        Ok(written)
    }
}
