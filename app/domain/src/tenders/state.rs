//! Where a tender stands and which steps there are.
//!
//! What is stored never says `closed`: a published tender is closed when the clock is past its closing instant, so
//! no job can be late. [`TenderState`] is what is stored, [`Stage`] is what is true at an instant.

use super::TenderRefusal;
use crate::coded;

coded! {
    /// Where a tender stands, as it is stored.
    TenderState {
        /// Being written.
        Draft = "draft",
        /// With the approving body.
        InApproval = "in_approval",
        /// Approved, not published yet.
        Approved = "approved",
        /// Published; whether it takes bids depends on the clock.
        Published = "published",
        /// The technical envelopes are open.
        OpenedTechnical = "opened_technical",
        /// The panel assesses.
        Evaluating = "evaluating",
        /// The prices of bids that passed are open.
        OpenedPrice = "opened_price",
        /// The panel recommends an award.
        Recommended = "recommended",
        /// The award is notified; the standstill runs.
        AwardedPending = "awarded_pending",
        /// Over, with a result.
        Complete = "complete",
        /// Called off.
        Cancelled = "cancelled",
        /// Over, without a bid that could win.
        Unsuccessful = "unsuccessful",
    }
}

coded! {
    /// Where a tender stands at an instant.
    Stage {
        /// Being written.
        Draft = "draft",
        /// With the approving body.
        InApproval = "in_approval",
        /// Approved, not published yet.
        Approved = "approved",
        /// Published and taking bids.
        Published = "published",
        /// Takes no more bids; nothing is open.
        Closed = "closed",
        /// The technical envelopes are open.
        OpenedTechnical = "opened_technical",
        /// The panel assesses.
        Evaluating = "evaluating",
        /// The prices of bids that passed are open.
        OpenedPrice = "opened_price",
        /// The panel recommends an award.
        Recommended = "recommended",
        /// The award is notified; the standstill runs.
        AwardedPending = "awarded_pending",
        /// Over, with a result.
        Complete = "complete",
        /// Called off.
        Cancelled = "cancelled",
        /// Over, without a bid that could win.
        Unsuccessful = "unsuccessful",
    }
}

coded! {
    /// A step somebody takes.
    TenderCommand {
        /// Change the draft.
        Revise = "revise",
        /// Send to the approving body.
        SubmitForApproval = "submit_for_approval",
        /// Send back with comments.
        Return = "return",
        /// Say yes for the approving body.
        Approve = "approve",
        /// Take an approved tender back to change it; its approval lapses.
        Reopen = "reopen",
        /// Publish.
        Publish = "publish",
        /// Ask a question.
        AskQuestion = "ask_question",
        /// Answer a question to everybody.
        AnswerQuestion = "answer_question",
        /// Change the terms.
        IssueAddendum = "issue_addendum",
        /// Move the close later.
        Extend = "extend",
        /// Move the close because of weather or outage.
        Postpone = "postpone",
        /// Call it off.
        Cancel = "cancel",
        /// Open the technical envelopes.
        OpenTechnical = "open_technical",
        /// End it without a result.
        DeclareUnsuccessful = "declare_unsuccessful",
        /// Let the panel begin.
        StartEvaluation = "start_evaluation",
        /// Open the prices of bids that passed.
        OpenPrice = "open_price",
        /// Recommend an award.
        Recommend = "recommend",
        /// Send the recommendation back.
        ReturnRecommendation = "return_recommendation",
        /// Approve the award and notify it.
        ApproveAward = "approve_award",
        /// Challenge the award.
        Challenge = "challenge",
        /// Find a challenge unfounded.
        DismissChallenge = "dismiss_challenge",
        /// Confirm the award after the standstill.
        Confirm = "confirm",
        /// Set the award aside.
        SetAside = "set_aside",
    }
}

impl TenderState {
    /// The stage, given whether the closing instant has passed.
    pub fn stage(self, is_past_close: bool) -> Stage {
        match self {
            TenderState::Draft => Stage::Draft,
            TenderState::InApproval => Stage::InApproval,
            TenderState::Approved => Stage::Approved,
            TenderState::Published if is_past_close => Stage::Closed,
            TenderState::Published => Stage::Published,
            TenderState::OpenedTechnical => Stage::OpenedTechnical,
            TenderState::Evaluating => Stage::Evaluating,
            TenderState::OpenedPrice => Stage::OpenedPrice,
            TenderState::Recommended => Stage::Recommended,
            TenderState::AwardedPending => Stage::AwardedPending,
            TenderState::Complete => Stage::Complete,
            TenderState::Cancelled => Stage::Cancelled,
            TenderState::Unsuccessful => Stage::Unsuccessful,
        }
    }
}

impl Stage {
    /// Bids are in, and the tender goes on: they can be opened, or were.
    pub fn is_after_close(self) -> bool {
        matches!(
            self,
            Stage::Closed
                | Stage::OpenedTechnical
                | Stage::Evaluating
                | Stage::OpenedPrice
                | Stage::Recommended
                | Stage::AwardedPending
                | Stage::Complete
        )
    }

    /// The state after a step, or a refusal when there is no such step from here.
    pub fn after(self, command: TenderCommand) -> Result<TenderState, TenderRefusal> {
        use Stage as At;
        use TenderCommand as Do;
        let next = match (self, command) {
            (At::Draft, Do::Revise) => TenderState::Draft,
            (At::Draft, Do::SubmitForApproval) => TenderState::InApproval,
            (At::InApproval, Do::Return) => TenderState::Draft,
            (At::InApproval, Do::Approve) => TenderState::Approved,
            (At::Approved, Do::Reopen) => TenderState::Draft,
            (At::Approved, Do::Publish) => TenderState::Published,
            (At::Published, Do::AskQuestion | Do::AnswerQuestion | Do::IssueAddendum | Do::Extend) => {
                TenderState::Published
            }
            (At::Published | At::Closed, Do::Postpone) => TenderState::Published,
            (At::Closed, Do::OpenTechnical) => TenderState::OpenedTechnical,
            (At::OpenedTechnical, Do::StartEvaluation) => TenderState::Evaluating,
            (At::Evaluating, Do::OpenPrice) => TenderState::OpenedPrice,
            (At::Closed | At::OpenedTechnical | At::Evaluating | At::OpenedPrice, Do::DeclareUnsuccessful) => {
                TenderState::Unsuccessful
            }
            (At::OpenedPrice, Do::Recommend) => TenderState::Recommended,
            (At::Recommended, Do::ReturnRecommendation) => TenderState::OpenedPrice,
            (At::Recommended, Do::ApproveAward) => TenderState::AwardedPending,
            (At::AwardedPending, Do::Challenge | Do::DismissChallenge) => TenderState::AwardedPending,
            (At::AwardedPending, Do::Confirm) => TenderState::Complete,
            // After the confirmation too, as long as no contract is in force: the next in rank may still be recommended.
            (At::AwardedPending | At::Complete, Do::SetAside) => TenderState::OpenedPrice,
            (stage, Do::Cancel) if stage.is_cancellable() => TenderState::Cancelled,
            (stage, command) => return Err(TenderRefusal::NotNow { stage, command }),
        };
        Ok(next)
    }

    /// It can still be called off: published and not confirmed (A4).
    pub fn is_cancellable(self) -> bool {
        use Stage::{AwardedPending, Closed, Evaluating, OpenedPrice, OpenedTechnical, Published, Recommended};
        let open = [Published, Closed, OpenedTechnical, Evaluating, OpenedPrice, Recommended, AwardedPending];
        open.contains(&self)
    }

    /// The public may read it.
    pub fn is_public(self) -> bool {
        !matches!(self, Stage::Draft | Stage::InApproval | Stage::Approved)
    }

    /// Nothing more will happen to it.
    pub fn is_over(self) -> bool {
        matches!(self, Stage::Complete | Stage::Cancelled | Stage::Unsuccessful)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every step there is; everything else is refused.
    const STEPS: &str = "
        draft             revise                 draft
        draft             submit_for_approval    in_approval
        in_approval       return                 draft
        in_approval       approve                approved
        approved          reopen                 draft
        approved          publish                published
        published         ask_question           published
        published         answer_question        published
        published         issue_addendum         published
        published         extend                 published
        published         postpone               published
        published         cancel                 cancelled
        closed            postpone               published
        closed            open_technical         opened_technical
        closed            declare_unsuccessful   unsuccessful
        closed            cancel                 cancelled
        opened_technical  start_evaluation       evaluating
        opened_technical  declare_unsuccessful   unsuccessful
        opened_technical  cancel                 cancelled
        evaluating        open_price             opened_price
        evaluating        declare_unsuccessful   unsuccessful
        evaluating        cancel                 cancelled
        opened_price      recommend              recommended
        opened_price      declare_unsuccessful   unsuccessful
        opened_price      cancel                 cancelled
        recommended       return_recommendation  opened_price
        recommended       approve_award          awarded_pending
        recommended       cancel                 cancelled
        awarded_pending   challenge              awarded_pending
        awarded_pending   dismiss_challenge      awarded_pending
        awarded_pending   confirm                complete
        awarded_pending   set_aside              opened_price
        awarded_pending   cancel                 cancelled
        complete          set_aside              opened_price";

    #[test]
    fn what_may_happen_to_a_tender() {
        let steps: Vec<Vec<_>> = STEPS.lines().map(|line| line.split_whitespace().collect()).collect();
        let mut used = 0;
        for stage in Stage::ALL {
            for command in TenderCommand::ALL {
                let found = steps.iter().find(|row| row.len() == 3 && row[..2] == [stage.code(), command.code()]);
                let expected = match found {
                    Some(row) => Ok(TenderState::parse(row[2]).unwrap()),
                    None => Err(TenderRefusal::NotNow { stage: *stage, command: *command }),
                };
                used += usize::from(found.is_some());
                assert_eq!(stage.after(*command), expected, "{stage:?} {command:?}");
            }
        }
        // Every row names a stage and a step that exist.
        assert_eq!(used, steps.iter().filter(|row| row.len() == 3).count());
    }

    #[test]
    fn the_clock_alone_closes_a_tender() {
        for state in TenderState::ALL {
            assert_eq!(state.stage(false).code(), state.code(), "{state:?}");
            let past = if *state == TenderState::Published { "closed" } else { state.code() };
            assert_eq!(state.stage(true).code(), past, "{state:?}");
        }
        assert_eq!(TenderState::parse("closed"), None);
    }

    #[test]
    fn m11_nothing_of_a_tender_changes_after_it_closed() {
        use TenderCommand::{AnswerQuestion, AskQuestion, Extend, IssueAddendum, Publish, Revise};
        for command in [Revise, Publish, AskQuestion, AnswerQuestion, IssueAddendum, Extend] {
            assert_eq!(Stage::Closed.after(command), Err(TenderRefusal::NotNow { stage: Stage::Closed, command }));
        }
    }
}
