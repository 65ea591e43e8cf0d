//! Everything that can stand between a recommendation and an award, said at once.
//!
//! The approving body must be the right one for the value and none of its members may have sat on the panel.
//! Source: rules M13, S17–S19, S21, A11, T5–T7, and separation of duties (section 4).

use super::Eligibility;
use super::diligence::{Check, OpenCheck, open_checks};
use super::recommendation::{RankedBid, Recommendation, judge_recommendation};
use super::validity::BidValidity;
use super::vetting::{Vetting, vetting_missing};
use crate::ids::{BidId, PersonId};
use crate::money::Money;
use crate::tenders::route::needs_finance_committee;
use crate::tenders::{ApprovingBody, Subject};
use crate::time::{Day, Timestamp};
use serde::{Deserialize, Serialize};

/// What the approving body has before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApprovalFacts {
    /// Every bid with a place.
    pub ranked: Vec<RankedBid>,
    /// The panel's proposal.
    pub recommendation: Recommendation,
    /// Assessors and chair of the panel, those replaced included.
    pub panel: Vec<PersonId>,
    /// Those who approve.
    pub approvers: Vec<PersonId>,
    /// The body they decide for.
    pub tier: ApprovingBody,
    /// How long the recommended bids bind.
    pub validity: Vec<BidValidity>,
    /// Bids whose abnormally low price was queried and not settled.
    pub open_price_queries: Vec<BidId>,
    /// The due-diligence checks of the recommended bidder.
    pub checks: Vec<Check>,
    /// The vetting of its finances.
    pub vetting: Option<Vetting>,
    /// What is bought.
    pub subject: Subject,
    /// Value of the award, all options and the whole term.
    pub value: Money,
    /// What the other lots are expected to cost that the tender was approved with.
    pub other_lots: Money,
    /// Cost of the computer project the tender is part of; `None` when it is none.
    pub project_cost: Option<Money>,
    /// The day the Finance Committee approved that project.
    pub finance_committee_on: Option<Day>,
    /// The day the tender was published; its thresholds count.
    pub published_on: Day,
}

/// One thing that stands in the way of an award.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ApprovalBlocker {
    /// The recommended bid has no place in the evaluation.
    NotRanked,
    /// Bids share the first place and no draw was recorded (S18).
    TieUnresolved {
        /// The bids.
        bids: Vec<BidId>,
    },
    /// Another bid is first, and the approving body gave no reason (S19).
    NotFirst {
        /// Place of the recommended bid.
        place: u32,
    },
    /// The supplier was or is suspended or debarred (S21).
    SupplierBarred {
        /// Its standing when bids closed.
        at_close: Eligibility,
        /// Its standing now.
        at_award: Eligibility,
    },
    /// Nobody is named who approves.
    NoApprover,
    /// An approver sat on the panel.
    ApproverOnPanel {
        /// The person.
        person: PersonId,
    },
    /// The value calls for a higher body (T5, T-c).
    HigherBodyNeeded {
        /// The body.
        tier: ApprovingBody,
    },
    /// The bid binds no longer, or nobody wrote down how long it does (M13).
    BidLapsed {
        /// The bid.
        bid: BidId,
        /// Its last day, if known.
        last_day: Option<Day>,
    },
    /// A price is still being asked about (S17).
    PriceQueryOpen {
        /// The bid.
        bid: BidId,
    },
    /// A due-diligence check is open (A11).
    DueDiligence(OpenCheck),
    /// The bidder's finances were not vetted, or not found sound (T6).
    VettingMissing,
    /// The Finance Committee has not approved the project (T7).
    FinanceCommitteeMissing,
}

/// Everything that stands in the way of the award at this instant; empty when it may be made.
pub fn approval_blockers(facts: &ApprovalFacts, now: Timestamp) -> Vec<ApprovalBlocker> {
    let today = now.day();
    let mut blockers = judge_recommendation(&facts.ranked, &facts.recommendation);
    if facts.approvers.is_empty() {
        blockers.push(ApprovalBlocker::NoApprover);
    }
    let on_panel = facts.approvers.iter().filter(|person| facts.panel.contains(person));
    blockers.extend(on_panel.map(|person| ApprovalBlocker::ApproverOnPanel { person: *person }));
    let whole = facts.value.plus(facts.other_lots).unwrap_or(Money::LARGEST);
    let tier = ApprovingBody::for_amount(whole, facts.published_on);
    if facts.tier < tier {
        blockers.push(ApprovalBlocker::HigherBodyNeeded { tier });
    }
    let bid = facts.recommendation.bid;
    let validity = facts.validity.iter().find(|validity| validity.bid == bid);
    if validity.is_none_or(|validity| !validity.binds_on(today)) {
        blockers.push(ApprovalBlocker::BidLapsed { bid, last_day: validity.map(BidValidity::last_day) });
    }
    blockers.extend(facts.open_price_queries.iter().map(|bid| ApprovalBlocker::PriceQueryOpen { bid: *bid }));
    blockers.extend(open_checks(&facts.checks).into_iter().map(ApprovalBlocker::DueDiligence));
    if vetting_missing(facts.value, facts.subject, facts.published_on, facts.vetting.as_ref()) {
        blockers.push(ApprovalBlocker::VettingMissing);
    }
    let needs_committee = facts.project_cost.is_some_and(|cost| needs_finance_committee(cost, facts.published_on));
    if needs_committee && facts.finance_committee_on.is_none_or(|day| day > today) {
        blockers.push(ApprovalBlocker::FinanceCommitteeMissing);
    }
    blockers
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::diligence::{CheckKind, tests::all_checks};
    use super::super::recommendation::tests::ranked;
    use super::*;
    use uuid::Uuid;

    pub(crate) fn person(number: u128) -> PersonId {
        PersonId(Uuid::from_u128(number))
    }

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    pub(crate) fn now() -> Timestamp {
        day("2026-07-20").starts_at().plus_minutes(600)
    }

    pub(crate) fn facts() -> ApprovalFacts {
        ApprovalFacts {
            ranked: vec![ranked(1, 1), ranked(2, 2)],
            recommendation: Recommendation { bid: ranked(1, 1).bid, reason_for_other: None },
            panel: vec![person(11), person(12), person(13)],
            approvers: vec![person(21), person(22)],
            tier: ApprovingBody::DepartmentCommittee,
            validity: vec![BidValidity { bid: ranked(1, 1).bid, through: day("2026-07-20"), extension: None }],
            open_price_queries: vec![],
            checks: all_checks(),
            vetting: None,
            subject: Subject::Services,
            value: Money::from_dollars(4_200_000),
            other_lots: Money::ZERO,
            project_cost: None,
            finance_committee_on: None,
            published_on: day("2026-03-02"),
        }
    }

    /// One change to facts that are in order, and the blockers it brings.
    fn check(change: impl FnOnce(&mut ApprovalFacts), expected: &[ApprovalBlocker]) {
        let mut facts = facts();
        change(&mut facts);
        assert_eq!(approval_blockers(&facts, now()), expected);
    }

    #[test]
    fn facts_in_order_let_an_award_be_made() {
        check(|_| {}, &[]);
    }

    #[test]
    fn nobody_from_the_panel_approves() {
        check(
            |facts| facts.approvers = vec![person(21), person(13), person(11)],
            &[
                ApprovalBlocker::ApproverOnPanel { person: person(13) },
                ApprovalBlocker::ApproverOnPanel { person: person(11) },
            ],
        );
        check(|facts| facts.approvers.clear(), &[ApprovalBlocker::NoApprover]);
    }

    #[test]
    fn t5_a_higher_body_may_approve_and_a_lower_one_may_not() {
        let needed = ApprovalBlocker::HigherBodyNeeded { tier: ApprovingBody::LogisticsBoard };
        for (tier, expected) in [
            (ApprovingBody::DepartmentCommittee, vec![needed]),
            (ApprovingBody::LogisticsBoard, vec![]),
            (ApprovingBody::CentralBoard, vec![]),
        ] {
            check(|facts| (facts.tier, facts.value) = (tier, Money::from_dollars(5_000_001)), &expected);
        }
    }

    #[test]
    fn m13_a_bid_that_binds_no_longer_cannot_be_awarded() {
        let bid = ranked(1, 1).bid;
        let yesterday = day("2026-07-19");
        check(
            |facts| facts.validity[0].through = yesterday,
            &[ApprovalBlocker::BidLapsed { bid, last_day: Some(yesterday) }],
        );
        check(|facts| facts.validity.clear(), &[ApprovalBlocker::BidLapsed { bid, last_day: None }]);
    }

    #[test]
    fn s17_no_award_while_a_price_is_being_asked_about() {
        let bid = ranked(2, 2).bid;
        check(|facts| facts.open_price_queries = vec![bid], &[ApprovalBlocker::PriceQueryOpen { bid }]);
    }

    #[test]
    fn a11_an_open_check_stands_in_the_way() {
        check(
            |facts| facts.checks.retain(|check| check.kind != CheckKind::Address),
            &[ApprovalBlocker::DueDiligence(OpenCheck::NotMade(CheckKind::Address))],
        );
    }

    #[test]
    fn t6_a_large_award_waits_for_its_vetting() {
        check(
            |facts| (facts.tier, facts.value) = (ApprovingBody::CentralBoard, Money::from_dollars(15_000_001)),
            &[ApprovalBlocker::VettingMissing],
        );
    }

    #[test]
    fn t7_a_large_project_waits_for_the_legislature() {
        for (cost, approved, missing) in [
            (20_000_000, None, false),
            (20_000_001, None, true),
            (20_000_001, Some("2026-07-21"), true),
            (20_000_001, Some("2026-07-20"), false),
        ] {
            let expected = if missing { vec![ApprovalBlocker::FinanceCommitteeMissing] } else { vec![] };
            check(
                |facts| {
                    facts.project_cost = Some(Money::from_dollars(cost));
                    facts.finance_committee_on = approved.map(day);
                },
                &expected,
            );
        }
    }

    #[test]
    fn everything_in_the_way_is_said_at_once() {
        let mut facts = facts();
        facts.approvers = vec![person(11)];
        facts.validity.clear();
        facts.checks.clear();
        facts.ranked[0].at_award = Eligibility::Debarred;
        assert_eq!(approval_blockers(&facts, now()).len(), 1 + 1 + 1 + 4);
    }
}
