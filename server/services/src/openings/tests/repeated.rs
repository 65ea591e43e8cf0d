//! An auditor has an opening repeated by another pair, and sees whether the record is right.

use super::*;
use crate::entities::openings as opening_rows;
use crate::keys::Chance;
use crate::testing::OpenedTender;
use domain::bids::PartFault;
use domain::form::{Problem, Rule};
use officers::OpeningFile;
use sea_orm::prelude::*;
use sealing::Passphrase;

const THIRD: &str = TD_TENDERS.openers[2];
const KIND: EnvelopeKind = EnvelopeKind::Technical;

/// What an officer makes of the command's file, on the officer's own machine.
async fn part(office: &Office, tender: &OpenedTender, who: &str) -> Vec<u8> {
    let email = office.person(who).await.officer().unwrap().email.clone();
    let file = repeat_file(&office.system(), &tender.reference, KIND, &email).await.unwrap();
    let file = OpeningFile::parse(&serde_json::to_vec(&file).unwrap()).unwrap();
    let passphrase = Passphrase::parse(&tender.keys[who]).unwrap();
    let part = file.contribute(&passphrase, &mut Chance(&office.services.random)).unwrap();
    serde_json::to_vec(&part).unwrap()
}

async fn repeated(office: &Office, tender: &OpenedTender, pair: [&str; 2]) -> Repeated {
    let (one, other) = (part(office, tender, pair[0]).await, part(office, tender, pair[1]).await);
    repeat(&office.system(), &tender.reference, KIND, [&one, &other]).await.unwrap()
}

fn found(repeated: &Repeated) -> Vec<Comparison> {
    repeated.envelopes.iter().map(|(_, comparison)| *comparison).collect()
}

#[tokio::test]
async fn another_pair_finds_what_the_record_says_and_a_record_that_was_rewritten_is_found_out() {
    let office = Office::sample().await;
    let offers = [(BIDDER, "1,300,000"), (RIVAL, "1,400,000")];
    let tender = office.bids_handed_in(&TD_TENDERS, &offers).await;
    let email = office.person(FIRST).await.officer().unwrap().email.clone();
    let early = repeat_file(&office.system(), &tender.reference, KIND, &email).await;
    assert_eq!(refusal(early), Refusal::Opening(OpeningRefusal::NothingToTryAgain), "nothing was opened");
    office.envelopes_opened(&TD_TENDERS, &tender, KIND).await;
    let other = repeated(&office, &tender, [SECOND, THIRD]).await;
    assert!(other.is_other_pair && found(&other) == [Comparison::Same; 2], "{other:?}");
    assert!(!repeated(&office, &tender, [FIRST, SECOND]).await.is_other_pair);

    let row = opening_rows::Entity::find().one(office.services.db.reader()).await.unwrap().unwrap();
    let mut lines: serde_json::Value = serde_json::from_str(&row.record_json).unwrap();
    lines[0]["read"] = lines[1]["read"].clone();
    opening_rows::Entity::update_many()
        .col_expr(opening_rows::Column::RecordJson, Expr::value(lines.to_string()))
        .exec(office.services.db.writer())
        .await
        .unwrap();
    let forged = found(&repeated(&office, &tender, [SECOND, THIRD]).await);
    assert_eq!(forged, [Comparison::Differs, Comparison::Same]);
    let log = office.log().await;
    let times = |name: &str| log.iter().filter(|event| **event == name).count();
    assert_eq!((times("opening.repeated"), times("opening.file_given")), (3, 6));
    assert_eq!(times("closing_key.released"), 2 + 3, "and before each use");
}

#[tokio::test]
async fn an_envelope_that_is_damaged_since_or_was_before_is_told_apart() {
    let office = Office::sample().await;
    let offers = [(BIDDER, "1,300,000"), (RIVAL, "1,400,000")];
    let tender = office.bids_handed_in(&TD_TENDERS, &offers).await;
    office.envelope_damaged(BIDDER, &tender.reference, KIND).await;
    office.envelopes_opened(&TD_TENDERS, &tender, KIND).await;
    let why = domain::bids::Unreadable::FingerprintDiffers;
    let was = Comparison::Unread { why, was_read: false };
    let shown = repeated(&office, &tender, [SECOND, THIRD]).await;
    assert!(found(&shown).contains(&was) && shown.envelopes.iter().all(|(_, one)| one.fits()));
    office.envelope_damaged(BIDDER, &tender.reference, KIND).await;
    assert!(found(&repeated(&office, &tender, [SECOND, THIRD]).await).contains(&Comparison::ReadNow));
    office.envelope_damaged(RIVAL, &tender.reference, KIND).await;
    let since = Comparison::Unread { why, was_read: true };
    assert!(found(&repeated(&office, &tender, [SECOND, THIRD]).await).contains(&since));
}

#[tokio::test]
async fn parts_that_are_not_for_this_opening_release_no_closing_key() {
    let office = Office::sample().await;
    let tender = office.bids_opened(&TD_TENDERS, &[(BIDDER, "1,300,000")]).await;
    let good = part(&office, &tender, SECOND).await;
    let mut other: serde_json::Value = serde_json::from_slice(&good).unwrap();
    other["kind"] = "price".into();
    let other = serde_json::to_vec(&other).unwrap();
    let released = async || office.log().await.iter().filter(|event| **event == "closing_key.released").count();
    let before = released().await;
    for (bytes, fault) in [(b"{}".to_vec(), PartFault::NotAPart), (other, PartFault::OtherKind)] {
        let refused = refusal(repeat(&office.system(), &tender.reference, KIND, [&good, &bytes]).await);
        assert_eq!(refused, Refusal::Form(vec![Problem { field: "part".to_owned(), rule: Rule::Part(fault) }]));
    }
    let stranger = repeat_file(&office.system(), &tender.reference, KIND, "nobody@example.gov.hk").await;
    assert!(matches!(stranger, Err(Failure::NotFound)));
    assert_eq!(released().await, before);
}
