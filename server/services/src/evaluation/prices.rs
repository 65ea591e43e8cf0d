//! Prices come in when two officers opened them, and only those of bids that cleared every hurdle (S5).

use super::{store, terms};
use crate::bids::Prices;
use crate::caller::Caller;
use crate::change::Change;
use crate::entities::opened_bids;
use crate::failure::{Failure, Stored};
use crate::openings;
use domain::bids::{Bid, EnvelopeKind, OpeningRefusal, TechnicalResult};
use domain::evaluation::{Evaluation, EvaluationRefusal, EvaluationState, OpenedPrice};
use domain::ids::{BidId, PersonId, TenderId};
use domain::tenders::decision::TechnicalReport;
use domain::tenders::{Envelopes, Tender};
use sea_orm::prelude::*;

/// The panel's signed result, which the opening of prices needs; refused before it is there, or when no bid passed.
pub(crate) async fn technical_result_of(
    caller: &Caller,
    db: &impl ConnectionTrait,
    tender: TenderId,
) -> Result<TechnicalResult, Failure> {
    let evaluation = store::of_tender(caller, db, tender).await?;
    let (evaluation, _) = evaluation.ok_or(OpeningRefusal::TechnicalNotLocked)?;
    if evaluation.state().is_technically_final() && evaluation.passed()?.is_empty() {
        return Err(EvaluationRefusal::NonePassed.into());
    }
    technical_result(&evaluation)
}

/// The result, once everybody signed; whoever joined the panel after that did not sign and need not.
pub(super) fn technical_result(evaluation: &Evaluation) -> Result<TechnicalResult, Failure> {
    let signatures = &evaluation.papers().technical_signatures;
    let signed: Vec<PersonId> = signatures.iter().map(|signature| signature.person).collect();
    let is_final = evaluation.state().is_technically_final();
    let locked_at = signatures.iter().map(|signature| signature.signed_at).max().filter(|_| is_final);
    let passed = if is_final { evaluation.passed()? } else { Vec::new() };
    Ok(TechnicalResult::signed(evaluation.terms().tender, locked_at, &signed, &signed, passed)?)
}

/// Takes in the prices that were just opened, in the change that opened them.
pub(crate) async fn take_prices(change: &Change, tender: &Tender) -> Result<(), Failure> {
    let found = store::lock(change, tender.id).await?;
    let (evaluation, version) = found.ok_or_else(|| Failure::impossible("prices opened without an evaluation"))?;
    let by = change.caller().officer()?.person;
    let loaded = load(change, tender, evaluation, by).await?;
    store::put(change, &loaded, version).await
}

/// The prices of a tender with a single envelope lie open since the first opening; nothing for any other tender.
pub(super) async fn opened_already(
    change: &Change,
    tender: &Tender,
    evaluation: &Evaluation,
) -> Result<Option<(Evaluation, Tender)>, Failure> {
    let single = tender.draft.scheme.as_ref().is_some_and(|scheme| scheme.envelopes == Envelopes::Single);
    if !single {
        return Ok(None);
    }
    let opening = openings::opening(change.db(), tender.id, EnvelopeKind::Price).await?;
    let opening = opening.ok_or_else(|| Failure::impossible("an evaluation of bids that nobody opened"))?;
    let second = opening.second_by.ok_or_else(|| Failure::impossible("an opening by one officer"))?;
    let officers = [PersonId(opening.first_by), PersonId(second)];
    let passing = evaluation.passed()?.len() as u32;
    let report = TechnicalReport { is_signed: true, passing };
    let tender = tender.clone().open_price(officers, &report, change.now())?;
    let evaluation = load(change, &tender, evaluation.clone(), officers[1]).await?;
    super::follow::each_passed(change, &tender, Bid::price_lies_open).await?;
    Ok(Some((evaluation, tender)))
}

async fn load(change: &Change, tender: &Tender, evaluation: Evaluation, by: PersonId) -> Result<Evaluation, Failure> {
    debug_assert_eq!(evaluation.state(), EvaluationState::TechnicalFinal);
    let (mut prices, mut unreadable) = (Vec::new(), Vec::new());
    for bid in evaluation.passed()? {
        match price_of(change, tender, bid).await? {
            Ok(price) => prices.push(price),
            Err(why) => unreadable.push((bid, why)),
        }
    }
    Ok(evaluation.load_opened(prices, &unreadable, by, change.now())?)
}

/// The price of a bid, or why there is none, by its code.
async fn price_of(change: &Change, tender: &Tender, bid: BidId) -> Result<Result<OpenedPrice, String>, Failure> {
    let row = opened_bids::Entity::find_by_id(bid.0).one(change.db()).await.stored()?;
    let row = row.ok_or_else(|| Failure::impossible("a bid under evaluation that was not opened"))?;
    if row.price_outcome != "opened" {
        return Ok(Err(row.price_outcome));
    }
    let content = openings::open::<Prices>(change.caller(), &row, EnvelopeKind::Price)?;
    let content = content.ok_or_else(|| Failure::impossible("an opened price that was not kept"))?;
    let worked_out = terms::evaluated(tender.draft.lines_to_price(), &content.answers);
    Ok(worked_out.map(|price| OpenedPrice { bid, price }).map_err(|_| "malformed".to_owned()))
}
