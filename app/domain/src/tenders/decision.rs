//! A tender from its close to its result: opened by two, assessed, recommended, approved, confirmed or set aside.
//!
//! Envelopes open only after the close (S3) and by two named officers together (S2); prices only after the signed
//! technical report (S5). The chair recommends; nobody of the panel approves. What other features decide, such as
//! scores, standstill and due diligence, comes in as facts.

use super::TenderRefusal;
use super::draft::ConflictAssessment;
use super::route::{self, ApprovingBody};
use super::state::{Stage, TenderCommand};
use super::tender::{Approver, Tender, has_reason, reaches};
use crate::coded;
use crate::ids::{BidId, PersonId};
use crate::money::Money;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// What the panel recommends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recommendation {
    /// The bids that win, one for each lot that is awarded.
    pub bids: Vec<BidId>,
    /// Their evaluated prices together.
    pub total: Money,
    /// The chair.
    pub by: PersonId,
    /// The body that must approve at this price (T-c).
    pub body: ApprovingBody,
}

/// An award that is notified and not yet confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Award {
    /// Who approved it.
    pub approved_by: Approver,
    /// When it was notified.
    pub notified_at: Timestamp,
}

/// The panel's technical report, as far as opening prices depends on it (S5).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TechnicalReport {
    /// Final and signed by every assessor.
    pub is_signed: bool,
    /// Bids that conform and reach every pass mark.
    pub passing: u32,
}

/// What must be done before an award is recommended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Checks {
    /// Questions about abnormal prices and slips still open (S17).
    pub open_price_queries: u32,
    /// The due-diligence checklist is complete (A11).
    pub due_diligence_complete: bool,
    /// The tenderer's finances are vetted (T6); asked for only above the limit.
    pub finances_vetted: bool,
}

coded! {
    /// Why an award is set aside.
    SetAsideGround {
        /// A challenge was upheld.
        ChallengeUpheld = "challenge_upheld",
        /// The winner cannot or will not sign.
        WinnerFails = "winner_fails",
    }
}

impl Tender {
    /// Two openers open the technical envelopes of `bids` bids (S2, S3).
    pub fn open_technical(
        mut self,
        by: impl Into<OpenedBy>,
        bids: u32,
        now: Timestamp,
    ) -> Result<Tender, TenderRefusal> {
        self.state = self.after(TenderCommand::OpenTechnical, now)?;
        self.opened_by(by.into())?;
        if bids == 0 {
            return Err(TenderRefusal::NoBids);
        }
        self.progress.opened_at = Some(now);
        Ok(self)
    }

    /// The service ends it without a result. Right after the close `passing` counts the bids handed in, after the
    /// first opening those that could be read; once they are assessed it counts those that passed, and the technical
    /// report must be signed.
    pub fn declare_unsuccessful(mut self, report: &TechnicalReport, now: Timestamp) -> Result<Tender, TenderRefusal> {
        let stage = self.stage(now);
        self.state = stage.after(TenderCommand::DeclareUnsuccessful)?;
        if report.passing > 0 {
            return Err(TenderRefusal::BidsStand { count: report.passing });
        }
        if matches!(stage, Stage::Evaluating | Stage::OpenedPrice) && !report.is_signed {
            return Err(TenderRefusal::TechnicalReportNotSigned);
        }
        Ok(self)
    }

    /// The panel begins: everybody has declared (S7) and the assessment of conflicts is renewed (M19).
    pub fn start_evaluation(
        mut self,
        undeclared: &[PersonId],
        renewed: &ConflictAssessment,
        now: Timestamp,
    ) -> Result<Tender, TenderRefusal> {
        self.state = self.after(TenderCommand::StartEvaluation, now)?;
        if !undeclared.is_empty() {
            return Err(TenderRefusal::DeclarationsMissing { people: undeclared.to_vec() });
        }
        let opened_on = self.progress.opened_at.unwrap_or(now).day();
        if renewed.on < opened_on || renewed.on > now.day() || renewed.finding.trim().is_empty() {
            return Err(TenderRefusal::ConflictsNotRenewed { opened_on });
        }
        Ok(self)
    }

    /// Two openers open the prices of the bids that passed (S5).
    pub fn open_price(
        mut self,
        by: impl Into<OpenedBy>,
        report: &TechnicalReport,
        now: Timestamp,
    ) -> Result<Tender, TenderRefusal> {
        self.state = self.after(TenderCommand::OpenPrice, now)?;
        self.opened_by(by.into())?;
        if !report.is_signed {
            return Err(TenderRefusal::TechnicalReportNotSigned);
        }
        if report.passing == 0 {
            return Err(TenderRefusal::NoBids);
        }
        Ok(self)
    }

    /// The chair recommends an award; the price says which body must approve it (T-c, T6, S17, A11).
    pub fn recommend(
        mut self,
        by: PersonId,
        bids: Vec<BidId>,
        total: Money,
        checks: &Checks,
        now: Timestamp,
    ) -> Result<Tender, TenderRefusal> {
        self.state = self.after(TenderCommand::Recommend, now)?;
        if self.draft.people.chair != Some(by) {
            return Err(TenderRefusal::NotTheChair);
        }
        if bids.is_empty() {
            return Err(TenderRefusal::NoBids);
        }
        if total <= Money::ZERO {
            return Err(TenderRefusal::PriceNotPositive);
        }
        if checks.open_price_queries > 0 {
            return Err(TenderRefusal::PriceQueriesOpen { count: checks.open_price_queries });
        }
        if !checks.due_diligence_complete {
            return Err(TenderRefusal::DueDiligenceIncomplete);
        }
        let on = self.rules_day(now);
        let subject = self.draft.purchase.as_ref().map(|purchase| purchase.subject);
        if subject.is_some_and(|subject| route::needs_vetting(subject, total, on)) && !checks.finances_vetted {
            return Err(TenderRefusal::NotVetted);
        }
        let body = self.procedure(now)?.award_body(total, on);
        self.progress.recommendation = Some(Recommendation { bids, total, by, body });
        Ok(self)
    }

    /// The approving body sends the recommendation back.
    pub fn return_recommendation(
        mut self,
        by: &Approver,
        reason: &str,
        now: Timestamp,
    ) -> Result<Tender, TenderRefusal> {
        self.state = self.after(TenderCommand::ReturnRecommendation, now)?;
        self.may_approve(by.person)?;
        has_reason(reason)?;
        self.progress.recommendation = None;
        Ok(self)
    }

    /// The approving body approves the award, while bids stand or are extended in writing (M13).
    pub fn approve_award(mut self, by: &Approver, is_extended: bool, now: Timestamp) -> Result<Tender, TenderRefusal> {
        self.state = self.after(TenderCommand::ApproveAward, now)?;
        self.may_approve(by.person)?;
        let needed = self.progress.recommendation.as_ref().map_or(ApprovingBody::CentralBoard, |r| r.body);
        reaches(by.body, needed)?;
        if let (Some(timetable), Some(notice)) = (&self.draft.timetable, &self.progress.notice) {
            let ended_on = timetable.valid_until(notice.closes_at);
            if now.day() > ended_on && !is_extended {
                return Err(TenderRefusal::ValidityOver { ended_on });
            }
        }
        self.progress.award = Some(Award { approved_by: *by, notified_at: now });
        self.progress.is_challenged = false;
        Ok(self)
    }

    /// A bidder challenges the award before `ended_at`, the first instant it is too late (M16).
    pub fn challenge(mut self, ended_at: Timestamp, now: Timestamp) -> Result<Tender, TenderRefusal> {
        self.state = self.after(TenderCommand::Challenge, now)?;
        if now >= ended_at {
            return Err(TenderRefusal::ChallengeTooLate { ended_at });
        }
        self.progress.is_challenged = true;
        Ok(self)
    }

    /// The open challenge is found unfounded, with a reason, by somebody who may approve.
    pub fn dismiss_challenge(mut self, by: &Approver, reason: &str, now: Timestamp) -> Result<Tender, TenderRefusal> {
        self.state = self.after(TenderCommand::DismissChallenge, now)?;
        self.may_approve(by.person)?;
        has_reason(reason)?;
        if !self.progress.is_challenged {
            return Err(TenderRefusal::NoChallenge);
        }
        self.progress.is_challenged = false;
        Ok(self)
    }

    /// The service confirms the award once the standstill is over and no challenge is open (M15).
    pub fn confirm(mut self, standstill_ends_at: Timestamp, now: Timestamp) -> Result<Tender, TenderRefusal> {
        self.state = self.after(TenderCommand::Confirm, now)?;
        if self.progress.is_challenged {
            return Err(TenderRefusal::ChallengeOpen);
        }
        if now < standstill_ends_at {
            return Err(TenderRefusal::StandstillRuns { until: standstill_ends_at });
        }
        Ok(self)
    }

    /// The approving body sets the award aside; the panel recommends anew. One that ends the tender is a cancellation.
    pub fn set_aside(mut self, by: &Approver, ground: SetAsideGround, now: Timestamp) -> Result<Tender, TenderRefusal> {
        let stage = self.stage(now);
        self.state = stage.after(TenderCommand::SetAside)?;
        self.may_approve(by.person)?;
        let needed = self.progress.recommendation.as_ref().map_or(ApprovingBody::CentralBoard, |r| r.body);
        reaches(by.body, needed)?;
        // A challenge of a complete tender is known to its award alone.
        let pending = stage == Stage::AwardedPending;
        if pending && ground == SetAsideGround::ChallengeUpheld && !self.progress.is_challenged {
            return Err(TenderRefusal::NoChallenge);
        }
        self.progress.recommendation = None;
        self.progress.award = None;
        self.progress.is_challenged = false;
        Ok(self)
    }

    /// The winner does not sign: the award of a complete tender lapses, and the next in rank may be recommended.
    pub fn lapse_award(mut self, now: Timestamp) -> Result<Tender, TenderRefusal> {
        self.state = self.after(TenderCommand::SetAside, now)?;
        self.progress.recommendation = None;
        self.progress.award = None;
        self.progress.is_challenged = false;
        Ok(self)
    }

    fn opened_by(&self, by: OpenedBy) -> Result<(), TenderRefusal> {
        let (people, [first, second]) = (&self.draft.people, by.officers);
        let named = match by.recovery {
            Some(recovery) => self.draft.drafted_by != recovery && people.open_with_recovery(first, second, recovery),
            None => people.open_together(first, second),
        };
        if named { Ok(()) } else { Err(TenderRefusal::NotTheOpeners) }
    }
}

/// Who opens bids.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenedBy {
    /// The two officers.
    pub officers: [PersonId; 2],
    /// The one of them who holds a recovery key and no opener's, if one does.
    pub recovery: Option<PersonId>,
}

impl From<[PersonId; 2]> for OpenedBy {
    fn from(officers: [PersonId; 2]) -> OpenedBy {
        OpenedBy { officers, recovery: None }
    }
}
