//! A department asks for a solution once.

use super::*;
use domain::orders::Holding;
use domain::text::Trilingual;

/// The Transport Department's name.
fn td() -> Trilingual {
    let [en, zh_hant, zh_hans] = ["Transport Department", "運輸署", "运输署"].map(str::to_owned);
    Trilingual { en, zh_hant, zh_hans }
}

#[tokio::test]
async fn what_a_department_has_is_not_asked_for_again() {
    let office = Office::sample().await;
    let officer = office.person(TD.officer).await;
    let existing = browse(&officer, Locale::En, OrderList::All, 1).await.unwrap();
    // The department uses policy search since the sample was laid out.
    let options = reuse_options(&officer, Locale::En, "S0021").await.unwrap();
    let Some(OrderRefusal::Duplicate { reference, department }) = options.duplicate.clone() else {
        panic!("no duplicate")
    };
    assert!(existing.rows.iter().any(|row| row.reference == reference && row.state == OrderState::Fulfilled));
    assert_eq!(department, td());
    let refused = order_refusal(asked(&office, TD.officer, "S0021", &[]).await);
    assert_eq!(Some(&refused), options.duplicate.as_ref());
    let fields = office.reuse_form(&officer, "S0021").await;
    assert_eq!(order_refusal(work_out(&officer, "S0021", None, &fields).await), refused);
    assert_eq!(office.log().await.len(), 1);
    // Another department does not have it from this one.
    assert_eq!(reuse_options(&office.person("kl.sin").await, Locale::En, SLOPES).await.unwrap().duplicate, None);
}

#[tokio::test]
async fn what_is_not_decided_yet_is_not_asked_for_again_and_what_was_refused_is() {
    let office = Office::sample().await;
    let held = async |who: &str| {
        crate::catalogue::show(&office.person(who).await, Locale::En, SLOPES).await.unwrap().held.clone()
    };
    assert_eq!(held(TD.officer).await, None);
    let reference = office.submitted(&TD, SLOPES).await;
    let refusal = || OrderRefusal::AskedAlready { reference: reference.clone(), department: td() };
    for step in [None, Some((TD.approver, Command::Endorse)), Some((CURATOR, Command::Return))] {
        if let Some((who, command)) = step {
            office.decide(who, &reference, command).await.unwrap();
        }
        assert_eq!(order_refusal(asked(&office, TD.officer, SLOPES, &[]).await), refusal(), "{step:?}");
        // Everybody in the department sees it on the solution's page, and nobody else.
        for who in [TD.officer, TD.approver, TD.user] {
            assert_eq!(held(who).await.map(Holding::refusal), Some(refusal()), "{who}");
        }
        assert_eq!(held(SWD.officer).await, None);
        let public = crate::catalogue::show(&office.public(), Locale::En, SLOPES).await.unwrap();
        assert_eq!(public.held, None);
    }
    // The request itself may be changed and sent again.
    let officer = office.person(TD.officer).await;
    let fields = office.reuse_form(&officer, SLOPES).await;
    assert!(work_out(&officer, SLOPES, Some(&reference), &fields).await.is_ok());
    resubmit(&officer, &reference, &fields).await.unwrap();
    office.decide(TD.approver, &reference, Command::Reject).await.unwrap();
    assert_eq!(held(TD.officer).await, None);
    asked(&office, TD.officer, SLOPES, &[]).await.unwrap();
}

#[tokio::test]
async fn a_second_deployment_of_a_solution_is_refused_at_approval_too() {
    let office = Office::sample().await;
    let (one, two) = (office.endorsed(&TD, SLOPES).await, office.endorsed(&TD, "S0026").await);
    ask_for(&office, &one, &two).await;
    office.decide(CURATOR, &two, Command::Approve).await.unwrap();
    let refused = order_refusal(office.decide(CURATOR, &one, Command::Approve).await);
    assert_eq!(refused, OrderRefusal::Duplicate { reference: two, department: td() });
    assert_eq!(committed(&office, &one).await, []);
}
