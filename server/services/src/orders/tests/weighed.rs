//! What people are told before they ask or decide.

use super::*;
use crate::Caller;
use domain::actor::Actor;
use domain::time::FinancialYear;

#[tokio::test]
async fn whoever_decides_is_shown_what_is_left_and_nobody_else_is() {
    let office = Office::sample().await;
    let reference = office.submitted(&TD, SLOPES).await;
    leave(&office, &reference, 2026, 123_45).await;
    leave_of_contract(&office, SLOPES, 678_90).await;
    for (who, decides) in
        [(TD.approver, true), (TD.officer, false), (TD.finance, false), (CURATOR, false), ("sl.chow", false)]
    {
        let page = show(&office.person(who).await, Locale::En, &reference).await.unwrap();
        assert_eq!(page.weighing.is_some(), decides, "{who}");
        let Some(weighing) = page.weighing else { continue };
        assert!(weighing.room.budget_left.contains(&(FinancialYear(2026), Money::from_cents(123_45))));
        assert_eq!(weighing.room.ceiling_left, Some(Money::from_cents(678_90)));
        assert_eq!(weighing.room.duplicate, None);
        assert!(weighing.data_ceiling.is_some() && weighing.risk_tier.is_some() && !weighing.evidence.is_empty());
    }
}

#[tokio::test]
async fn the_office_is_shown_an_order_the_department_has_already() {
    let office = Office::sample().await;
    let live = office.live(&TD, SLOPES).await;
    let again = office.endorsed(&TD, FREE).await;
    let sql = format!(
        "update orders set listing_id = (select id from listings where reference = '{SLOPES}') where reference = '{again}'"
    );
    office.damage(&sql).await.unwrap();
    let page = show(&office.person(CURATOR).await, Locale::En, &again).await.unwrap();
    assert_eq!(page.weighing.unwrap().room.duplicate.map(|holding| holding.reference), Some(live));
}

#[tokio::test]
async fn a_department_knows_what_it_has_of_a_solution_until_that_is_over() {
    let office = Office::sample().await;
    let officer = office.person(TD.officer).await;
    let held = async |caller: &Caller, listing: &str| {
        crate::catalogue::show(caller, Locale::En, listing).await.map(|page| page.held.clone())
    };
    assert_eq!(held(&officer, SLOPES).await.unwrap(), None);
    let reference = office.submitted(&TD, SLOPES).await;
    let known = held(&officer, "s0019").await.unwrap().unwrap();
    assert_eq!((known.reference.as_str(), known.state), (reference.as_str(), OrderState::Submitted));
    assert_eq!(held(&office.person(SWD.officer).await, SLOPES).await.unwrap(), None);
    // Who reads no orders is not told of one, not even in the department itself.
    let mut administrator = officer.actor().officer().unwrap().clone();
    administrator.roles = vec![Role::SystemAdministrator];
    let administrator = Caller::new(Actor::Person(Box::new(administrator)), &office.services);
    assert_eq!(held(&administrator, SLOPES).await.unwrap(), None);
    assert_eq!(held(&office.public(), SLOPES).await.unwrap(), None);

    office.decide_by(&officer, &reference, Command::Cancel, "no need").await.unwrap();
    assert_eq!(held(&officer, SLOPES).await.unwrap(), None);
    assert!(is_not_found(held(&officer, "S9999").await));
}

#[tokio::test]
async fn a_price_is_worked_out_before_the_rest_is_filled_in() {
    let office = Office::sample().await;
    let officer = office.person(TD.officer).await;
    let mut fields = office.reuse_form(&officer, SLOPES).await;
    let (_, whole, shares) = work_out(&officer, SLOPES, None, &fields).await.unwrap();
    for left_empty in ["purpose", "reason", "budget_line", "data_level"] {
        fields.set(left_empty, "");
    }
    assert_eq!(estimate(&officer, SLOPES, &fields).await.unwrap(), (whole, shares));
    fields.set("users", "none");
    assert!(matches!(refusal(estimate(&officer, SLOPES, &fields).await), Refusal::Form(_)));
}
