//! What a section of a draft refuses at once, and whom it offers.

use super::*;
use domain::form::{Problem, Rule};
use domain::locale::Locale;
use domain::tenders::Part;

#[tokio::test]
async fn m1_m4_a_close_too_early_or_on_a_holiday_is_refused_where_it_is_typed() {
    let office = Office::sample().await;
    let reference = office.drafted(&TD_TENDERS).await;
    let before = row(&office, &reference).await;
    let day = |text| Day::parse(text).unwrap();
    let typed = async |closes_on: &str, questions: &str, validity: &str| {
        let pairs = [
            ("publishes_on", "2026-11-22"),
            ("closes_on", closes_on),
            ("questions_end_days", questions),
            ("validity_days", validity),
        ];
        office.revise(&TD_TENDERS, &reference, Section::Timetable, &pairs).await
    };
    let early = TenderRefusal::CloseTooEarly { earliest: day("2026-12-17"), asked: day("2026-12-16") };
    let holiday = TenderRefusal::NotNoonOnAWorkingDay { at: noon("2026-12-25") };
    let saturday = TenderRefusal::NotNoonOnAWorkingDay { at: noon("2026-12-19") };
    for (closes_on, expected) in [("2026-12-16", early), ("2026-12-25", holiday), ("2026-12-19", saturday)] {
        let problem = Problem { field: "closes_on".into(), rule: Rule::Timetable(expected) };
        assert_eq!(refusal(typed(closes_on, "10", "90").await), Refusal::Form(vec![problem]), "{closes_on}");
    }
    let all = ["closes_on", "questions_end_days", "validity_days"];
    assert_eq!(fields_refused(typed("2026-12-25", "11", "89").await), all);
    assert_eq!(row(&office, &reference).await, before);
    typed("２０２６－１２－１７", "１０", " 90 ").await.unwrap();
}

#[tokio::test]
async fn an_estimate_that_makes_the_close_too_early_is_told_before_the_approval() {
    let office = Office::sample().await;
    let reference = office.drafted(&TD_TENDERS).await;
    let officer = office.person(TD_TENDERS.officer).await;
    let small = office.budget_form(&officer, "1,000,000").await;
    revise(&officer, &reference, Section::Budget, &small).await.unwrap();
    let pairs = [
        ("publishes_on", "2026-11-22"),
        ("closes_on", "2026-12-14"),
        ("questions_end_days", "10"),
        ("validity_days", "90"),
    ];
    office.revise(&TD_TENDERS, &reference, Section::Timetable, &pairs).await.unwrap();
    let large = office.budget_form(&officer, "4,000,000").await;
    revise(&officer, &reference, Section::Budget, &large).await.unwrap();
    let refused = tender_refusal(submit(&officer, &reference).await);
    let TenderRefusal::NotReady { gaps } = refused else { panic!("{refused:?}") };
    assert!(matches!(gaps[..], [Gap::Timetable(TenderRefusal::CloseTooEarly { .. })]), "{gaps:?}");
}

#[tokio::test]
async fn s10_only_who_may_have_a_part_is_offered_and_taken() {
    let office = Office::sample().await;
    let reference = office.drafted(&TD_TENDERS).await;
    let people = async |pairs: &[(&str, &str)]| office.revise(&TD_TENDERS, &reference, Section::People, pairs).await;
    let id = async |who: &str| office.id_of(who).await;
    let put = async |step: &str, field: &str, part: &str, who: &str| {
        let person = id(who).await;
        people(&[("do", step), (field, person.as_str()), (part, "Registry")]).await
    };
    let as_opener = async |who: &str| fields_refused(put("put_opener", "opener", "opener_section", who).await);
    // The one who drafts, an approver, a member of the panel, and somebody without the role.
    for who in [TD_TENDERS.officer, TD_TENDERS.approver, TD_TENDERS.panel[0], TD_TENDERS.procurement] {
        assert_eq!(as_opener(who).await, ["opener"], "{who}");
    }
    for who in [TD_TENDERS.openers[0], TD_TENDERS.approver, BOARD] {
        assert_eq!(fields_refused(put("put", "assessor", "assessor_team", who).await), ["assessor"], "{who}");
    }
    let leads = async |chair: &str, approver: &str| {
        let (chair, approver) = (id(chair).await, id(approver).await);
        people(&[("do", "save"), ("chair", chair.as_str()), ("approver", approver.as_str())]).await
    };
    let [chair, ..] = TD_TENDERS.panel;
    for approver in [TD_TENDERS.officer, chair, SWD_TENDERS.approver] {
        assert_eq!(fields_refused(leads(chair, approver).await), ["approver"], "{approver}");
    }
    assert_eq!(fields_refused(leads(TD_TENDERS.procurement, TD_TENDERS.approver).await), ["chair"]);
    leads(chair, BOARD).await.unwrap();
    leads(chair, TD_TENDERS.approver).await.unwrap();

    let officer = office.person(TD_TENDERS.officer).await;
    let view = show(&officer, Locale::En, &reference).await.unwrap();
    let parts = async |who: &str| {
        let id = id(who).await;
        view.people.iter().find(|one| one.id.to_string() == id).map(|one| one.parts.clone()).unwrap()
    };
    assert_eq!(parts(TD_TENDERS.openers[0]).await, [Part::Opener]);
    assert_eq!(parts(TD_TENDERS.approver).await, [Part::Approver]);
    assert_eq!(parts(chair).await, [Part::Assessor]);
    assert_eq!(parts(TD_TENDERS.officer).await, [Part::Assessor]);
    assert_eq!(parts(BOARD).await, [Part::Approver]);
    assert_eq!(parts(SWD_TENDERS.approver).await, [Part::Assessor]);
}
