//! A tender with its evaluation, for those whose award it is; and everything that stands against an award now.

use super::store::AwardFile;
use crate::caller::Caller;
use crate::change::Change;
use crate::entities::{audit_entries, organisations, tenders};
use crate::failure::{Failure, Stored};
use crate::tenders as tendering;
use crate::{evaluation, suppliers};
use domain::accounts::Role;
use domain::actor::Officer;
use domain::awards::assessed::{bidder_of, open_price_queries, panel_of, price_of};
use domain::awards::{ApprovalFacts, AwardRefusal, Eligibility, RankedBid, Recommendation, Standings, ranked_bids};
use domain::evaluation::Evaluation;
use domain::event::Event;
use domain::ids::{BidId, OrganisationId, PersonId, TenderId};
use domain::money::Money;
use domain::suppliers::SupplierState;
use domain::tenders::{ApprovingBody, Subject, Tender};
use domain::text::Trilingual;
use domain::time::Timestamp;
use sea_orm::QueryOrder;
use sea_orm::prelude::*;
use std::collections::HashMap;

/// A tender with its evaluation.
pub(super) struct Dossier {
    pub row: tenders::Model,
    pub tender: Tender,
    pub evaluation: Option<Evaluation>,
    pub evaluation_version: i64,
}

impl Dossier {
    /// For reading, if the officer may know of the award.
    pub async fn load(caller: &Caller, reference: &str) -> Result<Dossier, Failure> {
        let row = tendering::public_row(caller.db(), reference).await?;
        let evaluation = evaluation::store::of_tender(caller, caller.db(), TenderId(row.id)).await?;
        Dossier::of(caller.officer()?, row, evaluation)
    }

    /// The same, with tender and evaluation locked to the end of the change.
    pub async fn lock(change: &Change, reference: &str) -> Result<Dossier, Failure> {
        let row = tendering::lock_public_row(change, reference).await?;
        let evaluation = evaluation::store::lock(change, TenderId(row.id)).await?;
        Dossier::of(change.caller().officer()?, row, evaluation)
    }

    /// The same for somebody who runs tenders in its department; another's does not exist.
    pub async fn lock_own(change: &Change, reference: &str) -> Result<Dossier, Failure> {
        let dossier = Dossier::lock(change, reference).await?;
        let officer = change.caller().officer()?;
        let own = dossier.row.organisation_id == officer.organisation.0;
        if own && !dossier.left(officer.person) { Ok(dossier) } else { Err(Failure::NotFound) }
    }

    fn of(officer: &Officer, row: tenders::Model, found: Option<(Evaluation, i64)>) -> Result<Dossier, Failure> {
        let tender = tendering::tender_of(&row)?;
        let (evaluation, evaluation_version) = found.map_or((None, 0), |(one, version)| (Some(one), version));
        let dossier = Dossier { row, tender, evaluation, evaluation_version };
        if dossier.is_known_to(officer) { Ok(dossier) } else { Err(Failure::NotFound) }
    }

    /// Its department's officers, its panel, the boards, and those who review everybody.
    fn is_known_to(&self, officer: &Officer) -> bool {
        let own = self.row.organisation_id == officer.organisation.0;
        let works = [Role::DepartmentOfficer, Role::DepartmentProcurement, Role::DepartmentApprover];
        let reviews = [Role::Board, Role::Head, Role::Auditor, Role::SpendReviewer];
        own && works.iter().any(|role| officer.has(*role))
            || reviews.iter().any(|role| officer.has(*role))
            || self.sits(officer.person)
    }

    /// Sits on its panel, or did: then they decide on nothing here.
    pub fn assesses(&self, person: PersonId) -> bool {
        self.tender.draft.people.assesses(person)
            || self.evaluation.as_ref().is_some_and(|one| panel_of(one).contains(&person))
    }

    /// Left its panel, over a conflict say, and has no other part in the tender since (S7).
    pub fn left(&self, person: PersonId) -> bool {
        self.evaluation.as_ref().is_some_and(|one| one.left_the_panel(person))
    }

    /// May read marks and prices of every bid once the report is signed; the others read the decision alone.
    pub fn shows_bids_to(&self, officer: &Officer) -> bool {
        if self.left(officer.person) {
            return false;
        }
        let own = self.row.organisation_id == officer.organisation.0;
        let decides = [Role::DepartmentProcurement, Role::DepartmentApprover];
        own && decides.iter().any(|role| officer.has(*role))
            || [Role::Board, Role::Auditor].iter().any(|role| officer.has(*role))
            || self.sits(officer.person)
    }

    /// Sits on its panel now: whoever was replaced, for a conflict say, reads no bid any more (S7).
    fn sits(&self, person: PersonId) -> bool {
        let panel = self.evaluation.as_ref().and_then(|one| one.papers().panel.as_ref());
        panel.map_or_else(|| self.tender.draft.people.assesses(person), |panel| panel.has(person))
    }

    /// The evaluation, once everybody signed its report.
    pub fn reported(&self) -> Result<&Evaluation, AwardRefusal> {
        let evaluation = self.evaluation.as_ref().ok_or(AwardRefusal::ReportNotSigned)?;
        domain::awards::assessed::report_signed(evaluation)?;
        Ok(evaluation)
    }

    /// Only one bid was ranked, so that no other shows whether its price is reasonable (E9).
    pub fn single_bid(&self) -> bool {
        let ranking = self.evaluation.as_ref().and_then(|one| one.papers().ranking.as_ref());
        ranking.is_some_and(|ranking| ranking.single_bid)
    }

    /// What the panel recommends, and its evaluated price.
    pub fn recommended(&self) -> Result<(BidId, OrganisationId, Money), Failure> {
        let evaluation = self.reported()?;
        let strange =
            || Failure::impossible(format!("{} has a report without a priced recommendation", self.row.reference));
        let bid = evaluation.papers().recommendation.as_ref().ok_or_else(strange)?.bid;
        let supplier = bidder_of(evaluation, bid).ok_or_else(strange)?;
        Ok((bid, supplier, price_of(evaluation, bid).ok_or_else(strange)?))
    }

    /// When bids closed.
    pub fn closes_at(&self) -> Timestamp {
        tendering::closes_at(&self.tender)
    }
}

/// Names of the suppliers behind the bids.
pub(super) async fn names(
    db: &impl ConnectionTrait,
    suppliers: impl IntoIterator<Item = OrganisationId>,
) -> Result<HashMap<OrganisationId, Trilingual>, Failure> {
    let ids: Vec<Uuid> = suppliers.into_iter().map(|one| one.0).collect();
    let rows = organisations::Entity::find().filter(organisations::Column::Id.is_in(ids)).all(db).await.stored()?;
    let name = |row: organisations::Model| {
        let name = Trilingual { en: row.name_en, zh_hant: row.name_zh_hant, zh_hans: row.name_zh_hans };
        (OrganisationId(row.id), name)
    };
    Ok(rows.into_iter().map(name).collect())
}

/// What the approving body has before it, as things stand now.
pub(super) async fn facts(
    db: &impl ConnectionTrait,
    dossier: &Dossier,
    file: &AwardFile,
    (approvers, tier): (Vec<PersonId>, ApprovingBody),
    now: Timestamp,
) -> Result<ApprovalFacts, Failure> {
    let evaluation = dossier.reported()?;
    let (_, _, value) = dossier.recommended()?;
    let purchase = dossier.tender.draft.purchase.as_ref();
    let project = purchase.filter(|purchase| purchase.computerisation);
    Ok(ApprovalFacts {
        ranked: ranked(db, dossier, now).await?,
        recommendation: file.recommendation.clone(),
        panel: panel_of(evaluation),
        approvers,
        tier,
        validity: vec![file.validity.clone()],
        open_price_queries: open_price_queries(evaluation),
        checks: file.checks.clone(),
        vetting: file.vetting.clone(),
        subject: purchase.map_or(Subject::Services, |purchase| purchase.subject),
        value,
        other_lots: purchase.map_or(Money::ZERO, |purchase| purchase.other_lots),
        project_cost: project.and_then(|purchase| purchase.whole().ok()),
        finance_committee_on: file.finance_committee_on,
        published_on: dossier.tender.rules_day(now),
    })
}

/// Every bid that was ranked, with how its supplier stood at the close and stands now (S21).
pub(super) async fn ranked(
    db: &impl ConnectionTrait,
    dossier: &Dossier,
    now: Timestamp,
) -> Result<Vec<RankedBid>, Failure> {
    let evaluation = dossier.reported()?;
    let mut standings = HashMap::new();
    for bidder in &evaluation.papers().bidders {
        let at_close = eligibility(db, bidder.supplier, dossier.closes_at(), now).await?;
        let at_award = eligibility(db, bidder.supplier, now, now).await?;
        standings.insert(bidder.supplier, Standings { at_close, at_award });
    }
    let unknown = Standings { at_close: Eligibility::Eligible, at_award: Eligibility::Eligible };
    Ok(ranked_bids(evaluation, |supplier| standings.get(&supplier).copied().unwrap_or(unknown)))
}

/// A recommendation as the panel signed it, without the approving body's own reason.
pub(super) fn as_recommended(bid: BidId) -> Recommendation {
    Recommendation { bid, reason_for_other: None }
}

/// How a supplier stood at an instant: by the log where it moved since, by its file where it did not.
async fn eligibility(
    db: &impl ConnectionTrait,
    supplier: OrganisationId,
    at: Timestamp,
    now: Timestamp,
) -> Result<Eligibility, Failure> {
    let (_, file) = match suppliers::of_organisation(db, supplier).await {
        Err(Failure::NotFound) => return Err(Failure::impossible("a bid of somebody who is no supplier")),
        found => found?,
    };
    let moved = audit_entries::Entity::find()
        .filter(audit_entries::Column::SubjectId.eq(supplier.0))
        .filter(audit_entries::Column::Event.eq("supplier.moved"))
        .filter(audit_entries::Column::At.gt(at.millis()))
        .filter(audit_entries::Column::At.lte(now.millis()))
        .order_by_asc(audit_entries::Column::Position)
        .one(db)
        .await
        .stored()?;
    let before = |entry: audit_entries::Model| match serde_json::from_str(&entry.body) {
        Ok(Event::SupplierMoved { from, .. }) => Some(from),
        _ => None,
    };
    let standing = moved.and_then(before).unwrap_or_else(|| file.standing(at));
    Ok(match standing {
        SupplierState::Suspended => Eligibility::Suspended,
        SupplierState::Debarred => Eligibility::Debarred,
        _ => Eligibility::Eligible,
    })
}
