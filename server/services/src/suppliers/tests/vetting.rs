use super::*;
use domain::suppliers::views::DirectoryEntry;

const NEW: &str = "fong@tidal.sample.hk";

async fn submitted(office: &Office) -> Caller {
    let keeper = registered(office, NEW, "12345678").await;
    write_file(&keeper, "12345678").await;
    submit(&keeper, &form(&[])).await.unwrap();
    keeper
}

#[tokio::test]
async fn two_different_officers_check_before_a_company_is_verified() {
    use SupplierCommand as C;
    let office = Office::sample().await;
    let keeper = submitted(&office).await;
    step(&office, FIRST, "SUP-0007", C::StartReview).await.unwrap();
    assert_eq!(supplier(step(&office, FIRST, "SUP-0007", C::Verify).await), SupplierRefusal::SecondCheckMissing);
    step(&office, FIRST, "SUP-0007", C::Check).await.unwrap();
    assert_eq!(supplier(step(&office, FIRST, "SUP-0007", C::Verify).await), SupplierRefusal::SameOfficer);
    assert_eq!(supplier(step(&office, FIRST, "SUP-0007", C::Check).await), SupplierRefusal::SameOfficer);
    step(&office, SECOND, "SUP-0007", C::Verify).await.unwrap();
    let (_, rules) = of_organisation(keeper.db(), keeper.officer().unwrap().organisation).await.unwrap();
    assert!(rules.may_bid(keeper.now()));
    let letters = office.letters().await;
    assert!(letters.iter().any(|(to, subject)| to == NEW && subject.contains("公司已通過審核")), "{letters:?}");
    assert!(letters.iter().any(|(to, subject)| to.starts_with(SECOND) && subject.contains("second check")));
}

#[tokio::test]
async fn an_officer_who_helped_does_not_vet_and_their_check_does_not_count() {
    use SupplierCommand as C;
    let office = Office::sample().await;
    submitted(&office).await;
    step(&office, FIRST, "SUP-0007", C::StartReview).await.unwrap();
    step(&office, FIRST, "SUP-0007", C::Check).await.unwrap();
    let first = office.person(FIRST).await;
    record_help(&first, "SUP-0007").await.unwrap();
    record_help(&first, "SUP-0007").await.unwrap();
    assert_eq!(supplier(step(&office, SECOND, "SUP-0007", C::Verify).await), SupplierRefusal::SecondCheckMissing);
    assert_eq!(supplier(step(&office, FIRST, "SUP-0007", C::Check).await), SupplierRefusal::GaveInformation);
    assert!(show(&first, "SUP-0007").await.unwrap().may.iter().all(|step| *step == C::Suspend));
}

#[tokio::test]
async fn a_question_goes_to_the_company_and_its_answer_comes_back() {
    use SupplierCommand as C;
    let office = Office::sample().await;
    let keeper = submitted(&office).await;
    step(&office, FIRST, "SUP-0007", C::StartReview).await.unwrap();
    step(&office, FIRST, "SUP-0007", C::RequestInfo).await.unwrap();
    let view = show_own(&keeper).await.unwrap();
    assert_eq!((view.standing, view.question.as_str()), (SupplierState::NeedsInfo, "because of the test"));
    assert!(view.history.iter().all(|one| one.by.is_none() || one.by.as_deref() == Some("Fong Ka Lai")));
    submit(&keeper, &form(&[("answer", "here it is")])).await.unwrap();
    let view = show(&office.person(SECOND).await, "SUP-0007").await.unwrap();
    assert_eq!(view.standing, SupplierState::Submitted);
    assert_eq!(view.history.last().unwrap().comment, "here it is");
}

#[tokio::test]
async fn a_rejection_says_why() {
    use SupplierCommand as C;
    let office = Office::sample().await;
    let keeper = submitted(&office).await;
    step(&office, FIRST, "SUP-0007", C::StartReview).await.unwrap();
    step(&office, FIRST, "SUP-0007", C::Reject).await.unwrap();
    assert_eq!(show_own(&keeper).await.unwrap().standing, SupplierState::Rejected);
    office.letters().await;
    let mails = office.services.mailer.sent();
    let mail = mails.iter().rev().find(|mail| mail.to.1 == NEW).unwrap();
    assert!(mail.text.contains("because of the test") && mail.text.contains("覆核"), "{}", mail.text);
}

#[tokio::test]
async fn a_suspension_is_ended_by_a_second_officer_and_a_debarment_takes_the_head_and_the_board() {
    use SupplierCommand as C;
    let office = Office::sample().await;
    step(&office, FIRST, "SUP-0001", C::Suspend).await.unwrap();
    assert_eq!(supplier(step(&office, FIRST, "SUP-0001", C::Reinstate).await), SupplierRefusal::SameOfficer);
    step(&office, SECOND, "SUP-0001", C::Reinstate).await.unwrap();
    assert_eq!(standing(&office, "SUP-0001").await, SupplierState::Verified);
    assert!(matches!(step(&office, FIRST, "SUP-0001", C::ProposeDebarment).await, Err(Failure::Forbidden(_))));
    step(&office, HEAD, "SUP-0001", C::ProposeDebarment).await.unwrap();
    assert_eq!(standing(&office, "SUP-0001").await, SupplierState::Verified);
    assert!(matches!(step(&office, HEAD, "SUP-0001", C::Debar).await, Err(Failure::Forbidden(_))));
    step(&office, BOARD, "SUP-0001", C::TurnDownDebarment).await.unwrap();
    assert_eq!(supplier(step(&office, BOARD, "SUP-0001", C::Debar).await), SupplierRefusal::NothingProposed);
    step(&office, HEAD, "SUP-0001", C::ProposeDebarment).await.unwrap();
    step(&office, BOARD, "SUP-0001", C::Debar).await.unwrap();
    assert_eq!(standing(&office, "SUP-0001").await, SupplierState::Debarred);
    let letters = office.letters().await;
    let to_keeper: Vec<_> = letters.iter().filter(|(to, _)| to.starts_with(KEEPER)).collect();
    assert_eq!(to_keeper.len(), 3, "{letters:?}");
}

#[tokio::test]
async fn a_start_up_status_is_recorded_and_taken_back_and_moves_nothing() {
    let office = Office::sample().await;
    let officer = office.person(FIRST).await;
    let vouched = form(&[("vouch_body", "cyberport"), ("vouch_until", "2027-11-22")]);
    record_vouch(&officer, "SUP-0003", &vouched).await.unwrap();
    let view = show(&officer, "SUP-0003").await.unwrap();
    assert_eq!(view.vouch.map(|vouch| vouch.body.code()), Some("cyberport"));
    assert_eq!((view.standing, view.checked_by.len()), (SupplierState::UnderReview, 1));
    record_vouch(&officer, "SUP-0003", &form(&[("vouch_body", "none")])).await.unwrap();
    assert_eq!(show(&officer, "SUP-0003").await.unwrap().vouch, None);
    assert!(record_vouch(&officer, "SUP-0003", &form(&[("vouch_body", "hkstp")])).await.is_err());
}

#[tokio::test]
async fn the_list_is_filtered_by_where_suppliers_stand_today() {
    let office = Office::sample().await;
    let officer = office.person(FIRST).await;
    for state in SupplierState::ALL {
        let query = QueueQuery { standing: Some(*state), ..QueueQuery::default() };
        let rows = browse_queue(&officer, &query).await.unwrap().rows;
        assert!(rows.iter().all(|row| row.standing == *state), "{state:?}: {rows:?}");
    }
    let of = |state| QueueQuery { standing: Some(state), ..QueueQuery::default() };
    assert_eq!(browse_queue(&officer, &of(SupplierState::Verified)).await.unwrap().total, 2);
    office.pass_minutes(400 * 24 * 60);
    let officer = office.person(FIRST).await;
    // The clock moved and no job ran.
    assert_eq!(browse_queue(&officer, &of(SupplierState::Verified)).await.unwrap().total, 0);
    assert_eq!(browse_queue(&officer, &of(SupplierState::Expired)).await.unwrap().total, 3);
    assert_eq!(browse_queue(&officer, &of(SupplierState::Closed)).await.unwrap().total, 1);
    let first = browse_queue(&officer, &QueueQuery::default()).await.unwrap().rows;
    assert_eq!(first[0].reference, "SUP-0003", "what waits comes first");
}

#[tokio::test]
async fn the_directory_shows_who_was_verified_and_finds_them_by_name() {
    let office = Office::sample().await;
    let public = office.public();
    let names = |rows: &[DirectoryEntry]| rows.iter().map(|row| row.reference.clone()).collect::<Vec<_>>();
    let all = browse_directory(&public, "", 1).await.unwrap();
    assert_eq!(names(&all.rows), ["SUP-0001", "SUP-0006", "SUP-0002", "SUP-0005"]);
    for (text, found) in [
        ("harbour", &["SUP-0001"][..]),
        ("港語", &["SUP-0001"]),
        ("LIMITED", &["SUP-0001", "SUP-0002", "SUP-0005"]),
        ("%", &[]),
        ("_", &[]),
    ] {
        assert_eq!(names(&export_directory(&public, text).await.unwrap()), found, "{text}");
    }
}
