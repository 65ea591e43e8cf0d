//! Openers who join or leave while a tender takes bids.

use super::suspect::{after_close, brings, hands_in, heard, tendering};
use super::*;
use crate::Failure;
use crate::accounts::{AccessStep, change_access};
use crate::openings::{self, Outcome};
use crate::tenders::{name_opener, show_openers, take_opener_out};
use crate::testing::{BIDDER, RIVAL, TD_TENDERS, form};
use domain::accounts::Role;
use domain::bids::{EnvelopeKind, OpeningRefusal};
use domain::locale::Locale;
use domain::tenders::{PeopleGap, TenderRefusal};
use domain::text::EmailAddress;

const OPENERS: [&str; 3] = TD_TENDERS.openers;
/// Of the same department and with no part in the tender.
const FOURTH: &str = "sm.lee";

async fn moves_on(office: &Office, who: &str, step: AccessStep) {
    let email = office.person(who).await.officer().unwrap().email.clone();
    change_access(&office.person("admin").await, &EmailAddress::parse(&email).unwrap(), step).await.unwrap();
}

/// Gives somebody the role of an opener and a key that counts; the passphrase.
async fn gets_ready(office: &Office, who: &str) -> String {
    moves_on(office, who, AccessStep::Roles(vec![Role::DepartmentOpener])).await;
    gets_key(office, who).await
}

async fn gets_key(office: &Office, who: &str) -> String {
    let caller = office.person(who).await;
    let made = make_key(&caller, PASSWORD).await.unwrap().passphrase;
    rehearse(&caller, &made).await.unwrap();
    made
}

async fn is_named(office: &Office, tender: &str, who: &str, section: &str) -> Result<(), Failure> {
    let person = office.id_of(who).await;
    let fields = form(&[("opener", person.as_str()), ("opener_section", section)]);
    name_opener(&office.person(TD_TENDERS.procurement).await, office.once(), tender, &fields).await
}

async fn is_taken_out(office: &Office, tender: &str, person: &str) -> Result<(), Failure> {
    let procurement = office.person(TD_TENDERS.procurement).await;
    take_opener_out(&procurement, office.once(), tender, &form(&[("person", person)])).await
}

#[tokio::test]
async fn a_named_opener_opens_the_bids_that_come_after_beside_another_one() {
    let (office, tender, keys) = tendering().await;
    let words = gets_ready(&office, FOURTH).await;
    is_named(&office, &tender, FOURTH, "Registry").await.unwrap();
    assert_eq!(heard(&office, FOURTH, &tender, ["You open bids", "指定為開標人員", "指定为开标人员"]).await, 1);
    hands_in(&office, BIDDER, &tender, "1,200,000").await;
    office.services.clock.set(after_close());
    brings(&office, OPENERS[0], &tender, &keys[OPENERS[0]]).await.unwrap();
    assert_eq!(brings(&office, FOURTH, &tender, &words).await.unwrap(), Outcome::Opened);
}

#[tokio::test]
async fn who_joined_later_brings_no_part_while_earlier_bids_need_another_opener_and_nothing_is_listed_as_unreadable() {
    let (office, tender, keys) = tendering().await;
    let words = gets_ready(&office, FOURTH).await;
    hands_in(&office, BIDDER, &tender, "1,200,000").await;
    is_named(&office, &tender, FOURTH, "Registry").await.unwrap();
    let told = ["sealed to other keys", "封標密鑰有變", "封标密钥有变"];
    assert_eq!(heard(&office, BIDDER, &tender, told).await, 1, "told that nothing needs to be done");
    hands_in(&office, RIVAL, &tender, "1,300,000").await;
    office.services.clock.set(after_close());
    let needed = Refusal::Opening(OpeningRefusal::OtherOpenerNeeded { envelopes: 1 });
    assert_eq!(refusal(brings(&office, FOURTH, &tender, &words).await), needed);
    let fourth = office.person(FOURTH).await;
    assert_eq!(refusal(openings::opening_file(&fourth, &tender, EnvelopeKind::Technical).await), needed);
    brings(&office, OPENERS[0], &tender, &keys[OPENERS[0]]).await.unwrap();
    assert_eq!(refusal(brings(&office, FOURTH, &tender, &words).await), needed, "nor as the second one");
    assert!(!office.log().await.contains(&"bids.opened".to_owned()), "nothing was opened");
    assert_eq!(brings(&office, OPENERS[1], &tender, &keys[OPENERS[1]]).await.unwrap(), Outcome::Opened);
    let record = openings::show(&fourth, &tender, EnvelopeKind::Technical).await.unwrap();
    assert_eq!(record.lines.iter().map(|line| line.unreadable.clone()).collect::<Vec<_>>(), [None, None]);
}

#[tokio::test]
async fn who_left_is_taken_out_and_bids_that_are_in_open_with_the_others() {
    let (office, tender, keys) = tendering().await;
    hands_in(&office, BIDDER, &tender, "1,200,000").await;
    let gone = office.id_of(OPENERS[2]).await;
    let counted = refusal(is_taken_out(&office, &tender, &gone).await);
    assert!(matches!(counted, Refusal::SealingKey(KeyRefusal::CanBeCountedOn { .. })), "{counted:?}");
    moves_on(&office, OPENERS[2], AccessStep::End).await;
    let (procurement, once) = (office.person(TD_TENDERS.procurement).await, office.once());
    for _ in 0..2 {
        let leaving = form(&[("person", &gone)]);
        take_opener_out(&procurement, once, &tender, &leaving).await.expect("the same form sent twice takes out once");
    }
    assert!(matches!(is_taken_out(&office, &tender, &gone).await, Err(Failure::NotFound)));
    let view = crate::bids::show(&office.person(BIDDER).await, &tender).await.unwrap();
    assert!(!view.is_sealed_to_void, "what is in stays as it is");
    hands_in(&office, RIVAL, &tender, "1,300,000").await;
    let view = show_openers(&office.person(TD_TENDERS.procurement).await, Locale::En, &tender).await.unwrap();
    assert_eq!((view.usable, view.is_few(), view.is_red()), (2, true, false));
    assert_eq!(view.openers.iter().map(|one| one.number).collect::<Vec<_>>(), [Some(1), Some(2), Some(4)]);
    office.services.clock.set(after_close());
    for who in &OPENERS[..2] {
        brings(&office, who, &tender, &keys[who]).await.unwrap();
    }
    let officer = office.person(TD_TENDERS.procurement).await;
    let record = openings::show(&officer, &tender, EnvelopeKind::Technical).await.unwrap();
    assert_eq!((record.lines.len(), record.lines.iter().all(|line| line.unreadable.is_none())), (2, true));
}

#[tokio::test]
async fn only_an_official_with_a_key_that_counts_and_no_other_part_is_named_by_the_departments_own_procurement() {
    let (office, tender, _) = tendering().await;
    let gaps = |result| match refusal(result) {
        Refusal::Tender(TenderRefusal::NoOpener { gaps }) => gaps,
        other => panic!("another refusal: {other:?}"),
    };
    let author = is_named(&office, &tender, TD_TENDERS.officer, "Registry").await;
    assert!(matches!(gaps(author)[..], [PeopleGap::OpenerDrafted { .. }]));
    for who in [TD_TENDERS.panel[0], TD_TENDERS.approver] {
        assert!(matches!(gaps(is_named(&office, &tender, who, "Registry").await)[..], [PeopleGap::TwoParts { .. }]));
    }
    let already = refusal(is_named(&office, &tender, OPENERS[0], "Supplies").await);
    assert_eq!(already, Refusal::SealingKey(KeyRefusal::OpensAlready));
    let without_role = refusal(is_named(&office, &tender, FOURTH, "Registry").await);
    assert!(matches!(without_role, Refusal::SealingKey(KeyRefusal::NoAccess { .. })), "{without_role:?}");
    moves_on(&office, FOURTH, AccessStep::Roles(vec![Role::DepartmentOpener])).await;
    let without_key = refusal(is_named(&office, &tender, FOURTH, "Registry").await);
    assert!(matches!(without_key, Refusal::SealingKey(KeyRefusal::NotRehearsed { .. })), "{without_key:?}");
    gets_key(&office, FOURTH).await;
    assert!(matches!(refusal(is_named(&office, &tender, FOURTH, " ").await), Refusal::Form(_)));

    let person = office.id_of(FOURTH).await;
    let fields = form(&[("opener", person.as_str()), ("opener_section", "Registry")]);
    let elsewhere = office.person(crate::testing::SWD_TENDERS.procurement).await;
    assert!(matches!(name_opener(&elsewhere, office.once(), &tender, &fields).await, Err(Failure::NotFound)));
    let (procurement, once) = (office.person(TD_TENDERS.procurement).await, office.once());
    for _ in 0..2 {
        name_opener(&procurement, once, &tender, &fields).await.expect("the same form sent twice names once");
    }
    assert_eq!(office.log().await.iter().filter(|event| *event == "tender.keys_changed").count(), 1);
    office.services.clock.set(after_close());
    let late = name_opener(&office.person(TD_TENDERS.procurement).await, office.once(), &tender, &fields).await;
    assert!(matches!(refusal(late), Refusal::Tender(TenderRefusal::NotNow { .. })));
}

/// The fingerprint of the key somebody uses now.
async fn fingerprint(office: &Office, who: &str) -> String {
    show(&office.person(who).await).await.unwrap().unwrap().fingerprint
}

async fn is_void(office: &Office, who: &str, tender: &str) -> bool {
    crate::bids::show(&office.person(who).await, tender).await.unwrap().is_sealed_to_void
}

#[tokio::test]
async fn a_key_that_is_given_up_voids_every_set_it_was_in_also_those_before_another_opener_was_named() {
    let (office, tender, _) = tendering().await;
    gets_ready(&office, FOURTH).await;
    hands_in(&office, BIDDER, &tender, "1,200,000").await;
    office.pass_minutes(1);
    is_named(&office, &tender, FOURTH, "Registry").await.unwrap();
    hands_in(&office, RIVAL, &tender, "1,300,000").await;
    office.pass_minutes(1);
    let present = fingerprint(&office, OPENERS[0]).await;
    suspect(&office.person(OPENERS[0]).await, &present, PASSWORD).await.unwrap();
    assert!(is_void(&office, BIDDER, &tender).await, "sealed to the set before");
    assert!(is_void(&office, RIVAL, &tender).await, "sealed to the set that was in force");
}

#[tokio::test]
async fn a_key_is_given_up_after_its_holder_was_taken_out_and_bids_sealed_to_it_are_void() {
    let (office, tender, _) = tendering().await;
    hands_in(&office, BIDDER, &tender, "1,200,000").await;
    let earlier = fingerprint(&office, OPENERS[0]).await;
    office.pass_minutes(1);
    gets_key(&office, OPENERS[0]).await;
    let gone = office.id_of(OPENERS[0]).await;
    is_taken_out(&office, &tender, &gone).await.unwrap();
    assert!(!is_void(&office, BIDDER, &tender).await, "two others open it");
    office.pass_minutes(1);
    let opener = office.person(OPENERS[0]).await;
    assert!(own_keys(&opener).await.unwrap().iter().any(|key| key.fingerprint == earlier), "it can be given up");
    suspect(&opener, &earlier, PASSWORD).await.unwrap();
    assert!(is_void(&office, BIDDER, &tender).await);
}

#[tokio::test]
async fn bids_that_no_two_openers_could_open_any_more_are_to_be_sealed_again_while_there_is_time() {
    let (office, tender, _) = tendering().await;
    hands_in(&office, BIDDER, &tender, "1,200,000").await;
    let mut keys = std::collections::HashMap::new();
    for (place, who) in OPENERS.into_iter().enumerate() {
        office.pass_minutes(1);
        keys.insert(who, gets_key(&office, who).await);
        let person = office.id_of(who).await;
        is_taken_out(&office, &tender, &person).await.unwrap();
        is_named(&office, &tender, who, ["Supplies", "Accounts", "Registry"][place]).await.unwrap();
        // One opener and the holder of the recovery key open it still.
        assert_eq!(is_void(&office, BIDDER, &tender).await, place == 2, "{place}");
    }
    office.pass_minutes(1);
    hands_in(&office, BIDDER, &tender, "1,200,000").await;
    assert!(!is_void(&office, BIDDER, &tender).await);
    let view = show_openers(&office.person(TD_TENDERS.procurement).await, Locale::En, &tender).await.unwrap();
    office.services.clock.set(view.closes_at.plus_minutes(3));
    for who in &OPENERS[..2] {
        brings(&office, who, &tender, &keys[who]).await.unwrap();
    }
    let officer = office.person(TD_TENDERS.procurement).await;
    let record = openings::show(&officer, &tender, EnvelopeKind::Technical).await.unwrap();
    assert_eq!(record.lines.iter().map(|line| line.unreadable.clone()).collect::<Vec<_>>(), [None]);
}
