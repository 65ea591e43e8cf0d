use super::super::approval::tests::{facts, now, person};
use super::super::recommendation::tests::ranked;
use super::*;
use crate::tenders::tender::CancelGround;
use uuid::Uuid;

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn rival() -> OrganisationId {
    ranked(2, 2).supplier
}

/// An award notified on Monday 20 July 2026: signable from the 31st.
fn award() -> Award {
    let new = NewAward { id: AwardId(Uuid::from_u128(1)), tender: TenderId(Uuid::from_u128(2)), lot: None };
    Award::approve(new, &facts(), now()).unwrap()
}

fn active() -> Award {
    award().confirm(day("2026-07-31").starts_at()).unwrap()
}

fn set_aside(ground: SetAsideGround) -> SetAside {
    SetAside { ground, reason: "register entry struck off".into(), contract_in_force: false }
}

#[test]
fn an_award_is_refused_with_everything_against_it() {
    let mut facts = facts();
    facts.approvers.clear();
    let bid = facts.recommendation.bid;
    facts.open_price_queries = vec![bid];
    let new = NewAward { id: AwardId(Uuid::from_u128(1)), tender: TenderId(Uuid::from_u128(2)), lot: None };
    let blockers = vec![ApprovalBlocker::NoApprover, ApprovalBlocker::PriceQueryOpen { bid }];
    assert_eq!(Award::approve(new, &facts, now()), Err(AwardRefusal::NotReady { blockers }));
}

#[test]
fn m15_an_award_becomes_final_when_the_standstill_is_over() {
    let over = day("2026-07-31").starts_at();
    let early = award().confirm(Timestamp::from_millis(over.millis() - 1));
    assert_eq!(early, Err(AwardRefusal::StandstillRuns { over_on: day("2026-07-31") }));
    assert_eq!(award().confirm(over).unwrap().state, AwardState::Active);
    assert_eq!(award().supplier, ranked(1, 1).supplier);
}

#[test]
fn m16_a_challenge_in_time_holds_the_award_until_it_is_dismissed() {
    let received = day("2026-07-28").starts_at();
    let over = day("2026-07-31").starts_at();
    let challenged = award().receive_challenge(rival(), day("2026-07-20"), received).unwrap();
    assert_eq!(challenged.suspended_by(), Some(1));
    assert_eq!(challenged.clone().confirm(over), Err(AwardRefusal::ChallengePending { number: 1 }));
    assert_eq!(
        challenged.clone().decide_challenge(2, ChallengeOutcome::Dismissed, over),
        Err(AwardRefusal::NoSuchChallenge { number: 2 })
    );
    for (outcome, confirmed) in [
        (ChallengeOutcome::Dismissed, Ok(AwardState::Active)),
        (ChallengeOutcome::Withdrawn, Ok(AwardState::Active)),
        (ChallengeOutcome::Upheld, Err(AwardRefusal::ChallengeUpheld { number: 1 })),
    ] {
        let decided = challenged.clone().decide_challenge(1, outcome, over).unwrap();
        assert_eq!(
            decided.clone().decide_challenge(1, ChallengeOutcome::Dismissed, over),
            Err(AwardRefusal::NoSuchChallenge { number: 1 })
        );
        let against = (outcome == ChallengeOutcome::Upheld).then_some(1);
        assert_eq!(decided.challenge_against_signature(), against);
        assert_eq!(decided.confirm(over).map(|award| award.state), confirmed, "{outcome:?}");
    }
}

#[test]
fn m16_a_late_challenge_is_kept_and_holds_nothing_up() {
    let late = active().receive_challenge(rival(), day("2026-07-20"), day("2026-08-04").starts_at()).unwrap();
    assert_eq!((late.challenges.len(), late.suspended_by()), (1, None));
    let second = late.receive_challenge(rival(), day("2026-08-03"), day("2026-08-04").starts_at()).unwrap();
    assert_eq!(second.suspended_by(), Some(2));
}

#[test]
fn an_award_is_set_aside_with_a_reason_and_before_its_contract_is_in_force() {
    let fails = set_aside(SetAsideGround::WinnerFails);
    assert_eq!(award().set_aside(&fails).unwrap().state, AwardState::Cancelled);
    assert_eq!(active().set_aside(&fails).unwrap().state, AwardState::Cancelled);
    let signed = SetAside { contract_in_force: true, ..fails.clone() };
    assert_eq!(active().set_aside(&signed), Err(AwardRefusal::ContractInForce));
    let silent = SetAside { reason: " ".into(), ..fails };
    assert_eq!(award().set_aside(&silent), Err(AwardRefusal::ReasonMissing));
}

#[test]
fn m16_only_an_upheld_challenge_is_a_ground_of_its_name() {
    let upheld = set_aside(SetAsideGround::ChallengeUpheld);
    assert_eq!(award().set_aside(&upheld), Err(AwardRefusal::NoUpheldChallenge));
    let at = day("2026-07-22").starts_at();
    let challenged = award().receive_challenge(rival(), day("2026-07-20"), at).unwrap();
    assert_eq!(challenged.clone().set_aside(&upheld), Err(AwardRefusal::NoUpheldChallenge));
    let decided = challenged.decide_challenge(1, ChallengeOutcome::Upheld, at).unwrap();
    assert_eq!(decided.set_aside(&upheld).unwrap().state, AwardState::Cancelled);
}

#[test]
fn a4_an_award_can_be_cancelled_until_it_is_final() {
    let cancellation = Cancellation {
        ground: CancelGround::FundsWithdrawn,
        explanation: "the allocation was cut".into(),
        proposed_by: person(31),
        approved_by: person(32),
        approver_tier: ApprovingBody::LogisticsBoard,
    };
    assert_eq!(award().cancel(&cancellation).unwrap().state, AwardState::Cancelled);
    let refused = AwardRefusal::NotNow { state: AwardState::Active, command: AwardCommand::Cancel };
    assert_eq!(active().cancel(&cancellation), Err(refused));
    // The award was approved by the department's committee, so the same committee is not one level up.
    let level = Cancellation { approver_tier: ApprovingBody::DepartmentCommittee, ..cancellation };
    let higher = AwardRefusal::HigherApprovalNeeded { tier: ApprovingBody::LogisticsBoard };
    assert_eq!(award().cancel(&level), Err(higher));
}

#[test]
fn a2_the_public_notice_appears_once_and_after_every_letter() {
    let today = day("2026-07-31");
    assert_eq!(active().publish_notice(1, today), Err(AwardRefusal::BiddersNotTold { untold: 1 }));
    let published = active().publish_notice(0, today).unwrap();
    assert_eq!(published.notice_on, Some(today));
    assert_eq!(published.publish_notice(0, today), Err(AwardRefusal::NoticePublished { on: today }));
}

#[test]
fn an_award_without_a_signed_contract_lapses() {
    assert_eq!(active().lapse().unwrap().state, AwardState::Cancelled);
}
