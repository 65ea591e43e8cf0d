use super::closing::DisruptionKind::Signal8;
use super::people::tests::person;
use super::tender::{CancelGround, Reservation};
use super::*;
use crate::catalogue::Category;
use crate::ids::{AddendumId, BudgetLineId, LotId, OrganisationId, QuestionId, RequirementId, TenderId};
use crate::text::Trilingual;
use uuid::Uuid;

mod decision;

fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn at(text: &str, hour: i64) -> Timestamp {
    day(text).starts_at().plus_minutes(hour * 60)
}

fn closing(text: &str) -> Closing {
    Closing::on(day(text)).unwrap()
}

fn assessment(on: &str) -> ConflictAssessment {
    ConflictAssessment { by: person(41), on: day(on), finding: "none".into() }
}

pub(super) fn complete() -> Draft {
    let document = |kind| Document { kind, name: "file.pdf".into(), sha256: "ab".repeat(32) };
    let estimate =
        Estimate { one_off: Money::from_dollars(4_000_000), monthly: Money::ZERO, months: 36, options: vec![] };
    Draft {
        title: Trilingual::same("Hotline transcription"),
        need: Trilingual::same("Transcribe Cantonese calls"),
        why_not_reuse: Trilingual::same("Nothing in the catalogue handles calls"),
        lots: vec![Lot { id: LotId(id(1)), title: Trilingual::same("Licences"), estimate: None }],
        requirements: vec![Requirement {
            id: RequirementId(id(1)),
            lot: Some(LotId(id(1))),
            text: Trilingual::same("Understands Cantonese"),
            weight: Weight::Scored(CriterionId(id(1))),
            justification: String::new(),
        }],
        scheme: Some(scheme::tests::usual()),
        timetable: Some(Timetable::earliest(true, day("2026-05-04"))),
        people: people::tests::usual(),
        budget_line: Some(BudgetLineId(id(5))),
        purchase: Some(Purchase {
            estimate,
            other_lots: Money::ZERO,
            subject: Subject::Services,
            buyer: BuyerKind::Department,
            computerisation: true,
            is_framework: false,
        }),
        documents: [DocumentKind::Terms, DocumentKind::Specification, DocumentKind::DraftContract]
            .map(document)
            .to_vec(),
        conflicts: Some(assessment("2026-04-20")),
        ..Draft::new(person(1), OrganisationId(id(1)), Category::Chat)
    }
}

fn committee(number: u128) -> Approver {
    Approver { person: person(number), body: ApprovingBody::DepartmentCommittee }
}

fn reserved() -> Reservation {
    Reservation { line: BudgetLineId(id(5)), amount: Money::from_dollars(4_000_000) }
}

fn submitted(draft: Draft) -> Tender {
    let tender = Tender::begin(TenderId(id(9)), "TN-2026-0001".into(), draft);
    tender.submit_for_approval(&[], at("2026-04-27", 9)).unwrap()
}

pub(super) fn approved() -> Tender {
    submitted(complete()).approve(&committee(31), &reserved(), at("2026-04-28", 9)).unwrap()
}

pub(super) fn published() -> Tender {
    approved().publish(2, at("2026-05-04", 9)).unwrap()
}

fn addendum(issued_at: Timestamp) -> Addendum {
    let text = Trilingual::same("Add a report");
    Addendum { id: AddendumId(id(1)), kind: AddendumKind::Substantial, text, by: person(2), at: issued_at }
}

fn notice(tender: &Tender) -> (Closing, u32) {
    let notice = tender.progress.notice.as_ref().unwrap();
    (notice.closes_at, notice.revision)
}

#[test]
fn an_empty_draft_has_every_section_before_it_and_a_complete_one_none() {
    let empty = Draft::new(person(1), OrganisationId(id(1)), Category::Chat);
    // Without lines one price of everything is asked for: that section alone needs nothing.
    let tasks = empty.tasks(&[]).into_iter().filter(|task| task.section != Section::PriceSchedule);
    assert!(tasks.into_iter().all(|task| task.progress == SectionProgress::NotStarted && !task.gaps.is_empty()));
    assert!(complete().tasks(&[]).iter().all(|task| task.progress == SectionProgress::Complete));
    assert_eq!(complete().ready(&[]), Ok(()));
    let tender = Tender::begin(TenderId(id(9)), "TN-2026-0001".into(), empty);
    let Err(TenderRefusal::NotReady { gaps }) = tender.submit_for_approval(&[], at("2026-04-27", 9)) else {
        panic!("an empty draft was submitted")
    };
    for gap in [
        Gap::NeedMissing,
        Gap::WhyNotReuseMissing,
        Gap::SchemeMissing,
        Gap::TimetableMissing,
        Gap::ConflictsNotAssessed,
    ] {
        assert!(gaps.contains(&gap), "{gap:?}");
    }
}

#[test]
fn every_gap_is_named_in_its_section() {
    let short = Timetable { closes_on: day("2026-05-28"), ..Timetable::earliest(true, day("2026-05-04")) };
    let too_early = TenderRefusal::CloseTooEarly { earliest: day("2026-05-29"), asked: day("2026-05-28") };
    let requirement = || Gap::RequirementUnusable(RequirementId(id(1)));
    type Change = fn(&mut Draft);
    let cases: Vec<(Change, Section, Gap)> = vec![
        (|draft| draft.title.zh_hant.clear(), Section::Need, Gap::TitleMissing),
        (|draft| draft.why_not_reuse.en = " ".into(), Section::Need, Gap::WhyNotReuseMissing),
        (|draft| draft.lots[0].title.en.clear(), Section::Lots, Gap::LotUnusable(LotId(id(1)))),
        (
            |draft| {
                draft.lots.push(Lot { id: LotId(id(2)), title: Trilingual::same("Training"), estimate: None });
                draft.lots[0].estimate = Some(Money::from_dollars(3_000_000));
                draft.requirements[0].lot = None;
            },
            Section::Lots,
            Gap::LotEstimateMissing(LotId(id(2))),
        ),
        (|draft| draft.requirements[0].lot = Some(LotId(id(2))), Section::Requirements, requirement()),
        (
            |draft| draft.requirements[0].weight = Weight::Scored(CriterionId(id(9))),
            Section::Requirements,
            requirement(),
        ),
        (|draft| draft.people.chair = None, Section::People, Gap::People(PeopleGap::NoChair)),
        (|draft| draft.budget_line = None, Section::Budget, Gap::BudgetLineMissing),
        (|draft| draft.documents.truncate(2), Section::Documents, Gap::DocumentMissing(DocumentKind::DraftContract)),
        (
            |draft| draft.documents[0].sha256.truncate(63),
            Section::Documents,
            Gap::DocumentUnusable(DocumentKind::Terms),
        ),
    ];
    for (change, section, gap) in cases {
        let mut draft = complete();
        change(&mut draft);
        let open: Vec<_> = draft.tasks(&[]).into_iter().filter(|task| !task.gaps.is_empty()).collect();
        assert_eq!(open, [Task { section, progress: SectionProgress::InProgress, gaps: vec![gap] }]);
    }
    let draft = Draft { timetable: Some(short), ..complete() };
    assert_eq!(draft.ready(&[]), Err(TenderRefusal::NotReady { gaps: vec![Gap::Timetable(too_early)] }));
}

#[test]
fn m19_without_an_assessment_of_conflicts_nothing_is_submitted() {
    let draft = Draft { conflicts: None, ..complete() };
    assert_eq!(draft.ready(&[]), Err(TenderRefusal::NotReady { gaps: vec![Gap::ConflictsNotAssessed] }));
}

#[test]
fn s14_a_brand_in_an_essential_requirement_waits_for_a_justification() {
    let mut draft = complete();
    draft.requirements[0].text = Trilingual::same("Runs on Acme");
    assert_eq!((draft.ready(&["Acme"]), draft.concerns(&["Acme"]).len()), (Ok(()), 1));
    draft.requirements[0].weight = Weight::Essential;
    let gaps = vec![Gap::ConcernUnanswered(draft.concerns(&["Acme"])[0].clone())];
    assert_eq!(draft.ready(&["Acme"]), Err(TenderRefusal::NotReady { gaps }));
    draft.requirements[0].justification = "Existing machines stay".into();
    assert_eq!(draft.ready(&["Acme"]), Ok(()));
}

#[test]
fn t5_a_tender_is_approved_by_a_high_enough_body_and_by_nobody_with_another_part() {
    let approve = |number, body, amount: i64, line| {
        let by = Approver { person: person(number), body };
        let reserved = Reservation { line: BudgetLineId(id(line)), amount: Money::from_cents(amount) };
        submitted(complete()).approve(&by, &reserved, at("2026-04-28", 9)).map(|tender| tender.state())
    };
    let (low, high) = (ApprovingBody::DepartmentCommittee, ApprovingBody::LogisticsBoard);
    let needed = Money::from_dollars(4_000_000);
    let short = |reserved| Err(TenderRefusal::FundsNotReserved { needed, reserved: Money::from_cents(reserved) });
    for (number, body, amount, line, expected) in [
        (31, low, 4_000_000_00, 5, Ok(TenderState::Approved)),
        (31, high, 4_000_000_00, 5, Ok(TenderState::Approved)),
        (1, high, 4_000_000_00, 5, Err(TenderRefusal::OwnDraft)),
        (22, high, 4_000_000_00, 5, Err(TenderRefusal::OpensOrAssesses { person: person(22) })),
        (11, high, 4_000_000_00, 5, Err(TenderRefusal::OpensOrAssesses { person: person(11) })),
        (31, low, 3_999_999_99, 5, short(3_999_999_99)),
        (31, low, 4_000_000_00, 6, short(0)),
    ] {
        assert_eq!(approve(number, body, amount, line), expected, "{number} {amount} {line}");
    }
    let mut large = complete();
    large.purchase.as_mut().unwrap().estimate.one_off = Money::from_cents(5_000_000_01);
    let plenty = Reservation { amount: Money::from_dollars(6_000_000), ..reserved() };
    let refused = submitted(large).approve(&committee(31), &plenty, at("2026-04-28", 9));
    assert_eq!(refused, Err(TenderRefusal::BodyTooLow { needed: high }));
}

#[test]
fn a_returned_or_reopened_tender_is_a_draft_again_without_its_approval() {
    let sent_back = |reason| submitted(complete()).send_back(&committee(31), reason, at("2026-04-28", 9));
    assert_eq!(sent_back(" "), Err(TenderRefusal::ReasonNeeded));
    assert_eq!(sent_back("dates").unwrap().state(), TenderState::Draft);
    let reopened = approved().reopen(at("2026-04-29", 9)).unwrap();
    assert_eq!((reopened.state(), reopened.progress.approved_by), (TenderState::Draft, None));
    let other = Draft { drafted_by: person(2), ..complete() };
    assert_eq!(reopened.revise(other, at("2026-04-29", 9)).unwrap().draft.drafted_by, person(1));
}

#[test]
fn m1_publication_counts_from_the_real_day() {
    let early = TenderRefusal::CloseTooEarly { earliest: day("2026-06-01"), asked: day("2026-05-29") };
    assert_eq!(approved().publish(2, at("2026-05-05", 9)), Err(early));
    assert_eq!(approved().publish(1, at("2026-05-04", 9)), Err(TenderRefusal::KeysMissing { needed: 2 }));
    assert_eq!(notice(&published()), (closing("2026-05-29"), 1));
    let tender = Tender::begin(TenderId(id(9)), "TN-2026-0001".into(), complete());
    let passed = TenderRefusal::PublicationDayPassed { planned: day("2026-05-04") };
    assert_eq!(tender.submit_for_approval(&[], at("2026-05-05", 0)), Err(passed));
}

#[test]
fn m5_a_published_tender_is_closed_one_millisecond_after_noon() {
    let noon = closing("2026-05-29").instant();
    for (millis, stage) in [(-1, Stage::Published), (0, Stage::Published), (1, Stage::Closed)] {
        assert_eq!(published().stage(Timestamp::from_millis(noon.millis() + millis)), stage, "{millis}");
    }
    let mut lost = published();
    lost.progress.notice = None;
    assert_eq!(lost.stage(at("2026-05-05", 9)), Stage::Closed);
}

#[test]
fn m8_questions_are_taken_to_the_end_of_the_last_day_and_follow_the_close() {
    let last_day = day("2026-05-19");
    let end = day("2026-05-20").starts_at();
    assert_eq!(published().ask_question(Timestamp::from_millis(end.millis() - 1)), Ok(()));
    assert_eq!(published().ask_question(end), Err(TenderRefusal::QuestionsOver { last_day }));
    let extended = published().extend(closing("2026-06-05"), at("2026-05-11", 9)).unwrap();
    assert_eq!(extended.ask_question(end), Ok(()));
}

#[test]
fn m8_m9_an_answer_later_than_six_days_before_the_close_moves_it() {
    for (answered_on, close, revision) in [("2026-05-23", "2026-05-29", 1), ("2026-05-24", "2026-06-01", 2)] {
        let now = at(answered_on, 9);
        let question = Question {
            id: QuestionId(id(1)),
            asked_by: OrganisationId(id(7)),
            asked_at: now,
            text: "?".into(),
            answer: None,
        };
        let answer = Answer { wording: "Offline?".into(), text: "Yes.".into(), by: person(2), at: now };
        let (tender, question) = published().answer_question(question, answer).unwrap();
        assert!(question.answer.is_some());
        assert_eq!(notice(&tender), (closing(close), revision), "{answered_on}");
    }
}

#[test]
fn m9_an_addendum_three_days_before_the_close_leaves_seven() {
    let issue = |on, later: Option<&str>| published().issue_addendum(&addendum(at(on, 9)), later.map(closing));
    for (on, later, close) in [
        ("2026-05-11", None, "2026-05-29"),
        ("2026-05-26", None, "2026-06-02"),
        ("2026-05-26", Some("2026-06-01"), "2026-06-02"),
        ("2026-05-26", Some("2026-06-05"), "2026-06-05"),
    ] {
        assert_eq!(notice(&issue(on, later).unwrap()), (closing(close), 2), "{on} {later:?}");
    }
    let current = closing("2026-05-29").instant();
    assert_eq!(issue("2026-05-11", Some("2026-05-28")), Err(TenderRefusal::CloseNotLater { current }));
    let empty = Addendum { text: Trilingual::default(), ..addendum(at("2026-05-11", 9)) };
    assert_eq!(published().issue_addendum(&empty, None), Err(TenderRefusal::TextNeeded));
}

#[test]
fn m11_m12_the_close_moves_only_later_and_only_before_it_has_passed() {
    let current = closing("2026-05-29").instant();
    let extend = |to, now| published().extend(closing(to), now).map(|tender| notice(&tender));
    let before = at("2026-05-11", 9);
    assert_eq!(extend("2026-05-28", before), Err(TenderRefusal::CloseNotLater { current }));
    assert_eq!(extend("2026-05-29", before), Err(TenderRefusal::CloseNotLater { current }));
    assert_eq!(extend("2026-06-01", current), Ok((closing("2026-06-01"), 2)));
    let late = Timestamp::from_millis(current.millis() + 1);
    let refused = TenderRefusal::NotNow { stage: Stage::Closed, command: TenderCommand::Extend };
    assert_eq!(extend("2026-06-01", late), Err(refused));
}

#[test]
fn m12_whatever_changes_after_publication_the_close_is_never_earlier_than_before() {
    let now = at("2026-05-20", 9);
    let first = closing("2026-05-29");
    let extended = published().extend(closing("2026-06-05"), now).unwrap();
    for (tender, close) in [(published(), first), (extended, closing("2026-06-05"))] {
        for to in ["2026-05-21", "2026-05-27", "2026-05-28"] {
            let current = close.instant();
            let refused = Err(TenderRefusal::CloseNotLater { current });
            assert_eq!(tender.clone().extend(closing(to), now).map(|_| ()), refused, "{to}");
            let change = addendum(now);
            assert_eq!(tender.clone().issue_addendum(&change, Some(closing(to))).map(|_| ()), refused, "{to}");
        }
        // An addendum with time enough leaves it where it is; a signal of another day moves nothing.
        assert_eq!(notice(&tender.clone().issue_addendum(&addendum(now), None).unwrap()).0, close);
        let signal = Disruption { kind: Signal8, from: at("2026-05-20", 8), until: Some(at("2026-05-20", 18)) };
        assert_eq!(tender.postpone(&[signal], now), Ok(None));
    }
}

#[test]
fn a_tender_whose_lots_do_not_add_up_is_neither_approved_nor_published() {
    let two_lots = |tender: Tender| {
        let mut tender = tender;
        tender.draft.lots.push(Lot { id: LotId(id(2)), title: Trilingual::same("Training"), estimate: None });
        tender
    };
    let gaps = [1, 2].map(|number| Gap::LotEstimateMissing(LotId(id(number)))).to_vec();
    let refused = Err(TenderRefusal::NotReady { gaps });
    let now = at("2026-05-04", 9);
    assert_eq!(two_lots(submitted(complete())).approve(&committee(31), &reserved(), now), refused);
    assert_eq!(two_lots(approved()).publish(2, now), refused);
}

#[test]
fn m7_a_signal_moves_the_close_for_all_even_when_it_is_noted_after_noon() {
    let signal = Disruption { kind: Signal8, from: at("2026-05-29", 8), until: Some(at("2026-05-29", 18)) };
    let moved = published().postpone(&[signal], at("2026-05-29", 13)).unwrap().unwrap();
    assert_eq!((notice(&moved), moved.stage(at("2026-05-29", 13))), ((closing("2026-06-01"), 2), Stage::Published));
    assert_eq!(published().postpone(&[], at("2026-05-29", 13)), Ok(None));
    let current = closing("2026-06-01").instant();
    assert_eq!(published().postpone(&[signal], at("2026-06-01", 13)), Err(TenderRefusal::CloseNotLater { current }));
}

#[test]
fn whoever_wrote_in_a_draft_decides_on_it_no_more_than_its_drafter() {
    let edited = complete().edited(person(41)).edited(person(1)).edited(person(41));
    assert_eq!(edited.edited_by, [person(41)]);
    for (number, expected) in [(1, false), (41, false), (42, true)] {
        assert_eq!(submitted(edited.clone()).may_approve(person(number)).is_ok(), expected, "{number}");
    }
    let gaps = |who: u128| {
        let draft = complete().edited(person(who));
        draft.tasks(&[]).into_iter().flat_map(|task| task.gaps).collect::<Vec<_>>()
    };
    assert_eq!(gaps(41), []);
    assert_eq!(gaps(11), [Gap::People(PeopleGap::OpenerDrafted { person: person(11) })]);
    assert_eq!(gaps(21), [Gap::People(PeopleGap::ChairDrafted)]);
    assert_eq!(gaps(31), [Gap::People(PeopleGap::ApproverDrafted)]);
}

#[test]
fn a4_calling_off_takes_a_second_person_and_a_ground_that_can_be_known() {
    let now = at("2026-05-11", 9);
    let board = |number| Approver { person: person(number), body: ApprovingBody::CentralBoard };
    let cancel = |ground, by, second| published().cancel(ground, person(by), &board(second), now).map(|t| t.state());
    let gone = CancelGround::RequirementGone;
    assert_eq!(cancel(gone, 2, 31), Ok(TenderState::Cancelled));
    assert_eq!(cancel(gone, 2, 2), Err(TenderRefusal::SecondPersonNeeded));
    assert_eq!(cancel(gone, 2, 1), Err(TenderRefusal::OwnDraft));
    for stage in Stage::ALL.iter().filter(|stage| stage.is_cancellable()) {
        let sealed = matches!(stage, Stage::Published | Stage::Closed);
        let prices = matches!(stage, Stage::OpenedPrice | Stage::Recommended | Stage::AwardedPending);
        assert_eq!(CancelGround::NoConformingBid.is_possible_at(*stage), !sealed, "{stage:?}");
        assert_eq!(CancelGround::PricesUnacceptable.is_possible_at(*stage), prices, "{stage:?}");
        assert!(gone.is_possible_at(*stage));
    }
    let sealed = Err(TenderRefusal::GroundNotYetPossible { stage: Stage::Published });
    assert_eq!(cancel(CancelGround::PricesUnacceptable, 2, 31), sealed);
}

#[test]
fn a4_what_is_published_is_called_off_one_level_above_the_body_that_approved_it() {
    let now = at("2026-05-11", 9);
    let needed = published().procedure(now).unwrap().body.higher();
    assert_eq!(published().cancellation_body(now), Ok(needed));
    for body in ApprovingBody::ALL.iter().copied() {
        let approver = Approver { person: person(31), body };
        let cancelled = published().cancel(CancelGround::RequirementGone, person(2), &approver, now);
        let low = if body < needed { Err(TenderRefusal::BodyTooLow { needed }) } else { Ok(()) };
        assert_eq!(cancelled.map(|_| ()), low, "{body:?}");
    }
}
