//! A price schedule from its draft to the price a bid is judged by.

use super::*;
use crate::failure::Failure::Refused;
use crate::tenders::show as show_tender;
use crate::testing::{PASSWORD, Reported, TenderTeam, contract_form, form};
use crate::{awards, bids, contracts, openings, tenders};
use domain::bids::{BidRefusal, EnvelopeKind, Section as Task};
use domain::form::Rule;
use domain::locale::Locale;
use domain::money::Money;
use domain::tenders::Section;
use domain::time::Day;

/// Item, unit and quantity of each line.
const LINES: [(&str, &str, &str); 3] =
    [("Licences", "licence", "3"), ("Transcribed calls", "call", "1,200"), ("Set-up of a site", "site", "2")];
/// The unit prices that make 104,771.51.
const PRICES: [&str; 3] = ["1,234.57", "0.89", "49,999.90"];

fn line<'a>(item: &'a str, unit: &'a str, quantity: &'a str) -> [(&'static str, &'a str); 6] {
    [
        ("do", "put"),
        ("item_en", item),
        ("item_zh_hant", item),
        ("unit_en", unit),
        ("unit_zh_hant", unit),
        ("quantity", quantity),
    ]
}

/// A published tender that wants three lines priced.
async fn with_three_lines(office: &Office, team: &TenderTeam) -> String {
    let reference = office.drafted(team).await;
    for (item, unit, quantity) in LINES {
        office.revise(team, &reference, Section::PriceSchedule, &line(item, unit, quantity)).await.unwrap();
    }
    tenders::submit(&office.person(team.officer).await, &reference).await.unwrap();
    office.decide_tender(team.approver, &reference, "approve").await.unwrap();
    tenders::publish(&office.person(team.procurement).await, &reference).await.unwrap();
    reference
}

async fn priced(office: &Office, who: &str, tender: &str, prices: [&str; 3]) -> Result<(), Failure> {
    let pairs: Vec<_> = ["price-1", "price-2", "price-3"].into_iter().zip(prices).collect();
    bids::save(&office.person(who).await, tender, Task::Prices, &form(&pairs)).await
}

/// Somebody's bid with these unit prices, handed in.
async fn handed_in(office: &Office, who: &str, tender: &str, prices: [&str; 3]) {
    office.bid_written(who, tender, "We do.", "1").await;
    priced(office, who, tender, prices).await.unwrap();
    let caller = office.person(who).await;
    bids::save(&caller, tender, Task::Check, &form(&[])).await.unwrap();
    bids::submit(&caller, tender, office.submission(), PASSWORD).await.unwrap();
}

/// Two bids with these unit prices whose price envelopes are open.
async fn prices_opened(office: &Office, offers: [(&str, [&str; 3]); 2]) -> String {
    let keys = office.keys_held(&TD_TENDERS).await;
    let reference = with_three_lines(office, &TD_TENDERS).await;
    for (who, prices) in offers {
        handed_in(office, who, &reference, prices).await;
    }
    let close = Day::of(2026, 12, 18).unwrap().starts_at().plus_minutes(720);
    office.services.clock.set(close.plus_minutes(3));
    let tender = OpenedTender { reference, keys };
    office.envelopes_opened(&TD_TENDERS, &tender, EnvelopeKind::Technical).await;
    office.all_declared(&TD_TENDERS, &tender.reference).await;
    office.technically_final(&TD_TENDERS, &tender.reference, &GOOD).await;
    office.envelopes_opened(&TD_TENDERS, &tender, EnvelopeKind::Price).await;
    tender.reference
}

#[tokio::test]
async fn e16_the_price_a_bid_is_judged_by_is_the_sum_of_quantity_times_unit_price() {
    let office = Office::sample().await;
    let at = prices_opened(&office, [(BIDDER, PRICES), (RIVAL, ["1,300", "0.90", "50,000"])]).await;
    let view = office.evaluation(CHAIR, &at).await;
    let bid = office.bid_of(CHAIR, &at, BIDDER).await;
    let price = &view.prices.iter().find(|opened| opened.bid == bid).unwrap().price;
    let amounts: Vec<_> = price.lines.iter().map(|line| line.amount.cents()).collect();
    assert_eq!((amounts.as_slice(), price.total), ([3_703_71, 1_068_00, 99_999_80].as_slice(), total()));
    let shown = openings::opened_bid(&office.person(CHAIR).await, &at, bid).await.unwrap().price.unwrap();
    assert_eq!((shown.lines.len(), shown.total), (3, Some(total())));
    assert_eq!((shown.lines[1].wanted.quantity, shown.lines[1].unit_price), (1_200, Some(Money::from_cents(89))));
    assert_eq!(view.lines[2].description.en, "Set-up of a site");
}

fn total() -> Money {
    Money::from_cents(104_771_51)
}

#[tokio::test]
async fn a_line_may_be_free_and_is_pointed_out_to_the_panel() {
    let office = Office::sample().await;
    let at = prices_opened(&office, [(BIDDER, ["1,234.57", "0", "49,999.90"]), (RIVAL, PRICES)]).await;
    let view = office.evaluation(CHAIR, &at).await;
    let bid = office.bid_of(CHAIR, &at, BIDDER).await;
    let price = &view.prices.iter().find(|opened| opened.bid == bid).unwrap().price;
    assert_eq!(price.free_lines().map(|line| line.0).collect::<Vec<_>>(), [2]);
    assert_eq!(price.total, Money::from_cents(103_703_51));
}

#[tokio::test]
async fn the_sum_is_worked_out_when_the_task_is_saved_and_every_wrong_line_is_marked() {
    let office = Office::sample().await;
    office.keys_held(&TD_TENDERS).await;
    let at = with_three_lines(&office, &TD_TENDERS).await;
    let bidder = office.person(BIDDER).await;
    let Err(Refused(Refusal::Form(problems))) = priced(&office, BIDDER, &at, ["1.234", "-5", "two"]).await else {
        panic!("wrong prices were taken")
    };
    assert_eq!(problems.len(), 3);
    priced(&office, BIDDER, &at, ["1,234.57", "", "49,999.90"]).await.unwrap();
    let view = bids::show(&bidder, &at).await.unwrap();
    let progress = view.tasks.iter().find(|(task, _)| *task == Task::Prices).unwrap().1;
    assert_eq!((progress, view.total), (domain::bids::Progress::InProgress, None));
    assert_eq!(view.lines[0].amount, Some(Money::from_cents(3_703_71)));
    assert_eq!((view.lines[1].unit_price, view.lines[1].unit.en.as_str()), (None, "call"));
    priced(&office, BIDDER, &at, PRICES).await.unwrap();
    assert_eq!(bids::show(&bidder, &at).await.unwrap().total, Some(total()));
}

#[tokio::test]
async fn e13_a_price_of_nothing_is_refused_and_so_is_one_too_large_to_count() {
    let office = Office::sample().await;
    office.keys_held(&TD_TENDERS).await;
    let at = with_three_lines(&office, &TD_TENDERS).await;
    let nothing = priced(&office, BIDDER, &at, ["0.00", "0", "0"]).await;
    assert!(matches!(nothing, Err(Refused(Refusal::Bid(BidRefusal::PriceNotPositive)))));
    priced(&office, BIDDER, &at, ["0.00", "0.01", "0"]).await.unwrap();
    // The most one may type is taken once, not 1,200 times; nor twice together.
    let most = "9999999999999.99";
    let Err(Refused(Refusal::Form(problems))) = priced(&office, BIDDER, &at, ["1", most, "1"]).await else {
        panic!("a line too large was taken")
    };
    assert_eq!((problems[0].field.as_str(), &problems[0].rule), ("price-2", &Rule::Above(8_333_333_333)));
    let sum = priced(&office, BIDDER, &at, ["3333333333333", "1", "1"]).await;
    assert!(matches!(sum, Err(Refused(Refusal::Bid(BidRefusal::PriceTooLarge)))));
}

#[tokio::test]
async fn a6_a_contract_is_worth_the_sum_of_the_winning_bids_lines_and_both_parties_see_them() {
    let office = Office::sample().await;
    let first = ["200,000", "250", "50,000"];
    let at = prices_opened(&office, [(BIDDER, first), (RIVAL, ["200,000", "300", "70,000"])]).await;
    office.report_signed(&TD_TENDERS, &at).await;
    let (first, second) = (office.bid_of(CHAIR, &at, BIDDER).await, office.bid_of(CHAIR, &at, RIVAL).await);
    let reported = Reported { reference: at.clone(), first, second };
    let fields = office.recommendation_form(&TD_TENDERS, &reported).await;
    let buyer = office.person(TD_TENDERS.procurement).await;
    awards::recommend(&buyer, &at, &fields).await.unwrap();
    office.decide_award(TD_TENDERS.approver, &at, "approve").await.unwrap();
    office.on("2027-01-04");
    assert_eq!(awards::settle(&office.system()).await.unwrap().confirmed, 1);
    let buyer = office.person(TD_TENDERS.procurement).await;
    let contract = contracts::draw_up(&buyer, office.once(), &at, &contract_form()).await.unwrap();
    let view = contracts::show(&buyer, Locale::En, &contract).await.unwrap();
    let dollars = |line: &domain::evaluation::ShownLine| line.amount.unwrap().cents() / 100;
    assert_eq!(view.price_lines.iter().map(dollars).collect::<Vec<_>>(), [600_000, 300_000, 100_000]);
    assert_eq!(view.original_value, Money::from_dollars(1_000_000));
}

#[test]
fn a_draft_that_was_stored_before_there_were_lines_asks_for_one_price() {
    use domain::ids::{OrganisationId, PersonId};
    let id = uuid::Uuid::nil();
    let empty = domain::tenders::Draft::new(PersonId(id), OrganisationId(id), domain::catalogue::Category::Chat);
    let mut stored = serde_json::to_value(&empty).unwrap();
    assert!(stored.as_object_mut().unwrap().remove("price_schedule").is_some());
    let read: domain::tenders::Draft = serde_json::from_value(stored).unwrap();
    assert_eq!(read, empty);
    assert!(read.lines_to_price()[0].is_whole());
}

#[tokio::test]
async fn lines_are_put_in_changed_and_taken_out_while_the_tender_is_a_draft() {
    let office = Office::sample().await;
    let reference = office.drafted(&TD_TENDERS).await;
    let revise =
        async |pairs: &[(&str, &str)]| office.revise(&TD_TENDERS, &reference, Section::PriceSchedule, pairs).await;
    let Err(Refused(Refusal::Form(problems))) = revise(&[("do", "put"), ("quantity", "0")]).await else {
        panic!("an empty line was taken")
    };
    assert_eq!(problems.len(), 5, "item and unit in both official languages, and the quantity");
    revise(&line("Licences", "licence", "3")).await.unwrap();
    revise(&line("Training", "day", "2")).await.unwrap();
    let mut changed = line("Support", "month", "24").to_vec();
    changed.extend([("row", "1"), ("optional", "yes")]);
    revise(&changed).await.unwrap();
    revise(&[("do", "drop"), ("row", "2")]).await.unwrap();
    let drafted = show_tender(&office.person(TD_TENDERS.officer).await, Locale::En, &reference).await.unwrap();
    let [line] = drafted.draft.price_schedule.as_slice() else { panic!("one line is left") };
    assert_eq!((line.line.0, line.description.en.as_str(), line.quantity, line.is_optional), (1, "Support", 24, true));
}
