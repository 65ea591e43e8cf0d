//! Who reads opened bids, and when: of the panel only those who declared their interests in every bidder (S7).

use super::desk::Desk;
use crate::caller::Caller;
use crate::failure::Failure;
use domain::evaluation::price_schedule::ScheduleLine;
use domain::evaluation::{EvaluationRefusal, EvaluationState, Outstanding};
use domain::ids::TenderId;
use domain::tenders::Stage;

/// What somebody may read of a tender's opened bids.
pub(crate) struct Reading {
    /// The tender.
    pub tender: TenderId,
    /// Prices too, as far as they are opened.
    pub reads_prices: bool,
    /// What the tender wants priced, line by line.
    pub lines: Vec<ScheduleLine>,
}

/// The tender, if the caller may read its opened bids now.
pub(crate) async fn reading_desk(caller: &Caller, reference: &str) -> Result<Reading, Failure> {
    let desk = Desk::load(caller, reference).await?;
    let (tender, seat, stage) = (desk.tender.id, desk.seat, desk.tender.stage(caller.now()));
    let lines = desk.tender.draft.lines_to_price();
    if matches!(stage, Stage::Cancelled | Stage::Unsuccessful) && !seat.audits {
        return Err(Failure::NotFound);
    }
    if seat.panel {
        let undeclared = Outstanding::Declaration { assessor: desk.me };
        let Some((evaluation, _)) = &desk.evaluation else {
            return Err(EvaluationRefusal::InterestsOutstanding(undeclared).into());
        };
        if !evaluation.may_read_bids(desk.me) {
            let open = evaluation.interests_outstanding().first().copied().unwrap_or(undeclared);
            return Err(EvaluationRefusal::InterestsOutstanding(open).into());
        }
        return Ok(Reading { tender, reads_prices: evaluation.state() >= EvaluationState::Pricing, lines });
    }
    let awards = matches!(stage, Stage::Recommended | Stage::AwardedPending | Stage::Complete);
    let reads = seat.procures || seat.board || seat.audits || (seat.approves && awards);
    if reads { Ok(Reading { tender, reads_prices: true, lines }) } else { Err(Failure::NotFound) }
}
