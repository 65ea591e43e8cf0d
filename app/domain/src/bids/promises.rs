//! What a bidder promises beyond the work itself: places for apprentices, training, jobs in Hong Kong.
//!
//! A bid is written before its contract has a first day, so a promise names the month of the contract by whose end it is
//! kept; the contract makes a day of it ([`OfferedPromise::due_on`]). Promises lie in the technical envelope, at most one
//! of each kind, and earn nothing by themselves: marks are given by published criteria alone, and never for where a
//! company comes from (S15).

use super::contents::{promise_field, promise_months_field};
use crate::contracts::promises::MOST_PROMISED;
use crate::contracts::{Promise, PromiseKind, Term};
use crate::form::{Fields, Reader};
use crate::time::Day;
use serde::{Deserialize, Serialize};

/// A promise as a bid makes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferedPromise {
    /// What is promised.
    pub kind: PromiseKind,
    /// How much, in the unit of the kind.
    pub amount: u32,
    /// It is kept by the end of this month of the contract; the first is 1.
    pub months: u32,
}

impl OfferedPromise {
    /// Reads the promises of a form, each row filled in or left empty. No promise is later than the contract's last month.
    pub fn read(reader: &mut Reader<'_>, term_months: u32) -> Vec<OfferedPromise> {
        let rows = PromiseKind::ALL.iter().filter(|kind| is_typed(reader.fields(), **kind));
        let rows: Vec<_> = rows.copied().collect();
        let mut promises = Vec::new();
        for kind in rows {
            let whole = |number: Option<i64>| number.and_then(|number| u32::try_from(number).ok());
            let amount = whole(reader.number(&promise_field(kind), 1, MOST_PROMISED));
            let months = whole(reader.number(&promise_months_field(kind), 1, i64::from(term_months)));
            let read = amount.zip(months).map(|(amount, months)| OfferedPromise { kind, amount, months });
            promises.extend(read);
        }
        promises
    }

    /// The last day to keep it: the last of its months, counted from the first day of the contract.
    pub fn due_on(&self, term: Term) -> Day {
        // No contract is this long; whatever tool wrote the month, the calendar can count it.
        let months = self.months.clamp(1, 1_200);
        let due_on = Term::of_months(term.starts_on(), months).map(Term::ends_on);
        due_on.unwrap_or(term.ends_on()).min(term.ends_on())
    }

    /// The promise of a contract of this term.
    pub fn dated(&self, term: Term) -> Promise {
        Promise { kind: self.kind, amount: self.amount, due_on: self.due_on(term), deliveries: Vec::new() }
    }
}

/// Something is typed of a promise.
fn is_typed(fields: &Fields, kind: PromiseKind) -> bool {
    [promise_field(kind), promise_months_field(kind)].iter().any(|name| !fields.get(name).trim().is_empty())
}

/// The promises that bind: the first of each kind that promises something, whatever tool wrote them.
pub fn binding(offered: &[OfferedPromise]) -> Vec<OfferedPromise> {
    let first = |kind: &PromiseKind| offered.iter().find(|one| one.kind == *kind && one.amount > 0).copied();
    PromiseKind::ALL.iter().filter_map(first).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::Rule;

    fn offered(kind: PromiseKind, amount: u32, months: u32) -> OfferedPromise {
        OfferedPromise { kind, amount, months }
    }

    fn read(pairs: &[(&str, &str)], term_months: u32) -> Result<Vec<OfferedPromise>, Vec<(String, Rule)>> {
        let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        let fields = Fields::new(pairs.iter().map(own).collect());
        let mut reader = Reader::new(&fields);
        let promises = OfferedPromise::read(&mut reader, term_months);
        let refused = |problems: Vec<crate::form::Problem>| {
            problems.into_iter().map(|problem| (problem.field, problem.rule)).collect()
        };
        reader.finish(|| Some(promises)).map_err(refused)
    }

    #[test]
    fn a_promise_is_read_when_its_row_is_filled_in_and_lies_within_the_contract() {
        let (jobs, jobs_by) = ("promise-local_jobs", "promise-local_jobs-months");
        let refused = |field: &str, rule| Err(vec![(field.to_owned(), rule)]);
        for (typed, expected) in [
            (vec![], Ok(vec![])),
            (vec![(jobs, " "), (jobs_by, "")], Ok(vec![])),
            (vec![(jobs, "1"), (jobs_by, "1")], Ok(vec![offered(PromiseKind::LocalJobs, 1, 1)])),
            (vec![(jobs, "1,000,000"), (jobs_by, "24")], Ok(vec![offered(PromiseKind::LocalJobs, 1_000_000, 24)])),
            (vec![(jobs, "3")], refused(jobs_by, Rule::Required)),
            (vec![(jobs_by, "3")], refused(jobs, Rule::Required)),
            (vec![(jobs, "0"), (jobs_by, "3")], refused(jobs, Rule::Below(1))),
            (vec![(jobs, "1,000,001"), (jobs_by, "3")], refused(jobs, Rule::Above(1_000_000))),
            (vec![(jobs, "some"), (jobs_by, "3")], refused(jobs, Rule::NotANumber)),
            (vec![(jobs, "3"), (jobs_by, "0")], refused(jobs_by, Rule::Below(1))),
            (vec![(jobs, "3"), (jobs_by, "25")], refused(jobs_by, Rule::Above(24))),
        ] {
            assert_eq!(read(&typed, 24), expected, "{typed:?}");
        }
    }

    #[test]
    fn a_promise_is_due_on_the_last_day_of_its_month_and_never_after_the_contract() {
        let day = |text: &str| Day::parse(text).unwrap();
        for (starts_on, months_of_term, months, due_on) in [
            ("2027-04-01", 24, 1, "2027-04-30"),
            ("2027-04-01", 24, 12, "2028-03-31"),
            ("2027-04-15", 24, 24, "2029-04-14"),
            ("2027-04-15", 24, 25, "2029-04-14"),
            ("2027-08-31", 24, 6, "2028-02-29"),
            ("2027-04-15", 24, 0, "2027-05-14"),
            ("2027-04-15", 24, u32::MAX, "2029-04-14"),
        ] {
            let term = Term::of_months(day(starts_on), months_of_term).unwrap();
            let promise = offered(PromiseKind::TrainingHours, 80, months).dated(term);
            assert_eq!((promise.due_on, promise.amount), (day(due_on), 80), "{starts_on} month {months}");
        }
    }

    #[test]
    fn of_each_kind_the_first_promise_of_something_binds() {
        let [places, hours] = [PromiseKind::ApprenticePlaces, PromiseKind::TrainingHours];
        let written = [offered(hours, 0, 3), offered(hours, 40, 6), offered(places, 2, 9), offered(hours, 80, 12)];
        assert_eq!(binding(&written), [offered(places, 2, 9), offered(hours, 40, 6)]);
    }
}
