//! Why a step of an evaluation is refused.

use super::{EvaluationCommand, EvaluationState, Marking, Outstanding, QueryKind, Score};
use crate::ids::{BidId, CriterionId, OrganisationId, PersonId};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// Why something about an evaluation was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum EvaluationRefusal {
    /// The step does not exist from where the evaluation stands.
    NotNow {
        /// Where it stands.
        state: EvaluationState,
        /// What was asked.
        command: EvaluationCommand,
    },
    /// A reason must be written.
    ReasonMissing,
    /// Not a member of the panel.
    NotOnPanel {
        /// Who.
        person: PersonId,
    },
    /// Only the chair does this.
    NotTheChair,
    /// Somebody of the panel may not act for the board, nor witness a draw.
    OfThePanel {
        /// Who.
        person: PersonId,
    },
    /// Fewer people than a panel needs.
    PanelTooSmall {
        /// People named.
        people: usize,
        /// Needed.
        least: usize,
    },
    /// The same person stands on the panel twice.
    AssessorTwice,
    /// All from too few teams.
    PanelOfTooFewTeams {
        /// Teams.
        teams: usize,
        /// Needed.
        least: usize,
    },
    /// Nobody from the department that will use the solution.
    PanelWithoutUser,
    /// Whoever drafted the specification may not chair.
    DrafterMayNotChair,
    /// Somebody who was replaced does not come back.
    WasReplaced {
        /// Who.
        person: PersonId,
    },
    /// The declaration leaves a bidder out.
    BidderNotCovered {
        /// The bidder.
        supplier: OrganisationId,
    },
    /// The declaration names somebody who is no bidder, or a bidder twice.
    NotABidder {
        /// Who.
        supplier: OrganisationId,
    },
    /// The assessor declared no such conflict.
    NoConflict,
    /// The chair does not rule on an interest of their own.
    OwnConflict,
    /// Somebody has not declared, or has a conflict nobody dealt with.
    InterestsOutstanding(Outstanding),
    /// Not one of the bids under evaluation, or no longer.
    NotABid {
        /// The bid.
        bid: BidId,
    },
    /// The same bid stands twice.
    BidTwice {
        /// The bid.
        bid: BidId,
    },
    /// Not one of the published criteria.
    NotACriterion {
        /// What was named.
        criterion: CriterionId,
    },
    /// Outside the scale or between its steps.
    MarkNotOnScale {
        /// The criterion.
        criterion: CriterionId,
        /// Its maximum.
        maximum: Score,
        /// Its steps.
        marking: Marking,
    },
    /// A mark below half or at the maximum without a comment.
    CommentMissing {
        /// The bid.
        bid: BidId,
        /// The criterion.
        criterion: CriterionId,
    },
    /// A mark is still missing on the sheet.
    MarkMissing {
        /// The bid.
        bid: BidId,
        /// The criterion.
        criterion: CriterionId,
    },
    /// The sheet is submitted and locked.
    AlreadySubmitted,
    /// Somebody's marks are not submitted.
    MarksOutstanding {
        /// Who.
        assessor: PersonId,
    },
    /// The individual marks lie so far apart that the discussion must be recorded.
    ModerationNeeded {
        /// The criterion.
        criterion: CriterionId,
        /// The lowest mark.
        lowest: Score,
        /// The highest mark.
        highest: Score,
    },
    /// A mark outside the individual marks without its own reason.
    OutsideIndividualMarks {
        /// The criterion.
        criterion: CriterionId,
        /// The lowest mark.
        lowest: Score,
        /// The highest mark.
        highest: Score,
    },
    /// The panel has not settled this criterion for every bid.
    CriterionUnmarked {
        /// The criterion.
        criterion: CriterionId,
    },
    /// Signed already.
    AlreadySigned,
    /// No bid cleared the hurdles: no price is opened and the tender is unsuccessful.
    NonePassed,
    /// The price of a bid that did not clear the hurdles is never opened.
    PriceOfFailedBid {
        /// The bid.
        bid: BidId,
    },
    /// The price of a bid that cleared the hurdles is missing.
    PriceMissing {
        /// The bid.
        bid: BidId,
    },
    /// A price that is not above zero.
    PriceNotPositive {
        /// The bid.
        bid: BidId,
    },
    /// No bid has any technical mark, so that nothing can be weighed.
    NoTechnicalMarks,
    /// Nothing on record says that the bid may not win: its supplier is not shut out, and nobody sent it back.
    NoGroundToExclude {
        /// The bid.
        bid: BidId,
    },
    /// There is no ground to ask this.
    NothingToAsk {
        /// The bid.
        bid: BidId,
    },
    /// This was asked already.
    AlreadyAsked {
        /// The bid.
        bid: BidId,
    },
    /// This was never asked.
    NotAsked {
        /// The bid.
        bid: BidId,
    },
    /// The bidder would have too little time to answer.
    AnswerTimeTooShort {
        /// The earliest end of the time.
        earliest: Timestamp,
    },
    /// The bidder may still answer.
    AnswerAwaited {
        /// The end of the time.
        answer_before: Timestamp,
    },
    /// The time to answer is over.
    AnswerTooLate {
        /// Its end.
        answer_before: Timestamp,
    },
    /// The bidder answered already, or the question is settled.
    AlreadyAnswered {
        /// The bid.
        bid: BidId,
    },
    /// The question is settled.
    AlreadyDecided {
        /// The bid.
        bid: BidId,
    },
    /// The bidder did not confirm the recomputed total.
    TotalNotConfirmed {
        /// The bid.
        bid: BidId,
    },
    /// The bidder confirmed the recomputed total, so it is no ground to reject.
    TotalConfirmed {
        /// The bid.
        bid: BidId,
    },
    /// A price must be asked about, or a question about it settled, before bids are ranked.
    PriceUnsettled {
        /// The bid.
        bid: BidId,
        /// What about.
        kind: QueryKind,
    },
    /// There is no tie for the first place, or not among these.
    NothingToDraw,
    /// A draw needs two different witnesses.
    TwoWitnessesNeeded,
    /// The first place is tied; a draw comes before a recommendation.
    DrawNeeded {
        /// The equals.
        among: Vec<BidId>,
    },
    /// Another bid than the first needs a written reason.
    NotTheFirst {
        /// The first.
        first: BidId,
    },
    /// Nothing is recommended yet.
    NothingRecommended,
}
