//! From publication to the close: questions, addenda, moves, weather, calling off.

use super::*;
use crate::entities::{audit_entries, organisations, outbox, people, questions};
use domain::accounts::{OrganisationKind, Role};
use domain::actor::Actor;
use domain::locale::Locale;
use domain::tenders::CancelGround;
use sea_orm::{QueryOrder, Set};

/// Somebody of a supplier, put on the register past its own rules.
async fn supplier(office: &Office, code: &str) -> crate::Caller {
    let db = office.services.db.writer();
    let (organisation, person) = (office.services.random.id(), office.services.random.id());
    let name = || Set(code.to_owned());
    let row = organisations::ActiveModel {
        id: Set(organisation),
        code: name(),
        kind: Set(OrganisationKind::Supplier.code().to_owned()),
        name_en: name(),
        name_zh_hant: name(),
        name_zh_hans: name(),
        short_en: name(),
        short_zh_hant: name(),
        short_zh_hans: name(),
    };
    organisations::Entity::insert(row).exec_without_returning(db).await.unwrap();
    let row = people::ActiveModel {
        id: Set(person),
        organisation_id: Set(organisation),
        email: Set(format!("{}@bidder.test", code.to_lowercase())),
        name: name(),
        locale: Set("en".to_owned()),
        password_hash: Set(None),
        account_version: Set(0),
        created_at: Set(0),
        disabled_at: Set(None),
    };
    people::Entity::insert(row).exec_without_returning(db).await.unwrap();
    let caller = office.person(&code.to_lowercase()).await;
    let mut officer = caller.officer().unwrap().clone();
    officer.roles = vec![Role::SupplierBidder];
    crate::Caller::new(Actor::Person(Box::new(officer)), &office.services)
}

/// The same person at the present instant of the clock.
fn now(office: &Office, caller: &crate::Caller) -> crate::Caller {
    crate::Caller::new(caller.actor().clone(), &office.services)
}

fn set_clock(office: &Office, day: &str, hour: i64) {
    office.services.clock.set(Day::parse(day).unwrap().starts_at().plus_minutes(hour * 60));
}

async fn closes(office: &Office, reference: &str) -> Timestamp {
    Timestamp::from_millis(row(office, reference).await.closes_at.unwrap())
}

async fn first_question(office: &Office) -> questions::Model {
    questions::Entity::find()
        .order_by_desc(questions::Column::AskedAt)
        .one(office.services.db.reader())
        .await
        .unwrap()
        .unwrap()
}

async fn answer_as(office: &Office, who: &str, reference: &str) -> Result<(), Failure> {
    let id = first_question(office).await.id.to_string();
    let fields = form(&[("question_id", id.as_str()), ("wording", "May it run offline?"), ("answer", "Yes.")]);
    answer(&office.person(who).await, reference, &fields).await
}

fn addendum(kind: &str, later: &str) -> domain::form::Fields {
    form(&[
        ("addendum_kind", kind),
        ("addendum_en", "Paragraph 4.2 changed"),
        ("addendum_zh_hant", "第4.2段已修訂"),
        ("later_close", later),
    ])
}

#[tokio::test]
async fn who_asked_is_hidden_from_everybody_and_the_asker_finds_the_question_again() {
    let office = Office::sample().await;
    let reference = office.tender_published(&TD_TENDERS).await;
    let (asker, other) = (supplier(&office, "LANTAU").await, supplier(&office, "PEAK").await);
    let once = office.once();
    let fields = form(&[("question", "We at Lantau ask: offline?")]);
    ask(&asker, once, &reference, &fields).await.unwrap();
    ask(&asker, once, &reference, &fields).await.unwrap();
    let question = first_question(&office).await;
    let organisation = asker.officer().unwrap().organisation.0;
    assert!(!question.asker_closed.windows(16).any(|part| part == organisation.as_bytes()));
    let entry = audit_entries::Entity::find()
        .filter(audit_entries::Column::Event.eq("tender.question_asked"))
        .all(office.services.db.reader())
        .await
        .unwrap();
    assert_eq!((entry.len(), entry[0].person_id, entry[0].organisation_id), (1, None, None));
    assert!(!entry[0].body.contains(&organisation.to_string()));

    let seen = async |caller: &crate::Caller| {
        let page = show_public(caller, Locale::En, &reference).await.unwrap();
        page.questions.into_iter().map(|one| (one.text, one.answer, one.own)).collect::<Vec<_>>()
    };
    assert_eq!(seen(&asker).await, [("We at Lantau ask: offline?".to_owned(), None, true)]);
    assert!(seen(&other).await.is_empty() && seen(&office.public()).await.is_empty());
    let inside = show(&office.person(TD_TENDERS.procurement).await, Locale::En, &reference).await.unwrap();
    assert_eq!((inside.questions.len(), inside.questions[0].own), (1, false));
    let inside = show(&office.person(TD_TENDERS.openers[0]).await, Locale::En, &reference).await.unwrap();
    assert!(inside.questions.is_empty(), "an opener reads what everybody reads");

    answer_as(&office, TD_TENDERS.procurement, &reference).await.unwrap();
    let answered = ("May it run offline?".to_owned(), Some("Yes.".to_owned()), false);
    assert_eq!(seen(&office.public()).await, [answered]);
    let again = tender_refusal(answer_as(&office, TD_TENDERS.procurement, &reference).await);
    assert_eq!(again, TenderRefusal::AlreadyAnswered);
}

#[tokio::test]
async fn whoever_asked_is_told_of_the_answer_once_and_nothing_says_who_they_are() {
    let office = Office::sample().await;
    let reference = office.tender_published(&TD_TENDERS).await;
    let (asker, other) = (supplier(&office, "LANTAU").await, supplier(&office, "PEAK").await);
    for caller in [&asker, &other] {
        follow(caller, &reference, true).await.unwrap();
    }
    ask(&asker, office.once(), &reference, &form(&[("question", "Offline?")])).await.unwrap();
    office.letters().await;
    answer_as(&office, TD_TENDERS.procurement, &reference).await.unwrap();
    let waiting = outbox::Entity::find().filter(outbox::Column::SentAt.is_null());
    let waiting = waiting.all(office.services.db.reader()).await.unwrap();
    let person = asker.officer().unwrap().person;
    assert!(waiting.iter().all(|letter| letter.person_id.is_none()), "{waiting:?}");
    assert!(waiting.iter().all(|letter| !letter.facts_json.contains(&person.to_string())));
    let told = |letters: &[(String, String)], who: &str| {
        let own = letters.iter().filter(|(to, _)| to.starts_with(who));
        own.map(|(_, subject)| subject.split(':').next().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    let letters = office.letters().await;
    assert_eq!(told(&letters, "lantau@"), ["Your question was answered"]);
    assert_eq!(told(&letters, "peak@"), ["New answer"]);
}

#[tokio::test]
async fn m8_questions_are_taken_to_the_end_of_their_last_day_and_from_suppliers_alone() {
    let office = Office::sample().await;
    let reference = office.tender_published(&TD_TENDERS).await;
    let asker = supplier(&office, "LANTAU").await;
    let fields = form(&[("question", "Offline?")]);
    let refused = ask(&office.person(TD_TENDERS.officer).await, office.once(), &reference, &fields).await;
    assert!(matches!(refused, Err(Failure::Forbidden(_))));
    assert!(is_not_found(ask(&asker, office.once(), "T-2026-9999", &fields).await));
    assert_eq!(fields_refused(ask(&asker, office.once(), &reference, &form(&[])).await), ["question"]);
    let end = Day::parse("2026-12-09").unwrap().starts_at();
    office.services.clock.set(Timestamp::from_millis(end.millis() - 1));
    ask(&now(&office, &asker), office.once(), &reference, &fields).await.unwrap();
    office.services.clock.set(end);
    let refused = tender_refusal(ask(&now(&office, &asker), office.once(), &reference, &fields).await);
    assert_eq!(refused, TenderRefusal::QuestionsOver { last_day: Day::parse("2026-12-08").unwrap() });
}

#[tokio::test]
async fn m9_a_late_answer_moves_the_close_and_an_early_one_does_not() {
    for (day, close, revision) in [("2026-12-11", "2026-12-18", 1), ("2026-12-13", "2026-12-21", 2)] {
        let office = Office::sample().await;
        let reference = office.tender_published(&TD_TENDERS).await;
        let asker = supplier(&office, "LANTAU").await;
        ask(&asker, office.once(), &reference, &form(&[("question", "Offline?")])).await.unwrap();
        set_clock(&office, day, 9);
        answer_as(&office, TD_TENDERS.procurement, &reference).await.unwrap();
        assert_eq!(closes(&office, &reference).await, noon(close), "{day}");
        assert_eq!(row(&office, &reference).await.notice_revision, revision);
        let page = show_public(&office.public(), Locale::En, &reference).await.unwrap();
        assert_eq!((page.revisions.len() as i32, page.notice.closes_at), (revision, noon(close)));
    }
}

#[tokio::test]
async fn m9_m12_an_addendum_leaves_seven_days_and_never_moves_a_close_earlier() {
    let office = Office::sample().await;
    let reference = office.tender_published(&TD_TENDERS).await;
    let procurement = office.person(TD_TENDERS.procurement).await;
    let earlier = addendum("substantial", "2026-12-17");
    let refused = issue_addendum(&procurement, office.once(), &reference, &earlier, None).await;
    let current = noon("2026-12-18");
    assert_eq!(tender_refusal(refused), TenderRefusal::CloseNotLater { current });
    let file = Upload { name: "specification.pdf".into(), content: b"%PDF-1.7 changed".to_vec() };
    let once = office.once();
    for _ in 0..2 {
        let fields = addendum("substantial", "");
        issue_addendum(&procurement, once, &reference, &fields, Some(file.clone())).await.unwrap();
    }
    assert_eq!(closes(&office, &reference).await, current);
    set_clock(&office, "2026-12-15", 9);
    let late = office.person(TD_TENDERS.procurement).await;
    issue_addendum(&late, office.once(), &reference, &addendum("non_substantial", ""), None).await.unwrap();
    // Seven days on is 22 December, a working day.
    assert_eq!(closes(&office, &reference).await, noon("2026-12-22"));
    let page = show_public(&office.public(), Locale::ZhHant, &reference).await.unwrap();
    assert_eq!(page.addenda.iter().map(|one| one.number).collect::<Vec<_>>(), [2, 1]);
    assert_eq!((page.addenda[0].moved_to, page.addenda[1].moved_to), (Some(noon("2026-12-22")), None));
    let versions = |revision: usize| {
        let (notice, _) = &page.revisions[revision];
        notice.documents.iter().find(|one| one.name == "specification.pdf").unwrap().version
    };
    assert_eq!((versions(0), versions(1), versions(2)), (1, 2, 2));
    // What was published stays published, in each of its versions.
    for (notice, _) in &page.revisions {
        for document in &notice.documents {
            read_document(&office.public(), &reference, &document.sha256).await.unwrap();
        }
    }
}

#[tokio::test]
async fn m11_m12_a_close_moves_only_later_and_not_after_it_has_passed() {
    let office = Office::sample().await;
    let reference = office.tender_published(&TD_TENDERS).await;
    let move_to = async |day: &str| {
        let fields = form(&[("later_close", day), ("comment", "More time for bidders")]);
        extend(&office.person(TD_TENDERS.procurement).await, &reference, &fields).await
    };
    let current = noon("2026-12-18");
    for day in ["2026-12-17", "2026-12-18"] {
        assert_eq!(tender_refusal(move_to(day).await), TenderRefusal::CloseNotLater { current });
    }
    assert!(matches!(tender_refusal(move_to("2026-12-25").await), TenderRefusal::NotNoonOnAWorkingDay { .. }));
    move_to("2026-12-21").await.unwrap();
    assert_eq!(closes(&office, &reference).await, noon("2026-12-21"));
    office.services.clock.set(Timestamp::from_millis(noon("2026-12-21").millis() + 1));
    let refused = tender_refusal(move_to("2026-12-28").await);
    assert!(matches!(refused, TenderRefusal::NotNow { stage: Stage::Closed, .. }));
    let procurement = office.person(TD_TENDERS.procurement).await;
    let refused = issue_addendum(&procurement, office.once(), &reference, &addendum("substantial", ""), None).await;
    assert!(matches!(tender_refusal(refused), TenderRefusal::NotNow { stage: Stage::Closed, .. }));
}

#[tokio::test]
async fn m7_a_signal_moves_every_close_of_the_day_and_no_other() {
    let office = Office::sample().await;
    let touched = [office.tender_published(&TD_TENDERS).await, office.tender_published(&SWD_TENDERS).await];
    let fields = form(&[("later_close", "2026-12-21"), ("comment", "More time")]);
    let apart = office.tender_published(&SWD_TENDERS).await;
    extend(&office.person(SWD_TENDERS.procurement).await, &apart, &fields).await.unwrap();
    set_clock(&office, "2026-12-18", 13);
    let signal = [("disruption", "signal_8"), ("on", "2026-12-18"), ("from_time", "08:00"), ("until_time", "")];
    for who in [TD_TENDERS.procurement, "ws.lau", "admin"] {
        let refused = postpone_closings(&office.person(who).await, &form(&signal)).await;
        assert!(matches!(refused, Err(Failure::Forbidden(_))), "{who}");
    }
    let head = office.person("yt.tam").await;
    let bad = form(&[("disruption", "rain"), ("on", "2026-12-19"), ("from_time", "8:0"), ("until_time", "25:00")]);
    assert_eq!(fields_refused(postpone_closings(&head, &bad).await), ["disruption", "on", "from_time", "until_time"]);
    assert_eq!(postpone_closings(&head, &form(&signal)).await.unwrap(), 2);
    for reference in &touched {
        assert_eq!(closes(&office, reference).await, noon("2026-12-21"));
        assert_eq!(stage(&office, reference).await, Stage::Published);
    }
    assert_eq!(row(&office, &apart).await.notice_revision, 2);
    assert_eq!(office.log().await.iter().filter(|event| *event == "tender.closings_postponed").count(), 1);
}

#[tokio::test]
async fn m7_two_short_outages_together_move_the_close() {
    let office = Office::sample().await;
    let reference = office.tender_published(&TD_TENDERS).await;
    set_clock(&office, "2026-12-18", 13);
    let head = office.person("yt.tam").await;
    for (from, until, moved) in [("09:00", "09:20", 0), ("11:00", "11:11", 1)] {
        let fields = [("disruption", "outage"), ("on", "2026-12-18"), ("from_time", from), ("until_time", until)];
        assert_eq!(postpone_closings(&head, &form(&fields)).await.unwrap(), moved);
    }
    assert_eq!(closes(&office, &reference).await, noon("2026-12-21"));
}

#[tokio::test]
async fn a4_calling_off_takes_a_ground_and_a_second_person_and_frees_the_money() {
    let office = Office::sample().await;
    let reference = office.tender_published(&TD_TENDERS).await;
    let procurement = office.person(TD_TENDERS.procurement).await;
    let propose = |ground: &str| form(&[("ground", ground), ("reason", "The hotline moves")]);
    let sealed = tender_refusal(propose_cancellation(&procurement, &reference, &propose("no_conforming_bid")).await);
    assert_eq!(sealed, TenderRefusal::GroundNotYetPossible { stage: Stage::Published });
    let settle = async |who: &str, step: &str| {
        let fields = form(&[("do", step), ("comment", "Not yet")]);
        settle_cancellation(&office.person(who).await, &reference, &fields).await
    };
    let early = tender_refusal(settle(TD_TENDERS.approver, "agree_cancel").await);
    assert_eq!(early, TenderRefusal::NoCancellationProposed);
    propose_cancellation(&procurement, &reference, &propose("requirement_gone")).await.unwrap();
    assert!(matches!(settle(TD_TENDERS.procurement, "agree_cancel").await, Err(Failure::Forbidden(_))));
    assert!(is_not_found(settle(SWD_TENDERS.approver, "agree_cancel").await));
    let low = tender_refusal(settle(TD_TENDERS.approver, "agree_cancel").await);
    assert_eq!(low, TenderRefusal::BodyTooLow { needed: ApprovingBody::LogisticsBoard });
    settle(BOARD, "decline_cancel").await.unwrap();
    assert_eq!(state(&office, &reference).await, TenderState::Published);
    propose_cancellation(&procurement, &reference, &propose("requirement_gone")).await.unwrap();
    settle(BOARD, "agree_cancel").await.unwrap();
    let cancelled = row(&office, &reference).await;
    assert_eq!((cancelled.state.as_str(), cancelled.reserved_cents), ("cancelled", 0));
    let page = show_public(&office.public(), Locale::En, &reference).await.unwrap();
    assert_eq!(page.cancelled.map(|one| one.0), Some(CancelGround::RequirementGone));
    assert_eq!(page.revisions.len(), 2);
}

#[tokio::test]
async fn s11_a_notice_is_never_changed_by_what_follows() {
    let office = Office::sample().await;
    let reference = office.tender_published(&TD_TENDERS).await;
    let first = async || {
        let tender = row(&office, &reference).await.id;
        let rows = tender_notices::Entity::find()
            .filter(tender_notices::Column::TenderId.eq(tender))
            .order_by_asc(tender_notices::Column::Revision);
        rows.all(office.services.db.reader()).await.unwrap().remove(0)
    };
    let before = first().await;
    let procurement = office.person(TD_TENDERS.procurement).await;
    issue_addendum(&procurement, office.once(), &reference, &addendum("substantial", ""), None).await.unwrap();
    assert_eq!(first().await, before);
    let page = show_public(&office.public(), Locale::En, &reference).await.unwrap();
    assert_eq!(page.revisions[0].0.scheme, page.notice.scheme);
}

#[tokio::test]
async fn a_company_that_asks_again_and_again_waits_and_others_do_not() {
    use domain::accounts::AccountRefusal;
    let office = Office::sample().await;
    let reference = office.tender_published(&TD_TENDERS).await;
    let (asker, other) = (supplier(&office, "LANTAU").await, supplier(&office, "PEAK").await);
    let asks = async |caller: &crate::Caller, text: &str| {
        ask(caller, office.once(), &reference, &form(&[("question", text)])).await
    };
    for number in 1..=5 {
        asks(&asker, &format!("Question {number}")).await.unwrap();
    }
    let refused = refusal(asks(&asker, "Question 6").await);
    assert!(matches!(refused, Refusal::Account(AccountRefusal::TooManyTries { .. })), "{refused:?}");
    asks(&other, "Another company's question").await.unwrap();
    office.pass_minutes(1);
    asks(&now(&office, &asker), "Question 6").await.unwrap();
}
