//! What the pages say when the keys of a tender change: to procurement, to the opener, to bidders and to everybody.

use crate::house::House;
use services::testing::{BIDDER, Office, TD_TENDERS};
use services::{bids, keys};

const PASSWORD: &str = services::testing::PASSWORD;

async fn read(house: &House, path: &str, who: Option<&str>) -> String {
    let cookie = match who {
        Some(who) => Some(house.sign_in(who).await),
        None => None,
    };
    let answer = house.get(path, cookie.as_deref()).await;
    assert_eq!(answer.status, 200, "{path}: {}", answer.body);
    answer.body.replace("<!>", "")
}

fn holds(page: &str, parts: &[&str]) {
    for part in parts {
        assert!(page.contains(part), "{part} is missing in {page}");
    }
}

#[tokio::test]
async fn when_an_opener_gives_a_key_up_every_page_says_what_is_to_be_done() {
    let office = Office::sample().await;
    office.keys_held(&TD_TENDERS).await;
    let tender = office.tender_published(&TD_TENDERS).await;
    office.bid_written(BIDDER, &tender, "We do.", "1,200,000").await;
    bids::submit(&office.person(BIDDER).await, &tender, office.submission(), PASSWORD).await.unwrap();
    let opener = TD_TENDERS.openers[0];
    let fingerprint = keys::show(&office.person(opener).await).await.unwrap().unwrap().fingerprint;
    let house = House::around(office);

    let openers = format!("/en/workspace/tenders/{tender}/openers");
    let page = read(&house, &openers, Some(TD_TENDERS.procurement)).await;
    holds(&page, &["can be counted on", "Internal audit", "recovery key", "Name another opener"]);
    assert!(!page.contains("note--bad") && !page.contains("value=\"leave\""), "all can be counted on: {page}");
    let work = read(&house, &format!("/en/workspace/tenders/{tender}"), Some(TD_TENDERS.procurement)).await;
    holds(&work, &[&openers]);
    let head = read(&house, &openers, Some("yt.tam")).await;
    assert!(!head.contains("Name the opener"), "the head looks on: {head}");

    let cookie = house.sign_in(opener).await;
    let key_page = read(&house, "/en/account/sealing-key", Some(opener)).await;
    holds(&key_page, &["My key may be known to somebody else", "Give the key up"]);
    let sends = async |password: &str| {
        let fields = [("do", "suspect"), ("form", "suspect"), ("suspect_key", &*fingerprint), ("password", password)];
        house.post("/en/account/sealing-key", &fields, Some(&cookie)).await
    };
    let refused = sends("not this one").await;
    assert_eq!(refused.status, 422);
    holds(&refused.body, &["href=\"#password-suspect\"", "id=\"password-suspect\""]);
    let given_up = sends(PASSWORD).await;
    assert_eq!((given_up.status.as_u16(), given_up.header("location").contains("key_suspected")), (303, true));

    let page = read(&house, &openers, Some(TD_TENDERS.procurement)).await;
    holds(&page, &["key given up", "Fewer than three openers"]);
    let public = read(&house, &format!("/en/tenders/{tender}"), None).await;
    holds(&public, &["The sealing keys were changed on", "those that were in must be handed in again"]);
    let bid = read(&house, &format!("/en/tenders/{tender}/bid"), Some(BIDDER)).await;
    holds(&bid, &["Hand in your bid again by", "id=\"replace\""]);
    assert!(!bid.contains("value=\"reconfirm\""), "a word does not help: {bid}");
}
