use super::*;

async fn propose(office: &Office, reference: &str, amount: &str) -> Result<(), Failure> {
    let fields = form(&[("reason", "twice as many calls"), ("direction", "more"), ("added_amount", amount)]);
    propose_variation(&office.person(TD_TENDERS.procurement).await, office.once(), reference, &fields).await
}

async fn decide(office: &Office, who: &str, reference: &str, number: &str, step: &str) -> Result<(), Failure> {
    let fields = form(&[("variation", number), ("do", step), ("decision_comment", "not this year")]);
    decide_variation(&office.person(who).await, reference, &fields).await
}

#[tokio::test]
async fn a6_variations_add_half_of_the_original_value_and_not_a_cent_more() {
    let office = Office::sample().await;
    let reference = office.contract_in_force(&TD_TENDERS).await;
    let above = rule(propose(&office, &reference, "500,000.01").await);
    assert_eq!(above, ContractRefusal::AdditionsExceeded { left: dollars(500_000) });
    propose(&office, &reference, "499,999.99").await.unwrap();
    decide(&office, TD_TENDERS.approver, &reference, "1", "approve_variation").await.unwrap();
    let left = Money::from_cents(1);
    let above = rule(propose(&office, &reference, "0.02").await);
    assert_eq!(above, ContractRefusal::AdditionsExceeded { left });
    propose(&office, &reference, "0.01").await.unwrap();
    decide(&office, TD_SECOND_APPROVER, &reference, "2", "approve_variation").await.unwrap();
    let view = seen(&office, &reference).await;
    assert_eq!((view.row.value, view.additions_left), (dollars(1_500_000), Money::ZERO));
    assert_eq!((view.original_value, view.row.revision), (dollars(1_000_000), 2));
    let committed: Money = view.years.iter().map(|share| share.amount).sum();
    assert_eq!(committed, dollars(1_500_000));
    for share in &view.years {
        assert_eq!(on_spend(&office, Figure::Committed, share.year.0, &reference).await, share.amount);
    }
}

#[tokio::test]
async fn a_variation_waits_for_somebody_else_and_for_its_money() {
    let office = Office::sample().await;
    let reference = office.contract_in_force(&TD_TENDERS).await;
    propose(&office, &reference, "100,000").await.unwrap();
    assert!(is_forbidden(decide(&office, TD_TENDERS.procurement, &reference, "1", "approve_variation").await));
    office.allocate(&TD_TENDERS, 0).await;
    let refused = rule(decide(&office, TD_TENDERS.approver, &reference, "1", "approve_variation").await);
    assert!(matches!(refused, ContractRefusal::FundsMissing { .. }), "{refused:?}");
    decide(&office, TD_TENDERS.approver, &reference, "1", "reject_variation").await.unwrap();
    let view = seen(&office, &reference).await;
    assert_eq!((view.row.value, view.variations[0].state), (dollars(1_000_000), VariationState::Rejected));
    let again = rule(decide(&office, TD_TENDERS.approver, &reference, "1", "approve_variation").await);
    assert_eq!(again, ContractRefusal::NoSuchVariation { number: 1 });
}

#[tokio::test]
async fn a_variation_moves_the_end_and_adds_a_milestone_and_the_supplier_reads_what_was_agreed() {
    let office = Office::sample().await;
    let reference = office.contract_in_force(&TD_TENDERS).await;
    let fields = form(&[
        ("reason", "a third year"),
        ("direction", "more"),
        ("added_amount", "200,000"),
        ("ends_on", "2030-01-31"),
        ("milestone_1_number", "3"),
        ("milestone_1_title", "Third year of use"),
        ("milestone_1_due", "2029-12-31"),
        ("milestone_1_amount", "200,000"),
    ]);
    let procurement = office.person(TD_TENDERS.procurement).await;
    let once = office.once();
    propose_variation(&procurement, once, &reference, &fields).await.unwrap();
    propose_variation(&procurement, once, &reference, &fields).await.unwrap();
    let admin = office.person(SUPPLIER_ADMIN).await;
    assert!(show_own(&admin, Locale::En, &reference).await.unwrap().variations.is_empty());
    decide(&office, TD_TENDERS.approver, &reference, "1", "approve_variation").await.unwrap();
    let view = show_own(&admin, Locale::En, &reference).await.unwrap();
    assert_eq!((view.variations.len(), view.milestones.len()), (1, 3));
    assert_eq!(view.row.ends_on.to_string(), "2030-01-31");
    assert_eq!(view.years.last(), Some(&share(2029, 200_000)));
}
