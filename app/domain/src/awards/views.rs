//! What pages show of awards, in one language.

use super::{
    ApprovalBlocker, AwardMethod, AwardNotice, BidTotals, ChallengeOutcome, CorrectedMark, DebriefStanding,
    NoticeStanding, VettingResult,
};
use crate::bids::Unreadable;
use crate::catalogue::views::Said;
use crate::coded;
use crate::ids::BidId;
use crate::money::Money;
use crate::orders::views::Happening;
use crate::tenders::{ApprovingBody, CancelGround, Stage};
use crate::text::Trilingual;
use crate::time::{Day, Timestamp};

pub use super::view_rows::{CheckLine, SummaryRow};

coded! {
    /// Where a recommendation or the award it became stands.
    Round {
        /// The approving body has it.
        Recommended = "recommended",
        /// The approving body sent it back.
        Returned = "returned",
        /// Decided and told; the standstill or a challenge may run.
        Pending = "pending",
        /// Final.
        Active = "active",
        /// Called off, set aside or without a contract.
        Cancelled = "cancelled",
    }
}

coded! {
    /// A step the one who looks may take.
    AwardStep {
        /// File the recommendation.
        Recommend = "recommend",
        /// Record a due-diligence check.
        RecordCheck = "record_check",
        /// Record the vetting of finances.
        RecordVetting = "record_vetting",
        /// Record that the bidder bound itself for longer.
        ExtendValidity = "extend_validity",
        /// Approve.
        Approve = "approve",
        /// Send back.
        Return = "return",
        /// Decide a challenge.
        DecideChallenge = "decide_challenge",
        /// Take the decision back.
        SetAside = "set_aside",
        /// Write down that no contract was signed.
        Lapse = "lapse",
        /// Publish the notice.
        PublishNotice = "publish_notice",
        /// Deliver a debrief.
        DeliverDebrief = "deliver_debrief",
        /// End the tender without a result.
        DeclareUnsuccessful = "declare_unsuccessful",
    }
}

/// A challenge, for those who decide on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChallengeLine {
    /// Its number.
    pub number: u32,
    /// Who challenges.
    pub by: String,
    /// When it came in.
    pub received_at: Timestamp,
    /// Its ground, in the challenger's words.
    pub ground: String,
    /// It came in time.
    pub in_time: bool,
    /// What became of it, and when.
    pub outcome: Option<(ChallengeOutcome, Timestamp)>,
    /// Why.
    pub decision: String,
}

/// A debrief that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DebriefLine {
    /// The bid.
    pub bid: BidId,
    /// The bidder.
    pub name: String,
    /// When it was asked for.
    pub asked_at: Timestamp,
    /// Last day of its delivery.
    pub deliver_by: Day,
    /// How it stands.
    pub standing: DebriefStanding,
}

/// The decision, once bidders were told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionView {
    /// When they were told.
    pub notified_at: Timestamp,
    /// Who approved.
    pub approved_by: String,
    /// First instant at which a contract may be signed.
    pub signable_from: Timestamp,
    /// When it became final.
    pub confirmed_at: Option<Timestamp>,
    /// A challenge holds it up.
    pub suspended: bool,
    /// Bidders that were told.
    pub told: usize,
    /// The day its public notice appeared.
    pub notice_on: Option<Day>,
    /// How the notice stands against its days.
    pub notice_standing: NoticeStanding,
    /// Last day of the notice's target.
    pub notice_target_on: Day,
}

/// A recommendation and what it became.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundView {
    /// Where it stands.
    pub state: Round,
    /// The recommended bidder.
    pub supplier: String,
    /// The recommended bid.
    pub bid: BidId,
    /// What it is worth.
    pub value: Money,
    /// The body that must approve, or did.
    pub body: ApprovingBody,
    /// Who filed it.
    pub filed_by: String,
    /// When.
    pub filed_at: Timestamp,
    /// Why it ended, or was sent back.
    pub end_reason: String,
    /// Its checks.
    pub checks: Vec<CheckLine>,
    /// The vetting of finances, if there is one.
    pub vetting: Option<VettingResult>,
    /// Last day on which the bid binds.
    pub valid_until: Day,
    /// Version of its row, for decisions.
    pub version: i64,
    /// The decision.
    pub decision: Option<DecisionView>,
}

/// What the forms about an award begin with, because it is known; each can still be changed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct KnownBefore {
    /// The method, where the tender's route says it.
    pub method: Option<AwardMethod>,
    /// The department's address, as its last notice of an award gave it.
    pub department_address: Option<Trilingual>,
    /// The recommended bidder's address on the register.
    pub winner_address: Option<String>,
}

/// The award of a tender in the workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AwardView {
    /// `T-2026-0007`.
    pub reference: String,
    /// The tender's title.
    pub title: Said,
    /// Its department.
    pub department: String,
    /// Where it stands.
    pub stage: Stage,
    /// The panel's report is signed.
    pub reported: bool,
    /// Why the panel did not take the first bid, if it did not.
    pub panel_reason: Option<String>,
    /// The bids; empty before the report, and for those who read the decision alone.
    pub summary: Vec<SummaryRow>,
    /// Only one bid was ranked: whoever approves confirms that its price is reasonable (E9).
    pub single_bid: bool,
    /// Version of the evaluation, for the recommendation.
    pub evaluation_version: i64,
    /// Finances of the recommended bidder must be vetted.
    pub needs_vetting: bool,
    /// The Finance Committee must approve.
    pub needs_committee: bool,
    /// The round in hand, or the last one.
    pub round: Option<RoundView>,
    /// What stands against an award now.
    pub blockers: Vec<ApprovalBlocker>,
    /// Challenges, in the order received.
    pub challenges: Vec<ChallengeLine>,
    /// Debriefs that were asked for.
    pub debriefs: Vec<DebriefLine>,
    /// What forms begin with; nothing for those who fill in none.
    pub known: KnownBefore,
    /// Steps the one who looks may take.
    pub may: Vec<AwardStep>,
    /// What happened to the award.
    pub history: Vec<Happening>,
}

/// One's own mark for a criterion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkLine {
    /// The criterion.
    pub criterion: String,
    /// The mark, in hundredths.
    pub mark: i64,
    /// The most there was, in hundredths.
    pub out_of: i64,
    /// Why.
    pub reason: String,
    /// What it was before it was corrected, if it was.
    pub corrected: Option<CorrectedMark>,
}

/// A challenge of one's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnChallenge {
    /// Its number.
    pub number: u32,
    /// When it was received.
    pub received_at: Timestamp,
    /// It came in time.
    pub in_time: bool,
    /// What became of it.
    pub outcome: Option<ChallengeOutcome>,
    /// Why.
    pub decision: String,
}

/// How a bidder's debrief stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnDebrief {
    /// When it was asked for.
    pub asked_at: Timestamp,
    /// Last day of its delivery.
    pub deliver_by: Day,
    /// What was delivered, and when.
    pub delivered: Option<(Timestamp, String)>,
}

/// What a bidder was told about a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutcomeView {
    /// The tender's reference.
    pub reference: String,
    /// The tender's title.
    pub title: Said,
    /// The department.
    pub department: String,
    /// It won.
    pub won: bool,
    /// Where the award stands.
    pub state: Round,
    /// When it was told.
    pub notified_at: Timestamp,
    /// First instant at which a contract may be signed.
    pub signable_from: Timestamp,
    /// A challenge holds the signature up.
    pub suspended: bool,
    /// Its marks.
    pub marks: Vec<MarkLine>,
    /// Its totals.
    pub totals: BidTotals,
    /// Why it won or did not.
    pub reasons: String,
    /// Why its envelope could not be read, if that is why there are no marks.
    pub unreadable: Option<Unreadable>,
    /// The winner's name.
    pub winner: String,
    /// The winner's totals.
    pub winner_totals: BidTotals,
    /// Last day to challenge on what this decision says.
    pub challenge_by: Day,
    /// It may challenge now.
    pub may_challenge: bool,
    /// Its challenges.
    pub challenges: Vec<OwnChallenge>,
    /// Last day to ask for a debrief.
    pub debrief_by: Day,
    /// It may ask for a debrief now.
    pub may_ask_debrief: bool,
    /// Its debrief.
    pub debrief: Option<OwnDebrief>,
}

/// A decision in a supplier's list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutcomeRow {
    /// The tender's reference.
    pub reference: String,
    /// The tender's title.
    pub title: Said,
    /// What became of the bid.
    pub result: OutcomeResult,
    /// When it was told.
    pub notified_at: Timestamp,
}

coded! {
    /// What became of a bid.
    OutcomeResult {
        /// It won.
        Won = "won",
        /// Another won.
        Lost = "lost",
        /// No bid could win.
        Unsuccessful = "unsuccessful",
        /// The tender was called off.
        Cancelled = "cancelled",
    }
}

/// Why a tender ended without a winner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoWinner {
    /// No bid could win.
    Unsuccessful {
        /// Why, as the public reads it.
        reason: String,
    },
    /// It was called off.
    Cancelled(CancelGround),
}

/// What a bidder reads of a tender that ended without a winner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndedView {
    /// The tender's reference.
    pub reference: String,
    /// The tender's title.
    pub title: Said,
    /// The department.
    pub department: String,
    /// Why it ended.
    pub why: NoWinner,
    /// When it ended.
    pub ended_at: Timestamp,
    /// The bidder's own marks; none when the panel had not signed any.
    pub marks: Vec<MarkLine>,
    /// Why the bidder's envelope could not be read, if it could not.
    pub unreadable: Option<Unreadable>,
}

/// How a tender ended, in the public list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicAward {
    /// The tender's reference.
    pub reference: String,
    /// The tender's title.
    pub title: Said,
    /// The day the notice appeared.
    pub published_on: Day,
    /// What the public is told.
    pub ending: Ending,
    /// SHA-256 of the notice, in hexadecimal.
    pub sha256: String,
}

/// What the public is told of how a tender ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ending {
    /// Somebody won.
    Awarded(Box<AwardNotice>),
    /// Nobody could win.
    Unsuccessful {
        /// Bids that were handed in.
        bids: u32,
        /// Why.
        reason: String,
    },
}

/// What the public may know while a decision is not final.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    /// First instant at which a contract may be signed.
    pub signable_from: Timestamp,
    /// A challenge holds the signature up.
    pub suspended: bool,
}
