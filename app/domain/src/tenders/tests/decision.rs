//! From the close to the result.

use super::*;
use crate::ids::BidId;
use crate::tenders::decision::{Checks, SetAsideGround, TechnicalReport};

const SIGNED: TechnicalReport = TechnicalReport { is_signed: true, passing: 2 };
const DONE: Checks = Checks { open_price_queries: 0, due_diligence_complete: true, finances_vetted: false };

fn opened_technical() -> Tender {
    published().open_technical([person(11), person(12)], 3, at("2026-05-29", 14)).unwrap()
}

fn evaluating() -> Tender {
    opened_technical().start_evaluation(&[], &assessment("2026-05-29"), at("2026-06-01", 9)).unwrap()
}

fn opened_price() -> Tender {
    evaluating().open_price([person(11), person(12)], &SIGNED, at("2026-06-10", 9)).unwrap()
}

fn recommended(dollars: i64) -> Tender {
    let total = Money::from_dollars(dollars);
    opened_price().recommend(person(21), vec![BidId(id(1))], total, &DONE, at("2026-06-15", 9)).unwrap()
}

fn awarded() -> Tender {
    recommended(3_900_000).approve_award(&committee(31), false, at("2026-06-20", 9)).unwrap()
}

#[test]
fn s2_s3_envelopes_open_after_the_close_by_two_openers_together() {
    let open = |first, second, bids, now| {
        published().open_technical([person(first), person(second)], bids, now).map(|tender| tender.state())
    };
    let (noon, later) = (closing("2026-05-29").instant(), at("2026-05-29", 13));
    let not_now = TenderRefusal::NotNow { stage: Stage::Published, command: TenderCommand::OpenTechnical };
    assert_eq!(open(11, 12, 3, noon), Err(not_now));
    assert_eq!(open(11, 11, 3, later), Err(TenderRefusal::NotTheOpeners));
    assert_eq!(open(11, 31, 3, later), Err(TenderRefusal::NotTheOpeners));
    assert_eq!(open(11, 12, 0, later), Err(TenderRefusal::NoBids));
    assert_eq!(open(11, 12, 1, later), Ok(TenderState::OpenedTechnical));
}

#[test]
fn s7_m19_the_panel_begins_when_all_have_declared_and_conflicts_are_assessed_again() {
    let opened = || published().open_technical([person(11), person(12)], 3, at("2026-05-29", 14)).unwrap();
    let start = |undeclared: &[PersonId], renewed| {
        opened().start_evaluation(undeclared, &assessment(renewed), at("2026-06-01", 9)).map(|tender| tender.state())
    };
    let people = vec![person(23)];
    assert_eq!(start(&people, "2026-05-29"), Err(TenderRefusal::DeclarationsMissing { people: people.clone() }));
    let not_renewed = Err(TenderRefusal::ConflictsNotRenewed { opened_on: day("2026-05-29") });
    for (renewed, expected) in [
        ("2026-05-28", not_renewed.clone()),
        ("2026-05-29", Ok(TenderState::Evaluating)),
        ("2026-06-01", Ok(TenderState::Evaluating)),
        ("2026-06-02", not_renewed),
    ] {
        assert_eq!(start(&[], renewed), expected, "{renewed}");
    }
}

#[test]
fn s5_prices_open_only_after_the_signed_report_and_only_when_a_bid_passed() {
    let open = |is_signed, passing| {
        let report = TechnicalReport { is_signed, passing };
        evaluating().open_price([person(11), person(12)], &report, at("2026-06-10", 9)).map(|tender| tender.state())
    };
    assert_eq!(open(false, 2), Err(TenderRefusal::TechnicalReportNotSigned));
    assert_eq!(open(true, 0), Err(TenderRefusal::NoBids));
    assert_eq!(open(true, 1), Ok(TenderState::OpenedPrice));
}

#[test]
fn e10_a_tender_is_unsuccessful_only_when_no_bid_is_left() {
    let report = |is_signed, passing| TechnicalReport { is_signed, passing };
    let after_close = |report| published().declare_unsuccessful(&report, at("2026-05-29", 13)).map(|t| t.state());
    let opened = |report| opened_technical().declare_unsuccessful(&report, at("2026-06-01", 9)).map(|t| t.state());
    let assessed = |report| evaluating().declare_unsuccessful(&report, at("2026-06-10", 9)).map(|t| t.state());
    assert_eq!(after_close(report(false, 0)), Ok(TenderState::Unsuccessful));
    assert_eq!(after_close(report(false, 1)), Err(TenderRefusal::BidsStand { count: 1 }));
    assert_eq!(opened(report(false, 0)), Ok(TenderState::Unsuccessful), "no envelope could be read");
    assert_eq!(opened(report(false, 1)), Err(TenderRefusal::BidsStand { count: 1 }));
    assert_eq!(assessed(report(false, 0)), Err(TenderRefusal::TechnicalReportNotSigned));
    assert_eq!(assessed(report(true, 1)), Err(TenderRefusal::BidsStand { count: 1 }));
    assert_eq!(assessed(report(true, 0)), Ok(TenderState::Unsuccessful));
}

#[test]
fn s17_a11_t6_the_chair_recommends_when_every_check_is_done() {
    let recommend = |by, cents, checks| {
        let bids = vec![BidId(id(1))];
        let tender = opened_price().recommend(person(by), bids, Money::from_cents(cents), &checks, at("2026-06-15", 9));
        tender.map(|tender| tender.state())
    };
    let low = 3_900_000_00;
    for (by, cents, checks, expected) in [
        (21, low, DONE, Ok(TenderState::Recommended)),
        (22, low, DONE, Err(TenderRefusal::NotTheChair)),
        (21, 0, DONE, Err(TenderRefusal::PriceNotPositive)),
        (21, low, Checks { open_price_queries: 1, ..DONE }, Err(TenderRefusal::PriceQueriesOpen { count: 1 })),
        (21, low, Checks { due_diligence_complete: false, ..DONE }, Err(TenderRefusal::DueDiligenceIncomplete)),
        (21, 15_000_000_00, DONE, Ok(TenderState::Recommended)),
        (21, 15_000_000_01, DONE, Err(TenderRefusal::NotVetted)),
        (21, 15_000_000_01, Checks { finances_vetted: true, ..DONE }, Ok(TenderState::Recommended)),
    ] {
        assert_eq!(recommend(by, cents, checks), expected, "{by} {cents}");
    }
}

#[test]
fn t_c_m13_an_award_needs_the_body_of_its_price_while_bids_stand() {
    let approve = |dollars, number, body, extended, now| {
        let by = Approver { person: person(number), body };
        recommended(dollars).approve_award(&by, extended, now).map(|tender| tender.state())
    };
    let (committee, board) = (ApprovingBody::DepartmentCommittee, ApprovingBody::LogisticsBoard);
    // Bids stand ninety days from 29 May.
    let (june, last, over) = (at("2026-06-20", 9), at("2026-08-27", 23), at("2026-08-28", 0));
    let pending = Ok(TenderState::AwardedPending);
    for (dollars, number, body, extended, now, expected) in [
        (5_000_000, 31, committee, false, june, pending.clone()),
        (5_000_001, 31, committee, false, june, Err(TenderRefusal::BodyTooLow { needed: board })),
        (5_000_001, 31, board, false, june, pending.clone()),
        (3_900_000, 22, board, false, june, Err(TenderRefusal::OpensOrAssesses { person: person(22) })),
        (3_900_000, 31, committee, false, last, pending.clone()),
        (3_900_000, 31, committee, false, over, Err(TenderRefusal::ValidityOver { ended_on: day("2026-08-27") })),
        (3_900_000, 31, committee, true, over, pending),
    ] {
        assert_eq!(approve(dollars, number, body, extended, now), expected, "{dollars} {number}");
    }
    let returned = recommended(3_900_000).return_recommendation(&super::committee(31), "why this one", june).unwrap();
    assert_eq!((returned.state(), returned.progress.recommendation), (TenderState::OpenedPrice, None));
}

#[test]
fn m15_m16_an_award_is_confirmed_after_the_standstill_unless_it_is_challenged() {
    let ends = at("2026-07-02", 0);
    let just_before = Timestamp::from_millis(ends.millis() - 1);
    assert_eq!(awarded().confirm(ends, just_before), Err(TenderRefusal::StandstillRuns { until: ends }));
    assert_eq!(awarded().confirm(ends, ends).unwrap().state(), TenderState::Complete);
    assert_eq!(awarded().challenge(ends, ends), Err(TenderRefusal::ChallengeTooLate { ended_at: ends }));
    let challenged = || awarded().challenge(ends, just_before).unwrap();
    assert_eq!(challenged().confirm(ends, ends), Err(TenderRefusal::ChallengeOpen));
    let dismissed = challenged().dismiss_challenge(&committee(31), "unfounded", ends).unwrap();
    assert_eq!(dismissed.confirm(ends, ends).unwrap().state(), TenderState::Complete);
    assert_eq!(awarded().dismiss_challenge(&committee(31), "none", ends), Err(TenderRefusal::NoChallenge));
}

#[test]
fn an_award_is_set_aside_for_an_upheld_challenge_or_a_winner_that_fails() {
    let now = at("2026-06-22", 9);
    let set_aside = |tender: Tender, ground| tender.set_aside(&committee(31), ground, now);
    let upheld = SetAsideGround::ChallengeUpheld;
    assert_eq!(set_aside(awarded(), upheld), Err(TenderRefusal::NoChallenge));
    let challenged = awarded().challenge(at("2026-07-02", 0), now).unwrap();
    for tender in [set_aside(challenged, upheld), set_aside(awarded(), SetAsideGround::WinnerFails)] {
        let tender = tender.unwrap();
        assert_eq!(tender.state(), TenderState::OpenedPrice);
        assert_eq!((tender.progress.award, tender.progress.is_challenged), (None, false));
    }
}
