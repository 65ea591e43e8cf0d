use super::*;
use domain::accounts::AccountRefusal;

const NEW: &str = "fong@tidal.sample.hk";

#[tokio::test]
async fn an_unknown_and_a_known_address_get_the_same_answer_and_different_letters() {
    let office = Office::sample().await;
    apply(&office, NEW, "12345678").await.unwrap();
    apply(&office, "tm.chan@td.sample.hk", "12345678").await.unwrap();
    let letters = office.letters().await;
    let subject = |to: &str| letters.iter().find(|(address, _)| address == to).map(|(_, subject)| subject.clone());
    assert_eq!(subject(NEW).unwrap(), "請確認你的電郵地址，完成公司登記");
    assert_eq!(subject("tm.chan@td.sample.hk").unwrap(), "你已有共用人工智能方案平台的帳戶");
    let log = office.log().await;
    assert_eq!(log[log.len() - 2..], ["supplier.applied", "supplier.applied"]);
}

#[tokio::test]
async fn nothing_counts_before_the_address_is_confirmed() {
    let office = Office::sample().await;
    apply(&office, NEW, "12345678").await.unwrap();
    let vetting = office.person(FIRST).await;
    let before = browse_queue(&vetting, &QueueQuery::default()).await.unwrap().total;
    confirm(&office, NEW).await.unwrap();
    assert_eq!(browse_queue(&vetting, &QueueQuery::default()).await.unwrap().total, before + 1);
    let view = show_own(&somebody(&office, NEW).await).await.unwrap();
    assert_eq!((view.reference.as_str(), view.standing), ("SUP-0007", SupplierState::Draft));
    assert_eq!(view.unwritten, Section::ALL);
    assert!(view.may_keep && !view.number_in_use);
    assert_eq!(office.log().await.last().unwrap(), "supplier.registered");
}

#[tokio::test]
async fn somebody_who_applies_again_gets_a_fresh_link_and_the_last_application_counts() {
    let office = Office::sample().await;
    apply(&office, NEW, "12345678").await.unwrap();
    let first = secret_for(&office, NEW).await;
    office.pass_minutes(1);
    apply(&office, NEW, "87654321").await.unwrap();
    confirm(&office, NEW).await.unwrap();
    let view = show_own(&somebody(&office, NEW).await).await.unwrap();
    assert_eq!(view.supplier.registration.identity.entry(), "HK:87654321");
    let late = join(&office.public(), &first, &form(&[("password", PASSWORD), ("repeat", PASSWORD)])).await;
    assert_eq!(refusal(late), Refusal::Account(AccountRefusal::LinkNotValid));
}

#[tokio::test]
async fn many_applications_for_one_address_are_slowed_down() {
    let office = Office::sample().await;
    for _ in 0..5 {
        apply(&office, NEW, "12345678").await.unwrap();
    }
    let refused = refusal(apply(&office, NEW, "12345678").await);
    assert!(matches!(refused, Refusal::Account(AccountRefusal::TooManyTries { .. })), "{refused:?}");
    // The same for an address that has an account: the pause tells nothing.
    for _ in 0..5 {
        apply(&office, "tm.chan@td.sample.hk", "12345678").await.unwrap();
    }
    let refused = refusal(apply(&office, "tm.chan@td.sample.hk", "12345678").await);
    assert!(matches!(refused, Refusal::Account(AccountRefusal::TooManyTries { .. })), "{refused:?}");
}

#[tokio::test]
async fn a_number_in_use_is_told_to_the_confirmed_company_and_the_vetting_officers() {
    let office = Office::sample().await;
    let keeper = registered(&office, NEW, "70010011").await;
    let letters = office.letters().await;
    assert!(letters.iter().any(|(to, subject)| to == NEW && subject.contains("登記號碼已被使用")), "{letters:?}");
    assert!(letters.iter().any(|(to, subject)| to.starts_with(SECOND) && subject.contains("Two companies name one")));
    assert!(show_own(&keeper).await.unwrap().number_in_use);
    let clashes = QueueQuery { number_in_use: true, ..QueueQuery::default() };
    let listed = browse_queue(&office.person(FIRST).await, &clashes).await.unwrap();
    assert_eq!(listed.rows.iter().map(|row| row.reference.as_str()).collect::<Vec<_>>(), ["SUP-0007"]);

    write_file(&keeper, "70010011").await;
    assert_eq!(supplier(submit(&keeper, &form(&[])).await), SupplierRefusal::AlreadyRegistered);
    keep_section(&keeper, Section::Details, &details("12345678")).await.unwrap();
    assert!(!show_own(&keeper).await.unwrap().number_in_use);
    submit(&keeper, &form(&[])).await.unwrap();
}

#[tokio::test]
async fn of_two_applications_for_one_number_the_first_to_confirm_has_it() {
    let office = Office::sample().await;
    apply(&office, NEW, "12345678").await.unwrap();
    apply(&office, "other@tidal.sample.hk", "12345678").await.unwrap();
    confirm(&office, "other@tidal.sample.hk").await.unwrap();
    confirm(&office, NEW).await.unwrap();
    assert!(show_own(&somebody(&office, NEW).await).await.unwrap().number_in_use);
    assert!(!show_own(&somebody(&office, "other@tidal.sample.hk").await).await.unwrap().number_in_use);
}
