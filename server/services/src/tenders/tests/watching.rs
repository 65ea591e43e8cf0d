//! Letters about tenders, to people with an account and to addresses without one.

use super::*;
use crate::entities::watches;
use crate::mailer::Mail;
use domain::accounts::AccountRefusal;
use domain::locale::Locale;

async fn watch(office: &Office, email: &str, pairs: &[(&str, &str)]) -> Result<(), Failure> {
    let fields = form(&[&[("email", email)], pairs].concat());
    ask_to_watch(&office.public(), Locale::En, &fields, "192.0.2.7").await
}

/// Letters to an address so far.
async fn to(office: &Office, email: &str) -> Vec<Mail> {
    office.letters().await;
    office.services.mailer.sent().into_iter().filter(|mail| mail.to.1 == email).collect()
}

/// The secret of a letter's link of this form.
fn secret(mail: &Mail, stop: bool) -> String {
    let from = mail.text.match_indices("/en/alerts/").map(|(at, found)| &mail.text[at + found.len()..]);
    let found = from.map(|rest| (&rest[..64], rest[64..].starts_with("/stop"))).find(|(_, stops)| *stops == stop);
    found.unwrap().0.to_owned()
}

async fn confirmed(office: &Office, email: &str, pairs: &[(&str, &str)]) {
    watch(office, email, pairs).await.unwrap();
    let letter = to(office, email).await.pop().unwrap();
    confirm_watch(&office.public(), &secret(&letter, false)).await.unwrap();
}

async fn rows(office: &Office) -> Vec<watches::Model> {
    watches::Entity::find().all(office.services.db.reader()).await.unwrap()
}

#[tokio::test]
async fn nobody_is_written_to_before_the_link_of_the_first_letter_was_used() {
    let office = Office::sample().await;
    let reference = office.tender_published(&TD_TENDERS).await;
    watch(&office, "reader@example.hk", &[("scope", "tender"), ("tender", &reference)]).await.unwrap();
    let asked = to(&office, "reader@example.hk").await;
    assert_eq!(asked.len(), 1);
    assert!(asked[0].subject.contains("Hotline transcription") && asked[0].to.0.is_empty());
    let procurement = office.person(TD_TENDERS.procurement).await;
    let fields = form(&[("later_close", "2026-12-21"), ("comment", "More time")]);
    extend(&procurement, &reference, &fields).await.unwrap();
    assert_eq!(to(&office, "reader@example.hk").await.len(), 1);
    let secret = secret(&asked[0], false);
    assert_eq!(read_stop(&office.public(), &secret).await.unwrap().tender.unwrap().0, reference);
    assert!(rows(&office).await[0].confirmed_at.is_none(), "looking confirms nothing");
    confirm_watch(&office.public(), &secret).await.unwrap();
    confirm_watch(&office.public(), &secret).await.unwrap();
    let fields = form(&[("later_close", "2026-12-22"), ("comment", "More time")]);
    extend(&procurement, &reference, &fields).await.unwrap();
    let letters = to(&office, "reader@example.hk").await;
    assert_eq!(letters.len(), 2);
    assert!(letters[1].subject.starts_with("New closing time 22 December 2026"), "{}", letters[1].subject);
}

#[tokio::test]
async fn one_link_in_every_letter_stops_them_all_and_nothing_of_the_address_is_kept() {
    let office = Office::sample().await;
    let reference = office.tender_published(&TD_TENDERS).await;
    confirmed(&office, "reader@example.hk", &[("scope", "tender"), ("tender", &reference)]).await;
    let first = to(&office, "reader@example.hk").await.remove(0);
    let stop = secret(&first, true);
    stop_watch(&office.public(), &stop).await.unwrap();
    assert!(rows(&office).await.is_empty());
    let again = stop_watch(&office.public(), &stop).await;
    assert_eq!(refusal(again), Refusal::Account(AccountRefusal::LinkNotValid));
    let fields = form(&[("later_close", "2026-12-21"), ("comment", "More time")]);
    extend(&office.person(TD_TENDERS.procurement).await, &reference, &fields).await.unwrap();
    assert_eq!(to(&office, "reader@example.hk").await.len(), 1);
}

#[tokio::test]
async fn the_database_holds_no_address_and_no_secret() {
    let office = Office::sample().await;
    confirmed(&office, "reader@example.hk", &[("scope", "all")]).await;
    let letter = to(&office, "reader@example.hk").await.remove(0);
    let row = rows(&office).await.remove(0);
    let closed = row.email_closed.clone().unwrap();
    assert!(!closed.windows(6).any(|part| part == b"reader"));
    for stop in [false, true] {
        let secret = secret(&letter, stop);
        let hash = crate::random::sha256(secret.as_bytes()).to_vec();
        assert_eq!(if stop { &row.stop_hash } else { &row.confirm_hash }, &hash);
    }
    let log = crate::entities::audit_entries::Entity::find().all(office.services.db.reader()).await.unwrap();
    assert!(log.iter().all(|entry| !entry.body.contains("example.hk")));
    let outbox = crate::entities::outbox::Entity::find().all(office.services.db.reader()).await.unwrap();
    assert!(outbox.iter().all(|letter| !letter.facts_json.contains("example.hk")));
}

#[tokio::test]
async fn whether_an_address_watches_shows_nowhere_and_asking_often_is_slowed() {
    let office = Office::sample().await;
    confirmed(&office, "reader@example.hk", &[("scope", "all")]).await;
    for email in ["reader@example.hk", "other@example.hk"] {
        watch(&office, email, &[("scope", "all")]).await.unwrap();
    }
    // The one who watches already got no second letter, the other one a first.
    assert_eq!(to(&office, "reader@example.hk").await.len(), 1);
    assert_eq!(to(&office, "other@example.hk").await.len(), 1);
    assert_eq!(rows(&office).await.len(), 2);
    assert_eq!(fields_refused(watch(&office, "nobody", &[("scope", "category")]).await), ["email", "category"]);
    for _ in 0..4 {
        watch(&office, "other@example.hk", &[("scope", "all")]).await.unwrap();
    }
    let slowed = refusal(watch(&office, "other@example.hk", &[("scope", "all")]).await);
    assert!(matches!(slowed, Refusal::Account(AccountRefusal::TooManyTries { .. })), "{slowed:?}");
}

#[tokio::test]
async fn those_who_watch_a_category_or_all_hear_of_a_new_tender_and_only_then() {
    let office = Office::sample().await;
    confirmed(&office, "all@example.hk", &[("scope", "all")]).await;
    confirmed(&office, "chat@example.hk", &[("scope", "category"), ("category", "CHAT")]).await;
    confirmed(&office, "data@example.hk", &[("scope", "category"), ("category", "DATA")]).await;
    let reference = office.tender_published(&TD_TENDERS).await;
    for (email, letters) in [("all@example.hk", 2), ("chat@example.hk", 2), ("data@example.hk", 1)] {
        let got = to(&office, email).await;
        assert_eq!(got.len(), letters, "{email}");
        if letters == 2 {
            assert!(got[1].text.contains(&format!("https://market.test/en/tenders/{reference}")));
        }
    }
}

#[tokio::test]
async fn somebody_signed_in_follows_a_tender_without_a_link() {
    let office = Office::sample().await;
    let reference = office.tender_published(&TD_TENDERS).await;
    let reader = office.person("kc.mak").await;
    follow(&reader, &reference, true).await.unwrap();
    follow(&reader, &reference, true).await.unwrap();
    assert!(show_public(&reader, Locale::En, &reference).await.unwrap().follows);
    let fields = form(&[("later_close", "2026-12-21"), ("comment", "More time")]);
    extend(&office.person(TD_TENDERS.procurement).await, &reference, &fields).await.unwrap();
    let letters = to(&office, "kc.mak@dpo.sample.hk").await;
    assert_eq!((letters.len(), letters[0].to.0.as_str()), (1, "Mak Kwok Chung"));
    follow(&reader, &reference, false).await.unwrap();
    assert!(!show_public(&reader, Locale::En, &reference).await.unwrap().follows);
}

#[tokio::test]
async fn a_link_that_is_too_old_confirms_nothing() {
    let office = Office::sample().await;
    watch(&office, "reader@example.hk", &[("scope", "all")]).await.unwrap();
    let letter = to(&office, "reader@example.hk").await.remove(0);
    office.pass_minutes(3 * 24 * 60);
    let refused = confirm_watch(&office.public(), &secret(&letter, false)).await;
    assert_eq!(refusal(refused), Refusal::Account(AccountRefusal::LinkNotValid));
}
