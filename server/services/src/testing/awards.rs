//! Short cuts to a panel's signed report and to what follows from it. The report is built with the steps of the rules
//! and put where it is kept; from then on the same operations as the pages are used.

use super::{BIDDER, Office, RIVAL, TenderTeam, form};
use crate::entities::{opened_bids, tenders};
use crate::tenders::tender_of;
use crate::{Failure, awards, evaluation, tenders as tendering};
use domain::bids::BidEvent;
use domain::evaluation::{
    Assessor, Bidder, Consensus, Criterion, EvaluatedPrice, Evaluation, Hurdle, Interest, Mark, Marking, Model,
    OpenedPrice, Scheme, Score, Terms, Weights,
};
use domain::form::Fields;
use domain::ids::{BidId, OrganisationId, PersonId};
use domain::locale::Locale;
use domain::money::Money;
use domain::tenders::decision::TechnicalReport;
use domain::tenders::{Comparison, ConflictAssessment, Tender};
use domain::time::{Day, Timestamp};
use sea_orm::Set;
use sea_orm::prelude::*;

/// How the rival's bid fares in a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rival {
    /// Comes second.
    Second,
    /// Misses the pass mark, so that its price is never opened.
    Fails,
}

/// A tender whose panel signed its report.
#[derive(Debug, Clone)]
pub struct Reported {
    /// The tender's reference.
    pub reference: String,
    /// The bid of [`BIDDER`], which is recommended.
    pub first: BidId,
    /// The bid of [`RIVAL`].
    pub second: BidId,
}

impl Office {
    /// A report that recommends the first bid at so many dollars, on Monday 11 January 2027 at ten.
    ///
    /// # Panics
    ///
    /// When a step is refused.
    pub async fn report_laid_out(&self, team: &TenderTeam, dollars: i64, rival: Rival) -> Reported {
        self.keys_held(team).await;
        let reference = self.tender_published(team).await;
        self.services.clock.set(ten_on("2027-01-11"));
        let (first, second) = (BidId(self.services.random.id()), BidId(self.services.random.id()));
        let bidders = [(first, BIDDER), (second, RIVAL)];
        let mut listed = Vec::new();
        for (bid, who) in bidders {
            listed.push(Bidder { bid, supplier: self.organisation_of(who).await });
        }
        let change = self.person(team.procurement).await.begin().await.expect("a change");
        let row = tenders::Entity::find().filter(tenders::Column::Reference.eq(&reference));
        let row = row.one(change.db()).await.expect("tenders can be read").expect("the tender");
        let tender = tender_of(&row).expect("a tender");
        let people = People { panel: self.ids(&team.panel).await, openers: self.ids(&team.openers[..2]).await };
        let now = change.now();
        let evaluation = report(&tender, listed.clone(), &people, (dollars, rival), now);
        for (bidder, dollars) in listed.iter().zip([Some(dollars), (rival == Rival::Second).then_some(dollars)]) {
            let row = opened_bids::ActiveModel {
                bid_id: Set(bidder.bid.0),
                tender_id: Set(tender.id.0),
                lot_id: Set(tender.draft.lots.first().expect("a lot").id.0),
                organisation_id: Set(bidder.supplier.0),
                received_at: Set(now.millis()),
                state: Set("opened".to_owned()),
                technical_outcome: Set("opened".to_owned()),
                technical_closed: Set(None),
                price_outcome: Set(dollars.map_or(String::new(), |_| "opened".to_owned())),
                price_closed: Set(None),
                version: Set(0),
            };
            opened_bids::Entity::insert(row).exec_without_returning(change.db()).await.expect("an opened bid");
        }
        evaluation::store::begin(&change, &evaluation).await.expect("an evaluation");
        let moved = opened(tender, &people, now);
        tendering::save(&change, &row, &moved, |_| {}).await.expect("a tender with open prices");
        change.commit(BidEvent::DraftSaved.into()).await.expect("a report");
        Reported { reference, first, second }
    }

    /// The fields that file a recommendation with every check in order.
    ///
    /// # Panics
    ///
    /// When nobody of the department may read the award.
    pub async fn recommendation_form(&self, team: &TenderTeam, reported: &Reported) -> Fields {
        let officer = self.person(team.procurement).await;
        let view = awards::show(&officer, Locale::En, &reported.reference).await.expect("the award's page");
        let mut fields = form(&[("version", &view.evaluation_version.to_string()), ("issuer", "Sales manager")]);
        for kind in domain::awards::CheckKind::ALL {
            fields.set(&format!("result_{}", kind.code()), "satisfactory");
            fields.set(&format!("evidence_{}", kind.code()), "Search 4711");
        }
        fields.set(&awards::reason_field(reported.first), "Highest combined score.");
        fields.set(&awards::reason_field(reported.second), "Fewer marks for the plan.");
        if view.needs_vetting {
            fields.set("vetting", "passed");
            fields.set("vetting_evidence", "Accounts of 2025");
        }
        if view.needs_committee {
            fields.set("finance_committee_on", "2027-01-08");
        }
        fields
    }

    /// A recommendation that waits for its approving body.
    ///
    /// # Panics
    ///
    /// When it is refused.
    pub async fn recommended(&self, team: &TenderTeam, dollars: i64, rival: Rival) -> Reported {
        let reported = self.report_laid_out(team, dollars, rival).await;
        let fields = self.recommendation_form(team, &reported).await;
        let officer = self.person(team.procurement).await;
        awards::recommend(&officer, &reported.reference, &fields).await.expect("a recommendation");
        reported
    }

    /// Decides on a recommendation as this person, on what it looks like now.
    pub async fn decide_award(&self, who: &str, reference: &str, step: &str) -> Result<(), Failure> {
        let caller = self.person(who).await;
        let view = awards::show(&caller, Locale::En, reference).await?;
        let version = view.round.map_or(0, |round| round.version).to_string();
        let fields = form(&[
            ("do", step),
            ("version", &version),
            ("comment", "Because of the test"),
            ("price_reasonable", "yes"),
        ]);
        awards::decide(&caller, reference, &fields).await
    }

    /// An award that bidders were told of and whose standstill runs through 21 January 2027.
    ///
    /// # Panics
    ///
    /// When it is refused.
    pub async fn award_told(&self, team: &TenderTeam) -> Reported {
        let reported = self.recommended(team, 1_300_000, Rival::Second).await;
        self.decide_award(team.approver, &reported.reference, "approve").await.expect("an approval");
        reported
    }

    /// An award that became final on 22 January 2027.
    ///
    /// # Panics
    ///
    /// When it is held up.
    pub async fn award_active(&self, team: &TenderTeam) -> Reported {
        let reported = self.award_told(team).await;
        self.services.clock.set(ten_on("2027-01-22"));
        assert_eq!(awards::settle(&self.system()).await.expect("a round").confirmed, 1);
        reported
    }

    /// The organisation of somebody.
    ///
    /// # Panics
    ///
    /// When nobody has that address.
    pub async fn organisation_of(&self, who: &str) -> OrganisationId {
        self.person(who).await.officer().expect("an officer").organisation
    }

    async fn ids(&self, people: &[&str]) -> Vec<PersonId> {
        let mut ids = Vec::new();
        for who in people {
            ids.push(self.person(who).await.officer().expect("an officer").person);
        }
        ids
    }
}

/// Ten in the morning of a day.
fn ten_on(day: &str) -> Timestamp {
    Day::parse(day).expect("a day").starts_at().plus_minutes(600)
}

struct People {
    panel: Vec<PersonId>,
    openers: Vec<PersonId>,
}

/// The tender with its prices open.
fn opened(tender: Tender, people: &People, now: Timestamp) -> Tender {
    let by = [people.openers[0], people.openers[1]];
    let renewed = ConflictAssessment { by: people.panel[0], on: now.day(), finding: "None.".to_owned() };
    let report = TechnicalReport { is_signed: true, passing: 1 };
    let opened = tender.open_technical(by, 2, now).expect("an opening");
    let evaluating = opened.start_evaluation(&[], &renewed, now).expect("an evaluation");
    evaluating.open_price(by, &report, now).expect("open prices")
}

/// The scheme of the evaluation, as the tender published it.
fn scheme_of(tender: &Tender) -> Scheme {
    let scheme = tender.draft.scheme.as_ref().expect("a scheme");
    let Comparison::Scored { weights, criteria, pass, .. } = &scheme.comparison else { panic!("a scored tender") };
    let criteria = criteria.iter().map(|one| Criterion {
        id: one.id,
        maximum: Score::from_hundredths(one.maximum),
        pass_mark: one.pass.map(Score::from_hundredths),
        marking: if one.innovation { Marking::Innovation } else { Marking::Points },
    });
    let weights = Weights::parse(weights.technical() / 100, weights.price() / 100).expect("weights");
    Scheme::parse(Model::Rated(weights), criteria.collect(), Some(Score::from_hundredths(*pass))).expect("a scheme")
}

/// A signed report: the first bid gets all marks, the other a half or, where it fails, a quarter.
fn report(
    tender: &Tender,
    bidders: Vec<Bidder>,
    people: &People,
    (dollars, rival): (i64, Rival),
    now: Timestamp,
) -> Evaluation {
    let scheme = scheme_of(tender);
    let terms = Terms {
        tender: tender.id,
        scheme: scheme.clone(),
        published_on: tender.rules_day(now),
        estimate: None,
        drafter: tender.draft.drafted_by,
    };
    let panel = people.panel.clone();
    let member = |(place, person): (usize, &PersonId)| Assessor {
        person: *person,
        team: format!("team {place}"),
        is_of_using_department: place == 0,
    };
    let assessors = panel.iter().enumerate().map(member).collect();
    let (first, second) = (bidders[0].bid, bidders[1].bid);
    let suppliers: Vec<_> = bidders.iter().map(|bidder| (bidder.supplier, Interest::None)).collect();
    let mark_of = |bid: BidId, criterion: &Criterion| {
        let whole = criterion.maximum.hundredths();
        let part = match (bid == first, rival) {
            (true, _) => whole,
            (false, Rival::Second) => whole / 200 * 100,
            (false, Rival::Fails) => whole / 400 * 100,
        };
        let part = if criterion.marking == Marking::Innovation && bid != first { whole / 4 } else { part };
        Score::from_hundredths(if rival == Rival::Second && bid != first { part.max(whole / 2) } else { part })
    };
    let marks = |person: PersonId| {
        let of = |bid| scheme.criteria().iter().map(move |criterion| (bid, criterion));
        let each = of(first).chain(of(second)).map(|(bid, criterion)| Mark {
            bid,
            criterion: criterion.id,
            mark: mark_of(bid, criterion),
            comment: format!("As shown, says {}", people.panel.iter().position(|one| *one == person).unwrap_or(0)),
        });
        each.collect::<Vec<_>>()
    };
    let appointed = Evaluation::open(terms, bidders).appoint(panel[0], assessors).expect("a panel");
    let mut evaluation =
        appointed.renew_conflicts(panel[0], "Nobody has one.", now.day()).expect("an assessment of conflicts");
    for person in &panel {
        evaluation = evaluation.declare(*person, suppliers.clone(), now).expect("a declaration");
    }
    for person in &panel {
        let saved = evaluation.save_marks(*person, marks(*person)).expect("marks");
        evaluation = saved.submit_marks(*person, now).expect("a sheet");
    }
    for mark in marks(panel[0]) {
        let settled = Consensus {
            bid: mark.bid,
            criterion: mark.criterion,
            mark: mark.mark,
            discussion: None,
            outside_reason: None,
            set_at: now,
        };
        evaluation = evaluation.set_consensus(panel[0], settled).expect("a settled mark");
    }
    for person in &panel {
        evaluation = evaluation.sign_technical(*person, now).expect("a signature");
    }
    let hurdles = evaluation.hurdles().expect("hurdles");
    let passed = hurdles.iter().filter(|(_, hurdle)| matches!(hurdle, Hurdle::Passed { .. })).map(|(bid, _)| *bid);
    let priced = passed.map(|bid| OpenedPrice {
        bid,
        price: EvaluatedPrice { lines: Vec::new(), total: Money::from_dollars(dollars), stated_total: None },
    });
    let priced = priced.collect();
    evaluation = evaluation.load_prices(priced).expect("prices").rank().expect("a ranking");
    evaluation = evaluation.recommend(panel[0], first, None, now).expect("a recommendation");
    for person in &panel {
        evaluation = evaluation.sign_report(*person, None, now).expect("a signature");
    }
    evaluation
}
