//! The standstill, challenges, and decisions that are taken back.

use super::*;

async fn challenged(office: &Office, who: &str, reference: &str, known_on: &str) -> Result<(), Failure> {
    let fields = form(&[("ground", "The plan was misread."), ("ground_known_on", known_on)]);
    challenge(&office.person(who).await, office.once(), reference, &fields).await
}

async fn decided(office: &Office, who: &str, reference: &str, number: &str, outcome: &str) -> Result<(), Failure> {
    let fields = form(&[("number", number), ("outcome", outcome), ("reason", "Because of the test")]);
    decide_challenge(&office.person(who).await, reference, &fields).await
}

async fn aside(office: &Office, who: &str, reference: &str, ground: &str) -> Result<(), Failure> {
    let fields = form(&[("ground", ground), ("reason", "Because of the test")]);
    set_aside(&office.person(who).await, reference, &fields).await
}

#[tokio::test]
async fn m15_an_award_is_confirmed_by_the_clock_at_the_first_instant_after_its_standstill() {
    let office = Office::sample().await;
    let reported = office.award_told(&TD_TENDERS).await;
    let over = at("2027-01-22", 0);
    office.services.clock.set(Timestamp::from_millis(over.millis() - 1));
    assert_eq!(settle(&office.system()).await.unwrap().confirmed, 0);
    let waits = waiting(&office.public(), &reported.reference).await.unwrap().unwrap();
    assert_eq!((waits.signable_from, waits.suspended), (over, false));
    office.services.clock.set(over);
    assert_eq!(settle(&office.system()).await.unwrap().confirmed, 1);
    assert_eq!(settle(&office.system()).await.unwrap().confirmed, 0);
    assert_eq!(state(&office, &reported.reference).await, TenderState::Complete);
    assert_eq!(round_states(&office).await, [Round::Active]);
    assert_eq!(waiting(&office.public(), &reported.reference).await.unwrap(), None);
    let letters = office.letters().await;
    assert!(letters.iter().any(|(to, subject)| to.starts_with(BIDDER) && subject.contains("已確定")));
    assert!(is_forbidden(settle(&office.person(BOARD).await).await));
}

#[tokio::test]
async fn m16_a_challenge_in_time_holds_the_award_up_until_it_is_dismissed() {
    let office = Office::sample().await;
    let reported = office.award_told(&TD_TENDERS).await;
    let at_ref = reported.reference.as_str();
    assert!(is_not_found(challenged(&office, "wl.pang", at_ref, "2027-01-11").await), "no bidder");
    assert!(is_forbidden(challenged(&office, "ph.siu", at_ref, "2027-01-11").await), "reads alone");
    assert_eq!(fields_refused(challenged(&office, RIVAL, at_ref, "2027-01-12").await), ["ground_known_on"]);
    challenged(&office, RIVAL, at_ref, "2027-01-11").await.unwrap();
    assert!(waiting(&office.public(), at_ref).await.unwrap().unwrap().suspended);
    office.services.clock.set(at("2027-01-22", 0));
    assert_eq!(settle(&office.system()).await.unwrap().confirmed, 0);
    let view = show(&office.person(TD_TENDERS.approver).await, Locale::En, at_ref).await.unwrap();
    assert_eq!(view.challenges[0].ground, "The plan was misread.");
    assert!(view.may.contains(&AwardStep::DecideChallenge));
    assert!(is_not_found(decided(&office, SWD_TENDERS.approver, at_ref, "1", "dismissed").await));
    let missing = AwardRefusal::NoSuchChallenge { number: 2 };
    assert_eq!(award(decided(&office, TD_TENDERS.approver, at_ref, "2", "dismissed").await), missing);
    decided(&office, TD_TENDERS.approver, at_ref, "1", "dismissed").await.unwrap();
    assert_eq!(settle(&office.system()).await.unwrap().confirmed, 1);
    let own = outcome(&office.person(RIVAL).await, Locale::En, at_ref).await.unwrap();
    assert_eq!(own.challenges[0].decision, "Because of the test");
}

#[tokio::test]
async fn the_same_challenge_sent_twice_is_one() {
    let office = Office::sample().await;
    let reported = office.award_told(&TD_TENDERS).await;
    let (rival, token) = (office.person(RIVAL).await, office.once());
    let fields = form(&[("ground", "The plan was misread."), ("ground_known_on", "2027-01-11")]);
    for _ in 0..2 {
        challenge(&rival, token, &reported.reference, &fields).await.unwrap();
    }
    let view = outcome(&rival, Locale::En, &reported.reference).await.unwrap();
    assert_eq!(view.challenges.len(), 1);
    assert_eq!(office.log().await.iter().filter(|event| *event == "award.challenged").count(), 1);
}

#[tokio::test]
async fn m16_an_upheld_challenge_keeps_the_award_from_being_confirmed_until_it_is_set_aside() {
    let office = Office::sample().await;
    let reported = office.award_told(&TD_TENDERS).await;
    let at_ref = reported.reference.as_str();
    assert_eq!(
        award(aside(&office, TD_TENDERS.approver, at_ref, "challenge_upheld").await),
        AwardRefusal::NoUpheldChallenge
    );
    challenged(&office, RIVAL, at_ref, "2027-01-11").await.unwrap();
    decided(&office, TD_TENDERS.approver, at_ref, "1", "upheld").await.unwrap();
    office.services.clock.set(at("2027-02-01", 0));
    assert_eq!(settle(&office.system()).await.unwrap().confirmed, 0);
    aside(&office, TD_TENDERS.approver, at_ref, "challenge_upheld").await.unwrap();
    assert_eq!(state(&office, at_ref).await, TenderState::OpenedPrice);
    assert_eq!(round_states(&office).await, [Round::Cancelled]);
    let letters = office.letters().await;
    for who in [BIDDER, RIVAL] {
        let told = |(to, subject): &(String, String)| {
            to.starts_with(who) && (subject.contains("決定已撤回") || subject.contains("决定已撤回"))
        };
        assert!(letters.iter().any(told), "{who}: {letters:?}");
    }
    let refused = AwardRefusal::NotNow {
        state: domain::awards::AwardState::Cancelled,
        command: domain::awards::AwardCommand::ReceiveChallenge,
    };
    assert_eq!(award(challenged(&office, RIVAL, at_ref, "2027-01-11").await), refused);
}

#[tokio::test]
async fn m16_a_late_challenge_is_kept_and_holds_nothing_up() {
    let office = Office::sample().await;
    let reported = office.award_active(&TD_TENDERS).await;
    office.services.clock.set(at("2027-02-28", 0));
    challenged(&office, RIVAL, &reported.reference, "2027-01-11").await.unwrap();
    let own = outcome(&office.person(RIVAL).await, Locale::En, &reported.reference).await.unwrap();
    assert!(!own.challenges[0].in_time && !own.suspended);
    assert_eq!(state(&office, &reported.reference).await, TenderState::Complete);
}

#[tokio::test]
async fn a_winner_that_does_not_sign_makes_room_for_the_next_recommendation() {
    let office = Office::sample().await;
    let reported = office.award_active(&TD_TENDERS).await;
    let officer = office.person(TD_TENDERS.procurement).await;
    let approver = office.person(TD_TENDERS.approver).await;
    let reason = form(&[("reason", "Refused to sign")]);
    assert!(is_forbidden(lapse(&officer, &reported.reference, &reason).await));
    lapse(&approver, &reported.reference, &reason).await.unwrap();
    assert_eq!(state(&office, &reported.reference).await, TenderState::OpenedPrice);
    let again = lapse(&approver, &reported.reference, &reason).await;
    assert!(matches!(award(again), AwardRefusal::NotNow { .. }));
    let fields = office.recommendation_form(&TD_TENDERS, &reported).await;
    recommend(&officer, &reported.reference, &fields).await.unwrap();
    assert_eq!(round_states(&office).await, [Round::Cancelled, Round::Recommended]);
    let view = outcome(&office.person(RIVAL).await, Locale::En, &reported.reference).await.unwrap();
    assert_eq!(view.state, Round::Cancelled, "of the new recommendation bidders know nothing");
}
