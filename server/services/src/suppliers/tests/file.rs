use super::*;
use crate::testing::{PASSWORD, TD_TENDERS};
use domain::suppliers::Engagements;

const NEW: &str = "fong@tidal.sample.hk";

#[tokio::test]
async fn a_file_is_written_by_its_administrator_and_read_by_its_people_alone() {
    let office = Office::sample().await;
    let bidder = office.person(BIDDER).await;
    assert_eq!(show_own(&bidder).await.unwrap().reference, "SUP-0001");
    assert!(!show_own(&bidder).await.unwrap().may_keep);
    let written = keep_section(&bidder, Section::Declarations, &declared()).await;
    assert!(matches!(written, Err(Failure::Forbidden(_))));
    assert!(matches!(show(&bidder, "SUP-0002").await, Err(Failure::Forbidden(_))));
    let officer = office.person("tm.chan").await;
    assert!(matches!(show_own(&officer).await, Err(Failure::Forbidden(_))));
    assert!(matches!(show(&officer, "SUP-0001").await, Err(Failure::Forbidden(_))));
}

#[tokio::test]
async fn a_file_with_open_sections_is_not_sent_and_says_which() {
    let office = Office::sample().await;
    let keeper = registered(&office, NEW, "12345678").await;
    let missing = vec![Section::Details, Section::Contact, Section::Size];
    assert_eq!(supplier(submit(&keeper, &form(&[])).await), SupplierRefusal::SectionsMissing { missing });
    write_file(&keeper, "12345678").await;
    submit(&keeper, &form(&[])).await.unwrap();
    assert_eq!(standing(&office, "SUP-0007").await, SupplierState::Submitted);
    let letters = office.letters().await;
    assert!(letters.iter().any(|(to, subject)| to == NEW && subject.contains("已收到公司資料")), "{letters:?}");
    for officer in [FIRST, SECOND] {
        assert!(letters.iter().any(|(to, subject)| to.starts_with(officer) && subject.contains("SUP-0007")));
    }
}

#[tokio::test]
async fn another_name_ends_the_verification_and_another_telephone_does_not() {
    let office = Office::sample().await;
    let keeper = office.person(KEEPER).await;
    let contact = form(&[("contact_name", "Ko"), ("contact_email", "ko@hl.sample.hk"), ("contact_phone", "29876543")]);
    keep_section(&keeper, Section::Contact, &contact).await.unwrap();
    assert_eq!(standing(&office, "SUP-0001").await, SupplierState::Verified);
    keep_section(&keeper, Section::Details, &details("70010011")).await.unwrap();
    assert_eq!(standing(&office, "SUP-0001").await, SupplierState::UnderReview);
    let again = office.person(KEEPER).await;
    assert_eq!(again.officer().unwrap().organisation_name.en, "Tidal Speech Limited");
    let (_, rules) = of_organisation(again.db(), again.officer().unwrap().organisation).await.unwrap();
    assert!(!rules.may_bid(again.now()));
}

#[tokio::test]
async fn a_company_does_not_take_the_number_of_another() {
    let office = Office::sample().await;
    let keeper = office.person(KEEPER).await;
    let taken = keep_section(&keeper, Section::Details, &details("70010022")).await;
    assert_eq!(supplier(taken), SupplierRefusal::AlreadyRegistered);
    assert_eq!(standing(&office, "SUP-0001").await, SupplierState::Verified);
}

#[tokio::test]
async fn a_company_stays_while_a_bid_could_win_or_a_contract_stands() {
    let office = Office::sample().await;
    let engaged =
        |bids, contracts| SupplierRefusal::StillEngaged { engagements: Engagements { bids, orders: 0, contracts } };
    office.keys_held(&TD_TENDERS).await;
    let tender = office.tender_published(&TD_TENDERS).await;
    office.bid_written(BIDDER, &tender, "We do.", "100").await;
    let press = office.submission();
    crate::bids::submit(&office.person(BIDDER).await, &tender, press, PASSWORD).await.unwrap();
    assert_eq!(supplier(close(&office.person(KEEPER).await).await), engaged(1, 0));
    crate::bids::withdraw(&office.person(BIDDER).await, &tender, office.submission(), PASSWORD).await.unwrap();
    close(&office.person(KEEPER).await).await.unwrap();

    let office = Office::sample().await;
    office.contract_in_force(&TD_TENDERS).await;
    assert_eq!(supplier(close(&office.person(KEEPER).await).await), engaged(0, 1));
}

#[tokio::test]
async fn a_company_that_leaves_before_it_is_vetted_leaves_its_number_free() {
    let office = Office::sample().await;
    let keeper = registered(&office, NEW, "12345678").await;
    close(&keeper).await.unwrap();
    assert_eq!(standing(&office, "SUP-0007").await, SupplierState::Closed);
    let other = registered(&office, "again@tidal.sample.hk", "12345678").await;
    assert!(!show_own(&other).await.unwrap().number_in_use);

    close(&office.person(KEEPER).await).await.unwrap();
    let third = registered(&office, "third@tidal.sample.hk", "70010011").await;
    assert!(show_own(&third).await.unwrap().number_in_use, "a verified supplier's number is not free again");
}
