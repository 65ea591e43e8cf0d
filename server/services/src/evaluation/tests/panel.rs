//! Who sits on a panel, what they declare, who comes in whose place.

use super::*;
use crate::evaluation;
use crate::openings;
use crate::testing::form;
use domain::evaluation::{EvaluationState, Outstanding};
use domain::form::Fields;
use domain::tenders::TenderRefusal;

/// An interest in the first bidder, none in the others.
async fn conflicted(office: &Office, who: &str, at: &str) -> Fields {
    let mut fields = office.no_interests(who, at).await;
    let own = office.person(BIDDER).await.officer().unwrap().organisation;
    fields.set(&format!("interest-{own}"), "conflict");
    fields.set(&format!("nature-{own}"), "A cousin works there.");
    fields
}

#[tokio::test]
async fn s7_no_member_reads_a_bid_before_the_whole_panel_has_declared() {
    let (office, tender) = opened().await;
    let at = tender.reference.as_str();
    let bid = office.bid_of(CHAIR, at, BIDDER).await;
    let read = async |who: &str| openings::opened_bid(&office.person(who).await, at, bid).await;
    assert!(matches!(rule(read(CHAIR).await), EvaluationRefusal::InterestsOutstanding(_)));
    office.panel_appointed(&TD_TENDERS, at).await;
    for who in TD_TENDERS.panel {
        assert!(matches!(rule(read(CHAIR).await), EvaluationRefusal::InterestsOutstanding(_)), "before {who} declared");
        let fields = office.no_interests(who, at).await;
        evaluation::declare(&office.person(who).await, at, &fields).await.unwrap();
    }
    for who in TD_TENDERS.panel {
        let view = read(who).await.unwrap();
        assert_eq!((view.price, view.answers[0].1.as_str()), (None, "We do."), "{who}");
    }
    assert!(is_missing(read(TD_TENDERS.officer).await), "who drafted it and does not assess reads no bid");
    assert!(is_missing(read(TD_TENDERS.openers[0]).await));
    assert!(is_missing(read(TD_TENDERS.approver).await));
    assert!(read(TD_TENDERS.procurement).await.is_ok());
}

#[tokio::test]
async fn s7_a_declaration_covers_every_bidder_and_says_what_an_interest_is() {
    let (office, tender) = opened().await;
    let at = tender.reference.as_str();
    office.panel_appointed(&TD_TENDERS, at).await;
    let caller = office.person(SECOND).await;
    let Refusal::Form(problems) = refusal(evaluation::declare(&caller, at, &form(&[])).await) else {
        panic!("not a form")
    };
    assert_eq!(problems.len(), 2);
    let mut fields = conflicted(&office, SECOND, at).await;
    let own = office.person(BIDDER).await.officer().unwrap().organisation;
    fields.set(&format!("nature-{own}"), " ");
    let Refusal::Form(problems) = refusal(evaluation::declare(&caller, at, &fields).await) else {
        panic!("not a form")
    };
    assert_eq!(problems[0].field, format!("nature-{own}"));
}

#[tokio::test]
async fn s7_a_conflict_waits_for_the_chairs_ruling_which_is_never_on_an_own_one() {
    let (office, tender) = opened().await;
    let at = tender.reference.as_str();
    office.panel_appointed(&TD_TENDERS, at).await;
    for who in [CHAIR, THIRD] {
        let fields = office.no_interests(who, at).await;
        evaluation::declare(&office.person(who).await, at, &fields).await.unwrap();
    }
    let fields = conflicted(&office, SECOND, at).await;
    evaluation::declare(&office.person(SECOND).await, at, &fields).await.unwrap();
    let bid = office.bid_of(CHAIR, at, BIDDER).await;
    let shut = openings::opened_bid(&office.person(CHAIR).await, at, bid).await;
    let assessor = office.person(SECOND).await.officer().unwrap().person;
    let supplier = office.person(BIDDER).await.officer().unwrap().organisation;
    let open = EvaluationRefusal::InterestsOutstanding(Outstanding::Conflict { assessor, supplier });
    assert_eq!(rule(shut), open);
    let seen = office.evaluation(CHAIR, at).await.interests;
    assert_eq!((seen.len(), seen[0].nature.as_str()), (1, "A cousin works there."));
    assert!(office.evaluation(THIRD, at).await.interests.is_empty(), "natures are not for the other members");
    let (person, company) = (assessor.to_string(), supplier.to_string());
    let ruling = form(&[("assessor", &person), ("supplier", &company), ("reason", "Another branch altogether.")]);
    let by_member = evaluation::rule_on_conflict(&office.person(THIRD).await, at, &ruling).await;
    assert_eq!(rule(by_member), EvaluationRefusal::NotTheChair);
    evaluation::rule_on_conflict(&office.person(CHAIR).await, at, &ruling).await.unwrap();
    assert_eq!(office.evaluation(CHAIR, at).await.state, EvaluationState::Scoring);
    assert!(openings::opened_bid(&office.person(SECOND).await, at, bid).await.is_ok());
}

#[tokio::test]
async fn s10_who_drafts_opens_or_assesses_appoints_no_panel_and_nobody_twice() {
    let (office, tender) = opened().await;
    let at = tender.reference.as_str();
    let finding = form(&[("finding", "Nothing found.")]);
    let drafter = evaluation::begin(&office.person(TD_TENDERS.officer).await, at, &finding).await;
    assert!(matches!(drafter, Err(Failure::Forbidden(_))));
    let empty = evaluation::begin(&office.person(TD_TENDERS.approver).await, at, &form(&[])).await;
    assert!(matches!(refusal(empty), Refusal::Form(_)), "M19: the assessment is renewed in words");
    office.panel_appointed(&TD_TENDERS, at).await;
    let again = evaluation::begin(&office.person(TD_TENDERS.approver).await, at, &finding).await;
    assert_eq!(refusal(again), Refusal::ChangedMeanwhile);
}

#[tokio::test]
async fn whoever_is_replaced_reads_nothing_more_and_whoever_joins_declares_and_marks_alone() {
    let (office, tender) = declared().await;
    let at = tender.reference.as_str();
    for who in TD_TENDERS.panel {
        office.marked(who, at, &GOOD).await;
    }
    let leaving = office.id_of(THIRD).await;
    let replace = async |joining: &str, by: &str| {
        let pairs = [("leaving", leaving.as_str()), ("joining", joining), ("team", "Systems"), ("reason", "On leave.")];
        evaluation::replace_assessor(&office.person(by).await, at, &form(&pairs)).await
    };
    for nobody in ["yf.kwok@td.sample.hk", "ym.lam@nowhere.hk", ""] {
        assert!(matches!(refusal(replace(nobody, TD_TENDERS.approver).await), Refusal::Form(_)), "{nobody}");
    }
    let auditor = replace("sl.chow@aud.sample.hk", TD_TENDERS.approver).await;
    assert!(matches!(refusal(auditor), Refusal::Form(_)));
    replace("KL.Sin@had.sample.hk", TD_TENDERS.approver).await.unwrap();
    assert!(is_missing(evaluation::show(&office.person(THIRD).await, at).await));
    let award = crate::awards::show(&office.person(THIRD).await, domain::locale::Locale::En, at).await;
    assert!(is_missing(award), "nor the bids' marks and prices beside the award");
    assert!(office.evaluation(CHAIR, at).await.sheets.is_empty(), "the newcomer marks as much alone as the others did");
    let newcomer = office.person("kl.sin").await;
    let bid = office.bid_of("kl.sin", at, BIDDER).await;
    let unread = openings::opened_bid(&newcomer, at, bid).await;
    assert!(matches!(rule(unread), EvaluationRefusal::InterestsOutstanding(_)));
    let fields = office.no_interests("kl.sin", at).await;
    evaluation::declare(&newcomer, at, &fields).await.unwrap();
    office.marked("kl.sin", at, &GOOD).await;
    assert_eq!(office.evaluation(CHAIR, at).await.sheets.len(), 4, "the marks of who left are kept");
    let may_approve = office.person(THIRD).await.officer().unwrap().person;
    let row = crate::tenders::load_published(office.services.db.reader(), at).await.unwrap().1;
    assert_eq!(row.may_approve(may_approve), Err(TenderRefusal::OpensOrAssesses { person: may_approve }));
}

#[tokio::test]
async fn s7_whoever_left_the_panel_has_no_part_in_the_tender_as_procurement_officer_either() {
    let (office, tender) = declared().await;
    let at = tender.reference.as_str();
    let procurement = TD_TENDERS.procurement;
    let replace = async |leaving: &str, joining: &str| {
        let leaving = office.id_of(leaving).await;
        let pairs =
            [("leaving", leaving.as_str()), ("joining", joining), ("team", "Systems"), ("reason", "A conflict.")];
        evaluation::replace_assessor(&office.person(TD_TENDERS.approver).await, at, &form(&pairs)).await
    };
    let bid = office.bid_of(CHAIR, at, BIDDER).await;
    let officer = office.person(procurement).await;
    assert!(openings::opened_bid(&officer, at, bid).await.is_ok());
    replace(SECOND, "cw.leung@td.sample.hk").await.unwrap();
    replace(procurement, "kl.sin@had.sample.hk").await.unwrap();
    assert!(is_missing(openings::opened_bid(&officer, at, bid).await));
    assert!(is_missing(evaluation::show(&officer, at).await));
    let fields = form(&[("bid", &bid.to_string()), ("reason", "It may not win."), ("version", "1")]);
    assert!(is_missing(evaluation::exclude_bid(&officer, at, &fields).await));
    let award = crate::awards::show(&officer, domain::locale::Locale::En, at).await.unwrap();
    assert!(award.summary.is_empty() && award.may.is_empty());
}

#[tokio::test]
async fn s10_nobody_who_wrote_at_the_draft_becomes_chair_by_replacing_the_chair() {
    let (office, tender) = declared().await;
    let at = tender.reference.as_str();
    let author = office.person(TD_TENDERS.procurement).await;
    let person = author.officer().unwrap().person;
    let row = crate::tenders::load_published(office.services.db.reader(), at).await.unwrap().1;
    let mut draft = row.draft.clone();
    draft = draft.edited(person);
    let written = serde_json::to_string(&draft).unwrap();
    let change = office.system().begin().await.unwrap();
    use sea_orm::prelude::*;
    crate::entities::tenders::Entity::update_many()
        .col_expr(crate::entities::tenders::Column::DraftJson, Expr::value(written))
        .filter(crate::entities::tenders::Column::Reference.eq(at))
        .exec(change.db())
        .await
        .unwrap();
    change.commit(domain::bids::BidEvent::DraftSaved.into()).await.unwrap();
    for (leaving, allowed) in [(CHAIR, false), (SECOND, true)] {
        let leaving = office.id_of(leaving).await;
        let joining = "cw.leung@td.sample.hk";
        let pairs = [("leaving", leaving.as_str()), ("joining", joining), ("team", "Systems"), ("reason", "Ill.")];
        let replaced = evaluation::replace_assessor(&office.person(TD_TENDERS.approver).await, at, &form(&pairs)).await;
        assert_eq!(replaced.is_ok(), allowed);
    }
}
