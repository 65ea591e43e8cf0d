use super::*;
use domain::spend::SpendRefusal;

#[tokio::test]
async fn a_milestone_is_accepted_by_the_user_and_not_by_who_drew_the_contract_up() {
    let office = Office::sample().await;
    let reference = office.contract_in_force(&TD_TENDERS).await;
    let fields = form(&[("accepted_milestone", "1"), ("evidence", "seen")]);
    for who in [TD_TENDERS.procurement, TD_TENDERS.approver, SUPPLIER_ADMIN] {
        assert!(is_forbidden(accept_milestone(&office.person(who).await, &reference, &fields).await), "{who}");
    }
    let neighbour = office.person("mk.tse").await;
    assert!(is_not_found(accept_milestone(&neighbour, &reference, &fields).await));
    office.on("2027-03-26");
    accept(&office, &reference, "1").await.unwrap();
    assert_eq!(seen(&office, &reference).await.milestones[0].standing, MilestoneStanding::Met);
    assert_eq!(rule(accept(&office, &reference, "1").await), ContractRefusal::MilestoneAccepted { number: 1 });
    assert_eq!(rule(accept(&office, &reference, "7").await), ContractRefusal::NoSuchMilestone { number: 7 });
}

#[tokio::test]
async fn the_same_payment_twice_is_one_and_shows_as_actual() {
    let office = Office::sample().await;
    let reference = office.contract_in_force(&TD_TENDERS).await;
    office.on("2027-03-26");
    assert_eq!(
        rule(pay(&office, &reference, "HL-1", "600,000", "1").await),
        ContractRefusal::MilestoneNotAccepted { number: 1 }
    );
    accept(&office, &reference, "1").await.unwrap();
    let fields = form(&[
        ("milestone", "1"),
        ("invoice", "HL-1"),
        ("paid_on", "2027-03-26"),
        ("amount", "250,000.50"),
        ("method", "bank_transfer"),
    ]);
    let finance = office.person(TD_FINANCE).await;
    let once = office.once();
    record_payment(&finance, once, &reference, &fields).await.unwrap();
    record_payment(&finance, once, &reference, &fields).await.unwrap();
    assert_eq!(on_spend(&office, Figure::Actual, 2026, &reference).await, Money::from_cents(25_000_050));
    assert_eq!(seen(&office, &reference).await.payments.len(), 1);
    // Another form with the same invoice, blanks and letters apart, is no second payment.
    let twice = rule(pay(&office, &reference, " hl - 1", "10", "1").await);
    assert!(matches!(twice, ContractRefusal::InvoicePaid { .. }));
    let more = rule(pay(&office, &reference, "HL-2", "349,999.51", "1").await);
    assert_eq!(more, ContractRefusal::MoreThanMilestone { left: Money::from_cents(34_999_950) });
    pay(&office, &reference, "HL-2", "349,999.50", "1").await.unwrap();
    assert_eq!(on_spend(&office, Figure::Committed, 2026, &reference).await, dollars(600_000));
}

#[tokio::test]
async fn a_payment_belongs_to_the_year_it_is_made_in_and_that_year_must_have_the_money() {
    let office = Office::sample().await;
    let reference = office.contract_in_force(&TD_TENDERS).await;
    office.on("2027-03-31");
    accept(&office, &reference, "1").await.unwrap();
    office.allocate(&TD_TENDERS, 100_000).await;
    office.on("2027-04-01");
    let refused = refusal(pay(&office, &reference, "HL-1", "100,000.01", "1").await);
    let exhausted = SpendRefusal::YearExhausted { year: FinancialYear(2027), left: dollars(100_000) };
    assert_eq!(refused, Refusal::Spend(exhausted));
    pay(&office, &reference, "HL-1", "100,000", "1").await.unwrap();
    assert_eq!(on_spend(&office, Figure::Actual, 2026, &reference).await, Money::ZERO);
    assert_eq!(on_spend(&office, Figure::Actual, 2027, &reference).await, dollars(100_000));
    // What was planned for the year before is committed there no longer: no dollar is claimed twice.
    assert_eq!(on_spend(&office, Figure::Committed, 2026, &reference).await, dollars(500_000));
}

#[tokio::test]
async fn finance_of_another_department_and_others_pay_nothing() {
    let office = Office::sample().await;
    let reference = office.contract_in_force(&TD_TENDERS).await;
    let fields = form(&[]);
    let neighbour = office.person("hl.fung").await;
    assert!(is_not_found(record_payment(&neighbour, office.once(), &reference, &fields).await));
    for who in [TD_USER, TD_TENDERS.procurement, SUPPLIER_ADMIN] {
        let refused = record_payment(&office.person(who).await, office.once(), &reference, &fields).await;
        assert!(is_forbidden(refused), "{who}");
    }
}

#[tokio::test]
async fn a_contract_is_completed_when_everything_is_accepted_and_paid() {
    let office = Office::sample().await;
    let reference = office.contract_in_force(&TD_TENDERS).await;
    let procurement = office.person(TD_TENDERS.procurement).await;
    let review = form(&[("review", "on time, helpful")]);
    let open = rule(complete(&procurement, &reference, &review).await);
    assert_eq!(open, ContractRefusal::MilestonesOpen { numbers: vec![1, 2] });
    office.on("2027-03-26");
    accept(&office, &reference, "1").await.unwrap();
    pay(&office, &reference, "HL-1", "600,000", "1").await.unwrap();
    office.on("2028-12-20");
    accept(&office, &reference, "2").await.unwrap();
    let procurement = office.person(TD_TENDERS.procurement).await;
    let unpaid = rule(complete(&procurement, &reference, &review).await);
    assert_eq!(unpaid, ContractRefusal::MilestonesUnpaid { numbers: vec![2] });
    pay(&office, &reference, "HL-2", "400,000", "2").await.unwrap();
    let procurement = office.person(TD_TENDERS.procurement).await;
    complete(&procurement, &reference, &review).await.unwrap();
    let view = seen(&office, &reference).await;
    assert_eq!(view.row.phase, ContractPhase::Completed);
    assert_eq!(view.ending.unwrap().words, "on time, helpful");
    let register = read_register(&office.public(), Locale::En, "", 1).await.unwrap();
    assert_eq!((register.page.total, register.in_force), (1, 0));
}

#[tokio::test]
async fn an_approver_ends_a_contract_for_a_cause_and_what_is_unpaid_is_free_again() {
    let office = Office::sample().await;
    let reference = office.contract_in_force(&TD_TENDERS).await;
    office.on("2027-03-26");
    accept(&office, &reference, "1").await.unwrap();
    pay(&office, &reference, "HL-1", "200,000", "1").await.unwrap();
    let fields = form(&[
        ("cause", "supplier_default"),
        ("explanation", "no delivery after two reminders"),
        ("effective_on", "2027-04-30"),
    ]);
    let procurement = office.person(TD_TENDERS.procurement).await;
    assert!(is_forbidden(terminate(&procurement, &reference, &fields).await));
    let approver = office.person(TD_TENDERS.approver).await;
    let early = form(&[("cause", "insolvency"), ("explanation", "wound up"), ("effective_on", "2027-03-25")]);
    assert!(matches!(refusal(terminate(&approver, &reference, &early).await), Refusal::Form(_)));
    let today = form(&[("cause", "supplier_default"), ("explanation", "no delivery"), ("effective_on", "2027-03-26")]);
    terminate(&approver, &reference, &today).await.unwrap();
    assert_eq!(row(&office, &reference).await.state, "terminated");
    assert!(matches!(rule(terminate(&approver, &reference, &fields).await), ContractRefusal::NotNow { .. }));
    // What was accepted is still owed, and is paid.
    assert_eq!(on_spend(&office, Figure::Committed, 2026, &reference).await, dollars(600_000));
    pay(&office, &reference, "HL-2", "400,000", "1").await.unwrap();
    assert_eq!(on_spend(&office, Figure::Actual, 2026, &reference).await, dollars(600_000));
    assert_eq!(
        rule(pay(&office, &reference, "HL-3", "1", "2").await),
        ContractRefusal::MilestoneNotAccepted { number: 2 }
    );
    assert_eq!(on_spend(&office, Figure::Committed, 2028, &reference).await, Money::ZERO);
}

#[tokio::test]
async fn a_contract_under_notice_is_carried_out_to_its_last_day_and_then_ends_by_itself() {
    let office = Office::sample().await;
    let reference = office.contract_in_force(&TD_TENDERS).await;
    office.on("2027-03-26");
    let fields = form(&[
        ("cause", "supplier_default"),
        ("explanation", "no delivery after two reminders"),
        ("effective_on", "2027-04-30"),
    ]);
    let approver = office.person(TD_TENDERS.approver).await;
    terminate(&approver, &reference, &fields).await.unwrap();
    let effective_on = Day::parse("2027-04-30").unwrap();
    let again = rule(terminate(&approver, &reference, &fields).await);
    assert_eq!(again, ContractRefusal::NoticeGiven { effective_on });
    assert_eq!(row(&office, &reference).await.state, "active");
    assert_eq!(seen(&office, &reference).await.ending.unwrap().on, effective_on);
    for day in ["2027-04-01", "2027-04-30"] {
        office.on(day);
        assert_eq!(end_noticed(&office.system()).await.unwrap(), 0, "{day}");
    }
    accept(&office, &reference, "1").await.unwrap();
    office.on("2027-05-01");
    assert!(is_forbidden(end_noticed(&approver).await));
    assert_eq!(end_noticed(&office.system()).await.unwrap(), 1);
    assert_eq!(end_noticed(&office.system()).await.unwrap(), 0);
    assert_eq!(row(&office, &reference).await.state, "terminated");
    assert!(matches!(rule(accept(&office, &reference, "2").await), ContractRefusal::NotNow { .. }));
    pay(&office, &reference, "HL-1", "600,000", "1").await.unwrap();
    assert_eq!(on_spend(&office, Figure::Committed, 2028, &reference).await, Money::ZERO);
}

#[tokio::test]
async fn the_public_reads_what_both_signed_and_nothing_before() {
    let office = Office::sample().await;
    let reference = office.contract_signed_by_supplier(&TD_TENDERS).await;
    assert_eq!(read_register(&office.public(), Locale::En, "", 1).await.unwrap().page.total, 0);
    sign(&office.person(TD_TENDERS.approver).await, &reference, &office.signature(&reference).await).await.unwrap();
    let register = read_register(&office.public(), Locale::ZhHans, "热线 港語", 1).await.unwrap();
    let [found] = register.page.rows.as_slice() else { panic!("{register:?}") };
    assert_eq!((found.reference.as_str(), found.used), (reference.as_str(), Money::ZERO));
    assert_eq!((register.value, register.in_force), (dollars(1_000_000), 1));
    assert!(read_register(&office.public(), Locale::En, "elevator", 1).await.unwrap().page.rows.is_empty());
    assert_eq!(export_register(&office.public(), Locale::En, "").await.unwrap().len(), 1);
}
