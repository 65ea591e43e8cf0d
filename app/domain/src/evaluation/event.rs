//! What can happen to an evaluation, for the log: who did what to which bid, never a mark or a price.
//!
//! What was signed, ranked or given as a reason is named by a digest under the master key: short words and small numbers
//! could be guessed from any other. Entries that are older have none.

use super::{EvaluationState, QueryKind};
use crate::bids::Digest;
use crate::event::Event;
use crate::ids::{BidId, CriterionId, OrganisationId, PersonId, TenderId};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// What happened. `state` is where the evaluation stands after it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event")]
pub enum EvaluationEvent {
    /// The panel was appointed and asked to declare its interests.
    #[serde(rename = "evaluation.begun")]
    Begun {
        /// The tender.
        tender: TenderId,
        /// The chair.
        chair: PersonId,
        /// The members, the chair included.
        panel: Vec<PersonId>,
        /// Bids to be evaluated.
        bids: u32,
    },
    /// Conflicts of interest were assessed again, after a bidder had joined.
    #[serde(rename = "evaluation.conflicts_renewed")]
    ConflictsRenewed {
        /// The tender.
        tender: TenderId,
        /// Where it stands.
        state: EvaluationState,
        /// Digest of the assessment with what it found.
        finding: Digest,
    },
    /// A member declared interests in every bidder.
    #[serde(rename = "evaluation.declared")]
    Declared {
        /// The tender.
        tender: TenderId,
        /// Some interest was declared.
        conflict: bool,
        /// Where it stands.
        state: EvaluationState,
    },
    /// The chair ruled that a member may stay in spite of an interest.
    #[serde(rename = "evaluation.conflict_ruled")]
    ConflictRuled {
        /// The tender.
        tender: TenderId,
        /// The member.
        assessor: PersonId,
        /// The bidder.
        supplier: OrganisationId,
        /// Where it stands.
        state: EvaluationState,
        /// Digest of the ruling with its reason.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ruling: Option<Digest>,
    },
    /// Somebody took a member's place.
    #[serde(rename = "evaluation.assessor_replaced")]
    AssessorReplaced {
        /// The tender.
        tender: TenderId,
        /// Who left.
        left: PersonId,
        /// Who came.
        joined: PersonId,
        /// Where it stands.
        state: EvaluationState,
    },
    /// The chair found that a bid misses an essential requirement.
    #[serde(rename = "evaluation.non_conforming")]
    FoundNonConforming {
        /// The tender.
        tender: TenderId,
        /// The bid.
        bid: BidId,
    },
    /// A member wrote marks.
    #[serde(rename = "evaluation.marks_saved")]
    MarksSaved {
        /// The tender.
        tender: TenderId,
    },
    /// A member submitted a sheet, which locked it.
    #[serde(rename = "evaluation.marks_submitted")]
    MarksSubmitted {
        /// The tender.
        tender: TenderId,
        /// Where it stands.
        state: EvaluationState,
    },
    /// Marks of the panel were settled.
    #[serde(rename = "evaluation.consensus_set")]
    ConsensusSet {
        /// The tender.
        tender: TenderId,
        /// The bid.
        bid: BidId,
        /// The criteria.
        criteria: Vec<CriterionId>,
        /// Every mark of every bid is settled now.
        complete: bool,
    },
    /// A member signed the technical marks.
    #[serde(rename = "evaluation.technical_signed")]
    TechnicalSigned {
        /// The tender.
        tender: TenderId,
        /// Where it stands.
        state: EvaluationState,
        /// Some bid cleared every hurdle; false while that is not settled.
        some_passed: bool,
        /// Digest of the marks that were signed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        marks: Option<Digest>,
    },
    /// A bidder was asked about its price.
    #[serde(rename = "evaluation.price_asked")]
    PriceAsked {
        /// The tender.
        tender: TenderId,
        /// The bid.
        bid: BidId,
        /// The bidder.
        supplier: OrganisationId,
        /// What is asked.
        kind: QueryKind,
        /// First instant at which an answer is too late.
        answer_before: Timestamp,
    },
    /// A bidder answered.
    #[serde(rename = "evaluation.price_answered")]
    PriceAnswered {
        /// The tender.
        tender: TenderId,
        /// The bid.
        bid: BidId,
        /// What was asked.
        kind: QueryKind,
    },
    /// The panel decided about a price.
    #[serde(rename = "evaluation.price_decided")]
    PriceDecided {
        /// The tender.
        tender: TenderId,
        /// The bid.
        bid: BidId,
        /// What was asked.
        kind: QueryKind,
        /// It stands.
        accepted: bool,
    },
    /// A bid that may not win was left out.
    #[serde(rename = "evaluation.bid_excluded")]
    BidExcluded {
        /// The tender.
        tender: TenderId,
        /// The bid.
        bid: BidId,
        /// Digest of the exclusion with its ground and reason.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        exclusion: Option<Digest>,
    },
    /// The board corrected a final mark.
    #[serde(rename = "evaluation.mark_corrected")]
    MarkCorrected {
        /// The tender.
        tender: TenderId,
        /// The bid.
        bid: BidId,
        /// The criterion.
        criterion: CriterionId,
        /// Digest of the correction: both marks, and the reason.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        correction: Option<Digest>,
    },
    /// The ranking was worked out.
    #[serde(rename = "evaluation.ranked")]
    Ranked {
        /// The tender.
        tender: TenderId,
        /// Version of the arithmetic.
        formula_version: u32,
        /// Bids that were ranked.
        bids: u32,
        /// Digest of what the ranking was worked out of: marks, prices, what was left out or corrected.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        inputs: Option<Digest>,
        /// Digest of the ranking.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ranking: Option<Digest>,
    },
    /// A draw between equals was recorded.
    #[serde(rename = "evaluation.draw_recorded")]
    DrawRecorded {
        /// The tender.
        tender: TenderId,
        /// Who watched.
        witnesses: (PersonId, PersonId),
    },
    /// The chair recommended a bid.
    #[serde(rename = "evaluation.recommended")]
    Recommended {
        /// The tender.
        tender: TenderId,
    },
    /// A member signed the report.
    #[serde(rename = "evaluation.report_signed")]
    ReportSigned {
        /// The tender.
        tender: TenderId,
        /// With a dissent.
        dissent: bool,
        /// Where it stands.
        state: EvaluationState,
        /// Digest of the report that was signed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        report: Option<Digest>,
    },
    /// The chair took the signed report up again.
    #[serde(rename = "evaluation.reopened")]
    Reopened {
        /// The tender.
        tender: TenderId,
    },
}

impl From<EvaluationEvent> for Event {
    fn from(event: EvaluationEvent) -> Event {
        Event::Evaluation(event)
    }
}

impl EvaluationEvent {
    /// Its name in the log, such as `evaluation.begun`.
    pub fn name(&self) -> &'static str {
        match self {
            EvaluationEvent::Begun { .. } => "evaluation.begun",
            EvaluationEvent::ConflictsRenewed { .. } => "evaluation.conflicts_renewed",
            EvaluationEvent::Declared { .. } => "evaluation.declared",
            EvaluationEvent::ConflictRuled { .. } => "evaluation.conflict_ruled",
            EvaluationEvent::AssessorReplaced { .. } => "evaluation.assessor_replaced",
            EvaluationEvent::FoundNonConforming { .. } => "evaluation.non_conforming",
            EvaluationEvent::MarksSaved { .. } => "evaluation.marks_saved",
            EvaluationEvent::MarksSubmitted { .. } => "evaluation.marks_submitted",
            EvaluationEvent::ConsensusSet { .. } => "evaluation.consensus_set",
            EvaluationEvent::TechnicalSigned { .. } => "evaluation.technical_signed",
            EvaluationEvent::PriceAsked { .. } => "evaluation.price_asked",
            EvaluationEvent::PriceAnswered { .. } => "evaluation.price_answered",
            EvaluationEvent::PriceDecided { .. } => "evaluation.price_decided",
            EvaluationEvent::BidExcluded { .. } => "evaluation.bid_excluded",
            EvaluationEvent::MarkCorrected { .. } => "evaluation.mark_corrected",
            EvaluationEvent::Ranked { .. } => "evaluation.ranked",
            EvaluationEvent::DrawRecorded { .. } => "evaluation.draw_recorded",
            EvaluationEvent::Recommended { .. } => "evaluation.recommended",
            EvaluationEvent::ReportSigned { .. } => "evaluation.report_signed",
            EvaluationEvent::Reopened { .. } => "evaluation.reopened",
        }
    }

    /// The tender it belongs to.
    pub fn tender(&self) -> TenderId {
        match self {
            EvaluationEvent::Begun { tender, .. }
            | EvaluationEvent::ConflictsRenewed { tender, .. }
            | EvaluationEvent::Declared { tender, .. }
            | EvaluationEvent::ConflictRuled { tender, .. }
            | EvaluationEvent::AssessorReplaced { tender, .. }
            | EvaluationEvent::FoundNonConforming { tender, .. }
            | EvaluationEvent::MarksSaved { tender }
            | EvaluationEvent::MarksSubmitted { tender, .. }
            | EvaluationEvent::ConsensusSet { tender, .. }
            | EvaluationEvent::TechnicalSigned { tender, .. }
            | EvaluationEvent::PriceAsked { tender, .. }
            | EvaluationEvent::PriceAnswered { tender, .. }
            | EvaluationEvent::PriceDecided { tender, .. }
            | EvaluationEvent::BidExcluded { tender, .. }
            | EvaluationEvent::MarkCorrected { tender, .. }
            | EvaluationEvent::Ranked { tender, .. }
            | EvaluationEvent::DrawRecorded { tender, .. }
            | EvaluationEvent::Recommended { tender }
            | EvaluationEvent::Reopened { tender }
            | EvaluationEvent::ReportSigned { tender, .. } => *tender,
        }
    }
}
