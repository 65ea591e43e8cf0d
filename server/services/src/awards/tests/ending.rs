//! Notices, debriefs, and tenders that end without a contract.

use super::*;
use crate::tenders::{propose_cancellation, settle_cancellation};
use domain::awards::views::KnownBefore;
use domain::awards::{AwardMethod, DebriefStanding, NoticeStanding};

const NOTICE: [(&str, &str); 3] = [
    ("method", "open"),
    ("address_en", "Middle Road Government Offices, Kowloon"),
    ("address_zh_hant", "九龍中間道政府辦公大樓"),
];

#[tokio::test]
async fn a1_the_public_reads_who_won_for_how_much_and_by_what_method_once_and_after_the_bidders() {
    let office = Office::sample().await;
    let reported = office.award_told(&TD_TENDERS).await;
    let at_ref = reported.reference.as_str();
    let publish = async |pairs: &[(&str, &str)]| {
        publish_notice(&office.person(TD_TENDERS.procurement).await, at_ref, &form(pairs)).await
    };
    assert!(matches!(award(publish(&NOTICE).await), AwardRefusal::NotNow { .. }), "the standstill runs");
    office.services.clock.set(at("2027-01-22", 600));
    settle(&office.system()).await.unwrap();
    let limited = [("method", "limited"), NOTICE[1], NOTICE[2]];
    assert_eq!(fields_refused(publish(&limited).await), ["justification_en", "justification_zh_hant"]);
    assert!(is_not_found(publish_notice(&office.person(SWD_TENDERS.procurement).await, at_ref, &form(&NOTICE)).await));
    crate::tenders::follow(&office.person("wl.pang").await, at_ref, true).await.unwrap();
    let known = async || show(&office.person(TD_TENDERS.procurement).await, Locale::En, at_ref).await.unwrap().known;
    let before = known().await;
    assert_eq!((before.method, before.department_address), (Some(AwardMethod::Open), None));
    assert!(before.winner_address.is_some_and(|address| !address.is_empty()));
    publish(&NOTICE).await.unwrap();
    assert_eq!(known().await, KnownBefore::default(), "nothing is left to fill in");
    let letters = office.letters().await;
    let watching = |(to, subject): &(String, String)| to.starts_with("wl.pang") && subject.contains("已公布");
    assert!(letters.iter().any(watching), "{letters:?}");
    assert_eq!(award(publish(&NOTICE).await), AwardRefusal::NoticePublished { on: day("2027-01-22") });
    let listed = browse_notices(&office.public(), Locale::ZhHans).await.unwrap();
    assert_eq!(listed.len(), 1);
    let Ending::Awarded(notice) = show_notice(&office.public(), Locale::En, at_ref).await.unwrap().ending else {
        panic!("an award");
    };
    assert_eq!((notice.bids, notice.awarded_on), (2, day("2027-01-11")));
    assert_eq!(notice.entity_address.zh_hans, "九龍中間道政府辦公大樓");
    assert!(!notice.supplier_address.en.is_empty() && notice.description.en.starts_with("Hotline transcription"));
    assert!(!serde_json::to_string(&notice).unwrap().contains("As shown"));
}

#[tokio::test]
async fn m14_a_missing_notice_passes_its_target_its_alarm_and_its_limit() {
    let office = Office::sample().await;
    let reported = office.award_active(&TD_TENDERS).await;
    for (on, standing) in [
        ("2027-02-10", NoticeStanding::OnTime),
        ("2027-02-11", NoticeStanding::PastTarget),
        ("2027-03-12", NoticeStanding::Alarm),
        ("2027-03-25", NoticeStanding::Overdue),
    ] {
        office.services.clock.set(at(on, 0));
        let officer = office.person(TD_TENDERS.procurement).await;
        let decision = show(&officer, Locale::En, &reported.reference).await.unwrap().round.unwrap().decision.unwrap();
        assert_eq!(decision.notice_standing, standing, "{on}");
    }
}

#[tokio::test]
async fn a3_a_bidder_asks_for_a_debrief_in_time_and_reads_it_alone() {
    let office = Office::sample().await;
    let reported = office.award_told(&TD_TENDERS).await;
    let at_ref = reported.reference.as_str();
    let rival = office.person(RIVAL).await;
    ask_debrief(&rival, at_ref).await.unwrap();
    assert_eq!(award(ask_debrief(&rival, at_ref).await), AwardRefusal::DebriefAsked { on: day("2027-01-11") });
    let officer = office.person(TD_TENDERS.procurement).await;
    let line = show(&officer, Locale::En, at_ref).await.unwrap().debriefs.remove(0);
    assert_eq!((line.deliver_by, line.standing), (day("2027-01-26"), DebriefStanding::Open));
    let bid = reported.second.to_string();
    let fields = form(&[("bid", &bid), ("text", "The plan named no people.")]);
    deliver_debrief(&officer, at_ref, &fields).await.unwrap();
    let delivered = AwardRefusal::DebriefDelivered { on: day("2027-01-11") };
    assert_eq!(award(deliver_debrief(&officer, at_ref, &fields).await), delivered);
    let own = outcome(&rival, Locale::En, at_ref).await.unwrap().debrief.unwrap();
    assert_eq!(own.delivered.unwrap().1, "The plan named no people.");
    assert_eq!(outcome(&office.person(BIDDER).await, Locale::En, at_ref).await.unwrap().debrief, None);
    office.services.clock.set(at("2027-01-27", 0));
    let late = ask_debrief(&office.person(BIDDER).await, at_ref).await;
    assert_eq!(award(late), AwardRefusal::DebriefTooLate { last_day: day("2027-01-26") });
    let letters = office.letters().await;
    assert!(letters.iter().any(|(to, subject)| to.starts_with(RIVAL) && subject.contains("落选原因讲解已备妥")));
}

#[tokio::test]
async fn a4_an_award_is_called_off_one_level_up_until_it_is_final_and_every_bidder_hears_the_same_day() {
    let office = Office::sample().await;
    let reported = office.award_told(&TD_TENDERS).await;
    let at_ref = reported.reference.as_str();
    let proposed = form(&[("ground", "funds_withdrawn"), ("reason", "The allocation was cut.")]);
    propose_cancellation(&office.person(TD_TENDERS.procurement).await, at_ref, &proposed).await.unwrap();
    let agree = async |who: &str| {
        settle_cancellation(&office.person(who).await, at_ref, &form(&[("do", "agree_cancel")])).await
    };
    let low = TenderRefusal::BodyTooLow { needed: ApprovingBody::LogisticsBoard };
    assert_eq!(refusal(agree(TD_TENDERS.approver).await), low.into());
    agree(BOARD).await.unwrap();
    assert_eq!(state(&office, at_ref).await, TenderState::Cancelled);
    assert_eq!(round_states(&office).await, [Round::Cancelled]);
    let letters = office.letters().await;
    for (who, words) in [(BIDDER, "招標已取消"), (RIVAL, "招标已取消")] {
        assert!(letters.iter().any(|(to, subject)| to.starts_with(who) && subject.contains(words)), "{who}");
    }

    let office = Office::sample().await;
    let reported = office.award_active(&TD_TENDERS).await;
    let officer = office.person(TD_TENDERS.procurement).await;
    let refused = propose_cancellation(&officer, &reported.reference, &proposed).await;
    assert!(matches!(tender(refused), TenderRefusal::NotNow { .. }), "a final award is not called off");
}

#[tokio::test]
async fn a_tender_with_bids_that_can_win_is_not_ended_without_a_result() {
    let office = Office::sample().await;
    let reported = office.report_laid_out(&TD_TENDERS, PRICE, Rival::Second).await;
    let officer = office.person(TD_TENDERS.procurement).await;
    let fields = form(&[("reason", "Nothing fits.")]);
    assert_eq!(award(declare_unsuccessful(&officer, &reported.reference, &fields).await), AwardRefusal::BidsRemain);
}

#[tokio::test]
async fn a_tender_without_bids_ends_with_a_public_reason_and_its_money_is_free_again() {
    let office = Office::sample().await;
    office.keys_held(&TD_TENDERS).await;
    let reference = office.tender_published(&TD_TENDERS).await;
    office.services.clock.set(at("2026-12-18", 723));
    let fields = form(&[("reason", "No bid was received.")]);
    let officer = office.person(TD_TENDERS.procurement).await;
    assert!(matches!(refusal(declare_unsuccessful(&officer, &reference, &fields).await), Refusal::Opening(_)));
    crate::openings::close(&office.system(), &reference).await.unwrap();
    declare_unsuccessful(&officer, &reference, &fields).await.unwrap();
    assert_eq!(state(&office, &reference).await, TenderState::Unsuccessful);
    let row = rows::Entity::find().filter(rows::Column::Reference.eq(&reference));
    assert_eq!(row.one(office.services.db.reader()).await.unwrap().unwrap().reserved_cents, 0);
    let shown = show_notice(&office.public(), Locale::En, &reference).await.unwrap().ending;
    assert_eq!(shown, Ending::Unsuccessful { bids: 0, reason: "No bid was received.".to_owned() });
    assert!(is_not_found(show_notice(&office.public(), Locale::En, "T-2026-9999").await));
}

#[tokio::test]
async fn m17_records_of_an_award_that_was_set_aside_or_called_off_are_kept() {
    let office = Office::sample().await;
    let reported: Reported = office.award_told(&TD_TENDERS).await;
    let proposed = form(&[("ground", "public_interest"), ("reason", "Because of the test.")]);
    propose_cancellation(&office.person(TD_TENDERS.procurement).await, &reported.reference, &proposed).await.unwrap();
    let agreed = form(&[("do", "agree_cancel")]);
    settle_cancellation(&office.person(BOARD).await, &reported.reference, &agreed).await.unwrap();
    office.services.clock.set(at("2033-01-10", 0));
    crate::accounts::sweep(&office.system()).await.unwrap();
    let auditor = office.person("sl.chow").await;
    let view = show(&auditor, Locale::En, &reported.reference).await.unwrap();
    assert_eq!((view.summary.len(), view.round.unwrap().checks.len()), (2, 4));
}
