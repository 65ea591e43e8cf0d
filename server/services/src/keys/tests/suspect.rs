//! A key that may be known to somebody else: what was sealed to it is handed in again, and nothing after the close changes.

use super::*;
use crate::bids::{self, reconfirm, submit};
use crate::entities::tender_notices;
use crate::openings::{self, Outcome};
use crate::tenders::{self, extend, issue_addendum, name_opener};
use crate::testing::{BIDDER, RIVAL, TD_TENDERS, form};
use domain::bids::{BidRefusal, BidState, EnvelopeKind, Receipt};
use domain::time::{Day, Timestamp};
use sea_orm::QueryOrder;
use sea_orm::prelude::*;
use std::collections::HashMap;

const OPENERS: [&str; 3] = TD_TENDERS.openers;
const HEAD: &str = "yt.tam";

pub(super) fn at(day: &str, minutes: i64) -> Timestamp {
    Day::parse(day).unwrap().starts_at().plus_minutes(minutes)
}

/// Three minutes after the close, as it was published.
pub(super) fn after_close() -> Timestamp {
    at("2026-12-18", 12 * 60 + 3)
}

pub(super) async fn tendering() -> (Office, String, HashMap<&'static str, String>) {
    let office = Office::sample().await;
    let keys = office.keys_held(&TD_TENDERS).await;
    let tender = office.tender_published(&TD_TENDERS).await;
    (office, tender, keys)
}

pub(super) async fn hands_in(office: &Office, who: &str, tender: &str, dollars: &str) -> Receipt {
    office.bid_written(who, tender, "We do.", dollars).await;
    let given = submit(&office.person(who).await, tender, office.submission(), PASSWORD).await.unwrap();
    Receipt::from_text(&given.text).unwrap()
}

pub(super) async fn brings(
    office: &Office,
    who: &str,
    tender: &str,
    passphrase: &str,
) -> Result<Outcome, crate::Failure> {
    let caller = office.person(who).await;
    openings::contribute(&caller, tender, EnvelopeKind::Technical, PASSWORD, passphrase).await
}

/// How many letters about a tender somebody got with one of these words in the subject.
pub(super) async fn heard(office: &Office, who: &str, tender: &str, words: [&str; 3]) -> usize {
    let about = |(to, subject): &&(String, String)| {
        to.starts_with(who) && subject.contains(tender) && words.iter().any(|word| subject.contains(word))
    };
    office.letters().await.iter().filter(about).count()
}

const AGAIN: [&str; 3] = ["Hand your bid in again", "重新遞交標書", "重新递交标书"];
const LAPSED: [&str; 3] = ["it was sealed to keys that were given up", "封標密鑰更換後", "封标密钥更换后"];
const GIVEN_UP: [&str; 3] = ["key was given up", "密鑰已停用", "密钥已停用"];
const RED: [&str; 3] = ["Red:", "紅色警示", "红色警示"];

/// Gives the present key up; the sample office's tenders are sealed to earlier ones.
async fn gives_up(office: &Office, who: &str) -> usize {
    let caller = office.person(who).await;
    let present = show(&caller).await.unwrap().unwrap().fingerprint;
    suspect(&caller, &present, PASSWORD).await.unwrap()
}

async fn bid_of(office: &Office, who: &str, tender: &str) -> (BidState, bool) {
    let view = bids::show(&office.person(who).await, tender).await.unwrap();
    (view.state, view.is_sealed_to_void)
}

async fn last_notice(office: &Office, tender: &str) -> String {
    let id = crate::tenders::public_row(office.services.db.reader(), tender).await.unwrap().id;
    let rows = tender_notices::Entity::find()
        .filter(tender_notices::Column::TenderId.eq(id))
        .order_by_desc(tender_notices::Column::Revision);
    rows.one(office.services.db.reader()).await.unwrap().unwrap().notice_json
}

#[tokio::test]
async fn bids_that_are_sealed_to_a_suspected_key_are_handed_in_again_or_lapse_at_the_close() {
    let (office, tender, keys) = tendering().await;
    let first = hands_in(&office, BIDDER, &tender, "1,200,000").await;
    hands_in(&office, RIVAL, &tender, "1,300,000").await;
    assert_eq!(gives_up(&office, OPENERS[0]).await, 1);
    let opener = office.person(OPENERS[0]).await;
    assert_eq!(show(&opener).await.unwrap(), None, "it is nobody's present key any more");
    assert_eq!(refusal(rehearse(&opener, &keys[OPENERS[0]]).await), Refusal::SealingKey(KeyRefusal::NoKey));
    for who in [BIDDER, RIVAL] {
        assert_eq!(bid_of(&office, who, &tender).await, (BidState::NeedsReconfirmation, true), "{who}");
        assert_eq!(heard(&office, who, &tender, AGAIN).await, 1, "{who}");
    }
    let caller = office.person(RIVAL).await;
    let word = refusal(reconfirm(&caller, &tender, office.submission(), PASSWORD).await);
    assert!(matches!(word, Refusal::Bid(BidRefusal::SealedToVoidKeys { .. })), "{word:?}");

    let again = hands_in(&office, BIDDER, &tender, "1,100,000").await;
    assert_ne!(first.key_set, again.key_set);
    assert_eq!(bid_of(&office, BIDDER, &tender).await, (BidState::Submitted, false));
    office.services.clock.set(after_close());
    let gone = brings(&office, OPENERS[0], &tender, &keys[OPENERS[0]]).await;
    assert!(matches!(gone, Err(crate::Failure::NotFound)), "the key opens nothing of this tender");
    brings(&office, OPENERS[1], &tender, &keys[OPENERS[1]]).await.unwrap();
    assert_eq!(brings(&office, OPENERS[2], &tender, &keys[OPENERS[2]]).await.unwrap(), Outcome::Opened);
    let officer = office.person(TD_TENDERS.procurement).await;
    let record = openings::show(&officer, &tender, EnvelopeKind::Technical).await.unwrap();
    assert_eq!(record.lines.iter().map(|line| line.unreadable.clone()).collect::<Vec<_>>(), [None]);
    assert_eq!(bid_of(&office, RIVAL, &tender).await.0, BidState::Lapsed);
    assert_eq!(heard(&office, RIVAL, &tender, LAPSED).await, 1);
    assert_eq!(heard(&office, BIDDER, &tender, LAPSED).await, 0);
}

#[tokio::test]
async fn m9_near_the_close_the_notice_says_what_happened_and_leaves_time_to_hand_in_again() {
    let (office, tender, _) = tendering().await;
    for (day, closes) in [("2026-12-01", "2026-12-18"), ("2026-12-15", "2026-12-22")] {
        office.services.clock.set(at(day, 600));
        let who = if day == "2026-12-01" { OPENERS[0] } else { OPENERS[1] };
        assert_eq!(gives_up(&office, who).await, 1);
        let row = crate::tenders::public_row(office.services.db.reader(), &tender).await.unwrap();
        assert_eq!(row.closes_at, Some(at(closes, 720).millis()), "{day}");
        let notice = last_notice(&office, &tender).await;
        assert!(notice.contains("\"cause\":\"keys_changed\"") && notice.contains("\"is_void\":true"), "{notice}");
    }
    assert_eq!(heard(&office, TD_TENDERS.procurement, &tender, GIVEN_UP).await, 2);
    assert_eq!(heard(&office, HEAD, &tender, GIVEN_UP).await, 2);
}

#[tokio::test]
async fn after_the_close_a_suspected_key_changes_no_tender_and_bids_open_as_they_are() {
    let (office, tender, keys) = tendering().await;
    hands_in(&office, BIDDER, &tender, "1,200,000").await;
    office.services.clock.set(Timestamp::from_millis(at("2026-12-18", 720).millis() + 1));
    assert_eq!(gives_up(&office, OPENERS[0]).await, 0);
    assert_eq!(bid_of(&office, BIDDER, &tender).await, (BidState::Sealed, false));
    office.services.clock.set(after_close());
    for who in &OPENERS[..2] {
        brings(&office, who, &tender, &keys[who]).await.unwrap();
    }
    assert_eq!(bid_of(&office, BIDDER, &tender).await.0, BidState::Opened);
}

#[tokio::test]
async fn a_key_is_given_up_with_the_password_and_once_and_an_earlier_one_by_its_fingerprint() {
    let (office, tender, _) = tendering().await;
    let opener = office.person(OPENERS[0]).await;
    let present = show(&opener).await.unwrap().unwrap().fingerprint;
    let wrong = refusal(suspect(&opener, &present, "not my password").await);
    assert_eq!(wrong, Refusal::SealingKey(KeyRefusal::WrongPassword));
    assert_eq!(refusal(suspect(&opener, "0000", PASSWORD).await), Refusal::SealingKey(KeyRefusal::NoKey));
    assert_eq!(gives_up(&office, OPENERS[0]).await, 1);
    assert_eq!(refusal(suspect(&opener, &present, PASSWORD).await), Refusal::SealingKey(KeyRefusal::NoKey));
    // One that was replaced since is still what bids are sealed to, and can be given up too.
    let other = office.person(OPENERS[1]).await;
    let old = show(&other).await.unwrap().unwrap().fingerprint;
    let newer = make_key(&other, PASSWORD).await.unwrap();
    let own = own_keys(&other).await.unwrap();
    let of = |fingerprint: &str| own.iter().find(|key| key.fingerprint == fingerprint).map(|key| key.is_present);
    assert_eq!((of(&newer.fingerprint), of(&old)), (Some(true), Some(false)));
    assert!(matches!(refusal(suspect(&other, "", PASSWORD).await), Refusal::Form(_)), "which of them is said");
    assert_eq!(suspect(&other, &old, PASSWORD).await.unwrap(), 1);
    assert_eq!(show(&other).await.unwrap().unwrap().fingerprint, newer.fingerprint);
    let log = office.log().await;
    assert_eq!(log.iter().filter(|event| *event == "sealing_key.suspected").count(), 2);
    assert_eq!(log.iter().filter(|event| *event == "tender.keys_changed").count(), 2);
    assert!(tenders::show_public(&office.public(), domain::locale::Locale::En, &tender).await.is_ok());
}

#[tokio::test]
async fn with_fewer_than_two_openers_bids_come_in_and_the_close_stays_until_another_is_named() {
    let (office, tender, keys) = tendering().await;
    for (who, changed) in [(OPENERS[0], 1), (OPENERS[1], 1), (OPENERS[2], 0)] {
        assert_eq!(gives_up(&office, who).await, changed, "{who}");
    }
    assert_eq!(office.log().await.iter().filter(|event| *event == "sealing_keys.wanting").count(), 1);
    for who in [HEAD, TD_TENDERS.procurement] {
        assert_eq!(heard(&office, who, &tender, RED).await, 1, "{who}");
    }
    hands_in(&office, BIDDER, &tender, "1,200,000").await;
    let procurement = office.person(TD_TENDERS.procurement).await;
    let later = form(&[("later_close", "2026-12-21"), ("comment", "More time")]);
    let extends = async || extend(&office.person(TD_TENDERS.procurement).await, &tender, &later).await;
    let stays = |usable| Refusal::SealingKey(KeyRefusal::CloseNotMoved { usable, needed: 2 });
    assert_eq!(refusal(extends().await), stays(0));
    let words = |later: &'static str| {
        form(&[
            ("addendum_kind", "non_substantial"),
            ("addendum_en", "A word"),
            ("addendum_zh_hant", "一字"),
            ("later_close", later),
        ])
    };
    let issues = async |later| issue_addendum(&procurement, office.once(), &tender, &words(later), None).await;
    assert_eq!(refusal(issues("2026-12-21").await), stays(0));
    issues("").await.expect("what does not move the close is issued");

    // Two of them make new keys and are named with those; bids that were sealed to the given-up key are void then.
    let mut newer = HashMap::new();
    for (who, section) in [(OPENERS[0], "Supplies"), (OPENERS[1], "Accounts")] {
        let caller = office.person(who).await;
        let made = make_key(&caller, PASSWORD).await.unwrap().passphrase;
        rehearse(&caller, &made).await.unwrap();
        newer.insert(who, made);
        let person = office.id_of(who).await;
        let named = form(&[("opener", &person), ("opener_section", section)]);
        name_opener(&procurement, office.once(), &tender, &named).await.unwrap();
        assert!(bid_of(&office, BIDDER, &tender).await.1, "{who}");
        if who == OPENERS[0] {
            assert_eq!(refusal(extends().await), stays(1));
        }
    }
    extends().await.expect("two can be counted on");
    hands_in(&office, BIDDER, &tender, "1,150,000").await;
    office.services.clock.set(at("2026-12-21", 723));
    let old = brings(&office, OPENERS[0], &tender, &keys[OPENERS[0]]).await;
    assert_eq!(refusal(old), Refusal::SealingKey(KeyRefusal::WrongPassphrase));
    for who in &OPENERS[..2] {
        brings(&office, who, &tender, &newer[who]).await.unwrap();
    }
    assert_eq!(bid_of(&office, BIDDER, &tender).await.0, BidState::Opened);
}

#[tokio::test]
async fn m7_a_key_given_up_after_the_close_is_not_in_force_again_when_weather_moves_the_close() {
    let (office, tender, _) = tendering().await;
    hands_in(&office, BIDDER, &tender, "1,200,000").await;
    office.services.clock.set(after_close());
    gives_up(&office, OPENERS[0]).await;
    assert!(!bid_of(&office, BIDDER, &tender).await.1, "nobody could hand in again");
    let outage = [("disruption", "outage"), ("on", "2026-12-18"), ("from_time", "11:15"), ("until_time", "12:03")];
    let head = office.person(HEAD).await;
    assert_eq!(tenders::postpone_closings(&head, &form(&outage)).await.unwrap(), 1);
    assert_eq!(bid_of(&office, BIDDER, &tender).await, (BidState::NeedsReconfirmation, true));
    assert_eq!(office.log().await.iter().filter(|event| *event == "tender.keys_changed").count(), 1);
    hands_in(&office, BIDDER, &tender, "1,200,000").await;
    assert_eq!(bid_of(&office, BIDDER, &tender).await, (BidState::Submitted, false));
}
