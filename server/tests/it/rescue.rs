//! A bidder whose envelope nobody could read opens it on its page with the key it kept.

use crate::house::{Answer, HERE, House, request};
use axum::body::Body;
use axum::http::{Method, header};
use domain::bids::EnvelopeKind;
use domain::time::Day;
use services::testing::{BIDDER, Office, OpenedTender, PASSWORD, RIVAL, TD_TENDERS};
use services::{bids, openings};

const BOUNDARY: &str = "a-boundary-of-ours";

async fn brings(house: &House, cookie: &str, path: &str, parts: &[(&str, &[u8])]) -> Answer {
    let mut body = Vec::new();
    for (name, content) in parts {
        let file = if *name == "password" { String::new() } else { format!("; filename=\"{name}\"") };
        let head = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n");
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
    let request = request(Method::POST, path, Some(cookie))
        .header(header::ORIGIN, HERE)
        .header(header::CONTENT_LENGTH, body.len())
        .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={BOUNDARY}"));
    house.send(request.body(Body::from(body)).unwrap()).await
}

#[tokio::test]
async fn a_bidder_takes_its_key_when_it_hands_in_and_opens_with_it_what_the_officers_could_not_read() {
    let office = Office::sample().await;
    let keys = office.keys_held(&TD_TENDERS).await;
    let at = office.tender_published(&TD_TENDERS).await;
    for who in [BIDDER, RIVAL] {
        office.bid_written(who, &at, "We do.", "1,200,000").await;
        bids::submit(&office.person(who).await, &at, office.submission(), PASSWORD).await.unwrap();
    }
    let house = House::around(office);
    let cookie = house.sign_in(BIDDER).await;
    let key_of_price = format!("/en/tenders/{at}/bid/receipts/1/price/key");
    let page = house.get(&format!("/en/tenders/{at}/bid"), Some(&cookie)).await;
    assert!(page.body.contains(&key_of_price), "{}", page.body);
    let given = house.post(&key_of_price, &[], Some(&cookie)).await;
    assert_eq!((given.status.as_u16(), given.body.get(..8)), (200, Some("SAM-BKEY")));
    assert!(given.header("content-disposition").contains("price-1.bid-key"));
    assert_eq!(house.post(&key_of_price, &[], Some(&cookie)).await.status, 404, "once");
    let page = house.get(&format!("/zh-Hant/tenders/{at}/bid"), Some(&cookie)).await;
    assert!(!page.body.contains(&key_of_price) && page.body.contains("receipts/1/technical/key"), "{}", page.body);

    let caller = house.office.person(BIDDER).await;
    let key = bids::bid_key(&caller, &at, 1, EnvelopeKind::Technical).await.unwrap();
    let envelope = bids::envelope(&caller, &at, 1, EnvelopeKind::Technical).await.unwrap();
    let closed = Day::parse("2026-12-18").unwrap().starts_at().plus_minutes(723);
    house.office.services.clock.set(closed);
    house.office.envelope_damaged(BIDDER, &at, EnvelopeKind::Technical).await;
    let tender = OpenedTender { reference: at.clone(), keys };
    house.office.envelopes_opened(&TD_TENDERS, &tender, EnvelopeKind::Technical).await;

    let (cookie, rival) = (house.sign_in(BIDDER).await, house.sign_in(RIVAL).await);
    for locale in ["en", "zh-Hant", "zh-Hans"] {
        let opened = house.get(&format!("/{locale}/tenders/{at}/bid/opened"), Some(&cookie)).await;
        assert!(opened.body.contains(&format!("/{locale}/tenders/{at}/bid/rescue")), "{}", opened.body);
        let page = house.get(&format!("/{locale}/tenders/{at}/bid/rescue"), Some(&cookie)).await;
        assert!(page.status == 200 && page.body.contains("name=\"bid_key\""), "{}", page.body);
    }
    let path = format!("/en/tenders/{at}/bid/rescue");
    assert_eq!(house.get(&path, Some(&rival)).await.status, 404, "what was read needs no rescue");
    let empty = brings(&house, &cookie, &path, &[("password", b"")]).await;
    assert_eq!(empty.status, 422);
    for field in ["bid_key-error", "envelope-error"] {
        assert!(empty.body.contains(field), "{field}: {}", empty.body);
    }
    let with = |password: &'static [u8]| [("bid_key", &key[..]), ("envelope", &envelope[..]), ("password", password)];
    let refused = brings(&house, &cookie, &path, &with(b"not the password")).await;
    assert!(refused.status == 422 && refused.body.contains("password-error"), "{}", refused.body);
    let done = brings(&house, &cookie, &path, &with(PASSWORD.as_bytes())).await;
    assert_eq!(done.status, 303, "{}", done.body);
    let shown = house.get(done.header("location"), Some(&cookie)).await;
    assert!(shown.body.contains("We do.") && !shown.body.contains("/bid/rescue"), "{}", shown.body);

    let opener = house.sign_in(TD_TENDERS.openers[0]).await;
    let record = house.get(&format!("/en/workspace/tenders/{at}/opening"), Some(&opener)).await;
    assert!(record.body.contains(", with the key that the bidder kept"), "{}", record.body);
    let view = openings::show(&house.office.person(TD_TENDERS.procurement).await, &at, EnvelopeKind::Technical).await;
    assert_eq!(view.unwrap().lines.iter().filter(|line| line.rescued.is_some()).count(), 1);
}
