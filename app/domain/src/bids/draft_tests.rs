//! Drafts of bids, saved again and again.

use super::draft::{Answer, LONGEST_ANSWER};
use super::tests::{at, id};
use super::*;
use crate::ids::RequirementId;
use crate::money::Money;
use crate::suppliers::Declared;

fn requirement(number: u128) -> RequirementId {
    RequirementId(id(number))
}

fn asked() -> Asked {
    Asked {
        requirements: vec![(requirement(1), true), (requirement(2), false)],
        innovation: true,
        lines: [(1, 12), (2, 350)].into(),
        term_months: 24,
    }
}

fn text(text: &str) -> Answer {
    Answer { text: text.into(), attachments: Vec::new() }
}

fn file(seed: u8) -> BidFile {
    BidFile::received("plan.pdf", b"%PDF-1.7", 1_000, Digest([seed; 32])).unwrap()
}

fn complete() -> BidDraft {
    BidDraft::default()
        .declare(Parties::default(), vec![Declared::on(Declaration::NonCollusion, at(0).day())])
        .answer(requirement(1), text("yes, in Cantonese"))
        .and_then(|draft| draft.suggest(Innovation::NotOffered))
        .and_then(|draft| draft.price(1, Money::from_dollars(1_500)))
        .and_then(|draft| draft.price(2, Money::ZERO))
        .unwrap()
}

#[test]
fn an_empty_draft_misses_every_task() {
    let draft = BidDraft::default();
    let missing = [
        Missing::Declaration(Declaration::NonCollusion),
        Missing::Parties,
        Missing::Answer(requirement(1)),
        Missing::Innovation,
        Missing::Price(1),
        Missing::Price(2),
        Missing::Check,
    ];
    assert_eq!(draft.missing(&asked()), missing);
    for section in Section::ALL {
        assert_eq!(draft.progress(*section, &asked()), Progress::NotStarted, "{section:?}");
    }
}

#[test]
fn a_bid_is_complete_when_it_was_checked_and_any_change_undoes_the_check() {
    let draft = complete();
    assert_eq!(draft.missing(&asked()), [Missing::Check]);
    let checked = draft.check(&asked()).unwrap();
    assert_eq!((checked.missing(&asked()), checked.total(&asked())), (vec![], Some(Money::from_dollars(18_000))));
    for section in [Section::Eligibility, Section::Technical, Section::Innovation, Section::Prices, Section::Check] {
        assert_eq!(checked.progress(section, &asked()), Progress::Complete, "{section:?}");
    }
    for changed in [
        checked.clone().declare(Parties::default(), vec![Declared::on(Declaration::NonCollusion, at(0).day())]),
        checked.clone().answer(requirement(2), text("more")).unwrap(),
        checked.clone().suggest(Innovation::Offered("dialects".into())).unwrap(),
        checked.clone().price(2, Money::from_cents(1)).unwrap(),
        checked.clone().promise(Vec::new()),
        checked.clone().attach(file(1), at(0).day()).unwrap(),
        checked.clone().detach(Digest([1; 32])),
    ] {
        assert_eq!(changed.missing(&asked()), [Missing::Check]);
    }
    assert_eq!(BidDraft::default().check(&asked()).unwrap_err().len(), 6);
}

#[test]
fn an_answer_has_at_most_four_thousand_characters_in_any_script() {
    for (count, accepted) in [(LONGEST_ANSWER - 1, true), (LONGEST_ANSWER, true), (LONGEST_ANSWER + 1, false)] {
        let long = "語".repeat(count);
        assert_eq!(complete().answer(requirement(1), text(&long)).is_ok(), accepted, "{count}");
        assert_eq!(complete().suggest(Innovation::Offered(long)).is_ok(), accepted, "{count}");
    }
}

#[test]
fn a_total_is_above_zero_and_can_be_counted() {
    let most = Money::LARGEST.cents() / 12;
    let (nothing, too_large) = (Err(BidRefusal::PriceNotPositive), Err(BidRefusal::PriceTooLarge));
    for (cents, total) in
        [(0, nothing), (1, Ok(())), (most, Ok(())), (most + 1, too_large.clone()), (i64::MAX, too_large)]
    {
        let draft = complete().price(1, Money::from_cents(cents)).unwrap();
        assert_eq!(!draft.missing(&asked()).contains(&Missing::Total), total.is_ok(), "{cents} cents");
        assert_eq!(draft.judge_total(&asked()), total, "{cents} cents");
    }
    // While a line waits for its price, nothing is judged.
    assert_eq!(BidDraft::default().judge_total(&asked()), Ok(()));
    assert_eq!(complete().price(1, Money::from_cents(-1)), Err(BidRefusal::NegativePrice));
}

#[test]
fn an_answer_points_only_at_files_that_are_there() {
    let answer = Answer { attachments: vec![Digest([1; 32])], ..text("see the plan") };
    let draft = complete().answer(requirement(1), answer).unwrap();
    assert!(draft.missing(&asked()).contains(&Missing::Attachment(requirement(1))));
    let attached = draft.attach(file(1), at(0).day()).unwrap();
    assert_eq!(attached.missing(&asked()), [Missing::Check]);
    assert_eq!(attached.progress(Section::Files, &asked()), Progress::Complete);
    assert!(attached.detach(Digest([1; 32])).missing(&asked()).contains(&Missing::Attachment(requirement(1))));
}

#[test]
fn a_draft_has_at_most_twenty_files_and_the_same_one_once() {
    let day = at(0).day();
    let full = (0..20).try_fold(BidDraft::default(), |draft, seed| draft.attach(file(seed), day)).unwrap();
    assert!(full.clone().attach(file(19), day).is_ok());
    assert_eq!(full.attach(file(20), day), Err(BidRefusal::TooManyFiles { most: 20 }));
}

#[test]
fn a_tender_that_asks_for_a_price_alone_has_fewer_tasks() {
    let asked = Asked { requirements: vec![], innovation: false, term_months: 0, ..asked() };
    let sections = [Section::Eligibility, Section::Prices, Section::Files, Section::Check];
    assert_eq!(BidDraft::sections(&asked), sections);
}

#[test]
fn promises_may_be_left_out_and_must_fit_into_the_contract_once_they_are_made() {
    use crate::contracts::PromiseKind::{LocalJobs, TrainingHours};
    let promise = |kind, amount, months| OfferedPromise { kind, amount, months };
    assert_eq!(complete().check(&asked()).unwrap().unfinished(&asked()), []);
    for (promises, progress, missing) in [
        (vec![], Progress::NotStarted, vec![]),
        (vec![promise(LocalJobs, 3, 24), promise(TrainingHours, 1, 1)], Progress::Complete, vec![]),
        (vec![promise(LocalJobs, 3, 25)], Progress::InProgress, vec![Missing::Promise(LocalJobs)]),
        (vec![promise(LocalJobs, 0, 24)], Progress::InProgress, vec![Missing::Promise(LocalJobs)]),
    ] {
        let draft = complete().promise(promises);
        assert_eq!(draft.progress(Section::Promises, &asked()), progress);
        assert_eq!(draft.missing(&asked()), [missing.clone(), vec![Missing::Check]].concat());
        assert_eq!(draft.unfinished(&asked()).contains(&Section::Promises), !missing.is_empty());
    }
}

#[test]
fn s1_a_draft_does_not_print_what_is_in_it() {
    let draft = complete().answer(requirement(1), text("secret method")).unwrap();
    assert_eq!(format!("{draft:?}"), "BidDraft(hidden)");
}
