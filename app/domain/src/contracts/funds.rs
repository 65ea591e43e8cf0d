//! Which financial year a contract's money belongs to, and whether each year has it.
//!
//! What hangs on a milestone belongs to the year of the day it is due; the rest is spread evenly over the months of the
//! term, cents left over going to the earliest. The parts always add up. Rules A5, A10.

use super::ContractRefusal;
use crate::money::Money;
use crate::tenders::Draft;
use crate::time::{Day, FinancialYear};
use serde::{Deserialize, Serialize};

/// First and last day of a contract; the last is not before the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    starts_on: Day,
    ends_on: Day,
}

impl Term {
    /// A term from its first through its last day.
    pub fn of(starts_on: Day, ends_on: Day) -> Result<Term, ContractRefusal> {
        if ends_on < starts_on { Err(ContractRefusal::TermBackwards) } else { Ok(Term { starts_on, ends_on }) }
    }

    /// A term of so many whole months: through the day before the same date, or through the last of a shorter month.
    pub fn of_months(starts_on: Day, months: u32) -> Result<Term, ContractRefusal> {
        let (_, _, date) = starts_on.parts();
        let month = starts_on.month().plus(i32::try_from(months).unwrap_or(i32::MAX));
        let (year, number) = month.parts();
        let same = Day::of(year, number, date).map(|day| Day::from_number(i64::from(day.number()) - 1));
        Term::of(starts_on, same.unwrap_or(month.last_day()))
    }

    /// The months a tender asks for, at least one; nothing while its draft does not say.
    pub fn months_of(draft: &Draft) -> Option<u32> {
        draft.purchase.as_ref().map(|purchase| purchase.estimate.months.max(1))
    }

    /// First day.
    pub fn starts_on(self) -> Day {
        self.starts_on
    }

    /// Last day.
    pub fn ends_on(self) -> Day {
        self.ends_on
    }

    /// Calendar months it touches; one at the least.
    fn months(self) -> i64 {
        let index = |day: Day| {
            let (year, month) = day.month().parts();
            i64::from(year) * 12 + i64::from(month)
        };
        (index(self.ends_on) - index(self.starts_on) + 1).max(1)
    }
}

/// The part of an amount that belongs to one financial year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearShare {
    /// The year.
    pub year: FinancialYear,
    /// Its part.
    pub amount: Money,
}

/// A year that lacks money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shortfall {
    /// The year.
    pub year: FinancialYear,
    /// Needed in it.
    pub needed: Money,
    /// Set aside in it.
    pub committed: Money,
}

/// Spreads an amount evenly over the months of a term and gathers it by financial year.
pub fn split_by_year(amount: Money, term: Term) -> Vec<YearShare> {
    let months = term.months();
    let each = amount.cents().div_euclid(months);
    let over = amount.cents().rem_euclid(months);
    let mut month = term.starts_on.month();
    let mut shares = Vec::new();
    for index in 0..months {
        let part = Money::from_cents(each.saturating_add(i64::from(index < over)));
        add_share(&mut shares, YearShare { year: month.first_day().financial_year(), amount: part });
        month = month.next();
    }
    shares
}

/// Adds a part to its year; the years stay in order.
pub(super) fn add_share(shares: &mut Vec<YearShare>, share: YearShare) {
    match shares.binary_search_by_key(&share.year, |known| known.year) {
        Ok(index) => {
            if let Some(known) = shares.get_mut(index) {
                known.amount = total([known.amount, share.amount]);
            }
        }
        Err(index) => shares.insert(index, share),
    }
}

/// Every year in which less is set aside than needed.
pub fn shortfalls(needed: &[YearShare], committed: &[YearShare]) -> Vec<Shortfall> {
    let in_year = |share: &YearShare| {
        let of_year = committed.iter().filter(|other| other.year == share.year);
        Shortfall { year: share.year, needed: share.amount, committed: total(of_year.map(|other| other.amount)) }
    };
    needed.iter().map(in_year).filter(|shortfall| shortfall.committed < shortfall.needed).collect()
}

/// The sum, held inside what money can count: too much stays too much.
pub(super) fn total(amounts: impl IntoIterator<Item = Money>) -> Money {
    let sum: i128 = amounts.into_iter().map(|amount| i128::from(amount.cents())).sum();
    Money::from_cents(sum.clamp(i128::from(i64::MIN), i128::from(i64::MAX)) as i64)
}

/// What is left of `whole` after `used`.
pub(super) fn left(whole: Money, used: Money) -> Money {
    Money::from_cents(whole.cents().saturating_sub(used.cents()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn share(year: i32, cents: i64) -> YearShare {
        YearShare { year: FinancialYear(year), amount: Money::from_cents(cents) }
    }

    #[test]
    fn a_term_does_not_end_before_it_starts() {
        assert!(Term::of(day("2026-10-01"), day("2026-10-01")).is_ok());
        assert_eq!(Term::of(day("2026-10-02"), day("2026-10-01")), Err(ContractRefusal::TermBackwards));
    }

    #[test]
    fn a_term_of_months_ends_the_day_before_its_date_comes_again() {
        for (starts_on, months, ends_on) in [
            ("2027-01-04", 24, "2029-01-03"),
            ("2027-01-01", 12, "2027-12-31"),
            ("2027-01-31", 1, "2027-02-28"),
            ("2028-02-29", 12, "2029-02-28"),
        ] {
            let term = Term::of_months(day(starts_on), months).unwrap();
            assert_eq!(term.ends_on(), day(ends_on), "{starts_on} {months}");
        }
        assert_eq!(Term::of_months(day("2027-01-04"), 0), Err(ContractRefusal::TermBackwards));
    }

    #[test]
    fn a10_money_belongs_to_the_year_from_april_to_march() {
        for (starts_on, ends_on, cents, shares) in [
            ("2026-10-01", "2027-09-30", 1_200, vec![share(2026, 600), share(2027, 600)]),
            ("2027-03-31", "2027-04-01", 101, vec![share(2026, 51), share(2027, 50)]),
            ("2027-04-01", "2028-03-31", 7, vec![share(2027, 7)]),
        ] {
            let term = Term::of(day(starts_on), day(ends_on)).unwrap();
            assert_eq!(split_by_year(Money::from_cents(cents), term), shares, "{starts_on}");
        }
    }

    #[test]
    fn a5_each_year_needs_its_own_money() {
        let needed = [share(2026, 100), share(2027, 50)];
        let lacks = |year, needed, committed| Shortfall {
            year: FinancialYear(year),
            needed: Money::from_cents(needed),
            committed: Money::from_cents(committed),
        };
        for (committed, expected) in [
            (vec![share(2026, 100), share(2027, 50)], vec![]),
            (vec![share(2026, 99), share(2027, 500)], vec![lacks(2026, 100, 99)]),
            (vec![share(2026, 60), share(2026, 40)], vec![lacks(2027, 50, 0)]),
            (vec![], vec![lacks(2026, 100, 0), lacks(2027, 50, 0)]),
        ] {
            assert_eq!(shortfalls(&needed, &committed), expected);
        }
    }

    proptest! {
        #[test]
        fn a10_no_cent_is_lost_between_years(cents in any::<i64>(), start in 15_000..30_000_i64, days in 0..4_000_u64) {
            let starts_on = Day::from_number(start);
            let term = Term::of(starts_on, starts_on.plus_days(days)).unwrap();
            let shares = split_by_year(Money::from_cents(cents), term);
            let sum: i128 = shares.iter().map(|share| i128::from(share.amount.cents())).sum();
            prop_assert_eq!(sum, i128::from(cents));
            prop_assert!(shares.windows(2).all(|pair| pair[0].year < pair[1].year));
            prop_assert_eq!(shares[0].year, starts_on.financial_year());
            prop_assert_eq!(shares[shares.len() - 1].year, term.ends_on().financial_year());
        }
    }
}
