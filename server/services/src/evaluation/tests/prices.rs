//! Prices stay shut until the marks are signed; low ones are asked about; bids are ranked; the report is signed.

use super::*;
use crate::testing::{PASSWORD, form};
use crate::{bids, evaluation, openings, tenders};
use domain::bids::{EnvelopeKind, OpeningRefusal, Section as Task};
use domain::evaluation::{EvaluationState, QueryKind};
use domain::tenders::{Section, Stage};
use domain::time::Day;

async fn try_prices(office: &Office, tender: &OpenedTender, who: &'static str) -> Result<openings::Outcome, Failure> {
    let caller = office.person(who).await;
    openings::contribute(&caller, &tender.reference, EnvelopeKind::Price, PASSWORD, &tender.keys[who]).await
}

/// Up to open prices: the first bidder far below the second.
async fn asked_about() -> (Office, OpenedTender) {
    let office = Office::sample().await;
    let tender = office.bids_opened(&TD_TENDERS, &[(BIDDER, "500,000"), (RIVAL, "1,300,000")]).await;
    office.all_declared(&TD_TENDERS, &tender.reference).await;
    office.technically_final(&TD_TENDERS, &tender.reference, &GOOD).await;
    office.envelopes_opened(&TD_TENDERS, &tender, EnvelopeKind::Price).await;
    (office, tender)
}

#[tokio::test]
async fn s5_price_envelopes_stay_shut_before_the_whole_panel_has_signed_and_every_try_is_logged() {
    let (office, tender) = declared().await;
    let opener = TD_TENDERS.openers[0];
    let shut = refusal(try_prices(&office, &tender, opener).await);
    assert_eq!(shut, Refusal::Opening(OpeningRefusal::TechnicalNotLocked));
    let log = office.log().await;
    assert_eq!(log.last().unwrap(), "opening.refused");
    assert_eq!(log.iter().filter(|event| *event == "closing_key.released").count(), 2, "only the first opening's");
    office.technically_final(&TD_TENDERS, &tender.reference, &GOOD).await;
    assert!(matches!(try_prices(&office, &tender, opener).await.unwrap(), openings::Outcome::Waiting(_)));
}

#[tokio::test]
async fn s5_the_price_of_a_bid_that_failed_is_never_opened() {
    let (office, tender) = declared().await;
    let at = tender.reference.as_str();
    office.technically_final(&TD_TENDERS, at, &[(BIDDER, 75), (RIVAL, 25)]).await;
    office.envelopes_opened(&TD_TENDERS, &tender, EnvelopeKind::Price).await;
    let record = openings::show(&office.person(TD_TENDERS.procurement).await, at, EnvelopeKind::Price).await.unwrap();
    let passed = office.bid_of(CHAIR, at, BIDDER).await;
    assert_eq!(record.lines.iter().map(|line| line.bid).collect::<Vec<_>>(), [passed]);
    let failed = office.bid_of(CHAIR, at, RIVAL).await;
    let buyer = office.person(TD_TENDERS.procurement).await;
    assert_eq!(openings::opened_bid(&buyer, at, failed).await.unwrap().price, None);
    assert!(openings::opened_bid(&buyer, at, passed).await.unwrap().price.is_some());
    let view = office.evaluation(CHAIR, at).await;
    assert_eq!((view.state, view.prices.len()), (EvaluationState::Pricing, 1));
}

#[tokio::test]
async fn s5_no_price_is_opened_when_no_bid_passed() {
    let (office, tender) = declared().await;
    office.technically_final(&TD_TENDERS, &tender.reference, &[(BIDDER, 25), (RIVAL, 25)]).await;
    let shut = rule(try_prices(&office, &tender, TD_TENDERS.openers[0]).await);
    assert_eq!(shut, EvaluationRefusal::NonePassed);
}

#[tokio::test]
async fn a_bid_that_misses_an_essential_requirement_is_given_no_marks_and_its_price_stays_shut() {
    let (office, tender) = declared().await;
    let at = tender.reference.as_str();
    let view = office.evaluation(CHAIR, at).await;
    let requirement = view.essentials[0].0.to_string();
    let bid = office.bid_of(CHAIR, at, RIVAL).await;
    let fields = form(&[("requirement", &requirement), ("reason", "It keeps no log.")]);
    let member = evaluation::mark_non_conforming(&office.person(SECOND).await, at, bid, &fields).await;
    assert_eq!(rule(member), EvaluationRefusal::NotTheChair);
    evaluation::mark_non_conforming(&office.person(CHAIR).await, at, bid, &fields).await.unwrap();
    office.technically_final(&TD_TENDERS, at, &[(BIDDER, 75)]).await;
    office.envelopes_opened(&TD_TENDERS, &tender, EnvelopeKind::Price).await;
    let view = office.evaluation(CHAIR, at).await;
    assert_eq!(view.prices.len(), 1);
    let state = bid_state(&office, RIVAL, at).await;
    assert_eq!(state, domain::bids::BidState::NonConforming);
}

#[tokio::test]
async fn s6_marks_do_not_move_after_prices_are_open_but_by_the_board_which_keeps_both() {
    let (office, tender) = declared().await;
    let at = tender.reference.as_str();
    office.technically_final(&TD_TENDERS, at, &GOOD).await;
    office.envelopes_opened(&TD_TENDERS, &tender, EnvelopeKind::Price).await;
    let (view, bid) = (office.evaluation(CHAIR, at).await, office.bid_of(CHAIR, at, RIVAL).await);
    let criteria: Vec<_> = view.criteria.iter().map(|one| one.criterion).collect();
    let mut fields = office.marks_form(&criteria, 75);
    fields.set("version", view.version.to_string());
    let late = rule(evaluation::set_consensus(&office.person(CHAIR).await, at, bid, &fields).await);
    assert!(matches!(late, EvaluationRefusal::NotNow { .. }));
    let late = rule(evaluation::save_marks(&office.person(CHAIR).await, at, bid, &fields).await);
    assert!(matches!(late, EvaluationRefusal::NotNow { .. }));
    fields.set("bid", bid.to_string());
    fields.set("criterion", criteria[0].id.to_string());
    fields.set("reason", "A mark was copied into the wrong line.");
    let by_panel = evaluation::correct_mark(&office.person(CHAIR).await, at, &fields).await;
    assert!(matches!(by_panel, Err(Failure::Forbidden(_))));
    evaluation::correct_mark(&office.person("ph.lam").await, at, &fields).await.unwrap();
    let view = office.evaluation(CHAIR, at).await;
    assert!(view.corrections[0].before < view.corrections[0].after);
    assert_eq!(view.settled(bid, criteria[0].id).unwrap().mark, view.corrections[0].before, "both are kept");
}

#[tokio::test]
async fn s17_a_low_price_is_asked_about_and_the_bidder_answers_before_anything_is_decided() {
    let (office, tender) = asked_about().await;
    let at = tender.reference.as_str();
    let bid = office.bid_of(CHAIR, at, BIDDER).await;
    let chair = office.person(CHAIR).await;
    let unsettled = rule(evaluation::rank_bids(&chair, at).await);
    assert_eq!(unsettled, EvaluationRefusal::PriceUnsettled { bid, kind: QueryKind::AbnormallyLow });
    let id = bid.to_string();
    let ask = async |day: &str| {
        let pairs = [("bid", id.as_str()), ("kind", "abnormally_low"), ("answer_by", day)];
        evaluation::ask_about_price(&office.person(CHAIR).await, at, &form(&pairs)).await
    };
    // Friday 18 December: the two full working days are Monday and Tuesday.
    assert!(matches!(rule(ask("2026-12-21").await), EvaluationRefusal::AnswerTimeTooShort { .. }));
    let bidder = office.person(BIDDER).await;
    assert!(is_missing(evaluation::price_questions(&bidder, at).await));
    ask("2026-12-22").await.unwrap();
    let decide = async |decision: &str| {
        let version = office.evaluation(CHAIR, at).await.version.to_string();
        let pairs = [
            ("bid", id.as_str()),
            ("kind", "abnormally_low"),
            ("decision", decision),
            ("reason", "Own data centre."),
            ("version", version.as_str()),
        ];
        evaluation::decide_about_price(&office.person(CHAIR).await, at, &form(&pairs)).await
    };
    assert!(matches!(rule(decide("reject").await), EvaluationRefusal::AnswerAwaited { .. }));
    assert!(is_missing(evaluation::price_questions(&office.person(RIVAL).await, at).await), "another's question");
    let letters = office.letters().await;
    let asked: Vec<_> =
        letters.iter().filter(|(to, subject)| to.starts_with("ym.lam@") && subject.contains(at)).collect();
    assert!(asked.iter().any(|(_, subject)| subject.contains("22")), "{asked:?}");
    let answer = form(&[("kind", "abnormally_low"), ("confirmed", "yes"), ("text", "We run our own machines.")]);
    evaluation::answer_about_price(&bidder, at, &answer).await.unwrap();
    let again = rule(evaluation::answer_about_price(&bidder, at, &answer).await);
    assert_eq!(again, EvaluationRefusal::AlreadyAnswered { bid });
    decide("accept").await.unwrap();
    evaluation::rank_bids(&chair, at).await.unwrap();
    assert_eq!(office.evaluation(CHAIR, at).await.ranking.unwrap().places.len(), 2);
}

#[tokio::test]
async fn a_rejected_price_leaves_its_bid_out_and_the_others_are_ranked_without_it() {
    let (office, tender) = asked_about().await;
    let at = tender.reference.as_str();
    let id = office.bid_of(CHAIR, at, BIDDER).await.to_string();
    let asked = form(&[("bid", &id), ("kind", "abnormally_low"), ("answer_by", "2026-12-22")]);
    evaluation::ask_about_price(&office.person(CHAIR).await, at, &asked).await.unwrap();
    office.pass_minutes(7 * 24 * 60);
    let version = office.evaluation(CHAIR, at).await.version.to_string();
    let pairs = [
        ("bid", id.as_str()),
        ("kind", "abnormally_low"),
        ("decision", "reject"),
        ("reason", "No answer came."),
        ("version", version.as_str()),
    ];
    evaluation::decide_about_price(&office.person(CHAIR).await, at, &form(&pairs)).await.unwrap();
    evaluation::rank_bids(&office.person(CHAIR).await, at).await.unwrap();
    let view = office.evaluation(CHAIR, at).await;
    let ranking = view.ranking.unwrap();
    assert!(ranking.single_bid && view.exclusions.len() == 1);
    assert_eq!(bid_state(&office, BIDDER, at).await, domain::bids::BidState::Rejected);
}

#[tokio::test]
async fn s18_equals_are_never_picked_and_a_draw_is_watched_by_two_outside_the_panel() {
    let office = Office::sample().await;
    let tender = office.bids_opened(&TD_TENDERS, &[(BIDDER, "1,200,000"), (RIVAL, "1,200,000")]).await;
    let at = tender.reference.as_str();
    office.all_declared(&TD_TENDERS, at).await;
    office.technically_final(&TD_TENDERS, at, &[(BIDDER, 75), (RIVAL, 75)]).await;
    office.envelopes_opened(&TD_TENDERS, &tender, EnvelopeKind::Price).await;
    let chair = office.person(CHAIR).await;
    evaluation::rank_bids(&chair, at).await.unwrap();
    let bid = office.bid_of(CHAIR, at, RIVAL).await.to_string();
    let recommend = async || {
        let version = office.evaluation(CHAIR, at).await.version.to_string();
        evaluation::recommend(&office.person(CHAIR).await, at, &form(&[("bid", &bid), ("version", &version)])).await
    };
    assert!(matches!(rule(recommend().await), EvaluationRefusal::DrawNeeded { .. }));
    let buyer = office.person(TD_TENDERS.procurement).await;
    let own = office.id_of(TD_TENDERS.procurement).await;
    let alone = evaluation::record_draw(&buyer, at, &form(&[("bid", &bid), ("witness", &own)])).await;
    assert!(matches!(refusal(alone), Refusal::Form(_)));
    let witness = office.id_of(TD_TENDERS.openers[0]).await;
    evaluation::record_draw(&buyer, at, &form(&[("bid", &bid), ("witness", &witness)])).await.unwrap();
    recommend().await.unwrap();
}

#[tokio::test]
async fn s19_another_bid_than_the_first_needs_a_reason_and_a_dissent_stands_beside_the_signature() {
    let (office, tender) = declared().await;
    let at = tender.reference.as_str();
    office.technically_final(&TD_TENDERS, at, &GOOD).await;
    office.envelopes_opened(&TD_TENDERS, &tender, EnvelopeKind::Price).await;
    let chair = office.person(CHAIR).await;
    evaluation::rank_bids(&chair, at).await.unwrap();
    let second = office.bid_of(CHAIR, at, RIVAL).await.to_string();
    let version = office.evaluation(CHAIR, at).await.version.to_string();
    let pairs = [("bid", second.as_str()), ("version", version.as_str())];
    let other = rule(evaluation::recommend(&chair, at, &form(&pairs)).await);
    let first = office.bid_of(CHAIR, at, BIDDER).await;
    assert_eq!(other, EvaluationRefusal::NotTheFirst { first });
    let pairs = [("bid", second.as_str()), ("version", version.as_str()), ("reason", "The first was wound up.")];
    evaluation::recommend(&chair, at, &form(&pairs)).await.unwrap();
    let seen = office.evaluation(SECOND, at).await.seen_report;
    let signed = form(&[("seen", &seen), ("dissent", "I would have waited.")]);
    evaluation::sign_report(&office.person(SECOND).await, at, &signed).await.unwrap();
    let view = office.evaluation(CHAIR, at).await;
    let member = view.panel.iter().find(|member| member.signed_report.is_some()).unwrap();
    assert_eq!(member.signed_report.clone().unwrap().1.as_deref(), Some("I would have waited."));
    assert_eq!(view.state, EvaluationState::Ranked);
}

/// The register suspends the company of this person.
pub(super) async fn bar(office: &Office, who: &str) {
    use crate::suppliers::{VettingStep, vet};
    use domain::suppliers::SupplierCommand;
    assert_eq!(who, BIDDER, "who works for SUP-0001");
    let caller = office.person("ch.poon").await;
    let fields = form(&[("comment", "Because of the test"), ("ends_on", "2027-06-30"), ("register_search", "S-1")]);
    let step = VettingStep::parse(SupplierCommand::Suspend, &fields, caller.today()).unwrap();
    vet(&caller, "SUP-0001", step).await.unwrap();
}

#[tokio::test]
async fn a_bid_that_may_not_win_is_left_out_by_procurement_and_the_ranking_is_worked_out_anew() {
    let (office, tender) = declared().await;
    let at = tender.reference.as_str();
    office.technically_final(&TD_TENDERS, at, &GOOD).await;
    office.envelopes_opened(&TD_TENDERS, &tender, EnvelopeKind::Price).await;
    evaluation::rank_bids(&office.person(CHAIR).await, at).await.unwrap();
    let first = office.bid_of(CHAIR, at, BIDDER).await.to_string();
    let version = office.evaluation(CHAIR, at).await.version.to_string();
    let fields = form(&[("bid", &first), ("reason", "Debarred since the close."), ("version", &version)]);
    let member = evaluation::exclude_bid(&office.person(CHAIR).await, at, &fields).await;
    assert!(matches!(member, Err(Failure::Forbidden(_))));
    let procurement = office.person(TD_TENDERS.procurement).await;
    let bid = office.bid_of(CHAIR, at, BIDDER).await;
    let words_alone = rule(evaluation::exclude_bid(&procurement, at, &fields).await);
    assert_eq!(words_alone, EvaluationRefusal::NoGroundToExclude { bid });
    bar(&office, BIDDER).await;
    evaluation::exclude_bid(&procurement, at, &fields).await.unwrap();
    assert_eq!(office.evaluation(CHAIR, at).await.ranking, None);
    evaluation::rank_bids(&office.person(CHAIR).await, at).await.unwrap();
    assert_eq!(office.evaluation(CHAIR, at).await.ranking.unwrap().places.len(), 1);
    let stale = evaluation::exclude_bid(&office.person(TD_TENDERS.procurement).await, at, &fields).await;
    assert_eq!(refusal(stale), Refusal::ChangedMeanwhile);
}

#[tokio::test]
async fn e17_a_tender_with_a_single_envelope_is_ranked_by_price_once_the_panel_has_signed() {
    let office = Office::sample().await;
    let keys = office.keys_held(&TD_TENDERS).await;
    let reference = office.drafted(&TD_TENDERS).await;
    let directorate = office.id_of("sm.lee").await;
    let pairs = [
        ("basis", "price_only"),
        ("price_only_reason", "A licence of a fixed kind."),
        ("single_envelope", "yes"),
        ("directorate", directorate.as_str()),
    ];
    office.revise(&TD_TENDERS, &reference, Section::MarkingScheme, &pairs).await.unwrap();
    tenders::submit(&office.person(TD_TENDERS.officer).await, &reference).await.unwrap();
    office.decide_tender(TD_TENDERS.approver, &reference, "approve").await.unwrap();
    tenders::publish(&office.person(TD_TENDERS.procurement).await, &reference).await.unwrap();
    for (who, dollars) in NEAR {
        let caller = office.person(who).await;
        for (section, pairs) in [
            (Task::Eligibility, vec![("non_collusion", "yes"), ("parties", "alone")]),
            (Task::Prices, vec![("price-1", dollars)]),
            (Task::Check, vec![]),
        ] {
            bids::save(&caller, &reference, section, &form(&pairs)).await.unwrap();
        }
        bids::submit(&caller, &reference, office.submission(), PASSWORD).await.unwrap();
    }
    let close = Day::of(2026, 12, 18).unwrap().starts_at().plus_minutes(720);
    office.services.clock.set(close.plus_minutes(3));
    let tender = OpenedTender { reference, keys };
    let at = tender.reference.as_str();
    office.envelopes_opened(&TD_TENDERS, &tender, EnvelopeKind::Price).await;
    office.all_declared(&TD_TENDERS, at).await;
    let bid = office.bid_of(CHAIR, at, BIDDER).await;
    let shown = openings::opened_bid(&office.person(CHAIR).await, at, bid).await.unwrap();
    assert_eq!(shown.price, None, "not even an open price is shown before the panel has signed");
    office.technically_final(&TD_TENDERS, at, &[]).await;
    let view = office.evaluation(CHAIR, at).await;
    assert_eq!((view.state, view.prices.len(), view.stage), (EvaluationState::Pricing, 2, Stage::OpenedPrice));
    evaluation::rank_bids(&office.person(CHAIR).await, at).await.unwrap();
    let ranking = office.evaluation(CHAIR, at).await.ranking.unwrap();
    assert_eq!(ranking.outcome, domain::evaluation::Outcome::First(bid));
    let state = bid_state(&office, BIDDER, at).await;
    assert_eq!(state, domain::bids::BidState::PriceOpened);
}

#[tokio::test]
async fn a_price_that_cannot_be_read_leaves_its_bid_out_and_stops_no_other() {
    let (office, tender) = declared().await;
    let at = tender.reference.as_str();
    office.technically_final(&TD_TENDERS, at, &GOOD).await;
    office.envelope_damaged(RIVAL, at, EnvelopeKind::Price).await;
    office.envelopes_opened(&TD_TENDERS, &tender, EnvelopeKind::Price).await;
    let view = office.evaluation(CHAIR, at).await;
    assert_eq!((view.state, view.prices.len()), (EvaluationState::Pricing, 1));
    assert_eq!(view.exclusions[0].ground, domain::evaluation::Ground::Unreadable);
    evaluation::rank_bids(&office.person(CHAIR).await, at).await.unwrap();
    assert!(office.evaluation(CHAIR, at).await.ranking.unwrap().single_bid);
}
