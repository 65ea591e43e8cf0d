//! What bidders are told, and what nobody is.

use super::*;
use crate::entities::{audit_entries, award_letters, outbox};
use crate::evaluation;
use domain::bids::EnvelopeKind;
use domain::evaluation::Score;

#[tokio::test]
async fn a2_every_bidder_is_told_at_the_same_instant_in_its_own_language() {
    let office = Office::sample().await;
    let reported = office.award_told(&TD_TENDERS).await;
    let rows = award_letters::Entity::find().all(office.services.db.reader()).await.unwrap();
    let now = office.services.clock.now().millis();
    assert_eq!(rows.iter().map(|row| (row.won, row.written_at)).filter(|(_, at)| *at == now).count(), 2);
    office.letters().await;
    let sent = office.services.mailer.sent();
    let to = |who: &str| sent.iter().rfind(|mail| mail.to.1.starts_with(who)).unwrap();
    let (winner, loser) = (to(BIDDER), to(RIVAL));
    assert_eq!((winner.language, loser.language), ("zh-Hant-HK", "zh-Hans-HK"));
    assert!(winner.subject.starts_with("中標通知"), "{}", winner.subject);
    assert!(loser.subject.contains("评审结果、你的分数及理由"), "{}", loser.subject);
    for text in ["Fewer marks for the plan.", "20.00分（满分40.00分）", "As shown, says 1", "中标者为"] {
        assert!(loser.text.contains(text), "{text}: {}", loser.text);
    }
    assert!(loser.text.contains("2027年1月22日"), "{}", loser.text);
    assert!(!loser.text.contains("Highest combined score") && !loser.text.contains("1,300,000"), "{}", loser.text);
    assert!(!winner.text.contains("Fewer marks"), "{}", winner.text);
    assert!(loser.text.contains(&format!("/zh-Hans/supplier/outcomes/{}", reported.reference)));
}

#[tokio::test]
async fn a2_a_bidder_reads_its_own_marks_and_of_the_winner_name_and_totals_alone() {
    let office = Office::sample().await;
    let reported = office.award_told(&TD_TENDERS).await;
    let read = async |who: &str| outcome(&office.person(who).await, Locale::En, &reported.reference).await.unwrap();
    let (won, lost) = (read(BIDDER).await, read(RIVAL).await);
    assert!(won.won && !lost.won);
    assert_eq!(lost.winner, won.winner);
    assert_eq!((lost.winner_totals, lost.winner_totals.combined), (won.totals, Some(10_000)));
    assert_eq!(lost.marks.iter().map(|mark| mark.mark).sum::<i64>(), 5_000);
    assert_eq!((lost.reasons.as_str(), lost.state), ("Fewer marks for the plan.", Round::Pending));
    assert_eq!(lost.signable_from, at("2027-01-22", 0));
    let others = "ph.siu";
    assert_eq!(read(others).await.marks, lost.marks);
    assert!(!read(others).await.may_ask_debrief);
    let stranger = office.person("wl.pang").await;
    assert!(is_not_found(outcome(&stranger, Locale::En, &reported.reference).await));
    assert!(outcomes(&stranger, Locale::En).await.unwrap().is_empty());
    assert_eq!(outcomes(&office.person(RIVAL).await, Locale::En).await.unwrap().len(), 1);
}

#[tokio::test]
async fn s5_a_losing_price_that_was_never_opened_stays_sealed_and_is_told_to_nobody() {
    let office = Office::sample().await;
    let reported = office.recommended(&TD_TENDERS, PRICE, Rival::Fails).await;
    office.decide_award(TD_TENDERS.approver, &reported.reference, "approve").await.unwrap();
    let view = outcome(&office.person(RIVAL).await, Locale::En, &reported.reference).await.unwrap();
    assert_eq!((view.totals.price, view.totals.combined), (None, None));
    let officer = office.person(TD_TENDERS.procurement).await;
    let award = show(&officer, Locale::En, &reported.reference).await.unwrap();
    let row = award.summary.iter().find(|row| row.bid == reported.second).unwrap();
    assert_eq!((row.price, row.place), (None, None));
    let kept = crate::entities::opened_bids::Entity::find_by_id(reported.second.0);
    let kept = kept.one(office.services.db.reader()).await.unwrap().unwrap();
    assert_eq!((kept.price_outcome.as_str(), kept.price_closed), ("", None));
}

#[tokio::test]
async fn marks_and_reasons_lie_closed_in_the_database_and_in_letters_that_wait() {
    let office = Office::sample().await;
    let reported = office.award_told(&TD_TENDERS).await;
    let db = office.services.db.reader();
    let waiting: String = outbox::Entity::find().all(db).await.unwrap().into_iter().map(|row| row.facts_json).collect();
    let log: String = audit_entries::Entity::find().all(db).await.unwrap().into_iter().map(|row| row.body).collect();
    let rounds: String = rounds::Entity::find().all(db).await.unwrap().iter().map(|row| format!("{row:?}")).collect();
    for text in [waiting, log, rounds] {
        assert!(!text.contains("Fewer marks") && !text.contains("As shown"), "{text}");
    }
    assert_eq!(office.log().await.last().unwrap(), "award.notified");
    let mut fields = office.recommendation_form(&TD_TENDERS, &reported).await;
    fields.set("version", "0");
    let again = office.decide_award(TD_TENDERS.approver, &reported.reference, "approve").await;
    assert!(matches!(tender(again), TenderRefusal::NotNow { .. }), "bidders are told once");
}

#[tokio::test]
async fn s6_a_bidder_reads_the_mark_that_was_ranked_and_why_the_board_corrected_it() {
    let office = Office::sample().await;
    let opened = office.bids_opened(&TD_TENDERS, &[(BIDDER, "1,300,000"), (RIVAL, "1,400,000")]).await;
    let at_ref = opened.reference.as_str();
    office.all_declared(&TD_TENDERS, at_ref).await;
    office.technically_final(&TD_TENDERS, at_ref, &[(BIDDER, 100), (RIVAL, 50)]).await;
    office.envelopes_opened(&TD_TENDERS, &opened, EnvelopeKind::Price).await;
    let (first, second) = (
        office.bid_of(TD_TENDERS.procurement, at_ref, BIDDER).await,
        office.bid_of(TD_TENDERS.procurement, at_ref, RIVAL).await,
    );
    let view = office.evaluation(BOARD, at_ref).await;
    let criterion = view.criteria[0].criterion;
    let (id, most) = (criterion.id.to_string(), i64::from(criterion.maximum.hundredths()));
    let (version, bid) = (view.version.to_string(), second.to_string());
    let mut fields = form(&[("version", &version), ("bid", &bid), ("criterion", &id)]);
    fields.set("reason", "One page of the plan was overlooked.");
    fields.set(&format!("mark-{id}"), Score::from_hundredths(most as u32).to_string());
    evaluation::correct_mark(&office.person(BOARD).await, at_ref, &fields).await.unwrap();
    office.report_signed(&TD_TENDERS, at_ref).await;
    let reported = Reported { reference: at_ref.to_owned(), first, second };
    let fields = office.recommendation_form(&TD_TENDERS, &reported).await;
    recommend(&office.person(TD_TENDERS.procurement).await, at_ref, &fields).await.unwrap();
    office.decide_award(TD_TENDERS.approver, at_ref, "approve").await.unwrap();

    let told = outcome(&office.person(RIVAL).await, Locale::En, at_ref).await.unwrap();
    let change = told.marks[0].corrected.clone().unwrap();
    assert_eq!((told.marks[0].mark, change.before), (most, most / 2));
    assert_eq!(change.reason, "One page of the plan was overlooked.");
    assert!(told.marks[1..].iter().all(|mark| mark.corrected.is_none()));
    let place = office.evaluation(BOARD, at_ref).await.ranking.unwrap().place(second).copied().unwrap();
    let sum: i64 = told.marks.iter().map(|mark| mark.mark).sum();
    assert_eq!(sum, i64::from(place.marked.technical.hundredths()), "marks add up to what was ranked");
    office.letters().await;
    let sent = office.services.mailer.sent();
    let letter = sent.iter().rfind(|mail| mail.to.1.starts_with(RIVAL)).unwrap();
    assert!(letter.text.contains("更正，原因：One page of the plan was overlooked."), "{}", letter.text);
}
