//! Two custodians give back what was lost; one of them, a stranger, or a share of something else gives nothing.

use super::*;
use crate::accounts::{AccessStep, change_access};
use crate::audit;
use crate::bids;
use crate::entities::{closing_custodies, key_sets, people};
use crate::openings::{Outcome, contribute};
use crate::tenders::publish;
use crate::testing::{BIDDER, CUSTODIANS, SWD_TENDERS, TD_TENDERS};
use crate::{Caller, Failure};
use domain::accounts::Role;
use domain::bids::EnvelopeKind;
use domain::ids::TenderId;
use domain::text::EmailAddress;
use domain::time::Day;
use officers::{CustodyFile, NotShared, ShareFile};
use sea_orm::prelude::*;
use std::collections::HashMap;

const OPENERS: [&str; 3] = TD_TENDERS.openers;
/// Becomes an auditor in some of these tests.
const THIRD: &str = "kc.mak";

type Words = HashMap<&'static str, String>;

/// An office whose custodians and openers hold keys, and a tender that takes bids.
async fn published() -> (Office, Words, String) {
    let office = Office::sample().await;
    let words = office.keys_held(&TD_TENDERS).await;
    let tender = office.tender_published(&TD_TENDERS).await;
    (office, words, tender)
}

async fn moves_on(office: &Office, who: &str, step: AccessStep) {
    let person = office.person(who).await.officer().unwrap().person;
    let row = people::Entity::find_by_id(person.0).one(office.services.db.reader()).await.unwrap().unwrap();
    let email = EmailAddress::parse(&row.email).unwrap();
    change_access(&office.person("admin").await, &email, step).await.unwrap();
}

/// A third custodian, with a key that counts.
async fn third_custodian(office: &Office, words: &mut Words) {
    moves_on(office, THIRD, AccessStep::Roles(vec![Role::Auditor])).await;
    let caller = office.person(THIRD).await;
    let made = make_key(&caller, PASSWORD).await.unwrap();
    rehearse(&caller, &made.passphrase).await.unwrap();
    words.insert(THIRD, made.passphrase);
}

async fn file_of(office: &Office, tender: &str) -> CustodyFile {
    let file = custody_file(&office.system(), tender).await.unwrap();
    CustodyFile::parse(&serde_json::to_vec(&file).unwrap()).unwrap()
}

fn share(file: &CustodyFile, words: &str) -> ShareFile {
    let share = file.share(&Passphrase::parse(words).unwrap(), None).unwrap();
    ShareFile::parse(&serde_json::to_vec(&share).unwrap()).unwrap()
}

/// The wrapped closing key of every tender is overwritten.
async fn destroyed(office: &Office) {
    key_sets::Entity::update_many()
        .col_expr(key_sets::Column::ClosingWrapped, Expr::value(vec![0_u8; 8]))
        .exec(office.services.db.writer())
        .await
        .unwrap();
}

async fn opens(office: &Office, words: &Words, who: &str, tender: &str) -> Result<Outcome, Failure> {
    contribute(&office.person(who).await, tender, EnvelopeKind::Technical, PASSWORD, &words[who]).await
}

fn after_the_close() -> domain::time::Timestamp {
    Day::parse("2026-12-18").unwrap().starts_at().plus_minutes(723)
}

#[tokio::test]
async fn a_destroyed_closing_key_stops_the_opening_until_two_custodians_restore_it() {
    let (office, words, tender) = published().await;
    office.bid_written(BIDDER, &tender, "We do.", "1,200,000").await;
    bids::submit(&office.person(BIDDER).await, &tender, office.submission(), PASSWORD).await.unwrap();
    destroyed(&office).await;
    office.services.clock.set(after_the_close());
    let refused = refusal(opens(&office, &words, OPENERS[0], &tender).await);
    assert_eq!(refused, Refusal::SealingKey(KeyRefusal::ClosingKeyLost));

    let file = file_of(&office, &tender).await;
    assert_eq!(file.custodians.len(), 2);
    let shares = CUSTODIANS.map(|who| share(&file, &words[who]));
    restore_closing_key(&office.system(), &tender, [&shares[0], &shares[1]]).await.unwrap();
    opens(&office, &words, OPENERS[0], &tender).await.unwrap();
    assert_eq!(opens(&office, &words, OPENERS[1], &tender).await.unwrap(), Outcome::Opened);

    let log = office.log().await;
    for event in ["closing_key.custody_exported", "closing_key.restored"] {
        assert_eq!(log.iter().filter(|found| *found == event).count(), 1, "{event}");
    }
    let letters = office.letters().await;
    let told = |who: &str| {
        letters.iter().any(|(to, subject)| {
            to.starts_with(who) && subject.contains(&tender) && subject.contains("custodians restored")
        })
    };
    assert!(told("sl.chow") && told("yt.tam"), "{letters:?}");
}

#[tokio::test]
async fn under_another_master_key_a_closing_key_is_lost_and_restored_for_it() {
    let (office, words, tender) = published().await;
    let elsewhere = office.stranger().await;
    let system = Caller::system(&elsewhere);
    let row = crate::tenders::public_row(elsewhere.db.reader(), &tender).await.unwrap();
    let id = TenderId(row.id);
    let lost = closing_pair(elsewhere.db.reader(), &elsewhere, id).await.map(|_| ());
    assert_eq!(refusal(lost), Refusal::SealingKey(KeyRefusal::ClosingKeyLost));
    let file = file_of(&office, &tender).await;
    let shares = CUSTODIANS.map(|who| share(&file, &words[who]));
    restore_closing_key(&system, &tender, [&shares[1], &shares[0]]).await.unwrap();
    let pair = closing_pair(elsewhere.db.reader(), &elsewhere, id).await.unwrap();
    assert_eq!(of_tender(elsewhere.db.reader(), id).await.unwrap().closing, pair.public);
}

#[tokio::test]
async fn one_custodian_twice_a_stranger_and_a_share_of_another_tender_restore_nothing() {
    let (office, mut words, tender) = published().await;
    third_custodian(&office, &mut words).await;
    let other = office.tender_published(&SWD_TENDERS).await;
    let (mine, theirs) = (file_of(&office, &tender).await, file_of(&office, &other).await);
    let of = |file: &CustodyFile, who: &str| share(file, &words[who]);
    let [board, auditor] = CUSTODIANS;
    let (one, two) = (of(&mine, board), of(&mine, auditor));
    for (shares, expected) in [
        ([&one, &one], KeyRefusal::CustodianTwice),
        ([&one, &of(&theirs, auditor)], KeyRefusal::OtherShare),
        ([&of(&theirs, board), &of(&theirs, auditor)], KeyRefusal::OtherShare),
    ] {
        let refused = restore_closing_key(&office.system(), &tender, shares).await;
        assert_eq!(refusal(refused), Refusal::SealingKey(expected));
    }
    // The third one's key came after the first tender; for the second one any two of three do.
    let stranger = mine.share(&Passphrase::parse(&words[THIRD]).unwrap(), None);
    assert_eq!(stranger.err(), Some(NotShared::WrongPassphrase));
    let (third, first) = (of(&theirs, THIRD), of(&theirs, board));
    let text = serde_json::to_string(&third).unwrap();
    let (of_other, of_mine) = (theirs.tender.to_string(), mine.tender.to_string());
    let forged = ShareFile::parse(text.replace(&of_other, &of_mine).as_bytes()).unwrap();
    let refused = refusal(restore_closing_key(&office.system(), &tender, [&one, &forged]).await);
    assert_eq!(refused, Refusal::SealingKey(KeyRefusal::NotCustodians));
    assert_eq!(theirs.held.len(), 3);
    restore_closing_key(&office.system(), &other, [&third, &first]).await.unwrap();
    restore_closing_key(&office.system(), &tender, [&one, &two]).await.unwrap();
    assert_eq!(office.log().await.iter().filter(|event| *event == "closing_key.restored").count(), 2);
}

#[tokio::test]
async fn nothing_is_published_without_two_custodians_who_can_still_use_their_keys() {
    let office = Office::sample().await;
    office.keys_held(&TD_TENDERS).await;
    let tender = office.tender_approved(&TD_TENDERS).await;
    moves_on(&office, CUSTODIANS[1], AccessStep::End).await;
    let procurement = office.person(TD_TENDERS.procurement).await;
    let refused = refusal(publish(&procurement, &tender).await);
    assert_eq!(refused, Refusal::SealingKey(KeyRefusal::NoCustodians));
    let mut words = Words::new();
    third_custodian(&office, &mut words).await;
    publish(&procurement, &tender).await.unwrap();
    assert!(without_custody(&office.system()).await.unwrap().0.is_empty());
}

#[tokio::test]
async fn a_tender_without_custody_is_found_and_given_to_the_custodians_of_today() {
    let (office, mut words, tender) = published().await;
    let (without, looked_at) = without_custody(&office.system()).await.unwrap();
    assert!(without.is_empty() && looked_at > 1, "{without:?} of {looked_at}");
    let row = crate::tenders::public_row(office.services.db.reader(), &tender).await.unwrap();
    let of = closing_custodies::Column::TenderId.eq(row.id);
    closing_custodies::Entity::delete_many().filter(of).exec(office.services.db.writer()).await.unwrap();
    assert_eq!(without_custody(&office.system()).await.unwrap().0, [tender.as_str()]);
    let refused = refusal(custody_file(&office.system(), &tender).await);
    assert_eq!(refused, Refusal::SealingKey(KeyRefusal::NoCustodians));

    third_custodian(&office, &mut words).await;
    moves_on(&office, CUSTODIANS[0], AccessStep::End).await;
    assert_eq!(renew_custody(&office.system(), &tender).await.unwrap(), 2);
    assert!(without_custody(&office.system()).await.unwrap().0.is_empty());
    let file = file_of(&office, &tender).await;
    let shares = [THIRD, CUSTODIANS[1]].map(|who| share(&file, &words[who]));
    restore_closing_key(&office.system(), &tender, [&shares[0], &shares[1]]).await.unwrap();
}

#[tokio::test]
async fn two_custodians_give_the_offices_own_master_key_back() {
    let (office, words, tender) = published().await;
    let file = escrow_file(&office.system()).await.unwrap();
    let file = CustodyFile::parse(&serde_json::to_vec(&file).unwrap()).unwrap();
    let shares = CUSTODIANS.map(|who| share(&file, &words[who]));
    assert_eq!(*rejoin_master_key(&file, [&shares[0], &shares[1]]).unwrap(), [7; 32]);
    let twice = rejoin_master_key(&file, [&shares[0], &shares[0]]).map(|_| ());
    assert_eq!(twice, Err(KeyRefusal::CustodianTwice));
    let of_tender = file_of(&office, &tender).await;
    let other = share(&of_tender, &words[CUSTODIANS[1]]);
    assert_eq!(rejoin_master_key(&file, [&shares[0], &other]).map(|_| ()), Err(KeyRefusal::OtherShare));
    assert_eq!(rejoin_master_key(&of_tender, [&shares[0], &shares[1]]).map(|_| ()), Err(KeyRefusal::OtherShare));

    let custodians = [shares[0].holder(), shares[1].holder()];
    note_restored_master_key(&office.system(), custodians).await.unwrap();
    let letters = office.letters().await;
    let told = |who: &str| letters.iter().any(|(to, subject)| to.starts_with(who) && subject.contains("master key"));
    assert!(told("sl.chow") && told("yt.tam"), "{letters:?}");
    let log = office.log().await;
    assert!(log.ends_with(&["closing_key.custody_exported".to_owned(), "master_key.restored".to_owned()]), "{log:?}");
    assert!(matches!(audit::verify(&office.system()).await.unwrap(), audit::Verified::Whole { .. }));
}

#[tokio::test]
async fn only_the_service_itself_takes_custody_out_or_restores() {
    let (office, words, tender) = published().await;
    let file = file_of(&office, &tender).await;
    let shares = CUSTODIANS.map(|who| share(&file, &words[who]));
    for who in ["admin", "sl.chow", "yt.tam", TD_TENDERS.procurement] {
        let caller = office.person(who).await;
        let restored = restore_closing_key(&caller, &tender, [&shares[0], &shares[1]]).await;
        assert!(matches!(restored, Err(Failure::Forbidden(_))), "{who}");
        assert!(matches!(custody_file(&caller, &tender).await, Err(Failure::Forbidden(_))), "{who}");
        assert!(matches!(escrow_file(&caller).await, Err(Failure::Forbidden(_))), "{who}");
        assert!(matches!(renew_custody(&caller, &tender).await, Err(Failure::Forbidden(_))), "{who}");
    }
}

#[tokio::test]
async fn what_a_custodian_holds_with_a_key_that_is_given_up_goes_to_the_others_as_soon_as_there_are_two() {
    for others in [1, 2] {
        let (office, mut words, tender) = published().await;
        if others == 2 {
            third_custodian(&office, &mut words).await;
        }
        let custodian = office.person(CUSTODIANS[0]).await;
        let present = show(&custodian).await.unwrap().unwrap().fingerprint;
        suspect(&custodian, &present, PASSWORD).await.unwrap();
        let without = without_custody(&office.system()).await.unwrap().0;
        assert_eq!(without.contains(&tender), others == 1, "{others}: {without:?}");
        if others == 2 {
            let file = file_of(&office, &tender).await;
            let shares = [THIRD, CUSTODIANS[1]].map(|who| share(&file, &words[who]));
            restore_closing_key(&office.system(), &tender, [&shares[0], &shares[1]]).await.unwrap();
            let log = office.log().await;
            assert!(log.contains(&"closing_key.custody_renewed".to_owned()));
        }
    }
}
