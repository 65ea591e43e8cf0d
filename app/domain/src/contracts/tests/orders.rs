use super::*;

fn terms() -> Framework {
    Framework {
        buyers: vec![organisation(BUYER), organisation(201)],
        contractors: vec![organisation(SUPPLIER), organisation(101)],
        all_terms_set: true,
        selection: Selection::Mechanical,
    }
}

fn drafted(framework: Framework, ends_on: &str) -> Result<Contract, ContractRefusal> {
    let term = Term::of(day("2026-10-01"), day(ends_on))?;
    let new = NewContract { framework: Some(framework), milestones: vec![], term, ..new_contract() };
    Contract::draft(new, &award())
}

fn framework(framework: Framework) -> Contract {
    let ready = drafted(framework, "2027-09-30").unwrap().make_ready(&[], day("2026-08-03")).unwrap();
    let signed = ready.sign_supplier(person(90), organisation(SUPPLIER), signing_time()).unwrap();
    signed.sign(person(SIGNATORY), &signing_facts(), signing_time()).unwrap()
}

fn order(cents: i64, on: &str) -> CallOff {
    CallOff {
        buyer: organisation(201),
        amount: Money::from_cents(cents),
        ordered_on: day(on),
        route: CallOffRoute::Direct,
    }
}

#[test]
fn m18_a_framework_lasts_four_years_at_most() {
    for (ends_on, accepted) in [("2030-09-29", true), ("2030-09-30", true), ("2030-10-01", false)] {
        assert_eq!(drafted(terms(), ends_on).is_ok(), accepted, "{ends_on}");
    }
    let latest = day("2030-09-30");
    assert_eq!(drafted(terms(), "2031-01-01"), Err(ContractRefusal::FrameworkTooLong { latest }));
    let longer = NewVariation {
        proposed_by: person(DRAFTER),
        reason: "go on".into(),
        added: Money::ZERO,
        ends_on: Some(day("2030-10-01")),
        milestones: vec![],
    };
    let varied = framework(terms()).propose_variation(longer, day("2027-01-05"));
    assert_eq!(varied, Err(ContractRefusal::FrameworkTooLong { latest }));
}

#[test]
fn m18_nothing_is_ordered_before_the_first_or_after_the_last_day() {
    let contract = framework(terms());
    for (on, expected) in [
        ("2026-09-30", Err(ContractRefusal::FrameworkNotBegun { starts_on: day("2026-10-01") })),
        ("2026-10-01", Ok(())),
        ("2027-09-30", Ok(())),
        ("2027-10-01", Err(ContractRefusal::FrameworkOver { ended_on: day("2027-09-30") })),
    ] {
        assert_eq!(contract.judge_call_off(&order(1, on), Money::ZERO), expected, "{on}");
    }
}

#[test]
fn a7_orders_together_never_exceed_the_ceiling() {
    let contract = framework(terms());
    let called_off = Money::from_dollars(900);
    assert_eq!(contract.ceiling_left(called_off), Money::from_dollars(100));
    for (cents, accepted) in [(99_99, true), (100_00, true), (100_01, false), (i64::MAX, false), (0, false)] {
        let judged = contract.judge_call_off(&order(cents, "2027-01-01"), called_off);
        assert_eq!(judged.is_ok(), accepted, "{cents}");
    }
}

#[test]
fn a7_departments_that_are_not_named_cannot_order() {
    let contract = framework(terms());
    for (buyer, accepted) in [(BUYER, true), (201, true), (202, false)] {
        let order = CallOff { buyer: organisation(buyer), ..order(1, "2027-01-01") };
        assert_eq!(contract.judge_call_off(&order, Money::ZERO).is_ok(), accepted, "{buyer}");
    }
    let no_framework = active().judge_call_off(&order(1, "2027-01-01"), Money::ZERO);
    assert_eq!(no_framework, Err(ContractRefusal::NoFramework));
    for nobody in [Framework { buyers: vec![], ..terms() }, Framework { contractors: vec![], ..terms() }] {
        assert_eq!(drafted(nobody, "2027-09-30"), Err(ContractRefusal::FrameworkNamesNobody));
    }
}

#[test]
fn a8_an_order_goes_straight_only_where_nothing_is_left_to_choose() {
    for (all_terms_set, selection, accepted) in [
        (true, Selection::Mechanical, true),
        (false, Selection::Mechanical, false),
        (true, Selection::Competition, false),
        (false, Selection::Competition, false),
    ] {
        let contract = framework(Framework { all_terms_set, selection, ..terms() });
        let judged = contract.judge_call_off(&order(1, "2027-01-01"), Money::ZERO);
        assert_eq!(judged, if accepted { Ok(()) } else { Err(ContractRefusal::CompetitionNeeded) });
    }
}

#[test]
fn a8_all_capable_contractors_compete_for_ten_days() {
    let contract = framework(Framework { selection: Selection::Competition, ..terms() });
    let everybody = vec![organisation(101), organisation(SUPPLIER)];
    for (invited, closes_on, ordered_on, expected) in [
        (everybody.clone(), "2027-01-11", "2027-01-11", Ok(())),
        (
            everybody.clone(),
            "2027-01-10",
            "2027-01-11",
            Err(ContractRefusal::CompetitionTooShort { earliest: day("2027-01-11") }),
        ),
        (everybody, "2027-01-12", "2027-01-11", Err(ContractRefusal::CompetitionOpen { closes_on: day("2027-01-12") })),
        (vec![organisation(101)], "2027-01-11", "2027-01-11", Err(ContractRefusal::ContractorsLeftOut { count: 1 })),
    ] {
        let competition = MiniCompetition { invited, invited_on: day("2027-01-01"), closes_on: day(closes_on) };
        let order = CallOff { route: CallOffRoute::Competed(competition), ..order(1, ordered_on) };
        assert_eq!(contract.judge_call_off(&order, Money::ZERO), expected, "{closes_on}");
    }
}

#[test]
fn a_framework_needs_no_money_before_it_is_ordered_from() {
    assert_eq!(framework(terms()).commitments(), []);
}
