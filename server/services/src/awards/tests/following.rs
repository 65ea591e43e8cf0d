//! What becomes of the bids themselves, and what their bidders see of it.

use super::*;
use crate::bids;
use crate::testing::PASSWORD;
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
    lapse(&officer, at, &form(&[("reason", "It will not sign.")])).await.unwrap();
    assert_eq!(seen(&office, at).await, [Lapsed, Unsuccessful]);
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
