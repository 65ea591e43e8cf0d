//! What holds of every ranking, whatever the bids.

use super::*;
use proptest::prelude::*;
use uuid::Uuid;

fn model(technical: u32) -> Model {
    Model::Rated(Weights::parse(technical, 100 - technical).unwrap())
}

fn any_model() -> impl Strategy<Value = Model> {
    prop_oneof![4 => (1..100_u32).prop_map(model), 1 => Just(Model::PriceOnly), 1 => Just(Model::QualityOnly)]
}

/// Up to eight bids; few different marks and prices, so that ties are common.
fn any_bids() -> impl Strategy<Value = Vec<Marked>> {
    let technical = prop_oneof![(1..=20_u32).prop_map(|n| n * 5_00), 1..=100_00_u32];
    let price = prop_oneof![(1..=20_i64).prop_map(|n| n * 100_000_00), 1..=1_000_000_000_00_i64];
    proptest::collection::vec((technical, 0..3_u32, price), 1..8).prop_map(|rows| {
        let marked = |(number, (technical, innovation, price)): (u128, (u32, u32, i64))| Marked {
            bid: BidId(Uuid::from_u128(number)),
            technical: Score::from_hundredths(technical),
            innovation: Score::from_hundredths(innovation * 5_00),
            price: Money::from_cents(price),
        };
        (1..).zip(rows).map(marked).collect()
    })
}

/// What is decided: rank, bid and what separates it from the next.
fn decided(ranking: &Ranking) -> Vec<(u32, BidId, Option<RankedBy>, Option<Weighted>)> {
    let row = |place: &Place| (place.rank, place.marked.bid, place.ahead_by, place.weighted);
    ranking.places.iter().map(row).collect()
}

proptest! {
    #[test]
    fn scores_never_exceed_their_weights(technical in 1..100_u32, bids in any_bids()) {
        let weights = Weights::parse(technical, 100 - technical).unwrap();
        for place in rank(Model::Rated(weights), &bids).unwrap().places {
            let weighted = place.weighted.unwrap();
            prop_assert!(weighted.technical <= weights.technical() && weighted.price <= weights.price());
            prop_assert_eq!(weighted.combined, weighted.technical.plus(weighted.price));
            prop_assert!(weighted.combined <= Score::HUNDRED);
        }
    }

    #[test]
    fn the_best_and_the_cheapest_get_exactly_the_weight(technical in 1..100_u32, bids in any_bids()) {
        let weights = Weights::parse(technical, 100 - technical).unwrap();
        let ranking = rank(Model::Rated(weights), &bids).unwrap();
        for place in &ranking.places {
            let weighted = place.weighted.unwrap();
            if Some(place.marked.technical) == ranking.highest_technical {
                prop_assert_eq!(weighted.technical, weights.technical());
            }
            if Some(place.marked.price) == ranking.lowest_price {
                prop_assert_eq!(weighted.price, weights.price());
            }
        }
        prop_assert_eq!(ranking.highest_technical, bids.iter().map(|marked| marked.technical).max());
        prop_assert_eq!(ranking.lowest_price, bids.iter().map(|marked| marked.price).min());
    }

    #[test]
    fn prices_all_multiplied_alike_change_nothing(model in any_model(), bids in any_bids(), factor in 2..1000_i64) {
        let mut scaled = bids.clone();
        for marked in &mut scaled {
            marked.price = marked.price.times(factor).unwrap();
        }
        prop_assert_eq!(decided(&rank(model, &scaled).unwrap()), decided(&rank(model, &bids).unwrap()));
    }

    #[test]
    fn the_order_bids_come_in_changes_nothing(
        model in any_model(),
        (bids, shuffled) in any_bids().prop_flat_map(|bids| (Just(bids.clone()), Just(bids).prop_shuffle())),
    ) {
        prop_assert_eq!(rank(model, &shuffled).unwrap(), rank(model, &bids).unwrap());
    }

    #[test]
    fn a_bid_that_failed_changes_nothing(technical in 1..100_u32, bids in any_bids(), pass_mark in 0..=100_00_u32) {
        let id = crate::ids::CriterionId(Uuid::from_u128(1));
        let criterion = Criterion { id, maximum: Score::HUNDRED, pass_mark: None, marking: Marking::Points };
        let pass_mark = Score::from_hundredths(pass_mark);
        let scheme = Scheme::parse(model(technical), vec![criterion], Some(pass_mark)).unwrap();
        let ranked = |bids: &[Marked]| {
            let clears = |marked: &&Marked| scheme.judge(|_| Some(marked.technical)).unwrap().is_passed();
            rank(scheme.model(), &bids.iter().filter(clears).copied().collect::<Vec<_>>()).unwrap()
        };
        for failed in bids.iter().filter(|marked| marked.technical < pass_mark) {
            let others: Vec<_> = bids.iter().filter(|marked| marked.bid != failed.bid).copied().collect();
            prop_assert_eq!(ranked(&others), ranked(&bids));
        }
    }

    #[test]
    fn a_lower_price_of_ones_own_never_lowers_ones_rank(
        model in any_model(), bids in any_bids(), who in 0..8_usize, part in 1..=100_i64,
    ) {
        let who = who % bids.len();
        let mut cheaper = bids.clone();
        let price = bids[who].price.cents();
        cheaper[who].price = Money::from_cents((price / 100 * part + price % 100 * part / 100).max(1));
        prop_assert!(cheaper[who].price <= bids[who].price);
        let rank_of = |bids: &[Marked]| rank(model, bids).unwrap().place(bids[who].bid).unwrap().rank;
        prop_assert!(rank_of(&cheaper) <= rank_of(&bids));
    }

    #[test]
    fn a_bid_left_out_is_as_if_it_had_never_been_there(model in any_model(), bids in any_bids(), who in 0..8_usize) {
        let out = bids[who % bids.len()].bid;
        let others: Vec<_> = bids.iter().filter(|marked| marked.bid != out).copied().collect();
        prop_assert_eq!(rank(model, &bids).unwrap().without(out), rank(model, &others));
    }

    #[test]
    fn the_first_is_unresolved_exactly_when_every_figure_is_equal(model in any_model(), bids in any_bids()) {
        let ranking = rank(model, &bids).unwrap();
        let figures = |place: &Place| {
            let technical = if model == Model::PriceOnly { Score::ZERO } else { place.marked.technical };
            (place.marked.price, place.marked.innovation, place.weighted.map_or(technical, |w| w.technical))
        };
        let best = figures(&ranking.places[0]);
        let equals: Vec<_> = ranking.places.iter().filter(|place| figures(place) == best).collect();
        match &ranking.outcome {
            Outcome::First(bid) => prop_assert_eq!((equals.len(), equals[0].marked.bid), (1, *bid)),
            Outcome::Unresolved(among) => prop_assert_eq!(among.len(), equals.len()),
            Outcome::NoBid => prop_assert!(false, "there is at least one bid"),
        }
    }

    #[test]
    fn a_price_flagged_as_low_is_never_the_highest(bids in any_bids()) {
        let on = Day::parse("2026-05-04").unwrap();
        for marked in &bids {
            let others: Vec<_> = bids.iter().filter(|other| other.bid != marked.bid).map(|other| other.price).collect();
            if !abnormal::flags(marked.price, &others, None, on).is_empty() {
                prop_assert!(others.iter().any(|other| *other > marked.price));
            }
        }
    }
}
