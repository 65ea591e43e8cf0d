//! What reuse costs: from the rate card, exactly, and in which financial year.

use super::OrderRefusal;
use crate::catalogue::{Rate, RateKind};
use crate::money::Money;
use crate::time::{Day, FinancialYear};
use serde::{Deserialize, Serialize};

/// One line of a price: a rate, how many times it is taken, and the product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuoteLine {
    /// The rate.
    pub rate: Rate,
    /// How many times in the whole term.
    pub quantity: i64,
    /// Rate times quantity.
    pub amount: Money,
}

/// A price worked out from a rate card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// The lines.
    pub lines: Vec<QuoteLine>,
    /// Their sum.
    pub total: Money,
}

/// The part of a price that belongs to one financial year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// The year.
    pub year: FinancialYear,
    /// Its part.
    pub amount: Money,
}

/// Works out the price of `months` months for `users` users and `units` units a month.
pub fn quote(rates: &[Rate], users: i64, units: i64, months: i64) -> Result<Quote, OrderRefusal> {
    let mut lines = Vec::with_capacity(rates.len());
    let mut total = Money::ZERO;
    for rate in rates {
        let quantity = match rate.kind {
            RateKind::Once => Some(1),
            RateKind::Month => Some(months),
            RateKind::UserMonth => users.checked_mul(months),
            RateKind::Unit => units.checked_mul(months),
        };
        let amount = quantity.and_then(|quantity| Some((quantity, rate.amount.times(quantity)?)));
        let (quantity, amount) = amount.ok_or(OrderRefusal::PriceTooLarge)?;
        total = total.plus(amount).ok_or(OrderRefusal::PriceTooLarge)?;
        lines.push(QuoteLine { rate: *rate, quantity, amount });
    }
    Ok(Quote { lines, total })
}

/// Splits a price over financial years: what is paid once belongs to the first month, the rest is
/// spread evenly over the months, cents left over going to the earliest. The parts sum to the total.
pub fn schedule(quote: &Quote, starts_on: Day, months: i64) -> Vec<Share> {
    let months = months.max(1);
    let once: Money = quote.lines.iter().filter(|line| line.rate.kind == RateKind::Once).map(|line| line.amount).sum();
    let running = (quote.total - once).cents();
    let mut shares: Vec<Share> = Vec::new();
    let mut month = starts_on.month();
    for index in 0..months {
        let extra = i64::from(index < running % months);
        let mut amount = Money::from_cents(running / months + extra);
        if index == 0 {
            amount = amount + once;
        }
        let year = month.first_day().financial_year();
        match shares.last_mut() {
            Some(share) if share.year == year => share.amount = share.amount + amount,
            _ => shares.push(Share { year, amount }),
        }
        month = month.next();
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rate(kind: RateKind, cents: i64) -> Rate {
        Rate { kind, amount: Money::from_cents(cents), unit: None }
    }

    #[test]
    fn a_price_is_the_sum_of_its_lines() {
        let rates = [
            rate(RateKind::Once, 6_000_000),
            rate(RateKind::Month, 1_800_000),
            rate(RateKind::UserMonth, 4_500),
            rate(RateKind::Unit, 42),
        ];
        let quote = quote(&rates, 350, 42_000, 12).unwrap();
        let amounts: Vec<_> = quote.lines.iter().map(|line| line.amount.cents()).collect();
        assert_eq!(amounts, [6_000_000, 21_600_000, 18_900_000, 21_168_000]);
        assert_eq!(quote.total, Money::from_cents(67_668_000));
    }

    #[test]
    fn a_price_too_large_to_count_is_refused() {
        let rates = [rate(RateKind::Unit, i64::MAX / 2)];
        assert_eq!(quote(&rates, 1, 1_000_000, 12), Err(OrderRefusal::PriceTooLarge));
    }

    #[test]
    fn an_order_across_march_belongs_to_two_years() {
        let quote = quote(&[rate(RateKind::Once, 100_00), rate(RateKind::Month, 10_00)], 1, 0, 6).unwrap();
        let shares = schedule(&quote, Day::parse("2027-01-15").unwrap(), 6);
        assert_eq!(
            shares,
            [
                Share { year: FinancialYear(2026), amount: Money::from_cents(130_00) },
                Share { year: FinancialYear(2027), amount: Money::from_cents(30_00) },
            ]
        );
    }

    proptest! {
        #[test]
        fn no_cent_is_lost_between_years(
            once in 0..1_000_000_00_i64, monthly in 0..1_000_000_00_i64, unit in 0..1000_i64,
            users in 1..100_000_i64, months in 1..36_i64, start in 18_000..25_000_i64,
        ) {
            let rates = [rate(RateKind::Once, once), rate(RateKind::Month, monthly), rate(RateKind::UserMonth, unit)];
            let quote = quote(&rates, users, 0, months).unwrap();
            let shares = schedule(&quote, Day::from_number(start), months);
            prop_assert_eq!(shares.iter().map(|share| share.amount).sum::<Money>(), quote.total);
            prop_assert!(shares.windows(2).all(|pair| pair[0].year < pair[1].year));
        }
    }
}
