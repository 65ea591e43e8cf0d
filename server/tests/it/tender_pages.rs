//! What anybody reads of tenders: the list with its tabs and filters, and the way in for a company that has no account.

use crate::house::House;
use services::testing::{Office, TD_TENDERS};

async fn read(house: &House, path: &str) -> String {
    let answer = house.get(path, None).await;
    assert_eq!(answer.status, 200, "{path}: {}", answer.body);
    answer.body.replace("<!>", "")
}

#[tokio::test]
async fn the_list_of_tenders_tells_what_decides_how_long_is_left_and_what_else_there_is() {
    let office = Office::sample().await;
    office.keys_held(&TD_TENDERS).await;
    let tender = office.tender_published(&TD_TENDERS).await;
    let house = House::around(office);
    let page = read(&house, "/en/tenders").await;
    for part in [tender.as_str(), "Technical ", " left", "tab=cancelled", "<title>Government AI tenders: Open ("] {
        assert!(page.contains(part), "{part} is missing in {page}");
    }
    let filtered = read(&house, "/en/tenders?department=TD&category=DOC").await;
    assert!(filtered.contains("class=\"chip\"") && filtered.contains("remove this filter"), "{filtered}");
    let nothing = read(&house, "/en/tenders?q=zzzz&department=TD").await;
    assert!(nothing.contains("No tender matches") && nothing.contains("See all open tenders"), "{nothing}");
    for path in ["/en/tenders?tab=coming", "/zh-Hant/tenders?tab=x"] {
        assert_eq!(house.get(path, None).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn a_company_without_an_account_is_led_to_register_and_back_to_the_tender() {
    let house = House::open().await;
    let page = read(&house, "/en/sign-in?next=%2Fen%2Ftenders%2FT-2026-0004%2Fbid").await;
    let register = "/en/register?next=%2Fen%2Ftenders%2FT-2026-0004%2Fbid";
    assert!(page.contains(register), "{page}");
    let page = read(&house, register).await;
    assert!(page.contains("name=\"next\" value=\"/en/tenders/T-2026-0004/bid\""), "{page}");
    let sent = read(&house, "/en/register/sent?next=%2Fen%2Ftenders%2FT-2026-0004%2Fbid").await;
    assert!(sent.contains("/en/sign-in?next=%2Fen%2Ftenders%2FT-2026-0004%2Fbid"), "{sent}");
    let elsewhere = read(&house, "/en/sign-in?next=https%3A%2F%2Fevil.example").await;
    assert!(elsewhere.contains("href=\"/en/register\""), "{elsewhere}");
    assert!(read(&house, "/en/help").await.contains("registers itself, free of charge"));
}
