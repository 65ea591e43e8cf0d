//! A key that was replaced is kept as long as bids may have to be opened with it, and no longer.

use super::suspect::{hands_in, tendering};
use super::*;
use crate::entities::sealing_keys;
use crate::testing::{BIDDER, TD_TENDERS};
use sea_orm::prelude::*;

/// How many of somebody's keys still have their wrapped half.
async fn kept(office: &Office, who: &str) -> usize {
    let person = office.person(who).await.officer().unwrap().person;
    let rows = sealing_keys::Entity::find().filter(sealing_keys::Column::PersonId.eq(person.0));
    let rows = rows.all(office.services.db.reader()).await.unwrap();
    rows.iter().filter(|key| !key.wrapped.is_empty()).count()
}

#[tokio::test]
async fn a_replaced_key_is_erased_when_the_last_tender_sealed_to_it_has_ended() {
    let (office, tender, keys) = tendering().await;
    let opener = TD_TENDERS.openers[0];
    hands_in(&office, BIDDER, &tender, "1,200,000").await;
    let unneeded = erase_unneeded(&office.system()).await.unwrap();
    assert_eq!(erase_unneeded(&office.system()).await.unwrap(), 0, "each once, after {unneeded}");
    office.pass_minutes(1);
    let newer = make_key(&office.person(opener).await, PASSWORD).await.unwrap();
    rehearse(&office.person(opener).await, &newer.passphrase).await.unwrap();
    assert_eq!(erase_unneeded(&office.system()).await.unwrap(), 0, "bids are sealed to it");
    office.damage("update tenders set state = 'cancelled' where published_at is not null").await.unwrap();
    assert!(erase_unneeded(&office.system()).await.unwrap() > 0);
    assert_eq!(office.log().await.last().unwrap(), "sealing_key.erased");
    assert_eq!(kept(&office, opener).await, 1, "the present one");
    rehearse(&office.person(opener).await, &newer.passphrase).await.unwrap();
    let slot = of_tender(office.services.db.reader(), tender_id(&office, &tender).await).await.unwrap().set.slots()[0];
    let gone = private_key_of_slot(office.services.db.reader(), &slot, &keys[opener]).await;
    assert_eq!(refusal(gone.map(|_| ())), Refusal::SealingKey(KeyRefusal::NoKey));
}

async fn tender_id(office: &Office, reference: &str) -> domain::ids::TenderId {
    domain::ids::TenderId(crate::tenders::public_row(office.services.db.reader(), reference).await.unwrap().id)
}

#[tokio::test]
async fn a_custodians_replaced_key_is_kept_while_a_closing_key_may_have_to_be_restored_with_it() {
    let (office, ..) = tendering().await;
    let custodian = crate::testing::CUSTODIANS[0];
    erase_unneeded(&office.system()).await.unwrap();
    let before = kept(&office, custodian).await;
    office.pass_minutes(1);
    make_key(&office.person(custodian).await, PASSWORD).await.unwrap();
    assert_eq!(erase_unneeded(&office.system()).await.unwrap(), 0, "two custodians may be asked for it");
    assert_eq!(kept(&office, custodian).await, before + 1);
    office.damage("update tenders set state = 'cancelled' where published_at is not null").await.unwrap();
    assert!(erase_unneeded(&office.system()).await.unwrap() > 0);
    assert_eq!(kept(&office, custodian).await, 1, "the present one");
}
