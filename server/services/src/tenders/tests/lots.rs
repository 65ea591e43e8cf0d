//! Lots: drafted and approved as one tender, published as one each.

use super::*;
use crate::testing::{BIDDER, PASSWORD, RIVAL};
use crate::{bids, keys, openings};
use domain::bids::EnvelopeKind;
use domain::ids::TenderId;
use domain::locale::Locale;
use domain::money::Money;

const LICENCES: &str = "1,100,000";
const TRAINING: &str = "400,000";

/// A complete draft of two lots whose estimates are these.
async fn drafted(office: &Office, estimates: [&str; 2]) -> String {
    let reference = office.drafted(&TD_TENDERS).await;
    let officer = office.person(TD_TENDERS.officer).await;
    let first = show(&officer, Locale::En, &reference).await.unwrap().draft.lots[0].id.to_string();
    for (row, title, estimate) in [(first.as_str(), "Licences", estimates[0]), ("", "Training", estimates[1])] {
        let lot = [("do", "put"), ("row", row), ("lot_en", title), ("lot_zh_hant", title), ("lot_estimate", estimate)];
        office.revise(&TD_TENDERS, &reference, Section::Lots, &lot).await.unwrap();
    }
    let second = show(&officer, Locale::En, &reference).await.unwrap().draft.lots[1].id.to_string();
    let courses = [("do", "put"), ("lot", &second), ("weight", "essential")];
    let texts = [("text_en", "Courses take place in office hours."), ("text_zh_hant", "課程須於辦公時間內舉行。")];
    office.revise(&TD_TENDERS, &reference, Section::Requirements, &[&courses[..], &texts].concat()).await.unwrap();
    for (item, lot) in [("Licence", first.as_str()), ("Course", second.as_str())] {
        let names = [("item_en", item), ("item_zh_hant", item), ("unit_en", "piece"), ("unit_zh_hant", "項")];
        let line = [&[("do", "put"), ("quantity", "3"), ("lot", lot)][..], &names].concat();
        office.revise(&TD_TENDERS, &reference, Section::PriceSchedule, &line).await.unwrap();
    }
    reference
}

/// Two published lots; their references and the openers' passphrases.
async fn divided(office: &Office) -> ([String; 2], std::collections::HashMap<&'static str, String>) {
    let keys = office.keys_held(&TD_TENDERS).await;
    let reference = drafted(office, [LICENCES, TRAINING]).await;
    submit(&office.person(TD_TENDERS.officer).await, &reference).await.unwrap();
    office.decide_tender(TD_TENDERS.approver, &reference, "approve").await.unwrap();
    publish(&office.person(TD_TENDERS.procurement).await, &reference).await.unwrap();
    let group = group_of(office.services.db.reader(), row(office, &reference).await.id).await.unwrap();
    let second = rows::Entity::find_by_id(group[1].tender_id).one(office.services.db.reader()).await.unwrap().unwrap();
    ([reference, second.reference], keys)
}

async fn draft(office: &Office, reference: &str) -> domain::tenders::Draft {
    store::tender_of(&row(office, reference).await).unwrap().draft
}

#[tokio::test]
async fn a_tender_of_two_lots_becomes_two_tenders_with_their_own_keys_money_and_documents() {
    let office = Office::sample().await;
    let ([first, second], _) = divided(&office).await;
    assert_eq!((first.as_str(), second.as_str()), ("T-2026-0010", "T-2026-0011"));
    let (one, two) = (draft(&office, &first).await, draft(&office, &second).await);
    assert_eq!((one.title.en.as_str(), one.lots.len()), ("Hotline transcription – Licences", 1));
    assert_eq!((two.title.zh_hant.as_str(), two.lots.len()), ("熱線語音轉寫：Training", 1));
    assert_eq!(two.requirements.len(), one.requirements.len() + 1);
    let items = |draft: &domain::tenders::Draft| draft.price_schedule[0].description.en.clone();
    assert_eq!((one.price_schedule.len(), items(&one)), (1, "Licence".to_owned()));
    assert_eq!((two.price_schedule.len(), items(&two)), (1, "Course".to_owned()));

    let money = [&first, &second].map(async |lot| row(&office, lot).await);
    let [one, two] = money;
    let (one, two) = (one.await, two.await);
    assert_eq!((one.reserved_cents, two.reserved_cents), (1_100_000_00, 400_000_00));
    assert_eq!((one.estimate_cents, two.estimate_cents), (Some(1_100_000_00), Some(400_000_00)));
    assert_eq!((one.closes_at, two.closes_at), (Some(noon("2026-12-18").millis()), one.closes_at));
    // The agreement applies to each for the sake of all of it.
    let procedure = |row: &rows::Model| store::tender_of(row).unwrap().procedure(office.services.clock.now()).unwrap();
    assert!(procedure(&two).agreement_applies && procedure(&two).total == Money::from_dollars(400_000));
    assert_eq!(procedure(&one).route, procedure(&two).route);

    let db = office.services.db.reader();
    let mut closing = Vec::new();
    for lot in [&one, &two] {
        let notices = store::notices_of(db, lot.id).await.unwrap();
        assert_eq!((notices.len(), notices[0].0.documents.len(), notices[0].0.lots[0].estimate), (1, 3, None));
        closing.push(keys::of_tender(db, TenderId(lot.id)).await.unwrap().closing);
    }
    assert_ne!(closing[0].as_bytes(), closing[1].as_bytes());
    let file = store::files_of(db, two.id).await.unwrap()[0].sha256.clone();
    assert!(read_document(&office.public(), &second, &file).await.is_ok());

    let log = office.log().await;
    let last: Vec<&str> = log.iter().rev().take(5).map(String::as_str).collect();
    let wanted = ["tender.published", "tender.published", "tender.divided", "tender.divided", "tender.approved"];
    assert_eq!(last, wanted);
    // Who reads a lot's history finds how it was approved.
    let inside = show(&office.person(TD_TENDERS.procurement).await, Locale::En, &second).await.unwrap();
    let events: Vec<&str> = inside.history.iter().map(|one| one.event.as_str()).collect();
    assert!(events.contains(&"tender.approved") && events.ends_with(&["tender.divided", "tender.published"]));
    let list = find_tenders(&office.public(), Locale::En, domain::tenders::TenderQuery::from_fields(&form(&[])))
        .await
        .unwrap();
    let places: Vec<_> = list.page.rows.iter().filter_map(|row| row.lot).collect();
    assert!(places.contains(&(1, 2)) && places.contains(&(2, 2)));
    let page = show_public(&office.public(), Locale::En, &second).await.unwrap();
    let lots: Vec<_> = page.lots.iter().map(|lot| (lot.number, lot.reference.as_str(), lot.is_own)).collect();
    assert_eq!(lots, [(1, first.as_str(), false), (2, second.as_str(), true)]);
}

#[tokio::test]
async fn lots_that_do_not_make_the_estimate_are_not_sent_for_approval() {
    let office = Office::sample().await;
    let reference = drafted(&office, [LICENCES, "399,999.99"]).await;
    let sent = submit(&office.person(TD_TENDERS.officer).await, &reference).await;
    let lots = Money::from_cents(1_499_999_99);
    let gaps = vec![Gap::LotEstimatesDiffer { lots, total: Money::from_dollars(1_500_000) }];
    assert_eq!(tender_refusal(sent), TenderRefusal::NotReady { gaps });
}

#[tokio::test]
async fn s20_a_supplier_bids_once_for_each_lot_and_each_lot_is_opened_by_itself() {
    let office = Office::sample().await;
    let ([first, second], keys) = divided(&office).await;
    for (who, lot) in [(BIDDER, &first), (BIDDER, &second), (RIVAL, &second)] {
        office.bid_written(who, lot, "We do.", "100000").await;
        bids::submit(&office.person(who).await, lot, office.submission(), PASSWORD).await.unwrap();
    }
    office.services.clock.set(noon("2026-12-18").plus_minutes(3));
    for opener in &TD_TENDERS.openers[..2] {
        let caller = office.person(opener).await;
        let kind = EnvelopeKind::Technical;
        openings::contribute(&caller, &second, kind, PASSWORD, &keys[opener]).await.unwrap();
    }
    assert_eq!(stage(&office, &second).await, Stage::OpenedTechnical);
    assert_eq!(stage(&office, &first).await, Stage::Closed);
    let opener = office.person(TD_TENDERS.openers[0]).await;
    let opened = openings::show(&opener, &second, EnvelopeKind::Technical).await.unwrap();
    assert_eq!(opened.bids, Some(2));
}

#[tokio::test]
async fn calling_one_lot_off_frees_its_money_and_leaves_the_other() {
    let office = Office::sample().await;
    let ([first, second], _) = divided(&office).await;
    office.called_off(&TD_TENDERS, &second).await;
    assert_eq!(stage(&office, &second).await, Stage::Cancelled);
    assert_eq!(stage(&office, &first).await, Stage::Published);
    let reserved = [row(&office, &first).await.reserved_cents, row(&office, &second).await.reserved_cents];
    assert_eq!(reserved, [1_100_000_00, 0]);
}

#[tokio::test]
async fn m9_an_addendum_for_all_lots_leaves_each_its_days_and_is_refused_whole() {
    let office = Office::sample().await;
    let ([first, second], _) = divided(&office).await;
    let later = form(&[("later_close", "2026-12-24"), ("comment", "More time for courses")]);
    extend(&office.person(TD_TENDERS.procurement).await, &second, &later).await.unwrap();
    office.services.clock.set(noon("2026-12-15"));
    let issue = async |pairs: &[(&str, &str)]| {
        let texts =
            [("addendum_kind", "substantial"), ("addendum_en", "4.2 changed"), ("addendum_zh_hant", "4.2已修訂")];
        let fields = form(&[&texts[..], pairs].concat());
        let file = Upload { name: "specification.pdf".into(), content: b"%PDF-1.7 changed".to_vec() };
        issue_addendum(&office.person(TD_TENDERS.procurement).await, office.once(), &first, &fields, Some(file)).await
    };
    let closes = async || [row(&office, &first).await.closes_at, row(&office, &second).await.closes_at];
    let before = (closes().await, office.log().await);
    let refused = issue(&[("all_lots", "yes"), ("later_close", "2026-12-23")]).await;
    assert_eq!(tender_refusal(refused), TenderRefusal::CloseNotLater { current: noon("2026-12-24") });
    assert_eq!((closes().await, office.log().await), before, "one lot refused, so none has it");

    issue(&[("all_lots", "yes")]).await.unwrap();
    assert_eq!(closes().await, [noon("2026-12-22"), noon("2026-12-24")].map(|at| Some(at.millis())));
    let log = office.log().await;
    assert_eq!(log[before.1.len()..], ["tender.addendum_issued"; 2]);
    for reference in [&first, &second] {
        let page = show_public(&office.public(), Locale::En, reference).await.unwrap();
        let changed = page.notice.documents.iter().find(|one| one.name == "specification.pdf").unwrap();
        assert_eq!((page.addenda.len(), page.addenda[0].number, changed.version), (1, 1, 2), "{reference}");
    }
    office.called_off(&TD_TENDERS, &second).await;
    issue(&[("all_lots", "yes")]).await.unwrap();
    let count =
        async |reference: &str| show_public(&office.public(), Locale::En, reference).await.unwrap().addenda.len();
    assert_eq!((count(&first).await, count(&second).await), (2, 1));
}

#[tokio::test]
async fn an_answer_about_one_lot_stands_on_the_page_of_every_lot() {
    let office = Office::sample().await;
    let ([first, second], _) = divided(&office).await;
    let asked = form(&[("question", "May courses be held in the evening?")]);
    ask(&office.person(BIDDER).await, office.once(), &second, &asked).await.unwrap();
    let officer = office.person(TD_TENDERS.procurement).await;
    let before = show_public(&office.public(), Locale::En, &first).await.unwrap();
    assert!(before.questions.is_empty());
    let question = show(&officer, Locale::En, &second).await.unwrap().questions[0].id.to_string();
    let words = [("wording", "May courses be held in the evening?"), ("answer", "No.")];
    answer(&officer, &second, &form(&[&[("question_id", question.as_str())][..], &words].concat())).await.unwrap();
    for (lot, asked_of) in [(&first, Some(second.clone())), (&second, None)] {
        let page = show_public(&office.public(), Locale::En, lot).await.unwrap();
        assert_eq!((page.questions.len(), page.questions[0].asked_of.clone()), (1, asked_of));
    }
}
