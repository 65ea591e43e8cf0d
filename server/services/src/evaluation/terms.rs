//! What was published of a tender, as its evaluation knows it, and an opened price as it is worked out.

use crate::bids::Prices;
use crate::failure::Failure;
use domain::evaluation::price_schedule::{LineNumber, OfferLine, PriceOffer, PriceSchedule, ScheduleLine};
use domain::evaluation::{Criterion, EvaluatedPrice, Marking, Model, PriceRefusal, Scheme, Score, Terms, Weights};
use domain::tenders::{Comparison, Tender};

/// The terms of a published tender. A scheme that cannot be marked is never published.
pub(super) fn of(tender: &Tender) -> Result<Terms, Failure> {
    let strange = |what: &str| Failure::impossible(format!("published tender {} without {what}", tender.reference));
    let scheme = tender.draft.scheme.as_ref().ok_or_else(|| strange("a scheme"))?;
    let notice = tender.progress.notice.as_ref().ok_or_else(|| strange("a notice"))?;
    let scheme = match &scheme.comparison {
        Comparison::PriceOnly { .. } => Scheme::parse(Model::PriceOnly, Vec::new(), None),
        Comparison::Scored { weights, criteria, pass, .. } => {
            let technical = Score::from_hundredths(weights.technical());
            let model = match Weights::published(technical) {
                Some(weights) => Model::Rated(weights),
                None if technical == Score::ZERO => return Err(strange("a weight of its marks")),
                None => Model::QualityOnly,
            };
            let criterion = |one: &domain::tenders::Criterion| Criterion {
                id: one.id,
                maximum: Score::from_hundredths(one.maximum),
                pass_mark: one.pass.map(Score::from_hundredths),
                marking: if one.innovation { Marking::Innovation } else { Marking::Points },
            };
            Scheme::parse(model, criteria.iter().map(criterion).collect(), Some(Score::from_hundredths(*pass)))
        }
    };
    let scheme = scheme.map_err(|refusal| Failure::impossible(format!("a published scheme: {refusal:?}")))?;
    Ok(Terms {
        tender: tender.id,
        scheme,
        published_on: notice.published_at.day(),
        estimate: tender.draft.purchase.as_ref().and_then(|purchase| purchase.estimate.total().ok()),
        drafter: tender.draft.drafted_by,
    })
}

/// The price of a bid, worked out from what was in its envelope for the lines the tender wants priced.
pub(crate) fn evaluated(wanted: Vec<ScheduleLine>, prices: &Prices) -> Result<EvaluatedPrice, PriceRefusal> {
    let offered = |(line, price): &(u32, _)| OfferLine { line: LineNumber(*line), unit_price: *price, stated: None };
    let lines = prices.lines.iter().map(offered).collect();
    PriceSchedule::parse(wanted)?.evaluate(&PriceOffer { lines, stated_total: None })
}
