//! Members mark alone; the panel settles and signs.

use super::*;
use crate::evaluation::{self, store};
use crate::testing::form;
use domain::evaluation::{Criterion, EvaluationState};
use domain::form::{Fields, Problem, Rule};

#[tokio::test]
async fn s8_nobody_the_chair_included_sees_anothers_marks_before_all_are_submitted() {
    let (office, tender) = declared().await;
    let at = tender.reference.as_str();
    office.marked(SECOND, at, &GOOD).await;
    office.marked(THIRD, at, &GOOD).await;
    for who in [CHAIR, SECOND, THIRD, TD_TENDERS.procurement, TD_TENDERS.approver, "sl.chow", "ph.lam"] {
        let view = office.evaluation(who, at).await;
        assert!(view.sheets.is_empty() && view.spreads.is_empty() && view.consensus.is_empty(), "{who}");
        let own = view.own.map(|sheet| sheet.marks.len());
        let marked = [SECOND, THIRD].contains(&who);
        assert!(own.unwrap_or_default() > 0 || !marked, "{who} sees what they wrote");
    }
    office.marked(CHAIR, at, &GOOD).await;
    for who in [CHAIR, SECOND, THIRD] {
        let view = office.evaluation(who, at).await;
        assert_eq!((view.state, view.sheets.len()), (EvaluationState::Moderating, 3), "{who}");
    }
    for who in [TD_TENDERS.procurement, TD_TENDERS.approver, "sl.chow", "ph.lam"] {
        assert!(office.evaluation(who, at).await.sheets.is_empty(), "{who} sees none before they are final");
    }
}

#[tokio::test]
async fn marks_lie_closed_in_the_database() {
    let (office, tender) = declared().await;
    let caller = office.person(SECOND).await;
    let bid = office.bid_of(SECOND, &tender.reference, BIDDER).await;
    let view = office.evaluation(SECOND, &tender.reference).await;
    let criterion = view.criteria[0].criterion.id;
    let (mark, comment) = (format!("mark-{criterion}"), format!("comment-{criterion}"));
    let secret = "Kingfisher reads like the best of them";
    let fields = form(&[(&mark, "20"), (&comment, secret)]);
    evaluation::save_marks(&caller, &tender.reference, bid, &fields).await.unwrap();
    assert_eq!(office.evaluation(SECOND, &tender.reference).await.own_mark(bid, criterion).unwrap().comment, secret);
    use crate::entities::evaluations;
    use sea_orm::prelude::*;
    let row = evaluations::Entity::find().one(office.services.db.reader()).await.unwrap().unwrap();
    assert!(!row.terms_json.contains("Kingfisher"));
    assert!(!row.papers_closed.windows(10).any(|window| window == b"Kingfisher"));
    let tender = domain::ids::TenderId(row.tender_id);
    assert!(store::of_tender(&caller, office.services.db.reader(), tender).await.unwrap().is_some());
}

#[tokio::test]
async fn a_mark_off_the_scale_or_without_its_comment_is_marked_in_the_form_and_nothing_is_kept() {
    let (office, tender) = declared().await;
    let at = tender.reference.as_str();
    let (caller, bid) = (office.person(SECOND).await, office.bid_of(SECOND, at, BIDDER).await);
    let view = office.evaluation(SECOND, at).await;
    let [first, second] = [view.criteria[0].criterion, view.criteria[1].criterion];
    let fields = Fields::new(vec![
        (format!("mark-{}", first.id), "0.3".to_owned()),
        (format!("mark-{}", second.id), "0".to_owned()),
    ]);
    let refused = refusal(evaluation::save_marks(&caller, at, bid, &fields).await);
    let Refusal::Form(problems) = refused else { panic!("{refused:?}") };
    let not_a_mark = Rule::NotAMark { maximum: first.maximum.hundredths(), marking: first.marking };
    assert_eq!(
        problems,
        [
            Problem { field: format!("mark-{}", first.id), rule: not_a_mark },
            Problem { field: format!("comment-{}", second.id), rule: Rule::MarkNeedsComment },
        ]
    );
    assert_eq!(office.evaluation(SECOND, at).await.own.unwrap().marks.len(), 0);
    let early = rule(evaluation::submit_marks(&caller, at).await);
    assert!(matches!(early, EvaluationRefusal::MarkMissing { .. }));
    office.marked(SECOND, at, &GOOD).await;
    let fields = form(&[(&format!("mark-{}", first.id), "10"), (&format!("comment-{}", first.id), "later")]);
    let locked = rule(evaluation::save_marks(&caller, at, bid, &fields).await);
    assert_eq!(locked, EvaluationRefusal::AlreadySubmitted);
}

#[tokio::test]
async fn an_empty_sheet_says_what_is_empty_and_a_partly_filled_one_how_much_is_left() {
    let (office, tender) = declared().await;
    let at = tender.reference.as_str();
    let (caller, bid) = (office.person(SECOND).await, office.bid_of(SECOND, at, BIDDER).await);
    let criteria: Vec<Criterion> =
        office.evaluation(SECOND, at).await.criteria.iter().map(|one| one.criterion).collect();
    let refused = refusal(evaluation::save_marks(&caller, at, bid, &form(&[])).await);
    let empty = |one: &Criterion| Problem { field: format!("mark-{}", one.id), rule: Rule::Required };
    assert_eq!(refused, Refusal::Form(criteria.iter().map(empty).collect()));
    let mut fields = office.marks_form(&criteria, 50);
    let field = format!("mark-{}", criteria[0].id);
    let typed = fields.get(&field).to_owned();
    let wide = typed.chars().map(|one| one.to_digit(10).map_or(one, |digit| char::from_u32(0xff10 + digit).unwrap()));
    let one = form(&[(field.as_str(), format!("\u{3000}{} ", wide.collect::<String>()).as_str())]);
    assert_eq!(evaluation::save_marks(&caller, at, bid, &one).await.unwrap(), criteria.len() - 1);
    let kept = office.evaluation(SECOND, at).await.own_mark(bid, criteria[0].id).unwrap().mark;
    assert_eq!(kept.hundredths(), criteria[0].maximum.hundredths() / 2);
    fields.set(&field, "");
    fields.set(&format!("comment-{}", criteria[0].id), "");
    assert_eq!(evaluation::save_marks(&caller, at, bid, &fields).await.unwrap(), 0, "what was saved before counts");
}

#[tokio::test]
async fn s9_marks_far_apart_are_settled_with_what_the_discussion_found() {
    let (office, tender) = declared().await;
    let at = tender.reference.as_str();
    office.marked(CHAIR, at, &[(BIDDER, 75), (RIVAL, 50)]).await;
    office.marked(SECOND, at, &[(BIDDER, 75), (RIVAL, 50)]).await;
    office.marked(THIRD, at, &[(BIDDER, 25), (RIVAL, 50)]).await;
    let bid = office.bid_of(CHAIR, at, BIDDER).await;
    let view = office.evaluation(CHAIR, at).await;
    assert!(view.spreads.iter().any(|(of, _, spread)| *of == bid && spread.needs_moderation));
    let criteria: Vec<Criterion> = view.criteria.iter().map(|one| one.criterion).collect();
    let mut fields = office.marks_form(&criteria, 75);
    let chair = office.person(CHAIR).await;
    let stale = evaluation::set_consensus(&chair, at, bid, &fields).await;
    assert_eq!(refusal(stale), Refusal::ChangedMeanwhile, "a form without its version is an old one");
    fields.set("version", view.version.to_string());
    let Refusal::Form(problems) = refusal(evaluation::set_consensus(&chair, at, bid, &fields).await) else {
        panic!("not a form")
    };
    assert!(problems.iter().all(|problem| problem.rule == Rule::MarksNeedDiscussion));
    assert_eq!(problems.len(), criteria.len());
    for criterion in &criteria {
        fields.set(&format!("discussion-{}", criterion.id), "One of us had missed annex B.");
    }
    let member = evaluation::set_consensus(&office.person(SECOND).await, at, bid, &fields).await;
    assert_eq!(rule(member), EvaluationRefusal::NotTheChair);
    evaluation::set_consensus(&chair, at, bid, &fields).await.unwrap();
    assert_eq!(office.evaluation(SECOND, at).await.consensus.len(), criteria.len());
}

#[tokio::test]
async fn a_signature_is_given_to_the_marks_that_were_looked_at() {
    let (office, tender) = declared().await;
    let at = tender.reference.as_str();
    for who in TD_TENDERS.panel {
        office.marked(who, at, &GOOD).await;
    }
    let chair = office.person(CHAIR).await;
    let settle = async |bidder: &str, percent: u32| {
        let view = office.evaluation(CHAIR, at).await;
        let criteria: Vec<Criterion> = view.criteria.iter().map(|one| one.criterion).collect();
        let mut fields = office.marks_form(&criteria, percent);
        for criterion in &criteria {
            fields.set(&format!("outside-{}", criterion.id), "All agree on reading it again.");
        }
        fields.set("version", view.version.to_string());
        let bid = office.bid_of(CHAIR, at, bidder).await;
        evaluation::set_consensus(&chair, at, bid, &fields).await.unwrap();
    };
    settle(BIDDER, 75).await;
    settle(RIVAL, 50).await;
    let seen = office.evaluation(SECOND, at).await.seen_marks;
    let member = office.person(SECOND).await;
    evaluation::sign_technical(&member, at, &form(&[("seen", &seen)])).await.unwrap();
    settle(RIVAL, 75).await;
    let view = office.evaluation(SECOND, at).await;
    assert!(view.panel.iter().all(|one| one.signed_technical_at.is_none()), "what was signed has changed");
    let stale = evaluation::sign_technical(&member, at, &form(&[("seen", &seen)])).await;
    assert_eq!(refusal(stale), Refusal::ChangedMeanwhile);
}

#[tokio::test]
async fn two_members_who_save_at_once_both_keep_their_marks() {
    let (office, tender) = declared().await;
    let at = tender.reference.as_str();
    let bid = office.bid_of(SECOND, at, BIDDER).await;
    let view = office.evaluation(SECOND, at).await;
    let criteria: Vec<Criterion> = view.criteria.iter().map(|one| one.criterion).collect();
    let fields = office.marks_form(&criteria, 50);
    let (second, third) = (office.person(SECOND).await, office.person(THIRD).await);
    let (one, other) = tokio::join!(
        evaluation::save_marks(&second, at, bid, &fields),
        evaluation::save_marks(&third, at, bid, &fields)
    );
    one.unwrap();
    other.unwrap();
    for who in [SECOND, THIRD] {
        assert_eq!(office.evaluation(who, at).await.own.unwrap().marks.len(), criteria.len(), "{who}");
    }
}
