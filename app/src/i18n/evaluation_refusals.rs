//! Refusals about the evaluation of bids, in words.

use super::{evaluation_state, price_query_kind, refused_evaluation as refused, words};
use domain::evaluation::{EvaluationRefusal as No, Outstanding};
use domain::locale::Locale;
use domain::text::Text;
use domain::time::Timestamp;

/// Words for a refusal about an evaluation.
pub(super) fn of_evaluation(locale: Locale, refusal: &No) -> String {
    let number = |count: &usize| locale.number(*count as i64);
    let time = |at: &Timestamp| super::until(locale, *at);
    let plain = |text: Text| text.to(locale).to_owned();
    match refusal {
        No::NotNow { state, .. } => {
            refused::NOT_NOW.fill(locale, &[("state", &words(evaluation_state::find, state.code(), locale))])
        }
        No::PanelTooSmall { people, least } => {
            refused::PANEL_TOO_SMALL.fill(locale, &[("people", &number(people)), ("least", &number(least))])
        }
        No::PanelOfTooFewTeams { teams, least } => {
            refused::PANEL_OF_TOO_FEW_TEAMS.fill(locale, &[("teams", &number(teams)), ("least", &number(least))])
        }
        No::MarkNotOnScale { maximum, .. } => {
            refused::MARK_NOT_ON_SCALE.fill(locale, &[("maximum", &maximum.to_string())])
        }
        No::ModerationNeeded { lowest, highest, .. } => refused::MODERATION_NEEDED
            .fill(locale, &[("lowest", &lowest.to_string()), ("highest", &highest.to_string())]),
        No::OutsideIndividualMarks { lowest, highest, .. } => refused::OUTSIDE_INDIVIDUAL_MARKS
            .fill(locale, &[("lowest", &lowest.to_string()), ("highest", &highest.to_string())]),
        No::AnswerTimeTooShort { earliest } => {
            // The time ends where the next day begins.
            let last = Timestamp::from_millis(earliest.millis() - 1).day();
            refused::ANSWER_TIME_TOO_SHORT.fill(locale, &[("day", &locale.date(last))])
        }
        No::AnswerAwaited { answer_before } => refused::ANSWER_AWAITED.fill(locale, &[("time", &time(answer_before))]),
        No::AnswerTooLate { answer_before } => refused::ANSWER_TOO_LATE.fill(locale, &[("time", &time(answer_before))]),
        No::PriceUnsettled { kind, .. } => {
            refused::PRICE_UNSETTLED.fill(locale, &[("kind", &words(price_query_kind::find, kind.code(), locale))])
        }
        No::ReasonMissing => plain(refused::REASON_MISSING),
        No::NotOnPanel { .. } => plain(refused::NOT_ON_PANEL),
        No::NotTheChair => plain(refused::NOT_THE_CHAIR),
        No::OfThePanel { .. } => plain(refused::OF_THE_PANEL),
        No::AssessorTwice => plain(refused::ASSESSOR_TWICE),
        No::PanelWithoutUser => plain(refused::PANEL_WITHOUT_USER),
        No::DrafterMayNotChair => plain(refused::DRAFTER_MAY_NOT_CHAIR),
        No::WasReplaced { .. } => plain(refused::WAS_REPLACED),
        No::BidderNotCovered { .. } => plain(refused::BIDDER_NOT_COVERED),
        No::NotABidder { .. } => plain(refused::NOT_A_BIDDER),
        No::NoConflict => plain(refused::NO_CONFLICT),
        No::OwnConflict => plain(refused::OWN_CONFLICT),
        No::InterestsOutstanding(Outstanding::Assessment) => plain(refused::CONFLICTS_OUTSTANDING),
        No::InterestsOutstanding(_) => plain(refused::INTERESTS_OUTSTANDING),
        No::NotABid { .. } => plain(refused::NOT_A_BID),
        No::BidTwice { .. } => plain(refused::BID_TWICE),
        No::NotACriterion { .. } => plain(refused::NOT_A_CRITERION),
        No::CommentMissing { .. } => plain(refused::COMMENT_MISSING),
        No::MarkMissing { .. } => plain(refused::MARK_MISSING),
        No::AlreadySubmitted => plain(refused::ALREADY_SUBMITTED),
        No::MarksOutstanding { .. } => plain(refused::MARKS_OUTSTANDING),
        No::CriterionUnmarked { .. } => plain(refused::CRITERION_UNMARKED),
        No::AlreadySigned => plain(refused::ALREADY_SIGNED),
        No::NonePassed => plain(refused::NONE_PASSED),
        No::PriceOfFailedBid { .. } => plain(refused::PRICE_OF_FAILED_BID),
        No::PriceMissing { .. } => plain(refused::PRICE_MISSING),
        No::PriceNotPositive { .. } => plain(refused::PRICE_NOT_POSITIVE),
        No::NoTechnicalMarks => plain(refused::NO_TECHNICAL_MARKS),
        No::NoGroundToExclude { .. } => plain(refused::NO_GROUND_TO_EXCLUDE),
        No::NothingToAsk { .. } => plain(refused::NOTHING_TO_ASK),
        No::AlreadyAsked { .. } => plain(refused::ALREADY_ASKED),
        No::NotAsked { .. } => plain(refused::NOT_ASKED),
        No::AlreadyAnswered { .. } => plain(refused::ALREADY_ANSWERED),
        No::AlreadyDecided { .. } => plain(refused::ALREADY_DECIDED),
        No::TotalNotConfirmed { .. } => plain(refused::TOTAL_NOT_CONFIRMED),
        No::TotalConfirmed { .. } => plain(refused::TOTAL_CONFIRMED),
        No::NothingToDraw => plain(refused::NOTHING_TO_DRAW),
        No::TwoWitnessesNeeded => plain(refused::TWO_WITNESSES_NEEDED),
        No::DrawNeeded { .. } => plain(refused::DRAW_NEEDED),
        No::NotTheFirst { .. } => plain(refused::NOT_THE_FIRST),
        No::NothingRecommended => plain(refused::NOTHING_RECOMMENDED),
    }
}
