//! The published worked examples of the formula, figure by figure.

use super::*;
use crate::ids::CriterionId;
use uuid::Uuid;

const A: u128 = 0xA;
const B: u128 = 0xB;
const C: u128 = 0xC;

fn bid(letter: u128) -> BidId {
    BidId(Uuid::from_u128(letter))
}

fn rated(technical: u32, price: u32) -> Model {
    Model::Rated(Weights::parse(technical, price).unwrap())
}

fn hundredths(hundredths: u32) -> Score {
    Score::from_hundredths(hundredths)
}

/// A bid with its technical total in hundredths and its price in cents.
fn marked(letter: u128, technical: u32, price_cents: i64) -> Marked {
    let price = Money::from_cents(price_cents);
    Marked { bid: bid(letter), technical: hundredths(technical), innovation: Score::ZERO, price }
}

/// Holds the bids against a pass mark of the total, then ranks those that clear it.
fn ranked_with_pass_mark(model: Model, pass_mark: u32, bids: &[Marked]) -> Ranking {
    let id = CriterionId(Uuid::from_u128(1));
    let criterion = Criterion { id, maximum: Score::HUNDRED, pass_mark: None, marking: Marking::Points };
    let scheme = Scheme::parse(model, vec![criterion], Some(hundredths(pass_mark))).unwrap();
    let clears = |marked: &&Marked| scheme.judge(|_| Some(marked.technical)).unwrap().is_passed();
    rank(model, &bids.iter().filter(clears).copied().collect::<Vec<_>>()).unwrap()
}

/// `1 A 60.00+33.33=93.33`, best first.
fn shown(ranking: &Ranking) -> Vec<String> {
    let line = |place: &Place| {
        let scores = place.weighted.map(|w| format!(" {}+{}={}", w.technical, w.price, w.combined)).unwrap_or_default();
        format!("{} {:X}{scores}", place.rank, place.marked.bid.0.as_u128())
    };
    ranking.places.iter().map(line).collect()
}

fn first_example() -> [Marked; 3] {
    [marked(A, 82_00, 4_200_000_50), marked(B, 76_00, 3_900_000_00), marked(C, 64_00, 3_500_000_00)]
}

#[test]
fn e1_sixty_forty_ranks_by_the_sum_of_the_weighted_scores() {
    let ranking = ranked_with_pass_mark(rated(60, 40), 50_00, &first_example());
    assert_eq!(shown(&ranking), ["1 A 60.00+33.33=93.33", "2 B 55.61+35.90=91.51", "3 C 46.83+40.00=86.83"]);
    assert_eq!(ranking.outcome, Outcome::First(bid(A)));
    assert_eq!(ranking.highest_technical, Some(hundredths(82_00)));
    assert_eq!(ranking.lowest_price, Some(Money::from_dollars(3_500_000)));
    let ahead: Vec<_> = ranking.places.iter().map(|place| place.ahead_by).collect();
    assert_eq!(ahead, [Some(RankedBy::Combined), Some(RankedBy::Combined), None]);
    assert!(!ranking.single_bid);
}

#[test]
fn e2_other_weights_give_other_winners() {
    for (technical, price, expected) in [
        (70, 30, ["1 A 70.00+25.00=95.00", "2 B 64.88+26.92=91.80", "3 C 54.63+30.00=84.63"]),
        (50, 50, ["1 A 50.00+41.67=91.67", "2 B 46.34+44.87=91.21", "3 C 39.02+50.00=89.02"]),
        (30, 70, ["1 C 23.41+70.00=93.41", "2 B 27.80+62.82=90.62", "3 A 30.00+58.33=88.33"]),
    ] {
        let ranking = ranked_with_pass_mark(rated(technical, price), 50_00, &first_example());
        assert_eq!(shown(&ranking), expected);
    }
}

#[test]
fn e3_a_bid_below_the_pass_mark_does_not_set_the_lowest_price() {
    let bids = [marked(A, 90_00, 5_000_000_00), marked(B, 80_00, 4_100_000_00), marked(C, 45_00, 2_000_000_00)];
    let ranking = ranked_with_pass_mark(rated(60, 40), 50_00, &bids);
    assert_eq!(shown(&ranking), ["1 B 53.33+40.00=93.33", "2 A 60.00+32.80=92.80"]);
    let careless = shown(&rank(rated(60, 40), &bids).unwrap());
    assert!(careless.contains(&"1 A 60.00+16.00=76.00".to_owned()), "{careless:?}");
}

#[test]
fn e4_a_tie_is_broken_by_the_weighted_technical_score() {
    let bids = [marked(B, 60_00, 625_000_00), marked(A, 80_00, 1_000_000_00)];
    let ranking = rank(rated(60, 40), &bids).unwrap();
    assert_eq!(shown(&ranking), ["1 A 60.00+25.00=85.00", "2 B 45.00+40.00=85.00"]);
    assert_eq!(ranking.places[0].ahead_by, Some(RankedBy::WeightedTechnical));
}

#[test]
fn e5_equals_are_never_picked() {
    let bids = [marked(C, 70_00, 1_300_000_00), marked(B, 75_00, 1_200_000_00), marked(A, 75_00, 1_200_000_00)];
    let ranking = rank(rated(60, 40), &bids).unwrap();
    assert_eq!(shown(&ranking), ["1 A 60.00+40.00=100.00", "1 B 60.00+40.00=100.00", "3 C 56.00+36.92=92.92"]);
    assert_eq!(ranking.outcome, Outcome::Unresolved(vec![bid(A), bid(B)]));
    assert_eq!(ranking.places[0].ahead_by, None);
}

#[test]
fn equal_bids_are_told_apart_by_price_and_then_by_innovation() {
    // Prices a cent apart whose weighted scores round to the same figure.
    let mut bids = [marked(A, 75_00, 1_200_000_01), marked(B, 75_00, 1_200_000_00)];
    let ranking = rank(rated(60, 40), &bids).unwrap();
    assert_eq!(shown(&ranking), ["1 B 60.00+40.00=100.00", "2 A 60.00+40.00=100.00"]);
    assert_eq!(ranking.places[0].ahead_by, Some(RankedBy::Price));

    bids[1].price = bids[0].price;
    bids[1].innovation = hundredths(5_00);
    for model in [rated(60, 40), Model::PriceOnly, Model::QualityOnly] {
        let ranking = rank(model, &bids).unwrap();
        assert_eq!(ranking.outcome, Outcome::First(bid(B)), "{model:?}");
        assert_eq!(ranking.places[0].ahead_by, Some(RankedBy::Innovation), "{model:?}");
    }
}

#[test]
fn e6_a_half_hundredth_is_rounded_up() {
    let bids = [marked(A, 80_00, 1_000_000_00), marked(B, 50_01, 1_600_000_00)];
    let ranking = rank(rated(60, 40), &bids).unwrap();
    assert_eq!(shown(&ranking)[1], "2 B 37.51+25.00=62.51");
}

#[test]
fn e7_each_part_is_rounded_before_the_sum() {
    let bids = [marked(A, 80_00, 1_000_000_00), marked(B, 50_50, 1_050_000_00)];
    let ranking = rank(rated(60, 40), &bids).unwrap();
    assert_eq!(shown(&ranking)[1], "2 B 37.88+38.10=75.98");
}

#[test]
fn e8_published_figures_tie_although_exact_sums_would_not() {
    let bids = [marked(A, 80_00, 4_320_000_00), marked(B, 70_75, 3_570_000_00)];
    let ranking = rank(rated(60, 40), &bids).unwrap();
    assert_eq!(shown(&ranking), ["1 A 60.00+33.06=93.06", "2 B 53.06+40.00=93.06"]);
    assert_eq!(ranking.places[0].ahead_by, Some(RankedBy::WeightedTechnical));
}

#[test]
fn e9_a_single_bid_has_full_scores_and_is_marked_as_single() {
    let ranking = ranked_with_pass_mark(rated(60, 40), 50_00, &[marked(A, 55_00, 98_765_432)]);
    assert_eq!(shown(&ranking), ["1 A 60.00+40.00=100.00"]);
    assert!(ranking.single_bid);
}

#[test]
fn e10_a_tender_whose_bids_all_fail_has_no_first() {
    let ranking = ranked_with_pass_mark(rated(60, 40), 50_00, &[marked(A, 49_99, 1_00), marked(B, 0, 1_00)]);
    assert_eq!((ranking.outcome, ranking.highest_technical, ranking.lowest_price), (Outcome::NoBid, None, None));
    let reached = ranked_with_pass_mark(rated(60, 40), 50_00, &[marked(A, 50_00, 1_00)]);
    assert_eq!(reached.outcome, Outcome::First(bid(A)), "a mark equal to the pass mark passes");
}

#[test]
fn e11_leaving_a_bid_out_works_everything_out_anew() {
    let bids = [marked(A, 80_00, 3_000_000_00), marked(B, 70_00, 2_900_000_00), marked(C, 65_00, 1_500_000_00)];
    let ranking = rank(rated(60, 40), &bids).unwrap();
    assert_eq!(shown(&ranking), ["1 C 48.75+40.00=88.75", "2 A 60.00+20.00=80.00", "3 B 52.50+20.69=73.19"]);
    let anew = ranking.without(bid(C)).unwrap();
    assert_eq!(shown(&anew), ["1 A 60.00+38.67=98.67", "2 B 52.50+40.00=92.50"]);
    assert_eq!(anew.lowest_price, Some(Money::from_dollars(2_900_000)));
}

/// Marks by grade in percent of each maximum, weighed 70/30 with a pass mark of 50.
fn graded(maxima: &[(u32, Marking)], bids: [(u128, &[u32], i64); 3]) -> (Vec<String>, Ranking) {
    let criterion = |(number, (maximum, marking)): (u128, &(u32, Marking))| Criterion {
        id: CriterionId(Uuid::from_u128(number)),
        maximum: hundredths(*maximum * 100),
        pass_mark: None,
        marking: *marking,
    };
    let criteria: Vec<_> = (0..).zip(maxima).map(criterion).collect();
    let scheme = Scheme::parse(rated(70, 30), criteria.clone(), Some(hundredths(50_00))).unwrap();
    let mut passed = Vec::new();
    for (letter, grades, price_cents) in bids {
        let mark = |id: CriterionId| {
            let at = criteria.iter().position(|criterion| criterion.id == id).unwrap();
            let mark = hundredths(criteria[at].maximum.hundredths() * grades[at] / 100);
            assert!(criteria[at].accepts(mark));
            Some(mark)
        };
        if let Hurdle::Passed { technical, innovation } = scheme.judge(mark).unwrap() {
            let price = Money::from_cents(price_cents);
            passed.push(Marked { bid: bid(letter), technical, innovation, price });
        }
    }
    let totals = passed.iter().map(|marked| marked.technical.to_string()).collect();
    (totals, rank(scheme.model(), &passed).unwrap())
}

#[test]
fn e14_marks_for_innovation_can_decide() {
    use Marking::{Graded, Innovation};
    let prices = [1_980_000_00, 2_200_000_00, 1_750_000_00];
    let (totals, ranking) = graded(
        &[(40, Graded), (25, Graded), (15, Graded), (20, Innovation)],
        [(A, &[75, 75, 100, 25], prices[0]), (B, &[75, 50, 75, 100], prices[1]), (C, &[50, 75, 50, 75], prices[2])],
    );
    assert_eq!(totals, ["68.75", "73.75", "61.25"]);
    assert_eq!(shown(&ranking), ["1 B 70.00+23.86=93.86", "2 A 65.25+26.52=91.77", "3 C 58.14+30.00=88.14"]);
    assert_eq!(ranking.places[0].marked.innovation.to_string(), "20.00");

    let (totals, ranking) = graded(
        &[(50, Graded), (30, Graded), (20, Graded)],
        [(A, &[75, 75, 100], prices[0]), (B, &[75, 50, 75], prices[1]), (C, &[50, 75, 50], prices[2])],
    );
    assert_eq!(totals, ["80.00", "67.50", "57.50"]);
    let combined: Vec<_> = ranking.places.iter().map(|place| place.weighted.unwrap().combined.to_string()).collect();
    assert_eq!(combined, ["96.52", "82.92", "80.31"]);
    assert_eq!(ranking.outcome, Outcome::First(bid(A)));
}

#[test]
fn e17_two_lowest_prices_that_are_equal_stay_equal() {
    let bids = [marked(A, 0, 500_000_00), marked(B, 0, 500_000_00), marked(C, 0, 510_000_00)];
    let ranking = rank(Model::PriceOnly, &bids).unwrap();
    assert_eq!(shown(&ranking), ["1 A", "1 B", "3 C"]);
    assert_eq!(ranking.outcome, Outcome::Unresolved(vec![bid(A), bid(B)]));
    assert_eq!(ranking.places[1].ahead_by, Some(RankedBy::Price));
}

#[test]
fn quality_alone_ranks_by_marks() {
    let bids = [marked(A, 70_00, 100), marked(B, 70_50, 900), marked(C, 70_00, 200)];
    let ranking = rank(Model::QualityOnly, &bids).unwrap();
    assert_eq!(shown(&ranking), ["1 B", "2 A", "3 C"]);
    let ahead: Vec<_> = ranking.places.iter().map(|place| place.ahead_by).collect();
    assert_eq!(ahead, [Some(RankedBy::Technical), Some(RankedBy::Price), None]);
}

#[test]
fn what_cannot_be_ranked_is_refused() {
    let (twice, free) = ([marked(A, 1, 1), marked(A, 2, 2)], [marked(A, 1, 0)]);
    let unmarked = [marked(A, 0, 1), marked(B, 0, 2)];
    for (bids, refusal) in [
        (&twice[..], EvaluationRefusal::BidTwice { bid: bid(A) }),
        (&free[..], EvaluationRefusal::PriceNotPositive { bid: bid(A) }),
        (&unmarked[..], EvaluationRefusal::NoTechnicalMarks),
    ] {
        assert_eq!(rank(rated(60, 40), bids), Err(refusal));
    }
    let largest = [marked(A, u32::MAX, i64::MAX), marked(B, 1, 1)];
    assert_eq!(shown(&rank(rated(99, 1), &largest).unwrap()), ["1 A 99.00+0.00=99.00", "2 B 0.00+1.00=1.00"]);
}

#[test]
fn weights_make_exactly_one_hundred() {
    for (technical, price, accepted) in
        [(60, 40, true), (99, 1, true), (60, 39, false), (60, 41, false), (100, 0, false), (u32::MAX, 101, false)]
    {
        assert_eq!(Weights::parse(technical, price).is_ok(), accepted, "{technical}/{price}");
    }
}

#[test]
fn a_scheme_makes_one_hundred_marks_and_asks_for_nothing_impossible() {
    let criterion = |number, maximum, pass_mark: Option<u32>| Criterion {
        id: CriterionId(Uuid::from_u128(number)),
        maximum: hundredths(maximum),
        pass_mark: pass_mark.map(hundredths),
        marking: Marking::Points,
    };
    let id = |number| CriterionId(Uuid::from_u128(number));
    let parse = |criteria: Vec<Criterion>, total: Option<u32>| {
        Scheme::parse(Model::QualityOnly, criteria, total.map(hundredths)).err()
    };
    let whole = || vec![criterion(1, 60_00, Some(60_00)), criterion(2, 40_00, None)];
    assert_eq!(parse(whole(), Some(100_00)), None);
    let too_high = |criterion, maximum| Some(SchemeRefusal::PassMarkTooHigh { criterion, maximum });
    assert_eq!(parse(whole(), Some(100_01)), too_high(None, Score::HUNDRED));
    let impossible = vec![criterion(1, 60_00, Some(60_01)), criterion(2, 40_00, None)];
    assert_eq!(parse(impossible, None), too_high(Some(id(1)), hundredths(60_00)));
    for (second, sum) in [(39_00, 99_00), (41_00, 101_00)] {
        let short = vec![criterion(1, 60_00, None), criterion(2, second, None)];
        assert_eq!(parse(short, None), Some(SchemeRefusal::MaximaNot100 { sum: hundredths(sum) }));
    }
    let halves = vec![criterion(1, 60_50, None), criterion(2, 39_50, None)];
    assert_eq!(parse(halves, None), Some(SchemeRefusal::MaximumNotWhole { criterion: id(1) }));
    let twice = vec![criterion(1, 60_00, None), criterion(1, 40_00, None)];
    assert_eq!(parse(twice, None), Some(SchemeRefusal::CriterionTwice { criterion: id(1) }));
    let sum = Score::HUNDRED;
    assert_eq!(Scheme::parse(Model::PriceOnly, whole(), None), Err(SchemeRefusal::MaximaNot100 { sum }));
}

#[test]
fn a_criterions_own_pass_mark_comes_before_that_of_the_total() {
    let criterion = |number, pass_mark| Criterion {
        id: CriterionId(Uuid::from_u128(number)),
        maximum: hundredths(50_00),
        pass_mark: Some(hundredths(pass_mark)),
        marking: Marking::Points,
    };
    let criteria = vec![criterion(1, 20_00), criterion(2, 30_00)];
    let scheme = Scheme::parse(rated(60, 40), criteria, Some(hundredths(60_00))).unwrap();
    let judge = |first, second| {
        let marks = [(1, first), (2, second)].map(|(id, mark)| (CriterionId(Uuid::from_u128(id)), hundredths(mark)));
        scheme.judge(|id| marks.iter().find(|(of, _)| *of == id).map(|(_, mark)| *mark)).unwrap()
    };
    assert!(matches!(judge(20_00, 29_50), Hurdle::BelowCriterion { mark, .. } if mark == hundredths(29_50)));
    let below_total = Hurdle::BelowTotal { technical: hundredths(59_50), pass_mark: hundredths(60_00) };
    assert_eq!(judge(20_00, 39_50), below_total);
    assert!(judge(20_00, 40_00).is_passed());
}
