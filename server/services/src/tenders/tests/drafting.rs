//! From a draft to its publication.

use super::*;
use domain::event::Event;
use domain::ids::TenderId;
use domain::tenders::TenderEvent;

#[tokio::test]
async fn a_tender_is_drafted_approved_and_published_by_different_people() {
    let office = Office::sample().await;
    let reference = office.drafted(&TD_TENDERS).await;
    assert_eq!(reference, "T-2026-0010");
    submit(&office.person(TD_TENDERS.officer).await, &reference).await.unwrap();
    assert_eq!(state(&office, &reference).await, TenderState::InApproval);
    office.decide_tender(TD_TENDERS.approver, &reference, "approve").await.unwrap();
    let approved = row(&office, &reference).await;
    assert_eq!((approved.reserved_cents, approved.published_at), (1_500_000_00, None));
    publish(&office.person(TD_TENDERS.procurement).await, &reference).await.unwrap();
    let published = row(&office, &reference).await;
    assert_eq!(published.closes_at, Some(noon("2026-12-18").millis()));
    assert_eq!(published.notice_revision, 1);

    let notices = store::notices_of(office.services.db.reader(), published.id).await.unwrap();
    let (notice, hash) = &notices[0];
    assert_eq!((notices.len(), notice.revision, notice.documents.len()), (1, 1, 3));
    assert!(notice.documents.iter().all(|document| document.version == 1 && document.size_bytes == 13));
    let stored = tender_notices::Entity::find()
        .filter(tender_notices::Column::TenderId.eq(published.id))
        .one(office.services.db.reader())
        .await
        .unwrap()
        .unwrap();
    assert_eq!(*hash, crate::random::hex(&crate::random::sha256(stored.notice_json.as_bytes())));
    for person in [TD_TENDERS.officer, TD_TENDERS.approver, TD_TENDERS.panel[0], TD_TENDERS.openers[0]] {
        assert!(!stored.notice_json.contains(&office.id_of(person).await), "the notice names {person}");
    }
    let log = office.log().await;
    let last: Vec<&str> = log.iter().rev().take(3).map(String::as_str).collect();
    assert_eq!(last, ["tender.published", "tender.approved", "tender.submitted"]);
}

#[tokio::test]
async fn the_clock_alone_closes_it_one_millisecond_after_noon() {
    let office = Office::sample().await;
    let reference = office.tender_published(&TD_TENDERS).await;
    let noon = noon("2026-12-18");
    for (millis, expected) in [(-1, Stage::Published), (0, Stage::Published), (1, Stage::Closed)] {
        office.services.clock.set(Timestamp::from_millis(noon.millis() + millis));
        assert_eq!(stage(&office, &reference).await, expected, "{millis}");
    }
    assert_eq!(state(&office, &reference).await, TenderState::Published);
}

#[tokio::test]
async fn a_draft_that_is_not_complete_is_refused_with_everything_that_is_missing() {
    let office = Office::sample().await;
    let reference = office.begun(&TD_TENDERS).await;
    let officer = office.person(TD_TENDERS.officer).await;
    let TenderRefusal::NotReady { gaps } = tender_refusal(submit(&officer, &reference).await) else {
        panic!("an empty draft was submitted")
    };
    for gap in [
        Gap::WhyNotReuseMissing,
        Gap::TimetableMissing,
        Gap::BudgetLineMissing,
        Gap::DocumentMissing(DocumentKind::DraftContract),
        Gap::ConflictsNotAssessed,
    ] {
        assert!(gaps.contains(&gap), "{gap:?}");
    }
}

#[tokio::test]
async fn e20_s12_weights_that_do_not_make_one_hundred_are_refused_and_nothing_changes() {
    let office = Office::sample().await;
    let reference = office.drafted(&TD_TENDERS).await;
    let before = row(&office, &reference).await;
    let weigh = async |technical: &str, price: &str| {
        let pairs = [("basis", "scored"), ("technical", technical), ("price", price), ("pass", "50")];
        office.revise(&TD_TENDERS, &reference, Section::MarkingScheme, &pairs).await
    };
    for (technical, price, hundredths) in [("60", "39.99", (60_00, 39_99)), ("60", "40.01", (60_00, 40_01))] {
        let expected = TenderRefusal::WeightsNot100 { technical: hundredths.0, price: hundredths.1 };
        assert_eq!(tender_refusal(weigh(technical, price).await), expected);
    }
    assert_eq!(fields_refused(weigh("sixty", "").await), ["technical", "price"]);
    assert_eq!(row(&office, &reference).await, before);
    weigh("72.5", "27.5").await.unwrap();
    let refused = tender_refusal(submit(&office.person(TD_TENDERS.officer).await, &reference).await);
    let needs = TenderRefusal::WeightsNeedReason { least: 50_00, most: 70_00 };
    assert_eq!(refused, TenderRefusal::NotReady { gaps: vec![Gap::Scheme(needs)] });
}

#[tokio::test]
async fn m1_publication_counts_from_the_real_day_and_a_late_one_goes_back_to_the_draft() {
    let office = Office::sample().await;
    let reference = office.tender_approved(&TD_TENDERS).await;
    office.pass_minutes(2 * 24 * 60);
    let procurement = office.person(TD_TENDERS.procurement).await;
    let refused = tender_refusal(publish(&procurement, &reference).await);
    assert!(matches!(refused, TenderRefusal::CloseTooEarly { .. }), "{refused:?}");
    reopen(&office.person(TD_TENDERS.officer).await, &reference).await.unwrap();
    let reopened = row(&office, &reference).await;
    assert_eq!((reopened.state.as_str(), reopened.reserved_cents, reopened.approved_by), ("draft", 0, None));
}

#[tokio::test]
async fn s14_a_brand_in_an_essential_requirement_waits_for_a_justification() {
    let office = Office::sample().await;
    let reference = office.drafted(&TD_TENDERS).await;
    let officer = office.person(TD_TENDERS.officer).await;
    let named = [
        ("text_en", "Works with Ferry Point Speech recorders"),
        ("text_zh_hant", "可配合現有錄音設備"),
        ("weight", "essential"),
    ];
    office.revise(&TD_TENDERS, &reference, Section::Requirements, &named).await.unwrap();
    let TenderRefusal::NotReady { gaps } = tender_refusal(submit(&officer, &reference).await) else { panic!() };
    let [Gap::ConcernUnanswered(concern)] = gaps.as_slice() else { panic!("{gaps:?}") };
    assert_eq!(concern.words, "Ferry Point Speech");
    let id = concern.requirement.to_string();
    let justified =
        [named.as_slice(), &[("row", id.as_str()), ("justification", "The recorders stay in use")]].concat();
    office.revise(&TD_TENDERS, &reference, Section::Requirements, &justified).await.unwrap();
    submit(&officer, &reference).await.unwrap();
}

#[tokio::test]
async fn t5_only_somebody_else_of_a_high_enough_body_approves() {
    let office = Office::sample().await;
    let reference = office.drafted(&TD_TENDERS).await;
    let officer = office.person(TD_TENDERS.officer).await;
    // Above five million the department's own committee is too low.
    let budget = office.budget_form(&officer, "5000000.01").await;
    revise(&officer, &reference, Section::Budget, &budget).await.unwrap();
    submit(&officer, &reference).await.unwrap();
    for who in [TD_TENDERS.officer, TD_TENDERS.procurement, TD_TENDERS.openers[0], "sl.chow", "yt.tam", "admin"] {
        let refused = office.decide_tender(who, &reference, "approve").await;
        assert!(matches!(refused, Err(Failure::Forbidden(_))), "{who}");
    }
    assert!(is_not_found(office.decide_tender(SWD_TENDERS.approver, &reference, "approve").await));
    let needed = ApprovingBody::LogisticsBoard;
    let refused = tender_refusal(office.decide_tender(TD_TENDERS.approver, &reference, "approve").await);
    assert_eq!(refused, TenderRefusal::BodyTooLow { needed });
    office.decide_tender(BOARD, &reference, "return").await.unwrap();
    assert_eq!(row(&office, &reference).await.return_reason, "Because of the test");
    assert_eq!(state(&office, &reference).await, TenderState::Draft);
}

#[tokio::test]
async fn an_approval_without_enough_money_left_is_refused_and_two_tenders_share_no_dollar() {
    let office = Office::sample().await;
    let first = office.tender_approved(&TD_TENDERS).await;
    let second = office.drafted(&TD_TENDERS).await;
    let officer = office.person(TD_TENDERS.officer).await;
    let line = row(&office, &first).await.budget_line_id.unwrap();
    let year = officer.today().financial_year();
    let left: i64 = crate::orders::line_left(office.services.db.reader(), line)
        .await
        .unwrap()
        .iter()
        .filter(|(of, _)| *of >= year)
        .map(|(_, left)| left.cents())
        .sum();
    let others = rows::Entity::find().filter(rows::Column::BudgetLineId.eq(line));
    let others = others.all(office.services.db.reader()).await.unwrap();
    let free = left - others.iter().map(|other| other.reserved_cents).sum::<i64>();
    let taken = format!("{}.{:02}", (free + 1) / 100, (free + 1) % 100);
    let budget = office.budget_form(&officer, &taken).await;
    revise(&officer, &second, Section::Budget, &budget).await.unwrap();
    submit(&officer, &second).await.unwrap();
    let refused = tender_refusal(office.decide_tender(BOARD, &second, "approve").await);
    let TenderRefusal::FundsNotReserved { needed, reserved } = refused else { panic!("{refused:?}") };
    assert_eq!((needed.cents(), reserved.cents()), (free + 1, free));
}

#[tokio::test]
async fn t_b_a_purchase_split_below_a_ceiling_must_be_answered_by_the_approver() {
    let office = Office::sample().await;
    let first = office.drafted(&TD_TENDERS).await;
    let officer = office.person(TD_TENDERS.officer).await;
    for (reference, dollars) in [(first.clone(), "3000000"), (office.drafted(&TD_TENDERS).await, "2500000")] {
        let budget = office.budget_form(&officer, dollars).await;
        revise(&officer, &reference, Section::Budget, &budget).await.unwrap();
        submit(&officer, &reference).await.unwrap();
    }
    let plenty = "update budget_allocations set allocated_cents = 99999999999";
    office.damage(plenty).await.unwrap();
    office.decide_tender(TD_TENDERS.approver, &first, "approve").await.unwrap();
    let approver = office.person(TD_TENDERS.approver).await;
    let refused = decide(&approver, "T-2026-0011", &form(&[("do", "approve")])).await;
    assert_eq!(fields_refused(refused), ["splitting_answer"]);
    office.decide_tender(TD_TENDERS.approver, "T-2026-0011", "approve").await.unwrap();
}

#[tokio::test]
async fn another_departments_draft_does_not_exist() {
    let office = Office::sample().await;
    let reference = office.tender_in_approval(&TD_TENDERS).await;
    let other = office.person(SWD_TENDERS.officer).await;
    let before = office.log().await;
    assert!(is_not_found(office.revise(&SWD_TENDERS, &reference, Section::Conflicts, &[("finding", "x")]).await));
    assert!(is_not_found(submit(&other, &reference).await));
    assert!(is_not_found(reopen(&other, &reference).await));
    assert!(is_not_found(publish(&office.person(SWD_TENDERS.procurement).await, &reference).await));
    let upload = Upload { name: "a.txt".into(), content: b"text".to_vec() };
    assert!(is_not_found(add_document(&other, &reference, DocumentKind::Other, upload).await));
    assert!(is_not_found(read_document(&office.public(), &reference, &"ab".repeat(32)).await));
    assert_eq!(office.log().await, before);
}

#[tokio::test]
async fn nothing_of_a_tender_changes_while_it_is_judged_or_after_it_was_published() {
    let office = Office::sample().await;
    let reference = office.tender_published(&TD_TENDERS).await;
    let refused = office.revise(&TD_TENDERS, &reference, Section::Conflicts, &[("finding", "x")]).await;
    assert!(matches!(tender_refusal(refused), TenderRefusal::NotNow { stage: Stage::Published, .. }));
    let officer = office.person(TD_TENDERS.officer).await;
    let upload = Upload { name: "terms.pdf".into(), content: b"%PDF-1.7 other".to_vec() };
    let refused = add_document(&officer, &reference, DocumentKind::Terms, upload).await;
    assert!(matches!(tender_refusal(refused), TenderRefusal::NotNow { .. }));
}

#[tokio::test]
async fn a_document_is_replaced_by_its_next_version_and_only_what_was_published_is_public() {
    let office = Office::sample().await;
    let reference = office.drafted(&TD_TENDERS).await;
    let officer = office.person(TD_TENDERS.officer).await;
    let upload = |name: &str, content: &[u8]| Upload { name: name.into(), content: content.to_vec() };
    add_document(&officer, &reference, DocumentKind::Terms, upload("terms.pdf", b"%PDF-1.7 new")).await.unwrap();
    let tender = row(&office, &reference).await;
    let files = store::files_of(office.services.db.reader(), tender.id).await.unwrap();
    let terms: Vec<_> = files.iter().filter(|file| file.name == "terms.pdf").collect();
    assert_eq!((files.len(), terms.len(), terms[0].version), (3, 1, 2));
    let all = tender_files::Entity::find()
        .filter(tender_files::Column::TenderId.eq(tender.id))
        .all(office.services.db.reader())
        .await
        .unwrap();
    let old = all.iter().find(|file| file.name == "terms.pdf" && file.version == 1).unwrap();
    for (name, content, rule) in [
        ("a.exe", &b"MZ"[..], TenderRefusal::FileKindUnknown),
        ("a.pdf", b"<html>", TenderRefusal::FileKindUnknown),
        ("a.txt", b"", TenderRefusal::FileEmpty),
    ] {
        let refused = add_document(&officer, &reference, DocumentKind::Other, upload(name, content)).await;
        assert_eq!(tender_refusal(refused), rule);
    }
    let large = vec![b'a'; 10 * 1024 * 1024 + 1];
    let refused = add_document(&officer, &reference, DocumentKind::Other, upload("a.txt", &large)).await;
    assert_eq!(tender_refusal(refused), TenderRefusal::FileTooLarge { most: 10 * 1024 * 1024 });

    submit(&officer, &reference).await.unwrap();
    office.decide_tender(TD_TENDERS.approver, &reference, "approve").await.unwrap();
    let public = office.public();
    assert!(is_not_found(read_document(&public, &reference, &terms[0].sha256).await));
    publish(&office.person(TD_TENDERS.procurement).await, &reference).await.unwrap();
    let download = read_document(&public, &reference, &terms[0].sha256).await.unwrap();
    assert_eq!((download.name.as_str(), download.content.as_slice()), ("terms.pdf", &b"%PDF-1.7 new"[..]));
    // The first terms were never published, and other tenders' files are not this one's.
    assert!(old.published_revision.is_none());
}

#[tokio::test]
async fn a_tender_begins_as_a_copy_of_any_departments_published_one() {
    let office = Office::sample().await;
    let published = office.tender_published(&TD_TENDERS).await;
    let hidden = office.drafted(&TD_TENDERS).await;
    let other = office.person(SWD_TENDERS.officer).await;
    let copy = |of: &str| form(&[("start", "copy"), ("copy_of", of), ("category", "CHAT")]);
    assert_eq!(fields_refused(begin(&other, office.once(), &copy(&hidden)).await), ["copy_of"]);
    let once = office.once();
    let reference = begin(&other, once, &copy(&published)).await.unwrap();
    assert_eq!(begin(&other, once, &copy(&published)).await.unwrap(), reference);
    let tender = store::tender_of(&row(&office, &reference).await).unwrap();
    let own = other.officer().unwrap();
    assert_eq!((tender.draft.drafted_by, tender.draft.department), (own.person, own.organisation));
    assert_eq!((tender.draft.title.en.as_str(), tender.draft.requirements.len()), ("Hotline transcription", 3));
    assert!(tender.draft.documents.is_empty() && tender.draft.people.is_empty());
}

#[test]
fn an_event_of_a_tender_is_written_as_flat_as_any_other_and_read_back() {
    let event = Event::from(TenderEvent::Reopened { tender: TenderId(Uuid::nil()) });
    let text = r#"{"event":"tender.reopened","tender":"00000000-0000-0000-0000-000000000000"}"#;
    assert_eq!(serde_json::to_string(&event).unwrap(), text);
    assert_eq!(serde_json::from_str::<Event>(text).unwrap(), event);
    let other = Event::ReuseEndorsed { order: domain::ids::OrderId(Uuid::nil()) };
    assert_eq!(serde_json::from_str::<Event>(&serde_json::to_string(&other).unwrap()).unwrap(), other);
}
