//! Bids sealed on a bidder's own machine are taken like others, and nothing of them is ever here in plain.

use super::*;
use crate::testing::handed_in;
use bidding::SealingFile;
use domain::bids::{EnvelopeFault, SubmissionPath};
use domain::form::{Problem, Rule};

async fn file_of(office: &Office, who: &str, tender: &str) -> SealingFile {
    let written = serde_json::to_vec(&sealing_file(&office.person(who).await, tender).await.unwrap()).unwrap();
    SealingFile::parse(&written).unwrap()
}

async fn hand(office: &Office, who: &str, tender: &str, came: HandedIn) -> Result<Given, Failure> {
    hand_in(&office.person(who).await, tender, SubmissionPath::Offline, came, PASSWORD).await
}

fn problems(result: Result<Given, Failure>) -> Vec<(String, Rule)> {
    match refusal(result) {
        Refusal::Form(problems) => problems.into_iter().map(|Problem { field, rule }| (field, rule)).collect(),
        other => panic!("not about fields: {other:?}"),
    }
}

#[tokio::test]
async fn sealed_envelopes_are_handed_in_once_replaced_and_read_after_the_opening() {
    let (office, tender, keys) = tendering().await;
    let file = file_of(&office, BIDDER, &tender).await;
    let sealed = office.sealed_elsewhere(&file, MARKER, "1,048,213.77");
    let given = hand(&office, BIDDER, &tender, handed_in(&sealed)).await.unwrap();
    assert_eq!(hand(&office, BIDDER, &tender, handed_in(&sealed)).await.unwrap(), given, "sent twice");
    let receipt = Receipt::from_text(&given.text).unwrap();
    assert_eq!((receipt.path, receipt.submission), (SubmissionPath::Offline, file.submission));
    assert_eq!(receipt.envelopes.price.sha256.0, sealed.price.sha256);
    assert_eq!(receipt.envelopes.price.key_commitment.0, sealed.price.bid_key.commitment());
    let other = office.sealed_elsewhere(&file, MARKER, "1,048,213.77");
    let reused = hand(&office, BIDDER, &tender, handed_in(&other)).await;
    assert_eq!(bid_refusal(reused), BidRefusal::SubmissionReused);

    // The bidder thinks again, in the browser, with a file of its own.
    let file = file_of(&office, BIDDER, &tender).await;
    let better = office.sealed_elsewhere(&file, MARKER, "1,048,213.76");
    let caller = office.person(BIDDER).await;
    let replaced = hand_in(&caller, &tender, SubmissionPath::Browser, handed_in(&better), PASSWORD).await.unwrap();
    let replaced = Receipt::from_text(&replaced.text).unwrap();
    assert_eq!((replaced.action, replaced.path), (ReceiptAction::Replaced, SubmissionPath::Browser));
    assert_eq!(super::found(&office, &[MARKER, "104821376"]), Vec::<String>::new());

    office.services.clock.set(close().plus_minutes(3));
    assert_eq!(hand(&office, BIDDER, &tender, handed_in(&sealed)).await.unwrap(), given, "sent again after the close");
    for who in &TD_TENDERS.openers[..2] {
        open(&office, &tender, who, &keys).await.unwrap();
    }
    let officer = office.person(TD_TENDERS.procurement).await;
    let record = openings::show(&officer, &tender, EnvelopeKind::Technical).await.unwrap();
    assert_eq!(record.lines.len(), 1);
    assert_eq!(record.lines[0].unreadable, None);
    let opened = openings::opened_bid(&officer, &tender, record.lines[0].bid).await.unwrap();
    assert!(opened.answers.iter().all(|(_, answer)| answer == MARKER));
    assert_eq!(opened.files[0].0, format!("{MARKER}.txt"));
}

#[tokio::test]
async fn what_is_handed_in_late_is_recorded_and_refused_also_when_nothing_was_begun() {
    let (office, tender, _) = tendering().await;
    let file = file_of(&office, BIDDER, &tender).await;
    let sealed = office.sealed_elsewhere(&file, "We do.", "1,200,000");
    office.services.clock.set(close());
    hand(&office, RIVAL, &tender, {
        let file = file_of(&office, RIVAL, &tender).await;
        handed_in(&office.sealed_elsewhere(&file, "We do.", "1,100,000"))
    })
    .await
    .expect("at the closing instant");
    office.services.clock.set(Timestamp::from_millis(close().millis() + 1));
    let late = hand(&office, BIDDER, &tender, handed_in(&sealed)).await;
    assert!(matches!(bid_refusal(late), BidRefusal::Late { closed_at, .. } if closed_at == close()));
    assert_eq!(office.log().await.last().unwrap(), "bid.came_late");
    let none = sealing_file(&office.person(BIDDER).await, &tender).await;
    assert!(matches!(refusal(none), Refusal::Bid(BidRefusal::Late { .. })));
}

#[tokio::test]
async fn everything_that_is_wrong_with_envelopes_is_said_at_once_and_nothing_is_kept() {
    let (office, tender, _) = tendering().await;
    let (file, again) = (file_of(&office, BIDDER, &tender).await, file_of(&office, BIDDER, &tender).await);
    let strange = file_of(&office, RIVAL, &tender).await;
    let sealed = office.sealed_elsewhere(&file, "We do.", "1,200,000");
    let next = office.sealed_elsewhere(&again, "We do.", "1,200,000");
    let rivals = office.sealed_elsewhere(&strange, "We do.", "1,200,000");
    let technical = sealed.technical.as_ref().unwrap().bytes.clone();
    let price = sealed.price.bytes.clone();
    let fault = |fault| Rule::Envelope(fault);
    let cut = technical[..technical.len() - 1].to_vec();
    let newer = {
        let mut bytes = price.clone();
        bytes[9] = 2;
        bytes
    };
    for (came_technical, came_price, expected) in [
        (None, None, vec![("technical", Rule::Required), ("price", Rule::Required)]),
        (
            Some(price.clone()),
            Some(technical.clone()),
            vec![("technical", fault(EnvelopeFault::OtherKind)), ("price", fault(EnvelopeFault::OtherKind))],
        ),
        (
            Some(cut),
            Some(newer),
            vec![("technical", fault(EnvelopeFault::CutShort)), ("price", fault(EnvelopeFault::UnknownVersion))],
        ),
        (
            rivals.technical.map(|one| one.bytes),
            Some(b"%PDF-1.7\n".repeat(40)),
            vec![("technical", fault(EnvelopeFault::OtherBidder)), ("price", fault(EnvelopeFault::NotAnEnvelope))],
        ),
        (
            Some(technical.clone()),
            Some(next.price.bytes.clone()),
            vec![("price", fault(EnvelopeFault::OtherSubmission))],
        ),
    ] {
        let came = HandedIn { technical: came_technical, price: came_price, non_collusion: true };
        let found = problems(hand(&office, BIDDER, &tender, came).await);
        let found: Vec<_> = found.iter().map(|(field, rule)| (field.as_str(), rule.clone())).collect();
        assert_eq!(found, expected);
    }
    let undeclared = HandedIn { non_collusion: false, ..handed_in(&sealed) };
    let found = problems(hand(&office, BIDDER, &tender, undeclared).await);
    assert_eq!(found, [("non_collusion".to_owned(), Rule::MustBeTicked)]);
    let caller = office.person(BIDDER).await;
    let wrong = hand_in(&caller, &tender, SubmissionPath::Offline, handed_in(&sealed), "not this one").await;
    assert_eq!(refusal(wrong), Refusal::SealingKey(KeyRefusal::WrongPassword));
    assert!(show(&caller, &tender).await.unwrap().receipts.is_empty());
}

#[tokio::test]
async fn what_was_sealed_for_another_tender_or_an_earlier_notice_is_not_taken() {
    let (office, tender, _) = tendering().await;
    let file = file_of(&office, BIDDER, &tender).await;
    for (change, expected) in [
        (
            SealingFile { tender: domain::ids::TenderId(office.services.random.id()), ..file.clone() },
            EnvelopeFault::OtherTender,
        ),
        (SealingFile { notice_sha256: domain::bids::Digest([7; 32]), ..file.clone() }, EnvelopeFault::OtherNotice),
        (SealingFile { closing_key: keys_of_another(), ..file.clone() }, EnvelopeFault::OtherKeys),
    ] {
        let sealed = office.sealed_elsewhere(&change, "We do.", "1,200,000");
        let found = problems(hand(&office, BIDDER, &tender, handed_in(&sealed)).await);
        let expected = Rule::Envelope(expected);
        assert_eq!(found, [("technical".to_owned(), expected.clone()), ("price".to_owned(), expected)]);
    }
}

/// A closing key of some other tender.
fn keys_of_another() -> String {
    let random = crate::Random::seeded(7);
    let pair = sealing::KeyPair::generate(&mut crate::keys::Chance(&random));
    sealing::hex::encode(pair.public.as_bytes())
}

#[tokio::test]
async fn whoever_hands_in_envelopes_of_its_own_hears_of_an_addendum_and_no_instant_betrays_it() {
    use crate::entities::watches;
    use sea_orm::EntityTrait;
    let (office, tender, _) = tendering().await;
    office.pass_minutes(90);
    let file = file_of(&office, BIDDER, &tender).await;
    let sealed = office.sealed_elsewhere(&file, "We do.", "1,200,000");
    hand(&office, BIDDER, &tender, handed_in(&sealed)).await.unwrap();
    let rows = watches::Entity::find().all(office.services.db.reader()).await.unwrap();
    let now = office.services.clock.now().millis();
    assert!(!rows.is_empty() && rows.iter().all(|row| row.asked_at < now && row.confirmed_at < Some(now)));
    assert!(rows.iter().all(|row| row.person_id.is_none()));
    office.pass_minutes(1);
    let fields = form(&[
        ("addendum_kind", "substantial"),
        ("addendum_en", "Paragraph 4.2 changed"),
        ("addendum_zh_hant", "第4.2段已修訂"),
        ("later_close", ""),
    ]);
    let procurement = office.person(TD_TENDERS.procurement).await;
    crate::tenders::issue_addendum(&procurement, office.once(), &tender, &fields, None).await.unwrap();
    let letters = office.letters().await;
    assert!(
        letters.iter().any(|(to, subject)| to.starts_with(BIDDER) && subject.contains("新招標附錄")),
        "{letters:?}"
    );
}
