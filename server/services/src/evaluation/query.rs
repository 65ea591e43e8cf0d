//! The panel asks a bidder about its price, and decides once it answered or its time is over (S17).

use super::desk::Step;
use super::follow;
use super::interests::LONGEST;
use crate::caller::Caller;
use crate::failure::Failure;
use domain::bids::{Bid, BidState, PriceQuery as Asked};
use domain::evaluation::{EvaluationEvent, QueryKind};
use domain::form::{Fields, Problem, Reader};
use domain::ids::{BidId, OrganisationId};
use domain::permissions::Action;

/// Longest time to answer, in days.
const LONGEST_TIME: u64 = 60;

/// Asks a bidder: fields `bid`, `kind` and `answer_by`, the last day on which an answer is in time.
pub async fn ask_about_price(caller: &Caller, reference: &str, fields: &Fields) -> Result<(), Failure> {
    caller.may(Action::AssessBids)?;
    let mut reader = Reader::new(fields);
    let (bid, kind) = which(&mut reader);
    let last = reader.day("answer_by", caller.today(), caller.today().plus_days(LONGEST_TIME));
    let (bid, kind, last) = reader.finish(|| Some((bid?, kind?, last?)))?;
    let step = Step::of_panel(caller, reference).await?;
    super::marks::known(&step, bid)?;
    let answer_before = last.plus_days(1).starts_at();
    let asked = step.evaluation.clone().query_price(step.me, bid, kind, answer_before, caller.now())?;
    let question = || Asked { question: kind.code().to_owned(), due_at: answer_before, answered_at: None };
    let ask = |bid: Bid| bid.query_price(question());
    follow::one(&step.change, &step.tender, bid, BidState::PriceOpened, ask).await?;
    let supplier = supplier_of(&step, bid)?;
    let event = EvaluationEvent::PriceAsked { tender: step.id(), bid, supplier, kind, answer_before };
    step.keep(asked, event).await
}

/// Lets a price stand (`decision=accept`) or rejects the bid for it (`reject`): fields `bid`, `kind`, `reason`, `version`.
pub async fn decide_about_price(caller: &Caller, reference: &str, fields: &Fields) -> Result<(), Failure> {
    caller.may(Action::AssessBids)?;
    let mut reader = Reader::new(fields);
    let (bid, kind) = which(&mut reader);
    let accepted = reader.choice("decision", |code| match code {
        "accept" => Some(true),
        "reject" => Some(false),
        _ => None,
    });
    let reason = reader.text("reason", LONGEST);
    let (bid, kind, accepted, reason) = reader.finish(|| Some((bid?, kind?, accepted?, reason?)))?;
    let step = Step::of_panel(caller, reference).await?;
    step.is_current(fields.get("version"))?;
    let (evaluation, now) = (step.evaluation.clone(), caller.now());
    let evaluation = match accepted {
        true => evaluation.accept_price(step.me, bid, kind, &reason, now)?,
        false => evaluation.reject_price(step.me, bid, kind, &reason, now)?,
    };
    let open = evaluation.papers().queries.iter().any(|query| query.bid == bid && query.decision.is_none());
    if !accepted {
        let reject = |bid: Bid| bid.reject_price(&reason, now);
        follow::one(&step.change, &step.tender, bid, BidState::PriceQuery, reject).await?;
    } else if !open {
        let accept = |bid: Bid| bid.accept_price(&reason, now);
        follow::one(&step.change, &step.tender, bid, BidState::PriceQuery, accept).await?;
    }
    let event = EvaluationEvent::PriceDecided { tender: step.id(), bid, kind, accepted };
    step.keep(evaluation, event).await
}

fn which(reader: &mut Reader<'_>) -> (Option<BidId>, Option<QueryKind>) {
    let bid = reader.choice("bid", bid_of);
    (bid, reader.choice("kind", QueryKind::parse))
}

/// A bid as a form names it.
pub(super) fn bid_of(id: &str) -> Option<BidId> {
    BidId::parse(id)
}

/// The supplier behind a bid.
fn supplier_of(step: &Step, bid: BidId) -> Result<OrganisationId, Failure> {
    let bidder = step.evaluation.papers().bidders.iter().find(|bidder| bidder.bid == bid);
    bidder.map(|bidder| bidder.supplier).ok_or(Failure::NotFound)
}

/// The problems of one field.
pub(super) fn only(field: &str, rule: domain::form::Rule) -> Vec<Problem> {
    vec![Problem { field: field.to_owned(), rule }]
}
