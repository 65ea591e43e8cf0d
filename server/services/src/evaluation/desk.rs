//! A tender whose bids were opened, with its evaluation, as one officer may know of it.
//!
//! Who sits on the panel follows from the tender, not from a role; nobody else of another department knows of it.

use super::store;
use crate::caller::Caller;
use crate::change::Change;
use crate::entities::tenders;
use crate::failure::Failure;
use crate::tenders as tendering;
use domain::accounts::Role;
use domain::actor::Officer;
use domain::evaluation::{Evaluation, EvaluationEvent, EvaluationRefusal, EvaluationState};
use domain::event::Event;
use domain::ids::{PersonId, TenderId};
use domain::refusal::Refusal;
use domain::tenders::{Stage, Tender, TenderCommand, TenderRefusal};

/// What somebody is in the evaluation of one tender.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Seat {
    /// Sits on the panel, or is named for it.
    pub panel: bool,
    /// Leads it.
    pub chair: bool,
    /// Opens envelopes.
    pub opens: bool,
    /// Runs the tender for its department.
    pub procures: bool,
    /// May appoint the panel and put somebody in a member's place.
    pub appoints: bool,
    /// Sits on the board.
    pub board: bool,
    /// Reads everything once it is final.
    pub audits: bool,
    /// Decides on the award for the department.
    pub approves: bool,
}

/// A tender with its evaluation.
pub(crate) struct Desk {
    pub row: tenders::Model,
    pub tender: Tender,
    pub evaluation: Option<(Evaluation, i64)>,
    pub me: PersonId,
    pub seat: Seat,
}

impl Desk {
    /// For reading. A tender that is not opened has none.
    pub async fn load(caller: &Caller, reference: &str) -> Result<Desk, Failure> {
        let (row, tender) = tendering::load_published(caller.db(), reference).await?;
        let evaluation = store::of_tender(caller, caller.db(), tender.id).await?;
        Desk::of(caller, row, tender, evaluation)
    }

    fn of(
        caller: &Caller,
        row: tenders::Model,
        tender: Tender,
        evaluation: Option<(Evaluation, i64)>,
    ) -> Result<Desk, Failure> {
        let officer = caller.officer()?;
        let opened = tender.progress.opened_at.is_some();
        let seat = seat(officer, &row, &tender, evaluation.as_ref().map(|(evaluation, _)| evaluation));
        match seat {
            Some(seat) if opened => Ok(Desk { row, tender, evaluation, me: officer.person, seat }),
            _ => Err(Failure::NotFound),
        }
    }
}

/// The officer's part in it; nothing for somebody who may not know of it.
fn seat(officer: &Officer, row: &tenders::Model, tender: &Tender, evaluation: Option<&Evaluation>) -> Option<Seat> {
    let (person, people) = (officer.person, &tender.draft.people);
    let own = row.organisation_id == officer.organisation.0;
    let panel = evaluation.and_then(|evaluation| evaluation.papers().panel.as_ref());
    let chair = panel.map(|panel| panel.chair()).or(people.chair);
    // Whoever left the panel, over a conflict say, has no other part in the tender either (S7).
    let left = evaluation.is_some_and(|evaluation| evaluation.left_the_panel(person));
    let own = own && !left;
    let board = officer.has(Role::Board) && !left;
    let approves = own && officer.has(Role::DepartmentApprover);
    let seat = Seat {
        panel: panel.map_or_else(|| people.assesses(person), |panel| panel.has(person)),
        chair: chair == Some(person),
        opens: people.opens(person),
        procures: own && officer.has(Role::DepartmentProcurement),
        appoints: (approves || board) && tender.may_approve(person).is_ok(),
        board,
        audits: officer.has(Role::Auditor),
        approves,
    };
    let drafts = own && officer.has(Role::DepartmentOfficer);
    let knows = seat.panel
        || seat.opens
        || seat.procures
        || seat.approves
        || seat.board
        || seat.audits
        || drafts
        || officer.has(Role::Head);
    knows.then_some(seat)
}

/// A step that somebody takes: the tender and its evaluation, locked to the end of the change.
pub(super) struct Step {
    pub change: Change,
    pub row: tenders::Model,
    pub tender: Tender,
    pub evaluation: Evaluation,
    pub version: i64,
    pub me: PersonId,
    pub seat: Seat,
}

impl Step {
    /// Begins a step. An evaluation that was not begun, or a tender that was called off, refuses it.
    pub async fn begin(caller: &Caller, reference: &str) -> Result<Step, Failure> {
        let change = caller.begin().await?;
        let (row, tender) = tendering::lock_published(&change, reference).await?;
        let evaluation = store::lock(&change, tender.id).await?;
        let desk = Desk::of(caller, row, tender, evaluation)?;
        may_go_on(&desk.tender, caller)?;
        let Desk { row, tender, evaluation, me, seat } = desk;
        let (evaluation, version) = evaluation.ok_or_else(not_begun)?;
        Ok(Step { change, row, tender, evaluation, version, me, seat })
    }

    /// The same for a member of the panel.
    pub async fn of_panel(caller: &Caller, reference: &str) -> Result<Step, Failure> {
        let step = Step::begin(caller, reference).await?;
        if step.seat.panel { Ok(step) } else { Err(EvaluationRefusal::NotOnPanel { person: step.me }.into()) }
    }

    /// The same for whoever appoints the panel.
    pub async fn of_appointer(caller: &Caller, reference: &str) -> Result<Step, Failure> {
        let step = Step::begin(caller, reference).await?;
        if !step.seat.appoints {
            step.tender.may_approve(step.me)?;
            return Err(Failure::NotFound);
        }
        Ok(step)
    }

    /// Refuses a form that was drawn before somebody else changed what it is about.
    pub fn is_current(&self, version: &str) -> Result<(), Failure> {
        let current = version.trim().parse() == Ok(self.version);
        if current { Ok(()) } else { Err(Refusal::ChangedMeanwhile.into()) }
    }

    /// Keeps what the step made of the evaluation, and the tender that follows it.
    pub async fn keep(self, evaluation: Evaluation, event: EvaluationEvent) -> Result<(), Failure> {
        store::put(&self.change, &evaluation, self.version).await?;
        if let Some(tender) = following(&self.tender, &evaluation, &self.change)? {
            tendering::save(&self.change, &self.row, &tender, |_| {}).await?;
        }
        self.change.commit(Event::Evaluation(event)).await?;
        Ok(())
    }

    /// The tender.
    pub fn id(&self) -> TenderId {
        self.tender.id
    }
}

/// The refusal of a step before the panel was appointed.
pub(super) fn not_begun() -> Failure {
    let state = EvaluationState::NotStarted;
    EvaluationRefusal::NotNow { state, command: domain::evaluation::EvaluationCommand::Declare }.into()
}

/// The bids are opened and nothing is decided or called off.
pub(super) fn may_go_on(tender: &Tender, caller: &Caller) -> Result<(), Failure> {
    let stage = tender.stage(caller.now());
    let open = matches!(stage, Stage::OpenedTechnical | Stage::Evaluating | Stage::OpenedPrice);
    let command = TenderCommand::StartEvaluation;
    if open { Ok(()) } else { Err(TenderRefusal::NotNow { stage, command }.into()) }
}

/// The tender is being evaluated once everybody has declared (S7, M19).
fn following(tender: &Tender, evaluation: &Evaluation, change: &Change) -> Result<Option<Tender>, Failure> {
    let begins = evaluation.state() >= EvaluationState::Scoring;
    if !begins || tender.stage(change.now()) != Stage::OpenedTechnical {
        return Ok(None);
    }
    let strange = || Failure::impossible("a panel marks although the assessment of conflicts was not renewed");
    let renewed = evaluation.papers().conflicts.as_ref().ok_or_else(strange)?;
    Ok(Some(tender.clone().start_evaluation(&[], renewed, change.now())?))
}
