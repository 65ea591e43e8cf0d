use super::*;
use crate::catalogue;
use crate::entities::usage_readings;
use crate::orders::{request_reuse, show};
use crate::testing::{CURATOR, Office, TD, form, refusal};
use crate::{Caller, Failure};
use domain::deployments::views::DeploymentView;
use domain::deployments::{DeploymentCommand, DeploymentRefusal, DeploymentState, UsageForm};
use domain::form::Rule;
use domain::locale::Locale;
use domain::orders::OrderRefusal;
use domain::refusal::Refusal;
use domain::time::{Day, Month};
use sea_orm::{EntityTrait, PaginatorTrait};

const SLOPES: &str = "S0019";
/// A solution of high risk.
const INTERVIEWS: &str = "S0007";

async fn deployment(office: &Office, reference: &str) -> DeploymentView {
    show(&office.person(TD.user).await, Locale::En, reference).await.unwrap().deployment.unwrap()
}

fn usage(period: &str, active: i64, reason: &str) -> UsageForm {
    let active = active.to_string();
    let fields = form(&[
        ("period", period),
        ("active_users", active.as_str()),
        ("transactions", "10"),
        ("hours_saved", "5"),
        ("hours_method", "estimated"),
        ("problems", "2"),
        ("note", "a quiet month"),
        ("reason", reason),
    ]);
    UsageForm::parse(&fields).unwrap()
}

async fn report(office: &Office, reference: &str, usage: UsageForm) -> Result<(), Failure> {
    report_usage(&office.person(TD.user).await, office.once(), reference, usage).await
}

fn rule(result: Result<(), Failure>) -> DeploymentRefusal {
    match refusal(result) {
        Refusal::Deployment(refusal) => refusal,
        other => panic!("not a rule about deployments: {other:?}"),
    }
}

/// The clock stands at noon of this day.
fn on(office: &Office, day: &str) {
    office.services.clock.set(Day::parse(day).unwrap().starts_at().plus_minutes(12 * 60));
}

#[tokio::test]
async fn steps_are_taken_in_their_order_alone() {
    use DeploymentCommand::*;
    let office = Office::sample().await;
    let reference = office.approved(&TD, SLOPES).await;
    let all = [StartProvisioning, BeginPilot, GoLive, Abandon, StartRetirement, Retire];
    for (state, next) in [
        (DeploymentState::Planned, Some(StartProvisioning)),
        (DeploymentState::Provisioning, Some(BeginPilot)),
        (DeploymentState::Pilot, Some(GoLive)),
        (DeploymentState::Live, Some(StartRetirement)),
        (DeploymentState::Retiring, Some(Retire)),
        (DeploymentState::Retired, None),
    ] {
        let view = deployment(&office, &reference).await;
        assert_eq!(view.state, state);
        for command in all {
            if !view.may.contains(&command) {
                let refused = rule(office.step(TD.user, &reference, command).await);
                assert_eq!(refused, DeploymentRefusal::NotNow { state, command });
            }
        }
        for command in [Degrade, Suspend, Resume] {
            let refused = office.step(TD.user, &reference, command).await;
            assert!(matches!(refused, Err(Failure::NotFound)), "{command:?}");
        }
        if let Some(next) = next {
            assert!(view.may.contains(&next), "{state:?}");
            office.step(TD.user, &reference, next).await.unwrap();
        }
    }
}

#[tokio::test]
async fn only_who_runs_deployments_takes_their_steps() {
    let office = Office::sample().await;
    let reference = office.approved(&TD, SLOPES).await;
    for who in [TD.officer, TD.approver, TD.finance, CURATOR, "sl.chow", "admin"] {
        let refused = office.step(who, &reference, DeploymentCommand::StartProvisioning).await;
        assert!(matches!(refused, Err(Failure::Forbidden(_))), "{who}");
        let refused = report_usage(&office.person(who).await, office.once(), &reference, usage("2026-11", 1, "")).await;
        assert!(matches!(refused, Err(Failure::Forbidden(_))), "{who}");
    }
    let seen = show(&office.person(TD.officer).await, Locale::En, &reference).await.unwrap().deployment.unwrap();
    assert!(seen.may.is_empty() && !seen.may_report);
    let waiting = office.submitted(&TD, "S0026").await;
    let nothing_yet = office.step(TD.user, &waiting, DeploymentCommand::StartProvisioning).await;
    assert!(matches!(nothing_yet, Err(Failure::NotFound)));
}

#[tokio::test]
async fn a_pilot_of_high_risk_needs_its_impact_assessment() {
    let office = Office::sample().await;
    for (solution, needed) in [(INTERVIEWS, true), (SLOPES, false)] {
        let reference = office.approved(&TD, solution).await;
        office.step(TD.user, &reference, DeploymentCommand::StartProvisioning).await.unwrap();
        assert_eq!(deployment(&office, &reference).await.high_risk, needed);
        let fields = form(&[("security_checked", "on"), ("privacy_checked", "on"), ("training_on", "2026-12-01")]);
        let step = Step { command: DeploymentCommand::BeginPilot, fields: &fields };
        let result = run(&office.person(TD.user).await, &reference, step).await;
        match needed {
            true => {
                let Refusal::Form(problems) = refusal(result) else { panic!("refused for another reason") };
                assert_eq!((problems[0].field.as_str(), &problems[0].rule), ("impact_assessed", &Rule::MustBeTicked));
            }
            false => {
                result.unwrap();
                assert_eq!(deployment(&office, &reference).await.training_on, Day::parse("2026-12-01"));
            }
        }
    }
}

#[tokio::test]
async fn live_use_is_not_confirmed_before_the_orders_first_day() {
    let office = Office::sample().await;
    let officer = office.person(TD.officer).await;
    let mut fields = office.reuse_form(&officer, SLOPES).await;
    fields.set("starts_on", "2026-12-01");
    let reference = request_reuse(&officer, office.once(), SLOPES, &fields).await.unwrap();
    office.decide(TD.approver, &reference, domain::orders::Command::Endorse).await.unwrap();
    office.decide(CURATOR, &reference, domain::orders::Command::Approve).await.unwrap();
    for command in [DeploymentCommand::StartProvisioning, DeploymentCommand::BeginPilot] {
        office.step(TD.user, &reference, command).await.unwrap();
    }
    let starts_on = Day::parse("2026-12-01").unwrap();
    let early = rule(office.step(TD.user, &reference, DeploymentCommand::GoLive).await);
    assert_eq!(early, DeploymentRefusal::BeforeStart { starts_on });
    assert_eq!(deployment(&office, &reference).await.state, DeploymentState::Pilot);
    on(&office, "2026-12-01");
    office.step(TD.user, &reference, DeploymentCommand::GoLive).await.unwrap();
}

#[tokio::test]
async fn use_is_reported_month_by_month_and_a_correction_keeps_both_figures() {
    let office = Office::sample().await;
    let reference = office.live(&TD, SLOPES).await;
    assert_eq!(deployment(&office, &reference).await.next_period, Month::parse("2026-11"));
    on(&office, "2027-01-05");
    report(&office, &reference, usage("2026-11", 7, "")).await.unwrap();
    report(&office, &reference, usage("2026-12", 9, "")).await.unwrap();
    let refused = rule(report(&office, &reference, usage("2026-11", 8, "")).await);
    assert_eq!(refused, DeploymentRefusal::CorrectionNeedsReason);
    report(&office, &reference, usage("2026-11", 8, "one officer was missed")).await.unwrap();
    report(&office, &reference, usage("2026-11", 6, "two left")).await.unwrap();

    let view = deployment(&office, &reference).await;
    let figures: Vec<_> = view
        .usage
        .iter()
        .map(|month| (month.reading.period.to_string(), month.reading.active_users, month.corrections))
        .collect();
    assert_eq!(figures, [("2026-11".to_owned(), 6, 2), ("2026-12".to_owned(), 9, 0)]);
    assert_eq!(view.next_period, Month::parse("2027-01"));
    let db = office.services.db.reader();
    let rows = usage_readings::Entity::find().all(db).await.unwrap();
    let kept: Vec<_> = rows
        .iter()
        .filter(|row| row.period == "2026-11" && row.note == "a quiet month")
        .map(|row| row.active_users)
        .collect();
    assert_eq!(kept.len(), 3);
    let history = show(&office.person(TD.user).await, Locale::En, &reference).await.unwrap().history;
    assert_eq!(history.last().unwrap().comment, "2026-11: two left");
    let page = catalogue::show(&office.public(), Locale::En, SLOPES).await.unwrap();
    assert!(
        page.adopters
            .iter()
            .any(|adopter| adopter.department == "Transport Department" && adopter.active_users == Some(9))
    );
}

#[tokio::test]
async fn use_that_cannot_be_is_refused() {
    let office = Office::sample().await;
    let month = |text: &str| Month::parse(text).unwrap();
    let pilot = office.in_pilot(&TD, SLOPES).await;
    let early = rule(report(&office, &pilot, usage("2026-11", 1, "")).await);
    assert_eq!(early, DeploymentRefusal::NotNow { state: DeploymentState::Pilot, command: DeploymentCommand::Resume });
    office.step(TD.user, &pilot, DeploymentCommand::GoLive).await.unwrap();
    let too_early = rule(report(&office, &pilot, usage("2026-11", 1, "")).await);
    assert_eq!(too_early, DeploymentRefusal::NothingToReportYet { first: month("2026-11") });
    assert!(!deployment(&office, &pilot).await.may_report);
    on(&office, "2027-03-31");
    let view = deployment(&office, &pilot).await;
    assert!(view.may_report);
    assert_eq!(view.reportable, ["2027-02", "2027-01", "2026-12", "2026-11"].map(month));
    let months = DeploymentRefusal::MonthNotReportable { latest: month("2027-02"), earliest: month("2026-11") };
    for (period, active, expected) in [
        ("2026-10", 1, Err(months.clone())),
        ("2027-03", 1, Err(months)),
        ("2027-02", 51, Err(DeploymentRefusal::MoreUsersThanLicensed { licensed: 50 })),
        ("2027-02", 50, Ok(())),
        ("2026-11", 0, Ok(())),
    ] {
        let result = report(&office, &pilot, usage(period, active, "")).await;
        assert_eq!(result.map_err(|failure| rule(Err(failure))), expected, "{period} {active}");
    }
}

#[tokio::test]
async fn a_solution_out_of_use_no_longer_counts_and_can_be_asked_for_again() {
    let office = Office::sample().await;
    let adopters = async || catalogue::show(&office.public(), Locale::En, SLOPES).await.unwrap().card.adopters;
    let before = adopters().await;
    let reference = office.live(&TD, SLOPES).await;
    assert_eq!(adopters().await, before + 1);
    office.step(TD.user, &reference, DeploymentCommand::StartRetirement).await.unwrap();
    assert_eq!(adopters().await, before);
    let officer = office.person(TD.officer).await;
    let fields = office.reuse_form(&officer, SLOPES).await;
    let still_there = refusal(request_reuse(&officer, office.once(), SLOPES, &fields).await);
    assert!(matches!(still_there, Refusal::Order(OrderRefusal::Duplicate { .. })), "{still_there:?}");

    let untouched = form(&[]);
    let step = Step { command: DeploymentCommand::Retire, fields: &untouched };
    assert!(matches!(refusal(run(&office.person(TD.user).await, &reference, step).await), Refusal::Form(_)));
    office.step(TD.user, &reference, DeploymentCommand::Retire).await.unwrap();
    assert!(!deployment(&office, &reference).await.may_report);
    office.approved(&TD, SLOPES).await;
}

#[tokio::test]
async fn facts_count_every_deployment_with_its_newest_report() {
    let office = Office::sample().await;
    let caller: Caller = office.system();
    let before = facts(&caller).await.unwrap().len();
    let reference = office.live(&TD, SLOPES).await;
    on(&office, "2026-12-01");
    report(&office, &reference, usage("2026-11", 12, "")).await.unwrap();
    let all = facts(&caller).await.unwrap();
    assert_eq!(all.len(), before + 1);
    let rows = crate::entities::deployments::Entity::find().count(office.services.db.reader()).await.unwrap();
    assert_eq!(all.len() as u64, rows);
    let today = Day::parse("2026-11-22");
    let new = all.iter().find(|fact| fact.live_on == today && fact.requested_on == today).unwrap();
    assert_eq!((new.newest_usage, new.licensed_users), (Some((Day::parse("2026-11-30").unwrap(), 12)), 50));
}
