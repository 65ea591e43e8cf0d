use super::*;
use proptest::prelude::*;

fn accepted() -> Contract {
    accept(accept(active(), 1, "2026-12-01").unwrap(), 2, "2027-06-01").unwrap()
}

#[test]
fn a9_only_accepted_milestones_are_paid() {
    assert_eq!(pay(active(), payment(1, 1, 1)), Err(ContractRefusal::MilestoneNotAccepted { number: 1 }));
    // Paid on 10 June: accepted that day is early enough, the day after is not.
    assert!(pay(accept(active(), 1, "2027-06-10").unwrap(), payment(1, 1, 1)).is_ok());
    let late = pay(accept(active(), 1, "2027-06-11").unwrap(), payment(1, 1, 1));
    assert_eq!(late, Err(ContractRefusal::MilestoneNotAccepted { number: 1 }));
    assert_eq!(pay(accepted(), payment(1, 7, 1)), Err(ContractRefusal::NoSuchMilestone { number: 7 }));
}

#[test]
fn a9_a_milestone_is_paid_up_to_its_amount() {
    let paid = pay(accepted(), payment(1, 1, 200_00)).unwrap();
    for (cents, accepted) in [(399_99, true), (400_00, true), (400_01, false), (i64::MAX, false), (0, false)] {
        assert_eq!(pay(paid.clone(), payment(2, 1, cents)).is_ok(), accepted, "{cents}");
    }
    let left = Money::from_dollars(400);
    assert_eq!(pay(paid, payment(2, 1, 400_01)), Err(ContractRefusal::MoreThanMilestone { left }));
}

#[test]
fn a9_payments_together_stay_within_the_value() {
    // A stored contract whose milestones are worth more than itself is still held to its value.
    let mut contract = accepted();
    contract.milestones[1].amount = Money::from_dollars(5_000);
    let paid = pay(contract, payment(1, 1, 600_00)).unwrap();
    let left = Money::from_dollars(400);
    assert_eq!(pay(paid.clone(), payment(2, 2, 400_01)), Err(ContractRefusal::MoreThanValue { left }));
    assert!(pay(paid, payment(2, 2, 400_00)).is_ok());
}

#[test]
fn a9_whoever_accepted_a_milestone_does_not_pay_it() {
    let mut own = payment(1, 1, 1);
    own.payment.payer = person(USER);
    assert_eq!(pay(accepted(), own), Err(ContractRefusal::PayerAccepted));
}

#[test]
fn a9_only_the_supplier_is_paid_electronically_and_in_the_past() {
    let other = NewPayment { payee: organisation(BUYER), ..payment(1, 1, 1) };
    assert_eq!(pay(accepted(), other), Err(ContractRefusal::NotTheSupplier));
    for (method, accepted_method) in
        [(PaymentMethod::BankTransfer, true), (PaymentMethod::Fps, true), (PaymentMethod::Cheque, false)]
    {
        let paid = pay(accepted(), NewPayment { method, ..payment(1, 1, 1) });
        assert_eq!(paid.is_ok(), accepted_method, "{method:?}");
    }
    for (today, refused) in [("2027-06-09", true), ("2027-06-10", false)] {
        let paid = accepted().record_payment(payment(1, 1, 1), day(today));
        assert_eq!(paid == Err(ContractRefusal::PaidLater), refused, "{today}");
    }
}

#[test]
fn a9_an_invoice_of_a_supplier_is_paid_once() {
    let known = PaymentId(Uuid::from_u128(77));
    let elsewhere = NewPayment { earlier: Some(known), ..payment(1, 1, 1) };
    assert_eq!(pay(accepted(), elsewhere), Err(ContractRefusal::InvoicePaid { payment: known }));
    let paid = pay(accepted(), payment(1, 1, 1)).unwrap();
    for (invoice, is_new) in [("INV-1", false), (" inv - 1 ", false), ("INV-11", true)] {
        let mut again = payment(2, 1, 1);
        again.payment.invoice = invoice.into();
        assert_eq!(pay(paid.clone(), again).is_ok(), is_new, "{invoice:?}");
    }
    let mut blank = payment(2, 1, 1);
    blank.payment.invoice = " ".into();
    assert_eq!(pay(paid, blank), Err(ContractRefusal::ReasonMissing));
}

#[test]
fn a_warning_comes_when_four_fifths_are_paid() {
    let today = day("2027-07-01");
    let paid = pay(accepted(), payment(1, 1, 600_00)).unwrap();
    for (cents, warning) in [(199_99, None), (200_00, Some(8_000)), (400_00, Some(10_000))] {
        let paid = pay(paid.clone(), payment(2, 2, cents)).unwrap();
        assert_eq!(paid.spent_warning(today), warning, "{cents}");
    }
}

#[test]
fn a10_what_hangs_on_no_milestone_is_spread_over_the_term() {
    let new = NewContract { milestones: vec![milestone(1, "2027-06-01", 400)], ..new_contract() };
    let contract = Contract::draft(new, &award()).unwrap();
    // $600 over twelve months, six in each financial year, and $400 in the second.
    assert_eq!(contract.commitments(), [share(2026, 300), share(2027, 700)]);
}

fn varies(dollars: i64) -> NewVariation {
    NewVariation {
        proposed_by: person(DRAFTER),
        reason: "two more offices".into(),
        added: Money::from_dollars(dollars),
        ends_on: None,
        milestones: vec![],
    }
}

fn plenty() -> Vec<YearShare> {
    vec![share(2026, 10_000), share(2027, 10_000), share(2028, 10_000)]
}

fn vary(contract: Contract, asks: NewVariation) -> Result<Contract, ContractRefusal> {
    let today = day("2027-01-05");
    let proposed = contract.propose_variation(asks, today)?;
    let number = proposed.variations.last().unwrap().number;
    proposed.approve_variation(number, person(SECOND), &plenty(), today)
}

#[test]
fn a6_variations_add_half_of_the_original_value_and_not_a_cent_more() {
    let cents = |cents| NewVariation { added: Money::from_cents(cents), ..varies(0) };
    for (added, accepted) in [(499_99, true), (500_00, true), (500_01, false), (i64::MAX, false)] {
        assert_eq!(vary(active(), cents(added)).is_ok(), accepted, "{added}");
    }
    let first = vary(active(), cents(300_00)).unwrap();
    assert_eq!((first.value, first.revision), (Money::from_dollars(1_300), 1));
    // The limit stays half of the original value, whatever the value is now, and reductions make no room.
    let reduced = vary(first, varies(-200)).unwrap();
    let left = Money::from_dollars(200);
    assert_eq!(vary(reduced.clone(), cents(200_01)), Err(ContractRefusal::AdditionsExceeded { left }));
    assert_eq!(vary(reduced, cents(200_00)).unwrap().value, Money::from_dollars(1_300));
}

#[test]
fn a6_a_variation_needs_a_second_officer_and_a_reason() {
    let today = day("2027-01-05");
    let proposed = active().propose_variation(varies(100), today).unwrap();
    assert_eq!((proposed.value, proposed.revision), (Money::from_dollars(1_000), 0));
    let own = proposed.clone().approve_variation(1, person(DRAFTER), &plenty(), today);
    assert_eq!(own, Err(ContractRefusal::OwnRequest));
    assert_eq!(proposed.clone().reject_variation(1, person(DRAFTER)), Err(ContractRefusal::OwnRequest));
    let rejected = proposed.clone().reject_variation(1, person(SECOND)).unwrap();
    assert_eq!(rejected.additions(), Money::ZERO);
    let again = rejected.approve_variation(1, person(SECOND), &plenty(), today);
    assert_eq!(again, Err(ContractRefusal::NoSuchVariation { number: 1 }));
    let approved = proposed.approve_variation(1, person(SECOND), &plenty(), today).unwrap();
    assert_eq!(approved.variations[0].decided_by, Some(person(SECOND)));
    let silent = NewVariation { reason: " ".into(), ..varies(100) };
    assert_eq!(active().propose_variation(silent, today), Err(ContractRefusal::ReasonMissing));
    assert_eq!(active().propose_variation(varies(0), today), Err(ContractRefusal::NothingVaried));
}

#[test]
fn a6_the_limit_is_asked_again_when_a_variation_is_approved() {
    let today = day("2027-01-05");
    let both = active().propose_variation(varies(300), today).unwrap().propose_variation(varies(300), today).unwrap();
    let first = both.approve_variation(1, person(SECOND), &plenty(), today).unwrap();
    let second = first.approve_variation(2, person(SECOND), &plenty(), today);
    assert_eq!(second, Err(ContractRefusal::AdditionsExceeded { left: Money::from_dollars(200) }));
}

#[test]
fn a6_the_years_a_variation_reaches_need_the_money() {
    let today = day("2027-01-05");
    let asks = NewVariation { milestones: vec![milestone(3, "2028-05-01", 100)], ..varies(100) };
    let asks = NewVariation { ends_on: Some(day("2028-09-30")), ..asks };
    let proposed = active().propose_variation(asks, today).unwrap();
    for (dollars, accepted) in [(99, false), (100, true)] {
        let budget = [share(2026, 9), share(2027, 9), share(2028, dollars)];
        let approved = proposed.clone().approve_variation(1, person(SECOND), &budget, today);
        assert_eq!(approved.is_ok(), accepted, "{dollars}");
    }
}

#[test]
fn a6_a_variation_leaves_what_was_accepted_and_paid() {
    let paid = pay(accepted(), payment(1, 1, 600_00)).unwrap();
    let asks = NewVariation { milestones: vec![milestone(1, "2027-01-01", 1)], ..varies(0) };
    assert_eq!(vary(paid.clone(), asks), Err(ContractRefusal::MilestoneAccepted { number: 1 }));
    let below = ContractRefusal::BelowPaid { paid: Money::from_dollars(600) };
    assert_eq!(vary(paid.clone(), varies(-401)), Err(below));
    let value = Money::from_dollars(600);
    assert_eq!(vary(paid, varies(-400)), Err(ContractRefusal::MilestonesExceedValue { value }));
    // A milestone that is still open can shrink with the value.
    let open = accept(active(), 1, "2026-12-01").unwrap();
    let smaller = NewVariation { milestones: vec![milestone(2, "2027-06-01", 100)], ..varies(-300) };
    assert_eq!(vary(open, smaller).unwrap().value, Money::from_dollars(700));
}

proptest! {
    #[test]
    fn a9_no_order_of_payments_exceeds_the_value(rows in proptest::collection::vec((1..3_u32, any::<i64>(), 0..3_u8), 0..30)) {
        let mut contract = accepted();
        for (index, (milestone, wild, kind)) in rows.iter().enumerate() {
            let cents = match kind { 0 => *wild, 1 => wild.rem_euclid(30_000), _ => wild.rem_euclid(100_000) };
            if let Ok(paid) = pay(contract.clone(), payment(index as u128 + 1, *milestone, cents)) {
                contract = paid;
            }
            prop_assert!(contract.paid() <= contract.value);
            for milestone in &contract.milestones {
                prop_assert!(contract.paid_for(milestone.number) <= milestone.amount);
            }
        }
    }

    #[test]
    fn a6_no_order_of_variations_adds_more_than_half(rows in proptest::collection::vec(-40_000..60_000_i64, 0..20)) {
        let mut contract = Contract { milestones: vec![], ..active() };
        let mut value = contract.value;
        for added in rows {
            let asks = NewVariation { added: Money::from_cents(added), ..varies(0) };
            if let Ok(varied) = vary(contract.clone(), asks) {
                contract = varied;
                value = Money::from_cents(value.cents() + added);
            }
            prop_assert_eq!(contract.value, value);
            prop_assert!(contract.additions() <= Money::from_dollars(500));
            prop_assert!(contract.value > Money::ZERO && contract.value <= Money::from_dollars(1_500));
        }
    }

    #[test]
    fn a10_commitments_by_year_add_up_to_the_value(
        value in 1..i64::MAX, parts in proptest::collection::vec((0..2_000_u64, 1..i64::MAX / 8), 0..8), days in 0..2_000_u64,
    ) {
        let start = day("2026-10-01");
        let milestones: Vec<_> = parts.iter().zip(1..).map(|((due, cents), number)| Milestone {
            number, title: "part".into(), due_on: start.plus_days(*due), amount: Money::from_cents(*cents), acceptance: None,
        }).collect();
        let term = Term::of(start, start.plus_days(days)).unwrap();
        let award = Award { value: Money::from_cents(value), ..award() };
        let sum: i128 = parts.iter().map(|(_, cents)| i128::from(*cents)).sum();
        match Contract::draft(NewContract { term, milestones, ..new_contract() }, &award) {
            Ok(contract) => {
                let shares = contract.commitments();
                let total: i128 = shares.iter().map(|share| i128::from(share.amount.cents())).sum();
                prop_assert_eq!(total, i128::from(value));
                prop_assert!(shares.windows(2).all(|pair| pair[0].year < pair[1].year));
            }
            Err(refusal) => {
                prop_assert!(sum > i128::from(value));
                prop_assert_eq!(refusal, ContractRefusal::MilestonesExceedValue { value: award.value });
            }
        }
    }
}
