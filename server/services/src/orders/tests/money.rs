//! An order fits into its contract's ceiling and its line's allocation of every year, to the cent.

use super::*;
use domain::time::FinancialYear;

const PRICE: i64 = 131_000_00;

#[tokio::test]
async fn the_ceiling_of_the_contract_holds_to_the_cent() {
    for (left_cents, fits) in [(PRICE - 1, false), (PRICE, true)] {
        for command in [Command::Endorse, Command::Approve] {
            let office = Office::sample().await;
            let reference = match command {
                Command::Endorse => office.submitted(&TD, SLOPES).await,
                _ => office.endorsed(&TD, SLOPES).await,
            };
            leave_of_contract(&office, SLOPES, left_cents).await;
            let who = if command == Command::Endorse { TD.approver } else { CURATOR };
            let result = office.decide(who, &reference, command).await;
            if fits {
                assert!(result.is_ok(), "{command:?} {result:?}");
            } else {
                let (left, price) = (Money::from_cents(PRICE - 1), Money::from_cents(PRICE));
                assert_eq!(order_refusal(result), OrderRefusal::CeilingExceeded { left, price });
                assert_eq!(committed(&office, &reference).await, []);
            }
        }
    }
}

#[tokio::test]
async fn the_allocation_of_every_year_holds_to_the_cent() {
    for (year, needed) in [(2026, 75_000_00), (2027, 56_000_00)] {
        for (left_cents, fits) in [(needed - 1, false), (needed, true)] {
            let office = Office::sample().await;
            let reference = office.endorsed(&TD, SLOPES).await;
            leave(&office, &reference, year, left_cents).await;
            let result = office.decide(CURATOR, &reference, Command::Approve).await;
            if fits {
                assert!(result.is_ok(), "{year} {result:?}");
                assert_eq!(left(&office, TD.officer, year).await, Money::ZERO);
            } else {
                let (left, needed) = (Money::from_cents(left_cents), Money::from_cents(needed));
                let refused = OrderRefusal::BudgetExceeded { year: FinancialYear(year), left, needed };
                assert_eq!(order_refusal(result), refused);
                assert_eq!(state(&office, &reference).await, OrderState::CoordinatorReview);
            }
        }
    }
}

#[tokio::test]
async fn a_year_without_any_allocation_has_nothing_left() {
    let office = Office::sample().await;
    let officer = office.person(TD.officer).await;
    let reference = office.submitted(&TD, SLOPES).await;
    let line = row(&office, &reference).await.budget_line_id.simple().to_string();
    let id = if office.services.db.is_sqlite() { format!("x'{line}'") } else { format!("'{line}'") };
    office.damage(&format!("delete from budget_allocations where year = 2027 and line_id = {id}")).await.unwrap();
    let refused = order_refusal(office.decide(TD.approver, &reference, Command::Endorse).await);
    let (left, needed) = (Money::ZERO, Money::from_dollars(56_000));
    assert_eq!(refused, OrderRefusal::BudgetExceeded { year: FinancialYear(2027), left, needed });
    let options = reuse_options(&officer, Locale::En, SLOPES).await.unwrap();
    assert!(options.lines[0].left.iter().all(|(year, _)| year.0 != 2027));
}

#[tokio::test]
async fn a_solution_free_of_charge_needs_no_money_and_commits_none() {
    let office = Office::sample().await;
    office.damage("update budget_allocations set allocated_cents = 0").await.unwrap();
    // The line was cut below what other orders claim of it; this one claims nothing.
    let reference = office.submitted(&TD, FREE).await;
    let view = show(&office.person(TD.officer).await, Locale::En, &reference).await.unwrap();
    assert_eq!((view.row.price, view.contract), (Money::ZERO, None));
    office.decide(TD.approver, &reference, Command::Endorse).await.unwrap();
    office.decide(CURATOR, &reference, Command::Approve).await.unwrap();
    let sum: i64 = committed(&office, &reference).await.iter().map(|(_, cents, _)| cents).sum();
    assert_eq!(sum, 0);
}

#[tokio::test]
async fn of_two_orders_for_the_last_money_of_a_line_exactly_one_is_approved() {
    for _ in 0..3 {
        let office = Office::sample().await;
        let one = office.endorsed(&TD, SLOPES).await;
        let other = office.endorsed(&TD, "S0026").await;
        // S0026 costs 72,000 + 12 × 50 × 5.50; the line has room for the dearer of the two alone.
        leave(&office, &one, 2027, 56_000_00).await;
        exactly_one_is_approved(&office, &one, &other).await;
    }
}

#[tokio::test]
async fn of_two_departments_orders_for_the_last_of_a_ceiling_exactly_one_is_approved() {
    for _ in 0..3 {
        let office = Office::sample().await;
        let one = office.endorsed(&TD, SLOPES).await;
        let other = office.endorsed(&SWD, SLOPES).await;
        leave_of_contract(&office, SLOPES, PRICE + PRICE - 1).await;
        exactly_one_is_approved(&office, &one, &other).await;
    }
}

async fn exactly_one_is_approved(office: &Office, one: &str, other: &str) {
    let (first, second) =
        tokio::join!(office.decide(CURATOR, one, Command::Approve), office.decide("yt.tam", other, Command::Approve));
    let (won, lost, refused) = if first.is_ok() { (one, other, second) } else { (other, one, first) };
    let refused = order_refusal(refused);
    let of_money = matches!(refused, OrderRefusal::BudgetExceeded { .. } | OrderRefusal::CeilingExceeded { .. });
    assert!(of_money, "{refused:?}");
    assert_eq!(state(office, won).await, OrderState::Approved);
    assert_eq!(state(office, lost).await, OrderState::CoordinatorReview);
    assert_eq!(committed(office, lost).await, []);
    let line = row(office, won).await.budget_line_id;
    let left = line_left(office.services.db.reader(), line).await.unwrap();
    assert!(left.iter().all(|(_, left)| !left.is_negative()), "{left:?}");
}
