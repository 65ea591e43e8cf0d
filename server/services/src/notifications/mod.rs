//! Every step mails the next person, in their language.
//!
//! A letter is written into the outbox in the transaction of the change it tells of; a job delivers it, so
//! a dead mail server delays letters and never requests. A letter is tried with growing pauses for half a day
//! and then given up, visibly. It may arrive twice, always with the same message id; it is never lost.
//!
//! No secret is kept in the outbox: the secret of a one-time link is made when its letter leaves.

mod award_letters;
mod bid_letters;
mod compose;
mod contract_letters;
mod custody_letters;
mod deliver;
mod evaluation_letters;
mod key_letters;
mod of_suppliers;
mod recipients;
mod tender_letters;

pub use deliver::{Delivered, deliver};
pub(crate) use recipients::write;

/// The texts of letters, from the catalogue files beside this one.
mod texts {
    #![allow(missing_docs, dead_code, reason = "made from the catalogue files")]
    include!(concat!(env!("OUT_DIR"), "/texts.rs"));
}

use domain::bids::Unreadable;
use domain::coded;
use domain::ids::OrderId;
use domain::money::Money;
use domain::text::Trilingual;
use domain::time::{Day, Timestamp};
use serde::{Deserialize, Serialize};

coded! {
    /// What a letter is about; its code is the key of its texts.
    Letter {
        /// Join by choosing a password.
        Invitation = "invitation",
        /// Choose a new password.
        Reset = "reset",
        /// The password was changed.
        PasswordChanged = "password_changed",
        /// A request waits for the department's approver.
        Endorse = "endorse",
        /// A request waits for the office.
        Approve = "approve",
        /// The department said no.
        Rejected = "rejected",
        /// The office sent it back.
        Returned = "returned",
        /// The office said yes.
        Approved = "approved",
        /// The department can set it up.
        SetUp = "set_up",
        /// A pilot began.
        Pilot = "pilot",
        /// Live use began.
        Live = "live",
        /// A pilot was given up.
        Abandoned = "abandoned",
        /// Live use ended.
        Retired = "retired",
        /// The department called it off.
        Cancelled = "cancelled",
        /// Use is to be reported each month.
        UsageDue = "usage_due",
        /// A tender waits for its approving body.
        TenderApprove = "tender_approve",
        /// The approving body sent a tender back.
        TenderReturned = "tender_returned",
        /// The approving body said yes to a tender.
        TenderApproved = "tender_approved",
        /// A tender was published, to its drafter.
        TenderPublished = "tender_published",
        /// A question waits for its answer.
        TenderQuestion = "tender_question",
        /// Calling a tender off waits for a second person.
        TenderCancelAsked = "tender_cancel_asked",
        /// The second person turned it down.
        TenderCancelDeclined = "tender_cancel_declined",
        /// Confirm that letters about a tender are wanted.
        WatchConfirm = "watch_confirm",
        /// Confirm that letters about new tenders are wanted.
        WatchConfirmNew = "watch_confirm_new",
        /// A new tender, to those who watch.
        WatchNew = "watch_new",
        /// A question was answered.
        WatchAnswered = "watch_answered",
        /// A question was answered, to whoever asked it.
        QuestionAnswered = "question_answered",
        /// An addendum was issued.
        WatchAddendum = "watch_addendum",
        /// The close was moved.
        WatchMoved = "watch_moved",
        /// Weather or an outage moved the close.
        WatchPostponed = "watch_postponed",
        /// A tender was called off.
        WatchCancelled = "watch_cancelled",
        /// The notice of an award was published.
        WatchAwarded = "watch_awarded",
        /// A tender ended without an award, to those who watch.
        WatchUnsuccessful = "watch_unsuccessful",
        /// Confirm the address a company was registered with.
        SupplierConfirm = "supplier_confirm",
        /// A company was to be registered with an address that has an account.
        SupplierKnown = "supplier_known",
        /// Another supplier is registered by the company's number.
        SupplierNumberInUse = "supplier_number_in_use",
        /// Two companies name one number.
        SupplierClash = "supplier_clash",
        /// The company's file was received.
        SupplierReceived = "supplier_received",
        /// A file waits for the vetting officers.
        SupplierVet = "supplier_vet",
        /// The office began to check.
        SupplierReview = "supplier_review",
        /// A second officer is needed.
        SupplierSecondCheck = "supplier_second_check",
        /// The office asked something.
        SupplierQuestion = "supplier_question",
        /// Verified.
        SupplierVerified = "supplier_verified",
        /// The office said no.
        SupplierRejected = "supplier_rejected",
        /// The verification ends soon.
        SupplierReminder = "supplier_reminder",
        /// The verification has ended.
        SupplierExpired = "supplier_expired",
        /// Nobody answered in time.
        SupplierLapsed = "supplier_lapsed",
        /// Stopped for now.
        SupplierSuspended = "supplier_suspended",
        /// May go on.
        SupplierReinstated = "supplier_reinstated",
        /// The head proposes a debarment, which waits for the board.
        SupplierDebarmentProposed = "supplier_debarment_proposed",
        /// The board agreed to it.
        SupplierDebarmentAgreed = "supplier_debarment_agreed",
        /// The board did not agree to it.
        SupplierDebarmentTurnedDown = "supplier_debarment_turned_down",
        /// Shut out for a period.
        SupplierDebarred = "supplier_debarred",
        /// The period is over.
        SupplierDebarmentEnded = "supplier_debarment_ended",
        /// The company left.
        SupplierClosed = "supplier_closed",
        /// What somebody may do for their company was changed.
        AccessChanged = "access_changed",
        /// A contract waits for the supplier's signature.
        ContractToSign = "contract_to_sign",
        /// A contract was written anew and waits for the supplier's signature again.
        ContractRewritten = "contract_rewritten",
        /// A contract waits for the department's signature.
        ContractSignNext = "contract_sign_next",
        /// Both signed.
        ContractSigned = "contract_signed",
        /// The supplier declined to sign.
        ContractDeclined = "contract_declined",
        /// Nobody signed in time.
        ContractLapsed = "contract_lapsed",
        /// The department gave a contract up before it was in force.
        ContractCancelled = "contract_cancelled",
        /// A milestone was accepted.
        ContractMilestone = "contract_milestone",
        /// A payment was recorded.
        ContractPaid = "contract_paid",
        /// A change of the terms waits for a second officer.
        ContractVariation = "contract_variation",
        /// The terms were changed.
        ContractVaried = "contract_varied",
        /// A second officer did not agree to a change.
        ContractNotVaried = "contract_not_varied",
        /// Everything was delivered and paid.
        ContractCompleted = "contract_completed",
        /// A contract ended before its time.
        ContractTerminated = "contract_terminated",
        /// The supplier reported on a promise.
        PromiseReported = "promise_reported",
        /// A report on a promise counts.
        PromiseConfirmed = "promise_confirmed",
        /// A report on a promise does not count.
        PromiseNotConfirmed = "promise_not_confirmed",
        /// Most of a contract's value is used.
        ContractSpent = "contract_spent",
        /// A contract's last day comes near.
        ContractEnds = "contract_ends",
        /// Too few openers of a tender can be counted on.
        KeysFew = "keys_few",
        /// So few that the close is not moved by hand and nothing is published with them.
        KeysRed = "keys_red",
        /// An opener's key was given up and the tender has other keys, to officers.
        KeysGivenUp = "keys_given_up",
        /// Somebody is an opener of a tender from now on.
        OpenerNamed = "opener_named",
        /// Bids are sealed to other keys; those that are in stay good.
        WatchKeys = "watch_keys",
        /// Bids are sealed to other keys; those that are in must be handed in again.
        WatchKeysVoid = "watch_keys_void",
        /// A bidder's own bid lapsed at the close, because the keys it was sealed to counted no more.
        BidLapsedKeys = "bid_lapsed_keys",
        /// An opener's key was not tried out for a month.
        KeyRehearse = "key_rehearse",
        /// Two custodians restored the closing key of a tender.
        ClosingKeyRestored = "closing_key_restored",
        /// Two custodians restored the office's own master key.
        MasterKeyRestored = "master_key_restored",
        /// A custodian, or the holder of a recovery key, has to try the key out.
        CustodianRehearse = "custodian_rehearse",
        /// Fewer than two custodians hold keys that count.
        CustodiansFew = "custodians_few",
        /// The newest published head of the log, to those who keep it.
        LogHead = "log_head",
        /// Bids have closed and can be opened, to officers.
        BidsClosed = "bids_closed",
        /// No bid came, to officers.
        BidsNone = "bids_none",
        /// No envelope could be read, to officers.
        BidsUnreadable = "bids_unreadable",
        /// A bidder's own bid was opened.
        BidOpened = "bid_opened",
        /// A bidder's own envelope could not be read.
        BidUnreadable = "bid_unreadable",
        /// To a bidder: its envelope was read after all.
        BidReadAfterAll = "bid_read_after_all",
        /// To the panel and procurement: a bid that could not be read joins the others.
        BidJoins = "bid_joins",
        /// To the same: a price that could not be read came in.
        PriceJoins = "price_joins",
        /// A bidder's own bid lapsed at the close.
        BidLapsed = "bid_lapsed",
        /// The panel can be appointed.
        EvaluationAppoint = "evaluation_appoint",
        /// A member of the panel is asked to declare.
        EvaluationDeclare = "evaluation_declare",
        /// A bidder joined after the opening: conflicts are to be assessed again.
        EvaluationRenewConflicts = "evaluation_renew_conflicts",
        /// A member declared an interest.
        EvaluationConflict = "evaluation_conflict",
        /// Bids can be marked.
        EvaluationMark = "evaluation_mark",
        /// All marks are in.
        EvaluationModerate = "evaluation_moderate",
        /// The panel's marks wait for signatures.
        EvaluationSign = "evaluation_sign",
        /// Openers can open the prices.
        EvaluationOpenPrices = "evaluation_open_prices",
        /// No bid cleared the hurdles.
        EvaluationNonePassed = "evaluation_none_passed",
        /// Prices are open, to the panel.
        EvaluationPrices = "evaluation_prices",
        /// A bidder is asked about its price.
        PriceQuery = "price_query",
        /// A bidder answered.
        PriceAnswered = "price_answered",
        /// The chair can recommend.
        EvaluationRecommend = "evaluation_recommend",
        /// The report waits for signatures.
        EvaluationSignReport = "evaluation_sign_report",
        /// The report is signed.
        EvaluationReported = "evaluation_reported",
        /// Bids were opened with a recovery key, to the auditor.
        RecoveryKeyUsed = "recovery_key_used",
        /// An award waits for its approving body.
        AwardApprove = "award_approve",
        /// The approving body sent a recommendation back.
        AwardReturned = "award_returned",
        /// The winner is told.
        AwardWon = "award_won",
        /// Another bidder is told of the decision.
        AwardLost = "award_lost",
        /// An award was challenged.
        AwardChallenged = "award_challenged",
        /// A challenge was decided.
        AwardChallengeDecided = "award_challenge_decided",
        /// The award is final, to the winner.
        AwardConfirmed = "award_confirmed",
        /// The award is final, to the department.
        AwardFinal = "award_final",
        /// The decision was taken back.
        AwardSetAside = "award_set_aside",
        /// No contract came of an award.
        AwardLapsed = "award_lapsed",
        /// A tender was called off, to its bidders.
        AwardCancelled = "award_cancelled",
        /// A tender ended without an award.
        AwardUnsuccessful = "award_unsuccessful",
        /// A bidder asks to have the decision explained.
        DebriefAsked = "debrief_asked",
        /// The explanation was delivered.
        DebriefReady = "debrief_ready",
    }
}

impl Letter {
    /// It asks an address to confirm a watch.
    fn asks_to_confirm(self) -> bool {
        matches!(self, Letter::WatchConfirm | Letter::WatchConfirmNew)
    }

    /// It tells of something that a bidder may have to do about a bid.
    fn asks_of_bidders(self) -> bool {
        matches!(self, Letter::WatchAddendum | Letter::WatchKeys | Letter::WatchKeysVoid)
    }
}

/// What a letter is filled with.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Facts {
    /// Where the link goes, after the language; empty without a link.
    pub path: String,
    /// Reference of the order.
    pub reference: String,
    /// Name of the solution.
    pub solution: Trilingual,
    /// Name of the department.
    pub organisation: Trilingual,
    /// Somebody's name.
    pub person: String,
    /// Price of the order.
    pub price: Option<Money>,
    /// What somebody wrote.
    pub comment: String,
    /// When a tender closes.
    #[serde(default)]
    pub closes_at: Option<Timestamp>,
    /// The order, for those who look.
    pub order: Option<OrderId>,
    /// A day that matters.
    #[serde(default)]
    pub until: Option<Day>,
    /// How many bids there are, once that may be told.
    #[serde(default)]
    pub bids: u32,
    /// Why the bidder's envelope could not be read.
    #[serde(default)]
    pub unreadable: Option<Unreadable>,
    /// The question that was answered. Who asked lies closed and is opened when the letter leaves.
    #[serde(default)]
    pub question: Option<uuid::Uuid>,
    /// What a bidder is told of a decision; it lies closed and is opened when the letter leaves.
    #[serde(default)]
    pub outcome: Option<uuid::Uuid>,
    /// The words of it, never stored.
    #[serde(skip)]
    pub filled: Vec<(&'static str, String)>,
}

#[cfg(test)]
mod tests;
