use super::*;
use domain::contracts::PromiseKind;

async fn report(office: &Office, who: &str, reference: &str, amount: &str, on: &str) -> Result<(), Failure> {
    let fields = form(&[
        ("promise", "1"),
        ("delivered_amount", amount),
        ("delivered_on", on),
        ("evidence", "contracts of apprenticeship"),
    ]);
    report_promise(&office.person(who).await, office.once(), reference, &fields).await
}

async fn decide(office: &Office, who: &str, reference: &str, report: &str, step: &str) -> Result<(), Failure> {
    let report = format!("1-{report}");
    let fields = form(&[("report", &report), ("do", step), ("report_comment", "no names")]);
    confirm_promise(&office.person(who).await, reference, &fields).await
}

#[tokio::test]
async fn a_report_counts_once_an_officer_has_seen_the_evidence() {
    let office = Office::sample().await;
    let reference = office.contract_in_force(&TD_TENDERS).await;
    office.on("2027-09-01");
    report(&office, BIDDER, &reference, "1", "2027-08-30").await.unwrap();
    assert_eq!(seen(&office, &reference).await.promises[0].delivered, 0);
    assert!(is_forbidden(decide(&office, TD_TENDERS.procurement, &reference, "1", "confirm_promise").await));
    assert!(is_forbidden(decide(&office, BIDDER, &reference, "1", "confirm_promise").await));
    assert!(is_not_found(decide(&office, "mk.tse", &reference, "1", "confirm_promise").await));
    decide(&office, TD_USER, &reference, "1", "confirm_promise").await.unwrap();
    let again = rule(decide(&office, TD_USER, &reference, "1", "confirm_promise").await);
    assert_eq!(again, ContractRefusal::NoSuchPromise { number: 1 });
    report(&office, BIDDER, &reference, "1", "2027-08-31").await.unwrap();
    decide(&office, TD_USER, &reference, "2", "refuse_promise").await.unwrap();
    let view = seen(&office, &reference).await;
    assert_eq!((view.promises[0].delivered, view.promises[0].standing), (1, PromiseStanding::Open));
    assert!(is_not_found(report(&office, RIVAL_ADMIN, &reference, "1", "2027-08-30").await));
}

#[tokio::test]
async fn nobody_reports_on_a_contract_that_is_not_in_force() {
    let office = Office::sample().await;
    let reference = office.contract_ready(&TD_TENDERS).await;
    let early = rule(report(&office, BIDDER, &reference, "1", "2027-01-15").await);
    assert_eq!(early, ContractRefusal::PromiseNotBinding);
}

#[tokio::test]
async fn the_public_tally_says_kept_late_or_missed() {
    let office = Office::sample().await;
    let reference = office.contract_in_force(&TD_TENDERS).await;
    let tally = async || {
        let register = read_register(&office.public(), Locale::En, "", 1).await.unwrap();
        let line = register.tally.into_iter().find(|line| line.kind == PromiseKind::ApprenticePlaces).unwrap();
        (line.open, line.kept, line.late, line.missed, line.delivered)
    };
    assert_eq!(tally().await, (1, 0, 0, 0, 0));
    office.on("2027-12-31");
    report(&office, BIDDER, &reference, "1", "2027-12-31").await.unwrap();
    decide(&office, TD_USER, &reference, "1", "confirm_promise").await.unwrap();
    assert_eq!(tally().await, (1, 0, 0, 0, 1));
    office.on("2028-01-01");
    assert_eq!(tally().await, (0, 0, 0, 1, 1));
    report(&office, BIDDER, &reference, "1", "2028-01-01").await.unwrap();
    decide(&office, TD_USER, &reference, "2", "confirm_promise").await.unwrap();
    assert_eq!(tally().await, (0, 0, 1, 0, 2));
}

#[tokio::test]
async fn evidence_of_the_last_day_that_is_seen_later_still_keeps_the_promise() {
    let office = Office::sample().await;
    let reference = office.contract_in_force(&TD_TENDERS).await;
    office.on("2028-01-10");
    report(&office, BIDDER, &reference, "2", "2027-12-31").await.unwrap();
    decide(&office, TD_USER, &reference, "1", "confirm_promise").await.unwrap();
    assert_eq!(seen(&office, &reference).await.promises[0].standing, PromiseStanding::Kept);
}
