//! What a refusal about an award says, and what stands in an award's way.

use super::{
    award_blocker, award_check, award_state, eligibility, frame, notice_part, refused_award as refused, tender_body,
    words,
};
use domain::awards::{ApprovalBlocker, AwardRefusal, CheckKind, OpenCheck};
use domain::locale::Locale;
use domain::text::Text;
use domain::time::Day;

/// The words of a refusal.
pub(super) fn of_award(locale: Locale, refusal: &AwardRefusal) -> String {
    use AwardRefusal as No;
    let plain = |text: Text| text.to(locale).to_owned();
    let dated = |text: Text, day: Day| text.fill(locale, &[("day", &locale.date(day))]);
    let numbered = |text: Text, number: u32| text.fill(locale, &[("number", &number.to_string())]);
    let least = |text: Text, least: String| text.fill(locale, &[("least", &least)]);
    match refusal {
        No::NotNow { state, .. } => {
            refused::NOT_NOW.fill(locale, &[("state", &words(award_state::find, state.code(), locale))])
        }
        No::NotReady { blockers } => {
            let list: Vec<_> = blockers.iter().map(|one| blocker(locale, one)).collect();
            refused::NOT_READY.fill(locale, &[("list", &list.join(frame::LIST_SEMICOLON.to(locale)))])
        }
        No::StandstillRuns { over_on } => dated(refused::STANDSTILL, *over_on),
        No::ChallengePending { number } => numbered(refused::CHALLENGE_PENDING, *number),
        No::ChallengeUpheld { number } => numbered(refused::CHALLENGE_UPHELD, *number),
        No::NoSuchChallenge { number } => numbered(refused::NO_SUCH_CHALLENGE, *number),
        No::GroundKnownLater { received_on } => dated(refused::GROUND_LATER, *received_on),
        No::NoUpheldChallenge => plain(refused::NO_UPHELD),
        No::ContractInForce => plain(refused::CONTRACT_IN_FORCE),
        No::ValidityTooShort { least: days } => least(refused::VALIDITY_SHORT, days.to_string()),
        No::NoExtension => plain(refused::NO_EXTENSION),
        No::DebriefTooLate { last_day } => dated(refused::DEBRIEF_LATE, *last_day),
        No::DebriefDelivered { on } => dated(refused::DEBRIEF_DELIVERED, *on),
        No::DebriefAsked { on } => dated(refused::DEBRIEF_ASKED, *on),
        No::BiddersNotTold { untold } => refused::UNTOLD.count(locale, i64::from(*untold)),
        No::NoticePublished { on } => dated(refused::NOTICE_PUBLISHED, *on),
        No::NoticeIncomplete { missing } => {
            let list: Vec<_> = missing.iter().map(|part| words(notice_part::find, part.code(), locale)).collect();
            refused::NOTICE_INCOMPLETE.fill(locale, &[("list", &list.join(frame::LIST_COMMA.to(locale)))])
        }
        No::ReasonMissing => plain(refused::REASON_MISSING),
        No::OwnRequest => plain(refused::OWN_REQUEST),
        No::HigherApprovalNeeded { tier } => {
            refused::HIGHER.fill(locale, &[("body", &words(tender_body::find, tier.code(), locale))])
        }
        No::RecordsKept { until } => dated(refused::RECORDS_KEPT, *until),
        No::RetentionTooShort { least: years } => least(refused::RETENTION, years.to_string()),
        No::WinnerNotAssessed => plain(refused::WINNER_NOT_ASSESSED),
        No::ReportNotSigned => plain(refused::REPORT_NOT_SIGNED),
        No::OwnRecommendation => plain(refused::OWN_RECOMMENDATION),
        No::BidsRemain => plain(refused::BIDS_REMAIN),
    }
}

/// The words of something that stands in an award's way.
pub fn blocker(locale: Locale, blocker: &ApprovalBlocker) -> String {
    use ApprovalBlocker as In;
    let plain = |text: Text| text.to(locale).to_owned();
    match blocker {
        In::NotRanked => plain(award_blocker::NOT_RANKED),
        In::TieUnresolved { bids } => award_blocker::TIE.count(locale, bids.len() as i64),
        In::NotFirst { place } => award_blocker::NOT_FIRST.fill(locale, &[("place", &place.to_string())]),
        In::SupplierBarred { at_close, at_award } => {
            let standing = |code| words(eligibility::find, code, locale);
            let (at_close, at_award) = (standing(at_close.code()), standing(at_award.code()));
            award_blocker::BARRED.fill(locale, &[("at_close", &at_close), ("at_award", &at_award)])
        }
        In::NoApprover => plain(award_blocker::NO_APPROVER),
        In::ApproverOnPanel { .. } => plain(award_blocker::ON_PANEL),
        In::HigherBodyNeeded { tier } => {
            award_blocker::HIGHER_BODY.fill(locale, &[("body", &words(tender_body::find, tier.code(), locale))])
        }
        In::BidLapsed { last_day: Some(day), .. } => award_blocker::LAPSED.fill(locale, &[("day", &locale.date(*day))]),
        In::BidLapsed { last_day: None, .. } => plain(award_blocker::UNKNOWN_VALIDITY),
        In::PriceQueryOpen { .. } => plain(award_blocker::PRICE_QUERY),
        In::DueDiligence(check) => open_check(locale, check),
        In::VettingMissing => plain(award_blocker::VETTING),
        In::FinanceCommitteeMissing => plain(award_blocker::COMMITTEE),
    }
}

fn open_check(locale: Locale, check: &OpenCheck) -> String {
    let named =
        |text: Text, kind: CheckKind| text.fill(locale, &[("check", &words(award_check::find, kind.code(), locale))]);
    match check {
        OpenCheck::NotMade(kind) => named(award_blocker::CHECK_NOT_MADE, *kind),
        OpenCheck::NoEvidence(kind) => named(award_blocker::CHECK_NO_EVIDENCE, *kind),
        OpenCheck::NotAtSource(kind) => named(award_blocker::CHECK_NOT_AT_SOURCE, *kind),
        OpenCheck::CannotBeLeftOut(kind) => named(award_blocker::CHECK_NEEDED, *kind),
        OpenCheck::Failed(kind) => named(award_blocker::CHECK_FAILED, *kind),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::awards::{AwardCommand, AwardState, Eligibility, NoticeField};
    use domain::ids::{BidId, PersonId};
    use domain::tenders::ApprovingBody;

    #[test]
    fn every_refusal_and_every_blocker_has_words_that_are_filled_in() {
        let day = Day::from_number(20_000);
        let bid = BidId("00000000-0000-0000-0000-000000000001".parse().unwrap());
        let person = PersonId(bid.0);
        let checks = CheckKind::ALL.iter().flat_map(|kind| {
            [
                OpenCheck::NotMade(*kind),
                OpenCheck::NoEvidence(*kind),
                OpenCheck::NotAtSource(*kind),
                OpenCheck::CannotBeLeftOut(*kind),
                OpenCheck::Failed(*kind),
            ]
        });
        let mut blockers: Vec<_> = checks.map(ApprovalBlocker::DueDiligence).collect();
        blockers.extend([
            ApprovalBlocker::NotRanked,
            ApprovalBlocker::TieUnresolved { bids: vec![bid; 2] },
            ApprovalBlocker::NotFirst { place: 2 },
            ApprovalBlocker::SupplierBarred { at_close: Eligibility::Suspended, at_award: Eligibility::Debarred },
            ApprovalBlocker::NoApprover,
            ApprovalBlocker::ApproverOnPanel { person },
            ApprovalBlocker::HigherBodyNeeded { tier: ApprovingBody::CentralBoard },
            ApprovalBlocker::BidLapsed { bid, last_day: Some(day) },
            ApprovalBlocker::BidLapsed { bid, last_day: None },
            ApprovalBlocker::PriceQueryOpen { bid },
            ApprovalBlocker::VettingMissing,
            ApprovalBlocker::FinanceCommitteeMissing,
        ]);
        let refusals = [
            AwardRefusal::NotNow { state: AwardState::Active, command: AwardCommand::Cancel },
            AwardRefusal::NotReady { blockers },
            AwardRefusal::StandstillRuns { over_on: day },
            AwardRefusal::ChallengePending { number: 1 },
            AwardRefusal::ChallengeUpheld { number: 1 },
            AwardRefusal::NoSuchChallenge { number: 1 },
            AwardRefusal::GroundKnownLater { received_on: day },
            AwardRefusal::NoUpheldChallenge,
            AwardRefusal::ContractInForce,
            AwardRefusal::ValidityTooShort { least: 90 },
            AwardRefusal::NoExtension,
            AwardRefusal::DebriefTooLate { last_day: day },
            AwardRefusal::DebriefDelivered { on: day },
            AwardRefusal::DebriefAsked { on: day },
            AwardRefusal::BiddersNotTold { untold: 1 },
            AwardRefusal::NoticePublished { on: day },
            AwardRefusal::NoticeIncomplete { missing: NoticeField::ALL.to_vec() },
            AwardRefusal::ReasonMissing,
            AwardRefusal::OwnRequest,
            AwardRefusal::HigherApprovalNeeded { tier: ApprovingBody::LogisticsBoard },
            AwardRefusal::RecordsKept { until: day },
            AwardRefusal::RetentionTooShort { least: 3 },
            AwardRefusal::WinnerNotAssessed,
            AwardRefusal::ReportNotSigned,
            AwardRefusal::OwnRecommendation,
            AwardRefusal::BidsRemain,
        ];
        for locale in Locale::ALL {
            for refusal in &refusals {
                let said = of_award(locale, refusal);
                assert!(!said.is_empty() && !said.contains(['{', '}', '[', '|', '_']), "{refusal:?}: {said}");
            }
        }
    }
}
