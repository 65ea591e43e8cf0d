//! Who is written to when bids close and when they are opened.

use super::*;
use crate::tenders::issue_addendum;
use crate::testing::OpenedTender;

/// Whom letters with these words in their subject went to.
pub(super) async fn told(office: &Office, words: &[&str]) -> Vec<String> {
    let found = office.letters().await.into_iter();
    let found = found.filter(|(_, subject)| words.iter().any(|word| subject.contains(word)));
    let mut people: Vec<String> = found.map(|(to, _)| to.split('@').next().unwrap_or_default().to_owned()).collect();
    people.sort();
    people
}

const CLOSED: [&str; 3] = ["closed and can be opened", "可以開標", "可以开标"];
const NONE: [&str; 3] = ["No bid came", "沒有收到標書", "没有收到标书"];
const OPENED: [&str; 3] = ["Your bid was opened", "標書已開啟", "标书已开启"];
const UNREADABLE: [&str; 3] = ["Your bid could not be read", "標書無法讀取", "标书无法读取"];
const NONE_READABLE: [&str; 3] = ["No envelope could be read", "所有信封均無法讀取", "所有信封均无法读取"];
const LAPSED: [&str; 3] = ["had lapsed at the close", "截標時已失效", "截标时已失效"];
const APPOINT: [&str; 3] = ["Appoint the panel", "請委任評審小組", "请委任评审小组"];

fn sorted(people: &[&'static str]) -> Vec<&'static str> {
    let mut people = people.to_vec();
    people.sort_unstable();
    people
}

async fn two_bids(office: &Office) -> OpenedTender {
    office.bids_handed_in(&TD_TENDERS, &[(BIDDER, "1,300,000"), (RIVAL, "1,400,000")]).await
}

#[tokio::test]
async fn openers_and_procurement_learn_at_the_close_how_many_bids_can_be_opened_and_no_bidder_hears_anything() {
    let office = Office::sample().await;
    let tender = two_bids(&office).await;
    let before = office.letters().await.len();
    close(&office.system(), &tender.reference).await.unwrap();
    let mut expected = TD_TENDERS.openers.to_vec();
    expected.push(TD_TENDERS.procurement);
    assert_eq!(told(&office, &CLOSED).await, sorted(&expected));
    let letters = office.letters().await;
    assert!(letters[before..].iter().all(|(_, subject)| subject.contains('2')), "{letters:?}");
    close(&office.system(), &tender.reference).await.unwrap();
    assert_eq!(office.letters().await.len(), letters.len(), "told once");
}

#[tokio::test]
async fn when_no_bid_came_the_head_and_the_office_hear_of_it_too() {
    let office = Office::sample().await;
    office.keys_held(&TD_TENDERS).await;
    let tender = office.tender_published(&TD_TENDERS).await;
    office.services.clock.set(noon("2026-12-18").plus_minutes(3));
    close(&office.system(), &tender).await.unwrap();
    let people = told(&office, &NONE).await;
    for who in [TD_TENDERS.procurement, HEAD, crate::testing::CURATOR].into_iter().chain(TD_TENDERS.openers) {
        assert!(people.iter().any(|one| one == who), "{who}: {people:?}");
    }
    assert!(told(&office, &CLOSED).await.is_empty());
}

#[tokio::test]
async fn each_bidder_hears_of_its_own_bid_at_the_opening_read_or_not() {
    let office = Office::sample().await;
    let tender = two_bids(&office).await;
    office.envelope_damaged(RIVAL, &tender.reference, EnvelopeKind::Technical).await;
    office.envelopes_opened(&TD_TENDERS, &tender, EnvelopeKind::Technical).await;
    let (opened, unread) = (told(&office, &OPENED).await, told(&office, &UNREADABLE).await);
    assert!(opened.iter().any(|who| who == BIDDER) && unread.iter().any(|who| who == RIVAL));
    assert!(!opened.iter().any(|who| who == RIVAL) && !unread.iter().any(|who| who == BIDDER));
    let sent = office.services.mailer.sent();
    let letter = sent.iter().rfind(|mail| mail.to.1.starts_with(RIVAL)).unwrap();
    assert!(letter.text.contains("储存的内容与收据所列不符") && letter.text.contains("/bid"), "{}", letter.text);
    assert!(told(&office, &APPOINT).await.iter().any(|who| who == TD_TENDERS.approver));
    assert!(told(&office, &NONE_READABLE).await.is_empty());
}

#[tokio::test]
async fn when_no_envelope_can_be_read_nobody_is_asked_to_appoint_a_panel() {
    let office = Office::sample().await;
    let tender = two_bids(&office).await;
    for who in [BIDDER, RIVAL] {
        office.envelope_damaged(who, &tender.reference, EnvelopeKind::Technical).await;
    }
    office.envelopes_opened(&TD_TENDERS, &tender, EnvelopeKind::Technical).await;
    assert!(told(&office, &APPOINT).await.is_empty());
    let people = told(&office, &NONE_READABLE).await;
    for who in [TD_TENDERS.approver, TD_TENDERS.procurement] {
        assert!(people.iter().any(|one| one == who), "{who}: {people:?}");
    }
}

#[tokio::test]
async fn m10_a_bidder_that_did_not_confirm_its_bid_hears_with_the_opening_that_it_lapsed() {
    let office = Office::sample().await;
    let keys = office.keys_held(&TD_TENDERS).await;
    let tender = office.tender_published(&TD_TENDERS).await;
    for who in [BIDDER, RIVAL] {
        submits(&office, who, &tender).await.unwrap();
    }
    office.pass_minutes(1);
    let fields = form(&[
        ("addendum_kind", "substantial"),
        ("addendum_en", "Paragraph 4.2 changed"),
        ("addendum_zh_hant", "第4.2段已修訂"),
        ("later_close", ""),
    ]);
    let procurement = office.person(TD_TENDERS.procurement).await;
    issue_addendum(&procurement, office.once(), &tender, &fields, None).await.unwrap();
    office.pass_minutes(1);
    bids::reconfirm(&office.person(BIDDER).await, &tender, office.submission(), PASSWORD).await.unwrap();
    office.services.clock.set(noon("2026-12-18").plus_minutes(3));
    close(&office.system(), &tender).await.unwrap();
    assert!(told(&office, &LAPSED).await.is_empty(), "nobody hears of a bid before the opening");
    for who in [FIRST, SECOND] {
        contributes(&office, who, &tender, &keys[who]).await.unwrap();
    }
    let lapsed = told(&office, &LAPSED).await;
    assert!(lapsed.iter().any(|who| who == RIVAL) && !lapsed.iter().any(|who| who == BIDDER), "{lapsed:?}");
    let opened = told(&office, &OPENED).await;
    assert!(opened.iter().any(|who| who == BIDDER) && !opened.iter().any(|who| who == RIVAL), "{opened:?}");
}
