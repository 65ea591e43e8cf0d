//! Where an evaluation stands and which steps there are.
//!
//! A step marked *system* follows by itself from the last of the steps it waits for.

use super::EvaluationRefusal;
use crate::coded;

coded! {
    /// Where an evaluation stands.
    EvaluationState {
        /// No panel is appointed.
        NotStarted = "not_started",
        /// The panel declares its interests; no bid is shown.
        Declaring = "declaring",
        /// Every assessor marks alone.
        Scoring = "scoring",
        /// The panel settles and signs its marks.
        Moderating = "moderating",
        /// The technical marks are signed; no price is open.
        TechnicalFinal = "technical_final",
        /// Prices are open and being checked.
        Pricing = "pricing",
        /// The bids are ranked; the report waits for signatures.
        Ranked = "ranked",
        /// The report is signed.
        Reported = "reported",
    }
}

coded! {
    /// A step somebody takes.
    EvaluationCommand {
        /// Appoint the panel.
        Appoint = "appoint",
        /// Replace the list of bidders.
        ChangeBidders = "change_bidders",
        /// Look again whether anybody who works on the tender has an interest.
        RenewConflicts = "renew_conflicts",
        /// Declare interests in every bidder.
        Declare = "declare",
        /// Rule that an assessor with a conflict may stay.
        RuleOnConflict = "rule_on_conflict",
        /// All interests are declared and dealt with (system).
        BeginScoring = "begin_scoring",
        /// Put an assessor in another's place.
        ReplaceAssessor = "replace_assessor",
        /// Find that a bid misses an essential requirement.
        MarkNonConforming = "mark_non_conforming",
        /// Write marks.
        SaveMarks = "save_marks",
        /// Submit and lock marks.
        SubmitMarks = "submit_marks",
        /// All marks are submitted (system).
        BeginModeration = "begin_moderation",
        /// Settle one mark of the panel.
        SetConsensus = "set_consensus",
        /// Sign the technical marks.
        SignTechnical = "sign_technical",
        /// Everybody signed the technical marks (system).
        FinaliseTechnical = "finalise_technical",
        /// Take in the opened prices (system).
        LoadPrices = "load_prices",
        /// Take in the price of a bid whose envelope was read after all.
        TakePrice = "take_price",
        /// Ask a bidder about its price.
        QueryPrice = "query_price",
        /// Take a bidder's answer.
        AnswerQuery = "answer_query",
        /// Accept or reject a price after asking.
        DecideQuery = "decide_query",
        /// Leave a bid out for another ground.
        Exclude = "exclude",
        /// Correct a final technical mark, by the board.
        CorrectMark = "correct_mark",
        /// Work out the ranking (system).
        Rank = "rank",
        /// Record a witnessed draw.
        RecordDraw = "record_draw",
        /// Recommend a bid.
        Recommend = "recommend",
        /// Sign the report.
        SignReport = "sign_report",
        /// Everybody signed the report (system).
        FinishReport = "finish_report",
        /// Take the signed report up again, after an award came to nothing.
        Reopen = "reopen",
    }
}

use EvaluationCommand::{
    AnswerQuery, Appoint, BeginModeration, BeginScoring, ChangeBidders, CorrectMark, DecideQuery, Declare, Exclude,
    FinaliseTechnical, FinishReport, LoadPrices, MarkNonConforming, QueryPrice, Rank, Recommend, RecordDraw,
    RenewConflicts, Reopen, ReplaceAssessor, RuleOnConflict, SaveMarks, SetConsensus, SignReport, SignTechnical,
    SubmitMarks, TakePrice,
};
use EvaluationState::{Declaring, Moderating, NotStarted, Pricing, Ranked, Reported, Scoring, TechnicalFinal};

impl EvaluationState {
    /// The state after a step, or a refusal when there is no such step from here.
    pub fn after(self, command: EvaluationCommand) -> Result<EvaluationState, EvaluationRefusal> {
        let next = match (self, command) {
            (NotStarted, Appoint) => Declaring,
            (Declaring | Scoring, ChangeBidders) => Declaring,
            (Declaring, RenewConflicts) => Declaring,
            // Whoever joins late declares late; the evaluation stays where it is.
            (
                Declaring | Scoring | Moderating | TechnicalFinal | Pricing,
                ReplaceAssessor | Declare | RuleOnConflict,
            ) => self,
            (Declaring, BeginScoring) => Scoring,
            (Scoring | Moderating, SaveMarks | SubmitMarks | MarkNonConforming) => self,
            (Scoring, BeginModeration) => Moderating,
            (Moderating, SetConsensus | SignTechnical) => Moderating,
            (Moderating, FinaliseTechnical) => TechnicalFinal,
            (TechnicalFinal, LoadPrices) => Pricing,
            (Pricing, QueryPrice | AnswerQuery | DecideQuery) => Pricing,
            (Pricing | Ranked, TakePrice | Exclude | CorrectMark) => Pricing,
            (Pricing, Rank) => Ranked,
            (Ranked, RecordDraw | Recommend | SignReport) => Ranked,
            (Ranked, FinishReport) => Reported,
            (Reported, Reopen) => Ranked,
            (state, command) => return Err(EvaluationRefusal::NotNow { state, command }),
        };
        Ok(next)
    }

    /// Assessors who have declared may read the bids.
    pub fn shows_bids(self) -> bool {
        self >= Scoring
    }

    /// A bid whose first envelope was read late may still join: not every mark is submitted.
    pub fn takes_bidders(self) -> bool {
        self <= Scoring
    }

    /// A price that was read late may still come in: prices are open, and the report is not signed.
    pub fn takes_prices(self) -> bool {
        matches!(self, Pricing | Ranked)
    }

    /// The technical marks are signed and no longer move.
    pub fn is_technically_final(self) -> bool {
        self >= TechnicalFinal
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_late_joins_while_its_step_is_there() {
        for state in EvaluationState::ALL.iter().copied() {
            // An evaluation that has not begun takes its bidders when it begins.
            let joins = state == NotStarted || state.after(ChangeBidders).is_ok();
            assert_eq!(state.takes_bidders(), joins, "{state:?}");
            assert_eq!(state.takes_prices(), state.after(TakePrice).is_ok(), "{state:?}");
        }
    }

    #[test]
    fn what_may_happen_to_an_evaluation() {
        let table = "
                             not_started declaring scoring   moderating      technical_final pricing         ranked   reported
        appoint              declaring   -         -         -               -               -               -        -
        change_bidders       -           declaring declaring -               -               -               -        -
        renew_conflicts      -           declaring -         -               -               -               -        -
        declare              -           declaring scoring   moderating      technical_final pricing         -        -
        rule_on_conflict     -           declaring scoring   moderating      technical_final pricing         -        -
        begin_scoring        -           scoring   -         -               -               -               -        -
        replace_assessor     -           declaring scoring   moderating      technical_final pricing         -        -
        mark_non_conforming  -           -         scoring   moderating      -               -               -        -
        save_marks           -           -         scoring   moderating      -               -               -        -
        submit_marks         -           -         scoring   moderating      -               -               -        -
        begin_moderation     -           -         moderating -              -               -               -        -
        set_consensus        -           -         -         moderating      -               -               -        -
        sign_technical       -           -         -         moderating      -               -               -        -
        finalise_technical   -           -         -         technical_final -               -               -        -
        load_prices          -           -         -         -               pricing         -               -        -
        take_price           -           -         -         -               -               pricing         pricing  -
        query_price          -           -         -         -               -               pricing         -        -
        answer_query         -           -         -         -               -               pricing         -        -
        decide_query         -           -         -         -               -               pricing         -        -
        exclude              -           -         -         -               -               pricing         pricing  -
        correct_mark         -           -         -         -               -               pricing         pricing  -
        rank                 -           -         -         -               -               ranked          -        -
        record_draw          -           -         -         -               -               -               ranked   -
        recommend            -           -         -         -               -               -               ranked   -
        sign_report          -           -         -         -               -               -               ranked   -
        finish_report        -           -         -         -               -               -               reported -
        reopen               -           -         -         -               -               -               -        ranked";
        let mut rows = table.lines().filter(|line| !line.trim().is_empty());
        let header = rows.next().unwrap().split_whitespace();
        let states: Vec<_> = header.map(|code| EvaluationState::parse(code).unwrap()).collect();
        assert_eq!(states, EvaluationState::ALL);
        let mut commands = Vec::new();
        for row in rows {
            let cells: Vec<_> = row.split_whitespace().collect();
            let command = EvaluationCommand::parse(cells[0]).unwrap();
            assert_eq!(cells.len(), states.len() + 1, "{command:?}");
            commands.push(command);
            for (state, expected) in states.iter().zip(&cells[1..]) {
                let next = state.after(command).map_or("-", EvaluationState::code);
                assert_eq!(next, *expected, "{state:?} {command:?}");
            }
        }
        commands.sort_unstable();
        assert_eq!(commands, EvaluationCommand::ALL);
    }
}
