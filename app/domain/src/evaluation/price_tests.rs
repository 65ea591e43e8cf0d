//! The steps from opened prices to the signed report.

use super::examples::*;
use super::*;

#[test]
fn an_evaluation_goes_from_its_panel_to_its_report() {
    let evaluation = ranked(&USUAL).recommend(CHAIR, A, None, at(9)).unwrap();
    let evaluation = evaluation.sign_report(CHAIR, None, at(10)).unwrap();
    let evaluation = evaluation.sign_report(SECOND, Some("the price matters more"), at(10)).unwrap();
    assert_eq!(evaluation.clone().sign_report(SECOND, None, at(10)), Err(EvaluationRefusal::AlreadySigned));
    assert_eq!(evaluation.state(), EvaluationState::Ranked);
    let evaluation = evaluation.sign_report(THIRD, None, at(10)).unwrap();
    assert_eq!(evaluation.state(), EvaluationState::Reported);
    let dissent: Vec<_> = evaluation.papers().report_signatures.iter().filter_map(|s| s.dissent.clone()).collect();
    assert_eq!(dissent, ["the price matters more"]);
}

#[test]
fn s5_the_price_of_a_bid_that_failed_is_never_opened() {
    let evaluation = technical_final(&[(A, 90), (B, 80), (C, 45)]);
    assert_eq!(evaluation.passed(), Ok(vec![A, B]));
    let (a, b, c) = (price(A, 5_000_000), price(B, 4_100_000), price(C, 2_000_000));
    for (prices, refusal) in [
        (vec![a.clone(), b.clone(), c], EvaluationRefusal::PriceOfFailedBid { bid: C }),
        (vec![a.clone()], EvaluationRefusal::PriceMissing { bid: B }),
        (vec![a.clone(), b.clone(), a.clone()], EvaluationRefusal::BidTwice { bid: A }),
        (vec![a.clone(), price(B, 0)], EvaluationRefusal::PriceNotPositive { bid: B }),
    ] {
        assert_eq!(evaluation.clone().load_prices(prices), Err(refusal));
    }
    let ranked = evaluation.load_prices(vec![a, b]).unwrap().rank().unwrap();
    assert_eq!((outcome(&ranked), combined(&ranked)), (Some(Outcome::First(B)), vec!["93.33".into(), "92.80".into()]));
    assert!(moderating(&[(A, 60)]).passed().is_err(), "nothing has passed before the marks are final");
}

#[test]
fn e10_no_price_is_opened_when_every_bid_failed() {
    let evaluation = technical_final(&[(A, 49), (B, 20)]);
    assert_eq!(evaluation.passed(), Ok(vec![]));
    assert_eq!(evaluation.load_prices(vec![]), Err(EvaluationRefusal::NonePassed));
}

#[test]
fn s6_technical_marks_do_not_move_after_the_prices_are_open() {
    let evaluation = pricing(&USUAL);
    assert!(evaluation.clone().set_consensus(CHAIR, consensus(B, 71)).is_err());
    assert!(evaluation.clone().save_marks(CHAIR, vec![mark(B, 71)]).is_err());
    let correct = |by| evaluation.clone().correct_mark(by, B, CRITERION, score(90), "adding slip", at(8));
    assert_eq!(correct(CHAIR), Err(EvaluationRefusal::OfThePanel { person: CHAIR }));
    let corrected = correct(BOARD).unwrap();
    let correction = &corrected.papers().corrections[0];
    assert_eq!((correction.before, correction.after), (score(70), score(90)));
    assert_eq!(corrected.papers().consensus[1].mark, score(70), "the mark as signed is kept");
    assert_eq!(outcome(&corrected.rank().unwrap()), Some(Outcome::First(B)));

    let failed = ranked(&USUAL).correct_mark(BOARD, A, CRITERION, score(49), "adding slip", at(8)).unwrap();
    assert_eq!((failed.state(), outcome(&failed)), (EvaluationState::Pricing, None));
    assert_eq!(combined(&failed.rank().unwrap()), ["100.00"]);
}

fn low_price() -> Evaluation {
    pricing(&[(A, 80, 3_000_000), (B, 70, 2_900_000), (C, 65, 1_500_000)])
}

#[test]
fn s17_e11_a_low_price_is_asked_about_before_bids_are_ranked() {
    let kind = QueryKind::AbnormallyLow;
    let evaluation = low_price();
    assert_eq!(evaluation.low_price_flags(C).unwrap().len(), 2);
    assert_eq!(evaluation.clone().rank(), Err(EvaluationRefusal::PriceUnsettled { bid: C, kind }));
    let unasked = evaluation.clone().reject_price(CHAIR, C, kind, "too low", at(8));
    assert_eq!(unasked, Err(EvaluationRefusal::NotAsked { bid: C }));
    let until = earliest_answer_before(at(8), evaluation.terms().published_on);
    let needless = evaluation.clone().query_price(CHAIR, B, kind, until, at(8));
    assert_eq!(needless, Err(EvaluationRefusal::NothingToAsk { bid: B }));
    let asked = evaluation.query_price(CHAIR, C, kind, until, at(8)).unwrap();
    assert_eq!(asked.clone().rank(), Err(EvaluationRefusal::PriceUnsettled { bid: C, kind }));
    let again = asked.clone().query_price(CHAIR, C, kind, until, at(8));
    assert_eq!(again, Err(EvaluationRefusal::AlreadyAsked { bid: C }));

    let answered = asked.answer_query(C, kind, true, "the model is our own", at(9)).unwrap();
    let accepted = answered.clone().accept_price(CHAIR, C, kind, "plausible", at(10)).unwrap().rank().unwrap();
    assert_eq!(combined(&accepted), ["88.75", "80.00", "73.19"]);
    let rejected = answered.reject_price(CHAIR, C, kind, "below cost", at(10)).unwrap().rank().unwrap();
    assert_eq!(combined(&rejected), ["98.67", "92.50"]);
    assert_eq!(rejected.papers().exclusions[0].ground, Ground::AbnormallyLow);
}

#[test]
fn a_total_stated_otherwise_is_confirmed_or_the_bid_is_out() {
    let kind = QueryKind::Arithmetic;
    let mut prices = vec![price(A, 3_000_000), price(B, 2_900_000)];
    prices[1].price.stated_total = Some(Money::from_dollars(2_800_000));
    let evaluation = technical_final(&[(A, 80), (B, 70)]).load_prices(prices).unwrap();
    assert_eq!(evaluation.clone().rank(), Err(EvaluationRefusal::PriceUnsettled { bid: B, kind }));
    let until = earliest_answer_before(at(8), evaluation.terms().published_on);
    let asked = evaluation.query_price(SECOND, B, kind, until, at(8)).unwrap();
    let confirmed = asked.clone().answer_query(B, kind, true, "", at(9)).unwrap();
    let kept = confirmed.accept_price(SECOND, B, kind, "confirmed", at(10)).unwrap().rank().unwrap();
    assert_eq!(combined(&kept), ["98.67", "92.50"], "the recomputed total counts");
    let out = asked.reject_price(SECOND, B, kind, "no answer in time", until).unwrap().rank().unwrap();
    assert_eq!(combined(&out), ["100.00"]);
    assert_eq!(out.papers().exclusions[0].ground, Ground::TotalNotConfirmed);
}

#[test]
fn s16_an_answer_after_the_close_changes_no_price_and_every_slip_gets_the_same_chance() {
    let kind = QueryKind::Arithmetic;
    let stated = |bid, dollars, stated: i64| {
        let mut opened = price(bid, dollars);
        opened.price.stated_total = Some(Money::from_dollars(stated));
        opened
    };
    // Two bidders made a slip, in either direction; the third made none and is not asked.
    let prices = vec![stated(A, 3_000_000, 2_999_000), stated(B, 2_900_000, 2_901_000), price(C, 2_950_000)];
    let opened = technical_final(&[(A, 80), (B, 70), (C, 75)]).load_prices(prices.clone()).unwrap();
    let until = earliest_answer_before(at(8), opened.terms().published_on);
    let ask = |evaluation: Evaluation, bid| evaluation.query_price(CHAIR, bid, kind, until, at(8));
    assert_eq!(ask(opened.clone(), C), Err(EvaluationRefusal::NothingToAsk { bid: C }));
    let mut evaluation = opened;
    for bid in [A, B] {
        // As long as one of them was not asked, nobody is ranked.
        assert_eq!(evaluation.clone().rank(), Err(EvaluationRefusal::PriceUnsettled { bid, kind }));
        let answered = ask(evaluation, bid).unwrap().answer_query(bid, kind, true, "HK$1.00", at(9)).unwrap();
        assert_eq!(answered.papers().queries.last().map(|query| query.answer_before), Some(until), "the same time");
        assert_eq!(answered.papers().prices, prices, "an answer is words, never an amount");
        evaluation = answered.accept_price(CHAIR, bid, kind, "confirmed", at(10)).unwrap();
    }
    let ranked = evaluation.rank().unwrap();
    assert_eq!(ranked.papers().prices, prices);
    assert!(ranked.answer_query(A, kind, true, "HK$1.00", at(11)).is_err(), "the matter is settled");
}

#[test]
fn a_later_exclusion_leads_back_to_pricing_and_voids_the_recommendation() {
    let evaluation = ranked(&USUAL).recommend(CHAIR, A, None, at(9)).unwrap().sign_report(CHAIR, None, at(9)).unwrap();
    let why = "debarred since";
    let none = evaluation.clone().exclude(BOARD, A, Grounds::default(), why, at(10));
    assert_eq!(none, Err(EvaluationRefusal::NoGroundToExclude { bid: A }));
    let barred = Grounds { is_barred: true, was_sent_back: false };
    let sent_back = Grounds { is_barred: false, was_sent_back: true };
    assert!(evaluation.clone().exclude(BOARD, A, sent_back, why, at(10)).is_ok());
    let panel = evaluation.clone().exclude(CHAIR, A, barred, why, at(10));
    assert_eq!(panel, Err(EvaluationRefusal::OfThePanel { person: CHAIR }));
    let evaluation = evaluation.exclude(BOARD, A, barred, why, at(10)).unwrap();
    assert_eq!(evaluation.state(), EvaluationState::Pricing);
    let papers = evaluation.papers();
    assert_eq!((papers.recommendation.as_ref(), papers.report_signatures.len()), (None, 0));
    let twice = evaluation.clone().exclude(BOARD, A, barred, why, at(10));
    assert_eq!(twice, Err(EvaluationRefusal::NotABid { bid: A }));
    let evaluation = evaluation.rank().unwrap();
    assert_eq!(evaluation.first(), Ok(B));
    assert!(evaluation.papers().ranking.as_ref().unwrap().single_bid);
}

#[test]
fn s18_equals_are_separated_by_a_draw_that_two_officers_witness() {
    let evaluation = ranked(&[(A, 75, 1_200_000), (B, 75, 1_200_000), (C, 70, 1_300_000)]);
    let among = vec![A, B];
    let undrawn = evaluation.clone().recommend(CHAIR, A, Some("first by name"), at(9));
    assert_eq!(undrawn, Err(EvaluationRefusal::DrawNeeded { among: among.clone() }));
    let draw = |drawn, witnesses| evaluation.clone().record_draw(drawn, witnesses, at(9));
    assert_eq!(draw(C, (BOARD, WITNESS)), Err(EvaluationRefusal::NothingToDraw));
    assert_eq!(draw(B, (BOARD, BOARD)), Err(EvaluationRefusal::TwoWitnessesNeeded));
    assert_eq!(draw(B, (BOARD, THIRD)), Err(EvaluationRefusal::OfThePanel { person: THIRD }));
    let drawn = draw(B, (BOARD, WITNESS)).unwrap();
    assert_eq!(drawn.papers().draw.as_ref().map(|draw| draw.among.clone()), Some(among));
    assert_eq!(drawn.first(), Ok(B));
    let again = drawn.clone().record_draw(A, (BOARD, WITNESS), at(9));
    assert_eq!(again, Err(EvaluationRefusal::NothingToDraw), "a draw is not repeated");
    assert_eq!(drawn.recommend(CHAIR, A, None, at(9)), Err(EvaluationRefusal::NotTheFirst { first: B }));
}

#[test]
fn s19_another_bid_than_the_first_needs_a_written_reason() {
    for (bid, why, expected) in [
        (A, None, Ok(A)),
        (B, None, Err(EvaluationRefusal::NotTheFirst { first: A })),
        (B, Some("  "), Err(EvaluationRefusal::NotTheFirst { first: A })),
        (B, Some("funds were cut"), Ok(B)),
        (C, Some("not ranked"), Err(EvaluationRefusal::NotABid { bid: C })),
    ] {
        let recommended = ranked(&USUAL).recommend(CHAIR, bid, why, at(9));
        assert_eq!(recommended.map(|e| e.papers().recommendation.as_ref().unwrap().bid), expected, "{why:?}");
    }
    let unrecommended = ranked(&USUAL).sign_report(CHAIR, None, at(9));
    assert_eq!(unrecommended, Err(EvaluationRefusal::NothingRecommended));
}

#[test]
fn e17_a_price_only_tender_is_evaluated_without_marks() {
    let bids = [A, B, C];
    let submitted = PANEL
        .into_iter()
        .try_fold(scoring(Model::PriceOnly, &bids), |evaluation, by| submit(evaluation, by, &[]))
        .unwrap();
    let signed = PANEL.into_iter().try_fold(submitted, |evaluation, by| evaluation.sign_technical(by, at(4))).unwrap();
    let prices = vec![price(A, 500_000), price(B, 500_000), price(C, 510_000)];
    let ranked = signed.load_prices(prices).unwrap().rank().unwrap();
    assert_eq!(outcome(&ranked), Some(Outcome::Unresolved(vec![A, B])));
}

#[test]
fn what_was_stored_goes_on_where_it_stopped() {
    let evaluation = ranked(&USUAL);
    let stored = Evaluation::stored(evaluation.terms().clone(), evaluation.papers().clone(), evaluation.state());
    assert_eq!(stored, evaluation);
}
