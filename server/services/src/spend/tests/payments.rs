//! What may be paid, when and by whom.

use super::*;
use crate::orders;
use domain::spend::{PaymentForm, SpendRefusal};
use domain::time::Day;

const PRICE: i64 = 131_000_00;

async fn pay(office: &Office, reference: &str, invoice: &str, on: &str, cents: i64) -> Result<(), Failure> {
    let form =
        PaymentForm { invoice: invoice.to_owned(), paid_on: Day::parse(on).unwrap(), amount: Money::from_cents(cents) };
    record_payment(&office.person(TD.finance).await, office.once(), reference, form).await
}

fn rule(result: Result<(), Failure>) -> SpendRefusal {
    match refusal(result) {
        Refusal::Spend(refusal) => refusal,
        other => panic!("not a rule about money: {other:?}"),
    }
}

async fn paid(office: &Office, reference: &str) -> i64 {
    let view = orders::show(&office.person(TD.finance).await, Locale::En, reference).await.unwrap();
    view.payments.iter().map(|payment| payment.amount.cents()).sum()
}

#[tokio::test]
async fn payments_reach_the_price_to_the_cent_and_never_exceed_it() {
    let office = Office::sample().await;
    let reference = office.approved(&TD, "S0019").await;
    pay(&office, &reference, "INV-1", "2026-11-20", 59_000_00).await.unwrap();
    let left = Money::from_cents(PRICE - 59_000_00);
    let too_much = pay(&office, &reference, "INV-2", "2026-11-21", left.cents() + 1).await;
    assert_eq!(rule(too_much), SpendRefusal::MoreThanPrice { left });
    let before = reviewed(&office, &everything()).await.total.actual;
    pay(&office, &reference, "INV-2", "2026-11-21", left.cents()).await.unwrap();
    assert_eq!(paid(&office, &reference).await, PRICE);
    assert_eq!(reviewed(&office, &everything()).await.total.actual, before + left);
    let one_more_cent = pay(&office, &reference, "INV-3", "2026-11-22", 1).await;
    assert_eq!(rule(one_more_cent), SpendRefusal::MoreThanPrice { left: Money::ZERO });
    assert!(!orders::show(&office.person(TD.finance).await, Locale::En, &reference).await.unwrap().may_pay);
}

#[tokio::test]
async fn an_invoice_is_paid_once() {
    let office = Office::sample().await;
    let reference = office.approved(&TD, "S0019").await;
    pay(&office, &reference, "INV-1", "2026-11-20", 100).await.unwrap();
    let entries = office.log().await.len();
    let twice = pay(&office, &reference, "INV-1", "2026-11-21", 200).await;
    assert_eq!(rule(twice), SpendRefusal::InvoiceTwice { invoice: "INV-1".to_owned() });
    assert_eq!((paid(&office, &reference).await, office.log().await.len()), (100, entries));
    // Another order's supplier may number invoices alike.
    let other = office.approved(&TD, "S0026").await;
    pay(&office, &other, "INV-1", "2026-11-20", 100).await.unwrap();
}

#[tokio::test]
async fn two_payments_at_once_do_not_exceed_the_price_together() {
    let office = Office::sample().await;
    let reference = office.approved(&TD, "S0019").await;
    let most = PRICE - 1;
    let (one, two) = tokio::join!(
        pay(&office, &reference, "INV-1", "2026-11-20", most),
        pay(&office, &reference, "INV-2", "2026-11-20", most),
    );
    assert_ne!(one.is_ok(), two.is_ok());
    let refused = rule(if one.is_ok() { two } else { one });
    assert_eq!(refused, SpendRefusal::MoreThanPrice { left: Money::from_cents(1) });
    assert_eq!(paid(&office, &reference).await, most);
}

#[tokio::test]
async fn a_payment_in_a_year_that_has_nothing_left_is_refused_with_what_is_left() {
    let office = Office::sample().await;
    let reference = office.approved(&TD, "S0019").await;
    // 75,000 are committed in 2026-27; 1,000 more are left on the line, so 76,000 can be paid in that year.
    let view = review(&office.person(TD.finance).await, Locale::En, &everything()).await.unwrap();
    let cut = view.total.left() - Money::from_dollars(1_000);
    let line = "select budget_line_id from orders where reference";
    let sql = format!(
        "update budget_allocations set allocated_cents = allocated_cents - {} where year = 2026 and line_id = ({line} = '{reference}')",
        cut.cents()
    );
    office.damage(&sql).await.unwrap();
    let year = FinancialYear(2026);
    let too_much = rule(pay(&office, &reference, "INV-1", "2026-11-20", 76_000_01).await);
    assert_eq!(too_much, SpendRefusal::YearExhausted { year, left: Money::from_dollars(76_000) });
    pay(&office, &reference, "INV-1", "2026-11-20", 76_000_00).await.unwrap();
    let one_cent_more = rule(pay(&office, &reference, "INV-2", "2026-11-20", 1).await);
    assert_eq!(one_cent_more, SpendRefusal::YearExhausted { year, left: Money::ZERO });
    let no_allocation = rule(pay(&office, &reference, "INV-2", "2025-03-31", 1).await);
    assert_eq!(no_allocation, SpendRefusal::YearExhausted { year: FinancialYear(2024), left: Money::ZERO });
}

#[tokio::test]
async fn nothing_is_paid_before_the_office_approved_or_after_the_order_was_called_off() {
    let office = Office::sample().await;
    for reference in [office.submitted(&TD, "S0019").await, office.endorsed(&TD, "S0026").await] {
        assert_eq!(rule(pay(&office, &reference, "INV-1", "2026-11-20", 1).await), SpendRefusal::NotCommitted);
    }
    let reference = office.approved(&TD, "S0025").await;
    office.decide(TD.officer, &reference, domain::orders::Command::Cancel).await.unwrap();
    assert_eq!(rule(pay(&office, &reference, "INV-1", "2026-11-20", 1).await), SpendRefusal::NotCommitted);
}

#[tokio::test]
async fn what_was_paid_stays_claimed_when_the_rest_is_released() {
    let office = Office::sample().await;
    let before = review(&office.person(TD.finance).await, Locale::En, &everything()).await.unwrap().total;
    let reference = office.in_pilot(&TD, "S0019").await;
    pay(&office, &reference, "INV-1", "2026-11-20", 20_000_00).await.unwrap();
    office.step(TD.user, &reference, domain::deployments::DeploymentCommand::Abandon).await.unwrap();
    let after = review(&office.person(TD.finance).await, Locale::En, &everything()).await.unwrap().total;
    assert_eq!(after.committed, before.committed + Money::from_dollars(20_000));
    assert_eq!(after.actual, before.actual + Money::from_dollars(20_000));
}

#[tokio::test]
async fn only_the_departments_finance_officer_records_payments() {
    let office = Office::sample().await;
    let reference = office.approved(&TD, "S0019").await;
    for who in [TD.officer, TD.approver, TD.user, REVIEWER, "yt.tam", "sl.chow", "admin"] {
        let form = PaymentForm {
            invoice: "INV-1".to_owned(),
            paid_on: Day::parse("2026-11-20").unwrap(),
            amount: Money::from_cents(1),
        };
        let refused = record_payment(&office.person(who).await, office.once(), &reference, form).await;
        assert!(matches!(refused, Err(Failure::Forbidden(_))), "{who}");
    }
    assert_eq!(paid(&office, &reference).await, 0);
}
