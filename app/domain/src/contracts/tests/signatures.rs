use super::*;

#[test]
fn a6_a_contract_says_what_the_award_says() {
    let contract = Contract::draft(new_contract(), &award()).unwrap();
    assert_eq!((contract.value, contract.original_value), (award().value, award().value));
    assert_eq!((contract.supplier, contract.award), (award().supplier, award().id));
    for state in [AwardState::Pending, AwardState::Cancelled] {
        let refused = Contract::draft(new_contract(), &Award { state, ..award() });
        assert_eq!(refused, Err(ContractRefusal::AwardNotActive { state }));
    }
}

#[test]
fn a_draft_goes_out_complete() {
    for (part, change) in [
        (DraftPart::Performance, Terms { performance: " ".into(), ..new_contract().terms }),
        (DraftPart::ServiceLevels, Terms { service_levels: String::new(), ..new_contract().terms }),
        (DraftPart::Data, Terms { data: String::new(), ..new_contract().terms }),
    ] {
        let draft = Contract::draft(NewContract { terms: change, ..new_contract() }, &award()).unwrap();
        let refused = draft.make_ready(&committed(), day("2026-08-03"));
        assert_eq!(refused, Err(ContractRefusal::DraftIncomplete { missing: vec![part] }));
    }
    let draft = Contract::draft(NewContract { milestones: vec![], ..new_contract() }, &award()).unwrap();
    let refused = draft.make_ready(&[share(2026, 1_000), share(2027, 1_000)], day("2026-08-03"));
    assert_eq!(refused, Err(ContractRefusal::DraftIncomplete { missing: vec![DraftPart::Milestones] }));
}

#[test]
fn a5_a_draft_goes_out_with_money_in_each_year() {
    let draft = || Contract::draft(new_contract(), &award()).unwrap();
    let today = day("2026-08-03");
    assert!(draft().make_ready(&committed(), today).is_ok());
    for (first, second, year) in [(599, 999, 2026), (999, 399, 2027)] {
        match draft().make_ready(&[share(2026, first), share(2027, second)], today) {
            Err(ContractRefusal::FundsMissing { shortfalls }) => {
                assert_eq!(shortfalls.iter().map(|lack| lack.year.0).collect::<Vec<_>>(), [year]);
            }
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn the_supplier_signs_first_and_within_fourteen_days() {
    assert_eq!(ready().sign_by(), Some(day("2026-08-17")));
    let ends = day("2026-08-18").starts_at();
    let supplier = organisation(SUPPLIER);
    assert!(ready().sign_supplier(person(90), supplier, ends.plus_seconds(-1)).is_ok());
    let late = ready().sign_supplier(person(90), supplier, ends);
    assert_eq!(late, Err(ContractRefusal::SigningTimeOver { last_day: day("2026-08-17") }));
    let other = ready().sign_supplier(person(90), organisation(BUYER), signing_time());
    assert_eq!(other, Err(ContractRefusal::NotTheSupplier));
    let first = ready().sign(person(SIGNATORY), &signing_facts(), signing_time());
    let refused = ContractRefusal::NotNow { state: ContractState::Ready, command: ContractCommand::Sign };
    assert_eq!(first, Err(refused));
}

#[test]
fn what_nobody_signs_in_time_lapses() {
    for (contract, last_day) in [(ready(), "2026-08-17"), (signed_supplier(), "2026-08-18")] {
        let last_day = day(last_day);
        let early = contract.clone().lapse(None, last_day);
        assert_eq!(early, Err(ContractRefusal::SigningTimeRuns { last_day }));
        let lapsed = contract.lapse(None, last_day.plus_days(1)).unwrap();
        assert_eq!(lapsed.state, ContractState::Cancelled);
    }
    let held = signed_supplier().lapse(Some(1), day("2026-12-01"));
    assert_eq!(held, Err(ContractRefusal::ChallengePending));
    assert!(ready().lapse(Some(1), day("2026-12-01")).is_ok());
}

#[test]
fn the_supplier_may_decline_and_the_department_may_give_up_before_both_signed() {
    assert_eq!(signed_supplier().decline(organisation(SUPPLIER)).unwrap().state, ContractState::Cancelled);
    assert_eq!(ready().decline(organisation(BUYER)), Err(ContractRefusal::NotTheSupplier));
    assert_eq!(ready().cancel("need is gone").unwrap().state, ContractState::Cancelled);
    assert_eq!(ready().cancel(" "), Err(ContractRefusal::ReasonMissing));
    assert!(active().cancel("need is gone").is_err());
}

/// One change to facts in order, and the blockers it brings.
fn check(change: impl FnOnce(&mut SigningFacts), expected: &[SigningBlocker]) {
    let mut facts = signing_facts();
    change(&mut facts);
    let contract = signed_supplier();
    assert_eq!(signing_blockers(&contract, person(SIGNATORY), &facts, signing_time()), expected);
    let signed = contract.sign(person(SIGNATORY), &facts, signing_time());
    match signed {
        Ok(contract) => assert!(expected.is_empty() && contract.state == ContractState::Active),
        Err(ContractRefusal::NotSignable { blockers }) => assert_eq!(blockers, expected),
        Err(other) => panic!("{other:?}"),
    }
}

#[test]
fn a5_each_condition_alone_stands_in_the_way_of_a_signature() {
    let barred = |standing| SigningBlocker::SupplierBarred { standing };
    check(|_| {}, &[]);
    check(
        |facts| facts.award = AwardState::Cancelled,
        &[SigningBlocker::AwardNotActive { state: AwardState::Cancelled }],
    );
    check(|facts| facts.challenge = Some(2), &[SigningBlocker::Challenged { number: 2 }]);
    check(|facts| facts.vetting_missing = true, &[SigningBlocker::VettingMissing]);
    check(
        |facts| facts.open_declarations = vec![person(51), person(52)],
        &[
            SigningBlocker::DeclarationOpen { person: person(51) },
            SigningBlocker::DeclarationOpen { person: person(52) },
        ],
    );
    check(|facts| facts.supplier = Eligibility::Debarred, &[barred(Eligibility::Debarred)]);
    check(|facts| facts.supplier = Eligibility::Suspended, &[barred(Eligibility::Suspended)]);
    check(|facts| facts.assessors.push(person(SIGNATORY)), &[SigningBlocker::SignatoryAssessed]);
    let shortfall =
        Shortfall { year: FinancialYear(2027), needed: Money::from_dollars(400), committed: Money::from_dollars(399) };
    check(|facts| facts.committed[1] = share(2027, 399), &[SigningBlocker::FundsMissing(shortfall)]);
}

#[test]
fn a5_no_signature_before_the_standstill_is_over() {
    let over = day("2026-07-31").starts_at();
    for (now, expected) in [
        (
            Timestamp::from_millis(over.millis() - 1),
            vec![SigningBlocker::StandstillRuns { over_on: day("2026-07-31") }],
        ),
        (over, vec![]),
    ] {
        assert_eq!(signing_blockers(&signed_supplier(), person(SIGNATORY), &signing_facts(), now), expected);
    }
}

#[test]
fn a5_nobody_signs_what_they_drafted_and_everything_is_said_at_once() {
    let facts = signing_facts();
    let drafter = signing_blockers(&signed_supplier(), person(DRAFTER), &facts, signing_time());
    assert_eq!(drafter, [SigningBlocker::SignatoryDrafted]);
    let facts = SigningFacts { committed: vec![], vetting_missing: true, challenge: Some(1), ..facts };
    let all = signing_blockers(&signed_supplier(), person(DRAFTER), &facts, award().notified_at);
    assert_eq!(all.len(), 1 + 1 + 1 + 2 + 1);
}

#[test]
fn only_the_drafter_writes_a_contract_anew_and_a_signature_falls_away_with_the_text() {
    let term = Term::of(day("2026-11-01"), day("2027-10-31")).unwrap();
    let other = Terms { performance: "weekly".into(), ..new_contract().terms };
    let rewrite = |contract: Contract, by: u128, dollars: i64| {
        contract.rewrite(person(by), (term, other.clone()), vec![milestone(1, "2027-06-01", dollars)])
    };
    let draft = Contract::draft(new_contract(), &award()).unwrap();
    let ready = draft.clone().make_ready(&committed(), day("2026-07-31")).unwrap();
    let signed = ready.clone().sign_supplier(person(9), organisation(SUPPLIER), day("2026-08-01").starts_at()).unwrap();
    for contract in [draft.clone(), ready, signed] {
        let written = rewrite(contract, DRAFTER, 1_000).unwrap();
        assert_eq!(
            (written.state, written.ready_on, written.supplier_signature),
            (ContractState::Drafting, None, None)
        );
        assert_eq!((written.term, written.terms.performance.as_str()), (term, "weekly"));
        assert_eq!((written.value, written.milestones.len()), (award().value, 1));
    }
    assert_eq!(rewrite(draft.clone(), SECOND, 1_000), Err(ContractRefusal::NotTheDrafter));
    let value = award().value;
    assert_eq!(rewrite(draft, DRAFTER, 1_001), Err(ContractRefusal::MilestonesExceedValue { value }));
}
