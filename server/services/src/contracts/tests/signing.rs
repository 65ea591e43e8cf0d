use super::*;
use domain::awards::Eligibility;
use domain::time::Timestamp;

#[tokio::test]
async fn the_supplier_signs_first_then_the_department_and_both_are_told() {
    let office = Office::sample().await;
    let reference = office.contract_ready(&TD_TENDERS).await;
    let approver = office.person(TD_TENDERS.approver).await;
    let early = rule(sign(&approver, &reference, &office.signature(&reference).await).await);
    assert!(matches!(early, ContractRefusal::NotNow { command: ContractCommand::Sign, .. }));
    let admin = office.person(SUPPLIER_ADMIN).await;
    sign_for_company(&admin, &reference, &office.signature(&reference).await).await.unwrap();
    sign(&approver, &reference, &office.signature(&reference).await).await.unwrap();
    let view = seen(&office, &reference).await;
    assert_eq!(view.row.phase, ContractPhase::Active);
    assert_eq!(view.department_signed.map(|(name, _)| name).as_deref(), Some("Poon Mei Na"));
    let letters = office.letters().await;
    let got = |who: &str, words: &str| {
        letters
            .iter()
            .any(|(to, subject)| to.starts_with(who) && subject.contains(words) && subject.contains(&reference))
    };
    assert!(got(SUPPLIER_ADMIN, "簽署合約"));
    assert!(got(TD_TENDERS.approver, "Signed by the contractor") || got(TD_TENDERS.approver, "承辦商已簽署"));
    assert!(got(SUPPLIER_ADMIN, "生效") && got(BIDDER, "生效"));
}

#[tokio::test]
async fn both_signatures_name_the_same_text_and_it_is_the_one_that_is_stored() {
    let office = Office::sample().await;
    let reference = office.contract_ready(&TD_TENDERS).await;
    let approver = office.person(TD_TENDERS.approver).await;
    sign_for_company(&office.person(SUPPLIER_ADMIN).await, &reference, &office.signature(&reference).await)
        .await
        .unwrap();
    sign(&approver, &reference, &office.signature(&reference).await).await.unwrap();
    let db = office.services.db.writer();
    let stored = async || {
        let held = store::load(db, approver.officer().unwrap(), &reference).await.unwrap();
        super::super::text::fingerprint(db, &held).await.unwrap()
    };
    let kept = stored().await;
    let events = crate::entities::audit_entries::Column::Event;
    let names = ["contract.signed_by_supplier", "contract.signed"];
    let entries = crate::entities::audit_entries::Entity::find().filter(events.is_in(names)).all(db).await.unwrap();
    assert_eq!(entries.len(), 2);
    for entry in entries {
        let body: serde_json::Value = serde_json::from_str(&entry.body).unwrap();
        assert_eq!(body["text"].as_str(), Some(kept.to_string().as_str()), "{}", entry.event);
    }
    let words = awarded_contracts::Column::DataTerms;
    awarded_contracts::Entity::update_many().col_expr(words, Expr::value("Other words")).exec(db).await.unwrap();
    assert_ne!(stored().await, kept, "other words have another fingerprint");
}

#[tokio::test]
async fn a_signature_asks_the_password_again() {
    let office = Office::sample().await;
    let reference = office.contract_ready(&TD_TENDERS).await;
    let admin = office.person(SUPPLIER_ADMIN).await;
    assert!(matches!(
        refusal(sign_for_company(&admin, &reference, &form(&[("password", "wrong")])).await),
        Refusal::SealingKey(_)
    ));
    sign_for_company(&admin, &reference, &office.signature(&reference).await).await.unwrap();
    let approver = office.person(TD_TENDERS.approver).await;
    assert!(matches!(
        refusal(sign(&approver, &reference, &form(&[("password", "wrong")])).await),
        Refusal::SealingKey(_)
    ));
    assert_eq!(row(&office, &reference).await.state, "signed_supplier");
}

#[tokio::test]
async fn m15_one_millisecond_before_the_standstill_ends_nobody_signs() {
    let office = Office::sample().await;
    let reference = office.contract_signed_by_supplier(&TD_TENDERS).await;
    let over = Day::parse(SIGNABLE_ON).unwrap().starts_at();
    office.services.clock.set(Timestamp::from_millis(over.millis() - 1));
    let early =
        rule(sign(&office.person(TD_TENDERS.approver).await, &reference, &office.signature(&reference).await).await);
    let runs = SigningBlocker::StandstillRuns { over_on: over.day() };
    assert_eq!(early, ContractRefusal::NotSignable { blockers: vec![runs] });
    office.services.clock.set(over);
    sign(&office.person(TD_TENDERS.approver).await, &reference, &office.signature(&reference).await).await.unwrap();
}

#[tokio::test]
async fn a5_everything_that_stands_against_a_signature_is_said_at_once() {
    let office = Office::sample().await;
    let reference = office.contract_signed_by_supplier(&TD_TENDERS).await;
    let award = award_of(&office, &reference).await;
    let rival = office.person(RIVAL_ADMIN).await.officer().unwrap().organisation;
    let known_on = office.services.clock.now().day();
    let challenged = award.receive_challenge(rival, known_on, office.services.clock.now()).unwrap();
    office.put_award(&TD_TENDERS, &challenged).await;
    office.damage("update contract_commitments set released_cents = 1 where year = 2026").await.unwrap();
    office
        .damage(
            "update suppliers set state = 'suspended', suspension_ends_on = '2027-03-01' where reference = 'SUP-0001'",
        )
        .await
        .unwrap();
    let refused =
        rule(sign(&office.person(TD_TENDERS.approver).await, &reference, &office.signature(&reference).await).await);
    let ContractRefusal::NotSignable { blockers } = refused else { panic!("{refused:?}") };
    assert!(blockers.iter().any(|one| matches!(one, SigningBlocker::Challenged { number: 1 })), "{blockers:?}");
    assert!(blockers.iter().any(|one| matches!(one, SigningBlocker::FundsMissing(_))), "{blockers:?}");
    let barred = SigningBlocker::SupplierBarred { standing: Eligibility::Suspended };
    assert!(blockers.contains(&barred), "{blockers:?}");
    // The page of the one who would sign shows the same.
    assert_eq!(seen(&office, &reference).await.blockers, blockers);
}

#[tokio::test]
async fn a_contract_is_the_suppliers_own_and_only_from_the_day_it_was_sent() {
    let office = Office::sample().await;
    let reference = office.drawn_up(&TD_TENDERS).await;
    let admin = office.person(SUPPLIER_ADMIN).await;
    let rival = office.person(RIVAL_ADMIN).await;
    assert!(is_not_found(show_own(&admin, Locale::En, &reference).await));
    assert_eq!(browse_own(&admin, Locale::En, 1).await.unwrap().total, 0);
    make_ready(&office.person(TD_TENDERS.procurement).await, &reference).await.unwrap();
    assert_eq!(browse_own(&admin, Locale::En, 1).await.unwrap().total, 1);
    assert_eq!(show_own(&admin, Locale::En, &reference).await.unwrap().budget_line, None);
    assert!(is_not_found(show_own(&rival, Locale::En, &reference).await));
    assert!(is_not_found(sign_for_company(&rival, &reference, &office.signature(&reference).await).await));
    assert!(is_forbidden(
        sign_for_company(&office.person(BIDDER).await, &reference, &office.signature(&reference).await).await
    ));
    let neighbour = office.person(SWD_TENDERS.approver).await;
    assert!(is_not_found(show(&neighbour, Locale::En, &reference).await));
    assert!(is_not_found(sign(&neighbour, &reference, &office.signature(&reference).await).await));
}

#[tokio::test]
async fn a_supplier_that_declines_frees_the_money_and_ends_the_award() {
    let office = Office::sample().await;
    let reference = office.contract_signed_by_supplier(&TD_TENDERS).await;
    let admin = office.person(SUPPLIER_ADMIN).await;
    decline(&admin, &reference, &form(&[("comment", "our engineer left")])).await.unwrap();
    assert_eq!(row(&office, &reference).await.state, "cancelled");
    assert_eq!(on_spend(&office, Figure::Committed, 2026, &reference).await, Money::ZERO);
    assert_eq!(award_of(&office, &reference).await.state, AwardState::Cancelled);
}

#[tokio::test]
async fn a_contract_that_the_department_cancels_leaves_its_award_standing() {
    let office = Office::sample().await;
    let reference = office.contract_ready(&TD_TENDERS).await;
    let procurement = office.person(TD_TENDERS.procurement).await;
    assert!(matches!(refusal(cancel(&procurement, &reference, &form(&[])).await), Refusal::Form(_)));
    cancel(&procurement, &reference, &form(&[("comment", "milestones to be rewritten")])).await.unwrap();
    assert_eq!(award_of(&office, &reference).await.state, AwardState::Active);
    assert_eq!(on_spend(&office, Figure::Committed, 2028, &reference).await, Money::ZERO);
}

#[tokio::test]
async fn what_nobody_signs_in_fourteen_days_lapses_once() {
    let office = Office::sample().await;
    let reference = office.contract_ready(&TD_TENDERS).await;
    office.on("2027-01-29");
    assert_eq!(lapse(&office.system()).await.unwrap(), 0);
    office.on("2027-01-30");
    let late = rule(
        sign_for_company(&office.person(SUPPLIER_ADMIN).await, &reference, &office.signature(&reference).await).await,
    );
    assert_eq!(late, ContractRefusal::SigningTimeOver { last_day: Day::parse("2027-01-29").unwrap() });
    assert_eq!(lapse(&office.system()).await.unwrap(), 1);
    assert_eq!(lapse(&office.system()).await.unwrap(), 0);
    assert_eq!(award_of(&office, &reference).await.state, AwardState::Cancelled);
    assert_eq!(on_spend(&office, Figure::Committed, 2026, &reference).await, Money::ZERO);
}
