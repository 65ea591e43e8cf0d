//! What people type about a contract, read into what the rules know.

use super::promises::MOST_PROMISED;
use super::{Milestone, PaymentMethod, Promise, PromiseKind, Term, Terms};
use crate::form::{Fields, Problem, Reader, Rule};
use crate::money::Money;
use crate::time::Day;

/// Most rows of milestones a form has.
pub const MILESTONE_ROWS: u32 = 8;
/// Most rows of milestones the form of a variation has.
pub const VARIATION_ROWS: u32 = 3;
/// Longest text of a term, in characters.
pub const TERM_TEXT: usize = 4_000;
/// Longest reason or evidence, in characters.
pub const REASON: usize = 2_000;
/// Longest name of a milestone, in characters.
const TITLE: usize = 200;
/// How far ahead a day may lie, in days.
const FAR: u64 = 366 * 15;

/// What a contract is drawn up from, besides award and tender.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftForm {
    /// First and last day.
    pub term: Term,
    /// What the parties agree besides.
    pub terms: Terms,
    /// What is delivered and paid for.
    pub milestones: Vec<Milestone>,
    /// What is promised beside what the bid promised.
    pub promises: Vec<Promise>,
}

impl DraftForm {
    /// Reads the form; rows of milestones and promises may stay empty. The term is the tender's: so many months from
    /// the day that is chosen (A6).
    pub fn parse(fields: &Fields, months: u32, today: Day) -> Result<DraftForm, Vec<Problem>> {
        let mut reader = Reader::new(fields);
        let starts_on = reader.day("starts_on", today, today.plus_days(366));
        let term = starts_on.and_then(|starts_on| Term::of_months(starts_on, months).ok());
        let performance = reader.optional_text("performance", TERM_TEXT);
        let service_levels = reader.optional_text("service_levels", TERM_TEXT);
        let data = reader.optional_text("data_terms", TERM_TEXT);
        let days = term.map_or((today, today.plus_days(FAR)), |term| (term.starts_on(), term.ends_on()));
        let mut milestones = Vec::new();
        for row in 1..=MILESTONE_ROWS {
            if !is_blank(fields, row) {
                milestones.extend(milestone(&mut reader, row, row, days));
            }
        }
        let mut promises = Vec::new();
        for kind in PromiseKind::ALL {
            let (amount, due) = (format!("promise_{}", kind.code()), format!("promise_{}_due", kind.code()));
            if fields.get(&amount).trim().is_empty() && fields.get(&due).trim().is_empty() {
                continue;
            }
            let amount = reader.number(&amount, 1, MOST_PROMISED).and_then(|amount| u32::try_from(amount).ok());
            let due_on = reader.day(&due, days.0, days.1);
            let promised = amount.zip(due_on).map(|(amount, due_on)| Promise::of(*kind, amount, due_on));
            promises.extend(promised.and_then(Result::ok));
        }
        reader.finish(|| {
            Some(DraftForm {
                term: term?,
                terms: Terms { performance: performance?, service_levels: service_levels?, data: data? },
                milestones,
                promises,
            })
        })
    }
}

fn is_blank(fields: &Fields, row: u32) -> bool {
    let blank = |part: &str| fields.get(&format!("milestone_{row}_{part}")).trim().is_empty();
    blank("title") && blank("due") && blank("amount")
}

fn milestone(reader: &mut Reader<'_>, row: u32, number: u32, days: (Day, Day)) -> Option<Milestone> {
    let title = reader.text(&format!("milestone_{row}_title"), TITLE);
    let due_on = reader.day(&format!("milestone_{row}_due"), days.0, days.1);
    let amount = reader.money(&format!("milestone_{row}_amount"));
    Some(Milestone { number, title: title?, due_on: due_on?, amount: amount?, acceptance: None })
}

/// A change of the terms, as it is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VariationForm {
    /// Why.
    pub reason: String,
    /// Added to the value; below zero takes away.
    pub added: Money,
    /// New last day.
    pub ends_on: Option<Day>,
    /// Milestones that are new, or take the place of the open one of their number.
    pub milestones: Vec<Milestone>,
}

impl VariationForm {
    /// Reads the form. `direction` says whether `added_amount` is added or taken away.
    pub fn parse(fields: &Fields, term: Term) -> Result<VariationForm, Vec<Problem>> {
        let mut reader = Reader::new(fields);
        let reason = reader.text("reason", REASON);
        let less = fields.get("direction") == "less";
        let mut added = Some(Money::ZERO);
        if !fields.get("added_amount").trim().is_empty() {
            added = reader.money("added_amount").map(|amount| if less { -amount } else { amount });
        }
        let latest = term.starts_on().plus_days(FAR);
        let mut ends_on = None;
        if !fields.get("ends_on").trim().is_empty() {
            ends_on = reader.day("ends_on", term.starts_on(), latest);
        }
        let mut milestones = Vec::new();
        for row in 1..=VARIATION_ROWS {
            let field = format!("milestone_{row}_number");
            if is_blank(fields, row) && fields.get(&field).trim().is_empty() {
                continue;
            }
            let number = reader.number(&field, 1, 99).and_then(|number| u32::try_from(number).ok());
            let read = milestone(&mut reader, row, number.unwrap_or_default(), (term.starts_on(), latest));
            milestones.extend(read.filter(|_| number.is_some()));
        }
        reader.finish(|| Some(VariationForm { reason: reason?, added: added?, ends_on, milestones }))
    }
}

/// A payment against a milestone, as it is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentForm {
    /// Number of the milestone.
    pub milestone: u32,
    /// The supplier's invoice number.
    pub invoice: String,
    /// The day it was made.
    pub paid_on: Day,
    /// How much.
    pub amount: Money,
    /// How.
    pub method: PaymentMethod,
}

impl PaymentForm {
    /// Reads the form; a payment is recorded after it was made.
    pub fn parse(fields: &Fields, today: Day) -> Result<PaymentForm, Vec<Problem>> {
        let mut reader = Reader::new(fields);
        let milestone = reader.number("milestone", 1, 99).and_then(|number| u32::try_from(number).ok());
        let invoice = reader.text("invoice", 40);
        let paid_on = reader.day("paid_on", Day::from_number(i64::from(today.number()) - 730), today);
        let amount = reader.money("amount");
        let method = reader.choice("method", PaymentMethod::parse);
        reader.finish(|| {
            Some(PaymentForm {
                milestone: milestone?,
                invoice: invoice?,
                paid_on: paid_on?,
                amount: amount?,
                method: method?,
            })
        })
    }
}

/// A part of a promise that was kept, as the supplier reports it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeliveryForm {
    /// Number of the promise.
    pub promise: u32,
    /// How much.
    pub amount: u32,
    /// The day.
    pub on: Day,
    /// What shows it.
    pub evidence: String,
}

impl DeliveryForm {
    /// Reads the form; only what has happened is reported.
    pub fn parse(fields: &Fields, starts_on: Day, today: Day) -> Result<DeliveryForm, Vec<Problem>> {
        let mut reader = Reader::new(fields);
        let small = |number: Option<i64>| number.and_then(|number| u32::try_from(number).ok());
        let promise = small(reader.number("promise", 1, 99));
        let amount = small(reader.number("delivered_amount", 1, MOST_PROMISED));
        let on = reader.day("delivered_on", starts_on.min(today), today);
        let evidence = reader.text("evidence", REASON);
        reader.finish(|| Some(DeliveryForm { promise: promise?, amount: amount?, on: on?, evidence: evidence? }))
    }
}

/// Reads a text that must be there.
pub fn words(fields: &Fields, field: &str) -> Result<String, Vec<Problem>> {
    let mut reader = Reader::new(fields);
    let text = reader.text(field, REASON);
    reader.finish(|| text)
}

/// A refusal of one field.
pub fn field_problem(field: &str, rule: Rule) -> Vec<Problem> {
    vec![Problem { field: field.to_owned(), rule }]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(pairs: &[(&str, &str)]) -> Fields {
        Fields::new(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn a_draft_is_read_with_the_rows_that_were_filled_in() {
        let form = fields(&[
            ("starts_on", "2027-01-04"),
            ("performance", "monthly report"),
            ("milestone_2_title", "Set up"),
            ("milestone_2_due", "2027-02-01"),
            ("milestone_2_amount", "600"),
            ("promise_local_jobs", "3"),
            ("promise_local_jobs_due", "2027-12-31"),
        ]);
        let read = DraftForm::parse(&form, 24, day("2026-12-31")).unwrap();
        assert_eq!(read.term.ends_on(), day("2029-01-03"));
        assert_eq!(read.milestones.len(), 1);
        assert_eq!((read.milestones[0].number, read.milestones[0].amount), (2, Money::from_dollars(600)));
        assert_eq!((read.promises.len(), read.promises[0].kind), (1, PromiseKind::LocalJobs));
    }

    #[test]
    fn a_half_filled_row_marks_every_field_that_lacks() {
        let form = fields(&[("starts_on", "2026-12-30"), ("milestone_1_title", "Set up"), ("promise_local_jobs", "3")]);
        let refused = DraftForm::parse(&form, 24, day("2026-12-31")).unwrap_err();
        let marked: Vec<_> = refused.iter().map(|problem| problem.field.as_str()).collect();
        assert_eq!(marked, ["starts_on", "milestone_1_due", "milestone_1_amount", "promise_local_jobs_due"]);
    }

    #[test]
    fn a_variation_adds_or_takes_away() {
        let term = Term::of(day("2027-01-04"), day("2027-12-31")).unwrap();
        for (direction, cents) in [("more", 5_000), ("less", -5_000)] {
            let form = fields(&[("reason", "more users"), ("direction", direction), ("added_amount", "50")]);
            assert_eq!(VariationForm::parse(&form, term).unwrap().added.cents(), cents);
        }
    }
}
