//! What the log says was signed, ranked or given as a reason is what is stored.

use super::*;
use crate::Caller;
use crate::evaluation::{self, fingerprint, store};
use crate::testing::form;
use domain::bids::Digest;
use domain::evaluation::{Evaluation, EvaluationEvent};

async fn stored(caller: &Caller, reference: &str) -> Evaluation {
    let invitation = crate::bids::Invitation::load(caller, reference).await.unwrap();
    store::of_tender(caller, caller.db(), invitation.terms.tender).await.unwrap().unwrap().0
}

/// The digests in the events of a name, oldest first.
async fn logged(office: &Office, name: &str) -> Vec<Digest> {
    use crate::entities::audit_entries::{Column, Entity};
    use sea_orm::QueryOrder;
    use sea_orm::prelude::*;
    let entries = Entity::find().filter(Column::Event.eq(name)).order_by_asc(Column::Position);
    let entries = entries.all(office.services.db.reader()).await.unwrap();
    let events = entries.iter().map(|entry| serde_json::from_str(&entry.body).unwrap());
    events
        .flat_map(|event| match event {
            EvaluationEvent::TechnicalSigned { marks, .. } => vec![marks],
            EvaluationEvent::Ranked { inputs, ranking, .. } => vec![inputs, ranking],
            EvaluationEvent::ReportSigned { report, .. } => vec![report],
            EvaluationEvent::BidExcluded { exclusion, .. } => vec![exclusion],
            EvaluationEvent::ConflictRuled { ruling, .. } => vec![ruling],
            EvaluationEvent::MarkCorrected { correction, .. } => vec![correction],
            other => panic!("an event without a digest: {other:?}"),
        })
        .map(|digest| digest.expect("a digest"))
        .collect()
}

#[tokio::test]
async fn the_log_names_the_marks_the_inputs_the_ranking_and_the_report_that_are_stored() {
    let office = Office::sample().await;
    let tender = office.reported(&TD_TENDERS, &NEAR, &GOOD).await;
    let caller = office.person(CHAIR).await;
    let kept = stored(&caller, &tender.reference).await;
    let marks = fingerprint::of_marks(&caller, &kept).unwrap();
    assert_eq!(logged(&office, "evaluation.technical_signed").await, [marks; 3]);
    let inputs = fingerprint::of_inputs(&caller, &kept).unwrap();
    let ranking = fingerprint::of_ranking(&caller, &kept).unwrap();
    assert_eq!(logged(&office, "evaluation.ranked").await, [inputs, ranking]);
    let report = fingerprint::of_report(&caller, &kept).unwrap();
    assert_eq!(logged(&office, "evaluation.report_signed").await, [report; 3]);
    assert!(marks != inputs && inputs != ranking && ranking != report);

    let mut papers = kept.papers().clone();
    papers.prices.pop();
    let other = Evaluation::stored(kept.terms().clone(), papers, kept.state());
    assert_ne!(fingerprint::of_inputs(&caller, &other).unwrap(), inputs, "a price that is gone shows");
}

#[tokio::test]
async fn the_log_names_the_reason_for_which_a_bid_was_left_out() {
    let (office, tender) = declared().await;
    let at = tender.reference.as_str();
    office.technically_final(&TD_TENDERS, at, &GOOD).await;
    office.envelopes_opened(&TD_TENDERS, &tender, domain::bids::EnvelopeKind::Price).await;
    let bid = office.bid_of(CHAIR, at, BIDDER).await.to_string();
    let version = office.evaluation(CHAIR, at).await.version.to_string();
    let fields = form(&[("bid", &bid), ("reason", "Debarred since the close."), ("version", &version)]);
    super::prices::bar(&office, BIDDER).await;
    evaluation::exclude_bid(&office.person(TD_TENDERS.procurement).await, at, &fields).await.unwrap();
    let caller = office.person(CHAIR).await;
    let kept = stored(&caller, at).await;
    let exclusions = &kept.papers().exclusions;
    let of = |exclusions: &[_]| fingerprint::of_latest(&caller, &kept, ("exclusion", exclusions)).unwrap();
    assert_eq!(logged(&office, "evaluation.bid_excluded").await, [of(exclusions)]);
    let mut reworded = exclusions.clone();
    reworded[0].reason = "Suspended since the close.".to_owned();
    assert_ne!(of(&reworded), of(exclusions));
}

#[test]
fn events_without_a_digest_are_still_read() {
    let text =
        r#"{"event":"evaluation.ranked","tender":"00000000-0000-0000-0000-000000000000","formula_version":1,"bids":2}"#;
    let read: EvaluationEvent = serde_json::from_str(text).unwrap();
    assert_eq!(serde_json::to_string(&read).unwrap(), text);
}
