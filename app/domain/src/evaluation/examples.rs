//! Evaluations as far along as a test wants them: a chair, two assessors, up to three bids.

use super::*;
pub use crate::ids::{CriterionId, OrganisationId, RequirementId};
use uuid::Uuid;

pub const CHAIR: PersonId = PersonId(Uuid::from_u128(1));
pub const SECOND: PersonId = PersonId(Uuid::from_u128(2));
pub const THIRD: PersonId = PersonId(Uuid::from_u128(3));
pub const NEWCOMER: PersonId = PersonId(Uuid::from_u128(4));
pub const BOARD: PersonId = PersonId(Uuid::from_u128(8));
pub const WITNESS: PersonId = PersonId(Uuid::from_u128(9));
pub const PANEL: [PersonId; 3] = [CHAIR, SECOND, THIRD];
pub const CRITERION: CriterionId = CriterionId(Uuid::from_u128(50));
pub const REQUIREMENT: RequirementId = RequirementId(Uuid::from_u128(60));
pub const A: BidId = BidId(Uuid::from_u128(0xA));
pub const B: BidId = BidId(Uuid::from_u128(0xB));
pub const C: BidId = BidId(Uuid::from_u128(0xC));

pub type Step = Result<Evaluation, EvaluationRefusal>;

pub fn at(hour: i64) -> Timestamp {
    Day::parse("2026-06-08").unwrap().starts_at().plus_minutes(hour * 60)
}

pub fn supplier(bid: BidId) -> OrganisationId {
    OrganisationId(bid.0)
}

pub fn bidders(bids: &[BidId]) -> Vec<Bidder> {
    bids.iter().map(|bid| Bidder { bid: *bid, supplier: supplier(*bid) }).collect()
}

pub fn assessor(person: PersonId) -> Assessor {
    let is_of_using_department = person != CHAIR;
    Assessor { person, team: format!("team of {person}"), is_of_using_department }
}

pub fn score(marks: u32) -> Score {
    Score::from_hundredths(marks * 100)
}

pub fn opened(model: Model, bids: &[BidId]) -> Evaluation {
    let criterion = Criterion { id: CRITERION, maximum: score(100), pass_mark: None, marking: Marking::Points };
    let (criteria, pass_mark) =
        if model == Model::PriceOnly { (Vec::new(), None) } else { (vec![criterion], Some(score(50))) };
    let terms = Terms {
        tender: TenderId(Uuid::from_u128(70)),
        scheme: Scheme::parse(model, criteria, pass_mark).unwrap(),
        published_on: Day::parse("2026-05-04").unwrap(),
        estimate: None,
        drafter: THIRD,
    };
    Evaluation::open(terms, bidders(bids))
}

pub fn rated() -> Model {
    Model::Rated(Weights::parse(60, 40).unwrap())
}

pub fn no_interest(evaluation: Evaluation, by: PersonId) -> Step {
    let interests = evaluation.bids().into_iter().map(|bid| (supplier(bid), Interest::None)).collect();
    evaluation.declare(by, interests, at(1))
}

pub fn declaring(model: Model, bids: &[BidId]) -> Evaluation {
    assessed(opened(model, bids).appoint(CHAIR, PANEL.map(assessor).to_vec()).unwrap())
}

/// With conflicts assessed for the present bidders.
pub fn assessed(evaluation: Evaluation) -> Evaluation {
    evaluation.renew_conflicts(BOARD, "nobody has one", at(0).day()).unwrap()
}

pub fn scoring(model: Model, bids: &[BidId]) -> Evaluation {
    PANEL.into_iter().try_fold(declaring(model, bids), no_interest).unwrap()
}

pub fn mark(bid: BidId, marks: u32) -> Mark {
    Mark { bid, criterion: CRITERION, mark: score(marks), comment: "as shown in the demonstration".into() }
}

pub fn submit(evaluation: Evaluation, by: PersonId, marks: &[(BidId, u32)]) -> Step {
    let marks = marks.iter().map(|(bid, given)| mark(*bid, *given)).collect();
    evaluation.save_marks(by, marks)?.submit_marks(by, at(2))
}

pub fn moderating(marks: &[(BidId, u32)]) -> Evaluation {
    let bids: Vec<_> = marks.iter().map(|(bid, _)| *bid).collect();
    PANEL.into_iter().try_fold(scoring(rated(), &bids), |evaluation, by| submit(evaluation, by, marks)).unwrap()
}

pub fn consensus(bid: BidId, marks: u32) -> Consensus {
    let mark = score(marks);
    Consensus { bid, criterion: CRITERION, mark, discussion: None, outside_reason: None, set_at: at(3) }
}

pub fn settled(marks: &[(BidId, u32)]) -> Evaluation {
    let settle =
        |evaluation: Evaluation, (bid, given): &(BidId, u32)| evaluation.set_consensus(CHAIR, consensus(*bid, *given));
    marks.iter().try_fold(moderating(marks), settle).unwrap()
}

pub fn technical_final(marks: &[(BidId, u32)]) -> Evaluation {
    PANEL.into_iter().try_fold(settled(marks), |evaluation, by| evaluation.sign_technical(by, at(4))).unwrap()
}

pub fn price(bid: BidId, dollars: i64) -> OpenedPrice {
    let total = Money::from_dollars(dollars);
    OpenedPrice { bid, price: EvaluatedPrice { lines: Vec::new(), total, stated_total: None } }
}

pub fn pricing(bids: &[(BidId, u32, i64)]) -> Evaluation {
    let marks: Vec<_> = bids.iter().map(|(bid, given, _)| (*bid, *given)).collect();
    let prices = bids.iter().map(|(bid, _, dollars)| price(*bid, *dollars)).collect();
    technical_final(&marks).load_prices(prices).unwrap()
}

pub fn ranked(bids: &[(BidId, u32, i64)]) -> Evaluation {
    pricing(bids).rank().unwrap()
}

pub fn outcome(evaluation: &Evaluation) -> Option<Outcome> {
    evaluation.papers().ranking.as_ref().map(|ranking| ranking.outcome.clone())
}

pub fn combined(evaluation: &Evaluation) -> Vec<String> {
    let places = evaluation.papers().ranking.iter().flat_map(|ranking| &ranking.places);
    places.map(|place| place.weighted.unwrap().combined.to_string()).collect()
}

pub const USUAL: [(BidId, u32, i64); 2] = [(A, 80, 3_000_000), (B, 70, 2_900_000)];
