//! What becomes of the bids themselves, and what their bidders see of it.

use super::*;
use crate::testing::PASSWORD;
use crate::{bids, evaluation};
use domain::bids::BidState;

/// Where each bidder sees its bid, on its page and in its list.
async fn seen(office: &Office, tender: &str) -> [BidState; 2] {
    let mut states = Vec::new();
    for who in [BIDDER, RIVAL] {
        let caller = office.person(who).await;
        let listed = bids::browse(&caller).await.unwrap();
        let listed = listed.iter().find(|bid| bid.reference == tender).unwrap();
        let page = bids::show(&caller, tender).await.unwrap();
        assert_eq!(page.state, listed.state);
        states.push(page.state);
    }
    states.try_into().unwrap()
}

#[tokio::test]
async fn a_bidder_sees_where_its_bid_went_with_the_decision_and_not_before() {
    use BidState::{Awarded, Lapsed, Opened, PriceOpened, Unsuccessful};
    let office = Office::sample().await;
    let (offers, marks) = ([(BIDDER, "1,200,000"), (RIVAL, "1,300,000")], [(BIDDER, 75), (RIVAL, 50)]);
    let tender = office.reported(&TD_TENDERS, &offers, &marks).await.reference;
    let at = tender.as_str();
    assert_eq!(seen(&office, at).await, [Opened, Opened]);
    let first = office.bid_of(TD_TENDERS.panel[0], at, BIDDER).await;
    let second = office.bid_of(TD_TENDERS.panel[0], at, RIVAL).await;
    let reported = Reported { reference: tender.clone(), first, second };
    let fields = office.recommendation_form(&TD_TENDERS, &reported).await;
    let officer = office.person(TD_TENDERS.procurement).await;
    recommend(&officer, at, &fields).await.unwrap();
    assert_eq!(seen(&office, at).await, [Opened, Opened]);
    office.decide_award(TD_TENDERS.approver, at, "approve").await.unwrap();
    assert_eq!(seen(&office, at).await, [PriceOpened, PriceOpened]);
    office.services.clock.set(office.services.clock.now().plus_minutes(15 * 24 * 60));
    assert_eq!(settle(&office.system()).await.unwrap().confirmed, 1);
    assert_eq!(seen(&office, at).await, [Awarded, Unsuccessful]);
    lapse(&office.person(TD_TENDERS.approver).await, at, &form(&[("reason", "It will not sign.")])).await.unwrap();
    assert_eq!(seen(&office, at).await, [Lapsed, Unsuccessful]);

    // The chair takes the report up again and the next in rank is recommended.
    let chair = office.person(TD_TENDERS.panel[0]).await;
    let version = async || form(&[("version", &office.evaluation(TD_TENDERS.panel[0], at).await.version.to_string())]);
    evaluation::reopen_report(&chair, at, &version().await).await.unwrap();
    let mut fields = version().await;
    fields.set("bid", second.to_string());
    fields.set("reason", "The first would not sign.");
    evaluation::recommend(&chair, at, &fields).await.unwrap();
    for who in TD_TENDERS.panel {
        let seen = office.evaluation(who, at).await.seen_report;
        evaluation::sign_report(&office.person(who).await, at, &form(&[("seen", &seen)])).await.unwrap();
    }
    let fields = office.recommendation_form(&TD_TENDERS, &reported).await;
    recommend(&officer, at, &fields).await.unwrap();
    let approver = office.person(TD_TENDERS.approver).await;
    let version = show(&approver, Locale::En, at).await.unwrap().round.unwrap().version.to_string();
    let yes = [("do", "approve"), ("version", &version), ("reason_for_other", "The first would not sign.")];
    decide(&approver, at, &form(&yes)).await.unwrap();
    office.services.clock.set(office.services.clock.now().plus_minutes(15 * 24 * 60));
    assert_eq!(settle(&office.system()).await.unwrap().confirmed, 1);
    assert_eq!(seen(&office, at).await, [Lapsed, Awarded]);
}

#[tokio::test]
async fn a_signed_report_is_taken_up_again_by_its_chair_and_only_once_an_award_came_to_nothing() {
    let office = Office::sample().await;
    let reported = office.award_active(&TD_TENDERS).await;
    let at = reported.reference.as_str();
    let reopens = async |who: &str| {
        let version = office.evaluation(who, at).await.version.to_string();
        evaluation::reopen_report(&office.person(who).await, at, &form(&[("version", &version)])).await
    };
    assert!(reopens(TD_TENDERS.panel[0]).await.is_err(), "an award stands");
    lapse(&office.person(TD_TENDERS.approver).await, at, &form(&[("reason", "It will not sign.")])).await.unwrap();
    assert!(matches!(refusal(reopens(TD_TENDERS.panel[1]).await), Refusal::Evaluation(_)), "not the chair");
    reopens(TD_TENDERS.panel[0]).await.unwrap();
}

#[tokio::test]
async fn an_award_with_a_contract_in_force_neither_lapses_nor_is_offered_to() {
    let office = Office::sample().await;
    let contract = office.contract_in_force(&TD_TENDERS).await;
    let officer = office.person(TD_TENDERS.procurement).await;
    let tender = crate::contracts::show(&officer, Locale::En, &contract).await.unwrap().row.tender;
    let refused = award(
        lapse(&office.person(TD_TENDERS.approver).await, &tender, &form(&[("reason", "It will not sign.")])).await,
    );
    assert_eq!(refused, AwardRefusal::ContractInForce);
}

#[tokio::test]
async fn a_company_lists_its_own_bids_and_no_others() {
    let office = Office::sample().await;
    office.keys_held(&TD_TENDERS).await;
    let tender = office.tender_published(&TD_TENDERS).await;
    let own = async |who: &str| {
        let bids = bids::browse(&office.person(who).await).await.unwrap();
        bids.into_iter().filter(|bid| bid.reference == tender).map(|bid| (bid.state, bid.receipts)).collect::<Vec<_>>()
    };
    assert_eq!(own(BIDDER).await, []);
    office.bid_written(BIDDER, &tender, "We do.", "100").await;
    assert_eq!(own(BIDDER).await, [(BidState::Draft, 0)]);
    let press = office.submission();
    bids::submit(&office.person(BIDDER).await, &tender, press, PASSWORD).await.unwrap();
    assert_eq!((own(BIDDER).await, own(RIVAL).await), (vec![(BidState::Submitted, 1)], vec![]));
    assert!(is_forbidden(bids::browse(&office.person(TD_TENDERS.procurement).await).await));
}
