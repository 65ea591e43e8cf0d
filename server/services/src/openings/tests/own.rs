//! A bidder reads its own opened bid, and nobody else's.

use super::*;
use crate::testing::handed_in;
use bidding::SealingFile;
use domain::bids::SubmissionPath;

fn is_not_found<T>(result: Result<T, Failure>) -> bool {
    matches!(result, Err(Failure::NotFound))
}

#[tokio::test]
async fn a_bidder_reads_its_own_bid_again_after_the_opening_and_its_price_once_that_is_open() {
    let office = Office::sample().await;
    let tender = office.bids_handed_in(&TD_TENDERS, &[(BIDDER, "1,300,000"), (RIVAL, "1,400,000")]).await;
    let at = tender.reference.as_str();
    assert!(is_not_found(own_opened(&office.person(BIDDER).await, at).await), "still sealed");
    assert!(!bids::show(&office.person(BIDDER).await, at).await.unwrap().is_opened);
    office.envelopes_opened(&TD_TENDERS, &tender, EnvelopeKind::Technical).await;
    let own = own_opened(&office.person(BIDDER).await, at).await.unwrap();
    assert!(!own.bid.answers.is_empty() && own.bid.answers.iter().all(|(_, answer)| answer == "We do."));
    assert_eq!(own.requirements.len(), own.bid.answers.len());
    assert_eq!((own.bid.price.is_none(), own.bid.unreadable.is_none()), (true, true));
    assert!(bids::show(&office.person(BIDDER).await, at).await.unwrap().is_opened);
    assert!(is_not_found(own_opened(&office.person("wl.pang").await, at).await), "no bidder");
    assert!(matches!(own_opened(&office.person(TD_TENDERS.procurement).await, at).await, Err(Failure::Forbidden(_))));

    office.all_declared(&TD_TENDERS, at).await;
    office.technically_final(&TD_TENDERS, at, &[(BIDDER, 75), (RIVAL, 25)]).await;
    office.envelopes_opened(&TD_TENDERS, &tender, EnvelopeKind::Price).await;
    for (who, cents) in [(BIDDER, Some(130_000_000)), (RIVAL, None)] {
        let own = own_opened(&office.person(who).await, at).await.unwrap();
        assert_eq!(own.bid.organisation, office.organisation_of(who).await);
        let total = own.bid.price.and_then(|price| price.total).map(|total| total.cents());
        assert_eq!(total, cents, "{who}: the price of a bid that failed stays sealed, for its bidder too");
    }
}

#[tokio::test]
async fn a_bidder_takes_the_files_of_its_own_opened_bid_and_of_no_other() {
    let office = Office::sample().await;
    let keys = office.keys_held(&TD_TENDERS).await;
    let tender = office.tender_published(&TD_TENDERS).await;
    for (who, answer) in [(BIDDER, "We do."), (RIVAL, "So do we.")] {
        let caller = office.person(who).await;
        let written = serde_json::to_vec(&bids::sealing_file(&caller, &tender).await.unwrap()).unwrap();
        let sealed = office.sealed_elsewhere(&SealingFile::parse(&written).unwrap(), answer, "1,300,000");
        let path = SubmissionPath::Browser;
        bids::hand_in(&caller, &tender, path, handed_in(&sealed), PASSWORD).await.unwrap();
    }
    office.services.clock.set(noon("2026-12-18").plus_minutes(3));
    for who in [FIRST, SECOND] {
        contributes(&office, who, &tender, &keys[who]).await.unwrap();
    }
    let (mine, theirs) = (office.person(BIDDER).await, office.person(RIVAL).await);
    let file = own_opened(&mine, &tender).await.unwrap().bid.files.remove(0);
    let (name, content) = own_file(&mine, &tender, &file.2).await.unwrap();
    assert_eq!((name.as_str(), content.as_slice()), ("We do..txt", b"We do.".as_slice()));
    assert!(is_not_found(own_file(&theirs, &tender, &file.2).await));
    assert!(is_not_found(own_file(&mine, &tender, "00").await));
}

#[tokio::test]
async fn whoever_could_not_be_read_reads_why() {
    let office = Office::sample().await;
    let tender = office.bids_handed_in(&TD_TENDERS, &[(BIDDER, "1,300,000")]).await;
    office.envelope_damaged(BIDDER, &tender.reference, EnvelopeKind::Technical).await;
    office.envelopes_opened(&TD_TENDERS, &tender, EnvelopeKind::Technical).await;
    let own = own_opened(&office.person(BIDDER).await, &tender.reference).await.unwrap();
    assert_eq!(own.bid.unreadable.as_deref(), Some("fingerprint_differs"));
    assert!(own.bid.answers.is_empty() && own.bid.price.is_none());
}
