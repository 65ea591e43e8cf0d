use super::milestones::judge_milestones;
use super::*;
use crate::awards::{Award, Eligibility};
use crate::ids::{AwardId, BidId, ContractId, OrganisationId, PersonId, TenderId};
use crate::tenders::ApprovingBody;
use crate::time::{FinancialYear, Timestamp};
use uuid::Uuid;

mod money;
mod orders;
mod signatures;

pub(crate) fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn person(number: u128) -> PersonId {
    PersonId(Uuid::from_u128(number))
}

fn organisation(number: u128) -> OrganisationId {
    OrganisationId(Uuid::from_u128(number))
}

const DRAFTER: u128 = 1;
const USER: u128 = 2;
const PAYER: u128 = 3;
const SIGNATORY: u128 = 4;
const SECOND: u128 = 5;
const SUPPLIER: u128 = 100;
const BUYER: u128 = 200;

fn share(year: i32, dollars: i64) -> YearShare {
    YearShare { year: FinancialYear(year), amount: Money::from_dollars(dollars) }
}

/// Notified on 20 July 2026, so signable from the 31st; worth $1,000.
fn award() -> Award {
    Award {
        id: AwardId(Uuid::from_u128(9)),
        tender: TenderId(Uuid::from_u128(8)),
        lot: None,
        supplier: organisation(SUPPLIER),
        bid: BidId(Uuid::from_u128(7)),
        value: Money::from_dollars(1_000),
        tier: ApprovingBody::DepartmentCommittee,
        panel: vec![person(50)],
        notified_at: day("2026-07-20").starts_at(),
        challenges: vec![],
        notice_on: None,
        state: AwardState::Active,
    }
}

fn milestone(number: u32, due_on: &str, dollars: i64) -> Milestone {
    Milestone {
        number,
        title: "set up".into(),
        due_on: day(due_on),
        amount: Money::from_dollars(dollars),
        acceptance: None,
    }
}

/// From October 2026 through September 2027; milestones of $600 in the first and $400 in the second financial year.
fn new_contract() -> NewContract {
    NewContract {
        id: ContractId(Uuid::from_u128(6)),
        buyer: organisation(BUYER),
        drafted_by: person(DRAFTER),
        term: Term::of(day("2026-10-01"), day("2027-09-30")).unwrap(),
        terms: Terms { performance: "monthly".into(), service_levels: "99.5 %".into(), data: "stays here".into() },
        milestones: vec![milestone(1, "2026-12-01", 600), milestone(2, "2027-06-01", 400)],
        framework: None,
    }
}

fn committed() -> Vec<YearShare> {
    vec![share(2026, 600), share(2027, 400)]
}

fn ready() -> Contract {
    Contract::draft(new_contract(), &award()).unwrap().make_ready(&committed(), day("2026-08-03")).unwrap()
}

fn signed_supplier() -> Contract {
    ready().sign_supplier(person(90), organisation(SUPPLIER), day("2026-08-04").starts_at()).unwrap()
}

fn signing_facts() -> SigningFacts {
    SigningFacts {
        award: AwardState::Active,
        notified_at: day("2026-07-20").starts_at(),
        challenge: None,
        vetting_missing: false,
        committed: committed(),
        open_declarations: vec![],
        supplier: Eligibility::Eligible,
        assessors: vec![person(50)],
    }
}

fn signing_time() -> Timestamp {
    day("2026-08-05").starts_at()
}

fn active() -> Contract {
    signed_supplier().sign(person(SIGNATORY), &signing_facts(), signing_time()).unwrap()
}

fn accept(contract: Contract, number: u32, on: &str) -> Result<Contract, ContractRefusal> {
    let acceptance = Acceptance { by: person(USER), on: day(on), evidence: "test report".into() };
    contract.accept_milestone(number, acceptance)
}

fn payment(number: u128, milestone: u32, cents: i64) -> NewPayment {
    NewPayment {
        payment: Payment {
            id: PaymentId(Uuid::from_u128(number)),
            milestone,
            amount: Money::from_cents(cents),
            paid_on: day("2027-06-10"),
            invoice: format!("INV-{number}"),
            payer: person(PAYER),
        },
        payee: organisation(SUPPLIER),
        method: PaymentMethod::Fps,
        earlier: None,
    }
}

fn pay(contract: Contract, new: NewPayment) -> Result<Contract, ContractRefusal> {
    contract.record_payment(new, day("2027-07-01"))
}

#[test]
fn a_milestone_is_accepted_once_and_with_evidence() {
    let accepted = accept(active(), 1, "2026-12-02").unwrap();
    assert_eq!(accept(accepted, 1, "2026-12-03"), Err(ContractRefusal::MilestoneAccepted { number: 1 }));
    assert_eq!(accept(active(), 3, "2026-12-02"), Err(ContractRefusal::NoSuchMilestone { number: 3 }));
    let silent = Acceptance { by: person(USER), on: day("2026-12-01"), evidence: " ".into() };
    assert_eq!(active().accept_milestone(1, silent), Err(ContractRefusal::ReasonMissing));
}

#[test]
fn a_milestone_is_open_overdue_met_or_late_by_the_clock() {
    for (accepted_on, today, standing) in [
        (None, "2026-12-01", MilestoneStanding::Open),
        (None, "2026-12-02", MilestoneStanding::Overdue),
        (Some("2026-12-01"), "2028-01-01", MilestoneStanding::Met),
        (Some("2026-12-02"), "2028-01-01", MilestoneStanding::MetLate),
    ] {
        let contract = accepted_on.map_or(active(), |on| accept(active(), 1, on).unwrap());
        assert_eq!(contract.milestones[0].standing(day(today)), standing, "{accepted_on:?} {today}");
    }
}

#[test]
fn milestones_are_numbered_named_priced_and_within_the_value() {
    let value = Money::from_dollars(1_000);
    let named = |title: &str| Milestone { title: title.into(), ..milestone(2, "2027-01-01", 1) };
    for (second, expected) in [
        (milestone(2, "2027-01-01", 400), Ok(())),
        (milestone(2, "2027-01-01", 401), Err(ContractRefusal::MilestonesExceedValue { value })),
        (milestone(2, "2027-01-01", i64::MAX / 100), Err(ContractRefusal::MilestonesExceedValue { value })),
        (milestone(1, "2027-01-01", 1), Err(ContractRefusal::MilestoneTwice { number: 1 })),
        (milestone(2, "2027-01-01", 0), Err(ContractRefusal::AmountNotPositive)),
        (named(" "), Err(ContractRefusal::ReasonMissing)),
    ] {
        assert_eq!(judge_milestones(&[milestone(1, "2026-12-01", 600), second], value), expected);
    }
}

#[test]
fn the_end_is_announced_ninety_and_thirty_days_before_and_never_stored() {
    let contract = active();
    let last = contract.term.ends_on();
    let before = |days: i64| Day::from_number(i64::from(last.number()) - days);
    for (days, warning, phase) in [
        (91, None, ContractPhase::Active),
        (90, Some(EndWarning::First), ContractPhase::Expiring),
        (31, Some(EndWarning::First), ContractPhase::Expiring),
        (30, Some(EndWarning::Last), ContractPhase::Expiring),
        (0, Some(EndWarning::Last), ContractPhase::Expiring),
        (-1, Some(EndWarning::Last), ContractPhase::Expiring),
    ] {
        assert_eq!(contract.end_warning(before(days)), warning, "{days}");
        assert_eq!(contract.phase(before(days)), phase, "{days}");
        assert_eq!(contract.state, ContractState::Active);
    }
    assert_eq!(ready().phase(last), ContractPhase::Ready);
}

#[test]
fn a_contract_is_completed_when_everything_is_accepted_paid_and_reviewed() {
    let completion = Completion { reviewed_by: person(USER), review: "on time".into() };
    let refused = active().complete(&completion);
    assert_eq!(refused, Err(ContractRefusal::MilestonesOpen { numbers: vec![1, 2] }));
    let accepted = accept(accept(active(), 1, "2026-12-01").unwrap(), 2, "2027-06-01").unwrap();
    let paid = pay(pay(accepted, payment(1, 1, 600_00)).unwrap(), payment(2, 2, 399_99)).unwrap();
    let refused = paid.clone().complete(&completion);
    assert_eq!(refused, Err(ContractRefusal::MilestonesUnpaid { numbers: vec![2] }));
    let paid = pay(paid, payment(3, 2, 1)).unwrap();
    let silent = Completion { review: String::new(), ..completion.clone() };
    assert_eq!(paid.clone().complete(&silent), Err(ContractRefusal::ReasonMissing));
    assert_eq!(paid.complete(&completion).unwrap().state, ContractState::Completed);
}

#[test]
fn a_contract_is_terminated_for_a_cause_with_notice_by_somebody_else() {
    let termination = Termination {
        cause: TerminationCause::SupplierDefault,
        explanation: "no delivery after two reminders".into(),
        approved_by: person(SECOND),
        noticed_on: day("2027-01-10"),
        effective_on: day("2027-01-10"),
    };
    assert_eq!(active().terminate(&termination).unwrap().state, ContractState::Terminated);
    for (termination, refusal) in [
        (Termination { explanation: " ".into(), ..termination.clone() }, ContractRefusal::ReasonMissing),
        (Termination { approved_by: person(DRAFTER), ..termination.clone() }, ContractRefusal::OwnRequest),
        (Termination { effective_on: day("2027-01-09"), ..termination.clone() }, ContractRefusal::NoticeTooLate),
    ] {
        assert_eq!(active().terminate(&termination), Err(refusal));
    }
}
