//! The steps from the panel's appointment to signed technical marks.

use super::examples::*;
use super::*;

#[test]
fn s7_no_bid_is_shown_before_the_whole_panel_has_declared() {
    let mut evaluation = declaring(rated(), &[A, B]);
    for (by, shown) in [(CHAIR, false), (SECOND, false), (THIRD, true)] {
        evaluation = no_interest(evaluation, by).unwrap();
        assert_eq!(evaluation.may_read_bids(CHAIR), shown, "after {by}");
    }
    assert_eq!(evaluation.state(), EvaluationState::Scoring);
    assert!(!evaluation.may_read_bids(BOARD));
}

#[test]
fn s7_a_conflict_is_ruled_on_by_the_chair_or_ends_in_a_replacement() {
    let conflicted = |by| {
        let others = PANEL.into_iter().filter(|person| *person != by);
        let evaluation =
            others.fold(declaring(rated(), &[A]), |evaluation, other| no_interest(evaluation, other).unwrap());
        let nature = "worked there until last year".to_owned();
        evaluation.declare(by, vec![(supplier(A), Interest::Conflict { nature })], at(1)).unwrap()
    };
    let ruled = |by, about| conflicted(about).rule_on_conflict(by, about, supplier(A), "another division", at(1));
    assert_eq!(conflicted(SECOND).state(), EvaluationState::Declaring);
    assert_eq!(ruled(THIRD, SECOND), Err(EvaluationRefusal::NotTheChair));
    assert_eq!(ruled(CHAIR, CHAIR), Err(EvaluationRefusal::OwnConflict));
    assert_eq!(ruled(CHAIR, SECOND).unwrap().state(), EvaluationState::Scoring);
    let unfounded = conflicted(SECOND).rule_on_conflict(CHAIR, THIRD, supplier(A), "none", at(1));
    assert_eq!(unfounded, Err(EvaluationRefusal::NoConflict));

    let replaced = conflicted(CHAIR).replace_assessor(CHAIR, assessor(NEWCOMER), "conflict", at(1)).unwrap();
    assert_eq!(replaced.state(), EvaluationState::Declaring);
    let evaluation = no_interest(replaced, NEWCOMER).unwrap();
    assert_eq!(evaluation.state(), EvaluationState::Scoring);
    assert!(evaluation.may_read_bids(NEWCOMER) && !evaluation.may_read_bids(CHAIR));
}

#[test]
fn s7_everybody_declares_again_when_the_bidders_change() {
    let evaluation = submit(scoring(rated(), &[A]), CHAIR, &[(A, 60)]).unwrap();
    let evaluation = assessed(evaluation.change_bidders(bidders(&[A, B])).unwrap());
    assert_eq!((evaluation.state(), evaluation.may_read_bids(CHAIR)), (EvaluationState::Declaring, false));
    let evaluation = PANEL.into_iter().try_fold(evaluation, no_interest).unwrap();
    let incomplete = evaluation.clone().submit_marks(CHAIR, at(2));
    assert_eq!(incomplete, Err(EvaluationRefusal::MarkMissing { bid: B, criterion: CRITERION }));
    assert!(submit(evaluation, CHAIR, &[(B, 60)]).is_ok(), "the mark of the first bid was kept");
}

#[test]
fn m19_conflicts_are_assessed_again_before_a_panel_reads_the_bid_of_whoever_joined() {
    let evaluation = scoring(rated(), &[A]).take_bidder(Bidder { bid: B, supplier: supplier(B) }).unwrap();
    assert_eq!(evaluation.papers().earlier_conflicts.len(), 1, "what was found before is kept");
    let declared = PANEL.into_iter().try_fold(evaluation.clone(), no_interest).unwrap();
    assert_eq!(declared.interests_outstanding(), [Outstanding::Assessment]);
    assert_eq!((declared.state(), declared.may_read_bids(CHAIR)), (EvaluationState::Declaring, false));
    // Whichever comes last lets the panel read.
    assert!(assessed(declared).may_read_bids(CHAIR));
    let evaluation = assessed(evaluation);
    assert!(!evaluation.may_read_bids(CHAIR));
    let evaluation = PANEL.into_iter().try_fold(evaluation, no_interest).unwrap();
    assert!(evaluation.may_read_bids(CHAIR));
}

#[test]
fn m19_conflicts_are_assessed_once_for_a_list_of_bidders_and_with_words() {
    let evaluation = declaring(rated(), &[A]);
    let (state, command) = (EvaluationState::Declaring, EvaluationCommand::RenewConflicts);
    let again = evaluation.clone().renew_conflicts(BOARD, "nobody", at(1).day());
    assert_eq!(again, Err(EvaluationRefusal::NotNow { state, command }));
    let joined = evaluation.take_bidder(Bidder { bid: B, supplier: supplier(B) }).unwrap();
    assert_eq!(joined.renew_conflicts(BOARD, " ", at(1).day()), Err(EvaluationRefusal::ReasonMissing));
}

#[test]
fn s8_submitted_marks_are_locked_and_stay_hidden_until_the_last() {
    let evaluation = submit(scoring(rated(), &[A]), SECOND, &[(A, 60)]).unwrap();
    let evaluation = submit(evaluation, THIRD, &[(A, 70)]).unwrap();
    assert_eq!(evaluation.clone().save_marks(SECOND, vec![mark(A, 61)]), Err(EvaluationRefusal::AlreadySubmitted));
    let seen = |evaluation: &Evaluation, who| evaluation.visible_marks(who).len();
    assert_eq!(PANEL.map(|who| seen(&evaluation, who)), [1, 1, 1]);
    assert_eq!(evaluation.spread(A, CRITERION), None);
    let evaluation = submit(evaluation, CHAIR, &[(A, 65)]).unwrap();
    assert_eq!(evaluation.state(), EvaluationState::Moderating);
    assert_eq!(PANEL.map(|who| seen(&evaluation, who)), [3, 3, 3]);
    assert_eq!(evaluation.spread(A, CRITERION).unwrap().mean, score(65));
    assert_eq!(seen(&evaluation, BOARD), 0);
}

#[test]
fn s9_the_panels_mark_is_held_against_the_individual_marks() {
    let given = [(CHAIR, 50), (SECOND, 60), (THIRD, 71)];
    let submit_one = |evaluation, (by, marks)| submit(evaluation, by, &[(A, marks)]);
    let evaluation = given.into_iter().try_fold(scoring(rated(), &[A]), submit_one).unwrap();
    let (lowest, highest) = (score(50), score(71));
    let moderation = Err(EvaluationRefusal::ModerationNeeded { criterion: CRITERION, lowest, highest });
    assert_eq!(evaluation.clone().set_consensus(CHAIR, consensus(A, 60)), moderation);
    let discussed = Consensus { discussion: Some("one had misread the annex".into()), ..consensus(A, 60) };
    assert!(evaluation.clone().set_consensus(CHAIR, discussed.clone()).is_ok());
    assert_eq!(evaluation.set_consensus(SECOND, discussed), Err(EvaluationRefusal::NotTheChair));
}

#[test]
fn every_assessor_signs_before_the_technical_marks_are_final() {
    let unsettled = moderating(&[(A, 60)]).sign_technical(CHAIR, at(4));
    assert_eq!(unsettled, Err(EvaluationRefusal::CriterionUnmarked { criterion: CRITERION }));
    let evaluation = settled(&[(A, 60)]).sign_technical(CHAIR, at(4)).unwrap().sign_technical(SECOND, at(4)).unwrap();
    assert_eq!(evaluation.clone().sign_technical(SECOND, at(4)), Err(EvaluationRefusal::AlreadySigned));
    assert_eq!(evaluation.state(), EvaluationState::Moderating);
    let reopened = evaluation.clone().set_consensus(CHAIR, consensus(A, 60)).unwrap();
    assert_eq!(reopened.papers().technical_signatures, [], "what was signed has changed");
    assert_eq!(evaluation.sign_technical(THIRD, at(4)).unwrap().state(), EvaluationState::TechnicalFinal);
}

#[test]
fn a_replaced_assessors_marks_are_kept_and_count_no_more() {
    let evaluation = settled(&[(A, 60)]).replace_assessor(THIRD, assessor(NEWCOMER), "illness", at(5)).unwrap();
    assert_eq!(evaluation.state(), EvaluationState::Moderating);
    let kept = evaluation.papers().sheets.iter().find(|sheet| sheet.assessor == THIRD).unwrap();
    assert!(kept.is_excluded && kept.marks.len() == 1);
    assert_eq!(evaluation.papers().consensus, []);
    let early = evaluation.clone().save_marks(NEWCOMER, vec![mark(A, 70)]);
    let undeclared = Outstanding::Declaration { assessor: NEWCOMER };
    assert_eq!(early, Err(EvaluationRefusal::InterestsOutstanding(undeclared)));

    let evaluation = no_interest(evaluation, NEWCOMER).unwrap();
    let waiting = evaluation.clone().set_consensus(CHAIR, consensus(A, 60));
    assert_eq!(waiting, Err(EvaluationRefusal::MarksOutstanding { assessor: NEWCOMER }));
    let evaluation = submit(evaluation, NEWCOMER, &[(A, 70)]).unwrap();
    assert_eq!(evaluation.spread(A, CRITERION).unwrap().highest, score(70));
    let back = evaluation.clone().replace_assessor(SECOND, assessor(THIRD), "well again", at(6));
    assert_eq!(back, Err(EvaluationRefusal::WasReplaced { person: THIRD }));
    let gone = evaluation.replace_assessor(BOARD, assessor(WITNESS), "illness", at(6));
    assert_eq!(gone, Err(EvaluationRefusal::NotOnPanel { person: BOARD }));
}

#[test]
fn whoever_joins_after_the_marks_are_final_declares_before_bids_are_ranked() {
    let evaluation = pricing(&USUAL).replace_assessor(THIRD, assessor(NEWCOMER), "illness", at(5)).unwrap();
    assert_eq!(evaluation.visible_marks(NEWCOMER).len(), 0);
    let undeclared = EvaluationRefusal::InterestsOutstanding(Outstanding::Declaration { assessor: NEWCOMER });
    assert_eq!(evaluation.clone().rank(), Err(undeclared));
    let evaluation = no_interest(evaluation, NEWCOMER).unwrap().rank().unwrap();
    assert_eq!(evaluation.visible_marks(NEWCOMER).len(), 3);
    assert_eq!(outcome(&evaluation), Some(Outcome::First(A)));
}

#[test]
fn a_bid_without_an_essential_requirement_is_out_with_its_reason() {
    let evaluation = scoring(rated(), &[A, B]);
    let by_another = evaluation.clone().mark_non_conforming(SECOND, B, REQUIREMENT, "no audit log", at(2));
    assert_eq!(by_another, Err(EvaluationRefusal::NotTheChair));
    let unreasoned = evaluation.clone().mark_non_conforming(CHAIR, B, REQUIREMENT, " ", at(2));
    assert_eq!(unreasoned, Err(EvaluationRefusal::ReasonMissing));
    let evaluation = evaluation.mark_non_conforming(CHAIR, B, REQUIREMENT, "no audit log", at(2)).unwrap();
    assert_eq!(evaluation.clone().save_marks(SECOND, vec![mark(B, 60)]), Err(EvaluationRefusal::NotABid { bid: B }));
    let submit_one = |evaluation, by| submit(evaluation, by, &[(A, 60)]);
    let evaluation = PANEL.into_iter().try_fold(evaluation, submit_one).unwrap();
    let evaluation = evaluation.set_consensus(CHAIR, consensus(A, 60)).unwrap();
    let reason = "no audit log".to_owned();
    assert_eq!(evaluation.hurdles().unwrap()[1], (B, Hurdle::NonConforming { requirement: REQUIREMENT, reason }));
    let sign = |evaluation: Evaluation, by| evaluation.sign_technical(by, at(4));
    assert_eq!(PANEL.into_iter().try_fold(evaluation, sign).unwrap().passed(), Ok(vec![A]));
}
