//! What a finished evaluation means for the award: the place of each bid, and what each bidder can be told.
//!
//! A drawn bid comes before its equals (S18). A price that was never opened is told to nobody: such a bid has no price
//! score. Marks are those that were ranked: the panel's own, or what the board made of them, with its reason (S6). The
//! reason of each is what the panel settled, or what its members wrote.

use super::letters::{AssessedBid, BidTotals, CorrectedMark, OwnMark};
use super::recommendation::{AwardBasis, RankedBid};
use super::{AwardRefusal, Eligibility};
use crate::evaluation::{Evaluation, EvaluationState, Model, Place, RankedBy};
use crate::ids::{BidId, CriterionId, OrganisationId, PersonId};
use crate::money::Money;
use crate::text::Trilingual;

/// How a supplier stood and stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standings {
    /// When bids closed.
    pub at_close: Eligibility,
    /// Now.
    pub at_award: Eligibility,
}

/// What is said to one bidder beside its marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// The bidder's name.
    pub name: Trilingual,
    /// Why it won or did not.
    pub reasons: String,
}

/// Refused until every member of the panel has signed its report.
pub fn report_signed(evaluation: &Evaluation) -> Result<(), AwardRefusal> {
    if evaluation.state() == EvaluationState::Reported { Ok(()) } else { Err(AwardRefusal::ReportNotSigned) }
}

/// Who a bid belongs to; of a joint bid, the first member.
pub fn bidder_of(evaluation: &Evaluation, bid: BidId) -> Option<OrganisationId> {
    evaluation.papers().bidders.iter().find(|bidder| bidder.bid == bid).map(|bidder| bidder.supplier)
}

/// The evaluated price of a bid; none when it was never opened.
pub fn price_of(evaluation: &Evaluation, bid: BidId) -> Option<Money> {
    evaluation.papers().prices.iter().find(|opened| opened.bid == bid).map(|opened| opened.price.total)
}

/// Everybody who sits or sat on the panel.
pub fn panel_of(evaluation: &Evaluation) -> Vec<PersonId> {
    let papers = evaluation.papers();
    let mut people: Vec<_> = papers.panel.iter().flat_map(|panel| panel.people()).collect();
    people.extend(papers.replacements.iter().map(|replacement| replacement.left));
    people
}

/// What decides by this evaluation's model.
pub fn basis_of(evaluation: &Evaluation) -> AwardBasis {
    match evaluation.terms().scheme.model() {
        Model::Rated(_) => AwardBasis::CombinedScore,
        Model::PriceOnly => AwardBasis::LowestPrice,
        Model::QualityOnly => AwardBasis::QualityOnly,
    }
}

/// Bids whose price was asked about and the question never settled.
pub fn open_price_queries(evaluation: &Evaluation) -> Vec<BidId> {
    let mut open: Vec<_> =
        evaluation.papers().queries.iter().filter(|one| one.decision.is_none()).map(|one| one.bid).collect();
    open.sort_unstable();
    open.dedup();
    open
}

/// Every bid that was ranked, with its place. `standings` says how its supplier stood and stands.
pub fn ranked_bids(evaluation: &Evaluation, standings: impl Fn(OrganisationId) -> Standings) -> Vec<RankedBid> {
    let papers = evaluation.papers();
    let Some(ranking) = &papers.ranking else { return Vec::new() };
    let drawn = papers.draw.as_ref().map(|draw| draw.drawn);
    let mut ranked = Vec::with_capacity(ranking.places.len());
    for place in &ranking.places {
        let Some(supplier) = bidder_of(evaluation, place.marked.bid) else { continue };
        let Standings { at_close, at_award } = standings(supplier);
        // A draw separates the first place alone.
        let behind = u32::from(place.rank == 1 && drawn.is_some_and(|drawn| drawn != place.marked.bid));
        ranked.push(RankedBid {
            bid: place.marked.bid,
            supplier,
            place: place.rank.saturating_add(behind),
            combined: combined(place),
            price: place.marked.price,
            at_close,
            at_award,
        });
    }
    ranked
}

/// What letters draw on, one for each bid, in the order their bidders are listed.
pub fn assessed_bids(evaluation: &Evaluation, words: impl Fn(BidId, OrganisationId) -> Words) -> Vec<AssessedBid> {
    let mut assessed = Vec::new();
    for bid in evaluation.bids() {
        let Some(supplier) = bidder_of(evaluation, bid) else { continue };
        let Words { name, reasons } = words(bid, supplier);
        assessed.push(AssessedBid {
            bid,
            supplier,
            name,
            marks: marks(evaluation, bid),
            totals: totals(evaluation, bid),
            reasons,
        });
    }
    assessed
}

/// The figure a bid is compared by, in hundredths.
fn combined(place: &Place) -> i64 {
    place.weighted.map_or(i64::from(place.marked.technical.hundredths()), |weighted| hundredths(weighted.combined))
}

fn totals(evaluation: &Evaluation, bid: BidId) -> BidTotals {
    let ranking = evaluation.papers().ranking.as_ref();
    let Some(place) = ranking.and_then(|ranking| ranking.place(bid)) else { return BidTotals::default() };
    let by_quality = ranking.is_some_and(|ranking| ranking.model.order().contains(&RankedBy::Technical));
    match place.weighted {
        Some(weighted) => BidTotals {
            technical: Some(hundredths(weighted.technical)),
            price: Some(hundredths(weighted.price)),
            combined: Some(hundredths(weighted.combined)),
        },
        None if by_quality => BidTotals { technical: Some(combined(place)), ..BidTotals::default() },
        None => BidTotals::default(),
    }
}

fn marks(evaluation: &Evaluation, bid: BidId) -> Vec<OwnMark> {
    let papers = evaluation.papers();
    let criteria = evaluation.terms().scheme.criteria();
    let settled =
        |criterion: CriterionId| papers.consensus.iter().find(|one| one.bid == bid && one.criterion == criterion);
    let mark_of = |criterion: &crate::evaluation::Criterion| {
        let consensus = settled(criterion.id)?;
        let written = [&consensus.discussion, &consensus.outside_reason].into_iter().flatten().cloned();
        let mut reasons: Vec<_> = written.collect();
        if reasons.is_empty() {
            let sheets = papers.sheets.iter().filter(|sheet| !sheet.is_excluded);
            reasons.extend(sheets.filter_map(|sheet| Some(sheet.mark(bid, criterion.id)?.comment.trim().to_owned())));
            reasons.retain(|reason| !reason.is_empty());
            let mut once: Vec<String> = Vec::new();
            reasons.retain(|reason| {
                !once.contains(reason) && {
                    once.push(reason.clone());
                    true
                }
            });
        }
        let mut newest = papers.corrections.iter().rev();
        let corrected = newest
            .find(|one| one.bid == bid && one.criterion == criterion.id)
            .map(|one| CorrectedMark { before: hundredths(consensus.mark), reason: one.reason.trim().to_owned() });
        Some(OwnMark {
            criterion: criterion.id,
            mark: hundredths(evaluation.final_mark(bid, criterion.id)?),
            out_of: hundredths(criterion.maximum),
            reason: reasons.join("\n"),
            corrected,
        })
    };
    criteria.iter().filter_map(mark_of).collect()
}

fn hundredths(score: crate::evaluation::Score) -> i64 {
    i64::from(score.hundredths())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::awards::judge_recommendation;
    use crate::awards::{ApprovalBlocker, Recommendation};
    use crate::evaluation::examples::{
        A, B, BOARD, CHAIR, CRITERION, PANEL, THIRD, WITNESS, at, ranked, score, settled, supplier,
    };

    fn eligible(_: OrganisationId) -> Standings {
        Standings { at_close: Eligibility::Eligible, at_award: Eligibility::Eligible }
    }

    fn words(bid: BidId, _: OrganisationId) -> Words {
        Words { name: Trilingual::same(&format!("bidder {bid}")), reasons: "because".into() }
    }

    #[test]
    fn nothing_is_filed_before_the_whole_panel_signed_its_report() {
        let evaluation = ranked(&[(A, 80, 3_000_000), (B, 70, 2_900_000)]);
        assert_eq!(report_signed(&evaluation), Err(AwardRefusal::ReportNotSigned));
        let evaluation = evaluation.recommend(CHAIR, A, None, at(9)).unwrap();
        let signed = PANEL.into_iter().try_fold(evaluation, |one, by| one.sign_report(by, None, at(10))).unwrap();
        assert_eq!(report_signed(&signed), Ok(()));
        assert_eq!(panel_of(&signed), PANEL);
    }

    #[test]
    fn s18_a_drawn_bid_comes_before_its_equals() {
        let tied = ranked(&[(A, 80, 3_000_000), (B, 80, 3_000_000)]);
        let recommendation = Recommendation { bid: B, reason_for_other: None };
        let blockers = judge_recommendation(&ranked_bids(&tied, eligible), &recommendation);
        assert!(matches!(&blockers[..], [ApprovalBlocker::TieUnresolved { bids }] if bids.len() == 2));
        let other = PersonId(uuid::Uuid::from_u128(77));
        let drawn = tied.record_draw(B, (WITNESS, other), at(9)).unwrap();
        assert_eq!(judge_recommendation(&ranked_bids(&drawn, eligible), &recommendation), []);
        let places: Vec<_> = ranked_bids(&drawn, eligible).iter().map(|one| (one.bid, one.place)).collect();
        assert!(places.contains(&(B, 1)) && places.contains(&(A, 2)));
    }

    #[test]
    fn s6_a_bidder_is_told_the_mark_that_was_ranked_and_why_it_was_corrected() {
        let evaluation = ranked(&[(A, 80, 3_000_000), (B, 70, 2_900_000)]);
        let corrected = evaluation.correct_mark(BOARD, B, CRITERION, score(75), "adding slip", at(8)).unwrap();
        let corrected = corrected.correct_mark(BOARD, B, CRITERION, score(90), "a page was overlooked", at(9)).unwrap();
        let ranked = corrected.rank().unwrap();
        for told in assessed_bids(&ranked, words) {
            let place = ranked.papers().ranking.as_ref().and_then(|ranking| ranking.place(told.bid)).unwrap();
            let sum: i64 = told.marks.iter().map(|mark| mark.mark).sum();
            assert_eq!(sum, hundredths(place.marked.technical), "marks add up to what was ranked");
            let change = CorrectedMark { before: 7_000, reason: "a page was overlooked".into() };
            let expected = if told.bid == B { (9_000, Some(change)) } else { (8_000, None) };
            assert_eq!((told.marks[0].mark, told.marks[0].corrected.clone()), expected);
            assert_eq!(told.marks[0].reason, "as shown in the demonstration");
        }
    }

    #[test]
    fn a2_a_bid_whose_price_was_never_opened_is_told_its_marks_and_no_totals() {
        let failed = settled(&[(A, 80), (B, 30)]);
        let failed = PANEL.into_iter().try_fold(failed, |one, by| one.sign_technical(by, at(4))).unwrap();
        let opened =
            failed.load_prices(vec![crate::evaluation::examples::price(A, 3_000_000)]).unwrap().rank().unwrap();
        let assessed = assessed_bids(&opened, words);
        let told = |bid| assessed.iter().find(|one| one.bid == bid).unwrap();
        assert_eq!(told(B).totals, BidTotals::default());
        assert_eq!((told(B).marks[0].mark, told(B).marks[0].out_of), (3_000, 10_000));
        assert_eq!(told(B).marks[0].reason, "as shown in the demonstration");
        assert!(told(A).totals.combined.is_some());
        assert_eq!((price_of(&opened, A).is_some(), price_of(&opened, B)), (true, None));
        assert_eq!(bidder_of(&opened, B), Some(supplier(B)));
        assert_ne!(THIRD, CHAIR);
    }
}
