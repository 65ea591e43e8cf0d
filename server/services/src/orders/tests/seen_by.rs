//! Who sees which orders, and what is offered to whom.

use super::*;
use crate::deployments::report_usage;
use crate::spend::record_payment;
use domain::deployments::{DeploymentCommand, UsageForm};
use domain::page::PAGE_SIZE;
use domain::spend::PaymentForm;
use domain::time::Day;

fn usage() -> UsageForm {
    let fields = form(&[
        ("period", "2026-11"),
        ("active_users", "1"),
        ("transactions", "1"),
        ("hours_saved", "1"),
        ("hours_method", "none"),
        ("problems", "0"),
    ]);
    UsageForm::parse(&fields).unwrap()
}

fn payment() -> PaymentForm {
    PaymentForm {
        invoice: "INV-9".to_owned(),
        paid_on: Day::parse("2026-11-22").unwrap(),
        amount: Money::from_cents(1),
    }
}

#[tokio::test]
async fn another_departments_order_does_not_exist() {
    let office = Office::sample().await;
    let waiting = office.submitted(&TD, SLOPES).await;
    let live = office.live(&TD, "S0026").await;
    let before = office.log().await;
    for reference in [waiting.as_str(), live.as_str(), "RQ-2026-9999", "rq-2026-0001", "", "' or 1=1 --"] {
        for who in [SWD.officer, SWD.approver, SWD.user, SWD.finance] {
            assert!(is_not_found(show(&office.person(who).await, Locale::En, reference).await), "{who}");
        }
        for (who, command) in
            [(SWD.approver, Command::Endorse), (SWD.approver, Command::Reject), (SWD.officer, Command::Cancel)]
        {
            assert!(is_not_found(office.decide(who, reference, command).await), "{who} {command:?}");
        }
        let fields = office.reuse_form(&office.person(SWD.officer).await, SLOPES).await;
        assert!(is_not_found(resubmit(&office.person(SWD.officer).await, reference, &fields).await));
        assert!(is_not_found(office.step(SWD.user, reference, DeploymentCommand::StartRetirement).await));
        let user = office.person(SWD.user).await;
        assert!(is_not_found(report_usage(&user, office.once(), reference, usage()).await));
        let finance = office.person(SWD.finance).await;
        assert!(is_not_found(record_payment(&finance, office.once(), reference, payment()).await));
    }
    assert_eq!(office.log().await, before);
}

#[tokio::test]
async fn those_who_see_every_order_take_no_step_of_a_department() {
    let office = Office::sample().await;
    let reference = office.live(&TD, SLOPES).await;
    let every_role =
        [Role::DepartmentOfficer, Role::DepartmentApprover, Role::DepartmentUser, Role::DepartmentFinance, Role::Head];
    let all = with_roles(&office, "yt.tam", &every_role).await;
    assert!(show(&all, Locale::En, &reference).await.is_ok());
    for command in [Command::Endorse, Command::Reject, Command::Cancel] {
        assert!(is_not_found(office.decide_by(&all, &reference, command, "from above").await), "{command:?}");
    }
    let fields = Fields::default();
    let step = crate::deployments::Step { command: DeploymentCommand::StartRetirement, fields: &fields };
    assert!(is_not_found(crate::deployments::run(&all, &reference, step).await));
    assert!(is_not_found(report_usage(&all, office.once(), &reference, usage()).await));
    assert!(is_not_found(record_payment(&all, office.once(), &reference, payment()).await));
    let fields = office.reuse_form(&all, SLOPES).await;
    assert!(is_not_found(resubmit(&all, &reference, &fields).await));
}

#[tokio::test]
async fn each_role_may_do_its_own_steps_and_no_others() {
    let office = Office::sample().await;
    let reference = office.submitted(&TD, SLOPES).await;
    for who in [TD.officer, TD.user, TD.finance, CURATOR, "kc.mak", "sl.chow", "admin"] {
        let refused = office.decide(who, &reference, Command::Endorse).await;
        assert!(matches!(refused, Err(Failure::Forbidden(_))), "{who} endorses");
    }
    for who in [TD.officer, TD.approver, TD.user, TD.finance, "kc.mak", "sl.chow", "admin"] {
        let refused = office.decide(who, &reference, Command::Approve).await;
        assert!(matches!(refused, Err(Failure::Forbidden(_))), "{who} approves");
    }
    for command in [Command::Submit, Command::IssueOrder, Command::Start, Command::AcceptDelivery, Command::Close] {
        assert!(is_not_found(office.decide(TD.officer, &reference, command).await), "{command:?}");
    }
    for (who, seen) in
        [(TD.user, true), (CURATOR, true), ("yt.tam", true), ("kc.mak", true), ("sl.chow", true), (SWD.officer, false)]
    {
        assert_eq!(show(&office.person(who).await, Locale::En, &reference).await.is_ok(), seen, "{who}");
    }
    assert!(matches!(show(&office.person("admin").await, Locale::En, &reference).await, Err(Failure::Forbidden(_))));
    assert!(matches!(show(&office.public(), Locale::En, &reference).await, Err(Failure::SignInFirst)));
    assert!(matches!(browse(&office.public(), Locale::En, OrderList::All, 1).await, Err(Failure::SignInFirst)));
    let by_nobody = office.decide_by(&office.public(), &reference, Command::Approve, "").await;
    assert!(matches!(by_nobody, Err(Failure::SignInFirst)));
}

#[tokio::test]
async fn what_is_offered_is_what_succeeds() {
    let office = Office::sample().await;
    let everybody = [TD.officer, TD.approver, TD.user, TD.finance, CURATOR, "yt.tam", "kc.mak", "sl.chow"];
    let steps =
        [Command::Submit, Command::Endorse, Command::Reject, Command::Approve, Command::Return, Command::Cancel];
    let reached = [
        office.submitted(&TD, SLOPES).await,
        office.endorsed(&TD, "S0026").await,
        office.approved(&TD, FREE).await,
        office.live(&TD, "S0025").await,
    ];
    for reference in reached {
        for who in everybody {
            let offered = show(&office.person(who).await, Locale::En, &reference).await.unwrap().may;
            for command in steps {
                // Nothing that is not offered succeeds; what is offered is tried in the other tests.
                if !offered.contains(&command) {
                    assert!(office.decide(who, &reference, command).await.is_err(), "{who} {command:?} {reference}");
                }
            }
        }
    }
}

#[tokio::test]
async fn a_list_shows_what_one_may_see_and_what_waits() {
    let office = Office::sample().await;
    let submitted = office.submitted(&TD, SLOPES).await;
    let endorsed = office.endorsed(&TD, "S0026").await;
    let approved = office.approved(&TD, FREE).await;
    let list = async |who: &str, list: OrderList| {
        let page = browse(&office.person(who).await, Locale::En, list, 1).await.unwrap();
        page.rows.into_iter().map(|row| row.reference).collect::<Vec<_>>()
    };
    for (who, expected) in [
        (TD.officer, vec![]),
        (TD.approver, vec![submitted.clone()]),
        (TD.user, vec![approved.clone()]),
        (TD.finance, vec![]),
        (CURATOR, vec![endorsed.clone()]),
        ("yt.tam", vec![endorsed.clone()]),
        ("kc.mak", vec![]),
        ("sl.chow", vec![]),
        (SWD.approver, vec![]),
    ] {
        assert_eq!(list(who, OrderList::WaitingForMe).await, expected, "{who}");
        let count = waiting(&office.person(who).await).await.unwrap();
        assert_eq!(count, Waiting(expected.len() as u64), "{who}");
    }
    assert_eq!(waiting(&office.public()).await.unwrap(), Waiting(0));
    assert_eq!(waiting(&office.person("admin").await).await.unwrap(), Waiting(0));

    let own = list(TD.finance, OrderList::All).await;
    assert!(own.contains(&submitted) && own.contains(&endorsed) && own.contains(&approved));
    let others = list(SWD.finance, OrderList::All).await;
    assert!(!others.is_empty() && others.iter().all(|reference| !own.contains(reference)));
}

#[tokio::test]
async fn every_order_stands_on_one_page_of_the_whole_list() {
    let office = Office::sample().await;
    let auditor = office.person("sl.chow").await;
    let first = browse(&auditor, Locale::ZhHant, OrderList::All, 0).await.unwrap();
    assert_eq!((first.number, first.total, first.rows.len()), (1, 170, PAGE_SIZE));
    let mut seen = std::collections::BTreeSet::new();
    for page in 1..=first.last() {
        let page = browse(&auditor, Locale::ZhHant, OrderList::All, page).await.unwrap();
        for row in page.rows {
            assert!(!row.solution.text.is_empty() && !row.department.is_empty(), "{}", row.reference);
            assert_eq!(row.solution.other, None);
            assert!(show(&auditor, Locale::ZhHans, &row.reference).await.is_ok(), "{}", row.reference);
            assert!(seen.insert(row.reference));
        }
    }
    assert_eq!(seen.len(), 170);
    let beyond = browse(&auditor, Locale::En, OrderList::All, usize::MAX).await.unwrap();
    assert_eq!((beyond.number, beyond.rows.len()), (9, 10));
}
