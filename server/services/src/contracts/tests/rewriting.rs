use super::*;
use domain::form::Fields;

/// The form of a complete contract whose first milestone is due on another day, drawn of what is stored.
async fn changed(office: &Office, reference: &str) -> Fields {
    let mut fields = contract_form();
    fields.set("milestone_1_due", "2027-04-30");
    fields.set("performance", "A weekly report");
    fields.set("version", row(office, reference).await.version.to_string());
    fields
}

#[tokio::test]
async fn a_contract_that_nobody_has_yet_is_written_anew_by_whoever_drew_it_up() {
    let office = Office::sample().await;
    let reference = office.drawn_up(&TD_TENDERS).await;
    let officer = office.person(TD_TENDERS.procurement).await;
    let before = read_draft(&officer, Locale::En, &reference).await.unwrap();
    assert_eq!((before.milestones.len(), before.promises.len(), before.is_sent), (2, 1, false));
    assert_eq!(before.milestones[0].1, Day::parse("2027-03-31").unwrap());
    rewrite(&officer, &reference, &changed(&office, &reference).await).await.unwrap();
    let view = seen(&office, &reference).await;
    assert_eq!((view.row.phase, view.terms[0].as_str()), (ContractPhase::Drafting, "A weekly report"));
    assert_eq!(view.milestones[0].due_on, Day::parse("2027-04-30").unwrap());
    assert_eq!(view.promises.len(), 1);
    assert_eq!(office.log().await.last().map(String::as_str), Some("contract.rewritten"));
    let mut stale = changed(&office, &reference).await;
    stale.set("version", before.version.to_string());
    assert_eq!(refusal(rewrite(&officer, &reference, &stale).await), Refusal::ChangedMeanwhile);
    let mut wrong = changed(&office, &reference).await;
    wrong.set("milestone_1_amount", "6,000,000");
    let value = dollars(1_000_000);
    let refused = rule(rewrite(&officer, &reference, &wrong).await);
    assert_eq!(refused, ContractRefusal::MilestonesExceedValue { value });
    let neighbour = office.person(SWD_TENDERS.procurement).await;
    assert!(is_not_found(rewrite(&neighbour, &reference, &stale).await));
    assert!(is_not_found(read_draft(&neighbour, Locale::En, &reference).await));
    assert!(is_forbidden(rewrite(&office.person(TD_TENDERS.approver).await, &reference, &stale).await));
}

#[tokio::test]
async fn a_signature_falls_away_with_the_text_it_was_given_to_and_the_supplier_reads_the_new_one() {
    let office = Office::sample().await;
    let reference = office.contract_signed_by_supplier(&TD_TENDERS).await;
    let (admin, approver) = (office.person(SUPPLIER_ADMIN).await, office.person(TD_TENDERS.approver).await);
    let old = office.signature(&reference).await;
    let officer = office.person(TD_TENDERS.procurement).await;
    assert!(read_draft(&officer, Locale::En, &reference).await.unwrap().is_signed);
    let before = seen(&office, &reference).await.years;
    rewrite(&officer, &reference, &changed(&office, &reference).await).await.unwrap();
    let view = show_own(&admin, Locale::En, &reference).await.unwrap();
    assert_eq!((view.row.phase, view.supplier_signed), (ContractPhase::Ready, None));
    assert_eq!(view.milestones[0].due_on, Day::parse("2027-04-30").unwrap());
    // The first milestone is paid in the next financial year now, and its money is committed there.
    assert_ne!(seen(&office, &reference).await.years, before);
    let committed = async |year| on_spend(&office, Figure::Committed, year, &reference).await;
    assert_eq!((committed(2026).await, committed(2027).await), (Money::ZERO, dollars(600_000)));
    let letters = office.letters().await;
    assert!(letters.iter().any(|(to, subject)| to.starts_with(SUPPLIER_ADMIN) && subject.contains("已修改")));

    let early = rule(sign(&approver, &reference, &office.signature(&reference).await).await);
    assert!(matches!(early, ContractRefusal::NotNow { command: ContractCommand::Sign, .. }));
    assert_eq!(refusal(sign_for_company(&admin, &reference, &old).await), Refusal::ChangedMeanwhile);
    sign_for_company(&admin, &reference, &office.signature(&reference).await).await.unwrap();
    sign(&approver, &reference, &office.signature(&reference).await).await.unwrap();
    let late = rule(rewrite(&officer, &reference, &changed(&office, &reference).await).await);
    assert!(matches!(late, ContractRefusal::NotNow { command: ContractCommand::Rewrite, .. }));
    assert!(matches!(rule(read_draft(&officer, Locale::En, &reference).await), ContractRefusal::NotNow { .. }));
}
