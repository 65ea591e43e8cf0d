//! What a bidder reads on the pages of a bid: before it is in, once it is, when the terms change, and after the close.

use crate::house::{Answer, House};
use crate::page_parts::value_of;
use domain::bids::BidState;
use domain::time::Day;
use services::bids;
use services::sample::PASSWORD;
use services::testing::{BIDDER, Office, TD_TENDERS, form};

/// A colleague of the bidder who may only read.
const READER: &str = "st.kwok";
/// The administrator of a company that is suspended.
const SUSPENDED: &str = "a.keller";

async fn tendering() -> (House, String) {
    let office = Office::sample().await;
    office.keys_held(&TD_TENDERS).await;
    let tender = office.tender_published(&TD_TENDERS).await;
    (House::around(office), tender)
}

/// The text of a page, without the marks that pages leave between texts.
async fn read(house: &House, path: &str, who: &str) -> String {
    let cookie = house.sign_in(who).await;
    let answer = house.get(path, Some(&cookie)).await;
    assert_eq!(answer.status, 200, "{path}: {}", answer.body);
    said(&answer)
}

fn said(answer: &Answer) -> String {
    answer.body.replace("<!>", "")
}

async fn hand_in(house: &House, tender: &str) {
    house.office.bid_written(BIDDER, tender, "We do.\n\nAll of it.", "1,200,000").await;
    let caller = house.office.person(BIDDER).await;
    bids::submit(&caller, tender, house.office.submission(), PASSWORD).await.unwrap();
}

#[tokio::test]
async fn a_bid_that_is_in_is_confirmed_first_and_replacing_it_is_folded_away() {
    let (house, tender) = tendering().await;
    let path = format!("/en/tenders/{tender}/bid");
    let before = read(&house, &path, BIDDER).await;
    assert!(before.contains("tasks complete.") && !before.contains("id=\"handed-in\""), "{before}");
    hand_in(&house, &tender).await;
    let page = read(&house, &path, BIDDER).await;
    let places: Vec<_> = ["id=\"handed-in\"", "id=\"replace\"", "id=\"receipts\"", "id=\"withdraw\""]
        .into_iter()
        .map(|part| page.find(part).unwrap_or_else(|| panic!("{part} is missing in {page}")))
        .collect();
    assert!(places.is_sorted(), "{places:?}");
    assert!(page.contains("/bid/receipts/1\"") && page.contains(&tender), "{page}");
    assert!(!page.contains("tasks complete") && !page.contains("<details open"), "{page}");
    house.office.bid_written(BIDDER, &tender, "Better.", "1,100,000").await;
    assert!(read(&house, &path, BIDDER).await.contains("You have begun another version."));
}

#[tokio::test]
async fn a_bid_is_read_whole_before_it_is_sealed_and_a_copy_may_be_kept() {
    let (house, tender) = tendering().await;
    house.office.bid_written(BIDDER, &tender, "We do.\n\nAll of it.", "1,200,000").await;
    let page = read(&house, &format!("/en/tenders/{tender}/bid/check"), BIDDER).await;
    for part in [
        "We have made no agreement with any competitor",
        "No, we bid alone",
        "No suggestion beyond what is asked",
        "We do.\n\nAll of it.",
        "/bid/technical\">Change",
        "/bid/copy.txt",
        "Back to the tasks",
    ] {
        assert!(page.contains(part), "{part} is missing in {page}");
    }
    let copy = read(&house, &format!("/zh-Hant/tenders/{tender}/bid/copy.txt"), BIDDER).await;
    for part in ["We do.\r\n\r\nAll of it.", "1,200,000", "不能作為證明", "本公司沒有就本標書"] {
        assert!(copy.contains(part), "{part} is missing in {copy}");
    }
}

#[tokio::test]
async fn changed_terms_are_shown_with_a_form_of_their_own_to_say_that_the_bid_stands() {
    let (house, tender) = tendering().await;
    hand_in(&house, &tender).await;
    house.office.pass_minutes(1);
    let changed = form(&[
        ("addendum_kind", "substantial"),
        ("addendum_en", "Paragraph 4.2 changed"),
        ("addendum_zh_hant", "第4.2段已修訂"),
        ("later_close", ""),
    ]);
    let procurement = house.office.person(TD_TENDERS.procurement).await;
    let once = house.office.once();
    services::tenders::issue_addendum(&procurement, once, &tender, &changed, None).await.unwrap();
    let path = format!("/en/tenders/{tender}/bid");
    let page = read(&house, &path, BIDDER).await;
    assert!(page.contains("id=\"password-reconfirm\"") && page.contains("id=\"password-withdraw\""), "{page}");
    assert!(page.contains(&format!("/tenders/{tender}#addenda\">Addendum 1")), "{page}");
    assert!(page.contains("Paragraph 4.2 changed"), "{page}");
    let cookie = house.sign_in(BIDDER).await;
    let once = value_of(&page, "once");
    let wrong = [("form", "reconfirm"), ("do", "reconfirm"), ("once", once.as_str()), ("password", "not mine")];
    let refused = house.post(&path, &wrong, Some(&cookie)).await;
    assert_eq!(refused.status, 422);
    let right = [("form", "reconfirm"), ("do", "reconfirm"), ("once", once.as_str()), ("password", PASSWORD)];
    let done = house.post(&path, &right, Some(&cookie)).await;
    assert_eq!(done.status, 303, "{}", done.body);
    let view = bids::show(&house.office.person(BIDDER).await, &tender).await.unwrap();
    assert_eq!(view.state, BidState::Submitted);
}

#[tokio::test]
async fn a_draft_that_was_not_sent_is_told_so_after_the_close_and_shown_to_its_company() {
    let (house, tender) = tendering().await;
    house.office.bid_written(BIDDER, &tender, "We nearly did.", "1,200,000").await;
    house.office.services.clock.set(Day::of(2026, 12, 19).unwrap().starts_at());
    let page = read(&house, &format!("/en/tenders/{tender}/bid"), BIDDER).await;
    assert!(page.contains("Your draft was not sent.") && page.contains("We nearly did."), "{page}");
    assert!(!page.contains("being written") && !page.contains("Before the close"), "{page}");
    assert!(read(&house, "/en/supplier/bids", BIDDER).await.contains("closed, not sent"));
}

#[tokio::test]
async fn who_may_not_write_or_hand_in_a_bid_is_told_before_anything_is_typed() {
    let (house, tender) = tendering().await;
    house.office.bid_written(BIDDER, &tender, "We do.", "1,200,000").await;
    for path in [format!("/en/tenders/{tender}/bid"), format!("/en/tenders/{tender}/bid/technical")] {
        let page = read(&house, &path, READER).await;
        assert!(page.contains("Ask your company’s administrator.") && page.contains("We do."), "{page}");
        assert!(!page.contains("<textarea") && !page.contains("name=\"password\""), "{page}");
    }
    let page = read(&house, &format!("/en/tenders/{tender}/bid"), SUSPENDED).await;
    assert!(page.contains("Its registration is: Suspended."), "{page}");
}

#[tokio::test]
async fn a_price_of_nothing_and_a_file_that_was_not_chosen_are_marked_where_they_are_mended() {
    let (house, tender) = tendering().await;
    let cookie = house.sign_in(BIDDER).await;
    let price = house.post(&format!("/en/tenders/{tender}/bid/prices"), &[("price-1", "0")], Some(&cookie)).await;
    assert_eq!(price.status, 422);
    assert!(price.body.contains("href=\"#price-1\"") && price.body.contains("price-1-error"), "{}", price.body);
    let file = house.post(&format!("/en/tenders/{tender}/bid/files"), &[("file", "")], Some(&cookie)).await;
    assert_eq!(file.status, 422);
    assert!(file.body.contains("href=\"#file\"") && file.body.contains("file-error"), "{}", file.body);
}
