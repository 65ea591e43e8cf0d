//! The decision to place a tender with a bidder: who approves it, who is told what, and how long everybody waits.
//!
//! A recommendation becomes a pending award when nothing in [`approval_blockers`] stands against it. Every
//! bidder is told at that instant ([`DebriefView`]) and the standstill begins ([`signable_from`]). When it is over
//! and no challenge is pending the award becomes active and is published ([`AwardNotice`]); until then it can
//! be cancelled or set aside.
//!
//! pending → active | cancelled; active → cancelled when it is set aside or no contract comes of it.
//!
//! Invariants: nobody from the panel approves; no award past a bid's validity; a bidder learns of rivals
//! nothing but the winner's name and totals; records outlive the award by years.
//!
//! Source: rules M13–M17, S17–S21, A1–A4, A11, T5–T7 and the award machine (3.6). A threshold or period that
//! may change stands in the rulebook with its day and origin.

pub mod approval;
pub mod assessed;
pub mod award;
pub mod cancellation;
pub mod challenge;
pub mod debrief;
pub mod diligence;
pub mod event;
pub mod letters;
pub mod notice;
pub mod recommendation;
pub mod retention;
pub mod standstill;
pub mod state;
pub mod validity;
pub mod vetting;
pub mod view_rows;
pub mod views;

pub use approval::{ApprovalBlocker, ApprovalFacts, approval_blockers};
pub use assessed::{Standings, Words, assessed_bids, ranked_bids};
pub use award::{Award, NewAward, SetAside};
pub use cancellation::{Cancellation, judge_cancellation};
pub use challenge::{Challenge, ChallengeOutcome, last_day_to_challenge};
pub use debrief::{DebriefRequest, DebriefStanding, last_day_to_request_debrief};
pub use diligence::{Check, CheckKind, CheckResult, OpenCheck, open_checks};
pub use event::AwardEvent;
pub use letters::{AssessedBid, BidTotals, CorrectedMark, DebriefView, OwnMark, UnreadBid, WinnerView, letters};
pub use notice::{AwardMethod, AwardNotice, NoticeDates, NoticeField, NoticeStanding, NoticeValue, notice_dates};
pub use recommendation::{AwardBasis, RankedBid, Recommendation, judge_recommendation};
pub use retention::{Retention, may_delete_records};
pub use standstill::{signable_from, standstill_last_day};
pub use state::{AwardCommand, AwardState};
pub use validity::{BidValidity, Extension, valid_through};
pub use vetting::{Vetting, VettingResult, vetting_missing};

use crate::coded;
use crate::tenders::ApprovingBody;
use crate::time::Day;
use serde::{Deserialize, Serialize};

coded! {
    /// May a supplier win or hold a contract? Judged at the close, at the award and at the signature (S21).
    Eligibility {
        /// Nothing stands against it.
        Eligible = "eligible",
        /// Suspended for now.
        Suspended = "suspended",
        /// Shut out for a period after a hearing.
        Debarred = "debarred",
    }
}

/// Why something about an award was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum AwardRefusal {
    /// The step does not exist from where the award stands.
    NotNow {
        /// Where it stands.
        state: AwardState,
        /// What was asked.
        command: AwardCommand,
    },
    /// The award may not be made yet, or not by this person.
    NotReady {
        /// Everything that stands against it.
        blockers: Vec<ApprovalBlocker>,
    },
    /// The standstill is not over.
    StandstillRuns {
        /// First day on which it is.
        over_on: Day,
    },
    /// A challenge waits for its outcome.
    ChallengePending {
        /// Number of the challenge.
        number: u32,
    },
    /// A challenge was upheld; the award is set aside, not confirmed.
    ChallengeUpheld {
        /// Number of the challenge.
        number: u32,
    },
    /// There is no challenge of this number that waits for its outcome.
    NoSuchChallenge {
        /// The number asked for.
        number: u32,
    },
    /// A ground cannot become known after the challenge that rests on it was received.
    GroundKnownLater {
        /// The day the challenge was received.
        received_on: Day,
    },
    /// An upheld challenge is what this ground rests on, and there is none.
    NoUpheldChallenge,
    /// A contract is in force; it is ended by its own rules.
    ContractInForce,
    /// The tender gives bids a shorter validity than the rule.
    ValidityTooShort {
        /// Least days.
        least: u64,
    },
    /// An extension ends no later than the validity it extends, or was written before the close.
    NoExtension,
    /// A debrief was asked for after its last day.
    DebriefTooLate {
        /// The last day to ask.
        last_day: Day,
    },
    /// A debrief that was delivered is not delivered again.
    DebriefDelivered {
        /// The day it was delivered.
        on: Day,
    },
    /// The public notice does not go before the letters to the bidders.
    BiddersNotTold {
        /// Bidders still without a letter.
        untold: u32,
    },
    /// The public notice has appeared.
    NoticePublished {
        /// The day it appeared.
        on: Day,
    },
    /// The public notice lacks contents the rule asks for.
    NoticeIncomplete {
        /// What is missing.
        missing: Vec<NoticeField>,
    },
    /// A written reason is needed.
    ReasonMissing,
    /// Nobody approves a cancellation of their own.
    OwnRequest,
    /// The approver is not placed high enough.
    HigherApprovalNeeded {
        /// The body that may.
        tier: ApprovingBody,
    },
    /// Records may not be deleted yet.
    RecordsKept {
        /// Last day they are kept.
        until: Day,
    },
    /// The office may not keep records for fewer years than the rule.
    RetentionTooShort {
        /// Least years.
        least: u32,
    },
    /// The winning bid is not among the bids that were assessed.
    WinnerNotAssessed,
    /// The panel's report is not signed by all.
    ReportNotSigned,
    /// Nobody approves what they recommended.
    OwnRecommendation,
    /// A debrief is asked for once.
    DebriefAsked {
        /// The day it was asked for.
        on: Day,
    },
    /// A bid that was ranked can still win.
    BidsRemain,
}
