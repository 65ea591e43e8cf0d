//! Only keys of people who can still use them count, and whoever must act is told in time.

use super::*;
use crate::accounts::{AccessStep, change_access};
use crate::entities::{people, sealing_keys};
use crate::tenders::publish;
use crate::testing::{CUSTODIANS, TD_TENDERS};
use domain::accounts::Role;
use domain::text::EmailAddress;
use sea_orm::prelude::*;

const OPENERS: [&str; 3] = TD_TENDERS.openers;
const HEAD: &str = "yt.tam";
const A_DAY: i64 = 24 * 60;

async fn moves_on(office: &Office, who: &str, step: AccessStep) {
    let email = EmailAddress::parse(&row_of(office, who).await.email).unwrap();
    change_access(&office.person("admin").await, &email, step).await.unwrap();
}

async fn row_of(office: &Office, who: &str) -> people::Model {
    let person = office.person(who).await.officer().unwrap().person;
    people::Entity::find_by_id(person.0).one(office.services.db.reader()).await.unwrap().unwrap()
}

async fn published(office: &Office, reference: &str) -> Refusal {
    refusal(publish(&office.person(TD_TENDERS.procurement).await, reference).await)
}

/// Whom letters about a tender with these words in their subject went to.
async fn told(office: &Office, tender: &str, words: &[&str]) -> Vec<String> {
    let about = |subject: &str| subject.contains(tender) && words.iter().any(|word| subject.contains(word));
    let found = office.letters().await.into_iter().filter(|(_, subject)| about(subject));
    let mut people: Vec<String> = found.map(|(to, _)| to.split('@').next().unwrap_or_default().to_owned()).collect();
    people.sort();
    people
}

const FEW: [&str; 3] = ["to be counted on", "可用的開標人員", "可用的开标人员"];
const TRY: [&str; 3] = ["Try your sealing key out", "請試用封標密鑰", "请试用封标密钥"];

#[tokio::test]
async fn nobody_counts_as_an_opener_whose_access_or_role_ended_and_the_refusal_names_them() {
    for step in [AccessStep::End, AccessStep::Roles(vec![Role::DepartmentUser])] {
        let office = Office::sample().await;
        office.keys_held(&TD_TENDERS).await;
        let reference = office.tender_approved(&TD_TENDERS).await;
        let name = row_of(&office, OPENERS[1]).await.name;
        moves_on(&office, OPENERS[1], step).await;
        let refused = published(&office, &reference).await;
        assert_eq!(refused, Refusal::SealingKey(KeyRefusal::NoAccess { people: vec![name] }));
    }
}

#[tokio::test]
async fn the_recovery_key_of_a_head_who_left_does_not_count() {
    let office = Office::sample().await;
    office.keys_held(&TD_TENDERS).await;
    let reference = office.tender_approved(&TD_TENDERS).await;
    let name = row_of(&office, HEAD).await.name;
    moves_on(&office, HEAD, AccessStep::End).await;
    let refused = published(&office, &reference).await;
    assert_eq!(refused, Refusal::SealingKey(KeyRefusal::NoAccess { people: vec![name] }));
}

#[tokio::test]
async fn a_key_is_named_in_new_tenders_for_a_year_and_then_its_holder_makes_another() {
    let office = Office::sample().await;
    let keys = office.keys_held(&TD_TENDERS).await;
    let reference = office.tender_approved(&TD_TENDERS).await;
    // As old as a key may be, and a day older; tried out today.
    let made = office.services.clock.now().plus_minutes(-365 * A_DAY).millis();
    for (made, expected) in [(made, true), (made - A_DAY * 60_000, false)] {
        office.damage(&format!("update sealing_keys set made_at = {made}")).await.unwrap();
        let opener = office.person(OPENERS[0]).await;
        rehearse(&opener, &keys[OPENERS[0]]).await.unwrap();
        let view = show(&opener).await.unwrap().unwrap();
        assert_eq!((view.counts, view.is_old), (expected, !expected));
    }
    let Refusal::SealingKey(KeyRefusal::TooOld { people }) = published(&office, &reference).await else {
        panic!("an old key")
    };
    assert_eq!(people.len(), 3);
}

#[tokio::test]
async fn while_bids_lie_sealed_the_head_hears_once_a_day_that_openers_are_missing() {
    let office = Office::sample().await;
    office.keys_held(&TD_TENDERS).await;
    let tender = office.tender_published(&TD_TENDERS).await;
    care(&office.system()).await.unwrap();
    assert!(told(&office, &tender, &FEW).await.is_empty(), "all three can be counted on");
    moves_on(&office, OPENERS[2], AccessStep::End).await;
    for (minutes, letters) in [(0, 1), (0, 1), (A_DAY, 2)] {
        office.pass_minutes(minutes);
        care(&office.system()).await.unwrap();
        let people = told(&office, &tender, &FEW).await;
        assert_eq!(people.iter().filter(|who| *who == HEAD).count(), letters, "once a day: {people:?}");
        assert_eq!(people.iter().filter(|who| *who == TD_TENDERS.procurement).count(), letters, "{people:?}");
    }
    assert!(told(&office, &tender, &TRY).await.is_empty());
    let sent = office.services.mailer.sent();
    let letter = sent.iter().rfind(|mail| mail.to.1.starts_with(HEAD) && mail.subject.contains(&tender)).unwrap();
    assert!(letter.subject.contains("2名") || letter.subject.contains("2 openers"), "{}", letter.subject);
}

#[tokio::test]
async fn an_opener_whose_key_was_not_tried_out_for_a_month_is_asked_to_once_a_day() {
    let office = Office::sample().await;
    let keys = office.keys_held(&TD_TENDERS).await;
    let tender = office.tender_published(&TD_TENDERS).await;
    let long_ago = office.services.clock.now().plus_minutes(-31 * A_DAY).millis();
    let person = office.person(OPENERS[0]).await.officer().unwrap().person;
    sealing_keys::Entity::update_many()
        .col_expr(sealing_keys::Column::RehearsedAt, Expr::value(long_ago))
        .filter(sealing_keys::Column::PersonId.eq(person.0))
        .exec(office.services.db.writer())
        .await
        .unwrap();
    for _ in 0..2 {
        care(&office.system()).await.unwrap();
        assert_eq!(told(&office, &tender, &TRY).await, [OPENERS[0]]);
    }
    rehearse(&office.person(OPENERS[0]).await, &keys[OPENERS[0]]).await.unwrap();
    office.pass_minutes(A_DAY);
    care(&office.system()).await.unwrap();
    assert_eq!(told(&office, &tender, &TRY).await, [OPENERS[0]]);
}

#[tokio::test]
async fn an_opener_who_made_another_key_is_not_counted_on_although_the_older_one_still_opens() {
    let office = Office::sample().await;
    office.keys_held(&TD_TENDERS).await;
    let tender = office.tender_published(&TD_TENDERS).await;
    let opener = office.person(OPENERS[1]).await;
    let newer = make_key(&opener, PASSWORD).await.unwrap();
    rehearse(&opener, &newer.passphrase).await.unwrap();
    care(&office.system()).await.unwrap();
    assert!(told(&office, &tender, &FEW).await.iter().any(|who| who == HEAD));
}

const CUSTODIAN: [&str; 3] = ["Try your key out", "請試用你的密鑰", "请试用你的密钥"];
const CUSTODIANS_FEW: [&str; 3] = ["can be counted on", "可用的保管人", "可用的保管人"];

#[tokio::test]
async fn who_keeps_a_key_for_the_day_something_is_lost_is_asked_once_a_week_to_try_it_out() {
    let office = Office::sample().await;
    let words = office.keys_held(&TD_TENDERS).await;
    care(&office.system()).await.unwrap();
    assert!(told(&office, "", &CUSTODIAN).await.is_empty(), "all were tried out today");
    office.pass_minutes(31 * A_DAY);
    let mut expected = [CUSTODIANS.as_slice(), &[HEAD]].concat();
    expected.sort_unstable();
    for days in [0, 0, 6] {
        office.pass_minutes(days * A_DAY);
        care(&office.system()).await.unwrap();
        assert_eq!(told(&office, "", &CUSTODIAN).await, expected);
    }
    let looking_on = told(&office, "", &CUSTODIANS_FEW).await;
    assert!(looking_on.iter().any(|who| who == HEAD) && looking_on.len() > 1, "{looking_on:?}");
    for who in [CUSTODIANS[0], CUSTODIANS[1], HEAD] {
        rehearse(&office.person(who).await, &words[who]).await.unwrap();
    }
    office.pass_minutes(A_DAY);
    care(&office.system()).await.unwrap();
    assert_eq!(told(&office, "", &CUSTODIAN).await, expected, "a week later nobody is asked who did it");
    assert_eq!(told(&office, "", &CUSTODIANS_FEW).await, looking_on);
}

#[tokio::test]
async fn when_a_custodian_gives_a_key_up_and_no_two_are_left_those_who_look_on_hear_of_it_at_once() {
    let office = Office::sample().await;
    office.keys_held(&TD_TENDERS).await;
    let custodian = office.person(CUSTODIANS[0]).await;
    let present = own_keys(&custodian).await.unwrap().into_iter().find(|key| key.is_present).unwrap();
    suspect(&custodian, &present.fingerprint, PASSWORD).await.unwrap();
    assert!(told(&office, "", &CUSTODIANS_FEW).await.iter().any(|who| who == HEAD));
    care(&office.system()).await.unwrap();
    assert_eq!(told(&office, "", &CUSTODIANS_FEW).await.iter().filter(|who| *who == HEAD).count(), 1, "once a week");
}
