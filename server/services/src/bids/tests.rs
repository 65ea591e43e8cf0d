mod handed_in;
mod promises;

use super::*;
use crate::Failure;
use crate::openings::{self, Outcome};
use crate::testing::{BIDDER, Office, PASSWORD, RIVAL, TD_TENDERS, form, refusal};
use domain::bids::{BidRefusal, BidState, EnvelopeKind, KeyRefusal, OpeningRefusal, Receipt, ReceiptAction};
use domain::refusal::Refusal;
use domain::time::{Day, Timestamp};
use std::collections::HashMap;
use std::path::Path;
use std::task::Poll;

const MARKER: &str = "Kingfisher-Zebra-48213";

/// Noon of 18 December 2026 in Hong Kong.
pub(super) fn close() -> Timestamp {
    Day::of(2026, 12, 18).unwrap().starts_at().plus_minutes(720)
}

pub(super) async fn tendering() -> (Office, String, HashMap<&'static str, String>) {
    let office = Office::sample().await;
    let keys = office.keys_held(&TD_TENDERS).await;
    let tender = office.tender_published(&TD_TENDERS).await;
    (office, tender, keys)
}

pub(super) async fn submitted(office: &Office, who: &str, tender: &str) -> Given {
    submit(&office.person(who).await, tender, office.submission(), PASSWORD).await.unwrap()
}

fn bid_refusal<T: std::fmt::Debug>(result: Result<T, Failure>) -> BidRefusal {
    match refusal(result) {
        Refusal::Bid(refusal) => refusal,
        other => panic!("not a rule about bids: {other:?}"),
    }
}

pub(super) async fn open(
    office: &Office,
    tender: &str,
    who: &str,
    keys: &HashMap<&str, String>,
) -> Result<Outcome, Failure> {
    let caller = office.person(who).await;
    openings::contribute(&caller, tender, EnvelopeKind::Technical, PASSWORD, &keys[who]).await
}

#[tokio::test]
async fn e13_a_price_of_nothing_is_refused_at_submission_and_one_cent_is_taken() {
    let (office, tender, _) = tendering().await;
    office.bid_written(BIDDER, &tender, "We do.", "1,200,000").await;
    let caller = office.person(BIDDER).await;
    let invitation = Invitation::load(&caller, &tender).await.unwrap();
    // The page refuses it too; this is what a submission makes of a draft that holds it all the same.
    for (price, taken) in [("0.00", Err(BidRefusal::PriceNotPositive)), ("0.01", Ok(()))] {
        let put = |record: &mut Record| {
            record.draft.fields.retain(|(name, _)| name != "price-1");
            record.draft.fields.push(("price-1".to_owned(), price.to_owned()));
            Ok(())
        };
        super::save::change_draft(&caller, &invitation, put).await.unwrap();
        let sent = submit(&caller, &tender, office.submission(), PASSWORD).await;
        let sent = if sent.is_ok() { Ok(()) } else { Err(bid_refusal(sent)) };
        assert_eq!(sent, taken, "{price}");
    }
}

#[tokio::test]
async fn a_bid_is_submitted_once_and_its_receipt_names_its_place_in_the_log() {
    let (office, tender, _) = tendering().await;
    office.bid_written(BIDDER, &tender, "We do.", "1,200,000").await;
    let (caller, press) = (office.person(BIDDER).await, office.submission());
    let first = submit(&caller, &tender, press, PASSWORD).await.unwrap();
    let again = submit(&caller, &tender, press, PASSWORD).await.unwrap();
    assert_eq!(first, again);
    let receipt = Receipt::from_text(&first.text).unwrap();
    assert_eq!((receipt.action, receipt.version, receipt.previous), (ReceiptAction::Submitted, 1, None));
    let log = office.log().await;
    assert_eq!(log[receipt.log_entry as usize], "bid.receipt_given");
    assert_eq!(log.iter().filter(|event| *event == "bid.receipt_given").count(), 1);
    let view = show(&caller, &tender).await.unwrap();
    assert_eq!((view.state, view.receipts.len(), view.typed.len()), (BidState::Submitted, 1, 0));
    let note = super::receipt(&caller, &tender, 1).await.unwrap();
    let key = bidding::NoteKey::parse(&sealing_file(&caller, &tender).await.unwrap().receipt_key).unwrap();
    assert_eq!(key.read(&note), Ok(first.text.as_str()), "the key of the sealing file checks what is downloaded");
    let stranger = bidding::NoteKey::parse(&crate::signing::published_key(&*office.stranger().await)).unwrap();
    assert_eq!(stranger.read(&note), Err(bidding::NoteFault::OtherKey), "another master key signs otherwise");
    assert_eq!(super::receipt(&caller, &tender, 1).await.unwrap(), note);
    assert!(matches!(super::receipt(&office.person(RIVAL).await, &tender, 1).await, Err(Failure::NotFound)));
}

#[tokio::test]
async fn s22_each_version_has_its_receipt_and_only_the_last_counts_until_it_is_withdrawn() {
    let (office, tender, _) = tendering().await;
    let caller = office.person(BIDDER).await;
    let mut receipts = Vec::new();
    for price in ["1,200,000", "1,100,000"] {
        office.bid_written(BIDDER, &tender, "We do.", price).await;
        receipts.push(Receipt::from_text(&submitted(&office, BIDDER, &tender).await.text).unwrap());
    }
    let taken_back = withdraw(&caller, &tender, office.submission(), PASSWORD).await.unwrap();
    receipts.push(Receipt::from_text(&taken_back.text).unwrap());
    let told: Vec<_> = receipts.iter().map(|receipt| (receipt.action, receipt.version)).collect();
    assert_eq!(told, [(ReceiptAction::Submitted, 1), (ReceiptAction::Replaced, 2), (ReceiptAction::Withdrawn, 2)]);
    assert_eq!(receipts[1].previous, Some(digest(receipts[0].to_text().as_bytes())));
    assert_eq!(show(&caller, &tender).await.unwrap().state, BidState::Withdrawn);
}

#[tokio::test]
async fn m5_e19_a_bid_stored_at_the_closing_instant_is_in_time_and_a_millisecond_later_is_late() {
    for (millis, in_time) in [(0, true), (1, false)] {
        let (office, tender, _) = tendering().await;
        office.bid_written(BIDDER, &tender, "We do.", "1,200,000").await;
        office.services.clock.set(Timestamp::from_millis(close().millis() + millis));
        let result = submit(&office.person(BIDDER).await, &tender, office.submission(), PASSWORD).await;
        if in_time {
            assert_eq!(Receipt::from_text(&result.unwrap().text).unwrap().received_at, close());
        } else {
            assert!(matches!(bid_refusal(result), BidRefusal::Late { closed_at, .. } if closed_at == close()));
            assert_eq!(office.log().await.last().unwrap(), "bid.came_late");
            assert_eq!(show(&office.person(BIDDER).await, &tender).await.unwrap().state, BidState::LateRefused);
        }
    }
}

/// Lets something begin, then the clock pass the close, then it go on.
async fn begun_in_time<T>(office: &Office, doing: impl Future<Output = T>) -> T {
    let mut doing = std::pin::pin!(doing);
    let waits = std::future::poll_fn(|context| Poll::Ready(doing.as_mut().poll(context).is_pending())).await;
    assert!(waits, "it has begun and is not done");
    office.services.clock.set(Timestamp::from_millis(close().millis() + 1));
    doing.await
}

#[tokio::test]
async fn m5_what_was_sent_in_time_is_in_time_however_long_it_waits_for_its_turn() {
    let (office, tender, _) = tendering().await;
    office.bid_written(BIDDER, &tender, "We do.", "1,200,000").await;
    office.services.clock.set(close());
    let caller = office.person(BIDDER).await;
    let given = begun_in_time(&office, submit(&caller, &tender, office.submission(), PASSWORD)).await.unwrap();
    assert_eq!(Receipt::from_text(&given.text).unwrap().received_at, close());
    office.services.clock.set(close());
    let caller = office.person(BIDDER).await;
    let given = begun_in_time(&office, withdraw(&caller, &tender, office.submission(), PASSWORD)).await.unwrap();
    assert_eq!(Receipt::from_text(&given.text).unwrap().action, ReceiptAction::Withdrawn);
    office.services.clock.set(close().plus_minutes(-5));
    let caller = office.person(RIVAL).await;
    let file = serde_json::to_vec(&sealing_file(&caller, &tender).await.unwrap()).unwrap();
    let sealed = office.sealed_elsewhere(&bidding::SealingFile::parse(&file).unwrap(), "We do.", "1,100,000");
    office.services.clock.set(close());
    let (caller, path) = (office.person(RIVAL).await, domain::bids::SubmissionPath::Offline);
    let came = crate::testing::handed_in(&sealed);
    begun_in_time(&office, hand_in(&caller, &tender, path, came, PASSWORD)).await.unwrap();
}

#[tokio::test]
async fn the_same_press_many_times_at_once_gives_one_receipt() {
    let (office, tender, _) = tendering().await;
    office.bid_written(BIDDER, &tender, "We do.", "1,200,000").await;
    let (caller, submission) = (office.person(BIDDER).await, office.submission());
    let press = || submit(&caller, &tender, submission, PASSWORD);
    let given = tokio::join!(press(), press(), press(), press());
    let [first, others @ ..] = [given.0, given.1, given.2, given.3].map(Result::unwrap);
    assert!(others.iter().all(|one| *one == first));
    assert_eq!(show(&caller, &tender).await.unwrap().receipts.len(), 1);
}

#[tokio::test]
async fn an_incomplete_bid_and_a_wrong_password_are_refused_and_nothing_is_lost() {
    let (office, tender, _) = tendering().await;
    let caller = office.person(BIDDER).await;
    let fields = crate::testing::form(&[("non_collusion", "yes"), ("parties", "alone")]);
    save(&caller, &tender, domain::bids::Section::Eligibility, &fields).await.unwrap();
    let refused = bid_refusal(submit(&caller, &tender, office.submission(), PASSWORD).await);
    assert!(matches!(refused, BidRefusal::Incomplete { sections } if sections.len() >= 3));
    office.bid_written(BIDDER, &tender, "We do.", "1,200,000").await;
    let wrong = submit(&caller, &tender, office.submission(), "not this one").await;
    assert_eq!(refusal(wrong), Refusal::SealingKey(KeyRefusal::WrongPassword));
    assert!(!show(&caller, &tender).await.unwrap().typed.is_empty());
}

#[tokio::test]
async fn s1_s2_what_a_bidder_wrote_is_found_nowhere_before_two_officers_opened_it_and_is_read_after() {
    let (office, tender, keys) = tendering().await;
    let caller = office.person(BIDDER).await;
    attach(&caller, &tender, &format!("{MARKER}.txt"), format!("Method: {MARKER}").as_bytes()).await.unwrap();
    office.bid_written(BIDDER, &tender, MARKER, "1,048,213.77").await;
    assert_eq!(found(&office, &[MARKER, "104821377"]), Vec::<String>::new(), "while it is written");
    submitted(&office, BIDDER, &tender).await;
    office.bid_written(RIVAL, &tender, "We do.", "1,300,000").await;
    submitted(&office, RIVAL, &tender).await;
    let organisation = caller.officer().unwrap().organisation.0;
    assert_eq!(found(&office, &[MARKER, "104821377"]), Vec::<String>::new(), "once it is sealed");
    let named = crate::entities::audit_entries::Column::OrganisationId;
    use sea_orm::prelude::*;
    let entries = crate::entities::audit_entries::Entity::find().filter(named.eq(organisation));
    assert_eq!(entries.count(office.services.db.reader()).await.unwrap(), 0, "the log does not name a bidder");

    office.services.clock.set(close().plus_minutes(3));
    assert!(matches!(open(&office, &tender, TD_TENDERS.openers[0], &keys).await.unwrap(), Outcome::Waiting(_)));
    assert_eq!(found(&office, &[MARKER]), Vec::<String>::new(), "one officer opens nothing");
    assert_eq!(open(&office, &tender, TD_TENDERS.openers[1], &keys).await.unwrap(), Outcome::Opened);

    let officer = office.person(TD_TENDERS.procurement).await;
    let record = openings::show(&officer, &tender, EnvelopeKind::Technical).await.unwrap();
    assert_eq!((record.bids, record.lines.len()), (Some(2), 2));
    let mut read = Vec::new();
    for line in &record.lines {
        assert_eq!(line.unreadable, None);
        let opened = openings::opened_bid(&officer, &tender, line.bid).await.unwrap();
        assert_eq!(opened.price, None, "prices stay sealed");
        read.push((opened.answers[0].1.clone(), opened.files));
    }
    let (_, files) = read.iter().find(|(answer, _)| answer == MARKER).expect("the marked bid");
    assert_eq!(files[0].0, format!("{MARKER}.txt"));
    assert_eq!(found(&office, &["104821377"]), Vec::<String>::new());
}

#[tokio::test]
async fn s3_bids_are_not_opened_before_the_close_nor_by_one_officer_twice_and_every_try_is_logged() {
    let (office, tender, keys) = tendering().await;
    office.bid_written(BIDDER, &tender, "We do.", "1,200,000").await;
    submitted(&office, BIDDER, &tender).await;
    let [first, second, _] = TD_TENDERS.openers;
    let early = open(&office, &tender, first, &keys).await;
    assert_eq!(refusal(early), Refusal::Opening(OpeningRefusal::NotClosed { closes_at: close() }));
    assert_eq!(office.log().await.last().unwrap(), "opening.refused");
    office.services.clock.set(close().plus_minutes(3));
    for _ in 0..2 {
        assert!(matches!(open(&office, &tender, first, &keys).await.unwrap(), Outcome::Waiting(_)));
    }
    let wrong: HashMap<_, _> = keys.keys().map(|who| (*who, keys[first].clone())).collect();
    let refused = open(&office, &tender, second, &wrong).await;
    assert_eq!(refusal(refused), Refusal::SealingKey(KeyRefusal::WrongPassphrase));
    office.pass_minutes(121);
    assert!(matches!(open(&office, &tender, second, &keys).await.unwrap(), Outcome::Waiting(_)), "the first lapsed");
    assert_eq!(open(&office, &tender, first, &keys).await.unwrap(), Outcome::Opened);
}

#[tokio::test]
async fn an_altered_envelope_is_listed_with_its_reason_and_the_others_are_opened() {
    let (office, tender, keys) = tendering().await;
    for who in [BIDDER, RIVAL] {
        office.bid_written(who, &tender, "We do.", "1,200,000").await;
    }
    let spoilt = Receipt::from_text(&submitted(&office, BIDDER, &tender).await.text).unwrap();
    submitted(&office, RIVAL, &tender).await;
    let path = office.services.files.path(&spoilt.envelopes.technical.unwrap().sha256.0);
    let mut bytes = std::fs::read(&path).unwrap();
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    std::fs::write(&path, bytes).unwrap();
    office.services.clock.set(close().plus_minutes(3));
    for who in &TD_TENDERS.openers[..2] {
        open(&office, &tender, who, &keys).await.unwrap();
    }
    let officer = office.person(TD_TENDERS.procurement).await;
    let record = openings::show(&officer, &tender, EnvelopeKind::Technical).await.unwrap();
    let mut outcomes: Vec<_> = record.lines.iter().map(|line| line.unreadable.clone()).collect();
    outcomes.sort();
    assert_eq!(outcomes, [None, Some("fingerprint_differs".to_owned())]);
}

/// Files of the office in which any of these is found.
fn found(office: &Office, wanted: &[&str]) -> Vec<String> {
    let mut hits = Vec::new();
    look_into(office.folder(), wanted, &mut hits);
    hits
}

fn look_into(folder: &Path, wanted: &[&str], hits: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            look_into(&path, wanted, hits);
            continue;
        }
        let (name, bytes) = (path.display().to_string(), std::fs::read(&path).unwrap());
        let is_there = |text: &&&str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
        if wanted.iter().any(|text| name.contains(*text)) || wanted.iter().find(is_there).is_some() {
            hits.push(name);
        }
    }
}

#[tokio::test]
async fn a_bid_is_made_to_the_notice_its_bidder_read_and_an_addendum_meanwhile_refuses_it() {
    let (office, tender, _) = tendering().await;
    office.bid_written(BIDDER, &tender, "We do.", "1,200,000").await;
    let caller = office.person(BIDDER).await;
    let read = show(&caller, &tender).await.unwrap().notice_revision;
    let later = form(&[("later_close", "2026-12-21"), ("comment", "More time")]);
    crate::tenders::extend(&office.person(TD_TENDERS.procurement).await, &tender, &later).await.unwrap();
    let press = office.submission();
    let submits = async |seen| submit_as_seen(&caller, &tender, press, PASSWORD, Some(seen)).await;
    assert_eq!(bid_refusal(submits(read).await), BidRefusal::OutdatedNotice { current: read + 1 });
    let given = submits(read + 1).await.unwrap();
    assert_eq!(submits(read).await.unwrap(), given, "the same press again gets the same receipt");
}

#[tokio::test]
async fn a_tender_called_off_ends_its_sealed_bids_and_tells_their_bidders() {
    let (office, tender, _) = tendering().await;
    office.bid_written(BIDDER, &tender, "We do.", "1,200,000").await;
    submitted(&office, BIDDER, &tender).await;
    office.bid_written(RIVAL, &tender, "We do.", "1,100,000").await;
    office.services.clock.set(close().plus_minutes(1));
    office.called_off(&TD_TENDERS, &tender).await;
    let state = async |who: &str| show(&office.person(who).await, &tender).await.unwrap().state;
    assert_eq!((state(BIDDER).await, state(RIVAL).await), (BidState::Lapsed, BidState::Draft));
    let told: Vec<_> =
        office.letters().await.into_iter().filter(|(_, subject)| subject.starts_with("招標已取消")).collect();
    assert!(told.iter().any(|(to, _)| to.starts_with(BIDDER)), "{told:?}");
    assert!(told.iter().all(|(to, _)| !to.starts_with(RIVAL)), "{told:?}");
}

#[tokio::test]
async fn a_company_sees_who_may_write_its_bid_and_who_did_last() {
    let (office, tender, _) = tendering().await;
    let view = async || show(&office.person(BIDDER).await, &tender).await.unwrap();
    let before = view().await;
    let own = office.person(BIDDER).await.officer().unwrap().name.clone();
    assert!(before.colleagues.iter().any(|one| one.is_own && one.name == own), "{:?}", before.colleagues);
    let others = show(&office.person(RIVAL).await, &tender).await.unwrap().colleagues;
    assert!(others.iter().all(|one| !before.colleagues.iter().any(|known| known.name == one.name)));
    assert_eq!((before.saved_by, before.acted_by), (None, None));
    office.bid_written(BIDDER, &tender, "We do.", "1,200,000").await;
    assert_eq!((view().await.saved_by, view().await.acted_by), (Some(own.clone()), None));
    submitted(&office, BIDDER, &tender).await;
    assert_eq!((view().await.saved_by, view().await.acted_by), (None, Some(own)));
}

#[tokio::test]
async fn a_bidder_sees_when_its_draft_was_last_saved_until_it_is_sealed() {
    let (office, tender, _) = tendering().await;
    let saved_at = async || show(&office.person(BIDDER).await, &tender).await.unwrap().saved_at;
    assert_eq!(saved_at().await, None);
    office.bid_written(BIDDER, &tender, "We do.", "1,200,000").await;
    let saved = office.services.clock.now();
    office.pass_minutes(5);
    assert_eq!(saved_at().await, Some(saved));
    submitted(&office, BIDDER, &tender).await;
    assert_eq!(saved_at().await, None, "nothing is left that could be changed");
}
