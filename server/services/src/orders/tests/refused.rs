//! What may not be asked for, and who may not decide.

use super::*;
use domain::catalogue::DataLevel;
use domain::form::Rule;
use domain::time::Day;

#[tokio::test]
async fn a_solution_that_cannot_be_ordered_cannot_be_asked_for() {
    let office = Office::sample().await;
    for (solution, why) in [("S0009", "a trial"), ("S0016", "suspended"), ("S0027", "suspended"), ("S0038", "retired")]
    {
        assert_eq!(order_refusal(asked(&office, TD.officer, solution, &[]).await), OrderRefusal::NotOrderable, "{why}");
    }
    let ended = "update contracts set ends_on = '2026-11-21' where id = (select contract_id from listings where reference = 'S0019')";
    office.damage(ended).await.unwrap();
    assert_eq!(order_refusal(asked(&office, TD.officer, SLOPES, &[]).await), OrderRefusal::NotOrderable);
    assert_eq!(office.log().await.len(), 1);
}

#[tokio::test]
async fn data_above_the_ceiling_of_the_solution_is_refused() {
    for (level, asked_for) in [
        ("unclassified", None),
        ("restricted", Some(DataLevel::Restricted)),
        ("confidential", Some(DataLevel::Confidential)),
    ] {
        let office = Office::sample().await;
        let result = asked(&office, TD.officer, SLOPES, &[("data_level", level)]).await;
        match asked_for {
            None => assert!(result.is_ok(), "{level}"),
            Some(asked) => {
                let refused = OrderRefusal::DataTooSensitive { asked, ceiling: DataLevel::Unclassified };
                assert_eq!(order_refusal(result), refused);
            }
        }
    }
}

#[tokio::test]
async fn use_beyond_the_last_day_of_the_contract_is_refused() {
    let ends_on = Day::parse("2028-10-14").unwrap();
    for (starts_on, months, fits) in
        [("2027-10-15", "12", true), ("2027-10-16", "12", false), ("2027-01-15", "22", false)]
    {
        let office = Office::sample().await;
        let result = asked(&office, TD.officer, SLOPES, &[("starts_on", starts_on), ("months", months)]).await;
        match fits {
            true => assert!(result.is_ok(), "{starts_on}"),
            false => assert_eq!(order_refusal(result), OrderRefusal::OutsideContract { ends_on }, "{starts_on}"),
        }
    }
}

#[tokio::test]
async fn a_form_with_gaps_names_every_field_and_stores_nothing() {
    let office = Office::sample().await;
    let officer = office.person(TD.officer).await;
    let result = request_reuse(&officer, office.once(), SLOPES, &Fields::default()).await;
    let Refusal::Form(problems) = refusal(result) else { panic!("refused for another reason") };
    assert!(problems.iter().all(|problem| problem.rule == Rule::Required));
    assert_eq!(problems.len(), 7, "{problems:?}");
    assert_eq!(office.log().await.len(), 1);
}

#[tokio::test]
async fn a_price_a_department_or_a_state_that_was_typed_in_is_ignored() {
    let office = Office::sample().await;
    let forged =
        [("price", "1"), ("price_cents", "1"), ("organisation", "SWD"), ("state", "approved"), ("units", "999")];
    let reference = asked(&office, TD.officer, SLOPES, &forged).await.unwrap();
    let row = row(&office, &reference).await;
    assert_eq!((row.price_cents, row.units, row.state.as_str()), (131_000_00, 0, "submitted"));
    assert_eq!(row.organisation_id, office.person(TD.officer).await.officer().unwrap().organisation.0);
}

#[tokio::test]
async fn another_departments_budget_line_does_not_exist() {
    let office = Office::sample().await;
    let swd =
        reuse_options(&office.person(SWD.officer).await, Locale::En, SLOPES).await.unwrap().lines[0].id.to_string();
    assert!(is_not_found(asked(&office, TD.officer, SLOPES, &[("budget_line", &swd)]).await));
    assert!(is_not_found(asked(&office, TD.officer, SLOPES, &[("budget_line", &office.once().0.to_string())]).await));
}

#[tokio::test]
async fn a_solution_is_found_by_its_reference_in_either_case_and_an_unknown_one_is_not() {
    let office = Office::sample().await;
    let officer = office.person(TD.officer).await;
    let fields = office.reuse_form(&officer, "s0019").await;
    assert!(work_out(&officer, "s0019", None, &fields).await.is_ok());
    assert!(is_not_found(work_out(&officer, "S9999", None, &fields).await));
    assert!(is_not_found(reuse_options(&officer, Locale::En, "S9999").await));
}

#[tokio::test]
async fn nobody_decides_on_a_request_of_their_own() {
    let office = Office::sample().await;
    let reference = office.submitted(&TD, SLOPES).await;
    let own =
        with_roles(&office, TD.officer, &[Role::DepartmentOfficer, Role::DepartmentApprover, Role::Curator]).await;
    for command in [Command::Endorse, Command::Reject] {
        assert_eq!(
            order_refusal(office.decide_by(&own, &reference, command, "mine").await),
            OrderRefusal::OwnRequest,
            "{command:?}"
        );
    }
    let offered = show(&own, Locale::En, &reference).await.unwrap();
    assert_eq!((offered.may, offered.own), (vec![Command::Cancel], true));
    office.decide(TD.approver, &reference, Command::Endorse).await.unwrap();
    for command in [Command::Approve, Command::Return] {
        assert_eq!(
            order_refusal(office.decide_by(&own, &reference, command, "mine").await),
            OrderRefusal::OwnRequest,
            "{command:?}"
        );
    }
    let offered = show(&own, Locale::En, &reference).await.unwrap();
    assert_eq!(offered.may, [Command::Cancel]);
    assert_eq!(state(&office, &reference).await, OrderState::CoordinatorReview);
}

#[tokio::test]
async fn who_endorsed_a_request_does_not_approve_it_too() {
    let office = Office::sample().await;
    let reference = office.endorsed(&TD, SLOPES).await;
    let both = with_roles(&office, TD.approver, &[Role::DepartmentApprover, Role::Curator]).await;
    let refused = order_refusal(office.decide_by(&both, &reference, Command::Approve, "").await);
    assert_eq!(refused, OrderRefusal::AlreadyEndorsed);
    assert!(!show(&both, Locale::En, &reference).await.unwrap().may.contains(&Command::Approve));
}

#[tokio::test]
async fn what_its_owner_provides_without_a_contract_needs_no_reason() {
    let office = Office::sample().await;
    // S0033 costs money but was never tendered; S0019 is ordered under a contract.
    for (solution, needed) in [("S0033", false), (SLOPES, true)] {
        let result = asked(&office, TD.officer, solution, &[("reason", "")]).await;
        match needed {
            false => assert_eq!(row(&office, &result.unwrap()).await.reason, ""),
            true => {
                let Refusal::Form(problems) = refusal(result) else { panic!("refused for another reason") };
                assert_eq!(problems[0].field, "reason");
            }
        }
    }
}

#[tokio::test]
async fn a_no_needs_a_reason() {
    for (command, needed) in [
        (Command::Endorse, false),
        (Command::Approve, false),
        (Command::Reject, true),
        (Command::Return, true),
        (Command::Cancel, true),
    ] {
        assert_eq!(Decision::parse(command, &form(&[("comment", " ")])).is_err(), needed, "{command:?}");
    }
}
