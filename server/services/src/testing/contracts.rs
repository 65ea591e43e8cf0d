//! Short cuts to contracts: a final award is put into the store as the domain makes it, the rest through the same
//! operations as the pages.

use super::{Office, TenderTeam, form};
use crate::contracts;
use crate::entities::{awards, budget_allocations, budget_lines, suppliers, tenders};
use crate::tenders::tender_of;
use domain::awards::{
    ApprovalFacts, Award, BidValidity, Check, CheckKind, CheckResult, Eligibility, NewAward, RankedBid, Recommendation,
};
use domain::ids::{AwardId, BidId, OrganisationId};
use domain::locale::Locale;
use domain::money::Money;
use domain::tenders::ApprovingBody;
use domain::time::{Day, Timestamp};
use sea_orm::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, IntoActiveModel};

/// Signs for the first sample supplier.
pub const SUPPLIER_ADMIN: &str = "kw.cheng";
/// Signs for the second.
pub const RIVAL_ADMIN: &str = "mh.leung";
/// Accepts work in the Transport Department.
pub const TD_USER: &str = "wk.ho";
/// Pays in the Transport Department.
pub const TD_FINANCE: &str = "ky.ng";
/// Approves in the Transport Department beside the one whom the tender names.
pub const TD_SECOND_APPROVER: &str = "sm.lee";

/// The day bidders are told of the award: a Monday, so the standstill is over on Friday 15 January.
pub const NOTIFIED_ON: &str = "2027-01-04";
/// The first day on which its contract may be signed.
pub const SIGNABLE_ON: &str = "2027-01-15";

impl Office {
    /// Sets the clock to ten in the morning of a day.
    ///
    /// # Panics
    ///
    /// When it is no day.
    pub fn on(&self, day: &str) {
        self.services.clock.set(Day::parse(day).expect("a day").starts_at().plus_minutes(600));
    }

    /// A tender awarded to the first sample supplier for a million dollars, final since today, 15 January 2027, with
    /// two million dollars on its line in each year; its reference.
    ///
    /// # Panics
    ///
    /// When a step is refused.
    pub async fn awarded(&self, team: &TenderTeam) -> String {
        self.keys_held(team).await;
        let reference = self.tender_published(team).await;
        self.allocate(team, 2_000_000).await;
        let notified_at = Day::parse(NOTIFIED_ON).expect("a day").starts_at().plus_minutes(600);
        let award = self.award(team, &reference, notified_at).await;
        self.on(SIGNABLE_ON);
        let award = award.confirm(self.services.clock.now()).expect("the standstill is over");
        self.put_award(team, &award).await;
        reference
    }

    /// A contract that waits for the supplier, of an award that is final since some days, without moving the clock; the
    /// references of its tender and its own.
    ///
    /// # Panics
    ///
    /// When a step is refused.
    pub async fn contract_sent_today(&self, team: &TenderTeam) -> (String, String) {
        self.keys_held(team).await;
        let tender = self.tender_published(team).await;
        self.allocate(team, 2_000_000).await;
        let now = self.services.clock.now();
        let award = self.award(team, &tender, now.plus_minutes(-30 * 24 * 60)).await;
        self.put_award(team, &award.confirm(now).expect("the standstill is over")).await;
        let procurement = self.person(team.procurement).await;
        let drawn = contracts::draw_up(&procurement, self.once(), &tender, &contract_form()).await;
        let reference = drawn.expect("a contract");
        contracts::make_ready(&procurement, &reference).await.expect("a complete contract");
        (tender, reference)
    }

    /// So many dollars on the line of a department in each year from 2026 to 2029.
    ///
    /// # Panics
    ///
    /// When there is no line.
    pub async fn allocate(&self, team: &TenderTeam, dollars: i64) {
        let own = self.person(team.procurement).await.officer().expect("an officer").organisation.0;
        let db = self.services.db.writer();
        let line = budget_lines::Entity::find().filter(budget_lines::Column::OrganisationId.eq(own));
        let line = line.one(db).await.expect("lines can be read").expect("a line");
        for year in 2026..=2029 {
            let left = crate::orders::line_left(db, line.id).await.expect("what is left");
            let left = left.into_iter().find(|(known, _)| known.0 == year).map_or(Money::ZERO, |(_, left)| left);
            let known = budget_allocations::Entity::find_by_id((line.id, year)).one(db).await.expect("allocations");
            let allocated = known.map_or(0, |row| row.allocated_cents) - left.cents() + dollars * 100;
            let row = budget_allocations::ActiveModel {
                line_id: Set(line.id),
                year: Set(year),
                allocated_cents: Set(allocated),
            };
            let conflict = OnConflict::columns([budget_allocations::Column::LineId, budget_allocations::Column::Year])
                .update_column(budget_allocations::Column::AllocatedCents)
                .to_owned();
            let stored = budget_allocations::Entity::insert(row).on_conflict(conflict).exec_without_returning(db);
            stored.await.expect("an allocation");
        }
    }

    /// An award to the first sample supplier, as the approving body makes it; not stored.
    ///
    /// # Panics
    ///
    /// When it is refused.
    pub async fn award(&self, team: &TenderTeam, tender: &str, notified_at: Timestamp) -> Award {
        let db = self.services.db.reader();
        let row = tenders::Entity::find().filter(tenders::Column::Reference.eq(tender)).one(db).await;
        let tender = tender_of(&row.expect("tenders can be read").expect("the tender")).expect("a tender");
        let supplier = suppliers::Entity::find().filter(suppliers::Column::Reference.eq("SUP-0001")).one(db).await;
        let supplier = OrganisationId(supplier.expect("suppliers can be read").expect("the supplier").id);
        let bid = BidId(self.services.random.id());
        let mut panel = Vec::new();
        for who in team.panel {
            panel.push(self.person(who).await.officer().expect("an officer").person);
        }
        let approver = self.person(team.approver).await.officer().expect("an officer").person;
        let facts = ApprovalFacts {
            ranked: vec![RankedBid {
                bid,
                supplier,
                place: 1,
                combined: 9_000,
                price: Money::from_dollars(1_000_000),
                at_close: Eligibility::Eligible,
                at_award: Eligibility::Eligible,
            }],
            recommendation: Recommendation { bid, reason_for_other: None },
            approvers: vec![approver],
            tier: ApprovingBody::DepartmentCommittee,
            validity: vec![BidValidity { bid, through: notified_at.day().plus_days(90), extension: None }],
            open_price_queries: Vec::new(),
            checks: CheckKind::ALL
                .iter()
                .map(|kind| Check {
                    kind: *kind,
                    by: panel[0],
                    at: notified_at,
                    evidence: "looked up".to_owned(),
                    confirmed_by_issuer: Some("the issuer".to_owned()),
                    result: CheckResult::Satisfactory,
                })
                .collect(),
            vetting: None,
            subject: tender.draft.purchase.as_ref().expect("a purchase").subject,
            value: Money::from_dollars(1_000_000),
            other_lots: Money::ZERO,
            project_cost: None,
            finance_committee_on: None,
            published_on: tender.progress.notice.as_ref().expect("a notice").published_at.day(),
            panel,
        };
        let new = NewAward { id: AwardId(self.services.random.id()), tender: tender.id, lot: None };
        Award::approve(new, &facts, notified_at).expect("an award")
    }

    /// Puts an award into the store, or a new state of one that is there.
    ///
    /// # Panics
    ///
    /// When it cannot be stored.
    pub async fn put_award(&self, team: &TenderTeam, award: &Award) {
        let recommender = self.person(team.panel[0]).await.officer().expect("an officer").person.0;
        let approver = self.person(team.approver).await.officer().expect("an officer").person.0;
        let db = self.services.db.writer();
        let row = awards::Model {
            id: award.id.0,
            tender_id: award.tender.0,
            round: 1,
            state: award.state.code().to_owned(),
            bid_id: award.bid.0,
            supplier_id: award.supplier.0,
            value_cents: award.value.cents(),
            tier: award.tier.code().to_owned(),
            recommended_by: recommender,
            recommended_at: award.notified_at.millis(),
            approved_by: Some(approver),
            notified_at: Some(award.notified_at.millis()),
            signable_from: Some(award.signable_from().millis()),
            confirmed_at: Some(self.services.clock.now().millis()),
            end_reason: String::new(),
            award_json: Some(serde_json::to_string(award).expect("an award as text")),
            file_closed: Vec::new(),
            version: 0,
        };
        let there = awards::Entity::find_by_id(row.id).one(db).await.expect("awards can be read");
        match there {
            None => awards::Entity::insert(row.into_active_model()).exec_without_returning(db).await.map(|_| ()),
            Some(_) => {
                let columns = awards::ActiveModel {
                    state: Set(row.state.clone()),
                    award_json: Set(row.award_json.clone()),
                    notified_at: Set(row.notified_at),
                    signable_from: Set(row.signable_from),
                    ..Default::default()
                };
                let update = awards::Entity::update_many().set(columns).filter(awards::Column::Id.eq(row.id));
                update.exec(db).await.map(|_| ())
            }
        }
        .expect("an award");
    }

    /// A drawn up contract of the award: 24 months from 1 February 2027; $600,000 for setting up by 31 March, $400,000
    /// for the rest by 31 December 2028; two apprentices promised by 31 December 2027. Its reference.
    ///
    /// # Panics
    ///
    /// When it is refused.
    pub async fn drawn_up(&self, team: &TenderTeam) -> String {
        let tender = self.awarded(team).await;
        let procurement = self.person(team.procurement).await;
        contracts::draw_up(&procurement, self.once(), &tender, &contract_form()).await.expect("a contract")
    }

    /// A contract that waits for the supplier; its reference.
    ///
    /// # Panics
    ///
    /// When it is refused.
    pub async fn contract_ready(&self, team: &TenderTeam) -> String {
        let reference = self.drawn_up(team).await;
        contracts::make_ready(&self.person(team.procurement).await, &reference).await.expect("a complete contract");
        reference
    }

    /// A contract that waits for the department; its reference.
    ///
    /// # Panics
    ///
    /// When it is refused.
    pub async fn contract_signed_by_supplier(&self, team: &TenderTeam) -> String {
        let reference = self.contract_ready(team).await;
        let admin = self.person(SUPPLIER_ADMIN).await;
        let signature = self.signature(&reference).await;
        contracts::sign_for_company(&admin, &reference, &signature).await.expect("the supplier's signature");
        reference
    }

    /// The form of a signature under the text as it stands.
    ///
    /// # Panics
    ///
    /// When there is no such contract.
    pub async fn signature(&self, reference: &str) -> domain::form::Fields {
        let view = contracts::show(&self.person(super::BOARD).await, Locale::En, reference).await.expect("a contract");
        form(&[("password", super::PASSWORD), ("seen", &view.text)])
    }

    /// A contract in force; its reference.
    ///
    /// # Panics
    ///
    /// When it is refused.
    pub async fn contract_in_force(&self, team: &TenderTeam) -> String {
        let reference = self.contract_signed_by_supplier(team).await;
        let approver = self.person(team.approver).await;
        let signature = self.signature(&reference).await;
        contracts::sign(&approver, &reference, &signature).await.expect("the department's signature");
        reference
    }
}

/// The form of a complete contract.
pub fn contract_form() -> domain::form::Fields {
    form(&[
        ("starts_on", "2027-02-01"),
        ("performance", "A monthly report of accuracy and waiting time"),
        ("service_levels", "99.5% of office hours"),
        ("data_terms", "Recordings stay in Hong Kong and are deleted after 30 days"),
        ("milestone_1_title", "Set up and tested"),
        ("milestone_1_due", "2027-03-31"),
        ("milestone_1_amount", "600,000"),
        ("milestone_2_title", "Two years of use"),
        ("milestone_2_due", "2028-12-31"),
        ("milestone_2_amount", "400,000"),
        ("promise_apprentice_places", "2"),
        ("promise_apprentice_places_due", "2027-12-31"),
    ])
}
