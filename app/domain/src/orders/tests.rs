use super::*;
use crate::accounts::{OrganisationKind, Role};
use crate::catalogue::{Rate, RateKind};
use crate::locale::Locale;
use crate::text::Trilingual;
use uuid::Uuid;

fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn officer(number: u128) -> Officer {
    Officer {
        person: PersonId(id(number)),
        name: String::new(),
        email: String::new(),
        locale: Locale::En,
        organisation: OrganisationId(id(1)),
        organisation_code: "TD".into(),
        organisation_name: Trilingual::default(),
        organisation_kind: OrganisationKind::Department,
        roles: vec![Role::DepartmentApprover],
        session: None,
    }
}

fn order(state: OrderState) -> Order {
    let request = ReuseRequest {
        users: 10,
        units: 0,
        months: 6,
        starts_on: day("2027-01-01"),
        data_level: DataLevel::Restricted,
        budget_line: BudgetLineId(id(5)),
        purpose: "hotline".into(),
        reason: "same need".into(),
    };
    let rate = Rate { kind: RateKind::Month, amount: Money::from_dollars(100), unit: None };
    let quote = quote(&[rate], 10, 0, 6).unwrap();
    Order::stored(
        OrderId(id(9)),
        "RQ-2026-0001".into(),
        ListingId(id(8)),
        OrganisationId(id(1)),
        PersonId(id(2)),
        None,
        None,
        request,
        quote,
        state,
    )
}

fn offer() -> Offer {
    Offer {
        stage: Stage::Listed,
        access: Access::CallOff,
        data_ceiling: Some(DataLevel::Restricted),
        contract_ends_on: Some(day("2027-06-30")),
    }
}

fn room() -> Headroom {
    Headroom {
        ceiling_left: Some(Money::from_dollars(600)),
        budget_left: vec![
            (FinancialYear(2026), Money::from_dollars(300)),
            (FinancialYear(2027), Money::from_dollars(300)),
        ],
        duplicate: None,
    }
}

#[test]
fn what_may_happen_to_an_order() {
    let table = "
                        submit    endorse            reject   approve  return   issue_order accept   decline  start       accept_delivery close  cancel
    draft               submitted -                  -        -        -        -           -        -        -           -               -      cancelled
    submitted           -         coordinator_review rejected -        -        -           -        -        -           -               -      cancelled
    coordinator_review  -         -                  -        approved returned -           -        -        -           -               -      cancelled
    returned            submitted -                  -        -        -        -           -        -        -           -               -      cancelled
    approved            -         -                  -        -        -        ordered     -        -        in_delivery -               -      cancelled
    ordered             -         -                  -        -        -        -           accepted declined -           -               -      cancelled
    accepted            -         -                  -        -        -        -           -        -        in_delivery -               -      -
    declined            -         -                  -        -        -        ordered     -        -        -           -               -      -
    in_delivery         -         -                  -        -        -        -           -        -        -           fulfilled       -      -
    fulfilled           -         -                  -        -        -        -           -        -        -           -               closed -
    closed              -         -                  -        -        -        -           -        -        -           -               -      -
    cancelled           -         -                  -        -        -        -           -        -        -           -               -      -
    rejected            -         -                  -        -        -        -           -        -        -           -               -      -";
    let mut rows = table.lines().filter(|line| !line.trim().is_empty());
    let commands: Vec<_> = rows.next().unwrap().split_whitespace().map(|code| Command::parse(code).unwrap()).collect();
    assert_eq!(commands.len(), Command::ALL.len());
    let mut states = 0;
    for row in rows {
        let cells: Vec<_> = row.split_whitespace().collect();
        let state = OrderState::parse(cells[0]).unwrap();
        states += 1;
        for (command, expected) in commands.iter().zip(&cells[1..]) {
            let next = state.after(*command).map_or("-", OrderState::code);
            assert_eq!(next, *expected, "{state:?} {command:?}");
        }
    }
    assert_eq!(states, OrderState::ALL.len());
}

#[test]
fn nobody_decides_on_a_request_of_their_own() {
    let author = officer(2);
    assert_eq!(order(OrderState::Submitted).endorse(&author, &room()), Err(OrderRefusal::OwnRequest));
    assert_eq!(order(OrderState::Submitted).reject(&author), Err(OrderRefusal::OwnRequest));
    let today = day("2026-11-22");
    let approved = order(OrderState::CoordinatorReview).approve(&author, &offer(), &room(), today);
    assert_eq!(approved, Err(OrderRefusal::OwnRequest));

    let endorsed = order(OrderState::Submitted).endorse(&officer(3), &room()).unwrap();
    assert_eq!(endorsed.clone().approve(&officer(3), &offer(), &room(), today), Err(OrderRefusal::AlreadyEndorsed));
    assert_eq!(endorsed.approve(&officer(4), &offer(), &room(), today).unwrap().state(), OrderState::Approved);
}

#[test]
fn whoever_rewrote_a_returned_request_decides_on_it_no_more_than_its_author() {
    let today = day("2026-11-22");
    let rewritten = order(OrderState::Returned).submit(PersonId(id(3)), &offer(), today).unwrap();
    let before_the_office = |order: &Order| Order { state: OrderState::CoordinatorReview, ..order.clone() };
    for (who, may) in [(2, false), (3, false), (4, true)] {
        let by = officer(who);
        assert_eq!(rewritten.clone().endorse(&by, &room()).is_ok(), may, "{who} endorses");
        assert_eq!(rewritten.clone().reject(&by).is_ok(), may, "{who} rejects");
        let order = before_the_office(&rewritten);
        assert_eq!(order.clone().approve(&by, &offer(), &room(), today).is_ok(), may, "{who} approves");
        assert_eq!(order.send_back(&by).is_ok(), may, "{who} returns");
    }
}

#[test]
fn data_may_be_as_sensitive_as_the_solution_allows_and_no_more() {
    let today = day("2026-11-22");
    for (asked, accepted) in
        [(DataLevel::Unclassified, true), (DataLevel::Restricted, true), (DataLevel::Confidential, false)]
    {
        let mut order = order(OrderState::Draft);
        order.request.data_level = asked;
        assert_eq!(order.submit(PersonId(id(2)), &offer(), today).is_ok(), accepted, "{asked:?}");
    }
}

#[test]
fn use_must_end_by_the_contracts_last_day() {
    let today = day("2026-11-22");
    // Six months from 1 January end on 30 June.
    for (ends_on, accepted) in [("2027-06-29", false), ("2027-06-30", true), ("2027-07-01", true)] {
        let offer = Offer { contract_ends_on: Some(day(ends_on)), ..offer() };
        assert_eq!(order(OrderState::Draft).submit(PersonId(id(2)), &offer, today).is_ok(), accepted, "{ends_on}");
    }
}

#[test]
fn the_ceiling_holds_to_the_cent() {
    for (left, accepted) in [(59_999, false), (60_000, true), (60_001, true)] {
        let room = Headroom { ceiling_left: Some(Money::from_cents(left)), ..room() };
        let approved = order(OrderState::CoordinatorReview).approve(&officer(3), &offer(), &room, day("2026-11-22"));
        assert_eq!(approved.is_ok(), accepted, "{left} cents left");
    }
}

#[test]
fn every_year_the_order_reaches_needs_its_own_allocation() {
    for (this_year, next_year, refused_year) in
        [(30_000, 30_000, None), (29_999, 90_000, Some(2026)), (90_000, 29_999, Some(2027))]
    {
        let budget_left = vec![
            (FinancialYear(2026), Money::from_cents(this_year)),
            (FinancialYear(2027), Money::from_cents(next_year)),
        ];
        let room = Headroom { budget_left, ..room() };
        let refused = match order(OrderState::Submitted).endorse(&officer(3), &room) {
            Err(OrderRefusal::BudgetExceeded { year, .. }) => Some(year.0),
            Ok(_) => None,
            Err(other) => panic!("{other:?}"),
        };
        assert_eq!(refused, refused_year);
    }
}

#[test]
fn a_second_deployment_of_the_same_solution_is_refused() {
    let department = Trilingual { en: "Transport Department".into(), ..Trilingual::default() };
    let reference = "RQ-2026-0003".to_owned();
    let holding = Holding {
        reference: reference.clone(),
        department: department.clone(),
        kind: HoldingKind::Deployment,
        state: OrderState::Fulfilled,
    };
    let room = Headroom { duplicate: Some(holding), ..room() };
    let approved = order(OrderState::CoordinatorReview).approve(&officer(3), &offer(), &room, day("2026-11-22"));
    assert_eq!(approved, Err(OrderRefusal::Duplicate { reference, department }));
}
