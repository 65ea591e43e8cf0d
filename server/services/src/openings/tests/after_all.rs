//! What could not be read at the opening is tried again: by its bidder's key, by another pair of officers.

use super::told::told;
use super::*;
use crate::audit::{Verified, verify};
use crate::entities::later_openings;
use crate::evaluation::ToDo;
use crate::testing::{OpenedTender, handed_in};
use crate::{bids, evaluation};
use bidding::{SealedBid, SealingFile};
use domain::bids::{BidKeyFault, EnvelopeFault, SubmissionPath};
use domain::evaluation::{EvaluationCommand, EvaluationRefusal, EvaluationState};
use domain::form::{Problem, Rule};
use domain::permissions::Action;
use sea_orm::prelude::*;

const THIRD: &str = TD_TENDERS.openers[2];

/// Two companies hand in what they sealed themselves; one of them keeps what its tool made.
async fn sealed(office: &Office) -> (OpenedTender, SealedBid, SealedBid) {
    let keys = office.keys_held(&TD_TENDERS).await;
    let reference = office.tender_published(&TD_TENDERS).await;
    let mut made = Vec::new();
    for (who, dollars) in [(BIDDER, "1,300,000"), (RIVAL, "1,400,000")] {
        let caller = office.person(who).await;
        let file = serde_json::to_vec(&bids::sealing_file(&caller, &reference).await.unwrap()).unwrap();
        let sealed = office.sealed_elsewhere(&SealingFile::parse(&file).unwrap(), "We do.", dollars);
        let came = handed_in(&sealed);
        bids::hand_in(&caller, &reference, SubmissionPath::Offline, came, PASSWORD).await.unwrap();
        made.push(sealed);
    }
    office.services.clock.set(noon("2026-12-18").plus_minutes(3));
    let rival = made.pop().unwrap();
    (OpenedTender { reference, keys }, made.pop().unwrap(), rival)
}

fn files(bid_key: &sealing::BidKey, envelope: Option<&[u8]>) -> RescueFiles {
    RescueFiles { bid_key: Some(bid_key.to_file()), envelope: envelope.map(<[u8]>::to_vec) }
}

async fn brings(office: &Office, who: &str, tender: &str, files: RescueFiles) -> Result<(), Failure> {
    rescue(&office.person(who).await, tender, files, PASSWORD).await
}

fn wrong(field: &str, rule: Rule) -> Refusal {
    Refusal::Form(vec![Problem { field: field.to_owned(), rule }])
}

async fn lines(office: &Office, tender: &str, kind: EnvelopeKind) -> Vec<(bool, Option<Way>)> {
    let view = show(&office.person(FIRST).await, tender, kind).await.unwrap();
    let mut lines: Vec<_> =
        view.lines.iter().map(|line| (line.unreadable.is_none(), line.rescued.map(|(_, way)| way))).collect();
    lines.sort();
    lines
}

async fn own_state(office: &Office, who: &str) -> BidState {
    bids::browse(&office.person(who).await).await.unwrap()[0].state
}

async fn is_whole(office: &Office) -> bool {
    matches!(verify(&office.system()).await.unwrap(), Verified::Whole { .. })
}

#[tokio::test]
async fn a_bidder_opens_its_unread_envelope_with_the_key_it_kept_and_is_assessed_like_the_others() {
    let office = Office::sample().await;
    let (tender, own, rival) = sealed(&office).await;
    let at = tender.reference.as_str();
    let caller = office.person(BIDDER).await;
    assert_eq!(rescuable(&caller, at).await.unwrap(), None, "nothing is opened");
    office.envelope_damaged(BIDDER, at, EnvelopeKind::Technical).await;
    office.envelopes_opened(&TD_TENDERS, &tender, EnvelopeKind::Technical).await;
    assert_eq!(own_state(&office, BIDDER).await, BidState::Unreadable);
    let found = rescuable(&caller, at).await.unwrap().unwrap();
    assert_eq!((found.kind, found.wants_envelope), (EnvelopeKind::Technical, true));
    assert_eq!(rescuable(&office.person(RIVAL).await, at).await.unwrap(), None);

    let (technical, theirs) = (own.technical.as_ref().unwrap(), rival.technical.as_ref().unwrap());
    let key = &technical.bid_key;
    let cases = [
        (RescueFiles::default(), vec![("bid_key", Rule::Required), ("envelope", Rule::Required)]),
        (files(key, None), vec![("envelope", Rule::Required)]),
        (files(key, Some(&theirs.bytes)), vec![("envelope", Rule::Envelope(EnvelopeFault::OtherThanReceipt))]),
        (
            files(&own.price.bid_key, Some(&technical.bytes)),
            vec![("bid_key", Rule::BidKey(BidKeyFault::OtherEnvelope))],
        ),
        (files(&theirs.bid_key, Some(&technical.bytes)), vec![("bid_key", Rule::BidKey(BidKeyFault::OtherEnvelope))]),
        (
            RescueFiles { bid_key: Some(b"a key".to_vec()), envelope: Some(technical.bytes.clone()) },
            vec![("bid_key", Rule::BidKey(BidKeyFault::NotAKey))],
        ),
    ];
    for (came, expected) in cases {
        let expected = expected.into_iter().map(|(field, rule)| Problem { field: field.to_owned(), rule }).collect();
        assert_eq!(refusal(brings(&office, BIDDER, at, came).await), Refusal::Form(expected));
    }
    // The receipt's own commitment is in the file's first bytes; the secret behind it is another.
    let mut forged = key.to_file();
    let last = forged.len() - 1;
    forged[last] ^= 1;
    let forged = RescueFiles { bid_key: Some(forged), envelope: Some(technical.bytes.clone()) };
    let refused = refusal(brings(&office, BIDDER, at, forged).await);
    assert_eq!(refused, wrong("bid_key", Rule::BidKey(BidKeyFault::NotCommitted)));
    let other = refusal(brings(&office, RIVAL, at, files(&theirs.bid_key, None)).await);
    assert_eq!(other, Refusal::Opening(OpeningRefusal::NothingToTryAgain), "what was read is not opened again");

    office.all_declared(&TD_TENDERS, at).await;
    brings(&office, BIDDER, at, files(key, Some(&technical.bytes))).await.unwrap();
    assert_eq!(own_state(&office, BIDDER).await, BidState::Opened);
    let expected = [(false, Some(Way::BidKey)), (true, None)];
    assert_eq!(lines(&office, at, EnvelopeKind::Technical).await, expected);
    assert_eq!(rescuable(&caller, at).await.unwrap(), None, "once");
    let log = office.log().await;
    assert_eq!(log.iter().filter(|event| **event == "bid.rescued").count(), 1);
    assert!(is_whole(&office).await);

    // S7, M19: the panel declares its interest in the bidder that joined, and conflicts are assessed again, before it
    // reads on.
    let view = office.evaluation(TD_TENDERS.panel[0], at).await;
    assert_eq!((view.state, view.bids.len()), (EvaluationState::Declaring, 2));
    for who in TD_TENDERS.panel {
        let fields = office.no_interests(who, at).await;
        evaluation::declare(&office.person(who).await, at, &fields).await.unwrap();
    }
    assert_eq!(office.evaluation(TD_TENDERS.panel[0], at).await.state, EvaluationState::Declaring);
    conflicts_are_assessed_again(&office, at).await;
    let bid = office.bid_of(TD_TENDERS.panel[0], at, BIDDER).await;
    let read = opened_bid(&office.person(TD_TENDERS.panel[0]).await, at, bid).await.unwrap();
    assert!(!read.answers.is_empty() && read.answers.iter().all(|(_, answer)| answer == "We do."));
    office.technically_final(&TD_TENDERS, at, &[(BIDDER, 75), (RIVAL, 50)]).await;
    office.envelopes_opened(&TD_TENDERS, &tender, EnvelopeKind::Price).await;
    office.report_signed(&TD_TENDERS, at).await;
}

async fn conflicts_are_assessed_again(office: &Office, at: &str) {
    let approver = TD_TENDERS.approver;
    assert_eq!(
        told(office, &["Assess conflicts again", "請重新評估利益衝突", "请重新评估利益冲突"]).await,
        [approver, "sm.lee"]
    );
    assert_eq!(office.evaluation(approver, at).await.to_do, [ToDo::RenewConflicts]);
    let finding = form(&[("finding", "Nobody works with the bidder that joined.")]);
    let renew = async |who, fields| evaluation::renew_conflicts(&office.person(who).await, at, fields).await;
    for who in [TD_TENDERS.panel[0], BIDDER] {
        assert!(matches!(renew(who, &finding).await, Err(Failure::Forbidden(Action::AppointPanel))), "{who}");
    }
    let blank = form(&[("finding", " ")]);
    assert_eq!(refusal(renew(approver, &blank).await), wrong("finding", Rule::Required));
    renew(approver, &finding).await.unwrap();
    let (state, command) = (EvaluationState::Scoring, EvaluationCommand::RenewConflicts);
    let again = Refusal::Evaluation(EvaluationRefusal::NotNow { state, command });
    assert_eq!(refusal(renew(approver, &finding).await), again, "once for a list of bidders");
    let view = office.evaluation(approver, at).await;
    assert_eq!((view.state, view.to_do.len(), view.conflicts.len()), (EvaluationState::Scoring, 0, 2));
}

#[tokio::test]
async fn another_pair_of_officers_opens_an_envelope_whose_file_was_restored() {
    let office = Office::sample().await;
    let (tender, ..) = sealed(&office).await;
    let at = tender.reference.as_str();
    office.envelope_damaged(BIDDER, at, EnvelopeKind::Technical).await;
    office.envelopes_opened(&TD_TENDERS, &tender, EnvelopeKind::Technical).await;
    let third = office.person(THIRD).await;
    let damaged = contributes(&office, THIRD, at, &tender.keys[THIRD]).await;
    assert!(matches!(refusal(damaged), Refusal::Tender(_)), "nobody can open what is stored");
    assert!(!show(&third, at, EnvelopeKind::Technical).await.unwrap().is_again);

    // The file comes back from a backup: the same bit turns again.
    office.envelope_damaged(BIDDER, at, EnvelopeKind::Technical).await;
    let view = show(&third, at, EnvelopeKind::Technical).await.unwrap();
    assert!(view.is_again && view.may_contribute);
    let first = contributes(&office, FIRST, at, &tender.keys[FIRST]).await.unwrap();
    assert!(matches!(first, Outcome::Waiting(_)));
    let view = show(&third, at, EnvelopeKind::Technical).await.unwrap();
    assert!(view.may_contribute && view.waiting.is_some());
    assert!(!show(&office.person(FIRST).await, at, EnvelopeKind::Technical).await.unwrap().may_contribute);
    assert_eq!(contributes(&office, THIRD, at, &tender.keys[THIRD]).await.unwrap(), Outcome::Opened);
    assert_eq!(lines(&office, at, EnvelopeKind::Technical).await, [(false, Some(Way::Pair)), (true, None)]);
    assert_eq!(own_state(&office, BIDDER).await, BidState::Opened);
    let log = office.log().await;
    assert_eq!(log.iter().filter(|event| **event == "bids.opened_again").count(), 1);
    let released = log.iter().filter(|event| **event == "closing_key.released").count();
    assert_eq!(released, 4, "every use of the closing key is in the log");
    let again = refusal(contributes(&office, SECOND, at, &tender.keys[SECOND]).await);
    assert!(matches!(again, Refusal::Tender(_)), "nothing is left");
    assert!(is_whole(&office).await);

    // A record of a try that was rewritten is noticed.
    let row = later_openings::Entity::find().one(office.services.db.reader()).await.unwrap().unwrap();
    let forged = row.record_json.replacen("\"unreadable\":null", "\"unreadable\":\"malformed\"", 1);
    assert_ne!(forged, row.record_json);
    later_openings::Entity::update_many()
        .col_expr(later_openings::Column::RecordJson, Expr::value(forged))
        .exec(office.services.db.writer())
        .await
        .unwrap();
    assert!(!is_whole(&office).await);
}

#[tokio::test]
async fn a_bid_joins_no_evaluation_whose_marks_are_submitted() {
    let office = Office::sample().await;
    let (tender, own, _) = sealed(&office).await;
    let at = tender.reference.as_str();
    office.envelope_damaged(BIDDER, at, EnvelopeKind::Technical).await;
    office.envelopes_opened(&TD_TENDERS, &tender, EnvelopeKind::Technical).await;
    office.all_declared(&TD_TENDERS, at).await;
    for who in TD_TENDERS.panel {
        office.marked(who, at, &[(RIVAL, 50)]).await;
    }
    let technical = own.technical.as_ref().unwrap();
    let late = brings(&office, BIDDER, at, files(&technical.bid_key, Some(&technical.bytes))).await;
    assert_eq!(refusal(late), Refusal::Opening(OpeningRefusal::TooLateToTryAgain));
    assert_eq!(rescuable(&office.person(BIDDER).await, at).await.unwrap(), None);
    office.envelope_damaged(BIDDER, at, EnvelopeKind::Technical).await;
    let late = contributes(&office, FIRST, at, &tender.keys[FIRST]).await;
    assert_eq!(refusal(late), Refusal::Opening(OpeningRefusal::TooLateToTryAgain));
    assert_eq!(own_state(&office, BIDDER).await, BidState::Unreadable);
}

#[tokio::test]
async fn a_price_that_could_not_be_read_comes_in_until_the_report_is_signed_and_the_ranking_is_worked_out_anew() {
    let office = Office::sample().await;
    let (tender, own, _) = sealed(&office).await;
    let at = tender.reference.as_str();
    office.envelopes_opened(&TD_TENDERS, &tender, EnvelopeKind::Technical).await;
    office.all_declared(&TD_TENDERS, at).await;
    office.technically_final(&TD_TENDERS, at, &[(BIDDER, 75), (RIVAL, 50)]).await;
    office.envelope_damaged(BIDDER, at, EnvelopeKind::Price).await;
    office.envelopes_opened(&TD_TENDERS, &tender, EnvelopeKind::Price).await;
    evaluation::rank_bids(&office.person(TD_TENDERS.panel[0]).await, at).await.unwrap();
    let ranked = async || {
        let view = office.evaluation(TD_TENDERS.panel[0], at).await;
        (view.state, view.ranking.map(|ranking| ranking.places.len()))
    };
    assert_eq!(ranked().await, (EvaluationState::Ranked, Some(1)));

    let caller = office.person(BIDDER).await;
    assert_eq!(rescuable(&caller, at).await.unwrap().unwrap().kind, EnvelopeKind::Price);
    let price = &own.price;
    brings(&office, BIDDER, at, files(&price.bid_key, Some(&price.bytes))).await.unwrap();
    assert_eq!(ranked().await, (EvaluationState::Pricing, None));
    assert_eq!(lines(&office, at, EnvelopeKind::Price).await, [(false, Some(Way::BidKey)), (true, None)]);
    office.report_signed(&TD_TENDERS, at).await;
    let view = office.evaluation(TD_TENDERS.panel[0], at).await;
    assert_eq!(view.ranking.unwrap().places.len(), 2);
}

#[tokio::test]
async fn whoever_had_a_bid_sealed_here_takes_its_keys_once_and_opens_with_one_what_nobody_could_read() {
    let office = Office::sample().await;
    let keys = office.keys_held(&TD_TENDERS).await;
    let at = office.tender_published(&TD_TENDERS).await;
    submits(&office, BIDDER, &at).await.unwrap();
    let caller = office.person(BIDDER).await;
    let offered = async || bids::show(&caller, &at).await.unwrap().receipts[0].keys.len();
    assert_eq!(offered().await, 2);
    let rival = bids::bid_key(&office.person(RIVAL).await, &at, 1, EnvelopeKind::Technical).await;
    assert!(matches!(rival, Err(Failure::NotFound)), "nobody else's");
    let key = bids::bid_key(&caller, &at, 1, EnvelopeKind::Technical).await.unwrap();
    let again = bids::bid_key(&caller, &at, 1, EnvelopeKind::Technical).await;
    assert!(matches!(again, Err(Failure::NotFound)), "once");
    office.pass_minutes(16);
    let late = bids::bid_key(&office.person(BIDDER).await, &at, 1, EnvelopeKind::Price).await;
    assert!(matches!(late, Err(Failure::NotFound)), "for a quarter of an hour");

    let envelope = bids::envelope(&caller, &at, 1, EnvelopeKind::Technical).await.unwrap();
    office.services.clock.set(noon("2026-12-18").plus_minutes(3));
    office.envelope_damaged(BIDDER, &at, EnvelopeKind::Technical).await;
    let tender = OpenedTender { reference: at.clone(), keys };
    office.envelopes_opened(&TD_TENDERS, &tender, EnvelopeKind::Technical).await;
    let came = RescueFiles { bid_key: Some(key), envelope: Some(envelope) };
    brings(&office, BIDDER, &at, came).await.unwrap();
    assert_eq!(own_state(&office, BIDDER).await, BidState::Opened);
}
