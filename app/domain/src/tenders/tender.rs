//! A tender from its draft to its close: approved by the right body, published, asked about, changed, moved, ended.
//!
//! Publication judges thresholds and dates on the real day (T-d, M1, M2). Until the close, an addendum or a late
//! answer moves it so that time is left (M9), it may be extended but never shortened (M12), and bad weather or an
//! outage moves it for everybody (M7). Calling it off takes a ground and two people (A4).

use super::TenderRefusal;
use super::closing::{Closing, Disruption};
use super::decision::{Award, Recommendation};
use super::draft::Draft;
use super::question::{Addendum, Answer, Question};
use super::route::{ApprovingBody, Procedure};
use super::state::{Stage, TenderCommand, TenderState};
use super::timetable::{close_after_change, last_answer_day};
use crate::coded;
use crate::ids::{BudgetLineId, PersonId, TenderId};
use crate::money::Money;
use crate::time::{Day, Timestamp};
use serde::{Deserialize, Serialize};

/// Somebody who decides for an approving body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approver {
    /// The person.
    pub person: PersonId,
    /// The body they decide for.
    pub body: ApprovingBody,
}

/// What a published tender says about itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// When it was published.
    pub published_at: Timestamp,
    /// When it closes, as moved.
    pub closes_at: Closing,
    /// 1 when published; one more with every addendum, every move of the close, and when it is called off.
    pub revision: u32,
}

/// What happened to a tender so far.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Progress {
    /// Who approved it.
    pub approved_by: Option<Approver>,
    /// Its notice, from publication on.
    pub notice: Option<Notice>,
    /// When the technical envelopes were opened.
    pub opened_at: Option<Timestamp>,
    /// What the panel recommends.
    pub recommendation: Option<Recommendation>,
    /// The award that is notified.
    pub award: Option<Award>,
    /// A challenge is open.
    pub is_challenged: bool,
}

/// A tender, as its rules see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tender {
    /// The tender.
    pub id: TenderId,
    /// `T-2026-0007`.
    pub reference: String,
    /// What was drafted; frozen when it is submitted (S11).
    pub draft: Draft,
    /// What happened so far.
    pub progress: Progress,
    pub(super) state: TenderState,
}

/// Money set aside for a tender.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reservation {
    /// The line it is on.
    pub line: BudgetLineId,
    /// How much.
    pub amount: Money,
}

coded! {
    /// Why a tender is called off (A4).
    CancelGround {
        /// The need is gone.
        RequirementGone = "requirement_gone",
        /// No bid conforms.
        NoConformingBid = "no_conforming_bid",
        /// No price is acceptable.
        PricesUnacceptable = "prices_unacceptable",
        /// The money was withdrawn.
        FundsWithdrawn = "funds_withdrawn",
        /// Something went wrong that cannot be mended.
        Irregularity = "irregularity",
        /// The public interest demands it.
        PublicInterest = "public_interest",
    }
}

impl CancelGround {
    /// The ground can be known at this stage: what is sealed says nothing.
    pub fn is_possible_at(self, stage: Stage) -> bool {
        let sealed = matches!(stage, Stage::Published | Stage::Closed);
        match self {
            CancelGround::NoConformingBid => !sealed,
            CancelGround::PricesUnacceptable => !sealed && !matches!(stage, Stage::OpenedTechnical | Stage::Evaluating),
            _ => true,
        }
    }
}

impl Tender {
    /// A tender that is begun.
    pub fn begin(id: TenderId, reference: String, draft: Draft) -> Tender {
        Tender { id, reference, draft, progress: Progress::default(), state: TenderState::Draft }
    }

    /// A tender as it was stored.
    pub fn stored(id: TenderId, reference: String, draft: Draft, progress: Progress, state: TenderState) -> Tender {
        Tender { id, reference, draft, progress, state }
    }

    /// What is stored of where it stands.
    pub fn state(&self) -> TenderState {
        self.state
    }

    /// Where it stands at this instant. One without a notice takes no bids.
    pub fn stage(&self, now: Timestamp) -> Stage {
        let past = self.progress.notice.as_ref().is_none_or(|notice| notice.closes_at.has_passed(now));
        self.state.stage(past)
    }

    /// The day its rules are looked up by: of publication, before it the planned one (T-d).
    pub fn rules_day(&self, now: Timestamp) -> Day {
        let published = self.progress.notice.as_ref().map(|notice| notice.published_at.day());
        let planned = || self.draft.timetable.as_ref().map(|timetable| timetable.publishes_on);
        published.or_else(planned).unwrap_or_else(|| now.day())
    }

    /// Its procedure.
    pub fn procedure(&self, now: Timestamp) -> Result<Procedure, TenderRefusal> {
        self.draft.procedure(self.rules_day(now))
    }

    /// The officer changes the draft; who drafted it stays.
    pub fn revise(mut self, draft: Draft, now: Timestamp) -> Result<Tender, TenderRefusal> {
        self.state = self.after(TenderCommand::Revise, now)?;
        self.draft = Draft { drafted_by: self.draft.drafted_by, ..draft };
        Ok(self)
    }

    /// The officer sends a complete draft to the approving body. `products` are names the register knows (S14).
    pub fn submit_for_approval(mut self, products: &[&str], now: Timestamp) -> Result<Tender, TenderRefusal> {
        self.state = self.after(TenderCommand::SubmitForApproval, now)?;
        self.draft.ready(products)?;
        let planned = self.rules_day(now);
        if planned < now.day() {
            return Err(TenderRefusal::PublicationDayPassed { planned });
        }
        Ok(self)
    }

    /// The approving body sends it back with what is missing.
    pub fn send_back(mut self, by: &Approver, reason: &str, now: Timestamp) -> Result<Tender, TenderRefusal> {
        self.state = self.after(TenderCommand::Return, now)?;
        self.may_approve(by.person)?;
        has_reason(reason)?;
        Ok(self)
    }

    /// The approving body says yes: high enough (T5), not the drafter, the money reserved.
    pub fn approve(mut self, by: &Approver, reserved: &Reservation, now: Timestamp) -> Result<Tender, TenderRefusal> {
        self.state = self.after(TenderCommand::Approve, now)?;
        self.may_approve(by.person)?;
        self.can_be_divided()?;
        let procedure = self.procedure(now)?;
        reaches(by.body, procedure.body)?;
        let amount = if self.draft.budget_line == Some(reserved.line) { reserved.amount } else { Money::ZERO };
        if amount < procedure.total {
            return Err(TenderRefusal::FundsNotReserved { needed: procedure.total, reserved: amount });
        }
        self.progress.approved_by = Some(*by);
        Ok(self)
    }

    /// The officer takes an approved tender back, for instance when its dates no longer hold; the approval lapses.
    pub fn reopen(mut self, now: Timestamp) -> Result<Tender, TenderRefusal> {
        self.state = self.after(TenderCommand::Reopen, now)?;
        self.progress.approved_by = None;
        Ok(self)
    }

    /// Publishes it: dates (M1, M2) and approving body are judged again on the real day. `key_pairs` were made.
    pub fn publish(mut self, key_pairs: u32, now: Timestamp) -> Result<Tender, TenderRefusal> {
        self.state = self.after(TenderCommand::Publish, now)?;
        self.can_be_divided()?;
        let today = now.day();
        let procedure = self.draft.procedure(today)?;
        let needed = procedure.body;
        reaches(self.progress.approved_by.ok_or(TenderRefusal::BodyTooLow { needed })?.body, needed)?;
        let Some(timetable) = &self.draft.timetable else {
            return Err(TenderRefusal::NotReady { gaps: vec![super::Gap::TimetableMissing] });
        };
        let closes_at = timetable.closing(procedure.agreement_applies, today)?;
        let needed = self.draft.scheme.as_ref().map_or(2, |scheme| scheme.key_pairs());
        if key_pairs < needed {
            return Err(TenderRefusal::KeysMissing { needed });
        }
        self.progress.notice = Some(Notice { published_at: now, closes_at, revision: 1 });
        Ok(self)
    }

    /// A supplier may ask now; refused after the last day for questions (M8).
    pub fn ask_question(&self, now: Timestamp) -> Result<(), TenderRefusal> {
        self.after(TenderCommand::AskQuestion, now)?;
        let last_day = self.last_question_day().unwrap_or_else(|| now.day());
        if now.day() > last_day { Err(TenderRefusal::QuestionsOver { last_day }) } else { Ok(()) }
    }

    /// The last day on which a question is taken; it follows the close (M8).
    pub fn last_question_day(&self) -> Option<Day> {
        let timetable = self.draft.timetable.as_ref()?;
        Some(timetable.last_question_day(self.progress.notice.as_ref()?.closes_at))
    }

    /// The close to which an answer published now would move it, if it is later than M8 allows.
    pub fn close_after_answer(&self, now: Timestamp) -> Option<Closing> {
        let Notice { published_at, closes_at, .. } = self.progress.notice.as_ref()?;
        let late = now.day() > last_answer_day(*closes_at, published_at.day());
        late.then(|| close_after_change(*closes_at, now, published_at.day())).filter(|close| close > closes_at)
    }

    /// The officer answers a question to everybody; a late answer moves the close (M8, M9).
    pub fn answer_question(mut self, question: Question, answer: Answer) -> Result<(Tender, Question), TenderRefusal> {
        let now = answer.at;
        self.state = self.after(TenderCommand::AnswerQuestion, now)?;
        let question = question.answered(answer)?;
        if let (Some(close), Some(notice)) = (self.close_after_answer(now), self.progress.notice.as_mut()) {
            notice.change(close);
        }
        Ok((self, question))
    }

    /// The officer changes the terms; the close moves so that time is left (M9), or to a later one given.
    pub fn issue_addendum(mut self, addendum: &Addendum, later: Option<Closing>) -> Result<Tender, TenderRefusal> {
        let now = addendum.at;
        self.state = self.after(TenderCommand::IssueAddendum, now)?;
        if addendum.text.en.trim().is_empty() || addendum.text.zh_hant.trim().is_empty() {
            return Err(TenderRefusal::TextNeeded);
        }
        if let Some(notice) = self.progress.notice.as_mut() {
            let least = close_after_change(notice.closes_at, now, notice.published_at.day());
            if later.is_some_and(|close| close < notice.closes_at) {
                return Err(TenderRefusal::CloseNotLater { current: notice.closes_at.instant() });
            }
            notice.change(later.map_or(least, |close| close.max(least)));
        }
        Ok(self)
    }

    /// The officer moves the close later; never earlier (M12), never after it has passed (M11).
    pub fn extend(mut self, close: Closing, now: Timestamp) -> Result<Tender, TenderRefusal> {
        self.state = self.after(TenderCommand::Extend, now)?;
        if let Some(notice) = self.progress.notice.as_mut() {
            if close <= notice.closes_at {
                return Err(TenderRefusal::CloseNotLater { current: notice.closes_at.instant() });
            }
            notice.change(close);
        }
        Ok(self)
    }

    /// Weather or an outage moves the close (M7): also when it is noted after noon, until envelopes are opened, for
    /// the terms of tender moved it already. `None` when nothing that counts happened. Refused when even the new
    /// close has passed.
    pub fn postpone(mut self, disruptions: &[Disruption], now: Timestamp) -> Result<Option<Tender>, TenderRefusal> {
        self.state = self.after(TenderCommand::Postpone, now)?;
        let Some(notice) = self.progress.notice.as_mut() else { return Ok(None) };
        let Some(close) = notice.closes_at.postponed(disruptions, now) else { return Ok(None) };
        if close.has_passed(now) {
            return Err(TenderRefusal::CloseNotLater { current: close.instant() });
        }
        notice.change(close);
        Ok(Some(self))
    }

    /// The body that must agree before it is called off: what bidders were promised in public takes one level above the
    /// body that approves it (A4).
    pub fn cancellation_body(&self, now: Timestamp) -> Result<ApprovingBody, TenderRefusal> {
        Ok(self.procedure(now)?.body.higher())
    }

    /// Calls it off: a ground that can be known by now, and a second person high enough who did not draft it (A4).
    pub fn cancel(
        mut self,
        ground: CancelGround,
        by: PersonId,
        approver: &Approver,
        now: Timestamp,
    ) -> Result<Tender, TenderRefusal> {
        let stage = self.stage(now);
        self.state = stage.after(TenderCommand::Cancel)?;
        if by == approver.person {
            return Err(TenderRefusal::SecondPersonNeeded);
        }
        self.may_approve(approver.person)?;
        reaches(approver.body, self.cancellation_body(now)?)?;
        if !ground.is_possible_at(stage) {
            return Err(TenderRefusal::GroundNotYetPossible { stage });
        }
        if let Some(notice) = self.progress.notice.as_mut() {
            notice.revision = notice.revision.saturating_add(1);
        }
        Ok(self)
    }

    pub(super) fn after(&self, command: TenderCommand, now: Timestamp) -> Result<TenderState, TenderRefusal> {
        self.stage(now).after(command)
    }

    /// Nobody approves what they drafted, open or assess (section 4).
    pub fn may_approve(&self, person: PersonId) -> Result<(), TenderRefusal> {
        if self.draft.is_author(person) {
            return Err(TenderRefusal::OwnDraft);
        }
        let parts = self.draft.people.assesses(person) || self.draft.people.opens(person);
        if parts { Err(TenderRefusal::OpensOrAssesses { person }) } else { Ok(()) }
    }
}

impl Notice {
    pub(super) fn change(&mut self, close: Closing) {
        self.closes_at = close;
        self.revision = self.revision.saturating_add(1);
    }
}

pub(super) fn reaches(body: ApprovingBody, needed: ApprovingBody) -> Result<(), TenderRefusal> {
    if body < needed { Err(TenderRefusal::BodyTooLow { needed }) } else { Ok(()) }
}

pub(super) fn has_reason(reason: &str) -> Result<(), TenderRefusal> {
    if reason.trim().is_empty() { Err(TenderRefusal::ReasonNeeded) } else { Ok(()) }
}
