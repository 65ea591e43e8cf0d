use super::*;

const DAY: i64 = 24 * 60;

#[tokio::test]
async fn a_verification_ends_by_the_clock_and_a_job_writes_it_down_once() {
    let office = Office::sample().await;
    office.pass_minutes(221 * DAY);
    assert_eq!(standing(&office, "SUP-0001").await, SupplierState::Expired, "before any job ran");
    let settled = settle(&office.system()).await.unwrap();
    // Harbour Lingo and the one that never answered.
    assert_eq!(settled, Settled { moved: 2, reminded: 0 });
    assert_eq!(settle(&office.system()).await.unwrap(), Settled::default());
    let letters = office.letters().await;
    let subjects: Vec<_> = letters.iter().filter(|(to, _)| to.starts_with(KEEPER)).collect();
    assert_eq!(subjects.len(), 1, "{letters:?}");
    assert!(subjects[0].1.contains("審核資格已屆滿"));
}

#[tokio::test]
async fn a_supplier_is_reminded_thirty_and_seven_days_before_and_each_once() {
    let office = Office::sample().await;
    let mut reminders = Vec::new();
    office.pass_minutes(185 * DAY);
    for day in 185..=221 {
        settle(&office.system()).await.unwrap();
        settle(&office.system()).await.unwrap();
        let letters = office.letters().await;
        let sent = letters.iter().filter(|(to, subject)| to.starts_with(KEEPER) && subject.contains("將於")).count();
        if sent > reminders.len() {
            reminders.push(220 - day);
        }
        office.pass_minutes(DAY);
    }
    assert_eq!(reminders, [30, 7]);
}

#[tokio::test]
async fn a_question_that_is_not_answered_ends_the_registration_and_frees_the_number() {
    let office = Office::sample().await;
    office.pass_minutes(25 * DAY);
    assert_eq!(standing(&office, "SUP-0004").await, SupplierState::NeedsInfo, "the thirtieth day");
    office.pass_minutes(DAY);
    assert_eq!(standing(&office, "SUP-0004").await, SupplierState::Closed);
    settle(&office.system()).await.unwrap();
    let again = registered(&office, "again@lr.sample.hk", "70010044").await;
    assert!(!show_own(&again).await.unwrap().number_in_use);
}

#[tokio::test]
async fn an_expired_company_enters_its_new_certificate_and_is_vetted_again() {
    use SupplierCommand as C;
    let office = Office::sample().await;
    let keeper = office.person("kf.szeto").await;
    assert!(matches!(supplier(renew(&keeper).await), SupplierRefusal::CertificateExpired { .. }));
    let mut fields = details("70010055");
    fields.set("legal_name_en", "Victoria Data Works Limited");
    fields.set("legal_name_zh", "維港數據工坊有限公司");
    keep_section(&keeper, Section::Details, &fields).await.unwrap();
    renew(&keeper).await.unwrap();
    assert_eq!(standing(&office, "SUP-0005").await, SupplierState::UnderReview);
    step(&office, FIRST, "SUP-0005", C::Check).await.unwrap();
    step(&office, SECOND, "SUP-0005", C::Verify).await.unwrap();
    let view = show_own(&keeper).await.unwrap();
    assert_eq!(view.standing, SupplierState::Verified);
    assert_eq!(view.supplier.history().valid_until.unwrap().to_string(), "2027-11-30");
}

#[tokio::test]
async fn only_the_service_itself_settles() {
    let office = Office::sample().await;
    assert!(matches!(settle(&office.person(HEAD).await).await, Err(Failure::Forbidden(_))));
    assert!(matches!(settle(&office.public()).await, Err(Failure::SignInFirst)));
}
