//! Parts of the keys that openers made on machines of their own.

use super::*;
use crate::keys::Chance;
use domain::bids::{KeyPath, PartFault};
use domain::form::Rule;
use officers::OpeningFile;
use sealing::Passphrase;
use serde_json::Value;
use std::collections::HashMap;

type Passphrases = HashMap<&'static str, String>;

/// A tender that just closed, with so many bids.
async fn closed(bids: usize) -> (Office, String, Passphrases) {
    let office = Office::sample().await;
    let keys = office.keys_held(&TD_TENDERS).await;
    let tender = office.tender_published(&TD_TENDERS).await;
    for who in &[BIDDER, RIVAL][..bids] {
        submits(&office, who, &tender).await.unwrap();
    }
    office.services.clock.set(noon("2026-12-18").plus_minutes(3));
    (office, tender, keys)
}

/// What an opener's own tool makes; the file goes there and back as text.
async fn made(office: &Office, who: &str, tender: &str, passphrase: &str) -> Value {
    let file = opening_file(&office.person(who).await, tender, EnvelopeKind::Technical).await.unwrap();
    let file = OpeningFile::parse(&serde_json::to_vec(&file).unwrap()).unwrap();
    let passphrase = Passphrase::parse(passphrase).unwrap();
    let part = file.contribute(&passphrase, &mut Chance(&office.services.random)).unwrap();
    serde_json::to_value(part).unwrap()
}

async fn brings(office: &Office, who: &str, tender: &str, part: &Value) -> Result<Outcome, Failure> {
    let (caller, part) = (office.person(who).await, part.to_string());
    let kind = EnvelopeKind::Technical;
    contribute_made(&caller, tender, kind, KeyPath::Browser, PASSWORD, Some(part.as_bytes())).await
}

async fn unreadable(office: &Office, tender: &str) -> Vec<Option<String>> {
    let view = show(&office.person(FIRST).await, tender, EnvelopeKind::Technical).await.unwrap();
    view.lines.into_iter().map(|line| line.unreadable).collect()
}

#[tokio::test]
async fn a_part_made_on_an_openers_machine_opens_beside_one_made_here_and_beside_another() {
    for (first_elsewhere, second_elsewhere) in [(true, false), (false, true), (true, true)] {
        let (office, tender, keys) = closed(2).await;
        let bring = async |who: &'static str, elsewhere: bool| match elsewhere {
            true => brings(&office, who, &tender, &made(&office, who, &tender, &keys[who]).await).await.unwrap(),
            false => contributes(&office, who, &tender, &keys[who]).await.unwrap(),
        };
        assert!(matches!(bring(FIRST, first_elsewhere).await, Outcome::Waiting(_)));
        assert_eq!(bring(SECOND, second_elsewhere).await, Outcome::Opened);
        assert_eq!(unreadable(&office, &tender).await, [None, None]);
        let log = office.log().await;
        assert_eq!(log.iter().filter(|event| **event == "opening.file_given").count(), {
            usize::from(first_elsewhere) + usize::from(second_elsewhere)
        });
        assert!(!log.iter().any(|event| event == "opening.refused"), "{log:?}");
    }
}

#[tokio::test]
async fn one_openers_part_brought_twice_opens_nothing() {
    let (office, tender, keys) = closed(1).await;
    for _ in 0..2 {
        let part = made(&office, FIRST, &tender, &keys[FIRST]).await;
        assert!(matches!(brings(&office, FIRST, &tender, &part).await.unwrap(), Outcome::Waiting(_)));
    }
    assert!(matches!(contributes(&office, FIRST, &tender, &keys[FIRST]).await.unwrap(), Outcome::Waiting(_)));
    let part = made(&office, FIRST, &tender, &keys[FIRST]).await;
    let refused = refusal(brings(&office, SECOND, &tender, &part).await);
    assert_eq!(refused, fault(PartFault::OtherOpener), "nor does somebody else bring it");
    assert_eq!(unreadable(&office, &tender).await, []);
}

fn fault(fault: PartFault) -> Refusal {
    Refusal::Form(vec![domain::form::Problem { field: "part".to_owned(), rule: Rule::Part(fault) }])
}

#[tokio::test]
async fn a_part_that_does_not_belong_to_the_opening_is_refused_and_the_closing_key_stays_where_it_is() {
    let (office, tender, keys) = closed(2).await;
    let part = made(&office, FIRST, &tender, &keys[FIRST]).await;
    let with = |change: &dyn Fn(&mut Value)| {
        let mut part = part.clone();
        change(&mut part);
        part
    };
    let prints: Vec<String> = part["parts"].as_object().unwrap().keys().cloned().collect();
    let [one, other] = [&prints[0], &prints[1]];
    let text = |print: &str| part["parts"][print].as_str().unwrap();
    for (wrong, expected) in [
        (Value::Null, PartFault::NotAPart),
        (with(&|part| part["version"] = 2.into()), PartFault::UnknownVersion),
        (with(&|part| part["tender"] = "00000000-0000-4000-8000-000000000000".into()), PartFault::OtherTender),
        (with(&|part| part["kind"] = "price".into()), PartFault::OtherKind),
        (with(&|part| part["slot"] = 2.into()), PartFault::OtherOpener),
        (with(&|part| _ = part["parts"].as_object_mut().unwrap().remove(one)), PartFault::Incomplete),
        (with(&|part| part["parts"]["0".repeat(64)] = text(one).into()), PartFault::OtherEnvelope),
        (with(&|part| part["parts"][one] = text(other).into()), PartFault::Damaged),
        (with(&|part| part["parts"][one] = text(one)[2..].into()), PartFault::Damaged),
    ] {
        assert_eq!(refusal(brings(&office, FIRST, &tender, &wrong).await), fault(expected), "{expected:?}");
    }
    let caller = office.person(FIRST).await;
    let none = contribute_made(&caller, &tender, EnvelopeKind::Technical, KeyPath::Offline, PASSWORD, None).await;
    assert!(matches!(refusal(none), Refusal::Form(_)));
    let log = office.log().await;
    assert!(!log.iter().any(|event| event == "closing_key.released" || event == "opening.begun"), "{log:?}");
}

#[tokio::test]
async fn nobody_makes_a_bid_unreadable_by_bringing_a_part_that_opens_nothing() {
    let (office, tender, keys) = closed(2).await;
    let mut spoilt = made(&office, SECOND, &tender, &keys[SECOND]).await;
    let parts = spoilt["parts"].as_object_mut().unwrap();
    let text = parts.values_mut().next().unwrap();
    let mut bytes = sealing::hex::decode(text.as_str().unwrap()).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    *text = sealing::hex::encode(&bytes).into();

    contributes(&office, FIRST, &tender, &keys[FIRST]).await.unwrap();
    let refused = refusal(brings(&office, SECOND, &tender, &spoilt).await);
    assert_eq!(refused, Refusal::Opening(OpeningRefusal::PartsDoNotOpen { envelopes: 1 }));
    assert_eq!(unreadable(&office, &tender).await, []);
    assert!(office.log().await.iter().any(|event| event == "opening.refused"));

    // As the first part it waits, is noticed with the second, and gives its place to one that was made here.
    brings(&office, SECOND, &tender, &spoilt).await.unwrap_err();
    office.pass_minutes(121);
    assert!(matches!(brings(&office, SECOND, &tender, &spoilt).await.unwrap(), Outcome::Waiting(_)));
    assert!(matches!(contributes(&office, FIRST, &tender, &keys[FIRST]).await.unwrap(), Outcome::Waiting(_)));
    assert_eq!(contributes(&office, SECOND, &tender, &keys[SECOND]).await.unwrap(), Outcome::Opened);
    assert_eq!(unreadable(&office, &tender).await, [None, None]);
}

#[tokio::test]
async fn what_a_tool_must_know_is_given_to_openers_of_the_tender_after_its_close_alone() {
    let (office, tender, _) = closed(1).await;
    let asks = async |who: &str| opening_file(&office.person(who).await, &tender, EnvelopeKind::Technical).await;
    office.services.clock.set(noon("2026-12-18").plus_minutes(1));
    assert!(matches!(refusal(asks(FIRST).await), Refusal::Opening(OpeningRefusal::NotClosed { .. })));
    assert_eq!(office.log().await.last().map(String::as_str), Some("opening.refused"));
    office.services.clock.set(noon("2026-12-18").plus_minutes(3));
    let file = asks(FIRST).await.unwrap();
    assert_eq!((file.reference.as_str(), file.envelopes.len()), (tender.as_str(), 1));
    assert_eq!(office.log().await.last().map(String::as_str), Some("opening.file_given"));
    assert!(matches!(asks(TD_TENDERS.procurement).await, Err(Failure::Forbidden(_))));
    let prices = opening_file(&office.person(FIRST).await, &tender, EnvelopeKind::Price).await;
    assert!(prices.is_err(), "prices are not touched before the panel has signed");
}
