//! The whole way from opened bids to a signed report.

use super::*;
use crate::evaluation::{self, ToDo};
use crate::openings;
use crate::testing::{SWD_TENDERS, form};
use domain::bids::{BidState, EnvelopeKind};
use domain::evaluation::EvaluationState;
use domain::tenders::Stage;

#[tokio::test]
async fn bids_go_from_their_opening_to_a_signed_report_and_the_log_names_no_mark_and_no_price() {
    let office = Office::sample().await;
    let tender = office.reported(&TD_TENDERS, &NEAR, &GOOD).await;
    let at = tender.reference.as_str();
    let view = office.evaluation(TD_TENDERS.procurement, at).await;
    assert_eq!((view.state, view.stage), (EvaluationState::Reported, Stage::OpenedPrice));
    let ranking = view.ranking.expect("a ranking");
    let figures: Vec<_> =
        ranking.places.iter().map(|place| place.weighted.expect("weights").combined.to_string()).collect();
    // 60/40: 60 + 40, and 60 × 50/74.5 + 40 × 1.2/1.3.
    assert_eq!(figures, ["100.00", "77.19"]);
    let winner = office.bid_of(CHAIR, at, BIDDER).await;
    assert_eq!(view.recommendation.map(|one| one.bid), Some(winner));
    let log = office.log().await;
    let told: Vec<_> = log.iter().filter(|event| event.starts_with("evaluation.")).map(String::as_str).collect();
    assert_eq!(told.first(), Some(&"evaluation.begun"));
    assert_eq!(told.last(), Some(&"evaluation.report_signed"));
    assert_eq!(told.iter().filter(|event| **event == "evaluation.technical_signed").count(), 3);
    use crate::entities::audit_entries;
    use sea_orm::prelude::*;
    let entries = audit_entries::Entity::find().all(office.services.db.reader()).await.unwrap();
    let bodies: Vec<_> =
        entries.iter().filter(|one| one.event.starts_with("evaluation.")).map(|one| &one.body).collect();
    for figure in ["1200000", "120000000", "130000000", "77.19", "7719"] {
        assert!(bodies.iter().all(|body| !body.contains(figure)), "{figure} stands in the log");
    }
}

#[tokio::test]
async fn everybody_is_written_to_when_it_is_their_turn() {
    let office = Office::sample().await;
    let tender = office.reported(&TD_TENDERS, &NEAR, &GOOD).await;
    let letters = office.letters().await;
    let got = |who: &str, part: &str| {
        letters.iter().filter(|(to, subject)| to.starts_with(&format!("{who}@")) && subject.contains(part)).count()
    };
    assert_eq!(got(TD_TENDERS.approver, "請委任評審小組"), 1);
    assert_eq!((got(CHAIR, "請申報利益"), got(SECOND, "You are asked to evaluate")), (1, 1));
    assert_eq!((got(CHAIR, "可開始評分"), got(THIRD, "可開始評分")), (1, 1), "also whoever declared last");
    assert_eq!(got(CHAIR, "可開始覆核評分"), 1);
    assert_eq!(got(SECOND, "Sign the technical marks"), 1);
    assert_eq!(got(TD_TENDERS.openers[0], "可開啟價格信封"), 1);
    assert_eq!(got(SECOND, "Prices are open"), 1);
    assert_eq!(got(SECOND, "Sign the report"), 1);
    assert_eq!(got(TD_TENDERS.procurement, "評審報告已簽署"), 1);
    assert!(letters.iter().all(|(_, subject)| !subject.contains('{')), "{}", tender.reference);
}

#[tokio::test]
async fn what_is_to_be_done_next_is_shown_to_whose_turn_it_is() {
    let (office, tender) = opened().await;
    let at = tender.reference.as_str();
    let to_do = async |who: &str| office.evaluation(who, at).await.to_do;
    assert_eq!(to_do(TD_TENDERS.approver).await, [ToDo::Appoint]);
    assert_eq!(to_do(CHAIR).await, []);
    office.panel_appointed(&TD_TENDERS, at).await;
    assert_eq!((to_do(CHAIR).await, to_do(TD_TENDERS.approver).await), (vec![ToDo::Declare], vec![]));
    for who in TD_TENDERS.panel {
        let fields = office.no_interests(who, at).await;
        evaluation::declare(&office.person(who).await, at, &fields).await.unwrap();
    }
    assert_eq!(to_do(SECOND).await, [ToDo::Mark]);
    for who in TD_TENDERS.panel {
        office.marked(who, at, &GOOD).await;
    }
    assert_eq!((to_do(CHAIR).await, to_do(SECOND).await), (vec![ToDo::Settle], vec![]));
}

#[tokio::test]
async fn another_departments_evaluation_does_not_exist() {
    let (office, tender) = declared().await;
    let at = tender.reference.as_str();
    let others = [SWD_TENDERS.officer, SWD_TENDERS.approver, SWD_TENDERS.procurement, SWD_TENDERS.panel[0]];
    for who in others {
        let caller = office.person(who).await;
        assert!(is_missing(evaluation::show(&caller, at).await), "{who}");
    }
    let stranger = office.person(SWD_TENDERS.panel[0]).await;
    assert!(is_missing(evaluation::submit_marks(&stranger, at).await));
    assert!(is_missing(evaluation::rank_bids(&stranger, at).await));
    let approver = office.person(SWD_TENDERS.approver).await;
    assert!(is_missing(evaluation::begin(&approver, at, &form(&[("finding", "none")])).await));
    let buyer = office.person(SWD_TENDERS.procurement).await;
    let bid = office.bid_of(CHAIR, at, BIDDER).await;
    assert!(is_missing(openings::opened_bid(&buyer, at, bid).await));
}

#[tokio::test]
async fn there_is_nothing_to_evaluate_before_the_opening_nor_after_the_tender_was_called_off() {
    let office = Office::sample().await;
    office.keys_held(&TD_TENDERS).await;
    let tender = office.tender_published(&TD_TENDERS).await;
    let approver = office.person(TD_TENDERS.approver).await;
    assert!(is_missing(evaluation::begin(&approver, &tender, &form(&[("finding", "none")])).await));

    let (office, tender) = declared().await;
    let at = tender.reference.as_str();
    office.called_off(&TD_TENDERS, at).await;
    let late = evaluation::submit_marks(&office.person(CHAIR).await, at).await;
    assert!(matches!(refusal(late), Refusal::Tender(domain::tenders::TenderRefusal::NotNow { .. })));
}

#[tokio::test]
async fn each_bids_record_follows_its_evaluation() {
    let office = Office::sample().await;
    let tender = office.bids_opened(&TD_TENDERS, &NEAR).await;
    let at = tender.reference.as_str();
    office.all_declared(&TD_TENDERS, at).await;
    office.technically_final(&TD_TENDERS, at, &[(BIDDER, 75), (RIVAL, 25)]).await;
    let state = async |who: &str| bid_state(&office, who, at).await;
    assert_eq!((state(BIDDER).await, state(RIVAL).await), (BidState::TechnicallyPassed, BidState::TechnicallyFailed));
    office.envelopes_opened(&TD_TENDERS, &tender, EnvelopeKind::Price).await;
    assert_eq!((state(BIDDER).await, state(RIVAL).await), (BidState::PriceOpened, BidState::TechnicallyFailed));
}

#[tokio::test]
async fn who_sits_on_a_panel_finds_its_tender_and_nobody_else_does() {
    let office = Office::sample().await;
    let tender = office.bids_opened(&TD_TENDERS, &NEAR).await;
    for (who, found) in
        [(CHAIR, 1), (SECOND, 1), (TD_TENDERS.openers[0], 0), (TD_TENDERS.procurement, 0), ("pf.wong", 0)]
    {
        let panels = evaluation::panels(&office.person(who).await).await.unwrap();
        assert_eq!(panels.iter().filter(|panel| panel.reference == tender.reference).count(), found, "{who}");
        assert_eq!(panels.len(), found, "{who}");
    }
    let bidder = evaluation::panels(&office.person(BIDDER).await).await;
    assert!(matches!(bidder, Err(Failure::Forbidden(_))), "{bidder:?}");
}
