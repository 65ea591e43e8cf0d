use super::*;

#[tokio::test]
async fn a_contract_says_what_the_award_and_the_tender_say() {
    let office = Office::sample().await;
    let reference = office.drawn_up(&TD_TENDERS).await;
    assert_eq!(reference, "C-2027-0001");
    let view = seen(&office, &reference).await;
    assert_eq!((view.row.value, view.original_value), (dollars(1_000_000), dollars(1_000_000)));
    assert_eq!(
        (view.row.starts_on.to_string(), view.row.ends_on.to_string()),
        ("2027-02-01".into(), "2029-01-31".into())
    );
    assert_eq!(view.years, [share(2026, 600_000), share(2028, 400_000)]);
    assert_eq!(view.row.phase, ContractPhase::Drafting);
    assert_eq!((view.promises.len(), view.promises[0].amount), (1, 2));
    assert_eq!(office.log().await.last().map(String::as_str), Some("contract.drawn_up"));
}

#[tokio::test]
async fn an_award_has_one_contract_however_often_the_form_is_sent() {
    let office = Office::sample().await;
    let tender = office.awarded(&TD_TENDERS).await;
    let procurement = office.person(TD_TENDERS.procurement).await;
    let once = office.once();
    let first = draw_up(&procurement, once, &tender, &contract_form()).await.unwrap();
    assert_eq!(draw_up(&procurement, once, &tender, &contract_form()).await.unwrap(), first);
    let second = rule(draw_up(&procurement, office.once(), &tender, &contract_form()).await);
    assert_eq!(second, ContractRefusal::DrawnUpAlready { reference: first.clone() });
    // What was given up makes room.
    cancel(&procurement, &first, &form(&[("comment", "wrong milestones")])).await.unwrap();
    assert_eq!(draw_up(&procurement, office.once(), &tender, &contract_form()).await.unwrap(), "C-2027-0002");
}

#[tokio::test]
async fn only_a_final_award_gets_a_contract() {
    let office = Office::sample().await;
    office.keys_held(&TD_TENDERS).await;
    let tender = office.tender_published(&TD_TENDERS).await;
    let procurement = office.person(TD_TENDERS.procurement).await;
    let without = draw_up(&procurement, office.once(), &tender, &contract_form()).await;
    assert!(is_not_found(without));
    office.on("2027-01-04");
    let award = office.award(&TD_TENDERS, &tender, office.services.clock.now()).await;
    office.put_award(&TD_TENDERS, &award).await;
    let refused = rule(draw_up(&procurement, office.once(), &tender, &contract_form()).await);
    assert_eq!(refused, ContractRefusal::AwardNotActive { state: AwardState::Pending });
}

#[tokio::test]
async fn contracts_are_drawn_up_by_the_procurement_officer_of_the_department() {
    let office = Office::sample().await;
    let tender = office.awarded(&TD_TENDERS).await;
    for who in [TD_TENDERS.officer, TD_TENDERS.approver, TD_USER, BIDDER] {
        let refused = draw_up(&office.person(who).await, office.once(), &tender, &contract_form()).await;
        assert!(is_forbidden(refused), "{who}");
    }
    let neighbour = office.person(SWD_TENDERS.procurement).await;
    assert!(is_not_found(draw_up(&neighbour, office.once(), &tender, &contract_form()).await));
    assert!(is_not_found(draft_for(&neighbour, Locale::En, &tender).await));
    let draft = draft_for(&office.person(TD_TENDERS.procurement).await, Locale::En, &tender).await.unwrap();
    assert_eq!((draft.months, draft.signable_from.to_string().as_str()), (24, SIGNABLE_ON));
}

#[tokio::test]
async fn funds_are_committed_year_by_year_and_show_on_the_spend_page() {
    let office = Office::sample().await;
    let reference = office.contract_ready(&TD_TENDERS).await;
    for (year, amount) in [(2026, 600_000), (2027, 0), (2028, 400_000)] {
        assert_eq!(on_spend(&office, Figure::Committed, year, &reference).await, dollars(amount), "{year}");
    }
    let line = row(&office, &reference).await.budget_line_id;
    let left = crate::orders::line_left(office.services.db.reader(), line).await.unwrap();
    let left = |year| left.iter().find(|(known, _)| known.0 == year).unwrap().1;
    assert_eq!((left(2026), left(2027), left(2028)), (dollars(1_400_000), dollars(2_000_000), dollars(1_600_000)));
}

#[tokio::test]
async fn a_year_that_lacks_a_dollar_is_named_and_nothing_is_committed() {
    let office = Office::sample().await;
    let reference = office.drawn_up(&TD_TENDERS).await;
    office.allocate(&TD_TENDERS, 599_999).await;
    let procurement = office.person(TD_TENDERS.procurement).await;
    let lacks = Shortfall { year: FinancialYear(2026), needed: dollars(600_000), committed: dollars(599_999) };
    let refused = rule(make_ready(&procurement, &reference).await);
    assert_eq!(refused, ContractRefusal::FundsMissing { shortfalls: vec![lacks] });
    assert_eq!(on_spend(&office, Figure::Committed, 2026, &reference).await, Money::ZERO);
    office.allocate(&TD_TENDERS, 600_000).await;
    make_ready(&procurement, &reference).await.unwrap();
}

#[tokio::test]
async fn an_incomplete_draft_does_not_leave_the_department() {
    let office = Office::sample().await;
    let tender = office.awarded(&TD_TENDERS).await;
    let procurement = office.person(TD_TENDERS.procurement).await;
    let fields = form(&[("starts_on", "2027-02-01"), ("performance", "monthly")]);
    let reference = draw_up(&procurement, office.once(), &tender, &fields).await.unwrap();
    let refused = rule(make_ready(&procurement, &reference).await);
    assert!(matches!(refused, ContractRefusal::DraftIncomplete { missing } if missing.len() == 3));
}
