//! The same thing sent twice, one after the other or at once, happens once.

use super::*;
use crate::deployments::report_usage;
use crate::entities::{deployments, payments, usage_readings};
use crate::spend::record_payment;
use crate::testing::FREE_TO_ASK;
use domain::deployments::{DeploymentCommand, DeploymentRefusal, UsageForm};
use domain::ids::OnceToken;
use domain::spend::PaymentForm;
use domain::time::Day;
use tokio::task::JoinSet;

async fn orders_of_td(office: &Office) -> usize {
    browse(&office.person(TD.officer).await, Locale::En, OrderList::All, 1).await.unwrap().total
}

#[tokio::test]
async fn a_form_sent_twice_gives_one_request_and_the_same_reference() {
    let office = Office::with_one_approver().await;
    let officer = office.person(TD.officer).await;
    let fields = office.reuse_form(&officer, SLOPES).await;
    let (before, once) = (orders_of_td(&office).await, office.once());
    let first = request_reuse(&officer, once, SLOPES, &fields).await.unwrap();
    assert_eq!(request_reuse(&officer, once, SLOPES, &fields).await.unwrap(), first);
    assert_eq!(orders_of_td(&office).await, before + 1);
    assert_eq!(office.log().await, ["office.sampled", "reuse.submitted"]);
    assert_eq!(office.letters().await.len(), 1);
    // With another key it is another request, for what was asked for already.
    let again = order_refusal(request_reuse(&officer, office.once(), SLOPES, &fields).await);
    assert!(matches!(again, OrderRefusal::AskedAlready { reference, .. } if reference == first));
}

#[tokio::test]
async fn somebody_elses_key_is_refused() {
    let office = Office::sample().await;
    let once = office.once();
    let officer = office.person(TD.officer).await;
    let fields = office.reuse_form(&officer, SLOPES).await;
    request_reuse(&officer, once, SLOPES, &fields).await.unwrap();
    let stranger = office.person(SWD.officer).await;
    let fields = office.reuse_form(&stranger, SLOPES).await;
    assert_eq!(refusal(request_reuse(&stranger, once, SLOPES, &fields).await), Refusal::FormExpired);
}

#[tokio::test]
async fn a_key_that_comes_with_another_form_is_refused() {
    let office = Office::sample().await;
    let reference = office.approved(&TD, SLOPES).await;
    let finance = office.person(TD.finance).await;
    let key = office.once().0;
    let paid = |cents| PaymentForm {
        invoice: "INV-1".to_owned(),
        paid_on: Day::parse("2026-11-20").unwrap(),
        amount: Money::from_cents(cents),
    };
    let first = OnceToken(key, [1; 32]);
    record_payment(&finance, first, &reference, paid(100)).await.unwrap();
    record_payment(&finance, first, &reference, paid(100)).await.unwrap();
    let other = record_payment(&finance, OnceToken(key, [2; 32]), &reference, paid(999)).await;
    assert_eq!(refusal(other), Refusal::FormExpired);
    // Also for another operation.
    let officer = with_roles(&office, TD.finance, &[Role::DepartmentOfficer]).await;
    let fields = office.reuse_form(&officer, FREE).await;
    let other = request_reuse(&officer, OnceToken(key, [3; 32]), FREE, &fields).await;
    assert_eq!(refusal(other), Refusal::FormExpired);
    assert_eq!(office.log().await.iter().filter(|event| *event == "payment.recorded").count(), 1);
}

#[tokio::test]
async fn a_form_that_was_refused_may_be_mended_and_sent_with_the_same_key() {
    let office = Office::sample().await;
    let officer = office.person(TD.officer).await;
    let once = office.once();
    assert!(matches!(refusal(request_reuse(&officer, once, SLOPES, &Fields::default()).await), Refusal::Form(_)));
    let fields = office.reuse_form(&officer, SLOPES).await;
    request_reuse(&officer, once, SLOPES, &fields).await.unwrap();
}

#[tokio::test]
async fn a_form_sent_five_times_at_once_gives_one_request() {
    let office = Office::sample().await;
    let officer = office.person(TD.officer).await;
    let fields = office.reuse_form(&officer, SLOPES).await;
    let once = office.once();
    let mut at_once = JoinSet::new();
    for _ in 0..5 {
        let (officer, fields) = (officer.clone(), fields.clone());
        at_once.spawn(async move { request_reuse(&officer, once, SLOPES, &fields).await.unwrap() });
    }
    let references = at_once.join_all().await;
    assert!(references.iter().all(|reference| *reference == references[0]), "{references:?}");
    assert_eq!(office.log().await, ["office.sampled", "reuse.submitted"]);
}

#[tokio::test]
async fn many_requests_at_once_get_different_numbers_without_a_gap() {
    let office = Office::sample().await;
    let mut at_once = JoinSet::new();
    for number in 0..24 {
        let officer = office.person(if number % 2 == 0 { TD.officer } else { SWD.officer }).await;
        let solution = FREE_TO_ASK[number / 2];
        let fields = office.reuse_form(&officer, solution).await;
        let once = office.once();
        at_once.spawn(async move { request_reuse(&officer, once, solution, &fields).await.unwrap() });
    }
    let mut numbers: Vec<i64> =
        at_once.join_all().await.iter().map(|reference| reference[8..].parse().unwrap()).collect();
    numbers.sort_unstable();
    assert!(numbers.windows(2).all(|pair| pair[0] + 1 == pair[1]), "{numbers:?}");
    assert_eq!(numbers.len(), 24);
}

#[tokio::test]
async fn of_two_requests_for_one_solution_at_once_one_is_taken() {
    let office = Office::sample().await;
    let officer = office.person(TD.officer).await;
    let fields = office.reuse_form(&officer, SLOPES).await;
    let ask = || request_reuse(&officer, office.once(), SLOPES, &fields);
    let (one, two) = tokio::join!(ask(), ask());
    let (taken, refused) = match (one, two) {
        (Ok(taken), refused @ Err(_)) | (refused @ Err(_), Ok(taken)) => (taken, order_refusal(refused)),
        both => panic!("one of two is taken, not {both:?}"),
    };
    assert!(matches!(&refused, OrderRefusal::AskedAlready { reference, .. } if *reference == taken), "{refused:?}");
    assert_eq!(office.log().await, ["office.sampled", "reuse.submitted"]);
}

#[tokio::test]
async fn a_request_needs_one_connection_at_a_time() {
    let office = Office::with_one_approver().await;
    if office.services.db.is_sqlite() {
        // One connection writes and the others read: nobody waits for a second one.
        return;
    }
    // Of the sixteen connections one is left; who held it and asked for another would wait in vain.
    let mut taken = Vec::new();
    for _ in 0..15 {
        taken.push(office.services.db.begin().await.unwrap());
    }
    let officer = office.person(TD.officer).await;
    let fields = office.reuse_form(&officer, SLOPES).await;
    let reference = request_reuse(&officer, office.once(), SLOPES, &fields).await.unwrap();
    office.decide(TD.approver, &reference, Command::Endorse).await.unwrap();
    office.decide(CURATOR, &reference, Command::Return).await.unwrap();
    resubmit(&officer, &reference, &fields).await.unwrap();
    office.decide(TD.approver, &reference, Command::Endorse).await.unwrap();
    office.decide(CURATOR, &reference, Command::Approve).await.unwrap();
    for command in [DeploymentCommand::StartProvisioning, DeploymentCommand::BeginPilot, DeploymentCommand::GoLive] {
        office.step(TD.user, &reference, command).await.unwrap();
    }
    // Two to the approver, two to the curator, one sent back, two of the approval, one of the pilot, three live.
    assert_eq!(office.letters().await.len(), 11);
}

#[tokio::test]
async fn of_two_decisions_on_one_request_at_once_one_stands() {
    for (command, other) in [(Command::Approve, Command::Approve), (Command::Approve, Command::Return)] {
        for solution in [SLOPES, FREE] {
            let office = Office::sample().await;
            let reference = office.endorsed(&TD, solution).await;
            let (one, two) =
                tokio::join!(office.decide(CURATOR, &reference, command), office.decide("yt.tam", &reference, other));
            assert_ne!(one.is_ok(), two.is_ok(), "{command:?} {other:?} {solution}: {one:?} {two:?}");
            let refused = refusal(if one.is_ok() { two } else { one });
            let late = matches!(refused, Refusal::ChangedMeanwhile | Refusal::Order(OrderRefusal::NotNow { .. }));
            assert!(late, "{refused:?}");
            assert_eq!(office.log().await.len(), 4);
        }
    }
}

#[tokio::test]
async fn of_two_orders_for_one_place_approved_at_once_one_stands() {
    for solution in [SLOPES, FREE] {
        let office = Office::sample().await;
        let (one, other) = (office.endorsed(&TD, solution).await, office.endorsed(&TD, "S0026").await);
        // They came from two servers at the same moment.
        ask_for(&office, &other, &one).await;
        // Charged to another line of the department, no lock of a line keeps them apart.
        second_line(&office, &other).await;
        let (first, second) = tokio::join!(
            office.decide(CURATOR, &one, Command::Approve),
            office.decide("yt.tam", &other, Command::Approve)
        );
        assert_ne!(first.is_ok(), second.is_ok(), "{solution}: {first:?} {second:?}");
        let refused = refusal(if first.is_ok() { second } else { first });
        let late = matches!(refused, Refusal::ChangedMeanwhile | Refusal::Order(OrderRefusal::Duplicate { .. }));
        assert!(late, "{solution}: {refused:?}");
        let rows = deployments::Entity::find()
            .filter(deployments::Column::OrderId.is_in([row(&office, &one).await.id, row(&office, &other).await.id]));
        assert_eq!(rows.count(office.services.db.reader()).await.unwrap(), 1);
    }
}

/// Charges an order to a further line of its department.
async fn second_line(office: &Office, reference: &str) {
    use crate::entities::{budget_allocations as allocations, budget_lines as lines};
    let db = office.services.db.writer();
    let old = row(office, reference).await.budget_line_id;
    let line = lines::Entity::find_by_id(old).one(db).await.unwrap().unwrap();
    let further = lines::Model { id: office.once().0, code: "TD-AI-02".to_owned(), ..line };
    let id = further.id;
    lines::Entity::insert(sea_orm::IntoActiveModel::into_active_model(further))
        .exec_without_returning(db)
        .await
        .unwrap();
    for row in allocations::Entity::find().filter(allocations::Column::LineId.eq(old)).all(db).await.unwrap() {
        let row = allocations::Model { line_id: id, ..row };
        allocations::Entity::insert(sea_orm::IntoActiveModel::into_active_model(row))
            .exec_without_returning(db)
            .await
            .unwrap();
    }
    rows::Entity::update_many()
        .col_expr(rows::Column::BudgetLineId, Expr::value(id))
        .filter(rows::Column::Reference.eq(reference))
        .exec(db)
        .await
        .unwrap();
}

#[tokio::test]
async fn a_step_taken_twice_at_once_is_taken_once() {
    let office = Office::sample().await;
    let reference = office.approved(&TD, SLOPES).await;
    let step = || office.step(TD.user, &reference, DeploymentCommand::StartProvisioning);
    let (one, two) = tokio::join!(step(), step());
    assert_ne!(one.is_ok(), two.is_ok());
    let refused = refusal(if one.is_ok() { two } else { one });
    let late = matches!(refused, Refusal::ChangedMeanwhile | Refusal::Deployment(DeploymentRefusal::NotNow { .. }));
    assert!(late, "{refused:?}");
}

#[tokio::test]
async fn a_report_and_a_payment_sent_twice_count_once_also_at_once() {
    let office = Office::sample().await;
    let reference = office.live(&TD, SLOPES).await;
    office.pass_minutes(9 * 24 * 60);
    let fields = form(&[
        ("period", "2026-11"),
        ("active_users", "5"),
        ("transactions", "9"),
        ("hours_saved", "3"),
        ("hours_method", "measured"),
        ("problems", "1"),
    ]);
    let usage = UsageForm::parse(&fields).unwrap();
    let payment = PaymentForm {
        invoice: "INV-7".to_owned(),
        paid_on: Day::parse("2026-11-20").unwrap(),
        amount: Money::from_dollars(10),
    };
    let (user, finance) = (office.person(TD.user).await, office.person(TD.finance).await);
    let (reported, paid) = (office.once(), office.once());
    let mut at_once = JoinSet::new();
    for _ in 0..3 {
        let (user, finance, reference) = (user.clone(), finance.clone(), reference.clone());
        let (usage, payment) = (usage.clone(), payment.clone());
        at_once.spawn(async move {
            report_usage(&user, reported, &reference, usage).await.unwrap();
            record_payment(&finance, paid, &reference, payment).await.unwrap();
        });
    }
    at_once.join_all().await;
    report_usage(&user, reported, &reference, usage).await.unwrap();
    record_payment(&finance, paid, &reference, payment).await.unwrap();
    let order = row(&office, &reference).await.id;
    let db = office.services.db.reader();
    assert_eq!(payments::Entity::find().filter(payments::Column::OrderId.eq(order)).count(db).await.unwrap(), 1);
    let now = office.services.clock.now().millis();
    let readings = usage_readings::Entity::find().filter(usage_readings::Column::ReportedAt.eq(now));
    assert_eq!(readings.count(db).await.unwrap(), 1);
}
