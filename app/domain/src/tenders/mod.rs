//! A department's need, from its draft to its close, and the decision it leads to.
//!
//! draft → in approval → approved → published → (closed, by the clock alone) → opened technical → evaluating →
//! opened price → recommended → awarded pending → complete; or cancelled, or unsuccessful. The route follows from
//! the estimate, dates from the route, and both are judged again on the real day of publication. What is published
//! is frozen: only the close may move, only later, and every change raises the notice's revision. Nobody approves
//! what they drafted; who opens, who assesses and who approves are different people.
//!
//! Source: tender machine (3.3); thresholds (2.1), time (2.2), sealing and evaluation (2.3).

pub mod route;
pub mod splitting;

mod authors;
pub mod closing;
pub mod timetable;

pub mod nominee;
pub mod people;
pub mod price_lines;
pub mod requirement;
pub mod scheme;

pub mod draft;
pub mod edit;
pub mod forms;
pub mod lots;
mod refused_edit;

pub mod question;
pub mod state;

pub mod decision;
pub mod event;
pub mod notice;
pub mod openers;
pub mod search;
pub mod tender;
pub mod views;

pub use closing::{Closing, Disruption, DisruptionKind};
pub use draft::{ConflictAssessment, Document, DocumentKind, Draft, Gap, Section, SectionProgress, Task};
pub use edit::{Basis, Edit};
pub use event::TenderEvent;
pub use lots::{Lot, LotPlace};
pub use nominee::Part;
pub use notice::{Cause, PublicDocument, PublicNotice, ValueBand};
pub use openers::KeysCause;
pub use people::{Assessor, Opener, People, PeopleGap};
pub use price_lines::{MOST_LINES, lines_to_price};
pub use question::{Addendum, AddendumKind, Answer, BidStanding, PublicAnswer, Question};
pub use requirement::{Concern, ConcernKind, Requirement, Weight};
pub use route::{ApprovingBody, BuyerKind, Estimate, Procedure, Purchase, Route, Subject};
pub use scheme::{Comparison, Criterion, Envelopes, MarkingScheme, TieBreak, Weights};
pub use search::{TenderFacet, TenderQuery, TenderSort, TenderTab};
pub use splitting::{Spending, SplittingWarning, splitting};
pub use state::{Stage, TenderCommand, TenderState};
pub use tender::{Approver, CancelGround, Notice, Progress, Reservation, Tender};
pub use timetable::{Means, Timetable, last_answer_day};

use crate::ids::{CriterionId, PersonId};
use crate::money::Money;
use crate::time::{Day, Timestamp};
use serde::{Deserialize, Serialize};

/// Why something about a tender was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum TenderRefusal {
    /// The step does not exist from where the tender stands.
    NotNow {
        /// Where it stands.
        stage: Stage,
        /// What was asked.
        command: TenderCommand,
    },
    /// The draft is not complete.
    NotReady {
        /// Everything missing.
        gaps: Vec<Gap>,
    },
    /// The estimate is missing, nothing, or below nothing.
    EstimateNotPositive,
    /// The estimate is too large to be counted.
    EstimateTooLarge,
    /// A tender closes at noon of a working day.
    NotNoonOnAWorkingDay {
        /// The instant asked for.
        at: Timestamp,
    },
    /// The general holidays of that year are not known yet.
    HolidaysUnknown {
        /// The day asked for.
        day: Day,
    },
    /// Bidders would have too little time (M1, M2).
    CloseTooEarly {
        /// The earliest day.
        earliest: Day,
        /// The day asked for.
        asked: Day,
    },
    /// A close moves only later (M12).
    CloseNotLater {
        /// The close as it stands.
        current: Timestamp,
    },
    /// The planned day of publication is over.
    PublicationDayPassed {
        /// The planned day.
        planned: Day,
    },
    /// Questions must end between so many days before the close (M8).
    QuestionDaysOutside {
        /// Fewest.
        least: u64,
        /// Most.
        most: u64,
    },
    /// No more questions are taken (M8).
    QuestionsOver {
        /// The last day they were.
        last_day: Day,
    },
    /// Bids must stand longer (M13).
    ValidityTooShort {
        /// Fewest days.
        least: u64,
    },
    /// Bids no longer stand, and the recommended bidder has not extended in writing (M13).
    ValidityOver {
        /// The last day they stood.
        ended_on: Day,
    },
    /// The question has an answer.
    AlreadyAnswered,
    /// Something must be written.
    TextNeeded,
    /// A reason must be written.
    ReasonNeeded,
    /// Weights must make exactly 100.00.
    WeightsNot100 {
        /// Technical, in hundredths of a percent.
        technical: u32,
        /// Price, in hundredths of a percent.
        price: u32,
    },
    /// A technical weight outside the usual share needs a reason (S12).
    WeightsNeedReason {
        /// Least usual, in hundredths of a percent.
        least: u32,
        /// Most usual.
        most: u32,
    },
    /// Another share for innovation needs a reason (S13).
    InnovationNeedsReason {
        /// The usual marks, in hundredths.
        usual: u32,
    },
    /// The marks of all criteria must make exactly 100.00.
    MarksNot100 {
        /// What they make, in hundredths.
        marks: u64,
    },
    /// A criterion is there twice, has no name or marks, or a pass mark above its marks.
    CriterionUnusable {
        /// The criterion.
        criterion: CriterionId,
    },
    /// The total pass mark is above all marks.
    PassMarkTooHigh {
        /// All marks, in hundredths.
        most: u32,
    },
    /// Only when price alone decides may a bid come in a single envelope (S5).
    SingleEnvelopeNeedsPriceOnly,
    /// Doing without a marking scheme needs a directorate officer's approval (S12).
    PriceOnlyNotApproved,
    /// Tie-breaks are published once each and end in a draw (S18).
    TieBreaksIncomplete,
    /// Nobody approves what they drafted.
    OwnDraft,
    /// Who opens or assesses does not approve.
    OpensOrAssesses {
        /// Who.
        person: PersonId,
    },
    /// A higher body must approve (T5, T-c).
    BodyTooLow {
        /// The lowest that may.
        needed: ApprovingBody,
    },
    /// A second person must agree (A4).
    SecondPersonNeeded,
    /// Less money is reserved than the estimate.
    FundsNotReserved {
        /// Needed.
        needed: Money,
        /// Reserved on the tender's budget line.
        reserved: Money,
    },
    /// Each envelope needs its own pair of keys before publication.
    KeysMissing {
        /// Pairs needed.
        needed: u32,
    },
    /// Two named openers from different sections must open together (S2).
    NotTheOpeners,
    /// No bid was handed in, or none passed.
    NoBids,
    /// There are bids that could still win.
    BidsStand {
        /// How many.
        count: u32,
    },
    /// Assessors have not declared their interests (S7).
    DeclarationsMissing {
        /// Who.
        people: Vec<PersonId>,
    },
    /// The assessment of conflicts must be renewed after opening (M19).
    ConflictsNotRenewed {
        /// The day of opening.
        opened_on: Day,
    },
    /// The panel's technical report is not final and signed (S5).
    TechnicalReportNotSigned,
    /// Only the chair of the panel recommends.
    NotTheChair,
    /// Questions about low prices or slips are open (S17).
    PriceQueriesOpen {
        /// How many.
        count: u32,
    },
    /// The due-diligence checklist is not complete (A11).
    DueDiligenceIncomplete,
    /// The recommended tenderer's finances must be vetted first (T6).
    NotVetted,
    /// The price is nothing or below nothing.
    PriceNotPositive,
    /// What is given as the ground cannot be known yet.
    GroundNotYetPossible {
        /// Where it stands.
        stage: Stage,
    },
    /// The standstill runs until this instant (M15).
    StandstillRuns {
        /// First instant after it.
        until: Timestamp,
    },
    /// The time for a challenge is over (M16).
    ChallengeTooLate {
        /// First instant it was too late.
        ended_at: Timestamp,
    },
    /// A challenge is open.
    ChallengeOpen,
    /// No challenge is open.
    NoChallenge,
    /// A file of this kind cannot be a document.
    FileKindUnknown,
    /// The file is empty.
    FileEmpty,
    /// The file is larger than documents may be.
    FileTooLarge {
        /// Most bytes.
        most: u64,
    },
    /// A tender has so many documents at most.
    TooManyDocuments {
        /// How many.
        most: usize,
    },
    /// Nobody proposed to call it off.
    NoCancellationProposed,
    /// Who is named cannot be an opener of this tender.
    NoOpener {
        /// What stands against it.
        gaps: Vec<PeopleGap>,
    },
}

#[cfg(test)]
mod tests;
