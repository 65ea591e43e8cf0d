//! Envelopes that were replaced or withdrawn are destroyed once nobody can challenge the outcome, and no others.

use super::*;
use crate::bids;
use crate::random::sha256;
use crate::testing::PASSWORD;
use domain::bids::{EnvelopeKind, Receipt, destroyed_from};

/// Which envelopes a bidder still gets, receipt by receipt; what it gets has the fingerprint of the receipt.
async fn kept(office: &Office, who: &str, tender: &str) -> Vec<bool> {
    let caller = office.person(who).await;
    let view = bids::show(&caller, tender).await.unwrap();
    let mut kept = Vec::new();
    for one in &view.receipts {
        let note = bids::receipt(&caller, tender, one.number).await.unwrap();
        let receipt = Receipt::from_text(bidding::text_of_note(&note).unwrap()).unwrap();
        for kind in EnvelopeKind::ALL {
            let envelope = bids::envelope(&caller, tender, one.number, *kind).await;
            if let Ok(bytes) = &envelope {
                assert_eq!(sha256(bytes), receipt.envelopes.get(*kind).unwrap().sha256.0);
            }
            kept.push(envelope.is_ok());
            if one.envelopes.contains(kind) {
                assert!(envelope.is_ok());
            }
        }
    }
    kept
}

#[tokio::test]
async fn m16_a_replaced_version_is_destroyed_when_the_award_can_no_longer_be_challenged() {
    let office = Office::sample().await;
    let (offers, marks) =
        ([(BIDDER, "1,250,000"), (BIDDER, "1,200,000"), (RIVAL, "1,300,000")], [(BIDDER, 75), (RIVAL, 50)]);
    let tender = office.reported(&TD_TENDERS, &offers, &marks).await.reference;
    let at = tender.as_str();
    let first = office.bid_of(TD_TENDERS.panel[0], at, BIDDER).await;
    let second = office.bid_of(TD_TENDERS.panel[0], at, RIVAL).await;
    let reported = Reported { reference: tender.clone(), first, second };
    let fields = office.recommendation_form(&TD_TENDERS, &reported).await;
    recommend(&office.person(TD_TENDERS.procurement).await, at, &fields).await.unwrap();
    office.decide_award(TD_TENDERS.approver, at, "approve").await.unwrap();
    office.services.clock.set(office.services.clock.now().plus_minutes(60 * 24 * 60));
    assert_eq!(destroy_superseded(&office.system()).await.unwrap(), 0, "the award is not final");
    assert_eq!(settle(&office.system()).await.unwrap().confirmed, 1);

    let due = destroyed_from(office.services.clock.now().day());
    office.services.clock.set(due.plus_seconds(-1));
    assert_eq!(destroy_superseded(&office.system()).await.unwrap(), 0);
    assert_eq!(kept(&office, BIDDER, at).await, [true; 4]);
    office.services.clock.set(due);
    assert!(is_forbidden(destroy_superseded(&office.person(BOARD).await).await));
    let events = async || office.log().await.iter().filter(|event| *event == "bids.superseded_destroyed").count();
    let before = events().await;
    assert_eq!(destroy_superseded(&office.system()).await.unwrap(), 2);
    assert_eq!(destroy_superseded(&office.system()).await.unwrap(), 0);
    assert_eq!(events().await, before + 1);
    assert_eq!(kept(&office, BIDDER, at).await, [false, false, true, true]);
    assert_eq!(kept(&office, RIVAL, at).await, [true; 2]);
    let view = bids::show(&office.person(BIDDER).await, at).await.unwrap();
    assert_eq!((view.destroyed_at, view.receipts.len()), (Some(due), 2));
    assert_eq!(bids::show(&office.person(RIVAL).await, at).await.unwrap().destroyed_at, None);
}

#[tokio::test]
async fn a_withdrawn_version_is_destroyed_after_a_tender_that_was_called_off() {
    let office = Office::sample().await;
    office.keys_held(&TD_TENDERS).await;
    let at = office.tender_published(&TD_TENDERS).await;
    for who in [BIDDER, RIVAL] {
        office.bid_written(who, &at, "We do.", "1,300,000").await;
        bids::submit(&office.person(who).await, &at, office.submission(), PASSWORD).await.unwrap();
    }
    bids::withdraw(&office.person(RIVAL).await, &at, office.submission(), PASSWORD).await.unwrap();
    office.called_off(&TD_TENDERS, &at).await;

    assert_eq!(destroy_superseded(&office.system()).await.unwrap(), 0);
    office.services.clock.set(destroyed_from(office.services.clock.now().day()));
    assert_eq!(destroy_superseded(&office.system()).await.unwrap(), 2);
    assert_eq!((kept(&office, BIDDER, &at).await, kept(&office, RIVAL, &at).await), (vec![true; 2], vec![false; 4]));
}
