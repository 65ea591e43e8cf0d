use super::*;
use crate::keys;
use crate::tenders::postpone_closings;
use crate::testing::{BIDDER, Office, PASSWORD, RIVAL, TD_TENDERS, form, refusal};
use crate::{Failure, bids};
use domain::bids::{BidRefusal, BidState, EnvelopeKind, KeyRefusal, OpeningRefusal};
use domain::refusal::Refusal;
use domain::time::{Day, Timestamp};

mod after_all;
mod bound;
mod made;
mod own;
mod repeated;
mod told;

const FIRST: &str = TD_TENDERS.openers[0];
const SECOND: &str = TD_TENDERS.openers[1];
/// Holds a recovery key.
const HEAD: &str = "yt.tam";

fn noon(day: &str) -> Timestamp {
    Day::parse(day).unwrap().starts_at().plus_minutes(720)
}

async fn contributes(office: &Office, who: &str, tender: &str, passphrase: &str) -> Result<Outcome, Failure> {
    contribute(&office.person(who).await, tender, EnvelopeKind::Technical, PASSWORD, passphrase).await
}

async fn submits(office: &Office, who: &str, tender: &str) -> Result<bids::Given, Failure> {
    office.bid_written(who, tender, "We do.", "1,200,000").await;
    bids::submit(&office.person(who).await, tender, office.submission(), PASSWORD).await
}

#[tokio::test]
async fn an_opener_who_made_another_key_since_opens_with_the_one_the_bids_were_sealed_to() {
    let office = Office::sample().await;
    let keys = office.keys_held(&TD_TENDERS).await;
    let tender = office.tender_published(&TD_TENDERS).await;
    submits(&office, BIDDER, &tender).await.unwrap();
    let first = office.person(FIRST).await;
    let newer = keys::make_key(&first, PASSWORD).await.unwrap().passphrase;
    keys::rehearse(&first, &newer).await.unwrap();
    office.services.clock.set(noon("2026-12-18").plus_minutes(3));
    let refused = refusal(contributes(&office, FIRST, &tender, &newer).await);
    assert_eq!(refused, Refusal::SealingKey(KeyRefusal::WrongPassphrase));
    contributes(&office, FIRST, &tender, &keys[FIRST]).await.unwrap();
    assert_eq!(contributes(&office, SECOND, &tender, &keys[SECOND]).await.unwrap(), Outcome::Opened);
    let view = show(&first, &tender, EnvelopeKind::Technical).await.unwrap();
    assert_eq!(view.lines.iter().map(|line| line.unreadable.clone()).collect::<Vec<_>>(), [None]);
}

#[tokio::test]
async fn what_is_open_is_not_opened_again_and_its_record_stays() {
    let office = Office::sample().await;
    let opened = office.bids_opened(&TD_TENDERS, &[(BIDDER, "1,200,000")]).await;
    let tender = opened.reference.as_str();
    for who in [FIRST, SECOND, TD_TENDERS.openers[2]] {
        let again = refusal(contributes(&office, who, tender, &opened.keys[who]).await);
        assert!(matches!(again, Refusal::Tender(_) | Refusal::Opening(OpeningRefusal::OpenedAlready)), "{again:?}");
    }
    let view = show(&office.person(FIRST).await, tender, EnvelopeKind::Technical).await.unwrap();
    assert!(view.opened.is_some() && view.lines.len() == 1);
}

#[tokio::test]
async fn the_head_opens_with_a_recovery_key_beside_one_opener_and_the_auditor_is_told() {
    let office = Office::sample().await;
    let keys = office.keys_held(&TD_TENDERS).await;
    let tender = office.tender_published(&TD_TENDERS).await;
    submits(&office, BIDDER, &tender).await.unwrap();
    office.services.clock.set(noon("2026-12-18").plus_minutes(3));
    contributes(&office, HEAD, &tender, &keys[HEAD]).await.unwrap();
    assert_eq!(contributes(&office, FIRST, &tender, &keys[FIRST]).await.unwrap(), Outcome::Opened);
    let letters = office.letters().await;
    let told = letters.iter().filter(|(to, subject)| to.starts_with("sl.chow") && subject.contains("recovery key"));
    assert_eq!(told.count(), 1, "{letters:?}");
}

#[tokio::test]
async fn m7_a_close_moved_after_it_was_recorded_takes_bids_again_and_is_recorded_anew() {
    let office = Office::sample().await;
    let keys = office.keys_held(&TD_TENDERS).await;
    let tender = office.tender_published(&TD_TENDERS).await;
    submits(&office, BIDDER, &tender).await.unwrap();
    office.bid_written(RIVAL, &tender, "We do.", "1,300,000").await;
    office.bid_written(BIDDER, &tender, "We do better.", "1,100,000").await;
    office.services.clock.set(noon("2026-12-18").plus_minutes(4));
    close(&office.system(), &tender).await.unwrap();
    for who in [BIDDER, RIVAL] {
        let late = bids::submit(&office.person(who).await, &tender, office.submission(), PASSWORD).await;
        assert!(matches!(refusal(late), Refusal::Bid(BidRefusal::Late { .. })), "{who}");
    }
    contributes(&office, FIRST, &tender, &keys[FIRST]).await.unwrap();
    let outage = [("disruption", "outage"), ("on", "2026-12-18"), ("from_time", "11:15"), ("until_time", "12:03")];
    assert_eq!(postpone_closings(&office.person(HEAD).await, &form(&outage)).await.unwrap(), 1);

    let view = show(&office.person(FIRST).await, &tender, EnvelopeKind::Technical).await.unwrap();
    assert_eq!((view.bids, view.waiting), (None, None), "how many bids there are is not known any more");
    for who in [BIDDER, RIVAL] {
        submits(&office, who, &tender).await.unwrap();
    }
    office.services.clock.set(view.closes_at.plus_minutes(3));
    close(&office.system(), &tender).await.unwrap();
    for (who, outcome) in [(FIRST, None), (SECOND, Some(Outcome::Opened))] {
        let came = contributes(&office, who, &tender, &keys[who]).await.unwrap();
        assert!(outcome.is_none_or(|outcome| came == outcome), "{came:?}");
    }
    let view = show(&office.person(FIRST).await, &tender, EnvelopeKind::Technical).await.unwrap();
    assert_eq!((view.bids, view.lines.len()), (Some(2), 2));
    let seen = bids::show(&office.person(RIVAL).await, &tender).await.unwrap();
    assert_eq!(seen.state, BidState::Opened);
}
