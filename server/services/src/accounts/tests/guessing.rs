//! Guessing tells nothing, and becomes slow.

use super::*;
use crate::sample::PASSWORD;
use domain::time::Timestamp;
use sea_orm::EntityTrait;

const OWNER: &str = "tm.chan@td.sample.hk";
const NOBODY: &str = "nobody@td.sample.hk";

fn wait(refusal: Refusal) -> Timestamp {
    match refusal {
        Refusal::Account(AccountRefusal::TooManyTries { until }) => until,
        other => panic!("no pause but {other:?}"),
    }
}

#[tokio::test]
async fn an_unknown_address_is_refused_like_a_known_one() {
    let office = Office::sample().await;
    invite(&office.person(ADMINISTRATOR).await, invitation(Locale::En)).await.unwrap();
    office.damage("update people set disabled_at = 1 where email = 'pf.wong@swd.sample.hk'").await.unwrap();
    for (who, email, password) in [
        ("a known address with a wrong password", OWNER, "wrong"),
        ("an unknown address", NOBODY, PASSWORD),
        ("somebody who never chose a password", NEWCOMER, PASSWORD),
        ("somebody disabled, with the right password", "pf.wong@swd.sample.hk", PASSWORD),
        ("nobody, with the password of the dummy hash", NOBODY, "nobody has this password"),
    ] {
        let before = office.log().await.len();
        let refused = refusal(try_to_sign_in(&office, email, password).await);
        assert_eq!(refused, account(AccountRefusal::WrongCredentials), "{who}");
        assert_eq!(office.log().await[before..], ["session.refused"], "{who}");
    }
}

#[tokio::test]
async fn asking_for_a_reset_answers_the_same_for_a_known_and_an_unknown_address() {
    let office = Office::sample().await;
    for (email, entries) in [(OWNER, 1), (NOBODY, 0)] {
        let (before, began) = (office.log().await.len(), tokio::time::Instant::now());
        ask_for_reset(&office, email).await;
        assert!(began.elapsed().as_millis() >= 200, "the time of the answer tells nothing");
        assert_eq!(office.log().await.len(), before + entries, "{email}");
    }
    let letters = office.letters().await;
    assert_eq!(letters, [(OWNER.to_owned(), "請設定新密碼".to_owned())]);
}

#[tokio::test]
async fn after_five_wrong_tries_even_the_owner_waits_and_then_gets_in() {
    for (email, exists) in [(OWNER, true), (NOBODY, false)] {
        let office = Office::sample().await;
        for _ in 0..5 {
            let wrong = try_to_sign_in(&office, email, "wrong").await;
            assert_eq!(refusal(wrong), account(AccountRefusal::WrongCredentials), "{email}");
        }
        let entries = office.log().await.len();
        let until = wait(refusal(try_to_sign_in(&office, email, PASSWORD).await));
        assert_eq!(until, office.services.clock.now().plus_seconds(1), "{email}");
        assert_eq!(office.log().await.len(), entries, "{email}: waiting writes nothing");
        office.services.clock.set(until);
        assert_eq!(try_to_sign_in(&office, email, PASSWORD).await.is_ok(), exists, "{email}");
    }
}

#[tokio::test]
async fn pauses_grow_and_success_forgets_them() {
    let office = Office::sample().await;
    for _ in 0..4 {
        refusal(try_to_sign_in(&office, OWNER, "wrong").await);
    }
    for seconds in [1, 2, 4, 8] {
        refusal(try_to_sign_in(&office, OWNER, "wrong").await);
        let until = wait(refusal(try_to_sign_in(&office, OWNER, "wrong").await));
        assert_eq!(until, office.services.clock.now().plus_seconds(seconds));
        office.services.clock.set(until);
    }
    signed_in(&office, OWNER, PASSWORD).await;
    for _ in 0..5 {
        let wrong = try_to_sign_in(&office, OWNER, "wrong").await;
        assert_eq!(refusal(wrong), account(AccountRefusal::WrongCredentials));
    }
    wait(refusal(try_to_sign_in(&office, OWNER, PASSWORD).await));
}

#[tokio::test]
async fn an_hour_without_a_try_forgets_the_wrong_ones() {
    let office = Office::sample().await;
    for _ in 0..4 {
        refusal(try_to_sign_in(&office, OWNER, "wrong").await);
    }
    office.pass_minutes(60);
    for _ in 0..5 {
        let wrong = try_to_sign_in(&office, OWNER, "wrong").await;
        assert_eq!(refusal(wrong), account(AccountRefusal::WrongCredentials));
    }
    wait(refusal(try_to_sign_in(&office, OWNER, "wrong").await));
}

#[tokio::test]
async fn wrong_tries_made_at_once_all_count() {
    let office = Office::sample().await;
    let wrong = || try_to_sign_in(&office, OWNER, "wrong");
    let (a, b, c, d, e) = tokio::join!(wrong(), wrong(), wrong(), wrong(), wrong());
    for one in [a, b, c, d, e] {
        assert_eq!(refusal(one), account(AccountRefusal::WrongCredentials));
    }
    wait(refusal(try_to_sign_in(&office, OWNER, PASSWORD).await));
}

#[tokio::test]
async fn of_many_guesses_made_at_once_five_are_answered() {
    let office = Office::sample().await;
    let mut at_once = tokio::task::JoinSet::new();
    for number in 0..16 {
        let (public, guess) = (office.public(), format!("guess {number}"));
        at_once.spawn(async move {
            let form = SignIn { email: address(OWNER), password: guess };
            refusal(sign_in(&public, form, "192.0.2.7", "a program").await)
        });
    }
    let refusals = at_once.join_all().await;
    let answered = refusals.iter().filter(|one| **one == account(AccountRefusal::WrongCredentials)).count();
    assert_eq!((answered, refusals.len()), (5, 16));
    assert_eq!(office.log().await.len(), 1 + 5);
}

#[tokio::test]
async fn a_browser_that_tries_many_addresses_is_slowed_and_others_are_not() {
    let office = Office::sample().await;
    let from = async |network: &str, number: usize| {
        let form = SignIn { email: address(&format!("person{number}@td.sample.hk")), password: "wrong".to_owned() };
        refusal(sign_in(&office.public(), form, network, "a browser").await)
    };
    for number in 0..60 {
        assert_eq!(from("203.0.113.5", number).await, account(AccountRefusal::WrongCredentials), "try {number}");
    }
    wait(from("203.0.113.5", 60).await);
    assert_eq!(from("203.0.113.6", 61).await, account(AccountRefusal::WrongCredentials));
    // Somebody else behind the same address still gets in, and takes one try back.
    let owner = || SignIn { email: address(OWNER), password: PASSWORD.to_owned() };
    for _ in 0..2 {
        sign_in(&office.public(), owner(), "203.0.113.5", "a browser").await.unwrap();
    }
    assert_eq!(from("203.0.113.5", 62).await, account(AccountRefusal::WrongCredentials));
    wait(from("203.0.113.5", 63).await);
    // Ten minutes on some tries have passed out of sight, twenty minutes on all of them.
    office.pass_minutes(20);
    assert_eq!(from("203.0.113.5", 64).await, account(AccountRefusal::WrongCredentials));
}

#[tokio::test]
async fn an_address_asks_for_so_many_resets_whoever_they_are_for() {
    let office = Office::sample().await;
    let ask = async |number: usize, from: &str| {
        let form = ResetRequest { email: address(&format!("person{number}@td.sample.hk")) };
        request_reset(&office.public(), form, from).await
    };
    for number in 0..20 {
        ask(number, "203.0.113.5").await.unwrap();
    }
    wait(refusal(ask(20, "203.0.113.5").await));
    ask(21, "203.0.113.6").await.unwrap();
    assert_eq!(office.log().await.len(), 1, "nobody has these addresses, so nothing happened");
}

#[tokio::test]
async fn resets_for_one_address_are_slowed() {
    let office = Office::sample().await;
    for _ in 0..5 {
        ask_for_reset(&office, OWNER).await;
    }
    let sixth = request_reset(&office.public(), ResetRequest { email: address(OWNER) }, "192.0.2.7").await;
    wait(refusal(sixth));
    ask_for_reset(&office, "sm.lee@td.sample.hk").await;
}

#[tokio::test]
async fn a_weaker_hash_is_replaced_when_its_owner_signs_in() {
    let office = Office::sample().await;
    let weak = crate::Passwords::new(16, 2, 1).unwrap().hash(PASSWORD).await.unwrap();
    office.damage(&format!("update people set password_hash = '{weak}' where email = '{OWNER}'")).await.unwrap();
    signed_in(&office, OWNER, PASSWORD).await;
    let person =
        crate::entities::people::Entity::find_by_id(office.person("tm.chan").await.officer().unwrap().person.0);
    let hash = person.one(office.services.db.reader()).await.unwrap().unwrap().password_hash.unwrap();
    assert_ne!(hash, weak);
    assert!(hash.contains("t=1,"), "{hash}");
    signed_in(&office, OWNER, PASSWORD).await;
}
