//! A request that comes back, is turned down or is called off.

use super::*;
use crate::deployments::Step;
use domain::deployments::{DeploymentCommand, DeploymentState};

#[tokio::test]
async fn a_request_sent_back_is_changed_and_goes_the_whole_way_again() {
    let office = Office::sample().await;
    let reference = office.endorsed(&TD, SLOPES).await;
    office.decide(CURATOR, &reference, Command::Return).await.unwrap();
    let returned = row(&office, &reference).await;
    assert_eq!((returned.state.as_str(), returned.endorsed_by), ("returned", None));
    let officer = office.person(TD.officer).await;
    assert_eq!(waiting(&officer).await.unwrap(), Waiting(1));
    let letters = office.letters().await;
    let (to, subject) = letters.last().unwrap();
    assert!(to == "tm.chan@td.sample.hk" && subject.starts_with("已退回並附意見："), "{letters:?}");
    let text = &office.services.mailer.sent().last().unwrap().text.clone();
    assert!(text.contains("所欠資料：Because of the test"), "{text}");

    let mut fields = office.reuse_form(&officer, SLOPES).await;
    fields.set("users", "60");
    fields.set("purpose", "To look at more slopes");
    resubmit(&officer, &reference, &fields).await.unwrap();
    let again = row(&office, &reference).await;
    // 35,000 once and 160 for each of 60 users and 12 months.
    assert_eq!((again.state.as_str(), again.price_cents, again.users), ("submitted", 150_200_00, 60));
    assert_eq!(again.purpose, "To look at more slopes");
    office.decide(TD.approver, &reference, Command::Endorse).await.unwrap();
    office.decide(CURATOR, &reference, Command::Approve).await.unwrap();
    let sum: i64 = committed(&office, &reference).await.iter().map(|(_, cents, _)| cents).sum();
    assert_eq!(sum, 150_200_00);
    let events: Vec<_> = show(&officer, Locale::En, &reference).await.unwrap().history;
    let events: Vec<_> = events.iter().map(|entry| entry.event.as_str()).collect();
    assert_eq!(
        events,
        ["reuse.submitted", "reuse.endorsed", "reuse.returned", "reuse.submitted", "reuse.endorsed", "reuse.approved",]
    );
}

#[tokio::test]
async fn whoever_rewrote_a_returned_request_cannot_decide_on_it() {
    let office = Office::sample().await;
    let reference = office.endorsed(&TD, SLOPES).await;
    office.decide(CURATOR, &reference, Command::Return).await.unwrap();
    // The approver is given the officer's role too, rewrites what a colleague wrote, and tries to let it pass.
    let both = with_roles(&office, TD.approver, &[Role::DepartmentOfficer, Role::DepartmentApprover]).await;
    let mut fields = office.reuse_form(&both, SLOPES).await;
    fields.set("users", "200");
    resubmit(&both, &reference, &fields).await.unwrap();
    let rewriter = both.officer().unwrap().person.0;
    assert_eq!(row(&office, &reference).await.submitted_by, Some(rewriter));
    for command in [Command::Endorse, Command::Reject] {
        let refused = order_refusal(office.decide_by(&both, &reference, command, "It is good").await);
        assert_eq!(refused, OrderRefusal::OwnRequest, "{command:?}");
    }
    let page = show(&both, Locale::En, &reference).await.unwrap();
    assert!(page.own && !page.may.contains(&Command::Endorse) && !page.row.waits_for_me, "{:?}", page.may);

    let another = with_roles(&office, TD.user, &[Role::DepartmentApprover]).await;
    office.decide_by(&another, &reference, Command::Endorse, "").await.unwrap();
    let at_the_office = with_roles(&office, TD.approver, &[Role::Curator]).await;
    for command in [Command::Approve, Command::Return] {
        let refused = order_refusal(office.decide_by(&at_the_office, &reference, command, "It is good").await);
        assert_eq!(refused, OrderRefusal::OwnRequest, "{command:?}");
    }
    let forged = format!("update orders set endorsed_by = submitted_by where reference = '{reference}'");
    assert!(office.damage(&forged).await.is_err(), "the table says it again");
}

#[tokio::test]
async fn only_a_request_that_came_back_is_sent_once_more() {
    let office = Office::sample().await;
    let officer = office.person(TD.officer).await;
    let fields = office.reuse_form(&officer, SLOPES).await;
    for reference in
        [office.submitted(&TD, SLOPES).await, office.endorsed(&TD, "S0026").await, office.approved(&TD, FREE).await]
    {
        let before = row(&office, &reference).await;
        let refused = order_refusal(resubmit(&officer, &reference, &fields).await);
        assert!(matches!(refused, OrderRefusal::NotNow { command: Command::Submit, .. }), "{refused:?}");
        assert_eq!(row(&office, &reference).await, before);
    }
}

#[tokio::test]
async fn a_rejected_request_is_over_and_its_author_is_told_why() {
    let office = Office::sample().await;
    let reference = office.submitted(&TD, SLOPES).await;
    office.decide(TD.approver, &reference, Command::Reject).await.unwrap();
    assert_eq!(state(&office, &reference).await, OrderState::Rejected);
    office.letters().await;
    let letter = office.services.mailer.sent().pop().unwrap();
    assert_eq!(letter.to.1, "tm.chan@td.sample.hk");
    assert!(letter.text.contains("原因：Because of the test"), "{}", letter.text);
    for (who, command) in [(TD.approver, Command::Endorse), (CURATOR, Command::Approve), (TD.officer, Command::Cancel)]
    {
        let refused = order_refusal(office.decide(who, &reference, command).await);
        assert_eq!(refused, OrderRefusal::NotNow { state: OrderState::Rejected, command });
    }
}

#[tokio::test]
async fn calling_an_order_off_releases_its_money_and_its_place() {
    let office = Office::with_one_approver().await;
    let before = [left(&office, TD.officer, 2026).await, left(&office, TD.officer, 2027).await];
    let ceiling = async || {
        let page = crate::catalogue::show(&office.public(), Locale::En, SLOPES).await.unwrap();
        page.contract.as_ref().unwrap().ceiling_left
    };
    let ceiling_before = ceiling().await;
    let reference = office.approved(&TD, SLOPES).await;
    assert_eq!(ceiling().await, ceiling_before - Money::from_dollars(131_000));
    office.decide(TD.officer, &reference, Command::Cancel).await.unwrap();

    assert_eq!(state(&office, &reference).await, OrderState::Cancelled);
    assert_eq!(committed(&office, &reference).await, [(2026, 75_000_00, 75_000_00), (2027, 56_000_00, 56_000_00)]);
    assert_eq!([left(&office, TD.officer, 2026).await, left(&office, TD.officer, 2027).await], before);
    assert_eq!(ceiling().await, ceiling_before);
    let view = show(&office.person(TD.officer).await, Locale::En, &reference).await.unwrap();
    assert_eq!(view.deployment.unwrap().state, DeploymentState::Abandoned);
    let told: Vec<_> = office
        .letters()
        .await
        .into_iter()
        .filter(|(_, subject)| subject.contains("已取消"))
        .map(|(to, _)| to)
        .collect();
    assert_eq!(told, ["sm.lee@td.sample.hk", "ws.lau@dpo.sample.hk"]);

    let begun = office.step(TD.user, &reference, DeploymentCommand::StartProvisioning).await;
    assert!(matches!(refusal(begun), Refusal::Deployment(_)));
    office.approved(&TD, SLOPES).await;
}

#[tokio::test]
async fn an_order_that_is_being_set_up_can_no_longer_be_called_off() {
    let office = Office::sample().await;
    let reference = office.in_pilot(&TD, SLOPES).await;
    let refused = order_refusal(office.decide(TD.officer, &reference, Command::Cancel).await);
    assert_eq!(refused, OrderRefusal::NotNow { state: OrderState::InDelivery, command: Command::Cancel });
}

#[tokio::test]
async fn a_pilot_given_up_releases_its_money_and_its_place() {
    let office = Office::sample().await;
    let before = left(&office, TD.officer, 2027).await;
    let reference = office.in_pilot(&TD, SLOPES).await;
    office.step(TD.user, &reference, DeploymentCommand::Abandon).await.unwrap();
    assert_eq!(left(&office, TD.officer, 2027).await, before);
    let history = show(&office.person(TD.officer).await, Locale::En, &reference).await.unwrap().history;
    let last = history.last().unwrap();
    assert_eq!(
        (last.event.as_str(), last.comment.as_str()),
        ("deployment.moved.abandoned", "quality: Too many wrong answers")
    );
    let told: Vec<_> = office
        .letters()
        .await
        .into_iter()
        .filter(|(_, subject)| subject.contains("放棄試用"))
        .map(|(to, _)| to)
        .collect();
    assert_eq!(told, ["tm.chan@td.sample.hk", "ws.lau@dpo.sample.hk"]);
    office.approved(&TD, SLOPES).await;
}

#[tokio::test]
async fn a_step_taken_on_what_somebody_moved_meanwhile_is_refused() {
    let office = Office::sample().await;
    let reference = office.submitted(&TD, SLOPES).await;
    let read_before = row(&office, &reference).await;
    office.decide(TD.approver, &reference, Command::Endorse).await.unwrap();
    let change = crate::Change::begin(&office.person(TD.approver).await).await.unwrap();
    let late = set_state(&change, &read_before, OrderState::Rejected, Default::default()).await;
    assert_eq!(refusal(late), Refusal::ChangedMeanwhile);
    drop(change);
    assert_eq!(state(&office, &reference).await, OrderState::CoordinatorReview);
}

#[tokio::test]
async fn a_decision_on_a_text_that_was_changed_since_it_was_read_is_refused() {
    let office = Office::sample().await;
    let reference = office.endorsed(&TD, SLOPES).await;
    let looked_at = show(&office.person(CURATOR).await, Locale::En, &reference).await.unwrap().version;
    office.decide(CURATOR, &reference, Command::Return).await.unwrap();
    let officer = office.person(TD.officer).await;
    let mut fields = office.reuse_form(&officer, SLOPES).await;
    fields.set("users", "400");
    resubmit(&officer, &reference, &fields).await.unwrap();
    office.decide(TD.approver, &reference, Command::Endorse).await.unwrap();
    for version in [looked_at.to_string(), String::new(), "9223372036854775808".to_owned()] {
        for command in [Command::Approve, Command::Return] {
            let fields = form(&[("comment", "Seen before"), ("version", &version)]);
            let decision = Decision::parse(command, &fields).unwrap();
            let refused = refusal(decide(&office.person(CURATOR).await, &reference, decision).await);
            assert_eq!(refused, Refusal::ChangedMeanwhile, "{command:?} on version {version:?}");
        }
    }
    office.decide(CURATOR, &reference, Command::Approve).await.unwrap();
}

#[tokio::test]
async fn a_form_that_is_not_filled_in_moves_nothing() {
    let office = Office::sample().await;
    let reference = office.approved(&TD, SLOPES).await;
    office.step(TD.user, &reference, DeploymentCommand::StartProvisioning).await.unwrap();
    let user = office.person(TD.user).await;
    let fields = Fields::default();
    let step = Step { command: DeploymentCommand::BeginPilot, fields: &fields };
    let Refusal::Form(problems) = refusal(crate::deployments::run(&user, &reference, step).await) else {
        panic!("refused for another reason");
    };
    let named: Vec<_> = problems.iter().map(|problem| problem.field.as_str()).collect();
    assert_eq!(named, ["security_checked", "privacy_checked", "training_on"]);
    assert_eq!(
        show(&user, Locale::En, &reference).await.unwrap().deployment.unwrap().state,
        DeploymentState::Provisioning
    );
}
